// The range type. Arithmetic is done in 64 bits where the parts allow it, else in ints of any size.
#include "runtime/collection/range.h"

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

Range* Self(Value* args) { return args[0].As<Range>(); }

// The parts as 64-bit numbers, when they and every item of the range (one step beyond the last
// included) are such.
struct SmallRange {
  int64_t start;
  int64_t step;
  int64_t length;
};

bool AsSmall(const Range* range, SmallRange* small) {
  if (!range->start.IsInt() || !range->stop.IsInt() || !range->step.IsInt() ||
      !range->length.IsInt()) {
    return false;
  }
  *small = {range->start.AsInt(), range->step.AsInt(), range->length.AsInt()};
  return true;
}

// ceil((stop - start) / step), at least 0, in ints of any size.
Value BigLength(Isolate* iso, Value start, Value stop, Value step) {
  const bool down = IntSign(step) < 0;
  const Value low = down ? stop : start;
  const Value high = down ? start : stop;
  if (IntCompare(low, high) >= 0) return Value::Int(0);
  KRAIT_TRY(Value, width, IntSub(iso, high, low));
  KRAIT_TRY(Value, reach, IntSub(iso, width, Value::Int(1)));
  Value stride = step;
  if (down && !(stride = IntNeg(iso, step))) return Value();
  KRAIT_TRY(Value, count, IntFloorDiv(iso, reach, stride));
  return IntAdd(iso, count, Value::Int(1));
}

// start + index * step
Value ItemAt(Isolate* iso, const Range* range, Value index) {
  SmallRange small;
  if (AsSmall(range, &small) && index.IsInt()) {
    return IntFromInt64(iso, small.start + index.AsInt() * small.step);
  }
  KRAIT_TRY(Value, offset, IntMul(iso, index, range->step));
  return IntAdd(iso, range->start, offset);
}

Value IndexPart(Isolate* iso, Value v) {
  KRAIT_TRY(Value, index, Index(iso, v));
  return IntExact(iso, index);
}

Value RangeNew(Isolate* iso, Value* args, size_t) {
  Value start = Value::Int(0), stop, step = Value::Int(1);
  if (args[2].IsEmpty()) {
    stop = IndexPart(iso, args[1]);
    if (!stop) return Value();
  } else {
    if (!(start = IndexPart(iso, args[1]))) return Value();
    if (!(stop = IndexPart(iso, args[2]))) return Value();
    if (args[3] && !(step = IndexPart(iso, args[3]))) return Value();
    if (IntSign(step) == 0) return RaiseValueError(iso, "range() arg 3 must not be zero");
  }
  return Value::Object(Range::New(iso, start, stop, step));
}

Value RangeRepr(Isolate* iso, Value* args, size_t) {
  const Range* self = Self(args);
  StrBuilder out(iso);
  out.AppendAscii("range(");
  if (!out.AppendRepr(self->start)) return Value();
  out.AppendAscii(", ");
  if (!out.AppendRepr(self->stop)) return Value();
  if (self->step != Value::Int(1)) {
    out.AppendAscii(", ");
    if (!out.AppendRepr(self->step)) return Value();
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value RangeLen(Isolate* iso, Value* args, size_t) {
  int64_t length;
  if (!IntToInt64(Self(args)->length, &length)) {
    return RaiseOverflowError(iso, "Python int too large to convert to C ssize_t");
  }
  return Self(args)->length;
}

Value RangeBool(Isolate*, Value* args, size_t) {
  return Value::Bool(IntSign(Self(args)->length) != 0);
}

// (length, start or None, step or None): equal ranges have equal ones.
Tuple* Essence(Isolate* iso, const Range* range) {
  const bool empty = IntSign(range->length) == 0;
  const bool single = range->length == Value::Int(1);
  return Tuple::Of(iso, {range->length, empty ? Value::None() : range->start,
                         empty || single ? Value::None() : range->step});
}

Value RangeHash(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, essence, Essence(iso, Self(args)));
  int64_t hash;
  KRAIT_CHECK_OK(TupleHash(iso, essence, &hash));
  return IntFromInt64(iso, hash);
}

bool SameRange(const Range* a, const Range* b) {
  if (a == b) return true;
  if (IntCompare(a->length, b->length) != 0) return false;
  if (IntSign(a->length) == 0) return true;
  if (IntCompare(a->start, b->start) != 0) return false;
  return a->length == Value::Int(1) || IntCompare(a->step, b->step) == 0;
}

template <bool equal>
Value RangeEq(Isolate*, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kRange)) return Value::NotImplemented();
  return Value::Bool(SameRange(Self(args), args[1].As<Range>()) == equal);
}

