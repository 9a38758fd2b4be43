// Bytes in use by category, and the limit on their sum.
#ifndef KRAIT_GC_ACCOUNTING_H_
#define KRAIT_GC_ACCOUNTING_H_

#include <cstddef>

#include "gc/statistics.h"

namespace krait::gc {

class Accounting {
 public:
  explicit Accounting(size_t limit) : limit_(limit) {}

  void Charge(Category category, ptrdiff_t delta) {
    bytes_[static_cast<size_t>(category)] += static_cast<size_t>(delta);
    used_ += static_cast<size_t>(delta);
  }
  size_t bytes(Category category) const { return bytes_[static_cast<size_t>(category)]; }
  size_t used() const { return used_; }
  // What objects and others hold outside of the heap's own spaces.
  size_t external() const {
    return used_ - bytes(Category::kCells) - bytes(Category::kLargeObjects) -
           bytes(Category::kCollector);
  }

  size_t limit() const { return limit_; }
  void set_limit(size_t limit) { limit_ = limit; }
  bool Fits(size_t more) const { return more <= limit_ && used_ <= limit_ - more; }
  bool IsExceeded() const { return used_ > limit_; }
  // What a program needs to deal with the error is used up.
  bool IsFarExceeded() const { return IsExceeded() && used_ - limit_ > limit_ / 4 + kReserve; }

 private:
  static constexpr size_t kReserve = 256 * 1024;

  size_t bytes_[kCategoryCount] = {};
  size_t used_ = 0;
  size_t limit_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_ACCOUNTING_H_
