#include "runtime/object/operator_methods.h"

#include <string>
#include <string_view>

#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

#define KRAIT_ROW(Name, i, symbol) \
  {Special::k##Name, Special::kR##i, Special::kI##i, symbol, symbol "=", false}
constexpr OperatorMethods kBinary[] = {
    KRAIT_ROW(Add, add, "+"),
    KRAIT_ROW(Sub, sub, "-"),
    KRAIT_ROW(Mul, mul, "*"),
    KRAIT_ROW(Matmul, matmul, "@"),
    KRAIT_ROW(Truediv, truediv, "/"),
    KRAIT_ROW(Floordiv, floordiv, "//"),
    KRAIT_ROW(Mod, mod, "%"),
    {Special::kPow, Special::kRpow, Special::kIpow, "** or pow()", "**=", false},
    KRAIT_ROW(Lshift, lshift, "<<"),
    KRAIT_ROW(Rshift, rshift, ">>"),
    KRAIT_ROW(And, and, "&"),
    KRAIT_ROW(Or, or, "|"),
    KRAIT_ROW(Xor, xor, "^"),
};
#undef KRAIT_ROW

constexpr OperatorMethods kComparisons[] = {
    {Special::kLt, Special::kGt, Special::kCount, "<", nullptr, true},
    {Special::kLe, Special::kGe, Special::kCount, "<=", nullptr, true},
    {Special::kEq, Special::kEq, Special::kCount, "==", nullptr, true},
    {Special::kNe, Special::kNe, Special::kCount, "!=", nullptr, true},
    {Special::kGt, Special::kLt, Special::kCount, ">", nullptr, true},
    {Special::kGe, Special::kLe, Special::kCount, ">=", nullptr, true},
};

bool IsPrint(Value v) {
  return HasKind(v, ObjectKind::kNativeFunction) &&
         std::string_view(v.As<NativeFunction>()->method->name) == "print";
}

// What a sequence says once the right operand, asked before its own concatenation and repetition, did
// not answer either. False: it has nothing to say.
bool RaiseForSequence(Isolate* iso, BinaryOperator op, Value a, Value b) {
  const bool is_bytes = HasKind(a, ObjectKind::kBytes) || HasKind(a, ObjectKind::kByteArray);
  const bool is_other = HasKind(a, ObjectKind::kStr) || HasKind(a, ObjectKind::kList) ||
                        HasKind(a, ObjectKind::kTuple);
  if (!is_bytes && !is_other) return false;
  const std::string other = TypeName(iso, b);
  if (op == BinaryOperator::kMul) {
    RaiseTypeError(iso, "can't multiply sequence by non-int of type '" + other + "'");
    return true;
  }
  if (op != BinaryOperator::kAdd) return false;
  const std::string name = HasKind(a, ObjectKind::kStr)    ? "str"
                           : HasKind(a, ObjectKind::kList) ? "list"
                                                           : "tuple";
  RaiseTypeError(iso, is_bytes ? "can't concat " + other + " to " + TypeName(iso, a)
                               : "can only concatenate " + name + " (not \"" + other + "\") to " + name);
  return true;
}

// The right operand's method, when it goes before the left one's. An arithmetic one must differ from
// what the left class has; a comparison need not.
Value ReflectedFirst(Isolate* iso, const OperatorMethods& methods, Type* left, Type* right) {
  if (left == right || !IsSubtype(right, left)) return Value::Empty();
  const Value reverse = TypeSpecial(iso, right, methods.reflected);
  if (!reverse) return Value::Empty();
  if (!methods.is_comparison && reverse == TypeSpecial(iso, left, methods.reflected)) {
    return Value::Empty();
  }
  return reverse;
}

}  // namespace

const OperatorMethods& MethodsOf(BinaryOperator op) { return kBinary[static_cast<int>(op)]; }
const OperatorMethods& MethodsOf(CompareOp op) { return kComparisons[static_cast<int>(op)]; }

OperatorCandidate NextCandidate(Isolate* iso, const OperatorMethods& methods, Type* left,
                                Type* right, OperatorRole from) {
  if (from == OperatorRole::kInplace) {
    const Value method = TypeSpecial(iso, left, methods.inplace);
    if (method) return {OperatorRole::kInplace, method};
  }
  const Value first = ReflectedFirst(iso, methods, left, right);
  if (first && from <= OperatorRole::kReflectedFirst) {
    return {OperatorRole::kReflectedFirst, first};
  }
  if (from <= OperatorRole::kForward) {
    const Value method = TypeSpecial(iso, left, methods.method);
    if (method) return {OperatorRole::kForward, method};
  }
  // An arithmetic method of the same class is not asked twice; a comparison is.
  if (from <= OperatorRole::kReflected && !first && (left != right || methods.is_comparison)) {
    const Value reverse = TypeSpecial(iso, right, methods.reflected);
    if (reverse) return {OperatorRole::kReflected, reverse};
  }
  return {OperatorRole::kNone, Value::Empty()};
}

Value UnansweredOperator(Isolate* iso, BinaryOperator op, bool inplace, Value a, Value b) {
  if (RaiseForSequence(iso, op, a, b)) return Value();
  const OperatorMethods& methods = MethodsOf(op);
  const char* symbol = inplace ? methods.inplace_symbol : methods.symbol;
  std::string text = std::string("unsupported operand type(s) for ") + symbol + ": '" +
                     TypeName(iso, a) + "' and '" + TypeName(iso, b) + "'";
  if (op == BinaryOperator::kRshift && !inplace && IsPrint(a)) {
    text += ". Did you mean \"print(<message>, file=<output_stream>)\"?";
  }
  return RaiseTypeError(iso, text);
}

Value UnansweredOperator(Isolate* iso, CompareOp op, Value a, Value b) {
  if (op == CompareOp::kEq) return Value::Bool(Identical(a, b));
  if (op == CompareOp::kNe) return Value::Bool(!Identical(a, b));
  return RaiseTypeError(iso, std::string("'") + MethodsOf(op).symbol +
                                 "' not supported between instances of '" + TypeName(iso, a) +
                                 "' and '" + TypeName(iso, b) + "'");
}

}  // namespace krait
