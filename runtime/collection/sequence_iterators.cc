// Iterators over list, tuple, and anything with __getitem__; reversed().
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

// The argument of __setstate__: an index, clipped to [lowest, highest].
bool StateIndex(Isolate* iso, Value state, int64_t lowest, int64_t highest, int64_t* index) {
  int64_t i;
  if (!IndexToInt64(iso, state, &i)) return false;
  *index = std::clamp(i, lowest, highest);
  return true;
}

// --- tuple ---

Value TupleIteratorNext(Isolate*, Value* args, size_t) {
  auto* self = Self<TupleIterator>(args);
  if (self->tuple == nullptr) return Value();
  if (self->index < self->tuple->size) return self->tuple->items[self->index++];
  self->tuple = nullptr;
  return Value();
}

Value TupleIteratorLengthHint(Isolate*, Value* args, size_t) {
  const auto* self = Self<TupleIterator>(args);
  return Value::Int(self->tuple == nullptr ? 0 : self->tuple->size - self->index);
}

Value TupleIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<TupleIterator>(args);
  if (self->tuple == nullptr) return ReduceExhausted(iso);
  return ReduceIterator(iso, "iter", Value::Object(self->tuple), self->index);
}

Value TupleIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<TupleIterator>(args);
  const int64_t size = self->tuple == nullptr ? 0 : self->tuple->size;
  KRAIT_CHECK_OK(StateIndex(iso, args[1], 0, size, &self->index));
  return Value::None();
}

constexpr NativeMethod kTupleIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", TupleIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", TupleIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", TupleIteratorReduce, "($self, /)"},
    {"__setstate__", TupleIteratorSetState, "($self, state, /)"},
};

// --- list ---

Value ListIteratorNext(Isolate*, Value* args, size_t) {
  auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return Value();
  if (self->index < self->list->size) return self->list->At(self->index++);
  self->list = nullptr;
  return Value();
}

Value ListIteratorLengthHint(Isolate*, Value* args, size_t) {
  const auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return Value::Int(0);
  return Value::Int(std::max<int64_t>(0, self->list->size - self->index));
}

Value ReduceExhaustedList(Isolate* iso) {
  KRAIT_TRY(List*, empty, List::New(iso));
  return ReduceIterator(iso, "iter", Value::Object(empty));
}

Value ListIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return ReduceExhaustedList(iso);
  return ReduceIterator(iso, "iter", Value::Object(self->list), self->index);
}

Value ListIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<ListIterator>(args);
  const int64_t size = self->list == nullptr ? 0 : self->list->size;
  KRAIT_CHECK_OK(StateIndex(iso, args[1], 0, size, &self->index));
  return Value::None();
}

constexpr NativeMethod kListIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ListIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", ListIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", ListIteratorReduce, "($self, /)"},
    {"__setstate__", ListIteratorSetState, "($self, state, /)"},
};

Value ListReverseIteratorNext(Isolate*, Value* args, size_t) {
  auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return Value();
  if (self->index >= 0 && self->index < self->list->size) return self->list->At(self->index--);
  self->list = nullptr;
  self->index = -1;
  return Value();
}

Value ListReverseIteratorLengthHint(Isolate*, Value* args, size_t) {
  const auto* self = Self<ListIterator>(args);
  const bool past_end = self->list == nullptr || self->index >= self->list->size;
  return Value::Int(past_end ? 0 : self->index + 1);
}

Value ListReverseIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return ReduceExhaustedList(iso);
  KRAIT_TRY(Value, state,
            ReduceIterator(iso, "reversed", Value::Object(self->list), INT64_MAX));
  state.As<Tuple>()->items[2] = Value::Int(self->index);
  return state;
}

Value ListReverseIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<ListIterator>(args);
  if (self->list == nullptr) return Value::None();
  KRAIT_CHECK_OK(StateIndex(iso, args[1], -1, self->list->size - 1, &self->index));
  return Value::None();
}

constexpr NativeMethod kListReverseIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ListReverseIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", ListReverseIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", ListReverseIteratorReduce, "($self, /)"},
    {"__setstate__", ListReverseIteratorSetState, "($self, state, /)"},
};

// --- anything with __getitem__ ---

// sequence[index]; Empty and nothing pending past the end.
Value ItemOrEnd(Isolate* iso, Value sequence, int64_t index) {
  const Value item = GetItem(iso, sequence, Value::Int(index));
  if (!item && !ClearPendingIf(iso, ExceptionId::kIndexError)) {
    ClearPendingIf(iso, ExceptionId::kStopIteration);
  }
  return item;
}

