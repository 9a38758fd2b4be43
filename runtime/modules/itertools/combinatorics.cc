// combinations, combinations_with_replacement, permutations, product.
//
// Each holds the pool of items and an array of indices into it, and delivers a new tuple a step. The
// first step delivers the initial indices; a step that finds no further arrangement ends it.
#include <algorithm>
#include <numeric>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"

namespace krait::itertools {

namespace {

struct Arrangement : NativeInstance {
  Tuple* pool;        // of product: a tuple of pools
  RawBytes* indices;  // int64_t: `length` of them; permutations have all of the pool's
  RawBytes* cycles;   // permutations only
  int64_t length;     // of the tuples delivered
  bool started;
  bool ended;

  int64_t* index() const { return reinterpret_cast<int64_t*>(indices->data); }
  int64_t* cycle() const { return reinterpret_cast<int64_t*>(cycles->data); }
};

constexpr NativeLayout kLayout =
    LayoutOf<Arrangement, &Arrangement::pool, &Arrangement::indices, &Arrangement::cycles>(
        "itertools arrangement");

Arrangement* Self(Value* args) { return args[0].As<Arrangement>(); }

// Indices 0, 1, 2, ... or all zero.
RawBytes* NewIndices(Isolate* iso, int64_t count, bool counting) {
  KRAIT_TRY(RawBytes*, indices, RawBytes::New(iso, count * sizeof(int64_t)));
  auto* at = reinterpret_cast<int64_t*>(indices->data);
  std::fill_n(at, count, 0);
  if (counting) std::iota(at, at + count, 0);
  return indices;
}

Arrangement* Make(Isolate* iso, Value type, Tuple* pool, int64_t length, RawBytes* indices) {
  KRAIT_TRY(Arrangement*, self, NewInstance<Arrangement>(iso, type.As<Type>()));
  self->pool = pool;
  self->length = length;
  self->indices = indices;
  return self;
}

bool LengthArgument(Isolate* iso, Value r, int64_t* length) {
  if (!IndexToInt64(iso, r, length)) return false;
  if (*length < 0) return RaiseValueError(iso, "r must be non-negative");
  return true;
}

Value Deliver(Isolate* iso, const Arrangement* self) {
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, self->length));
  for (int64_t i = 0; i < self->length; ++i) {
    result->items[i] = self->pool->items[self->index()[i]];
  }
  return Value::Object(result);
}

// The position of an index in `advance` steps to the next arrangement; false: there is none.
template <bool (*advance)(Arrangement*)>
Value NextMethod(Isolate* iso, Value* args, size_t) {
  Arrangement* self = Self(args);
  if (self->ended) return Value();
  if (!self->started) {
    self->started = true;
  } else if (!advance(self)) {
    self->ended = true;
    return Value();
  }
  return Deliver(iso, self);
}

Value IndexTuple(Isolate* iso, const int64_t* index, int64_t count) {
  KRAIT_TRY(Tuple*, tuple, Tuple::New(iso, count));
  for (int64_t i = 0; i < count; ++i) tuple->items[i] = Value::Int(index[i]);
  return Value::Object(tuple);
}

Value Length(int64_t n) { return Value::Int(n); }

Value ReduceMethod(Isolate* iso, Value* args, size_t) {
  const Arrangement* self = Self(args);
  if (self->ended) {
    KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
    // A length that no arrangement of nothing has.
    return Reduce(iso, args[0], {Value::Object(empty), Length(std::max<int64_t>(1, self->length))});
  }
  const Value pool = Value::Object(self->pool);
  if (!self->started) return Reduce(iso, args[0], {pool, Length(self->length)});
  KRAIT_TRY(Value, state, IndexTuple(iso, self->index(), self->length));
  return Reduce(iso, args[0], {pool, Length(self->length)}, state);
}

// The indices of a state tuple, each clipped to what the pool has.
bool ReadIndices(Isolate* iso, Value state, int64_t count, int64_t limit, int64_t* index) {
  const Tuple* tuple = CastTo<Tuple>(state, ObjectKind::kTuple);
  if (tuple == nullptr || tuple->size != count) return RaiseValueError(iso, "invalid arguments");
  for (int64_t i = 0; i < count; ++i) {
    if (!IndexToInt64(iso, tuple->items[i], &index[i])) return false;
    index[i] = std::clamp<int64_t>(index[i], 0, limit);
  }
  return true;
}

Value SetStateMethod(Isolate* iso, Value* args, size_t) {
  Arrangement* self = Self(args);
  KRAIT_CHECK_OK(
      ReadIndices(iso, args[1], self->length, self->pool->size - 1, self->index()));
  self->started = true;
  return Value::None();
}

// --- combinations ---

