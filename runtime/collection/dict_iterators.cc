// The six iterators over dicts: keys, values and items, upwards and downwards.
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/collection/dict_views.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"

namespace krait {

namespace {

enum class Part : uint8_t { kKey, kValue, kItem };

DictIterator* Self(Value* args) { return args[0].As<DictIterator>(); }

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

bool Advance(DictIterator* self, bool reverse, Value* key, Value* value) {
  return reverse ? self->dict->PreviousEntry(&self->position, key, value)
                 : self->dict->NextEntry(&self->position, key, value);
}

Value Select(Isolate* iso, Part part, Value key, Value value) {
  switch (part) {
    case Part::kKey: return key;
    case Part::kValue: return value;
    case Part::kItem: return Value::Object(Tuple::Of(iso, {key, value}));
  }
  __builtin_unreachable();
}

template <Part part, bool reverse>
Value NextMethod(Isolate* iso, Value* args, size_t) {
  DictIterator* self = Self(args);
  if (self->dict == nullptr) return Value();
  if (self->expected_size != self->dict->size) {
    self->expected_size = -1;  // and so for ever
    return Raise(iso, ExceptionId::kRuntimeError,
                 self->dict->HasFlag(Dict::kOrdered) ? "OrderedDict mutated during iteration"
                                                     : "dictionary changed size during iteration");
  }
  Value key, value;
  if (!Advance(self, reverse, &key, &value)) {
    self->dict = nullptr;
    return Value();
  }
  if (self->remaining == 0) {
    self->dict = nullptr;
    return Raise(iso, ExceptionId::kRuntimeError, "dictionary keys changed during iteration");
  }
  --self->remaining;
  return Select(iso, part, key, value);
}

Value LengthHint(Isolate*, Value* args, size_t) {
  const DictIterator* self = Self(args);
  const bool valid = self->dict != nullptr && self->expected_size == self->dict->size;
  return Value::Int(valid ? self->remaining : 0);
}

template <Part part, bool reverse>
Value ReduceMethod(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, rest, List::New(iso));
  if (Self(args)->dict != nullptr) {
    DictIterator copy = *Self(args);
    Value key, value;
    while (copy.remaining > 0 && Advance(&copy, reverse, &key, &value)) {
      KRAIT_TRY(Value, item, Select(iso, part, key, value));
      KRAIT_CHECK_OK(rest->Append(iso, item));
      --copy.remaining;
    }
  }
  return ReduceIterator(iso, "iter", Value::Object(rest));
}

template <Part part, bool reverse>
struct Methods {
  static constexpr NativeMethod kTable[] = {
      {"__iter__", ReturnSelf, "($self, /)", kNoCallback},
      {"__next__", NextMethod<part, reverse>, "($self, /)", kNoCallback | kExhaustible},
      {"__length_hint__", LengthHint, "($self, /)", kNoCallback},
      {"__reduce__", ReduceMethod<part, reverse>, "($self, /)"},
  };
};

constexpr TypeSpec SpecOf(const char* name, ObjectKind kind,
                          std::span<const NativeMethod> methods) {
  return {.name = name,
          .kind = kind,
          .methods = methods,
          .flags = kNotCallable | kImmutable | kNoWeakReferences};
}

bool IsReverse(ObjectKind kind) {
  return kind == ObjectKind::kDictReverseKeyIterator ||
         kind == ObjectKind::kDictReverseValueIterator ||
         kind == ObjectKind::kDictReverseItemIterator;
}

}  // namespace

#define KRAIT_DICT_ITERATOR(Kind, name, part, reverse)                              \
  const TypeSpec k##Kind##TypeSpec =                                                \
      SpecOf(name, ObjectKind::k##Kind, Methods<Part::part, reverse>::kTable);      \
  void Trace##Kind(HeapObject* object, gc::Marker& marker) {                        \
    marker.Visit(static_cast<DictIterator*>(object)->dict);                         \
  }

KRAIT_DICT_ITERATOR(DictKeyIterator, "dict_keyiterator", kKey, false)
KRAIT_DICT_ITERATOR(DictValueIterator, "dict_valueiterator", kValue, false)
KRAIT_DICT_ITERATOR(DictItemIterator, "dict_itemiterator", kItem, false)
KRAIT_DICT_ITERATOR(DictReverseKeyIterator, "dict_reversekeyiterator", kKey, true)
KRAIT_DICT_ITERATOR(DictReverseValueIterator, "dict_reversevalueiterator", kValue, true)
KRAIT_DICT_ITERATOR(DictReverseItemIterator, "dict_reverseitemiterator", kItem, true)

#undef KRAIT_DICT_ITERATOR

Value NewDictIterator(Isolate* iso, ObjectKind kind, Dict* dict) {
  auto* iterator = NewExact<DictIterator>(iso, kind);
  iterator->dict = dict;
  iterator->position = IsReverse(kind) ? dict->LastPosition() : 0;
  iterator->expected_size = dict->size;
  iterator->remaining = dict->size;
  return Value::Object(iterator);
}

HeapObject* DictStorage(const Dict* dict) { return dict->table; }

}  // namespace krait
