// collections.OrderedDict: every dict is ordered; this one can be reordered, and order matters when
// two of them are compared.
#include "runtime/collection/dict.h"
#include "runtime/collection/items.h"
#include "runtime/collection/sequence.h"
#include "runtime/isolate.h"
#include "runtime/modules/collections/collections.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::collections {

namespace {

Dict* Self(Value* args) { return args[0].As<Dict>(); }

bool IsOrderedDict(Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kDict) && IsInstanceOf(iso, v, iso->native_type(&kOrderedDictSpec));
}

Value OrderedDictNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dict*, self, NewInstance<Dict>(iso, args[0].As<Type>()));
  self->flags |= Dict::kOrdered;
  return Value::Object(self);
}

// Do stores go to dict.__setitem__?
bool StoresAsDict(Isolate* iso, Value self) {
  return LookupSpecial(iso, self, Special::kSetitem) ==
         TypeSpecial(iso, iso->type(ObjectKind::kDict), Special::kSetitem);
}

bool StorePair(Isolate* iso, Value self, Value pair) {
  KRAIT_TRY(Tuple*, items, TupleFromIterable(iso, pair));
  if (items->size != 2) {
    return RaiseF(iso, ExceptionId::kValueError,
                  items->size < 2 ? "need more than %lld value%s to unpack"
                                  : "too many values to unpack (expected 2)",
                  static_cast<long long>(items->size), items->size == 1 ? "" : "s");
  }
  return SetItem(iso, self, items->items[0], items->items[1]);
}

// The part of update() that goes through the __setitem__ of a subclass.
bool UpdateByItems(Isolate* iso, Value self, Value other) {
  Value source = other;
  Value keys;
  if (!LookupAttr(iso, other, iso->names().keys, &keys)) return false;
  if (keys && !HasKind(other, ObjectKind::kDict)) {
    const Value names = Call(iso, keys, std::initializer_list<Value>{});
    if (!names) return false;
    return ForEachItem(iso, names, [&](Value key) {
      const Value value = GetItem(iso, other, key);
      return value && SetItem(iso, self, key, value) ? Visit::kContinue : Visit::kFail;
    });
  }
  if (keys && !(source = CallMethod(iso, other, iso->names().items, {}))) return false;
  return ForEachItem(iso, source, [&](Value pair) {
    return StorePair(iso, self, pair) ? Visit::kContinue : Visit::kFail;
  });
}

bool Update(Isolate* iso, Value self, Value other) {
  if (StoresAsDict(iso, self)) return DictUpdate(iso, self.As<Dict>(), other);
  return UpdateByItems(iso, self, other);
}

Value UpdateMethod(Isolate* iso, Value* args, size_t) {
  if (args[1]) KRAIT_CHECK_OK(Update(iso, args[0], args[1]));
  if (args[2] && args[2].As<Dict>()->size > 0) KRAIT_CHECK_OK(Update(iso, args[0], args[2]));
  return Value::None();
}

Value FromKeys(Isolate* iso, Value* args, size_t) {
  const Value value = args[2] ? args[2] : Value::None();
  KRAIT_TRY(Value, result, Call(iso, args[0], std::initializer_list<Value>{}));
  const bool ok = ForEachItem(iso, args[1], [&](Value key) {
    return SetItem(iso, result, key, value) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? result : Value();
}

Value MoveToEnd(Isolate* iso, Value* args, size_t) {
  bool last = true, found;
  if (args[2]) KRAIT_CHECK_OK(Truth(iso, args[2], &last));
  KRAIT_CHECK_OK(Self(args)->MoveToEnd(iso, args[1], last, &found));
  if (!found) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  return Value::None();
}

Value PopItem(Isolate* iso, Value* args, size_t) {
  bool last = true;
  if (args[1]) KRAIT_CHECK_OK(Truth(iso, args[1], &last));
  Value key, value;
  if (!Self(args)->TakeEnd(iso, last, &key, &value)) {
    KRAIT_TRY(Str*, text, Str::NewAscii(iso, "dictionary is empty"));
    return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(text));
  }
  return Value::Object(Tuple::Of(iso, {key, value}));
}

// What is not stored natively by a subclass with its own __getitem__ or the like is asked for by
// item.
Value Copy(Isolate* iso, Value* args, size_t) {
  const Value type = Value::Object(TypeOf(iso, args[0]));
  KRAIT_TRY(Value, result, Call(iso, type, std::initializer_list<Value>{}));
  if (type == Value::Object(iso->native_type(&kOrderedDictSpec))) {
    return result.As<Dict>()->Merge(iso, Self(args)) ? result : Value();
  }
  const bool ok = ForEachItem(iso, args[0], [&](Value key) {
    const Value value = GetItem(iso, args[0], key);
    return value && SetItem(iso, result, key, value) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? result : Value();
}

Value OrderedRepr(Isolate* iso, Value* args, size_t) {
  StrBuilder out(iso);
  if (Self(args)->size > 0 && !ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "..."));
  }
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  if (Self(args)->size > 0) {
    const Value items = CallMethod(iso, args[0], iso->names().items, {});
    List* list = items ? ListFromIterable(iso, items) : nullptr;
    const bool ok = list != nullptr && out.AppendRepr(Value::Object(list));
    ReprLeave(iso, args[0]);
    if (!ok) return Value();
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

// Same keys in the same order.
bool SameOrder(Isolate* iso, const Dict* a, const Dict* b, bool* result) {
  int64_t i = 0, k = 0;
  Value key, other, value;
  *result = true;
  while (*result && a->NextEntry(&i, &key, &value) && b->NextEntry(&k, &other, &value)) {
    if (!EqualItems(iso, key, other, result)) return false;
  }
  return true;
}

template <bool wanted>
Value OrderedEq(Isolate* iso, Value* args, size_t) {
  const Value dict_eq = TypeSpecial(iso, iso->type(ObjectKind::kDict), Special::kEq);
  KRAIT_TRY(Value, verdict, Call(iso, dict_eq, {args[0], args[1]}));
  if (!verdict.IsBool()) return verdict;
  bool equal = verdict.IsTrue();
  if (equal && IsOrderedDict(iso, args[1])) {
    KRAIT_CHECK_OK(SameOrder(iso, Self(args), args[1].As<Dict>(), &equal));
  }
  return Value::Bool(equal == wanted);
}

Value OrderedReduce(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, state, CallMethod(iso, args[0], iso->names().dunder_getstate, {}));
  KRAIT_TRY(Tuple*, nothing, Tuple::New(iso, 0));
  KRAIT_TRY(Value, items, CallMethod(iso, args[0], iso->names().items, {}));
  KRAIT_TRY(Value, iterator, Iter(iso, items));
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])), Value::Object(nothing),
                                       state, Value::None(), iterator}));
}

