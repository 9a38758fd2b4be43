#include "callsite/handle_info.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

class HandleInfoTest : public KernelTest {
 protected:
  std::string Revealed(const HandleRef& handle) {
    absl::StatusOr<HandleInfo> info = RevealDirect(handle);
    return info.ok() ? info->ToString() : std::string(info.status().message());
  }
};

struct Point {
  double x;
  float y;
};

double Half(double d) { return d / 2; }

TEST_F(HandleInfoTest, FunctionsSayWhoTheyAre) {
  const HandleInfo half = *RevealDirect(Function(table_, "half", &Half, kPure));
  EXPECT_EQ(half.ToString(), "function half: (double)double");
  EXPECT_EQ(half.entry, reinterpret_cast<const void*>(&Half));
  EXPECT_TRUE(half.is_pure);
  EXPECT_FALSE(half.has_closure);
  EXPECT_TRUE(RevealDirect(Note())->has_closure);
  EXPECT_TRUE(RevealDirect(Root())->takes_context);
}

TEST_F(HandleInfoTest, FieldsElementsAndConstants) {
  EXPECT_EQ(Revealed(FieldGetter(table_, &Point::y)), "get-field float at 8: (pointer)double");
  EXPECT_EQ(Revealed(FieldSetter(table_, &Point::x)),
            "set-field double at 0: (pointer, double)void");
  EXPECT_EQ(Revealed(ArrayGetter(table_, FieldType::kInt16)),
            "get-element int16_t: (pointer, int64)int64");
  EXPECT_EQ(RevealDirect(Int(5))->word, 5u);
  EXPECT_EQ(RevealDirect(ConstantWord(table_, Value::Int(6)))->value, Value::Int(6));
}

TEST_F(HandleInfoTest, WhatIsMadeOfOthersIsRefused) {
  EXPECT_EQ(Revealed(*BindTo(Add(), 1)),
            "revealDirect: insert (int64)int64 is made of other handles");
  EXPECT_EQ(Revealed(HandleRef()), "revealDirect: a handle is missing");
}

}  // namespace
}  // namespace krait::callsite
