// Arithmetic over the built-in numbers, for the interpreter, linkers and operations.
//
// The inline functions are the fast paths: they read and write words, never allocate, never raise,
// and say "no" (false) whenever anything but the common case is at hand. The functions below them
// decide every case of the exact types int, bool, float and complex.
#ifndef KRAIT_RUNTIME_NUMBER_ARITHMETIC_H_
#define KRAIT_RUNTIME_NUMBER_ARITHMETIC_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/object/operations.h"

namespace krait {

class Isolate;

// --- both operands are small int words --------------------------------------------------------
inline bool TryAddSmall(Value a, Value b, Value* result) {
  const int64_t sum = a.AsInt() + b.AsInt();  // 50 bits at most
  *result = Value::Int(sum);
  return Value::FitsInt(sum);
}
inline bool TrySubSmall(Value a, Value b, Value* result) {
  const int64_t difference = a.AsInt() - b.AsInt();
  *result = Value::Int(difference);
  return Value::FitsInt(difference);
}
inline bool TryMulSmall(Value a, Value b, Value* result) {
  int64_t product;
  if (__builtin_mul_overflow(a.AsInt(), b.AsInt(), &product)) return false;
  *result = Value::Int(product);
  return Value::FitsInt(product);
}
// Floor division and modulo: false for a zero divisor and for kMinInt // -1.
inline bool TryFloorDivSmall(Value a, Value b, Value* result) {
  const int64_t x = a.AsInt(), y = b.AsInt();
  if (y == 0) return false;
  const int64_t q = x / y - ((x % y != 0) & ((x ^ y) < 0));
  *result = Value::Int(q);
  return Value::FitsInt(q);
}
inline bool TryModSmall(Value a, Value b, Value* result) {
  const int64_t x = a.AsInt(), y = b.AsInt();
  if (y == 0) return false;
  int64_t r = x % y;
  if (r != 0 && (r ^ y) < 0) r += y;
  *result = Value::Int(r);
  return true;
}
inline bool TryLshiftSmall(Value a, Value b, Value* result) {
  const int64_t x = a.AsInt(), shift = b.AsInt();
  if (shift < 0 || shift >= Value::kIntBits) return false;
  const int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(x) << shift);
  *result = Value::Int(shifted);
  return (shifted >> shift) == x && Value::FitsInt(shifted);
}
inline bool TryRshiftSmall(Value a, Value b, Value* result) {
  const int64_t shift = b.AsInt();
  if (shift < 0) return false;
  *result = Value::Int(a.AsInt() >> (shift > 63 ? 63 : shift));
  return true;
}
inline Value AndSmall(Value a, Value b) { return Value::Int(a.AsInt() & b.AsInt()); }
inline Value OrSmall(Value a, Value b) { return Value::Int(a.AsInt() | b.AsInt()); }
inline Value XorSmall(Value a, Value b) { return Value::Int(a.AsInt() ^ b.AsInt()); }

// --- small ints and doubles mixed ---------------------------------------------------------------
// Converts either word; false for anything else.
inline bool TryDouble(Value v, double* d) {
  if (v.IsDouble()) {
    *d = v.AsDouble();
    return true;
  }
  if (v.IsInt()) {
    *d = static_cast<double>(v.AsInt());
    return true;
  }
  return false;
}

// --- any exact numbers
// ---------------------------------------------------------------------------- The result of `a op
// b` when both are exactly int, bool, float or complex; NotImplemented when one is not (an instance
// of a subclass included) or the types do not support the operator.
Value NumberBinary(Isolate* iso, BinaryOperator op, Value a, Value b);
// As NumberBinary, but going by layout: instances of subclasses count as their base. This is what
// the types' own __add__ etc. do once they are called.
Value NumberBinaryByLayout(Isolate* iso, BinaryOperator op, Value a, Value b);
// True, False or NotImplemented; never raises. By layout for both.
Value NumberCompare(Isolate* iso, CompareOp op, Value a, Value b);
// For small ints and doubles in any mix. Requires IsNumber() of both.
bool CompareWords(CompareOp op, Value a, Value b);
// By layout. NotImplemented when v is not a number, or a float or complex is inverted.
Value NumberUnary(Isolate* iso, UnaryOperator op, Value v);
Value NumberAbsolute(Isolate* iso, Value v);
// By layout; a tuple, or NotImplemented.
Value NumberDivmod(Isolate* iso, Value a, Value b);
// pow(a, b, modulus) by layout; `modulus` is None for two arguments.
Value NumberPower(Isolate* iso, Value a, Value b, Value modulus);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_ARITHMETIC_H_
