// Expressions, from the loosest to the tightest binding.

#include "runtime/frontend/parser/diagnoser.h"
#include "runtime/frontend/parser/operators.h"

namespace krait::frontend {

ExprNode* Diagnoser::ExpressionList(ExprNode* (Diagnoser::*item)()) {
  const size_t start = mark_;
  ExprNode* first = (this->*item)();
  if (first == nullptr || !At(TokenKind::kComma)) return first;
  std::vector<ExprNode*> items = {first};
  Repeat([&] {
    if (!Eat(TokenKind::kComma)) return false;
    ExprNode* next = (this->*item)();
    if (next != nullptr) items.push_back(next);
    return next != nullptr;
  });
  Optional([&] { return Eat(TokenKind::kComma); });
  return MakeSequence(NodeKind::kTuple, start, items);
}

ExprNode* Diagnoser::Expressions() { return ExpressionList(&Diagnoser::Expression); }

ExprNode* Diagnoser::StarExpressions() { return ExpressionList(&Diagnoser::StarExpression); }

ExprNode* Diagnoser::StarExpression() {
  return Remember(Rule::kStarExpression, &Diagnoser::StarExpressionBody);
}

ExprNode* Diagnoser::StarExpressionBody() {
  if (ExprNode* starred = Try([&] { return StarredOperand(); })) return starred;
  return Expression();
}

// `*` and an operand tighter than a comparison.
ExprNode* Diagnoser::StarredOperand() {
  const size_t start = mark_;
  ExprNode* value = nullptr;
  if (!Eat(TokenKind::kStar) || (value = BitwiseOr()) == nullptr) return nullptr;
  auto* starred = Make<Starred>(start);
  starred->value = value;
  return starred;
}

// `*` and any expression.
ExprNode* Diagnoser::StarredExpression() {
  const size_t start = mark_;
  ExprNode* value = nullptr;
  if (!Eat(TokenKind::kStar) || (value = Expression()) == nullptr) return nullptr;
  auto* starred = Make<Starred>(start);
  starred->value = value;
  return starred;
}

bool Diagnoser::StarNamedExpressions(std::vector<ExprNode*>* items) {
  return Gather([&] {
           ExprNode* item = StarNamedExpression();
           if (item != nullptr) items->push_back(item);
           return item != nullptr;
         }) &&
         Optional([&] { return Eat(TokenKind::kComma); });
}

ExprNode* Diagnoser::StarNamedExpression() {
  if (ExprNode* starred = Try([&] { return StarredOperand(); })) return starred;
  return NamedExpression();
}

ExprNode* Diagnoser::AssignmentExpression() {
  const size_t start = mark_;
  if (!Eat(TokenKind::kName) || !Eat(TokenKind::kColonEqual) || !Expression()) return nullptr;
  return Make<NamedExpr>(start);
}

ExprNode* Diagnoser::NamedExpression() {
  return Remember(Rule::kNamedExpression, &Diagnoser::NamedExpressionBody);
}

ExprNode* Diagnoser::NamedExpressionBody() {
  if (ExprNode* named = Try([&] { return AssignmentExpression(); })) return named;
  if (find_mistakes_) Ahead([&] { return InvalidNamedExpression(); });
  return PlainExpression();
}

// An expression that does not go on with ":=".
ExprNode* Diagnoser::PlainExpression() {
  ExprNode* expression = Expression();
  if (expression == nullptr) return nullptr;
  return NotAhead([&] { return Eat(TokenKind::kColonEqual); }) ? expression : nullptr;
}

ExprNode* Diagnoser::InvalidNamedExpression() {
  return Remember(Rule::kInvalidNamedExpression, &Diagnoser::InvalidNamedExpressionBody);
}

ExprNode* Diagnoser::InvalidNamedExpressionBody() {
  ExprNode* a = nullptr;
  ExprNode* b = nullptr;
  if (Try([&] { return (a = Expression()) && Eat(TokenKind::kColonEqual) && Expression(); })) {
    return Raise(*a,
                 "cannot use assignment expressions with " + std::string(ExpressionDescription(a)));
  }
  auto end = [&] {
    return NotAhead([&] { return Eat(TokenKind::kEqual) || Eat(TokenKind::kColonEqual); });
  };
  if (Try([&] {
        return (a = EatName()) && Eat(TokenKind::kEqual) && (b = BitwiseOr()) && end();
      })) {
    return RaiseRange(*a, *b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (Try([&] {
        return NotAhead([&] {
                 return Try([&] { return ListDisplay(); }) || Try([&] { return TupleDisplay(); }) ||
                        Try([&] { return GeneratorExpression(); }) || Eat(TokenKind::kTrue) ||
                        Eat(TokenKind::kNone) || Eat(TokenKind::kFalse);
               }) &&
               (a = BitwiseOr()) && Eat(TokenKind::kEqual) && BitwiseOr() && end();
      })) {
    return Raise(*a, "cannot assign to " + std::string(ExpressionDescription(a)) +
                         " here. Maybe you meant '==' instead of '='?");
  }
  return nullptr;
}

ExprNode* Diagnoser::Expression() {
  return Remember(Rule::kExpression, &Diagnoser::ExpressionBody);
}

ExprNode* Diagnoser::Conditional() {
  const size_t start = mark_;
  if (!Disjunction() || !Eat(TokenKind::kIf) || !Disjunction() || !Eat(TokenKind::kElse) ||
      !Expression()) {
    return nullptr;
  }
  return Make<IfExp>(start);
}

ExprNode* Diagnoser::ExpressionBody() {
  if (find_mistakes_) {
    Ahead([&] { return InvalidExpression(); });
    if (!stopped()) Ahead([&] { return InvalidLegacyExpression(); });
  }
  if (ExprNode* conditional = Try([&] { return Conditional(); })) return conditional;
  if (ExprNode* plain = Try([&] { return Disjunction(); })) return plain;
  return Lambda();
}

ExprNode* Diagnoser::ExpressionWithoutInvalid() {
  const bool saved = find_mistakes_;
  find_mistakes_ = false;
  ExprNode* result = Try([&] { return Conditional(); });
  if (result == nullptr) result = Try([&] { return Disjunction(); });
  if (result == nullptr) result = Lambda();
  find_mistakes_ = saved;
  return result;
}

bool Diagnoser::IsLegacyStatement(const ExprNode* expression) {
  const auto* name = DynamicCast<Name>(expression);
  return name != nullptr && (name->id == "print" || name->id == "exec");
}

bool Diagnoser::InvalidExpression() {
  ExprNode* a = nullptr;
  ExprNode* b = nullptr;
  if (Try([&] {
        return NotAhead([&] {
                 return Try([&] { return Eat(TokenKind::kName) && Eat(TokenKind::kString); }) ||
                        EatSoftKeyword();
               }) &&
               (a = Disjunction()) && (b = ExpressionWithoutInvalid());
      })) {
    if (IsLegacyStatement(a) || unit_.tokens[mark_ - 1].level == 0) return false;
    return RaiseRange(*a, *b, "invalid syntax. Perhaps you forgot a comma?");
  }
  if (Try([&] {
        return (a = Disjunction()) && Eat(TokenKind::kIf) && (b = Disjunction()) &&
               NotAhead([&] { return Eat(TokenKind::kElse) || Eat(TokenKind::kColon); });
      })) {
    return RaiseRange(*a, *b, "expected 'else' after 'if' expression");
  }
  return false;
}

bool Diagnoser::InvalidLegacyExpression() {
  ExprNode* a = EatName();
  ExprNode* b = nullptr;
  if (a == nullptr || !NotAhead([&] { return Eat(TokenKind::kLeftParen); }) ||
      (b = StarExpressions()) == nullptr || !IsLegacyStatement(a)) {
    return false;
  }
  std::string name(Cast<Name>(a)->id.view());
  return RaiseRange(
      *a, *b, "Missing parentheses in call to '" + name + "'. Did you mean " + name + "(...)?");
}

ExprNode* Diagnoser::Lambda() {
  const size_t start = mark_;
  if (!Eat(TokenKind::kLambda) || !Optional([&] { return Parameters(TokenKind::kColon); }) ||
      !Eat(TokenKind::kColon) || !Expression()) {
    return nullptr;
  }
  return Make<frontend::Lambda>(start);
}

ExprNode* Diagnoser::YieldExpression() {
  const size_t start = mark_;
  if (Try([&] { return Eat(TokenKind::kYield) && Eat(TokenKind::kFrom) && Expression(); })) {
    return Make<YieldFrom>(NodeKind::kYieldFrom, start);
  }
  if (!Eat(TokenKind::kYield) || !Optional([&] { return StarExpressions(); })) return nullptr;
  return Make<Yield>(start);
}

ExprNode* Diagnoser::BooleanChain(TokenKind op, ExprNode* (Diagnoser::*operand)()) {
  const size_t start = mark_;
  ExprNode* first = (this->*operand)();
  if (first == nullptr) return nullptr;
  const size_t end = mark_;
  Repeat([&] { return Eat(op) && (this->*operand)(); });
  return mark_ == end ? first : Make<BoolOp>(start);
}

ExprNode* Diagnoser::Disjunction() {
  return Remember(Rule::kDisjunction, &Diagnoser::DisjunctionBody);
}

ExprNode* Diagnoser::DisjunctionBody() {
  return BooleanChain(TokenKind::kOr, &Diagnoser::Conjunction);
}

ExprNode* Diagnoser::Conjunction() {
  return Remember(Rule::kConjunction, &Diagnoser::ConjunctionBody);
}

ExprNode* Diagnoser::ConjunctionBody() {
  return BooleanChain(TokenKind::kAnd, &Diagnoser::Inversion);
}

ExprNode* Diagnoser::Inversion() { return Remember(Rule::kInversion, &Diagnoser::InversionBody); }

ExprNode* Diagnoser::InversionBody() {
  const size_t start = mark_;
  if (Try([&] { return Eat(TokenKind::kNot) && Inversion(); })) return Make<UnaryOp>(start);
  return Comparison();
}

ExprNode* Diagnoser::Comparison() {
  return Remember(Rule::kComparison, &Diagnoser::ComparisonBody);
}

ExprNode* Diagnoser::ComparisonBody() {
  const size_t start = mark_;
  ExprNode* left = BitwiseOr();
  CompareOperator op;
  if (left == nullptr || !Try([&] { return CompareOperatorAndOperand(&op); })) return left;
  CompareOperator other;
  Repeat([&] { return CompareOperatorAndOperand(&other); });
  auto* compare = Make<Compare>(start);
  compare->left = left;
  compare->ops = arena_.CopyArray(&op, 1);
  return compare;
}

bool Diagnoser::CompareOperatorAndOperand(CompareOperator* op) {
  if (At(TokenKind::kNotEqual)) {
    *op = CompareOperator::kNotEq;
    return NotEqualToken() && BitwiseOr();
  }
  if (At(TokenKind::kNot)) {
    *op = CompareOperator::kNotIn;
    return Eat(TokenKind::kNot) && Eat(TokenKind::kIn) && BitwiseOr();
  }
  if (!SimpleCompareOperator(Peek().kind, op) || stopped()) return false;
  ++mark_;
  if (*op == CompareOperator::kIs && Try([&] { return Eat(TokenKind::kNot) && BitwiseOr(); })) {
    *op = CompareOperator::kIsNot;
    return true;
  }
  return BitwiseOr() != nullptr;
}

bool Diagnoser::NotEqualToken() {
  const Token* token = EatToken(TokenKind::kNotEqual);
  const bool diamond = unit_.TokenText(*token) == "<>";
  if (!(session_.options().flags & kBarryAsBdfl)) return !diamond;
  if (diamond) return true;
  return RaiseAtLast("with Barry as BDFL, use '<>' instead of '!='");
}

ExprNode* Diagnoser::BitwiseOr() { return Remember(Rule::kBitwiseOr, &Diagnoser::BitwiseOrBody); }

ExprNode* Diagnoser::BitwiseOrBody() { return Binary(1); }

ExprNode* Diagnoser::Binary(int min_precedence) {
  const size_t start = mark_;
  ExprNode* left = Factor();
  if (left == nullptr) return nullptr;
  while (true) {
    const BinaryOperatorInfo info = kBinaryOperators[static_cast<int>(Peek().kind)];
    if (stopped()) return nullptr;
    if (info.precedence == 0 || info.precedence < min_precedence) return left;
    const size_t before = mark_++;
    if (!Binary(info.precedence + 1)) {
      mark_ = before;
      return stopped() ? nullptr : left;
    }
    left = Make<BinOp>(start);
  }
}

ExprNode* Diagnoser::Factor() { return Remember(Rule::kFactor, &Diagnoser::FactorBody); }

ExprNode* Diagnoser::FactorBody() {
  const size_t start = mark_;
  if (At(TokenKind::kPlus) || At(TokenKind::kMinus) || At(TokenKind::kTilde)) {
    ++mark_;
    return Factor() ? Make<UnaryOp>(start) : nullptr;
  }
  ExprNode* base = AwaitPrimary();
  if (base == nullptr || !Try([&] { return Eat(TokenKind::kDoubleStar) && Factor(); })) return base;
  return Make<BinOp>(start);
}

ExprNode* Diagnoser::AwaitPrimary() {
  return Remember(Rule::kAwaitPrimary, &Diagnoser::AwaitPrimaryBody);
}

ExprNode* Diagnoser::AwaitPrimaryBody() {
  const size_t start = mark_;
  if (Try([&] { return Eat(TokenKind::kAwait) && Primary(); })) return Make<Await>(start);
  return Primary();
}

ExprNode* Diagnoser::Primary() { return Remember(Rule::kPrimary, &Diagnoser::PrimaryBody); }

ExprNode* Diagnoser::PrimaryBody() {
  const size_t start = mark_;
  ExprNode* value = Atom();
  while (value != nullptr) {
    ExprNode* grown = Try([&] { return GrowPrimary(start); });
    if (grown == nullptr) break;
    value = grown;
  }
  return value;
}

// One more trailer, or null.
ExprNode* Diagnoser::GrowPrimary(size_t start) {
  if (Try([&] { return Eat(TokenKind::kDot) && Eat(TokenKind::kName); })) {
    return Make<Attribute>(start);
  }
  if (Try([&] { return GeneratorExpression(); })) return Make<Call>(start);
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && Optional([&] { return Arguments(); }) &&
               Eat(TokenKind::kRightParen);
      })) {
    return Make<Call>(start);
  }
  if (Try([&] {
        return Eat(TokenKind::kLeftBracket) && Slices() && Eat(TokenKind::kRightBracket);
      })) {
    return Make<Subscript>(start);
  }
  return nullptr;
}

ExprNode* Diagnoser::Slices() { return Remember(Rule::kSlices, &Diagnoser::SlicesBody); }

ExprNode* Diagnoser::SlicesBody() {
  const size_t start = mark_;
  if (ExprNode* single = Try([&]() -> ExprNode* {
        ExprNode* slice = Slice();
        if (slice == nullptr) return nullptr;
        return NotAhead([&] { return Eat(TokenKind::kComma); }) ? slice : nullptr;
      })) {
    return single;
  }
  if (stopped() || !Gather([&] {
        return Try([&] { return Slice(); }) || Try([&] { return StarredExpression(); });
      }) ||
      !Optional([&] { return Eat(TokenKind::kComma); })) {
    return nullptr;
  }
  return MakeSequence(NodeKind::kTuple, start, {});
}

ExprNode* Diagnoser::Slice() {
  const size_t start = mark_;
  auto optional_expression = [&] { return Optional([&] { return Expression(); }); };
  if (Try([&] {
        return optional_expression() && Eat(TokenKind::kColon) && optional_expression() &&
               Optional([&] { return Eat(TokenKind::kColon) && optional_expression(); });
      })) {
    return Make<frontend::Slice>(start);
  }
  return NamedExpression();
}

}  // namespace krait::frontend
