// The tuple's storage. Its methods are in tuple_type.cc.
#include "runtime/collection/tuple.h"

#include <algorithm>

#include "gc/heap.h"
#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"

namespace krait {

Tuple* Tuple::New(Isolate* iso, int64_t size) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kTuple);
  if (size > (int64_t{1} << 44)) return RaiseMemoryError(iso);
  auto* tuple = iso->heap().New<Tuple>(kKind, kKind, size * sizeof(Value));
  if (tuple == nullptr) return RaiseMemoryError(iso);
  tuple->size = size;
  return tuple;
}

Tuple* Tuple::From(Isolate* iso, std::span<const Value> items) {
  Tuple* tuple = New(iso, static_cast<int64_t>(items.size()));
  if (tuple != nullptr) std::copy(items.begin(), items.end(), tuple->items);
  return tuple;
}

Tuple* Tuple::Of(Isolate* iso, std::initializer_list<Value> items) {
  Tuple* tuple = New(iso, static_cast<int64_t>(items.size()));
  if (tuple == nullptr) return nullptr;
  // Word by word: the few items were just written so, and a wider load would wait for them.
  Value* to = tuple->items;
  for (Value item : items) *to++ = item;
  return tuple;
}

void TraceTuple(HeapObject* object, gc::Marker& marker) {
  // The whole cell: a struct sequence has fields behind its last item. What is unused is zero.
  auto* tuple = static_cast<Tuple*>(object);
  marker.VisitRange(tuple->items,
                    (gc::Heap::AllocationSize(object) - sizeof(Tuple)) / sizeof(Value));
}

}  // namespace krait
