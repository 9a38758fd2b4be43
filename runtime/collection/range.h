// Python's range: an immutable arithmetic sequence of ints of any size.
#ifndef KRAIT_RUNTIME_COLLECTION_RANGE_H_
#define KRAIT_RUNTIME_COLLECTION_RANGE_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;

struct Range : HeapObject {
  Value start;   // exact ints
  Value stop;
  Value step;
  Value length;

  // The arguments are exact ints and `step` is not zero. Null with the exception pending.
  static Range* New(Isolate* iso, Value start, Value stop, Value step);
};

// Number of items of range(start, stop, step), step not zero.
uint64_t RangeLength(int64_t start, int64_t stop, int64_t step);
// iter(range)
Value RangeIter(Isolate* iso, Range* range);
// range[index or slice]
Value RangeGetItem(Isolate* iso, Range* range, Value key);
// item in range
bool RangeContains(Isolate* iso, Range* range, Value item, bool* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_RANGE_H_
