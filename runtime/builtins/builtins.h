// The functions of the builtins module.
#ifndef KRAIT_RUNTIME_BUILTINS_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_BUILTINS_H_

namespace krait {

class Isolate;
struct Dict;

// Fills the namespace of the builtins module with the built-in functions (`len`, `print`, ...) and
// whatever else belongs there besides the types, the exceptions and the constants, which the
// isolate's bootstrap has put there already. Called once per isolate. False: exception pending.
bool InstallBuiltins(Isolate* iso, Dict* ns);

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_BUILTINS_H_
