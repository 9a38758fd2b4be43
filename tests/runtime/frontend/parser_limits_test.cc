// Deep and large sources: an error or a tree, in linear time and little stack.

#include <gtest/gtest.h>

#include <string>

#include "runtime/frontend/ast_dump.h"
#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {
namespace {

constexpr int kMany = 100'000;

std::string Repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

ErrorType TypeOf(const std::string& source) {
  ParseResult result = Parse(source, {});
  EXPECT_FALSE(result.ok());
  return result.error.type;
}

std::string MessageOf(const std::string& source) {
  ParseResult result = Parse(source, {});
  return result.ok() ? "" : result.error.message;
}

TEST(ParserLimitsTest, BracketsNestTwoHundredDeep) {
  for (const char* open : {"(", "[", "{", "f(", "a[", "([{"}) {
    EXPECT_EQ(MessageOf(Repeat(open, kMany)), "too many nested parentheses") << open;
  }
  EXPECT_EQ(MessageOf(Repeat("(", 200) + "1" + Repeat(")", 200)), "");
}

TEST(ParserLimitsTest, MistakesAreFoundAtAnyDepthOfBrackets) {
  EXPECT_EQ(MessageOf(Repeat("[", 199) + "a b" + Repeat("]", 199)),
            "invalid syntax. Perhaps you forgot a comma?");
}

TEST(ParserLimitsTest, OtherNestingEndsInMemoryError) {
  for (const char* prefix : {"-", "not ", "lambda: ", "2 ** ", "a if b else "}) {
    EXPECT_EQ(TypeOf(Repeat(prefix, kMany) + "1"), ErrorType::kMemoryError) << prefix;
  }
  EXPECT_EQ(TypeOf("f'{" + Repeat("-", kMany) + "1}'"), ErrorType::kMemoryError);
}

TEST(ParserLimitsTest, BlocksNestAHundredDeep) {
  std::string source;
  for (int i = 0; i < 150; ++i) source += Repeat(" ", i) + "if a:\n";
  EXPECT_EQ(MessageOf(source), "too many levels of indentation");
}

TEST(ParserLimitsTest, ChainsMayHaveAnyLength) {
  for (const char* link : {"+a", ".b", "()", "[0]", " or a", " < a", ", a", " = a"}) {
    ParseResult result = Parse("a" + Repeat(link, kMany), {});
    ASSERT_TRUE(result.ok()) << link;
    EXPECT_FALSE(DumpAst(result.root).empty());
  }
  EXPECT_EQ(MessageOf("if a: b\n" + Repeat("elif a: b\n", kMany)), "");
}

TEST(ParserLimitsTest, LongSourcesAreRead) {
  EXPECT_EQ(MessageOf(Repeat("x = f(1, 'a')\n", 200'000)), "");
  EXPECT_EQ(MessageOf("[" + Repeat("1, ", 300'000) + "]"), "");
  EXPECT_EQ(MessageOf("'''" + Repeat("a\n", 300'000) + "'''"), "");
  EXPECT_EQ(MessageOf("f'" + Repeat("{a}", kMany) + "'"), "");
}

TEST(ParserLimitsTest, ErrorsInLongSourcesAreFound) {
  ParseResult result = Parse(Repeat("x = 1\n", 200'000) + "x y", {});
  EXPECT_EQ(result.error.lineno, 200'001);
  EXPECT_EQ(result.error.offset, 3);
  EXPECT_EQ(MessageOf("[" + Repeat("1, ", 1'000) + "1 2]"),
            "invalid syntax. Perhaps you forgot a comma?");
  // Past a limit of work the message is the plain one.
  EXPECT_EQ(MessageOf("[" + Repeat("1, ", 1'000'000) + "1 2]"), "invalid syntax");
}

}  // namespace
}  // namespace krait::frontend
