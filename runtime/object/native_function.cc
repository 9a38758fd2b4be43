// The five Python types of native functions: functions and bound methods, unbound methods of
// built-in types, and the same for the names that are slots in CPython ('slot wrapper',
// 'method-wrapper').
#include "runtime/object/native_function.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/module.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline NativeFunction* Self(Value v) { return v.As<NativeFunction>(); }
inline ObjectKind KindOf(const NativeFunction* f) { return static_cast<ObjectKind>(f->kind); }

Value NewString(Isolate* iso, const std::string& text) {
  return Value::Object(Str::New(iso, text));
}

std::string ObjectAt(Isolate* iso, Value v) {
  return std::string(TypeName(iso, v)) + " object at " + AddressText(v);
}

Value Repr(Isolate* iso, Value* args, size_t) {
  NativeFunction* self = Self(args[0]);
  const std::string name = self->method->name;
  switch (KindOf(self)) {
    case ObjectKind::kMethodDescriptor:
    case ObjectKind::kClassMethodDescriptor:
      return NewString(iso,
                       "<method '" + name + "' of '" + TypeFullName(self->owner) + "' objects>");
    case ObjectKind::kWrapperDescriptor:
      return NewString(
          iso, "<slot wrapper '" + name + "' of '" + TypeFullName(self->owner) + "' objects>");
    case ObjectKind::kMethodWrapper:
      return NewString(iso, "<method-wrapper '" + name + "' of " + ObjectAt(iso, self->self) + ">");
    default:
      break;
  }
  if ((self->method->flags & kConstructor) != 0) {
    return NewString(iso, "<built-in method " + name + " of type object at " +
                              AddressText(Value::Object(self->owner)) + ">");
  }
  if (!self->self) return NewString(iso, "<built-in function " + name + ">");
  return NewString(iso, "<built-in method " + name + " of " + ObjectAt(iso, self->self) + ">");
}

Value CallSelf(Isolate* iso, Value* args, size_t) {
  auto* positional = args[1].As<Tuple>();
  return CallWithDict(iso, args[0], positional->view(), args[2].As<Dict>());
}

Value Get(Isolate* iso, Value* args, size_t) {
  NativeFunction* self = Self(args[0]);
  const bool no_type = !args[2] || args[2].IsNone();
  if (args[1].IsNone() && no_type) return RaiseTypeError(iso, "__get__(None, None) is invalid");
  if (KindOf(self) == ObjectKind::kClassMethodDescriptor) {
    Value type = no_type ? Value::Object(TypeOf(iso, args[1])) : args[2];
    return Value::Object(BindNativeToClass(iso, self, type));
  }
  if (args[1].IsNone()) return args[0];
  return Value::Object(BindNative(iso, self, args[1]));
}

Value Equal(Isolate* iso, Value* args, size_t) {
  NativeFunction* a = Self(args[0]);
  if (!args[1].IsHeap() || args[1].AsHeap()->kind != a->kind) return Value::NotImplemented();
  NativeFunction* b = Self(args[1]);
  return Value::Bool(a->method == b->method && a->self == b->self && a->owner == b->owner);
}
Value NotEqual(Isolate* iso, Value* args, size_t count) {
  const Value v = Equal(iso, args, count);
  return v.IsBool() ? Value::Bool(v.IsFalse()) : v;
}
Value HashSelf(Isolate*, Value* args, size_t) {
  NativeFunction* f = Self(args[0]);
  const uint64_t mixed = f->self.bits() * 31 + (reinterpret_cast<uintptr_t>(f->method) >> 4);
  return Value::Int(static_cast<int64_t>(mixed >> 17));
}

Value Reduce(Isolate* iso, Value* args, size_t) {
  NativeFunction* self = Self(args[0]);
  const Value name = NewString(iso, self->method->name);
  const bool constructor = (self->method->flags & kConstructor) != 0;
  Value holder = self->self;
  if (!holder && constructor) holder = Value::Object(self->owner);
  if (!holder && KindOf(self) != ObjectKind::kNativeFunction) holder = Value::Object(self->owner);
  if (!holder) return name;
  const Value getattr = iso->builtins()->Get(iso, Str::Intern(iso, "getattr"));
  return Value::Object(Tuple::Of(iso, {getattr, Value::Object(Tuple::Of(iso, {holder, name}))}));
}

