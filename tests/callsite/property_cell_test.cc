#include "callsite/property_cell.h"

#include <gtest/gtest.h>

#include "tests/callsite/cell_fixture.h"

namespace krait::callsite {
namespace {

class PropertyCellTest : public CellTest {
 protected:
  // Rebinds the cell under a dependent until it counts as Mutable.
  void MakeMutable(PropertyCell* cell, uint32_t tick) {
    for (int i = 0; i < PropertyCell::kMaxFirings; ++i) {
      CountingDependent dependent;
      dependent.DependOn(cell->point);
      cell->Store(heap(), Value::Int(1000 + i), tick);
    }
    ASSERT_TRUE(cell->IsMutable());
  }
};

TEST_F(PropertyCellTest, StartsAbsent) {
  PropertyCell* cell = NewCell();
  EXPECT_TRUE(cell->IsAbsent());
  EXPECT_TRUE(cell->IsFoldable(0));
}

TEST_F(PropertyCellTest, TheFirstStoreFiresWhoeverReliedOnAbsence) {
  PropertyCell* cell = NewCell();
  CountingDependent dependent;
  dependent.DependOn(cell->point);
  cell->Store(heap(), Value::Int(1));
  EXPECT_EQ(dependent.told, 1);
  EXPECT_EQ(cell->value, Value::Int(1));
}

TEST_F(PropertyCellTest, StoringTheSameValueFiresNothing) {
  PropertyCell* cell = NewCell(Value::Int(5));
  CountingDependent dependent;
  dependent.DependOn(cell->point);
  cell->Store(heap(), Value::Int(5));
  EXPECT_EQ(dependent.told, 0);
}

TEST_F(PropertyCellTest, ARebindingFires) {
  PropertyCell* cell = NewCell(Value::Int(5));
  CountingDependent dependent;
  dependent.DependOn(cell->point);
  cell->Store(heap(), Value::Int(6));
  EXPECT_EQ(dependent.told, 1);
  EXPECT_TRUE(cell->IsFoldable(0));
}

TEST_F(PropertyCellTest, StoresNobodyDependsOnDoNotMakeItMutable) {
  PropertyCell* cell = NewCell(Value::Int(0));
  for (int i = 1; i < 100; ++i) cell->Store(heap(), Value::Int(i));
  EXPECT_FALSE(cell->IsMutable());
}

TEST_F(PropertyCellTest, AfterEnoughFiringsItIsMutableAndNoLongerFolded) {
  PropertyCell* cell = NewCell(Value::Int(0));
  MakeMutable(cell, 10);
  EXPECT_FALSE(cell->IsFoldable(10));
  EXPECT_FALSE(cell->IsFoldable(11));
}

TEST_F(PropertyCellTest, AMutableCellIsTrustedAgainAfterAQuietTimeThatDoubles) {
  PropertyCell* cell = NewCell(Value::Int(0));
  MakeMutable(cell, 0);
  uint32_t first = 0;
  while (!cell->IsFoldable(first)) ++first;
  EXPECT_GT(first, 0u);
  MakeMutable(cell, 1'000'000);
  EXPECT_FALSE(cell->IsFoldable(1'000'000 + first));
  EXPECT_TRUE(cell->IsFoldable(1'000'000 + 2 * first));
}

TEST_F(PropertyCellTest, DeletionFiresAndAbsenceCanBeReliedOnWhateverTheState) {
  PropertyCell* cell = NewCell(Value::Int(0));
  MakeMutable(cell, 0);
  CountingDependent dependent;
  dependent.DependOn(cell->point);
  cell->Store(heap(), Value(), 1);
  EXPECT_EQ(dependent.told, 1);
  EXPECT_TRUE(cell->IsAbsent());
  EXPECT_TRUE(cell->IsFoldable(1));
}

TEST_F(PropertyCellTest, DependentsSeeTheNewValueWhenTheyAreTold) {
  struct Reader : Dependent {
    explicit Reader(PropertyCell* c) : cell(c) { dependency.Attach(c->point, *this); }
    ~Reader() { dependency.Detach(); }
    void OnInvalidated(SwitchPoint&) override { seen = cell->value; }
    PropertyCell* cell;
    Dependency dependency;
    Value seen;
  };
  PropertyCell* cell = NewCell(Value::Int(1));
  Reader reader(cell);
  cell->Store(heap(), Value::Int(2));
  EXPECT_EQ(reader.seen, Value::Int(2));
}

TEST_F(PropertyCellTest, ABatchOfStoresTellsDependentsOnceAtItsEnd) {
  PropertyCell* a = NewCell(Value::Int(1));
  PropertyCell* b = NewCell(Value::Int(2));
  CountingDependent on_a;
  CountingDependent on_b;
  on_a.DependOn(a->point);
  on_b.DependOn(b->point);
  {
    DeferredInvalidation scope;
    a->Store(heap(), Value::Int(3), 0, scope);
    a->Store(heap(), Value::Int(4), 0, scope);
    b->Store(heap(), Value::Int(2), 0, scope);
    EXPECT_EQ(a->value, Value::Int(4));
    EXPECT_EQ(on_a.told, 0);
  }
  EXPECT_EQ(on_a.told, 1);
  EXPECT_EQ(on_b.told, 0);
  EXPECT_TRUE(a->point.valid());
}

}  // namespace
}  // namespace krait::callsite
