// groupby and tee.
#include "runtime/collection/items.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"

namespace krait::itertools {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

// --- groupby ---

struct Grouper;

struct GroupBy : NativeInstance {
  Value iterator;
  Value key_function;  // None: the item
  Value target_key;    // of the group delivered last; Empty before the first
  Value current_key;   // of `current_item`
  Value current_item;  // Empty: to be fetched
  Grouper* grouper;    // the one that may still deliver items
};

struct Grouper : NativeInstance {
  GroupBy* parent;
  Value target_key;
};

// Fetches the next item and its key; false: the end, or an exception.
bool Step(Isolate* iso, GroupBy* self) {
  const Value item = Next(iso, self->iterator);
  if (!item) return false;
  const Value key =
      self->key_function.IsNone() ? item : Call(iso, self->key_function, {item});
  if (!key) return false;
  self->current_item = item;
  self->current_key = key;
  iso->Barrier(self);
  return true;
}

Value GroupByNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(GroupBy*, self, NewInstance<GroupBy>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  self->key_function = args[2] ? args[2] : Value::None();
  return Value::Object(self);
}

Value MakeGrouper(Isolate* iso, GroupBy* parent) {
  KRAIT_TRY(Grouper*, grouper, NewInstance<Grouper>(iso, iso->native_type(&kGrouperSpec)));
  grouper->parent = parent;
  grouper->target_key = parent->target_key;
  parent->grouper = grouper;
  iso->Barrier(parent);
  return Value::Object(grouper);
}

Value GroupByNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<GroupBy>(args);
  self->grouper = nullptr;
  // On to the first item whose key differs.
  for (;;) {
    if (self->current_key) {
      if (self->target_key.IsEmpty()) break;
      bool same;
      if (!EqualItems(iso, self->target_key, self->current_key, &same)) return Value();
      if (!same) break;
    }
    if (!Step(iso, self)) return Value();
  }
  self->target_key = self->current_key;
  iso->Barrier(self);
  KRAIT_TRY(Value, grouper, MakeGrouper(iso, self));
  return Value::Object(Tuple::Of(iso, {self->current_key, grouper}));
}

Value GroupByReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<GroupBy>(args);
  if (!self->target_key || !self->current_key || !self->current_item) {
    return Reduce(iso, args[0], {self->iterator, self->key_function});
  }
  KRAIT_TRY(Tuple*, state,
            Tuple::Of(iso, {self->current_item, self->target_key, self->current_key}));
  return Reduce(iso, args[0], {self->iterator, self->key_function}, Value::Object(state));
}

Value GroupBySetState(Isolate* iso, Value* args, size_t) {
  auto* self = Self<GroupBy>(args);
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size != 3) return RaiseTypeError(iso, "state is not a tuple");
  self->current_item = state->items[0];
  self->target_key = state->items[1];
  self->current_key = state->items[2];
  iso->Barrier(self);
  return Value::None();
}

constexpr NativeMethod kGroupByMethods[] = {
    {"__new__", GroupByNew, "($cls, iterable, key=None)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", GroupByNext, "($self, /)", kExhaustible},
    {"__reduce__", GroupByReduce, "($self, /)"},
    {"__setstate__", GroupBySetState, "($self, state, /)"},
};

constexpr NativeLayout kGroupByLayout =
    LayoutOf<GroupBy, &GroupBy::iterator, &GroupBy::key_function, &GroupBy::target_key,
             &GroupBy::current_key, &GroupBy::current_item, &GroupBy::grouper>("groupby");

Value GrouperNew(Isolate* iso, Value* args, size_t) {
  auto* parent = args[1].IsHeap() && TypeOf(iso, args[1]) == iso->native_type(&kGroupBySpec)
                     ? args[1].As<GroupBy>()
                     : nullptr;
  if (parent == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "_grouper() argument 1 must be itertools.groupby, not %.200s",
                  TypeName(iso, args[1]));
  }
  KRAIT_TRY(Grouper*, self, NewInstance<Grouper>(iso, args[0].As<Type>()));
  self->parent = parent;
  self->target_key = args[2];
  parent->grouper = self;
  iso->Barrier(parent);
  return Value::Object(self);
}

Value GrouperNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Grouper>(args);
  GroupBy* parent = self->parent;
  if (parent->grouper != self) return Value();
  if (parent->current_item.IsEmpty() && !Step(iso, parent)) return Value();
  bool same;
  if (!EqualItems(iso, self->target_key, parent->current_key, &same) || !same) return Value();
  const Value item = parent->current_item;
  parent->current_item = Value();
  return item;
}

Value GrouperReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Grouper>(args);
  if (self->parent->grouper != self) return Reduce(iso, args[0], {});
  return Reduce(iso, args[0], {Value::Object(self->parent), self->target_key});
}

