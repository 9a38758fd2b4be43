// What a Heap is made of, for the files of this folder only.
#ifndef KRAIT_GC_HEAP_PARTS_H_
#define KRAIT_GC_HEAP_PARTS_H_

#include <vector>

#include "gc/accounting.h"
#include "gc/allocator.h"
#include "gc/block_space.h"
#include "gc/collector.h"
#include "gc/heap.h"
#include "gc/large_objects.h"
#include "gc/lifecycle.h"
#include "gc/marker.h"
#include "gc/object_finder.h"
#include "gc/verifier.h"

namespace krait::gc {

struct HeapParts {
  HeapParts(Heap& heap, const HeapOptions& options);

  HeapOptions options;
  // A testing mode is on that takes every allocation through the slow path.
  bool sees_every_allocation;
  uint64_t allocation_count = 0;
  Accounting accounting;
  BlockSpace blocks;
  LargeObjectSpace large;
  Allocator allocator;
  ObjectFinder finder;
  Lifecycle lifecycle;
  // Old objects that were stored into since the last collection.
  std::vector<HeapObject*> remembered;
  // Objects found on stacks, before marking starts.
  std::vector<HeapObject*> gathered;
  Marker marker;
  Verifier verifier;
  Collector collector;
};

// Calls back for each marked cell of the block.
template <typename F>
void ForEachMarked(const BlockMeta* block, F&& f) {
  for (size_t i = 0; i < kGranulesPerBlock / 64; ++i) {
    for (uint64_t bits = block->marks[i]; bits != 0; bits &= bits - 1) {
      const size_t granule = i * 64 + static_cast<size_t>(std::countr_zero(bits));
      f(reinterpret_cast<HeapObject*>(block->memory() + granule * kGranule));
    }
  }
}

}  // namespace krait::gc

#endif  // KRAIT_GC_HEAP_PARTS_H_
