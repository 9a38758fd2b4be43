// Binding, and the descriptors that classes are made with: staticmethod, classmethod, slots of
// __slots__, computed attributes of built-in types.
#include "runtime/object/descriptors.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/native_function.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/property.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline MethodHolder* Holder(Value v) { return v.As<MethodHolder>(); }
inline MemberDescriptor* Member(Value v) { return v.As<MemberDescriptor>(); }
inline GetSetDescriptor* GetSet(Value v) { return v.As<GetSetDescriptor>(); }
std::string Text(const Str* s) { return std::string(s->view()); }

Value NewString(Isolate* iso, const std::string& text) {
  return Value::Object(Str::New(iso, text));
}

Failure RaiseWrongReceiver(Isolate* iso, const Str* name, const Type* owner, Value instance) {
  return RaiseTypeError(iso, "descriptor '" + Text(name) + "' for '" + TypeFullName(owner) +
                                 "' objects doesn't apply to a '" + TypeName(iso, instance) +
                                 "' object");
}

Value GetMember(Isolate* iso, MemberDescriptor* d, Value instance) {
  if (!IsInstanceOf(iso, instance, d->owner)) {
    return RaiseWrongReceiver(iso, d->name, d->owner, instance);
  }
  if (d->property != nullptr) return d->property->get(iso, instance);
  const Value v = GetSlot(iso->shape_of(instance.AsHeap()), instance.AsHeap(), d->slot);
  if (v) return v;
  return RaiseAttributeError(iso, instance, d->name,
                             std::string("'") + TypeName(iso, instance) +
                                 "' object has no attribute '" + Text(d->name) + "'");
}

Value GetComputed(Isolate* iso, GetSetDescriptor* d, Value instance) {
  if (!IsInstanceOf(iso, instance, d->owner)) {
    return RaiseWrongReceiver(iso, d->name, d->owner, instance);
  }
  if (!iso->CheckStack()) return Value::Empty();
  if (d->property->get == nullptr) {
    return Raise(iso, ExceptionId::kAttributeError,
                 "attribute '" + Text(d->name) + "' of '" + TypeFullName(d->owner) +
                     "' objects is not readable");
  }
  return d->property->get(iso, instance);
}

// classmethod binds what it holds to the class, by that object's own binding where it has one.
Value BindClassMethod(Isolate* iso, Value function, Type* owner) {
  const Value cls = Value::Object(owner);
  if (HasKind(function, ObjectKind::kFunction)) {
    return Value::Object(BoundMethod::New(iso, function, cls));
  }
  const Value getter = LookupSpecial(iso, function, Special::kGet);
  if (getter) {
    const Value arguments[] = {cls};
    bool found;
    return CallSpecial(iso, function, Special::kGet, arguments, &found);
  }
  return Value::Object(BoundMethod::New(iso, function, cls));
}

Value BindByProtocol(Isolate* iso, Value descriptor, Value instance, Type* owner) {
  if (!LookupSpecial(iso, descriptor, Special::kGet)) return descriptor;
  const Value arguments[] = {instance ? instance : Value::None(), Value::Object(owner)};
  bool found;
  return CallSpecial(iso, descriptor, Special::kGet, arguments, &found);
}

}  // namespace

Value BindDescriptor(Isolate* iso, Value descriptor, Value instance, Type* owner) {
  if (!descriptor.IsHeap()) return descriptor;
  const HeapObject* object = descriptor.AsHeap();
  if (object->shape >= 256) return BindByProtocol(iso, descriptor, instance, owner);
  switch (static_cast<ObjectKind>(object->kind)) {
    case ObjectKind::kFunction:
      return instance ? Value::Object(BoundMethod::New(iso, descriptor, instance)) : descriptor;
    case ObjectKind::kMethodDescriptor:
    case ObjectKind::kWrapperDescriptor:
      return instance
                 ? Value::Object(BindNative(iso, descriptor.As<NativeFunction>(), instance))
                 : descriptor;
    case ObjectKind::kClassMethodDescriptor:
      return Value::Object(
          BindNativeToClass(iso, descriptor.As<NativeFunction>(), Value::Object(owner)));
    case ObjectKind::kProperty:
      return instance ? GetProperty(iso, descriptor.As<Property>(), instance) : descriptor;
    case ObjectKind::kStaticMethod:
      return Holder(descriptor)->function;
    case ObjectKind::kClassMethod:
      return BindClassMethod(iso, Holder(descriptor)->function, owner);
    case ObjectKind::kMemberDescriptor:
      return instance ? GetMember(iso, Member(descriptor), instance) : descriptor;
    case ObjectKind::kGetSetDescriptor:
      return instance ? GetComputed(iso, GetSet(descriptor), instance) : descriptor;
    case ObjectKind::kObject:
    case ObjectKind::kSuper:
      return BindByProtocol(iso, descriptor, instance, owner);
    default:
      return descriptor;
  }
}

