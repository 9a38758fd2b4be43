// Blocks, if, while, for, with, functions and classes.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

bool Diagnoser::CompoundStatement() {
  switch (Peek().kind) {
    case TokenKind::kDef:
      return FunctionDefinition();
    case TokenKind::kAt:
      return Try([&] { return FunctionDefinition(); }) || Try([&] { return ClassDefinition(); });
    case TokenKind::kAsync:
      return Try([&] { return FunctionDefinition(); }) || Try([&] { return WithStatement(); }) ||
             Try([&] { return ForStatement(); });
    case TokenKind::kIf:
      return IfStatement();
    case TokenKind::kClass:
      return ClassDefinition();
    case TokenKind::kWith:
      return WithStatement();
    case TokenKind::kFor:
      return ForStatement();
    case TokenKind::kTry:
      return TryStatement();
    case TokenKind::kWhile:
      return WhileStatement();
    default:
      return MatchStatement();
  }
}

bool Diagnoser::Block() { return RememberMatch<&Diagnoser::BlockBody>(Rule::kBlock); }

bool Diagnoser::BlockBody() {
  if (Try([&] {
        return Eat(TokenKind::kNewline) && Eat(TokenKind::kIndent) && Statements() &&
               Eat(TokenKind::kDedent);
      })) {
    return true;
  }
  if (Try([&] { return SimpleStatements(); })) return true;
  if (find_mistakes_ && !stopped() && AtMissingBlock()) {
    return RaiseIndentation("expected an indented block");
  }
  return false;
}

bool Diagnoser::Decorators() {
  return RepeatOnce(
      [&] { return Eat(TokenKind::kAt) && NamedExpression() && Eat(TokenKind::kNewline); });
}

bool Diagnoser::FunctionDefinition() {
  if (At(TokenKind::kAt) && !Decorators()) return false;
  auto returns = [&] { return Optional([&] { return Eat(TokenKind::kArrow) && Expression(); }); };
  auto optional_async = [&] { return Optional([&] { return Eat(TokenKind::kAsync); }); };
  const Token* def = nullptr;
  if (find_mistakes_ && Ahead([&] {
        return optional_async() && (def = EatToken(TokenKind::kDef)) && Eat(TokenKind::kName) &&
               Eat(TokenKind::kLeftParen) &&
               Optional([&] { return Parameters(TokenKind::kRightParen); }) &&
               Eat(TokenKind::kRightParen) && returns() && Eat(TokenKind::kColon) &&
               AtMissingBlock();
      })) {
    return RaiseExpectedBlock("function definition", def);
  }
  return !stopped() && optional_async() && Eat(TokenKind::kDef) && Eat(TokenKind::kName) &&
         Force(TokenKind::kLeftParen) &&
         Optional([&] { return Parameters(TokenKind::kRightParen); }) &&
         Eat(TokenKind::kRightParen) && returns() && Force(TokenKind::kColon) && Block();
}

bool Diagnoser::ClassDefinition() {
  if (At(TokenKind::kAt) && !Decorators()) return false;
  const Token* keyword = nullptr;
  auto header = [&] {
    return (keyword = EatToken(TokenKind::kClass)) && Eat(TokenKind::kName) && Optional([&] {
             return Eat(TokenKind::kLeftParen) && Optional([&] { return Arguments(); }) &&
                    Eat(TokenKind::kRightParen);
           });
  };
  if (find_mistakes_) {
    if (Ahead([&] { return header() && Eat(TokenKind::kNewline); })) {
      return RaiseAtLast("expected ':'");
    }
    if (Ahead([&] { return header() && Eat(TokenKind::kColon) && AtMissingBlock(); })) {
      return RaiseExpectedBlock("class definition", keyword);
    }
  }
  return !stopped() && header() && Eat(TokenKind::kColon) && Block();
}

// The mistakes which `if`, `elif` and `while` share.
bool Diagnoser::InvalidCondition(TokenKind keyword, const char* name) {
  if (Ahead([&] { return Eat(keyword) && NamedExpression() && Eat(TokenKind::kNewline); })) {
    return RaiseAtLast("expected ':'");
  }
  const Token* token = nullptr;
  if (Ahead([&] {
        return (token = EatToken(keyword)) && NamedExpression() && Eat(TokenKind::kColon) &&
               AtMissingBlock();
      })) {
    return RaiseExpectedBlock(name, token);
  }
  return false;
}

bool Diagnoser::IfBranch(TokenKind keyword, const char* name) {
  if (find_mistakes_) InvalidCondition(keyword, name);
  return Eat(keyword) && NamedExpression() && Eat(TokenKind::kColon) && Block();
}

bool Diagnoser::IfStatement() {
  if (!IfBranch(TokenKind::kIf, "'if' statement")) return false;
  return Repeat([&] { return IfBranch(TokenKind::kElif, "'elif' statement"); }) &&
         Optional([&] { return ElseBlock(); });
}

