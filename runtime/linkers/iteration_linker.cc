// Linking of iteration; unpacking.
#include <algorithm>
#include <string>

#include "callsite/call_site.h"
#include "gc/roots.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::NativeLeaf;
using callsite::ShapeOf;
using callsite::SiteState;

namespace {

// Whether the iterator's class is built-in and immutable, with a __next__ that ends without
// StopIteration.
bool HasNativeNext(Isolate* iso, Value iterator) {
  if (!iterator.IsHeap() || ShapeOf(iterator) >= ShapeId{256}) return false;
  const Value next = TypeSpecial(iso, TypeOf(iso, iterator), Special::kNext);
  return HasKind(next, ObjectKind::kWrapperDescriptor) &&
         (next.As<NativeFunction>()->method->flags & kExhaustible) != 0;
}

const NativeLeaf* NextLeaf(Isolate* iso, Value iterator) {
  switch (static_cast<ObjectKind>(ShapeOf(iterator))) {
    case ObjectKind::kRangeIterator:
      return &kRangeNextLeaf;
    case ObjectKind::kListIterator:
      return &kListNextLeaf;
    case ObjectKind::kTupleIterator:
      return &kTupleNextLeaf;
    case ObjectKind::kGenerator:
      return &kGeneratorNextLeaf;
    default:
      return HasNativeNext(iso, iterator) ? &kNativeNextLeaf : &kProtocolLeaf;
  }
}

// Links the site to the receiver's special method, or to the leaf. The script method, or Empty.
Value LinkReceiver(Isolate* iso, CallSite& site, Value receiver, Special special, FrameKind kind,
                   const NativeLeaf* leaf) {
  const bool script = IsScriptInstance(receiver);
  if (site.state() != SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(receiver, Value())) {
      if (handle->kind() == callsite::HandleKind::kSpecial) return handle->value();
    } else if (script) {
      LinkUnarySpecial(iso, site, receiver, special, {kind}, leaf);
    } else {
      GuardedInvocation link;
      link.guard = Guard::Shape(ShapeOf(receiver));
      link.handle = iso->interpreter().handles().Native(leaf);
      site.Link(iso->heap(), std::move(link));
    }
  }
  if (!script) return Value();
  const Value method = LookupSpecial(iso, receiver, special);
  return IsScript(method) ? method : Value();
}

}  // namespace

Value IterSlow(Isolate* iso, CallSite& site, Value v) {
  const Value method =
      LinkReceiver(iso, site, v, Special::kIter, FrameKind::kIterator,
                   IsScriptInstance(v) ? &kProtocolLeaf : &kBuiltinIteratorLeaf);
  if (method) return EnterScript(iso, method, {v}, FrameKind::kIterator);
  return Iter(iso, v);
}

Value ForIterSlow(Isolate* iso, CallSite& site, Value iterator) {
  const Value method = LinkReceiver(iso, site, iterator, Special::kNext, FrameKind::kNext,
                                    NextLeaf(iso, iterator));
  if (method) return EnterScript(iso, method, {iterator}, FrameKind::kNext);
  return Next(iso, iterator);
}

namespace {

// The iterator for unpacking, with the error text of an assignment.
Value UnpackIterator(Isolate* iso, Value sequence) {
  const Value iterator = Iter(iso, sequence);
  if (iterator || !PendingIs(iso, ExceptionId::kTypeError)) return iterator;
  Type* type = TypeOf(iso, sequence);
  if (TypeSpecial(iso, type, Special::kIter) || TypeSpecial(iso, type, Special::kGetitem)) {
    return Value();
  }
  TakePending(iso);
  return RaiseF(iso, ExceptionId::kTypeError, "cannot unpack non-iterable %.200s object",
                TypeName(iso, sequence));
}

Failure RaiseTooFew(Isolate* iso, const char* prefix, uint32_t wanted, uint32_t got) {
  return RaiseF(iso, ExceptionId::kValueError, "not enough values to unpack (expected %s%u, got %u)",
                prefix, wanted, got);
}

void LinkUnpack(Isolate* iso, CallSite& site, Value sequence) {
  if (site.state() == SiteState::kMegamorphic || site.Find(sequence, Value()) != nullptr) return;
  if (IsScriptInstance(sequence)) {
    LinkUnarySpecial(iso, site, sequence, Special::kIter, {FrameKind::kEntry}, &kProtocolLeaf);
    return;
  }
  GuardedInvocation link;
  link.guard = Guard::Shape(ShapeOf(sequence));
  link.handle = iso->interpreter().handles().Native(
      IsExact(sequence, ObjectKind::kTuple)  ? &kTupleLeaf
      : IsExact(sequence, ObjectKind::kList) ? &kListLeaf
                                             : &kBuiltinIteratorLeaf);
  site.Link(iso->heap(), std::move(link));
}

}  // namespace

bool UnpackSlow(Isolate* iso, CallSite& site, Value sequence, uint32_t count, Value* out) {
  LinkUnpack(iso, site, sequence);
  if (IsExact(sequence, ObjectKind::kTuple) && sequence.As<Tuple>()->size == count) {
    const Tuple* tuple = sequence.As<Tuple>();
    for (uint32_t i = 0; i < count; ++i) out[i] = tuple->items[i];
    return true;
  }
  if (IsExact(sequence, ObjectKind::kList) && sequence.As<List>()->size == count) {
    const List* list = sequence.As<List>();
    for (uint32_t i = 0; i < count; ++i) out[i] = list->At(i);
    return true;
  }
  KRAIT_TRY(Value, iterator, UnpackIterator(iso, sequence));
  // The targets may be variables, which a failure must leave as they were.
  gc::RootVector items(iso->heap());
  for (uint32_t i = 0; i < count; ++i) {
    const Value item = Next(iso, iterator);
    if (!item) {
      if (iso->HasPending()) return false;
      return RaiseTooFew(iso, "", count, i);
    }
    items.push_back(item);
  }
  if (Next(iso, iterator)) {
    return RaiseF(iso, ExceptionId::kValueError, "too many values to unpack (expected %u)", count);
  }
  if (iso->HasPending()) return false;
  std::copy(items.begin(), items.end(), out);
  return true;
}

bool UnpackExSlow(Isolate* iso, CallSite& site, Value sequence, uint32_t before, uint32_t after,
                  Value* out) {
  LinkUnpack(iso, site, sequence);
  KRAIT_TRY(Value, iterator, UnpackIterator(iso, sequence));
  for (uint32_t i = 0; i < before; ++i) {
    out[i] = Next(iso, iterator);
    if (!out[i]) {
      if (iso->HasPending()) return false;
      return RaiseTooFew(iso, "at least ", before + after, i);
    }
  }
  KRAIT_TRY(List*, rest, ListFromIterable(iso, iterator));
  if (rest->size < after) {
    return RaiseTooFew(iso, "at least ", before + after,
                       before + static_cast<uint32_t>(rest->size));
  }
  const int64_t kept = rest->size - after;
  for (uint32_t i = 0; i < after; ++i) out[before + 1 + i] = rest->At(kept + i);
  out[before] = Value::Object(rest);
  return rest->Splice(iso, kept, rest->size, {});
}

}  // namespace krait
