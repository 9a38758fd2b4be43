// Linking of iteration; unpacking.
#include <string>

#include "callsite/call_site.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
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

}  // namespace

Value ForIterSlow(Isolate* iso, CallSite& site, Value iterator) {
  if (site.state() != SiteState::kMegamorphic && site.Find(iterator, Value()) == nullptr) {
    const NativeLeaf* leaf = &kProtocolLeaf;
    switch (static_cast<ObjectKind>(ShapeOf(iterator))) {
      case ObjectKind::kRangeIterator:
        leaf = &kRangeNextLeaf;
        break;
      case ObjectKind::kListIterator:
        leaf = &kListNextLeaf;
        break;
      case ObjectKind::kTupleIterator:
        leaf = &kTupleNextLeaf;
        break;
      case ObjectKind::kGenerator:
        leaf = &kGeneratorNextLeaf;
        break;
      default:
        if (HasNativeNext(iso, iterator)) leaf = &kNativeNextLeaf;
        break;
    }
    GuardedInvocation link;
    link.guard = Guard::Shape(ShapeOf(iterator));
    link.handle = iso->interpreter().handles().Native(leaf);
    site.Link(iso->heap(), std::move(link));
  }
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

}  // namespace

bool UnpackSlow(Isolate* iso, Value sequence, uint32_t count, Value* out) {
  KRAIT_TRY(Value, iterator, UnpackIterator(iso, sequence));
  for (uint32_t i = 0; i < count; ++i) {
    out[i] = Next(iso, iterator);
    if (!out[i]) {
      if (iso->HasPending()) return false;
      return RaiseTooFew(iso, "", count, i);
    }
  }
  if (Next(iso, iterator)) {
    return RaiseF(iso, ExceptionId::kValueError, "too many values to unpack (expected %u)", count);
  }
  return !iso->HasPending();
}

bool UnpackExSlow(Isolate* iso, Value sequence, uint32_t before, uint32_t after, Value* out) {
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
