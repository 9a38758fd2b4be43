// The methods of tuple. Storage is in tuple.cc.
#include <algorithm>

#include "runtime/collection/items.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

Tuple* Self(Value* args) { return args[0].As<Tuple>(); }

Value TupleNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  Tuple* items = args[1] ? TupleFromIterable(iso, args[1]) : Tuple::New(iso, 0);
  if (items == nullptr || type == iso->type(ObjectKind::kTuple)) return Value::Object(items);
  Tuple* tuple = NewInstance<Tuple>(iso, type, items->size * sizeof(Value));
  if (tuple == nullptr) return Value();
  tuple->size = items->size;
  std::copy_n(items->items, items->size, tuple->items);
  return Value::Object(tuple);
}

Value TupleRepr(Isolate* iso, Value* args, size_t) {
  return Value::Object(ReprSequence(iso, args[0], '(', ')'));
}

Value TupleLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

Value HashMethod(Isolate* iso, Value* args, size_t) {
  int64_t hash;
  if (!TupleHash(iso, Self(args), &hash)) return Value();
  return IntFromInt64(iso, hash);
}

Value TupleSlice(Isolate* iso, Tuple* tuple, Slice* slice) {
  SliceBounds b;
  if (!UnpackSlice(iso, slice, &b)) return Value();
  b.Adjust(tuple->size);
  if (b.count == tuple->size && b.step == 1 && IsExact(tuple, ObjectKind::kTuple)) {
    return Value::Object(tuple);
  }
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, b.count));
  for (int64_t k = 0, i = b.start; k < b.count; ++k, i += b.step) {
    result->items[k] = tuple->items[i];
  }
  return Value::Object(result);
}

Value GetItemMethod(Isolate* iso, Value* args, size_t) {
  return TupleGetItem(iso, Self(args), args[1]);
}

Value TupleContains(Isolate* iso, Value* args, size_t) {
  int64_t position;
  if (!FindItem(iso, args[0], args[1], 0, INT64_MAX, &position)) return Value();
  return Value::Bool(position >= 0);
}

Value TupleIter(Isolate* iso, Value* args, size_t) {
  return Value::Object(TupleIterator::New(iso, Self(args)));
}

Value TupleAdd(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kTuple)) return RefuseConcat(iso, "tuple", args[1]);
  const Tuple* a = Self(args);
  const Tuple* b = args[1].As<Tuple>();
  if (b->size == 0 && IsExact(a, ObjectKind::kTuple)) return args[0];
  if (a->size == 0 && IsExact(b, ObjectKind::kTuple)) return args[1];
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, a->size + b->size));
  std::copy_n(a->items, a->size, result->items);
  std::copy_n(b->items, b->size, result->items + a->size);
  return Value::Object(result);
}

Value TupleMul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    return iso->HasPending() ? Value() : Value::NotImplemented();
  }
  const Tuple* tuple = Self(args);
  if (count == 1 && IsExact(tuple, ObjectKind::kTuple)) return args[0];
  int64_t total;
  if (__builtin_mul_overflow(tuple->size, count, &total)) return RaiseMemoryError(iso);
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, total));
  RepeatItems(tuple->view(), count, result->items);
  return Value::Object(result);
}

template <CompareOp op>
Value TupleCompare(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kTuple)) return Value::NotImplemented();
  return CompareSequences(iso, op, args[0], args[1]);
}

Value TupleCount(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!CountItem(iso, args[0], args[1], &count)) return Value();
  return Value::Int(count);
}

Value TupleIndex(Isolate* iso, Value* args, size_t) {
  int64_t start = 0, stop = INT64_MAX, position;
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[2], &start));
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[3], &stop));
  ClipPositions(Self(args)->size, &start, &stop);
  KRAIT_CHECK_OK(FindItem(iso, args[0], args[1], start, stop, &position));
  if (position < 0) return RaiseValueError(iso, "tuple.index(x): x not in tuple");
  return Value::Int(position);
}

Value TupleGetNewArgs(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, copy, Tuple::From(iso, Self(args)->view()));
  return Value::Object(Tuple::Of(iso, {Value::Object(copy)}));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", TupleNew, "($cls, iterable=(), /)", kConstructor},
    {"__repr__", TupleRepr, "($self, /)"},
    {"__hash__", HashMethod, "($self, /)"},
    {"__len__", TupleLen, "($self, /)", kNoCallback},
    {"__getitem__", GetItemMethod, "($self, key, /)"},
    {"__contains__", TupleContains, "($self, key, /)"},
    {"__iter__", TupleIter, "($self, /)", kNoCallback},
    {"__add__", TupleAdd, "($self, value, /)"},
    {"__mul__", TupleMul, "($self, value, /)"},
    {"__rmul__", TupleMul, "($self, value, /)"},
    {"__lt__", TupleCompare<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", TupleCompare<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", TupleCompare<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", TupleCompare<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", TupleCompare<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", TupleCompare<CompareOp::kGe>, "($self, value, /)"},
    {"__getnewargs__", TupleGetNewArgs, "($self, /)", kNoCallback},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"count", TupleCount, "($self, value, /)", 0, "Return the number of occurrences of value."},
    {"index", TupleIndex, "($self, value, start=0, stop=9223372036854775807, /)", 0,
     "Return the first index of value; ValueError if it is not there."},
};

}  // namespace

const TypeSpec kTupleTypeSpec = {
    .name = "tuple",
    .kind = ObjectKind::kTuple,
    .methods = kMethods,
    .flags = kSubclassable | kSequencePattern | kSelfMatch | kImmutable | kNoWeakReferences,
    .doc = "Built-in immutable sequence.\n\n"
           "If no argument is given, the constructor returns an empty tuple.\n"
           "If iterable is specified the tuple is initialized from iterable's items.\n\n"
           "If the argument is a tuple, the return value is the same object.",
};

// The xxHash mixing that CPython uses, so that tuples of ints hash to the same numbers.
bool TupleHash(Isolate* iso, Tuple* tuple, int64_t* result) {
  constexpr uint64_t kPrime1 = 11400714785074694791u;
  constexpr uint64_t kPrime2 = 14029467366897019727u;
  constexpr uint64_t kPrime5 = 2870177450012600261u;
  if (!iso->CheckStack()) return false;
  uint64_t acc = kPrime5;
  for (int64_t i = 0; i < tuple->size; ++i) {
    int64_t lane;
    if (!Hash(iso, tuple->items[i], &lane)) return false;
    acc += static_cast<uint64_t>(lane) * kPrime2;
    acc = (acc << 31 | acc >> 33) * kPrime1;
  }
  acc += static_cast<uint64_t>(tuple->size) ^ (kPrime5 ^ 3527539u);
  *result = acc == ~uint64_t{0} ? 1546275796 : static_cast<int64_t>(acc);
  return true;
}

Value TupleGetItem(Isolate* iso, Tuple* tuple, Value key) {
  if (IsExact(key, ObjectKind::kSlice)) return TupleSlice(iso, tuple, key.As<Slice>());
  if (!IsIntLike(key) && !LookupSpecial(iso, key, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "tuple indices must be integers or slices, not %.200s", TypeName(iso, key));
  }
  int64_t i;
  KRAIT_CHECK_OK(SequenceIndex(iso, key, tuple->size, "tuple index out of range", &i));
  return tuple->items[i];
}

}  // namespace krait
