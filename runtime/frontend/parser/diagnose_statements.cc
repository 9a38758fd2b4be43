// Simple statements.

#include <algorithm>

#include "runtime/frontend/parser/diagnoser.h"
#include "runtime/frontend/parser/operators.h"

namespace krait::frontend {

bool Diagnoser::Statements() {
  return RepeatOnce([&] { return Statement(); });
}

bool Diagnoser::Statement() {
  auto completed = completed_.find(static_cast<uint32_t>(mark_));
  // A valid line that starts with `match` can still be blamed for lacking its ":".
  const bool blamable = find_mistakes_ && Ahead([&] { return EatWord("match"); });
  if (completed != completed_.end() && !blamable) {
    mark_ = completed->second;
    fetched_ = std::max(fetched_, mark_);
    return true;
  }
  return Try([&] { return CompoundStatement(); }) || Try([&] { return SimpleStatements(); });
}

bool Diagnoser::StatementNewline() {
  return Try([&] { return CompoundStatement() && Eat(TokenKind::kNewline); }) ||
         Try([&] { return SimpleStatements(); }) || Eat(TokenKind::kNewline);
}

bool Diagnoser::SimpleStatements() {
  return Try([&] {
           return SimpleStatement() && NotAhead([&] { return Eat(TokenKind::kSemicolon); }) &&
                  Eat(TokenKind::kNewline);
         }) ||
         Try([&] {
           return SimpleStatement() &&
                  Repeat([&] { return Eat(TokenKind::kSemicolon) && SimpleStatement(); }) &&
                  Optional([&] { return Eat(TokenKind::kSemicolon); }) && Eat(TokenKind::kNewline);
         });
}

bool Diagnoser::SimpleStatement() {
  return RememberMatch<&Diagnoser::SimpleStatementBody>(Rule::kSimpleStatement);
}

bool Diagnoser::SimpleStatementBody() {
  if (Try([&] { return Assignment(); })) return true;
  if (Try([&] { return StarExpressions(); })) return true;
  if (stopped()) return false;
  switch (Peek().kind) {
    case TokenKind::kReturn:
      return ReturnStatement();
    case TokenKind::kImport:
      return ImportName();
    case TokenKind::kFrom:
      return ImportFrom();
    case TokenKind::kRaise:
      return RaiseStatement();
    case TokenKind::kPass:
    case TokenKind::kBreak:
    case TokenKind::kContinue:
      ++mark_;
      return true;
    case TokenKind::kDel:
      return DeleteStatement();
    case TokenKind::kYield:
      return YieldExpression() != nullptr;
    case TokenKind::kAssert:
      return AssertStatement();
    case TokenKind::kGlobal:
    case TokenKind::kNonlocal:
      return GlobalStatement();
    default:
      return false;
  }
}

ExprNode* Diagnoser::AssignedValueNode() {
  if (ExprNode* yield = Try([&] { return YieldExpression(); })) return yield;
  return StarExpressions();
}

bool Diagnoser::AssignedValue() { return AssignedValueNode() != nullptr; }

bool Diagnoser::AugmentedOperatorToken() {
  BinaryOperator op;
  if (!AugmentedOperator(Peek().kind, &op) || stopped()) return false;
  ++mark_;
  return true;
}

bool Diagnoser::Assignment() {
  auto annotation = [&] {
    return Eat(TokenKind::kColon) && Expression() &&
           Optional([&] { return Eat(TokenKind::kEqual) && AssignedValue(); });
  };
  if (Try([&] { return EatName() && annotation(); })) return true;
  if (Try([&] {
        return (Try([&] {
                  return Eat(TokenKind::kLeftParen) && SingleTarget() &&
                         Eat(TokenKind::kRightParen);
                }) ||
                Try([&] { return AttributeOrSubscriptTarget(); })) &&
               annotation();
      })) {
    return true;
  }
  if (Try([&] {
        return RepeatOnce([&] { return StarTargets() && Eat(TokenKind::kEqual); }) &&
               AssignedValue() && NotAhead([&] { return Eat(TokenKind::kEqual); });
      })) {
    return true;
  }
  const size_t start = mark_;
  if (SingleTarget() && AugmentedOperatorToken()) return AssignedValue();
  mark_ = start;
  return find_mistakes_ && InvalidAssignment();
}

ExprNode* Diagnoser::InvalidAnnotatedTarget() {
  if (ExprNode* list = Try([&] { return ListDisplay(); })) return list;
  if (ExprNode* tuple = Try([&] { return TupleDisplay(); })) return tuple;
  ExprNode* inner = nullptr;
  if (Eat(TokenKind::kLeftParen) && (inner = InvalidAnnotatedTarget()) &&
      Eat(TokenKind::kRightParen)) {
    return inner;
  }
  return nullptr;
}

bool Diagnoser::TargetsBeforeEqual() {
  return Repeat([&] { return StarTargets() && Eat(TokenKind::kEqual); });
}

bool Diagnoser::InvalidAssignment() {
  ExprNode* a = nullptr;
  if (Try([&] {
        return (a = InvalidAnnotatedTarget()) && Eat(TokenKind::kColon) && Expression();
      })) {
    return Raise(*a, "only single target (not " + std::string(ExpressionDescription(a)) +
                         ") can be annotated");
  }
  if (Try([&] {
        return (a = StarNamedExpression()) && Eat(TokenKind::kComma) && Repeat([&] {
                 std::vector<ExprNode*> items;
                 return StarNamedExpressions(&items);
               }) &&
               Eat(TokenKind::kColon) && Expression();
      })) {
    return Raise(*a, "only single target (not tuple) can be annotated");
  }
  if (Try([&] { return (a = Expression()) && Eat(TokenKind::kColon) && Expression(); })) {
    return Raise(*a, "illegal target for annotation");
  }
  if (Try([&] {
        return TargetsBeforeEqual() && (a = StarExpressions()) && Eat(TokenKind::kEqual);
      })) {
    return RaiseInvalidTarget(TargetKind::kAssign, a);
  }
  if (Try([&] {
        return TargetsBeforeEqual() && (a = YieldExpression()) && Eat(TokenKind::kEqual);
      })) {
    return Raise(*a, "assignment to yield expression not possible");
  }
  if (Try([&] { return (a = StarExpressions()) && AugmentedOperatorToken() && AssignedValue(); })) {
    return Raise(*a, "'" + std::string(ExpressionDescription(a)) +
                         "' is an illegal expression for augmented assignment");
  }
  return false;
}

bool Diagnoser::ReturnStatement() {
  return Eat(TokenKind::kReturn) && Optional([&] { return StarExpressions(); });
}

bool Diagnoser::RaiseStatement() {
  return Eat(TokenKind::kRaise) && Optional([&] {
           return Expression() && Optional([&] { return Eat(TokenKind::kFrom) && Expression(); });
         });
}

bool Diagnoser::GlobalStatement() {
  ++mark_;
  return Gather([&] { return Eat(TokenKind::kName); });
}

bool Diagnoser::DeleteStatement() {
  if (Try([&] {
        return Eat(TokenKind::kDel) && DeleteTargets() &&
               Ahead([&] { return Eat(TokenKind::kSemicolon) || Eat(TokenKind::kNewline); });
      })) {
    return true;
  }
  return find_mistakes_ && InvalidDelete();
}

bool Diagnoser::InvalidDelete() {
  ExprNode* a = nullptr;
  if (!Eat(TokenKind::kDel) || (a = StarExpressions()) == nullptr) return false;
  return RaiseInvalidTarget(TargetKind::kDelete, a);
}

bool Diagnoser::AssertStatement() {
  return Eat(TokenKind::kAssert) && Expression() &&
         Optional([&] { return Eat(TokenKind::kComma) && Expression(); });
}

bool Diagnoser::AsName() { return Eat(TokenKind::kAs) && Eat(TokenKind::kName); }

bool Diagnoser::DottedName() {
  return Eat(TokenKind::kName) &&
         Repeat([&] { return Eat(TokenKind::kDot) && Eat(TokenKind::kName); });
}

bool Diagnoser::ImportName() {
  return Eat(TokenKind::kImport) &&
         Gather([&] { return DottedName() && Optional([&] { return AsName(); }); });
}

bool Diagnoser::ImportFrom() {
  auto dot = [&] { return Eat(TokenKind::kDot) || Eat(TokenKind::kEllipsis); };
  return Try([&] {
           return Eat(TokenKind::kFrom) && Repeat(dot) && DottedName() && Eat(TokenKind::kImport) &&
                  ImportFromTargets();
         }) ||
         Try([&] {
           return Eat(TokenKind::kFrom) && RepeatOnce(dot) && Eat(TokenKind::kImport) &&
                  ImportFromTargets();
         });
}

bool Diagnoser::ImportedNames() {
  return Gather([&] { return Eat(TokenKind::kName) && Optional([&] { return AsName(); }); });
}

bool Diagnoser::ImportFromTargets() {
  auto comma = [&] { return Eat(TokenKind::kComma); };
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && ImportedNames() && Optional(comma) &&
               Eat(TokenKind::kRightParen);
      }) ||
      Try([&] { return ImportedNames() && NotAhead(comma); }) || Eat(TokenKind::kStar)) {
    return true;
  }
  if (find_mistakes_ && ImportedNames() && comma() && Eat(TokenKind::kNewline)) {
    RaiseAtLast("trailing comma not allowed without surrounding parentheses");
  }
  return false;
}

}  // namespace krait::frontend
