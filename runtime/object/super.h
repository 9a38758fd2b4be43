// super objects.
#ifndef KRAIT_RUNTIME_OBJECT_SUPER_H_
#define KRAIT_RUNTIME_OBJECT_SUPER_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;
struct Type;

struct Super : HeapObject {
  Type* type;         // the class whose successors in the MRO are searched; null: not initialised
  Value object;       // instance or class; Empty: unbound
  Type* object_type;  // whose MRO is walked; null: unbound
};

// The attribute behind `type` in the MRO of `object_type`, unbound; Empty when absent. For sites of
// super().name.
Value SuperLookup(Isolate* iso, Type* type, Type* object_type, Str* name);
bool FindSuperAttribute(Isolate* iso, Value object, Str* name, Value* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SUPER_H_
