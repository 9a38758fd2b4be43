// type.__new__: a class from its name, bases and namespace.
#include "runtime/object/class_creation.h"

#include <algorithm>
#include <string>

#include "gc/roots.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/mro.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/slots.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/super.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr int kDefaultInlineSlots = 4;
constexpr int kMaxInlineSlots = 32;

std::string Text(const Str* s) { return std::string(s->view()); }

// What an instance will want: the attributes that __init__ stores to. Over-estimates cost a word
// each, under-estimates are mended by experience.
int CountStoredAttributes(const Code* code) {
  if (code->body == nullptr) return 0;
  std::vector<const Str*> names;
  for (const SiteDescriptor& site : code->body->descriptors) {
    if (site.op != Op::kSetAttr || site.name == nullptr) continue;
    if (std::find(names.begin(), names.end(), site.name) == names.end()) {
      names.push_back(site.name);
    }
  }
  return static_cast<int>(names.size());
}

int GuessInlineSlots(Isolate* iso, const Type* type, const Type* base) {
  const int inherited = base->instance_kind == ObjectKind::kObject
                            ? std::max(0, base->inline_hint - base->reserved_slots)
                            : 0;
  int slots = inherited;
  const Value init = type->own->Get(iso, iso->special_name(Special::kInit));
  if (HasKind(init, ObjectKind::kFunction)) {
    slots = (base->spec != nullptr ? 0 : inherited) +
            CountStoredAttributes(init.As<Function>()->code);
  }
  if (slots == 0) slots = kDefaultInlineSlots;
  slots += type->reserved_slots;
  // Instances are a multiple of two words long.
  return std::min(std::max(kMaxInlineSlots, type->reserved_slots), (slots + 1) & ~1);
}

bool IsValidNamespaceKey(Value key) { return HasKind(key, ObjectKind::kStr); }

// The class's own dictionary: a copy of the namespace in cell mode, with interned names.
Dict* CopyNamespace(Isolate* iso, const Dict* ns) {
  KRAIT_TRY(Dict*, own, Dict::NewNamespace(iso));
  int64_t position = 0;
  Value key, value;
  while (ns->NextEntry(&position, &key, &value)) {
    if (IsValidNamespaceKey(key) && IsExact(key, ObjectKind::kStr)) {
      KRAIT_TRY(Str*, name, Str::Intern(iso, key.As<Str>()));
      KRAIT_CHECK_OK(own->Set(iso, name, value));
    } else {
      KRAIT_CHECK_OK(own->SetItem(iso, key, value));
    }
  }
  return own;
}

bool SetNames(Isolate* iso, Type* type, Str* name) {
  if (name->view().find('\0') != std::string_view::npos) {
    return RaiseValueError(iso, "type name must not contain null characters");
  }
  // Messages take the bytes as a C string, so they must not be a piece of a shared buffer.
  if (name->HasFlag(Str::kShared)) {
    KRAIT_TRY(Str*, copy, Str::New(iso, std::string(name->view())));
    name = copy;
  }
  type->name = type->qualname = name;
  iso->Barrier(type);
  const Value qualname = type->own->Get(iso, iso->names().dunder_qualname);
  if (!qualname) return true;
  if (!HasKind(qualname, ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "type __qualname__ must be a str, not %s",
                  TypeName(iso, qualname));
  }
  type->qualname = qualname.As<Str>();
  iso->Barrier(type);
  type->own->Delete(iso, iso->names().dunder_qualname);
  return true;
}

bool SetModule(Isolate* iso, Type* type) {
  if (type->own->Get(iso, iso->names().dunder_module)) return true;
  const Dict* globals = CurrentGlobals(iso);
  if (globals == nullptr) return true;
  const Value module = globals->Get(iso, iso->names().dunder_name);
  return !module || type->own->Set(iso, iso->names().dunder_module, module);
}

