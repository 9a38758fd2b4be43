// Bump allocation of cells into free runs of lines.
//
// The heap's region [bump, limit) is the zeroed part of the current run; limit moves on in steps,
// so that memory is cleared just before it is used. A medium cell (above a line) that does not fit
// into the rest of a small run goes to the overflow run instead, a block that was entirely free.
#ifndef KRAIT_GC_ALLOCATOR_H_
#define KRAIT_GC_ALLOCATOR_H_

#include <cstddef>
#include <cstdint>

#include "gc/block.h"
#include "gc/block_space.h"

namespace krait::gc {

// Decides what to do when a run has to be taken.
class AllocationPolicy {
 public:
  // An unused block is about to be committed. True: a collection was run instead, look again.
  virtual bool BeforeCommit(size_t bytes) = 0;

 protected:
  ~AllocationPolicy() = default;
};

class Allocator {
 public:
  // `bump` and `limit` are the heap's region.
  Allocator(BlockSpace& blocks, char*& bump, char*& limit)
      : blocks_(blocks), bump_(bump), limit_(limit) {}

  // Memory for a cell of `size` (a multiple of 16, at most kMaxCellBytes), zeroed.
  char* Allocate(size_t size, AllocationPolicy& policy);

  // Forgets the current runs, before a collection.
  void Retire();

  // Bytes of runs made available to the program so far.
  uint64_t handed_out() const { return handed_out_; }

 private:
  // A run of free lines; its lines up to `limit` are zeroed and fresh.
  struct Run {
    BlockMeta* block = nullptr;
    char* bump = nullptr;
    char* limit = nullptr;
    char* end = nullptr;
  };

  static constexpr size_t kStepBytes = 4096;
  // A rest of a run below this is abandoned rather than kept beside an overflow run.
  static constexpr size_t kAbandonBytes = 512;
  // Holes that a medium cell may pass over, because they are lost until the next collection: in a
  // fragmented heap all are too small for it, and looking at each would take for ever.
  static constexpr int kSkippedHoles = 8;

  char* AllocateOverflow(size_t size, AllocationPolicy& policy);
  // Replaces the current run by the next one that holds a cell of `size`. False: there was none
  // among the next few holes, or a collection was run.
  bool NextRun(size_t size, AllocationPolicy& policy);
  BlockMeta* TakeEmptyBlock(AllocationPolicy& policy);
  // Makes lines [begin, end) of the block the run.
  void StartRun(Run& run, BlockMeta* block, size_t begin, size_t end);
  // Zeroes some more of the run.
  void Extend(Run& run);

  BlockSpace& blocks_;
  char*& bump_;
  char*& limit_;
  // `bump` and `limit` of the current run are copied to and from the heap's region.
  Run current_;
  Run overflow_;
  // Where the next runs come from: free lines, from next_line_ on, of a block.
  BlockMeta* hole_block_ = nullptr;
  LineSet holes_ = {};
  size_t next_line_ = kLinesPerBlock;
  uint64_t handed_out_ = 0;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_ALLOCATOR_H_
