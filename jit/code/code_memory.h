// The machine code of one isolate: where it stands, whom it belongs to, when it goes.
//
//   Allocate -> write through the alias -> Publish -> runs -> Retire -> Collect -> free space
//
// - Nothing is reserved until the first allocation. The cap is reserved then as addresses, in one
//   range, so that code can always reach code with a 32-bit displacement; pages come as they are
//   written. Every page in use is charged to the heap.
// - Blocks are small (64-byte grain) and densely packed. Each has an owner and an age.
// - Executable pages are never writable: bytes change through the alias only (see dual_mapping.h).
// - A retired block is unreachable for calls and its owner has forgotten it, but a frame may still
//   return into it. Collect() is given the words of all stacks at a safepoint; a block that none of
//   them points into is freed.
// - Everything that can fail says so with a Status: no memory file, cap reached, limit of the heap
//   reached, a fork that cannot get a copy of its own.
//
// Used by the isolate's thread alone; only the bytes of an invalidation point
// (invalidation_point.h) may change while another thread runs the code.
#ifndef KRAIT_JIT_CODE_CODE_MEMORY_H_
#define KRAIT_JIT_CODE_CODE_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "jit/code/dual_mapping.h"
#include "jit/code/free_space.h"

namespace krait::gc {
class Heap;
}

namespace krait::jit {

class CodeBlock;
class CodeNames;
struct GdbEntry;

#ifdef NDEBUG
inline constexpr bool kCheckedBuild = false;
#else
inline constexpr bool kCheckedBuild = true;
#endif

struct CodeMemoryOptions {
  size_t cap_bytes = size_t{64} << 20;
  // Free ranges hold breakpoints, so that a stale jump stops where it went wrong.
  bool poison_free = kCheckedBuild;
  // Lines in /tmp/perf-PID.map, which `perf report` reads.
  bool perf_map = false;
  // Symbols through gdb's JIT interface.
  bool gdb = false;
  OpenMemoryFile open = OpenAnonymousFile;
};

struct CodeStatistics {
  size_t reserved_bytes = 0;   // address space
  size_t committed_bytes = 0;  // pages that were ever written, as charged
  size_t live_bytes = 0;       // in blocks, retired ones included
  size_t retired_bytes = 0;
  size_t blocks = 0;
  uint64_t allocations = 0;
  uint64_t frees = 0;
  uint64_t refusals = 0;  // allocations that failed
  uint64_t patches = 0;   // invalidation points that became jumps
  uint64_t unpatches = 0;
};

// Told when a block it owns is about to be freed by Collect or by eviction.
class CodeOwner {
 public:
  virtual void OnCodeFreed(CodeBlock& block) = 0;

 protected:
  ~CodeOwner() = default;
};

class CodeBlock {
 public:
  ~CodeBlock();

  const uint8_t* code() const { return code_; }
  size_t bytes() const { return bytes_; }
  bool Contains(uintptr_t pc) const { return pc - reinterpret_cast<uintptr_t>(code_) < bytes_; }
  CodeOwner* owner() const { return owner_; }
  bool retired() const { return retired_; }
  // The memory's epoch when the block was allocated, and when it was last known to be in use.
  uint32_t born() const { return born_; }
  uint32_t used() const { return used_; }
  const std::string& name() const { return name_; }

 private:
  friend class CodeMemory;
  CodeBlock() = default;

  const uint8_t* code_ = nullptr;
  uint32_t bytes_ = 0;
  bool retired_ = false;
  uint32_t born_ = 0;
  uint32_t used_ = 0;
  CodeOwner* owner_ = nullptr;
  std::string name_;
  std::unique_ptr<GdbEntry> gdb_;
};

class CodeMemory {
 public:
  // `heap` is charged with the bytes; null: nobody is.
  explicit CodeMemory(const CodeMemoryOptions& options = {}, gc::Heap* heap = nullptr);
  // Frees everything, whatever runs in it. Owners are not told.
  ~CodeMemory();
  CodeMemory(const CodeMemory&) = delete;
  CodeMemory& operator=(const CodeMemory&) = delete;

  // A block whose bytes are breakpoints. `owner` may be null.
  absl::StatusOr<CodeBlock*> Allocate(size_t bytes, CodeOwner* owner);
  // Where the block's bytes are written. Null: no writing view, see CanWrite.
  uint8_t* Writable(const CodeBlock& block) const;
  // The code is complete; from now on the outside world may know it by `name`.
  void Publish(CodeBlock& block, std::string_view name);

  // Nothing will call the block any more, and its owner forgets it.
  void Retire(CodeBlock& block);
  // Frees at once: the caller knows that no frame is in the block (code that never calls, or was
  // never entered).
  void Free(CodeBlock& block);
  // At a safepoint: frees retired blocks that no word of `stacks` points into. Words that are no
  // addresses of code are ignored. Returns the bytes freed.
  size_t Collect(std::span<const std::span<const uintptr_t>> stacks);
  size_t Collect(std::span<const uintptr_t> words) { return Collect({&words, 1}); }

  // --- ages ---
  uint32_t epoch() const { return epoch_; }
  void AdvanceEpoch() { ++epoch_; }
  void Touch(CodeBlock& block) { block.used_ = epoch_; }
  // The live blocks that have an owner and were last used before `epoch`, oldest first.
  std::vector<CodeBlock*> UnusedSince(uint32_t epoch) const;

  // The block at an address, or null.
  CodeBlock* Find(uintptr_t pc) const;
  bool Contains(uintptr_t pc) const {
    return pc - reinterpret_cast<uintptr_t>(mapping_.rx()) < mapping_.bytes();
  }

  // After a fork the child's first use of this makes it a copy of its own. Fails when there is no
  // memory for one: then nothing can be written, or patched, here.
  absl::Status CanWrite();
  // Where a byte of the executing view is written; null as Writable.
  uint8_t* Alias(const uint8_t* code) const { return mapping_.rw() + (code - mapping_.rx()); }

  const CodeMemoryOptions& options() const { return options_; }
  CodeStatistics statistics() const;

 private:
  friend class InvalidationPoint;

  absl::Status Reserve();
  absl::Status Commit(size_t frontier);
  void Release(std::map<size_t, std::unique_ptr<CodeBlock>>::iterator position);
  size_t OffsetOf(const CodeBlock& block) const {
    return static_cast<size_t>(block.code_ - mapping_.rx());
  }

  const CodeMemoryOptions options_;
  gc::Heap* const heap_;
  DualMapping mapping_;
  FreeSpace space_;
  std::map<size_t, std::unique_ptr<CodeBlock>> blocks_;  // by offset
  std::vector<CodeBlock*> retired_;
  std::unique_ptr<CodeNames> names_;
  uint32_t epoch_ = 0;
  CodeStatistics statistics_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_CODE_CODE_MEMORY_H_
