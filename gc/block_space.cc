#include "gc/block_space.h"

#include <mimalloc.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "gc/poison.h"

namespace krait::gc {

BlockSpace::~BlockSpace() {
  for (Chunk* chunk : chunks_) {
    UnpoisonMemory(chunk, kChunkBytes);
    mi_free(chunk);
  }
}

BlockMeta* BlockSpace::TakeRecyclable() {
  BlockMeta* block = recyclable_;
  if (block != nullptr) recyclable_ = block->next;
  return block;
}

BlockMeta* BlockSpace::TakeFree() {
  BlockMeta* block = free_;
  if (block != nullptr) {
    free_ = block->next;
    --free_count_;
    block->is_free = false;
  }
  return block;
}

BlockMeta* BlockSpace::TakeUnused() {
  while (first_with_unused_ < chunks_.size() &&
         chunks_[first_with_unused_]->used_mask == Chunk::kAllBlocks) {
    ++first_with_unused_;
  }
  if (first_with_unused_ == chunks_.size()) AddChunk();
  Chunk* chunk = chunks_[first_with_unused_];
  const int index = std::countr_zero(~chunk->used_mask & Chunk::kAllBlocks);
  chunk->used_mask |= uint32_t{1} << index;
  BlockMeta* block = &chunk->meta[index];
  std::memset(static_cast<void*>(block), 0, sizeof(*block));
  block->free_lines = kLinesPerBlock;
  accounting_.Charge(Category::kCells, kBlockBytes);
  return block;
}

void BlockSpace::AddChunk() {
  // Only pages that are touched take memory, so a young heap stays small.
  void* memory = mi_malloc_aligned(kChunkBytes, kChunkBytes);
  if (memory == nullptr) {
    std::fprintf(stderr, "krait: the system is out of memory\n");
    std::abort();
  }
  Chunk* chunk = static_cast<Chunk*>(memory);
  chunk->index = chunks_.size();
  chunk->used_mask = 0;
  PoisonMemory(static_cast<char*>(memory) + kBlockBytes, kChunkBytes - kBlockBytes);
  chunks_.push_back(chunk);
  accounting_.Charge(Category::kCollector, sizeof(Chunk));
  RebuildTable();
}

void BlockSpace::RemoveChunk(Chunk* chunk) {
  const size_t index = chunk->index;
  chunks_[index] = chunks_.back();
  chunks_[index]->index = index;
  chunks_.pop_back();
  accounting_.Charge(Category::kCollector, -static_cast<ptrdiff_t>(sizeof(Chunk)));
  UnpoisonMemory(chunk, kChunkBytes);
  mi_free(chunk);
}

void BlockSpace::RebuildTable() {
  const size_t capacity = std::bit_ceil(chunks_.size() * 2 + 2);
  table_.assign(capacity, 0);
  table_shift_ = static_cast<unsigned>(64 - std::countr_zero(capacity));
  lowest_ = UINTPTR_MAX;
  highest_ = 0;
  for (Chunk* chunk : chunks_) {
    const uintptr_t address = reinterpret_cast<uintptr_t>(chunk);
    size_t i = TableIndex(address);
    while (table_[i] != 0) i = (i + 1) & (capacity - 1);
    table_[i] = address;
    lowest_ = std::min(lowest_, address);
    highest_ = std::max(highest_, address + kChunkBytes);
  }
  if (chunks_.empty()) lowest_ = 0;
}

BlockMeta* BlockSpace::FindInChunks(uintptr_t word) const {
  const uintptr_t address = word & ~uintptr_t{kChunkBytes - 1};
  for (size_t i = TableIndex(address);; i = (i + 1) & (table_.size() - 1)) {
    if (table_[i] == 0) return nullptr;
    if (table_[i] != address) continue;
    Chunk* chunk = Chunk::Of(word);
    const size_t index = Chunk::BlockIndex(word);
    return (chunk->used_mask >> index & 1) != 0 ? &chunk->meta[index] : nullptr;
  }
}

void BlockSpace::ClearMarks() {
  ForEachUsed([](BlockMeta* block) {
    if (!block->is_free) block->ClearMarks();
  });
}

namespace {

// Free runs become unaddressable or get a pattern, in the modes that want it. Before ClearFresh,
// which tells the lines that were used since the last time.
void SpoilFreeLines(BlockMeta* block, const LineSet& free, bool fill) {
  const LineSet due = free.Without(block->spoiled.Without(block->fresh));
  block->spoiled = free;
  for (size_t begin = due.Next(0); begin < kLinesPerBlock;) {
    const size_t end = due.NextAbsent(begin);
    char* memory = block->LineAddress(begin);
    const size_t bytes = (end - begin) * kLineBytes;
    if (fill) {
      UnpoisonMemory(memory, bytes);
      std::memset(memory, kFreeMemoryPattern, bytes);
    }
    PoisonMemory(memory, bytes);
    begin = due.Next(end);
  }
}

#if defined(KRAIT_GC_ASAN)
constexpr bool kPoison = true;
#else
constexpr bool kPoison = false;
#endif

}  // namespace

size_t BlockSpace::Sweep(bool full, bool fill_free_memory) {
  size_t used_lines = 0;
  recyclable_ = nullptr;
  BlockMeta** recyclable_end = &recyclable_;
  ForEachUsed([&](BlockMeta* block) {
    if (block->is_free) return;
    // In a minor collection nothing changes in a block without young objects.
    if (full || !block->fresh.IsEmpty()) {
      const LineSet free = block->FreeLines();
      block->free_lines = static_cast<uint16_t>(free.Count());
      if (kPoison || fill_free_memory) SpoilFreeLines(block, free, fill_free_memory);
      block->ClearFresh();
    }
    used_lines += kLinesPerBlock - block->free_lines;
    if (block->free_lines == kLinesPerBlock) {
      block->is_free = true;
      block->next = free_;
      free_ = block;
      ++free_count_;
    } else if (block->free_lines != 0) {
      *recyclable_end = block;
      recyclable_end = &block->next;
    }
  });
  *recyclable_end = nullptr;
  return used_lines * kLineBytes;
}

void BlockSpace::ReleaseFree(size_t keep) {
  if (free_count_ <= keep) return;
  bool chunk_emptied = false;
  // Neighbours in the list are mostly neighbours in memory: [begin, end) is given back at once.
  char* begin = nullptr;
  char* end = nullptr;
  while (free_count_ > keep) {
    BlockMeta* block = TakeFree();
    Chunk* chunk = Chunk::Of(reinterpret_cast<uintptr_t>(block));
    char* memory = block->memory();
    if (memory + kBlockBytes != begin) {
      if (begin != nullptr) madvise(begin, static_cast<size_t>(end - begin), MADV_DONTNEED);
      end = memory + kBlockBytes;
    }
    begin = memory;
    chunk->used_mask &= ~(uint32_t{1} << (block - chunk->meta));
    accounting_.Charge(Category::kCells, -static_cast<ptrdiff_t>(kBlockBytes));
    chunk_emptied |= chunk->used_mask == 0;
  }
  madvise(begin, static_cast<size_t>(end - begin), MADV_DONTNEED);
  first_with_unused_ = 0;
  if (!chunk_emptied) return;
  for (size_t i = chunks_.size(); i-- > 0 && chunks_.size() > 1;) {
    if (chunks_[i]->used_mask == 0) RemoveChunk(chunks_[i]);
  }
  RebuildTable();
}

}  // namespace krait::gc
