// Atoms: names, literals, displays and comprehensions.

#include "runtime/frontend/parser/diagnoser.h"
#include "runtime/frontend/parser/literals.h"

namespace krait::frontend {

ExprNode* Diagnoser::Atom() { return Remember(Rule::kAtom, &Diagnoser::AtomBody); }

ExprNode* Diagnoser::AtomBody() {
  const size_t start = mark_;
  auto constant = [&](ConstantKind type) {
    ++mark_;
    return MakeConstant(type, start);
  };
  const TokenKind kind = Peek().kind;
  if (stopped()) return nullptr;
  ExprNode* result = nullptr;
  switch (kind) {
    case TokenKind::kName:
      return EatName();
    case TokenKind::kTrue:
      return constant(ConstantKind::kTrue);
    case TokenKind::kFalse:
      return constant(ConstantKind::kFalse);
    case TokenKind::kNone:
      return constant(ConstantKind::kNone);
    case TokenKind::kEllipsis:
      return constant(ConstantKind::kEllipsis);
    case TokenKind::kString:
      return Strings();
    case TokenKind::kNumber:
      return Number();
    case TokenKind::kLeftParen:
      (result = Try([&] { return TupleDisplay(); })) || (result = Try([&] { return Group(); })) ||
          (result = Try([&] { return GeneratorExpression(); }));
      return result;
    case TokenKind::kLeftBracket:
      (result = Try([&] { return ListDisplay(); })) ||
          (result = Try([&] {
             return Comprehension(NodeKind::kListComp, TokenKind::kLeftBracket,
                                  TokenKind::kRightBracket);
           }));
      return result;
    case TokenKind::kLeftBrace:
      (result = Try([&] { return DictDisplay(); })) ||
          (result = Try([&] { return SetDisplay(); })) ||
          (result = Try([&] { return DictComprehension(); })) ||
          (result = Try([&] {
             return Comprehension(NodeKind::kSetComp, TokenKind::kLeftBrace,
                                  TokenKind::kRightBrace);
           }));
      return result;
    default:
      return nullptr;
  }
}

ExprNode* Diagnoser::Number() {
  const Token* token = EatToken(TokenKind::kNumber);
  return token == nullptr ? nullptr : ParseNumber(session_, unit_, *token, fetched_);
}

ExprNode* Diagnoser::Strings() { return Remember(Rule::kStrings, &Diagnoser::StringsBody); }

ExprNode* Diagnoser::StringsBody() {
  const size_t start = mark_;
  if (!RepeatOnce([&] { return Eat(TokenKind::kString); })) return nullptr;
  return ParseStrings(session_, unit_, start, mark_ - start, fetched_);
}

ExprNode* Diagnoser::TupleDisplay() {
  const size_t start = mark_;
  std::vector<ExprNode*> items;
  if (!Eat(TokenKind::kLeftParen) || !Optional([&] {
        ExprNode* first = StarNamedExpression();
        if (first == nullptr || !Eat(TokenKind::kComma)) return false;
        items.push_back(first);
        return Optional([&] { return StarNamedExpressions(&items); });
      }) ||
      !Eat(TokenKind::kRightParen)) {
    return nullptr;
  }
  return MakeSequence(NodeKind::kTuple, start, items);
}

ExprNode* Diagnoser::Group() {
  ExprNode* inner = nullptr;
  if (Try([&] {
        if (!Eat(TokenKind::kLeftParen)) return false;
        inner = Try([&] { return YieldExpression(); });
        if (inner == nullptr) inner = NamedExpression();
        return inner != nullptr && Eat(TokenKind::kRightParen);
      })) {
    return inner;
  }
  if (find_mistakes_ && !stopped()) InvalidGroup();
  return nullptr;
}

bool Diagnoser::InvalidGroup() {
  ExprNode* a = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && (a = StarredExpression()) &&
               Eat(TokenKind::kRightParen);
      })) {
    return Raise(*a, "cannot use starred expression here");
  }
  const Token* stars = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && (stars = EatToken(TokenKind::kDoubleStar)) &&
               Expression() && Eat(TokenKind::kRightParen);
      })) {
    return Raise(*stars, "cannot use double starred expression here");
  }
  return false;
}

