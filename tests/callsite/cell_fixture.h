// A heap with property cells for the tests of call sites, and dependents that count.
#ifndef KRAIT_TESTS_CALLSITE_CELL_FIXTURE_H_
#define KRAIT_TESTS_CALLSITE_CELL_FIXTURE_H_

#include <gtest/gtest.h>

#include <vector>

#include "callsite/property_cell.h"
#include "callsite/switch_point.h"
#include "gc/heap.h"
#include "gc/marker.h"

namespace krait::callsite {

inline constexpr uint8_t kCellKind = 1;

class CellClient : public gc::HeapClient {
 public:
  CellClient() { table_[kCellKind] = TracePropertyCell; }
  const gc::TraceFn* TraceTable() const override { return table_; }
  void TraceRoots(gc::Marker& marker) override {
    for (PropertyCell* cell : cells) marker.Visit(cell);
  }
  std::vector<PropertyCell*> cells;

 private:
  gc::TraceFn table_[256] = {};
};

// Depends on any number of points; detaches from all when one of them fires.
class CountingDependent : public Dependent {
 public:
  ~CountingDependent() { DetachAll(); }
  void DependOn(SwitchPoint& point) {
    dependencies_.push_back(std::make_unique<Dependency>());
    dependencies_.back()->Attach(point, *this);
  }
  void OnInvalidated(SwitchPoint& point) override {
    ++told;
    last = &point;
    DetachAll();
  }
  void DetachAll() {
    for (auto& dependency : dependencies_) dependency->Detach();
    dependencies_.clear();
  }

  int told = 0;
  SwitchPoint* last = nullptr;

 private:
  std::vector<std::unique_ptr<Dependency>> dependencies_;
};

class CellTest : public testing::Test {
 protected:
  gc::Heap& heap() { return heap_; }
  PropertyCell* NewCell(Value value = Value()) {
    PropertyCell* cell = PropertyCell::New(heap_, kCellKind);
    client_.cells.push_back(cell);
    if (!value.IsEmpty()) cell->Store(heap_, value);
    return cell;
  }

 private:
  CellClient client_;
  gc::Heap heap_{gc::HeapOptions{.verify = true}, &client_};
};

}  // namespace krait::callsite

#endif  // KRAIT_TESTS_CALLSITE_CELL_FIXTURE_H_
