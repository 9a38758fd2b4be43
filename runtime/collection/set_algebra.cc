#include "runtime/collection/set_algebra.h"

#include <utility>

#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/collection/items.h"
#include "runtime/collection/set.h"
#include "runtime/collection/set_table.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

bool IsFrozen(const Set* set) { return set->kind == static_cast<uint8_t>(ObjectKind::kFrozenSet); }

Set* NewLike(Isolate* iso, const Set* set) { return NewSet(iso, nullptr, IsFrozen(set)); }

// The iterable as a set; a new one unless it is one already.
Set* AsSet(Isolate* iso, Value iterable, bool frozen) {
  if (IsAnySet(iterable)) return iterable.As<Set>();
  Set* set = NewSet(iso, nullptr, frozen);
  return set->Update(iso, iterable) ? set : nullptr;
}

// Adds to `result` the items of `source` that are, or are not, in `filter`.
bool AddFiltered(Isolate* iso, Set* result, const Set* source, Set* filter, bool wanted) {
  int64_t position = 0, hash;
  Value item;
  while (NextHashed(source, &position, &item, &hash)) {
    bool contained;
    if (!SetContainsHashed(iso, filter, item, hash, &contained)) return false;
    if (contained == wanted && !SetAddHashed(iso, result, item, hash)) return false;
  }
  return true;
}

Set* CopyAndSubtract(Isolate* iso, Set* set, Value other) {
  Set* result = CopySet(iso, set);
  return result != nullptr && SetDifferenceUpdate(iso, result, other) ? result : nullptr;
}

void Adopt(Isolate* iso, Set* set, const Set* source) {
  set->table = source->table;
  set->size = source->size;
  iso->Barrier(set);
}

// Spreads the bits of an item's hash, so that close hashes do not cancel out.
uint64_t Shuffle(uint64_t h) { return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u; }

}  // namespace

Set* SetUnion(Isolate* iso, Set* set, Value other) {
  Set* result = CopySet(iso, set);
  return result != nullptr && result->Update(iso, other) ? result : nullptr;
}

Set* SetIntersection(Isolate* iso, Set* set, Value other) {
  if (IsAnySet(other)) {
    if (other.As<Set>() == set) return CopySet(iso, set);
    Set* small = other.As<Set>();
    Set* large = set;
    if (small->size > large->size) std::swap(small, large);
    Set* result = NewLike(iso, set);
    return AddFiltered(iso, result, small, large, true) ? result : nullptr;
  }
  Set* result = NewLike(iso, set);
  const bool ok = ForEachItem(iso, other, [&](Value item) {
    int64_t hash;
    bool contained;
    if (!HashKey(iso, item, &hash) || !SetContainsHashed(iso, set, item, hash, &contained) ||
        (contained && !SetAddHashed(iso, result, item, hash))) {
      return Visit::kFail;
    }
    return Visit::kContinue;
  });
  return ok ? result : nullptr;
}

Set* SetDifference(Isolate* iso, Set* set, Value other) {
  if (IsAnySet(other)) {
    Set* minus = other.As<Set>();
    if (set->size >> 2 > minus->size) return CopyAndSubtract(iso, set, other);
    Set* result = NewLike(iso, set);
    return AddFiltered(iso, result, set, minus, false) ? result : nullptr;
  }
  Dict* dict = CastToExact<Dict>(other, ObjectKind::kDict);
  if (dict == nullptr || set->size >> 2 > dict->size) return CopyAndSubtract(iso, set, other);
  Set* result = NewLike(iso, set);
  int64_t position = 0, hash;
  Value item;
  while (NextHashed(set, &position, &item, &hash)) {
    uint64_t slot;
    const int32_t entry = FindKey(iso, dict, item, hash, &slot);
    if (entry == kSearchFailed) return nullptr;
    if (entry < 0 && !SetAddHashed(iso, result, item, hash)) return nullptr;
  }
  return result;
}

Set* SetSymmetricDifference(Isolate* iso, Set* set, Value other) {
  Set* result = NewLike(iso, set);
  if (!result->Update(iso, other)) return nullptr;
  return SetSymmetricDifferenceUpdate(iso, result, Value::Object(set)) ? result : nullptr;
}

bool SetIntersectionUpdate(Isolate* iso, Set* set, Value other) {
  Set* result = SetIntersection(iso, set, other);
  if (result == nullptr) return false;
  Adopt(iso, set, result);
  return true;
}

