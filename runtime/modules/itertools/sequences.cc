// accumulate, chain, islice, pairwise, zip_longest.
#include <algorithm>

#include "runtime/collection/sequence.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::itertools {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

// --- accumulate ---

struct Accumulate : NativeInstance {
  Value iterator;
  Value function;  // None: addition
  Value total;     // Empty before the first item
  Value initial;   // Empty when there is none, or it was delivered
};

Value AccumulateNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(Accumulate*, self, NewInstance<Accumulate>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  self->function = args[2] ? args[2] : Value::None();
  if (args[3] && !args[3].IsNone()) self->initial = args[3];
  return Value::Object(self);
}

Value AccumulateNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Accumulate>(args);
  Value total = self->initial;
  if (total) {
    self->initial = Value();
  } else {
    const Value item = Next(iso, self->iterator);
    if (!item) return Value();
    if (self->total.IsEmpty()) {
      total = item;
    } else if (self->function.IsNone()) {
      total = Binary(iso, BinaryOperator::kAdd, self->total, item);
    } else {
      total = Call(iso, self->function, {self->total, item});
    }
    if (!total) return Value();
  }
  self->total = total;
  iso->Barrier(self, total);
  return total;
}

Value AccumulateReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Accumulate>(args);
  if (self->initial.IsEmpty()) {
    return Reduce(iso, args[0], {self->iterator, self->function},
                  self->total ? self->total : Value::None());
  }
  KRAIT_TRY(Tuple*, head, Tuple::Of(iso, {self->initial}));
  KRAIT_TRY(Value, chained,
            Call(iso, Value::Object(iso->native_type(&kChainSpec)),
                 {Value::Object(head), self->iterator}));
  return Reduce(iso, args[0], {chained, self->function}, Value::None());
}

Value AccumulateSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Accumulate>(args);
  self->total = args[1].IsNone() ? Value() : args[1];
  iso->Barrier(self);
  return Value::None();
}

constexpr NativeMethod kAccumulateMethods[] = {
    {"__new__", AccumulateNew, "($cls, iterable, func=None, *, initial=None)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", AccumulateNext, "($self, /)", kExhaustible},
    {"__reduce__", AccumulateReduce, "($self, /)"},
    {"__setstate__", AccumulateSetState, "($self, state, /)"},
};

constexpr NativeLayout kAccumulateLayout =
    LayoutOf<Accumulate, &Accumulate::iterator, &Accumulate::function, &Accumulate::total,
             &Accumulate::initial>("accumulate");

// --- chain ---

struct Chain : NativeInstance {
  Value source;  // iterator over the iterables; Empty when used up
  Value active;  // iterator over the present one
};

Value MakeChain(Isolate* iso, Value type, Value iterables) {
  KRAIT_TRY(Value, source, Iter(iso, iterables));
  KRAIT_TRY(Chain*, self, NewInstance<Chain>(iso, type.As<Type>()));
  self->source = source;
  return Value::Object(self);
}

Value ChainNew(Isolate* iso, Value* args, size_t) { return MakeChain(iso, args[0], args[1]); }

Value ChainNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Chain>(args);
  while (self->source) {
    if (self->active.IsEmpty()) {
      const Value iterable = Next(iso, self->source);
      const Value iterator = iterable ? Iter(iso, iterable) : Value();
      if (!iterator) {
        self->source = Value();
        return Value();
      }
      self->active = iterator;
      iso->Barrier(self, iterator);
    }
    const Value item = Next(iso, self->active);
    if (item || iso->HasPending()) return item;
    self->active = Value();
  }
  return Value();
}

Value ChainReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Chain>(args);
  if (self->source.IsEmpty()) return Reduce(iso, args[0], {});
  Tuple* state = self->active ? Tuple::Of(iso, {self->source, self->active})
                              : Tuple::Of(iso, {self->source});
  return state == nullptr ? Value() : Reduce(iso, args[0], {}, Value::Object(state));
}

Value ChainSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Chain>(args);
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr) return RaiseTypeError(iso, "state is not a tuple");
  if (state->size < 1 || state->size > 2) {
    return RaiseTypeError(iso, "function missing required argument (pos 1)");
  }
  for (Value iterator : state->view()) {
    if (!LookupSpecial(iso, iterator, Special::kNext)) {
      return RaiseTypeError(iso, "Arguments must be iterators.");
    }
  }
  self->source = state->items[0];
  self->active = state->size == 2 ? state->items[1] : Value();
  iso->Barrier(self);
  return Value::None();
}

constexpr NativeMethod kChainMethods[] = {
    {"__new__", ChainNew, "($cls, /, *iterables)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ChainNext, "($self, /)", kExhaustible},
    {"__reduce__", ChainReduce, "($self, /)"},
    {"__setstate__", ChainSetState, "($self, state, /)"},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"from_iterable", ChainNew, "($cls, iterable, /)", kClassMethod,
     "Chain the iterables that an iterable yields, lazily."},
};

