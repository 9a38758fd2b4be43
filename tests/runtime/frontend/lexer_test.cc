// Tokens: kinds, layout and positions.

#include "runtime/frontend/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace krait::frontend {
namespace {

struct Lexed {
  std::string text;
  std::vector<Token> tokens;
  std::vector<SyntaxWarningInfo> warnings;
  LexError error;

  explicit Lexed(std::string source) : text(std::move(source)) {
    Lexer lexer(text, &tokens, &warnings);
    lexer.Run();
    error = lexer.error();
  }

  // Texts of the tokens, or names of those without.
  std::string Summary() const {
    std::string result;
    for (const Token& token : tokens) {
      if (!result.empty()) result += ' ';
      switch (token.kind) {
        case TokenKind::kEndMarker:
          result += "<end>";
          break;
        case TokenKind::kError:
          result += "<error>";
          break;
        case TokenKind::kNewline:
          result += "<newline>";
          break;
        case TokenKind::kIndent:
          result += "<indent>";
          break;
        case TokenKind::kDedent:
          result += "<dedent>";
          break;
        default:
          result += text.substr(token.start, token.end - token.start);
      }
    }
    return result;
  }
};

TEST(LexerTest, EveryPunctuationAndKeywordHasItsToken) {
  std::string source;
  std::vector<TokenKind> kinds;
#define V(name, text) \
  source += text " "; \
  kinds.push_back(TokenKind::k##name);
  KRAIT_KEYWORD_TOKENS(V)
  KRAIT_PUNCTUATION_TOKENS(V)
#undef V
  // Brackets are listed in matching pairs.
  Lexed lexed(source);
  ASSERT_EQ(lexed.tokens.size(), kinds.size() + 1);
  for (size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(lexed.tokens[i].kind, kinds[i]) << i;
}

TEST(LexerTest, LayoutIsExplicit) {
  EXPECT_EQ(Lexed("if a:\n  b\n\n  # c\n  d\ne\n").Summary(),
            "if a : <newline> <indent> b <newline> d <newline> <dedent> e <newline> <end>");
  EXPECT_EQ(Lexed("(a,\n  b)\n").Summary(), "( a , b ) <newline> <end>");
  EXPECT_EQ(Lexed("a + \\\n  b\n").Summary(), "a + b <newline> <end>");
  EXPECT_EQ(Lexed("if a:\n\tb\n").Summary(),
            "if a : <newline> <indent> b <newline> <dedent> <end>");
}

TEST(LexerTest, IndentationMustNotDependOnTabs) {
  EXPECT_EQ(Lexed("if a:\n\tb\n        c\n").error.kind, LexError::Kind::kTabs);
  EXPECT_EQ(Lexed("if a:\n    b\n  c\n").error.kind, LexError::Kind::kDedent);
}

TEST(LexerTest, StringsKeepPrefixAndQuotes) {
  EXPECT_EQ(Lexed("rb'a\\'' f\"\"\"b\n\"\"\" '' x''\n").Summary(),
            "rb'a\\'' f\"\"\"b\n\"\"\" '' x '' <newline> <end>");
}

TEST(LexerTest, PositionsCountLinesFromOneAndBytesFromZero) {
  Lexed lexed("\u00e9 = '''\n''' + b\n");
  const Token& string = lexed.tokens[2];
  EXPECT_EQ(lexed.tokens[1].col_offset, 3);
  EXPECT_EQ(string.lineno, 1);
  EXPECT_EQ(string.col_offset, 5);
  EXPECT_EQ(string.end_lineno, 2);
  EXPECT_EQ(string.end_col_offset, 3);
  EXPECT_EQ(lexed.tokens[4].lineno, 2);
  EXPECT_EQ(lexed.tokens[4].col_offset, 6);
}

TEST(LexerTest, NumbersEndWhereTheyMust) {
  EXPECT_EQ(Lexed("1..real 0x1f 1_0.5e-3j .5\n").Summary(),
            "1. . real 0x1f 1_0.5e-3j .5 <newline> <end>");
  EXPECT_EQ(Lexed("1_\n").error.message, "invalid decimal literal");
  EXPECT_EQ(Lexed("0b2\n").error.message, "invalid digit '2' in binary literal");
  EXPECT_EQ(Lexed("1if x else 2\n").warnings.size(), 1u);
}

}  // namespace
}  // namespace krait::frontend
