// __slots__.
#include "runtime/object/slots.h"

#include <string>
#include <vector>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

Value GetInstanceDict(Isolate* iso, Value self) {
  if (!self.IsHeap() || AttributesWord(iso, self.AsHeap()) == nullptr) {
    return RaiseF(iso, ExceptionId::kAttributeError, "'%s' object has no attribute '__dict__'",
                  TypeName(iso, self));
  }
  return Value::Object(InstanceDict(iso, self.AsHeap()));
}

bool SetInstanceDict(Isolate* iso, Value self, Value v) {
  if (!v) {
    KRAIT_TRY(Dict*, empty, Dict::New(iso));
    return ReplaceInstanceDict(iso, self.AsHeap(), empty);
  }
  if (!HasKind(v, ObjectKind::kDict)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "__dict__ must be set to a dictionary, not a '%.200s'", TypeName(iso, v));
  }
  return ReplaceInstanceDict(iso, self.AsHeap(), v.As<Dict>());
}

Value GetWeakReferences(Isolate* iso, Value self) {
  const std::vector<WeakReference*> all = WeakReferencesTo(iso, self.AsHeap());
  return all.empty() ? Value::None() : Value::Object(all.front());
}

constexpr NativeProperty kDictProperty = {"__dict__", GetInstanceDict, SetInstanceDict,
                                          "dictionary for instance variables (if defined)"};
constexpr NativeProperty kWeakrefProperty = {
    "__weakref__", GetWeakReferences, nullptr,
    "list of weak references to the object (if defined)"};

// Layouts of variable length have no room for slots in CPython.
bool HasVariableLength(ObjectKind kind) {
  return kind == ObjectKind::kInt || kind == ObjectKind::kTuple || kind == ObjectKind::kBytes ||
         kind == ObjectKind::kType;
}

bool IsIdentifierText(Isolate* iso, Str* name, bool* result) {
  KRAIT_TRY(Value, v, CallMethod(iso, Value::Object(name), "isidentifier", {}));
  *result = v.IsTrue();
  return true;
}

// __name inside of class C is _C__name.
Str* Mangle(Isolate* iso, const Str* class_name, Str* name) {
  const std::string_view text = name->view();
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != text.npos) {
    return Str::Intern(iso, name);
  }
  std::string_view prefix = class_name->view();
  while (!prefix.empty() && prefix.front() == '_') prefix.remove_prefix(1);
  if (prefix.empty()) return Str::Intern(iso, name);
  return Str::Intern(iso, "_" + std::string(prefix) + std::string(text));
}

struct Declared {
  bool dict = false;
  bool weakref = false;
};

bool TakeSpecialSlot(Isolate* iso, const Type* base, std::string_view name, Declared* declared,
                     bool* taken) {
  *taken = true;
  if (name == "__dict__") {
    if (base->has_dict || declared->dict) {
      return RaiseTypeError(iso, "__dict__ slot disallowed: we already got one");
    }
    declared->dict = true;
    return true;
  }
  if (name == "__weakref__") {
    if (base->has_weakref || declared->weakref || HasVariableLength(base->instance_kind)) {
      return RaiseTypeError(
          iso, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
    }
    declared->weakref = true;
    return true;
  }
  *taken = false;
  return true;
}

bool AddSlot(Isolate* iso, Type* type, Str* slot) {
  KRAIT_TRY(Str*, name, Mangle(iso, type->name, slot));
  const Value existing = type->own->Get(iso, name);
  const bool repeated = HasKind(existing, ObjectKind::kMemberDescriptor) &&
                        existing.As<MemberDescriptor>()->owner == type;
  if (existing && !repeated) {
    // CPython leaves __qualname__ and __classcell__ alone, which it takes out of the namespace later.
    if (name != iso->names().dunder_qualname && name != iso->names().dunder_classcell) {
      KRAIT_TRY(Str*, repr, Repr(iso, Value::Object(name)));
      return RaiseValueError(
          iso, std::string(repr->view()) + " in __slots__ conflicts with class variable");
    }
  }
  auto* member = MemberDescriptor::New(iso, type, name, type->reserved_slots++);
  return type->own->Set(iso, name, Value::Object(member));
}

// The names in __slots__: a string or an iterable of strings.
bool CollectSlots(Isolate* iso, Value slots, gc::RootVector& names) {
  if (HasKind(slots, ObjectKind::kStr)) {
    names.push_back(slots);
    return true;
  }
  KRAIT_TRY(List*, list, ListFromIterable(iso, slots));
  for (Value v : list->view()) names.push_back(v);
  return true;
}

bool DeclareNamedSlots(Isolate* iso, Type* type, const Type* base, Value slots,
                       Declared* declared) {
  gc::RootVector names(iso->heap());
  KRAIT_CHECK_OK(CollectSlots(iso, slots, names));
  if (!names.empty() && HasVariableLength(base->instance_kind)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "nonempty __slots__ not supported for subtype of '%s'", TypeFullName(base));
  }
  for (Value item : names) {
    if (!HasKind(item, ObjectKind::kStr)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "__slots__ items must be strings, not '%.200s'", TypeName(iso, item));
    }
    bool identifier;
    KRAIT_CHECK_OK(IsIdentifierText(iso, item.As<Str>(), &identifier));
    if (!identifier) return RaiseTypeError(iso, "__slots__ must be identifiers");
    bool taken;
    KRAIT_CHECK_OK(TakeSpecialSlot(iso, base, item.As<Str>()->view(), declared, &taken));
    if (!taken) KRAIT_CHECK_OK(AddSlot(iso, type, item.As<Str>()));
  }
  return true;
}

bool AddProperty(Isolate* iso, Type* type, const NativeProperty* property) {
  auto* descriptor = GetSetDescriptor::New(iso, type, property);
  return type->own->Set(iso, descriptor->name, Value::Object(descriptor));
}

}  // namespace

const NativeProperty* InstanceDictProperty() { return &kDictProperty; }

bool DeclareSlots(Isolate* iso, Type* type, const Type* base) {
  type->reserved_slots = base->reserved_slots;
  Declared declared;
  const Value slots = type->own->Get(iso, iso->names().dunder_slots);
  if (slots) {
    KRAIT_CHECK_OK(DeclareNamedSlots(iso, type, base, slots, &declared));
    // A base other than the one that decides the layout may bring these as well.
    for (int64_t i = 0; i < type->bases->size; ++i) {
      const Type* other = type->bases->items[i].As<Type>();
      if (other == base) continue;
      declared.dict |= other->has_dict && !base->has_dict;
      declared.weakref |= other->has_weakref && !base->has_weakref &&
                          other != iso->type(ObjectKind::kObject);
    }
  } else {
    declared.dict = !base->has_dict;
    declared.weakref = !base->has_weakref && !HasVariableLength(base->instance_kind);
  }
  if (base->instance_kind == ObjectKind::kType) declared = {};
  type->has_dict = base->has_dict || declared.dict;
  type->has_weakref = base->has_weakref || declared.weakref;
  if (declared.dict) KRAIT_CHECK_OK(AddProperty(iso, type, &kDictProperty));
  if (declared.weakref) KRAIT_CHECK_OK(AddProperty(iso, type, &kWeakrefProperty));
  return true;
}

}  // namespace krait
