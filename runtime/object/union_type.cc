// types.UnionType: int | str.
#include <string>

#include "gc/marker.h"
#include "gc/roots.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/alias_text.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline UnionType* Self(Value v) { return v.As<UnionType>(); }

bool IsUnionable(Value v) {
  return v.IsNone() || HasKind(v, ObjectKind::kType) || HasKind(v, ObjectKind::kGenericAlias) ||
         HasKind(v, ObjectKind::kUnionType);
}

// Adds a member unless it is there: aliases by equality, everything else by identity.
bool AddMember(Isolate* iso, gc::RootVector& members, Value v) {
  if (v.IsNone()) v = Value::Object(iso->type(ObjectKind::kNone));
  for (size_t i = 0; i < members.size(); ++i) {
    bool same = members[i] == v;
    if (!same && HasKind(v, ObjectKind::kGenericAlias) &&
        HasKind(members[i], ObjectKind::kGenericAlias)) {
      KRAIT_CHECK_OK(Equal(iso, members[i], v, &same));
    }
    if (same) return true;
  }
  members.push_back(v);
  return true;
}

bool AddMembers(Isolate* iso, gc::RootVector& members, Value v) {
  if (!HasKind(v, ObjectKind::kUnionType)) return AddMember(iso, members, v);
  for (Value member : Self(v)->args->view()) {
    KRAIT_CHECK_OK(AddMember(iso, members, member));
  }
  return true;
}

Value MakeUnion(Isolate* iso, const gc::RootVector& members) {
  if (members.size() == 1) return members[0];
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kUnionType);
  KRAIT_TRY(Tuple*, args, Tuple::From(iso, {members.data(), members.size()}));
  auto* self = iso->heap().New<UnionType>(kKind, kKind);
  self->args = args;
  return Value::Object(self);
}

Value Repr(Isolate* iso, Value* args, size_t) {
  std::string text;
  const Tuple* members = Self(args[0])->args;
  for (int64_t i = 0; i < members->size; ++i) {
    if (i > 0) text += " | ";
    if (members->items[i] == Value::Object(iso->type(ObjectKind::kNone))) {
      text += "None";
    } else {
      KRAIT_CHECK_OK(AppendAliasPart(iso, members->items[i], &text));
    }
  }
  return Value::Object(Str::New(iso, text));
}

Value SetOf(Isolate* iso, Value v) {
  return Call(iso, Value::Object(iso->type(ObjectKind::kFrozenSet)),
              {Value::Object(Self(v)->args)});
}

Value Eq(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kUnionType)) return Value::NotImplemented();
  KRAIT_TRY(Value, a, SetOf(iso, args[0]));
  KRAIT_TRY(Value, b, SetOf(iso, args[1]));
  return Compare(iso, CompareOp::kEq, a, b);
}
Value Ne(Isolate* iso, Value* args, size_t count) {
  const Value v = Eq(iso, args, count);
  return v.IsBool() ? Value::Bool(v.IsFalse()) : v;
}
Value HashUnion(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, set, SetOf(iso, args[0]));
  int64_t hash;
  KRAIT_CHECK_OK(Hash(iso, set, &hash));
  return Value::Int(hash & 0x7FFFFFFFFFFF);
}

Value Or(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[0], args[1]); }
Value Ror(Isolate* iso, Value* args, size_t) { return TypeUnion(iso, args[1], args[0]); }

bool CheckMembers(Isolate* iso, Value self, const char* message) {
  for (Value member : Self(self)->args->view()) {
    if (HasKind(member, ObjectKind::kGenericAlias)) return RaiseTypeError(iso, message);
  }
  return true;
}

Value InstanceCheck(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(
      CheckMembers(iso, args[0], "isinstance() argument 2 cannot be a parameterized generic"));
  bool result;
  KRAIT_CHECK_OK(IsInstance(iso, args[1], Value::Object(Self(args[0])->args), &result));
  return Value::Bool(result);
}
Value SubclassCheck(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kType)) {
    return RaiseTypeError(iso, "issubclass() arg 1 must be a class");
  }
  KRAIT_CHECK_OK(
      CheckMembers(iso, args[0], "issubclass() argument 2 cannot be a parameterized generic"));
  bool result;
  KRAIT_CHECK_OK(IsSubclass(iso, args[1], Value::Object(Self(args[0])->args), &result));
  return Value::Bool(result);
}

Tuple* ParametersOf(Isolate* iso, UnionType* self) {
  if (self->parameters == nullptr) {
    self->parameters = TypeParameters(iso, self->args);
    iso->Barrier(self);
  }
  return self->parameters;
}

Value Item(Isolate* iso, Value* args, size_t) {
  UnionType* self = Self(args[0]);
  KRAIT_TRY(Tuple*, parameters, ParametersOf(iso, self));
  KRAIT_TRY(Tuple*, replaced,
            SubstituteParameters(iso, args[0], self->args, parameters, args[1]));
  Value result = replaced->items[0];
  for (int64_t i = 1; i < replaced->size; ++i) {
    result = Binary(iso, BinaryOperator::kOr, result, replaced->items[i]);
    if (!result) return result;
  }
  return result;
}

Value GetArgs(Isolate*, Value self) { return Value::Object(Self(self)->args); }
Value GetParameters(Isolate* iso, Value self) {
  return Value::Object(ParametersOf(iso, Self(self)));
}

constexpr NativeMethod kMethods[] = {
    {"__repr__", Repr, "($self, /)"},
    {"__eq__", Eq, "($self, value, /)"},
    {"__ne__", Ne, "($self, value, /)"},
    {"__hash__", HashUnion, "($self, /)"},
    {"__or__", Or, "($self, value, /)"},
    {"__ror__", Ror, "($self, value, /)"},
    {"__getitem__", Item, "($self, key, /)"},
    {"__instancecheck__", InstanceCheck, "($self, instance, /)"},
    {"__subclasscheck__", SubclassCheck, "($self, subclass, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__args__", GetArgs},
    {"__parameters__", GetParameters, nullptr, "Type variables in the types.UnionType."},
};

}  // namespace

const TypeSpec kUnionTypeTypeSpec = {
    .name = "types.UnionType",
    .kind = ObjectKind::kUnionType,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable,
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
};

void TraceUnionType(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<UnionType*>(object)->args);
  marker.Visit(static_cast<UnionType*>(object)->parameters);
}

Value TypeUnion(Isolate* iso, Value a, Value b) {
  if (!IsUnionable(a) || !IsUnionable(b)) return Value::NotImplemented();
  gc::RootVector members(iso->heap());
  KRAIT_CHECK_OK(AddMembers(iso, members, a));
  KRAIT_CHECK_OK(AddMembers(iso, members, b));
  return MakeUnion(iso, members);
}

}  // namespace krait
