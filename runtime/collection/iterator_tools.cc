// enumerate, zip, map, filter: the built-in iterators over other iterators.
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_views.h"
#include "runtime/collection/items.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/range.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
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

// (type(self), state)
Value ReduceTo(Isolate* iso, Value self, Tuple* arguments) {
  if (arguments == nullptr) return Value();
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, self)), Value::Object(arguments)}));
}

// iter() of each.
Tuple* IteratorsOf(Isolate* iso, std::span<const Value> iterables) {
  KRAIT_TRY(Tuple*, iterators, Tuple::New(iso, static_cast<int64_t>(iterables.size())));
  for (size_t i = 0; i < iterables.size(); ++i) {
    KRAIT_TRY(Value, iterator, Iter(iso, iterables[i]));
    iterators->items[i] = iterator;
    iso->Barrier(iterators, iterator);
  }
  return iterators;
}

// --- enumerate ---

Value EnumerateNew(Isolate* iso, Value* args, size_t) {
  if (args[1].IsEmpty()) {
    return RaiseTypeError(iso, "enumerate() missing required argument 'iterable'");
  }
  Value count = Value::Int(0);
  if (args[2]) {
    KRAIT_TRY(Value, index, Index(iso, args[2]));
    if (!(count = IntExact(iso, index))) return Value();
  }
  KRAIT_TRY(Value, iterator, Iter(iso, args[1]));
  KRAIT_TRY(Enumerate*, self, NewInstance<Enumerate>(iso, args[0].As<Type>()));
  self->iterator = iterator;
  self->count = count;
  return Value::Object(self);
}

Value EnumerateNext(Isolate* iso, Value* args, size_t) {
  auto* self = Self<Enumerate>(args);
  const Value item = Next(iso, self->iterator);
  if (!item) return Value();
  const Value number = self->count;
  if (number.IsInt() && number.AsInt() < Value::kMaxInt) {
    self->count = Value::Int(number.AsInt() + 1);
  } else {
    KRAIT_TRY(Value, next, IntAdd(iso, number, Value::Int(1)));
    self->count = next;
    iso->Barrier(self, next);
  }
  return Value::Object(Tuple::Of(iso, {number, item}));
}

Value EnumerateReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Enumerate>(args);
  return ReduceTo(iso, args[0], Tuple::Of(iso, {self->iterator, self->count}));
}

constexpr NativeMethod kEnumerateMethods[] = {
    {"__new__", EnumerateNew, "($cls, iterable=<unrepresentable>, start=0)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", EnumerateNext, "($self, /)", kExhaustible},
    {"__reduce__", EnumerateReduce, "($self, /)"},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
};

// --- zip ---

Value ZipNew(Isolate* iso, Value* args, size_t) {
  bool strict = false;
  if (args[2]) KRAIT_CHECK_OK(Truth(iso, args[2], &strict));
  KRAIT_TRY(Tuple*, iterators, IteratorsOf(iso, args[1].As<Tuple>()->view()));
  KRAIT_TRY(Zip*, self, NewInstance<Zip>(iso, args[0].As<Type>()));
  self->iterators = iterators;
  self->strict = strict;
  return Value::Object(self);
}

// Iterator `i` ended. Strict: all others must end now, too.
Value ZipEnd(Isolate* iso, const Zip* self, int64_t i) {
  if (!self->strict || iso->HasPending()) return Value();
  const auto number = static_cast<long long>(i + 1);
  if (i > 0) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "zip() argument %lld is shorter than argument%s%lld", number,
                  i == 1 ? " " : "s 1-", number - 1);
  }
  for (int64_t k = 1; k < self->iterators->size; ++k) {
    if (Next(iso, self->iterators->items[k])) {
      return RaiseF(iso, ExceptionId::kValueError,
                    "zip() argument %lld is longer than argument%s%lld",
                    static_cast<long long>(k + 1), k == 1 ? " " : "s 1-",
                    static_cast<long long>(k));
    }
    if (iso->HasPending()) return Value();
  }
  return Value();
}

Value ZipNext(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Zip>(args);
  const int64_t count = self->iterators->size;
  if (count == 0) return Value();
  KRAIT_TRY(Tuple*, items, Tuple::New(iso, count));
  for (int64_t i = 0; i < count; ++i) {
    const Value item = Next(iso, self->iterators->items[i]);
    if (!item) return ZipEnd(iso, self, i);
    items->items[i] = item;
    iso->Barrier(items, item);
  }
  return Value::Object(items);
}

Value ZipReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Zip>(args);
  if (!self->strict) return ReduceTo(iso, args[0], self->iterators);
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])),
                                       Value::Object(self->iterators), Value::True()}));
}

Value ZipSetState(Isolate* iso, Value* args, size_t) {
  bool strict;
  KRAIT_CHECK_OK(Truth(iso, args[1], &strict));
  Self<Zip>(args)->strict = strict;
  return Value::None();
}

constexpr NativeMethod kZipMethods[] = {
    {"__new__", ZipNew, "($cls, /, *iterables, strict=False)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", ZipNext, "($self, /)", kExhaustible},
    {"__reduce__", ZipReduce, "($self, /)"},
    {"__setstate__", ZipSetState, "($self, state, /)"},
};

// --- map ---

