// The methods of list. Storage is in list.cc, sorting in list_sort.cc.
#include <algorithm>

#include "runtime/collection/items.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/list.h"
#include "runtime/collection/list_sort.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

List* Self(Value* args) { return args[0].As<List>(); }

Value ListNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  if (type == iso->type(ObjectKind::kList)) return Value::Object(List::New(iso));
  return Value::Object(NewInstance<List>(iso, type));
}

Value ListInit(Isolate* iso, Value* args, size_t) {
  List* list = Self(args);
  if (list->size > 0) list->Clear(iso);
  if (args[1] && !ListExtend(iso, list, args[1])) return Value();
  return Value::None();
}

Value ListRepr(Isolate* iso, Value* args, size_t) {
  return Value::Object(ReprSequence(iso, args[0], '[', ']'));
}

Value ListLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

Value ListSlice(Isolate* iso, List* list, Slice* slice) {
  SliceBounds b;
  if (!UnpackSlice(iso, slice, &b)) return Value();
  b.Adjust(list->size);
  KRAIT_TRY(List*, result, List::New(iso, b.count));
  if (b.step == 1 && b.count > 0) {
    const auto items = list->view().subspan(b.start, b.count);
    std::copy(items.begin(), items.end(), result->storage->slots);
    result->size = b.count;
    result->element_kind = list->element_kind;
    iso->Barrier(result->storage);
    return Value::Object(result);
  }
  for (int64_t k = 0, i = b.start; k < b.count; ++k, i += b.step) {
    AppendFast(iso, result, list->At(i));
  }
  return Value::Object(result);
}

bool RefuseKey(Isolate* iso, Value key) {
  return RaiseF(iso, ExceptionId::kTypeError, "list indices must be integers or slices, not %.200s",
                TypeName(iso, key));
}

bool IsIndexKey(Isolate* iso, Value key) {
  return IsIntLike(key) || LookupSpecial(iso, key, Special::kIndex);
}

Value GetItemMethod(Isolate* iso, Value* args, size_t) {
  return ListGetItem(iso, Self(args), args[1]);
}

// list[slice] = items, step 1 or not.
bool AssignSlice(Isolate* iso, List* list, Slice* slice, Value value) {
  SliceBounds b;
  if (!UnpackSlice(iso, slice, &b)) return false;
  const bool plain = b.step == 1;
  if (!IsExact(value, ObjectKind::kList) && !IsExact(value, ObjectKind::kTuple) &&
      !LookupSpecial(iso, value, Special::kIter) && !LookupSpecial(iso, value, Special::kGetitem)) {
    return RaiseTypeError(
        iso, plain ? "can only assign an iterable" : "must assign iterable to extended slice");
  }
  std::span<const Value> items;
  if (IsExact(value, ObjectKind::kList) && value.As<List>() != list) {
    items = value.As<List>()->view();
  } else {
    // A copy of the list itself; and collecting the items of others may change the list.
    KRAIT_TRY(Tuple*, copy, TupleFromIterable(iso, value));
    items = copy->view();
  }
  b.Adjust(list->size);
  if (plain) return list->Splice(iso, b.start, std::max(b.start, b.stop), items);
  if (static_cast<int64_t>(items.size()) != b.count) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "attempt to assign sequence of size %lld to extended slice of size %lld",
                  static_cast<long long>(items.size()), static_cast<long long>(b.count));
  }
  for (int64_t k = 0, i = b.start; k < b.count; ++k, i += b.step) list->Set(iso, i, items[k]);
  return true;
}

bool DeleteSlice(Isolate* iso, List* list, Slice* slice) {
  SliceBounds b;
  if (!UnpackSlice(iso, slice, &b)) return false;
  b.Adjust(list->size);
  if (b.count == 0) return true;
  if (b.step < 0) {  // the same positions, upwards
    b.start += b.step * (b.count - 1);
    b.step = -b.step;
  }
  if (b.step == 1) return list->Splice(iso, b.start, b.start + b.count, {});
  int64_t to = b.start;
  int64_t next = b.start;
  int64_t left = b.count;
  for (int64_t i = b.start; i < list->size; ++i) {
    if (i == next && left > 0) {
      --left;
      next += left > 0 ? b.step : 0;
      continue;
    }
    list->storage->slots[to++] = list->At(i);
  }
  return list->Splice(iso, to, list->size, {});
}

