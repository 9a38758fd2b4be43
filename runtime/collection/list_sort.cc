#include "runtime/collection/list_sort.h"

#include <algorithm>

#include "runtime/collection/list.h"
#include "runtime/collection/merge_sort.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct LessInts {
  int operator()(Value a, Value b) const { return a.AsInt() < b.AsInt(); }
};

struct LessFloats {
  int operator()(Value a, Value b) const { return a.AsDouble() < b.AsDouble(); }
};

// UTF-8 orders like the code points it encodes.
struct LessStrs {
  int operator()(Value a, Value b) const { return a.As<Str>()->view() < b.As<Str>()->view(); }
};

struct LessAny {
  Isolate* iso;

  int operator()(Value a, Value b) const {
    if (a.IsInt() && b.IsInt()) return a.AsInt() < b.AsInt();
    if (a.IsDouble() && b.IsDouble()) return a.AsDouble() < b.AsDouble();
    bool less;
    if (!CompareTruth(iso, CompareOp::kLt, a, b, &less)) return -1;
    return less;
  }
};

enum class KeyKind : uint8_t { kInts, kFloats, kStrs, kAny };

KeyKind KindOfKey(Value v) {
  if (v.IsInt()) return KeyKind::kInts;
  if (v.IsDouble()) return KeyKind::kFloats;
  if (IsExact(v, ObjectKind::kStr)) return KeyKind::kStrs;
  return KeyKind::kAny;
}

KeyKind KindOfKeys(const Value* keys, int64_t count) {
  const KeyKind kind = KindOfKey(keys[0]);
  for (int64_t i = 1; i < count && kind != KeyKind::kAny; ++i) {
    if (KindOfKey(keys[i]) != kind) return KeyKind::kAny;
  }
  return kind;
}

bool SortArraysBy(Isolate* iso, SortArrays items, SortArrays spare, int64_t count) {
  switch (KindOfKeys(items.keys, count)) {
    case KeyKind::kInts: return MergeSort(items, spare, count, LessInts{}).Sort();
    case KeyKind::kFloats: return MergeSort(items, spare, count, LessFloats{}).Sort();
    case KeyKind::kStrs: return MergeSort(items, spare, count, LessStrs{}).Sort();
    default: return MergeSort(items, spare, count, LessAny{iso}).Sort();
  }
}

// Calls the key function for all items.
ValueArray* ComputeKeys(Isolate* iso, Value key, const ValueArray* items, int64_t count) {
  ValueArray* keys = ValueArray::New(iso, count);
  if (keys == nullptr) return nullptr;
  for (int64_t i = 0; i < count; ++i) {
    const Value k = Call(iso, key, {items->slots[i]});
    if (!k) return nullptr;
    keys->slots[i] = k;
    iso->Barrier(keys, k);
  }
  return keys;
}

// Sorts the detached storage by the keys, or null.
bool SortStorage(Isolate* iso, ValueArray* storage, ValueArray* keys, int64_t count, bool reverse) {
  if (count < 2) return true;
  const int64_t half = (count + 1) / 2;
  ValueArray* spare = ValueArray::New(iso, half);
  if (spare == nullptr) return false;
  SortArrays items{storage->slots, nullptr};
  SortArrays room{spare->slots, nullptr};
  if (keys != nullptr) {
    ValueArray* key_spare = ValueArray::New(iso, half);
    if (key_spare == nullptr) return false;
    items = {keys->slots, storage->slots};
    room = {key_spare->slots, spare->slots};
  }
  // All arrays are written to while collections may happen: remember them all, once. What they
  // hold from here on are the same references, in other places.
  iso->Barrier(storage);
  iso->Barrier(spare);
  if (keys != nullptr) iso->Barrier(keys);
  // Reversed before and after, equal items keep their order.
  if (reverse) items.Reverse(0, count);
  const bool ok = SortArraysBy(iso, items, room, count);
  if (reverse) items.Reverse(0, count);
  return ok;
}

}  // namespace

bool SortList(Isolate* iso, List* list, Value key, bool reverse) {
  ValueArray* const storage = list->storage;
  const int64_t size = list->size;
  const ElementKind kind = list->element_kind;
  if (size == 0) return true;
  list->Clear(iso);
  ValueArray* keys = key.IsNone() ? nullptr : ComputeKeys(iso, key, storage, size);
  const bool ok =
      (key.IsNone() || keys != nullptr) && SortStorage(iso, storage, keys, size, reverse);
  const bool modified = list->storage != nullptr;
  list->storage = storage;
  list->size = size;
  list->element_kind = kind;
  iso->Barrier(list);
  if (ok && modified) return RaiseValueError(iso, "list modified during sort");
  return ok;
}

bool SortByKeys(Isolate* iso, List* list, List* keys, bool reverse) {
  if (list->size == 0) return true;
  return SortStorage(iso, list->storage, keys != nullptr ? keys->storage : nullptr, list->size,
                     reverse);
}

}  // namespace krait
