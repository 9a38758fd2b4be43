#include "runtime/number/int_division.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

using Wide = unsigned __int128;

// |a| < |b|: the quotient is 0 or -1.
bool DivideSmaller(Isolate* iso, Value a, Value b, bool adjust, Value* quotient, Value* remainder) {
  if (quotient != nullptr) *quotient = Value::Int(adjust ? -1 : 0);
  if (remainder == nullptr) return true;
  *remainder = adjust ? IntAdd(iso, a, b) : IntExact(iso, a);
  return !remainder->IsEmpty();
}

// The remainder of magnitudes given, with the sign that Python wants.
Value FinishRemainder(Int* room, mp_limb_t* r, const IntLimbs& y, bool adjust) {
  if (adjust) mpn_sub(r, y.data(), y.size(), r, y.size());
  return FinishInt(room, y.size(), y.negative());
}

bool DivideByLimb(Isolate* iso, const IntLimbs& x, const IntLimbs& y, Value* quotient,
                  Value* remainder) {
  const bool signs_differ = x.negative() != y.negative();
  mp_limb_t rest;
  if (quotient == nullptr) {
    rest = mpn_mod_1(x.data(), x.size(), y[0]);
  } else {
    KRAIT_TRY(Int*, room, NewIntWithRoom(iso, x.size() + 1));
    mp_limb_t* q = LimbsOf(room);
    rest = mpn_divrem_1(q, 0, x.data(), x.size(), y[0]);
    q[x.size()] = 0;
    if (signs_differ && rest != 0) mpn_add_1(q, q, x.size() + 1, 1);
    *quotient = FinishInt(room, x.size() + 1, signs_differ);
  }
  if (remainder == nullptr) return true;
  if (signs_differ && rest != 0) rest = y[0] - rest;
  *remainder = IntFromLimbs(iso, &rest, 1, y.negative());
  return !remainder->IsEmpty();
}

bool DivideGeneral(Isolate* iso, const IntLimbs& x, const IntLimbs& y, Value* quotient,
                   Value* remainder) {
  const mp_size_t qn = x.size() - y.size() + 1;
  LimbBuffer scratch(iso, quotient == nullptr ? qn : (remainder == nullptr ? y.size() : 0));
  if (!scratch.ok()) return false;
  Int* q_room = nullptr;
  Int* r_room = nullptr;
  if (quotient != nullptr && (q_room = NewIntWithRoom(iso, qn + 1)) == nullptr) return false;
  if (remainder != nullptr && (r_room = NewIntWithRoom(iso, y.size())) == nullptr) return false;
  mp_limb_t* q = q_room != nullptr ? LimbsOf(q_room) : scratch.data();
  mp_limb_t* r = r_room != nullptr ? LimbsOf(r_room) : scratch.data();
  mpn_tdiv_qr(q, r, 0, x.data(), x.size(), y.data(), y.size());
  const bool signs_differ = x.negative() != y.negative();
  const bool adjust = signs_differ && mpn_zero_p(r, y.size()) == 0;
  if (q_room != nullptr) {
    q[qn] = 0;
    if (adjust) mpn_add_1(q, q, qn + 1, 1);
    *quotient = FinishInt(q_room, qn + 1, signs_differ);
  }
  if (r_room != nullptr) *remainder = FinishRemainder(r_room, r, y, adjust);
  return true;
}

bool DivideWords(Isolate* iso, int64_t a, int64_t b, Value* quotient, Value* remainder) {
  int64_t q = a / b, r = a % b;
  if (r != 0 && (r ^ b) < 0) {
    q--;
    r += b;
  }
  if (quotient != nullptr && !(*quotient = IntFromInt64(iso, q))) return false;
  if (remainder != nullptr && !(*remainder = IntFromInt64(iso, r))) return false;
  return true;
}

// The double nearest to mantissa * 2^exponent, where `sticky` says that a little more is meant.
// The mantissa has 64 to 127 significant bits.
double RoundToDouble(Wide mantissa, bool sticky, int64_t exponent) {
  const auto high = static_cast<uint64_t>(mantissa >> 64);
  const int length = high != 0 ? 128 - std::countl_zero(high)
                               : 64 - std::countl_zero(static_cast<uint64_t>(mantissa));
  // Doubles have 53 bits, subnormal ones fewer: none below 2^-1074.
  const int64_t precision = std::min<int64_t>(53, length + exponent + 1074);
  if (precision < 0) return 0.0;
  const int drop = length - static_cast<int>(precision);
  const Wide half = Wide{1} << (drop - 1);
  const Wide low = mantissa & ((Wide{1} << drop) - 1);
  auto kept = static_cast<uint64_t>(mantissa >> drop);
  if (low > half || (low == half && (sticky || (kept & 1) != 0))) kept++;
  return std::ldexp(static_cast<double>(kept), static_cast<int>(exponent + drop));
}