bool IsDataDescriptor(Isolate* iso, Value descriptor) {
  if (!descriptor.IsHeap()) return false;
  const HeapObject* object = descriptor.AsHeap();
  if (object->shape < 256) {
    switch (static_cast<ObjectKind>(object->kind)) {
      case ObjectKind::kProperty:
      case ObjectKind::kMemberDescriptor:
      case ObjectKind::kGetSetDescriptor:
        return true;
      default:
        return false;
    }
  }
  return LookupSpecial(iso, descriptor, Special::kSet) ||
         LookupSpecial(iso, descriptor, Special::kDelete);
}

bool SetMember(Isolate* iso, MemberDescriptor* d, Value instance, Value v) {
  if (!IsInstanceOf(iso, instance, d->owner)) {
    return RaiseWrongReceiver(iso, d->name, d->owner, instance);
  }
  if (d->property != nullptr) {
    if (d->property->set != nullptr) return d->property->set(iso, instance, v);
    return Raise(iso, ExceptionId::kAttributeError, "readonly attribute");
  }
  const Shape* shape = iso->shape_of(instance.AsHeap());
  if (!v && !GetSlot(shape, instance.AsHeap(), d->slot)) {
    return Raise(iso, ExceptionId::kAttributeError, d->name->view());
  }
  SetSlot(iso, shape, instance.AsHeap(), d->slot, v);
  return true;
}

bool SetComputed(Isolate* iso, GetSetDescriptor* d, Value instance, Value v) {
  if (!IsInstanceOf(iso, instance, d->owner)) {
    return RaiseWrongReceiver(iso, d->name, d->owner, instance);
  }
  if (d->property->set == nullptr) {
    return Raise(iso, ExceptionId::kAttributeError,
                 "attribute '" + Text(d->name) + "' of '" + TypeFullName(d->owner) +
                     "' objects is not writable");
  }
  return d->property->set(iso, instance, v);
}

MethodHolder* MethodHolder::New(Isolate* iso, ObjectKind kind, Value function) {
  auto* holder = NewInstance<MethodHolder>(iso, iso->type(kind));
  if (holder != nullptr) holder->function = function;
  return holder;
}

MemberDescriptor* MemberDescriptor::New(Isolate* iso, Type* owner, Str* name, int32_t slot) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kMemberDescriptor);
  auto* self = iso->heap().New<MemberDescriptor>(kKind, kKind);
  self->owner = owner;
  self->name = name;
  self->slot = slot;
  return self;
}

GetSetDescriptor* GetSetDescriptor::New(Isolate* iso, Type* owner,
                                        const NativeProperty* property) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kGetSetDescriptor);
  Str* name = Str::Intern(iso, property->name);
  auto* self = iso->heap().New<GetSetDescriptor>(kKind, kKind);
  self->owner = owner;
  self->property = property;
  self->name = name;
  return self;
}

