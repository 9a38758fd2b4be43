// _abc: beneath abc.py. Each abstract base class has a registry of virtual subclasses and caches of
// earlier answers, all of weak references to classes.
#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct AbcData : NativeInstance {
  List* registry;  // of weak references
  Set* cache;
  Set* negative_cache;
  int64_t negative_version;
};

void TraceAbcData(HeapObject* object, gc::Marker& marker) {
  auto* data = static_cast<AbcData*>(object);
  marker.Visit(data->registry);
  marker.Visit(data->cache);
  marker.Visit(data->negative_cache);
}

constexpr NativeLayout kAbcDataLayout = {"_abc_data", sizeof(AbcData), TraceAbcData};
constexpr TypeSpec kAbcDataTypeSpec = {.name = "_abc._abc_data",
                                       .module = "_abc",
                                       .flags = kNotCallable | kImmutable,
                                       .layout = &kAbcDataLayout};

// Advances with every registration: negative answers of before are not trusted.
struct InvalidationCounter : ModuleState {
  static constexpr char kKey = 0;
  int64_t value = 0;
};

int64_t& Counter(Isolate* iso) { return StateOf<InvalidationCounter>(iso).value; }

AbcData* DataOf(Isolate* iso, Value cls) {
  KRAIT_TRY(Value, v, GetAttr(iso, cls, "_abc_impl"));
  if (TypeOf(iso, v) != iso->native_type(&kAbcDataTypeSpec)) {
    return RaiseTypeError(iso, "_abc_impl is set to a wrong type");
  }
  return v.As<AbcData>();
}

bool InCache(Isolate* iso, Set* cache, Value cls, bool* found) {
  *found = false;
  if (cache->size == 0) return true;
  KRAIT_TRY(Value, reference, NewWeakReference(iso, nullptr, cls, Value()));
  return cache->Contains(iso, reference, found);
}

bool AddToCache(Isolate* iso, Set* cache, Value cls) {
  KRAIT_TRY(Value, reference, NewWeakReference(iso, nullptr, cls, Value()));
  return cache->Add(iso, reference);
}

// --- abstract methods ---

bool IsAbstract(Isolate* iso, Value v, bool* abstract) {
  Value flag;
  *abstract = false;
  KRAIT_CHECK_OK(LookupAttr(iso, v, iso->names().dunder_isabstractmethod, &flag));
  return !flag || Truth(iso, flag, abstract);
}

bool ComputeAbstractMethods(Isolate* iso, Type* type) {
  Set* names = Set::NewFrozen(iso);
  Value key, value;
  int64_t position = 0;
  KRAIT_TRY(Dict*, own, TypeAttributes(iso, type)->Copy(iso));
  while (own->NextEntry(&position, &key, &value)) {
    bool abstract;
    KRAIT_CHECK_OK(IsAbstract(iso, value, &abstract));
    if (abstract) KRAIT_CHECK_OK(names->Add(iso, key));
  }
  for (Value base : type->bases->view()) {
    Value inherited;
    KRAIT_CHECK_OK(LookupAttr(iso, base, iso->names().dunder_abstractmethods, &inherited));
    if (!inherited) continue;
    KRAIT_TRY(List*, list, ListFromIterable(iso, inherited));
    for (int64_t i = 0; i < list->size; ++i) {
      const Value name = list->At(i);
      if (!HasKind(name, ObjectKind::kStr)) continue;
      Value v;
      KRAIT_CHECK_OK(LookupAttr(iso, Value::Object(type), name.As<Str>(), &v));
      bool abstract = false;
      if (v) KRAIT_CHECK_OK(IsAbstract(iso, v, &abstract));
      if (abstract) KRAIT_CHECK_OK(names->Add(iso, name));
    }
  }
  return SetAttr(iso, Value::Object(type), iso->names().dunder_abstractmethods,
                 Value::Object(names));
}

