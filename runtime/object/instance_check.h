// isinstance() and issubclass() below their hooks.
#ifndef KRAIT_RUNTIME_OBJECT_INSTANCE_CHECK_H_
#define KRAIT_RUNTIME_OBJECT_INSTANCE_CHECK_H_

#include "gc/value.h"

namespace krait {

class Isolate;

// type.__instancecheck__ and type.__subclasscheck__: by MRO, or by __class__ and __bases__ of objects
// that only look like classes.
bool RecursiveIsInstance(Isolate* iso, Value instance, Value cls, bool* result);
bool RecursiveIsSubclass(Isolate* iso, Value derived, Value cls, bool* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_INSTANCE_CHECK_H_
