// The dict's storage: searching, growing, cell mode. Its methods are in dict_type.cc.
#include "runtime/collection/dict.h"

#include <algorithm>
#include <cstring>

#include "callsite/property_cell.h"
#include "gc/marker.h"
#include "runtime/collection/dict_table.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

constexpr int kMinLog2 = 3;
constexpr int kMaxLog2 = 31;

constexpr int32_t CapacityOf(int log2) { return static_cast<int32_t>((uint64_t{2} << log2) / 3); }

PropertyCell* CellOf(const DictEntry& entry) {
  return CastTo<PropertyCell>(entry.value, ObjectKind::kPropertyCell);
}

DictTable* NewTable(Isolate* iso, int log2) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kDictTable);
  if (log2 > kMaxLog2) return RaiseMemoryError(iso);
  const int width = log2 <= 7 ? 1 : log2 <= 15 ? 2 : 4;
  const size_t index_bytes = size_t{1} << log2 << (width >> 1);
  const int32_t capacity = CapacityOf(log2);
  auto* table =
      iso->heap().New<DictTable>(kKind, kKind, capacity * sizeof(DictEntry) + index_bytes);
  if (table == nullptr) return RaiseMemoryError(iso);
  table->index_log2 = static_cast<uint8_t>(log2);
  table->index_width = static_cast<uint8_t>(width);
  table->capacity = capacity;
  std::memset(table->index(), 0xFF, index_bytes);
  return table;
}

template <typename I>
int32_t FindStrIn(const DictTable* table, const Str* key, int64_t hash, uint64_t* slot) {
  const I* index = reinterpret_cast<const I*>(table->index());
  const Value wanted = Value::Object(key);
  for (Probe probe(hash, table->mask());; probe.Advance()) {
    const int32_t i = index[probe.slot()];
    if (i >= 0) {
      const DictEntry& entry = table->entries[i];
      if (entry.key == wanted || (entry.hash == hash && HasKind(entry.key, ObjectKind::kStr) &&
                                  Str::Equals(entry.key.As<Str>(), key))) {
        *slot = probe.slot();
        return i;
      }
    } else if (i == DictTable::kFree) {
      *slot = probe.slot();
      return kNotFound;
    }
  }
}

// A small int among strings and small ints: word identity is equality.
int32_t FindIntKey(const DictTable* table, Value key, int64_t hash, uint64_t* slot) {
  for (Probe probe(hash, table->mask());; probe.Advance()) {
    const int32_t i = table->IndexAt(probe.slot());
    if (i == DictTable::kFree || (i >= 0 && table->entries[i].key == key)) {
      *slot = probe.slot();
      return i;
    }
  }
}

// Any key: __eq__ may run, and may change the dict, in which case the search starts again.
int32_t FindAnyKey(Isolate* iso, Dict* dict, Value key, int64_t hash, uint64_t* slot) {
restart:
  DictTable* table = dict->table;
  for (Probe probe(hash, table->mask());; probe.Advance()) {
    const int32_t i = table->IndexAt(probe.slot());
    if (i == DictTable::kFree) {
      *slot = probe.slot();
      return kNotFound;
    }
    if (i < 0) continue;
    const Value candidate = table->entries[i].key;
    if (candidate != key) {
      if (table->entries[i].hash != hash) continue;
      bool equal;
      if (!Equal(iso, candidate, key, &equal)) return kSearchFailed;
      if (dict->table != table || table->entries[i].key != candidate) {
        if (dict->table == nullptr) return kNotFound;
        goto restart;
      }
      if (!equal) continue;
    }
    *slot = probe.slot();
    return i;
  }
}

uint64_t FreeSlot(const DictTable* table, int64_t hash) {
  Probe probe(hash, table->mask());
  while (table->IndexAt(probe.slot()) != DictTable::kFree) probe.Advance();
  return probe.slot();
}

