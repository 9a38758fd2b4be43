// Python's tuple: a fixed array of values behind the header.
#ifndef KRAIT_RUNTIME_COLLECTION_TUPLE_H_
#define KRAIT_RUNTIME_COLLECTION_TUPLE_H_

#include <cstdint>
#include <initializer_list>
#include <span>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;

struct Tuple : HeapObject {
  int64_t size;
  Value items[];

  std::span<const Value> view() const { return {items, static_cast<size_t>(size)}; }

  // Null with MemoryError pending when too large. Items are Empty and must be filled (the barrier
  // is not needed until the next allocation).
  static Tuple* New(Isolate* iso, int64_t size);
  static Tuple* From(Isolate* iso, std::span<const Value> items);
  static Tuple* Of(Isolate* iso, std::initializer_list<Value> items);
};

// hash(tuple)
bool TupleHash(Isolate* iso, Tuple* tuple, int64_t* result);
// tuple[key] for an index or a slice.
Value TupleGetItem(Isolate* iso, Tuple* tuple, Value key);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_TUPLE_H_
