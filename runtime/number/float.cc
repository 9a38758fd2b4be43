// Float arithmetic that C++ does not give by itself, conversions to int, comparison, hash.
#include "runtime/number/float.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

constexpr int kHashBits = 61;
constexpr uint64_t kHashModulus = (uint64_t{1} << kHashBits) - 1;
constexpr int64_t kHashInfinity = 314159;

double FromDigits(const char* begin, const char* end) {
  double result = 0.0;
  const auto [_, error] = std::from_chars(begin, end, result);
  return error == std::errc::result_out_of_range ? HUGE_VAL : result;
}

// round(d, digits) for digits < 0 and d >= 1.
double RoundAboveUnits(double d, int64_t digits) {
  char text[352];
  const double whole = std::floor(d);
  const char* end =
      std::to_chars(text, text + sizeof(text), whole, std::chars_format::fixed, 0).ptr;
  const int64_t length = end - text;
  const int64_t kept = length + digits;
  if (kept < 0) return 0.0;
  if (kept > 0) {
    // One digit stands before the point of scientific notation.
    end = std::to_chars(text, text + sizeof(text), d, std::chars_format::scientific,
                        static_cast<int>(kept - 1))
              .ptr;
    return FromDigits(text, end);
  }
  // All digits go: above one half of the next power of ten up to it, else to zero, which is even.
  bool above_half = text[0] > '5' || (text[0] == '5' && d != whole);
  for (const char* p = text + 1; text[0] == '5' && p < end; p++) above_half |= *p != '0';
  if (!above_half) return 0.0;
  const std::string power = "1e" + std::to_string(length);
  return FromDigits(power.data(), power.data() + power.size());
}

// The words of NaNs; bit 50 stays clear (gc/value.h).
constexpr uint64_t kSign = uint64_t{1} << 63;
constexpr uint64_t kPlainNaN = 0x7FF8000000000000;
constexpr uint64_t kIdentity = 0x7FFA000000000000;  // the payload below is an identity
constexpr uint64_t kIdentityMask = 0xFFFF000000000000;
constexpr uint64_t kSpread = 0x9E3779B97F4A7C15;

}  // namespace

double DistinctNaN(Isolate* iso, bool negative) {
  const uint64_t payload = ++iso->state().distinct_nans & ~kIdentityMask;
  const double nan = std::bit_cast<double>(kIdentity | payload);
  return negative ? -nan : nan;
}

double WithoutIdentity(double d) {
  if (d == d) return d;
  const auto bits = std::bit_cast<uint64_t>(d);
  if ((bits & kIdentityMask & ~kSign) != kIdentity) return d;
  return std::bit_cast<double>((bits & kSign) | kPlainNaN);
}

int64_t FloatHash(double d) {
  if (!std::isfinite(d)) {
    if (std::isinf(d)) return d > 0 ? kHashInfinity : -kHashInfinity;
    // NaNs are equal to nothing, so a set may hold many: identities spread them.
    return static_cast<int64_t>((std::bit_cast<uint64_t>(d) & ~kIdentityMask) * kSpread >> 3);
  }
  if (d == std::floor(d) && std::fabs(d) < 4e15) {
    const auto i = static_cast<int64_t>(d);
    return i == -1 ? -2 : i;
  }
  int exponent;
  double mantissa = std::frexp(std::fabs(d), &exponent);
  // |d| == mantissa * 2**exponent with a mantissa below 1; in units of its 53rd bit it is an int
  // below the modulus, and multiplying by powers of two modulo 2**61 - 1 is a rotation.
  const auto bits = static_cast<uint64_t>(std::ldexp(mantissa, 53));
  int rotation = (exponent - 53) % kHashBits;
  if (rotation < 0) rotation += kHashBits;
  uint64_t x =
      ((bits << rotation) & kHashModulus) | (rotation == 0 ? 0 : bits >> (kHashBits - rotation));
  if (x >= kHashModulus) x -= kHashModulus;
  const auto hash = static_cast<int64_t>(x);
  const int64_t result = d < 0 ? -hash : hash;
  return result == -1 ? -2 : result;
}

