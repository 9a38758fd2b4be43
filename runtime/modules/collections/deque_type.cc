// The methods of deque, and its iterators.
#include <algorithm>

#include "runtime/collection/items.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/slicing.h"
#include "runtime/isolate.h"
#include "runtime/modules/collections/collections.h"
#include "runtime/modules/collections/deque.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::collections {

namespace {

Deque* Self(Value* args) { return args[0].As<Deque>(); }

constexpr NativeLayout kLayout = LayoutOf<Deque, &Deque::ring>("deque");

bool IsDeque(Value v) {
  return HasKind(v, ObjectKind::kNativeInstance) && v.As<NativeInstance>()->layout == &kLayout;
}

Value DequeNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Deque*, self, NewInstance<Deque>(iso, args[0].As<Type>()));
  self->max_length = -1;
  return Value::Object(self);
}

bool Extend(Isolate* iso, Deque* self, Value iterable) {
  if (iterable == Value::Object(self)) {
    KRAIT_TRY(List*, copy, ListFromIterable(iso, iterable));
    return Extend(iso, self, Value::Object(copy));
  }
  return ForEachItem(iso, iterable, [&](Value item) {
    return self->Append(iso, item) ? Visit::kContinue : Visit::kFail;
  });
}

bool ExtendLeft(Isolate* iso, Deque* self, Value iterable) {
  if (iterable == Value::Object(self)) {
    KRAIT_TRY(List*, copy, ListFromIterable(iso, iterable));
    return ExtendLeft(iso, self, Value::Object(copy));
  }
  return ForEachItem(iso, iterable, [&](Value item) {
    return self->AppendLeft(iso, item) ? Visit::kContinue : Visit::kFail;
  });
}

Value DequeInit(Isolate* iso, Value* args, size_t) {
  Deque* self = Self(args);
  int64_t max_length = -1;
  if (args[2] && !args[2].IsNone()) {
    if (!IsIntLike(args[2])) return RaiseTypeError(iso, "an integer is required");
    KRAIT_CHECK_OK(
        IndexToInt64(iso, args[2], &max_length, "Python int too large to convert to C ssize_t"));
    if (max_length < 0) return RaiseValueError(iso, "maxlen must be non-negative");
  }
  self->max_length = max_length;
  if (self->size > 0) self->Clear();
  if (args[1] && !Extend(iso, self, args[1])) return Value();
  return Value::None();
}

Value DequeAppend(Isolate* iso, Value* args, size_t) {
  return Self(args)->Append(iso, args[1]) ? Value::None() : Value();
}

Value DequeAppendLeft(Isolate* iso, Value* args, size_t) {
  return Self(args)->AppendLeft(iso, args[1]) ? Value::None() : Value();
}

Value DequeExtend(Isolate* iso, Value* args, size_t) {
  return Extend(iso, Self(args), args[1]) ? Value::None() : Value();
}

Value DequeExtendLeft(Isolate* iso, Value* args, size_t) {
  return ExtendLeft(iso, Self(args), args[1]) ? Value::None() : Value();
}

Value DequePop(Isolate* iso, Value* args, size_t) {
  if (Self(args)->size == 0) return RaiseIndexError(iso, "pop from an empty deque");
  return Self(args)->Pop();
}

Value DequePopLeft(Isolate* iso, Value* args, size_t) {
  if (Self(args)->size == 0) return RaiseIndexError(iso, "pop from an empty deque");
  return Self(args)->PopLeft();
}

Value DequeClear(Isolate*, Value* args, size_t) {
  Self(args)->Clear();
  return Value::None();
}

// A deque of the same class and maximal length.
Value Clone(Isolate* iso, Value self, Value items) {
  const Value type = Value::Object(TypeOf(iso, self));
  const int64_t max_length = self.As<Deque>()->max_length;
  if (max_length < 0) return Call(iso, type, {items});
  return Call(iso, type, {items, Value::Int(max_length)});
}

