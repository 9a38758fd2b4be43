// Constant folding: operators on constants, within CPython's limits on the size of results.
//
// Folding never fails: what would raise is left to the running program.

#include <cstdlib>

#include "runtime/collection/tuple.h"
#include "runtime/frontend/compiler/constant_pool.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait::compiler {

namespace {

constexpr int64_t kMaxIntBits = 128;
constexpr int64_t kMaxCollection = 256;
constexpr int64_t kMaxText = 4096;

bool IsNumber(Value v) {
  return v.IsNumber() || v.IsBool() || HasKind(v, ObjectKind::kInt) ||
         HasKind(v, ObjectKind::kComplex);
}

bool IsText(Value v) { return HasKind(v, ObjectKind::kStr) || HasKind(v, ObjectKind::kBytes); }

// Bits of the magnitude; beyond 49 bits rounded up to limbs, which decides the limits the same way
// but for a few sizes.
int64_t BitLength(Value v) {
  if (v.IsBool()) return v.IsTrue() ? 1 : 0;
  if (v.IsInt()) {
    const int64_t i = std::llabs(v.AsInt());
    return i == 0 ? 0 : 64 - __builtin_clzll(static_cast<unsigned long long>(i));
  }
  const Int* big = v.As<Int>();
  const int64_t limbs = std::llabs(big->size);
  return limbs * 64 - __builtin_clzll(big->limbs[limbs - 1]);
}

int64_t SizeOf(Value v) {
  if (HasKind(v, ObjectKind::kTuple)) return v.As<Tuple>()->size;
  if (HasKind(v, ObjectKind::kBytes)) return v.As<Bytes>()->size;
  return v.As<Str>()->length;
}

bool MayRepeat(Value sequence, Value count) {
  int64_t n;
  if (!IntToInt64(count, &n)) return false;
  const int64_t size = SizeOf(sequence);
  if (size == 0) return true;
  const int64_t limit = HasKind(sequence, ObjectKind::kTuple) ? kMaxCollection : kMaxText;
  return n >= 0 && n <= limit / size;
}

bool MayMultiply(Value left, Value right) {
  const bool left_int = IsIntLike(left), right_int = IsIntLike(right);
  if (left_int && right_int) return BitLength(left) + BitLength(right) <= kMaxIntBits;
  const bool left_number = IsNumber(left), right_number = IsNumber(right);
  if (left_number && right_number) return true;
  if (left_int) return MayRepeat(right, left);
  if (right_int) return MayRepeat(left, right);
  return false;
}

bool MayRaise(Value base, Value exponent) {
  if (!IsNumber(base) || !IsNumber(exponent)) return false;
  if (!IsIntLike(base) || !IsIntLike(exponent)) return true;
  int64_t n;
  if (!IntToInt64(exponent, &n)) return false;
  return n <= 0 || (n <= kMaxIntBits && BitLength(base) * n <= kMaxIntBits);
}

bool MayShift(Value left, Value right) {
  int64_t n;
  return IsIntLike(left) && IsIntLike(right) && IntToInt64(right, &n) && n >= 0 &&
         n <= kMaxIntBits && BitLength(left) + n <= kMaxIntBits;
}

Value Settled(Isolate* iso, Value result) {
  if (result.IsEmpty()) TakePending(iso);
  return result;
}

BinaryOperator RuntimeOperator(frontend::BinaryOperator op) {
  switch (op) {
    case frontend::BinaryOperator::kAdd:
      return BinaryOperator::kAdd;
    case frontend::BinaryOperator::kSub:
      return BinaryOperator::kSub;
    case frontend::BinaryOperator::kMult:
      return BinaryOperator::kMul;
    case frontend::BinaryOperator::kMatMult:
      return BinaryOperator::kMatmul;
    case frontend::BinaryOperator::kDiv:
      return BinaryOperator::kTruediv;
    case frontend::BinaryOperator::kMod:
      return BinaryOperator::kMod;
    case frontend::BinaryOperator::kPow:
      return BinaryOperator::kPow;
    case frontend::BinaryOperator::kLShift:
      return BinaryOperator::kLshift;
    case frontend::BinaryOperator::kRShift:
      return BinaryOperator::kRshift;
    case frontend::BinaryOperator::kBitOr:
      return BinaryOperator::kOr;
    case frontend::BinaryOperator::kBitXor:
      return BinaryOperator::kXor;
    case frontend::BinaryOperator::kBitAnd:
      return BinaryOperator::kAnd;
    case frontend::BinaryOperator::kFloorDiv:
      return BinaryOperator::kFloordiv;
  }
  return BinaryOperator::kAdd;
}

bool MayFold(frontend::BinaryOperator op, Value left, Value right) {
  const bool numbers = IsNumber(left) && IsNumber(right);
  switch (op) {
    case frontend::BinaryOperator::kAdd:
      if (numbers) return true;
      if (IsText(left) && IsText(right)) return SizeOf(left) + SizeOf(right) <= kMaxText;
      return HasKind(left, ObjectKind::kTuple) && HasKind(right, ObjectKind::kTuple) &&
             SizeOf(left) + SizeOf(right) <= kMaxCollection;
    case frontend::BinaryOperator::kMult:
      return (IsNumber(left) || IsText(left) || HasKind(left, ObjectKind::kTuple)) &&
             (IsNumber(right) || IsText(right) || HasKind(right, ObjectKind::kTuple)) &&
             MayMultiply(left, right);
    case frontend::BinaryOperator::kPow:
      return MayRaise(left, right);
    case frontend::BinaryOperator::kLShift:
      return MayShift(left, right);
    case frontend::BinaryOperator::kMatMult:
      return false;
    default:
      return numbers;
  }
}

}  // namespace

Value FoldBinary(Isolate* iso, frontend::BinaryOperator op, Value left, Value right) {
  if (!MayFold(op, left, right)) return Value();
  return Settled(iso, Binary(iso, RuntimeOperator(op), left, right));
}

Value FoldUnary(Isolate* iso, frontend::UnaryOperator op, Value operand) {
  if (op == frontend::UnaryOperator::kNot) return Value::Bool(!ConstantTruth(iso, operand));
  if (!IsNumber(operand)) return Value();
  switch (op) {
    case frontend::UnaryOperator::kInvert:
      if (!IsIntLike(operand)) return Value();
      return Settled(iso, Unary(iso, UnaryOperator::kInvert, operand));
    case frontend::UnaryOperator::kUAdd:
      return Settled(iso, Unary(iso, UnaryOperator::kPos, operand));
    default:
      return Settled(iso, Unary(iso, UnaryOperator::kNeg, operand));
  }
}

Value FoldSubscript(Isolate* iso, Value container, Value key) {
  if (!IsText(container) && !HasKind(container, ObjectKind::kTuple)) return Value();
  if (!key.IsInt()) return Value();
  const int64_t size = SizeOf(container);
  if (key.AsInt() >= size || key.AsInt() < -size) return Value();
  return Settled(iso, GetItem(iso, container, key));
}

bool ConstantTruth(Isolate* iso, Value value) {
  bool result = true;
  if (!Truth(iso, value, &result)) TakePending(iso);
  return result;
}

}  // namespace krait::compiler
