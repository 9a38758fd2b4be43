// Iterators over ranges: RangeIterator in 64 bits, LongRangeIterator in ints of any size.
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/range.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

// An iterator's state is the rest of the range, as a range, and how much of that is done: nothing.
Value ReduceToRange(Isolate* iso, Value start, Value step, Value count) {
  KRAIT_TRY(Value, width, IntMul(iso, step, count));
  KRAIT_TRY(Value, stop, IntAdd(iso, start, width));
  KRAIT_TRY(Range*, rest, Range::New(iso, start, stop, step));
  return ReduceIterator(iso, "iter", Value::Object(rest), 0);
}

Value RangeIteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<RangeIterator>(args);
  if (self->remaining == 0) return Value();
  const int64_t item = self->current;
  self->current = item + self->step;
  --self->remaining;
  return Value::FitsInt(item) ? Value::Int(item) : IntFromInt64(iso, item);
}

Value RangeIteratorLengthHint(Isolate* iso, Value* args, size_t) {
  return IntFromInt64(iso, Self<RangeIterator>(args)->remaining);
}

Value RangeIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<RangeIterator>(args);
  KRAIT_TRY(Value, start, IntFromInt64(iso, self->current));
  KRAIT_TRY(Value, step, IntFromInt64(iso, self->step));
  KRAIT_TRY(Value, count, IntFromInt64(iso, self->remaining));
  return ReduceToRange(iso, start, step, count);
}

Value RangeIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<RangeIterator>(args);
  int64_t skip;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &skip));
  skip = std::clamp<int64_t>(skip, 0, self->remaining);
  self->current += skip * self->step;
  self->remaining -= skip;
  return Value::None();
}

constexpr NativeMethod kRangeIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", RangeIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", RangeIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", RangeIteratorReduce, "($self, /)"},
    {"__setstate__", RangeIteratorSetState, "($self, state, /)"},
};

Value LongRangeIteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<LongRangeIterator>(args);
  if (IntSign(self->remaining) <= 0) return Value();
  const Value item = self->current;
  KRAIT_TRY(Value, next, IntAdd(iso, item, self->step));
  KRAIT_TRY(Value, remaining, IntSub(iso, self->remaining, Value::Int(1)));
  self->current = next;
  self->remaining = remaining;
  iso->Barrier(self);
  return item;
}

Value LongRangeIteratorLengthHint(Isolate*, Value* args, size_t) {
  return Self<LongRangeIterator>(args)->remaining;
}

Value LongRangeIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<LongRangeIterator>(args);
  return ReduceToRange(iso, self->current, self->step, self->remaining);
}

Value LongRangeIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<LongRangeIterator>(args);
  KRAIT_TRY(Value, index, Index(iso, args[1]));
  KRAIT_TRY(Value, skip, IntExact(iso, index));
  if (IntSign(skip) < 0) skip = Value::Int(0);
  if (IntCompare(skip, self->remaining) > 0) skip = self->remaining;
  KRAIT_TRY(Value, width, IntMul(iso, skip, self->step));
  KRAIT_TRY(Value, current, IntAdd(iso, self->current, width));
  KRAIT_TRY(Value, remaining, IntSub(iso, self->remaining, skip));
  self->current = current;
  self->remaining = remaining;
  iso->Barrier(self);
  return Value::None();
}

constexpr NativeMethod kLongRangeIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", LongRangeIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", LongRangeIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", LongRangeIteratorReduce, "($self, /)"},
    {"__setstate__", LongRangeIteratorSetState, "($self, state, /)"},
};

}  // namespace

const TypeSpec kRangeIteratorTypeSpec = {
    .name = "range_iterator",
    .kind = ObjectKind::kRangeIterator,
    .methods = kRangeIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

const TypeSpec kLongRangeIteratorTypeSpec = {
    .name = "longrange_iterator",
    .kind = ObjectKind::kLongRangeIterator,
    .methods = kLongRangeIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

void TraceRangeIterator(HeapObject*, gc::Marker&) {}

void TraceLongRangeIterator(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<LongRangeIterator*>(object);
  marker.Visit(self->current);
  marker.Visit(self->step);
  marker.Visit(self->remaining);
}

RangeIterator* RangeIterator::New(Isolate* iso, int64_t start, int64_t step, int64_t count) {
  auto* iterator = NewExact<RangeIterator>(iso, ObjectKind::kRangeIterator);
  iterator->current = start;
  iterator->step = step;
  iterator->remaining = count;
  return iterator;
}

}  // namespace krait
