// Which local variables certainly have a value at a point of the code: the facts of the definite-
// assignment analysis that runs along with code generation.
//
// Only the first kTracked registers are followed; others always count as maybe unbound.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_BOUND_SET_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_BOUND_SET_H_

#include <cstdint>

namespace krait::compiler {

class BoundSet {
 public:
  static constexpr int kTracked = 256;

  bool Has(int i) const { return i < kTracked && (words_[i >> 6] >> (i & 63) & 1) != 0; }
  void Add(int i) {
    if (i < kTracked) words_[i >> 6] |= uint64_t{1} << (i & 63);
  }
  void Remove(int i) {
    if (i < kTracked) words_[i >> 6] &= ~(uint64_t{1} << (i & 63));
  }
  void Intersect(const BoundSet& other) {
    for (int i = 0; i < kWords; ++i) words_[i] &= other.words_[i];
  }
  void Subtract(const BoundSet& other) {
    for (int i = 0; i < kWords; ++i) words_[i] &= ~other.words_[i];
  }

 private:
  static constexpr int kWords = kTracked / 64;
  uint64_t words_[kWords] = {};
};

}  // namespace krait::compiler

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_BOUND_SET_H_