constexpr NativeLayout kChainLayout = LayoutOf<Chain, &Chain::source, &Chain::active>("chain");

// --- islice ---

struct Islice : NativeInstance {
  Value iterator;  // Empty when used up
  int64_t next;    // number of the item to deliver next
  int64_t stop;    // -1: none
  int64_t step;
  int64_t taken;   // items consumed
};

// A bound of islice(): None or a non-negative int.
bool IsliceBound(Isolate* iso, Value v, const char* message, int64_t* result) {
  if (v.IsEmpty() || v.IsNone()) return true;
  if (LookupSpecial(iso, v, Special::kIndex) && IndexToInt64(iso, v, result)) {
    if (*result >= 0) return true;
  }
  if (iso->HasPending()) TakePending(iso);
  return RaiseValueError(iso, message);
}

Value IsliceNew(Isolate* iso, Value* args, size_t) {
  constexpr const char* kIndices =
      "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  int64_t start = 0, stop = -1, step = 1;
  if (args[3].IsEmpty()) {
    KRAIT_CHECK_OK(IsliceBound(
        iso, args[2],
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.", &stop));
  } else {
    KRAIT_CHECK_OK(IsliceBound(iso, args[2], kIndices, &start));
    KRAIT_CHECK_OK(IsliceBound(
        iso, args[3],
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.", &stop));
    constexpr const char* kStep = "Step for islice() must be a positive integer or None.";
    KRAIT_CHECK_OK(IsliceBound(iso, args[4], kStep, &step));
    if (step == 0) return RaiseValueError(iso, kStep);
  }
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(Islice*, self, NewInstance<Islice>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  self->next = start;
  self->stop = stop;
  self->step = step;
  return Value::Object(self);
}

Value IsliceNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Islice>(args);
  if (self->iterator.IsEmpty()) return Value();
  const int64_t stop = self->stop;
  Value item;
  while (self->taken < self->next) {
    // Up to `stop`, not beyond: the source keeps the rest.
    if (stop >= 0 && self->taken >= stop) break;
    item = Next(iso, self->iterator);
    if (!item) {
      self->iterator = Value();
      return Value();
    }
    ++self->taken;
  }
  if (stop >= 0 && self->taken >= stop) {
    self->iterator = Value();
    return Value();
  }
  item = Next(iso, self->iterator);
  if (!item) {
    self->iterator = Value();
    return Value();
  }
  ++self->taken;
  if (__builtin_add_overflow(self->next, self->step, &self->next)) self->next = INT64_MAX;
  if (stop >= 0 && self->next > stop) self->next = stop;
  return item;
}

Value IsliceReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Islice>(args);
  if (self->iterator.IsEmpty()) {
    KRAIT_TRY(Tuple*, nothing, Tuple::New(iso, 0));
    KRAIT_TRY(Value, empty, Iter(iso, Value::Object(nothing)));
    return Reduce(iso, args[0], {empty, Value::Int(0)}, Value::Int(0));
  }
  KRAIT_TRY(Value, next, IntFromInt64(iso, self->next));
  KRAIT_TRY(Value, stop, self->stop < 0 ? Value::None() : IntFromInt64(iso, self->stop));
  KRAIT_TRY(Value, step, IntFromInt64(iso, self->step));
  KRAIT_TRY(Value, taken, IntFromInt64(iso, self->taken));
  return Reduce(iso, args[0], {self->iterator, next, stop, step}, taken);
}

Value IsliceSetState(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &Self<Islice>(args)->taken));
  return Value::None();
}

constexpr NativeMethod kIsliceMethods[] = {
    {"__new__", IsliceNew, "($cls, iterable, start, stop=<unrepresentable>, step=None, /)",
     kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", IsliceNext, "($self, /)", kExhaustible},
    {"__reduce__", IsliceReduce, "($self, /)"},
    {"__setstate__", IsliceSetState, "($self, state, /)"},
};

constexpr NativeLayout kIsliceLayout = LayoutOf<Islice, &Islice::iterator>("islice");

// --- pairwise ---

struct Pairwise : NativeInstance {
  Value iterator;  // Empty when used up
  Value previous;  // Empty before the first item
};

Value PairwiseNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(Pairwise*, self, NewInstance<Pairwise>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  return Value::Object(self);
}

Value PairwiseNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Pairwise>(args);
  if (self->iterator.IsEmpty()) return Value();
  if (self->previous.IsEmpty()) {
    const Value first = Next(iso, self->iterator);
    if (!first) {
      self->iterator = Value();
      return Value();
    }
    self->previous = first;
    iso->Barrier(self, first);
    if (self->iterator.IsEmpty()) return Value();  // used up by its own iterator
  }
  const Value item = Next(iso, self->iterator);
  if (!item) {
    self->iterator = self->previous = Value();
    return Value();
  }
  const Value previous = self->previous;
  self->previous = item;
  iso->Barrier(self, item);
  return Value::Object(Tuple::Of(iso, {previous, item}));
}

constexpr NativeMethod kPairwiseMethods[] = {
    {"__new__", PairwiseNew, "($cls, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", PairwiseNext, "($self, /)", kExhaustible},
};

constexpr NativeLayout kPairwiseLayout =
    LayoutOf<Pairwise, &Pairwise::iterator, &Pairwise::previous>("pairwise");

// --- zip_longest ---

struct ZipLongest : NativeInstance {
  Tuple* iterators;  // None in place of those that are used up
  Value fill;
  int64_t active;
};

Value ZipLongestNew(Isolate* iso, Value* args, size_t) {
  const Tuple* iterables = args[1].As<Tuple>();
  KRAIT_TRY(Tuple*, iterators, Tuple::New(iso, iterables->size));
  for (int64_t i = 0; i < iterables->size; ++i) {
    KRAIT_TRY(Value, iterator, Iter(iso, iterables->items[i]));
    iterators->items[i] = iterator;
    iso->Barrier(iterators, iterator);
  }
  KRAIT_TRY(ZipLongest*, self, NewInstance<ZipLongest>(iso, args[0].As<Type>()));
  self->iterators = iterators;
  self->fill = args[2] ? args[2] : Value::None();
  self->active = iterables->size;
  return Value::Object(self);
}

Value ZipLongestNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<ZipLongest>(args);
  if (self->active == 0) return Value();
  Value* iterators = self->iterators->items;
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, self->iterators->size));
  for (int64_t i = 0; i < result->size; ++i) {
    Value item = iterators[i].IsNone() ? self->fill : Next(iso, iterators[i]);
    if (!item) {
      if (iso->HasPending()) {
        self->active = 0;
        return Value();
      }
      if (--self->active <= 0) return Value();
      iterators[i] = Value::None();
      item = self->fill;
    }
    result->items[i] = item;
    iso->Barrier(result, item);
  }
  return Value::Object(result);
}

