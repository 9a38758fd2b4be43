// The methods of `type` that other parts compare with or call.
#ifndef KRAIT_RUNTIME_OBJECT_TYPE_TYPE_H_
#define KRAIT_RUNTIME_OBJECT_TYPE_TYPE_H_

#include <cstddef>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;
struct Tuple;
struct Type;

Value TypeCallMethod(Isolate* iso, Value* args, size_t count);  // type.__call__
Value TypeMroMethod(Isolate* iso, Value* args, size_t count);   // type.mro
// __module__ of a class, as a str where it has one.
Value TypeModule(Isolate* iso, Type* type);
// The most derived metaclass of `metaclass` and of the bases' ones. Null with TypeError pending.
Type* MostDerivedMetaclass(Isolate* iso, Type* metaclass, Tuple* bases);
// Direct subclasses that live, those among the built-in types included.
Value SubclassesList(Isolate* iso, Type* type);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_TYPE_TYPE_H_
