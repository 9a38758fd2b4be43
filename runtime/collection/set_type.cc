// The methods of set and frozenset. Storage is in set.cc, the algebra in set_algebra.cc.
#include <string>

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/items.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/set.h"
#include "runtime/collection/set_algebra.h"
#include "runtime/collection/set_table.h"
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

Set* Self(Value* args) { return args[0].As<Set>(); }
Tuple* Others(Value* args) { return args[1].As<Tuple>(); }

Value SetNew(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewSet(iso, args[0].As<Type>(), /*frozen=*/false));
}

Value SetInit(Isolate* iso, Value* args, size_t) {
  Set* set = Self(args);
  if (set->size > 0) set->Clear(iso);
  if (args[1] && !set->Update(iso, args[1])) return Value();
  return Value::None();
}

Value FrozenSetNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  const bool exact = type == iso->type(ObjectKind::kFrozenSet);
  if (exact && args[1] && IsExact(args[1], ObjectKind::kFrozenSet)) return args[1];
  KRAIT_TRY(Set*, set, NewSet(iso, type, /*frozen=*/true));
  if (args[1] && !set->Update(iso, args[1])) return Value();
  return Value::Object(set);
}

Value ReprOfEmpty(Isolate* iso, const char* type_name, const char* inside) {
  StrBuilder out(iso);
  out.Append(type_name);
  out.AppendChar('(');
  out.AppendAscii(inside);
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value SetRepr(Isolate* iso, Value* args, size_t) {
  const char* name = TypeName(iso, args[0]);
  if (Self(args)->size == 0) return ReprOfEmpty(iso, name, "");
  if (!ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : ReprOfEmpty(iso, name, "...");
  }
  // A copy: repr() of an item may change the set.
  List* items = ListFromIterable(iso, args[0]);
  const bool plain = IsExact(args[0], ObjectKind::kSet);
  StrBuilder out(iso);
  if (!plain) {
    out.Append(name);
    out.AppendChar('(');
  }
  out.AppendChar('{');
  bool ok = items != nullptr;
  for (int64_t i = 0; ok && i < items->size; ++i) {
    if (i > 0) out.AppendAscii(", ");
    ok = out.AppendRepr(items->At(i));
  }
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  out.AppendChar('}');
  if (!plain) out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value SetLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

Value FrozenSetHashMethod(Isolate* iso, Value* args, size_t) {
  int64_t hash;
  if (!FrozenSetHash(iso, Self(args), &hash)) return Value();
  return IntFromInt64(iso, hash);
}

// An unhashable set may be looked for: a frozenset of its items stands in. Empty: not that case,
// the exception is still pending.
Value FrozenStandIn(Isolate* iso, Value item) {
  if (!HasKind(item, ObjectKind::kSet) || !PendingIs(iso, ExceptionId::kTypeError)) {
    return Value();
  }
  TakePending(iso);
  Set* frozen = Set::NewFrozen(iso);
  if (!SetMerge(iso, frozen, item.As<Set>())) return Value();
  return Value::Object(frozen);
}

bool ContainsOrStandIn(Isolate* iso, Set* set, Value item, bool* result) {
  if (set->Contains(iso, item, result)) return true;
  const Value frozen = FrozenStandIn(iso, item);
  return frozen && set->Contains(iso, frozen, result);
}

bool DiscardOrStandIn(Isolate* iso, Set* set, Value item, bool* found) {
  if (set->Discard(iso, item, found)) return true;
  const Value frozen = FrozenStandIn(iso, item);
  return frozen && set->Discard(iso, frozen, found);
}

Value SetContains(Isolate* iso, Value* args, size_t) {
  bool contained;
  if (!ContainsOrStandIn(iso, Self(args), args[1], &contained)) return Value();
  return Value::Bool(contained);
}

Value SetIter(Isolate* iso, Value* args, size_t) { return NewSetIterator(iso, Self(args)); }

// Comparison is by inclusion.
template <CompareOp op>
Value SetCompare(Isolate* iso, Value* args, size_t) {
  if (!IsAnySet(args[1])) return Value::NotImplemented();
  Set* a = Self(args);
  Set* b = args[1].As<Set>();
  bool result = false;
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      KRAIT_CHECK_OK(SetsEqual(iso, a, b, &result));
      return Value::Bool(result == (op == CompareOp::kEq));
    case CompareOp::kLt:
      if (a->size >= b->size) return Value::False();
      [[fallthrough]];
    case CompareOp::kLe:
      KRAIT_CHECK_OK(SetIsSubset(iso, a, args[1], &result));
      return Value::Bool(result);
    case CompareOp::kGt:
      if (a->size <= b->size) return Value::False();
      [[fallthrough]];
    case CompareOp::kGe:
      KRAIT_CHECK_OK(SetIsSubset(iso, b, args[0], &result));
      return Value::Bool(result);
  }
  __builtin_unreachable();
}

// `a op b` of two sets.
template <Set* (*operation)(Isolate*, Set*, Value)>
Value Operator(Isolate* iso, Value* args, size_t) {
  if (!IsAnySet(args[0]) || !IsAnySet(args[1])) return Value::NotImplemented();
  return Value::Object(operation(iso, Self(args), args[1]));
}

template <Set* (*operation)(Isolate*, Set*, Value)>
Value Reflected(Isolate* iso, Value* args, size_t) {
  if (!IsAnySet(args[0]) || !IsAnySet(args[1])) return Value::NotImplemented();
  return Value::Object(operation(iso, args[1].As<Set>(), args[0]));
}

bool UpdateWith(Isolate* iso, Set* set, Value other) { return set->Update(iso, other); }

template <bool (*operation)(Isolate*, Set*, Value)>
Value InplaceOperator(Isolate* iso, Value* args, size_t) {
  if (!IsAnySet(args[1])) return Value::NotImplemented();
  if (!operation(iso, Self(args), args[1])) return Value();
  return args[0];
}

// s.union(*others) and its like.
template <Set* (*operation)(Isolate*, Set*, Value)>
Value ForOthers(Isolate* iso, Value* args, size_t) {
  Set* result = Self(args);
  for (Value other : Others(args)->view()) {
    result = operation(iso, result, other);
    if (result == nullptr) return Value();
  }
  return Value::Object(result == Self(args) ? CopySet(iso, result) : result);
}

// union and difference go on with the same new set.
template <bool (*operation)(Isolate*, Set*, Value)>
Value CopyThen(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Set*, result, CopySet(iso, Self(args)));
  for (Value other : Others(args)->view()) {
    if (!operation(iso, result, other)) return Value();
  }
  return Value::Object(result);
}

