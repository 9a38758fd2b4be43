// `match` statements.

#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/literals.h"

namespace krait::frontend {

// `match subject:` followed by an indented block cannot be anything else; before that it can be a
// name called match, and then the cursor goes back.
bool DescentParser::TryMatchHeader(ExprNode** subject) {
  const Token* start = t_++;
  if (!StartsExpression(t_->kind)) {
    t_ = start;
    return false;
  }
  const size_t mark = Mark();
  const size_t operators_mark = operators_.size();
  const size_t warnings = session_.warnings().size();
  *subject = ParseSubject();
  if (*subject != nullptr && Accept(TokenKind::kColon) && Accept(TokenKind::kNewline)) return true;
  if (HasFailedForGood()) return false;
  t_ = start;
  stack_.resize(mark);
  operators_.resize(operators_mark);
  session_.warnings().resize(warnings);
  return false;
}

Stmt* DescentParser::ParseMatch(bool* is_match) {
  const Token* start = t_;
  ExprNode* subject = nullptr;
  *is_match = TryMatchHeader(&subject);
  if (!*is_match || !Accept(TokenKind::kIndent)) return nullptr;
  size_t mark = Mark();
  do {
    MatchCase* match_case = ParseCase();
    if (match_case == nullptr) return nullptr;
    Push(match_case);
  } while (!At(TokenKind::kDedent));
  ++t_;
  NodeList<MatchCase> cases = Take<MatchCase>(mark);
  auto* statement = arena_.New<Match>(StatementSince(*start));
  statement->subject = subject;
  statement->cases = cases;
  return statement;
}

ExprNode* DescentParser::ParseSubject() {
  const Token* start = t_;
  ExprNode* first = ParseStarNamedExpression();
  if (first != nullptr && first->kind == NodeKind::kStarred && !At(TokenKind::kComma)) {
    return nullptr;
  }
  return ParseTupleFrom(start, first, &DescentParser::ParseStarNamedExpression);
}

MatchCase* DescentParser::ParseCase() {
  if (!AtSoftKeyword(t_, "case")) return nullptr;
  const Token* start = t_++;
  Pattern* pattern = ParseOpenPattern();
  if (pattern == nullptr) return nullptr;
  ExprNode* guard = nullptr;
  if (Accept(TokenKind::kIf) && (guard = ParseNamedExpression()) == nullptr) return nullptr;
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  auto* match_case = arena_.New<MatchCase>(StatementSince(*start));
  match_case->pattern = pattern;
  match_case->guard = guard;
  match_case->body = body;
  return match_case;
}

namespace {
bool StartsPattern(TokenKind kind) {
  switch (kind) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kMinus:
    case TokenKind::kStar:
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
      return true;
    default:
      return false;
  }
}
}  // namespace

// After `case`: a pattern, or a sequence without brackets.
Pattern* DescentParser::ParseOpenPattern() {
  const Token* start = t_;
  Pattern* first = ParseMaybeStarPattern();
  if (first == nullptr) return nullptr;
  if (!At(TokenKind::kComma)) return first->kind == NodeKind::kMatchStar ? nullptr : first;
  size_t mark = Mark();
  Push(first);
  while (Accept(TokenKind::kComma) && StartsPattern(t_->kind)) {
    Pattern* item = ParseMaybeStarPattern();
    if (item == nullptr) return nullptr;
    Push(item);
  }
  auto* sequence = arena_.New<MatchSequence>(Since(*start));
  sequence->patterns = Take<Pattern>(mark);
  return sequence;
}

Pattern* DescentParser::ParseMaybeStarPattern() {
  if (!At(TokenKind::kStar)) return ParsePattern();
  const Token* start = t_++;
  Identifier name;
  if (AtSoftKeyword(t_, "_")) {
    ++t_;
  } else if (!ParseCaptureTarget(&name)) {
    return nullptr;
  }
  auto* star = arena_.New<MatchStar>(Since(*start));
  star->name = name;
  return star;
}

// A name to bind: not `_`, and not the start of something longer.
bool DescentParser::ParseCaptureTarget(Identifier* name) {
  if (!At(TokenKind::kName) || AtSoftKeyword(t_, "_")) return false;
  const TokenKind next = t_[1].kind;
  if (next == TokenKind::kDot || next == TokenKind::kLeftParen || next == TokenKind::kEqual) {
    return false;
  }
  *name = Name();
  return true;
}

Pattern* DescentParser::ParsePattern() {
  const Token* start = t_;
  Pattern* pattern = ParseOrPattern();
  if (pattern == nullptr || !Accept(TokenKind::kAs)) return pattern;
  Identifier name;
  if (!ParseCaptureTarget(&name)) return nullptr;
  auto* result = arena_.New<MatchAs>(Since(*start));
  result->pattern = pattern;
  result->name = name;
  return result;
}

