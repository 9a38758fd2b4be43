#include "callsite/switch_point.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "tests/callsite/cell_fixture.h"

namespace krait::callsite {
namespace {

TEST(SwitchPointTest, IsValidUntilInvalidated) {
  SwitchPoint point;
  EXPECT_TRUE(point.valid());
  EXPECT_FALSE(point.has_dependents());
  point.Invalidate();
  EXPECT_FALSE(point.valid());
  point.Invalidate();
  EXPECT_FALSE(point.valid());
}

TEST(SwitchPointTest, TellsEachDependentOnce) {
  SwitchPoint point;
  std::vector<std::unique_ptr<CountingDependent>> dependents;
  for (int i = 0; i < 10; ++i) {
    dependents.push_back(std::make_unique<CountingDependent>());
    dependents.back()->DependOn(point);
  }
  EXPECT_TRUE(point.has_dependents());
  point.Invalidate();
  point.Invalidate();
  for (const auto& dependent : dependents) EXPECT_EQ(dependent->told, 1);
  EXPECT_FALSE(point.has_dependents());
}

TEST(SwitchPointTest, FiringLeavesThePointValidAndEmpty) {
  SwitchPoint point;
  CountingDependent dependent;
  dependent.DependOn(point);
  point.Fire();
  EXPECT_EQ(dependent.told, 1);
  EXPECT_EQ(dependent.last, &point);
  EXPECT_TRUE(point.valid());
  EXPECT_FALSE(point.has_dependents());
  point.Fire();
  EXPECT_EQ(dependent.told, 1);
}

TEST(SwitchPointTest, DetachedDependentsAreNotTold) {
  SwitchPoint point;
  CountingDependent first, second, third;
  first.DependOn(point);
  second.DependOn(point);
  third.DependOn(point);
  second.DetachAll();
  point.Fire();
  EXPECT_EQ(first.told, 1);
  EXPECT_EQ(second.told, 0);
  EXPECT_EQ(third.told, 1);
}

TEST(SwitchPointTest, ADependentOfManyPointsIsToldOnceWhenAllFireTogether) {
  SwitchPoint a, b, c;
  CountingDependent both, one;
  both.DependOn(a);
  both.DependOn(b);
  both.DependOn(c);
  one.DependOn(c);
  SwitchPoint* const points[] = {&a, &b, &c};
  SwitchPoint::InvalidateAll(points);
  EXPECT_EQ(both.told, 1);
  EXPECT_EQ(one.told, 1);
  EXPECT_FALSE(a.valid() || b.valid() || c.valid());
}

TEST(SwitchPointTest, OneDependentMayRegisterTwice) {
  SwitchPoint point;
  CountingDependent dependent;
  dependent.DependOn(point);
  dependent.DependOn(point);
  point.Fire();
  EXPECT_EQ(dependent.told, 1);
}

}  // namespace
}  // namespace krait::callsite