Value RangeSlice(Isolate* iso, Range* range, Slice* slice) {
  // slice.indices() knows how to clip against lengths of any size.
  KRAIT_TRY(Value, bounds, CallMethod(iso, Value::Object(slice), "indices", {range->length}));
  const Value* part = bounds.As<Tuple>()->items;
  KRAIT_TRY(Value, start, ItemAt(iso, range, part[0]));
  KRAIT_TRY(Value, stop, ItemAt(iso, range, part[1]));
  KRAIT_TRY(Value, step, IntMul(iso, range->step, part[2]));
  return Value::Object(Range::New(iso, start, stop, step));
}

Value GetItemMethod(Isolate* iso, Value* args, size_t) {
  return RangeGetItem(iso, Self(args), args[1]);
}

Value ContainsMethod(Isolate* iso, Value* args, size_t) {
  bool contains;
  if (!RangeContains(iso, Self(args), args[1], &contains)) return Value();
  return Value::Bool(contains);
}

Value IterMethod(Isolate* iso, Value* args, size_t) { return RangeIter(iso, Self(args)); }

Value NewLongIterator(Isolate* iso, Value current, Value step, Value remaining) {
  auto* iterator = NewExact<LongRangeIterator>(iso, ObjectKind::kLongRangeIterator);
  iterator->current = current;
  iterator->step = step;
  iterator->remaining = remaining;
  return Value::Object(iterator);
}

Value RangeReversed(Isolate* iso, Value* args, size_t) {
  const Range* self = Self(args);
  SmallRange r;
  if (AsSmall(self, &r)) {
    return Value::Object(
        RangeIterator::New(iso, r.start + (r.length - 1) * r.step, -r.step, r.length));
  }
  KRAIT_TRY(Value, last, IntSub(iso, self->length, Value::Int(1)));
  KRAIT_TRY(Value, start, ItemAt(iso, self, last));
  KRAIT_TRY(Value, step, IntNeg(iso, self->step));
  return NewLongIterator(iso, start, step, self->length);
}

// Is the int one of the items?
bool ContainsInt(Isolate* iso, const Range* range, Value item, bool* result) {
  *result = false;
  SmallRange r;
  if (AsSmall(range, &r) && item.IsInt()) {
    const int64_t distance = item.AsInt() - r.start;
    *result = distance % r.step == 0 && distance / r.step >= 0 && distance / r.step < r.length;
    return true;
  }
  const bool up = IntSign(range->step) > 0;
  if (up ? IntCompare(item, range->start) < 0 || IntCompare(item, range->stop) >= 0
         : IntCompare(item, range->start) > 0 || IntCompare(item, range->stop) <= 0) {
    return true;
  }
  KRAIT_TRY(Value, distance, IntSub(iso, item, range->start));
  KRAIT_TRY(Value, rest, IntMod(iso, distance, range->step));
  *result = IntSign(rest) == 0;
  return true;
}

bool IsPlainInt(Value v) { return v.IsInt() || v.IsBool() || IsExactInt(v); }

Value RangeCount(Isolate* iso, Value* args, size_t) {
  if (IsPlainInt(args[1])) {
    bool contains;
    KRAIT_CHECK_OK(ContainsInt(iso, Self(args), args[1], &contains));
    return Value::Int(contains);
  }
  KRAIT_TRY(Value, iterator, RangeIter(iso, Self(args)));
  int64_t count = 0;
  while (const Value item = Next(iso, iterator)) {
    bool equal;
    KRAIT_CHECK_OK(Equal(iso, item, args[1], &equal));
    count += equal;
  }
  return iso->HasPending() ? Value() : Value::Int(count);
}

Value RangeIndex(Isolate* iso, Value* args, size_t) {
  const Range* self = Self(args);
  if (IsPlainInt(args[1])) {
    bool contains;
    KRAIT_CHECK_OK(ContainsInt(iso, self, args[1], &contains));
    if (contains) {
      KRAIT_TRY(Value, distance, IntSub(iso, args[1], self->start));
      return IntFloorDiv(iso, distance, self->step);
    }
    KRAIT_TRY(Str*, text, Repr(iso, args[1]));
    return RaiseF(iso, ExceptionId::kValueError, "%.*s is not in range",
                  static_cast<int>(text->byte_length), text->data);
  }
  KRAIT_TRY(Value, iterator, RangeIter(iso, Self(args)));
  int64_t index = 0;
  while (const Value item = Next(iso, iterator)) {
    bool equal;
    KRAIT_CHECK_OK(Equal(iso, item, args[1], &equal));
    if (equal) return Value::Int(index);
    ++index;
  }
  if (iso->HasPending()) return Value();
  return RaiseValueError(iso, "sequence.index(x): x not in sequence");
}