bool SetDifferenceUpdate(Isolate* iso, Set* set, Value other) {
  if (other == Value::Object(set)) {
    set->Clear(iso);
    return true;
  }
  if (!IsAnySet(other)) {
    const bool ok = ForEachItem(iso, other, [&](Value item) {
      bool found;
      return set->Discard(iso, item, &found) ? Visit::kContinue : Visit::kFail;
    });
    return ok && SetCompact(iso, set);
  }
  Set* minus = other.As<Set>();
  // Far more to remove than there is: look at what both have instead.
  if (minus->size >> 3 > set->size) {
    minus = SetIntersection(iso, set, other);
    if (minus == nullptr) return false;
  }
  int64_t position = 0, hash;
  Value item;
  while (NextHashed(minus, &position, &item, &hash)) {
    bool found;
    if (!SetDiscardHashed(iso, set, item, hash, &found)) return false;
  }
  return SetCompact(iso, set);
}

bool SetSymmetricDifferenceUpdate(Isolate* iso, Set* set, Value other) {
  if (other == Value::Object(set)) {
    set->Clear(iso);
    return true;
  }
  Set* flips = AsSet(iso, other, IsFrozen(set));
  if (flips == nullptr) return false;
  int64_t position = 0, hash;
  Value item;
  while (NextHashed(flips, &position, &item, &hash)) {
    bool found;
    if (!SetDiscardHashed(iso, set, item, hash, &found)) return false;
    if (!found && !SetAddHashed(iso, set, item, hash)) return false;
  }
  return true;
}

bool SetIsSubset(Isolate* iso, Set* set, Value other, bool* result) {
  *result = false;
  Set* whole = AsSet(iso, other, false);
  if (whole == nullptr) return false;
  if (set->size > whole->size) return true;
  int64_t position = 0, hash;
  Value item;
  while (NextHashed(set, &position, &item, &hash)) {
    if (!SetContainsHashed(iso, whole, item, hash, result)) return false;
    if (!*result) return true;
  }
  *result = true;
  return true;
}

bool SetIsSuperset(Isolate* iso, Set* set, Value other, bool* result) {
  if (IsAnySet(other)) return SetIsSubset(iso, other.As<Set>(), Value::Object(set), result);
  *result = true;
  return ForEachItem(iso, other, [&](Value item) {
    if (!set->Contains(iso, item, result)) return Visit::kFail;
    return *result ? Visit::kContinue : Visit::kStop;
  });
}

bool SetIsDisjoint(Isolate* iso, Set* set, Value other, bool* result) {
  if (other == Value::Object(set)) {
    *result = set->size == 0;
    return true;
  }
  Value walked = other;
  if (IsAnySet(other) && other.As<Set>()->size > set->size) {
    walked = Value::Object(set);
    set = other.As<Set>();
  }
  *result = true;
  const auto visit = [&](Value item, int64_t hash) {
    bool contained;
    if (!SetContainsHashed(iso, set, item, hash, &contained)) return Visit::kFail;
    *result = !contained;
    return contained ? Visit::kStop : Visit::kContinue;
  };
  if (IsAnySet(walked)) {
    int64_t position = 0, hash;
    Value item;
    while (NextHashed(walked.As<Set>(), &position, &item, &hash)) {
      const Visit step = visit(item, hash);
      if (step != Visit::kContinue) return step == Visit::kStop;
    }
    return true;
  }
  return ForEachItem(iso, walked, [&](Value item) {
    int64_t hash;
    return HashKey(iso, item, &hash) ? visit(item, hash) : Visit::kFail;
  });
}

bool SetsEqual(Isolate* iso, Set* a, Set* b, bool* result) {
  *result = false;
  if (a->size != b->size || (a->hash != 0 && b->hash != 0 && a->hash != b->hash)) return true;
  return SetIsSubset(iso, a, Value::Object(b), result);
}

bool FrozenSetHash(Isolate*, Set* set, int64_t* result) {
  if (set->hash == 0) {
    uint64_t h = 0;
    int64_t position = 0, item_hash;
    Value item;
    while (NextHashed(set, &position, &item, &item_hash)) h ^= Shuffle(item_hash);
    h ^= (static_cast<uint64_t>(set->size) + 1) * 1927868237u;
    h ^= (h >> 11) ^ (h >> 25);
    h = h * 69069u + 907133923u;
    if (h == ~uint64_t{0} || h == 0) h = 590923713u;
    set->hash = static_cast<int64_t>(h);
  }
  *result = set->hash;
  return true;
}

}  // namespace krait
