#include "jit/code/free_space.h"

#include <iterator>

namespace krait::jit {

void FreeSpace::Insert(size_t offset, size_t bytes) {
  by_offset_.emplace(offset, bytes);
  by_size_.emplace(bytes, offset);
  free_ += bytes;
}

void FreeSpace::Erase(std::map<size_t, size_t>::iterator range) {
  free_ -= range->second;
  by_size_.erase({range->second, range->first});
  by_offset_.erase(range);
}

size_t FreeSpace::Take(size_t bytes) {
  auto fit = by_size_.lower_bound({bytes, 0});
  if (fit == by_size_.end()) {
    if (bytes > capacity_ - frontier_) return kNone;
    const size_t offset = frontier_;
    frontier_ += bytes;
    return offset;
  }
  const auto [found, offset] = *fit;
  Erase(by_offset_.find(offset));
  if (found > bytes) Insert(offset + bytes, found - bytes);
  return offset;
}

void FreeSpace::Give(size_t offset, size_t bytes) {
  auto next = by_offset_.lower_bound(offset);
  if (next != by_offset_.begin()) {
    auto previous = std::prev(next);
    if (previous->first + previous->second == offset) {
      offset = previous->first;
      bytes += previous->second;
      Erase(previous);
    }
  }
  if (next != by_offset_.end() && offset + bytes == next->first) {
    bytes += next->second;
    Erase(next);
  }
  if (offset + bytes == frontier_) {
    frontier_ = offset;
  } else {
    Insert(offset, bytes);
  }
}

}  // namespace krait::jit
