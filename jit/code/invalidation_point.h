// Invalidation points: places in compiled code that cost nothing until an assumption falls.
//
//   valid       0F 1F 44 00 00     a 5-byte NOP
//   fired       E9 rel32           a jump to the exit
//
// The five bytes lie within one aligned 8-byte word and change by one atomic store through the
// alias, so that a processor that runs the code at that moment sees the one or the other. A point
// can be put back (Unpatch) when the assumption holds again.
#ifndef KRAIT_JIT_CODE_INVALIDATION_POINT_H_
#define KRAIT_JIT_CODE_INVALIDATION_POINT_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"

namespace krait::jit {

class CodeMemory;

class InvalidationPoint {
 public:
  static constexpr size_t kBytes = 5;
  static constexpr uint8_t kNop[kBytes] = {0x0F, 0x1F, 0x44, 0x00, 0x00};

  // May a point stand at this address, or at this offset in a block?
  static constexpr bool Fits(uintptr_t address) { return (address & 7) + kBytes <= 8; }

  InvalidationPoint() = default;
  // `code` is the NOP's address in the executing view, `exit` an address in the same memory.
  InvalidationPoint(const uint8_t* code, const uint8_t* exit) : code_(code), exit_(exit) {}

  const uint8_t* code() const { return code_; }
  const uint8_t* exit() const { return exit_; }
  bool IsPatched() const { return *code_ == 0xE9; }

  // Both do nothing when it is done already; both fail only in a forked child for which there is
  // no memory.
  absl::Status Patch(CodeMemory& memory) const;
  absl::Status Unpatch(CodeMemory& memory) const;

 private:
  absl::Status Store(CodeMemory& memory, const uint8_t (&bytes)[kBytes]) const;

  const uint8_t* code_ = nullptr;
  const uint8_t* exit_ = nullptr;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_CODE_INVALIDATION_POINT_H_
