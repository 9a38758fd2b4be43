// The built-in type property.
#include "runtime/object/property.h"

#include <string>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Property* Self(Value v) { return v.As<Property>(); }
inline Value OrNone(Value v) { return v ? v : Value::None(); }

// "property 'x' of 'C' object has no setter"
Failure RaiseMissing(Isolate* iso, const Property* p, Value instance, const char* what) {
  std::string text = "property ";
  if (p->name) {
    KRAIT_TRY(Str*, name, Repr(iso, p->name));
    text += std::string(name->view()) + " ";
  }
  text += "of '" + std::string(TypeOf(iso, instance)->qualname->view()) + "' object has no ";
  return Raise(iso, ExceptionId::kAttributeError, text + what);
}

Value New(Isolate* iso, Value* args, size_t) {
  auto* self = NewInstance<Property>(iso, args[0].As<Type>());
  if (self == nullptr) return Value::Empty();
  self->getter = self->setter = self->deleter = self->doc = Value::None();
  return Value::Object(self);
}

// Fills a property; the doc string comes from the getter when none is given.
bool Fill(Isolate* iso, Value object, Value getter, Value setter, Value deleter, Value doc) {
  Property* self = Self(object);
  self->getter = OrNone(getter);
  self->setter = OrNone(setter);
  self->deleter = OrNone(deleter);
  self->doc = OrNone(doc);
  self->name = Value::Empty();
  self->getter_doc = false;
  iso->Barrier(self);
  if (self->doc.IsNone() && !self->getter.IsNone()) {
    Value found;
    KRAIT_CHECK_OK(LookupAttr(iso, self->getter, iso->names().dunder_doc, &found));
    if (found && !found.IsNone()) {
      self->doc = found;
      self->getter_doc = true;
      iso->Barrier(self);
    }
  }
  // A subclass has a __doc__ of its own in the way, so its instances carry theirs.
  if (!IsExact(object, ObjectKind::kProperty) && !self->doc.IsNone() &&
      TypeOf(iso, object)->has_dict) {
    return SetOwnAttribute(iso, self, iso->names().dunder_doc, self->doc);
  }
  return true;
}

Value Init(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Fill(iso, args[0], args[1], args[2], args[3], args[4]));
  return Value::None();
}

// A copy of the property's own type with one accessor replaced.
Value Replaced(Isolate* iso, Value self, Value getter, Value setter, Value deleter) {
  Property* p = Self(self);
  if (!getter || getter.IsNone()) getter = p->getter;
  if (!setter || setter.IsNone()) setter = p->setter;
  if (!deleter || deleter.IsNone()) deleter = p->deleter;
  const Value doc = p->getter_doc && !getter.IsNone() ? Value::None() : p->doc;
  KRAIT_TRY(Value, copy,
            Call(iso, Value::Object(TypeOf(iso, self)), {getter, setter, deleter, doc}));
  if (HasKind(copy, ObjectKind::kProperty)) {
    Self(copy)->name = p->name;
    iso->Barrier(copy.AsHeap());
  }
  return copy;
}
Value WithGetter(Isolate* iso, Value* args, size_t) {
  return Replaced(iso, args[0], args[1], Value::Empty(), Value::Empty());
}
Value WithSetter(Isolate* iso, Value* args, size_t) {
  return Replaced(iso, args[0], Value::Empty(), args[1], Value::Empty());
}
Value WithDeleter(Isolate* iso, Value* args, size_t) {
  return Replaced(iso, args[0], Value::Empty(), Value::Empty(), args[1]);
}

Value SetName(Isolate* iso, Value* args, size_t) {
  Self(args[0])->name = args[2];
  iso->Barrier(args[0].AsHeap());
  return Value::None();
}

Value Get(Isolate* iso, Value* args, size_t) {
  if (args[1].IsNone() && (!args[2] || args[2].IsNone())) {
    return RaiseTypeError(iso, "__get__(None, None) is invalid");
  }
  if (args[1].IsNone()) return args[0];
  return GetProperty(iso, Self(args[0]), args[1]);
}
Value Set(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(SetProperty(iso, Self(args[0]), args[1], args[2]));
  return Value::None();
}
Value Delete(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(SetProperty(iso, Self(args[0]), args[1], Value::Empty()));
  return Value::None();
}

Value GetFget(Isolate*, Value self) { return Self(self)->getter; }
Value GetFset(Isolate*, Value self) { return Self(self)->setter; }
Value GetFdel(Isolate*, Value self) { return Self(self)->deleter; }
Value GetDoc(Isolate*, Value self) { return Self(self)->doc; }
bool SetDoc(Isolate* iso, Value self, Value v) {
  Self(self)->doc = OrNone(v);
  iso->Barrier(Self(self));
  return true;
}
Value GetAbstract(Isolate* iso, Value self) {
  for (Value part : {Self(self)->getter, Self(self)->setter, Self(self)->deleter}) {
    Value v;
    if (part.IsNone()) continue;
    if (!LookupAttr(iso, part, iso->names().dunder_isabstractmethod, &v)) return {};
    bool truth = false;
    if (v && !Truth(iso, v, &truth)) return {};
    if (truth) return Value::True();
  }
  return Value::False();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, fget=None, fset=None, fdel=None, doc=None)"},
    {"__get__", Get, "($self, instance, owner=None, /)"},
    {"__set__", Set, "($self, instance, value, /)"},
    {"__delete__", Delete, "($self, instance, /)"},
    {"__set_name__", SetName, "($self, owner, name, /)"},
    {"getter", WithGetter, "($self, fget, /)", kNativeDefault,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", WithSetter, "($self, fset, /)", kNativeDefault,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", WithDeleter, "($self, fdel, /)", kNativeDefault,
     "Descriptor to obtain a copy of the property with a different deleter."},
};
constexpr NativeProperty kProperties[] = {
    {"fget", GetFget, nullptr, nullptr, kMember},
    {"fset", GetFset, nullptr, nullptr, kMember},
    {"fdel", GetFdel, nullptr, nullptr, kMember},
    {"__doc__", GetDoc, SetDoc, nullptr, kMember},
    {"__isabstractmethod__", GetAbstract},
};

}  // namespace

Value GetProperty(Isolate* iso, Property* property, Value instance) {
  if (!property->getter || property->getter.IsNone()) {
    return RaiseMissing(iso, property, instance, "getter");
  }
  const Value arguments[] = {instance};
  return Call(iso, property->getter, arguments);
}

bool SetProperty(Isolate* iso, Property* property, Value instance, Value v) {
  const Value function = v ? property->setter : property->deleter;
  if (!function || function.IsNone()) {
    return RaiseMissing(iso, property, instance, v ? "setter" : "deleter");
  }
  return static_cast<bool>(v ? Call(iso, function, {instance, v}) : Call(iso, function, {instance}));
}

const TypeSpec kPropertyTypeSpec = {
    .name = "property",
    .kind = ObjectKind::kProperty,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable,
    .doc =
        "Property attribute.\n\n"
        "  fget\n    function to be used for getting an attribute value\n"
        "  fset\n    function to be used for setting an attribute value\n"
        "  fdel\n    function to be used for del'ing an attribute\n"
        "  doc\n    docstring",
};

void TraceProperty(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Property*>(object);
  marker.Visit(self->getter);
  marker.Visit(self->setter);
  marker.Visit(self->deleter);
  marker.Visit(self->doc);
  marker.Visit(self->name);
}

}  // namespace krait
