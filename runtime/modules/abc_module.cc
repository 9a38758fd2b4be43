// The module _abc: the machinery of abc.ABCMeta.
//
// Each abstract base class has an _abc_data under `_abc_impl`: the classes registered with it, and
// two caches of answers. All three are sets of weak references, so that an ABC keeps no class alive.
// The negative cache holds as long as no ABC anywhere gets a new class registered, which a counter
// per isolate tells.
#include <string>

#include "gc/marker.h"
#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/items.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct AbcState : ModuleState {
  static constexpr char kKey = 0;
  int64_t invalidations = 0;
};

struct AbcData : NativeInstance {
  Set* registry;  // null while empty, as the caches
  Set* cache;
  Set* negative_cache;
  int64_t negative_version;
};

void TraceData(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<AbcData*>(object);
  marker.Visit(self->registry);
  marker.Visit(self->cache);
  marker.Visit(self->negative_cache);
}
constexpr NativeLayout kDataLayout = {"_abc_data", sizeof(AbcData), TraceData};
constexpr TypeSpec kDataSpec = {
    .name = "_abc._abc_data",
    .module = "_abc",
    .flags = kNotCallable,
    .layout = &kDataLayout,
};

AbcData* DataOf(Isolate* iso, Value cls) {
  KRAIT_TRY(Value, v, GetAttr(iso, cls, "_abc_impl"));
  if (HasKind(v, ObjectKind::kNativeInstance) && v.As<NativeInstance>()->layout == &kDataLayout) {
    return v.As<AbcData>();
  }
  return RaiseTypeError(iso, "_abc_impl is set to a wrong type");
}

// --- sets of weak references ---

bool AddWeakly(Isolate* iso, AbcData* data, Set* AbcData::*field, Value cls) {
  if (data->*field == nullptr) {
    Set* set = Set::New(iso);
    if (set == nullptr) return false;
    data->*field = set;
    iso->Barrier(data);
  }
  KRAIT_TRY(Value, reference, NewWeakReference(iso, nullptr, cls, Value()));
  return (data->*field)->Add(iso, reference);
}

bool ContainsWeakly(Isolate* iso, Set* set, Value cls, bool* result) {
  *result = false;
  if (set == nullptr || set->size == 0) return true;
  // Nothing that was never referenced weakly can be in it.
  if (!cls.IsHeap() || !cls.AsHeap()->HasFlag(HeapObject::kHasWeakReferences)) return true;
  KRAIT_TRY(Value, reference, NewWeakReference(iso, nullptr, cls, Value()));
  return set->Contains(iso, reference, result);
}

// The classes of a set that are still alive.
void LiveClasses(Set* set, gc::RootVector* classes) {
  if (set == nullptr) return;
  int64_t position = 0;
  Value item;
  while (set->NextItem(&position, &item)) {
    WeakReference* reference = CastTo<WeakReference>(item, ObjectKind::kWeakReference);
    if (reference != nullptr && reference->target != nullptr) classes->push_back(reference->target);
  }
}

// --- _abc_init ---

bool IsAbstract(Isolate* iso, Value v, bool* result) {
  Value mark;
  *result = false;
  if (!LookupAttr(iso, v, iso->names().dunder_isabstractmethod, &mark)) return false;
  return !mark || Truth(iso, mark, result);
}

bool AddOwnAbstracts(Isolate* iso, Type* cls, Set* abstracts) {
  Dict* ns = TypeAttributes(iso, cls);
  int64_t position = 0;
  Value name;
  Value v;
  while (ns->NextEntry(&position, &name, &v)) {
    bool abstract;
    if (!IsAbstract(iso, v, &abstract)) return false;
    if (abstract && !abstracts->Add(iso, name)) return false;
  }
  return true;
}

bool AddInheritedAbstracts(Isolate* iso, Type* cls, Value base, Set* abstracts) {
  Value names;
  if (!LookupAttr(iso, base, iso->names().dunder_abstractmethods, &names)) return false;
  if (!names) return true;
  return ForEachItem(iso, names, [&](Value name) {
    Value v;
    bool abstract = false;
    if (!IsStr(name)) return Visit::kContinue;
    if (!LookupAttr(iso, Value::Object(cls), name.As<Str>(), &v)) return Visit::kFail;
    if (v && !IsAbstract(iso, v, &abstract)) return Visit::kFail;
    return !abstract || abstracts->Add(iso, name) ? Visit::kContinue : Visit::kFail;
  });
}

bool ComputeAbstractMethods(Isolate* iso, Type* cls) {
  KRAIT_TRY(Set*, abstracts, Set::New(iso));
  if (!AddOwnAbstracts(iso, cls, abstracts)) return false;
  for (Value base : cls->bases->view()) {
    if (!AddInheritedAbstracts(iso, cls, base, abstracts)) return false;
  }
  KRAIT_TRY(Set*, frozen, Set::NewFrozen(iso));
  if (!frozen->Update(iso, Value::Object(abstracts))) return false;
  return SetAttr(iso, Value::Object(cls), iso->names().dunder_abstractmethods,
                 Value::Object(frozen));
}

