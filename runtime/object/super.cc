// super: attribute look-up that starts behind a class in the MRO.
#include "runtime/object/super.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/isolate.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Super* Self(Value v) { return v.As<Super>(); }

// The class whose MRO super(type, object) walks. Null with TypeError pending.
Type* CheckObject(Isolate* iso, Type* type, Value object) {
  if (HasKind(object, ObjectKind::kType) && IsSubtype(object.As<Type>(), type)) {
    return object.As<Type>();
  }
  if (IsInstanceOf(iso, object, type)) return TypeOf(iso, object);
  Value claimed;
  KRAIT_CHECK_OK(LookupAttr(iso, object, iso->names().dunder_class, &claimed));
  if (HasKind(claimed, ObjectKind::kType) && IsSubtype(claimed.As<Type>(), type)) {
    return claimed.As<Type>();
  }
  return RaiseTypeError(iso, "super(type, obj): obj must be an instance or subtype of type");
}

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<Super>(iso, args[0].As<Type>()));
}

Value Init(Isolate* iso, Value* args, size_t) {
  Super* self = Self(args[0]);
  Value type = args[1], object = args[2];
  if (!type) {
    KRAIT_CHECK_OK(SuperArguments(iso, &type, &object));
  }
  if (!HasKind(type, ObjectKind::kType)) {
    return RaiseF(iso, ExceptionId::kTypeError, "super() argument 1 must be a type, not %.200s",
                  TypeName(iso, type));
  }
  if (object.IsNone()) object = Value::Empty();
  Type* object_type = nullptr;
  if (object) {
    object_type = CheckObject(iso, type.As<Type>(), object);
    if (object_type == nullptr) return Value::Empty();
  }
  self->type = type.As<Type>();
  self->object = object;
  self->object_type = object_type;
  iso->Barrier(self);
  return Value::None();
}

Value Repr(Isolate* iso, Value* args, size_t) {
  Super* self = Self(args[0]);
  std::string text = "<super: <class '";
  text += self->type == nullptr ? "NULL" : self->type->name->data;
  text += "'>, ";
  if (self->object_type != nullptr) {
    text += std::string("<") + self->object_type->name->data + " object>>";
  } else {
    text += "NULL>";
  }
  return Value::Object(Str::New(iso, text));
}

Value Get(Isolate* iso, Value* args, size_t) {
  Super* self = Self(args[0]);
  if (args[1].IsNone() || self->object || self->type == nullptr) return args[0];
  if (!IsExact(args[0], ObjectKind::kSuper)) {
    return Call(iso, Value::Object(TypeOf(iso, args[0])), {Value::Object(self->type), args[1]});
  }
  KRAIT_TRY(Type*, object_type, CheckObject(iso, self->type, args[1]));
  auto* bound = NewInstance<Super>(iso, iso->type(ObjectKind::kSuper));
  bound->type = self->type;
  bound->object = args[1];
  bound->object_type = object_type;
  return Value::Object(bound);
}

Value GetThisClass(Isolate*, Value self) {
  return Self(self)->type ? Value::Object(Self(self)->type) : Value::None();
}
Value GetSelf(Isolate*, Value self) {
  return Self(self)->object ? Self(self)->object : Value::None();
}
Value GetSelfClass(Isolate*, Value self) {
  return Self(self)->object_type ? Value::Object(Self(self)->object_type) : Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, type=None, object=None, /)"},
    {"__repr__", Repr, "($self, /)"},
    {"__getattribute__", ObjectGetattribute, "($self, name, /)"},
    {"__get__", Get, "($self, instance, owner=None, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__thisclass__", GetThisClass, nullptr, "the class invoking super()", kMember},
    {"__self__", GetSelf, nullptr, "the instance invoking super(); may be None", kMember},
    {"__self_class__", GetSelfClass, nullptr, "the type of the instance invoking super(); may be None", kMember},
};

}  // namespace

const TypeSpec kSuperTypeSpec = {
    .name = "super",
    .kind = ObjectKind::kSuper,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kNoWeakReferences,
    .doc = "super() -> same as super(__class__, <first argument>)\n"
           "super(type) -> unbound super object\n"
           "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
           "super(type, type2) -> bound super object; requires issubclass(type2, type)",
};

void TraceSuper(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<Super*>(object)->type);
  marker.Visit(static_cast<Super*>(object)->object);
  marker.Visit(static_cast<Super*>(object)->object_type);
}

Value SuperLookup(Isolate* iso, Type* type, Type* object_type, Str* name) {
  const Tuple* mro = object_type->mro;
  if (mro == nullptr) return Value::Empty();  // a class that is being made
  int64_t i = 0;
  while (i < mro->size && mro->items[i] != Value::Object(type)) ++i;
  for (++i; i < mro->size; ++i) {
    const Dict* own = TypeAttributes(iso, mro->items[i].As<Type>());
    const Value v = own->Get(iso, name);
    if (v) return v;
  }
  return Value::Empty();
}

bool FindSuperAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  Super* self = Self(object);
  // super().__class__ is super itself, so that super().__class__ stays truthful.
  if (self->object_type != nullptr && name != iso->names().dunder_class) {
    const Value found = SuperLookup(iso, self->type, self->object_type, name);
    if (found) {
      const bool on_class = self->object == Value::Object(self->object_type);
      *result =
          BindDescriptor(iso, found, on_class ? Value::Empty() : self->object, self->object_type);
      return static_cast<bool>(*result);
    }
  }
  return FindGenericAttribute(iso, object, name, result);
}

}  // namespace krait