// The slot of an entry that is known to be in the table.
uint64_t SlotOfEntry(const DictTable* table, int32_t entry) {
  Probe probe(table->entries[entry].hash, table->mask());
  while (table->IndexAt(probe.slot()) != entry) probe.Advance();
  return probe.slot();
}

// Appends to a table that has room.
void AppendEntry(Isolate* iso, DictTable* table, Value key, int64_t hash, Value value,
                 uint64_t slot) {
  const int32_t i = table->used++;
  table->entries[i] = {hash, key, value};
  table->SetIndex(slot, i);
  ++table->fill;
  ++table->live;
  if (!key.IsInt() && !IsExact(key, ObjectKind::kStr)) table->other_keys = true;
  iso->Barrier(table);
}

// A fresh table of the size, with all live entries behind `gap` unused places.
bool Rebuild(Isolate* iso, Dict* dict, int log2, int32_t gap = 0) {
  DictTable* fresh = NewTable(iso, log2);
  if (fresh == nullptr) return false;
  if (const DictTable* old = dict->table) {
    int32_t to = gap;
    for (int32_t i = old->first; i < old->used; ++i) {
      const DictEntry& entry = old->entries[i];
      if (entry.key.IsEmpty()) continue;
      fresh->entries[to] = entry;
      fresh->SetIndex(FreeSlot(fresh, entry.hash), to++);
    }
    fresh->other_keys = old->other_keys;
    fresh->live = old->live;
    fresh->first = gap;
    fresh->used = fresh->fill = to;
  }
  dict->table = fresh;
  iso->Barrier(dict);
  return true;
}

int Log2ForSlots(int64_t slots) {
  int log2 = kMinLog2;
  while ((int64_t{1} << log2) < slots) ++log2;
  return log2;
}

int Log2ForEntries(int64_t entries) {
  int log2 = kMinLog2;
  while (CapacityOf(log2) < entries) ++log2;
  return log2;
}

bool Grow(Isolate* iso, Dict* dict) {
  if (dict->table == nullptr) return Rebuild(iso, dict, kMinLog2);
  return Rebuild(iso, dict, Log2ForSlots(int64_t{dict->table->live} * 3));
}

void SkipDeletedFront(DictTable* table) {
  while (table->first < table->used && table->entries[table->first].key.IsEmpty()) ++table->first;
}

Dict* Allocate(Isolate* iso) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kDict);
  return iso->heap().New<Dict>(kKind, kKind);
}

}  // namespace

int32_t FindStrKey(const DictTable* table, const Str* key, int64_t hash, uint64_t* slot) {
  if (table->index_width == 1) return FindStrIn<int8_t>(table, key, hash, slot);
  if (table->index_width == 2) return FindStrIn<int16_t>(table, key, hash, slot);
  return FindStrIn<int32_t>(table, key, hash, slot);
}

int32_t FindKey(Isolate* iso, Dict* dict, Value key, int64_t hash, uint64_t* slot) {
  const DictTable* table = dict->table;
  if (table == nullptr) return kNotFound;
  if (!table->other_keys) {
    if (IsExact(key, ObjectKind::kStr)) return FindStrKey(table, key.As<Str>(), hash, slot);
    if (key.IsInt()) return FindIntKey(table, key, hash, slot);
  }
  return FindAnyKey(iso, dict, key, hash, slot);
}

bool HashKey(Isolate* iso, Value key, int64_t* hash) {
  if (IsExact(key, ObjectKind::kStr)) {
    *hash = key.As<Str>()->Hash();
    return true;
  }
  if (key.IsInt()) {
    const int64_t i = key.AsInt();
    *hash = i == -1 ? -2 : i;
    return true;
  }
  return Hash(iso, key, hash);
}

Value EntryValue(const DictEntry& entry, bool cells) {
  if (!cells) return entry.value;
  const PropertyCell* cell = CellOf(entry);
  return cell == nullptr ? entry.value : cell->value;
}

