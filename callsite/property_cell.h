// Property cells: names that are looked up dynamically but rarely change.
//
// A module global, a builtin, a class attribute each has a cell. A site that uses the value (or the
// absence) of the name depends on the cell's switch point and folds it. Storing:
//
//   Absent -> Constant    the first store; fires only if somebody relied on the absence
//   Constant -> Constant  a rebinding fires
//   -> Mutable            after kMaxFirings firings: nobody may fold the value any more, sites load
//   it
//                         from the cell, and stores are plain
//   Mutable -> Constant   once the cell has been quiet for a while, because patch-and-restore must
//   not
//                         cost the folding for good; the quiet time asked for doubles each time
//
// Absence can always be relied on, whatever the state: coming and going of a name fires.
#ifndef KRAIT_CALLSITE_PROPERTY_CELL_H_
#define KRAIT_CALLSITE_PROPERTY_CELL_H_

#include <cstdint>

#include "callsite/switch_point.h"
#include "gc/header.h"
#include "gc/heap.h"
#include "gc/value.h"

namespace krait {

struct PropertyCell : HeapObject {
  static constexpr uint8_t kMaxFirings = 2;

  Value value;  // Empty: Absent
  callsite::SwitchPoint point;
  uint8_t firings;       // since the cell was last Constant by promotion
  uint8_t promotions;    // how often Mutable became Constant again: the exponent of the quiet time
  uint32_t last_change;  // tick of the last store that changed the value

  // The cell in which a switch point stands.
  static PropertyCell* Around(callsite::SwitchPoint* point) {
    constexpr size_t kPointOffset = sizeof(HeapObject) + sizeof(Value);
    return reinterpret_cast<PropertyCell*>(reinterpret_cast<char*>(point) - kPointOffset);
  }

  // A new Absent cell. `kind` is the runtime's number for property cells.
  static PropertyCell* New(gc::Heap& heap, uint8_t kind);

  bool IsAbsent() const { return value.IsEmpty(); }
  bool IsMutable() const { return firings >= kMaxFirings; }

  // Stores or, with Empty, deletes. `tick` is the isolate's coarse event counter.
  void Store(gc::Heap& heap, Value v, uint32_t tick = 0) {
    if (v == value) return;
    if (point.has_dependents() || v.IsEmpty() || value.IsEmpty() || !IsMutable()) {
      StoreSlow(heap, v, tick);
      return;
    }
    value = v;
    last_change = tick;
    heap.BarrierFor(this, v);
  }

  // The same in a batch: sites that relied on the old value are told when the scope ends. The cell
  // must be kept alive until then.
  void Store(gc::Heap& heap, Value v, uint32_t tick, callsite::DeferredInvalidation& scope);

  // May a site fold the present value (register on `point` and rely on it)? Promotes a Mutable cell
  // that was quiet for long enough. True for absence.
  bool IsFoldable(uint32_t tick);

 private:
  void StoreSlow(gc::Heap& heap, Value v, uint32_t tick);
  // Whether dependents are to be told.
  bool Install(gc::Heap& heap, Value v, uint32_t tick);
};

// The tracer of kind "property cell".
void TracePropertyCell(HeapObject* object, gc::Marker& marker);

}  // namespace krait

#endif  // KRAIT_CALLSITE_PROPERTY_CELL_H_
