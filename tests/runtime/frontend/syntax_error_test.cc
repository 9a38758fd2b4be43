// Syntax errors: type, message, place and line of text are CPython 3.11's.

#include <gtest/gtest.h>

#include <string>

#include "runtime/frontend/parser/parser.h"
#include "tests/runtime/frontend/syntax_error_cases.h"

namespace krait::frontend {
namespace {

SyntaxErrorInfo ErrorOf(std::string_view source, ParseMode mode = ParseMode::kExec,
                        uint32_t flags = kIgnoreCookie) {
  ParseOptions options;
  options.mode = mode;
  options.flags = flags;
  ParseResult result = Parse(source, options);
  EXPECT_FALSE(result.ok()) << source;
  return result.error;
}

std::string Place(const SyntaxErrorInfo& error) {
  return std::to_string(error.lineno) + ":" + std::to_string(error.offset) + "-" +
         std::to_string(error.end_lineno) + ":" + std::to_string(error.end_offset);
}

TEST(SyntaxErrorTest, TypesMessagesAndPlacesAreThoseOfCPython) {
  for (const SyntaxErrorCase& expected : kSyntaxErrorCases) {
    SyntaxErrorInfo error = ErrorOf(expected.source);
    SyntaxErrorInfo place;
    place.lineno = expected.place.lineno;
    place.offset = expected.place.offset;
    place.end_lineno = expected.place.end_lineno;
    place.end_offset = expected.place.end_offset;
    EXPECT_EQ(ErrorTypeName(error.type), ErrorTypeName(expected.type)) << expected.source;
    EXPECT_EQ(error.message, expected.message) << expected.source;
    EXPECT_EQ(Place(error), Place(place)) << expected.source << "\n" << error.message;
  }
}

TEST(SyntaxErrorTest, TextIsTheLineOfTheError) {
  EXPECT_EQ(ErrorOf("a\nb c\nd").text, "b c\n");
  EXPECT_EQ(ErrorOf("x = (1,\ny = 2\nz z").text, "x = (1,");
  EXPECT_EQ(ErrorOf("x = '''\na''' b c").text, "x = '''\na''' b c\n");
  EXPECT_EQ(ErrorOf("x = 1 + \\\n 2 3").text, "x = 1 + \\\n 2 3\n");
  EXPECT_EQ(ErrorOf("f'{a b}'").text, "(a b)\n");
}

TEST(SyntaxErrorTest, OffsetsCountCharactersWhereTheEncodingIsKnown) {
  EXPECT_EQ(ErrorOf("é = b c").offset, 7);
  EXPECT_EQ(ErrorOf("é = b c", ParseMode::kExec, kNoParseFlags).offset, 8);
  EXPECT_EQ(ErrorOf("# coding: utf-8\né = b c", ParseMode::kExec, kNoParseFlags).offset, 7);
}

TEST(SyntaxErrorTest, LexicalErrorFurtherOnComesFirst) {
  EXPECT_EQ(ErrorOf("a b\n'c").message, "unterminated string literal (detected at line 2)");
  EXPECT_EQ(ErrorOf("f(a b\nc d").message, "'(' was never closed");
  EXPECT_EQ(ErrorOf("  a\n'c").message, "unexpected indent");
}

TEST(SyntaxErrorTest, SingleModeTakesOneStatement) {
  EXPECT_EQ(ErrorOf("x\ny", ParseMode::kSingle).message,
            "multiple statements found while compiling a single statement");
  EXPECT_EQ(ErrorOf("", ParseMode::kSingle).lineno, 0);
  EXPECT_EQ(ErrorOf("x = (", ParseMode::kSingle).message, "'(' was never closed");
}

TEST(SyntaxErrorTest, EvalModeTakesAnExpression) {
  EXPECT_EQ(ErrorOf("x = 1", ParseMode::kEval).offset, 3);
  EXPECT_EQ(ErrorOf(" x", ParseMode::kEval).message, "unexpected indent");
  EXPECT_EQ(ErrorOf("*x", ParseMode::kEval).message, "invalid syntax");
}

TEST(SyntaxErrorTest, LongIntegersAreRefused) {
  SyntaxErrorInfo error = ErrorOf(std::string(5000, '1'));
  EXPECT_EQ(
      error.message,
      "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
      "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
      "integer literals to avoid decimal conversion limits.");
  EXPECT_EQ(Place(error), "1:0-1:0");
}

}  // namespace
}  // namespace krait::frontend
