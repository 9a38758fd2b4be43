// The storage of sets: private to the set files.
//
// Open addressing with a short linear run at each probe. A removed item leaves a dummy (an Empty key
// with hash -1, which no item has) until the table is rebuilt. Sizes, probe order and growth are
// those of CPython: the order of iteration, which follows from them, is what users know.
#ifndef KRAIT_RUNTIME_COLLECTION_SET_TABLE_H_
#define KRAIT_RUNTIME_COLLECTION_SET_TABLE_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/collection/set.h"

namespace krait {

class Isolate;
struct Set;
struct Type;

struct SetEntry {
  Value key;     // Empty: free (hash 0) or dummy (hash -1)
  int64_t hash;

  bool IsFree() const { return key.IsEmpty() && hash == 0; }
};

struct SetTable : HeapObject {
  static constexpr int64_t kMinSize = 8;

  int64_t mask;  // number of entries - 1
  int64_t fill;  // entries that are not free: items and dummies
  SetEntry entries[];
};

// A set of the class `type`, or the built-in kind when null.
Set* NewSet(Isolate* iso, Type* type, bool frozen);
// A new set of the same built-in kind with the same items.
Set* CopySet(Isolate* iso, const Set* set);

// Operations with the hash at hand; they may run __eq__.
bool SetAddHashed(Isolate* iso, Set* set, Value item, int64_t hash);
bool SetContainsHashed(Isolate* iso, Set* set, Value item, int64_t hash, bool* result);
bool SetDiscardHashed(Isolate* iso, Set* set, Value item, int64_t hash, bool* found);
// Like Set::NextItem, with the hash.
inline bool NextHashed(const Set* set, int64_t* position, Value* item, int64_t* hash) {
  const SetTable* table = set->table;
  if (table == nullptr) return false;
  for (int64_t i = *position; i <= table->mask; ++i) {
    if (table->entries[i].key.IsEmpty()) continue;
    *item = table->entries[i].key;
    *hash = table->entries[i].hash;
    *position = i + 1;
    return true;
  }
  return false;
}

// Adds all items of another set.
bool SetMerge(Isolate* iso, Set* set, Set* other);
// Gets rid of dummies when they are many.
bool SetCompact(Isolate* iso, Set* set);
// Removes and returns an arbitrary item; Empty when there is none. Raises nothing.
Value SetTake(Set* set);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SET_TABLE_H_
