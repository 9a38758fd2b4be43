// The layouts of the built-in iterators. Those the interpreter and the compiler open-code
// (list, tuple, range) are plain fields; an iterator that is used up drops what it iterates over,
// so that it stays used up when the container grows again.
//
// Every __next__ here has NativeFlags::kExhaustible.
#ifndef KRAIT_RUNTIME_COLLECTION_ITERATORS_H_
#define KRAIT_RUNTIME_COLLECTION_ITERATORS_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;
struct List;
struct Set;
struct Tuple;

struct TupleIterator : HeapObject {
  Tuple* tuple;   // null when used up
  int64_t index;  // of the next item

  static TupleIterator* New(Isolate* iso, Tuple* tuple);
};

// Kinds kListIterator (upwards) and kListReverseIterator (downwards, `index` may be -1).
struct ListIterator : HeapObject {
  List* list;     // null when used up
  int64_t index;  // of the next item

  static ListIterator* New(Isolate* iso, List* list);
  static ListIterator* NewReverse(Isolate* iso, List* list);
};

// range() whose start, stop and step fit 64 bits.
struct RangeIterator : HeapObject {
  int64_t current;
  int64_t step;
  int64_t remaining;  // never negative

  static RangeIterator* New(Isolate* iso, int64_t start, int64_t step, int64_t count);
};

struct LongRangeIterator : HeapObject {
  Value current;
  Value step;
  Value remaining;  // ints of any size
};

// The six dict iterator kinds.
struct DictIterator : HeapObject {
  Dict* dict;             // null when used up
  int64_t position;       // entry to look at next (downwards for the reverse kinds)
  int64_t expected_size;  // size of the dict when iteration began; -1 after a RuntimeError
  int64_t remaining;      // items still to come
};

struct SetIterator : HeapObject {
  Set* set;               // null when used up
  int64_t position;
  int64_t expected_size;  // -1 after a RuntimeError
  int64_t remaining;
};

// iter() of an object with __getitem__ alone; and reversed() likewise (kind kReversed).
struct SequenceIterator : HeapObject {
  Value sequence;  // Empty when used up
  int64_t index;

  static SequenceIterator* New(Isolate* iso, Value sequence);
};

// iter(callable, sentinel)
struct CallableIterator : HeapObject {
  Value callable;  // Empty when used up
  Value sentinel;

  static CallableIterator* New(Isolate* iso, Value callable, Value sentinel);
};

struct Enumerate : HeapObject {
  Value iterator;
  Value count;  // an int of any size
};

struct Zip : HeapObject {
  Tuple* iterators;
  bool strict;
};

struct Map : HeapObject {
  Value function;
  Tuple* iterators;
};

struct Filter : HeapObject {
  Value function;  // None: truth
  Value iterator;
};

// (iter, (iterable,)) or, with an index >= 0, (iter, (iterable,), index): what __reduce__ of an
// iterator gives. `function` is the name of a builtin.
Value ReduceIterator(Isolate* iso, const char* function, Value iterable, int64_t index = -1);
// The state of a used-up iterator's __reduce__: (iter, ((),)).
Value ReduceExhausted(Isolate* iso);

// An iterator over the items of a built-in iterable of exactly that type (list, tuple, range, dict,
// set, frozenset and the dict views); Empty and nothing pending for any other value.
Value BuiltinIter(Isolate* iso, Value iterable);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_ITERATORS_H_