Value SequenceIteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty()) return Value();
  const Value item = ItemOrEnd(iso, self->sequence, self->index);
  if (item) {
    ++self->index;
  } else if (!iso->HasPending()) {
    self->sequence = Value();
  }
  return item;
}

Value SequenceIteratorLengthHint(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty()) return Value::Int(0);
  if (!LookupSpecial(iso, self->sequence, Special::kLen)) return Value::NotImplemented();
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, self->sequence, &length));
  return Value::Int(std::max<int64_t>(0, length - self->index));
}

Value SequenceIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty()) return ReduceExhausted(iso);
  return ReduceIterator(iso, "iter", self->sequence, self->index);
}

Value SequenceIteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<SequenceIterator>(args);
  int64_t index;
  KRAIT_CHECK_OK(StateIndex(iso, args[1], 0, INT64_MAX, &index));
  if (self->sequence) self->index = index;
  return Value::None();
}

constexpr NativeMethod kSequenceIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", SequenceIteratorNext, "($self, /)", kExhaustible},
    {"__length_hint__", SequenceIteratorLengthHint, "($self, /)"},
    {"__reduce__", SequenceIteratorReduce, "($self, /)"},
    {"__setstate__", SequenceIteratorSetState, "($self, state, /)"},
};

// --- reversed ---

Value ReversedNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  const Value sequence = args[1];
  const Value method = LookupSpecial(iso, sequence, Special::kReversed);
  if (method.IsNone() || (!method && (!LookupSpecial(iso, sequence, Special::kGetitem) ||
                                      HasKind(sequence, ObjectKind::kMappingProxy)))) {
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not reversible",
                  TypeName(iso, sequence));
  }
  if (method) {
    bool found;
    return CallSpecial(iso, sequence, Special::kReversed, {}, &found);
  }
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, sequence, &length));
  KRAIT_TRY(SequenceIterator*, self, NewInstance<SequenceIterator>(iso, type));
  self->sequence = sequence;
  self->index = length - 1;
  return Value::Object(self);
}

Value ReversedNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty() || self->index < 0) {
    self->sequence = Value();
    return Value();
  }
  const Value item = ItemOrEnd(iso, self->sequence, self->index);
  if (item) {
    --self->index;
  } else if (!iso->HasPending()) {
    self->sequence = Value();
    self->index = -1;
  }
  return item;
}

Value ReversedLengthHint(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty()) return Value::Int(0);
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, self->sequence, &length));
  const int64_t position = self->index + 1;
  return Value::Int(length < position ? 0 : position);
}

Value ReversedReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<SequenceIterator>(args);
  const Value type = Value::Object(TypeOf(iso, args[0]));
  if (self->sequence.IsEmpty()) {
    KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
    KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(empty)}));
    return Value::Object(Tuple::Of(iso, {type, Value::Object(arguments)}));
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {self->sequence}));
  return Value::Object(
      Tuple::Of(iso, {type, Value::Object(arguments), Value::Int(self->index)}));
}

Value ReversedSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<SequenceIterator>(args);
  if (self->sequence.IsEmpty()) return Value::None();
  int64_t length;
  KRAIT_CHECK_OK(Length(iso, self->sequence, &length));
  KRAIT_CHECK_OK(StateIndex(iso, args[1], -1, length - 1, &self->index));
  return Value::None();
}

constexpr NativeMethod kReversedMethods[] = {
    {"__new__", ReversedNew, "($cls, sequence, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ReversedNext, "($self, /)", kExhaustible},
    {"__length_hint__", ReversedLengthHint, "($self, /)"},
    {"__reduce__", ReversedReduce, "($self, /)"},
    {"__setstate__", ReversedSetState, "($self, state, /)"},
};

// --- iter(callable, sentinel) ---

Value CallableIteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<CallableIterator>(args);
  if (self->callable.IsEmpty()) return Value();
  const Value result = Call(iso, self->callable, std::initializer_list<Value>{});
  if (!result) {
    if (ClearPendingIf(iso, ExceptionId::kStopIteration)) self->callable = Value();
    return Value();
  }
  if (self->callable.IsEmpty()) return Value();  // used up by the call itself
  bool equal;
  if (!Equal(iso, self->sentinel, result, &equal)) return Value();
  if (!equal) return result;
  self->callable = Value();
  self->sentinel = Value();
  return Value();
}

