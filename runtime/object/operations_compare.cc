// Truth, hash, identity and comparison of any values.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/arithmetic.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/operator_methods.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

bool CompareStrings(CompareOp op, const Str* a, const Str* b) {
  if (op == CompareOp::kEq) return Str::Equals(a, b);
  if (op == CompareOp::kNe) return !Str::Equals(a, b);
  // UTF-8 keeps the order of code points.
  const int order = a->view().compare(b->view());
  switch (op) {
    case CompareOp::kLt:
      return order < 0;
    case CompareOp::kLe:
      return order <= 0;
    case CompareOp::kGt:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool IsNumberWord(Value v) { return v.IsNumber() || v.IsBool(); }

Value CompareByMethods(Isolate* iso, CompareOp op, Value a, Value b) {
  const OperatorMethods& methods = MethodsOf(op);
  Type* left = TypeOf(iso, a);
  Type* right = TypeOf(iso, b);
  OperatorRole from = OperatorRole::kReflectedFirst;
  while (true) {
    const OperatorCandidate next = NextCandidate(iso, methods, left, right, from);
    if (next.role == OperatorRole::kNone) return UnansweredOperator(iso, op, a, b);
    const Value result = IsReflected(next.role) ? CallResolved(iso, next.method, b, a)
                                                : CallResolved(iso, next.method, a, b);
    if (!result.IsNotImplemented()) return result;
    from = static_cast<OperatorRole>(static_cast<int>(next.role) + 1);
  }
}

Failure RaiseUnhashable(Isolate* iso, Value v) {
  return RaiseF(iso, ExceptionId::kTypeError, "unhashable type: '%.200s'", TypeName(iso, v));
}

bool HashByMethod(Isolate* iso, Value v, int64_t* result) {
  const Value method = LookupSpecial(iso, v, Special::kHash);
  if (!method || method.IsNone()) return RaiseUnhashable(iso, v);
  KRAIT_TRY(Value, hash, CallResolved(iso, method, v));
  if (!IsIntLike(hash)) return RaiseTypeError(iso, "__hash__ method should return an integer");
  if (!IntToInt64(hash, result)) *result = IntHash(hash);
  if (*result == -1) *result = -2;
  return true;
}

bool TruthByMethod(Isolate* iso, Value v, bool* result) {
  Type* type = TypeOf(iso, v);
  const Value method = TypeSpecial(iso, type, Special::kBool);
  if (method) {
    KRAIT_TRY(Value, answer, CallResolved(iso, method, v));
    if (!answer.IsBool()) {
      return RaiseF(iso, ExceptionId::kTypeError, "__bool__ should return bool, returned %.200s",
                    TypeName(iso, answer));
    }
    *result = answer.IsTrue();
    return true;
  }
  if (TypeSpecial(iso, type, Special::kLen)) {
    int64_t length;
    KRAIT_CHECK_OK(Length(iso, v, &length));
    *result = length != 0;
    return true;
  }
  *result = true;
  return true;
}

}  // namespace

bool Identical(Value a, Value b) { return a == b; }

bool Truth(Isolate* iso, Value v, bool* result) {
  if (v.IsBool()) {
    *result = v.IsTrue();
    return true;
  }
  if (v.IsInt()) {
    *result = v.AsInt() != 0;
    return true;
  }
  if (v.IsDouble()) {
    *result = v.AsDouble() != 0;
    return true;
  }
  if (!v.IsHeap()) {
    *result = !v.IsNone();
    return true;
  }
  const HeapObject* object = v.AsHeap();
  if (object->shape < 256) {
    switch (static_cast<ObjectKind>(object->kind)) {
      case ObjectKind::kStr:
        *result = v.As<Str>()->byte_length != 0;
        return true;
      case ObjectKind::kList:
        *result = v.As<List>()->size != 0;
        return true;
      case ObjectKind::kTuple:
        *result = v.As<Tuple>()->size != 0;
        return true;
      case ObjectKind::kDict:
        *result = v.As<Dict>()->size != 0;
        return true;
      case ObjectKind::kInt:
        *result = true;
        return true;
      default:
        break;
    }
  }
  return TruthByMethod(iso, v, result);
}

bool Hash(Isolate* iso, Value v, int64_t* result) {
  if (v.IsInt() || v.IsBool()) {
    *result = IntHash(v);
    return true;
  }
  if (v.IsDouble()) {
    *result = FloatHash(v.AsDouble());
    return true;
  }
  if (IsExact(v, ObjectKind::kStr)) {
    *result = v.As<Str>()->Hash();
    return true;
  }
  if (v.IsNone()) {
    *result = 0xFCA86420;
    return true;
  }
  return HashByMethod(iso, v, result);
}

Value Compare(Isolate* iso, CompareOp op, Value a, Value b) {
  if (a.IsNumber() && b.IsNumber()) return Value::Bool(CompareWords(op, a, b));
  if (IsExact(a, ObjectKind::kStr) && IsExact(b, ObjectKind::kStr)) {
    return Value::Bool(CompareStrings(op, a.As<Str>(), b.As<Str>()));
  }
  if (IsNumberWord(a) && IsNumberWord(b)) {
    const Value result = NumberCompare(iso, op, a, b);
    if (!result.IsNotImplemented()) return result;
  }
  if (!iso->CheckStack(" in comparison")) return Value::Empty();
  return CompareByMethods(iso, op, a, b);
}

bool CompareTruth(Isolate* iso, CompareOp op, Value a, Value b, bool* result) {
  KRAIT_TRY(Value, answer, Compare(iso, op, a, b));
  if (answer.IsBool()) {
    *result = answer.IsTrue();
    return true;
  }
  return Truth(iso, answer, result);
}

bool Equal(Isolate* iso, Value a, Value b, bool* result) {
  if (a == b) {
    *result = true;
    return true;
  }
  return CompareTruth(iso, CompareOp::kEq, a, b, result);
}

}  // namespace krait
