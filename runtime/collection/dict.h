// Python's dict: insertion-ordered, open addressing over a compact entry array, with fast paths for
// string keys (pointer, then hash and bytes) and ints.
//
// A dictionary that serves as a namespace (module globals, builtins, class attributes) is in *cell
// mode*: each entry's value is a PropertyCell, so that call sites can depend on one name (see
// callsite/property_cell.h). Cell mode is invisible from outside: every function here unwraps, and
// stores and deletions go through the cell, which fires its switch point. An entry whose cell is
// Absent does not exist for script. Once in cell mode, always.
#ifndef KRAIT_RUNTIME_COLLECTION_DICT_H_
#define KRAIT_RUNTIME_COLLECTION_DICT_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct PropertyCell;
struct Str;

struct DictTable;  // kind kDictTable: hash index and entries; private to dict.cc

struct Dict : HeapObject {
  static constexpr uint8_t kCells = 0x01;       // cell mode
  static constexpr uint8_t kHasDefault = 0x02;  // layout DefaultDict
  static constexpr uint8_t kOrdered = 0x04;     // an OrderedDict, for messages

  DictTable* table;   // null while empty
  int64_t size;       // entries that script sees
  uint64_t version;   // changes with every change of keys: iterators and sites check it

  bool HasCells() const { return HasFlag(kCells); }

  static Dict* New(Isolate* iso, int64_t capacity = 0);
  static Dict* NewNamespace(Isolate* iso);  // in cell mode from the start

  // --- string keys: never run script code, never raise (but for memory in Set) ---
  Value Get(const Isolate* iso, const Str* key) const;  // Empty when absent
  bool Set(Isolate* iso, Str* key, Value v);
  bool Delete(Isolate* iso, const Str* key);  // false when absent; raises nothing
  // --- any key: may run __hash__ and __eq__ ---
  bool Lookup(Isolate* iso, Value key, Value* result);  // true with Empty when absent
  bool SetItem(Isolate* iso, Value key, Value v);
  bool DeleteItem(Isolate* iso, Value key, bool* found);
  bool SetDefault(Isolate* iso, Value key, Value fallback, Value* result);
  bool PopItem(Isolate* iso, Value key, Value* result);  // Empty when absent
  void Clear(Isolate* iso);
  Dict* Copy(Isolate* iso) const;  // never in cell mode

  // Takes over the entries of `other`; existing keys are kept when not `replace`.
  bool Merge(Isolate* iso, Dict* other, bool replace = true);
  // Makes room for `count` more entries.
  bool Reserve(Isolate* iso, int64_t count);

  // --- order ---
  // The first or last item, removed; false when there is none. Raises nothing.
  bool TakeEnd(Isolate* iso, bool last, Value* key, Value* value);
  // Moves the key's entry to the end or to the front.
  bool MoveToEnd(Isolate* iso, Value key, bool last, bool* found);
  // Removes the entry that NextEntry has just delivered.
  void DeleteAt(Isolate* iso, int64_t position);

  // Iteration by position: `position` starts at 0 and is advanced; false at the end. Entries added
  // meanwhile may or may not be seen; check `version` where script code runs between steps.
  bool NextEntry(int64_t* position, Value* key, Value* value) const;
  // Downwards, from LastPosition().
  bool PreviousEntry(int64_t* position, Value* key, Value* value) const;
  int64_t LastPosition() const;

  // --- cell mode ---
  void EnterCellMode(Isolate* iso);  // in place; no-op when already there. Non-str keys stay plain.
  // The cell of the name, made in state Absent when there is none. Requires cell mode.
  PropertyCell* CellFor(Isolate* iso, Str* name);
  // The cell or null; makes nothing.
  PropertyCell* FindCell(const Str* name) const;
};

// collections.defaultdict
struct DefaultDict : Dict {
  Value factory;  // None: no default
};

// dict.update(other): a mapping (by keys()) or an iterable of pairs.
bool DictUpdate(Isolate* iso, Dict* dict, Value other);
// dict[key] with __missing__ of subclasses and KeyError.
Value DictGetItem(Isolate* iso, Dict* dict, Value key);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_DICT_H_
