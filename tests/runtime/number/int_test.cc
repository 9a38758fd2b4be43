// Ints against GMP's own arithmetic, over operands around every boundary of the representation.
#include "runtime/number/int.h"

#include <gmpxx.h>

#include <string>
#include <vector>

#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class IntTest : public IsolateTest {
 protected:
  Value Make(const mpz_class& z) { return IntFromMpz(iso, z.get_mpz_t()); }

  mpz_class Read(Value v) {
    const IntLimbs limbs(v);
    mpz_t storage;
    return mpz_class(limbs.AsMpz(storage));
  }

  // Canonical: a word exactly when it fits one.
  void ExpectEqual(Value v, const mpz_class& expected) {
    ASSERT_FALSE(v.IsEmpty());
    EXPECT_EQ(Read(v), expected);
    const bool fits = expected >= mpz_class(std::to_string(Value::kMinInt)) &&
                      expected <= mpz_class(std::to_string(Value::kMaxInt));
    EXPECT_EQ(v.IsInt(), fits) << expected;
  }

  static std::vector<mpz_class> Operands() {
    std::vector<mpz_class> all = {0, 1, 2, 3, 10};
    for (const int bits : {31, 32, 47, 48, 49, 62, 63, 64, 65, 127, 128, 129, 200, 1000}) {
      const mpz_class power = mpz_class(1) << bits;
      all.push_back(power - 1);
      all.push_back(power);
      all.push_back(power + 1);
    }
    gmp_randclass random(gmp_randinit_default);
    for (const int bits : {40, 60, 64, 70, 128, 190, 500, 2000, 5000}) {
      all.push_back(random.get_z_bits(bits));
    }
    const size_t count = all.size();
    for (size_t i = 0; i < count; i++) all.push_back(-all[i]);
    return all;
  }
};

TEST_F(IntTest, ArithmeticAgreesWithGmp) {
  const std::vector<mpz_class> operands = Operands();
  for (const mpz_class& a : operands) {
    for (const mpz_class& b : operands) {
      const Value x = Make(a), y = Make(b);
      ExpectEqual(IntAdd(iso, x, y), a + b);
      ExpectEqual(IntSub(iso, x, y), a - b);
      ExpectEqual(IntMul(iso, x, y), a * b);
      ExpectEqual(IntAnd(iso, x, y), a & b);
      ExpectEqual(IntOr(iso, x, y), a | b);
      ExpectEqual(IntXor(iso, x, y), a ^ b);
      const int order = cmp(a, b);
      EXPECT_EQ(IntCompare(x, y), order < 0 ? -1 : order > 0);
      if (b == 0) continue;
      mpz_class q, r;
      mpz_fdiv_qr(q.get_mpz_t(), r.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
      ExpectEqual(IntFloorDiv(iso, x, y), q);
      ExpectEqual(IntMod(iso, x, y), r);
    }
  }
}

TEST_F(IntTest, ShiftsRoundTowardsMinusInfinity) {
  for (const mpz_class& a : Operands()) {
    const Value x = Make(a);
    for (const int shift : {0, 1, 7, 48, 63, 64, 65, 128, 300}) {
      ExpectEqual(IntLshift(iso, x, Value::Int(shift)), a << shift);
      ExpectEqual(IntRshift(iso, x, Value::Int(shift)), a >> shift);
    }
    ExpectEqual(IntNeg(iso, x), -a);
    ExpectEqual(IntInvert(iso, x), ~a);
    EXPECT_EQ(IntSign(x), sgn(a));
  }
}

TEST_F(IntTest, PowersAgreeWithGmp) {
  for (const mpz_class& a : Operands()) {
    if (abs(a) > mpz_class(1) << 200) continue;
    for (const unsigned exponent : {0u, 1u, 2u, 3u, 5u, 16u, 31u, 100u}) {
      mpz_class expected;
      mpz_pow_ui(expected.get_mpz_t(), a.get_mpz_t(), exponent);
      ExpectEqual(IntPow(iso, Make(a), Value::Int(exponent)), expected);
      for (const mpz_class& m : {mpz_class(1), mpz_class(97), mpz_class("340282366920938463463")}) {
        mpz_class residue;
        mpz_fdiv_r(residue.get_mpz_t(), expected.get_mpz_t(), m.get_mpz_t());
        ExpectEqual(IntPowMod(iso, Make(a), Value::Int(exponent), Make(m)), residue);
      }
    }
  }
}

TEST_F(IntTest, TextRoundTripsInEveryBase) {
  for (const mpz_class& a : Operands()) {
    for (int base = 2; base <= 36; base++) {
      const Str* text = IntToStr(iso, Make(a), base);
      ASSERT_NE(text, nullptr);
      EXPECT_EQ(std::string(text->view()), a.get_str(base));
      bool valid;
      ExpectEqual(IntFromText(iso, text->view(), base, &valid), a);
      EXPECT_TRUE(valid);
    }
  }
}

TEST_F(IntTest, TextThatIsNoNumberIsRefusedWithoutAnException) {
  for (const char* text : {"", "-", "+", "_1", "1_", "1__2", "12a", " 1", "1 "}) {
    bool valid = true;
    EXPECT_TRUE(IntFromText(iso, text, 10, &valid).IsEmpty()) << text;
    EXPECT_FALSE(valid) << text;
    EXPECT_FALSE(iso->HasPending());
  }
}

TEST_F(IntTest, DoublesConvertExactly) {
  for (const double d : {0.0, 1.9, -1.9, 4503599627370497.0, 9.3e18, -1e19, 1.5e300}) {
    mpz_class expected;
    mpz_set_d(expected.get_mpz_t(), d);
    ExpectEqual(IntFromDouble(iso, d), expected);
  }
}

TEST_F(IntTest, ConversionToDoubleRoundsHalvesToEven) {
  struct Case {
    const char* text;
    double expected;
  };
  for (const auto& [text, expected] : {
           Case{"9007199254740993", 9007199254740992.0},
           Case{"9007199254740995", 9007199254740996.0},
           Case{"36893488147419107329", 36893488147419111424.0},
           Case{"-36893488147419107328", -36893488147419103232.0},
       }) {
    bool valid;
    double d;
    ASSERT_TRUE(IntToDouble(iso, IntFromText(iso, text, 10, &valid), &d));
    EXPECT_EQ(d, expected) << text;
  }
  double d;
  EXPECT_FALSE(IntToDouble(iso, Make(mpz_class(1) << 1024), &d));
  EXPECT_TRUE(PendingIs(iso, ExceptionId::kOverflowError));
}

TEST_F(IntTest, HashesAreResiduesOfTheMersennePrime) {
  const mpz_class modulus = (mpz_class(1) << 61) - 1;
  for (const mpz_class& a : Operands()) {
    const mpz_class residue = abs(a) % modulus;
    int64_t expected = residue.get_si();
    if (a < 0) expected = -expected;
    if (expected == -1) expected = -2;
    EXPECT_EQ(IntHash(Make(a)), expected) << a;
  }
}

TEST_F(IntTest, ResultsBeyondMemoryRaise) {
  EXPECT_TRUE(IntLshift(iso, Value::Int(1), Value::Int(int64_t{1} << 47)).IsEmpty());
  EXPECT_TRUE(ClearPendingIf(iso, ExceptionId::kMemoryError));
  EXPECT_TRUE(IntPow(iso, Value::Int(10), Value::Int(int64_t{1} << 47)).IsEmpty());
  EXPECT_TRUE(ClearPendingIf(iso, ExceptionId::kMemoryError));
}

}  // namespace
}  // namespace krait