constexpr int64_t kSequenceFlag = 1 << 5;  // values of __abc_tpflags__
constexpr int64_t kMappingFlag = 1 << 6;
constexpr uint32_t kPatternFlags = kSequencePattern | kMappingPattern;

// A class may say by __abc_tpflags__ that it matches sequence or mapping patterns.
bool TakePatternFlags(Isolate* iso, Type* cls) {
  Str* name = Str::Intern(iso, "__abc_tpflags__");
  const Value flags = TypeAttributes(iso, cls)->Get(iso, name);
  if (!flags) return true;
  if (flags.IsInt()) {
    const int64_t bits = flags.AsInt();
    if ((bits & kSequenceFlag) != 0 && (bits & kMappingFlag) != 0) {
      return RaiseTypeError(iso,
                            "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and "
                            "Py_TPFLAGS_MAPPING");
    }
    HierarchyChanged(iso, cls);
    cls->type_flags &= ~kPatternFlags;
    if ((bits & kSequenceFlag) != 0) cls->type_flags |= kSequencePattern;
    if ((bits & kMappingFlag) != 0) cls->type_flags |= kMappingPattern;
  }
  return SetTypeAttribute(iso, cls, name, Value());
}

Value AbcInit(Isolate* iso, Value* args, size_t) {
  Type* cls = CastTo<Type>(args[0], ObjectKind::kType);
  if (cls == nullptr) return RaiseTypeError(iso, "_abc_init() argument must be a class");
  if (!ComputeAbstractMethods(iso, cls)) return Value();
  KRAIT_TRY(AbcData*, data, NewInstance<AbcData>(iso, iso->native_type(&kDataSpec)));
  data->negative_version = StateOf<AbcState>(iso).invalidations;
  if (!SetAttr(iso, args[0], Str::Intern(iso, "_abc_impl"), Value::Object(data))) return Value();
  return TakePatternFlags(iso, cls) ? Value::None() : Value();
}

// --- _abc_register ---

// A registered class, and what derives from it, matches patterns as the ABC does.
bool InheritPatternFlags(Isolate* iso, Type* cls, uint32_t flags) {
  if ((cls->type_flags & kPatternFlags) == flags || !cls->IsScriptClass()) return true;
  cls->type_flags = (cls->type_flags & ~kPatternFlags) | flags;
  HierarchyChanged(iso, cls);  // sites are linked to what a class matches
  KRAIT_TRY(Value, subclasses, CallMethod(iso, Value::Object(cls), "__subclasses__", {}));
  return ForEachItem(iso, subclasses, [&](Value subclass) {
    Type* type = CastTo<Type>(subclass, ObjectKind::kType);
    return type == nullptr || InheritPatternFlags(iso, type, flags) ? Visit::kContinue
                                                                    : Visit::kFail;
  });
}

Value AbcRegister(Isolate* iso, Value* args, size_t) {
  const Value cls = args[0];
  const Value subclass = args[1];
  if (!HasKind(subclass, ObjectKind::kType)) {
    return RaiseTypeError(iso, "Can only register classes");
  }
  bool result;
  if (!IsSubclass(iso, subclass, cls, &result)) return Value();
  if (result) return subclass;
  if (!IsSubclass(iso, cls, subclass, &result)) return Value();
  if (result) {
    return Raise(iso, ExceptionId::kRuntimeError, "Refusing to create an inheritance cycle");
  }
  KRAIT_TRY(AbcData*, data, DataOf(iso, cls));
  if (!AddWeakly(iso, data, &AbcData::registry, subclass)) return Value();
  ++StateOf<AbcState>(iso).invalidations;
  const uint32_t flags = cls.As<Type>()->type_flags & kPatternFlags;
  if (flags != 0 && !InheritPatternFlags(iso, subclass.As<Type>(), flags)) return Value();
  return subclass;
}

// --- checks ---

Value AbcInstanceCheck(Isolate* iso, Value* args, size_t) {
  const Value cls = args[0];
  const Value instance = args[1];
  KRAIT_TRY(AbcData*, data, DataOf(iso, cls));
  KRAIT_TRY(Value, subclass, GetAttr(iso, instance, iso->names().dunder_class));
  bool known;
  if (!ContainsWeakly(iso, data->cache, subclass, &known)) return Value();
  if (known) return Value::True();
  const Value subtype = Value::Object(TypeOf(iso, instance));
  const Value hook = Value::Object(iso->special_name(Special::kSubclasscheck));
  if (subtype == subclass) {
    if (data->negative_version == StateOf<AbcState>(iso).invalidations) {
      if (!ContainsWeakly(iso, data->negative_cache, subclass, &known)) return Value();
      if (known) return Value::False();
    }
    return CallMethod(iso, cls, hook.As<Str>(), {subclass});
  }
  KRAIT_TRY(Value, result, CallMethod(iso, cls, hook.As<Str>(), {subclass}));
  bool truth;
  if (!Truth(iso, result, &truth)) return Value();
  return truth ? result : CallMethod(iso, cls, hook.As<Str>(), {subtype});
}

