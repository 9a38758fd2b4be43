#include "runtime/text/unicode.h"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/text/character_names.h"

namespace krait::unicode {
namespace {

std::vector<uint32_t> Mapped(int (*map)(uint32_t, uint32_t*), uint32_t c) {
  uint32_t out[kMaxCaseLength];
  return std::vector<uint32_t>(out, out + map(c, out));
}
using CodePoints = std::vector<uint32_t>;

TEST(Unicode, MapsCaseInFull) {
  EXPECT_EQ(Mapped(ToUpper, 'a'), CodePoints({'A'}));
  EXPECT_EQ(Mapped(ToUpper, 0xDF), CodePoints({'S', 'S'}));
  EXPECT_EQ(Mapped(ToTitle, 0xDF), CodePoints({'S', 's'}));
  EXPECT_EQ(Mapped(ToTitle, 0x149), CodePoints({0x2BC, 'N'}));
  EXPECT_EQ(Mapped(ToTitle, 0x1C6), CodePoints({0x1C5}));
  EXPECT_EQ(Mapped(ToTitle, 0x1F80), CodePoints({0x1F88}));
  EXPECT_EQ(Mapped(ToUpper, 0x1F80), CodePoints({0x1F08, 0x399}));
  EXPECT_EQ(Mapped(ToTitle, 0x1F88), CodePoints({0x1F88}));
  EXPECT_EQ(Mapped(ToLower, 0x130), CodePoints({'i', 0x307}));
  EXPECT_EQ(Mapped(ToFolded, 0xFB01), CodePoints({'f', 'i'}));
}

TEST(Unicode, KnowsValuesOfNumbers) {
  EXPECT_EQ(DecimalValue('7'), 7);
  EXPECT_EQ(DecimalValue(0x0669), 9);
  EXPECT_EQ(DecimalValue(0x1D7FF), 9);
  EXPECT_EQ(DecimalValue(0xB2), -1);
  EXPECT_EQ(DigitValue(0xB2), 2);
  EXPECT_EQ(DigitValue('x'), -1);
  double value;
  EXPECT_TRUE(NumericValue(0xBD, &value));
  EXPECT_EQ(value, 0.5);
  EXPECT_TRUE(NumericValue(0x216B, &value));
  EXPECT_EQ(value, 12);
  EXPECT_TRUE(NumericValue(0x4E07, &value));
  EXPECT_EQ(value, 10000);
  EXPECT_FALSE(NumericValue('x', &value));
}

TEST(Unicode, ClassifiesAsUnicode14) {
  EXPECT_TRUE(IsSpace(0x3000));
  EXPECT_FALSE(IsSpace(0x200B));
  EXPECT_TRUE(IsLower(0xAA));
  EXPECT_TRUE(IsUpper(0x2160));
  EXPECT_FALSE(IsPrintable(0xE000));
  EXPECT_TRUE(IsIdentifierStart(0x2118));
  EXPECT_FALSE(IsIdentifierStart(0x37A));
  EXPECT_TRUE(IsIdentifierContinue(0xB7));
  EXPECT_STREQ(CategoryName(0x1FACE), "Cn");  // assigned in Unicode 15
}

TEST(CharacterNames, WorkBothWays) {
  for (uint32_t c : {0x41u, 0xE9u, 0x3B1u, 0x2603u, 0x1F600u, 0xAC01u, 0xD7A3u, 0x4E2Du}) {
    uint32_t found = 0;
    ASSERT_TRUE(CharacterByName(CharacterName(c), &found)) << c;
    EXPECT_EQ(found, c);
  }
  uint32_t c;
  EXPECT_TRUE(CharacterByName("line feed", &c));
  EXPECT_EQ(c, 10u);
  EXPECT_EQ(CharacterName(10), "");
  EXPECT_FALSE(CharacterByName("NO SUCH CHARACTER", &c));
  EXPECT_FALSE(CharacterByName("CJK UNIFIED IDEOGRAPH-0041", &c));
}

}  // namespace
}  // namespace krait::unicode