Value DequeCopy(Isolate* iso, Value* args, size_t) { return Clone(iso, args[0], args[0]); }

// The position of an item equal to `wanted` in [start, stop); -1: none. Comparing may change the
// deque, which is an error of class `id`.
bool Find(Isolate* iso, Deque* self, Value wanted, int64_t start, int64_t stop, ExceptionId id,
          const char* mutated, int64_t* position) {
  const uint64_t changes = self->changes;
  *position = -1;
  for (int64_t i = start; i < stop && i < self->size; ++i) {
    bool equal;
    if (!EqualItems(iso, self->At(i), wanted, &equal)) return false;
    if (self->changes != changes) return Raise(iso, id, mutated);
    if (equal) {
      *position = i;
      return true;
    }
  }
  return true;
}

constexpr const char* kMutated = "deque mutated during iteration";

Value DequeContains(Isolate* iso, Value* args, size_t) {
  int64_t at;
  KRAIT_CHECK_OK(
      Find(iso, Self(args), args[1], 0, INT64_MAX, ExceptionId::kRuntimeError, kMutated, &at));
  return Value::Bool(at >= 0);
}

Value DequeCount(Isolate* iso, Value* args, size_t) {
  int64_t count = 0, at = -1;
  for (;; ++count) {
    KRAIT_CHECK_OK(Find(iso, Self(args), args[1], at + 1, INT64_MAX, ExceptionId::kRuntimeError,
                        kMutated, &at));
    if (at < 0) return Value::Int(count);
  }
}

Value RaiseAbsent(Isolate* iso, Value item) {
  KRAIT_TRY(Str*, text, Repr(iso, item));
  return RaiseF(iso, ExceptionId::kValueError, "%.*s is not in deque",
                static_cast<int>(text->byte_length), text->data);
}

Value DequeIndex(Isolate* iso, Value* args, size_t) {
  int64_t start = 0, stop = INT64_MAX, at;
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[2], &start));
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[3], &stop));
  ClipPositions(Self(args)->size, &start, &stop);
  KRAIT_CHECK_OK(
      Find(iso, Self(args), args[1], start, stop, ExceptionId::kRuntimeError, kMutated, &at));
  return at >= 0 ? Value::Int(at) : RaiseAbsent(iso, args[1]);
}

bool IndexOf(Isolate* iso, const Deque* self, Value key, int64_t* index) {
  if (!IsIntLike(key) && !LookupSpecial(iso, key, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError, "sequence index must be integer, not '%.200s'",
                  TypeName(iso, key));
  }
  return SequenceIndex(iso, key, self->size, "deque index out of range", index);
}

void DeleteAt(Isolate* iso, Deque* self, int64_t i) {
  self->Rotate(iso, -i);
  self->PopLeft();
  self->Rotate(iso, i);
}

Value DequeGetItem(Isolate* iso, Value* args, size_t) {
  int64_t i;
  KRAIT_CHECK_OK(IndexOf(iso, Self(args), args[1], &i));
  return Self(args)->At(i);
}

Value DequeSetItem(Isolate* iso, Value* args, size_t) {
  int64_t i;
  KRAIT_CHECK_OK(IndexOf(iso, Self(args), args[1], &i));
  Self(args)->Set(iso, i, args[2]);
  return Value::None();
}

Value DequeDelItem(Isolate* iso, Value* args, size_t) {
  int64_t i;
  KRAIT_CHECK_OK(IndexOf(iso, Self(args), args[1], &i));
  DeleteAt(iso, Self(args), i);
  return Value::None();
}

Value DequeInsert(Isolate* iso, Value* args, size_t) {
  Deque* self = Self(args);
  int64_t i;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &i));
  if (self->size == self->max_length) {
    return RaiseIndexError(iso, "deque already at its maximum size");
  }
  if (i < 0) i = std::max<int64_t>(0, i + self->size);
  i = std::min(i, self->size);
  self->Rotate(iso, -i);
  KRAIT_CHECK_OK(self->AppendLeft(iso, args[2]));
  self->Rotate(iso, i);
  return Value::None();
}

