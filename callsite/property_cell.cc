#include "callsite/property_cell.h"

#include "gc/marker.h"

namespace krait {

namespace {

// Ticks without a change after which a Mutable cell is trusted again, the first time.
constexpr uint32_t kQuietTicks = 64;
constexpr uint8_t kMaxPromotions = 16;

}  // namespace

PropertyCell* PropertyCell::New(gc::Heap& heap, uint8_t kind) {
  return heap.New<PropertyCell>(/*shape=*/kind, kind);
}

bool PropertyCell::Install(gc::Heap& heap, Value v, uint32_t tick) {
  const bool appears = value.IsEmpty();
  // The new value is installed before the dependents are told: whoever relinks sees it.
  value = v;
  last_change = tick;
  heap.BarrierFor(this, v);
  if (!point.has_dependents()) return false;
  if (!appears && !v.IsEmpty() && firings < kMaxFirings) ++firings;
  return true;
}

void PropertyCell::StoreSlow(gc::Heap& heap, Value v, uint32_t tick) {
  if (Install(heap, v, tick)) point.Fire();
}

void PropertyCell::Store(gc::Heap& heap, Value v, uint32_t tick,
                         callsite::DeferredInvalidation& scope) {
  if (v != value && Install(heap, v, tick)) scope.Fire(point);
}

bool PropertyCell::IsFoldable(uint32_t tick) {
  if (IsAbsent() || !IsMutable()) return true;
  const uint32_t quiet = kQuietTicks << (promotions < kMaxPromotions ? promotions : kMaxPromotions);
  if (tick - last_change < quiet) return false;
  firings = 0;
  if (promotions < kMaxPromotions) ++promotions;
  return true;
}

void TracePropertyCell(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<PropertyCell*>(object)->value);
}

}  // namespace krait