ExprNode* Diagnoser::GeneratorExpression() {
  return Remember(Rule::kGeneratorExp, &Diagnoser::GeneratorExpressionBody);
}

ExprNode* Diagnoser::GeneratorExpressionBody() {
  const size_t start = mark_;
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) &&
               (Try([&] { return AssignmentExpression(); }) ||
                Try([&] { return PlainExpression(); })) &&
               ForIfClauses() && Eat(TokenKind::kRightParen);
      })) {
    return Make<GeneratorExp>(NodeKind::kGeneratorExp, start);
  }
  if (find_mistakes_ && !stopped()) InvalidComprehension();
  return nullptr;
}

ExprNode* Diagnoser::ListDisplay() {
  const size_t start = mark_;
  std::vector<ExprNode*> items;
  if (!Eat(TokenKind::kLeftBracket) || !Optional([&] { return StarNamedExpressions(&items); }) ||
      !Eat(TokenKind::kRightBracket)) {
    return nullptr;
  }
  return MakeSequence(NodeKind::kList, start, items);
}

ExprNode* Diagnoser::Comprehension(NodeKind kind, TokenKind open, TokenKind close) {
  const size_t start = mark_;
  if (Try([&] { return Eat(open) && NamedExpression() && ForIfClauses() && Eat(close); })) {
    return Make<ListComp>(kind, start);
  }
  if (find_mistakes_ && !stopped()) InvalidComprehension();
  return nullptr;
}

bool Diagnoser::InvalidComprehension() {
  ExprNode* a = nullptr;
  auto open = [&] { return Eat(TokenKind::kLeftBracket) || Eat(TokenKind::kLeftBrace); };
  if (Try([&] {
        return (open() || Eat(TokenKind::kLeftParen)) && (a = StarredExpression()) &&
               ForIfClauses();
      })) {
    return Raise(*a, "iterable unpacking cannot be used in comprehension");
  }
  constexpr const char* kForgotten = "did you forget parentheses around the comprehension target?";
  std::vector<ExprNode*> rest;
  if (Try([&] {
        return open() && (a = StarNamedExpression()) && Eat(TokenKind::kComma) &&
               StarNamedExpressions(&rest) && ForIfClauses();
      })) {
    return RaiseRange(*a, *rest.back(), kForgotten);
  }
  const Token* comma = nullptr;
  if (Try([&] {
        return open() && (a = StarNamedExpression()) && (comma = EatToken(TokenKind::kComma)) &&
               ForIfClauses();
      })) {
    return RaiseRange(*a, *comma, kForgotten);
  }
  return false;
}

// ---- dicts and sets

bool Diagnoser::KeyValuePair() { return Expression() && Eat(TokenKind::kColon) && Expression(); }

bool Diagnoser::DoubleStarredPair() {
  return Try([&] { return Eat(TokenKind::kDoubleStar) && BitwiseOr(); }) ||
         Try([&] { return KeyValuePair(); });
}

ExprNode* Diagnoser::DictDisplay() {
  const size_t start = mark_;
  if (Try([&] {
        return Eat(TokenKind::kLeftBrace) && Optional([&] {
                 return Gather([&] { return DoubleStarredPair(); }) &&
                        Optional([&] { return Eat(TokenKind::kComma); });
               }) &&
               Eat(TokenKind::kRightBrace);
      })) {
    return Make<Dict>(start);
  }
  // These mistakes are looked for in the first pass too.
  if (!stopped() && Eat(TokenKind::kLeftBrace)) InvalidDictPairs();
  return nullptr;
}