Pattern* DescentParser::ParseOrPattern() {
  const Token* start = t_;
  Pattern* first = ParseClosedPattern();
  if (first == nullptr || !At(TokenKind::kVerticalBar)) return first;
  size_t mark = Mark();
  Push(first);
  while (Accept(TokenKind::kVerticalBar)) {
    Pattern* alternative = ParseClosedPattern();
    if (alternative == nullptr) return nullptr;
    Push(alternative);
  }
  auto* result = arena_.New<MatchOr>(NodeKind::kMatchOr, Since(*start));
  result->patterns = Take<Pattern>(mark);
  return result;
}

Pattern* DescentParser::ParseClosedPattern() {
  switch (t_->kind) {
    case TokenKind::kName:
      return ParseNamePattern();
    case TokenKind::kNumber:
    case TokenKind::kMinus:
      return ParseValuePattern(ParseNumberExpression());
    case TokenKind::kString:
      return ParseValuePattern(ParseStringAtom());
    case TokenKind::kNone:
      return ParseSingletonPattern(ConstantKind::kNone);
    case TokenKind::kTrue:
      return ParseSingletonPattern(ConstantKind::kTrue);
    case TokenKind::kFalse:
      return ParseSingletonPattern(ConstantKind::kFalse);
    case TokenKind::kLeftParen:
      return ParseParenthesizedPattern();
    case TokenKind::kLeftBracket:
      return ParseBracketedPattern();
    case TokenKind::kLeftBrace:
      return ParseMappingPattern();
    default:
      return nullptr;
  }
}

Pattern* DescentParser::ParseValuePattern(ExprNode* value) {
  if (value == nullptr) return nullptr;
  auto* pattern = arena_.New<MatchValue>(*value);
  pattern->value = value;
  return pattern;
}

Pattern* DescentParser::ParseSingletonPattern(ConstantKind value) {
  auto* pattern = arena_.New<MatchSingleton>(*t_++);
  pattern->value = value;
  return pattern;
}

// A capture, the wildcard, a dotted value or a class.
Pattern* DescentParser::ParseNamePattern() {
  const Token* start = t_;
  if (AtSoftKeyword(t_, "_")) return arena_.New<MatchAs>(*t_++);
  Identifier name;
  if (ParseCaptureTarget(&name)) {
    auto* capture = arena_.New<MatchAs>(*start);
    capture->name = name;
    return capture;
  }
  ExprNode* value = ParseAttributeChain();
  if (value == nullptr) return nullptr;
  if (At(TokenKind::kLeftParen)) return ParseClassPattern(start, value);
  if (value->kind == NodeKind::kName || At(TokenKind::kEqual)) return nullptr;
  return ParseValuePattern(value);
}

ExprNode* DescentParser::ParseAttributeChain() {
  const Token* start = t_;
  if (!At(TokenKind::kName)) return nullptr;
  ExprNode* value = ParseName();
  while (Accept(TokenKind::kDot)) {
    if (!At(TokenKind::kName)) return nullptr;
    Identifier name = Name();
    auto* attribute = arena_.New<Attribute>(Since(*start));
    attribute->value = value;
    attribute->attr = name;
    value = attribute;
  }
  return value;
}

