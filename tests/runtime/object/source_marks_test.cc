#include "runtime/object/source_marks.h"

#include "gtest/gtest.h"

namespace krait {
namespace {

std::string Marks(std::string_view line, int column, int end_column, int lines = 1) {
  return SourceMarks(line, {1, lines, column, end_column});
}

TEST(SourceMarksTest, PointOutTheOperator) {
  EXPECT_EQ(Marks("    x = a + b", 8, 13), "    ~~^~~");
  EXPECT_EQ(Marks("x = a // b", 4, 10), "    ~~^^~~");
}

TEST(SourceMarksTest, PointOutTheBracketsOfASubscript) {
  EXPECT_EQ(Marks("return d['key']", 7, 15), "       ~^^^^^^^");
}

TEST(SourceMarksTest, UnderlineEverythingElse) {
  EXPECT_EQ(Marks("x = f(1)", 4, 8), "    ^^^^");
}

TEST(SourceMarksTest, AreLeftOutWhenTheySpanTheLine) {
  EXPECT_EQ(Marks("    f(1)", 4, 8), "");
  EXPECT_EQ(Marks("a + b", 0, 5), "~~^~~");
}

TEST(SourceMarksTest, GoToTheEndOfTheFirstOfSeveralLines) {
  EXPECT_EQ(Marks("x = f(1,", 4, 3, 2), "    ^^^^");
}

TEST(SourceMarksTest, CountCharactersNotBytes) {
  EXPECT_EQ(Marks("é = f(1)", 5, 9), "    ^^^^");
}

}  // namespace
}  // namespace krait