void StoreEntry(Isolate* iso, Dict* dict, int32_t entry, Value v) {
  DictEntry& e = dict->table->entries[entry];
  if (dict->HasCells()) {
    if (PropertyCell* cell = CellOf(e)) {
      if (cell->IsAbsent()) {
        ++dict->size;
        ++dict->version;
      }
      cell->Store(iso->heap(), v, iso->tick());
      return;
    }
  }
  e.value = v;
  iso->Barrier(dict->table, v);
}

bool InsertEntry(Isolate* iso, Dict* dict, Value key, int64_t hash, Value v, uint64_t slot) {
  if (dict->HasCells() && HasKind(key, ObjectKind::kStr)) {
    PropertyCell* cell =
        PropertyCell::New(iso->heap(), static_cast<uint8_t>(ObjectKind::kPropertyCell));
    cell->Store(iso->heap(), v, iso->tick());
    v = Value::Object(cell);
  }
  DictTable* table = dict->table;
  if (table == nullptr || table->fill == table->capacity) [[unlikely]] {
    if (!Grow(iso, dict)) return false;
    table = dict->table;
    slot = FreeSlot(table, hash);
  }
  AppendEntry(iso, table, key, hash, v, slot);
  ++dict->size;
  ++dict->version;
  return true;
}

void RemoveEntry(Isolate* iso, Dict* dict, int32_t entry, uint64_t slot) {
  DictTable* table = dict->table;
  DictEntry& e = table->entries[entry];
  --dict->size;
  ++dict->version;
  if (dict->HasCells()) {
    if (PropertyCell* cell = CellOf(e)) {
      cell->Store(iso->heap(), Value(), iso->tick());
      return;
    }
  }
  e = DictEntry{};
  table->SetIndex(slot, DictTable::kDeleted);
  --table->live;
  SkipDeletedFront(table);
}

bool MoveEntry(Isolate* iso, Dict* dict, int32_t entry, uint64_t slot, bool last) {
  DictTable* table = dict->table;
  ++dict->version;
  if (entry == (last ? table->used - 1 : table->first)) return true;
  if (last ? table->used == table->capacity : table->first == 0) {
    // A rebuilt table keeps the order: count the live entries before this one to find it again.
    int32_t rank = 0;
    for (int32_t k = table->first; k < entry; ++k) rank += !table->entries[k].key.IsEmpty();
    const int32_t gap = last ? 0 : table->live / 2 + 1;
    const int log2 = last ? Log2ForSlots(int64_t{table->live} * 3)
                          : Log2ForEntries(int64_t{table->live} + gap + table->live / 2);
    if (!Rebuild(iso, dict, log2, gap)) return false;
    table = dict->table;
    entry = gap + rank;
    slot = SlotOfEntry(table, entry);
  }
  const int32_t to = last ? table->used++ : --table->first;
  // An entry number is never used again, so each one costs room as if an index slot were taken.
  if (last && table->fill < table->capacity) ++table->fill;
  table->entries[to] = table->entries[entry];
  table->entries[entry] = DictEntry{};
  table->SetIndex(slot, to);
  SkipDeletedFront(table);
  iso->Barrier(table);
  return true;
}

namespace {

// A name that comes back stands last in the order again, like a new one.
bool RenewEntry(Isolate* iso, Dict* dict, int32_t* entry) {
  if (!MoveEntry(iso, dict, *entry, SlotOfEntry(dict->table, *entry), /*last=*/true)) return false;
  *entry = dict->table->used - 1;
  return true;
}

}  // namespace

Dict* Dict::New(Isolate* iso, int64_t capacity) {
  Dict* dict = Allocate(iso);
  if (capacity > 0 && !Rebuild(iso, dict, Log2ForEntries(capacity))) return nullptr;
  return dict;
}

Dict* Dict::NewNamespace(Isolate* iso) {
  Dict* dict = Allocate(iso);
  dict->flags |= kCells;
  return dict;
}

