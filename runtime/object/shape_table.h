// Numbers and shapes: the isolate's table of all live shapes.
//
// Ids below kFirstShape are the exact built-in types (id == kind). An id is never used twice, so that
// a guard that outlived its shape cannot match another one. A shape lives as long as its class, an
// instance (whose header names it), or a shape derived from it; tracers of instances mark it through
// MarkUsed, one byte test in the common case.
#ifndef KRAIT_RUNTIME_OBJECT_SHAPE_TABLE_H_
#define KRAIT_RUNTIME_OBJECT_SHAPE_TABLE_H_

#include <cstdint>
#include <vector>

#include "gc/header.h"
#include "gc/marker.h"

namespace krait {

class Isolate;
struct Shape;
struct Type;

class ShapeTable {
 public:
  static constexpr ShapeId kFirstShape = 256;

  explicit ShapeTable(Isolate* iso);
  ~ShapeTable();
  ShapeTable(const ShapeTable&) = delete;
  ShapeTable& operator=(const ShapeTable&) = delete;

  // A new root shape of a type. `id` below kFirstShape takes that place; kFirstShape: the next number.
  Shape* NewRoot(Type* type, ShapeId id, int32_t reserved_slots, int32_t inline_capacity,
                 bool is_dictionary);
  Shape* NewChild(Shape* parent);

  void MarkUsed(ShapeId id, gc::Marker& marker) {
    if (used_[id] != 0) return;
    used_[id] = 1;
    marker.Visit(reinterpret_cast<const HeapObject*>(shapes_[id]));
  }
  void BeginCycle();
  // Forgets the shapes that the collection found dead.
  void Sweep(const gc::Heap& heap);
  void TraceBuiltins(gc::Marker& marker);
  size_t live_count() const { return live_; }

 private:
  ShapeId Register(Shape* shape, ShapeId id);
  void Grow();

  Isolate* iso_;
  Shape** shapes_;
  uint8_t* used_;  // per id: marked in this collection
  uint32_t next_ = kFirstShape;
  uint32_t capacity_;
  size_t live_ = 0;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SHAPE_TABLE_H_
