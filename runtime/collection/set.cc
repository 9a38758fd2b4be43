// The storage of set and frozenset. Their methods are in set_type.cc.
#include "runtime/collection/set.h"

#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/collection/items.h"
#include "runtime/collection/set_table.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

constexpr int64_t kLinearProbes = 9;
constexpr int kPerturbShift = 5;

// Enumerates the entries that a hash may be at: runs of kLinearProbes + 1, where they do not cross the
// end of the table, at pseudo-random places.
class SetProbe {
 public:
  SetProbe(const SetTable* table, int64_t hash)
      : mask_(static_cast<uint64_t>(table->mask)),
        perturb_(static_cast<uint64_t>(hash)),
        base_(perturb_ & mask_) {
    StartRun();
  }
  uint64_t entry() const { return base_ + offset_; }
  void Advance() {
    if (offset_ < run_) {
      ++offset_;
      return;
    }
    perturb_ >>= kPerturbShift;
    base_ = (base_ * 5 + 1 + perturb_) & mask_;
    StartRun();
  }

 private:
  void StartRun() {
    offset_ = 0;
    run_ = base_ + kLinearProbes <= mask_ ? kLinearProbes : 0;
  }

  uint64_t mask_;
  uint64_t perturb_;
  uint64_t base_;
  uint64_t offset_;
  uint64_t run_;
};

SetTable* NewTable(Isolate* iso, int64_t size) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kSetTable);
  if (size > int64_t{1} << 40) return RaiseMemoryError(iso);
  auto* table = iso->heap().New<SetTable>(kKind, kKind, size * sizeof(SetEntry));
  if (table == nullptr) return RaiseMemoryError(iso);
  table->mask = size - 1;
  return table;
}

// An item that is known not to be there, into a table without dummies.
void InsertClean(SetTable* table, Value item, int64_t hash) {
  SetProbe probe(table, hash);
  while (table->entries[probe.entry()].key) probe.Advance();
  table->entries[probe.entry()] = {item, hash};
}

// A table of more than `at_least` entries with the items of the old one.
bool Resize(Isolate* iso, Set* set, int64_t at_least) {
  int64_t size = SetTable::kMinSize;
  while (size <= at_least) size <<= 1;
  SetTable* fresh = NewTable(iso, size);
  if (fresh == nullptr) return false;
  if (const SetTable* old = set->table) {
    for (int64_t i = 0; i <= old->mask; ++i) {
      if (old->entries[i].key) InsertClean(fresh, old->entries[i].key, old->entries[i].hash);
    }
  }
  fresh->fill = set->size;
  set->table = fresh;
  iso->Barrier(set);
  return true;
}

bool Grow(Isolate* iso, Set* set) {
  return Resize(iso, set, set->size > 50000 ? set->size * 2 : set->size * 4);
}

// Room for that many more items, for those that arrive all at once.
bool ReserveFor(Isolate* iso, Set* set, int64_t count) {
  if (set->table == nullptr && !Resize(iso, set, 0)) return false;
  const SetTable* table = set->table;
  if ((table->fill + count) * 5 < table->mask * 3) return true;
  return Resize(iso, set, (set->size + count) * 2);
}

enum class Found : uint8_t { kNo, kYes, kFailed };

// Looks for the item; `*at` is its entry, or where it may be put: the last dummy passed, else the free
// entry that ended the search. __eq__ may change the set: the search starts again then.
Found Search(Isolate* iso, Set* set, Value item, int64_t hash, int64_t* at) {
restart:
  SetTable* table = set->table;
  int64_t dummy = -1;
  if (table == nullptr) return Found::kNo;
  // Most searches end at the first entry.
  const int64_t home = hash & table->mask;
  const SetEntry& first = table->entries[home];
  if (first.IsFree() || (first.hash == hash && first.key == item)) {
    *at = home;
    return first.key.IsEmpty() ? Found::kNo : Found::kYes;
  }
  for (SetProbe probe(table, hash);; probe.Advance()) {
    const SetEntry& entry = table->entries[probe.entry()];
    const auto position = static_cast<int64_t>(probe.entry());
    if (entry.key.IsEmpty()) {
      if (entry.IsFree()) {
        *at = dummy >= 0 ? dummy : position;
        return Found::kNo;
      }
      dummy = position;
      continue;
    }
    if (entry.hash != hash) continue;
    *at = position;
    const Value candidate = entry.key;
    bool equal;
    if (!EqualItems(iso, candidate, item, &equal)) return Found::kFailed;
    if (set->table != table || entry.key != candidate) goto restart;
    if (equal) return Found::kYes;
  }
}

bool MergeDict(Isolate* iso, Set* set, Dict* dict) {
  if (!ReserveFor(iso, set, dict->size)) return false;
  int64_t position = 0;
  Value key, value;
  while (dict->NextEntry(&position, &key, &value)) {
    if (!SetAddHashed(iso, set, key, dict->table->entries[position - 1].hash)) return false;
  }
  return true;
}

}  // namespace

Set* NewSet(Isolate* iso, Type* type, bool frozen) {
  const ObjectKind kind = frozen ? ObjectKind::kFrozenSet : ObjectKind::kSet;
  if (type == nullptr || type == iso->type(kind)) return NewExact<Set>(iso, kind);
  return NewInstance<Set>(iso, type);
}

