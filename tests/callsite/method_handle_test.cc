#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "callsite/handle_table.h"

namespace krait::callsite {
namespace {

constexpr NativeLeaf kAdd{"int + int", nullptr};
constexpr NativeLeaf kMultiply{"int * int", nullptr};

TEST(MethodHandleTest, EqualHandlesAreOne) {
  HandleTable table;
  HandleRef a = table.Constant(Value::Int(5));
  HandleRef b = table.Constant(Value::Int(5));
  EXPECT_EQ(a.get(), b.get());
  EXPECT_NE(a.get(), table.Constant(Value::Int(6)).get());
  EXPECT_NE(table.GetSlot(2).get(), table.SetSlot(2).get());
  EXPECT_EQ(table.Native(&kAdd).get(), table.Native(&kAdd).get());
  EXPECT_NE(table.Native(&kAdd).get(), table.Native(&kMultiply).get());
}

TEST(MethodHandleTest, HandlesThatNobodyHoldsLeaveTheTable) {
  HandleTable table;
  {
    HandleRef a = table.GetSlot(1);
    HandleRef b = table.GetSlot(2);
    HandleRef c = a;
    EXPECT_EQ(table.size(), 2u);
    b = c;
    EXPECT_EQ(table.size(), 1u);
    HandleRef moved = std::move(a);
    EXPECT_FALSE(a);
    EXPECT_EQ(moved->index(), 1);
  }
  EXPECT_EQ(table.size(), 0u);
}

TEST(MethodHandleTest, SelfAssignmentKeepsTheHandle) {
  HandleTable table;
  HandleRef a = table.GetSlot(1);
  HandleRef& alias = a;
  a = alias;
  EXPECT_EQ(a->index(), 1);
  EXPECT_EQ(table.size(), 1u);
}

TEST(MethodHandleTest, TextNamesTheKindAndItsOperand) {
  HandleTable table;
  EXPECT_EQ(table.GetSlot(3)->ToString(), "get-slot 3");
  EXPECT_EQ(table.GetSlot(-1)->ToString(), "get-slot -1");
  EXPECT_EQ(table.Native(&kAdd)->ToString(), "native int + int");
  EXPECT_EQ(table.Constant(Value::None())->ToString(), "constant None");
}

TEST(MethodHandleTest, ManyHandlesStayDistinct) {
  HandleTable table;
  std::vector<HandleRef> handles;
  for (int i = 0; i < 2000; ++i) {
    handles.push_back(table.GetSlot(i));
    handles.push_back(table.Constant(Value::Int(i)));
  }
  EXPECT_EQ(table.size(), 4000u);
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(handles[2 * i]->index(), i);
}

}  // namespace
}  // namespace krait::callsite
