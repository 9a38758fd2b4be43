// property objects at work.
#ifndef KRAIT_RUNTIME_OBJECT_PROPERTY_H_
#define KRAIT_RUNTIME_OBJECT_PROPERTY_H_

#include "gc/value.h"
#include "runtime/object/descriptors.h"

namespace krait {

class Isolate;

Value GetProperty(Isolate* iso, Property* property, Value instance);
// Sets, or with Empty deletes.
bool SetProperty(Isolate* iso, Property* property, Value instance, Value v);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_PROPERTY_H_
