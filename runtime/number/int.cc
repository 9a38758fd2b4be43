// Ints made from and turned into C++ numbers, compared and hashed.
#include "runtime/number/int.h"

#include <cmath>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;

Value OneLimb(Isolate* iso, uint64_t magnitude, bool negative) {
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, 1));
  result->limbs[0] = magnitude;
  result->size = negative ? -1 : 1;
  return Value::Object(result);
}

// Rounds to nearest, halves to even; false when the magnitude exceeds every finite double.
bool MagnitudeToDouble(const IntLimbs& limbs, double* result) {
  const uint64_t bits = limbs.BitLength();
  if (bits <= 64) {
    *result = bits == 0 ? 0.0 : static_cast<double>(limbs[0]);
    return true;
  }
  if (bits > 1024) return false;
  // The top 64 bits, the lowest of which also stands for everything below: rounding to 53 bits
  // then sees all it needs.
  const mp_size_t n = limbs.size();
  const int zeros = std::countl_zero(limbs.top());
  uint64_t high = limbs.top() << zeros;
  uint64_t rest = limbs[n - 2];
  if (zeros != 0) {
    high |= rest >> (64 - zeros);
    rest <<= zeros;
  }
  for (mp_size_t i = n - 3; rest == 0 && i >= 0; i--) rest = limbs[i];
  if (rest != 0) high |= 1;
  *result = std::ldexp(static_cast<double>(high), static_cast<int>(bits - 64));
  return std::isfinite(*result);
}

}  // namespace

Value IntFromInt64(Isolate* iso, int64_t i) {
  if (Value::FitsInt(i)) return Value::Int(i);
  return OneLimb(iso, i < 0 ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i), i < 0);
}

Value IntFromUint64(Isolate* iso, uint64_t i) {
  if (i <= static_cast<uint64_t>(Value::kMaxInt)) return Value::Int(static_cast<int64_t>(i));
  return OneLimb(iso, i, false);
}

Value IntFromDouble(Isolate* iso, double d) {
  if (std::fabs(d) < 9.2e18) return IntFromInt64(iso, static_cast<int64_t>(d));
  int exponent;
  const double fraction = std::frexp(std::fabs(d), &exponent);
  const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  const int shift = exponent - 53;
  const mp_size_t low = shift / 64;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, low + 2));
  std::memset(result->limbs, 0, low * sizeof(mp_limb_t));
  const unsigned __int128 wide = static_cast<unsigned __int128>(mantissa) << (shift % 64);
  result->limbs[low] = static_cast<uint64_t>(wide);
  result->limbs[low + 1] = static_cast<uint64_t>(wide >> 64);
  return FinishInt(result, low + 2, d < 0);
}

bool IntToInt64(Value v, int64_t* result) {
  if (v.IsInt()) {
    *result = v.AsInt();
    return true;
  }
  const IntLimbs limbs(v);
  if (limbs.size() > 1) return false;
  const uint64_t magnitude = limbs.IsZero() ? 0 : limbs[0];
  if (magnitude > static_cast<uint64_t>(INT64_MAX) + limbs.negative()) return false;
  *result = static_cast<int64_t>(limbs.negative() ? -magnitude : magnitude);
  return true;
}

bool IntToUint64(Value v, uint64_t* result) {
  const IntLimbs limbs(v);
  if (limbs.size() > 1 || limbs.negative()) return false;
  *result = limbs.IsZero() ? 0 : limbs[0];
  return true;
}

bool IntToDouble(Isolate* iso, Value v, double* result) {
  if (v.IsInt()) {
    *result = static_cast<double>(v.AsInt());
    return true;
  }
  const IntLimbs limbs(v);
  if (!MagnitudeToDouble(limbs, result)) {
    return RaiseOverflowError(iso, "int too large to convert to float");
  }
  if (limbs.negative()) *result = -*result;
  return true;
}

Value IntExact(Isolate* iso, Value v) {
  if (IsExactInt(v)) return v;
  if (v.IsBool()) return Value::Int(v.IsTrue());
  const IntLimbs limbs(v);
  return IntFromLimbs(iso, limbs.data(), limbs.size(), limbs.negative());
}

int IntCompare(Value a, Value b) {
  if (a.IsInt() && b.IsInt()) {
    return a.AsInt() < b.AsInt() ? -1 : a.AsInt() > b.AsInt();
  }
  const IntLimbs x(a), y(b);
  if (x.negative() != y.negative()) return x.negative() ? -1 : 1;
  int order = x.size() < y.size() ? -1 : x.size() > y.size();
  if (order == 0 && x.size() != 0) order = mpn_cmp(x.data(), y.data(), x.size());
  order = order < 0 ? -1 : order > 0;
  return x.negative() ? -order : order;
}

int IntSign(Value v) {
  if (v.IsInt()) return v.AsInt() < 0 ? -1 : v.AsInt() > 0;
  const IntLimbs limbs(v);
  return limbs.negative() ? -1 : !limbs.IsZero();
}

int64_t IntHash(Value v) {
  if (v.IsInt()) return v.AsInt() == -1 ? -2 : v.AsInt();  // 49 bits are below the modulus
  const IntLimbs limbs(v);
  uint64_t remainder = 0;
  if (limbs.size() == 1) {
    remainder = limbs[0] % kHashModulus;
  } else if (limbs.size() > 1) {
    remainder = mpn_mod_1(limbs.data(), limbs.size(), kHashModulus);
  }
  const int64_t hash = static_cast<int64_t>(remainder);
  const int64_t result = limbs.negative() ? -hash : hash;
  return result == -1 ? -2 : result;
}

}  // namespace krait