template <bool repeats>
Value CombinationsNew(Isolate* iso, Value* args, size_t) {
  int64_t length;
  KRAIT_TRY(Tuple*, pool, TupleFromIterable(iso, args[1]));
  KRAIT_CHECK_OK(LengthArgument(iso, args[2], &length));
  KRAIT_TRY(RawBytes*, indices, NewIndices(iso, length, !repeats));
  KRAIT_TRY(Arrangement*, self, Make(iso, args[0], pool, length, indices));
  self->ended = repeats ? pool->size == 0 && length > 0 : length > pool->size;
  return Value::Object(self);
}

bool AdvanceCombination(Arrangement* self) {
  int64_t* index = self->index();
  const int64_t n = self->pool->size, r = self->length;
  int64_t i = r - 1;
  while (i >= 0 && index[i] == i + n - r) --i;
  if (i < 0) return false;
  ++index[i];
  for (++i; i < r; ++i) index[i] = index[i - 1] + 1;
  return true;
}

bool AdvanceRepeatingCombination(Arrangement* self) {
  int64_t* index = self->index();
  int64_t i = self->length - 1;
  while (i >= 0 && index[i] == self->pool->size - 1) --i;
  if (i < 0) return false;
  std::fill(index + i, index + self->length, index[i] + 1);
  return true;
}

// --- permutations ---

Value PermutationsNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, pool, TupleFromIterable(iso, args[1]));
  int64_t length = pool->size;
  if (args[2] && !args[2].IsNone()) {
    if (!IsIntLike(args[2])) return RaiseTypeError(iso, "Expected int as r");
    KRAIT_CHECK_OK(LengthArgument(iso, args[2], &length));
  }
  KRAIT_TRY(RawBytes*, indices, NewIndices(iso, pool->size, true));
  KRAIT_TRY(RawBytes*, cycles, NewIndices(iso, length, false));
  KRAIT_TRY(Arrangement*, self, Make(iso, args[0], pool, length, indices));
  self->cycles = cycles;
  for (int64_t i = 0; i < length; ++i) self->cycle()[i] = pool->size - i;
  self->ended = length > pool->size;
  return Value::Object(self);
}

bool AdvancePermutation(Arrangement* self) {
  int64_t* index = self->index();
  int64_t* cycle = self->cycle();
  const int64_t n = self->pool->size;
  for (int64_t i = self->length - 1; i >= 0; --i) {
    if (--cycle[i] > 0) {
      std::swap(index[i], index[n - cycle[i]]);
      return true;
    }
    std::rotate(index + i, index + i + 1, index + n);
    cycle[i] = n - i;
  }
  return false;
}

Value PermutationsReduce(Isolate* iso, Value* args, size_t) {
  const Arrangement* self = Self(args);
  if (self->ended || !self->started) return ReduceMethod(iso, args, 1);
  KRAIT_TRY(Value, indices, IndexTuple(iso, self->index(), self->pool->size));
  KRAIT_TRY(Value, cycles, IndexTuple(iso, self->cycle(), self->length));
  KRAIT_TRY(Tuple*, state, Tuple::Of(iso, {indices, cycles}));
  return Reduce(iso, args[0], {Value::Object(self->pool), Length(self->length)},
                Value::Object(state));
}

Value PermutationsSetState(Isolate* iso, Value* args, size_t) {
  Arrangement* self = Self(args);
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size != 2) return RaiseValueError(iso, "invalid arguments");
  const int64_t n = self->pool->size;
  KRAIT_CHECK_OK(ReadIndices(iso, state->items[0], n, n - 1, self->index()));
  KRAIT_CHECK_OK(ReadIndices(iso, state->items[1], self->length, n, self->cycle()));
  for (int64_t i = 0; i < self->length; ++i) {
    self->cycle()[i] = std::clamp<int64_t>(self->cycle()[i], 1, n - i);
  }
  self->started = true;
  return Value::None();
}

// --- product ---

Value ProductNew(Isolate* iso, Value* args, size_t) {
  int64_t repeat = 1;
  if (args[2]) {
    KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &repeat));
    if (repeat < 0) return RaiseValueError(iso, "repeat argument cannot be negative");
  }
  const Tuple* iterables = args[1].As<Tuple>();
  const int64_t given = repeat == 0 ? 0 : iterables->size;
  int64_t length;
  if (__builtin_mul_overflow(given, repeat, &length)) {
    return RaiseOverflowError(iso, "repeat argument too large");
  }
  KRAIT_TRY(Tuple*, pools, Tuple::New(iso, length));
  bool ended = false;
  for (int64_t i = 0; i < given; ++i) {
    KRAIT_TRY(Tuple*, pool, TupleFromIterable(iso, iterables->items[i]));
    ended |= pool->size == 0;
    pools->items[i] = Value::Object(pool);
    iso->Barrier(pools);
  }
  for (int64_t i = given; i < length; ++i) pools->items[i] = pools->items[i - given];
  KRAIT_TRY(RawBytes*, indices, NewIndices(iso, length, false));
  KRAIT_TRY(Arrangement*, self, Make(iso, args[0], pools, length, indices));
  self->ended = ended;
  return Value::Object(self);
}

