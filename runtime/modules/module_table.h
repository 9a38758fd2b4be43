// Native modules: Python modules that are written in C++, declared once.
//
//   V(Identifier, "name")
//
// For each there is a `const ModuleSpec k<Identifier>Module` in a file of this folder. Adding a
// module is a line here and that file; nothing is made before a script imports the module.
#ifndef KRAIT_RUNTIME_MODULES_MODULE_TABLE_H_
#define KRAIT_RUNTIME_MODULES_MODULE_TABLE_H_

#include <span>
#include <string_view>

#include "gc/value.h"
#include "runtime/native.h"

// One line each, sorted, so that additions of several people do not collide.
#define KRAIT_NATIVE_MODULES(V) \
  V(Abc, "_abc")                 \
  V(Array, "array")              \
  V(Ast, "_ast")                 \
  V(Atexit, "atexit")            \
  V(Binascii, "binascii")        \
  V(Bisect, "_bisect")           \
  V(Cmath, "cmath")              \
  V(Codecs, "_codecs")           \
  V(Collections, "_collections") \
  V(Contextvars, "_contextvars") \
  V(Csv, "_csv")                 \
  V(Errno, "errno")              \
  V(Functools, "_functools")     \
  V(Gc, "gc")                    \
  V(Heapq, "_heapq")             \
  V(Imp, "_imp")                 \
  V(Io, "_io")                   \
  V(Itertools, "itertools")      \
  V(Locale, "_locale")           \
  V(Marshal, "marshal")          \
  V(Math, "math")                \
  V(Md5, "_md5")                 \
  V(Operator, "_operator")       \
  V(Posix, "posix")              \
  V(Random, "_random")           \
  V(Sha1, "_sha1")               \
  V(Sha256, "_sha256")           \
  V(Sha512, "_sha512")           \
  V(Signal, "_signal")           \
  V(Sre, "_sre")                 \
  V(Stat, "_stat")               \
  V(String, "_string")           \
  V(Struct, "_struct")           \
  V(Thread, "_thread")           \
  V(Time, "time")                \
  V(Unicodedata, "unicodedata")  \
  V(Warnings, "_warnings")       \
  V(Weakref, "_weakref")         \
  V(Zlib, "zlib")

namespace krait {

class Isolate;
struct Module;
struct Type;

// A constant that needs no code: exactly one of the three is used, `text` first.
struct ModuleConstant {
  const char* name;
  Value value = {};            // any word: small int, float, bool, None
  const char* text = nullptr;  // a str
};

struct ModuleSpec {
  const char* name;
  const char* doc = nullptr;
  std::span<const NativeMethod> functions = {};
  std::span<const ModuleConstant> constants = {};
  // Whatever tables cannot say: types, objects. Called last; false with an exception pending.
  bool (*init)(Isolate* iso, Module* module) = nullptr;
};

// A new module object, filled, not yet in sys.modules. Null without an exception when there is no
// such native module; null with one when making it failed.
Module* CreateNativeModule(Isolate* iso, std::string_view name);
// The table's entry, or null.
const ModuleSpec* FindNativeModule(std::string_view name);
// Names of all native modules, sorted as in the table: sys.builtin_module_names.
std::span<const char* const> NativeModuleNames();

// For init functions: sets an attribute of the module.
bool SetModuleAttribute(Isolate* iso, Module* module, std::string_view name, Value v);
// Adds the native type under the last part of its name, and returns it.
Type* AddModuleType(Isolate* iso, Module* module, const TypeSpec* spec);

#define KRAIT_DECLARE_MODULE(Identifier, name) extern const ModuleSpec k##Identifier##Module;
KRAIT_NATIVE_MODULES(KRAIT_DECLARE_MODULE)
#undef KRAIT_DECLARE_MODULE

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_MODULE_TABLE_H_
