// The built-in type `type`: its attributes and methods.
#include "runtime/object/type_type.h"

#include <algorithm>
#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/instance_check.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/mapping_proxy.h"
#include "runtime/object/mro.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/type.h"
#include "runtime/object/type_call.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Type* Self(Value v) { return v.As<Type>(); }
std::string Text(const Str* s) { return std::string(s->view()); }

// --- making ---

Value New(Isolate* iso, Value* args, size_t) {
  auto* positional = args[1].As<Tuple>();
  if (positional->size != 3) {
    return RaiseF(iso, ExceptionId::kTypeError, "type.__new__() takes exactly 3 arguments (%d given)",
                  static_cast<int>(positional->size));
  }
  static constexpr struct {
    ObjectKind kind;
    const char* name;
  } kExpected[] = {{ObjectKind::kStr, "str"}, {ObjectKind::kTuple, "tuple"}, {ObjectKind::kDict, "dict"}};
  for (int i = 0; i < 3; ++i) {
    if (HasKind(positional->items[i], kExpected[i].kind)) continue;
    return RaiseF(iso, ExceptionId::kTypeError, "type.__new__() argument %d must be %s, not %s",
                  i + 1, kExpected[i].name, TypeName(iso, positional->items[i]));
  }
  auto* bases = positional->items[1].As<Tuple>();
  for (Value base : bases->view()) {
    if (HasKind(base, ObjectKind::kType)) continue;
    Value hook;
    KRAIT_CHECK_OK(LookupAttr(iso, base, iso->special_name(Special::kMroEntries), &hook));
    if (hook) {
      return RaiseTypeError(iso,
                            "type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  KRAIT_TRY(Type*, winner, MostDerivedMetaclass(iso, Self(args[0]), bases));
  if (winner != Self(args[0])) {
    const Value maker = TypeSpecial(iso, winner, Special::kNew);
    if (!HasKind(maker, ObjectKind::kNativeFunction) ||
        maker.As<NativeFunction>()->method->fn != New) {
      gc::RootVector all(iso->heap());
      all.push_back(winner);
      for (Value v : positional->view()) all.push_back(v);
      KRAIT_TRY(Value, bound, BindDescriptor(iso, maker, Value::Empty(), winner));
      return CallWithDict(iso, bound, {all.data(), all.size()}, args[2].As<Dict>());
    }
  }
  return Value::Object(NewType(iso, winner, positional->items[0].As<Str>(), bases,
                               positional->items[2].As<Dict>(), args[2].As<Dict>()));
}

Value Init(Isolate* iso, Value* args, size_t) {
  const int64_t count = args[1].As<Tuple>()->size;
  if (args[2].As<Dict>()->size != 0 && count == 1) {
    return RaiseTypeError(iso, "type.__init__() takes no keyword arguments");
  }
  if (count != 1 && count != 3) {
    return RaiseTypeError(iso, "type.__init__() takes 1 or 3 arguments");
  }
  return Value::None();
}

Value Prepare(Isolate* iso, Value*, size_t) { return Value::Object(Dict::New(iso)); }

// --- methods ---

Value Repr(Isolate* iso, Value* args, size_t) {
  return Value::Object(Str::New(iso, "<class '" + TypeDisplayName(iso, Self(args[0])) + "'>"));
}

Value SubclassesMethod(Isolate* iso, Value* args, size_t) {
  return SubclassesList(iso, Self(args[0]));
}

Value InstanceCheck(Isolate* iso, Value* args, size_t) {
  bool result;
  KRAIT_CHECK_OK(RecursiveIsInstance(iso, args[1], args[0], &result));
  return Value::Bool(result);
}

Value SubclassCheck(Isolate* iso, Value* args, size_t) {
  bool result;
  KRAIT_CHECK_OK(RecursiveIsSubclass(iso, args[1], args[0], &result));
  return Value::Bool(result);
}

// The names of the class and of its bases.
Value Dir(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dict*, names, Dict::New(iso));
  const Tuple* mro = Self(args[0])->mro;
  for (int64_t i = 0; i < mro->size; ++i) {
    const Dict* own = TypeAttributes(iso, mro->items[i].As<Type>());
    int64_t position = 0;
    Value key, value;
    while (own->NextEntry(&position, &key, &value)) {
      KRAIT_CHECK_OK(names->SetItem(iso, key, Value::None()));
    }
  }
  return Value::Object(ListFromIterable(iso, Value::Object(names)));
}

Value SizeOf(Isolate*, Value* args, size_t) {
  return Value::Int(static_cast<int64_t>(gc::Heap::AllocationSize(args[0].AsHeap())));
}

Value Or(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[0], args[1]); }
Value Ror(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[1], args[0]); }

// --- attributes ---

