// Linking of subscripts and membership tests.
#include <algorithm>

#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/function.h"
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
};
constexpr ItemOperation kGet = {Special::kGetitem, FrameKind::kScript};
constexpr ItemOperation kSet = {Special::kSetitem, FrameKind::kDiscard};
constexpr ItemOperation kDelete = {Special::kDelitem, FrameKind::kDiscard};
constexpr ItemOperation kContain = {Special::kContains, FrameKind::kContains};

const NativeLeaf* LeafFor(ShapeId shape, bool by_int, const ItemOperation& operation) {
  const bool is_access = &operation == &kGet || &operation == &kSet;
  switch (static_cast<ObjectKind>(shape)) {
    case ObjectKind::kDict:
      return is_access ? &kDictItemLeaf : &kDictLeaf;
    case ObjectKind::kList:
      return is_access && by_int ? &kListIndexLeaf : &kListLeaf;
    case ObjectKind::kTuple:
      return is_access && by_int ? &kTupleIndexLeaf : &kTupleLeaf;
    case ObjectKind::kStr:
      return &kStrLeaf;
    case ObjectKind::kSet:
    case ObjectKind::kFrozenSet:
      return &kSetLeaf;
    default:
      return &kProtocolLeaf;
  }
}

// The function of a built-in type that the method is, if it may be called with this receiver as it
// is.
bool IsNativeMethod(Isolate* iso, Value method, Value receiver) {
  return (HasKind(method, ObjectKind::kWrapperDescriptor) ||
          HasKind(method, ObjectKind::kMethodDescriptor)) &&
         ReceiverFits(iso, method.As<NativeFunction>(), receiver);
}

// Links to the special method of the container's class.
void LinkMethod(Isolate* iso, CallSite& site, Value container, const ItemOperation& operation) {
  SpecialLookup lookup(iso);
  const Value method = lookup.Find(TypeOf(iso, container), operation.special);
  const Guard guard = Guard::Shape(ShapeOf(container));
  callsite::HandleTable& handles = iso->interpreter().handles();
  if (IsScript(method)) {
    lookup.Link(site, guard, method, {operation.kind});
  } else if (IsNativeMethod(iso, method, container)) {
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
    } else if (script) {
      LinkMethod(iso, site, container, operation);
    } else {
      const ShapeId shape = ShapeOf(container);
      GuardedInvocation link;
      const NativeLeaf* leaf = LeafFor(shape, key.IsInt(), operation);
      // Lists and tuples are indexed by ints and slices.
      const bool by_key = leaf != &kDictItemLeaf && (&operation == &kGet || &operation == &kSet);
      link.guard = by_key ? Guard::Shapes(shape, ShapeOf(key)) : Guard::Shape(shape);
      link.handle = iso->interpreter().handles().Native(leaf);
      site.Link(iso->heap(), std::move(link));
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
  bool found;
  return Contains(iso, container, item, &found) ? found : -1;
}

}  // namespace krait
