// Assignment and deletion targets.

#include "runtime/frontend/parser/descent_parser.h"

namespace krait::frontend {

// The targets of `for`, which end before `in`: a comparison cannot be parsed here.
ExprNode* DescentParser::ParseStarTargets() {
  const Token* start = t_;
  ExprNode* first = ParseStarTarget();
  if (first == nullptr || !At(TokenKind::kComma)) return first;
  size_t mark = Mark();
  Push(first);
  while (Accept(TokenKind::kComma) && StartsExpression(t_->kind)) {
    ExprNode* target = ParseStarTarget();
    if (target == nullptr) return nullptr;
    Push(target);
  }
  auto* tuple = arena_.New<Tuple>(NodeKind::kTuple, Since(*start));
  tuple->ctx = ExprContext::kStore;
  tuple->elts = Take<ExprNode>(mark);
  return tuple;
}

ExprNode* DescentParser::ParseStarTarget() {
  const Token* start = t_;
  const bool starred = Accept(TokenKind::kStar);
  ExprNode* target = ParsePrimary();
  if (target == nullptr || !MakeStoreTarget(target)) return nullptr;
  if (!starred) return target;
  auto* result = arena_.New<Starred>(Since(*start));
  result->value = target;
  result->ctx = ExprContext::kStore;
  return result;
}

// Sets the context of a target and all its parts. Nesting is that of brackets, hence bounded.
bool DescentParser::MakeTarget(ExprNode* expression, ExprContext context) {
  switch (expression->kind) {
    case NodeKind::kName:
      Cast<frontend::Name>(expression)->ctx = context;
      return true;
    case NodeKind::kAttribute:
      Cast<Attribute>(expression)->ctx = context;
      return true;
    case NodeKind::kSubscript:
      Cast<Subscript>(expression)->ctx = context;
      return true;
    case NodeKind::kStarred: {
      auto* starred = Cast<Starred>(expression);
      starred->ctx = context;
      return context == ExprContext::kStore && starred->value->kind != NodeKind::kStarred &&
             MakeTarget(starred->value, context);
    }
    case NodeKind::kTuple:
    case NodeKind::kList: {
      auto* sequence = Cast<List>(expression);
      sequence->ctx = context;
      for (ExprNode* element : sequence->elts) {
        if (!MakeTarget(element, context)) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

// The targets of annotated and augmented assignments.
bool DescentParser::IsSingleTarget(const ExprNode* expression) {
  return expression->kind == NodeKind::kName || expression->kind == NodeKind::kAttribute ||
         expression->kind == NodeKind::kSubscript;
}

}  // namespace krait::frontend
