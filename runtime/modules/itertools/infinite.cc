// count, cycle, repeat.
#include <algorithm>

#include "runtime/collection/list-inl.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::itertools {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

// --- count ---

struct Count : NativeInstance {
  Value current;
  Value step;
};

bool IsNumber(const Isolate* iso, Value v) {
  return v.IsNumber() || LookupSpecial(iso, v, Special::kIndex) ||
         LookupSpecial(iso, v, Special::kFloat) || LookupSpecial(iso, v, Special::kComplex);
}

Value CountNew(Isolate* iso, Value* args, size_t) {
  const Value start = args[1] ? args[1] : Value::Int(0);
  const Value step = args[2] ? args[2] : Value::Int(1);
  if (!IsNumber(iso, start) || !IsNumber(iso, step)) {
    return RaiseTypeError(iso, "a number is required");
  }
  KRAIT_TRY(Count*, self, NewInstance<Count>(iso, args[0].As<Type>()));
  self->current = start;
  self->step = step;
  return Value::Object(self);
}

Value CountNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Count>(args);
  const Value item = self->current;
  if (item.IsInt() && self->step.IsInt()) {
    const int64_t next = item.AsInt() + self->step.AsInt();
    if (Value::FitsInt(next)) {
      self->current = Value::Int(next);
      return item;
    }
  }
  KRAIT_TRY(Value, next, Binary(iso, BinaryOperator::kAdd, item, self->step));
  self->current = next;
  iso->Barrier(self, next);
  return item;
}

Value CountRepr(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Count>(args);
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  if (!out.AppendRepr(self->current)) return Value();
  if (self->step != Value::Int(1)) {
    out.AppendAscii(", ");
    if (!out.AppendRepr(self->step)) return Value();
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value CountReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Count>(args);
  if (self->step == Value::Int(1)) return Reduce(iso, args[0], {self->current});
  return Reduce(iso, args[0], {self->current, self->step});
}

constexpr NativeMethod kCountMethods[] = {
    {"__new__", CountNew, "($cls, start=0, step=1)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", CountNext, "($self, /)", kExhaustible},
    {"__repr__", CountRepr, "($self, /)"},
    {"__reduce__", CountReduce, "($self, /)"},
};

constexpr NativeLayout kCountLayout = LayoutOf<Count, &Count::current, &Count::step>("count");

// --- cycle ---

struct Cycle : NativeInstance {
  Value iterator;  // Empty when used up: the items are in `saved`
  List* saved;
  int64_t index;
};

Value CycleNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(List*, saved, List::New(iso));
  KRAIT_TRY(Cycle*, self, NewInstance<Cycle>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  self->saved = saved;
  return Value::Object(self);
}

Value CycleNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Cycle>(args);
  if (self->iterator) {
    const Value item = Next(iso, self->iterator);
    if (item) return AppendFast(iso, self->saved, item) ? item : Value();
    if (iso->HasPending()) return Value();
    self->iterator = Value();
  }
  if (self->saved->size == 0) return Value();
  const Value item = self->saved->At(self->index);
  if (++self->index >= self->saved->size) self->index = 0;
  return item;
}

Value CycleReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Cycle>(args);
  KRAIT_TRY(List*, saved, List::From(iso, self->saved->view()));
  Value iterator = self->iterator;
  const bool first_pass = !iterator.IsEmpty();
  if (!first_pass) {
    KRAIT_TRY(List*, rest, List::From(iso, saved->view().subspan(self->index)));
    iterator = Iter(iso, Value::Object(rest));
    if (!iterator) return Value();
  }
  KRAIT_TRY(Tuple*, state, Tuple::Of(iso, {Value::Object(saved), Value::Bool(!first_pass)}));
  return Reduce(iso, args[0], {iterator}, Value::Object(state));
}

Value CycleSetState(Isolate* iso, Value* args, size_t) {
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr) return RaiseTypeError(iso, "state is not a tuple");
  List* saved = state->size == 2 ? CastTo<List>(state->items[0], ObjectKind::kList) : nullptr;
  if (saved == nullptr) return RaiseTypeError(iso, "state is not a list and a flag");
  auto* self = Self<Cycle>(args);
  self->saved = List::From(iso, saved->view());
  iso->Barrier(self);
  return Value::None();
}

constexpr NativeMethod kCycleMethods[] = {
    {"__new__", CycleNew, "($cls, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", CycleNext, "($self, /)", kExhaustible},
    {"__reduce__", CycleReduce, "($self, /)"},
    {"__setstate__", CycleSetState, "($self, state, /)"},
};

constexpr NativeLayout kCycleLayout = LayoutOf<Cycle, &Cycle::iterator, &Cycle::saved>("cycle");

// --- repeat ---

struct Repeat : NativeInstance {
  Value element;
  int64_t remaining;  // -1: for ever
};

Value RepeatNew(Isolate* iso, Value* args, size_t) {
  int64_t times = -1;
  if (args[2]) {
    KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &times));
    times = std::max<int64_t>(0, times);
  }
  KRAIT_TRY(Repeat*, self, NewInstance<Repeat>(iso, args[0].As<Type>()));
  self->element = args[1];
  self->remaining = times;
  return Value::Object(self);
}

Value RepeatNext(Isolate*, Value* args, size_t) {
  auto* self = Self<Repeat>(args);
  if (self->remaining == 0) return Value();
  if (self->remaining > 0) --self->remaining;
  return self->element;
}

Value RepeatRepr(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Repeat>(args);
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  if (!out.AppendRepr(self->element)) return Value();
  if (self->remaining >= 0) {
    out.AppendAscii(", ");
    out.AppendInt(self->remaining);
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value RepeatLengthHint(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Repeat>(args);
  if (self->remaining < 0) return RaiseTypeError(iso, "len() of unsized object");
  return IntFromInt64(iso, self->remaining);
}

Value RepeatReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Repeat>(args);
  if (self->remaining < 0) return Reduce(iso, args[0], {self->element});
  KRAIT_TRY(Value, remaining, IntFromInt64(iso, self->remaining));
  return Reduce(iso, args[0], {self->element, remaining});
}

constexpr NativeMethod kRepeatMethods[] = {
    {"__new__", RepeatNew, "($cls, object, times=<unrepresentable>)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", RepeatNext, "($self, /)", kNoCallback | kExhaustible},
    {"__repr__", RepeatRepr, "($self, /)"},
    {"__length_hint__", RepeatLengthHint, "($self, /)"},
    {"__reduce__", RepeatReduce, "($self, /)"},
};

constexpr NativeLayout kRepeatLayout = LayoutOf<Repeat, &Repeat::element>("repeat");

}  // namespace

const TypeSpec kCountSpec = {
    .name = "itertools.count",
    .module = "itertools",
    .methods = kCountMethods,
    .flags = kIteratorFlags,
    .doc = "Return a count object: start, start + step, start + 2 * step, ...",
    .layout = &kCountLayout,
};

const TypeSpec kCycleSpec = {
    .name = "itertools.cycle",
    .module = "itertools",
    .methods = kCycleMethods,
    .flags = kIteratorFlags,
    .doc = "Return the items of the iterable until it is exhausted, then again, for ever.",
    .layout = &kCycleLayout,
};

const TypeSpec kRepeatSpec = {
    .name = "itertools.repeat",
    .module = "itertools",
    .methods = kRepeatMethods,
    .flags = kIteratorFlags,
    .doc = "repeat(object [,times]): the object, again and again, for ever or that many times.",
    .layout = &kRepeatLayout,
};

}  // namespace krait::itertools
