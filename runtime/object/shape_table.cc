// The table of shapes: numbering, marking and sweeping.
#include "runtime/object/shape_table.h"

#include <cstdlib>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"

namespace krait {

ShapeTable::ShapeTable(Isolate* iso) : iso_(iso), capacity_(1024) {
  shapes_ = static_cast<Shape**>(std::calloc(capacity_, sizeof(Shape*)));
  used_ = static_cast<uint8_t*>(std::calloc(capacity_, 1));
  iso_->shapes_ = shapes_;
}

ShapeTable::~ShapeTable() {
  std::free(shapes_);
  std::free(used_);
}

void ShapeTable::Grow() {
  const uint32_t capacity = capacity_ * 2;
  shapes_ = static_cast<Shape**>(std::realloc(shapes_, capacity * sizeof(Shape*)));
  used_ = static_cast<uint8_t*>(std::realloc(used_, capacity));
  if (shapes_ == nullptr || used_ == nullptr) std::abort();
  std::memset(shapes_ + capacity_, 0, (capacity - capacity_) * sizeof(Shape*));
  std::memset(used_ + capacity_, 0, capacity - capacity_);
  iso_->heap().AccountExternal(gc::Category::kSites,
                               static_cast<ptrdiff_t>(capacity - capacity_) * 9);
  capacity_ = capacity;
  iso_->shapes_ = shapes_;
}

ShapeId ShapeTable::Register(Shape* shape, ShapeId id) {
  if (id >= kFirstShape) {
    if (next_ == capacity_) Grow();
    id = next_++;
  }
  shapes_[id] = shape;
  ++live_;
  return id;
}

Shape* ShapeTable::NewRoot(Type* type, ShapeId id, int32_t reserved_slots,
                           int32_t inline_capacity, bool is_dictionary) {
  Shape* shape = iso_->heap().New<Shape>(static_cast<ShapeId>(ObjectKind::kShape),
                                         static_cast<uint8_t>(ObjectKind::kShape));
  shape->type = type;
  shape->slot_count = reserved_slots;
  shape->reserved_slots = reserved_slots;
  shape->inline_capacity = inline_capacity;
  shape->is_dictionary = is_dictionary;
  shape->id = Register(shape, id);
  return shape;
}

Shape* ShapeTable::NewChild(Shape* parent) {
  Shape* shape = NewRoot(parent->type, kFirstShape, parent->reserved_slots,
                         parent->inline_capacity, false);
  shape->parent = parent;
  shape->slot_count = parent->slot_count + 1;
  return shape;
}

void ShapeTable::BeginCycle() {
  std::memset(used_ + kFirstShape, 0, next_ - kFirstShape);
}

void ShapeTable::TraceBuiltins(gc::Marker& marker) {
  for (ShapeId id = 0; id < kFirstShape; ++id) {
    marker.Visit(reinterpret_cast<const HeapObject*>(shapes_[id]));
  }
}

void ShapeTable::Sweep(const gc::Heap& heap) {
  for (ShapeId id = kFirstShape; id < next_; ++id) {
    if (shapes_[id] != nullptr && !heap.IsLive(reinterpret_cast<HeapObject*>(shapes_[id]))) {
      shapes_[id] = nullptr;
      --live_;
    }
  }
  BeginCycle();
}

}  // namespace krait
