// compress, dropwhile, filterfalse, starmap, takewhile: a function and an iterator.
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::itertools {

namespace {

// All five: `function` is the selectors' iterator in compress.
struct Filtering : NativeInstance {
  Value function;
  Value iterator;
  bool flag;  // dropwhile: dropping is over; takewhile: taking is over
};

constexpr NativeLayout kLayout =
    LayoutOf<Filtering, &Filtering::function, &Filtering::iterator>("itertools filter");

Filtering* Self(Value* args) { return args[0].As<Filtering>(); }

Value Make(Isolate* iso, Value type, Value function, Value iterator) {
  KRAIT_TRY(Filtering*, self, NewInstance<Filtering>(iso, type.As<Type>()));
  self->function = function;
  self->iterator = iterator;
  return Value::Object(self);
}

Value FunctionNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[2]));
  return Make(iso, args[0], args[1], iterator);
}

// Is function(item) true?
bool Test(Isolate* iso, Value function, Value item, bool* result) {
  const Value verdict = Call(iso, function, {item});
  return verdict && Truth(iso, verdict, result);
}

Value FunctionReduce(Isolate* iso, Value* args, size_t) {
  return Reduce(iso, args[0], {Self(args)->function, Self(args)->iterator});
}

Value FlagReduce(Isolate* iso, Value* args, size_t) {
  const Filtering* self = Self(args);
  return Reduce(iso, args[0], {self->function, self->iterator}, Value::Int(self->flag));
}

Value FlagSetState(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(Truth(iso, args[1], &Self(args)->flag));
  return Value::None();
}

Value CompressNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, data, Iter(iso, args[1]));
  KRAIT_TRY(Value, selectors, Iter(iso, args[2]));
  return Make(iso, args[0], selectors, data);
}

Value CompressNext(Isolate* iso, Value* args, size_t) {
  const Filtering* self = Self(args);
  while (const Value item = Next(iso, self->iterator)) {
    const Value selector = Next(iso, self->function);
    bool selected;
    if (!selector || !Truth(iso, selector, &selected)) return Value();
    if (selected) return item;
  }
  return Value();
}

Value CompressReduce(Isolate* iso, Value* args, size_t) {
  return Reduce(iso, args[0], {Self(args)->iterator, Self(args)->function});
}

Value DropWhileNext(Isolate* iso, Value* args, size_t) {
  Filtering* self = Self(args);
  while (const Value item = Next(iso, self->iterator)) {
    if (self->flag) return item;
    bool drop;
    if (!Test(iso, self->function, item, &drop)) return Value();
    if (drop) continue;
    self->flag = true;
    return item;
  }
  return Value();
}

Value TakeWhileNext(Isolate* iso, Value* args, size_t) {
  Filtering* self = Self(args);
  if (self->flag) return Value();
  const Value item = Next(iso, self->iterator);
  if (!item) return Value();
  bool take;
  if (!Test(iso, self->function, item, &take)) return Value();
  if (take) return item;
  self->flag = true;
  return Value();
}

Value FilterFalseNext(Isolate* iso, Value* args, size_t) {
  const Filtering* self = Self(args);
  const bool by_truth = self->function.IsNone() ||
                        self->function == Value::Object(iso->type(ObjectKind::kBool));
  while (const Value item = Next(iso, self->iterator)) {
    bool truth;
    if (!(by_truth ? Truth(iso, item, &truth) : Test(iso, self->function, item, &truth))) {
      return Value();
    }
    if (!truth) return item;
  }
  return Value();
}

Value StarmapNext(Isolate* iso, Value* args, size_t) {
  const Filtering* self = Self(args);
  const Value item = Next(iso, self->iterator);
  if (!item) return Value();
  KRAIT_TRY(Tuple*, arguments, TupleFromIterable(iso, item));
  return Call(iso, self->function, arguments->view());
}

constexpr NativeMethod kCompressMethods[] = {
    {"__new__", CompressNew, "($cls, data, selectors)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", CompressNext, "($self, /)", kExhaustible},
    {"__reduce__", CompressReduce, "($self, /)"},
};

constexpr NativeMethod kDropWhileMethods[] = {
    {"__new__", FunctionNew, "($cls, predicate, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", DropWhileNext, "($self, /)", kExhaustible},
    {"__reduce__", FlagReduce, "($self, /)"},
    {"__setstate__", FlagSetState, "($self, state, /)"},
};

constexpr NativeMethod kTakeWhileMethods[] = {
    {"__new__", FunctionNew, "($cls, predicate, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", TakeWhileNext, "($self, /)", kExhaustible},
    {"__reduce__", FlagReduce, "($self, /)"},
    {"__setstate__", FlagSetState, "($self, state, /)"},
};

constexpr NativeMethod kFilterFalseMethods[] = {
    {"__new__", FunctionNew, "($cls, function, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", FilterFalseNext, "($self, /)", kExhaustible},
    {"__reduce__", FunctionReduce, "($self, /)"},
};

constexpr NativeMethod kStarmapMethods[] = {
    {"__new__", FunctionNew, "($cls, function, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", StarmapNext, "($self, /)", kExhaustible},
    {"__reduce__", FunctionReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kCompressSpec = {
    .name = "itertools.compress",
    .module = "itertools",
    .methods = kCompressMethods,
    .flags = kIteratorFlags,
    .doc = "Return the data items whose selectors are true.",
    .layout = &kLayout,
};

const TypeSpec kDropWhileSpec = {
    .name = "itertools.dropwhile",
    .module = "itertools",
    .methods = kDropWhileMethods,
    .flags = kIteratorFlags,
    .doc = "Drop items while predicate(item) is true, then return every item.",
    .layout = &kLayout,
};

const TypeSpec kTakeWhileSpec = {
    .name = "itertools.takewhile",
    .module = "itertools",
    .methods = kTakeWhileMethods,
    .flags = kIteratorFlags,
    .doc = "Return items for as long as predicate(item) is true.",
    .layout = &kLayout,
};

const TypeSpec kFilterFalseSpec = {
    .name = "itertools.filterfalse",
    .module = "itertools",
    .methods = kFilterFalseMethods,
    .flags = kIteratorFlags,
    .doc = "Return the items for which function(item) is false; false items for None.",
    .layout = &kLayout,
};

const TypeSpec kStarmapSpec = {
    .name = "itertools.starmap",
    .module = "itertools",
    .methods = kStarmapMethods,
    .flags = kIteratorFlags,
    .doc = "Return function(*item) for the items of the iterable.",
    .layout = &kLayout,
};

}  // namespace krait::itertools
