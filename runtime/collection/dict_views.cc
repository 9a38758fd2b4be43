// dict_keys, dict_values, dict_items: live views; those of keys and items are sets.
#include "runtime/collection/dict_views.h"

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/items.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

DictView* Self(Value* args) { return args[0].As<DictView>(); }

bool IsSetView(Value v) {
  return HasKind(v, ObjectKind::kDictKeys) || HasKind(v, ObjectKind::kDictItems);
}

Value ViewLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->dict->size); }

template <ObjectKind iterator>
Value ViewIter(Isolate* iso, Value* args, size_t) {
  return NewDictIterator(iso, iterator, Self(args)->dict);
}

Value ViewRepr(Isolate* iso, Value* args, size_t) {
  if (!ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "..."));
  }
  List* items = ListFromIterable(iso, args[0]);
  StrBuilder out(iso);
  if (Self(args)->dict->HasFlag(Dict::kOrdered)) out.AppendChar('o');  // "odict_keys"
  out.AppendAscii(TypeName(iso, args[0]));
  out.AppendChar('(');
  const bool ok = items != nullptr && out.AppendRepr(Value::Object(items));
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value KeysContains(Isolate* iso, Value* args, size_t) {
  Value value;
  if (!Self(args)->dict->Lookup(iso, args[1], &value)) return Value();
  return Value::Bool(!value.IsEmpty());
}

Value ItemsContains(Isolate* iso, Value* args, size_t) {
  const Tuple* pair = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) return Value::False();
  Value value;
  if (!Self(args)->dict->Lookup(iso, pair->items[0], &value)) return Value();
  if (value.IsEmpty()) return Value::False();
  bool equal;
  if (!EqualItems(iso, value, pair->items[1], &equal)) return Value();
  return Value::Bool(equal);
}

// Is every item of `part` in `whole`?
bool AllIn(Isolate* iso, Value part, Value whole, bool* result) {
  *result = true;
  return ForEachItem(iso, part, [&](Value item) {
    if (!Contains(iso, whole, item, result)) return Visit::kFail;
    return *result ? Visit::kContinue : Visit::kStop;
  });
}

// Comparison is by inclusion.
template <CompareOp op>
Value ViewCompare(Isolate* iso, Value* args, size_t) {
  const Value other = args[1];
  if (!IsAnySet(other) && !IsSetView(other)) return Value::NotImplemented();
  const int64_t size = Self(args)->dict->size;
  int64_t other_size;
  KRAIT_CHECK_OK(Length(iso, other, &other_size));
  bool included = false;
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      if (size == other_size && !AllIn(iso, args[0], other, &included)) return Value();
      return Value::Bool(included == (op == CompareOp::kEq));
    case CompareOp::kLt:
    case CompareOp::kLe:
      if (op == CompareOp::kLt ? size >= other_size : size > other_size) return Value::False();
      KRAIT_CHECK_OK(AllIn(iso, args[0], other, &included));
      return Value::Bool(included);
    case CompareOp::kGt:
    case CompareOp::kGe:
      if (op == CompareOp::kGt ? size <= other_size : size < other_size) return Value::False();
      KRAIT_CHECK_OK(AllIn(iso, other, args[0], &included));
      return Value::Bool(included);
  }
  __builtin_unreachable();
}

Set* SetOf(Isolate* iso, Value iterable) {
  Set* set = Set::New(iso);
  return set->Update(iso, iterable) ? set : nullptr;
}

