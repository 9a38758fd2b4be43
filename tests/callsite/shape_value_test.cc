#include "callsite/shape_value.h"

#include <string>

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

class ShapeValueTest : public KernelTest {
 protected:
  int computed_ = 0;
  ShapeValue<std::string> names_{[this](ShapeId shape) -> absl::StatusOr<std::string> {
    ++computed_;
    if (shape == 13) return absl::InvalidArgumentError("no such shape");
    return "shape " + std::to_string(shape) + ", " + std::to_string(computed_);
  }};
};

TEST_F(ShapeValueTest, IsComputedOnceAShape) {
  EXPECT_EQ(names_.Find(1), nullptr);
  EXPECT_EQ(**names_.Get(1), "shape 1, 1");
  EXPECT_EQ(**names_.Get(1), "shape 1, 1");
  EXPECT_EQ(**names_.Get(2), "shape 2, 2");
  EXPECT_EQ(*names_.Find(1), "shape 1, 1");
}

TEST_F(ShapeValueTest, WhatIsRemovedIsComputedAgainAndWhoReliedOnItIsTold) {
  (void)names_.Get(1);
  const SwitchPointRef one = names_.PointOf(1);
  const SwitchPointRef two = names_.PointOf(2);
  EXPECT_EQ(one, names_.PointOf(1));
  names_.Remove(1);
  EXPECT_FALSE(one->valid());
  EXPECT_TRUE(two->valid());
  EXPECT_TRUE(names_.PointOf(1)->valid());
  EXPECT_EQ(**names_.Get(1), "shape 1, 2");
  names_.Clear();
  EXPECT_FALSE(two->valid());
  EXPECT_EQ(names_.Find(1), nullptr);
}

TEST_F(ShapeValueTest, AFailureIsNotKept) {
  EXPECT_EQ(names_.Get(13).status().message(), "no such shape");
  EXPECT_EQ(names_.Get(13).status().message(), "no such shape");
  EXPECT_EQ(computed_, 2);
}

TEST_F(ShapeValueTest, OfComputationsInsideOfEachOtherTheFirstThatEndsIsKept) {
  ShapeValue<int>* values = nullptr;
  ShapeValue<int> recursive([&](ShapeId shape) -> absl::StatusOr<int> {
    const int mine = ++computed_;
    if (mine < 3) (void)values->Get(shape);
    return mine;
  });
  values = &recursive;
  EXPECT_EQ(**recursive.Get(1), 3);
}

TEST_F(ShapeValueTest, WhatIsRemovedWhileItIsComputedIsComputedAgain) {
  ShapeValue<int>* values = nullptr;
  ShapeValue<int> restless([&](ShapeId shape) -> absl::StatusOr<int> {
    if (++computed_ == 1) values->Remove(shape);
    return computed_;
  });
  values = &restless;
  EXPECT_EQ(**restless.Get(1), 2);
}

TEST_F(ShapeValueTest, LinksMayFoldIt) {
  ShapeValue<int64_t> sizes(
      [this](ShapeId) -> absl::StatusOr<int64_t> { return int64_t{100} + ++computed_; });
  DynamicLinker linker(table_, LinkerOptions([&](const LinkRequest& request, LinkerServices&) {
                         const ShapeId shape = ShapeOf(request.receiver());
                         const HandleRef size = ConstantWord(table_, **sizes.Get(shape));
                         GuardedInvocation link{Guard::Shape(shape),
                                                *DropArguments(size, 0, {Representation::kValue})};
                         link.AddSwitchPoint(sizes.PointOf(shape));
                         return link;
                       }));
  LinkedSite site(
      linker.Descriptor("size", "", Type(Representation::kInt64, {Representation::kValue})));
  EXPECT_EQ(*site.Invoke<int64_t>(Value::Int(1)), 101);
  EXPECT_EQ(*site.Invoke<int64_t>(Value::Double(1)), 102);
  EXPECT_EQ(*site.Invoke<int64_t>(Value::Int(2)), 101);
  sizes.Remove(kIntWord);
  EXPECT_EQ(site.links().entry_count(), 1);
  EXPECT_EQ(*site.Invoke<int64_t>(Value::Int(2)), 103);
  EXPECT_EQ(*site.Invoke<int64_t>(Value::Double(1)), 102);
}

}  // namespace
}  // namespace krait::callsite
