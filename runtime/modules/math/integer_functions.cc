#include "runtime/modules/math/integer_functions.h"

#include <cmath>
#include <numeric>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait::mathlib {
namespace {

// A GMP number for the length of a scope.
class Big {
 public:
  Big() { mpz_init(z_); }
  ~Big() { mpz_clear(z_); }
  Big(const Big&) = delete;
  Big& operator=(const Big&) = delete;
  mpz_ptr get() { return z_; }

 private:
  mpz_t z_;
};

Value Magnitude(Isolate* iso, Value v) {
  return IntSign(v) < 0 ? IntNeg(iso, v) : IntExact(iso, v);
}

// gcd of two non-negative ints.
Value GcdOfTwo(Isolate* iso, Value a, Value b) {
  uint64_t x, y;
  if (IntToUint64(a, &x) && IntToUint64(b, &y)) return IntFromUint64(iso, std::gcd(x, y));
  const IntLimbs m(a), n(b);
  mpz_t ms, ns;
  Big result;
  mpz_gcd(result.get(), m.AsMpz(ms), n.AsMpz(ns));
  return IntFromMpz(iso, result.get());
}

// Is there memory for a result of so many bits? GMP itself would abort.
bool CheckBits(Isolate* iso, double bits) {
  constexpr double kUnchecked = 1 << 20;
  if (bits < kUnchecked) return true;
  const double bytes = bits / 8 * 3;  // operands and scratch
  const auto size = static_cast<size_t>(bytes);
  if (bytes > 1e12 || !iso->heap().TryAccountExternal(gc::Category::kBuffers, size)) {
    return RaiseMemoryError(iso);
  }
  iso->heap().AccountExternal(gc::Category::kBuffers, -static_cast<ptrdiff_t>(size));
  return true;
}

Value FactorialOf(Isolate* iso, Value n) {
  if (IntSign(n) < 0) {
    return RaiseValueError(iso, "factorial() not defined for negative values");
  }
  int64_t count;
  if (!IntToInt64(n, &count)) {
    return RaiseOverflowError(iso, "factorial() argument should not exceed 9223372036854775807");
  }
  const auto x = static_cast<double>(count);
  if (!CheckBits(iso, x * std::log2(x + 2))) return Failure{};
  Big result;
  mpz_fac_ui(result.get(), count);
  return IntFromMpz(iso, result.get());
}

// n (n - 1) ... (n - k + 1), by halves so that the factors of each product are of like size.
void FallingProduct(mpz_ptr result, mpz_srcptr n, uint64_t first, uint64_t count) {
  if (count == 1) {
    mpz_sub_ui(result, n, first);
    return;
  }
  Big upper;
  FallingProduct(result, n, first, count / 2);
  FallingProduct(upper.get(), n, first + count / 2, count - count / 2);
  mpz_mul(result, result, upper.get());
}

// Reads two non-negative ints. False with an exception.
bool ReadNonNegative(Isolate* iso, Value* args, Value* n, Value* k) {
  *n = Index(iso, args[0]);
  if (!*n) return false;
  *k = Index(iso, args[1]);
  if (!*k) return false;
  if (IntSign(*n) < 0) return RaiseValueError(iso, "n must be a non-negative integer");
  if (IntSign(*k) < 0) return RaiseValueError(iso, "k must be a non-negative integer");
  return true;
}

}  // namespace

Value Gcd(Isolate* iso, Value* args, size_t count) {
  Value result = Value::Int(0);
  for (size_t i = 0; i < count; i++) {
    KRAIT_TRY(Value, v, Index(iso, args[i]));
    KRAIT_TRY(Value, magnitude, Magnitude(iso, v));
    result = GcdOfTwo(iso, result, magnitude);
    if (!result) return Failure{};
  }
  return result;
}

Value Lcm(Isolate* iso, Value* args, size_t count) {
  Value result = Value::Int(1);
  for (size_t i = 0; i < count; i++) {
    KRAIT_TRY(Value, v, Index(iso, args[i]));
    KRAIT_TRY(Value, magnitude, Magnitude(iso, v));
    if (IntSign(magnitude) == 0 || IntSign(result) == 0) {
      result = Value::Int(0);
      continue;
    }
    KRAIT_TRY(Value, common, GcdOfTwo(iso, result, magnitude));
    KRAIT_TRY(Value, factor, IntFloorDiv(iso, magnitude, common));
    result = IntMul(iso, result, factor);
    if (!result) return Failure{};
  }
  return result;
}

Value Isqrt(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, n, Index(iso, args[0]));
  if (IntSign(n) < 0) return RaiseValueError(iso, "isqrt() argument must be nonnegative");
  const IntLimbs v(n);
  if (v.IsZero()) return Value::Int(0);
  const mp_size_t size = (v.size() + 1) / 2;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, size));
  mpn_sqrtrem(LimbsOf(result), nullptr, v.data(), v.size());
  return FinishInt(result, size, false);
}

Value Factorial(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, n, Index(iso, args[0]));
  return FactorialOf(iso, n);
}

Value Comb(Isolate* iso, Value* args, size_t) {
  Value n, k;
  if (!ReadNonNegative(iso, args, &n, &k)) return Failure{};
  KRAIT_TRY(Value, rest, IntSub(iso, n, k));
  if (IntSign(rest) < 0) return Value::Int(0);
  if (IntCompare(rest, k) < 0) k = rest;
  int64_t count;
  if (!IntToInt64(k, &count)) {
    return RaiseOverflowError(iso, "min(n - k, k) must not exceed 9223372036854775807");
  }
  const IntLimbs v(n);
  if (!CheckBits(iso, static_cast<double>(count) * static_cast<double>(v.BitLength()))) {
    return Failure{};
  }
  mpz_t storage;
  Big result;
  mpz_bin_ui(result.get(), v.AsMpz(storage), count);
  return IntFromMpz(iso, result.get());
}

Value Perm(Isolate* iso, Value* args, size_t) {
  if (!args[1] || args[1].IsNone()) return Factorial(iso, args, 1);
  Value n, k;
  if (!ReadNonNegative(iso, args, &n, &k)) return Failure{};
  if (IntCompare(n, k) < 0) return Value::Int(0);
  int64_t count;
  if (!IntToInt64(k, &count)) {
    return RaiseOverflowError(iso, "k must not exceed 9223372036854775807");
  }
  if (count == 0) return Value::Int(1);
  const IntLimbs v(n);
  if (!CheckBits(iso, static_cast<double>(count) * static_cast<double>(v.BitLength()))) {
    return Failure{};
  }
  mpz_t storage;
  Big result;
  FallingProduct(result.get(), v.AsMpz(storage), 0, count);
  return IntFromMpz(iso, result.get());
}

}  // namespace krait::mathlib
