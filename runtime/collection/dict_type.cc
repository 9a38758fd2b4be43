// The methods of dict. Storage is in dict.cc, views in dict_views.cc.
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_views.h"
#include "runtime/collection/items.h"
#include "runtime/collection/sequence.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

Dict* Self(Value* args) { return args[0].As<Dict>(); }

Value DictNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  if (type == iso->type(ObjectKind::kDict)) return Value::Object(Dict::New(iso));
  return Value::Object(NewInstance<Dict>(iso, type));
}

// update(other, **keywords), for __init__ and update().
bool UpdateFromArguments(Isolate* iso, Dict* dict, Value other, Value keywords) {
  if (other && !DictUpdate(iso, dict, other)) return false;
  return keywords.IsEmpty() || dict->Merge(iso, keywords.As<Dict>());
}

Value DictInit(Isolate* iso, Value* args, size_t) {
  if (!UpdateFromArguments(iso, Self(args), args[1], args[2])) return Value();
  return Value::None();
}

Value DictUpdateMethod(Isolate* iso, Value* args, size_t) {
  if (!UpdateFromArguments(iso, Self(args), args[1], args[2])) return Value();
  return Value::None();
}

bool AppendEntryReprs(Isolate* iso, Dict* dict, StrBuilder& out) {
  int64_t position = 0;
  Value key, value;
  for (bool first = true; dict->NextEntry(&position, &key, &value); first = false) {
    if (!first) out.AppendAscii(", ");
    if (!out.AppendRepr(key)) return false;
    out.AppendAscii(": ");
    if (!out.AppendRepr(value)) return false;
  }
  return true;
}

Value DictRepr(Isolate* iso, Value* args, size_t) {
  if (Self(args)->size == 0) return Value::Object(Str::NewAscii(iso, "{}"));
  if (!ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "{...}"));
  }
  StrBuilder out(iso);
  out.AppendChar('{');
  const bool ok = AppendEntryReprs(iso, Self(args), out);
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  out.AppendChar('}');
  return Value::Object(out.Finish());
}

Value DictLen(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

Value DictGetItemMethod(Isolate* iso, Value* args, size_t) {
  return DictGetItem(iso, Self(args), args[1]);
}

Value DictSetItemMethod(Isolate* iso, Value* args, size_t) {
  if (!Self(args)->SetItem(iso, args[1], args[2])) return Value();
  return Value::None();
}

Value DictDelItem(Isolate* iso, Value* args, size_t) {
  bool found;
  if (!Self(args)->DeleteItem(iso, args[1], &found)) return Value();
  if (!found) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  return Value::None();
}

Value DictContains(Isolate* iso, Value* args, size_t) {
  Value value;
  if (!Self(args)->Lookup(iso, args[1], &value)) return Value();
  return Value::Bool(!value.IsEmpty());
}

Value DictIter(Isolate* iso, Value* args, size_t) {
  return NewDictIterator(iso, ObjectKind::kDictKeyIterator, Self(args));
}

Value DictReversed(Isolate* iso, Value* args, size_t) {
  return NewDictIterator(iso, ObjectKind::kDictReverseKeyIterator, Self(args));
}

bool DictsEqual(Isolate* iso, Dict* a, Dict* b, bool* result) {
  *result = false;
  if (a->size != b->size) return true;
  if (!iso->CheckStack(" in comparison")) return false;
  int64_t position = 0;
  Value key, value;
  while (a->NextEntry(&position, &key, &value)) {
    Value other;
    if (!b->Lookup(iso, key, &other)) return false;
    if (other.IsEmpty()) return true;
    bool equal;
    if (!EqualItems(iso, value, other, &equal)) return false;
    if (!equal) return true;
  }
  *result = true;
  return true;
}

template <bool wanted>
Value DictEq(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kDict)) return Value::NotImplemented();
  bool equal;
  if (!DictsEqual(iso, Self(args), args[1].As<Dict>(), &equal)) return Value();
  return Value::Bool(equal == wanted);
}

Value Union(Isolate* iso, Value left, Value right) {
  if (!HasKind(left, ObjectKind::kDict) || !HasKind(right, ObjectKind::kDict)) {
    return Value::NotImplemented();
  }
  KRAIT_TRY(Dict*, result, left.As<Dict>()->Copy(iso));
  if (!DictUpdate(iso, result, right)) return Value();
  return Value::Object(result);
}

Value DictOr(Isolate* iso, Value* args, size_t) { return Union(iso, args[0], args[1]); }
Value DictRor(Isolate* iso, Value* args, size_t) { return Union(iso, args[1], args[0]); }