// collections.abc says which of its classes match sequence and mapping patterns.
bool TakePatternFlags(Isolate* iso, Type* type) {
  constexpr int64_t kSequence = 1 << 5, kMapping = 1 << 6;
  Str* name = Str::Intern(iso, "__abc_tpflags__");
  const Value flags = TypeAttributes(iso, type)->Get(iso, name);
  if (!flags.IsInt()) return true;
  if ((flags.AsInt() & kSequence) != 0) type->type_flags |= kSequencePattern;
  if ((flags.AsInt() & kMapping) != 0) type->type_flags |= kMappingPattern;
  return SetTypeAttribute(iso, type, name, Value());
}

Value AbcInit(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[0], ObjectKind::kType)) return RaiseTypeError(iso, "expected a class");
  Type* type = a[0].As<Type>();
  KRAIT_CHECK_OK(ComputeAbstractMethods(iso, type));
  KRAIT_TRY(Type*, data_type, iso->native_type(&kAbcDataTypeSpec));
  auto* data = NewInstance<AbcData>(iso, data_type);
  data->registry = List::New(iso);
  data->cache = Set::New(iso);
  data->negative_cache = Set::New(iso);
  data->negative_version = Counter(iso);
  iso->Barrier(data);
  KRAIT_CHECK_OK(SetAttr(iso, a[0], Str::Intern(iso, "_abc_impl"), Value::Object(data)));
  return TakePatternFlags(iso, type) ? Value::None() : Value();
}

// A virtual subclass, and its own subclasses, match the patterns that the base matches.
bool SpreadPatternFlags(Isolate* iso, Type* type, uint32_t flags) {
  if ((type->type_flags & flags) == flags || (type->type_flags & kImmutable) != 0) return true;
  type->type_flags &= ~uint32_t{kSequencePattern | kMappingPattern};
  type->type_flags |= flags;
  KRAIT_TRY(Value, subclasses,
            CallMethod(iso, Value::Object(iso->type(ObjectKind::kType)), "__subclasses__",
                       {Value::Object(type)}));
  KRAIT_TRY(List*, list, ListFromIterable(iso, subclasses));
  for (int64_t i = 0; i < list->size; ++i) {
    KRAIT_CHECK_OK(SpreadPatternFlags(iso, list->At(i).As<Type>(), flags));
  }
  return true;
}

Value AbcRegister(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kType)) return RaiseTypeError(iso, "Can only register classes");
  bool related;
  KRAIT_CHECK_OK(IsSubclass(iso, a[1], a[0], &related));
  if (related) return a[1];
  KRAIT_CHECK_OK(IsSubclass(iso, a[0], a[1], &related));
  if (related) {
    return Raise(iso, ExceptionId::kRuntimeError, "Refusing to create an inheritance cycle");
  }
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  KRAIT_TRY(Value, reference, NewWeakReference(iso, nullptr, a[1], Value()));
  KRAIT_CHECK_OK(data->registry->Append(iso, reference));
  ++Counter(iso);
  if (HasKind(a[0], ObjectKind::kType)) {
    const uint32_t flags =
        a[0].As<Type>()->type_flags & uint32_t{kSequencePattern | kMappingPattern};
    if (flags != 0) KRAIT_CHECK_OK(SpreadPatternFlags(iso, a[1].As<Type>(), flags));
  }
  return a[1];
}

// --- checks ---

Value AbcInstanceCheck(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  KRAIT_TRY(Value, subclass, GetAttr(iso, a[1], iso->names().dunder_class));
  bool found;
  KRAIT_CHECK_OK(InCache(iso, data->cache, subclass, &found));
  if (found) return Value::True();
  const Value subtype = Value::Object(TypeOf(iso, a[1]));
  if (subtype == subclass) {
    if (data->negative_version == Counter(iso)) {
      KRAIT_CHECK_OK(InCache(iso, data->negative_cache, subclass, &found));
      if (found) return Value::False();
    }
    return CallMethod(iso, a[0], iso->special_name(Special::kSubclasscheck), {subclass});
  }
  KRAIT_TRY(Value, result,
            CallMethod(iso, a[0], iso->special_name(Special::kSubclasscheck), {subclass}));
  bool truth;
  KRAIT_CHECK_OK(Truth(iso, result, &truth));
  if (truth) return result;
  return CallMethod(iso, a[0], iso->special_name(Special::kSubclasscheck), {subtype});
}