Set* CopySet(Isolate* iso, const Set* set) {
  Set* copy = NewSet(iso, nullptr, set->kind == static_cast<uint8_t>(ObjectKind::kFrozenSet));
  return SetMerge(iso, copy, const_cast<Set*>(set)) ? copy : nullptr;
}

bool SetAddHashed(Isolate* iso, Set* set, Value item, int64_t hash) {
  if (set->table == nullptr && !Resize(iso, set, 0)) return false;
  int64_t at = 0;
  const Found found = Search(iso, set, item, hash, &at);
  if (found != Found::kNo) return found == Found::kYes;
  if (set->table == nullptr) {  // cleared by __eq__
    if (!Resize(iso, set, 0)) return false;
    at = static_cast<int64_t>(SetProbe(set->table, hash).entry());
  }
  SetTable* table = set->table;
  const bool was_free = table->entries[at].IsFree();
  table->entries[at] = {item, hash};
  iso->Barrier(table, item);
  ++set->size;
  if (!was_free) return true;
  ++table->fill;
  return table->fill * 5 < table->mask * 3 || Grow(iso, set);
}

bool SetContainsHashed(Isolate* iso, Set* set, Value item, int64_t hash, bool* result) {
  int64_t at;
  const Found found = Search(iso, set, item, hash, &at);
  *result = found == Found::kYes;
  return found != Found::kFailed;
}

bool SetDiscardHashed(Isolate* iso, Set* set, Value item, int64_t hash, bool* result) {
  int64_t at;
  const Found found = Search(iso, set, item, hash, &at);
  *result = found == Found::kYes;
  if (found == Found::kYes) {
    set->table->entries[at] = {Value(), -1};
    --set->size;
  }
  return found != Found::kFailed;
}

bool SetMerge(Isolate* iso, Set* set, Set* other) {
  if (other == set || other->size == 0) return true;
  if (!ReserveFor(iso, set, other->size)) return false;
  const SetTable* source = other->table;
  if (set->table->fill == 0) {
    SetTable* table = set->table;
    const bool same = table->mask == source->mask && source->fill == other->size;
    for (int64_t i = 0; i <= source->mask; ++i) {
      const SetEntry& entry = source->entries[i];
      if (entry.key.IsEmpty()) continue;
      if (same) {
        table->entries[i] = entry;
      } else {
        InsertClean(table, entry.key, entry.hash);
      }
    }
    table->fill = set->size = other->size;
    iso->Barrier(table);
    return true;
  }
  for (int64_t i = 0; i <= source->mask; ++i) {
    const SetEntry entry = source->entries[i];
    if (entry.key && !SetAddHashed(iso, set, entry.key, entry.hash)) return false;
  }
  return true;
}

bool SetCompact(Isolate* iso, Set* set) {
  const SetTable* table = set->table;
  if (table == nullptr || table->fill - set->size <= table->mask / 4) return true;
  return Grow(iso, set);
}

Value SetTake(Set* set) {
  if (set->size == 0) return Value();
  SetTable* table = set->table;
  int64_t i = set->finger & table->mask;
  while (table->entries[i].key.IsEmpty()) i = i == table->mask ? 0 : i + 1;
  const Value item = table->entries[i].key;
  table->entries[i] = {Value(), -1};
  --set->size;
  set->finger = i + 1;
  return item;
}

Set* Set::New(Isolate* iso) { return NewSet(iso, nullptr, false); }
Set* Set::NewFrozen(Isolate* iso) { return NewSet(iso, nullptr, true); }

bool Set::Add(Isolate* iso, Value item) {
  int64_t h;
  return HashKey(iso, item, &h) && SetAddHashed(iso, this, item, h);
}

bool Set::Contains(Isolate* iso, Value item, bool* result) {
  int64_t h;
  return HashKey(iso, item, &h) && SetContainsHashed(iso, this, item, h, result);
}

bool Set::Discard(Isolate* iso, Value item, bool* found) {
  int64_t h;
  return HashKey(iso, item, &h) && SetDiscardHashed(iso, this, item, h, found);
}

bool Set::Update(Isolate* iso, Value iterable) {
  if (IsAnySet(iterable)) return SetMerge(iso, this, iterable.As<Set>());
  if (Dict* dict = CastToExact<Dict>(iterable, ObjectKind::kDict)) {
    return MergeDict(iso, this, dict);
  }
  return ForEachItem(iso, iterable, [&](Value item) {
    return Add(iso, item) ? Visit::kContinue : Visit::kFail;
  });
}

void Set::Clear(Isolate*) {
  table = nullptr;
  size = 0;
}

bool Set::NextItem(int64_t* position, Value* item) const {
  int64_t h;
  return NextHashed(this, position, item, &h);
}

bool IsAnySet(Value v) {
  return HasKind(v, ObjectKind::kSet) || HasKind(v, ObjectKind::kFrozenSet);
}

void TraceSet(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<Set*>(object)->table);
}
void TraceFrozenSet(HeapObject* object, gc::Marker& marker) { TraceSet(object, marker); }

void TraceSetTable(HeapObject* object, gc::Marker& marker) {
  auto* table = static_cast<SetTable*>(object);
  for (int64_t i = 0; i <= table->mask; ++i) marker.Visit(table->entries[i].key);
}

}  // namespace krait