bool CheckMutable(Isolate* iso, Type* type, Value v, const char* name) {
  if ((type->type_flags & kImmutable) != 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "cannot set '%s' attribute of immutable type '%s'",
                  name, TypeFullName(type));
  }
  if (!v) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "cannot delete '%s' attribute of immutable type '%s'", name, TypeFullName(type));
  }
  return true;
}

Value GetName(Isolate*, Value self) { return Value::Object(Self(self)->name); }
bool SetName(Isolate* iso, Value self, Value v) {
  Type* type = Self(self);
  KRAIT_CHECK_OK(CheckMutable(iso, type, v, "__name__"));
  if (!HasKind(v, ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "can only assign string to %s.__name__, not '%s'",
                  type->name->data, TypeName(iso, v));
  }
  if (v.As<Str>()->view().find('\0') != std::string_view::npos) {
    return RaiseValueError(iso, "type name must not contain null characters");
  }
  KRAIT_TRY(Str*, name, Str::New(iso, Text(v.As<Str>())));
  type->name = name;
  iso->Barrier(type);
  return true;
}

Value GetQualname(Isolate*, Value self) { return Value::Object(Self(self)->qualname); }
bool SetQualname(Isolate* iso, Value self, Value v) {
  Type* type = Self(self);
  KRAIT_CHECK_OK(CheckMutable(iso, type, v, "__qualname__"));
  if (!HasKind(v, ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "can only assign string to %s.__qualname__, not '%s'", type->name->data,
                  TypeName(iso, v));
  }
  type->qualname = v.As<Str>();
  iso->Barrier(type);
  return true;
}

Value GetModule(Isolate* iso, Value self) {
  const Value module = TypeModule(iso, Self(self));
  if (module) return module;
  return RaiseAttributeError(iso, self, iso->names().dunder_module, "__module__");
}
bool SetModule(Isolate* iso, Value self, Value v) {
  KRAIT_CHECK_OK(CheckMutable(iso, Self(self), v, "__module__"));
  return SetTypeAttribute(iso, Self(self), iso->names().dunder_module, v);
}

Value GetBases(Isolate*, Value self) { return Value::Object(Self(self)->bases); }
bool SetBasesAttribute(Isolate* iso, Value self, Value v) {
  Type* type = Self(self);
  KRAIT_CHECK_OK(CheckMutable(iso, type, v, "__bases__"));
  if (!HasKind(v, ObjectKind::kTuple)) {
    return RaiseF(iso, ExceptionId::kTypeError, "can only assign tuple to %s.__bases__, not %s",
                  type->name->data, TypeName(iso, v));
  }
  if (v.As<Tuple>()->size == 0) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "can only assign non-empty tuple to %s.__bases__, not ()", type->name->data);
  }
  return SetBases(iso, type, v.As<Tuple>());
}

Value GetMro(Isolate*, Value self) {
  return Self(self)->mro == nullptr ? Value::None() : Value::Object(Self(self)->mro);
}
Value GetBase(Isolate* iso, Value self) {
  Type* base = LayoutBase(iso, Self(self));
  return base == nullptr ? Value::None() : Value::Object(base);
}
Value GetDict(Isolate* iso, Value self) {
  return Value::Object(MappingProxy::New(iso, Value::Object(TypeAttributes(iso, Self(self)))));
}

Value GetDoc(Isolate* iso, Value self) {
  const Value doc = TypeAttributes(iso, Self(self))->Get(iso, iso->names().dunder_doc);
  if (!doc) return Value::None();
  return BindDescriptor(iso, doc, Value::Empty(), Self(self));
}
bool SetDoc(Isolate* iso, Value self, Value v) {
  KRAIT_CHECK_OK(CheckMutable(iso, Self(self), v, "__doc__"));
  return SetTypeAttribute(iso, Self(self), iso->names().dunder_doc, v);
}

Value GetAbstractMethods(Isolate* iso, Value self) {
  Value v;
  if (Self(self) != iso->type(ObjectKind::kType)) {
    v = TypeAttributes(iso, Self(self))->Get(iso, iso->names().dunder_abstractmethods);
  }
  if (v) return v;
  return RaiseAttributeError(iso, self, iso->names().dunder_abstractmethods,
                             "__abstractmethods__");
}
bool SetAbstractMethods(Isolate* iso, Value self, Value v) {
  Type* type = Self(self);
  bool abstract = false;
  if (v) {
    KRAIT_CHECK_OK(Truth(iso, v, &abstract));
  } else if (!type->own->Get(iso, iso->names().dunder_abstractmethods)) {
    return Raise(iso, ExceptionId::kAttributeError, "__abstractmethods__");
  }
  KRAIT_CHECK_OK(SetTypeAttribute(iso, type, iso->names().dunder_abstractmethods, v));
  type->is_abstract = abstract;
  return true;
}

