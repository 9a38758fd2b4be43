// The attribute protocol's halves below operations.h GetAttr/SetAttr: what the built-in
// __getattribute__ and __setattr__ of each kind of object do.
#ifndef KRAIT_RUNTIME_OBJECT_ATTRIBUTE_H_
#define KRAIT_RUNTIME_OBJECT_ATTRIBUTE_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;
struct Type;

// The attribute as object.__getattribute__ (type's, a module's, a super's ... by the kind of the
// object) finds it; *result is Empty when it is absent. False: an exception, which may well be an
// AttributeError that a property raised.
bool FindAttribute(Isolate* iso, Value object, Str* name, Value* result);
// Of plain objects, whatever the kind.
bool FindGenericAttribute(Isolate* iso, Value object, Str* name, Value* result);
bool FindTypeAttribute(Isolate* iso, Type* type, Str* name, Value* result);
// Sets or, with Empty, deletes, as object.__setattr__ (or type's, ...) does.
bool StoreAttribute(Isolate* iso, Value object, Str* name, Value v);
bool StoreGenericAttribute(Isolate* iso, Value object, Str* name, Value v);
// AttributeError for an attribute that is not there, worded for the kind of object.
bool RaiseNoAttribute(Isolate* iso, Value object, Str* name);
// Leaves the object and the name on an AttributeError that passes through an attribute read.
void CompleteAttributeError(Isolate* iso, Value object, Str* name);
// The name as an interned Str; null with TypeError pending when it is no string.
Str* AttributeName(Isolate* iso, Value name);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_ATTRIBUTE_H_
