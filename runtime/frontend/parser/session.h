// What the parser works on and reports to.
//
// A ParseSession is one call of Parse(). It has one SourceUnit for the source and one for each
// expression inside an f-string, which is lexed and parsed on its own.
//
// Errors: the first one raised in a session stays. Where CPython words or places an error by the
// state of its tokenizer, that state is rebuilt from `fetched`: the number of tokens that CPython's
// parser would have asked for by then.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_SESSION_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_SESSION_H_

#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/errors.h"
#include "runtime/frontend/lexer.h"
#include "runtime/frontend/parser/parser.h"
#include "runtime/frontend/token.h"

namespace krait::frontend {

struct SourceUnit {
  std::string_view text;
  std::vector<Token> tokens;
  LexError lex_error;
  bool encoding_known = false;
  // For the expression of an f-string: where its text starts, counted with the "(" put before it.
  bool is_fstring = false;
  int32_t start_lineno = 0;
  int32_t start_column = 0;

  std::string_view TokenText(const Token& token) const {
    return text.substr(token.start, token.end - token.start);
  }
};

class ParseSession {
 public:
  ParseSession(const ParseOptions& options, AstArena* arena) : options_(options), arena_(*arena) {}

  const ParseOptions& options() const { return options_; }
  AstArena& arena() { return arena_; }
  std::vector<SyntaxWarningInfo>& warnings() { return warnings_; }

  bool failed() const { return failed_; }
  SyntaxErrorInfo& error() { return error_; }

  // Nesting of the parser's recursion, over all units: see kMaxNesting.
  int nesting() const { return nesting_; }
  void set_nesting(int nesting) { nesting_ = nesting; }

  // An error with a place. Columns are in bytes from 0; -1 is CPython's "no column".
  void RaiseAt(const SourceUnit& unit, size_t fetched, ErrorType type, const Position& place,
               std::string message);
  // At the last token fetched.
  void RaiseAtLast(const SourceUnit& unit, size_t fetched, ErrorType type, std::string message);
  // From a place up to where the tokenizer is.
  void RaiseFrom(const SourceUnit& unit, size_t fetched, const Position& place,
                 std::string message);
  // The lexical error at the end of the unit's tokens, which the parser has reached.
  void RaiseLexError(const SourceUnit& unit);
  void RaiseUnclosedParenthesis(const SourceUnit& unit, size_t fetched);
  void RaiseTooDeep();

  // "incomplete input", whatever was raised before.
  void RaiseIncomplete(const SourceUnit& unit, size_t fetched);

  // After a syntax error in a unit: a lexical error further on is more to the point.
  void PreferLexError(const SourceUnit& unit, size_t fetched);
  // Whether CPython's tokenizer has run into the end of the source by then. It does not look for
  // such lexical errors any more, except after a plain "invalid syntax".
  static bool HasSeenEnd(const SourceUnit& unit, size_t fetched);
  // The same where lexical errors and the end itself are among the tokens fetched.
  static bool IsAtEnd(const SourceUnit& unit, size_t fetched);

 private:
  void SetError(const SourceUnit& unit, size_t fetched, ErrorType type, int32_t lineno,
                int32_t column, int32_t end_lineno, int32_t end_column, std::string message);
  void SetReportedLexError(const LexError& lex_error);

  const ParseOptions& options_;
  AstArena& arena_;
  std::vector<SyntaxWarningInfo> warnings_;
  SyntaxErrorInfo error_;
  bool failed_ = false;
  int nesting_ = 0;
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_SESSION_H_
