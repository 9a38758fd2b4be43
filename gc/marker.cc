#include "gc/marker.h"

#include <mimalloc.h>

#include "gc/heap_parts.h"
#include "gc/poison.h"

namespace krait::gc {

namespace {

constexpr size_t kInitialStackEntries = 2048;
constexpr size_t kInitialRanges = 64;
// A larger stack is given back after the collection.
constexpr size_t kKeptStackEntries = 32 * 1024;

}  // namespace

Marker::Marker(Heap& heap, HeapParts& parts) : heap_(heap), parts_(parts) {}

Marker::~Marker() {
  mi_free(stack_base_);
  mi_free(ranges_);
}

void Marker::Begin(bool full, uint8_t mark_bit) {
  mode_ = Mode::kMark;
  full_ = full;
  mark_bit_ = mark_bit;
  trace_table_ = heap_.client()->TraceTable();
}

void Marker::End() {
  if (static_cast<size_t>(stack_end_ - stack_base_) <= kKeptStackEntries) return;
  ChargeStack(-(stack_end_ - stack_base_));
  mi_free(stack_base_);
  stack_base_ = stack_top_ = stack_end_ = nullptr;
}

void Marker::ChargeStack(ptrdiff_t entries) {
  parts_.accounting.Charge(Category::kCollector,
                           entries * static_cast<ptrdiff_t>(sizeof(HeapObject*)));
}

void Marker::GrowStack() {
  const size_t used = static_cast<size_t>(stack_top_ - stack_base_);
  const size_t capacity = used == 0 ? kInitialStackEntries : used * 2;
  ChargeStack(static_cast<ptrdiff_t>(capacity) - (stack_end_ - stack_base_));
  stack_base_ = static_cast<HeapObject**>(mi_reallocn(stack_base_, capacity, sizeof(HeapObject*)));
  stack_top_ = stack_base_ + used;
  stack_end_ = stack_base_ + capacity;
}

void Marker::PushRange(Range range) {
  if (range_count_ == range_capacity_) {
    range_capacity_ = range_capacity_ == 0 ? kInitialRanges : range_capacity_ * 2;
    ranges_ = static_cast<Range*>(mi_reallocn(ranges_, range_capacity_, sizeof(Range)));
  }
  ranges_[range_count_++] = range;
}

void Marker::Shade(HeapObject* object) {
  // No calls but tail calls here, so that nothing has to be saved.
  const size_t granules = object->granules;
  if (granules - 1 >= kGranulesPerLine || stack_top_ == stack_end_) [[unlikely]] {
    return ShadeSlow(object);
  }
  object->gc = mark_bit_ | HeapObject::kUnlogged;
  BlockMeta::Of(object)->MarkSmall(object, granules);
  if (trace_table_[object->kind] != nullptr) *stack_top_++ = object;
}

void Marker::ShadeSlow(HeapObject* object) {
  object->gc = mark_bit_ | HeapObject::kUnlogged;
  if (object->granules != 0) BlockMeta::Of(object)->Mark(object, object->granules);
  if (trace_table_[object->kind] == nullptr) return;
  if (stack_top_ == stack_end_) GrowStack();
  *stack_top_++ = object;
}

void Marker::Drain() {
  for (;;) {
    while (stack_top_ != stack_base_) {
      HeapObject* object = *--stack_top_;
      trace_table_[object->kind](object, *this);
    }
    HeapObject*& newest = queue_[(queue_position_ - 1) % kQueueLength];
    if (newest != nullptr) {
      HeapObject* object = newest;
      newest = nullptr;
      --queue_position_;
      if ((object->gc & mark_bit_) == 0) Shade(object);
    } else if (range_count_ != 0) {
      VisitRangePiece();
    } else {
      return;
    }
  }
}

void Marker::VisitRange(const Value* values, size_t count) {
  if (count > kRangePiece && mode_ == Mode::kMark) {
    PushRange({values, count});
    return;
  }
  for (size_t i = 0; i < count; ++i) Visit(values[i]);
}

void Marker::VisitRangePiece() {
  Range& range = ranges_[range_count_ - 1];
  const Value* values = range.values;
  const size_t count = range.count < kRangePiece ? range.count : kRangePiece;
  range.values += count;
  range.count -= count;
  if (range.count == 0) --range_count_;
  for (size_t i = 0; i < count; ++i) Visit(values[i]);
}

void Marker::VisitSpecial(HeapObject* object) {
  if (mode_ == Mode::kVerify) {
    verify_(object, verify_context_);
  } else {
    parts_.gathered.push_back(object);
  }
}

void Marker::VisitConservativeWord(uintptr_t word) {
  if (HeapObject* object = parts_.finder.FindGathering(word)) parts_.gathered.push_back(object);
}

[[gnu::no_sanitize("address")]] void Marker::VisitConservativeRange(const void* begin,
                                                                    const void* end) {
  const uintptr_t first = (reinterpret_cast<uintptr_t>(begin) + 7) & ~uintptr_t{7};
  const uintptr_t last = reinterpret_cast<uintptr_t>(end) & ~uintptr_t{7};
  for (uintptr_t address = first; address < last; address += 8) {
    VisitConservativeWord(*reinterpret_cast<const uintptr_t*>(address));
  }
}

}  // namespace krait::gc