Value MapNew(Isolate* iso, Value* args, size_t) {
  const Tuple* given = args[1].As<Tuple>();
  if (given->size < 2) return RaiseTypeError(iso, "map() must have at least two arguments.");
  KRAIT_TRY(Tuple*, iterators, IteratorsOf(iso, given->view().subspan(1)));
  KRAIT_TRY(Map*, self, NewInstance<Map>(iso, args[0].As<Type>()));
  self->function = given->items[0];
  self->iterators = iterators;
  return Value::Object(self);
}

Value MapNext(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Map>(args);
  const Tuple* iterators = self->iterators;
  if (iterators->size == 1) {
    const Value item = Next(iso, iterators->items[0]);
    return item ? Call(iso, self->function, {item}) : Value();
  }
  KRAIT_TRY(Tuple*, items, Tuple::New(iso, iterators->size));
  for (int64_t i = 0; i < iterators->size; ++i) {
    const Value item = Next(iso, iterators->items[i]);
    if (!item) return Value();
    items->items[i] = item;
    iso->Barrier(items, item);
  }
  return Call(iso, self->function, items->view());
}

Value MapReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Map>(args);
  KRAIT_TRY(Tuple*, arguments, Tuple::New(iso, self->iterators->size + 1));
  arguments->items[0] = self->function;
  std::copy_n(self->iterators->items, self->iterators->size, arguments->items + 1);
  return ReduceTo(iso, args[0], arguments);
}

constexpr NativeMethod kMapMethods[] = {
    {"__new__", MapNew, "($cls, /, *args)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", MapNext, "($self, /)", kExhaustible},
    {"__reduce__", MapReduce, "($self, /)"},
};

// --- filter ---

Value FilterNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[2]));
  KRAIT_TRY(Filter*, self, NewInstance<Filter>(iso, args[0].As<Type>()));
  self->function = args[1];
  self->iterator = iterator;
  return Value::Object(self);
}

Value FilterNext(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Filter>(args);
  const bool by_truth = self->function.IsNone() ||
                        self->function == Value::Object(iso->type(ObjectKind::kBool));
  while (const Value item = Next(iso, self->iterator)) {
    const Value verdict = by_truth ? item : Call(iso, self->function, {item});
    bool keep;
    if (!verdict || !Truth(iso, verdict, &keep)) return Value();
    if (keep) return item;
  }
  return Value();
}

Value FilterReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<Filter>(args);
  return ReduceTo(iso, args[0], Tuple::Of(iso, {self->function, self->iterator}));
}

constexpr NativeMethod kFilterMethods[] = {
    {"__new__", FilterNew, "($cls, function, iterable, /)", kConstructor},
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", FilterNext, "($self, /)", kExhaustible},
    {"__reduce__", FilterReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kEnumerateTypeSpec = {
    .name = "enumerate",
    .kind = ObjectKind::kEnumerate,
    .methods = kEnumerateMethods,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "Return an enumerate object: an iterator of pairs (number, item), numbered from start.",
};

const TypeSpec kZipTypeSpec = {
    .name = "zip",
    .kind = ObjectKind::kZip,
    .methods = kZipMethods,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n"
           "If strict is true, a ValueError is raised when the inputs differ in length.",
};

const TypeSpec kMapTypeSpec = {
    .name = "map",
    .kind = ObjectKind::kMap,
    .methods = kMapMethods,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "map(func, *iterables) --> map object\n\n"
           "Compute the function with arguments from each of the iterables, until the shortest "
           "one ends.",
};

const TypeSpec kFilterTypeSpec = {
    .name = "filter",
    .kind = ObjectKind::kFilter,
    .methods = kFilterMethods,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "filter(function or None, iterable) --> filter object\n\n"
           "An iterator of the items for which the function is true; of true items for None.",
};

void TraceEnumerate(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Enumerate*>(object);
  marker.Visit(self->iterator);
  marker.Visit(self->count);
}
void TraceZip(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<Zip*>(object)->iterators);
}
void TraceMap(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Map*>(object);
  marker.Visit(self->function);
  marker.Visit(self->iterators);
}
void TraceFilter(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Filter*>(object);
  marker.Visit(self->function);
  marker.Visit(self->iterator);
}

Value BuiltinIter(Isolate* iso, Value iterable) {
  if (!iterable.IsHeap() || iterable.AsHeap()->shape != iterable.AsHeap()->kind) return Value();
  switch (static_cast<ObjectKind>(iterable.AsHeap()->kind)) {
    case ObjectKind::kList: return Value::Object(ListIterator::New(iso, iterable.As<List>()));
    case ObjectKind::kTuple: return Value::Object(TupleIterator::New(iso, iterable.As<Tuple>()));
    case ObjectKind::kRange: return RangeIter(iso, iterable.As<Range>());
    case ObjectKind::kDict:
      return NewDictIterator(iso, ObjectKind::kDictKeyIterator, iterable.As<Dict>());
    case ObjectKind::kDictKeys:
      return NewDictIterator(iso, ObjectKind::kDictKeyIterator, iterable.As<DictView>()->dict);
    case ObjectKind::kDictValues:
      return NewDictIterator(iso, ObjectKind::kDictValueIterator, iterable.As<DictView>()->dict);
    case ObjectKind::kDictItems:
      return NewDictIterator(iso, ObjectKind::kDictItemIterator, iterable.As<DictView>()->dict);
    case ObjectKind::kSet:
    case ObjectKind::kFrozenSet: return NewSetIterator(iso, iterable.As<Set>());
    default: return Value();
  }
}

}  // namespace krait
