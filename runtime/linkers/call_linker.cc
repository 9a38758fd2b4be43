// Linking of calls: a site that calls one script function remembers its code, so that the quickened
// opcode enters it at once. Other callables are dispatched by kind in the interpreter's loop.
#include <algorithm>

#include "callsite/call_site.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/forwarding.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/type_call.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::HandleRef;
using callsite::SiteState;

namespace {

constexpr uint32_t kMaxFilledSlots = 6;

// Can the native function be entered with `count` arguments as they stand (its receiver included)?
bool TakesAsTheyStand(const NativeSignature* signature, uint32_t count) {
  return signature->variadic || (signature->simple && signature->slots == count);
}

// When only optional parameters at the end are missing: how many slots the function wants. Else 0.
int32_t SlotsToFill(const NativeSignature* signature, uint32_t count) {
  const bool fits = signature->simple && signature->required <= count && count < signature->slots &&
                    signature->slots <= kMaxFilledSlots;
  return fits ? signature->slots : 0;
}

// A plain or bound native function called by itself, or a native method of the receiver's class:
// called with its arguments as they stand, or behind CallFilled. Null: neither.
HandleRef DirectNative(Isolate* iso, Value callee, Value receiver, uint32_t count) {
  if (count == kNamedArguments ||
      !HasKind(callee, receiver ? ObjectKind::kMethodDescriptor : ObjectKind::kNativeFunction)) {
    return HandleRef();
  }
  auto* native = callee.As<NativeFunction>();
  // What __new__ is asked to make is checked at each call.
  if ((native->method->flags & (kConstructor | kExhaustible)) != 0 ||
      native->method->in_loop != nullptr) {
    return HandleRef();
  }
  if (receiver && !IsInstanceOf(iso, receiver, native->owner)) return HandleRef();
  if (receiver || native->self) ++count;
  const NativeSignature* signature = SignatureOf(iso, native);
  callsite::HandleTable& handles = iso->interpreter().handles();
  if (TakesAsTheyStand(signature, count)) return handles.CallNative(native);
  const int32_t slots = SlotsToFill(signature, count);
  return slots != 0 ? handles.CallNative(native, -slots) : HandleRef();
}

// A class whose instances object.__new__ makes and a script function initialises, as long as nobody
// changes either or the call of its metaclass. Being abstract is asked at each call.
bool LinkConstruct(Isolate* iso, CallSite& site, Value callee) {
  Type* type = callee.As<Type>();
  if (ScriptInitializer(iso, type) == nullptr) return false;
  SpecialLookup lookup(iso);
  lookup.Find(type, Special::kNew);
  lookup.Find(type, Special::kInit);
  lookup.Find(TypeOf(iso, callee), Special::kCall);
  if (!lookup.Foldable()) return false;
  lookup.Link(site, Guard::Identity(callee),
              iso->interpreter().handles().Construct(type, kByScript));
  return true;
}

// Does the function take `count` arguments, perhaps with optional ones left out?
bool TakesFilled(Isolate* iso, Value function, uint32_t count) {
  auto* native = function.As<NativeFunction>();
  const NativeSignature* signature = SignatureOf(iso, native);
  return native->method->in_loop == nullptr && signature->simple && signature->required <= count &&
         count <= signature->slots && signature->slots <= kMaxFilledSlots;
}

// Does CallBuiltinClass make the instances? The class is immutable: the answer stays true.
bool IsMadeByBuiltins(Isolate* iso, Type* type, uint32_t count) {
  constexpr uint32_t kFlags = kImmutable | kNotCallable;
  if (count >= kMaxFilledSlots || (type->type_flags & kFlags) != kImmutable ||
      TypeOf(iso, Value::Object(type)) != iso->type(ObjectKind::kType)) {
    return false;
  }
  const Value maker = TypeSpecial(iso, type, Special::kNew);
  const Value init = TypeSpecial(iso, type, Special::kInit);
  if (!HasKind(maker, ObjectKind::kNativeFunction) || maker.As<NativeFunction>()->owner != type ||
      !HasKind(init, ObjectKind::kWrapperDescriptor)) {
    return false;
  }
  if ((maker.As<NativeFunction>()->method->flags & kIgnoresArguments) != 0) {
    SignatureOf(iso, maker.As<NativeFunction>());  // known from here on
    return TakesFilled(iso, init, count + 1);
  }
  return init == TypeSpecial(iso, iso->type(ObjectKind::kObject), Special::kInit) &&
         TakesFilled(iso, maker, count + 1);
}

// Of a callee that the site has no entry for.
int32_t LinkNewCallee(Isolate* iso, CallSite& site, Value callee, Value receiver, uint32_t count) {
  GuardedInvocation link;
  callsite::HandleTable& handles = iso->interpreter().handles();
  const int32_t forwarding = ForwardingIndex(iso, callee, receiver, count);
  link.guard = Guard::Identity(callee);
  if (forwarding != 0) {
    if (receiver) link.guard.shape = callsite::ShapeOf(receiver);
    link.handle = handles.CallNative(callee.AsHeap(), forwarding);
  } else if (HasKind(callee, ObjectKind::kType)) {
    if (LinkConstruct(iso, site, callee)) return 0;
    link.handle = handles.Construct(callee.AsHeap(), IsMadeByBuiltins(iso, callee.As<Type>(), count)
                                                         ? kByBuiltins
                                                         : kByProtocol);
  } else if ((link.handle = DirectNative(iso, callee, receiver, count))) {
    if (receiver) link.guard.shape = callsite::ShapeOf(receiver);
  } else if (callee.IsHeap() && callee.AsHeap()->shape >= 256) {
    LinkUnarySpecial(iso, site, callee, Special::kCall, {FrameKind::kScript}, &kProtocolLeaf);
    return 0;
  } else {
    link.guard = Guard::Shape(callsite::ShapeOf(callee));
    link.handle = handles.Native(&kProtocolLeaf);
  }
  site.Link(iso->heap(), std::move(link));
  return forwarding;
}

}  // namespace

