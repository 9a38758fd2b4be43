// The fast paths for words, and mixed arithmetic.
#include "runtime/number/arithmetic.h"

#include <cmath>

#include "runtime/number/complex.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

constexpr int64_t kMax = Value::kMaxInt, kMin = Value::kMinInt;

TEST(SmallArithmetic, RefusesWhatDoesNotFitAWord) {
  Value result;
  EXPECT_TRUE(TryAddSmall(Value::Int(kMax - 1), Value::Int(1), &result));
  EXPECT_EQ(result.AsInt(), kMax);
  EXPECT_FALSE(TryAddSmall(Value::Int(kMax), Value::Int(1), &result));
  EXPECT_FALSE(TrySubSmall(Value::Int(kMin), Value::Int(1), &result));
  EXPECT_FALSE(TryMulSmall(Value::Int(kMax), Value::Int(kMax), &result));
  EXPECT_FALSE(TryMulSmall(Value::Int(kMin), Value::Int(-1), &result));
  EXPECT_FALSE(TryFloorDivSmall(Value::Int(kMin), Value::Int(-1), &result));
  EXPECT_FALSE(TryFloorDivSmall(Value::Int(1), Value::Int(0), &result));
  EXPECT_FALSE(TryModSmall(Value::Int(1), Value::Int(0), &result));
  EXPECT_FALSE(TryLshiftSmall(Value::Int(1), Value::Int(48), &result));
  EXPECT_FALSE(TryLshiftSmall(Value::Int(1), Value::Int(-1), &result));
  EXPECT_TRUE(TryLshiftSmall(Value::Int(-1), Value::Int(48), &result));
  EXPECT_EQ(result.AsInt(), kMin);
}

TEST(SmallArithmetic, DividesTowardsMinusInfinity) {
  for (int64_t a = -7; a <= 7; a++) {
    for (int64_t b = -3; b <= 3; b++) {
      if (b == 0) continue;
      Value q, r;
      ASSERT_TRUE(TryFloorDivSmall(Value::Int(a), Value::Int(b), &q));
      ASSERT_TRUE(TryModSmall(Value::Int(a), Value::Int(b), &r));
      EXPECT_EQ(q.AsInt() * b + r.AsInt(), a);
      EXPECT_TRUE(r.AsInt() == 0 || (r.AsInt() < 0) == (b < 0));
      EXPECT_LT(std::abs(r.AsInt()), std::abs(b));
    }
  }
}

class ArithmeticTest : public IsolateTest {};

TEST_F(ArithmeticTest, TheMoreGeneralTypeDecides) {
  const auto add = [this](Value a, Value b) {
    return NumberBinary(iso, BinaryOperator::kAdd, a, b);
  };
  EXPECT_EQ(add(Value::True(), Value::True()), Value::Int(2));
  EXPECT_EQ(add(Value::Int(1), Value::Double(0.5)), Value::Double(1.5));
  const Value z = add(ComplexFrom(iso, 1, 2), Value::Int(3));
  ASSERT_TRUE(IsComplexLike(z));
  EXPECT_EQ(z.As<Complex>()->value.real, 4);
  EXPECT_TRUE(add(Value::Int(1), Value::None()).IsNotImplemented());
  EXPECT_TRUE(add(Text("a"), Value::Int(1)).IsNotImplemented());
  EXPECT_EQ(NumberBinary(iso, BinaryOperator::kAnd, Value::True(), Value::False()), Value::False());
  EXPECT_TRUE(NumberBinary(iso, BinaryOperator::kAnd, Value::Int(1), Value::Double(1))
                  .IsNotImplemented());
}

TEST_F(ArithmeticTest, IntsAndFloatsCompareExactly) {
  const Value big = IntFromInt64(iso, (int64_t{1} << 53) + 1);
  const Value d = Value::Double(9007199254740992.0);
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kGt, big, d).IsTrue());
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kLt, d, big).IsTrue());
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kEq, d, big).IsFalse());
  const Value huge = IntLshift(iso, Value::Int(1), Value::Int(2000));
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kLt, Value::Double(1e308), huge).IsTrue());
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kLt, huge, Value::Double(HUGE_VAL)).IsTrue());
  const Value nan = Value::Double(std::nan(""));
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kNe, nan, huge).IsTrue());
  EXPECT_TRUE(NumberCompare(iso, CompareOp::kGe, nan, huge).IsFalse());
  EXPECT_TRUE(
      NumberCompare(iso, CompareOp::kLt, ComplexFrom(iso, 1, 0), Value::Int(1)).IsNotImplemented());
}

TEST_F(ArithmeticTest, TrueDivisionIsCorrectlyRounded) {
  const auto divide = [this](Value a, Value b) {
    return NumberBinary(iso, BinaryOperator::kTruediv, a, b).AsDouble();
  };
  const Value odd = IntFromInt64(iso, (int64_t{1} << 54) + 2);
  EXPECT_EQ(divide(odd, Value::Int(2)), 9007199254740992.0);  // 2**53 + 1 is a half, to even
  const Value tiny = IntLshift(iso, Value::Int(1), Value::Int(1075));
  EXPECT_EQ(divide(Value::Int(1), tiny), 0.0);
  EXPECT_EQ(divide(Value::Int(3), tiny), 1e-323);
}

}  // namespace
}  // namespace krait
