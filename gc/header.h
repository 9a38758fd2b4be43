// The eight bytes every heap object starts with.
//
//   byte 0..3  shape     the hidden class: type and attribute layout (an index into the isolate)
//   byte 4     kind      the C++ layout (ObjectKind); selects the tracer
//   byte 5     flags     kind-specific, and the ones below that are shared
//   byte 6     gc        mark state, written by the collector and the barrier only
//   byte 7     granules  size in 16-byte units; 0 for a large object, whose size the heap knows
//
// Shape ids below 256 are the exact built-in types: an object whose shape equals its kind is an
// instance of the built-in type itself, never of a subclass. One 32-bit compare tells.
#ifndef KRAIT_GC_HEADER_H_
#define KRAIT_GC_HEADER_H_

#include <cstddef>
#include <cstdint>

#include "gc/value.h"

namespace krait {

using ShapeId = uint32_t;

struct HeapObject {
  // Flag shared by all kinds: the object's last word holds its attribute storage, because its
  // layout (a built-in's) has no room of its own for attributes.
  static constexpr uint8_t kHasTailAttributes = 0x80;
  // Flag shared by all kinds: registered as finalisable, until __del__ runs or it is cleared.
  static constexpr uint8_t kHasFinalizer = 0x40;
  // Flag shared by all kinds: a weak reference to the object was made.
  static constexpr uint8_t kHasWeakReferences = 0x20;

  // Bits of `gc`.
  static constexpr uint8_t kMarked = 0x01;       // survived a collection: old. Full collections
  static constexpr uint8_t kMarkedOther = 0x04;  // alternate between the two bits
  static constexpr uint8_t kUnlogged = 0x02;     // old and not remembered: the barrier must log

  ShapeId shape;
  uint8_t kind;
  uint8_t flags;
  uint8_t gc;
  uint8_t granules;

  bool HasFlag(uint8_t flag) const { return (flags & flag) != 0; }
};

static_assert(sizeof(HeapObject) == 8);

inline constexpr size_t kGranule = 16;

}  // namespace krait

#endif  // KRAIT_GC_HEADER_H_
