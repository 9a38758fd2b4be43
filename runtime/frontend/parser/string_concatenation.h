// Joins adjacent string literals into one node: a str or bytes Constant, or a JoinedStr as soon as
// one of them is an f-string. Used by ParseStrings; format specs are built by one of their own.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_STRING_CONCATENATION_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_STRING_CONCATENATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/session.h"

namespace krait::frontend {

// The literals being joined, for positions and errors.
struct StringContext {
  ParseSession& session;
  const SourceUnit& unit;
  size_t fetched;
  Position place;       // of all the literals together
  bool unicode_prefix;  // the first literal is u"..."

  void Raise(std::string message) const {
    session.RaiseAtLast(unit, fetched, ErrorType::kSyntaxError, std::move(message));
  }
};

class StringConcatenation {
 public:
  explicit StringConcatenation(const StringContext& context) : context_(context) {}

  void AddLiteral(std::string_view text) { literal_.append(text); }
  // Decode and add the body of a str literal, or of a piece of one. `token` is for warnings.
  bool AddPlain(std::string_view body);
  bool AddEscaped(std::string_view body, const Token& token);
  void AddValue(ExprNode* value);
  void MarkFormatted() { formatted_ = true; }

  // The last literal piece and the result stand at `place`.
  ExprNode* FinishStr(const Position& place);
  ExprNode* FinishBytes();

 private:
  ExprNode* MakeConstant(ConstantKind type, const Position& place);

  const StringContext& context_;
  std::string literal_;
  std::vector<ExprNode*> values_;
  bool formatted_ = false;
};

// `escape` begins behind the backslash.
void WarnInvalidEscape(const StringContext& context, const Token& token, std::string_view escape);

// Parses the body of one f-string literal into `result`. body lies within the text of the token.
bool ParseFString(const StringContext& context, const Token& token, std::string_view body, bool raw,
                  StringConcatenation* result);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_STRING_CONCATENATION_H_
