// Calling a class: __new__, then __init__.
#ifndef KRAIT_RUNTIME_OBJECT_TYPE_CALL_H_
#define KRAIT_RUNTIME_OBJECT_TYPE_CALL_H_

#include <cstddef>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Function;
struct HeapObject;
struct Tuple;
struct Type;

// type.__call__(type, *args, **keywords).
Value TypeCall(Isolate* iso, Type* type, const Value* args, size_t count, Tuple* keyword_names);
// Its halves. The instance that __new__ makes, which may be anything,
Value MakeInstance(Isolate* iso, Type* type, const Value* args, size_t count, Tuple* keyword_names);
// and the instance of `type` or a subclass initialised; the result is `instance`.
Value InitializeInstance(Isolate* iso, Value instance, const Value* args, size_t count,
                         Tuple* keyword_names);
// The __new__ of the class when it is a script function, else null.
Function* ScriptMaker(Isolate* iso, Type* type);
// Has the class a metaclass with a __call__ of its own?
bool OverridesTypeCall(Isolate* iso, const HeapObject* type);
// The class that a bound type.__call__ calls; null: `callable` is something else.
Type* ClassOfBoundCall(Value callable);
// Do instances of the class come from object.__new__?
bool HasDefaultNew(Isolate* iso, Type* type);
bool HasDefaultInit(Isolate* iso, Type* type);
// object.__new__(type) once its arguments are checked: refuses abstract classes.
Value NewPlainInstance(Isolate* iso, Type* type);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_TYPE_CALL_H_
