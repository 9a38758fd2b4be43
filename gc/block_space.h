// All blocks of a heap: gets chunks from mimalloc, hands out blocks, gives empty ones back.
//
// A block is unused (its memory is not committed and not charged), free (committed, empty),
// recyclable (has free lines), or none of these: full, or owned by the allocator since the last
// collection.
#ifndef KRAIT_GC_BLOCK_SPACE_H_
#define KRAIT_GC_BLOCK_SPACE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/accounting.h"
#include "gc/block.h"

namespace krait::gc {

class BlockSpace {
 public:
  explicit BlockSpace(Accounting& accounting) : accounting_(accounting) {}
  ~BlockSpace();
  BlockSpace(const BlockSpace&) = delete;
  BlockSpace& operator=(const BlockSpace&) = delete;

  // Null when there is none.
  BlockMeta* TakeRecyclable();
  BlockMeta* TakeFree();
  // A block that was unused; it is charged from now on. Never null: without memory the process
  // ends.
  BlockMeta* TakeUnused();

  // Before a full collection.
  void ClearMarks();
  // After marking: finds out what is free. Returns the bytes in lines that are in use.
  size_t Sweep(bool full, bool fill_free_memory);
  // Gives free blocks back to the system until `keep` are left.
  void ReleaseFree(size_t keep);

  size_t free_count() const { return free_count_; }

  // The block that `word` points into, or null.
  BlockMeta* Find(uintptr_t word) const {
    if (word - lowest_ >= highest_ - lowest_) return nullptr;
    return FindInChunks(word);
  }

  template <typename F>
  void ForEachUsed(F&& f) const {
    for (Chunk* chunk : chunks_) {
      for (uint32_t mask = chunk->used_mask; mask != 0; mask &= mask - 1) {
        f(&chunk->meta[std::countr_zero(mask)]);
      }
    }
  }

 private:
  BlockMeta* FindInChunks(uintptr_t word) const;
  void AddChunk();
  void RemoveChunk(Chunk* chunk);
  void RebuildTable();
  size_t TableIndex(uintptr_t chunk_address) const {
    return (chunk_address / kChunkBytes * 0x9E3779B97F4A7C15) >> table_shift_;
  }

  Accounting& accounting_;
  std::vector<Chunk*> chunks_;
  // Open-addressed set of the chunks' addresses, for words from the stack.
  std::vector<uintptr_t> table_;
  unsigned table_shift_ = 64;
  uintptr_t lowest_ = 0;
  uintptr_t highest_ = 0;
  BlockMeta* recyclable_ = nullptr;
  BlockMeta* free_ = nullptr;
  size_t free_count_ = 0;
  // Chunks before this index have no unused block.
  size_t first_with_unused_ = 0;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_BLOCK_SPACE_H_