Value DifferenceMethod(Isolate* iso, Value* args, size_t) {
  const Tuple* others = Others(args);
  if (others->size == 0) return Value::Object(CopySet(iso, Self(args)));
  KRAIT_TRY(Set*, result, SetDifference(iso, Self(args), others->items[0]));
  for (int64_t i = 1; i < others->size; ++i) {
    if (!SetDifferenceUpdate(iso, result, others->items[i])) return Value();
  }
  return Value::Object(result);
}

template <bool (*operation)(Isolate*, Set*, Value)>
Value UpdateMethod(Isolate* iso, Value* args, size_t) {
  for (Value other : Others(args)->view()) {
    if (!operation(iso, Self(args), other)) return Value();
  }
  return Value::None();
}

Value IntersectionUpdateMethod(Isolate* iso, Value* args, size_t) {
  Set* result = Self(args);
  for (Value other : Others(args)->view()) {
    result = SetIntersection(iso, result, other);
    if (result == nullptr) return Value();
  }
  Self(args)->table = result->table;
  Self(args)->size = result->size;
  iso->Barrier(Self(args));
  return Value::None();
}

Value SymmetricDifferenceMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(SetSymmetricDifference(iso, Self(args), args[1]));
}

Value SymmetricDifferenceUpdateMethod(Isolate* iso, Value* args, size_t) {
  if (!SetSymmetricDifferenceUpdate(iso, Self(args), args[1])) return Value();
  return Value::None();
}

template <bool (*predicate)(Isolate*, Set*, Value, bool*)>
Value Predicate(Isolate* iso, Value* args, size_t) {
  bool result;
  if (!predicate(iso, Self(args), args[1], &result)) return Value();
  return Value::Bool(result);
}

Value SetAdd(Isolate* iso, Value* args, size_t) {
  if (!Self(args)->Add(iso, args[1])) return Value();
  return Value::None();
}

Value SetClear(Isolate* iso, Value* args, size_t) {
  Self(args)->Clear(iso);
  return Value::None();
}

Value SetCopyMethod(Isolate* iso, Value* args, size_t) {
  if (IsExact(args[0], ObjectKind::kFrozenSet)) return args[0];
  return Value::Object(CopySet(iso, Self(args)));
}

