#include "runtime/number/arithmetic.h"

#include <algorithm>
#include <cmath>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/complex.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/number/int_division.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"

namespace krait {
namespace {

// In order of generality: a mixed operation happens in the more general of its two classes.
enum class NumberClass { kBool, kInt, kFloat, kComplex, kOther };

NumberClass ClassOf(Value v) {
  if (v.IsInt()) return NumberClass::kInt;
  if (v.IsDouble()) return NumberClass::kFloat;
  if (v.IsBool()) return NumberClass::kBool;
  if (!v.IsHeap()) return NumberClass::kOther;
  switch (static_cast<ObjectKind>(v.AsHeap()->kind)) {
    case ObjectKind::kInt:
      return NumberClass::kInt;
    case ObjectKind::kFloat:
      return NumberClass::kFloat;
    case ObjectKind::kComplex:
      return NumberClass::kComplex;
    default:
      return NumberClass::kOther;
  }
}

bool IsExactNumber(Value v) {
  return v.IsNumber() || v.IsBool() || IsExact(v, ObjectKind::kInt) ||
         IsExact(v, ObjectKind::kComplex);
}

// Of a bool, int or float; false with OverflowError.
bool AsDouble(Isolate* iso, Value v, double* result) {
  if (IsFloatLike(v)) {
    *result = FloatValue(v);
    return true;
  }
  return IntToDouble(iso, v, result);
}

bool AsComplex(Isolate* iso, Value v, ComplexNumber* result) {
  if (IsComplexLike(v)) {
    *result = v.As<Complex>()->value;
    return true;
  }
  result->imag = 0.0;
  return AsDouble(iso, v, &result->real);
}

Failure RaiseZeroDivision(Isolate* iso, const char* message) {
  return Raise(iso, ExceptionId::kZeroDivisionError, message);
}

// OverflowError(34, 'Numerical result out of range'): errno and its text, as the C library's pow.
Failure RaiseRange(Isolate* iso) {
  KRAIT_TRY(Str*, text, Str::New(iso, "Numerical result out of range"));
  KRAIT_TRY(Value, exception,
            Call(iso, Value::Object(iso->exception_type(ExceptionId::kOverflowError)),
                 {Value::Int(34), Value::Object(text)}));
  return RaiseValue(iso, exception);
}

Value FloatPower(Isolate* iso, double x, double y) {
  if (x == 0 && y < 0 && std::isfinite(y)) {
    return RaiseZeroDivision(iso, "0.0 cannot be raised to a negative power");
  }
  const bool finite = std::isfinite(x) && std::isfinite(y);
  if (x < 0 && finite && y != std::floor(y)) {
    ComplexNumber result;
    if (!ComplexPow(iso, {x, 0.0}, {y, 0.0}, &result)) return Failure{};
    return ComplexFrom(iso, result);
  }
  const double power = std::pow(x, y);
  if (finite && std::isinf(power)) return RaiseRange(iso);
  return Value::Double(power);
}

Value IntBinary(Isolate* iso, BinaryOperator op, Value a, Value b) {
  switch (op) {
    case BinaryOperator::kAdd:
      return IntAdd(iso, a, b);
    case BinaryOperator::kSub:
      return IntSub(iso, a, b);
    case BinaryOperator::kMul:
      return IntMul(iso, a, b);
    case BinaryOperator::kTruediv:
      return IntTrueDiv(iso, a, b);
    case BinaryOperator::kFloordiv:
      return IntFloorDiv(iso, a, b);
    case BinaryOperator::kMod:
      return IntMod(iso, a, b);
    case BinaryOperator::kPow:
      return IntPow(iso, a, b);
    case BinaryOperator::kLshift:
      return IntLshift(iso, a, b);
    case BinaryOperator::kRshift:
      return IntRshift(iso, a, b);
    case BinaryOperator::kAnd:
      return IntAnd(iso, a, b);
    case BinaryOperator::kOr:
      return IntOr(iso, a, b);
    case BinaryOperator::kXor:
      return IntXor(iso, a, b);
    case BinaryOperator::kMatmul:
      break;
  }
  return Value::NotImplemented();
}

Value BoolBinary(Isolate* iso, BinaryOperator op, Value a, Value b) {
  switch (op) {
    case BinaryOperator::kAnd:
      return Value::Bool(a.IsTrue() && b.IsTrue());
    case BinaryOperator::kOr:
      return Value::Bool(a.IsTrue() || b.IsTrue());
    case BinaryOperator::kXor:
      return Value::Bool(a.IsTrue() != b.IsTrue());
    default:
      return IntBinary(iso, op, a, b);
  }
}

Value FloatBinary(Isolate* iso, BinaryOperator op, double x, double y) {
  switch (op) {
    case BinaryOperator::kAdd:
      return Value::Double(x + y);
    case BinaryOperator::kSub:
      return Value::Double(x - y);
    case BinaryOperator::kMul:
      return Value::Double(x * y);
    case BinaryOperator::kTruediv:
      if (y == 0) return RaiseZeroDivision(iso, "float division by zero");
      return Value::Double(x / y);
    case BinaryOperator::kFloordiv:
      if (y == 0) return RaiseZeroDivision(iso, "float floor division by zero");
      return Value::Double(FloatFloorDiv(x, y));
    case BinaryOperator::kMod:
      if (y == 0) return RaiseZeroDivision(iso, "float modulo");
      return Value::Double(FloatMod(x, y));
    case BinaryOperator::kPow:
      return FloatPower(iso, x, y);
    default:
      return Value::NotImplemented();
  }
}

Value ComplexBinary(Isolate* iso, BinaryOperator op, ComplexNumber x, ComplexNumber y) {
  ComplexNumber result;
  switch (op) {
    case BinaryOperator::kAdd:
      result = ComplexAdd(x, y);
      break;
    case BinaryOperator::kSub:
      result = ComplexSub(x, y);
      break;
    case BinaryOperator::kMul:
      result = ComplexMul(x, y);
      break;
    case BinaryOperator::kTruediv:
      if (!ComplexDiv(x, y, &result)) return RaiseZeroDivision(iso, "complex division by zero");
      break;
    case BinaryOperator::kPow:
      if (!ComplexPow(iso, x, y, &result)) return Failure{};
      break;
    default:
      return Value::NotImplemented();
  }
  return ComplexFrom(iso, result);
}

// Are the operators of this class defined for floats and complex numbers? Checked before operands
// are converted, which can overflow.
bool HasFloatOperator(BinaryOperator op) {
  return op <= BinaryOperator::kPow && op != BinaryOperator::kMatmul;
}
bool HasComplexOperator(BinaryOperator op) {
  return HasFloatOperator(op) && op != BinaryOperator::kFloordiv && op != BinaryOperator::kMod;
}

bool Decide(CompareOp op, int order) {
  switch (op) {
    case CompareOp::kLt:
      return order < 0;
    case CompareOp::kLe:
      return order <= 0;
    case CompareOp::kEq:
      return order == 0;
    case CompareOp::kNe:
      return order != 0;
    case CompareOp::kGt:
      return order > 0;
    case CompareOp::kGe:
      return order >= 0;
  }
  return false;
}

bool CompareDoubles(CompareOp op, double a, double b) {
  switch (op) {
    case CompareOp::kLt:
      return a < b;
    case CompareOp::kLe:
      return a <= b;
    case CompareOp::kEq:
      return a == b;
    case CompareOp::kNe:
      return a != b;
    case CompareOp::kGt:
      return a > b;
    case CompareOp::kGe:
      return a >= b;
  }
  return false;
}

// order: of a double against an int, 2 when unordered.
Value DecideFloatInt(CompareOp op, int order) {
  if (order == 2) return Value::Bool(op == CompareOp::kNe);
  return Value::Bool(Decide(op, order));
}

bool RealPartEquals(ComplexNumber c, Value other) {
  if (IsComplexLike(other)) {
    const ComplexNumber d = other.As<Complex>()->value;
    return c.real == d.real && c.imag == d.imag;
  }
  if (c.imag != 0.0) return false;
  if (IsFloatLike(other)) return c.real == FloatValue(other);
  return CompareFloatWithInt(c.real, other) == 0;
}

}  // namespace

Value NumberBinaryByLayout(Isolate* iso, BinaryOperator op, Value a, Value b) {
  const NumberClass x = ClassOf(a), y = ClassOf(b);
  switch (std::max(x, y)) {
    case NumberClass::kBool:
      return BoolBinary(iso, op, a, b);
    case NumberClass::kInt:
      return IntBinary(iso, op, a, b);
    case NumberClass::kFloat: {
      double i, j;
      if (!HasFloatOperator(op)) return Value::NotImplemented();
      if (!AsDouble(iso, a, &i) || !AsDouble(iso, b, &j)) return Failure{};
      return FloatBinary(iso, op, i, j);
    }
    case NumberClass::kComplex: {
      ComplexNumber c, d;
      if (!HasComplexOperator(op)) return Value::NotImplemented();
      if (!AsComplex(iso, a, &c) || !AsComplex(iso, b, &d)) return Failure{};
      return ComplexBinary(iso, op, c, d);
    }
    case NumberClass::kOther:
      break;
  }
  return Value::NotImplemented();
}

Value NumberBinary(Isolate* iso, BinaryOperator op, Value a, Value b) {
  if (!IsExactNumber(a) || !IsExactNumber(b)) return Value::NotImplemented();
  return NumberBinaryByLayout(iso, op, a, b);
}

bool CompareWords(CompareOp op, Value a, Value b) {
  if (a.IsInt() && b.IsInt()) {
    return Decide(op, a.AsInt() < b.AsInt() ? -1 : a.AsInt() > b.AsInt());
  }
  double x = 0, y = 0;  // 49 bits convert exactly
  TryDouble(a, &x);
  TryDouble(b, &y);
  return CompareDoubles(op, x, y);
}

Value NumberCompare(Isolate*, CompareOp op, Value a, Value b) {
  if (a.IsNumber() && b.IsNumber()) return Value::Bool(CompareWords(op, a, b));
  const NumberClass x = ClassOf(a), y = ClassOf(b);
  switch (std::max(x, y)) {
    case NumberClass::kBool:
    case NumberClass::kInt:
      return Value::Bool(Decide(op, IntCompare(a, b)));
    case NumberClass::kFloat:
      if (x != NumberClass::kFloat) {
        const int order = CompareFloatWithInt(FloatValue(b), a);
        return DecideFloatInt(op, order == 2 ? 2 : -order);
      }
      if (y != NumberClass::kFloat) {
        return DecideFloatInt(op, CompareFloatWithInt(FloatValue(a), b));
      }
      return Value::Bool(CompareDoubles(op, FloatValue(a), FloatValue(b)));
    case NumberClass::kComplex: {
      if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
      const bool a_complex = x == NumberClass::kComplex;
      const bool equal =
          RealPartEquals((a_complex ? a : b).As<Complex>()->value, a_complex ? b : a);
      return Value::Bool(equal == (op == CompareOp::kEq));
    }
    case NumberClass::kOther:
      break;
  }
  return Value::NotImplemented();
}

Value NumberUnary(Isolate* iso, UnaryOperator op, Value v) {
  const NumberClass c = ClassOf(v);
  switch (op) {
    case UnaryOperator::kInvert:
      return c <= NumberClass::kInt ? IntInvert(iso, v) : Value::NotImplemented();
    case UnaryOperator::kNeg:
      if (c <= NumberClass::kInt) return IntNeg(iso, v);
      if (c == NumberClass::kFloat) return Value::Double(-FloatValue(v));
      if (c == NumberClass::kComplex) {
        const ComplexNumber z = v.As<Complex>()->value;
        return ComplexFrom(iso, -z.real, -z.imag);
      }
      break;
    case UnaryOperator::kPos:
      if (c <= NumberClass::kInt) return IntExact(iso, v);
      if (c == NumberClass::kFloat) return Value::Double(FloatValue(v));
      if (c == NumberClass::kComplex) {
        return IsExact(v, ObjectKind::kComplex) ? v : ComplexFrom(iso, v.As<Complex>()->value);
      }
      break;
  }
  return Value::NotImplemented();
}

Value NumberAbsolute(Isolate* iso, Value v) {
  switch (ClassOf(v)) {
    case NumberClass::kBool:
    case NumberClass::kInt:
      return IntSign(v) < 0 ? IntNeg(iso, v) : IntExact(iso, v);
    case NumberClass::kFloat:
      return Value::Double(std::fabs(FloatValue(v)));
    case NumberClass::kComplex: {
      const ComplexNumber z = v.As<Complex>()->value;
      const double result = std::hypot(z.real, z.imag);
      if (std::isinf(result) && std::isfinite(z.real) && std::isfinite(z.imag)) {
        return RaiseOverflowError(iso, "absolute value too large");
      }
      return Value::Double(result);
    }
    case NumberClass::kOther:
      break;
  }
  return Value::NotImplemented();
}

Value NumberDivmod(Isolate* iso, Value a, Value b) {
  const NumberClass c = std::max(ClassOf(a), ClassOf(b));
  Value quotient, remainder;
  if (c <= NumberClass::kInt) {
    if (IntSign(b) == 0) {
      return RaiseZeroDivision(iso, "integer division or modulo by zero");
    }
    if (!IntFloorDivmod(iso, a, b, &quotient, &remainder)) return Failure{};
  } else if (c == NumberClass::kFloat) {
    double x, y, q, r;
    if (!AsDouble(iso, a, &x) || !AsDouble(iso, b, &y)) return Failure{};
    if (y == 0) return RaiseZeroDivision(iso, "float divmod()");
    FloatDivmod(x, y, &q, &r);
    quotient = Value::Double(q);
    remainder = Value::Double(r);
  } else {
    return Value::NotImplemented();
  }
  KRAIT_TRY(Tuple*, pair, Tuple::Of(iso, {quotient, remainder}));
  return Value::Object(pair);
}

Value NumberPower(Isolate* iso, Value a, Value b, Value modulus) {
  if (modulus.IsNone() || modulus.IsEmpty()) {
    return NumberBinaryByLayout(iso, BinaryOperator::kPow, a, b);
  }
  const NumberClass c = std::max({ClassOf(a), ClassOf(b), ClassOf(modulus)});
  if (c == NumberClass::kOther) return Value::NotImplemented();
  if (c <= NumberClass::kInt) return IntPowMod(iso, a, b, modulus);
  if (c == NumberClass::kComplex) return RaiseValueError(iso, "complex modulo");
  return RaiseTypeError(iso, "pow() 3rd argument not allowed unless all arguments are integers");
}

}  // namespace krait