Value GetName(Isolate* iso, Value self) { return NewString(iso, Self(self)->method->name); }
Value GetQualname(Isolate* iso, Value self) {
  NativeFunction* f = Self(self);
  if (f->owner == nullptr) return GetName(iso, self);
  const Type* type = !f->self || KindOf(f) == ObjectKind::kMethodWrapper ? f->owner
                     : HasKind(f->self, ObjectKind::kType)               ? f->self.As<Type>()
                                                                         : TypeOf(iso, f->self);
  return NewString(iso, std::string(type->qualname->view()) + "." + f->method->name);
}
Value GetModule(Isolate*, Value self) {
  NativeFunction* f = Self(self);
  return f->module ? f->module : Value::None();
}
Value GetDoc(Isolate* iso, Value self) {
  const char* doc = Self(self)->method->doc;
  return doc == nullptr ? Value::None() : Value::Object(Str::New(iso, doc));
}
Value GetTextSignature(Isolate* iso, Value self) {
  NativeFunction* f = Self(self);
  if ((f->method->flags & kVariadic) != 0 || f->method->signature == nullptr) return Value::None();
  return NewString(iso, f->method->signature);
}
Value GetObjclass(Isolate*, Value self) { return Value::Object(Self(self)->owner); }
Value GetSelf(Isolate* iso, Value self) {
  NativeFunction* f = Self(self);
  if (f->self) return f->self;
  if ((f->method->flags & kConstructor) != 0) return Value::Object(f->owner);
  // A module's function has the module; the built-in one is what scripts compare with.
  if (HasKind(f->module, ObjectKind::kStr)) {
    const Value module = iso->modules()->Get(iso, f->module.As<Str>());
    if (module) return module;
  }
  return Value::None();
}

#define KRAIT_FUNCTION_METHODS                                                               \
  {"__repr__", Repr, "($self, /)"}, {"__call__", CallSelf, "($self, /, *args, **kwargs)"}, { \
    "__reduce__", Reduce, "($self, /)"                                                       \
  }
#define KRAIT_COMPARABLE                                                               \
  {"__eq__", Equal, "($self, value, /)"}, {"__ne__", NotEqual, "($self, value, /)"}, { \
    "__hash__", HashSelf, "($self, /)"                                                 \
  }

constexpr NativeMethod kFunctionMethods[] = {KRAIT_FUNCTION_METHODS, KRAIT_COMPARABLE};
constexpr NativeMethod kDescriptorMethods[] = {
    KRAIT_FUNCTION_METHODS,
    {"__get__", Get, "($self, instance, owner=None, /)"},
};
#undef KRAIT_FUNCTION_METHODS
#undef KRAIT_COMPARABLE

constexpr NativeProperty kFunctionProperties[] = {
    {"__name__", GetName}, {"__qualname__", GetQualname}, {"__module__", GetModule},
    {"__doc__", GetDoc},   {"__self__", GetSelf},         {"__text_signature__", GetTextSignature},
};
constexpr NativeProperty kDescriptorProperties[] = {
    {"__name__", GetName},
    {"__qualname__", GetQualname},
    {"__doc__", GetDoc},
    {"__text_signature__", GetTextSignature},
    {"__objclass__", GetObjclass, nullptr, nullptr, kMember},
};
constexpr NativeProperty kWrapperProperties[] = {
    {"__name__", GetName},
    {"__qualname__", GetQualname},
    {"__doc__", GetDoc},
    {"__text_signature__", GetTextSignature},
    {"__objclass__", GetObjclass, nullptr, nullptr, kMember},
    {"__self__", GetSelf},
};

void TraceFunctionObject(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<NativeFunction*>(object);
  marker.Visit(self->self);
  marker.Visit(self->module);
  marker.Visit(self->owner);
  marker.Visit(self->attributes);
}

}  // namespace

