// Tokens of the Python language.
//
// Soft keywords (match, case, _) are Name tokens. Layout is explicit: Newline ends a logical line,
// Indent and Dedent bracket a block. A token list ends with EndMarker, or with Error where the
// lexer could not go on; the lexer then holds what went wrong.

#ifndef KRAIT_RUNTIME_FRONTEND_TOKEN_H_
#define KRAIT_RUNTIME_FRONTEND_TOKEN_H_

#include <cstdint>
#include <string_view>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

#define KRAIT_LAYOUT_TOKENS(V) \
  V(EndMarker, "")             \
  V(Error, "")                 \
  V(Name, "NAME")              \
  V(Number, "NUMBER")          \
  V(String, "STRING")          \
  V(Newline, "NEWLINE")        \
  V(Indent, "INDENT")          \
  V(Dedent, "DEDENT")          \
  V(StrayCharacter, "")

#define KRAIT_PUNCTUATION_TOKENS(V) \
  V(LeftParen, "(")                 \
  V(RightParen, ")")                \
  V(LeftBracket, "[")               \
  V(RightBracket, "]")              \
  V(LeftBrace, "{")                 \
  V(RightBrace, "}")                \
  V(Colon, ":")                     \
  V(Comma, ",")                     \
  V(Semicolon, ";")                 \
  V(Dot, ".")                       \
  V(Ellipsis, "...")                \
  V(Arrow, "->")                    \
  V(ColonEqual, ":=")               \
  V(Equal, "=")                     \
  V(Plus, "+")                      \
  V(Minus, "-")                     \
  V(Star, "*")                      \
  V(Slash, "/")                     \
  V(Percent, "%")                   \
  V(At, "@")                        \
  V(DoubleStar, "**")               \
  V(DoubleSlash, "//")              \
  V(LeftShift, "<<")                \
  V(RightShift, ">>")               \
  V(VerticalBar, "|")               \
  V(Circumflex, "^")                \
  V(Ampersand, "&")                 \
  V(Tilde, "~")                     \
  V(EqualEqual, "==")               \
  V(NotEqual, "!=")                 \
  V(Less, "<")                      \
  V(LessEqual, "<=")                \
  V(Greater, ">")                   \
  V(GreaterEqual, ">=")             \
  V(PlusEqual, "+=")                \
  V(MinusEqual, "-=")               \
  V(StarEqual, "*=")                \
  V(SlashEqual, "/=")               \
  V(PercentEqual, "%=")             \
  V(AtEqual, "@=")                  \
  V(DoubleStarEqual, "**=")         \
  V(DoubleSlashEqual, "//=")        \
  V(LeftShiftEqual, "<<=")          \
  V(RightShiftEqual, ">>=")         \
  V(VerticalBarEqual, "|=")         \
  V(CircumflexEqual, "^=")          \
  V(AmpersandEqual, "&=")

#define KRAIT_KEYWORD_TOKENS(V) \
  V(False, "False")             \
  V(None, "None")               \
  V(True, "True")               \
  V(And, "and")                 \
  V(As, "as")                   \
  V(Assert, "assert")           \
  V(Async, "async")             \
  V(Await, "await")             \
  V(Break, "break")             \
  V(Class, "class")             \
  V(Continue, "continue")       \
  V(Def, "def")                 \
  V(Del, "del")                 \
  V(Elif, "elif")               \
  V(Else, "else")               \
  V(Except, "except")           \
  V(Finally, "finally")         \
  V(For, "for")                 \
  V(From, "from")               \
  V(Global, "global")           \
  V(If, "if")                   \
  V(Import, "import")           \
  V(In, "in")                   \
  V(Is, "is")                   \
  V(Lambda, "lambda")           \
  V(Nonlocal, "nonlocal")       \
  V(Not, "not")                 \
  V(Or, "or")                   \
  V(Pass, "pass")               \
  V(Raise, "raise")             \
  V(Return, "return")           \
  V(Try, "try")                 \
  V(While, "while")             \
  V(With, "with")               \
  V(Yield, "yield")

#define KRAIT_TOKENS(V)       \
  KRAIT_LAYOUT_TOKENS(V)      \
  KRAIT_PUNCTUATION_TOKENS(V) \
  KRAIT_KEYWORD_TOKENS(V)

enum class TokenKind : uint8_t {
#define V(name, text) k##name,
  KRAIT_TOKENS(V)
#undef V
};

inline constexpr int kTokenKindCount = 0
#define V(name, text) +1
    KRAIT_TOKENS(V)
#undef V
    ;

inline std::string_view TokenKindText(TokenKind kind) {
  constexpr std::string_view kTexts[] = {
#define V(name, text) text,
      KRAIT_TOKENS(V)
#undef V
  };
  return kTexts[static_cast<int>(kind)];
}

// Tokens without text (Indent, Dedent, EndMarker, Error, an implied Newline) have columns of -1, as
// in CPython (shifted like all others in an f-string's expression); their byte range is what the
// lexer had consumed of the line.
struct Token : Position {
  TokenKind kind;
  uint8_t level;   // open parentheses after this token
  uint32_t start;  // byte range in the lexer's text
  uint32_t end;

  bool has_text() const {
    return kind > TokenKind::kDedent || (kind >= TokenKind::kName && kind <= TokenKind::kString) ||
           (kind == TokenKind::kNewline && col_offset != -1);
  }
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_TOKEN_H_