Value DequeRemove(Isolate* iso, Value* args, size_t) {
  int64_t at;
  KRAIT_CHECK_OK(Find(iso, Self(args), args[1], 0, INT64_MAX, ExceptionId::kIndexError,
                      "deque mutated during remove().", &at));
  if (at < 0) return RaiseAbsent(iso, args[1]);
  DeleteAt(iso, Self(args), at);
  return Value::None();
}

Value DequeReverse(Isolate*, Value* args, size_t) {
  Deque* self = Self(args);
  for (int64_t i = 0, k = self->size - 1; i < k; ++i, --k) {
    std::swap(self->ring->slots[self->Slot(i)], self->ring->slots[self->Slot(k)]);
  }
  return Value::None();
}

Value DequeRotate(Isolate* iso, Value* args, size_t) {
  int64_t steps = 1;
  if (args[1]) KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &steps));
  Self(args)->Rotate(iso, steps);
  return Value::None();
}

Value DequeLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

Value DequeAdd(Isolate* iso, Value* args, size_t) {
  if (!IsDeque(args[1])) return RefuseConcat(iso, "deque", args[1]);
  KRAIT_TRY(Value, result, DequeCopy(iso, args, 1));
  return Extend(iso, result.As<Deque>(), args[1]) ? result : Value();
}

Value DequeInplaceAdd(Isolate* iso, Value* args, size_t) {
  return Extend(iso, Self(args), args[1]) ? args[0] : Value();
}

// Makes the deque `count` times as long.
bool Repeat(Isolate* iso, Deque* self, int64_t count) {
  if (count == 0) self->Clear();
  const int64_t size = self->size;
  if (size == 0 || count == 1) return true;
  int64_t total;
  if (__builtin_mul_overflow(size, count, &total)) return RaiseMemoryError(iso);
  KRAIT_TRY(List*, items, ListFromIterable(iso, Value::Object(self)));
  if (self->max_length > 0 && total > self->max_length) {
    // Only the last items will remain: add no others.
    self->Clear();
    const int64_t first = total - self->max_length;
    for (int64_t i = 0; i < self->max_length; ++i) {
      if (!self->Append(iso, items->At((first + i) % size))) return false;
    }
    return true;
  }
  for (int64_t i = size; i < total; ++i) {
    if (!self->Append(iso, items->At(i % size))) return false;
  }
  return true;
}

Value OperandRefused(Isolate* iso) { return iso->HasPending() ? Value() : Value::NotImplemented(); }

Value DequeMul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) return OperandRefused(iso);
  KRAIT_TRY(Value, result, DequeCopy(iso, args, 1));
  return Repeat(iso, result.As<Deque>(), count) ? result : Value();
}

Value DequeInplaceMul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) return OperandRefused(iso);
  return Repeat(iso, Self(args), count) ? args[0] : Value();
}

Value DequeRepr(Isolate* iso, Value* args, size_t) {
  if (!ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "[...]"));
  }
  List* items = ListFromIterable(iso, args[0]);
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  const bool ok = items != nullptr && out.AppendRepr(Value::Object(items));
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  if (Self(args)->max_length >= 0) {
    out.AppendAscii(", maxlen=");
    out.AppendInt(Self(args)->max_length);
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

template <CompareOp op>
Value DequeCompare(Isolate* iso, Value* args, size_t) {
  if (!IsDeque(args[1])) return Value::NotImplemented();
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && Self(args)->size != args[1].As<Deque>()->size) {
    return Value::Bool(op == CompareOp::kNe);
  }
  KRAIT_TRY(List*, left, ListFromIterable(iso, args[0]));
  KRAIT_TRY(List*, right, ListFromIterable(iso, args[1]));
  return CompareSequences(iso, op, Value::Object(left), Value::Object(right));
}

