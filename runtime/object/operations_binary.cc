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
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

struct OperatorInfo {
  Special method;
  Special reflected;
  Special inplace;
  const char* symbol;
  const char* inplace_symbol;
};

constexpr OperatorInfo kOperators[] = {
    {Special::kAdd, Special::kRadd, Special::kIadd, "+", "+="},
    {Special::kSub, Special::kRsub, Special::kIsub, "-", "-="},
    {Special::kMul, Special::kRmul, Special::kImul, "*", "*="},
    {Special::kMatmul, Special::kRmatmul, Special::kImatmul, "@", "@="},
    {Special::kTruediv, Special::kRtruediv, Special::kItruediv, "/", "/="},
    {Special::kFloordiv, Special::kRfloordiv, Special::kIfloordiv, "//", "//="},
    {Special::kMod, Special::kRmod, Special::kImod, "%", "%="},
    {Special::kPow, Special::kRpow, Special::kIpow, "** or pow()", "**="},
    {Special::kLshift, Special::kRlshift, Special::kIlshift, "<<", "<<="},
    {Special::kRshift, Special::kRrshift, Special::kIrshift, ">>", ">>="},
    {Special::kAnd, Special::kRand, Special::kIand, "&", "&="},
    {Special::kOr, Special::kRor, Special::kIor, "|", "|="},
    {Special::kXor, Special::kRxor, Special::kIxor, "^", "^="},
};

inline const OperatorInfo& InfoOf(BinaryOperator op) { return kOperators[static_cast<int>(op)]; }

inline bool MayBeNumber(Value v) {
  if (!v.IsHeap()) return true;
  const ShapeId shape = v.AsHeap()->shape;
  return shape == static_cast<ShapeId>(ObjectKind::kInt) ||
         shape == static_cast<ShapeId>(ObjectKind::kComplex);
}

bool IsPrint(Value v) {
  return HasKind(v, ObjectKind::kNativeFunction) &&
         std::string_view(v.As<NativeFunction>()->method->name) == "print";
}

Failure RaiseUnsupported(Isolate* iso, const char* symbol, Value a, Value b) {
  std::string text = std::string("unsupported operand type(s) for ") + symbol + ": '" +
                     TypeName(iso, a) + "' and '" + TypeName(iso, b) + "'";
  if (std::string_view(symbol) == ">>" && IsPrint(a)) {
    text += ". Did you mean \"print(<message>, file=<output_stream>)\"?";
  }
  return RaiseTypeError(iso, text);
}

// The methods of both operands in the order the language asks for. NotImplemented: none answered.
Value TryMethods(Isolate* iso, Special special, Special reflected, Value a, Value b) {
  Type* left = TypeOf(iso, a);
  Type* right = TypeOf(iso, b);
  const Value method = TypeSpecial(iso, left, special);
  const Value reverse = left == right ? Value::Empty() : TypeSpecial(iso, right, reflected);
  bool reverse_tried = !reverse || reverse.IsNone();
  if (!reverse_tried && IsSubtype(right, left) && reverse != TypeSpecial(iso, left, reflected)) {
    reverse_tried = true;
    const Value result = CallResolved(iso, reverse, b, a);
    if (!result.IsNotImplemented()) return result;
  }
  if (method && !method.IsNone()) {
    const Value result = CallResolved(iso, method, a, b);
    if (!result.IsNotImplemented()) return result;
  }
  if (!reverse_tried) return CallResolved(iso, reverse, b, a);
  return Value::NotImplemented();
}

Value BinaryOrNotImplemented(Isolate* iso, BinaryOperator op, Value a, Value b) {
  if (MayBeNumber(a) && MayBeNumber(b)) {
    const Value result = NumberBinary(iso, op, a, b);
    if (!result.IsNotImplemented()) return result;
  }
  return TryMethods(iso, InfoOf(op).method, InfoOf(op).reflected, a, b);
}

}  // namespace

Value Binary(Isolate* iso, BinaryOperator op, Value a, Value b) {
  const Value result = BinaryOrNotImplemented(iso, op, a, b);
  if (!result.IsNotImplemented()) return result;
  return RaiseUnsupported(iso, InfoOf(op).symbol, a, b);
}

Value Inplace(Isolate* iso, BinaryOperator op, Value a, Value b) {
  const OperatorInfo& info = InfoOf(op);
  if (a.IsHeap()) {
    const Value method = TypeSpecial(iso, TypeOf(iso, a), info.inplace);
    if (method && !method.IsNone()) {
      const Value result = CallResolved(iso, method, a, b);
      if (!result.IsNotImplemented()) return result;
    }
  }
  const Value result = BinaryOrNotImplemented(iso, op, a, b);
  if (!result.IsNotImplemented()) return result;
  return RaiseUnsupported(iso, info.inplace_symbol, a, b);
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
  const Value result = TryMethods(iso, Special::kDivmod, Special::kRdivmod, a, b);
  if (!result.IsNotImplemented()) return result;
  return RaiseUnsupported(iso, "divmod()", a, b);
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
  if (method && !method.IsNone()) return CallResolved(iso, method, v);
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
