// Compound statements.

#include "runtime/frontend/parser/descent_parser.h"

namespace krait::frontend {

Stmt* DescentParser::ParseCompoundStatement() {
  switch (t_->kind) {
    case TokenKind::kIf:
      return ParseIf();
    case TokenKind::kWhile:
      return ParseWhile();
    case TokenKind::kFor:
      return ParseFor(t_);
    case TokenKind::kTry:
      return ParseTry();
    case TokenKind::kWith:
      return ParseWith(t_);
    case TokenKind::kDef:
      return ParseFunction(t_, {});
    case TokenKind::kClass:
      return ParseClass({});
    case TokenKind::kAsync:
      return ParseAsync({});
    case TokenKind::kAt:
      return ParseDecorated();
    default:
      return nullptr;
  }
}

// ":" and what follows it: an indented block, or simple statements on the same line.
bool DescentParser::ParseBlock(NodeList<Stmt>* body) {
  if (!Accept(TokenKind::kColon)) return false;
  size_t mark = Mark();
  if (Accept(TokenKind::kNewline)) {
    if (!Accept(TokenKind::kIndent) || !ParseStatements(TokenKind::kDedent)) return false;
    ++t_;
  } else if (!ParseSimpleStatements()) {
    return false;
  }
  *body = Take<Stmt>(mark);
  return true;
}

bool DescentParser::ParseElse(NodeList<Stmt>* orelse) {
  return !Accept(TokenKind::kElse) || ParseBlock(orelse);
}

// An if and all its elifs, which nest in each other's orelse: built in a loop, from a list.
Stmt* DescentParser::ParseIf() {
  size_t mark = Mark();
  do {
    const Token* start = t_++;
    ExprNode* test = ParseNamedExpression();
    NodeList<Stmt> body;
    if (test == nullptr || !ParseBlock(&body)) return nullptr;
    auto* branch = arena_.New<If>(*start);
    branch->test = test;
    branch->body = body;
    Push(branch);
  } while (At(TokenKind::kElif));
  NodeList<Stmt> orelse;
  if (!ParseElse(&orelse)) return nullptr;
  Stmt* result = nullptr;
  for (; Mark() > mark; stack_.pop_back()) {
    auto* branch = static_cast<If*>(stack_.back());
    static_cast<Position&>(*branch) = StatementSince(*branch);
    branch->orelse = orelse;
    orelse = Single<Stmt>(branch);
    result = branch;
  }
  return result;
}

Stmt* DescentParser::ParseWhile() {
  const Token* start = t_++;
  ExprNode* test = ParseNamedExpression();
  NodeList<Stmt> body;
  NodeList<Stmt> orelse;
  if (test == nullptr || !ParseBlock(&body) || !ParseElse(&orelse)) return nullptr;
  auto* statement = arena_.New<While>(StatementSince(*start));
  statement->test = test;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

// `start` is the `async`, if there is one.
Stmt* DescentParser::ParseFor(const Token* start) {
  ++t_;
  ExprNode* target = ParseStarTargets();
  if (target == nullptr || !Accept(TokenKind::kIn)) return nullptr;
  ExprNode* iter = ParseStarExpressions();
  NodeList<Stmt> body;
  NodeList<Stmt> orelse;
  if (iter == nullptr || !ParseBlock(&body) || !ParseElse(&orelse)) return nullptr;
  const bool is_async = start->kind == TokenKind::kAsync;
  auto* statement =
      arena_.New<For>(is_async ? NodeKind::kAsyncFor : NodeKind::kFor, StatementSince(*start));
  statement->target = target;
  statement->iter = iter;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

Stmt* DescentParser::ParseTry() {
  const Token* start = t_++;
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  size_t mark = Mark();
  const bool is_star = At(TokenKind::kExcept) && t_[1].kind == TokenKind::kStar;
  while (At(TokenKind::kExcept)) {
    ExceptHandler* handler = ParseExceptHandler(is_star);
    if (handler == nullptr) return nullptr;
    Push(handler);
  }
  NodeList<ExceptHandler> handlers = Take<ExceptHandler>(mark);
  NodeList<Stmt> orelse;
  NodeList<Stmt> finalbody;
  if (!handlers.empty() && !ParseElse(&orelse)) return nullptr;
  const bool has_finally = Accept(TokenKind::kFinally);
  if (has_finally && !ParseBlock(&finalbody)) return nullptr;
  if (handlers.empty() && !has_finally) return nullptr;
  auto* statement =
      arena_.New<Try>(is_star ? NodeKind::kTryStar : NodeKind::kTry, StatementSince(*start));
  statement->body = body;
  statement->handlers = handlers;
  statement->orelse = orelse;
  statement->finalbody = finalbody;
  return statement;
}

ExceptHandler* DescentParser::ParseExceptHandler(bool is_star) {
  const Token* start = t_++;
  if (Accept(TokenKind::kStar) != is_star) return nullptr;
  ExprNode* type = nullptr;
  Identifier name;
  if (is_star || !At(TokenKind::kColon)) {
    if ((type = ParseExpression()) == nullptr) return nullptr;
    if (Accept(TokenKind::kAs)) {
      if (!At(TokenKind::kName)) return nullptr;
      name = Name();
    }
  }
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  auto* handler = arena_.New<ExceptHandler>(StatementSince(*start));
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

Stmt* DescentParser::ParseWith(const Token* start) {
  ++t_;
  NodeList<WithItem> items;
  const bool parenthesized = At(TokenKind::kLeftParen) && TryParenthesizedWithItems(&items);
  if (!parenthesized && (HasFailedForGood() || !ParseWithItems(&items))) return nullptr;
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  const bool is_async = start->kind == TokenKind::kAsync;
  auto* statement =
      arena_.New<With>(is_async ? NodeKind::kAsyncWith : NodeKind::kWith, StatementSince(*start));
  statement->items = items;
  statement->body = body;
  return statement;
}

// `with (a as b, c as d):`. The parenthesis may also belong to the first expression; then the
// cursor goes back. An error that will not go away stays where it is.
bool DescentParser::TryParenthesizedWithItems(NodeList<WithItem>* items) {
  const Token* start = t_++;
  const size_t mark = Mark();
  const size_t operators_mark = operators_.size();
  const size_t warnings = session_.warnings().size();
  while (true) {
    WithItem* item = ParseWithItem();
    if (item == nullptr) break;
    Push(item);
    const bool comma = Accept(TokenKind::kComma);
    if (Accept(TokenKind::kRightParen)) {
      if (!At(TokenKind::kColon)) break;
      *items = Take<WithItem>(mark);
      return true;
    }
    if (!comma) break;
  }
  if (HasFailedForGood()) return false;
  t_ = start;
  stack_.resize(mark);
  operators_.resize(operators_mark);
  session_.warnings().resize(warnings);
  return false;
}

bool DescentParser::ParseWithItems(NodeList<WithItem>* items) {
  size_t mark = Mark();
  do {
    WithItem* item = ParseWithItem();
    if (item == nullptr) return false;
    Push(item);
  } while (Accept(TokenKind::kComma));
  *items = Take<WithItem>(mark);
  return true;
}

WithItem* DescentParser::ParseWithItem() {
  const Token* start = t_;
  ExprNode* context = ParseExpression();
  if (context == nullptr) return nullptr;
  ExprNode* variables = nullptr;
  if (Accept(TokenKind::kAs) && (variables = ParseStarTarget()) == nullptr) return nullptr;
  auto* item = arena_.New<WithItem>(Since(*start));
  item->context_expr = context;
  item->optional_vars = variables;
  return item;
}

Stmt* DescentParser::ParseAsync(NodeList<ExprNode> decorators) {
  const Token* start = t_++;
  if (At(TokenKind::kDef)) return ParseFunction(start, decorators);
  if (!decorators.empty()) return nullptr;
  if (At(TokenKind::kFor)) return ParseFor(start);
  if (At(TokenKind::kWith)) return ParseWith(start);
  return nullptr;
}

Stmt* DescentParser::ParseDecorated() {
  size_t mark = Mark();
  while (Accept(TokenKind::kAt)) {
    ExprNode* decorator = ParseNamedExpression();
    if (decorator == nullptr || !Accept(TokenKind::kNewline)) return nullptr;
    Push(decorator);
  }
  NodeList<ExprNode> decorators = Take<ExprNode>(mark);
  if (At(TokenKind::kDef)) return ParseFunction(t_, decorators);
  if (At(TokenKind::kClass)) return ParseClass(decorators);
  if (At(TokenKind::kAsync)) return ParseAsync(decorators);
  return nullptr;
}

// At `def`; `start` is the `async`, if there is one.
Stmt* DescentParser::ParseFunction(const Token* start, NodeList<ExprNode> decorators) {
  ++t_;
  if (!At(TokenKind::kName)) return nullptr;
  Identifier name = Name();
  if (!Accept(TokenKind::kLeftParen)) return nullptr;
  Arguments* args = ParseParameters(TokenKind::kRightParen);
  if (args == nullptr || !Accept(TokenKind::kRightParen)) return nullptr;
  ExprNode* returns = nullptr;
  if (Accept(TokenKind::kArrow) && (returns = ParseExpression()) == nullptr) return nullptr;
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  const bool is_async = start->kind == TokenKind::kAsync;
  auto* function = arena_.New<FunctionDef>(
      is_async ? NodeKind::kAsyncFunctionDef : NodeKind::kFunctionDef, StatementSince(*start));
  function->name = name;
  function->args = args;
  function->body = body;
  function->decorator_list = decorators;
  function->returns = returns;
  return function;
}

Stmt* DescentParser::ParseClass(NodeList<ExprNode> decorators) {
  const Token* start = t_++;
  if (!At(TokenKind::kName)) return nullptr;
  Identifier name = Name();
  NodeList<ExprNode> bases;
  NodeList<Keyword> keywords;
  if (Accept(TokenKind::kLeftParen) &&
      !ParseCallArguments(/*allow_generator=*/false, &bases, &keywords)) {
    return nullptr;
  }
  NodeList<Stmt> body;
  if (!ParseBlock(&body)) return nullptr;
  auto* result = arena_.New<ClassDef>(StatementSince(*start));
  result->name = name;
  result->bases = bases;
  result->keywords = keywords;
  result->body = body;
  result->decorator_list = decorators;
  return result;
}

}  // namespace krait::frontend