Value Dict::Get(const Isolate*, const Str* key) const {
  if (table == nullptr) return Value();
  uint64_t slot;
  const int32_t i = FindStrKey(table, key, key->Hash(), &slot);
  return i < 0 ? Value() : EntryValue(table->entries[i], HasCells());
}

bool Dict::Set(Isolate* iso, Str* key, Value v) {
  const int64_t hash = key->Hash();
  uint64_t slot = 0;
  int32_t i = table == nullptr ? kNotFound : FindStrKey(table, key, hash, &slot);
  if (i < 0) return InsertEntry(iso, this, Value::Object(key), hash, v, slot);
  if (HasCells() && EntryValue(table->entries[i], true).IsEmpty()) {
    if (!RenewEntry(iso, this, &i)) return false;
  }
  StoreEntry(iso, this, i, v);
  return true;
}

bool Dict::Delete(Isolate* iso, const Str* key) {
  if (table == nullptr) return false;
  uint64_t slot;
  const int32_t i = FindStrKey(table, key, key->Hash(), &slot);
  if (i < 0 || EntryValue(table->entries[i], HasCells()).IsEmpty()) return false;
  RemoveEntry(iso, this, i, slot);
  return true;
}

bool Dict::Lookup(Isolate* iso, Value key, Value* result) {
  *result = Value();
  int64_t hash;
  if (!HashKey(iso, key, &hash)) return false;
  uint64_t slot;
  const int32_t i = FindKey(iso, this, key, hash, &slot);
  if (i == kSearchFailed) return false;
  if (i >= 0) *result = EntryValue(table->entries[i], HasCells());
  return true;
}

bool Dict::SetItem(Isolate* iso, Value key, Value v) {
  int64_t hash;
  if (!HashKey(iso, key, &hash)) return false;
  uint64_t slot = 0;
  int32_t i = FindKey(iso, this, key, hash, &slot);
  if (i == kSearchFailed) return false;
  if (i < 0) return InsertEntry(iso, this, key, hash, v, slot);
  if (HasCells() && EntryValue(table->entries[i], true).IsEmpty()) {
    if (!RenewEntry(iso, this, &i)) return false;
  }
  StoreEntry(iso, this, i, v);
  return true;
}

bool Dict::DeleteItem(Isolate* iso, Value key, bool* found) {
  Value value;
  if (!PopItem(iso, key, &value)) return false;
  *found = !value.IsEmpty();
  return true;
}

bool Dict::SetDefault(Isolate* iso, Value key, Value fallback, Value* result) {
  int64_t hash;
  if (!HashKey(iso, key, &hash)) return false;
  uint64_t slot = 0;
  int32_t i = FindKey(iso, this, key, hash, &slot);
  if (i == kSearchFailed) return false;
  *result = i < 0 ? Value() : EntryValue(table->entries[i], HasCells());
  if (*result) return true;
  *result = fallback;
  if (i < 0) return InsertEntry(iso, this, key, hash, fallback, slot);
  if (!RenewEntry(iso, this, &i)) return false;
  StoreEntry(iso, this, i, fallback);
  return true;
}

bool Dict::PopItem(Isolate* iso, Value key, Value* result) {
  *result = Value();
  int64_t hash;
  if (!HashKey(iso, key, &hash)) return false;
  uint64_t slot;
  const int32_t i = FindKey(iso, this, key, hash, &slot);
  if (i == kSearchFailed) return false;
  if (i < 0) return true;
  *result = EntryValue(table->entries[i], HasCells());
  if (*result) RemoveEntry(iso, this, i, slot);
  return true;
}

void Dict::Clear(Isolate* iso) {
  ++version;
  size = 0;
  if (!HasCells()) {
    table = nullptr;
    return;
  }
  if (table == nullptr) return;
  for (int32_t i = 0; i < table->used; ++i) {
    if (PropertyCell* cell = CellOf(table->entries[i])) {
      cell->Store(iso->heap(), Value(), iso->tick());
    } else if (table->entries[i].key) {
      table->SetIndex(SlotOfEntry(table, i), DictTable::kDeleted);
      table->entries[i] = DictEntry{};
      --table->live;
    }
  }
  SkipDeletedFront(table);
}

