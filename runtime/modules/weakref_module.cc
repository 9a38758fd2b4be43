// The module _weakref.
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/weak_reference.h"

namespace krait {

namespace {

Value ProxyFunction(Isolate* iso, Value* args, size_t) {
  const Value callback = args[1] && !args[1].IsNone() ? args[1] : Value();
  return NewWeakProxy(iso, args[0], callback);
}

Value CountFunction(Isolate* iso, Value* args, size_t) {
  if (!args[0].IsHeap()) return Value::Int(0);
  return Value::Int(static_cast<int64_t>(WeakReferencesTo(iso, args[0].AsHeap()).size()));
}

Value ListFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, List::New(iso));
  if (!args[0].IsHeap()) return Value::Object(list);
  for (WeakReference* reference : WeakReferencesTo(iso, args[0].AsHeap())) {
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(reference)));
  }
  return Value::Object(list);
}

// _remove_dead_weakref(dct, key): the entry, if its value is a dead reference.
Value RemoveDead(Isolate* iso, Value* args, size_t) {
  Dict* dict = CastTo<Dict>(args[0], ObjectKind::kDict);
  if (dict == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "_remove_dead_weakref() argument 1 must be dict, not %.50s",
                  TypeName(iso, args[0]));
  }
  Value v;
  if (!dict->Lookup(iso, args[1], &v)) return Value();
  if (!v) return Value::None();
  WeakReference* reference = CastTo<WeakReference>(v, ObjectKind::kWeakReference);
  if (reference == nullptr) return RaiseTypeError(iso, "not a weakref");
  if (reference->target != nullptr) return Value::None();
  bool found;
  return dict->DeleteItem(iso, args[1], &found) ? Value::None() : Value();
}

constexpr NativeMethod kFunctions[] = {
    {"proxy", ProxyFunction, "($module, object, callback=None, /)"},
    {"getweakrefcount", CountFunction, "($module, object, /)"},
    {"getweakrefs", ListFunction, "($module, object, /)"},
    {"_remove_dead_weakref", RemoveDead, "($module, dct, key, /)"},
};

bool Init(Isolate* iso, Module* module) {
  static constexpr struct {
    const char* name;
    ObjectKind kind;
  } kTypes[] = {{"ref", ObjectKind::kWeakReference},
                {"ReferenceType", ObjectKind::kWeakReference},
                {"ProxyType", ObjectKind::kWeakProxy},
                {"CallableProxyType", ObjectKind::kWeakCallableProxy}};
  for (const auto& entry : kTypes) {
    KRAIT_CHECK_OK(SetModuleAttribute(iso, module, entry.name, Value::Object(iso->type(entry.kind))));
  }
  return true;
}

}  // namespace

const ModuleSpec kWeakrefModule = {
    .name = "_weakref",
    .doc = "Weak-reference support module.",
    .functions = kFunctions,
    .init = Init,
};

}  // namespace krait