const TypeSpec kNativeFunctionTypeSpec = {
    .name = "builtin_function_or_method",
    .kind = ObjectKind::kNativeFunction,
    .methods = kFunctionMethods,
    .properties = kFunctionProperties,
    .flags = kNotCallable,
};
const TypeSpec kMethodDescriptorTypeSpec = {
    .name = "method_descriptor",
    .kind = ObjectKind::kMethodDescriptor,
    .methods = kDescriptorMethods,
    .properties = kDescriptorProperties,
    .flags = kNotCallable,
};
const TypeSpec kWrapperDescriptorTypeSpec = {
    .name = "wrapper_descriptor",
    .kind = ObjectKind::kWrapperDescriptor,
    .methods = kDescriptorMethods,
    .properties = kDescriptorProperties,
    .flags = kNotCallable,
};
const TypeSpec kClassMethodDescriptorTypeSpec = {
    .name = "classmethod_descriptor",
    .kind = ObjectKind::kClassMethodDescriptor,
    .methods = kDescriptorMethods,
    .properties = kDescriptorProperties,
    .flags = kNotCallable,
};
const TypeSpec kMethodWrapperTypeSpec = {
    .name = "method-wrapper",
    .kind = ObjectKind::kMethodWrapper,
    .methods = kFunctionMethods,
    .properties = kWrapperProperties,
    .flags = kNotCallable,
};

void TraceNativeFunction(HeapObject* o, gc::Marker& m) { TraceFunctionObject(o, m); }
void TraceMethodDescriptor(HeapObject* o, gc::Marker& m) { TraceFunctionObject(o, m); }
void TraceWrapperDescriptor(HeapObject* o, gc::Marker& m) { TraceFunctionObject(o, m); }
void TraceClassMethodDescriptor(HeapObject* o, gc::Marker& m) { TraceFunctionObject(o, m); }
void TraceMethodWrapper(HeapObject* o, gc::Marker& m) { TraceFunctionObject(o, m); }

NativeFunction* NativeFunction::New(Isolate* iso, const NativeMethod* method, Value self,
                                    Value module) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kNativeFunction);
  auto* function = iso->heap().New<NativeFunction>(kKind, kKind);
  function->method = method;
  function->self = self;
  function->module = module;
  return function;
}

namespace {

NativeFunction* Bind(Isolate* iso, NativeFunction* descriptor, Value self) {
  NativeFunction* bound = NativeFunction::New(iso, descriptor->method, self, Value::Empty());
  bound->owner = descriptor->owner;
  bound->signature = descriptor->signature;
  if (KindOf(descriptor) == ObjectKind::kWrapperDescriptor) {
    bound->kind = static_cast<uint8_t>(ObjectKind::kMethodWrapper);
    bound->shape = static_cast<ShapeId>(ObjectKind::kMethodWrapper);
  }
  return bound;
}

}  // namespace

bool CheckClassReceiver(Isolate* iso, const NativeFunction* descriptor, Value cls) {
  const char* name = descriptor->method->name;
  const auto owner = TypeFullName(descriptor->owner);
  if (!HasKind(cls, ObjectKind::kType)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", name, owner,
                  TypeName(iso, cls));
  }
  if (IsSubtype(cls.As<Type>(), descriptor->owner)) return true;
  return RaiseF(iso, ExceptionId::kTypeError,
                "descriptor '%s' requires a subtype of '%s' but received '%s'", name, owner,
                TypeFullName(cls.As<Type>()));
}

NativeFunction* BindNative(Isolate* iso, NativeFunction* descriptor, Value receiver) {
  if (!IsInstanceOf(iso, receiver, descriptor->owner)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                  descriptor->method->name, TypeFullName(descriptor->owner),
                  TypeName(iso, receiver));
  }
  return Bind(iso, descriptor, receiver);
}

NativeFunction* BindNativeToClass(Isolate* iso, NativeFunction* descriptor, Value cls) {
  return CheckClassReceiver(iso, descriptor, cls) ? Bind(iso, descriptor, cls) : nullptr;
}

}  // namespace krait
