// Room for an instance of a built-in type itself, without going through its Type.
#ifndef KRAIT_RUNTIME_COLLECTION_ALLOCATE_H_
#define KRAIT_RUNTIME_COLLECTION_ALLOCATE_H_

#include "runtime/isolate.h"
#include "runtime/object/kinds.h"

namespace krait {

template <typename T>
T* NewExact(Isolate* iso, ObjectKind kind) {
  return iso->heap().New<T>(static_cast<ShapeId>(kind), static_cast<uint8_t>(kind));
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_ALLOCATE_H_