int32_t LinkCall(Isolate* iso, CallSite& site, Value callee, Value receiver, uint32_t count) {
  if (HasKind(callee, ObjectKind::kFunction)) {
    // The guard is the code, which the opcode compares itself: entries are told apart by it.
    const Value code = Value::Object(callee.As<Function>()->code);
    if (site.Find(code, Value()) != nullptr) return 0;
    site.Link(iso->heap(),
              {Guard::Identity(code), iso->interpreter().handles().Script(code.AsHeap())});
    return 0;
  }
  if (const callsite::MethodHandle* handle = site.Find(callee, Value())) {
    if (handle->kind() != callsite::HandleKind::kCallNative) return 0;
    // The entry was found by the callee alone: the receiver may be of another class, or missing.
    const bool fits = (!HasKind(callee, ObjectKind::kMethodDescriptor) &&
                       !HasKind(callee, ObjectKind::kWrapperDescriptor)) ||
                      (receiver && IsInstanceOf(iso, receiver, callee.As<NativeFunction>()->owner));
    return fits ? std::max(handle->index(), 0) : 0;
  }
  return LinkNewCallee(iso, site, callee, receiver, count);
}

Value CallFilled(Isolate* iso, const NativeFunction* native, int32_t slots, const Value* args,
                 uint32_t count) {
  Value filled[kMaxFilledSlots];  // Empty: not passed
  for (uint32_t i = 0; i < count; ++i) filled[i] = args[i];
  return native->method->fn(iso, filled, static_cast<size_t>(slots));
}

