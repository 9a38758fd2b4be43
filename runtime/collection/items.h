// Items as containers treat them: equality where identity implies it, and visiting every item of an
// iterable.
#ifndef KRAIT_RUNTIME_COLLECTION_ITEMS_H_
#define KRAIT_RUNTIME_COLLECTION_ITEMS_H_

#include "gc/value.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

// Equal() with the commonest answers in line.
inline bool EqualItems(Isolate* iso, Value a, Value b, bool* result) {
  if (a == b) return *result = true;
  if (a.IsInt() && b.IsInt()) {
    *result = false;
    return true;
  }
  if (IsExact(a, ObjectKind::kStr) && IsExact(b, ObjectKind::kStr)) {
    *result = Str::Equals(a.As<Str>(), b.As<Str>());
    return true;
  }
  return Equal(iso, a, b, result);
}

enum class Visit : uint8_t { kContinue, kStop, kFail };

// Calls body(item) -> Visit for the items until it stops or fails. False with the exception pending.
// The iterable may be changed meanwhile.
template <typename Body>
bool ForEachItem(Isolate* iso, Value iterable, Body body) {
  if (List* list = CastToExact<List>(iterable, ObjectKind::kList)) {
    for (int64_t i = 0; i < list->size; ++i) {
      const Visit step = body(list->At(i));
      if (step != Visit::kContinue) return step == Visit::kStop;
    }
    return true;
  }
  if (Tuple* tuple = CastToExact<Tuple>(iterable, ObjectKind::kTuple)) {
    for (int64_t i = 0; i < tuple->size; ++i) {
      const Visit step = body(tuple->items[i]);
      if (step != Visit::kContinue) return step == Visit::kStop;
    }
    return true;
  }
  if (Set* set = CastToExact<Set>(iterable, ObjectKind::kFrozenSet)) {
    int64_t position = 0;
    Value item;
    while (set->NextItem(&position, &item)) {
      const Visit step = body(item);
      if (step != Visit::kContinue) return step == Visit::kStop;
    }
    return true;
  }
  const Value iterator = Iter(iso, iterable);
  if (!iterator) return false;
  while (Value item = Next(iso, iterator)) {
    const Visit step = body(item);
    if (step != Visit::kContinue) return step == Visit::kStop;
  }
  return !iso->HasPending();
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_ITEMS_H_
