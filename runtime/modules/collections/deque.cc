// The ring of a deque. The methods are in deque_type.cc.
#include "runtime/modules/collections/deque.h"

#include <algorithm>

#include "runtime/isolate.h"

namespace krait {

namespace {

constexpr int64_t kMinCapacity = 8;

// Room for one more item.
bool Reserve(Isolate* iso, Deque* deque) {
  if (deque->ring != nullptr && deque->size < deque->ring->capacity) return true;
  const int64_t capacity = deque->ring == nullptr ? kMinCapacity : deque->ring->capacity * 2;
  ValueArray* ring = ValueArray::New(iso, capacity);
  if (ring == nullptr) return false;
  for (int64_t i = 0; i < deque->size; ++i) ring->slots[i] = deque->At(i);
  deque->ring = ring;
  deque->head = 0;
  iso->Barrier(deque);
  return true;
}

}  // namespace

void Deque::Set(Isolate* iso, int64_t i, Value v) {
  ring->slots[Slot(i)] = v;
  iso->Barrier(ring, v);
}

bool Deque::Append(Isolate* iso, Value v) {
  if (max_length == 0) return true;
  if (size == max_length) PopLeft();
  if (!Reserve(iso, this)) return false;
  ++changes;
  Set(iso, size++, v);
  return true;
}

bool Deque::AppendLeft(Isolate* iso, Value v) {
  if (max_length == 0) return true;
  if (size == max_length) Pop();
  if (!Reserve(iso, this)) return false;
  ++changes;
  head = (head - 1) & (ring->capacity - 1);
  ++size;
  Set(iso, 0, v);
  return true;
}

Value Deque::Pop() {
  Value& slot = ring->slots[Slot(--size)];
  const Value v = slot;
  slot = Value();
  ++changes;
  return v;
}

Value Deque::PopLeft() {
  Value& slot = ring->slots[head];
  const Value v = slot;
  slot = Value();
  head = (head + 1) & (ring->capacity - 1);
  --size;
  ++changes;
  return v;
}

void Deque::Clear() {
  ring = nullptr;
  head = size = 0;
  ++changes;
}

void Deque::Rotate(Isolate* iso, int64_t steps) {
  if (size <= 1) return;
  steps %= size;
  if (steps > size / 2) steps -= size;
  if (steps < -size / 2) steps += size;
  ++changes;
  for (; steps > 0; --steps) {
    const Value v = Pop();
    head = (head - 1) & (ring->capacity - 1);
    ++size;
    Set(iso, 0, v);
  }
  for (; steps < 0; ++steps) {
    const Value v = PopLeft();
    Set(iso, size++, v);
  }
}

}  // namespace krait
