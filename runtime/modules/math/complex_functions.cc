#include "runtime/modules/math/complex_functions.h"

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace krait::mathlib {
namespace {

constexpr double kMax = std::numeric_limits<double>::max();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMin = std::numeric_limits<double>::min();
// Beyond these, intermediate squares or exponentials overflow.
const double kLarge = kMax / 4.0;
const double kSqrtLarge = std::sqrt(kLarge);
const double kLogLarge = std::log(kLarge);
const double kSqrtMin = std::sqrt(kMin);
constexpr double kLn2 = std::numbers::ln2;
constexpr double kE = std::numbers::e;
constexpr double kPi = std::numbers::pi;
// Scaling of subnormal numbers: up by an odd power of two, and its square root down again.
constexpr int kScaleUp = 53;
constexpr int kScaleDown = -27;

bool IsFinite(ComplexNumber z) { return std::isfinite(z.real) && std::isfinite(z.imag); }

// Infinities and NaNs have the results that C's Annex G lays down.
template <typename Function>
ComplexNumber ByAnnexG(ComplexNumber z, Function function) {
  const std::complex<double> result = function(std::complex<double>(z.real, z.imag));
  return {result.real(), result.imag()};
}

MathError RangeOf(ComplexNumber z) {
  return std::isinf(z.real) || std::isinf(z.imag) ? MathError::kRange : MathError::kNone;
}

ComplexNumber TimesI(ComplexNumber z) { return {-z.imag, z.real}; }
ComplexNumber TimesMinusI(ComplexNumber z) { return {z.imag, -z.real}; }
ComplexResult TimesMinusI(ComplexResult r) { return {TimesMinusI(r.value), r.error}; }

bool IsLarge(ComplexNumber z) { return std::fabs(z.real) > kLarge || std::fabs(z.imag) > kLarge; }
double LogOfLarge(ComplexNumber z) {
  return std::log(std::hypot(z.real / 2.0, z.imag / 2.0)) + kLn2 * 2.0;
}

ComplexNumber Sqrt(ComplexNumber z) {
  if (!IsFinite(z)) return ByAnnexG(z, [](auto c) { return std::sqrt(c); });
  if (z.real == 0 && z.imag == 0) return {0.0, z.imag};
  double x = std::fabs(z.real), s;
  const double y = std::fabs(z.imag);
  if (x < kMin && y < kMin && (x > 0 || y > 0)) {
    x = std::ldexp(x, kScaleUp);
    s = std::ldexp(std::sqrt(x + std::hypot(x, std::ldexp(y, kScaleUp))), kScaleDown);
  } else {
    x /= 8.0;
    s = 2.0 * std::sqrt(x + std::hypot(x, y / 8.0));
  }
  const double d = y / (2.0 * s);
  if (z.real >= 0) return {s, std::copysign(d, z.imag)};
  return {d, std::copysign(s, z.imag)};
}

ComplexNumber Asinh(ComplexNumber z) {
  if (!IsFinite(z)) return ByAnnexG(z, [](auto c) { return std::asinh(c); });
  if (IsLarge(z)) {
    const double real =
        z.imag >= 0 ? std::copysign(LogOfLarge(z), z.real) : -std::copysign(LogOfLarge(z), -z.real);
    return {real, std::atan2(z.imag, std::fabs(z.real))};
  }
  const ComplexNumber a = Sqrt({1.0 + z.imag, -z.real});
  const ComplexNumber b = Sqrt({1.0 - z.imag, z.real});
  return {std::asinh(a.real * b.imag - b.real * a.imag),
          std::atan2(z.imag, a.real * b.real - a.imag * b.imag)};
}

ComplexResult Atanh(ComplexNumber z) {
  if (!IsFinite(z)) return {ByAnnexG(z, [](auto c) { return std::atanh(c); })};
  if (z.real < 0 || (z.real == 0 && std::signbit(z.real))) {
    const ComplexResult r = Atanh({-z.real, -z.imag});
    return {{-r.value.real, -r.value.imag}, r.error};
  }
  const double y = std::fabs(z.imag);
  if (z.real > kSqrtLarge || y > kSqrtLarge) {
    const double h = std::hypot(z.real / 2.0, z.imag / 2.0);
    return {{z.real / 4.0 / h / h, -std::copysign(kPi / 2.0, -z.imag)}};
  }
  if (z.real == 1.0 && y < kSqrtMin) {
    if (y == 0) return {{HUGE_VAL, z.imag}, MathError::kDomain};
    return {{-std::log(std::sqrt(y) / std::sqrt(std::hypot(y, 2.0))),
             std::copysign(std::atan2(2.0, -y) / 2, z.imag)}};
  }
  const double rest = 1 - z.real;
  return {{std::log1p(4.0 * z.real / (rest * rest + y * y)) / 4.0,
           -std::atan2(-2.0 * z.imag, rest * (1 + z.real) - y * y) / 2.0}};
}

ComplexNumber Log(ComplexNumber z, MathError* error) {
  if (!IsFinite(z)) return ByAnnexG(z, [](auto c) { return std::log(c); });
  const double x = std::fabs(z.real), y = std::fabs(z.imag);
  const double angle = std::atan2(z.imag, z.real);
  if (x > kLarge || y > kLarge) return {std::log(std::hypot(x / 2.0, y / 2.0)) + kLn2, angle};
  if (x < kMin && y < kMin) {
    if (x == 0 && y == 0) {
      *error = MathError::kDomain;
      return {-HUGE_VAL, angle};
    }
    const double h = std::hypot(std::ldexp(x, kScaleUp), std::ldexp(y, kScaleUp));
    return {std::log(h) - kScaleUp * kLn2, angle};
  }
  const double h = std::hypot(x, y);
  if (0.71 <= h && h <= 1.73) {
    // Near the unit circle log(h) would lose what log1p(h**2 - 1) keeps.
    const double larger = x > y ? x : y, smaller = x > y ? y : x;
    return {std::log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.0, angle};
  }
  return {std::log(h), angle};
}

}  // namespace

ComplexResult ComplexSqrt(ComplexNumber z) { return {Sqrt(z)}; }

ComplexResult ComplexExp(ComplexNumber z) {
  if (!IsFinite(z)) {
    const bool domain =
        std::isinf(z.imag) && (std::isfinite(z.real) || (std::isinf(z.real) && z.real > 0));
    return {ByAnnexG(z, [](auto c) { return std::exp(c); }),
            domain ? MathError::kDomain : MathError::kNone};
  }
  const bool large = z.real > kLogLarge;
  const double length = std::exp(large ? z.real - 1.0 : z.real);
  ComplexNumber r = {length * std::cos(z.imag), length * std::sin(z.imag)};
  if (large) r = {r.real * kE, r.imag * kE};
  return {r, RangeOf(r)};
}

ComplexResult ComplexLog(ComplexNumber z) {
  ComplexResult r;
  r.value = Log(z, &r.error);
  return r;
}

ComplexResult ComplexLog10(ComplexNumber z) {
  ComplexResult r;
  const ComplexNumber log = Log(z, &r.error);
  r.value = {log.real / std::numbers::ln10, log.imag / std::numbers::ln10};
  return r;
}

ComplexResult ComplexCosh(ComplexNumber z) {
  if (!IsFinite(z)) {
    const bool domain = std::isinf(z.imag) && !std::isnan(z.real);
    return {ByAnnexG(z, [](auto c) { return std::cosh(c); }),
            domain ? MathError::kDomain : MathError::kNone};
  }
  ComplexNumber r;
  if (std::fabs(z.real) > kLogLarge) {
    const double x = z.real - std::copysign(1.0, z.real);
    r = {std::cos(z.imag) * std::cosh(x) * kE, std::sin(z.imag) * std::sinh(x) * kE};
  } else {
    r = {std::cos(z.imag) * std::cosh(z.real), std::sin(z.imag) * std::sinh(z.real)};
  }
  return {r, RangeOf(r)};
}

ComplexResult ComplexSinh(ComplexNumber z) {
  if (!IsFinite(z)) {
    const bool domain = std::isinf(z.imag) && !std::isnan(z.real);
    return {ByAnnexG(z, [](auto c) { return std::sinh(c); }),
            domain ? MathError::kDomain : MathError::kNone};
  }
  ComplexNumber r;
  if (std::fabs(z.real) > kLogLarge) {
    const double x = z.real - std::copysign(1.0, z.real);
    r = {std::cos(z.imag) * std::sinh(x) * kE, std::sin(z.imag) * std::cosh(x) * kE};
  } else {
    r = {std::cos(z.imag) * std::sinh(z.real), std::sin(z.imag) * std::cosh(z.real)};
  }
  return {r, RangeOf(r)};
}

ComplexResult ComplexTanh(ComplexNumber z) {
  if (!IsFinite(z)) {
    if (z.real == 0 && std::isnan(z.imag)) return {{kNaN, kNaN}};  // newer libraries differ
    const bool domain = std::isinf(z.imag) && std::isfinite(z.real);
    return {ByAnnexG(z, [](auto c) { return std::tanh(c); }),
            domain ? MathError::kDomain : MathError::kNone};
  }
  if (std::fabs(z.real) > kLogLarge) {
    return {{std::copysign(1.0, z.real),
             4.0 * std::sin(z.imag) * std::cos(z.imag) * std::exp(-2.0 * std::fabs(z.real))}};
  }
  const double tx = std::tanh(z.real), ty = std::tan(z.imag);
  const double cx = 1.0 / std::cosh(z.real);
  const double product = tx * ty;
  const double divisor = 1.0 + product * product;
  return {{tx * (1.0 + ty * ty) / divisor, ((ty / divisor) * cx) * cx}};
}

ComplexResult ComplexSin(ComplexNumber z) { return TimesMinusI(ComplexSinh(TimesI(z))); }
ComplexResult ComplexCos(ComplexNumber z) { return ComplexCosh(TimesI(z)); }
ComplexResult ComplexTan(ComplexNumber z) { return TimesMinusI(ComplexTanh(TimesI(z))); }

ComplexResult ComplexAsinh(ComplexNumber z) { return {Asinh(z)}; }
ComplexResult ComplexAsin(ComplexNumber z) { return {TimesMinusI(Asinh(TimesI(z)))}; }
ComplexResult ComplexAtanh(ComplexNumber z) { return Atanh(z); }
ComplexResult ComplexAtan(ComplexNumber z) { return TimesMinusI(Atanh(TimesI(z))); }

ComplexResult ComplexAcos(ComplexNumber z) {
  if (!IsFinite(z)) return {ByAnnexG(z, [](auto c) { return std::acos(c); })};
  if (IsLarge(z)) {
    const double log = LogOfLarge(z);
    return {{std::atan2(std::fabs(z.imag), z.real),
             z.real < 0 ? -std::copysign(log, z.imag) : std::copysign(log, -z.imag)}};
  }
  const ComplexNumber a = Sqrt({1.0 - z.real, -z.imag});
  const ComplexNumber b = Sqrt({1.0 + z.real, z.imag});
  return {{2.0 * std::atan2(a.real, b.real), std::asinh(b.real * a.imag - b.imag * a.real)}};
}

ComplexResult ComplexAcosh(ComplexNumber z) {
  if (z.real == 0 && std::isnan(z.imag)) return {{kNaN, kNaN}};  // newer libraries differ
  if (!IsFinite(z)) return {ByAnnexG(z, [](auto c) { return std::acosh(c); })};
  if (IsLarge(z)) return {{LogOfLarge(z), std::atan2(z.imag, z.real)}};
  const ComplexNumber a = Sqrt({z.real - 1.0, z.imag});
  const ComplexNumber b = Sqrt({z.real + 1.0, z.imag});
  return {{std::asinh(a.real * b.real + a.imag * b.imag), 2.0 * std::atan2(a.imag, b.real)}};
}

ComplexResult ComplexRect(double radius, double angle) {
  if (std::isfinite(radius) && std::isfinite(angle)) {
    // A zero angle must not turn its sign into a NaN or lose it.
    if (angle == 0.0) return {{radius, radius * angle}};
    return {{radius * std::cos(angle), radius * std::sin(angle)}};
  }
  const bool domain = std::isinf(angle) && radius != 0.0 && !std::isnan(radius);
  ComplexNumber r;
  if (std::isinf(radius) && std::isfinite(angle) && angle != 0.0) {
    r = {std::copysign(HUGE_VAL, std::cos(angle)), std::copysign(HUGE_VAL, std::sin(angle))};
    if (radius < 0) r = {-r.real, -r.imag};
  } else if (std::isinf(radius) && angle == 0.0) {
    r = {radius, std::signbit(radius) == std::signbit(angle) ? 0.0 : -0.0};
  } else if (radius == 0.0) {
    r = {0.0, 0.0};
  } else if (std::isinf(radius)) {
    r = {HUGE_VAL, std::nan("")};
  } else if (angle == 0.0) {
    r = {radius, 0.0};
  } else {
    r = {std::nan(""), std::nan("")};
  }
  return {r, domain ? MathError::kDomain : MathError::kNone};
}

}  // namespace krait::mathlib
