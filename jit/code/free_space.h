// Which granules of a range are free: best fit, neighbours joined, growth at the end.
//
// Offsets and sizes are in bytes and multiples of kGranule. Ranges come out of what was freed
// before the frontier moves, so that a storm of allocations and frees stays in the same pages.
#ifndef KRAIT_JIT_CODE_FREE_SPACE_H_
#define KRAIT_JIT_CODE_FREE_SPACE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace krait::jit {

class FreeSpace {
 public:
  // A line of the instruction cache: short code that straddles two is fetched in twice the time,
  // which a thunk or a chain of guards in front of a function would show.
  static constexpr size_t kGranule = 64;
  static constexpr size_t kNone = SIZE_MAX;

  explicit FreeSpace(size_t capacity) : capacity_(capacity) {}

  static constexpr size_t RoundUp(size_t bytes) { return (bytes + kGranule - 1) & ~(kGranule - 1); }

  // The offset of `bytes` bytes, or kNone.
  size_t Take(size_t bytes);
  void Give(size_t offset, size_t bytes);

  // Nothing at or above it was ever taken, or all of it was given back.
  size_t frontier() const { return frontier_; }

 private:
  void Insert(size_t offset, size_t bytes);
  void Erase(std::map<size_t, size_t>::iterator range);

  const size_t capacity_;
  size_t frontier_ = 0;
  size_t free_ = 0;
  std::map<size_t, size_t> by_offset_;           // offset -> bytes
  std::set<std::pair<size_t, size_t>> by_size_;  // (bytes, offset)
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_CODE_FREE_SPACE_H_