// Functions of these names are static or class methods without a decorator.
bool WrapSpecialFunctions(Isolate* iso, Type* type) {
  const struct {
    Special special;
    ObjectKind kind;
  } kWrapped[] = {{Special::kNew, ObjectKind::kStaticMethod},
                  {Special::kInitSubclass, ObjectKind::kClassMethod},
                  {Special::kClassGetitem, ObjectKind::kClassMethod}};
  for (const auto& entry : kWrapped) {
    Str* name = iso->special_name(entry.special);
    const Value v = type->own->Get(iso, name);
    if (!HasKind(v, ObjectKind::kFunction)) continue;
    KRAIT_TRY(MethodHolder*, holder, MethodHolder::New(iso, entry.kind, v));
    KRAIT_CHECK_OK(type->own->Set(iso, name, Value::Object(holder)));
  }
  return true;
}

bool FillClassCell(Isolate* iso, Type* type) {
  Str* name = iso->names().dunder_classcell;
  const Value cell = type->own->Get(iso, name);
  if (!cell) return true;
  if (!HasKind(cell, ObjectKind::kCell)) {
    KRAIT_TRY(Str*, repr, Repr(iso, Value::Object(TypeOf(iso, cell))));
    return RaiseTypeError(iso, "__classcell__ must be a nonlocal cell, not " + Text(repr));
  }
  cell.As<Cell>()->value = Value::Object(type);
  iso->Barrier(cell.AsHeap());
  type->own->Delete(iso, name);
  return true;
}

bool AddImplicitAttributes(Isolate* iso, Type* type) {
  const auto& names = iso->names();
  if (!type->own->Get(iso, names.dunder_doc)) {
    KRAIT_CHECK_OK(type->own->Set(iso, names.dunder_doc, Value::None()));
  }
  Str* hash = iso->special_name(Special::kHash);
  if (type->own->Get(iso, iso->special_name(Special::kEq)) && !type->own->Get(iso, hash)) {
    KRAIT_CHECK_OK(type->own->Set(iso, hash, Value::None()));
  }
  return true;
}

// Everything about instances that follows from the bases and __slots__.
void SetLayout(Isolate* iso, Type* type, const Type* base) {
  const bool plain = base->instance_kind == ObjectKind::kObject;
  type->instance_kind = base->instance_kind;
  type->layout = base->layout;
  type->layout_spec = base->layout_spec;
  type->type_flags = kSubclassable;
  for (int64_t i = 1; i < type->mro->size; ++i) {
    const uint32_t inherited = type->mro->items[i].As<Type>()->type_flags;
    if ((type->type_flags & (kSequencePattern | kMappingPattern)) == 0) {
      type->type_flags |= inherited & (kSequencePattern | kMappingPattern);
    }
    type->type_flags |= inherited & kSelfMatch;
  }
  if (type->has_dict && !KindHasAttributeWord(type->instance_kind)) {
    type->has_tail_attributes = true;
  }
  type->tail_words =
      (plain ? 0 : type->reserved_slots) + (type->has_tail_attributes ? 1 : 0);
  const bool fixed_dictionary = type->instance_kind == ObjectKind::kModule ||
                                type->instance_kind == ObjectKind::kSimpleNamespace ||
                                type->instance_kind == ObjectKind::kType;
  int capacity = type->reserved_slots;
  if (plain && type->has_dict) capacity = GuessInlineSlots(iso, type, base);
  type->inline_hint = capacity;
  ShapeTable& shapes = iso->state().shapes;
  type->root_shape = shapes.NewRoot(type, ShapeTable::kFirstShape, type->reserved_slots, capacity,
                                    fixed_dictionary);
  iso->Barrier(type);  // making the other root may collect
  type->dictionary_shape =
      fixed_dictionary ? type->root_shape
                       : shapes.NewRoot(type, ShapeTable::kFirstShape, type->reserved_slots,
                                        type->reserved_slots, true);
  iso->Barrier(type);
}