void FloatDivmod(double a, double b, double* quotient, double* remainder) {
  double mod = std::fmod(a, b);
  double div = (a - mod) / b;
  if (mod != 0) {
    if ((b < 0) != (mod < 0)) {
      mod += b;
      div -= 1.0;
    }
  } else {
    mod = std::copysign(0.0, b);
  }
  if (div != 0) {
    double floor = std::floor(div);
    if (div - floor > 0.5) floor += 1.0;
    *quotient = floor;
  } else {
    *quotient = std::copysign(0.0, a / b);
  }
  *remainder = mod;
}

double FloatFloorDiv(double a, double b) {
  double quotient, remainder;
  FloatDivmod(a, b, &quotient, &remainder);
  return quotient;
}

double FloatMod(double a, double b) {
  double mod = std::fmod(a, b);
  if (mod == 0) return std::copysign(0.0, b);
  if ((b < 0) != (mod < 0)) mod += b;
  return mod;
}

double FloatRound(double d, int64_t digits) {
  if (!std::isfinite(d) || d == 0) return d;
  // A double's last decimal place is the 1074th; its first at most the 309th.
  constexpr int64_t kMostDigits = 323, kLeastDigits = -308;
  if (digits > kMostDigits) return d;
  if (digits < kLeastDigits - 1) return std::copysign(0.0, d);
  double result;
  if (digits < 0) {
    result = std::fabs(d) < 1 ? 0.0 : RoundAboveUnits(std::fabs(d), digits);
  } else {
    char text[704];
    const char* end = std::to_chars(text, text + sizeof(text), std::fabs(d),
                                    std::chars_format::fixed, static_cast<int>(digits))
                          .ptr;
    result = FromDigits(text, end);
  }
  return std::copysign(result, d);
}

int CompareFloatWithInt(double d, Value int_like) {
  if (std::isnan(d)) return 2;
  if (int_like.IsInt()) {
    const auto i = static_cast<double>(int_like.AsInt());
    return d < i ? -1 : d > i;
  }
  const IntLimbs limbs(int_like);
  const int int_sign = limbs.IsZero() ? 0 : limbs.negative() ? -1 : 1;
  const int sign = d < 0 ? -1 : d > 0;
  if (sign != int_sign) return sign < int_sign ? -1 : 1;
  if (sign == 0) return 0;
  if (std::isinf(d)) return sign;
  // Same sign, both non-zero: compare magnitudes by their bit lengths, then by the aligned top
  // bits.
  int exponent;
  const double mantissa = std::frexp(std::fabs(d), &exponent);
  const auto bits = static_cast<int64_t>(limbs.BitLength());
  if (exponent != bits) return exponent < bits ? -sign : sign;
  const mp_size_t n = limbs.size();
  const int zeros = std::countl_zero(static_cast<uint64_t>(limbs.top()));
  uint64_t high = limbs.top() << zeros;
  uint64_t rest = 0;
  if (n > 1) {
    if (zeros != 0) high |= limbs[n - 2] >> (64 - zeros);
    rest = limbs[n - 2] << zeros;
    for (mp_size_t i = n - 3; rest == 0 && i >= 0; i--) rest = limbs[i];
  }
  const auto d_high = static_cast<uint64_t>(std::ldexp(mantissa, 53)) << 11;
  if (d_high != high) return d_high < high ? -sign : sign;
  return rest != 0 ? -sign : 0;
}

Value FloatToInt(Isolate* iso, double d) {
  if (std::isinf(d)) return RaiseOverflowError(iso, "cannot convert float infinity to integer");
  if (std::isnan(d)) return RaiseValueError(iso, "cannot convert float NaN to integer");
  return IntFromDouble(iso, d);
}

}  // namespace krait