bool Diagnoser::ElseBlock() {
  const Token* keyword = nullptr;
  if (find_mistakes_ && Ahead([&] {
        return (keyword = EatToken(TokenKind::kElse)) && Eat(TokenKind::kColon) && AtMissingBlock();
      })) {
    return RaiseExpectedBlock("'else' statement", keyword);
  }
  return Eat(TokenKind::kElse) && Force(TokenKind::kColon) && Block();
}

bool Diagnoser::WhileStatement() {
  return IfBranch(TokenKind::kWhile, "'while' statement") && Optional([&] { return ElseBlock(); });
}

bool Diagnoser::ForStatement() {
  auto optional_async = [&] { return Optional([&] { return Eat(TokenKind::kAsync); }); };
  const Token* keyword = nullptr;
  auto header = [&] {
    return optional_async() && (keyword = EatToken(TokenKind::kFor)) && StarTargets() &&
           Eat(TokenKind::kIn) && StarExpressions();
  };
  if (find_mistakes_) {
    if (Ahead([&] { return header() && Eat(TokenKind::kNewline); })) {
      return RaiseAtLast("expected ':'");
    }
    if (Ahead([&] { return header() && Eat(TokenKind::kColon) && AtMissingBlock(); })) {
      return RaiseExpectedBlock("'for' statement", keyword);
    }
  }
  const size_t start = mark_;
  if (!stopped() && optional_async() && Eat(TokenKind::kFor) && StarTargets() &&
      Eat(TokenKind::kIn)) {
    // From `in` on there is no other way to read it.
    return StarExpressions() && Eat(TokenKind::kColon) && Block() &&
           Optional([&] { return ElseBlock(); });
  }
  mark_ = start;
  return find_mistakes_ && InvalidForTarget();
}

bool Diagnoser::WithItem() {
  auto end = [&] {
    return Ahead([&] {
      return Eat(TokenKind::kComma) || Eat(TokenKind::kRightParen) || Eat(TokenKind::kColon);
    });
  };
  if (Try([&] { return Expression() && Eat(TokenKind::kAs) && StarTarget() && end(); })) {
    return true;
  }
  ExprNode* a = nullptr;
  if (find_mistakes_ &&
      Ahead([&] { return Expression() && Eat(TokenKind::kAs) && (a = Expression()) && end(); })) {
    RaiseInvalidTarget(TargetKind::kAssign, a);
  }
  return Expression() != nullptr;
}

// `with` and its items as the rules about mistakes see them.
bool Diagnoser::WithHeader(bool parenthesized, const Token** keyword) {
  auto item = [&] {
    return (parenthesized ? Expressions() : Expression()) &&
           Optional([&] { return Eat(TokenKind::kAs) && StarTarget(); });
  };
  return Optional([&] { return Eat(TokenKind::kAsync); }) &&
         (*keyword = EatToken(TokenKind::kWith)) != nullptr &&
         (!parenthesized || Eat(TokenKind::kLeftParen)) && Gather(item) &&
         (!parenthesized ||
          (Optional([&] { return Eat(TokenKind::kComma); }) && Eat(TokenKind::kRightParen)));
}

bool Diagnoser::InvalidWithIndent() {
  for (bool parenthesized : {false, true}) {
    const Token* keyword = nullptr;
    if (Ahead([&] {
          return WithHeader(parenthesized, &keyword) && Eat(TokenKind::kColon) && AtMissingBlock();
        })) {
      return RaiseExpectedBlock("'with' statement", keyword);
    }
  }
  return false;
}

bool Diagnoser::InvalidWithStatement() {
  for (bool parenthesized : {false, true}) {
    const Token* keyword = nullptr;
    if (Ahead([&] { return WithHeader(parenthesized, &keyword) && Eat(TokenKind::kNewline); })) {
      return RaiseAtLast("expected ':'");
    }
  }
  return false;
}

bool Diagnoser::WithStatement() {
  if (find_mistakes_) InvalidWithIndent();
  auto optional_async = [&] { return Optional([&] { return Eat(TokenKind::kAsync); }); };
  if (Try([&] {
        return optional_async() && Eat(TokenKind::kWith) && Eat(TokenKind::kLeftParen) &&
               Gather([&] { return WithItem(); }) &&
               Optional([&] { return Eat(TokenKind::kComma); }) && Eat(TokenKind::kRightParen) &&
               Eat(TokenKind::kColon) && Block();
      }) ||
      Try([&] {
        return optional_async() && Eat(TokenKind::kWith) && Gather([&] { return WithItem(); }) &&
               Eat(TokenKind::kColon) && Block();
      })) {
    return true;
  }
  return find_mistakes_ && !stopped() && InvalidWithStatement();
}

}  // namespace krait::frontend