namespace {

// An empty dict gets what `source` holds without comparing keys. Requires both without cells, and
// nothing deleted from the source.
bool TakeCopyOfTable(Isolate* iso, Dict* dict, const Dict* source) {
  const DictTable* table = source->table;
  DictTable* fresh = NewTable(iso, table->index_log2);
  if (fresh == nullptr) return false;
  fresh->other_keys = table->other_keys;
  fresh->used = table->used;
  fresh->live = table->live;
  fresh->fill = table->fill;
  std::copy(table->entries, table->entries + table->used, fresh->entries);
  std::memcpy(fresh->index(), table->index(),
              static_cast<size_t>(table->index_width) << table->index_log2);
  dict->table = fresh;
  dict->size = source->size;
  ++dict->version;
  iso->Barrier(dict);
  return true;
}

}  // namespace

Dict* Dict::Copy(Isolate* iso) const {
  if (size == 0) return New(iso);
  if (HasCells() || table->live != table->used) {
    Dict* copy = New(iso, size);
    if (copy == nullptr || !copy->Merge(iso, const_cast<Dict*>(this))) return nullptr;
    return copy;
  }
  Dict* copy = Allocate(iso);
  KRAIT_CHECK_OK(TakeCopyOfTable(iso, copy, this));
  return copy;
}

bool Dict::Reserve(Isolate* iso, int64_t count) {
  const int64_t live = table == nullptr ? 0 : table->live;
  const int64_t room = table == nullptr ? 0 : table->capacity - table->fill;
  return count <= room || Rebuild(iso, this, Log2ForEntries(live + count));
}

bool Dict::Merge(Isolate* iso, Dict* other, bool replace) {
  if (other->size == 0 || other == this) return true;
  if (size == 0) {
    const bool dense = other->table->live == other->table->used;
    if (dense && !HasCells() && !other->HasCells()) return TakeCopyOfTable(iso, this, other);
    if (!Reserve(iso, other->size)) return false;
  }
  const DictTable* source = other->table;
  const int64_t expected_size = other->size;
  for (int32_t k = 0; k < source->used; ++k) {
    const DictEntry& entry = source->entries[k];
    const Value key = entry.key;
    const Value value = EntryValue(entry, other->HasCells());
    if (value.IsEmpty()) continue;
    const int64_t hash = entry.hash;
    uint64_t slot = 0;
    int32_t i = FindKey(iso, this, key, hash, &slot);
    if (i == kSearchFailed) return false;
    if (i < 0) {
      if (!InsertEntry(iso, this, key, hash, value, slot)) return false;
    } else if (replace || EntryValue(table->entries[i], HasCells()).IsEmpty()) {
      if (EntryValue(table->entries[i], HasCells()).IsEmpty() && !RenewEntry(iso, this, &i)) {
        return false;
      }
      StoreEntry(iso, this, i, value);
    }
    if (other->table != source || other->size != expected_size) {
      return Raise(iso, ExceptionId::kRuntimeError, "dict mutated during update");
    }
  }
  return true;
}

bool Dict::TakeEnd(Isolate* iso, bool last, Value* key, Value* value) {
  if (size == 0) return false;
  int64_t position = last ? LastPosition() : 0;
  if (!(last ? PreviousEntry(&position, key, value) : NextEntry(&position, key, value))) {
    return false;
  }
  const auto entry = static_cast<int32_t>(last ? position + 1 : position - 1);
  RemoveEntry(iso, this, entry, SlotOfEntry(table, entry));
  // Nothing alive stands behind it, so that taking from the end again finds its way at once.
  if (last && !HasCells()) table->used = entry;
  if (table->first > table->used) table->first = table->used;
  return true;
}

