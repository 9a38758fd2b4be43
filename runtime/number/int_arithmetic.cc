// Addition, subtraction, multiplication, and the bitwise operators of ints.
#include <algorithm>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

// |a| + |b| with the sign given.
Value AddMagnitudes(Isolate* iso, const IntLimbs& a, const IntLimbs& b, bool negative) {
  const IntLimbs& x = a.size() >= b.size() ? a : b;
  const IntLimbs& y = a.size() >= b.size() ? b : a;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, x.size() + 1));
  mp_limb_t* r = LimbsOf(result);
  mp_limb_t carry = 0;
  if (y.size() != 0) {
    carry = mpn_add(r, x.data(), x.size(), y.data(), y.size());
  } else {
    std::memcpy(r, x.data(), x.size() * sizeof(mp_limb_t));
  }
  r[x.size()] = carry;
  return FinishInt(result, x.size() + 1, negative);
}

// |a| - |b|, negated when `negative`.
Value SubMagnitudes(Isolate* iso, const IntLimbs& a, const IntLimbs& b, bool negative) {
  int order = a.size() < b.size() ? -1 : a.size() > b.size();
  if (order == 0 && a.size() != 0) order = mpn_cmp(a.data(), b.data(), a.size());
  if (order == 0) return Value::Int(0);
  const IntLimbs& x = order > 0 ? a : b;
  const IntLimbs& y = order > 0 ? b : a;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, x.size()));
  mp_limb_t* r = LimbsOf(result);
  if (y.size() != 0) {
    mpn_sub(r, x.data(), x.size(), y.data(), y.size());
  } else {
    std::memcpy(r, x.data(), x.size() * sizeof(mp_limb_t));
  }
  return FinishInt(result, x.size(), negative != (order < 0));
}

Value MulMagnitudes(Isolate* iso, const IntLimbs& a, const IntLimbs& b) {
  if (a.IsZero() || b.IsZero()) return Value::Int(0);
  const IntLimbs& x = a.size() >= b.size() ? a : b;
  const IntLimbs& y = a.size() >= b.size() ? b : a;
  const mp_size_t n = x.size() + y.size();
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, n));
  mp_limb_t* r = LimbsOf(result);
  if (y.size() == 1) {
    r[n - 1] = mpn_mul_1(r, x.data(), x.size(), y[0]);
  } else if (x.data() == y.data() && x.size() == y.size()) {
    mpn_sqr(r, x.data(), x.size());
  } else {
    mpn_mul(r, x.data(), x.size(), y.data(), y.size());
  }
  return FinishInt(result, n, a.negative() != b.negative());
}

// Writes the n-limb two's complement of the value; n is large enough for the sign.
void ToTwosComplement(const IntLimbs& v, mp_limb_t* out, mp_size_t n) {
  std::memcpy(out, v.data(), v.size() * sizeof(mp_limb_t));
  std::memset(out + v.size(), 0, (n - v.size()) * sizeof(mp_limb_t));
  if (v.negative()) mpn_neg(out, out, n);
}

struct AndOp {
  static mp_limb_t Limb(mp_limb_t a, mp_limb_t b) { return a & b; }
};
struct OrOp {
  static mp_limb_t Limb(mp_limb_t a, mp_limb_t b) { return a | b; }
};
struct XorOp {
  static mp_limb_t Limb(mp_limb_t a, mp_limb_t b) { return a ^ b; }
};

template <typename Op>
Value Bitwise(Isolate* iso, Value a, Value b) {
  int64_t i, j;
  if (IntToInt64(a, &i) && IntToInt64(b, &j)) {
    return IntFromInt64(iso, static_cast<int64_t>(Op::Limb(i, j)));
  }
  const IntLimbs x(a), y(b);
  const mp_size_t n = std::max(x.size(), y.size()) + 1;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, n));
  LimbBuffer scratch(iso, n);
  if (!scratch.ok()) return Failure{};
  mp_limb_t* r = LimbsOf(result);
  ToTwosComplement(x, r, n);
  ToTwosComplement(y, scratch.data(), n);
  for (mp_size_t k = 0; k < n; k++) r[k] = Op::Limb(r[k], scratch[k]);
  const bool negative = (r[n - 1] >> 63) != 0;
  if (negative) mpn_neg(r, r, n);
  return FinishInt(result, n, negative);
}

