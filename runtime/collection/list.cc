// The list's storage: growth, shrinking, element kinds. Its methods are in list_type.cc.
#include "runtime/collection/list.h"

#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"

namespace krait {

namespace {

constexpr int64_t kMinCapacity = 4;
// Storage of at least this many slots is given back when three quarters of it are unused.
constexpr int64_t kShrinkCapacity = 64;

ElementKind KindOf(std::span<const Value> items) {
  ElementKind kind = ElementKind::kNone;
  for (Value v : items) {
    kind = WidenedKind(kind, ElementKindOf(v));
    if (kind == ElementKind::kAny) break;
  }
  return kind;
}

void MoveSlots(ValueArray* array, int64_t to, int64_t from, int64_t count) {
  std::memmove(static_cast<void*>(array->slots + to), array->slots + from, count * sizeof(Value));
}

// Storage for `capacity` slots that begins with the present items.
bool Reallocate(Isolate* iso, List* list, int64_t capacity) {
  ValueArray* fresh = ValueArray::New(iso, capacity);
  if (fresh == nullptr) return false;
  if (list->storage != nullptr) {
    std::copy(list->storage->slots, list->storage->slots + list->size, fresh->slots);
  }
  list->storage = fresh;
  iso->Barrier(list);
  return true;
}

bool Reserve(Isolate* iso, List* list, int64_t needed) {
  const int64_t capacity = list->storage == nullptr ? 0 : list->storage->capacity;
  if (needed <= capacity) return true;
  // Large lists grow by an eighth, small ones by half.
  const int64_t spare = capacity == 0 ? 0 : needed > (1 << 16) ? needed >> 3 : needed >> 1;
  return Reallocate(iso, list, std::max(kMinCapacity, needed + spare));
}

// Sets the size after items were removed: unused slots must not keep objects alive.
void Truncate(Isolate* iso, List* list, int64_t size) {
  std::fill(list->storage->slots + size, list->storage->slots + list->size, Value());
  list->size = size;
  if (size == 0) {
    list->element_kind = ElementKind::kNone;
    if (list->storage->capacity >= kShrinkCapacity) list->storage = nullptr;
    return;
  }
  const int64_t capacity = list->storage->capacity;
  if (capacity < kShrinkCapacity || size > capacity / 4) return;
  // Keeping the large storage is no error.
  if (!Reallocate(iso, list, size * 2)) TakePending(iso);
}

}  // namespace

List* List::New(Isolate* iso, int64_t capacity) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kList);
  auto* list = iso->heap().New<List>(kKind, kKind);
  if (capacity > 0) {
    ValueArray* storage = ValueArray::New(iso, capacity);
    if (storage == nullptr) return nullptr;
    list->storage = storage;
    iso->Barrier(list);
  }
  return list;
}

List* List::From(Isolate* iso, std::span<const Value> items) {
  List* list = New(iso, static_cast<int64_t>(items.size()));
  if (list == nullptr || items.empty()) return list;
  std::copy(items.begin(), items.end(), list->storage->slots);
  iso->Barrier(list->storage);
  list->size = static_cast<int64_t>(items.size());
  list->element_kind = KindOf(items);
  return list;
}

bool List::Append(Isolate* iso, Value v) {
  if (storage == nullptr || size == storage->capacity) {
    if (!Reserve(iso, this, size + 1)) return false;
  }
  WidenFor(this, v);
  storage->slots[size++] = v;
  iso->Barrier(storage, v);
  return true;
}

void List::Set(Isolate* iso, int64_t i, Value v) { SetFast(iso, this, i, v); }

bool List::Insert(Isolate* iso, int64_t i, Value v) {
  if (!Reserve(iso, this, size + 1)) return false;
  MoveSlots(storage, i + 1, i, size - i);
  WidenFor(this, v);
  storage->slots[i] = v;
  ++size;
  iso->Barrier(storage);
  return true;
}

bool List::Extend(Isolate* iso, std::span<const Value> items) {
  if (items.empty()) return true;
  // `items` may be a view of this very list: after the reallocation it still points at the old
  // storage, which the stack keeps alive.
  if (!Reserve(iso, this, size + static_cast<int64_t>(items.size()))) return false;
  element_kind = WidenedKind(element_kind, KindOf(items));
  std::copy(items.begin(), items.end(), storage->slots + size);
  size += static_cast<int64_t>(items.size());
  iso->Barrier(storage);
  return true;
}

bool List::Splice(Isolate* iso, int64_t start, int64_t end, std::span<const Value> items) {
  const int64_t added = static_cast<int64_t>(items.size());
  const int64_t removed = end - start;
  const int64_t new_size = size - removed + added;
  if (new_size == 0) {
    Clear(iso);
    return true;
  }
  // A view of this list would be overwritten while it is read.
  const bool aliases = storage != nullptr && items.data() >= storage->slots &&
                       items.data() < storage->slots + storage->capacity;
  if (aliases && added > 0) {
    Tuple* copy = Tuple::From(iso, items);
    if (copy == nullptr) return false;
    return Splice(iso, start, end, copy->view());
  }
  if (!Reserve(iso, this, new_size)) return false;
  if (added != removed) MoveSlots(storage, start + added, end, size - end);
  std::copy(items.begin(), items.end(), storage->slots + start);
  iso->Barrier(storage);
  element_kind = WidenedKind(element_kind, KindOf(items));
  if (new_size < size) {
    Truncate(iso, this, new_size);
  } else {
    size = new_size;
  }
  return true;
}

Value List::Pop(Isolate* iso, int64_t i) {
  const Value v = storage->slots[i];
  MoveSlots(storage, i, i + 1, size - i - 1);
  iso->Barrier(storage);
  Truncate(iso, this, size - 1);
  return v;
}

void List::Clear(Isolate*) {
  storage = nullptr;
  size = 0;
  element_kind = ElementKind::kNone;
}

void TraceList(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<List*>(object)->storage);
}

}  // namespace krait