Value GetAnnotations(Isolate* iso, Value self) {
  Type* type = Self(self);
  Str* name = iso->names().dunder_annotations;
  if ((type->type_flags & kImmutable) != 0) {
    return RaiseAttributeError(
        iso, self, name, "type object '" + Text(type->name) + "' has no attribute '__annotations__'");
  }
  const Value v = type->own->Get(iso, name);
  if (v) return BindDescriptor(iso, v, Value::Empty(), type);
  KRAIT_TRY(Dict*, dict, Dict::New(iso));
  KRAIT_CHECK_OK(SetTypeAttribute(iso, type, name, Value::Object(dict)));
  return Value::Object(dict);
}
bool SetAnnotations(Isolate* iso, Value self, Value v) {
  Type* type = Self(self);
  Str* name = iso->names().dunder_annotations;
  if ((type->type_flags & kImmutable) != 0) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "cannot set '__annotations__' attribute of immutable type '%s'",
                  TypeFullName(type));
  }
  if (!v && !type->own->Get(iso, name)) {
    return Raise(iso, ExceptionId::kAttributeError, "__annotations__");
  }
  return SetTypeAttribute(iso, type, name, v);
}

// The signature of a built-in's constructor, as far as its table declares one.
Value GetTextSignature(Isolate* iso, Value self) {
  if (Self(self)->spec == nullptr) return Value::None();
  for (const NativeMethod& method : Self(self)->spec->methods) {
    if (std::string_view(method.name) != "__new__" || method.signature == nullptr) continue;
    std::string text = method.signature;
    if (text.starts_with("($cls, ")) text = "(" + text.substr(7);
    if (text.starts_with("(/, ")) text = "(" + text.substr(4);
    return Value::Object(Str::New(iso, text == "(*args, **kwargs)" ? "()" : text));
  }
  return Value::None();
}

Value GetFlags(Isolate*, Value self) {
  // The bits that the standard library asks for.
  constexpr int64_t kHeapType = 1 << 9, kBaseType = 1 << 10, kAbstract = 1 << 20,
                    kImmutableType = 1 << 8, kReady = 1 << 12;
  const Type* type = Self(self);
  int64_t flags = kReady;
  if (type->spec == nullptr) flags |= kHeapType;
  if ((type->type_flags & kSubclassable) != 0) flags |= kBaseType;
  if ((type->type_flags & kImmutable) != 0) flags |= kImmutableType;
  if (type->is_abstract) flags |= kAbstract;
  static constexpr struct {
    ObjectKind kind;
    int bit;
  } kLayouts[] = {{ObjectKind::kInt, 24},   {ObjectKind::kBool, 24}, {ObjectKind::kList, 25},
                  {ObjectKind::kTuple, 26}, {ObjectKind::kBytes, 27}, {ObjectKind::kStr, 28},
                  {ObjectKind::kDict, 29},  {ObjectKind::kException, 30}, {ObjectKind::kType, 31}};
  for (const auto& entry : kLayouts) {
    if (type->instance_kind == entry.kind) flags |= int64_t{1} << entry.bit;
  }
  return Value::Int(flags);
}
Value GetBasicSize(Isolate*, Value self) {
  return Value::Int(16 + 8 * (Self(self)->has_dict + Self(self)->has_weakref) +
                    8 * Self(self)->reserved_slots);
}
Value GetItemSize(Isolate*, Value self) {
  switch (Self(self)->instance_kind) {
    case ObjectKind::kInt:
    case ObjectKind::kBool:
      return Value::Int(4);
    case ObjectKind::kTuple:
      return Value::Int(8);
    case ObjectKind::kBytes:
      return Value::Int(1);
    case ObjectKind::kType:
      return Value::Int(40);
    default:
      return Value::Int(0);
  }
}
Value GetDictOffset(Isolate*, Value self) { return Value::Int(Self(self)->has_dict ? 16 : 0); }
Value GetWeakrefOffset(Isolate*, Value self) {
  return Value::Int(Self(self)->has_weakref ? 24 : 0);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, *args, **kwargs)"},
    {"__call__", TypeCallMethod, "($self, /, *args, **kwargs)"},
    {"__repr__", Repr, "($self, /)"},
    {"__getattribute__", ObjectGetattribute, "($self, name, /)"},
    {"__setattr__", ObjectSetattr, "($self, name, value, /)"},
    {"__delattr__", ObjectDelattr, "($self, name, /)"},
    {"__or__", Or, "($self, value, /)"},
    {"__ror__", Ror, "($self, value, /)"},
    {"mro", TypeMroMethod, "($self, /)", kNativeDefault,
     "Return a type's method resolution order."},
    {"__subclasses__", SubclassesMethod, "($self, /)", kNativeDefault,
     "Return a list of immediate subclasses."},
    {"__prepare__", Prepare, "($cls, /, *args, **kwargs)", kClassMethod},
    {"__instancecheck__", InstanceCheck, "($self, instance, /)"},
    {"__subclasscheck__", SubclassCheck, "($self, subclass, /)"},
    {"__dir__", Dir, "($self, /)"},
    {"__sizeof__", SizeOf, "($self, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"__name__", GetName, SetName},
    {"__qualname__", GetQualname, SetQualname},
    {"__bases__", GetBases, SetBasesAttribute},
    {"__mro__", GetMro, nullptr, nullptr, kMember},
    {"__base__", GetBase, nullptr, nullptr, kMember},
    {"__module__", GetModule, SetModule},
    {"__abstractmethods__", GetAbstractMethods, SetAbstractMethods},
    {"__dict__", GetDict},
    {"__doc__", GetDoc, SetDoc},
    {"__text_signature__", GetTextSignature},
    {"__annotations__", GetAnnotations, SetAnnotations},
    {"__flags__", GetFlags, nullptr, nullptr, kMember},
    {"__basicsize__", GetBasicSize, nullptr, nullptr, kMember},
    {"__itemsize__", GetItemSize, nullptr, nullptr, kMember},
    {"__dictoffset__", GetDictOffset, nullptr, nullptr, kMember},
    {"__weakrefoffset__", GetWeakrefOffset, nullptr, nullptr, kMember},
};

}  // namespace