Value RangeReduce(Isolate* iso, Value* args, size_t) {
  const Range* self = Self(args);
  KRAIT_TRY(Tuple*, parts, Tuple::Of(iso, {self->start, self->stop, self->step}));
  return Value::Object(Tuple::Of(
      iso, {Value::Object(iso->type(ObjectKind::kRange)), Value::Object(parts)}));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", RangeNew, "($cls, start, stop=None, step=1, /)", kConstructor},
    {"__repr__", RangeRepr, "($self, /)"},
    {"__hash__", RangeHash, "($self, /)", kNoCallback},
    {"__len__", RangeLen, "($self, /)", kNoCallback},
    {"__bool__", RangeBool, "($self, /)", kNoCallback},
    {"__getitem__", GetItemMethod, "($self, key, /)"},
    {"__contains__", ContainsMethod, "($self, key, /)"},
    {"__iter__", IterMethod, "($self, /)", kNoCallback},
    {"__reversed__", RangeReversed, "($self, /)", kNoCallback},
    {"__eq__", RangeEq<true>, "($self, value, /)", kNoCallback},
    {"__ne__", RangeEq<false>, "($self, value, /)", kNoCallback},
    {"__reduce__", RangeReduce, "($self, /)", kNoCallback},
    {"count", RangeCount, "($self, value, /)", 0, "Return the number of occurrences of value."},
    {"index", RangeIndex, "($self, value, /)", 0,
     "Return the index of value; ValueError if it is not there."},
};

bool SetReadOnly(Isolate* iso, Value, Value) {
  return Raise(iso, ExceptionId::kAttributeError, "readonly attribute");
}

constexpr NativeProperty kProperties[] = {
    {"start", [](Isolate*, Value self) { return self.As<Range>()->start; }, SetReadOnly},
    {"stop", [](Isolate*, Value self) { return self.As<Range>()->stop; }, SetReadOnly},
    {"step", [](Isolate*, Value self) { return self.As<Range>()->step; }, SetReadOnly},
};

}  // namespace

const TypeSpec kRangeTypeSpec = {
    .name = "range",
    .kind = ObjectKind::kRange,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSequencePattern | kImmutable | kNoWeakReferences,
    .doc = "range(stop) -> range object\n"
           "range(start, stop[, step]) -> range object\n\n"
           "The ints from start (inclusive) to stop (exclusive) by step.",
};

void TraceRange(HeapObject* object, gc::Marker& marker) {
  auto* range = static_cast<Range*>(object);
  marker.Visit(range->start);
  marker.Visit(range->stop);
  marker.Visit(range->step);
  marker.Visit(range->length);
}

uint64_t RangeLength(int64_t start, int64_t stop, int64_t step) {
  const auto lo = static_cast<uint64_t>(step > 0 ? start : stop);
  const auto hi = static_cast<uint64_t>(step > 0 ? stop : start);
  if (step > 0 ? start >= stop : start <= stop) return 0;
  const uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : -static_cast<uint64_t>(step);
  return (hi - lo - 1) / stride + 1;
}

Range* Range::New(Isolate* iso, Value start, Value stop, Value step) {
  Value length;
  if (start.IsInt() && stop.IsInt() && step.IsInt()) {
    length = IntFromUint64(iso, RangeLength(start.AsInt(), stop.AsInt(), step.AsInt()));
  } else {
    length = BigLength(iso, start, stop, step);
  }
  if (!length) return nullptr;
  auto* range = NewExact<Range>(iso, ObjectKind::kRange);
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return range;
}

Value RangeIter(Isolate* iso, Range* range) {
  SmallRange r;
  if (AsSmall(range, &r)) {
    return Value::Object(RangeIterator::New(iso, r.start, r.step, r.length));
  }
  return NewLongIterator(iso, range->start, range->step, range->length);
}

Value RangeGetItem(Isolate* iso, Range* range, Value key) {
  if (IsExact(key, ObjectKind::kSlice)) return RangeSlice(iso, range, key.As<Slice>());
  if (!IsIntLike(key) && !LookupSpecial(iso, key, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "range indices must be integers or slices, not %.200s", TypeName(iso, key));
  }
  KRAIT_TRY(Value, index, IndexPart(iso, key));
  if (IntSign(index) < 0 && !(index = IntAdd(iso, index, range->length))) return Value();
  if (IntSign(index) < 0 || IntCompare(index, range->length) >= 0) {
    return RaiseIndexError(iso, "range object index out of range");
  }
  return ItemAt(iso, range, index);
}

bool RangeContains(Isolate* iso, Range* range, Value item, bool* result) {
  if (IsPlainInt(item)) return ContainsInt(iso, range, item, result);
  *result = false;
  KRAIT_TRY(Value, iterator, RangeIter(iso, range));
  while (const Value candidate = Next(iso, iterator)) {
    if (!Equal(iso, candidate, item, result)) return false;
    if (*result) return true;
  }
  return !iso->HasPending();
}

}  // namespace krait