Value ZipLongestReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<ZipLongest>(args);
  KRAIT_TRY(Tuple*, nothing, Tuple::New(iso, 0));
  KRAIT_TRY(Tuple*, arguments, Tuple::From(iso, self->iterators->view()));
  for (int64_t i = 0; i < arguments->size; ++i) {
    if (arguments->items[i].IsNone()) arguments->items[i] = Value::Object(nothing);
  }
  return Value::Object(Tuple::Of(
      iso, {Value::Object(TypeOf(iso, args[0])), Value::Object(arguments), self->fill}));
}

Value ZipLongestSetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<ZipLongest>(args);
  self->fill = args[1];
  iso->Barrier(self, args[1]);
  return Value::None();
}

constexpr NativeMethod kZipLongestMethods[] = {
    {"__new__", ZipLongestNew, "($cls, /, *iterables, fillvalue=None)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ZipLongestNext, "($self, /)", kExhaustible},
    {"__reduce__", ZipLongestReduce, "($self, /)"},
    {"__setstate__", ZipLongestSetState, "($self, state, /)"},
};

constexpr NativeLayout kZipLongestLayout =
    LayoutOf<ZipLongest, &ZipLongest::iterators, &ZipLongest::fill>("zip_longest");

}  // namespace

const TypeSpec kAccumulateSpec = {
    .name = "itertools.accumulate",
    .module = "itertools",
    .methods = kAccumulateMethods,
    .flags = kIteratorFlags,
    .doc = "Return the running totals (or results of another function) of the items.",
    .layout = &kAccumulateLayout,
};

const TypeSpec kChainSpec = {
    .name = "itertools.chain",
    .module = "itertools",
    .methods = kChainMethods,
    .flags = kIteratorFlags,
    .doc = "chain(*iterables) --> the items of the first iterable, then of the next, ...",
    .layout = &kChainLayout,
};

const TypeSpec kIsliceSpec = {
    .name = "itertools.islice",
    .module = "itertools",
    .methods = kIsliceMethods,
    .flags = kIteratorFlags,
    .doc = "islice(iterable, stop) --> islice object\n"
           "islice(iterable, start, stop[, step]) --> islice object\n\n"
           "The items that a slice of a list would have, one after the other.",
    .layout = &kIsliceLayout,
};

const TypeSpec kPairwiseSpec = {
    .name = "itertools.pairwise",
    .module = "itertools",
    .methods = kPairwiseMethods,
    .flags = kIteratorFlags,
    .doc = "Return the overlapping pairs of the items.",
    .layout = &kPairwiseLayout,
};

const TypeSpec kZipLongestSpec = {
    .name = "itertools.zip_longest",
    .module = "itertools",
    .methods = kZipLongestMethods,
    .flags = kIteratorFlags,
    .doc = "Like zip, until the longest iterable ends; fillvalue stands for missing items.",
    .layout = &kZipLongestLayout,
};

}  // namespace krait::itertools
