// types.SimpleNamespace.
#include "runtime/object/simple_namespace.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

Value NewNamespace(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<SimpleNamespace>(iso, args[0].As<Type>()));
}

Value Init(Isolate* iso, Value* args, size_t) {
  if (args[1].As<Tuple>()->size != 0) {
    return RaiseTypeError(iso, "no positional arguments expected");
  }
  KRAIT_TRY(Dict*, dict, InstanceDict(iso, args[0].AsHeap()));
  int64_t position = 0;
  Value key, value;
  while (args[2].As<Dict>()->NextEntry(&position, &key, &value)) {
    KRAIT_CHECK_OK(dict->SetItem(iso, key, value));
  }
  return Value::None();
}

Value ReprNamespace(Isolate* iso, Value* args, size_t) {
  const bool exact = IsExact(args[0], ObjectKind::kSimpleNamespace);
  std::string text = exact ? "namespace" : std::string(TypeOf(iso, args[0])->name->view());
  if (!ReprEnter(iso, args[0])) {
    if (iso->HasPending()) return Value::Empty();
    return Value::Object(Str::New(iso, text + "(...)"));
  }
  text += '(';
  KRAIT_TRY(Dict*, dict, InstanceDict(iso, args[0].AsHeap()));
  int64_t position = 0;
  Value key, value;
  bool first = true;
  while (dict->NextEntry(&position, &key, &value)) {
    if (!HasKind(key, ObjectKind::kStr) || key.As<Str>()->byte_length == 0) continue;
    Str* shown = Repr(iso, value);
    if (shown == nullptr) {
      ReprLeave(iso, args[0]);
      return Value::Empty();
    }
    if (!first) text += ", ";
    first = false;
    text += std::string(key.As<Str>()->view()) + "=" + std::string(shown->view());
  }
  ReprLeave(iso, args[0]);
  return Value::Object(Str::New(iso, text + ")"));
}

template <CompareOp op>
Value CompareNamespaces(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kSimpleNamespace)) return Value::NotImplemented();
  KRAIT_TRY(Dict*, a, InstanceDict(iso, args[0].AsHeap()));
  KRAIT_TRY(Dict*, b, InstanceDict(iso, args[1].AsHeap()));
  return Compare(iso, op, Value::Object(a), Value::Object(b));
}

Value Reduce(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dict*, dict, InstanceDict(iso, args[0].AsHeap()));
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])),
                                       Value::Object(Tuple::New(iso, 0)), Value::Object(dict)}));
}

Value GetDict(Isolate* iso, Value self) {
  return Value::Object(InstanceDict(iso, self.AsHeap()));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", NewNamespace, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, *args, **kwargs)"},
    {"__repr__", ReprNamespace, "($self, /)"},
    {"__eq__", CompareNamespaces<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CompareNamespaces<CompareOp::kNe>, "($self, value, /)"},
    {"__lt__", CompareNamespaces<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", CompareNamespaces<CompareOp::kLe>, "($self, value, /)"},
    {"__gt__", CompareNamespaces<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", CompareNamespaces<CompareOp::kGe>, "($self, value, /)"},
    {"__reduce__", Reduce, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {{"__dict__", GetDict}};

}  // namespace

const TypeSpec kSimpleNamespaceTypeSpec = {
    .name = "types.SimpleNamespace",
    .kind = ObjectKind::kSimpleNamespace,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict | kUnhashable,
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
};

void TraceSimpleNamespace(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<SimpleNamespace*>(object)->dict);
}

SimpleNamespace* SimpleNamespace::New(Isolate* iso) {
  return NewInstance<SimpleNamespace>(iso, iso->type(ObjectKind::kSimpleNamespace));
}

}  // namespace krait