Value ProductNext(Isolate* iso, Value* args, size_t) {
  Arrangement* self = Self(args);
  if (self->ended) return Value();
  int64_t* index = self->index();
  if (self->started) {
    int64_t i = self->length - 1;
    while (i >= 0 && ++index[i] == self->pool->items[i].As<Tuple>()->size) index[i--] = 0;
    if (i < 0) {
      self->ended = true;
      return Value();
    }
  }
  self->started = true;
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, self->length));
  for (int64_t i = 0; i < self->length; ++i) {
    result->items[i] = self->pool->items[i].As<Tuple>()->items[index[i]];
  }
  return Value::Object(result);
}

Value ProductReduce(Isolate* iso, Value* args, size_t) {
  const Arrangement* self = Self(args);
  const Value type = Value::Object(TypeOf(iso, args[0]));
  if (self->ended) {
    KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
    return Reduce(iso, args[0], {Value::Object(empty)});
  }
  if (!self->started) {
    return Value::Object(Tuple::Of(iso, {type, Value::Object(self->pool)}));
  }
  KRAIT_TRY(Value, state, IndexTuple(iso, self->index(), self->length));
  return Value::Object(Tuple::Of(iso, {type, Value::Object(self->pool), state}));
}

Value ProductSetState(Isolate* iso, Value* args, size_t) {
  Arrangement* self = Self(args);
  KRAIT_CHECK_OK(ReadIndices(iso, args[1], self->length, INT64_MAX, self->index()));
  for (int64_t i = 0; i < self->length; ++i) {
    const int64_t size = self->pool->items[i].As<Tuple>()->size;
    if (size == 0) return Value::None();
    self->index()[i] = std::min(self->index()[i], size - 1);
  }
  self->started = true;
  return Value::None();
}

constexpr NativeMethod kCombinationsMethods[] = {
    {"__new__", CombinationsNew<false>, "($cls, iterable, r)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", NextMethod<AdvanceCombination>, "($self, /)", kNoCallback | kExhaustible},
    {"__reduce__", ReduceMethod, "($self, /)"},
    {"__setstate__", SetStateMethod, "($self, state, /)"},
};

constexpr NativeMethod kRepeatingMethods[] = {
    {"__new__", CombinationsNew<true>, "($cls, iterable, r)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", NextMethod<AdvanceRepeatingCombination>, "($self, /)",
     kNoCallback | kExhaustible},
    {"__reduce__", ReduceMethod, "($self, /)"},
    {"__setstate__", SetStateMethod, "($self, state, /)"},
};

constexpr NativeMethod kPermutationsMethods[] = {
    {"__new__", PermutationsNew, "($cls, iterable, r=None)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", NextMethod<AdvancePermutation>, "($self, /)", kNoCallback | kExhaustible},
    {"__reduce__", PermutationsReduce, "($self, /)"},
    {"__setstate__", PermutationsSetState, "($self, state, /)"},
};

constexpr NativeMethod kProductMethods[] = {
    {"__new__", ProductNew, "($cls, /, *iterables, repeat=1)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ProductNext, "($self, /)", kNoCallback | kExhaustible},
    {"__reduce__", ProductReduce, "($self, /)"},
    {"__setstate__", ProductSetState, "($self, state, /)"},
};

}  // namespace

const TypeSpec kCombinationsSpec = {
    .name = "itertools.combinations",
    .module = "itertools",
    .methods = kCombinationsMethods,
    .flags = kIteratorFlags,
    .doc = "Return successive r-length combinations of the items of the iterable.",
    .layout = &kLayout,
};

const TypeSpec kCombinationsWithReplacementSpec = {
    .name = "itertools.combinations_with_replacement",
    .module = "itertools",
    .methods = kRepeatingMethods,
    .flags = kIteratorFlags,
    .doc = "Return successive r-length combinations in which items may occur more than once.",
    .layout = &kLayout,
};

const TypeSpec kPermutationsSpec = {
    .name = "itertools.permutations",
    .module = "itertools",
    .methods = kPermutationsMethods,
    .flags = kIteratorFlags,
    .doc = "Return successive r-length permutations of the items of the iterable.",
    .layout = &kLayout,
};

const TypeSpec kProductSpec = {
    .name = "itertools.product",
    .module = "itertools",
    .methods = kProductMethods,
    .flags = kIteratorFlags,
    .doc = "Cartesian product of the iterables: like nested for-loops.",
    .layout = &kLayout,
};

}  // namespace krait::itertools