// The items of `source` that are (or are not) in `filter`.
Value Filtered(Isolate* iso, Value source, Value filter, bool wanted) {
  Set* result = Set::New(iso);
  const bool ok = ForEachItem(iso, source, [&](Value item) {
    bool contained;
    if (!Contains(iso, filter, item, &contained)) return Visit::kFail;
    return contained != wanted || result->Add(iso, item) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? Value::Object(result) : Value();
}

Value Intersection(Isolate* iso, Value view, Value other) {
  if (!IsSetView(view)) std::swap(view, other);
  const bool other_has_size = IsAnySet(other) || IsSetView(other);
  if (other_has_size) {
    int64_t other_size;
    KRAIT_CHECK_OK(Length(iso, other, &other_size));
    if (other_size > view.As<DictView>()->dict->size) return Filtered(iso, view, other, true);
  }
  return Filtered(iso, other, view, true);
}

Value Difference(Isolate* iso, Value left, Value right) {
  KRAIT_TRY(Set*, result, SetOf(iso, left));
  const bool ok = ForEachItem(iso, right, [&](Value item) {
    bool found;
    return result->Discard(iso, item, &found) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? Value::Object(result) : Value();
}

Value UnionOf(Isolate* iso, Value left, Value right) {
  KRAIT_TRY(Set*, result, SetOf(iso, left));
  return result->Update(iso, right) ? Value::Object(result) : Value();
}

Value SymmetricDifference(Isolate* iso, Value left, Value right) {
  KRAIT_TRY(Set*, other, SetOf(iso, right));
  KRAIT_TRY(Set*, result, SetOf(iso, left));
  int64_t position = 0;
  Value item;
  while (other->NextItem(&position, &item)) {
    bool found;
    KRAIT_CHECK_OK(result->Discard(iso, item, &found));
    if (!found && !result->Add(iso, item)) return Value();
  }
  return Value::Object(result);
}

template <Value (*operation)(Isolate*, Value, Value)>
Value Operator(Isolate* iso, Value* args, size_t) {
  return operation(iso, args[0], args[1]);
}

template <Value (*operation)(Isolate*, Value, Value)>
Value Reflected(Isolate* iso, Value* args, size_t) {
  return operation(iso, args[1], args[0]);
}

Value IsDisjoint(Isolate* iso, Value* args, size_t) {
  bool disjoint = true;
  const Value self = args[0];
  const bool ok = ForEachItem(iso, args[1], [&](Value item) {
    bool contained;
    if (!Contains(iso, self, item, &contained)) return Visit::kFail;
    disjoint = !contained;
    return disjoint ? Visit::kContinue : Visit::kStop;
  });
  return ok ? Value::Bool(disjoint) : Value();
}

Value MappingOf(Isolate* iso, Value self) {
  return Call(iso, Value::Object(iso->type(ObjectKind::kMappingProxy)),
              {Value::Object(self.As<DictView>()->dict)});
}

#define KRAIT_SET_VIEW_METHODS                                                     \
  {"__repr__", ViewRepr, "($self, /)"}, {"__len__", ViewLen, "($self, /)", kNoCallback}, \
      {"__lt__", ViewCompare<CompareOp::kLt>, "($self, value, /)"},                \
      {"__le__", ViewCompare<CompareOp::kLe>, "($self, value, /)"},                \
      {"__eq__", ViewCompare<CompareOp::kEq>, "($self, value, /)"},                \
      {"__ne__", ViewCompare<CompareOp::kNe>, "($self, value, /)"},                \
      {"__gt__", ViewCompare<CompareOp::kGt>, "($self, value, /)"},                \
      {"__ge__", ViewCompare<CompareOp::kGe>, "($self, value, /)"},                \
      {"__and__", Operator<Intersection>, "($self, value, /)"},                    \
      {"__rand__", Reflected<Intersection>, "($self, value, /)"},                  \
      {"__or__", Operator<UnionOf>, "($self, value, /)"},                          \
      {"__ror__", Reflected<UnionOf>, "($self, value, /)"},                        \
      {"__sub__", Operator<Difference>, "($self, value, /)"},                      \
      {"__rsub__", Reflected<Difference>, "($self, value, /)"},                    \
      {"__xor__", Operator<SymmetricDifference>, "($self, value, /)"},             \
      {"__rxor__", Reflected<SymmetricDifference>, "($self, value, /)"}, {         \
    "isdisjoint", IsDisjoint, "($self, other, /)", 0,                              \
        "Return True if the view and the given iterable have no element in common." \
  }

constexpr NativeMethod kKeysMethods[] = {
    KRAIT_SET_VIEW_METHODS,
    {"__contains__", KeysContains, "($self, key, /)"},
    {"__iter__", ViewIter<ObjectKind::kDictKeyIterator>, "($self, /)", kNoCallback},
    {"__reversed__", ViewIter<ObjectKind::kDictReverseKeyIterator>, "($self, /)", kNoCallback},
};

constexpr NativeMethod kItemsMethods[] = {
    KRAIT_SET_VIEW_METHODS,
    {"__contains__", ItemsContains, "($self, key, /)"},
    {"__iter__", ViewIter<ObjectKind::kDictItemIterator>, "($self, /)", kNoCallback},
    {"__reversed__", ViewIter<ObjectKind::kDictReverseItemIterator>, "($self, /)", kNoCallback},
};

#undef KRAIT_SET_VIEW_METHODS

constexpr NativeMethod kValuesMethods[] = {
    {"__repr__", ViewRepr, "($self, /)"},
    {"__len__", ViewLen, "($self, /)", kNoCallback},
    {"__iter__", ViewIter<ObjectKind::kDictValueIterator>, "($self, /)", kNoCallback},
    {"__reversed__", ViewIter<ObjectKind::kDictReverseValueIterator>, "($self, /)", kNoCallback},
};

constexpr NativeProperty kProperties[] = {{"mapping", MappingOf}};

}  // namespace

const TypeSpec kDictKeysTypeSpec = {
    .name = "dict_keys",
    .kind = ObjectKind::kDictKeys,
    .methods = kKeysMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable | kUnhashable | kNoWeakReferences,
};

const TypeSpec kDictItemsTypeSpec = {
    .name = "dict_items",
    .kind = ObjectKind::kDictItems,
    .methods = kItemsMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable | kUnhashable | kNoWeakReferences,
};

const TypeSpec kDictValuesTypeSpec = {
    .name = "dict_values",
    .kind = ObjectKind::kDictValues,
    .methods = kValuesMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable | kNoWeakReferences,
};

void TraceDictKeys(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<DictView*>(object)->dict);
}
void TraceDictValues(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<DictView*>(object)->dict);
}
void TraceDictItems(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<DictView*>(object)->dict);
}

Value NewDictView(Isolate* iso, ObjectKind kind, Dict* dict) {
  auto* view = NewExact<DictView>(iso, kind);
  view->dict = dict;
  return Value::Object(view);
}

}  // namespace krait