constexpr NativeMethod kGrouperMethods[] = {
    {"__new__", GrouperNew, "($cls, parent, tgtkey, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", GrouperNext, "($self, /)", kExhaustible},
    {"__reduce__", GrouperReduce, "($self, /)"},
};

constexpr NativeLayout kGrouperLayout =
    LayoutOf<Grouper, &Grouper::parent, &Grouper::target_key>("_grouper");

// --- tee ---

// The items fetched so far are a chain of arrays [item, rest]; every copy stands somewhere in it, and
// what lies behind the last one is garbage. An Empty item is to be fetched; meanwhile `rest` is True.
struct TeeIterator : NativeInstance {
  Value iterator;
  ValueArray* link;
};

Value MakeTee(Isolate* iso, Type* type, Value iterator, ValueArray* link) {
  KRAIT_TRY(TeeIterator*, self, NewInstance<TeeIterator>(iso, type));
  self->iterator = iterator;
  self->link = link;
  return Value::Object(self);
}

Value TeeNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  if (iterator.IsHeap() && TypeOf(iso, iterator) == iso->native_type(&kTeeSpec)) {
    const auto* source = iterator.As<TeeIterator>();
    return MakeTee(iso, args[0].As<Type>(), source->iterator, source->link);
  }
  KRAIT_TRY(ValueArray*, link, ValueArray::New(iso, 2));
  return MakeTee(iso, args[0].As<Type>(), iterator, link);
}

Value TeeNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<TeeIterator>(args);
  ValueArray* link = self->link;
  if (link->slots[0].IsEmpty()) {
    if (link->slots[1].IsTrue()) {
      return Raise(iso, ExceptionId::kRuntimeError, "cannot re-enter the tee iterator");
    }
    link->slots[1] = Value::True();
    const Value item = Next(iso, self->iterator);
    link->slots[1] = Value();
    if (!item) return Value();
    KRAIT_TRY(ValueArray*, rest, ValueArray::New(iso, 2));
    link->slots[0] = item;
    link->slots[1] = Value::Object(rest);
    iso->Barrier(link);
  }
  self->link = link->slots[1].As<ValueArray>();
  iso->Barrier(self);
  return link->slots[0];
}

Value TeeCopy(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<TeeIterator>(args);
  return MakeTee(iso, iso->native_type(&kTeeSpec), self->iterator, self->link);
}

constexpr NativeMethod kTeeMethods[] = {
    {"__new__", TeeNew, "($cls, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", TeeNext, "($self, /)", kExhaustible},
    {"__copy__", TeeCopy, "($self, /)", kNoCallback,
     "Returns an independent iterator."},
};

constexpr NativeLayout kTeeLayout =
    LayoutOf<TeeIterator, &TeeIterator::iterator, &TeeIterator::link>("_tee");

}  // namespace

Value Tee(Isolate* iso, Value* args, size_t) {
  int64_t n = 2;
  if (args[1]) KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &n));
  if (n < 0) return RaiseValueError(iso, "n must be >= 0");
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, n));
  if (n == 0) return Value::Object(result);
  KRAIT_TRY(Str*, copy_name, Str::Intern(iso, "__copy__"));
  KRAIT_TRY(Value, first, Iter(iso, args[0]));
  Value copy;
  KRAIT_CHECK_OK(LookupAttr(iso, first, copy_name, &copy));
  if (!copy) {
    first = Call(iso, Value::Object(iso->native_type(&kTeeSpec)), {first});
    if (!first) return Value();
  }
  for (int64_t i = 0; i < n; ++i) {
    const Value item = i == 0 ? first : CallMethod(iso, first, copy_name, {});
    if (!item) return Value();
    result->items[i] = item;
    iso->Barrier(result, item);
  }
  return Value::Object(result);
}

const TypeSpec kGroupBySpec = {
    .name = "itertools.groupby",
    .module = "itertools",
    .methods = kGroupByMethods,
    .flags = kIteratorFlags,
    .doc = "Make an iterator of (key, group) for consecutive items with equal keys.",
    .layout = &kGroupByLayout,
};

const TypeSpec kGrouperSpec = {
    .name = "itertools._grouper",
    .module = "itertools",
    .methods = kGrouperMethods,
    .flags = kImmutable,
    .layout = &kGrouperLayout,
};

const TypeSpec kTeeSpec = {
    .name = "itertools._tee",
    .module = "itertools",
    .methods = kTeeMethods,
    .flags = kImmutable,
    .doc = "Iterator wrapped to make it copyable.",
    .layout = &kTeeLayout,
};

}  // namespace krait::itertools
