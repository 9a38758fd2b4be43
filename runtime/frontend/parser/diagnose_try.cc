// try and match.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

bool Diagnoser::AsNameOptional() {
  return Optional([&] { return AsName(); });
}

bool Diagnoser::TryBody() { return Eat(TokenKind::kTry) && Force(TokenKind::kColon) && Block(); }

bool Diagnoser::TryStatement() {
  if (find_mistakes_) InvalidTry();
  auto rest = [&] {
    return Optional([&] { return ElseBlock(); }) && Optional([&] { return FinallyBlock(); });
  };
  return Try([&] { return TryBody() && FinallyBlock(); }) || Try([&] {
           return TryBody() && RepeatOnce([&] { return ExceptBlock(false); }) && rest();
         }) ||
         Try([&] { return TryBody() && RepeatOnce([&] { return ExceptBlock(true); }) && rest(); });
}

bool Diagnoser::InvalidTry() {
  const Token* a = nullptr;
  const Token* b = nullptr;
  if (Ahead([&] {
        return (a = EatToken(TokenKind::kTry)) && Eat(TokenKind::kColon) && AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'try' statement", a);
  }
  if (Ahead([&] {
        return Eat(TokenKind::kTry) && Eat(TokenKind::kColon) && Block() &&
               NotAhead([&] { return Eat(TokenKind::kExcept) || Eat(TokenKind::kFinally); });
      })) {
    return RaiseAtLast("expected 'except' or 'finally' block");
  }
  auto handlers = [&](bool star) {
    return Eat(TokenKind::kTry) && Eat(TokenKind::kColon) && Repeat([&] { return Block(); }) &&
           RepeatOnce([&] { return ExceptBlock(star); });
  };
  constexpr const char* kBoth = "cannot have both 'except' and 'except*' on the same 'try'";
  if (Ahead([&] {
        return handlers(false) && (a = EatToken(TokenKind::kExcept)) &&
               (b = EatToken(TokenKind::kStar)) && Expression() && AsNameOptional() &&
               Eat(TokenKind::kColon);
      })) {
    return RaiseRange(*a, *b, kBoth);
  }
  if (Ahead([&] {
        return handlers(true) && (a = EatToken(TokenKind::kExcept)) &&
               Optional([&] { return Expression() && AsNameOptional(); }) && Eat(TokenKind::kColon);
      })) {
    return Raise(*a, kBoth);
  }
  return false;
}

bool Diagnoser::ExceptBlock(bool star) {
  const size_t start = mark_;
  if (find_mistakes_) InvalidExceptIndent(star);
  if (Try([&] {
        return Eat(TokenKind::kExcept) && (!star || Eat(TokenKind::kStar)) && Expression() &&
               AsNameOptional() && Eat(TokenKind::kColon) && Block();
      })) {
    return true;
  }
  if (!star && Try([&] { return Eat(TokenKind::kExcept) && Eat(TokenKind::kColon) && Block(); })) {
    return true;
  }
  mark_ = start;
  return find_mistakes_ && !stopped() && InvalidExcept();
}

bool Diagnoser::InvalidExceptIndent(bool star) {
  const Token* a = nullptr;
  if (Ahead([&] {
        return (a = EatToken(TokenKind::kExcept)) && (!star || Eat(TokenKind::kStar)) &&
               Expression() && AsNameOptional() && Eat(TokenKind::kColon) && AtMissingBlock();
      })) {
    return RaiseExpectedBlock(star ? "'except*' statement" : "'except' statement", a);
  }
  if (!star && Ahead([&] {
        return (a = EatToken(TokenKind::kExcept)) && Eat(TokenKind::kColon) && AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'except' statement", a);
  }
  return false;
}

bool Diagnoser::InvalidExcept() {
  auto except_star = [&] {
    return Eat(TokenKind::kExcept) && Optional([&] { return Eat(TokenKind::kStar); });
  };
  ExprNode* a = nullptr;
  if (Ahead([&] {
        return except_star() && (a = Expression()) && Eat(TokenKind::kComma) && Expressions() &&
               AsNameOptional() && Eat(TokenKind::kColon);
      })) {
    return RaiseFrom(*a, "multiple exception types must be parenthesized");
  }
  if (Ahead([&] {
        return except_star() && Expression() && AsNameOptional() && Eat(TokenKind::kNewline);
      }) ||
      Ahead([&] { return Eat(TokenKind::kExcept) && Eat(TokenKind::kNewline); })) {
    return RaiseAtLast("expected ':'");
  }
  if (Ahead([&] {
        return Eat(TokenKind::kExcept) && Eat(TokenKind::kStar) &&
               (Eat(TokenKind::kNewline) || Eat(TokenKind::kColon));
      })) {
    return RaiseAtLast("expected one or more exception types");
  }
  return false;
}

bool Diagnoser::FinallyBlock() {
  const Token* keyword = nullptr;
  if (find_mistakes_ && Ahead([&] {
        return (keyword = EatToken(TokenKind::kFinally)) && Eat(TokenKind::kColon) &&
               AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'finally' statement", keyword);
  }
  return Eat(TokenKind::kFinally) && Force(TokenKind::kColon) && Block();
}

bool Diagnoser::MatchStatement() {
  if (Try([&] {
        return EatWord("match") && SubjectExpression() && Eat(TokenKind::kColon) &&
               Eat(TokenKind::kNewline) && Eat(TokenKind::kIndent) &&
               RepeatOnce([&] { return CaseBlock(); }) && Eat(TokenKind::kDedent);
      })) {
    return true;
  }
  return find_mistakes_ && !stopped() && InvalidMatch();
}

bool Diagnoser::SubjectExpression() {
  std::vector<ExprNode*> items;
  return Try([&] {
           return StarNamedExpression() && Eat(TokenKind::kComma) &&
                  Optional([&] { return StarNamedExpressions(&items); });
         }) ||
         Try([&] { return NamedExpression(); });
}

bool Diagnoser::InvalidMatch() {
  if (Ahead([&] { return EatWord("match") && SubjectExpression() && Eat(TokenKind::kNewline); })) {
    return RaiseAtLast("expected ':'");
  }
  const Token* keyword = &Peek();
  if (Ahead([&] {
        return EatWord("match") && SubjectExpression() && Eat(TokenKind::kColon) &&
               AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'match' statement", keyword);
  }
  return false;
}

bool Diagnoser::Guard() {
  return Optional([&] { return Eat(TokenKind::kIf) && NamedExpression(); });
}

bool Diagnoser::CaseBlock() {
  if (find_mistakes_) InvalidCase();
  return EatWord("case") && Patterns() && Guard() && Eat(TokenKind::kColon) && Block();
}

bool Diagnoser::InvalidCase() {
  if (Ahead([&] { return EatWord("case") && Patterns() && Guard() && Eat(TokenKind::kNewline); })) {
    return RaiseAtLast("expected ':'");
  }
  const Token* keyword = &Peek();
  if (Ahead([&] {
        return EatWord("case") && Patterns() && Guard() && Eat(TokenKind::kColon) &&
               AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'case' statement", keyword);
  }
  return false;
}

}  // namespace krait::frontend