bool Diagnoser::InvalidDictPairs() {
  if (Try([&] {
        return Gather([&] { return DoubleStarredPair(); }) && Eat(TokenKind::kComma) &&
               InvalidDictPair();
      })) {
    return false;
  }
  return !stopped() && InvalidDictValue();
}

bool Diagnoser::InvalidDictPair() {
  ExprNode* a = nullptr;
  if (Try([&] { return (a = Expression()) && NotAhead([&] { return Eat(TokenKind::kColon); }); })) {
    return Raise({a->lineno, a->end_col_offset - 1, a->end_lineno, -1},
                 "':' expected after dictionary key");
  }
  return InvalidDictValue();
}

bool Diagnoser::InvalidDictValue() {
  const Token* a = nullptr;
  if (Try([&] {
        return Expression() && Eat(TokenKind::kColon) && (a = EatToken(TokenKind::kStar)) &&
               BitwiseOr();
      })) {
    return RaiseFrom(*a, "cannot use a starred expression in a dictionary value");
  }
  if (Try([&] {
        return Expression() && (a = EatToken(TokenKind::kColon)) &&
               Ahead([&] { return Eat(TokenKind::kRightBrace) || Eat(TokenKind::kComma); });
      })) {
    return Raise(*a, "expression expected after dictionary key and ':'");
  }
  return false;
}

ExprNode* Diagnoser::SetDisplay() {
  const size_t start = mark_;
  std::vector<ExprNode*> items;
  if (!Eat(TokenKind::kLeftBrace) || !StarNamedExpressions(&items) ||
      !Eat(TokenKind::kRightBrace)) {
    return nullptr;
  }
  return Make<Set>(start);
}

ExprNode* Diagnoser::DictComprehension() {
  const size_t start = mark_;
  if (Try([&] {
        return Eat(TokenKind::kLeftBrace) && KeyValuePair() && ForIfClauses() &&
               Eat(TokenKind::kRightBrace);
      })) {
    return Make<DictComp>(start);
  }
  if (find_mistakes_ && !stopped()) InvalidDictComprehension();
  return nullptr;
}

bool Diagnoser::InvalidDictComprehension() {
  const Token* a = nullptr;
  if (Eat(TokenKind::kLeftBrace) && (a = EatToken(TokenKind::kDoubleStar)) && BitwiseOr() &&
      ForIfClauses() && Eat(TokenKind::kRightBrace)) {
    return Raise(*a, "dict unpacking cannot be used in dict comprehension");
  }
  return false;
}

// ---- the clauses of comprehensions; the node is the last iterable or condition

ExprNode* Diagnoser::ForIfClauses() {
  return Remember(Rule::kForIfClauses, &Diagnoser::ForIfClausesBody);
}

ExprNode* Diagnoser::ForIfClausesBody() {
  ExprNode* last = nullptr;
  while (ExprNode* clause = Try([&] { return ForIfClause(); })) last = clause;
  return stopped() ? nullptr : last;
}

ExprNode* Diagnoser::ForIfClause() {
  const size_t start = mark_;
  if (Optional([&] { return Eat(TokenKind::kAsync); }) && Eat(TokenKind::kFor) && StarTargets() &&
      Eat(TokenKind::kIn)) {
    ExprNode* last = Disjunction();
    if (last == nullptr) return nullptr;
    Repeat([&] {
      ExprNode* condition = Eat(TokenKind::kIf) ? Disjunction() : nullptr;
      if (condition != nullptr) last = condition;
      return condition != nullptr;
    });
    return last;
  }
  mark_ = start;
  if (find_mistakes_ && !stopped()) InvalidForTarget();
  return nullptr;
}

bool Diagnoser::InvalidForTarget() {
  ExprNode* a = nullptr;
  if (!Optional([&] { return Eat(TokenKind::kAsync); }) || !Eat(TokenKind::kFor) ||
      (a = StarExpressions()) == nullptr) {
    return false;
  }
  return RaiseInvalidTarget(TargetKind::kFor, a);
}

}  // namespace krait::frontend
