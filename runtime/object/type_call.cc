// Calling a class.
#include "runtime/object/type_call.h"

#include <string>

#include "gc/roots.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/function.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/object/type_type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr size_t kInlineArguments = 16;

bool IsNative(Value v, NativeFn fn) {
  return v.IsHeap() &&
         (v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kNativeFunction) ||
          v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kWrapperDescriptor)) &&
         v.As<NativeFunction>()->method->fn == fn;
}

// Is it the __new__ of a built-in class?
bool IsConstructor(Value v) {
  return HasKind(v, ObjectKind::kNativeFunction) && v.As<NativeFunction>()->owner != nullptr &&
         (v.As<NativeFunction>()->method->flags & kConstructor) != 0;
}

// Is it the one of the built-in class whose instances those of `type` are?
bool MayMake(const NativeFunction* function, const Type* type) {
  const Type* maker = function->owner;
  return maker->instance_kind == type->instance_kind && maker->layout == type->layout &&
         IsSubtype(type, maker);
}

// The class's __new__. A class may hold the one of an unrelated built-in class: as in CPython, its
// instances are then made by the __new__ of its nearest base that is able to.
Value FindMaker(Isolate* iso, Type* type) {
  const Value maker = TypeSpecial(iso, type, Special::kNew);
  if (!IsConstructor(maker) || MayMake(maker.As<NativeFunction>(), type)) return maker;
  for (Value base : type->mro->view()) {
    const Value inherited = TypeSpecial(iso, base.As<Type>(), Special::kNew);
    if (IsConstructor(inherited) && MayMake(inherited.As<NativeFunction>(), type)) return inherited;
  }
  return maker;
}

// `callable` (the attribute as it stands on the class) called with the `count` arguments behind
// copy[0], which the function gets as its first one.
Value CallUnboundWith(Isolate* iso, Value callable, Type* owner, bool is_new, Value* copy,
                      size_t count, Tuple* names) {
  if (callable.IsHeap()) {
    switch (static_cast<ObjectKind>(callable.AsHeap()->kind)) {
      case ObjectKind::kNativeFunction:
        if (!is_new || !IsConstructor(callable)) break;
        return CallNativeUnchecked(iso, callable.As<NativeFunction>(), copy, count + 1, names);
      case ObjectKind::kWrapperDescriptor:
        return CallFound(iso, callable.As<NativeFunction>(), copy, count + 1, names);
      case ObjectKind::kStaticMethod:
        if (is_new) {
          return Call(iso, callable.As<MethodHolder>()->function, {copy, count + 1}, names);
        }
        break;
      case ObjectKind::kFunction:
        return Call(iso, callable, {copy, count + 1}, names);
      default:
        break;
    }
  }
  // __new__ is looked up on the class and gets it explicitly; __init__ is bound to the instance.
  KRAIT_TRY(Value, bound, BindDescriptor(iso, callable, is_new ? Value::Empty() : copy[0], owner));
  if (is_new) return Call(iso, bound, {copy, count + 1}, names);
  return Call(iso, bound, {copy + 1, count}, names);
}

Value CallUnbound(Isolate* iso, Value callable, Value first, Type* owner, bool is_new,
                  const Value* args, size_t count, Tuple* names) {
  if (count < kInlineArguments) {
    Value copy[kInlineArguments];
    copy[0] = first;
    for (size_t i = 0; i < count; ++i) copy[i + 1] = args[i];
    return CallUnboundWith(iso, callable, owner, is_new, copy, count, names);
  }
  gc::RootVector copy(iso->heap());
  copy.push_back(first);
  for (size_t i = 0; i < count; ++i) copy.push_back(args[i]);
  return CallUnboundWith(iso, callable, owner, is_new, copy.data(), count, names);
}

// "Can't instantiate abstract class C with abstract methods a, b"
Failure RaiseAbstract(Isolate* iso, Type* type) {
  KRAIT_TRY(Value, methods, GetAttr(iso, Value::Object(type), iso->names().dunder_abstractmethods));
  KRAIT_TRY(List*, names, ListFromIterable(iso, methods));
  KRAIT_CHECK_OK(CallMethod(iso, Value::Object(names), iso->names().sort, {}));
  std::string text;
  for (Value name : names->view()) {
    if (!text.empty()) text += ", ";
    if (HasKind(name, ObjectKind::kStr)) text += name.As<Str>()->view();
  }
  return RaiseTypeError(iso, "Can't instantiate abstract class " + std::string(type->name->view()) +
                                 " with abstract method" + (names->size > 1 ? "s " : " ") + text);
}

