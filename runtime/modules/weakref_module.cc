// _weakref: beneath weakref.py.
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/weak_reference.h"

namespace krait {

namespace {

Value Proxy(Isolate* iso, Value* a, size_t) {
  return NewWeakProxy(iso, a[0], a[1] && !a[1].IsNone() ? a[1] : Value());
}

Value CountReferences(Isolate* iso, Value* a, size_t) {
  if (!a[0].IsHeap()) return Value::Int(0);
  return Value::Int(static_cast<int64_t>(WeakReferencesTo(iso, a[0].AsHeap()).size()));
}

Value GetReferences(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, list, List::New(iso));
  if (!a[0].IsHeap()) return Value::Object(list);
  for (WeakReference* reference : WeakReferencesTo(iso, a[0].AsHeap())) {
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(reference)));
  }
  return Value::Object(list);
}

// del dict[key], if the value is still a dead reference.
Value RemoveDead(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[0], ObjectKind::kDict)) return RaiseTypeError(iso, "expected a dict");
  Dict* dict = a[0].As<Dict>();
  Value v;
  KRAIT_CHECK_OK(dict->Lookup(iso, a[1], &v));
  if (HasKind(v, ObjectKind::kWeakReference) && v.As<WeakReference>()->target == nullptr) {
    bool found;
    KRAIT_CHECK_OK(dict->DeleteItem(iso, a[1], &found));
  }
  return Value::None();
}

constexpr NativeMethod kFunctions[] = {
    {"proxy", Proxy, "(object, callback=None, /)"},
    {"getweakrefcount", CountReferences, "(object, /)"},
    {"getweakrefs", GetReferences, "(object, /)"},
    {"_remove_dead_weakref", RemoveDead, "(dct, key, /)"},
};

bool AddTypes(Isolate* iso, Module* module) {
  const Value reference = Value::Object(iso->type(ObjectKind::kWeakReference));
  return SetModuleAttribute(iso, module, "ref", reference) &&
         SetModuleAttribute(iso, module, "ReferenceType", reference) &&
         SetModuleAttribute(iso, module, "ProxyType",
                            Value::Object(iso->type(ObjectKind::kWeakProxy))) &&
         SetModuleAttribute(iso, module, "CallableProxyType",
                            Value::Object(iso->type(ObjectKind::kWeakCallableProxy)));
}

}  // namespace

const ModuleSpec kWeakrefModule = {
    .name = "_weakref", .functions = kFunctions, .init = AddTypes};

}  // namespace krait
