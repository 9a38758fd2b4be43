// The fast paths of list.h that are worth having in their callers.
#ifndef KRAIT_RUNTIME_COLLECTION_LIST_INL_H_
#define KRAIT_RUNTIME_COLLECTION_LIST_INL_H_

#include "runtime/collection/list.h"
#include "runtime/isolate.h"

namespace krait {

inline ElementKind ElementKindOf(Value v) {
  return v.IsInt() ? ElementKind::kInts : v.IsDouble() ? ElementKind::kFloats : ElementKind::kAny;
}

// The kind of a list of `kind` that also gets an item of kind `item`.
inline ElementKind WidenedKind(ElementKind kind, ElementKind item) {
  return kind == item || item == ElementKind::kNone ? kind
         : kind == ElementKind::kNone               ? item
                                                    : ElementKind::kAny;
}

inline void WidenFor(List* list, Value v) {
  list->element_kind = WidenedKind(list->element_kind, ElementKindOf(v));
}

// list.append with the growth out of line.
inline bool AppendFast(Isolate* iso, List* list, Value v) {
  ValueArray* storage = list->storage;
  const int64_t size = list->size;
  if (storage == nullptr || size == storage->capacity) [[unlikely]] return list->Append(iso, v);
  WidenFor(list, v);
  storage->slots[size] = v;
  list->size = size + 1;
  iso->Barrier(storage, v);
  return true;
}

// list[i] = v for 0 <= i < size.
inline void SetFast(Isolate* iso, List* list, int64_t i, Value v) {
  WidenFor(list, v);
  list->storage->slots[i] = v;
  iso->Barrier(list->storage, v);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_LIST_INL_H_
