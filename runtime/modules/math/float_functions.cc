#include "runtime/modules/math/float_functions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace krait::mathlib {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Lanczos' approximation with g = 6.0246..., as a rational function of degree 12 whose error is
// below a double's precision (the published coefficients, for the sum scaled by exp(g)).
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;
constexpr double kNumerator[] = {23531376880.410759688572007674451636754734846804940,
                                 42919803642.649098768957899047001988850926355848959,
                                 35711959237.355668049440185451547166705960488635843,
                                 17921034426.037209699919755754458931112671403265390,
                                 6039542586.3520280050642916443072979210699388420708,
                                 1439720407.3117216736632230727949123939715485786372,
                                 248874557.86205415651146038641322942321632125127801,
                                 31426415.585400194380614231628318205362874684987640,
                                 2876370.6289353724412254090516208496135991145378768,
                                 186056.26539522349504029498971604569928220784236328,
                                 8071.6720023658162106380029022722506138218516325024,
                                 210.82427775157934587250973392071336271166969580291,
                                 2.5066282746310002701649081771338373386264310793408};
// x (x + 1) ... (x + 11)
constexpr double kDenominator[] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                   45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                   1925.0,     66.0,       1.0};
constexpr int kTerms = 13;

double LanczosSum(double x) {
  double numerator = 0.0, denominator = 0.0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; i--) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    // In powers of 1/x, so that neither overflows.
    for (int i = 0; i < kTerms; i++) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi * x), exact where it is zero or one.
double SinPi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double result;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0:
      result = std::sin(kPi * y);
      break;
    case 1:
      result = std::cos(kPi * (y - 0.5));
      break;
    case 2:
      result = std::sin(kPi * (1.0 - y));
      break;
    case 3:
      result = -std::cos(kPi * (y - 1.5));
      break;
    default:
      result = std::sin(kPi * (y - 2.0));
      break;
  }
  return std::copysign(1.0, x) * result;
}

constexpr double kFactorials[] = {1.0,
                                  1.0,
                                  2.0,
                                  6.0,
                                  24.0,
                                  120.0,
                                  720.0,
                                  5040.0,
                                  40320.0,
                                  362880.0,
                                  3628800.0,
                                  39916800.0,
                                  479001600.0,
                                  6227020800.0,
                                  87178291200.0,
                                  1307674368000.0,
                                  20922789888000.0,
                                  355687428096000.0,
                                  6402373705728000.0,
                                  121645100408832000.0,
                                  2432902008176640000.0,
                                  51090942171709440000.0,
                                  1124000727777607680000.0};

// pow(y, exponent) split in two where it would overflow although the final result does not.
double ScaleByPower(double r, double y, double exponent, bool large, bool divide) {
  if (!large) {
    const double power = std::pow(y, exponent);
    return divide ? r / power : r * power;
  }
  const double root = std::pow(y, exponent / 2.0);
  return divide ? r / root / root : r * root * root;
}

}  // namespace

double Gamma(double x) {
  if (!std::isfinite(x)) return std::isnan(x) || x > 0 ? x : kNaN;
  if (x == 0) return kNaN;
  if (x == std::floor(x)) {
    if (x < 0) return kNaN;
    if (x <= static_cast<double>(std::size(kFactorials))) {
      return kFactorials[static_cast<int>(x) - 1];
    }
  }
  const double size = std::fabs(x);
  if (size < 1e-20) return 1.0 / x;
  if (size > 200.0) return x < 0 ? 0.0 / SinPi(x) : kInfinity;
  const double y = size + kGMinusHalf;
  // What rounding took from y, made good to first order.
  const double lost = size > kGMinusHalf ? (y - size) - kGMinusHalf : (y - kGMinusHalf) - size;
  const double correction = lost * kG / y;
  const bool large = size >= 140.0;
  if (x < 0) {
    double r = -kPi / SinPi(size) / size * std::exp(y) / LanczosSum(size);
    r -= correction * r;
    return ScaleByPower(r, y, size - 0.5, large, true);
  }
  double r = LanczosSum(size) / std::exp(y);
  r += correction * r;
  return ScaleByPower(r, y, size - 0.5, large, false);
}

double LogGamma(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : kInfinity;
  if (x == std::floor(x) && x <= 2.0) return x <= 0 ? kNaN : 0.0;
  const double size = std::fabs(x);
  if (size < 1e-20) return -std::log(size);
  double r = std::log(LanczosSum(size)) - kG;
  r += (size - 0.5) * (std::log(size + kG - 0.5) - 1.0);
  if (x < 0) r = kLogPi - std::log(std::fabs(SinPi(size))) - std::log(size) - r;
  return r;
}

double EuclideanNorm(std::span<const double> values) {
  double largest = 0.0;
  bool nan = false;
  for (double v : values) {
    if (std::isinf(v)) return kInfinity;
    nan |= std::isnan(v);
    largest = std::max(largest, std::fabs(v));
  }
  for (double v : values) {
    if (std::isinf(v)) return kInfinity;
  }
  if (nan) return kNaN;
  if (largest == 0.0) return 0.0;
  int exponent;
  std::frexp(largest, &exponent);
  // Scaled to below one; the squares are summed exactly enough by keeping what each step lost.
  double sum = 0.0, lost = 0.0;
  for (double v : values) {
    const double x = std::ldexp(v, -exponent);
    const double square = x * x;
    lost += std::fma(x, x, -square);
    const double next = sum + square;
    const double bigger = std::max(sum, square), smaller = std::min(sum, square);
    lost += (bigger - next) + smaller;
    sum = next;
  }
  double root = std::sqrt(sum + lost);
  // One Newton step on the exact residue sum + lost - root**2.
  const double square = root * root;
  const double residue = (sum - square) + (lost - std::fma(root, root, -square));
  root += residue / (2.0 * root);
  return std::ldexp(root, exponent);
}

bool ExactSum::Add(double x) {
  const double original = x;
  if (!std::isfinite(x)) {
    has_special_ = true;
    special_sum_ += x;
    if (std::isinf(x)) infinity_sum_ += x;
    partials_.clear();  // they no longer matter, and must not overflow
    return true;
  }
  size_t kept = 0;
  for (size_t i = 0; i < partials_.size(); i++) {
    double y = partials_[i];
    if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
    const double high = x + y;
    const double low = y - (high - x);
    if (low != 0.0) partials_[kept++] = low;
    x = high;
  }
  partials_.resize(kept);
  if (x != 0.0) {
    if (!std::isfinite(x)) return !std::isfinite(original);
    partials_.push_back(x);
  }
  return true;
}

double ExactSum::Result() const {
  size_t n = partials_.size();
  if (n == 0) return 0.0;
  double high = partials_[--n];
  double low = 0.0;
  while (n > 0) {
    const double x = high;
    const double y = partials_[--n];
    high = x + y;
    low = y - (high - x);
    if (low != 0.0) break;
  }
  // A halfway case is decided by the parts below.
  if (n > 0 && ((low < 0.0) == (partials_[n - 1] < 0.0)) && partials_[n - 1] != 0.0) {
    const double doubled = low * 2.0;
    const double next = high + doubled;
    if (doubled == next - high) high = next;
  }
  return high;
}

}  // namespace krait::mathlib
