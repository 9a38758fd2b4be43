#include "gc/allocator.h"

#include <algorithm>

#include "gc/poison.h"

namespace krait::gc {

char* Allocator::Allocate(size_t size, AllocationPolicy& policy) {
  for (;;) {
    current_.bump = bump_;
    if (static_cast<size_t>(current_.end - current_.bump) >= size) {
      if (static_cast<size_t>(current_.limit - current_.bump) < size) Extend(current_);
      bump_ = current_.bump + size;
      limit_ = current_.limit;
      return current_.bump;
    }
    const size_t rest = static_cast<size_t>(current_.end - current_.bump);
    if (size <= kLineBytes) {
      NextRun(size, policy);
    } else if (rest > kAbandonBytes || !NextRun(size, policy)) {
      if (char* cell = AllocateOverflow(size, policy)) return cell;
    }
  }
}

char* Allocator::AllocateOverflow(size_t size, AllocationPolicy& policy) {
  if (static_cast<size_t>(overflow_.end - overflow_.bump) < size) {
    BlockMeta* block = TakeEmptyBlock(policy);
    if (block == nullptr) return nullptr;
    StartRun(overflow_, block, 0, kLinesPerBlock);
  }
  if (static_cast<size_t>(overflow_.limit - overflow_.bump) < size) Extend(overflow_);
  char* cell = overflow_.bump;
  overflow_.bump += size;
  return cell;
}

bool Allocator::NextRun(size_t size, AllocationPolicy& policy) {
  const size_t lines = (size + kLineBytes - 1) / kLineBytes;
  for (int skipped = 0; skipped < kSkippedHoles;) {
    const size_t begin = holes_.Next(next_line_);
    if (begin < kLinesPerBlock) {
      const size_t end = holes_.NextAbsent(begin);
      next_line_ = end;
      if (end - begin < lines) {
        ++skipped;
        continue;
      }
      StartRun(current_, hole_block_, begin, end);
      bump_ = current_.bump;
      limit_ = current_.limit;
      return true;
    }
    BlockMeta* block = blocks_.TakeRecyclable();
    if (block == nullptr) block = TakeEmptyBlock(policy);
    if (block == nullptr) return false;
    hole_block_ = block;
    holes_ = block->FreeLines();
    next_line_ = 0;
  }
  return false;
}

BlockMeta* Allocator::TakeEmptyBlock(AllocationPolicy& policy) {
  BlockMeta* block = blocks_.TakeFree();
  if (block != nullptr) return block;
  if (policy.BeforeCommit(kBlockBytes)) return nullptr;
  return blocks_.TakeUnused();
}

void Allocator::StartRun(Run& run, BlockMeta* block, size_t begin, size_t end) {
  block->run_starts.Add(begin);
  run.block = block;
  run.bump = block->LineAddress(begin);
  run.limit = run.bump;
  run.end = block->LineAddress(end);
  Extend(run);
}

void Allocator::Extend(Run& run) {
  const size_t bytes = std::min(kStepBytes, static_cast<size_t>(run.end - run.limit));
  UnpoisonMemory(run.limit, bytes);
  std::memset(run.limit, 0, bytes);
  const size_t line = static_cast<size_t>(run.limit - run.block->memory()) / kLineBytes;
  run.block->fresh.AddRange(line, line + bytes / kLineBytes);
  run.limit += bytes;
  handed_out_ += bytes;
}

void Allocator::Retire() {
  current_ = Run();
  overflow_ = Run();
  bump_ = nullptr;
  limit_ = nullptr;
  next_line_ = kLinesPerBlock;
}

}  // namespace krait::gc
