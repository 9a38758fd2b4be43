// Python's slice object; what its parts mean for a sequence is in slicing.h.
#ifndef KRAIT_RUNTIME_COLLECTION_SLICE_H_
#define KRAIT_RUNTIME_COLLECTION_SLICE_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;

struct Slice : HeapObject {
  Value start;  // None when left out
  Value stop;
  Value step;

  static Slice* New(Isolate* iso, Value start, Value stop, Value step);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SLICE_H_
