// Linking of iteration; unpacking.
#include <algorithm>
#include <string>

#include "callsite/call_site.h"
#include "gc/roots.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/forwarding.h"
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

bool CallsScript(Isolate* iso, Value function) {
  return function.IsHeap() && EntersScript(iso, function);
}

// How many iterators are looked at. What lies behind so many is called from C++, script or not:
// they may stand in each other as deep as a script likes, and one may be met again by many ways.
constexpr int kMostIterators = 100;

// `left`: how many may still be looked at.
bool IteratesWithin(Isolate* iso, Value v, int* left);

bool AnyIteratesWithin(Isolate* iso, const Tuple* iterators, int* left) {
  for (Value iterator : iterators->view()) {
    if (IteratesWithin(iso, iterator, left)) return true;
  }
  return false;
}

bool IteratesWithin(Isolate* iso, Value v, int* left) {
  if (!v.IsHeap() || *left == 0) return false;
  --*left;
  switch (ExactKindOf(v.AsHeap()->shape)) {
    case ObjectKind::kGenerator:
      return CanResume(v.As<Generator>(), Value::None());
    case ObjectKind::kMap:
      return CallsScript(iso, v.As<Map>()->function) ||
             AnyIteratesWithin(iso, v.As<Map>()->iterators, left);
    case ObjectKind::kFilter:
      return CallsScript(iso, v.As<Filter>()->function) ||
             IteratesWithin(iso, v.As<Filter>()->iterator, left);
    case ObjectKind::kZip:
      return !v.As<Zip>()->strict && AnyIteratesWithin(iso, v.As<Zip>()->iterators, left);
    case ObjectKind::kEnumerate:
      return IteratesWithin(iso, v.As<Enumerate>()->iterator, left);
    default:
      break;
  }
  return IsScriptInstance(v) && (IsScript(LookupSpecial(iso, v, Special::kIter)) ||
                                 IsScript(LookupSpecial(iso, v, Special::kNext)));
}

}  // namespace

bool IteratesScript(Isolate* iso, Value v) {
  int left = kMostIterators;
  return IteratesWithin(iso, v, &left);
}

namespace {

// Is it a map of one iterator that no script is behind, and which has nothing again once it has
// ended? Built-in iterators over containers are so; those of modules may ask what they stand on.
bool HasPlainSource(Isolate* iso, const Map* map) {
  if (map->iterators->size != 1) return false;
  const Value source = map->iterators->items[0];
  if (!source.IsHeap() || source.AsHeap()->shape >= 256) return false;
  switch (ExactKindOf(source.AsHeap()->shape)) {
    case ObjectKind::kEnumerate:
    case ObjectKind::kZip:
    case ObjectKind::kMap:
    case ObjectKind::kFilter:
      return false;
    default:
      return !IteratesScript(iso, source);
  }
}

// The next item of such a map: the function gets it at once. True: so it does, or the iterator
// failed.
bool EnterMapped(Isolate* iso, const Map* map, const FrameUse& use) {
  if (!HasPlainSource(iso, map)) return false;
  const auto* bound = CastTo<BoundMethod>(map->function, ObjectKind::kBoundMethod);
  const Value function = bound != nullptr ? bound->function : map->function;
  if (!IsScript(function)) return false;
  const Value self = bound != nullptr ? bound->self : Value();
  const Value item = Next(iso, map->iterators->items[0]);
  if (!item) return iso->HasPending();
  if (self) {
    EnterScript(iso, function, {self, item}, use);
  } else {
    EnterScript(iso, function, {item}, use);
  }
  return true;
}

// Nothing is entered at the end of a map: it is asked again, and has nothing again.
bool EndsMap(Isolate* iso, const Map* map) {
  return HasPlainSource(iso, map) &&
         (IsScript(map->function) || HasKind(map->function, ObjectKind::kBoundMethod));
}

}  // namespace

bool EnterNextItem(Isolate* iso, Value v, const FrameUse& use) {
  if (IsExact(v, ObjectKind::kMap)) {
    if (EnterMapped(iso, v.As<Map>(), use)) return true;
    if (EndsMap(iso, v.As<Map>())) return false;
  }
  if (!IteratesScript(iso, v)) return false;
  switch (ExactKindOf(v.AsHeap()->shape)) {
    case ObjectKind::kMap: {
      const auto* map = v.As<Map>();
      const bool one = map->iterators->size == 1;
      EnterSelfHosted(
          iso, one ? SelfHosted::kMapNext : SelfHosted::kMapNextOfMany,
          {map->function, one ? map->iterators->items[0] : Value::Object(map->iterators)}, use);
      return true;
    }
    case ObjectKind::kFilter: {
      const auto* filter = v.As<Filter>();
      EnterSelfHosted(iso, SelfHosted::kFilterNext, {filter->function, filter->iterator}, use);
      return true;
    }
    case ObjectKind::kZip:
      EnterSelfHosted(iso, SelfHosted::kZipNext, {Value::Object(v.As<Zip>()->iterators)}, use);
      return true;
    case ObjectKind::kEnumerate:
      EnterSelfHosted(iso, SelfHosted::kEnumerateNext, {v, v.As<Enumerate>()->iterator}, use);
      return true;
    default:
      return false;
  }
}

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
  switch (ExactKindOf(ShapeOf(iterator))) {
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

}  // namespace