Value CallBuiltinClass(Isolate* iso, Type* type, const Value* args, uint32_t count) {
  if (!iso->CheckStack(" while calling a Python object")) return Value();
  const auto* maker = TypeSpecial(iso, type, Special::kNew).As<NativeFunction>();
  Value slots[kMaxFilledSlots];  // Empty: not passed
  slots[0] = Value::Object(type);
  for (uint32_t i = 0; i < count; ++i) slots[i + 1] = args[i];
  const Value object = maker->method->fn(iso, slots, maker->signature->slots);
  if (!object || (maker->method->flags & kIgnoresArguments) == 0) return object;
  const auto* init = TypeSpecial(iso, type, Special::kInit).As<NativeFunction>();
  slots[0] = object;
  return init->method->fn(iso, slots, init->signature->slots) ? object : Value();
}

Function* ScriptInitializer(Isolate* iso, Type* type) {
  if (type->instance_kind != ObjectKind::kObject || type->is_abstract) return nullptr;
  Type* object = iso->type(ObjectKind::kObject);
  if (TypeSpecial(iso, type, Special::kNew) != TypeSpecial(iso, object, Special::kNew)) {
    return nullptr;
  }
  const Value init = TypeSpecial(iso, type, Special::kInit);
  if (!HasKind(init, ObjectKind::kFunction)) return nullptr;
  Type* metatype = TypeOf(iso, Value::Object(type));
  Type* plain = iso->type(ObjectKind::kType);
  if (metatype != plain &&
      TypeSpecial(iso, metatype, Special::kCall) != TypeSpecial(iso, plain, Special::kCall)) {
    return nullptr;
  }
  return init.As<Function>();
}

namespace {

bool ConstructsInScript(Isolate* iso, Type* type) {
  return ScriptMaker(iso, type) != nullptr ||
         HasKind(TypeSpecial(iso, type, Special::kInit), ObjectKind::kFunction);
}

}  // namespace

bool EntersScript(Isolate* iso, Value callable) {
  if (!callable.IsHeap()) return false;
  switch (static_cast<ObjectKind>(callable.AsHeap()->kind)) {
    case ObjectKind::kFunction:
      return true;
    case ObjectKind::kBoundMethod:
      return HasKind(callable.As<BoundMethod>()->function, ObjectKind::kFunction);
    case ObjectKind::kMethodDescriptor:
      return callable.As<NativeFunction>()->method->in_loop != nullptr;
    case ObjectKind::kNativeFunction: {
      if (callable.As<NativeFunction>()->method->in_loop != nullptr) return true;
      Type* type = ClassOfBoundCall(callable);
      return type != nullptr && ConstructsInScript(iso, type);
    }
    case ObjectKind::kType:
      if (!OverridesTypeCall(iso, callable.AsHeap())) {
        return ConstructsInScript(iso, callable.As<Type>());
      }
      break;
    default:
      break;
  }
  return callable.AsHeap()->shape >= 256 &&
         HasKind(LookupSpecial(iso, callable, Special::kCall), ObjectKind::kFunction);
}

Tuple* KeywordNamesOf(Isolate* iso, Dict* keywords) {
  KRAIT_TRY(Tuple*, names, Tuple::New(iso, keywords->size));
  int64_t position = 0, count = 0;
  Value key, value;
  while (count < names->size && keywords->NextEntry(&position, &key, &value)) {
    if (!HasKind(key, ObjectKind::kStr)) return RaiseTypeError(iso, "keywords must be strings");
    names->items[count++] = key;
  }
  return names;
}

Value MakeFunctionSlow(Isolate* iso, Frame* frame, Code* code, const Value* parts, uint32_t flags) {
  Function* function = Function::NewNested(iso, code, frame->function);
  if (flags & 1) function->defaults = (parts++)->As<Tuple>();
  if (flags & 2) function->kwdefaults = (parts++)->As<Dict>();
  if (flags & 4) function->annotations = *parts++;
  if (flags & 8) function->closure = (parts++)->As<Tuple>();
  iso->Barrier(function);
  return Value::Object(function);
}

}  // namespace krait