namespace {

// --- member and getset descriptors as scripts see them ---

Type* OwnerOf(Value v) {
  return HasKind(v, ObjectKind::kMemberDescriptor) ? Member(v)->owner : GetSet(v)->owner;
}
Str* NameOf(Value v) {
  return HasKind(v, ObjectKind::kMemberDescriptor) ? Member(v)->name : GetSet(v)->name;
}

Value Repr(Isolate* iso, Value* args, size_t) {
  const bool member = HasKind(args[0], ObjectKind::kMemberDescriptor);
  return NewString(iso, std::string(member ? "<member '" : "<attribute '") +
                            Text(NameOf(args[0])) + "' of '" + TypeFullName(OwnerOf(args[0])) +
                            "' objects>");
}

Value Get(Isolate* iso, Value* args, size_t) {
  if (args[1].IsNone()) {
    if (!args[2] || args[2].IsNone()) {
      return RaiseTypeError(iso, "__get__(None, None) is invalid");
    }
    // None's own attributes are read as any other object's.
    if (OwnerOf(args[0]) != iso->type(ObjectKind::kNone)) return args[0];
  }
  return BindDescriptor(iso, args[0], args[1], TypeOf(iso, args[1]));
}

bool Store(Isolate* iso, Value self, Value instance, Value v) {
  return HasKind(self, ObjectKind::kMemberDescriptor)
             ? SetMember(iso, Member(self), instance, v)
             : SetComputed(iso, GetSet(self), instance, v);
}
Value Set(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Store(iso, args[0], args[1], args[2]));
  return Value::None();
}
Value Delete(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Store(iso, args[0], args[1], Value::Empty()));
  return Value::None();
}

Value GetName(Isolate*, Value self) { return Value::Object(NameOf(self)); }
Value GetObjclass(Isolate*, Value self) { return Value::Object(OwnerOf(self)); }
Value GetQualname(Isolate* iso, Value self) {
  return NewString(iso, Text(OwnerOf(self)->qualname) + "." + Text(NameOf(self)));
}
Value GetDoc(Isolate* iso, Value self) {
  const NativeProperty* property = HasKind(self, ObjectKind::kMemberDescriptor)
                                       ? Member(self)->property
                                       : GetSet(self)->property;
  const char* doc = property == nullptr ? nullptr : property->doc;
  return doc == nullptr ? Value::None() : NewString(iso, doc);
}
Value Reduce(Isolate* iso, Value* args, size_t) {
  const Value getattr = iso->builtins()->Get(iso, Str::Intern(iso, "getattr"));
  Tuple* inner = Tuple::Of(iso, {Value::Object(OwnerOf(args[0])), Value::Object(NameOf(args[0]))});
  return Value::Object(Tuple::Of(iso, {getattr, Value::Object(inner)}));
}

constexpr NativeMethod kDescriptorMethods[] = {
    {"__repr__", Repr, "($self, /)"},
    {"__get__", Get, "($self, instance, owner=None, /)"},
    {"__set__", Set, "($self, instance, value, /)"},
    {"__delete__", Delete, "($self, instance, /)"},
    {"__reduce__", Reduce, "($self, /)"},
};
constexpr NativeProperty kDescriptorProperties[] = {
    {"__name__", GetName, nullptr, nullptr, kMember},
    {"__qualname__", GetQualname},
    {"__objclass__", GetObjclass, nullptr, nullptr, kMember},
    {"__doc__", GetDoc},
};

// --- staticmethod and classmethod ---

// functools.wraps in small: what the wrapper takes over from its function.
bool CopyFunctionAttributes(Isolate* iso, MethodHolder* self, Value function) {
  const auto& names = iso->names();
  for (Str* name : {names.dunder_module, names.dunder_name, names.dunder_qualname,
                    names.dunder_doc}) {
    Value v;
    KRAIT_CHECK_OK(LookupAttr(iso, function, name, &v));
    if (v) KRAIT_CHECK_OK(SetOwnAttribute(iso, self, name, v));
  }
  return true;
}

template <ObjectKind kind>
Value NewHolder(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<MethodHolder>(iso, args[0].As<Type>()));
}
Value InitHolder(Isolate* iso, Value* args, size_t) {
  MethodHolder* self = Holder(args[0]);
  self->function = args[1];
  iso->Barrier(self, args[1]);
  KRAIT_CHECK_OK(CopyFunctionAttributes(iso, self, args[1]));
  return Value::None();
}
Value ReprHolder(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, inner, krait::Repr(iso, Holder(args[0])->function));
  return NewString(iso, "<" + Text(TypeOf(iso, args[0])->name) + "(" + Text(inner) + ")>");
}
Value GetStatic(Isolate* iso, Value* args, size_t) {
  if (!Holder(args[0])->function) {
    return Raise(iso, ExceptionId::kRuntimeError, "uninitialized staticmethod object");
  }
  return Holder(args[0])->function;
}
Value CallStatic(Isolate* iso, Value* args, size_t) {
  return CallWithDict(iso, Holder(args[0])->function, args[1].As<Tuple>()->view(),
                      args[2].As<Dict>());
}
Value GetClassBound(Isolate* iso, Value* args, size_t) {
  if (!Holder(args[0])->function) {
    return Raise(iso, ExceptionId::kRuntimeError, "uninitialized classmethod object");
  }
  Value owner = args[2];
  if (!owner || owner.IsNone()) owner = Value::Object(TypeOf(iso, args[1]));
  if (!HasKind(owner, ObjectKind::kType)) {
    return Value::Object(BoundMethod::New(iso, Holder(args[0])->function, owner));
  }
  return BindClassMethod(iso, Holder(args[0])->function, owner.As<Type>());
}

