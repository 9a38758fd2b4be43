// The `class` statement: builtins.__build_class__ and type.__new__ (NewType in type.h).
#ifndef KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_
#define KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_

#include <cstddef>

#include "gc/value.h"

namespace krait {

class Isolate;

// builtins.__build_class__(function, name, *bases, metaclass=None, **keywords), bound as the signature
// "(func, name, /, *bases, **kwds)" gives it.
Value BuildClass(Isolate* iso, Value* args, size_t count);
// types.resolve_bases: bases with the results of __mro_entries__; the same tuple when nothing changed.
struct Tuple* ResolveBases(Isolate* iso, struct Tuple* bases);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_CLASS_CREATION_H_