const TypeSpec kTypeTypeSpec = {
    .name = "type",
    .kind = ObjectKind::kType,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable,
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
};

Value TypeCallMethod(Isolate* iso, Value* args, size_t) {
  auto* positional = args[1].As<Tuple>();
  auto* keywords = args[2].As<Dict>();
  if (keywords->size == 0) {
    return TypeCall(iso, Self(args[0]), positional->items, positional->size, nullptr);
  }
  gc::RootVector all(iso->heap());
  for (Value v : positional->view()) all.push_back(v);
  KRAIT_TRY(Tuple*, names, Tuple::New(iso, keywords->size));
  int64_t position = 0, i = 0;
  Value key, value;
  while (keywords->NextEntry(&position, &key, &value)) {
    names->items[i++] = key;
    all.push_back(value);
  }
  return TypeCall(iso, Self(args[0]), all.data(), all.size(), names);
}

Value TypeMroMethod(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, mro, LinearizeBases(iso, Self(args[0]), Self(args[0])->bases));
  return Value::Object(List::From(iso, mro->view()));
}

Value TypeModule(Isolate* iso, Type* type) {
  if (type->spec == nullptr) return type->own->Get(iso, iso->names().dunder_module);
  const std::string_view name = type->spec->name;
  const size_t dot = name.rfind('.');
  if (dot != name.npos) return Value::Object(Str::Intern(iso, name.substr(0, dot)));
  return Value::Object(Str::Intern(iso, type->spec->module));
}

Type* MostDerivedMetaclass(Isolate* iso, Type* metaclass, Tuple* bases) {
  Type* winner = metaclass;
  for (int64_t i = 0; i < bases->size; ++i) {
    Type* candidate = TypeOf(iso, bases->items[i]);
    if (IsSubtype(winner, candidate)) continue;
    if (IsSubtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    return RaiseTypeError(iso,
                          "metaclass conflict: the metaclass of a derived class must be a "
                          "(non-strict) subclass of the metaclasses of all its bases");
  }
  return winner;
}

Value SubclassesList(Isolate* iso, Type* type) {
  KRAIT_TRY(List*, list, List::New(iso));
  const auto add = [&](Type* candidate) {
    if (candidate == nullptr || candidate->bases == nullptr || candidate == type) return true;
    for (Value base : candidate->bases->view()) {
      if (base == Value::Object(type)) return list->Append(iso, Value::Object(candidate));
    }
    return true;
  };
  if (type->spec != nullptr) {
    for (int i = 0; i < kObjectKindCount; ++i) {
      KRAIT_CHECK_OK(add(iso->type(static_cast<ObjectKind>(i))));
    }
    for (int i = 1; i < kExceptionCount; ++i) {
      KRAIT_CHECK_OK(add(iso->exception_type(static_cast<ExceptionId>(i))));
    }
  }
  // Appending may collect, and a collection shortens the list of subclasses.
  for (size_t i = 0; i < Subclasses(type).size(); ++i) {
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(Subclasses(type)[i])));
  }
  return Value::Object(list);
}

std::string TypeDisplayName(Isolate* iso, Type* type) {
  const Value module = TypeModule(iso, type);
  if (!HasKind(module, ObjectKind::kStr)) return Text(type->qualname);
  if (module.As<Str>()->view() == "builtins") return Text(type->qualname);
  return Text(module.As<Str>()) + "." + Text(type->qualname);
}

}  // namespace krait
