// Floats as text: repr, parsing, hexadecimal, and the fixed formats.
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "gtest/gtest.h"
#include "runtime/number/float.h"
#include "runtime/number/float_hex.h"
#include "runtime/number/number_format.h"

namespace krait {
namespace {

std::string Repr(double d) {
  char buffer[kMaxFloatRepr];
  return std::string(buffer, FloatRepr(d, buffer));
}

TEST(FloatRepr, ChangesToExponentsAtTheLimits) {
  EXPECT_EQ(Repr(0.0), "0.0");
  EXPECT_EQ(Repr(-0.0), "-0.0");
  EXPECT_EQ(Repr(1e15), "1000000000000000.0");
  EXPECT_EQ(Repr(1e16), "1e+16");
  EXPECT_EQ(Repr(0.0001), "0.0001");
  EXPECT_EQ(Repr(0.00001), "1e-05");
  EXPECT_EQ(Repr(123456789012345678.0), "1.2345678901234568e+17");
  EXPECT_EQ(Repr(5e-324), "5e-324");
  EXPECT_EQ(Repr(-HUGE_VAL), "-inf");
  EXPECT_EQ(Repr(std::nan("")), "nan");
}

TEST(FloatRepr, ReadsBackAsTheSameDouble) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; i++) {
    const uint64_t bits = random();
    double d, back;
    std::memcpy(&d, &bits, sizeof(d));
    if (std::isnan(d)) continue;
    ASSERT_TRUE(ParseFloat(Repr(d), &back));
    EXPECT_EQ(d, back);
    ASSERT_EQ(FloatFromHex(FloatToHex(d), &back), HexResult::kOk);
    EXPECT_EQ(d, back);
  }
}

TEST(ParseFloat, TakesWhatPythonTakes) {
  double d;
  EXPECT_TRUE(ParseFloat(" 1_0.5_0e1_0\n", &d));
  EXPECT_EQ(d, 10.5e10);
  EXPECT_TRUE(ParseFloat("-INFINITY", &d));
  EXPECT_EQ(d, -HUGE_VAL);
  EXPECT_TRUE(ParseFloat("1e400", &d));
  EXPECT_EQ(d, HUGE_VAL);
  EXPECT_TRUE(ParseFloat("-1e-400", &d));
  EXPECT_EQ(d, 0.0);
  EXPECT_TRUE(std::signbit(d));
  EXPECT_TRUE(ParseFloat("0.000" + std::string(400, '0') + "1e404", &d));
  EXPECT_EQ(d, 1.0);
  for (const char* text : {"", ".", "1e", "1e+", "_1", "1_", "1._5", "0x1", "infx", "1 2", "--1"}) {
    EXPECT_FALSE(ParseFloat(text, &d)) << text;
  }
}

TEST(FormatDouble, KeepsWhatTheFlagsAskFor) {
  EXPECT_EQ(FormatDouble(1.0, 'g', 6, 0), "1");
  EXPECT_EQ(FormatDouble(1.0, 'g', 6, kAlternateForm), "1.00000");
  EXPECT_EQ(FormatDouble(100.0, 'g', 3, kAddDotZero), "1e+02");
  EXPECT_EQ(FormatDouble(100.0, 'g', 4, kAddDotZero), "100.0");
  EXPECT_EQ(FormatDouble(0.5, 'f', 0, 0), "0");
  EXPECT_EQ(FormatDouble(1.5, 'f', 0, kAlternateForm), "2.");
  EXPECT_EQ(FormatDouble(-0.04, 'f', 1, kNoNegativeZero), "0.0");
  EXPECT_EQ(FormatDouble(-0.06, 'f', 1, kNoNegativeZero), "-0.1");
  EXPECT_EQ(FormatDouble(1e-5, 'G', 3, 0), "1E-05");
  EXPECT_EQ(FormatDouble(HUGE_VAL, 'F', 3, 0), "INF");
}

TEST(GroupDigits, ZerosFillTheWidthWithoutALeadingSeparator) {
  EXPECT_EQ(GroupDigits("1234", ',', 3, 0), "1,234");
  EXPECT_EQ(GroupDigits("1234", ',', 3, 8), "0,001,234");
  EXPECT_EQ(GroupDigits("1234", ',', 3, 9), "0,001,234");
  EXPECT_EQ(GroupDigits("1234", ',', 3, 10), "00,001,234");
  EXPECT_EQ(GroupDigits("abcde", '_', 4, 0), "a_bcde");
}

TEST(FloatRound, RoundsTheExactValue) {
  EXPECT_EQ(FloatRound(2.675, 2), 2.67);
  EXPECT_EQ(FloatRound(2.5, 0), 2.0);
  EXPECT_EQ(FloatRound(25.0, -1), 20.0);
  EXPECT_EQ(FloatRound(50.0, -2), 0.0);
  EXPECT_EQ(FloatRound(50.1, -2), 100.0);
  EXPECT_EQ(FloatRound(5.1, -1), 10.0);
  EXPECT_EQ(FloatRound(1e23, -23), 1e23);
  EXPECT_EQ(FloatRound(1.5e308, -308), HUGE_VAL);
}

TEST(FloatHash, EqualsTheHashOfTheSameInt) {
  EXPECT_EQ(FloatHash(-1.0), -2);
  EXPECT_EQ(FloatHash(1e15), 1000000000000000);
  EXPECT_EQ(FloatHash(std::ldexp(1.0, 61)), 1);
  EXPECT_EQ(FloatHash(0.5), int64_t{1} << 60);
}

}  // namespace
}  // namespace krait