Value DequeReduce(Isolate* iso, Value* args, size_t) {
  const Value type = Value::Object(TypeOf(iso, args[0]));
  KRAIT_TRY(Value, state, CallMethod(iso, args[0], iso->names().dunder_getstate, {}));
  KRAIT_TRY(Value, iterator, Iter(iso, args[0]));
  KRAIT_TRY(Tuple*, nothing, Tuple::New(iso, 0));
  Tuple* arguments = nothing;
  const int64_t max_length = Self(args)->max_length;
  if (max_length >= 0) {
    arguments = Tuple::Of(iso, {Value::Object(nothing), Value::Int(max_length)});
    if (arguments == nullptr) return Value();
  }
  return Value::Object(
      Tuple::Of(iso, {type, Value::Object(arguments), state ? state : Value::None(), iterator}));
}

Value DequeSizeof(Isolate*, Value* args, size_t) {
  const ValueArray* ring = Self(args)->ring;
  return Value::Int(static_cast<int64_t>(sizeof(Deque)) +
                    (ring == nullptr ? 0 : 16 + ring->capacity * 8));
}

// --- iterators ---

struct DequeIterator : NativeInstance {
  Deque* deque;
  int64_t remaining;
  uint64_t changes;  // the deque's when iteration began
};

constexpr NativeLayout kIteratorLayout =
    LayoutOf<DequeIterator, &DequeIterator::deque>("deque iterator");

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

Value MakeIterator(Isolate* iso, Type* type, Deque* deque, int64_t skip) {
  KRAIT_TRY(DequeIterator*, self, NewInstance<DequeIterator>(iso, type));
  self->deque = deque;
  self->remaining = std::max<int64_t>(0, deque->size - std::max<int64_t>(0, skip));
  self->changes = deque->changes;
  return Value::Object(self);
}

Value DequeIter(Isolate* iso, Value* args, size_t) {
  return MakeIterator(iso, iso->native_type(&kDequeIteratorSpec), Self(args), 0);
}

Value DequeReversed(Isolate* iso, Value* args, size_t) {
  return MakeIterator(iso, iso->native_type(&kDequeReverseIteratorSpec), Self(args), 0);
}

Value IteratorNew(Isolate* iso, Value* args, size_t) {
  if (!IsDeque(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "argument 1 must be collections.deque, not %.200s",
                  TypeName(iso, args[1]));
  }
  int64_t skip = 0;
  if (args[2]) KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &skip));
  return MakeIterator(iso, args[0].As<Type>(), args[1].As<Deque>(), skip);
}

template <bool reverse>
Value IteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<DequeIterator>();
  const Deque* deque = self->deque;
  if (self->changes != deque->changes) {
    self->remaining = 0;
    return Raise(iso, ExceptionId::kRuntimeError, kMutated);
  }
  if (self->remaining == 0) return Value();
  const int64_t remaining = self->remaining--;
  return deque->At(reverse ? remaining - 1 : deque->size - remaining);
}

Value IteratorLengthHint(Isolate*, Value* args, size_t) {
  return Value::Int(args[0].As<DequeIterator>()->remaining);
}

Value IteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = args[0].As<DequeIterator>();
  KRAIT_TRY(Tuple*, arguments,
            Tuple::Of(iso, {Value::Object(self->deque),
                            Value::Int(self->deque->size - self->remaining)}));
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])), Value::Object(arguments)}));
}

