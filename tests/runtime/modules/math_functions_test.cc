// The functions of `math` on doubles, and the generator of `random`.
#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "runtime/modules/math/float_functions.h"
#include "runtime/modules/random/mersenne_twister.h"

namespace krait {
namespace {

using mathlib::EuclideanNorm;
using mathlib::ExactSum;

TEST(ExactSum, RoundsOnce) {
  ExactSum sum;
  for (const double x : {1e100, 1.0, -1e100, 1e-100, 1e50, -1e50}) ASSERT_TRUE(sum.Add(x));
  EXPECT_EQ(sum.Result(), 1.0);
  ExactSum tenths;
  for (int i = 0; i < 10; i++) ASSERT_TRUE(tenths.Add(0.1));
  EXPECT_EQ(tenths.Result(), 1.0);
  ExactSum halfway;
  for (const double x : {1e-16, 1.0, 1e16}) ASSERT_TRUE(halfway.Add(x));
  EXPECT_EQ(halfway.Result(), 10000000000000002.0);
}

TEST(ExactSum, ReportsOverflowAndInfinities) {
  ExactSum overflow;
  EXPECT_TRUE(overflow.Add(1e308));
  EXPECT_FALSE(overflow.Add(1e308));
  ExactSum infinite;
  EXPECT_TRUE(infinite.Add(HUGE_VAL));
  EXPECT_TRUE(infinite.Add(-HUGE_VAL));
  EXPECT_TRUE(infinite.has_special());
  EXPECT_TRUE(std::isnan(infinite.infinity_sum()));
}

TEST(EuclideanNorm, NeitherOverflowsNorUnderflows) {
  EXPECT_EQ(EuclideanNorm(std::vector<double>{3, 4}), 5.0);
  EXPECT_EQ(EuclideanNorm(std::vector<double>{3e300, 4e300}), 5e300);
  EXPECT_EQ(EuclideanNorm(std::vector<double>{3e-320, 4e-320}), 5e-320);
  EXPECT_EQ(EuclideanNorm(std::vector<double>{std::nan(""), HUGE_VAL}), HUGE_VAL);
  EXPECT_EQ(EuclideanNorm({}), 0.0);
}

TEST(Gamma, IsExactForSmallIntsAndInfiniteBeyondTheRange) {
  EXPECT_EQ(mathlib::Gamma(5.0), 24.0);
  EXPECT_EQ(mathlib::Gamma(23.0), 1124000727777607680000.0);
  EXPECT_EQ(mathlib::Gamma(172.0), HUGE_VAL);
  EXPECT_TRUE(std::isnan(mathlib::Gamma(-3.0)));
  EXPECT_EQ(mathlib::LogGamma(1.0), 0.0);
}

TEST(MersenneTwister, GivesThePublishedSequence) {
  MersenneTwister twister;
  const uint32_t key[] = {0x123, 0x234, 0x345, 0x456};
  twister.Seed(key);
  EXPECT_EQ(twister.Next(), 1067595299u);
  EXPECT_EQ(twister.Next(), 955945823u);
  EXPECT_EQ(twister.Next(), 477289528u);
}

}  // namespace
}  // namespace krait