Value SetDiscard(Isolate* iso, Value* args, size_t) {
  bool found;
  if (!DiscardOrStandIn(iso, Self(args), args[1], &found)) return Value();
  return Value::None();
}

Value SetRemove(Isolate* iso, Value* args, size_t) {
  bool found;
  if (!DiscardOrStandIn(iso, Self(args), args[1], &found)) return Value();
  if (!found) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  return Value::None();
}

Value SetPop(Isolate* iso, Value* args, size_t) {
  const Value item = SetTake(Self(args));
  if (item) return item;
  KRAIT_TRY(Str*, text, Str::NewAscii(iso, "pop from an empty set"));
  return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(text));
}

Value SetReduce(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, items, ListFromIterable(iso, args[0]));
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(items)}));
  KRAIT_TRY(Value, state, CallMethod(iso, args[0], iso->names().dunder_getstate, {}));
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])), Value::Object(arguments), state}));
}

Value SetSizeof(Isolate*, Value* args, size_t) {
  const SetTable* table = Self(args)->table;
  const size_t bytes = table == nullptr ? 0 : gc::Heap::AllocationSize(table);
  return Value::Int(static_cast<int64_t>(sizeof(Set) + bytes));
}

#define KRAIT_COMMON_SET_METHODS                                                       \
  {"__repr__", SetRepr, "($self, /)"}, {"__len__", SetLen, "($self, /)", kNoCallback}, \
      {"__contains__", SetContains, "($self, object, /)"},                             \
      {"__iter__", SetIter, "($self, /)", kNoCallback},                                \
      {"__lt__", SetCompare<CompareOp::kLt>, "($self, value, /)"},                     \
      {"__le__", SetCompare<CompareOp::kLe>, "($self, value, /)"},                     \
      {"__eq__", SetCompare<CompareOp::kEq>, "($self, value, /)"},                     \
      {"__ne__", SetCompare<CompareOp::kNe>, "($self, value, /)"},                     \
      {"__gt__", SetCompare<CompareOp::kGt>, "($self, value, /)"},                     \
      {"__ge__", SetCompare<CompareOp::kGe>, "($self, value, /)"},                     \
      {"__and__", Operator<SetIntersection>, "($self, value, /)"},                     \
      {"__rand__", Reflected<SetIntersection>, "($self, value, /)"},                   \
      {"__or__", Operator<SetUnion>, "($self, value, /)"},                             \
      {"__ror__", Reflected<SetUnion>, "($self, value, /)"},                           \
      {"__sub__", Operator<SetDifference>, "($self, value, /)"},                       \
      {"__rsub__", Reflected<SetDifference>, "($self, value, /)"},                     \
      {"__xor__", Operator<SetSymmetricDifference>, "($self, value, /)"},              \
      {"__rxor__", Reflected<SetSymmetricDifference>, "($self, value, /)"},            \
      {"__reduce__", SetReduce, "($self, /)"},                                         \
      {"__sizeof__", SetSizeof, "($self, /)", kNoCallback},                            \
      {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},        \
      {"copy", SetCopyMethod, "($self, /)", kNoCallback, "Return a shallow copy."},    \
      {"difference", DifferenceMethod, "($self, /, *others)", 0,                       \
       "Return the items that are in this set and in none of the others."},            \
      {"intersection", ForOthers<SetIntersection>, "($self, /, *others)", 0,           \
       "Return the items that are in this set and in all others."},                    \
      {"isdisjoint", Predicate<SetIsDisjoint>, "($self, other, /)", 0,                 \
       "Return True if the two sets have no item in common."},                         \
      {"issubset", Predicate<SetIsSubset>, "($self, other, /)", 0,                     \
       "Report whether the other set contains this set."},                             \
      {"issuperset", Predicate<SetIsSuperset>, "($self, other, /)", 0,                 \
       "Report whether this set contains the other set."},                             \
      {"symmetric_difference", SymmetricDifferenceMethod, "($self, other, /)", 0,      \
       "Return the items that are in exactly one of the two sets."},                   \
  {                                                                                    \
    "union", CopyThen<UpdateWith>, "($self, /, *others)", 0,                           \
        "Return the items that are in any of the sets."                                \
  }

constexpr NativeMethod kFrozenSetMethods[] = {
    {"__new__", FrozenSetNew, "($cls, iterable=(), /)", kConstructor},
    {"__hash__", FrozenSetHashMethod, "($self, /)", kNoCallback},
    KRAIT_COMMON_SET_METHODS,
};