Value SetItemMethod(Isolate* iso, Value* args, size_t) {
  if (!ListSetItem(iso, Self(args), args[1], args[2])) return Value();
  return Value::None();
}

Value DelItemMethod(Isolate* iso, Value* args, size_t) {
  if (!ListSetItem(iso, Self(args), args[1], Value())) return Value();
  return Value::None();
}

Value ListContains(Isolate* iso, Value* args, size_t) {
  int64_t position;
  if (!FindItem(iso, args[0], args[1], 0, INT64_MAX, &position)) return Value();
  return Value::Bool(position >= 0);
}

Value ListIter(Isolate* iso, Value* args, size_t) {
  return Value::Object(ListIterator::New(iso, Self(args)));
}

Value ListReversed(Isolate* iso, Value* args, size_t) {
  return Value::Object(ListIterator::NewReverse(iso, Self(args)));
}

Value ListAdd(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kList)) return RefuseConcat(iso, "list", args[1]);
  const List* a = Self(args);
  const List* b = args[1].As<List>();
  KRAIT_TRY(List*, result, List::New(iso, a->size + b->size));
  result->Extend(iso, a->view());
  result->Extend(iso, b->view());
  return Value::Object(result);
}

// The class of the right operand goes before concatenation, as it does for `+`.
Value ListInplaceAdd(Isolate* iso, Value* args, size_t) {
  if (!CastToExact<List>(args[1], ObjectKind::kList) &&
      !CastToExact<Tuple>(args[1], ObjectKind::kTuple)) {
    bool found;
    const Value reversed = CallSpecial(iso, args[1], Special::kRadd, {&args[0], 1}, &found);
    if (!reversed && iso->HasPending()) return Value();
    if (found && !reversed.IsNotImplemented()) return reversed;
  }
  if (!ListExtend(iso, Self(args), args[1])) return Value();
  return args[0];
}

Value OperandRefused(Isolate* iso) { return iso->HasPending() ? Value() : Value::NotImplemented(); }

Value ListMul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) return OperandRefused(iso);
  const List* list = Self(args);
  int64_t total;
  if (__builtin_mul_overflow(list->size, count, &total)) return RaiseMemoryError(iso);
  KRAIT_TRY(List*, result, List::New(iso, total));
  if (total == 0) return Value::Object(result);
  RepeatItems(list->view(), count, result->storage->slots);
  result->size = total;
  result->element_kind = list->element_kind;
  iso->Barrier(result->storage);
  return Value::Object(result);
}

Value ListInplaceMul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) return OperandRefused(iso);
  List* list = Self(args);
  if (count == 0) list->Clear(iso);
  const int64_t size = list->size;
  int64_t total;
  if (__builtin_mul_overflow(size, count, &total)) return RaiseMemoryError(iso);
  if (total <= size) return args[0];
  KRAIT_TRY(ValueArray*, storage, ValueArray::New(iso, total));
  RepeatItems(list->view(), count, storage->slots);
  iso->Barrier(storage);
  list->storage = storage;
  list->size = total;
  iso->Barrier(list);
  return args[0];
}

template <CompareOp op>
Value ListCompare(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kList)) return Value::NotImplemented();
  return CompareSequences(iso, op, args[0], args[1]);
}

Value ListAppend(Isolate* iso, Value* args, size_t) {
  if (!AppendFast(iso, Self(args), args[1])) return Value();
  return Value::None();
}

Value ListClear(Isolate* iso, Value* args, size_t) {
  Self(args)->Clear(iso);
  return Value::None();
}

Value ListCopy(Isolate* iso, Value* args, size_t) {
  return Value::Object(List::From(iso, Self(args)->view()));
}

Value ListCount(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!CountItem(iso, args[0], args[1], &count)) return Value();
  return Value::Int(count);
}

Value ListExtendMethod(Isolate* iso, Value* args, size_t) {
  if (!ListExtend(iso, Self(args), args[1])) return Value();
  return Value::None();
}

