// Python's list: a growable ValueArray with an element kind.
//
// `element_kind` is a promise to compiled code about all items: it only widens (a cleared list
// starts again). Every store goes through the functions here, which widen it and run the write
// barrier; nobody else writes into `storage`.
#ifndef KRAIT_RUNTIME_COLLECTION_LIST_H_
#define KRAIT_RUNTIME_COLLECTION_LIST_H_

#include <cstdint>
#include <span>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/value_array.h"

namespace krait {

class Isolate;

enum class ElementKind : uint8_t { kNone, kInts, kFloats, kAny };

struct List : HeapObject {
  ValueArray* storage;  // null while empty
  int64_t size;
  ElementKind element_kind;

  Value At(int64_t i) const { return storage->slots[i]; }  // 0 <= i < size
  // Valid until the list changes; script code may change it, so re-read after any call.
  std::span<const Value> view() const {
    return {storage ? storage->slots : nullptr, static_cast<size_t>(size)};
  }

  // Null with MemoryError pending when too large.
  static List* New(Isolate* iso, int64_t capacity = 0);
  static List* From(Isolate* iso, std::span<const Value> items);  // items may point into the heap
  bool Append(Isolate* iso, Value v);  // inline fast path in list-inl.h
  void Set(Isolate* iso, int64_t i, Value v);
  bool Insert(Isolate* iso, int64_t i, Value v);
  bool Extend(Isolate* iso, std::span<const Value> items);
  // Replaces [start, end) by the items; the general splice behind slices, insert, del.
  bool Splice(Isolate* iso, int64_t start, int64_t end, std::span<const Value> items);
  Value Pop(Isolate* iso, int64_t i);  // 0 <= i < size
  void Clear(Isolate* iso);
};

// list.extend(iterable)
bool ListExtend(Isolate* iso, List* list, Value iterable);
// list[key] for an index or a slice.
Value ListGetItem(Isolate* iso, List* list, Value key);
// list[key] = value; del list[key] when `value` is Empty.
bool ListSetItem(Isolate* iso, List* list, Value key, Value value);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_LIST_H_
