// weakref.proxy objects: every operation is done on the referent.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

bool IsProxy(Value v) {
  return HasKind(v, ObjectKind::kWeakProxy) || HasKind(v, ObjectKind::kWeakCallableProxy);
}

// Replaces a proxy by its referent. False with ReferenceError pending when it is dead.
bool Unwrap(Isolate* iso, Value* v) {
  if (!IsProxy(*v)) return true;
  HeapObject* target = v->As<WeakReference>()->target;
  if (target == nullptr) {
    return Raise(iso, ExceptionId::kReferenceError, "weakly-referenced object no longer exists");
  }
  *v = Value::Object(target);
  return true;
}

template <BinaryOperator op, bool reflected>
Value BinaryProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && Unwrap(iso, &args[1]));
  return reflected ? Binary(iso, op, args[1], args[0]) : Binary(iso, op, args[0], args[1]);
}
template <BinaryOperator op>
Value InplaceProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && Unwrap(iso, &args[1]));
  return Inplace(iso, op, args[0], args[1]);
}
template <UnaryOperator op>
Value UnaryProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return Unary(iso, op, args[0]);
}
template <CompareOp op>
Value CompareProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && Unwrap(iso, &args[1]));
  return Compare(iso, op, args[0], args[1]);
}
// A special method of the referent, by its name.
template <Special special>
Value ForwardProxy(Isolate* iso, Value* args, size_t count) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  bool found;
  const Value v = CallSpecial(iso, args[0], special, {args + 1, count - 1}, &found);
  if (found) return v;
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object does not support this operation",
                TypeName(iso, args[0]));
}

Value AbsProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return Absolute(iso, args[0]);
}
Value DivmodProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && Unwrap(iso, &args[1]));
  return Divmod(iso, args[0], args[1]);
}
Value BoolProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  bool truth;
  KRAIT_CHECK_OK(Truth(iso, args[0], &truth));
  return Value::Bool(truth);
}
Value StrProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return Value::Object(ToStr(iso, args[0]));
}
Value ReprProxy(Isolate* iso, Value* args, size_t) {
  HeapObject* target = args[0].As<WeakReference>()->target;
  const Value referent = target == nullptr ? Value::None() : Value::Object(target);
  return Value::Object(Str::New(iso, "<weakproxy at " + AddressText(args[0]) + " to " +
                                         TypeName(iso, referent) + " at " +
                                         AddressText(referent) + ">"));
}
Value LenProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, args[0], &length));
  return Value::Int(length);
}
Value ItemProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return GetItem(iso, args[0], args[1]);
}
Value SetItemProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && SetItem(iso, args[0], args[1], args[2]));
  return Value::None();
}
Value DelItemProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]) && DelItem(iso, args[0], args[1]));
  return Value::None();
}
Value ContainsProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  bool result;
  KRAIT_CHECK_OK(Contains(iso, args[0], args[1], &result));
  return Value::Bool(result);
}
Value IterProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return Iter(iso, args[0]);
}
Value NextProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  if (!LookupSpecial(iso, args[0], Special::kNext)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "Weakref proxy referenced a non-iterator '%.200s' object",
                  TypeName(iso, args[0]));
  }
  return Next(iso, args[0]);
}
Value CallProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Unwrap(iso, &args[0]));
  return CallWithDict(iso, args[0], args[1].As<Tuple>()->view(), args[2].As<Dict>());
}