Value GetWrapped(Isolate*, Value self) {
  const Value v = Holder(self)->function;
  return v ? v : Value::None();
}
Value GetAbstract(Isolate* iso, Value self) {
  Value v;
  if (!LookupAttr(iso, GetWrapped(iso, self), iso->names().dunder_isabstractmethod, &v)) return {};
  if (!v) return Value::False();
  bool truth;
  if (!Truth(iso, v, &truth)) return {};
  return Value::Bool(truth);
}
Value GetHolderDict(Isolate* iso, Value self) {
  return Value::Object(InstanceDict(iso, self.AsHeap()));
}

constexpr NativeMethod kStaticMethods[] = {
    {"__new__", NewHolder<ObjectKind::kStaticMethod>, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", InitHolder, "($self, function, /)"},
    {"__repr__", ReprHolder, "($self, /)"},
    {"__get__", GetStatic, "($self, instance, owner=None, /)"},
    {"__call__", CallStatic, "($self, /, *args, **kwargs)"},
};
constexpr NativeMethod kClassMethods[] = {
    {"__new__", NewHolder<ObjectKind::kClassMethod>, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", InitHolder, "($self, function, /)"},
    {"__repr__", ReprHolder, "($self, /)"},
    {"__get__", GetClassBound, "($self, instance, owner=None, /)"},
};
constexpr NativeProperty kHolderProperties[] = {
    {"__func__", GetWrapped, nullptr, nullptr, kMember},
    {"__wrapped__", GetWrapped, nullptr, nullptr, kMember},
    {"__isabstractmethod__", GetAbstract},
    {"__dict__", GetHolderDict},
};

void TraceHolder(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<MethodHolder*>(object)->function);
  marker.Visit(static_cast<MethodHolder*>(object)->attributes);
}

}  // namespace

const TypeSpec kMemberDescriptorTypeSpec = {
    .name = "member_descriptor",
    .kind = ObjectKind::kMemberDescriptor,
    .methods = kDescriptorMethods,
    .properties = kDescriptorProperties,
    .flags = kNotCallable,
};
const TypeSpec kGetSetDescriptorTypeSpec = {
    .name = "getset_descriptor",
    .kind = ObjectKind::kGetSetDescriptor,
    .methods = kDescriptorMethods,
    .properties = kDescriptorProperties,
    .flags = kNotCallable,
};
const TypeSpec kStaticMethodTypeSpec = {
    .name = "staticmethod",
    .kind = ObjectKind::kStaticMethod,
    .methods = kStaticMethods,
    .properties = kHolderProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "staticmethod(function) -> method\n\nConvert a function to be a static method.",
};
const TypeSpec kClassMethodTypeSpec = {
    .name = "classmethod",
    .kind = ObjectKind::kClassMethod,
    .methods = kClassMethods,
    .properties = kHolderProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "classmethod(function) -> method\n\nConvert a function to be a class method.",
};

void TraceMemberDescriptor(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<MemberDescriptor*>(object)->owner);
  marker.Visit(static_cast<MemberDescriptor*>(object)->name);
}
void TraceGetSetDescriptor(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<GetSetDescriptor*>(object)->owner);
  marker.Visit(static_cast<GetSetDescriptor*>(object)->name);
}
void TraceStaticMethod(HeapObject* object, gc::Marker& marker) { TraceHolder(object, marker); }
void TraceClassMethod(HeapObject* object, gc::Marker& marker) { TraceHolder(object, marker); }

}  // namespace krait
