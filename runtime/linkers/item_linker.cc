// Linking of subscripts and membership tests.
#include <algorithm>

#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::NativeLeaf;
using callsite::ShapeOf;
using callsite::SiteState;

namespace {

// How an item operation uses a special method: the container alone decides which.
struct ItemOperation {
  Special special;
  FrameKind kind;
  int operands;  // the container included
};
constexpr ItemOperation kGet = {Special::kGetitem, FrameKind::kScript, 2};
constexpr ItemOperation kSet = {Special::kSetitem, FrameKind::kDiscard, 3};
constexpr ItemOperation kDelete = {Special::kDelitem, FrameKind::kDiscard, 2};
constexpr ItemOperation kContain = {Special::kContains, FrameKind::kContains, 2};

// What an opcode of its own does for the container, or null.
const NativeLeaf* LeafFor(ShapeId shape, bool by_int, const ItemOperation& operation) {
  if (&operation != &kGet && &operation != &kSet) return nullptr;
  switch (ExactKindOf(shape)) {
    case ObjectKind::kDict:
      return &kDictItemLeaf;
    case ObjectKind::kList:
      return by_int ? &kListIndexLeaf : nullptr;
    case ObjectKind::kTuple:
      return by_int && &operation == &kGet ? &kTupleIndexLeaf : nullptr;
    default:
      return nullptr;
  }
}

// Is the method a function of a built-in type that may be called with this receiver, and takes the
// operands as they are?
bool IsNativeMethod(Isolate* iso, Value method, Value receiver, const ItemOperation& operation) {
  if (!HasKind(method, ObjectKind::kWrapperDescriptor) &&
      !HasKind(method, ObjectKind::kMethodDescriptor)) {
    return false;
  }
  auto* function = method.As<NativeFunction>();
  const NativeSignature* signature = SignatureOf(iso, function);
  return signature->simple && signature->slots == operation.operands &&
         ReceiverFits(iso, function, receiver);
}

// Links to the special method of the container's class.
void LinkMethod(Isolate* iso, CallSite& site, Value container, const ItemOperation& operation) {
  SpecialLookup lookup(iso);
  const Value method = lookup.Find(TypeOf(iso, container), operation.special);
  const Guard guard = Guard::Shape(ShapeOf(container));
  callsite::HandleTable& handles = iso->interpreter().handles();
  if (IsScript(method)) {
    lookup.Link(site, guard, method, {operation.kind});
  } else if (IsNativeMethod(iso, method, container, operation)) {
    lookup.Link(site, guard, handles.CallNative(method.AsHeap()));
  } else {
    lookup.Link(site, guard, handles.Native(&kProtocolLeaf));
  }
}

// The function that the operation comes down to, a script's or a built-in type's. Empty: the
// operation is not decided by one.
Value LinkItem(Isolate* iso, CallSite& site, Value container, Value key,
               const ItemOperation& operation) {
  const bool script = IsScriptInstance(container);
  if (site.state() != SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(container, key)) {
      if (handle->kind() != callsite::HandleKind::kNative) return handle->value();
    } else if (const NativeLeaf* leaf = LeafFor(ShapeOf(container), key.IsInt(), operation)) {
      GuardedInvocation link;
      link.guard = leaf == &kDictItemLeaf ? Guard::Shape(ShapeOf(container))
                                          : Guard::Shapes(ShapeOf(container), ShapeOf(key));
      link.handle = iso->interpreter().handles().Native(leaf);
      site.Link(iso->heap(), std::move(link));
    } else {
      LinkMethod(iso, site, container, operation);
    }
  }
  if (!script) return Value();
  const Value method = LookupSpecial(iso, container, operation.special);
  return IsScript(method) ? method : Value();
}

// Calls the function. Empty: the loop enters it, or the call failed.
Value CallMethodOf(Isolate* iso, Value method, std::initializer_list<Value> arguments,
                   FrameKind kind) {
  if (IsScript(method)) return EnterScript(iso, method, arguments, kind);
  if (!iso->CheckStack(" while calling a Python object")) return Value();
  Value slots[3];  // the function may write to them
  std::copy(arguments.begin(), arguments.end(), slots);
  return CallNativeUnchecked(iso, method.As<NativeFunction>(), slots, arguments.size(), nullptr);
}

}  // namespace

Value GetItemSlow(Isolate* iso, CallSite& site, Value container, Value key) {
  const Value method = LinkItem(iso, site, container, key, kGet);
  if (method) return CallMethodOf(iso, method, {container, key}, kGet.kind);
  return GetItem(iso, container, key);
}

bool SetItemSlow(Isolate* iso, CallSite& site, Value container, Value key, Value v) {
  const Value method = LinkItem(iso, site, container, key, kSet);
  if (method) return static_cast<bool>(CallMethodOf(iso, method, {container, key, v}, kSet.kind));
  return SetItem(iso, container, key, v);
}

bool DelItemSlow(Isolate* iso, CallSite& site, Value container, Value key) {
  const Value method = LinkItem(iso, site, container, key, kDelete);
  if (method) return static_cast<bool>(CallMethodOf(iso, method, {container, key}, kDelete.kind));
  return DelItem(iso, container, key);
}

int ContainsSlow(Isolate* iso, CallSite& site, Value container, Value item) {
  const Value method = LinkItem(iso, site, container, item, kContain);
  if (method) {
    const Value answer = CallMethodOf(iso, method, {container, item}, kContain.kind);
    bool truth;
    return answer && Truth(iso, answer, &truth) ? truth : -1;
  }
  if (!LookupSpecial(iso, container, Special::kContains) && IteratesScript(iso, container)) {
    EnterSelfHosted(iso, SelfHosted::kContains, {item, container}, {FrameKind::kContains});
    return -1;
  }
  bool found;
  return Contains(iso, container, item, &found) ? found : -1;
}

}  // namespace krait
