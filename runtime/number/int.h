// Python's int. Small ones are words (gc/value.h); the rest are heap objects with inline GMP limbs.
//
// Canonical form: an exact int that fits a word IS a word, so that word identity and fast paths
// suffice. Heap Ints hold magnitudes beyond 49 bits, and instances of int subclasses of any size.
#ifndef KRAIT_RUNTIME_NUMBER_INT_H_
#define KRAIT_RUNTIME_NUMBER_INT_H_

#include <cstdint>
#include <string_view>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Str;

struct Int : HeapObject {
  int64_t size;      // number of limbs, negative for negative numbers; 0 for zero
  uint64_t limbs[];  // little-endian, top limb non-zero (mp_limb_t)
};

// An int of any representation, instances of subclasses and bools included.
inline bool IsIntLike(Value v) {
  return v.IsInt() || v.IsBool() ||
         (v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kInt));
}
// An exact int, not a bool, not a subclass.
inline bool IsExactInt(Value v) {
  return v.IsInt() || (v.IsHeap() && v.AsHeap()->shape == static_cast<ShapeId>(ObjectKind::kInt));
}

Value IntFromInt64(Isolate* iso, int64_t i);
Value IntFromUint64(Isolate* iso, uint64_t i);
Value IntFromDouble(Isolate* iso, double d);  // truncates; d must be finite
// Any IsIntLike value to 64 bits; false (nothing raised) when it does not fit.
bool IntToInt64(Value v, int64_t* result);
bool IntToUint64(Value v, uint64_t* result);
// OverflowError "int too large to convert to float".
bool IntToDouble(Isolate* iso, Value v, double* result);
// Digits in the base (2..36), optional sign, underscores as in literals when `literal`.
// Empty without exception when the text is not a number.
Value IntFromText(Isolate* iso, std::string_view digits, int base, bool* valid);
Str* IntToStr(Isolate* iso, Value v, int base = 10);
// The plain int of an int-like value: bools and subclass instances become exact ints.
Value IntExact(Isolate* iso, Value v);

// Both operands IsIntLike; results canonical. Zero division raises.
Value IntAdd(Isolate* iso, Value a, Value b);
Value IntSub(Isolate* iso, Value a, Value b);
Value IntMul(Isolate* iso, Value a, Value b);
Value IntFloorDiv(Isolate* iso, Value a, Value b);
Value IntMod(Isolate* iso, Value a, Value b);
Value IntTrueDiv(Isolate* iso, Value a, Value b);
Value IntPow(Isolate* iso, Value a, Value b);  // float for a negative exponent
Value IntPowMod(Isolate* iso, Value a, Value b, Value modulus);
Value IntLshift(Isolate* iso, Value a, Value b);
Value IntRshift(Isolate* iso, Value a, Value b);
Value IntAnd(Isolate* iso, Value a, Value b);
Value IntOr(Isolate* iso, Value a, Value b);
Value IntXor(Isolate* iso, Value a, Value b);
Value IntNeg(Isolate* iso, Value a);
Value IntInvert(Isolate* iso, Value a);
int IntCompare(Value a, Value b);  // -1, 0, 1; never raises
int IntSign(Value v);
int64_t IntHash(Value v);  // as CPython: modulo 2^61 - 1

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_INT_H_
