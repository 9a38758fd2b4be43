// Arithmetic on any values: built-in numbers first, then the special methods with their reflected and
// in-place forms.
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/arithmetic.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/operator_methods.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline bool MayBeNumber(Value v) {
  if (!v.IsHeap()) return true;
  const ShapeId shape = v.AsHeap()->shape;
  return shape == static_cast<ShapeId>(ObjectKind::kInt) ||
         shape == static_cast<ShapeId>(ObjectKind::kComplex);
}

// Asks the candidates from a role on. NotImplemented: none answered.
Value AskCandidates(Isolate* iso, const OperatorMethods& methods, Value a, Value b,
                    OperatorRole from) {
  Type* left = TypeOf(iso, a);
  Type* right = TypeOf(iso, b);
  while (true) {
    const OperatorCandidate next = NextCandidate(iso, methods, left, right, from);
    if (next.role == OperatorRole::kNone) return Value::NotImplemented();
    const Value result = IsReflected(next.role) ? CallResolved(iso, next.method, b, a)
                                                : CallResolved(iso, next.method, a, b);
    if (!result.IsNotImplemented()) return result;
    from = static_cast<OperatorRole>(static_cast<int>(next.role) + 1);
  }
}

constexpr OperatorMethods kDivmod = {Special::kDivmod, Special::kRdivmod, Special::kCount,
                                     "divmod()", nullptr, false};

Value BinaryOrNotImplemented(Isolate* iso, BinaryOperator op, Value a, Value b) {
  if (MayBeNumber(a) && MayBeNumber(b)) {
    const Value result = NumberBinary(iso, op, a, b);
    if (!result.IsNotImplemented()) return result;
  }
  return AskCandidates(iso, MethodsOf(op), a, b, OperatorRole::kReflectedFirst);
}

}  // namespace

Value Binary(Isolate* iso, BinaryOperator op, Value a, Value b) {
  const Value result = BinaryOrNotImplemented(iso, op, a, b);
  if (!result.IsNotImplemented()) return result;
  return UnansweredOperator(iso, op, false, a, b);
}

Value Inplace(Isolate* iso, BinaryOperator op, Value a, Value b) {
  if (a.IsHeap()) {
    const Value method = TypeSpecial(iso, TypeOf(iso, a), MethodsOf(op).inplace);
    if (method) {
      const Value result = CallResolved(iso, method, a, b);
      if (!result.IsNotImplemented()) return result;
    }
  }
  const Value result = BinaryOrNotImplemented(iso, op, a, b);
  if (!result.IsNotImplemented()) return result;
  return UnansweredOperator(iso, op, true, a, b);
}

Value Power(Isolate* iso, Value base, Value exponent, Value modulus) {
  if (!modulus || modulus.IsNone()) return Binary(iso, BinaryOperator::kPow, base, exponent);
  if (MayBeNumber(base) && MayBeNumber(exponent) && MayBeNumber(modulus)) {
    const Value result = NumberPower(iso, base, exponent, modulus);
    if (!result.IsNotImplemented()) return result;
  }
  const Value method = LookupSpecial(iso, base, Special::kPow);
  if (method && !method.IsNone()) {
    const Value result = CallResolved(iso, method, base, exponent, modulus);
    if (!result.IsNotImplemented()) return result;
  }
  return RaiseTypeError(iso, std::string("unsupported operand type(s) for ** or pow(): '") +
                                 TypeName(iso, base) + "', '" + TypeName(iso, exponent) + "', '" +
                                 TypeName(iso, modulus) + "'");
}

Value Divmod(Isolate* iso, Value a, Value b) {
  if (MayBeNumber(a) && MayBeNumber(b)) {
    const Value result = NumberDivmod(iso, a, b);
    if (!result.IsNotImplemented()) return result;
  }
  const Value result = AskCandidates(iso, kDivmod, a, b, OperatorRole::kReflectedFirst);
  if (!result.IsNotImplemented()) return result;
  return RaiseTypeError(iso, std::string("unsupported operand type(s) for divmod(): '") +
                                 TypeName(iso, a) + "' and '" + TypeName(iso, b) + "'");
}

Value Unary(Isolate* iso, UnaryOperator op, Value v) {
  static constexpr struct {
    Special method;
    const char* symbol;
  } kUnary[] = {{Special::kNeg, "-"}, {Special::kPos, "+"}, {Special::kInvert, "~"}};
  if (MayBeNumber(v)) {
    const Value result = NumberUnary(iso, op, v);
    if (!result.IsNotImplemented()) return result;
  }
  const auto& info = kUnary[static_cast<int>(op)];
  const Value method = LookupSpecial(iso, v, info.method);
  if (method) return CallResolved(iso, method, v);
  return RaiseF(iso, ExceptionId::kTypeError, "bad operand type for unary %s: '%.200s'",
                info.symbol, TypeName(iso, v));
}

Value Absolute(Isolate* iso, Value v) {
  if (MayBeNumber(v)) {
    const Value result = NumberAbsolute(iso, v);
    if (!result.IsNotImplemented()) return result;
  }
  const Value method = LookupSpecial(iso, v, Special::kAbs);
  if (method && !method.IsNone()) return CallResolved(iso, method, v);
  return RaiseF(iso, ExceptionId::kTypeError, "bad operand type for abs(): '%.200s'",
                TypeName(iso, v));
}

Value Index(Isolate* iso, Value v) {
  if (v.IsInt()) return v;
  if (IsIntLike(v)) return IntExact(iso, v);
  const Value method = LookupSpecial(iso, v, Special::kIndex);
  if (!method || method.IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'%.200s' object cannot be interpreted as an integer", TypeName(iso, v));
  }
  KRAIT_TRY(Value, result, CallResolved(iso, method, v));
  if (IsIntLike(result)) return IntExact(iso, result);
  return RaiseF(iso, ExceptionId::kTypeError, "__index__ returned non-int (type %.200s)",
                TypeName(iso, result));
}

bool IndexToInt64(Isolate* iso, Value v, int64_t* result, const char* overflow) {
  if (v.IsInt()) {
    *result = v.AsInt();
    return true;
  }
  KRAIT_TRY(Value, index, Index(iso, v));
  if (IntToInt64(index, result)) return true;
  if (overflow != nullptr) return RaiseOverflowError(iso, overflow);
  return RaiseF(iso, ExceptionId::kOverflowError,
                "cannot fit '%.200s' into an index-sized integer", TypeName(iso, v));
}

bool ToDouble(Isolate* iso, Value v, double* result) {
  if (TryDouble(v, result)) return true;
  if (IsFloatLike(v)) {
    *result = FloatValue(v);
    return true;
  }
  const Value method = LookupSpecial(iso, v, Special::kFloat);
  if (method && !method.IsNone()) {
    KRAIT_TRY(Value, converted, CallResolved(iso, method, v));
    if (!IsFloatLike(converted)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%.50s.__float__ returned non-float (type %.50s)", TypeName(iso, v),
                    TypeName(iso, converted));
    }
    *result = FloatValue(converted);
    return true;
  }
  if (LookupSpecial(iso, v, Special::kIndex)) {
    KRAIT_TRY(Value, index, Index(iso, v));
    return IntToDouble(iso, index, result);
  }
  return RaiseF(iso, ExceptionId::kTypeError, "must be real number, not %.50s", TypeName(iso, v));
}

}  // namespace krait
