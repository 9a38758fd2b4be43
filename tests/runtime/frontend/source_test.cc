// From bytes to text: encoding declarations, byte order mark, line ends, NUL.

#include "runtime/frontend/source.h"

#include <gtest/gtest.h>

#include <string>

namespace krait::frontend {
namespace {

std::string Decoded(std::string_view source, uint32_t flags = kNoParseFlags) {
  ParseOptions options;
  options.flags = flags;
  SourceText result;
  SyntaxErrorInfo error;
  return DecodeSource(source, options, &result, &error) ? result.text : "error: " + error.message;
}

TEST(SourceTest, DeclarationIsFoundInComments) {
  EXPECT_EQ(DeclaredEncoding("# -*- coding: latin-1 -*-"), "iso-8859-1");
  EXPECT_EQ(DeclaredEncoding("  # vim: set fileencoding=UTF_8 :"), "utf-8");
  EXPECT_EQ(DeclaredEncoding("# coding=koi8-r"), "koi8-r");
  EXPECT_EQ(DeclaredEncoding("x = 1  # coding: latin-1"), "");
  EXPECT_EQ(DeclaredEncoding("# coding latin-1"), "");
}

TEST(SourceTest, DeclarationStandsInTheFirstTwoLines) {
  EXPECT_EQ(Decoded("\n# coding: latin-1\n'\xe9'\n"), "\n# coding: latin-1\n'\u00e9'\n");
  EXPECT_EQ(Decoded("x\n# coding: nonsense\n"), "x\n# coding: nonsense\n");
  EXPECT_EQ(Decoded("# coding: nonsense\n"), "error: unknown encoding: nonsense");
  EXPECT_EQ(Decoded("# coding: nonsense\n", kIgnoreCookie), "# coding: nonsense\n");
}

TEST(SourceTest, ByteOrderMarkMeansUtf8) {
  EXPECT_EQ(Decoded("\xef\xbb\xbfx\n"), "x\n");
  EXPECT_EQ(Decoded("\xef\xbb\xbf# coding: latin-1\n"),
            "error: encoding problem: iso-8859-1 with BOM");
}

TEST(SourceTest, LineEndsBecomeNewlines) { EXPECT_EQ(Decoded("a\r\nb\rc"), "a\nb\nc\n"); }

TEST(SourceTest, NulIsRefused) {
  EXPECT_EQ(Decoded(std::string_view("a\0b", 3)),
            "error: source code string cannot contain null bytes");
}

TEST(SourceTest, LoneSurrogateInAStrIsRefused) {
  EXPECT_EQ(Decoded("a\xed\xa0\x80", kIgnoreCookie),
            "error: 'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not "
            "allowed");
}

TEST(SourceTest, UndecodableScriptNamesTheFile) {
  EXPECT_EQ(Decoded("x\n\xff\n", kSourceIsFile),
            "error: Non-UTF-8 code starting with '\\xff' in file <string> on line 2, but no "
            "encoding declared; see https://peps.python.org/pep-0263/ for details");
}

}  // namespace
}  // namespace krait::frontend
