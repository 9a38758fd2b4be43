// The tracing of what instances have because of their class, beyond their built-in's layout.
#ifndef KRAIT_RUNTIME_OBJECT_INSTANCE_H_
#define KRAIT_RUNTIME_OBJECT_INSTANCE_H_

#include "gc/header.h"

namespace krait {

namespace gc {
class Marker;
}

// The shape, and the tail of an instance of a built-in's subclass.
void TraceClassPart(HeapObject* object, gc::Marker& marker);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_INSTANCE_H_