Value DictInplaceOr(Isolate* iso, Value* args, size_t) {
  if (!DictUpdate(iso, Self(args), args[1])) return Value();
  return args[0];
}

Value DictClear(Isolate* iso, Value* args, size_t) {
  Self(args)->Clear(iso);
  return Value::None();
}

Value DictCopy(Isolate* iso, Value* args, size_t) { return Value::Object(Self(args)->Copy(iso)); }

Value DictFromKeys(Isolate* iso, Value* args, size_t) {
  const Value value = args[2] ? args[2] : Value::None();
  KRAIT_TRY(Value, result, Call(iso, args[0], std::initializer_list<Value>{}));
  Dict* dict = CastToExact<Dict>(result, ObjectKind::kDict);
  const bool ok = ForEachItem(iso, args[1], [&](Value key) {
    const bool stored =
        dict != nullptr ? dict->SetItem(iso, key, value) : SetItem(iso, result, key, value);
    return stored ? Visit::kContinue : Visit::kFail;
  });
  return ok ? result : Value();
}

Value DictGetMethod(Isolate* iso, Value* args, size_t) {
  Value value;
  if (!Self(args)->Lookup(iso, args[1], &value)) return Value();
  if (value) return value;
  return args[2] ? args[2] : Value::None();
}

Value DictSetDefault(Isolate* iso, Value* args, size_t) {
  Value value;
  const Value fallback = args[2] ? args[2] : Value::None();
  if (!Self(args)->SetDefault(iso, args[1], fallback, &value)) return Value();
  return value;
}

Value DictPop(Isolate* iso, Value* args, size_t) {
  Value value;
  // An empty dict does not hash the key.
  if (Self(args)->size > 0 && !Self(args)->PopItem(iso, args[1], &value)) return Value();
  if (value) return value;
  if (args[2]) return args[2];
  return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
}

Value DictPopItemMethod(Isolate* iso, Value* args, size_t) {
  Value key, value;
  if (!Self(args)->TakeEnd(iso, /*last=*/true, &key, &value)) {
    KRAIT_TRY(Str*, text, Str::NewAscii(iso, "popitem(): dictionary is empty"));
    return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(text));
  }
  return Value::Object(Tuple::Of(iso, {key, value}));
}

Value DictKeysMethod(Isolate* iso, Value* args, size_t) {
  return NewDictView(iso, ObjectKind::kDictKeys, Self(args));
}
Value DictValuesMethod(Isolate* iso, Value* args, size_t) {
  return NewDictView(iso, ObjectKind::kDictValues, Self(args));
}
Value DictItemsMethod(Isolate* iso, Value* args, size_t) {
  return NewDictView(iso, ObjectKind::kDictItems, Self(args));
}

Value DictSizeof(Isolate* iso, Value* args, size_t) {
  const Dict* dict = Self(args);
  const size_t table = dict->table == nullptr ? 0 : gc::Heap::AllocationSize(DictStorage(dict));
  return Value::Int(static_cast<int64_t>(sizeof(Dict) + table));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", DictNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", DictInit, "($self, iterable=(), /, **kwargs)"},
    {"__repr__", DictRepr, "($self, /)"},
    {"__len__", DictLen, "($self, /)", kNoCallback},
    {"__getitem__", DictGetItemMethod, "($self, key, /)"},
    {"__setitem__", DictSetItemMethod, "($self, key, value, /)"},
    {"__delitem__", DictDelItem, "($self, key, /)"},
    {"__contains__", DictContains, "($self, key, /)"},
    {"__iter__", DictIter, "($self, /)", kNoCallback},
    {"__reversed__", DictReversed, "($self, /)", kNoCallback},
    {"__eq__", DictEq<true>, "($self, value, /)"},
    {"__ne__", DictEq<false>, "($self, value, /)"},
    {"__or__", DictOr, "($self, value, /)"},
    {"__ror__", DictRor, "($self, value, /)"},
    {"__ior__", DictInplaceOr, "($self, value, /)"},
    {"__sizeof__", DictSizeof, "($self, /)", kNoCallback},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"clear", DictClear, "($self, /)", 0, "Remove all items."},
    {"copy", DictCopy, "($self, /)", 0, "Return a shallow copy."},
    {"fromkeys", DictFromKeys, "($cls, iterable, value=None, /)", kClassMethod,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"get", DictGetMethod, "($self, key, default=None, /)", 0,
     "Return the value for key if key is in the dictionary, else default."},
    {"items", DictItemsMethod, "($self, /)", kNoCallback, "A set-like view of the items."},
    {"keys", DictKeysMethod, "($self, /)", kNoCallback, "A set-like view of the keys."},
    {"values", DictValuesMethod, "($self, /)", kNoCallback, "A view of the values."},
    {"pop", DictPop, "($self, key, default=<unrepresentable>, /)", 0,
     "Remove the key and return its value, or default; KeyError when there is neither."},
    {"popitem", DictPopItemMethod, "($self, /)", 0,
     "Remove and return the (key, value) pair that was inserted last."},
    {"setdefault", DictSetDefault, "($self, key, default=None, /)", 0,
     "Return the value for key, after setting it to default if key is not in the dictionary."},
    {"update", DictUpdateMethod, "($self, other=(), /, **kwargs)", 0,
     "Take over the items of a mapping or of an iterable of pairs, and the keywords."},
};

