// Powers of ints, with and without a modulus.
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "runtime/isolate.h"
#include "runtime/number/arithmetic.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

// base ** exponent in 64 bits; false on overflow.
bool SmallPower(int64_t base, uint64_t exponent, int64_t* result) {
  int64_t power = 1;
  while (true) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(power, base, &power)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  *result = power;
  return true;
}

// |x| ** exponent for |x| >= 2: the power of the odd part, shifted by what its factors of two give.
Value LargePower(Isolate* iso, const IntLimbs& x, uint64_t exponent, bool negative) {
  mp_size_t zero_limbs = 0;
  while (x[zero_limbs] == 0) zero_limbs++;
  const unsigned zeros = std::countr_zero(static_cast<uint64_t>(x[zero_limbs]));
  const mp_size_t n = x.size() - zero_limbs;
  LimbBuffer odd(iso, n);
  if (!odd.ok()) return Failure{};
  if (zeros != 0) {
    mpn_rshift(odd.data(), x.data() + zero_limbs, n, zeros);
  } else {
    std::memcpy(odd.data(), x.data() + zero_limbs, n * sizeof(mp_limb_t));
  }
  const mp_size_t odd_size = odd[n - 1] == 0 ? n - 1 : n;
  const unsigned __int128 all_bits = static_cast<unsigned __int128>(x.BitLength()) * exponent;
  if (all_bits / 64 >= kMaxLimbs) return RaiseMemoryError(iso);
  const uint64_t shift = (uint64_t{64} * zero_limbs + zeros) * exponent;
  const uint64_t odd_bits = 64 * static_cast<uint64_t>(odd_size) -
                            std::countl_zero(static_cast<uint64_t>(odd[odd_size - 1]));
  const uint64_t power_room = odd_bits * exponent / 64 + 5;
  const uint64_t whole = shift / 64;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, whole + power_room + 1));
  LimbBuffer scratch(iso, power_room);
  if (!scratch.ok()) return Failure{};
  mp_limb_t* r = LimbsOf(result);
  mp_limb_t* power = r + whole;
  mp_size_t size = mpn_pow_1(power, odd.data(), odd_size, exponent, scratch.data());
  std::memset(r, 0, whole * sizeof(mp_limb_t));
  if (const unsigned part = shift % 64; part != 0) {
    power[size] = mpn_lshift(power, power, size, part);
    size++;
  }
  return FinishInt(result, whole + size, negative);
}

uint64_t PowerModWord(uint64_t base, uint64_t exponent, uint64_t modulus) {
  uint64_t result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) {
      result = static_cast<uint64_t>(static_cast<unsigned __int128>(result) * base % modulus);
    }
    base = static_cast<uint64_t>(static_cast<unsigned __int128>(base) * base % modulus);
  }
  return result;
}

// The canonical result in the sign of the modulus: [0, m) or (m, 0].
Value FinishModular(Isolate* iso, Value residue, Value modulus) {
  if (!residue || IntSign(residue) == 0 || IntSign(modulus) > 0) return residue;
  return IntAdd(iso, residue, modulus);
}

Value LargePowerMod(Isolate* iso, Value a, Value b, Value modulus) {
  const IntLimbs x(a), y(b), m(modulus);
  mpz_t xs, ys, ms, base, result;
  mpz_srcptr xz = x.AsMpz(xs), yz = y.AsMpz(ys), mz = m.AsMpz(ms);
  mpz_init(result);
  Value residue;
  if (y.negative()) {
    // The inverse first, as the power with a negative exponent is one of the inverse.
    mpz_init(base);
    mpz_t positive;
    if (mpz_invert(base, xz, mz) == 0) {
      RaiseValueError(iso, "base is not invertible for the given modulus");
    } else {
      mpz_powm(result, base, mpz_roinit_n(positive, y.data(), y.size()), mz);
      residue = IntFromMpz(iso, result);
    }
    mpz_clear(base);
  } else {
    mpz_powm(result, xz, yz, mz);
    residue = IntFromMpz(iso, result);
  }
  mpz_clear(result);
  return FinishModular(iso, residue, modulus);
}

}  // namespace

Value IntPow(Isolate* iso, Value a, Value b) {
  if (IntSign(b) < 0) {
    double x, y;
    if (!IntToDouble(iso, a, &x) || !IntToDouble(iso, b, &y)) return Failure{};
    return NumberPower(iso, Value::Double(x), Value::Double(y), Value::None());
  }
  uint64_t exponent;
  const bool fits = IntToUint64(b, &exponent);
  if (fits && exponent == 0) return Value::Int(1);
  int64_t base;
  if (IntToInt64(a, &base)) {
    if (base >= -1 && base <= 1) {
      const bool odd = (IntLimbs(b)[0] & 1) != 0;
      return Value::Int(base == -1 && !odd ? 1 : base);
    }
    int64_t small;
    if (fits && SmallPower(base, exponent, &small)) return IntFromInt64(iso, small);
  }
  if (!fits) return RaiseMemoryError(iso);
  if (exponent == 2) return IntMul(iso, a, a);
  const IntLimbs x(a);
  return LargePower(iso, x, exponent, x.negative() && (exponent & 1) != 0);
}

Value IntPowMod(Isolate* iso, Value a, Value b, Value modulus) {
  if (IntSign(modulus) == 0) return RaiseValueError(iso, "pow() 3rd argument cannot be 0");
  int64_t base, exponent, m;
  if (!IntToInt64(modulus, &m)) return LargePowerMod(iso, a, b, modulus);
  if (m == 1 || m == -1) return Value::Int(0);
  if (IntToInt64(a, &base) && IntToInt64(b, &exponent) && exponent >= 0) {
    const uint64_t magnitude = m < 0 ? -static_cast<uint64_t>(m) : m;
    uint64_t residue = base < 0 ? -static_cast<uint64_t>(base) % magnitude : base % magnitude;
    if (base < 0 && residue != 0) residue = magnitude - residue;
    const uint64_t power = PowerModWord(residue, exponent, magnitude);
    return FinishModular(iso, IntFromUint64(iso, power), modulus);
  }
  return LargePowerMod(iso, a, b, modulus);
}

}  // namespace krait