#define KRAIT_PROXY_BINARY(Op, name)                                                      \
  {"__" name "__", BinaryProxy<BinaryOperator::k##Op, false>, "($self, value, /)"},       \
      {"__r" name "__", BinaryProxy<BinaryOperator::k##Op, true>, "($self, value, /)"},   \
      {"__i" name "__", InplaceProxy<BinaryOperator::k##Op>, "($self, value, /)"}
#define KRAIT_PROXY_METHODS                                                               \
  KRAIT_PROXY_BINARY(Add, "add"), KRAIT_PROXY_BINARY(Sub, "sub"),                         \
      KRAIT_PROXY_BINARY(Mul, "mul"), KRAIT_PROXY_BINARY(Matmul, "matmul"),               \
      KRAIT_PROXY_BINARY(Truediv, "truediv"), KRAIT_PROXY_BINARY(Floordiv, "floordiv"),   \
      KRAIT_PROXY_BINARY(Mod, "mod"), KRAIT_PROXY_BINARY(Pow, "pow"),                     \
      KRAIT_PROXY_BINARY(Lshift, "lshift"), KRAIT_PROXY_BINARY(Rshift, "rshift"),         \
      KRAIT_PROXY_BINARY(And, "and"), KRAIT_PROXY_BINARY(Or, "or"),                       \
      KRAIT_PROXY_BINARY(Xor, "xor"), {"__divmod__", DivmodProxy, "($self, value, /)"},   \
      {"__neg__", UnaryProxy<UnaryOperator::kNeg>, "($self, /)"},                         \
      {"__pos__", UnaryProxy<UnaryOperator::kPos>, "($self, /)"},                         \
      {"__invert__", UnaryProxy<UnaryOperator::kInvert>, "($self, /)"},                   \
      {"__abs__", AbsProxy, "($self, /)"}, {"__bool__", BoolProxy, "($self, /)"},         \
      {"__int__", ForwardProxy<Special::kInt>, "($self, /)"},                             \
      {"__float__", ForwardProxy<Special::kFloat>, "($self, /)"},                         \
      {"__index__", ForwardProxy<Special::kIndex>, "($self, /)"},                         \
      {"__bytes__", ForwardProxy<Special::kBytes>, "($self, /)"},                         \
      {"__reversed__", ForwardProxy<Special::kReversed>, "($self, /)"},                   \
      {"__lt__", CompareProxy<CompareOp::kLt>, "($self, value, /)"},                      \
      {"__le__", CompareProxy<CompareOp::kLe>, "($self, value, /)"},                      \
      {"__eq__", CompareProxy<CompareOp::kEq>, "($self, value, /)"},                      \
      {"__ne__", CompareProxy<CompareOp::kNe>, "($self, value, /)"},                      \
      {"__gt__", CompareProxy<CompareOp::kGt>, "($self, value, /)"},                      \
      {"__ge__", CompareProxy<CompareOp::kGe>, "($self, value, /)"},                      \
      {"__str__", StrProxy, "($self, /)"}, {"__repr__", ReprProxy, "($self, /)"},         \
      {"__len__", LenProxy, "($self, /)"}, {"__getitem__", ItemProxy, "($self, key, /)"}, \
      {"__setitem__", SetItemProxy, "($self, key, value, /)"},                            \
      {"__delitem__", DelItemProxy, "($self, key, /)"},                                   \
      {"__contains__", ContainsProxy, "($self, key, /)"},                                 \
      {"__iter__", IterProxy, "($self, /)"},                                              \
      {"__next__", NextProxy, "($self, /)", kExhaustible},                                \
      {"__getattribute__", ObjectGetattribute, "($self, name, /)"},                       \
      {"__setattr__", ObjectSetattr, "($self, name, value, /)"},                          \
      {"__delattr__", ObjectDelattr, "($self, name, /)"}

constexpr NativeMethod kProxyMethods[] = {KRAIT_PROXY_METHODS};
constexpr NativeMethod kCallableProxyMethods[] = {
    KRAIT_PROXY_METHODS, {"__call__", CallProxy, "($self, /, *args, **kwargs)"}};
#undef KRAIT_PROXY_METHODS
#undef KRAIT_PROXY_BINARY

}  // namespace

const TypeSpec kWeakProxyTypeSpec = {
    .name = "weakref.ProxyType",
    .kind = ObjectKind::kWeakProxy,
    .methods = kProxyMethods,
    .flags = kNotCallable | kUnhashable | kNoWeakReferences,
};
const TypeSpec kWeakCallableProxyTypeSpec = {
    .name = "weakref.CallableProxyType",
    .kind = ObjectKind::kWeakCallableProxy,
    .methods = kCallableProxyMethods,
    .flags = kNotCallable | kUnhashable | kNoWeakReferences,
};

}  // namespace krait
