// Which objects have their __del__ run.
#ifndef KRAIT_RUNTIME_OBJECT_FINALIZATION_H_
#define KRAIT_RUNTIME_OBJECT_FINALIZATION_H_

#include "gc/header.h"

namespace krait {

class Isolate;

// The object's class has a __del__: the collector tells when the object is dying. Once per object.
void WatchForFinalization(Isolate* iso, HeapObject* object);
// Classes that have instances already got a __del__: finds those instances. Walks the whole heap.
void WatchNewlyFinalizable(Isolate* iso);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_FINALIZATION_H_
