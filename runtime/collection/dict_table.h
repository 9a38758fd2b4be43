// The storage of a dict: private to the dict files.
//
//   header | sizes | entries (in insertion order) ... | index (1, 2 or 4 bytes a slot) ...
//
// The index maps hashes to entry numbers by open addressing. A deleted entry has an Empty key and
// stays, with its index slot marked kDeleted, until the table is rebuilt. Entries before `first` are
// all deleted, so that taking from the front again and again is linear.
#ifndef KRAIT_RUNTIME_COLLECTION_DICT_TABLE_H_
#define KRAIT_RUNTIME_COLLECTION_DICT_TABLE_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/text/str.h"

namespace krait {

class Isolate;
struct Dict;

struct DictEntry {
  int64_t hash;
  Value key;    // Empty: deleted
  Value value;  // of a namespace: the PropertyCell, unless the key is no str
};

struct DictTable : HeapObject {
  static constexpr int32_t kFree = -1;
  static constexpr int32_t kDeleted = -2;

  uint8_t index_log2;   // number of index slots
  uint8_t index_width;  // bytes of one: 1, 2, 4
  bool other_keys;      // there are, or were, keys that are neither exact str nor small ints
  int32_t capacity;     // of entries: two thirds of the index slots
  int32_t used;         // entries in use, deleted ones included
  int32_t live;         // entries not deleted; Absent cells count
  int32_t first;        // no live entry before this
  int32_t fill;         // index slots that are not kFree; never more than `capacity`
  DictEntry entries[];

  uint64_t mask() const { return (uint64_t{1} << index_log2) - 1; }
  const char* index() const { return reinterpret_cast<const char*>(entries + capacity); }
  char* index() { return reinterpret_cast<char*>(entries + capacity); }

  int32_t IndexAt(uint64_t slot) const {
    if (index_width == 1) return reinterpret_cast<const int8_t*>(index())[slot];
    if (index_width == 2) return reinterpret_cast<const int16_t*>(index())[slot];
    return reinterpret_cast<const int32_t*>(index())[slot];
  }
  void SetIndex(uint64_t slot, int32_t entry) {
    if (index_width == 1) {
      reinterpret_cast<int8_t*>(index())[slot] = static_cast<int8_t>(entry);
    } else if (index_width == 2) {
      reinterpret_cast<int16_t*>(index())[slot] = static_cast<int16_t>(entry);
    } else {
      reinterpret_cast<int32_t*>(index())[slot] = entry;
    }
  }
};

// Looking for keys. The result is an entry number or a code below zero; `*slot` is the index slot of
// the entry found, or the free one that ended the search.
inline constexpr int32_t kNotFound = -1;
inline constexpr int32_t kSearchFailed = -3;  // with an exception

int32_t FindStrKey(const DictTable* table, const Str* key, int64_t hash, uint64_t* slot);
int32_t FindKey(Isolate* iso, Dict* dict, Value key, int64_t hash, uint64_t* slot);
// hash(key), without a call for strings and small ints.
bool HashKey(Isolate* iso, Value key, int64_t* hash);

// The value that script sees of an entry: Empty for a deleted one or an Absent cell.
Value EntryValue(const DictEntry& entry, bool cells);
// Changes the value of an existing entry; through its cell, if it has one.
void StoreEntry(Isolate* iso, Dict* dict, int32_t entry, Value v);
// Adds an entry for a key that is not there. `slot` as the search gave it, with nothing changed since.
bool InsertEntry(Isolate* iso, Dict* dict, Value key, int64_t hash, Value v, uint64_t slot);
void RemoveEntry(Isolate* iso, Dict* dict, int32_t entry, uint64_t slot);
// Moves an entry to the end or the front of the order.
bool MoveEntry(Isolate* iso, Dict* dict, int32_t entry, uint64_t slot, bool last);

// The order in which index slots are tried for a hash.
class Probe {
 public:
  Probe(int64_t hash, uint64_t mask)
      : mask_(mask), perturb_(static_cast<uint64_t>(hash)), slot_(perturb_ & mask) {}
  uint64_t slot() const { return slot_; }
  void Advance() {
    perturb_ >>= 5;
    slot_ = (slot_ * 5 + perturb_ + 1) & mask_;
  }

 private:
  uint64_t mask_;
  uint64_t perturb_;
  uint64_t slot_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_DICT_TABLE_H_