constexpr NativeMethod kSetMethods[] = {
    {"__new__", SetNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", SetInit, "($self, iterable=(), /)"},
    KRAIT_COMMON_SET_METHODS,
    {"__iand__", InplaceOperator<SetIntersectionUpdate>, "($self, value, /)"},
    {"__ior__", InplaceOperator<UpdateWith>, "($self, value, /)"},
    {"__isub__", InplaceOperator<SetDifferenceUpdate>, "($self, value, /)"},
    {"__ixor__", InplaceOperator<SetSymmetricDifferenceUpdate>, "($self, value, /)"},
    {"add", SetAdd, "($self, object, /)", 0, "Add an item, unless it is there already."},
    {"clear", SetClear, "($self, /)", kNoCallback, "Remove all items."},
    {"difference_update", UpdateMethod<SetDifferenceUpdate>, "($self, /, *others)", 0,
     "Remove all items of the others."},
    {"discard", SetDiscard, "($self, object, /)", 0, "Remove an item if it is there."},
    {"intersection_update", IntersectionUpdateMethod, "($self, /, *others)", 0,
     "Keep the items that are in all others, too."},
    {"pop", SetPop, "($self, /)", kNoCallback, "Remove and return an arbitrary item."},
    {"remove", SetRemove, "($self, object, /)", 0, "Remove an item; KeyError if it is absent."},
    {"symmetric_difference_update", SymmetricDifferenceUpdateMethod, "($self, other, /)", 0,
     "Keep the items that are in exactly one of the two sets."},
    {"update", UpdateMethod<UpdateWith>, "($self, /, *others)", 0, "Add all items of the others."},
};

#undef KRAIT_COMMON_SET_METHODS

// --- the iterator ---

SetIterator* IteratorSelf(Value* args) { return args[0].As<SetIterator>(); }

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

Value SetIteratorNext(Isolate* iso, Value* args, size_t) {
  SetIterator* self = IteratorSelf(args);
  if (self->set == nullptr) return Value();
  if (self->expected_size != self->set->size) {
    self->expected_size = -1;  // and so for ever
    return Raise(iso, ExceptionId::kRuntimeError, "Set changed size during iteration");
  }
  Value item;
  if (self->set->NextItem(&self->position, &item)) {
    --self->remaining;
    return item;
  }
  self->set = nullptr;
  return Value();
}

Value SetIteratorLengthHint(Isolate*, Value* args, size_t) {
  const SetIterator* self = IteratorSelf(args);
  const bool valid = self->set != nullptr && self->expected_size == self->set->size;
  return Value::Int(valid ? self->remaining : 0);
}

Value SetIteratorReduce(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, rest, List::New(iso));
  const SetIterator* self = IteratorSelf(args);
  if (self->set != nullptr) {
    int64_t position = self->position;
    Value item;
    while (self->set->NextItem(&position, &item)) KRAIT_CHECK_OK(rest->Append(iso, item));
  }
  return ReduceIterator(iso, "iter", Value::Object(rest));
}

constexpr NativeMethod kSetIteratorMethods[] = {
    {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
    {"__next__", SetIteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", SetIteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", SetIteratorReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kSetTypeSpec = {
    .name = "set",
    .kind = ObjectKind::kSet,
    .methods = kSetMethods,
    .flags = kSubclassable | kSelfMatch | kImmutable | kUnhashable,
    .doc =
        "set() -> new empty set object\nset(iterable) -> new set object\n\n"
        "Build an unordered collection of unique elements.",
};

const TypeSpec kFrozenSetTypeSpec = {
    .name = "frozenset",
    .kind = ObjectKind::kFrozenSet,
    .methods = kFrozenSetMethods,
    .flags = kSubclassable | kSelfMatch | kImmutable,
    .doc =
        "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\n"
        "Build an immutable unordered collection of unique elements.",
};

const TypeSpec kSetIteratorTypeSpec = {
    .name = "set_iterator",
    .kind = ObjectKind::kSetIterator,
    .methods = kSetIteratorMethods,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

Value NewSetIterator(Isolate* iso, Set* set) {
  auto* iterator = NewExact<SetIterator>(iso, ObjectKind::kSetIterator);
  iterator->set = set;
  iterator->expected_size = iterator->remaining = set->size;
  return Value::Object(iterator);
}

void TraceSetIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<SetIterator*>(object)->set);
}

}  // namespace krait
