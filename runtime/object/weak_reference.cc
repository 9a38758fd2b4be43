// weakref.ref and the proxies.
#include "runtime/object/weak_reference.h"

#include <algorithm>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline WeakReference* Self(Value v) { return v.As<WeakReference>(); }

// A reference of this very type without a callback, which all askers share.
WeakReference* FindShared(Isolate* iso, HeapObject* target, const Type* type) {
  if (!target->HasFlag(HeapObject::kHasWeakReferences)) return nullptr;
  for (WeakReference* r : WeakReferencesTo(iso, target)) {
    if (!r->callback && TypeOf(iso, Value::Object(r)) == type) return r;
  }
  return nullptr;
}

WeakReference* Make(Isolate* iso, Type* type, HeapObject* target, Value callback) {
  auto* self = NewInstance<WeakReference>(iso, type);
  if (self == nullptr) return nullptr;
  self->target = target;
  self->callback = callback;
  iso->Barrier(self, callback);
  iso->heap().AddWeakContainer(self);
  target->flags |= HeapObject::kHasWeakReferences;
  auto& list = iso->state().weak_references[target];
  list.insert(list.begin(), self);
  return self;
}

bool CheckReferable(Isolate* iso, Value target) {
  if (target.IsHeap() && TypeOf(iso, target)->has_weakref) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "cannot create weak reference to '%s' object",
                TypeName(iso, target));
}

Value New(Isolate* iso, Value* args, size_t) {
  return NewWeakReference(iso, args[0].As<Type>(), args[1], args[2]);
}
Value Init(Isolate*, Value*, size_t) { return Value::None(); }

Value CallReference(Isolate*, Value* args, size_t) {
  HeapObject* target = Self(args[0])->target;
  return target == nullptr ? Value::None() : Value::Object(target);
}

Value ReprReference(Isolate* iso, Value* args, size_t) {
  HeapObject* target = Self(args[0])->target;
  std::string text = "<weakref at " + AddressText(args[0]);
  if (target == nullptr) return Value::Object(Str::New(iso, text + "; dead>"));
  const Value referent = Value::Object(target);
  text += std::string("; to '") + TypeName(iso, referent) + "' at " + AddressText(referent);
  Value name;
  KRAIT_CHECK_OK(LookupAttr(iso, referent, iso->names().dunder_name, &name));
  if (HasKind(name, ObjectKind::kStr)) text += " (" + std::string(name.As<Str>()->view()) + ")";
  return Value::Object(Str::New(iso, text + ">"));
}

Value HashReference(Isolate* iso, Value* args, size_t) {
  WeakReference* self = Self(args[0]);
  if (self->hash == 0) {
    if (self->target == nullptr) return RaiseTypeError(iso, "weak object has gone away");
    int64_t hash;
    KRAIT_CHECK_OK(Hash(iso, Value::Object(self->target), &hash));
    self->hash = hash == 0 ? 1 : hash;
  }
  return Value::Int((self->hash << 16) >> 16);
}

template <CompareOp op>
Value CompareReferences(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kWeakReference)) return Value::NotImplemented();
  HeapObject* a = Self(args[0])->target;
  HeapObject* b = Self(args[1])->target;
  if (a == nullptr || b == nullptr) {
    return Value::Bool((args[0] == args[1]) == (op == CompareOp::kEq));
  }
  return Compare(iso, op, Value::Object(a), Value::Object(b));
}

Value GetCallback(Isolate*, Value self) {
  const WeakReference* reference = Self(self);
  return reference->target != nullptr && reference->callback ? reference->callback
                                                             : Value::None();
}

Value ClassItem(Isolate* iso, Value* args, size_t) { return NewGenericAlias(iso, args[0], args[1]); }

constexpr NativeMethod kReferenceMethods[] = {
    {"__new__", New, "($cls, object, callback=None, /)", kConstructor},
    {"__init__", Init, "($self, /, *args, **kwargs)"},
    {"__call__", CallReference, "($self, /)"},
    {"__repr__", ReprReference, "($self, /)"},
    {"__hash__", HashReference, "($self, /)"},
    {"__eq__", CompareReferences<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CompareReferences<CompareOp::kNe>, "($self, value, /)"},
    {"__class_getitem__", ClassItem, "($cls, item, /)", kClassMethod},
};
constexpr NativeProperty kReferenceProperties[] = {{"__callback__", GetCallback}};

}  // namespace

const TypeSpec kWeakReferenceTypeSpec = {
    .name = "weakref.ReferenceType",
    .kind = ObjectKind::kWeakReference,
    .methods = kReferenceMethods,
    .properties = kReferenceProperties,
    .flags = kSubclassable | kNoWeakReferences,
};

void TraceWeakReference(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<WeakReference*>(object)->callback);
}
void TraceWeakProxy(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<WeakReference*>(object)->callback);
}
void TraceWeakCallableProxy(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<WeakReference*>(object)->callback);
}

Value NewWeakReference(Isolate* iso, Type* type, Value target, Value callback) {
  Type* exact = iso->type(ObjectKind::kWeakReference);
  if (type == nullptr) type = exact;
  KRAIT_CHECK_OK(CheckReferable(iso, target));
  if (callback.IsNone()) callback = Value::Empty();
  if (!callback && type == exact) {
    if (WeakReference* shared = FindShared(iso, target.AsHeap(), type)) {
      return Value::Object(shared);
    }
  }
  return Value::Object(Make(iso, type, target.AsHeap(), callback));
}

Value NewWeakProxy(Isolate* iso, Value target, Value callback) {
  KRAIT_CHECK_OK(CheckReferable(iso, target));
  if (callback.IsNone()) callback = Value::Empty();
  Type* type = iso->type(IsCallable(iso, target) ? ObjectKind::kWeakCallableProxy
                                                 : ObjectKind::kWeakProxy);
  if (!callback) {
    if (WeakReference* shared = FindShared(iso, target.AsHeap(), type)) {
      return Value::Object(shared);
    }
  }
  return Value::Object(Make(iso, type, target.AsHeap(), callback));
}

std::vector<WeakReference*> WeakReferencesTo(Isolate* iso, HeapObject* target) {
  const auto& all = iso->state().weak_references;
  const auto found = all.find(target);
  if (found == all.end()) return {};
  std::vector<WeakReference*> live;
  for (WeakReference* r : found->second) {
    if (r->target == target) live.push_back(r);
  }
  return live;
}

}  // namespace krait