// Calls __set_name__ of everything in the namespace that has it.
bool CallSetNames(Isolate* iso, Type* type) {
  gc::RootVector entries(iso->heap());
  int64_t position = 0;
  Value key, value;
  while (type->own->NextEntry(&position, &key, &value)) {
    if (!value.IsHeap() || HasKind(value, ObjectKind::kFunction)) continue;
    entries.push_back(key);
    entries.push_back(value);
  }
  for (size_t i = 0; i < entries.size(); i += 2) {
    if (!LookupSpecial(iso, entries[i + 1], Special::kSetName)) continue;
    const Value arguments[] = {Value::Object(type), entries[i]};
    bool found;
    if (CallSpecial(iso, entries[i + 1], Special::kSetName, arguments, &found)) continue;
    const Value cause = TakePending(iso);
    KRAIT_TRY(Str*, name, Repr(iso, entries[i]));
    RaiseF(iso, ExceptionId::kRuntimeError,
           "Error calling __set_name__ on '%.100s' instance %.100s in '%.100s'",
           TypeName(iso, entries[i + 1]), Text(name).c_str(), TypeFullName(type));
    const Value error = iso->pending();
    if (IsException(error)) {
      auto* e = error.As<Exception>();
      e->cause = e->context = cause;
      e->suppress_context = true;
      iso->Barrier(e);
    }
    return false;
  }
  return true;
}

// super(type, type).__init_subclass__(**kwargs)
bool CallInitSubclass(Isolate* iso, Type* type, Dict* kwargs) {
  Str* name = iso->special_name(Special::kInitSubclass);
  for (int64_t i = 1; i < type->mro->size; ++i) {
    Type* cls = type->mro->items[i].As<Type>();
    const Value hook = TypeAttributes(iso, cls)->Get(iso, name);
    if (!hook) continue;
    if (cls == iso->type(ObjectKind::kObject) && (kwargs == nullptr || kwargs->size == 0)) {
      return true;
    }
    KRAIT_TRY(Value, bound, BindDescriptor(iso, hook, Value::Empty(), type));
    return static_cast<bool>(CallWithDict(iso, bound, {}, kwargs));
  }
  return true;
}

}  // namespace

Type* NewType(Isolate* iso, Type* metaclass, Str* name, Tuple* bases, Dict* ns, Dict* kwargs) {
  if (bases->size == 0) {
    KRAIT_TRY(Tuple*, only_object,
              Tuple::Of(iso, {Value::Object(iso->type(ObjectKind::kObject))}));
    bases = only_object;
  }
  KRAIT_TRY(Type*, base, BestBase(iso, bases));
  auto* type = NewInstance<Type>(iso, metaclass);
  if (type == nullptr) return nullptr;
  type->bases = bases;
  iso->Barrier(type);
  KRAIT_TRY(Dict*, own, CopyNamespace(iso, ns));
  type->own = own;
  iso->Barrier(type);
  KRAIT_CHECK_OK(SetNames(iso, type, name));
  KRAIT_CHECK_OK(SetModule(iso, type));
  KRAIT_CHECK_OK(WrapSpecialFunctions(iso, type));
  KRAIT_CHECK_OK(DeclareSlots(iso, type, base));
  KRAIT_CHECK_OK(AddImplicitAttributes(iso, type));
  KRAIT_CHECK_OK(FillClassCell(iso, type));
  KRAIT_CHECK_OK(ComputeMro(iso, type));
  SetLayout(iso, type, base);
  type->has_finalizer = static_cast<bool>(LookupOnType(iso, type, iso->special_name(Special::kDel)));
  for (int64_t i = 0; i < bases->size; ++i) AddSubclass(iso, bases->items[i].As<Type>(), type);
  KRAIT_CHECK_OK(CallSetNames(iso, type));
  KRAIT_CHECK_OK(CallInitSubclass(iso, type, kwargs));
  return type;
}

}  // namespace krait