Value Union(Isolate* iso, Value self, Value left, Value right) {
  if (!HasKind(left, ObjectKind::kDict) || !HasKind(right, ObjectKind::kDict)) {
    return Value::NotImplemented();
  }
  KRAIT_TRY(Value, result, Call(iso, Value::Object(TypeOf(iso, self)), {left}));
  return Update(iso, result, right) ? result : Value();
}

Value OrderedOr(Isolate* iso, Value* args, size_t) { return Union(iso, args[0], args[0], args[1]); }
Value OrderedRor(Isolate* iso, Value* args, size_t) {
  return Union(iso, args[0], args[1], args[0]);
}
Value OrderedInplaceOr(Isolate* iso, Value* args, size_t) {
  return Update(iso, args[0], args[1]) ? args[0] : Value();
}

Value Pop(Isolate* iso, Value* args, size_t) {
  Value v;
  if (!Self(args)->PopItem(iso, args[1], &v)) return Value();
  if (!v) v = args[2];
  if (!v) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  return v;
}

// A subclass may have methods of its own for each step.
Value SetDefault(Isolate* iso, Value* args, size_t) {
  const Value fallback = args[2] ? args[2] : Value::None();
  if (TypeOf(iso, args[0]) == iso->native_type(&kOrderedDictSpec)) {
    Value v;
    return Self(args)->SetDefault(iso, args[1], fallback, &v) ? v : Value();
  }
  bool found;
  KRAIT_CHECK_OK(Contains(iso, args[0], args[1], &found));
  if (found) return GetItem(iso, args[0], args[1]);
  return SetItem(iso, args[0], args[1], fallback) ? fallback : Value();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", OrderedDictNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", UpdateMethod, "($self, other=(), /, **kwargs)"},
    {"__repr__", OrderedRepr, "($self, /)"},
    {"__eq__", OrderedEq<true>, "($self, value, /)"},
    {"__ne__", OrderedEq<false>, "($self, value, /)"},
    {"__or__", OrderedOr, "($self, value, /)"},
    {"__ror__", OrderedRor, "($self, value, /)"},
    {"__ior__", OrderedInplaceOr, "($self, value, /)"},
    {"__reduce__", OrderedReduce, "($self, /)"},
    {"copy", Copy, "($self, /)", 0, "Return a shallow copy."},
    {"fromkeys", FromKeys, "($cls, iterable, value=None)", kClassMethod,
     "Create a new ordered dictionary with keys from iterable and values set to value."},
    {"move_to_end", MoveToEnd, "($self, key, last=True)", 0,
     "Move an existing key to the end (or the beginning if last is false)."},
    {"pop", Pop, "($self, /, key, default=<unrepresentable>)", 0,
     "Remove the key and return its value, or default; KeyError when there is neither."},
    {"setdefault", SetDefault, "($self, /, key, default=None)", 0,
     "Return the value for key, after setting it to default if key is not in the dictionary."},
    {"popitem", PopItem, "($self, last=True)", 0,
     "Remove and return the last (or the first) (key, value) pair."},
    {"update", UpdateMethod, "($self, other=(), /, **kwargs)", 0,
     "Take over the items of a mapping or of an iterable of pairs, and the keywords."},
};

}  // namespace

const TypeSpec kOrderedDictSpec = {
    .name = "collections.OrderedDict",
    .module = "collections",
    .kind = ObjectKind::kDict,
    .base = &kDictTypeSpec,
    .methods = kMethods,
    .flags = kSubclassable | kMappingPattern | kImmutable | kUnhashable | kHasDict,
    .doc = "Dictionary that remembers insertion order",
};

}  // namespace krait::collections
