// types.GenericAlias: list[int] and its kin.
#include "runtime/object/generic_alias.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/alias_text.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline GenericAlias* Self(Value v) { return v.As<GenericAlias>(); }

// Attributes that an alias has itself; all others are its origin's.
constexpr std::string_view kOwnAttributes[] = {
    "__class__",       "__bases__",     "__origin__",    "__args__",
    "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__",    "__copy__",
    "__deepcopy__",
};

bool IsOwnAttribute(std::string_view name) {
  for (std::string_view own : kOwnAttributes) {
    if (own == name) return true;
  }
  return false;
}

GenericAlias* Make(Isolate* iso, Type* type, Value origin, Value args) {
  Tuple* tuple = CastTo<Tuple>(args, ObjectKind::kTuple);
  if (tuple == nullptr) {
    tuple = Tuple::Of(iso, {args});
    if (tuple == nullptr) return nullptr;
  }
  auto* self = NewInstance<GenericAlias>(iso, type);
  if (self == nullptr) return nullptr;
  self->origin = origin;
  self->args = tuple;
  return self;
}

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(Make(iso, args[0].As<Type>(), args[1], args[2]));
}

Value Repr(Isolate* iso, Value* args, size_t) {
  GenericAlias* self = Self(args[0]);
  std::string text = self->starred ? "*" : "";
  KRAIT_CHECK_OK(AppendAliasPart(iso, self->origin, &text));
  text += '[';
  for (int64_t i = 0; i < self->args->size; ++i) {
    if (i > 0) text += ", ";
    KRAIT_CHECK_OK(AppendAliasPart(iso, self->args->items[i], &text));
  }
  // tuple[()] has no arguments, and says so.
  if (self->args->size == 0) text += "()";
  return Value::Object(Str::New(iso, text + "]"));
}

Value CallAlias(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, made,
            CallWithDict(iso, Self(args[0])->origin, args[1].As<Tuple>()->view(),
                         args[2].As<Dict>()));
  if (SetAttr(iso, made, Str::Intern(iso, "__orig_class__"), args[0])) return made;
  if (ClearPendingIf(iso, ExceptionId::kAttributeError) ||
      ClearPendingIf(iso, ExceptionId::kTypeError)) {
    return made;
  }
  return Value::Empty();
}

Tuple* ParametersOf(Isolate* iso, GenericAlias* self) {
  if (self->parameters == nullptr) {
    self->parameters = TypeParameters(iso, self->args);
    iso->Barrier(self);
  }
  return self->parameters;
}

Value Item(Isolate* iso, Value* args, size_t) {
  GenericAlias* self = Self(args[0]);
  KRAIT_TRY(Tuple*, parameters, ParametersOf(iso, self));
  KRAIT_TRY(Tuple*, replaced,
            SubstituteParameters(iso, args[0], self->args, parameters, args[1]));
  auto* alias = Make(iso, TypeOf(iso, args[0]), self->origin, Value::Object(replaced));
  if (alias != nullptr) alias->starred = self->starred;
  return Value::Object(alias);
}

Value MroEntries(Isolate* iso, Value* args, size_t) {
  return Value::Object(Tuple::Of(iso, {Self(args[0])->origin}));
}
Value InstanceCheck(Isolate* iso, Value*, size_t) {
  return RaiseTypeError(iso, "isinstance() argument 2 cannot be a parameterized generic");
}
Value SubclassCheck(Isolate* iso, Value*, size_t) {
  return RaiseTypeError(iso, "issubclass() argument 2 cannot be a parameterized generic");
}

Value Eq(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kGenericAlias)) return Value::NotImplemented();
  GenericAlias* a = Self(args[0]);
  GenericAlias* b = Self(args[1]);
  if (a->starred != b->starred) return Value::False();
  bool equal;
  KRAIT_CHECK_OK(Equal(iso, a->origin, b->origin, &equal));
  if (equal) KRAIT_CHECK_OK(Equal(iso, Value::Object(a->args), Value::Object(b->args), &equal));
  return Value::Bool(equal);
}
Value Ne(Isolate* iso, Value* args, size_t count) {
  const Value v = Eq(iso, args, count);
  return v.IsBool() ? Value::Bool(v.IsFalse()) : v;
}
Value HashAlias(Isolate* iso, Value* args, size_t) {
  int64_t of_origin, of_args;
  KRAIT_CHECK_OK(Hash(iso, Self(args[0])->origin, &of_origin));
  KRAIT_CHECK_OK(Hash(iso, Value::Object(Self(args[0])->args), &of_args));
  return Value::Int((of_origin ^ of_args) & 0x7FFFFFFFFFFF);
}

