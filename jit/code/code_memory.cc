#include "jit/code/code_memory.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gc/heap.h"
#include "jit/code/code_names.h"

namespace krait::jit {
namespace {

constexpr uint8_t kBreakpoint = 0xCC;
// Pages are charged to the heap by this many bytes.
constexpr size_t kCommitStep = size_t{64} << 10;

}  // namespace

CodeBlock::~CodeBlock() = default;

CodeMemory::CodeMemory(const CodeMemoryOptions& options, gc::Heap* heap)
    : options_(options), heap_(heap), space_(options.cap_bytes & ~(FreeSpace::kGranule - 1)) {}

CodeMemory::~CodeMemory() {
  if (heap_ != nullptr) {
    heap_->AccountExternal(gc::Category::kMachineCode,
                           -static_cast<ptrdiff_t>(statistics_.committed_bytes));
  }
}

absl::Status CodeMemory::Reserve() {
  if (mapping_.is_mapped()) return CanWrite();
  absl::StatusOr<DualMapping> mapping = DualMapping::Create(options_.cap_bytes, options_.open);
  if (!mapping.ok()) return mapping.status();
  mapping_ = *std::move(mapping);
  statistics_.reserved_bytes = mapping_.bytes();
  if (options_.perf_map || options_.gdb) {
    names_ = std::make_unique<CodeNames>(options_.perf_map, options_.gdb);
  }
  return absl::OkStatus();
}

absl::Status CodeMemory::CanWrite() {
  if (!mapping_.is_mapped()) return absl::FailedPreconditionError("code memory: nothing reserved");
  if (!mapping_.IsForked()) return absl::OkStatus();
  return mapping_.Reattach(space_.frontier(), options_.open);
}

// Charges the pages up to `frontier`.
absl::Status CodeMemory::Commit(size_t frontier) {
  if (frontier <= statistics_.committed_bytes) return absl::OkStatus();
  const size_t wanted =
      std::min((frontier + kCommitStep - 1) / kCommitStep * kCommitStep, mapping_.bytes());
  const size_t more = wanted - statistics_.committed_bytes;
  if (heap_ != nullptr && !heap_->TryAccountExternal(gc::Category::kMachineCode, more)) {
    return absl::ResourceExhaustedError("code memory: the isolate's memory limit is reached");
  }
  statistics_.committed_bytes = wanted;
  return absl::OkStatus();
}

absl::StatusOr<CodeBlock*> CodeMemory::Allocate(size_t bytes, CodeOwner* owner) {
  const size_t size = FreeSpace::RoundUp(std::max<size_t>(bytes, 1));
  absl::Status status = Reserve();
  size_t offset = FreeSpace::kNone;
  if (status.ok()) {
    offset = size < bytes ? FreeSpace::kNone : space_.Take(size);
    if (offset == FreeSpace::kNone) {
      status = absl::ResourceExhaustedError(absl::StrCat(
          "code memory: ", bytes, " bytes do not fit the cap of ", options_.cap_bytes));
    } else if (status = Commit(offset + size); !status.ok()) {
      space_.Give(offset, size);
    }
  }
  if (!status.ok()) {
    ++statistics_.refusals;
    return status;
  }
  std::unique_ptr<CodeBlock> block(new CodeBlock);
  block->code_ = mapping_.rx() + offset;
  block->bytes_ = static_cast<uint32_t>(size);
  block->owner_ = owner;
  block->born_ = block->used_ = epoch_;
  std::memset(mapping_.rw() + offset, kBreakpoint, size);
  CodeBlock* result = block.get();
  blocks_.emplace_hint(blocks_.lower_bound(offset), offset, std::move(block));
  statistics_.live_bytes += size;
  ++statistics_.allocations;
  return result;
}

uint8_t* CodeMemory::Writable(const CodeBlock& block) const {
  return mapping_.IsForked() ? nullptr : Alias(block.code_);
}

void CodeMemory::Publish(CodeBlock& block, std::string_view name) {
  block.name_ = name;
  if (names_ != nullptr) block.gdb_ = names_->Add(block.code_, block.bytes_, block.name_);
}

void CodeMemory::Release(std::map<size_t, std::unique_ptr<CodeBlock>>::iterator position) {
  const size_t offset = position->first;
  const size_t size = position->second->bytes_;
  if (options_.poison_free && CanWrite().ok()) {
    std::memset(mapping_.rw() + offset, kBreakpoint, size);
  }
  blocks_.erase(position);
  space_.Give(offset, size);
  statistics_.live_bytes -= size;
  ++statistics_.frees;
}

void CodeMemory::Retire(CodeBlock& block) {
  if (block.retired_) return;
  block.retired_ = true;
  retired_.push_back(&block);
  statistics_.retired_bytes += block.bytes_;
}

void CodeMemory::Free(CodeBlock& block) {
  if (block.retired_) {
    statistics_.retired_bytes -= block.bytes_;
    std::erase(retired_, &block);
  }
  Release(blocks_.find(OffsetOf(block)));
}

size_t CodeMemory::Collect(std::span<const std::span<const uintptr_t>> stacks) {
  // An owner that is told may retire more; that waits for the next time.
  std::vector<CodeBlock*> retired = std::exchange(retired_, {});
  if (retired.empty()) return 0;
  const auto by_address = [](const CodeBlock* a, const CodeBlock* b) {
    return a->code_ < b->code_;
  };
  std::sort(retired.begin(), retired.end(), by_address);
  std::vector<bool> entered(retired.size());
  for (std::span<const uintptr_t> words : stacks) {
    for (uintptr_t word : words) {
      // A return address may stand just behind the last instruction of a block, a call that never
      // returns; it is the call's own address that counts.
      const uintptr_t pc = word - 1;
      if (!Contains(pc)) continue;
      auto after = std::upper_bound(retired.begin(), retired.end(), pc,
                                    [](uintptr_t at, const CodeBlock* b) {
                                      return at < reinterpret_cast<uintptr_t>(b->code_);
                                    });
      if (after == retired.begin() || !(*std::prev(after))->Contains(pc)) continue;
      entered[static_cast<size_t>(std::prev(after) - retired.begin())] = true;
    }
  }
  size_t freed = 0;
  for (size_t i = 0; i < retired.size(); ++i) {
    CodeBlock* block = retired[i];
    if (entered[i]) {
      retired_.push_back(block);
      continue;
    }
    freed += block->bytes_;
    if (block->owner_ != nullptr) block->owner_->OnCodeFreed(*block);
    Release(blocks_.find(OffsetOf(*block)));
  }
  statistics_.retired_bytes -= freed;
  return freed;
}

std::vector<CodeBlock*> CodeMemory::UnusedSince(uint32_t epoch) const {
  std::vector<CodeBlock*> result;
  for (const auto& [offset, block] : blocks_) {
    if (!block->retired_ && block->owner_ != nullptr && block->used_ < epoch) {
      result.push_back(block.get());
    }
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const CodeBlock* a, const CodeBlock* b) { return a->used_ < b->used_; });
  return result;
}

CodeBlock* CodeMemory::Find(uintptr_t pc) const {
  if (!Contains(pc)) return nullptr;
  auto after = blocks_.upper_bound(pc - reinterpret_cast<uintptr_t>(mapping_.rx()));
  if (after == blocks_.begin()) return nullptr;
  CodeBlock* block = std::prev(after)->second.get();
  return block->Contains(pc) ? block : nullptr;
}

CodeStatistics CodeMemory::statistics() const {
  CodeStatistics result = statistics_;
  result.blocks = blocks_.size();
  return result;
}

}  // namespace krait::jit