Pattern* DescentParser::ParseClassPattern(const Token* start, ExprNode* cls) {
  ++t_;
  size_t mark = Mark();
  std::vector<Identifier> names;
  std::vector<Pattern*> named;
  while (!At(TokenKind::kRightParen)) {
    const bool keyword = At(TokenKind::kName) && t_[1].kind == TokenKind::kEqual;
    if (keyword) {
      names.push_back(Name());
      ++t_;
    } else if (!names.empty()) {
      return nullptr;
    }
    Pattern* pattern = ParsePattern();
    if (pattern == nullptr) return nullptr;
    if (keyword) {
      named.push_back(pattern);
    } else {
      Push(pattern);
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Accept(TokenKind::kRightParen)) return nullptr;
  auto* result = arena_.New<MatchClass>(Since(*start));
  result->cls = cls;
  result->patterns = Take<Pattern>(mark);
  result->kwd_attrs = arena_.CopyArray(names.data(), names.size());
  result->kwd_patterns = arena_.CopyArray(named.data(), named.size());
  return result;
}

// Pushes patterns up to and through the closing bracket.
bool DescentParser::ParsePatternItems(TokenKind closing) {
  while (!At(closing)) {
    Pattern* item = ParseMaybeStarPattern();
    if (item == nullptr) return false;
    Push(item);
    if (!Accept(TokenKind::kComma)) break;
  }
  return Accept(closing);
}

// A group, which leaves no trace, or a sequence.
Pattern* DescentParser::ParseParenthesizedPattern() {
  const Token* start = t_++;
  size_t mark = Mark();
  if (!ParsePatternItems(TokenKind::kRightParen)) return nullptr;
  const bool trailing_comma = t_[-2].kind == TokenKind::kComma;
  if (Mark() == mark + 1 && !trailing_comma) {
    auto* single = static_cast<Pattern*>(stack_.back());
    stack_.resize(mark);
    return single->kind == NodeKind::kMatchStar ? nullptr : single;
  }
  auto* sequence = arena_.New<MatchSequence>(Since(*start));
  sequence->patterns = Take<Pattern>(mark);
  return sequence;
}

Pattern* DescentParser::ParseBracketedPattern() {
  const Token* start = t_++;
  size_t mark = Mark();
  if (!ParsePatternItems(TokenKind::kRightBracket)) return nullptr;
  auto* sequence = arena_.New<MatchSequence>(Since(*start));
  sequence->patterns = Take<Pattern>(mark);
  return sequence;
}

Pattern* DescentParser::ParseMappingPattern() {
  const Token* start = t_++;
  std::vector<ExprNode*> keys;
  std::vector<Pattern*> patterns;
  Identifier rest;
  while (!At(TokenKind::kRightBrace)) {
    if (rest) return nullptr;
    if (Accept(TokenKind::kDoubleStar)) {
      if (!ParseCaptureTarget(&rest)) return nullptr;
    } else {
      ExprNode* key = ParseMappingKey();
      if (key == nullptr || !Accept(TokenKind::kColon)) return nullptr;
      Pattern* pattern = ParsePattern();
      if (pattern == nullptr) return nullptr;
      keys.push_back(key);
      patterns.push_back(pattern);
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Accept(TokenKind::kRightBrace)) return nullptr;
  auto* mapping = arena_.New<MatchMapping>(Since(*start));
  mapping->keys = arena_.CopyArray(keys.data(), keys.size());
  mapping->patterns = arena_.CopyArray(patterns.data(), patterns.size());
  mapping->rest = rest;
  return mapping;
}

// A literal or a dotted name.
ExprNode* DescentParser::ParseMappingKey() {
  switch (t_->kind) {
    case TokenKind::kNumber:
    case TokenKind::kMinus:
      return ParseNumberExpression();
    case TokenKind::kString:
      return ParseStringAtom();
    case TokenKind::kNone:
      return ParseConstant(ConstantKind::kNone);
    case TokenKind::kTrue:
      return ParseConstant(ConstantKind::kTrue);
    case TokenKind::kFalse:
      return ParseConstant(ConstantKind::kFalse);
    default: {
      ExprNode* value = ParseAttributeChain();
      return value != nullptr && value->kind == NodeKind::kAttribute ? value : nullptr;
    }
  }
}

ExprNode* DescentParser::ParseSignedNumber() {
  const Token* start = t_;
  const bool negative = Accept(TokenKind::kMinus);
  if (!At(TokenKind::kNumber)) return nullptr;
  const Token& token = *t_++;
  ExprNode* number = ParseNumber(session_, unit_, token, position());
  if (number == nullptr || !negative) return number;
  auto* unary = arena_.New<UnaryOp>(Since(*start));
  unary->op = UnaryOperator::kUSub;
  unary->operand = number;
  return unary;
}

namespace {
bool IsComplex(const ExprNode* number) {
  if (const auto* unary = DynamicCast<UnaryOp>(number)) number = unary->operand;
  return Cast<Constant>(number)->type == ConstantKind::kComplex;
}
}  // namespace

// A number with its sign, or a complex number: a real part, + or -, an imaginary part.
ExprNode* DescentParser::ParseNumberExpression() {
  const Token* start = t_;
  ExprNode* number = ParseSignedNumber();
  if (number == nullptr || (!At(TokenKind::kPlus) && !At(TokenKind::kMinus))) return number;
  const BinaryOperator op = At(TokenKind::kPlus) ? BinaryOperator::kAdd : BinaryOperator::kSub;
  if (IsComplex(number) || t_[1].kind != TokenKind::kNumber) return nullptr;
  const Token& imaginary = *++t_;
  ++t_;
  ExprNode* right = ParseNumber(session_, unit_, imaginary, position());
  if (right == nullptr || !IsComplex(right)) return nullptr;
  auto* binary = arena_.New<BinOp>(Since(*start));
  binary->op = op;
  binary->left = number;
  binary->right = right;
  return binary;
}

}  // namespace krait::frontend
