// Operators, conditionals, lambdas, calls and trailers.

#include <array>

#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/operators.h"

namespace krait::frontend {

namespace {
constexpr std::array<bool, kTokenKindCount> kExpressionStarts = [] {
  std::array<bool, kTokenKindCount> table = {};
  using enum TokenKind;
  for (TokenKind kind :
       {kName, kNumber, kString, kLeftParen, kLeftBracket, kLeftBrace, kEllipsis, kPlus, kMinus,
        kTilde, kStar, kFalse, kNone, kTrue, kAwait, kLambda, kNot}) {
    table[static_cast<int>(kind)] = true;
  }
  return table;
}();
}  // namespace

bool StartsExpression(TokenKind kind) { return kExpressionStarts[static_cast<int>(kind)]; }

// `first`, which started at `start`, or the tuple that goes on with a comma.
ExprNode* DescentParser::ParseTupleFrom(const Token* start, ExprNode* first,
                                        ExprNode* (DescentParser::*parse_item)()) {
  if (first == nullptr || !At(TokenKind::kComma)) return first;
  size_t mark = Mark();
  Push(first);
  while (Accept(TokenKind::kComma) && StartsExpression(t_->kind)) {
    ExprNode* item = (this->*parse_item)();
    if (item == nullptr) return nullptr;
    Push(item);
  }
  auto* tuple = arena_.New<Tuple>(NodeKind::kTuple, Since(*start));
  tuple->elts = Take<ExprNode>(mark);
  return tuple;
}

ExprNode* DescentParser::ParseStarExpressions() {
  const Token* start = t_;
  return ParseTupleFrom(start, ParseStarExpression(), &DescentParser::ParseStarExpression);
}

ExprNode* DescentParser::ParseStarExpression() {
  return At(TokenKind::kStar) ? ParseStarred() : ParseExpression();
}

ExprNode* DescentParser::ParseStarNamedExpression() {
  return At(TokenKind::kStar) ? ParseStarred() : ParseNamedExpression();
}

// `*` and an operand that binds tighter than a comparison.
ExprNode* DescentParser::ParseStarred() {
  const Token* start = t_++;
  ExprNode* value = ParseBinary(1);
  if (value == nullptr) return nullptr;
  auto* starred = arena_.New<Starred>(Since(*start));
  starred->value = value;
  return starred;
}

// `*` and any expression, as in calls and subscripts.
ExprNode* DescentParser::ParseStarredArgument() {
  const Token* start = t_++;
  ExprNode* value = ParseExpression();
  if (value == nullptr) return nullptr;
  auto* starred = arena_.New<Starred>(Since(*start));
  starred->value = value;
  return starred;
}

ExprNode* DescentParser::ParseNamedExpression() {
  if (!At(TokenKind::kName) || t_[1].kind != TokenKind::kColonEqual) return ParseExpression();
  const Token* start = t_;
  ExprNode* target = ParseName();
  Cast<frontend::Name>(target)->ctx = ExprContext::kStore;
  ++t_;
  ExprNode* value = ParseExpression();
  if (value == nullptr) return nullptr;
  auto* named = arena_.New<NamedExpr>(Since(*start));
  named->target = target;
  named->value = value;
  return named;
}

ExprNode* DescentParser::ParseExpression() {
  Nested nested(*this, 1);
  if (nested.too_deep()) return nullptr;
  if (At(TokenKind::kLambda)) return ParseLambda();
  const Token* start = t_;
  ExprNode* body = ParseDisjunction();
  if (body == nullptr || !Accept(TokenKind::kIf)) return body;
  ExprNode* test = ParseDisjunction();
  if (test == nullptr || !Accept(TokenKind::kElse)) return nullptr;
  ExprNode* orelse = ParseExpression();
  if (orelse == nullptr) return nullptr;
  auto* conditional = arena_.New<IfExp>(Since(*start));
  conditional->test = test;
  conditional->body = body;
  conditional->orelse = orelse;
  return conditional;
}

ExprNode* DescentParser::ParseLambda() {
  Nested nested(*this, 1);
  const Token* start = t_++;
  Arguments* args = ParseParameters(TokenKind::kColon);
  if (args == nullptr || !Accept(TokenKind::kColon)) return nullptr;
  ExprNode* body = ParseExpression();
  if (body == nullptr) return nullptr;
  auto* lambda = arena_.New<Lambda>(Since(*start));
  lambda->args = args;
  lambda->body = body;
  return lambda;
}

ExprNode* DescentParser::ParseYield() {
  const Token* start = t_++;
  if (Accept(TokenKind::kFrom)) {
    ExprNode* value = ParseExpression();
    if (value == nullptr) return nullptr;
    auto* yield_from = arena_.New<YieldFrom>(NodeKind::kYieldFrom, Since(*start));
    yield_from->value = value;
    return yield_from;
  }
  ExprNode* value = nullptr;
  if (StartsExpression(t_->kind) && (value = ParseStarExpressions()) == nullptr) return nullptr;
  auto* yield = arena_.New<Yield>(Since(*start));
  yield->value = value;
  return yield;
}

// Operands of `or` or `and`: a chain is one BoolOp.
ExprNode* DescentParser::ParseBoolOp(BoolOperator op, TokenKind token,
                                     ExprNode* (DescentParser::*parse_operand)()) {
  const Token* start = t_;
  ExprNode* first = (this->*parse_operand)();
  if (first == nullptr || !At(token)) return first;
  size_t mark = Mark();
  Push(first);
  while (Accept(token)) {
    ExprNode* operand = (this->*parse_operand)();
    if (operand == nullptr) return nullptr;
    Push(operand);
  }
  auto* result = arena_.New<BoolOp>(Since(*start));
  result->op = op;
  result->values = Take<ExprNode>(mark);
  return result;
}

ExprNode* DescentParser::ParseDisjunction() {
  return ParseBoolOp(BoolOperator::kOr, TokenKind::kOr, &DescentParser::ParseConjunction);
}

ExprNode* DescentParser::ParseConjunction() {
  return ParseBoolOp(BoolOperator::kAnd, TokenKind::kAnd, &DescentParser::ParseInversion);
}

ExprNode* DescentParser::ParseInversion() {
  if (!At(TokenKind::kNot)) return ParseComparison();
  Nested nested(*this, 1);
  if (nested.too_deep()) return nullptr;
  const Token* start = t_++;
  ExprNode* operand = ParseInversion();
  if (operand == nullptr) return nullptr;
  auto* result = arena_.New<UnaryOp>(Since(*start));
  result->op = UnaryOperator::kNot;
  result->operand = operand;
  return result;
}

bool DescentParser::AcceptCompareOperator(CompareOperator* op) {
  if (At(TokenKind::kNot)) {
    if (t_[1].kind != TokenKind::kIn) return false;
    t_ += 2;
    *op = CompareOperator::kNotIn;
    return true;
  }
  if (!SimpleCompareOperator(t_->kind, op)) return false;
  if (At(TokenKind::kNotEqual)) return AcceptNotEqual();
  ++t_;
  if (*op == CompareOperator::kIs && Accept(TokenKind::kNot)) *op = CompareOperator::kIsNot;
  return true;
}

// `!=`, or `<>` under `from __future__ import barry_as_FLUFL`.
bool DescentParser::AcceptNotEqual() {
  const bool diamond = unit_.text[t_->start] == '<';
  const bool want_diamond = session_.options().flags & kBarryAsBdfl;
  if (diamond != want_diamond) return false;
  ++t_;
  return true;
}

ExprNode* DescentParser::ParseComparison() {
  const Token* start = t_;
  ExprNode* left = ParseBinary(1);
  CompareOperator op;
  if (left == nullptr || !AcceptCompareOperator(&op)) return left;
  size_t mark = Mark();
  size_t operators_mark = operators_.size();
  do {
    operators_.push_back(op);
    ExprNode* right = ParseBinary(1);
    if (right == nullptr) return nullptr;
    Push(right);
  } while (AcceptCompareOperator(&op));
  auto* compare = arena_.New<Compare>(Since(*start));
  compare->left = left;
  compare->ops = arena_.CopyArray(&operators_[operators_mark], operators_.size() - operators_mark);
  compare->comparators = Take<ExprNode>(mark);
  operators_.resize(operators_mark);
  return compare;
}

// Operators of at least this precedence, by precedence climbing. A chain on one level is a loop.
ExprNode* DescentParser::ParseBinary(int min_precedence) {
  const Token* start = t_;
  ExprNode* left = ParseFactor();
  if (left == nullptr) return nullptr;
  while (true) {
    const BinaryOperatorInfo info = kBinaryOperators[static_cast<int>(t_->kind)];
    if (info.precedence < min_precedence || info.precedence == 0) return left;
    ++t_;
    ExprNode* right = ParseBinary(info.precedence + 1);
    if (right == nullptr) return nullptr;
    auto* binary = arena_.New<BinOp>(Since(*start));
    binary->op = info.op;
    binary->left = left;
    binary->right = right;
    left = binary;
  }
}

ExprNode* DescentParser::ParseFactor() {
  UnaryOperator op;
  switch (t_->kind) {
    case TokenKind::kPlus:
      op = UnaryOperator::kUAdd;
      break;
    case TokenKind::kMinus:
      op = UnaryOperator::kUSub;
      break;
    case TokenKind::kTilde:
      op = UnaryOperator::kInvert;
      break;
    default:
      return ParsePower();
  }
  Nested nested(*this, 1);
  if (nested.too_deep()) return nullptr;
  const Token* start = t_++;
  ExprNode* operand = ParseFactor();
  if (operand == nullptr) return nullptr;
  auto* unary = arena_.New<UnaryOp>(Since(*start));
  unary->op = op;
  unary->operand = operand;
  return unary;
}

ExprNode* DescentParser::ParsePower() {
  const Token* start = t_;
  ExprNode* base = At(TokenKind::kAwait) ? ParseAwait() : ParsePrimary();
  if (base == nullptr || !Accept(TokenKind::kDoubleStar)) return base;
  Nested nested(*this, 2);
  if (nested.too_deep()) return nullptr;
  ExprNode* exponent = ParseFactor();
  if (exponent == nullptr) return nullptr;
  auto* power = arena_.New<BinOp>(Since(*start));
  power->op = BinaryOperator::kPow;
  power->left = base;
  power->right = exponent;
  return power;
}

ExprNode* DescentParser::ParseAwait() {
  const Token* start = t_++;
  ExprNode* value = ParsePrimary();
  if (value == nullptr) return nullptr;
  auto* await = arena_.New<Await>(Since(*start));
  await->value = value;
  return await;
}

// An atom and what is applied to it: .name, (arguments), [subscript].
ExprNode* DescentParser::ParsePrimary() {
  const Token* start = t_;
  ExprNode* value = ParseAtom();
  while (value != nullptr) {
    if (Accept(TokenKind::kDot)) {
      if (!At(TokenKind::kName)) return nullptr;
      Identifier name = Name();
      auto* attribute = arena_.New<Attribute>(Since(*start));
      attribute->value = value;
      attribute->attr = name;
      value = attribute;
    } else if (Accept(TokenKind::kLeftParen)) {
      value = ParseCall(start, value);
    } else if (Accept(TokenKind::kLeftBracket)) {
      value = ParseSubscript(start, value);
    } else {
      return value;
    }
  }
  return nullptr;
}

ExprNode* DescentParser::ParseCall(const Token* start, ExprNode* function) {
  NodeList<ExprNode> args;
  NodeList<Keyword> keywords;
  if (!ParseCallArguments(/*allow_generator=*/true, &args, &keywords)) return nullptr;
  auto* call = arena_.New<Call>(Since(*start));
  call->func = function;
  call->args = args;
  call->keywords = keywords;
  return call;
}

ExprNode* DescentParser::ParseSubscript(const Token* start, ExprNode* value) {
  ExprNode* slice = ParseSlices();
  if (slice == nullptr || !Accept(TokenKind::kRightBracket)) return nullptr;
  auto* subscript = arena_.New<Subscript>(Since(*start));
  subscript->value = value;
  subscript->slice = slice;
  return subscript;
}

// One subscript, or a tuple of them; a starred one always makes a tuple.
ExprNode* DescentParser::ParseSlices() {
  const Token* start = t_;
  const bool starred = At(TokenKind::kStar);
  ExprNode* first = starred ? ParseStarredArgument() : ParseSlice();
  if (first == nullptr || (!starred && !At(TokenKind::kComma))) return first;
  size_t mark = Mark();
  Push(first);
  while (Accept(TokenKind::kComma) && (StartsExpression(t_->kind) || At(TokenKind::kColon))) {
    ExprNode* item = At(TokenKind::kStar) ? ParseStarredArgument() : ParseSlice();
    if (item == nullptr) return nullptr;
    Push(item);
  }
  auto* tuple = arena_.New<Tuple>(NodeKind::kTuple, Since(*start));
  tuple->elts = Take<ExprNode>(mark);
  return tuple;
}

ExprNode* DescentParser::ParseSlice() {
  const Token* start = t_;
  ExprNode* lower = nullptr;
  if (!At(TokenKind::kColon)) {
    lower = ParseNamedExpression();
    if (lower == nullptr || !At(TokenKind::kColon)) return lower;
    if (lower->kind == NodeKind::kNamedExpr && !lower->parenthesized) return nullptr;
  }
  ++t_;
  ExprNode* upper = nullptr;
  ExprNode* step = nullptr;
  if (AtSlicePart() && (upper = ParseExpression()) == nullptr) return nullptr;
  if (Accept(TokenKind::kColon) && AtSlicePart() && (step = ParseExpression()) == nullptr) {
    return nullptr;
  }
  auto* slice = arena_.New<Slice>(Since(*start));
  slice->lower = lower;
  slice->upper = upper;
  slice->step = step;
  return slice;
}

}  // namespace krait::frontend
