#include "callsite/host_arrays.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class HostArraysTest : public KernelTest {
 protected:
  HostArrays arrays_;
};

// (length, index, element): makes an array, sets one element, gives it back.
TEST_F(HostArraysTest, HandlesMakeFillAndReadThem) {
  for (const FieldType element : {FieldType::kInt64, FieldType::kUInt8}) {
    HandleRef set_and_get =
        *FoldArguments(*PermuteArguments(ArrayGetter(table_, element),
                                         Type(kInt64, {kPointer, kInt64, kInt64}), {0, 1}),
                       0,
                       *PermuteArguments(ArraySetter(table_, element),
                                         Type(kVoid, {kPointer, kInt64, kInt64}), {0, 1, 2}));
    const HandleRef whole = *CollectArguments(set_and_get, 0, arrays_.Constructor(table_, element));
    EXPECT_EQ(Run(whole, {3, 2, 300}), element == FieldType::kInt64 ? "300" : "44");
    EXPECT_EQ(Run(whole, {3, 3, 300}), "error: index 3 is not in an array of 3");
  }
  EXPECT_EQ(arrays_.size(), 4u);
  arrays_.Clear();
  EXPECT_EQ(arrays_.size(), 0u);
}

TEST_F(HostArraysTest, NewOnesAreZero) {
  const HandleRef first =
      *FilterReturnValue(arrays_.Constructor(table_, FieldType::kValue),
                         *InsertArguments(ArrayGetter(table_, FieldType::kValue), 1, {0}));
  EXPECT_EQ(Run(first, {1}), "None");
  const HandleRef length =
      *FilterReturnValue(arrays_.Constructor(table_, FieldType::kDouble), ArrayLength(table_));
  EXPECT_EQ(Run(length, {5}), "5");
  EXPECT_EQ(Run(length, {0}), "0");
}

TEST_F(HostArraysTest, ImpossibleLengthsFail) {
  const HandleRef make = arrays_.Constructor(table_, FieldType::kInt64);
  EXPECT_EQ(Run(make, {-1}), "error: an array int64_t[-1]");
  EXPECT_EQ(Run(make, {INT64_MAX}), "error: an array int64_t[9223372036854775807]");
  EXPECT_EQ(arrays_.size(), 0u);
}

}  // namespace
}  // namespace krait::callsite
