// The diagnoser's machinery: passes, memory, limits, errors.

#include "runtime/frontend/parser/diagnoser.h"

#include <algorithm>

namespace krait::frontend {

namespace {
// A source of a few thousand lines in one statement stays far below these.
constexpr uint64_t kMaxSteps = 20'000'000;
constexpr size_t kMaxRemembered = 2'000'000;
constexpr int kMaxDepth = 3000;  // rules; 200 nested parentheses take some 2,600
}  // namespace

Diagnoser::Diagnoser(ParseSession& session, const SourceUnit& unit, const DescentParser& parser,
                     DiagnosisRoot root)
    : session_(session),
      arena_(session.arena()),
      unit_(unit),
      parser_position_(parser.position()),
      root_(root) {
  match_.kind = NodeKind::kConstant;
  completed_.reserve(parser.completed().size());
  for (const CompletedStatement& statement : parser.completed()) {
    completed_.emplace(statement.start, statement.end);
  }
}

Diagnoser::~Diagnoser() = default;

bool Diagnoser::IsShared(Rule rule) {
  static constexpr bool kShared[] = {
#define V(name, shared) shared,
      KRAIT_DIAGNOSER_RULES(V)
#undef V
  };
  return kShared[static_cast<int>(rule)];
}

void Diagnoser::Run() {
  RunPass();
  size_t last_token = fetched_ > 0 ? fetched_ - 1 : 0;
  if (!stopped()) {
    find_mistakes_ = true;
    remembered_.clear();
    mark_ = 0;
    RunPass();
  }
  if (session_.failed()) {
    // An error of the lexer itself, once reached, is final.
    if (unit_.tokens[fetched_ - 1].kind == TokenKind::kError) return;
    if (ParseSession::HasSeenEnd(unit_, fetched_)) return;
  } else {
    if (stopped_) fetched_ = (last_token = parser_position_) + 1;
    if (RaiseLayoutError(unit_.tokens[last_token])) return;
    Raise(unit_.tokens[last_token], "invalid syntax");
  }
  session_.PreferLexError(unit_, fetched_);
}

// A token which stands for a change of indentation, or for a lexical error.
bool Diagnoser::RaiseLayoutError(const Token& token) {
  switch (token.kind) {
    case TokenKind::kError:
      session_.RaiseLexError(unit_);
      return true;
    case TokenKind::kIndent:
      RaiseIndentation("unexpected indent");
      return true;
    case TokenKind::kDedent:
      RaiseIndentation("unexpected unindent");
      return true;
    default:
      return false;
  }
}

void Diagnoser::RunPass() {
  switch (root_) {
    case DiagnosisRoot::kFile:
      Statements();
      At(TokenKind::kEndMarker);
      break;
    case DiagnosisRoot::kInteractive:
      StatementNewline();
      break;
    case DiagnosisRoot::kExpression:
      if (Expressions() != nullptr && Repeat([&] { return Eat(TokenKind::kNewline); })) {
        At(TokenKind::kEndMarker);
      }
      break;
    case DiagnosisRoot::kFString:
      StarExpressions();
      break;
  }
}

const Token& Diagnoser::Peek() {
  const Token& token = unit_.tokens[std::min(mark_, unit_.tokens.size() - 1)];
  if (stopped()) return token;
  if (mark_ >= unit_.tokens.size()) {
    stopped_ = true;
    return token;
  }
  fetched_ = std::max(fetched_, mark_ + 1);
  if (token.kind == TokenKind::kError) session_.RaiseLexError(unit_);
  return token;
}

// CPython takes any beginning of a soft keyword for one.
bool Diagnoser::EatSoftKeyword() {
  if (!At(TokenKind::kName)) return false;
  std::string_view text = unit_.TokenText(Peek());
  for (std::string_view keyword : {"_", "case", "match"}) {
    if (!keyword.starts_with(text)) continue;
    ++mark_;
    return true;
  }
  return false;
}

bool Diagnoser::EatWord(std::string_view word) {
  if (!At(TokenKind::kName) || unit_.TokenText(Peek()) != word) return false;
  ++mark_;
  return true;
}

ExprNode* Diagnoser::EatName() {
  const Token* token = EatToken(TokenKind::kName);
  if (token == nullptr) return nullptr;
  auto* name = arena_.New<Name>(*token);
  name->id = arena_.InternName(unit_.TokenText(*token));
  return name;
}

ExprNode* Diagnoser::Remember(Rule rule, ExprNode* (Diagnoser::*body)()) {
  if (stopped()) return nullptr;
  const bool plain = !find_mistakes_ && !IsShared(rule);
  const uint64_t key = static_cast<uint64_t>(mark_) << 8 | static_cast<uint64_t>(rule) << 1 | plain;
  auto found = remembered_.find(key);
  if (found != remembered_.end()) {
    if (found->second.result != nullptr) mark_ = found->second.end;
    return found->second.result;
  }
  if (++steps_ > kMaxSteps || remembered_.size() > kMaxRemembered || depth_ > kMaxDepth) {
    stopped_ = true;
    return nullptr;
  }
  ++depth_;
  const size_t start = mark_;
  ExprNode* result = (this->*body)();
  --depth_;
  if (stopped()) return nullptr;
  if (result == nullptr) mark_ = start;
  remembered_.insert_or_assign(key, Remembered{result, mark_});
  return result;
}

Position Diagnoser::Span(size_t start) const {
  size_t last = mark_ > 0 ? mark_ - 1 : 0;
  while (last > start &&
         (!unit_.tokens[last].has_text() || unit_.tokens[last].kind == TokenKind::kNewline)) {
    --last;
  }
  const Token& first = unit_.tokens[start];
  const Token& end = unit_.tokens[last];
  return {first.lineno, first.col_offset, end.end_lineno, end.end_col_offset};
}

ExprNode* Diagnoser::MakeSequence(NodeKind kind, size_t start,
                                  const std::vector<ExprNode*>& items) {
  auto* sequence = Make<List>(kind, start);
  sequence->elts = arena_.CopyArray(items.data(), items.size());
  return sequence;
}

ExprNode* Diagnoser::MakeConstant(ConstantKind type, size_t start) {
  auto* constant = Make<Constant>(start);
  constant->type = type;
  return constant;
}

// ---- errors

Diagnoser::No Diagnoser::Raise(const Position& place, std::string message) {
  session_.RaiseAt(unit_, fetched_, ErrorType::kSyntaxError, place, std::move(message));
  return No();
}

Diagnoser::No Diagnoser::RaiseRange(const Position& first, const Position& last,
                                    std::string message) {
  return Raise({first.lineno, first.col_offset, last.end_lineno, last.end_col_offset},
               std::move(message));
}

Diagnoser::No Diagnoser::RaiseAtLast(std::string message) {
  session_.RaiseAtLast(unit_, fetched_, ErrorType::kSyntaxError, std::move(message));
  return No();
}

Diagnoser::No Diagnoser::RaiseIndentation(std::string message) {
  session_.RaiseAtLast(unit_, fetched_, ErrorType::kIndentationError, std::move(message));
  return No();
}

Diagnoser::No Diagnoser::RaiseFrom(const Position& place, std::string message) {
  session_.RaiseFrom(unit_, fetched_, place, std::move(message));
  return No();
}

// "expected an indented block after 'if' statement on line 3"
Diagnoser::No Diagnoser::RaiseExpectedBlock(const char* what, const Token* keyword) {
  return RaiseIndentation(std::string("expected an indented block after ") + what + " on line " +
                          std::to_string(keyword->lineno));
}

// The part of an expression that keeps it from being a target; null if nothing does.
const ExprNode* Diagnoser::FindInvalidTarget(TargetKind kind, const ExprNode* expression) {
  switch (expression->kind) {
    case NodeKind::kName:
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
      return nullptr;
    case NodeKind::kList:
    case NodeKind::kTuple:
      for (const ExprNode* element : Cast<List>(expression)->elts) {
        if (const ExprNode* invalid = FindInvalidTarget(kind, element)) return invalid;
      }
      return nullptr;
    case NodeKind::kStarred:
      if (kind == TargetKind::kDelete) return expression;
      return FindInvalidTarget(kind, Cast<Starred>(expression)->value);
    case NodeKind::kCompare: {
      // `for x in y` has been read as the comparison `x in y`.
      const auto* compare = Cast<Compare>(expression);
      if (kind != TargetKind::kFor) return expression;
      if (compare->ops[0] != CompareOperator::kIn) return nullptr;
      return FindInvalidTarget(kind, compare->left);
    }
    default:
      return expression;
  }
}

Diagnoser::No Diagnoser::RaiseInvalidTarget(TargetKind kind, const ExprNode* expression) {
  const ExprNode* invalid = FindInvalidTarget(kind, expression);
  if (invalid == nullptr) return No();
  return Raise(*invalid, (kind == TargetKind::kDelete ? "cannot delete " : "cannot assign to ") +
                             std::string(ExpressionDescription(invalid)));
}

bool Diagnoser::Force(TokenKind kind) {
  if (Eat(kind)) return true;
  if (!stopped()) Raise(Peek(), "expected '" + std::string(TokenKindText(kind)) + "'");
  return false;
}

// After a ":" : the line ends and no block follows.
bool Diagnoser::AtMissingBlock() {
  return Eat(TokenKind::kNewline) && NotAhead([&] { return Eat(TokenKind::kIndent); });
}

}  // namespace krait::frontend