void Dict::DeleteAt(Isolate* iso, int64_t position) {
  const auto entry = static_cast<int32_t>(position - 1);
  RemoveEntry(iso, this, entry, SlotOfEntry(table, entry));
}

bool Dict::MoveToEnd(Isolate* iso, Value key, bool last, bool* found) {
  *found = false;
  int64_t hash;
  if (!HashKey(iso, key, &hash)) return false;
  uint64_t slot;
  const int32_t i = FindKey(iso, this, key, hash, &slot);
  if (i == kSearchFailed) return false;
  if (i < 0 || EntryValue(table->entries[i], HasCells()).IsEmpty()) return true;
  *found = true;
  return MoveEntry(iso, this, i, slot, last);
}

bool Dict::NextEntry(int64_t* position, Value* key, Value* value) const {
  if (table == nullptr) return false;
  const bool cells = HasCells();
  for (int64_t i = std::max<int64_t>(*position, table->first); i < table->used; ++i) {
    const DictEntry& entry = table->entries[i];
    const Value v = EntryValue(entry, cells);
    if (v.IsEmpty()) continue;
    *key = entry.key;
    *value = v;
    *position = i + 1;
    return true;
  }
  return false;
}

int64_t Dict::LastPosition() const { return table == nullptr ? -1 : table->used - 1; }

bool Dict::PreviousEntry(int64_t* position, Value* key, Value* value) const {
  if (table == nullptr) return false;
  const bool cells = HasCells();
  for (int64_t i = std::min<int64_t>(*position, table->used - 1); i >= table->first; --i) {
    const DictEntry& entry = table->entries[i];
    const Value v = EntryValue(entry, cells);
    if (v.IsEmpty()) continue;
    *key = entry.key;
    *value = v;
    *position = i - 1;
    return true;
  }
  return false;
}

void Dict::EnterCellMode(Isolate* iso) {
  if (HasCells()) return;
  flags |= kCells;
  if (table == nullptr) return;
  DictTable* entries = table;
  for (int32_t i = 0; i < entries->used; ++i) {
    if (!HasKind(entries->entries[i].key, ObjectKind::kStr)) continue;
    PropertyCell* cell =
        PropertyCell::New(iso->heap(), static_cast<uint8_t>(ObjectKind::kPropertyCell));
    cell->Store(iso->heap(), entries->entries[i].value, iso->tick());
    entries->entries[i].value = Value::Object(cell);
    iso->Barrier(entries);
  }
}

PropertyCell* Dict::CellFor(Isolate* iso, Str* name) {
  const int64_t hash = name->Hash();
  uint64_t slot = 0;
  const int32_t i = table == nullptr ? kNotFound : FindStrKey(table, name, hash, &slot);
  if (i >= 0) return CellOf(table->entries[i]);
  if (!InsertEntry(iso, this, Value::Object(name), hash, Value(), slot)) return nullptr;
  --size;  // Absent: not for script to see
  --version;
  return FindCell(name);
}

PropertyCell* Dict::FindCell(const Str* name) const {
  if (table == nullptr) return nullptr;
  uint64_t slot;
  const int32_t i = FindStrKey(table, name, name->Hash(), &slot);
  return i < 0 ? nullptr : CellOf(table->entries[i]);
}

void TraceDict(HeapObject* object, gc::Marker& marker) {
  auto* dict = static_cast<Dict*>(object);
  marker.Visit(dict->table);
  if (dict->HasFlag(Dict::kHasDefault)) marker.Visit(static_cast<DefaultDict*>(dict)->factory);
}

void TraceDictTable(HeapObject* object, gc::Marker& marker) {
  auto* table = static_cast<DictTable*>(object);
  for (int32_t i = table->first; i < table->used; ++i) {
    marker.Visit(table->entries[i].key);
    marker.Visit(table->entries[i].value);
  }
}

}  // namespace krait