// One element of an iterable of pairs.
bool UpdateFromPair(Isolate* iso, Dict* dict, Value pair, int64_t number) {
  if (!IsExact(pair, ObjectKind::kTuple) && !IsExact(pair, ObjectKind::kList)) {
    const Tuple* items = TupleFromIterable(iso, pair);
    if (items == nullptr) {
      if (!ClearPendingIf(iso, ExceptionId::kTypeError)) return false;
      return RaiseF(iso, ExceptionId::kTypeError,
                    "cannot convert dictionary update sequence element #%lld to a sequence",
                    static_cast<long long>(number));
    }
    pair = Value::Object(items);
  }
  const SequenceItems items(pair);
  if (items.size() != 2) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "dictionary update sequence element #%lld has length %lld; 2 is required",
                  static_cast<long long>(number), static_cast<long long>(items.size()));
  }
  return dict->SetItem(iso, items[0], items[1]);
}

bool UpdateFromPairs(Isolate* iso, Dict* dict, Value iterable) {
  int64_t number = 0;
  return ForEachItem(iso, iterable, [&](Value pair) {
    return UpdateFromPair(iso, dict, pair, number++) ? Visit::kContinue : Visit::kFail;
  });
}

// A dict whose class iterates as dict does: its entries may be read directly.
bool IteratesAsDict(Isolate* iso, Value v) {
  if (!HasKind(v, ObjectKind::kDict)) return false;
  if (IsExact(v, ObjectKind::kDict)) return true;
  return LookupSpecial(iso, v, Special::kIter) ==
         TypeSpecial(iso, iso->type(ObjectKind::kDict), Special::kIter);
}

// Calls store(key, value) for a mapping that is known by keys() and __getitem__.
template <typename Store>
bool UpdateFromKeys(Isolate* iso, Value mapping, Store store) {
  const Value keys = CallMethod(iso, mapping, iso->names().keys, {});
  if (!keys) return false;
  return ForEachItem(iso, keys, [&](Value key) {
    const Value value = GetItem(iso, mapping, key);
    return value && store(key, value) ? Visit::kContinue : Visit::kFail;
  });
}

}  // namespace

const TypeSpec kDictTypeSpec = {
    .name = "dict",
    .kind = ObjectKind::kDict,
    .methods = kMethods,
    .flags = kSubclassable | kMappingPattern | kSelfMatch | kImmutable | kUnhashable |
             kNoWeakReferences,
    .doc = "dict() -> new empty dictionary\n"
           "dict(mapping) -> new dictionary initialized from a mapping object's (key, value) "
           "pairs\n"
           "dict(iterable) -> new dictionary initialized from the (key, value) pairs it yields\n"
           "dict(**kwargs) -> new dictionary initialized with the name=value pairs",
};

bool DictUpdate(Isolate* iso, Dict* dict, Value other) {
  if (IteratesAsDict(iso, other)) return dict->Merge(iso, other.As<Dict>());
  if (IsExact(other, ObjectKind::kList) || IsExact(other, ObjectKind::kTuple)) {
    return UpdateFromPairs(iso, dict, other);
  }
  Value keys;
  if (!LookupAttr(iso, other, iso->names().keys, &keys)) return false;
  if (keys.IsEmpty()) return UpdateFromPairs(iso, dict, other);
  return UpdateFromKeys(
      iso, other, [&](Value key, Value value) { return dict->SetItem(iso, key, value); });
}

Value DictGetItem(Isolate* iso, Dict* dict, Value key) {
  Value value;
  if (!dict->Lookup(iso, key, &value)) return Value();
  if (value) return value;
  if (!IsExact(dict, ObjectKind::kDict)) {
    bool found;
    value = CallSpecial(iso, Value::Object(dict), Special::kMissing, std::span(&key, 1), &found);
    if (found) return value;
  }
  return RaiseWith(iso, ExceptionId::kKeyError, key);
}

}  // namespace krait
