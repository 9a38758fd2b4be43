// The `class` statement: builtins.__build_class__ and type.__new__ (NewType in type.h).
#ifndef KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_
#define KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_

#include <cstddef>
#include <span>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;

// builtins.__build_class__(function, name, *bases, metaclass=None, **keywords), bound as the signature
// "(func, name, /, *bases, **kwds)" gives it.
Value BuildClass(Isolate* iso, Value* args, size_t count);
// The same for the interpreter's loop (NativeMethod::in_loop), and what its script calls.
Value BuildClassInLoop(Isolate* iso, Value* args, size_t count);
extern const std::span<const NativeMethod> kClassStatementHelpers;
// types.resolve_bases: bases with the results of __mro_entries__; the same tuple when nothing changed.
struct Tuple* ResolveBases(Isolate* iso, struct Tuple* bases);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_