Value IterSlow(Isolate* iso, CallSite& site, Value v) {
  const Value method = LinkReceiver(iso, site, v, Special::kIter, {FrameKind::kIterator},
                                    IsScriptInstance(v) ? &kProtocolLeaf : &kBuiltinIteratorLeaf);
  if (method) return EnterScript(iso, method, {v}, FrameKind::kIterator);
  return Iter(iso, v);
}

Value ForIterSlow(Isolate* iso, CallSite& site, Value iterator) {
  const Value method = LinkReceiver(iso, site, iterator, Special::kNext, {FrameKind::kNext},
                                    NextLeaf(iso, iterator));
  if (method) return EnterScript(iso, method, {iterator}, FrameKind::kNext);
  if (IsExact(iterator, ObjectKind::kGenerator) &&
      CanResume(iterator.As<Generator>(), Value::None())) {
    return EnterGenerator(iso, iterator.As<Generator>(), Value::None(), {FrameKind::kForIter});
  }
  if (EnterNextItem(iso, iterator, {FrameKind::kNext})) return Value();
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
  return RaiseF(iso, ExceptionId::kValueError,
                "not enough values to unpack (expected %s%u, got %u)", prefix, wanted, got);
}

// Links what takes the items of `source`. Is it a generator, or iterated by a script method? Then
// it is collected in the running loop, and this has begun, or failed.
bool LinkItems(Isolate* iso, CallSite& site, Value source, List* list, Collection targets) {
  const NativeLeaf* leaf = IsExact(source, ObjectKind::kTuple)       ? &kTupleLeaf
                           : IsExact(source, ObjectKind::kList)      ? &kListLeaf
                           : IsExact(source, ObjectKind::kGenerator) ? &kGeneratorNextLeaf
                           : IsScriptInstance(source)                ? &kProtocolLeaf
                                                                     : &kBuiltinIteratorLeaf;
  const Value method =
      LinkReceiver(iso, site, source, Special::kIter, {FrameKind::kCollectFrom}, leaf);
  if (!method && !(IsExact(source, ObjectKind::kGenerator) &&
                   CanResume(source.As<Generator>(), Value::None()))) {
    return false;
  }
  if (targets.before > Collection::kMax || targets.after > Collection::kMax) return false;
  if (list == nullptr) list = List::New(iso);
  if (list != nullptr) EnterCollection(iso, source, method, Value::Object(list), targets.Encode());
  return true;
}

Failure RaiseTooMany(Isolate* iso, uint32_t wanted) {
  return RaiseF(iso, ExceptionId::kValueError, "too many values to unpack (expected %u)", wanted);
}

// Items for `before` targets, a list of those between, and `after` targets.
bool UnpackAround(Isolate* iso, List* items, uint32_t before, uint32_t after, Value* out) {
  const auto count = static_cast<uint32_t>(items->size);
  if (count < before + after) return RaiseTooFew(iso, "at least ", before + after, count);
  const int64_t end = items->size - after;
  KRAIT_TRY(List*, rest,
            List::From(iso, items->view().subspan(before, static_cast<size_t>(end) - before)));
  for (uint32_t i = 0; i < before; ++i) out[i] = items->At(i);
  for (uint32_t i = 0; i < after; ++i) out[before + 1 + i] = items->At(end + i);
  out[before] = Value::Object(rest);
  return true;
}

}  // namespace

CollectStep CollectNext(Isolate* iso, Op op, Value iterator, List* list, uint32_t operand) {
  const FrameUse use = {FrameKind::kCollect, iterator, Value::Object(list), 0, operand};
  const int64_t enough =
      op == Op::kUnpackSequence ? int64_t{Collection::Of(operand).before} + 1 : INT64_MAX;
  while (list->size < enough) {
    if (!iso->Poll()) return CollectStep::kFailed;
    if (IsExact(iterator, ObjectKind::kGenerator) &&
        CanResume(iterator.As<Generator>(), Value::None())) {
      EnterGenerator(iso, iterator.As<Generator>(), Value::None(), use);
      return CollectStep::kFailed;
    }
    const Value method = LookupSpecial(iso, iterator, Special::kNext);
    if (IsScript(method)) {
      EnterScript(iso, method, {iterator}, use);
      return CollectStep::kFailed;
    }
    if (EnterNextItem(iso, iterator, use)) return CollectStep::kFailed;
    const Value item = Next(iso, iterator);
    if (!item) return iso->HasPending() ? CollectStep::kFailed : CollectStep::kDone;
    if (!list->Append(iso, item)) return CollectStep::kFailed;
  }
  return CollectStep::kDone;
}

