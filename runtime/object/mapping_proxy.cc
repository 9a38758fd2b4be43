// types.MappingProxyType.
#include "runtime/object/mapping_proxy.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Value MappingOf(Value v) { return v.As<MappingProxy>()->mapping; }

Value New(Isolate* iso, Value* args, size_t) {
  const Value mapping = args[1];
  if (HasKind(mapping, ObjectKind::kList) || HasKind(mapping, ObjectKind::kTuple) ||
      !LookupSpecial(iso, mapping, Special::kGetitem)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "mappingproxy() argument must be a mapping, not %s", TypeName(iso, mapping));
  }
  return Value::Object(MappingProxy::New(iso, mapping));
}

Value ReprProxy(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, inner, Repr(iso, MappingOf(args[0])));
  return Value::Object(Str::New(iso, "mappingproxy(" + std::string(inner->view()) + ")"));
}
Value StrProxy(Isolate* iso, Value* args, size_t) {
  return Value::Object(ToStr(iso, MappingOf(args[0])));
}
Value Len(Isolate* iso, Value* args, size_t) {
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, MappingOf(args[0]), &length));
  return Value::Int(length);
}
Value Item(Isolate* iso, Value* args, size_t) { return GetItem(iso, MappingOf(args[0]), args[1]); }
Value Has(Isolate* iso, Value* args, size_t) {
  bool result;
  KRAIT_CHECK_OK(Contains(iso, MappingOf(args[0]), args[1], &result));
  return Value::Bool(result);
}
Value IterProxy(Isolate* iso, Value* args, size_t) { return Iter(iso, MappingOf(args[0])); }

template <CompareOp op>
Value CompareProxy(Isolate* iso, Value* args, size_t) {
  return Compare(iso, op, MappingOf(args[0]), args[1]);
}
Value HashProxy(Isolate* iso, Value* args, size_t) {
  int64_t hash;
  KRAIT_CHECK_OK(Hash(iso, MappingOf(args[0]), &hash));
  return Value::Int(hash & 0x7FFFFFFFFFFF);
}

Value Or(Isolate* iso, Value* args, size_t) {
  Value a = args[0], b = args[1];
  if (HasKind(a, ObjectKind::kMappingProxy)) a = MappingOf(a);
  if (HasKind(b, ObjectKind::kMappingProxy)) b = MappingOf(b);
  return Binary(iso, BinaryOperator::kOr, a, b);
}
Value Ror(Isolate* iso, Value* args, size_t) {
  Value swapped[] = {args[1], args[0]};
  return Or(iso, swapped, 2);
}
Value Ior(Isolate* iso, Value* args, size_t) {
  return RaiseF(iso, ExceptionId::kTypeError,
                "'|=' is not supported by %s; use '|' instead", TypeName(iso, args[0]));
}

Value Get(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), iso->names().get,
                    {args[1], args[2] ? args[2] : Value::None()});
}
Value Keys(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), iso->names().keys, {});
}
Value Values(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), iso->names().values, {});
}
Value Items(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), iso->names().items, {});
}
Value Copy(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), iso->names().copy, {});
}
Value Reversed(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, MappingOf(args[0]), "__reversed__", {});
}
Value ClassItem(Isolate* iso, Value* args, size_t) { return NewGenericAlias(iso, args[0], args[1]); }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, mapping)", kConstructor},
    {"__repr__", ReprProxy, "($self, /)"},
    {"__str__", StrProxy, "($self, /)"},
    {"__len__", Len, "($self, /)"},
    {"__getitem__", Item, "($self, key, /)"},
    {"__contains__", Has, "($self, key, /)"},
    {"__iter__", IterProxy, "($self, /)"},
    {"__hash__", HashProxy, "($self, /)"},
    {"__lt__", CompareProxy<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", CompareProxy<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", CompareProxy<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CompareProxy<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", CompareProxy<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", CompareProxy<CompareOp::kGe>, "($self, value, /)"},
    {"__or__", Or, "($self, value, /)"},
    {"__ror__", Ror, "($self, value, /)"},
    {"__ior__", Ior, "($self, value, /)"},
    {"__reversed__", Reversed, "($self, /)"},
    {"__class_getitem__", ClassItem, "($cls, item, /)", kClassMethod},
    {"get", Get, "($self, key, default=None, /)"},
    {"keys", Keys, "($self, /)"},
    {"values", Values, "($self, /)"},
    {"items", Items, "($self, /)"},
    {"copy", Copy, "($self, /)"},
};

}  // namespace

const TypeSpec kMappingProxyTypeSpec = {
    .name = "mappingproxy",
    .kind = ObjectKind::kMappingProxy,
    .methods = kMethods,
    .flags = kMappingPattern | kNoWeakReferences,
};

void TraceMappingProxy(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<MappingProxy*>(object)->mapping);
}

MappingProxy* MappingProxy::New(Isolate* iso, Value mapping) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kMappingProxy);
  auto* self = iso->heap().New<MappingProxy>(kKind, kKind);
  self->mapping = mapping;
  return self;
}

}  // namespace krait
