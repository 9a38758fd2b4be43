#include "runtime/object/value_array.h"

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"

namespace krait {

namespace {

// Far beyond any memory, and small enough that byte counts cannot overflow.
constexpr int64_t kMaxCapacity = int64_t{1} << 44;

constexpr ShapeId ShapeOf(ObjectKind kind) { return static_cast<ShapeId>(kind); }
constexpr uint8_t Byte(ObjectKind kind) { return static_cast<uint8_t>(kind); }

}  // namespace

ValueArray* ValueArray::New(Isolate* iso, int64_t capacity) {
  constexpr ObjectKind kKind = ObjectKind::kValueArray;
  if (capacity > kMaxCapacity) return RaiseMemoryError(iso);
  auto* array = iso->heap().New<ValueArray>(ShapeOf(kKind), Byte(kKind), capacity * sizeof(Value));
  if (array == nullptr) return RaiseMemoryError(iso);
  array->capacity = capacity;
  return array;
}

RawBytes* RawBytes::New(Isolate* iso, int64_t capacity) {
  constexpr ObjectKind kKind = ObjectKind::kRawBytes;
  if (capacity > kMaxCapacity) return RaiseMemoryError(iso);
  auto* array = iso->heap().New<RawBytes>(ShapeOf(kKind), Byte(kKind), capacity);
  if (array == nullptr) return RaiseMemoryError(iso);
  array->capacity = capacity;
  return array;
}

void TraceValueArray(HeapObject* object, gc::Marker& marker) {
  auto* array = static_cast<ValueArray*>(object);
  marker.VisitRange(array->slots, array->capacity);
}

void TraceRawBytes(HeapObject*, gc::Marker&) {}

}  // namespace krait