// What the class itself says by __subclasshook__: decided or not.
bool AskHook(Isolate* iso, Value cls, Value subclass, bool* decided, bool* result) {
  KRAIT_TRY(Value, answer, CallMethod(iso, cls, "__subclasshook__", {subclass}));
  *decided = !answer.IsNotImplemented();
  if (!*decided) return true;
  if (!answer.IsBool()) {
    return Raise(iso, ExceptionId::kAssertionError,
                 "__subclasshook__ must return either False, True, or NotImplemented");
  }
  *result = answer.IsTrue();
  return true;
}

bool IsSubclassOfAny(Isolate* iso, Value subclass, const gc::RootVector& classes, bool* result) {
  *result = false;
  for (Value cls : classes) {
    if (!IsSubclass(iso, subclass, cls, result)) return false;
    if (*result) return true;
  }
  return true;
}

// Without the caches: by the hook, the MRO, the registered classes, the ABC's own subclasses.
bool Decide(Isolate* iso, AbcData* data, Value cls, Value subclass, bool* result) {
  bool decided;
  if (!AskHook(iso, cls, subclass, &decided, result)) return false;
  if (decided) return true;
  *result = true;
  if (IsSubtype(subclass.As<Type>(), cls.As<Type>())) return true;
  gc::RootVector classes(iso->heap());
  LiveClasses(data->registry, &classes);
  // A class registered itself needs no further question.
  for (Value registered : classes) {
    if (registered == subclass) return true;
  }
  if (!IsSubclassOfAny(iso, subclass, classes, result)) return false;
  if (*result) return true;
  KRAIT_TRY(Value, subclasses, CallMethod(iso, cls, "__subclasses__", {}));
  List* list = CastTo<List>(subclasses, ObjectKind::kList);
  if (list == nullptr) return RaiseTypeError(iso, "__subclasses__() must return a list");
  classes.clear();
  for (Value v : list->view()) classes.push_back(v);
  return IsSubclassOfAny(iso, subclass, classes, result);
}

Value AbcSubclassCheck(Isolate* iso, Value* args, size_t) {
  const Value cls = args[0];
  const Value subclass = args[1];
  if (!HasKind(subclass, ObjectKind::kType)) {
    return RaiseTypeError(iso, "issubclass() arg 1 must be a class");
  }
  KRAIT_TRY(AbcData*, data, DataOf(iso, cls));
  bool known;
  if (!ContainsWeakly(iso, data->cache, subclass, &known)) return Value();
  if (known) return Value::True();
  const int64_t version = StateOf<AbcState>(iso).invalidations;
  if (data->negative_version < version) {
    data->negative_cache = nullptr;
    data->negative_version = version;
  } else {
    if (!ContainsWeakly(iso, data->negative_cache, subclass, &known)) return Value();
    if (known) return Value::False();
  }
  bool result;
  if (!Decide(iso, data, cls, subclass, &result)) return Value();
  const auto field = result ? &AbcData::cache : &AbcData::negative_cache;
  return AddWeakly(iso, data, field, subclass) ? Value::Bool(result) : Value();
}

// --- for tests ---

Value CopyOf(Isolate* iso, Set* set) {
  KRAIT_TRY(Set*, copy, Set::New(iso));
  if (set != nullptr && !copy->Update(iso, Value::Object(set))) return Value();
  return Value::Object(copy);
}

Value GetDump(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, args[0]));
  KRAIT_TRY(Value, registry, CopyOf(iso, data->registry));
  KRAIT_TRY(Value, cache, CopyOf(iso, data->cache));
  KRAIT_TRY(Value, negative, CopyOf(iso, data->negative_cache));
  return Value::Object(
      Tuple::Of(iso, {registry, cache, negative, Value::Int(data->negative_version)}));
}

Value ResetRegistry(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, args[0]));
  data->registry = nullptr;
  return Value::None();
}
Value ResetCaches(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(AbcData*, data, DataOf(iso, args[0]));
  data->cache = data->negative_cache = nullptr;
  return Value::None();
}
Value CacheToken(Isolate* iso, Value*, size_t) {
  return Value::Int(StateOf<AbcState>(iso).invalidations);
}

constexpr NativeMethod kFunctions[] = {
    {"_abc_init", AbcInit, "($module, self, /)"},
    {"_abc_register", AbcRegister, "($module, self, subclass, /)"},
    {"_abc_instancecheck", AbcInstanceCheck, "($module, self, instance, /)"},
    {"_abc_subclasscheck", AbcSubclassCheck, "($module, self, subclass, /)"},
    {"_get_dump", GetDump, "($module, self, /)"},
    {"_reset_registry", ResetRegistry, "($module, self, /)"},
    {"_reset_caches", ResetCaches, "($module, self, /)"},
    {"get_cache_token", CacheToken, "($module, /)"},
};

}  // namespace

const ModuleSpec kAbcModule = {
    .name = "_abc",
    .doc = "Module contains faster C implementation of abc.ABCMeta",
    .functions = kFunctions,
};

}  // namespace krait
