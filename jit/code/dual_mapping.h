// One piece of memory seen through two mappings: an executing view and a writing view.
//
//   anonymous memory file ---- rx(): read, execute     what runs; never writable
//                         \--- rw(): read, write       the alias through which code is written
//
// Both views are reserved at once and cost address space only: a page of the file comes into being
// when the alias is written.
//
// A forked child inherits the executing view, which it still shares with its parent, and not the
// writing one (the parent's code would change under it). IsForked() tells, at the price of a load;
// Reattach() gives the child a copy of its own at the same addresses.
#ifndef KRAIT_JIT_CODE_DUAL_MAPPING_H_
#define KRAIT_JIT_CODE_DUAL_MAPPING_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace krait::jit {

// Makes an anonymous file: a descriptor, or -1 with errno set.
using OpenMemoryFile = int (*)();
int OpenAnonymousFile();

class DualMapping {
 public:
  DualMapping() = default;
  DualMapping(DualMapping&& other) noexcept { *this = static_cast<DualMapping&&>(other); }
  DualMapping& operator=(DualMapping&& other) noexcept;
  ~DualMapping();

  // `bytes` is rounded up to pages.
  static absl::StatusOr<DualMapping> Create(size_t bytes, OpenMemoryFile open = OpenAnonymousFile);

  bool is_mapped() const { return rx_ != nullptr; }
  uint8_t* rx() const { return rx_; }
  uint8_t* rw() const { return rw_; }
  size_t bytes() const { return bytes_; }

  // Only once mapped.
  bool IsForked() const { return *token_ == 0; }
  // In a forked child: a private copy of the first `used` bytes. Frames may stand in the code.
  absl::Status Reattach(size_t used, OpenMemoryFile open = OpenAnonymousFile);

 private:
  void Unmap();

  uint8_t* rx_ = nullptr;
  uint8_t* rw_ = nullptr;
  size_t bytes_ = 0;
  // A page that is zero in a child.
  volatile uint32_t* token_ = nullptr;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_CODE_DUAL_MAPPING_H_
