// A value for every shape, computed when it is first asked for: what a linker derives from the
// layout of its operands, and may fold into links for as long as it stays.
//
//   ShapeValue<HandleRef> getters([&](ShapeId shape) { return MakeGetter(shape); });
//   link.handle = **getters.Get(shape);
//   link.AddSwitchPoint(getters.PointOf(shape));
//
// Of several computations of one value that run inside of each other, the first that ends is kept.
// A value that is removed while it is computed is computed again. A failure is not kept.
#ifndef KRAIT_CALLSITE_SHAPE_VALUE_H_
#define KRAIT_CALLSITE_SHAPE_VALUE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/shared_switch_point.h"
#include "gc/header.h"

namespace krait::callsite {

template <typename T>
class ShapeValue {
 public:
  using Compute = std::function<absl::StatusOr<T>(ShapeId)>;
  explicit ShapeValue(Compute compute) : compute_(std::move(compute)) {}

  // Valid until the value is removed.
  absl::StatusOr<const T*> Get(ShapeId shape) {
    for (;;) {
      if (const T* known = Find(shape)) return known;
      const uint32_t removals = entries_[shape].removals;
      absl::StatusOr<T> computed = compute_(shape);
      if (!computed.ok()) return computed.status();
      Entry& entry = entries_[shape];
      if (entry.removals != removals) continue;
      if (entry.value == nullptr) entry.value = std::make_unique<T>(*std::move(computed));
    }
  }
  // Null: not computed.
  const T* Find(ShapeId shape) const {
    const auto found = entries_.find(shape);
    return found == entries_.end() ? nullptr : found->second.value.get();
  }
  // The assumption that the shape's value stays what it is.
  SwitchPointRef PointOf(ShapeId shape) {
    SwitchPointRef& point = entries_[shape].point;
    if (!point) point = NewSwitchPoint();
    return point;
  }

  // Forgets the value; who relied on it is told. To be called, too, when the shape dies and its id
  // may be used again.
  void Remove(ShapeId shape) {
    Entry& entry = entries_[shape];
    ++entry.removals;
    entry.value.reset();
    if (const SwitchPointRef point = std::exchange(entry.point, {})) point->Invalidate();
  }
  // All of them, in one batch.
  void Clear() {
    std::vector<SwitchPointRef> kept;
    std::vector<SwitchPoint*> points;
    for (auto& [shape, entry] : entries_) {
      ++entry.removals;
      entry.value.reset();
      if (!entry.point) continue;
      points.push_back(&entry.point->point());
      kept.push_back(std::exchange(entry.point, {}));
    }
    SwitchPoint::InvalidateAll(points);
  }

 private:
  struct Entry {
    std::unique_ptr<T> value;
    SwitchPointRef point;
    uint32_t removals = 0;
  };

  const Compute compute_;
  std::unordered_map<ShapeId, Entry> entries_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SHAPE_VALUE_H_
