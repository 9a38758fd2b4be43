#include "runtime/collection/slicing.h"

#include "runtime/collection/range.h"
#include "runtime/collection/slice.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class SlicingTest : public IsolateTest {
 protected:
  SliceBounds Bounds(Value start, Value stop, Value step, int64_t length) {
    SliceBounds bounds;
    EXPECT_TRUE(UnpackSlice(iso, Slice::New(iso, start, stop, step), &bounds));
    bounds.Adjust(length);
    return bounds;
  }
  const Value none = Value::None();
};

TEST_F(SlicingTest, AllOfASequence) {
  const SliceBounds b = Bounds(none, none, none, 7);
  EXPECT_EQ(b.start, 0);
  EXPECT_EQ(b.stop, 7);
  EXPECT_EQ(b.count, 7);
}

TEST_F(SlicingTest, Backwards) {
  const SliceBounds b = Bounds(none, none, Value::Int(-2), 7);
  EXPECT_EQ(b.start, 6);
  EXPECT_EQ(b.count, 4);
}

TEST_F(SlicingTest, FarBeyondTheEnds) {
  const SliceBounds b = Bounds(Value::Int(-1000), Value::Int(Value::kMaxInt), none, 3);
  EXPECT_EQ(b.start, 0);
  EXPECT_EQ(b.stop, 3);
  EXPECT_EQ(Bounds(Value::Int(5), Value::Int(2), none, 10).count, 0);
}

TEST_F(SlicingTest, ALengthOfARangeThatFillsAllOf64Bits) {
  EXPECT_EQ(RangeLength(INT64_MIN, INT64_MAX, 1), UINT64_MAX);
  EXPECT_EQ(RangeLength(INT64_MAX, INT64_MIN, INT64_MIN), 2u);
  EXPECT_EQ(RangeLength(0, 10, 3), 4u);
  EXPECT_EQ(RangeLength(10, 0, -3), 4u);
  EXPECT_EQ(RangeLength(0, 0, 1), 0u);
}

}  // namespace
}  // namespace krait