bool FinishCollection(Isolate* iso, Op op, List* list, uint32_t operand, Value* out) {
  const Collection targets = Collection::Of(operand);
  switch (op) {
    case Op::kUnpackSequence:
      if (list->size < targets.before) {
        return RaiseTooFew(iso, "", targets.before, static_cast<uint32_t>(list->size));
      }
      if (list->size > targets.before) return RaiseTooMany(iso, targets.before);
      for (uint32_t i = 0; i < targets.before; ++i) out[i] = list->At(i);
      return true;
    case Op::kUnpackEx:
      return UnpackAround(iso, list, targets.before, targets.after, out);
    case Op::kCallEx: {
      KRAIT_TRY(Tuple*, tuple, Tuple::From(iso, list->view()));
      out[1] = Value::Object(tuple);
      return true;
    }
    case Op::kCall:
    case Op::kCallMethod: {
      const Value receiver = op == Op::kCall ? Value() : out[1];
      KRAIT_TRY(Value, result, CallWithCollected(iso, out[0], receiver, list));
      out[0] = result;
      return true;
    }
    default:  // ListExtend: into the list itself
      return true;
  }
}

bool UnpackSlow(Isolate* iso, CallSite& site, Value sequence, uint32_t count, Value* out) {
  if (LinkItems(iso, site, sequence, nullptr, {count})) return false;
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
  if (Next(iso, iterator)) return RaiseTooMany(iso, count);
  if (iso->HasPending()) return false;
  std::copy(items.begin(), items.end(), out);
  return true;
}

bool UnpackExSlow(Isolate* iso, CallSite& site, Value sequence, uint32_t before, uint32_t after,
                  Value* out) {
  if (LinkItems(iso, site, sequence, nullptr, {before, after})) return false;
  KRAIT_TRY(Value, iterator, UnpackIterator(iso, sequence));
  KRAIT_TRY(List*, items, ListFromIterable(iso, iterator));
  return UnpackAround(iso, items, before, after, out);
}

bool ListExtendSlow(Isolate* iso, CallSite& site, Value list, Value iterable) {
  List* target = list.As<List>();
  if (LinkItems(iso, site, iterable, target, {})) return false;
  if (IsExact(iterable, ObjectKind::kTuple)) {
    return target->Extend(iso, iterable.As<Tuple>()->view());
  }
  const Value iterator = Iter(iso, iterable);
  if (!iterator) {
    Type* type = TypeOf(iso, iterable);
    if (!PendingIs(iso, ExceptionId::kTypeError) || TypeSpecial(iso, type, Special::kIter) ||
        TypeSpecial(iso, type, Special::kGetitem)) {
      return false;
    }
    TakePending(iso);
    return RaiseF(iso, ExceptionId::kTypeError, "Value after * must be an iterable, not %.200s",
                  TypeName(iso, iterable));
  }
  while (true) {
    const Value item = Next(iso, iterator);
    if (!item) return !iso->HasPending();
    if (!target->Append(iso, item)) return false;
  }
}

Value SpreadArgumentsSlow(Isolate* iso, Value callable, Value iterable) {
  if (IsExact(iterable, ObjectKind::kList)) {
    return Value::Object(Tuple::From(iso, iterable.As<List>()->view()));
  }
  Type* type = TypeOf(iso, iterable);
  const Value method = TypeSpecial(iso, type, Special::kIter);
  if (!method && !TypeSpecial(iso, type, Special::kGetitem)) {
    return RaiseTypeError(iso, CallableText(iso, callable) +
                                   " argument after * must be an iterable, not " +
                                   TypeName(iso, iterable));
  }
  const bool resumable = IsExact(iterable, ObjectKind::kGenerator) &&
                         CanResume(iterable.As<Generator>(), Value::None());
  if (resumable || IsScript(method)) {
    KRAIT_TRY(List*, list, List::New(iso));
    return EnterCollection(iso, iterable, resumable ? Value() : method, Value::Object(list));
  }
  return Value::Object(TupleFromIterable(iso, iterable));
}

Value YieldFromIteratorSlow(Isolate* iso, CallSite& site, Value v) {
  if (HasKind(v, ObjectKind::kCoroutine)) {
    const Frame* frame = iso->interpreter().current();
    if ((frame->code->flags & (kCodeCoroutine | kCodeIterableCoroutine)) == 0) {
      return RaiseTypeError(iso,
                            "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    LinkReceiver(iso, site, v, Special::kIter, {FrameKind::kIterator}, &kCoroutineLeaf);
    return v;
  }
  if (HasKind(v, ObjectKind::kGenerator)) {
    LinkReceiver(iso, site, v, Special::kIter, {FrameKind::kIterator}, &kGeneratorNextLeaf);
    return v;
  }
  return IterSlow(iso, site, v);
}

Value LinkSend(Isolate* iso, CallSite& site, Value receiver) {
  const NativeLeaf* leaf = HasKind(receiver, ObjectKind::kGenerator)   ? &kGeneratorNextLeaf
                           : HasKind(receiver, ObjectKind::kCoroutine) ? &kCoroutineLeaf
                           : HasKind(receiver, ObjectKind::kAsyncGeneratorSend) ? &kAsyncSendLeaf
                                                                                : &kProtocolLeaf;
  return LinkReceiver(iso, site, receiver, Special::kNext, {FrameKind::kSendNext}, leaf);
}

}  // namespace krait