Failure RaiseNotCreatable(Isolate* iso, Type* type) {
  return RaiseTypeError(iso, std::string("cannot create '") + TypeFullName(type) + "' instances");
}

}  // namespace

bool OverridesTypeCall(Isolate* iso, const HeapObject* type) {
  return !IsNative(TypeSpecial(iso, iso->shape_of(type)->type, Special::kCall), TypeCallMethod);
}

Type* ClassOfBoundCall(Value callable) {
  const auto* native = CastTo<NativeFunction>(callable, ObjectKind::kNativeFunction);
  if (native == nullptr || native->method->fn != TypeCallMethod) return nullptr;
  return CastTo<Type>(native->self, ObjectKind::kType);
}

bool HasDefaultNew(Isolate* iso, Type* type) {
  return IsNative(TypeSpecial(iso, type, Special::kNew), ObjectNew);
}
bool HasDefaultInit(Isolate* iso, Type* type) {
  return IsNative(TypeSpecial(iso, type, Special::kInit), ObjectInit);
}

Value NewPlainInstance(Isolate* iso, Type* type) {
  if (type->is_abstract) return RaiseAbstract(iso, type);
  return Value::Object(NewInstance<Instance>(iso, type));
}

Function* ScriptMaker(Isolate* iso, Type* type) {
  Value maker = TypeSpecial(iso, type, Special::kNew);
  if (HasKind(maker, ObjectKind::kStaticMethod)) maker = maker.As<MethodHolder>()->function;
  return CastTo<Function>(maker, ObjectKind::kFunction);
}

Value MakeInstance(Isolate* iso, Type* type, const Value* args, size_t count, Tuple* names) {
  const Value maker = FindMaker(iso, type);
  if (IsNative(maker, ObjectNew)) {
    if (type->instance_kind != ObjectKind::kObject) return RaiseNotCreatable(iso, type);
    if (count != 0 && HasDefaultInit(iso, type)) {
      return RaiseTypeError(iso, std::string(type->name->view()) + "() takes no arguments");
    }
    return NewPlainInstance(iso, type);
  }
  if (IsNative(maker, BaseExceptionNew)) {
    // Without the detour over *args and **kwargs, which __new__ ignores but for the tuple.
    const size_t named = names == nullptr ? 0 : static_cast<size_t>(names->size);
    KRAIT_TRY(Tuple*, arguments, Tuple::From(iso, {args, count - named}));
    return Value::Object(AllocateException(iso, type, arguments));
  }
  if (!maker) return RaiseNotCreatable(iso, type);
  return CallUnbound(iso, maker, Value::Object(type), type, true, args, count, names);
}

Value InitializeInstance(Isolate* iso, Value instance, const Value* args, size_t count,
                         Tuple* names) {
  Type* type = TypeOf(iso, instance);
  const Value init = TypeSpecial(iso, type, Special::kInit);
  if (IsNative(init, ObjectInit)) {
    // object.__init__ has nothing to say but when arguments are left over.
    if (count == 0 || !HasDefaultNew(iso, type)) return instance;
  } else if (names == nullptr && IsNative(init, BaseExceptionInit) &&
             IsNative(TypeSpecial(iso, type, Special::kNew), BaseExceptionNew)) {
    return instance;
  }
  KRAIT_TRY(Value, result, CallUnbound(iso, init, instance, type, false, args, count, names));
  if (result.IsNone()) return instance;
  return RaiseF(iso, ExceptionId::kTypeError, "__init__() should return None, not '%.200s'",
                TypeName(iso, result));
}

Value TypeCall(Isolate* iso, Type* type, const Value* args, size_t count, Tuple* names) {
  if (type == iso->type(ObjectKind::kType)) {
    const size_t named = names == nullptr ? 0 : static_cast<size_t>(names->size);
    if (count == 1 && named == 0) return Value::Object(TypeOf(iso, args[0]));
    if (count - named != 3) return RaiseTypeError(iso, "type() takes 1 or 3 arguments");
  }
  if ((type->type_flags & kNotCallable) != 0 && type->spec != nullptr) {
    return RaiseNotCreatable(iso, type);
  }
  if (!iso->CheckStack(" while calling a Python object")) return Value::Empty();
  KRAIT_TRY(Value, object, MakeInstance(iso, type, args, count, names));
  if (!IsInstanceOf(iso, object, type)) return object;
  return InitializeInstance(iso, object, args, count, names);
}

}  // namespace krait
