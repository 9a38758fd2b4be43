// Python's set and frozenset: open addressing, with the table sizes and the probe order that make
// sets of small ints print in the order users of CPython know.
#ifndef KRAIT_RUNTIME_COLLECTION_SET_H_
#define KRAIT_RUNTIME_COLLECTION_SET_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Type;

struct SetTable;  // kind kSetTable: private to set*.cc

// Kinds kSet and kFrozenSet.
struct Set : HeapObject {
  SetTable* table;   // null while empty
  int64_t size;
  int64_t hash;      // of a frozenset; 0: not computed yet
  int64_t finger;    // where pop() looks next

  static Set* New(Isolate* iso);
  static Set* NewFrozen(Isolate* iso);

  // Each may run __hash__ and __eq__ of the items.
  bool Add(Isolate* iso, Value item);
  bool Contains(Isolate* iso, Value item, bool* result);
  bool Discard(Isolate* iso, Value item, bool* found);
  bool Update(Isolate* iso, Value iterable);
  void Clear(Isolate* iso);

  // Iteration by position, from 0; false at the end. Check `size` where script code runs between.
  bool NextItem(int64_t* position, Value* item) const;
};

// iter(set)
Value NewSetIterator(Isolate* iso, Set* set);

bool IsAnySet(Value v);  // set, frozenset or a subclass

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SET_H_