Value ListIndex(Isolate* iso, Value* args, size_t) {
  int64_t start = 0, stop = INT64_MAX, position;
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[2], &start));
  KRAIT_CHECK_OK(SlicePositionNotNone(iso, args[3], &stop));
  ClipPositions(Self(args)->size, &start, &stop);
  KRAIT_CHECK_OK(FindItem(iso, args[0], args[1], start, stop, &position));
  if (position >= 0) return Value::Int(position);
  KRAIT_TRY(Str*, text, Repr(iso, args[1]));
  return RaiseF(iso, ExceptionId::kValueError, "%.*s is not in list",
                static_cast<int>(text->byte_length), text->data);
}

Value ListInsert(Isolate* iso, Value* args, size_t) {
  int64_t i;
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], &i));
  List* list = Self(args);
  if (i < 0) i = std::max<int64_t>(0, i + list->size);
  KRAIT_CHECK_OK(list->Insert(iso, std::min(i, list->size), args[2]));
  return Value::None();
}

Value ListPop(Isolate* iso, Value* args, size_t) {
  List* list = Self(args);
  int64_t i = -1;
  if (args[1]) KRAIT_CHECK_OK(SizeArgument(iso, args[1], &i));
  if (list->size == 0) return RaiseIndexError(iso, "pop from empty list");
  if (i < 0) i += list->size;
  if (i < 0 || i >= list->size) return RaiseIndexError(iso, "pop index out of range");
  return list->Pop(iso, i);
}

Value ListRemove(Isolate* iso, Value* args, size_t) {
  List* list = Self(args);
  int64_t i;
  KRAIT_CHECK_OK(FindItem(iso, args[0], args[1], 0, INT64_MAX, &i));
  if (i < 0) return RaiseValueError(iso, "list.remove(x): x not in list");
  // The comparison may have shortened the list.
  if (i < list->size) list->Pop(iso, i);
  return Value::None();
}

Value ListReverse(Isolate*, Value* args, size_t) {
  List* list = Self(args);
  if (list->size > 0) std::reverse(list->storage->slots, list->storage->slots + list->size);
  return Value::None();
}

Value ListSort(Isolate* iso, Value* args, size_t) {
  int64_t reverse = 0;
  if (args[2]) KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &reverse));
  KRAIT_CHECK_OK(SortList(iso, Self(args), args[1] ? args[1] : Value::None(), reverse != 0));
  return Value::None();
}

Value ListSortInLoop(Isolate* iso, Value* args, size_t count) {
  if (!args[1] || args[1].IsNone() || Self(args)->size == 0 || !EntersScript(iso, args[1])) {
    return ListSort(iso, args, count);
  }
  int64_t reverse = 0;
  if (args[2]) KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &reverse));
  return EnterSelfHosted(iso, SelfHosted::kListSort, {args[0], args[1], Value::Bool(reverse != 0)});
}

Value ListSizeof(Isolate*, Value* args, size_t) {
  const List* list = Self(args);
  return Value::Int(40 + (list->storage == nullptr ? 0 : list->storage->capacity * 8));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", ListNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", ListInit, "($self, iterable=(), /)"},
    {"__repr__", ListRepr, "($self, /)"},
    {"__len__", ListLen, "($self, /)", kNoCallback},
    {"__getitem__", GetItemMethod, "($self, index, /)"},
    {"__setitem__", SetItemMethod, "($self, key, value, /)"},
    {"__delitem__", DelItemMethod, "($self, key, /)"},
    {"__contains__", ListContains, "($self, key, /)"},
    {"__iter__", ListIter, "($self, /)", kNoCallback},
    {"__reversed__", ListReversed, "($self, /)", kNoCallback},
    {"__add__", ListAdd, "($self, value, /)"},
    {"__iadd__", ListInplaceAdd, "($self, value, /)"},
    {"__mul__", ListMul, "($self, value, /)"},
    {"__rmul__", ListMul, "($self, value, /)"},
    {"__imul__", ListInplaceMul, "($self, value, /)"},
    {"__lt__", ListCompare<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", ListCompare<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", ListCompare<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", ListCompare<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", ListCompare<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", ListCompare<CompareOp::kGe>, "($self, value, /)"},
    {"__sizeof__", ListSizeof, "($self, /)", kNoCallback},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"append", ListAppend, "($self, object, /)", kNoCallback, "Append object to the end."},
    {"clear", ListClear, "($self, /)", kNoCallback, "Remove all items."},
    {"copy", ListCopy, "($self, /)", kNoCallback, "Return a shallow copy."},
    {"count", ListCount, "($self, value, /)", 0, "Return the number of occurrences of value."},
    {"extend", ListExtendMethod, "($self, iterable, /)", 0, "Append all items of the iterable."},
    {"index", ListIndex, "($self, value, start=0, stop=9223372036854775807, /)", 0,
     "Return the first index of value; ValueError if it is not there."},
    {"insert", ListInsert, "($self, index, object, /)", 0, "Insert object before index."},
    {"pop", ListPop, "($self, index=-1, /)", 0, "Remove and return the item at index."},
    {"remove", ListRemove, "($self, value, /)", 0, "Remove the first occurrence of value."},
    {"reverse", ListReverse, "($self, /)", kNoCallback, "Reverse in place."},
    {"sort", ListSort, "($self, /, *, key=None, reverse=False)", 0,
     "Sort in place, ascending, keeping the order of equal items.", ListSortInLoop},
};

}  // namespace

