// From an arbitrary word to the object it points to or into.
//
// Old cells are found through the mark bits: the nearest marked granule at or before the word. An
// old cell that is not marked was unreachable when the last full collection ended, and is ignored.
// Young cells are found by walking the fresh lines of the block by the sizes in the headers. While
// roots are being gathered the starts found by a walk are kept, so that a block is walked once
// however many words hit it.
#ifndef KRAIT_GC_OBJECT_FINDER_H_
#define KRAIT_GC_OBJECT_FINDER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/block_space.h"
#include "gc/header.h"
#include "gc/large_objects.h"

namespace krait::gc {

class ObjectFinder {
 public:
  ObjectFinder(const BlockSpace& blocks, const LargeObjectSpace& large)
      : blocks_(blocks), large_(large) {}

  // Without side effects on blocks.
  HeapObject* Find(uintptr_t word) const;

  // The same, quicker for many words. Nothing may be allocated before EndGathering.
  HeapObject* FindGathering(uintptr_t word);
  void EndGathering();

  // Calls back for each young cell of the block.
  template <typename F>
  static void ForEachYoung(const BlockMeta* block, F&& f) {
    for (size_t line = block->run_starts.Next(0); line < kLinesPerBlock;
         line = block->run_starts.Next(line + 1)) {
      WalkRun(block, line, f);
    }
  }

 private:
  template <typename F>
  static void WalkRun(const BlockMeta* block, size_t first_line, F&& f) {
    size_t end_line = block->fresh.NextAbsent(first_line);
    const size_t next_start = block->run_starts.Next(first_line + 1);
    if (next_start < end_line) end_line = next_start;
    char* cell = block->LineAddress(first_line);
    char* end = block->LineAddress(end_line);
    while (cell < end) {
      auto* object = reinterpret_cast<HeapObject*>(cell);
      if (object->granules == 0) return;
      f(object);
      cell += object->granules * kGranule;
    }
  }

  static HeapObject* NearestStart(const BlockMeta* block, const uint64_t* starts, uintptr_t word);
  static HeapObject* FindYoungByWalking(const BlockMeta* block, uintptr_t word);
  uint64_t* IndexYoung(BlockMeta* block);

  const BlockSpace& blocks_;
  const LargeObjectSpace& large_;
  std::vector<BlockMeta*> indexed_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_OBJECT_FINDER_H_
