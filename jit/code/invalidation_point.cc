#include "jit/code/invalidation_point.h"

#include <atomic>
#include <cstring>

#include "jit/code/code_memory.h"

namespace krait::jit {

absl::Status InvalidationPoint::Store(CodeMemory& memory, const uint8_t (&bytes)[kBytes]) const {
  if (absl::Status status = memory.CanWrite(); !status.ok()) return status;
  const uintptr_t address = reinterpret_cast<uintptr_t>(memory.Alias(code_));
  const size_t shift = address & 7;
  std::atomic_ref<uint64_t> word(*reinterpret_cast<uint64_t*>(address - shift));
  uint64_t value = word.load(std::memory_order_relaxed);
  std::memcpy(reinterpret_cast<uint8_t*>(&value) + shift, bytes, kBytes);
  word.store(value, std::memory_order_release);
  return absl::OkStatus();
}

absl::Status InvalidationPoint::Patch(CodeMemory& memory) const {
  if (IsPatched()) return absl::OkStatus();
  const int32_t distance = static_cast<int32_t>(exit_ - (code_ + kBytes));
  uint8_t jump[kBytes] = {0xE9};
  std::memcpy(jump + 1, &distance, sizeof(distance));
  absl::Status status = Store(memory, jump);
  if (status.ok()) ++memory.statistics_.patches;
  return status;
}

absl::Status InvalidationPoint::Unpatch(CodeMemory& memory) const {
  if (!IsPatched()) return absl::OkStatus();
  absl::Status status = Store(memory, kNop);
  if (status.ok()) ++memory.statistics_.unpatches;
  return status;
}

}  // namespace krait::jit
