// collections.deque: a ring of values.
#ifndef KRAIT_RUNTIME_MODULES_COLLECTIONS_DEQUE_H_
#define KRAIT_RUNTIME_MODULES_COLLECTIONS_DEQUE_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/object/value_array.h"

namespace krait {

class Isolate;

// Item i stands in slot (head + i) mod capacity; the capacity is a power of two.
struct Deque : NativeInstance {
  ValueArray* ring;  // null while empty
  int64_t head;
  int64_t size;
  int64_t max_length;  // -1: unbounded
  uint64_t changes;    // of the items' number or places: iterators check it

  int64_t Slot(int64_t i) const { return (head + i) & (ring->capacity - 1); }
  Value At(int64_t i) const { return ring->slots[Slot(i)]; }
  void Set(Isolate* iso, int64_t i, Value v);

  // Drop an item at the other end when the deque is full.
  bool Append(Isolate* iso, Value v);
  bool AppendLeft(Isolate* iso, Value v);
  Value Pop();      // size > 0
  Value PopLeft();  // size > 0
  void Clear();
  void Rotate(Isolate* iso, int64_t steps);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_COLLECTIONS_DEQUE_H_
