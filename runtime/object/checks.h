// Asking what a value is, by its header alone. Nothing here runs code or allocates.
#ifndef KRAIT_RUNTIME_OBJECT_CHECKS_H_
#define KRAIT_RUNTIME_OBJECT_CHECKS_H_

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

// Has the C++ layout of the kind: the built-in type or a subclass of it.
inline bool HasKind(Value v, ObjectKind kind) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(kind);
}

// The built-in type that objects of this shape are exactly of; kObject: of none. (A kind has 8
// bits, a shape 32.)
inline ObjectKind ExactKindOf(ShapeId shape) {
  return shape < ShapeId{256} ? static_cast<ObjectKind>(shape) : ObjectKind::kObject;
}

// Is an instance of exactly the built-in type.
inline bool IsExact(Value v, ObjectKind kind) {
  return v.IsHeap() && v.AsHeap()->shape == static_cast<ShapeId>(kind);
}
inline bool IsExact(const HeapObject* object, ObjectKind kind) {
  return object->shape == static_cast<ShapeId>(kind);
}

// The object as T when it has the kind, else null.
template <typename T>
T* CastTo(Value v, ObjectKind kind) {
  return HasKind(v, kind) ? v.As<T>() : nullptr;
}
template <typename T>
T* CastToExact(Value v, ObjectKind kind) {
  return IsExact(v, kind) ? v.As<T>() : nullptr;
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_CHECKS_H_