const TypeSpec kListTypeSpec = {
    .name = "list",
    .kind = ObjectKind::kList,
    .methods = kMethods,
    .flags = kSubclassable | kSequencePattern | kSelfMatch | kImmutable | kUnhashable |
             kNoWeakReferences,
    .doc =
        "Built-in mutable sequence.\n\n"
        "If no argument is given, the constructor creates a new empty list.\n"
        "The argument must be an iterable if specified.",
};

bool ListExtend(Isolate* iso, List* list, Value iterable) {
  if (const List* other = CastToExact<List>(iterable, ObjectKind::kList)) {
    return list->Extend(iso, other->view());
  }
  if (const Tuple* other = CastToExact<Tuple>(iterable, ObjectKind::kTuple)) {
    return list->Extend(iso, other->view());
  }
  const Value iterator = Iter(iso, iterable);
  if (!iterator) return false;
  // What announces itself as huge is refused, if at all, before it is walked.
  constexpr int64_t kHuge = 1 << 20;
  int64_t hint;
  if (!LengthHint(iso, iterator, 0, &hint)) return false;
  if (hint >= kHuge) {
    // With the spare room of a growing list, which CPython asks for, too.
    constexpr int64_t kEnormous = int64_t{1} << 27;
    if (hint >= kEnormous && List::New(iso, list->size + hint + (hint >> 3)) == nullptr)
      return false;
    const List* items = ListFromIterable(iso, iterator);
    return items != nullptr && list->Extend(iso, items->view());
  }
  while (const Value item = Next(iso, iterator)) {
    if (!AppendFast(iso, list, item)) return false;
  }
  return !iso->HasPending();
}

Value ListGetItem(Isolate* iso, List* list, Value key) {
  if (IsExact(key, ObjectKind::kSlice)) return ListSlice(iso, list, key.As<Slice>());
  if (!IsIndexKey(iso, key)) {
    RefuseKey(iso, key);
    return Value();
  }
  int64_t i;
  // __index__ may change the size, which is read after it.
  KRAIT_TRY(Value, index, Index(iso, key));
  KRAIT_CHECK_OK(SequenceIndex(iso, index, list->size, "list index out of range", &i));
  return list->At(i);
}

bool ListSetItem(Isolate* iso, List* list, Value key, Value value) {
  if (IsExact(key, ObjectKind::kSlice)) {
    return value ? AssignSlice(iso, list, key.As<Slice>(), value)
                 : DeleteSlice(iso, list, key.As<Slice>());
  }
  if (!IsIndexKey(iso, key)) return RefuseKey(iso, key);
  int64_t i;
  KRAIT_TRY(Value, index, Index(iso, key));
  KRAIT_CHECK_OK(SequenceIndex(iso, index, list->size, "list assignment index out of range", &i));
  if (value) {
    list->Set(iso, i, value);
  } else {
    list->Pop(iso, i);
  }
  return true;
}

}  // namespace krait