// |x| / |y| correctly rounded; both non-zero and of comparable size.
bool DivideToDouble(Isolate* iso, const IntLimbs& x, const IntLimbs& y, double* result) {
  // Scale so that the integer quotient has 65 or 66 bits.
  const int64_t shift =
      static_cast<int64_t>(x.BitLength()) - static_cast<int64_t>(y.BitLength()) - 65;
  const uint64_t up = shift < 0 ? -shift : shift;
  const mp_size_t whole = up / 64;
  const unsigned part = up % 64;
  const IntLimbs& scaled = shift < 0 ? x : y;
  const mp_size_t sn = scaled.size() + whole + 1;
  LimbBuffer room(iso, sn);
  if (!room.ok()) return false;
  mp_limb_t* s = room.data();
  std::memset(s, 0, whole * sizeof(mp_limb_t));
  s[sn - 1] = 0;
  if (part != 0) {
    s[sn - 1] = mpn_lshift(s + whole, scaled.data(), scaled.size(), part);
  } else {
    std::memcpy(s + whole, scaled.data(), scaled.size() * sizeof(mp_limb_t));
  }
  const mp_size_t scaled_size = s[sn - 1] == 0 ? sn - 1 : sn;
  const mp_limb_t* n = shift < 0 ? s : x.data();
  const mp_size_t nn = shift < 0 ? scaled_size : x.size();
  const mp_limb_t* d = shift < 0 ? y.data() : s;
  const mp_size_t dn = shift < 0 ? y.size() : scaled_size;
  LimbBuffer quotient(iso, nn - dn + 1), rest(iso, dn);
  if (!quotient.ok() || !rest.ok()) return false;
  mpn_tdiv_qr(quotient.data(), rest.data(), 0, n, nn, d, dn);
  const Wide mantissa = Wide{quotient[1]} << 64 | quotient[0];
  *result = RoundToDouble(mantissa, mpn_zero_p(rest.data(), dn) == 0, shift);
  return true;
}

}  // namespace

bool IntFloorDivmod(Isolate* iso, Value a, Value b, Value* quotient, Value* remainder) {
  int64_t i, j;
  if (IntToInt64(a, &i) && IntToInt64(b, &j) && !(i == INT64_MIN && j == -1)) {
    return DivideWords(iso, i, j, quotient, remainder);
  }
  const IntLimbs x(a), y(b);
  if (x.size() < y.size()) {
    const bool adjust = !x.IsZero() && x.negative() != y.negative();
    return DivideSmaller(iso, a, b, adjust, quotient, remainder);
  }
  if (y.size() == 1) return DivideByLimb(iso, x, y, quotient, remainder);
  return DivideGeneral(iso, x, y, quotient, remainder);
}

Value IntFloorDiv(Isolate* iso, Value a, Value b) {
  if (IntSign(b) == 0) {
    return Raise(iso, ExceptionId::kZeroDivisionError, "integer division or modulo by zero");
  }
  Value quotient;
  if (!IntFloorDivmod(iso, a, b, &quotient, nullptr)) return Failure{};
  return quotient;
}

Value IntMod(Isolate* iso, Value a, Value b) {
  if (IntSign(b) == 0) {
    return Raise(iso, ExceptionId::kZeroDivisionError, "integer modulo by zero");
  }
  Value remainder;
  if (!IntFloorDivmod(iso, a, b, nullptr, &remainder)) return Failure{};
  return remainder;
}

Value IntTrueDiv(Isolate* iso, Value a, Value b) {
  const IntLimbs x(a), y(b);
  if (y.IsZero()) return Raise(iso, ExceptionId::kZeroDivisionError, "division by zero");
  const bool negative = x.negative() != y.negative();
  double result = 0.0;
  const uint64_t x_bits = x.BitLength(), y_bits = y.BitLength();
  if (x_bits <= 53 && y_bits <= 53) {
    result = x.IsZero() ? 0.0 : static_cast<double>(x[0]) / static_cast<double>(y[0]);
  } else if (x_bits > y_bits + 1024) {
    result = HUGE_VAL;
  } else if (!x.IsZero() && y_bits <= x_bits + 1076) {
    if (!DivideToDouble(iso, x, y, &result)) return Failure{};
  }
  if (std::isinf(result)) {
    return RaiseOverflowError(iso, "integer division result too large for a float");
  }
  return Value::Double(negative ? -result : result);
}

Value IntRoundToPowerOfTen(Isolate* iso, Value v, Value digits) {
  int64_t count;
  // 10**count exceeds twice the magnitude: nothing is left of v.
  const uint64_t bits = IntLimbs(v).BitLength();
  if (!IntToInt64(digits, &count) || static_cast<uint64_t>(count) > bits / 3 + 1) {
    return Value::Int(0);
  }
  KRAIT_TRY(Value, unit, IntPow(iso, Value::Int(10), Value::Int(count)));
  Value quotient, remainder;
  if (!IntFloorDivmod(iso, v, unit, &quotient, &remainder)) return Failure{};
  KRAIT_TRY(Value, twice, IntAdd(iso, remainder, remainder));
  const int order = IntCompare(twice, unit);
  const bool odd = !IntLimbs(quotient).IsZero() && (IntLimbs(quotient)[0] & 1) != 0;
  KRAIT_TRY(Value, down, IntSub(iso, v, remainder));
  return order > 0 || (order == 0 && odd) ? IntAdd(iso, down, unit) : IntExact(iso, down);
}

}  // namespace krait
