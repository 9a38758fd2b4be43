// Parse(): decode, lex, parse, and diagnose what fails.

#include "runtime/frontend/parser/parser.h"

#include <algorithm>
#include <utility>

#include "runtime/frontend/lexer.h"
#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/diagnoser.h"
#include "runtime/frontend/parser/parse_unit.h"
#include "runtime/frontend/parser/session.h"
#include "runtime/frontend/source.h"

namespace krait::frontend {

namespace {

DiagnosisRoot RootOf(ParseMode mode) {
  switch (mode) {
    case ParseMode::kExec:
      return DiagnosisRoot::kFile;
    case ParseMode::kEval:
    case ParseMode::kFunctionType:
      return DiagnosisRoot::kExpression;
    case ParseMode::kSingle:
      return DiagnosisRoot::kInteractive;
  }
  return DiagnosisRoot::kFile;
}

// Raises the error for what the parser could not use, unless it is known already.
void Diagnose(ParseSession& session, const SourceUnit& unit, const DescentParser& parser,
              DiagnosisRoot root) {
  if (session.failed()) {
    const size_t fetched = parser.position() + 1;
    if (!ParseSession::HasSeenEnd(unit, fetched)) session.PreferLexError(unit, fetched);
  } else if (unit.tokens[parser.position()].kind == TokenKind::kError) {
    session.RaiseLexError(unit);
  } else {
    // The diagnoser reads literals again, and would repeat their warnings.
    const size_t warnings = session.warnings().size();
    Diagnoser(session, unit, parser, root).Run();
    session.warnings().resize(warnings);
  }
}

}  // namespace

ExprNode* ParseFStringUnit(ParseSession& session, SourceUnit* unit) {
  Lexer lexer(unit->text, &unit->tokens, &session.warnings());
  lexer.SetStart(unit->start_lineno, unit->start_column);
  lexer.Run();
  unit->lex_error = lexer.error();
  DescentParser parser(session, *unit);
  ExprNode* result = parser.ParseFStringInput();
  if (result == nullptr) Diagnose(session, *unit, parser, DiagnosisRoot::kFString);
  return result;
}

namespace {

Node* ParseRoot(DescentParser& parser, ParseMode mode) {
  switch (mode) {
    case ParseMode::kExec:
      return parser.ParseModule();
    case ParseMode::kEval:
      return parser.ParseExpressionInput();
    case ParseMode::kSingle:
      return parser.ParseInteractive();
    case ParseMode::kFunctionType:
      return parser.ParseFunctionType();
  }
  return nullptr;
}

// Whether anything but blanks and comments follows an interactive statement.
bool HasMoreStatements(std::string_view rest) {
  while (!rest.empty()) {
    if (rest[0] == '#') {
      rest = rest.substr(std::min(rest.find('\n'), rest.size()));
    } else if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\f') {
      rest.remove_prefix(1);
    } else {
      return true;
    }
  }
  return false;
}

Node* ParseSource(ParseSession& session, SourceUnit* unit) {
  const ParseOptions& options = session.options();
  Lexer lexer(unit->text, &unit->tokens, &session.warnings());
  if (options.mode == ParseMode::kSingle) lexer.SetSingle(options.flags & kDontImplyDedent);
  lexer.Run();
  unit->lex_error = lexer.error();
  DescentParser parser(session, *unit);
  Node* root = ParseRoot(parser, options.mode);
  if (root == nullptr && (options.flags & kAllowIncompleteInput) != 0 &&
      ParseSession::IsAtEnd(*unit, parser.position() + 1)) {
    session.RaiseIncomplete(*unit, parser.position() + 1);
    return nullptr;
  }
  if (root == nullptr && options.mode == ParseMode::kFunctionType && !session.failed() &&
      unit->tokens[parser.position()].kind != TokenKind::kError) {
    // It is no expression, so there is no mistake to find in one.
    session.RaiseAtLast(*unit, parser.position() + 1, ErrorType::kSyntaxError, "invalid syntax");
    return nullptr;
  }
  if (root == nullptr) {
    Diagnose(session, *unit, parser, RootOf(options.mode));
    return nullptr;
  }
  const size_t fetched = parser.position();
  if (options.mode == ParseMode::kSingle &&
      HasMoreStatements(unit->text.substr(unit->tokens[fetched - 1].end))) {
    session.RaiseAtLast(*unit, fetched, ErrorType::kSyntaxError,
                        "multiple statements found while compiling a single statement");
    return nullptr;
  }
  return root;
}

}  // namespace

ParseResult Parse(std::string_view source, const ParseOptions& options) {
  ParseResult result;
  SourceText decoded;
  if (!DecodeSource(source, options, &decoded, &result.error)) return result;
  result.arena = std::make_unique<AstArena>();
  ParseSession session(options, result.arena.get());
  SourceUnit unit;
  unit.text = decoded.text;
  unit.encoding_known = decoded.encoding_known;
  result.root = ParseSource(session, &unit);
  result.warnings = std::move(session.warnings());
  std::stable_sort(result.warnings.begin(), result.warnings.end(),
                   [](const SyntaxWarningInfo& a, const SyntaxWarningInfo& b) {
                     return a.position.lineno < b.position.lineno;
                   });
  if (result.root == nullptr) {
    result.error = std::move(session.error());
    result.arena.reset();
    // The lexer has looked further than CPython's would have before it gave up.
    std::erase_if(result.warnings, [&](const SyntaxWarningInfo& warning) {
      return result.error.has_position && warning.position.lineno > result.error.lineno;
    });
  }
  return result;
}

}  // namespace krait::frontend