// Is `subclass` a subclass of a class in the list (of classes, or weak references to them)?
bool IsSubclassOfAny(Isolate* iso, Value subclass, List* classes, bool* result) {
  *result = false;
  for (int64_t i = 0; i < classes->size && !*result; ++i) {
    Value cls = classes->At(i);
    if (HasKind(cls, ObjectKind::kWeakReference)) {
      cls = Value::Object(cls.As<WeakReference>()->target);
      if (!cls) continue;
    }
    KRAIT_CHECK_OK(IsSubclass(iso, subclass, cls, result));
  }
  return true;
}

bool ComputeSubclass(Isolate* iso, Value cls, AbcData* data, Value subclass, bool* result) {
  KRAIT_TRY(Value, hook, CallMethod(iso, cls, "__subclasshook__", {subclass}));
  if (hook.IsBool()) {
    *result = hook.IsTrue();
    return true;
  }
  if (!hook.IsNotImplemented()) {
    return Raise(iso, ExceptionId::kAssertionError,
                 "__subclasshook__ must return either False, True, or NotImplemented");
  }
  *result = HasKind(cls, ObjectKind::kType) &&
            IsSubtype(subclass.As<Type>(), cls.As<Type>());
  if (*result) return true;
  KRAIT_CHECK_OK(IsSubclassOfAny(iso, subclass, data->registry, result));
  if (*result) return true;
  KRAIT_TRY(Value, subclasses, CallMethod(iso, cls, "__subclasses__", {}));
  KRAIT_TRY(List*, list, ListFromIterable(iso, subclasses));
  return IsSubclassOfAny(iso, subclass, list, result);
}

Value AbcSubclassCheck(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kType)) {
    return RaiseTypeError(iso, "issubclass() arg 1 must be a class");
  }
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  bool result;
  KRAIT_CHECK_OK(InCache(iso, data->cache, a[1], &result));
  if (result) return Value::True();
  if (data->negative_version < Counter(iso)) {
    data->negative_cache = Set::New(iso);
    data->negative_version = Counter(iso);
    iso->Barrier(data);
  } else {
    KRAIT_CHECK_OK(InCache(iso, data->negative_cache, a[1], &result));
    if (result) return Value::False();
  }
  KRAIT_CHECK_OK(ComputeSubclass(iso, a[0], data, a[1], &result));
  KRAIT_CHECK_OK(AddToCache(iso, result ? data->cache : data->negative_cache, a[1]));
  return Value::Bool(result);
}

// --- housekeeping ---

Value AbcCacheToken(Isolate* iso, Value*, size_t) { return Value::Int(Counter(iso)); }
Value AbcResetRegistry(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  data->registry->Clear(iso);
  return Value::None();
}
Value AbcResetCaches(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  data->cache = Set::New(iso);
  data->negative_cache = Set::New(iso);
  iso->Barrier(data);
  return Value::None();
}
Value AbcDump(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, a[0]));
  Set* registry = Set::New(iso);
  KRAIT_CHECK_OK(registry->Update(iso, Value::Object(data->registry)));
  return Value::Object(Tuple::Of(
      iso, {Value::Object(registry), Value::Object(data->cache),
            Value::Object(data->negative_cache), Value::Int(data->negative_version)}));
}

constexpr NativeMethod kFunctions[] = {
    {"_abc_init", AbcInit, "(cls, /)"},
    {"_abc_register", AbcRegister, "(cls, subclass, /)"},
    {"_abc_instancecheck", AbcInstanceCheck, "(cls, instance, /)"},
    {"_abc_subclasscheck", AbcSubclassCheck, "(cls, subclass, /)"},
    {"get_cache_token", AbcCacheToken, "()"},
    {"_reset_registry", AbcResetRegistry, "(cls, /)"},
    {"_reset_caches", AbcResetCaches, "(cls, /)"},
    {"_get_dump", AbcDump, "(cls, /)"},
};

}  // namespace

const ModuleSpec kAbcModule = {.name = "_abc", .functions = kFunctions};

}  // namespace krait
