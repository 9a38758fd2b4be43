// Values in handles live as long as whoever keeps the handle says so.
#include <memory>
#include <utility>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/evaluator.h"
#include "callsite/handle_table.h"
#include "callsite/invocation_context.h"
#include "callsite/site.h"
#include "callsite/typed_invocation.h"
#include "tests/callsite/cell_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class SiteClient final : public CellClient {
 public:
  void TraceRoots(gc::Marker& marker) override {
    if (site != nullptr) site->Trace(marker);
  }
  Site* site = nullptr;
};

class TracingTest : public testing::Test {
 protected:
  TracingTest() : context_(table_, &heap_) {}

  PropertyCell* NewCell(int64_t i) {
    PropertyCell* cell = PropertyCell::New(heap_, kCellKind);
    cell->Store(heap_, Value::Int(i));
    return cell;
  }
  int Cells() {
    heap_.Collect(true);
    int count = 0;
    heap_.VisitLiveObjects([&](HeapObject* object) { count += object->kind == kCellKind ? 1 : 0; });
    return count;
  }

  SiteClient client_;
  gc::Heap heap_{gc::HeapOptions{.verify = true}, &client_};
  HandleTable table_;
  InvocationContext context_;
};

TEST_F(TracingTest, ASiteKeepsTheConstantsOfItsWholeGraph) {
  const HandleRef identity = Identity(table_, kValue);
  const HandleRef bound = *BindTo(identity, Value::Object(NewCell(1)));
  const HandleRef read = table_.GetCell(NewCell(2));
  const HandleRef test = *DropArguments(ConstantWord(table_, false), 0, {});
  MutableSite site(*GuardWithTest(test, bound, read));
  client_.site = &site;
  NewCell(3);
  EXPECT_EQ(Cells(), 2);
  EXPECT_EQ(*site.Invoke<Value>(), Value::Int(2));
  ASSERT_TRUE(site.SetTarget(read).ok());
  EXPECT_EQ(Cells(), 1);
  EXPECT_EQ(*site.Invoke<Value>(), Value::Int(2));
  client_.site = nullptr;
}

TEST_F(TracingTest, CellsAreReadAndWrittenByHandles) {
  PropertyCell* cell = NewCell(5);
  MutableSite site(table_.SetCell(cell));
  client_.site = &site;
  EXPECT_TRUE(site.Invoke<void>(Value::Int(6)).ok());
  EXPECT_EQ(cell->value, Value::Int(6));
  ConstantSite reads(table_.GetCell(cell));
  EXPECT_EQ(*reads.Invoke<Value>(), Value::Int(6));
  cell->Store(heap_, Value());
  EXPECT_EQ(reads.Invoke<Value>().status().code(), absl::StatusCode::kNotFound);
  client_.site = nullptr;
}

TEST_F(TracingTest, SlotsAreReadAndWrittenByHandles) {
  // The first slot of a cell is its value.
  PropertyCell* cell = NewCell(7);
  ConstantSite reads(table_.GetSlot(0));
  ConstantSite writes(table_.SetSlot(0));
  EXPECT_EQ(*reads.Invoke<Value>(Value::Object(cell)), Value::Int(7));
  EXPECT_TRUE(writes.Invoke<void>(Value::Object(cell), Value::Int(8)).ok());
  EXPECT_EQ(cell->value, Value::Int(8));
}

}  // namespace
}  // namespace krait::callsite
