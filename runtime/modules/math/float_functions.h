// The real functions of `math` that C's library lacks or computes differently, on plain doubles.
#ifndef KRAIT_RUNTIME_MODULES_MATH_FLOAT_FUNCTIONS_H_
#define KRAIT_RUNTIME_MODULES_MATH_FLOAT_FUNCTIONS_H_

#include <cstddef>
#include <span>
#include <vector>

namespace krait::mathlib {

// NaN stands for a domain error, an infinity for a range error (finite arguments).
double Gamma(double x);
double LogGamma(double x);

// sqrt(x0**2 + x1**2 + ...) without overflow on the way; nearly always correctly rounded.
double EuclideanNorm(std::span<const double> values);

// Adds doubles exactly and rounds once at the end.
class ExactSum {
 public:
  // False: a finite partial sum left the range of doubles.
  bool Add(double x);
  // NaN parts and opposite infinities are the caller's business: see special().
  double Result() const;
  bool has_special() const { return has_special_; }
  double special_sum() const { return special_sum_; }    // of infinities and NaNs
  double infinity_sum() const { return infinity_sum_; }  // of infinities alone

 private:
  std::vector<double> partials_;  // increasing magnitude, not overlapping
  bool has_special_ = false;
  double special_sum_ = 0.0;
  double infinity_sum_ = 0.0;
};

}  // namespace krait::mathlib

#endif  // KRAIT_RUNTIME_MODULES_MATH_FLOAT_FUNCTIONS_H_