Value GetMaxLength(Isolate*, Value self) {
  const int64_t max_length = self.As<Deque>()->max_length;
  return max_length < 0 ? Value::None() : Value::Int(max_length);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", DequeNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", DequeInit, "($self, iterable=(), maxlen=None)"},
    {"__repr__", DequeRepr, "($self, /)"},
    {"__len__", DequeLen, "($self, /)", kNoCallback},
    {"__getitem__", DequeGetItem, "($self, key, /)"},
    {"__setitem__", DequeSetItem, "($self, key, value, /)"},
    {"__delitem__", DequeDelItem, "($self, key, /)"},
    {"__contains__", DequeContains, "($self, key, /)"},
    {"__iter__", DequeIter, "($self, /)", kNoCallback},
    {"__reversed__", DequeReversed, "($self, /)", kNoCallback},
    {"__add__", DequeAdd, "($self, value, /)"},
    {"__iadd__", DequeInplaceAdd, "($self, value, /)"},
    {"__mul__", DequeMul, "($self, value, /)"},
    {"__rmul__", DequeMul, "($self, value, /)"},
    {"__imul__", DequeInplaceMul, "($self, value, /)"},
    {"__lt__", DequeCompare<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", DequeCompare<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", DequeCompare<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", DequeCompare<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", DequeCompare<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", DequeCompare<CompareOp::kGe>, "($self, value, /)"},
    {"__copy__", DequeCopy, "($self, /)", 0, "Return a shallow copy of a deque."},
    {"__reduce__", DequeReduce, "($self, /)"},
    {"__sizeof__", DequeSizeof, "($self, /)", kNoCallback},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"append", DequeAppend, "($self, item, /)", kNoCallback, "Add an item at the right end."},
    {"appendleft", DequeAppendLeft, "($self, item, /)", kNoCallback,
     "Add an item at the left end."},
    {"clear", DequeClear, "($self, /)", kNoCallback, "Remove all items."},
    {"copy", DequeCopy, "($self, /)", 0, "Return a shallow copy of a deque."},
    {"count", DequeCount, "($self, value, /)", 0, "Return the number of occurrences of value."},
    {"extend", DequeExtend, "($self, iterable, /)", 0, "Add the items at the right end."},
    {"extendleft", DequeExtendLeft, "($self, iterable, /)", 0,
     "Add the items at the left end, one after the other."},
    {"index", DequeIndex, "($self, value, start=0, stop=9223372036854775807, /)", 0,
     "Return the first index of value; ValueError if it is not there."},
    {"insert", DequeInsert, "($self, index, object, /)", 0, "Insert object before index."},
    {"pop", DequePop, "($self, /)", kNoCallback, "Remove and return the item at the right end."},
    {"popleft", DequePopLeft, "($self, /)", kNoCallback,
     "Remove and return the item at the left end."},
    {"remove", DequeRemove, "($self, value, /)", 0, "Remove the first occurrence of value."},
    {"reverse", DequeReverse, "($self, /)", kNoCallback, "Reverse in place."},
    {"rotate", DequeRotate, "($self, n=1, /)", 0,
     "Move the items n places to the right; to the left when n is negative."},
};

constexpr NativeProperty kProperties[] = {
    {"maxlen", GetMaxLength, nullptr, "The maximal length, or None."},
};

template <bool reverse>
constexpr NativeMethod kIteratorMethods[] = {
    {"__new__", IteratorNew, "($cls, deque, index=0, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", IteratorNext<reverse>, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", IteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", IteratorReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kDequeSpec = {
    .name = "collections.deque",
    .module = "collections",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kSequencePattern | kImmutable | kUnhashable,
    .doc =
        "deque([iterable[, maxlen]]) --> deque object\n\n"
        "A list-like sequence that is fast at both of its ends.",
    .layout = &kLayout,
};

const TypeSpec kDequeIteratorSpec = {
    .name = "_collections._deque_iterator",
    .module = "_collections",
    .methods = kIteratorMethods<false>,
    .flags = kImmutable,
    .layout = &kIteratorLayout,
};

const TypeSpec kDequeReverseIteratorSpec = {
    .name = "_collections._deque_reverse_iterator",
    .module = "_collections",
    .methods = kIteratorMethods<true>,
    .flags = kImmutable,
    .layout = &kIteratorLayout,
};

}  // namespace krait::collections