Value CallableIteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<CallableIterator>(args);
  if (self->callable.IsEmpty()) return ReduceExhausted(iso);
  KRAIT_TRY(Value, state, ReduceIterator(iso, "iter", self->callable));
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {self->callable, self->sentinel}));
  return Value::Object(
      Tuple::Of(iso, {state.As<Tuple>()->items[0], Value::Object(arguments)}));
}

constexpr NativeMethod kCallableIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", CallableIteratorNext, "($self, /)", kExhaustible},
    {"__reduce__", CallableIteratorReduce, "($self, /)"},
};

void TraceListIteratorLayout(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<ListIterator*>(object)->list);
}

void TraceSequenceIteratorLayout(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<SequenceIterator*>(object)->sequence);
}

ListIterator* NewListIterator(Isolate* iso, ObjectKind kind, List* list, int64_t index) {
  auto* iterator = NewExact<ListIterator>(iso, kind);
  iterator->list = list;
  iterator->index = index;
  return iterator;
}

}  // namespace

const TypeSpec kTupleIteratorTypeSpec = {
    .name = "tuple_iterator",
    .kind = ObjectKind::kTupleIterator,
    .methods = kTupleIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

const TypeSpec kListIteratorTypeSpec = {
    .name = "list_iterator",
    .kind = ObjectKind::kListIterator,
    .methods = kListIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

const TypeSpec kListReverseIteratorTypeSpec = {
    .name = "list_reverseiterator",
    .kind = ObjectKind::kListReverseIterator,
    .methods = kListReverseIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

const TypeSpec kSequenceIteratorTypeSpec = {
    .name = "iterator",
    .kind = ObjectKind::kSequenceIterator,
    .methods = kSequenceIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

const TypeSpec kReversedTypeSpec = {
    .name = "reversed",
    .kind = ObjectKind::kReversed,
    .methods = kReversedMethods,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "Return a reverse iterator over the values of the given sequence.",
};

const TypeSpec kCallableIteratorTypeSpec = {
    .name = "callable_iterator",
    .kind = ObjectKind::kCallableIterator,
    .methods = kCallableIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

void TraceTupleIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<TupleIterator*>(object)->tuple);
}
void TraceListIterator(HeapObject* object, gc::Marker& marker) {
  TraceListIteratorLayout(object, marker);
}
void TraceListReverseIterator(HeapObject* object, gc::Marker& marker) {
  TraceListIteratorLayout(object, marker);
}
void TraceSequenceIterator(HeapObject* object, gc::Marker& marker) {
  TraceSequenceIteratorLayout(object, marker);
}
void TraceReversed(HeapObject* object, gc::Marker& marker) {
  TraceSequenceIteratorLayout(object, marker);
}
void TraceCallableIterator(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<CallableIterator*>(object);
  marker.Visit(self->callable);
  marker.Visit(self->sentinel);
}

TupleIterator* TupleIterator::New(Isolate* iso, Tuple* tuple) {
  auto* iterator = NewExact<TupleIterator>(iso, ObjectKind::kTupleIterator);
  iterator->tuple = tuple;
  return iterator;
}

ListIterator* ListIterator::New(Isolate* iso, List* list) {
  return NewListIterator(iso, ObjectKind::kListIterator, list, 0);
}

ListIterator* ListIterator::NewReverse(Isolate* iso, List* list) {
  return NewListIterator(iso, ObjectKind::kListReverseIterator, list, list->size - 1);
}

SequenceIterator* SequenceIterator::New(Isolate* iso, Value sequence) {
  auto* iterator = NewExact<SequenceIterator>(iso, ObjectKind::kSequenceIterator);
  iterator->sequence = sequence;
  return iterator;
}

CallableIterator* CallableIterator::New(Isolate* iso, Value callable, Value sentinel) {
  auto* iterator = NewExact<CallableIterator>(iso, ObjectKind::kCallableIterator);
  iterator->callable = callable;
  iterator->sentinel = sentinel;
  return iterator;
}

Value ReduceIterator(Isolate* iso, const char* function, Value iterable, int64_t index) {
  KRAIT_TRY(Str*, name, Str::Intern(iso, function));
  const Value builtin = iso->builtins()->Get(iso, name);
  if (!builtin) return RaiseF(iso, ExceptionId::kAttributeError, "%s", function);
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {iterable}));
  if (index < 0) return Value::Object(Tuple::Of(iso, {builtin, Value::Object(arguments)}));
  return Value::Object(
      Tuple::Of(iso, {builtin, Value::Object(arguments), Value::Int(index)}));
}

Value ReduceExhausted(Isolate* iso) {
  KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
  return ReduceIterator(iso, "iter", Value::Object(empty));
}

}  // namespace krait