Value ShiftLeft(Isolate* iso, const IntLimbs& v, uint64_t bits) {
  if (v.IsZero()) return Value::Int(0);
  const uint64_t whole = bits / 64;
  const unsigned part = bits % 64;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, v.size() + whole + 1));
  mp_limb_t* r = LimbsOf(result);
  std::memset(r, 0, whole * sizeof(mp_limb_t));
  mp_limb_t carry = 0;
  if (part != 0) {
    carry = mpn_lshift(r + whole, v.data(), v.size(), part);
  } else {
    std::memcpy(r + whole, v.data(), v.size() * sizeof(mp_limb_t));
  }
  r[whole + v.size()] = carry;
  return FinishInt(result, whole + v.size() + 1, v.negative());
}

// Rounds towards minus infinity.
Value ShiftRight(Isolate* iso, const IntLimbs& v, uint64_t bits) {
  const uint64_t whole = bits / 64;
  const unsigned part = bits % 64;
  if (whole >= static_cast<uint64_t>(v.size())) return Value::Int(v.negative() ? -1 : 0);
  const mp_size_t n = v.size() - whole;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, n + 1));
  mp_limb_t* r = LimbsOf(result);
  mp_limb_t lost = 0;
  if (part != 0) {
    lost = mpn_rshift(r, v.data() + whole, n, part);
  } else {
    std::memcpy(r, v.data() + whole, n * sizeof(mp_limb_t));
  }
  r[n] = 0;
  if (v.negative()) {
    for (uint64_t i = 0; lost == 0 && i < whole; i++) lost = v[i];
    if (lost != 0) mpn_add_1(r, r, n + 1, 1);
  }
  return FinishInt(result, n + 1, v.negative());
}

}  // namespace

Value IntAdd(Isolate* iso, Value a, Value b) {
  int64_t i, j, sum;
  if (IntToInt64(a, &i) && IntToInt64(b, &j) && !__builtin_add_overflow(i, j, &sum)) {
    return IntFromInt64(iso, sum);
  }
  const IntLimbs x(a), y(b);
  return x.negative() == y.negative() ? AddMagnitudes(iso, x, y, x.negative())
                                      : SubMagnitudes(iso, x, y, x.negative());
}

Value IntSub(Isolate* iso, Value a, Value b) {
  int64_t i, j, difference;
  if (IntToInt64(a, &i) && IntToInt64(b, &j) && !__builtin_sub_overflow(i, j, &difference)) {
    return IntFromInt64(iso, difference);
  }
  const IntLimbs x(a), y(b);
  return x.negative() != y.negative() ? AddMagnitudes(iso, x, y, x.negative())
                                      : SubMagnitudes(iso, x, y, x.negative());
}

Value IntMul(Isolate* iso, Value a, Value b) {
  int64_t i, j, product;
  if (IntToInt64(a, &i) && IntToInt64(b, &j) && !__builtin_mul_overflow(i, j, &product)) {
    return IntFromInt64(iso, product);
  }
  return MulMagnitudes(iso, IntLimbs(a), IntLimbs(b));
}

Value IntNeg(Isolate* iso, Value a) {
  if (a.IsInt() && a.AsInt() != Value::kMinInt) return Value::Int(-a.AsInt());
  const IntLimbs x(a);
  return IntFromLimbs(iso, x.data(), x.size(), !x.negative());
}

Value IntInvert(Isolate* iso, Value a) {
  if (a.IsInt()) return Value::Int(~a.AsInt());
  KRAIT_TRY(Value, negated, IntNeg(iso, a));
  return IntSub(iso, negated, Value::Int(1));
}

Value IntAnd(Isolate* iso, Value a, Value b) { return Bitwise<AndOp>(iso, a, b); }
Value IntOr(Isolate* iso, Value a, Value b) { return Bitwise<OrOp>(iso, a, b); }
Value IntXor(Isolate* iso, Value a, Value b) { return Bitwise<XorOp>(iso, a, b); }

Value IntLshift(Isolate* iso, Value a, Value b) {
  if (IntSign(b) < 0) return RaiseValueError(iso, "negative shift count");
  const IntLimbs x(a);
  if (x.IsZero()) return Value::Int(0);
  uint64_t bits;
  if (!IntToUint64(b, &bits)) return RaiseOverflowError(iso, "too many digits in integer");
  return ShiftLeft(iso, x, bits);
}

Value IntRshift(Isolate* iso, Value a, Value b) {
  if (IntSign(b) < 0) return RaiseValueError(iso, "negative shift count");
  const IntLimbs x(a);
  uint64_t bits;
  if (!IntToUint64(b, &bits)) bits = UINT64_MAX;
  if (a.IsInt()) return Value::Int(a.AsInt() >> std::min<uint64_t>(bits, 63));
  return ShiftRight(iso, x, bits);
}

}  // namespace krait
