// Splits a source text into tokens, all at once, before the parser starts.
//
// The list is complete, or ends at the first lexical error. Whether that error is reported is for
// the parser to say: a syntax error before it may come first (see parser/session.h). Positions and
// errors are those of CPython 3.11.
//
// The lexer also splits the expressions inside f-strings, which the parser hands over as
// "(expression)" texts with a starting position.

#ifndef KRAIT_RUNTIME_FRONTEND_LEXER_H_
#define KRAIT_RUNTIME_FRONTEND_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/errors.h"
#include "runtime/frontend/token.h"

namespace krait::frontend {

struct LexError {
  enum class Kind : uint8_t {
    kNone,
    // The lexer knows message and place. Such an error wins over a syntax error before it.
    kReported,
    // Bytes that are not UTF-8 in a name: the parser words it.
    kUndecodable,
    // The rest is reported only if the parser gets here.
    kEndOfSource,   // inside parentheses, or after a line continuation
    kDedent,        // to a column that no enclosing block has
    kTabs,          // indentation whose meaning depends on the width of a tab
    kTooDeep,       // indentation deeper than kMaxIndentation
    kContinuation,  // text after a backslash
  };

  Kind kind = Kind::kNone;
  bool at_end = false;  // there was nothing left to read
  std::string message;  // kReported, kUndecodable
  int32_t lineno = 0;   // kReported
  int32_t offset = 0;   // kReported: in characters, from 1
  int32_t end_offset = 0;
  std::string text;  // kReported

  // The innermost open parenthesis at the point of failure; 0 if there is none.
  char open_paren = 0;
  int32_t open_paren_lineno = 0;
  int32_t open_paren_column = 0;
};

class Lexer {
 public:
  static constexpr int kMaxParentheses = 200;
  static constexpr int kMaxIndentation = 100;

  // `text` must be followed by a NUL character (as in std::string) and outlive the lexer.
  Lexer(std::string_view text, std::vector<Token>* tokens, std::vector<SyntaxWarningInfo>* warnings)
      : begin_(text.data()),
        end_(text.data() + text.size()),
        cursor_(begin_),
        line_start_(begin_),
        tokens_(*tokens),
        warnings_(*warnings) {}

  // For the expression of an f-string: the line it stands on, and what to add to the columns of
  // that line.
  void SetStart(int32_t lineno, int32_t column) {
    lineno_ = lineno;
    first_lineno_ = lineno;
    first_column_ = column;
  }
  // One interactive statement: the end of the source also ends its line and, unless
  // `keep_block_open`, its blocks.
  void SetSingle(bool keep_block_open) {
    single_ = true;
    keep_block_open_ = keep_block_open;
  }

  // Appends the tokens; the last is EndMarker, or Error and then error() says why.
  void Run();

  const LexError& error() const { return error_; }

 private:
  bool ScanLine();
  bool ScanIndentation();
  bool ApplyIndentation(int column, int alternate_column);
  bool ScanToken();
  bool ScanName();
  bool VerifyName(const char* start);
  bool ScanNumber();
  bool ScanRadixNumber(int bits, const char* name);
  bool ScanLeadingZeros();
  bool ScanDecimal();
  bool ScanDecimalTail();
  bool ScanFraction();
  bool ScanExponent();
  bool FinishNumber(const char* name);
  bool ScanString(const char* start);
  bool FailUnterminated(const char* start, int32_t start_line, const char* start_line_start,
                        bool triple);
  bool ScanOperator();
  bool ScanParenthesis(TokenKind kind);
  bool SkipContinuation();
  void FinishSource();

  void NewLine();
  TokenKind ClassifyOperator(int* length) const;
  void Emit(TokenKind kind, const char* start);
  void EmitBare(TokenKind kind);

  // All of these return false, for `return Fail(...)`.
  bool Fail(LexError::Kind kind);
  bool FailReported(std::string message);
  void NoteOpenParenthesis();
  std::string CurrentLine() const;

  const char* begin_;
  const char* end_;
  const char* cursor_;
  const char* line_start_;
  std::vector<Token>& tokens_;
  std::vector<SyntaxWarningInfo>& warnings_;

  int32_t lineno_ = 1;
  int32_t first_lineno_ = -1;  // of an f-string's expression
  int32_t first_column_ = 0;
  bool single_ = false;
  bool keep_block_open_ = false;
  bool at_line_start_ = true;

  // Columns of the open blocks, once with tabs to multiples of 8 and once with tabs of width 1: the
  // two must agree on every comparison.
  int indentation_depth_ = 0;
  int columns_[kMaxIndentation] = {0};
  int alternate_columns_[kMaxIndentation] = {0};

  struct Parenthesis {
    char character;
    int32_t lineno;
    int32_t column;
  };
  int level_ = 0;
  Parenthesis parentheses_[kMaxParentheses];

  LexError error_;
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_LEXER_H_