Value Reduce(Isolate* iso, Value* args, size_t) {
  GenericAlias* self = Self(args[0]);
  return Value::Object(Tuple::Of(
      iso, {Value::Object(TypeOf(iso, args[0])),
            Value::Object(Tuple::Of(iso, {self->origin, Value::Object(self->args)}))}));
}

Value Dir(Isolate* iso, Value* args, size_t) {
  const Value dir = iso->builtins()->Get(iso, Str::Intern(iso, "dir"));
  KRAIT_TRY(Value, names, Call(iso, dir, {Self(args[0])->origin}));
  KRAIT_TRY(List*, list, ListFromIterable(iso, names));
  for (std::string_view own : kOwnAttributes) {
    const Value name = Value::Object(Str::Intern(iso, own));
    bool present;
    KRAIT_CHECK_OK(Contains(iso, Value::Object(list), name, &present));
    if (!present) KRAIT_CHECK_OK(list->Append(iso, name));
  }
  return Value::Object(list);
}

// *alias: one starred alias.
Value IterAlias(Isolate* iso, Value* args, size_t) {
  GenericAlias* self = Self(args[0]);
  KRAIT_TRY(GenericAlias*, starred,
            Make(iso, TypeOf(iso, args[0]), self->origin, Value::Object(self->args)));
  starred->starred = true;
  return Iter(iso, Value::Object(Tuple::Of(iso, {Value::Object(starred)})));
}

Value Or(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[0], args[1]); }
Value Ror(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[1], args[0]); }

Value GetOrigin(Isolate*, Value self) { return Self(self)->origin; }
Value GetArgs(Isolate*, Value self) { return Value::Object(Self(self)->args); }
Value GetParameters(Isolate* iso, Value self) {
  return Value::Object(ParametersOf(iso, Self(self)));
}
Value GetUnpacked(Isolate*, Value self) { return Value::Bool(Self(self)->starred); }
Value GetUnpackedArgs(Isolate* iso, Value self) {
  const bool tuple = Self(self)->origin == Value::Object(iso->type(ObjectKind::kTuple));
  return Self(self)->starred && tuple ? Value::Object(Self(self)->args) : Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, origin, args, /)", kConstructor},
    {"__repr__", Repr, "($self, /)"},
    {"__call__", CallAlias, "($self, /, *args, **kwargs)"},
    {"__getitem__", Item, "($self, key, /)"},
    {"__mro_entries__", MroEntries, "($self, bases, /)"},
    {"__instancecheck__", InstanceCheck, "($self, instance, /)"},
    {"__subclasscheck__", SubclassCheck, "($self, subclass, /)"},
    {"__eq__", Eq, "($self, value, /)"},
    {"__ne__", Ne, "($self, value, /)"},
    {"__hash__", HashAlias, "($self, /)"},
    {"__reduce__", Reduce, "($self, /)"},
    {"__dir__", Dir, "($self, /)"},
    {"__iter__", IterAlias, "($self, /)"},
    {"__getattribute__", ObjectGetattribute, "($self, name, /)"},
    {"__or__", Or, "($self, value, /)"},
    {"__ror__", Ror, "($self, value, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__origin__", GetOrigin},
    {"__args__", GetArgs},
    {"__parameters__", GetParameters, nullptr, "Type variables in the GenericAlias."},
    {"__unpacked__", GetUnpacked},
    {"__typing_unpacked_tuple_args__", GetUnpackedArgs},
};

}  // namespace

const TypeSpec kGenericAliasTypeSpec = {
    .name = "types.GenericAlias",
    .kind = ObjectKind::kGenericAlias,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable,
    .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and "
           "t.__args__ is (int,).",
};

void TraceGenericAlias(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<GenericAlias*>(object)->origin);
  marker.Visit(static_cast<GenericAlias*>(object)->args);
  marker.Visit(static_cast<GenericAlias*>(object)->parameters);
}

Value NewGenericAlias(Isolate* iso, Value origin, Value args) {
  return Value::Object(Make(iso, iso->type(ObjectKind::kGenericAlias), origin, args));
}

bool FindAliasAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  if (IsOwnAttribute(name->view())) return FindGenericAttribute(iso, object, name, result);
  // What a subclass adds is its own as well.
  if (!IsExact(object, ObjectKind::kGenericAlias)) {
    KRAIT_CHECK_OK(FindGenericAttribute(iso, object, name, result));
    if (*result) return true;
  }
  *result = GetAttr(iso, Self(object)->origin, name);
  return static_cast<bool>(*result);
}

bool StoreAliasAttribute(Isolate* iso, Value object, Str* name, Value v) {
  return StoreGenericAttribute(iso, object, name, v);
}

}  // namespace krait
