// Roots and simple statements.

#include <string>

#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/operators.h"

namespace krait::frontend {

namespace {
bool IsLayout(TokenKind kind) {
  return kind == TokenKind::kNewline || kind == TokenKind::kIndent || kind == TokenKind::kDedent ||
         kind == TokenKind::kEndMarker;
}

bool IsCompound(NodeKind kind) {
  switch (kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef:
    case NodeKind::kClassDef:
    case NodeKind::kFor:
    case NodeKind::kAsyncFor:
    case NodeKind::kWhile:
    case NodeKind::kIf:
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
    case NodeKind::kMatch:
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      return true;
    default:
      return false;
  }
}
}  // namespace

Position DescentParser::StatementSince(const Position& start) const {
  const Token* last = t_ - 1;
  while (last > unit_.tokens.data() && IsLayout(last->kind)) --last;
  return {start.lineno, start.col_offset, last->end_lineno, last->end_col_offset};
}

Module* DescentParser::ParseModule() {
  size_t mark = Mark();
  if (!ParseStatements(TokenKind::kEndMarker)) return nullptr;
  auto* module = arena_.New<Module>(Position());
  module->body = Take<Stmt>(mark);
  return module;
}

// One line of simple statements, or one compound statement and the empty line that ends it.
Module* DescentParser::ParseInteractive() {
  size_t mark = Mark();
  if (At(TokenKind::kNewline)) {
    Push(arena_.New<Stmt>(NodeKind::kPass, *t_++));
  } else {
    if (At(TokenKind::kEndMarker) || !ParseStatement()) return nullptr;
    if (IsCompound(static_cast<Stmt*>(stack_.back())->kind) && !Accept(TokenKind::kNewline)) {
      return nullptr;
    }
  }
  auto* module = arena_.New<Module>(NodeKind::kInteractive, Position());
  module->body = Take<Stmt>(mark);
  return module;
}

Expression* DescentParser::ParseExpressionInput() {
  const Token* start = t_;
  ExprNode* body = ParseTupleFrom(start, ParseExpression(), &DescentParser::ParseExpression);
  if (body == nullptr) return nullptr;
  while (Accept(TokenKind::kNewline)) {
  }
  if (!At(TokenKind::kEndMarker)) return nullptr;
  auto* expression = arena_.New<Expression>(Position());
  expression->body = body;
  return expression;
}

// (int, *str, **bytes) -> bool
FunctionType* DescentParser::ParseFunctionType() {
  const size_t mark = Mark();
  if (!Accept(TokenKind::kLeftParen)) return nullptr;
  int stars = 0;
  while (!At(TokenKind::kRightParen) || stack_.size() > mark) {
    if (stack_.size() > mark && !Accept(TokenKind::kComma)) break;
    const int found = Accept(TokenKind::kStar) ? 1 : Accept(TokenKind::kDoubleStar) ? 2 : 0;
    if (found < stars || (found != 0 && found == stars)) return nullptr;
    stars = found;
    ExprNode* type = ParseExpression();
    if (type == nullptr) return nullptr;
    Push(type);
  }
  if (!Accept(TokenKind::kRightParen) || !Accept(TokenKind::kArrow)) return nullptr;
  auto* function = arena_.New<FunctionType>(Position());
  function->argtypes = Take<ExprNode>(mark);
  function->returns = ParseExpression();
  while (Accept(TokenKind::kNewline)) {
  }
  return function->returns != nullptr && At(TokenKind::kEndMarker) ? function : nullptr;
}

ExprNode* DescentParser::ParseFStringInput() { return ParseStarExpressions(); }

// Pushes statements up to, and without, the closing token: Dedent or EndMarker.
bool DescentParser::ParseStatements(TokenKind closing) {
  while (!At(closing)) {
    const size_t start = position();
    if (!ParseStatement()) return false;
    completed_.push_back({static_cast<uint32_t>(start), static_cast<uint32_t>(position())});
  }
  return true;
}

// A compound statement or a line of simple ones.
bool DescentParser::ParseStatement() {
  switch (t_->kind) {
    case TokenKind::kIf:
    case TokenKind::kWhile:
    case TokenKind::kFor:
    case TokenKind::kTry:
    case TokenKind::kWith:
    case TokenKind::kDef:
    case TokenKind::kClass:
    case TokenKind::kAsync:
    case TokenKind::kAt: {
      Stmt* statement = ParseCompoundStatement();
      if (statement == nullptr) return false;
      Push(statement);
      return true;
    }
    case TokenKind::kName:
      if (AtSoftKeyword(t_, "match")) {
        bool is_match = false;
        Stmt* statement = ParseMatch(&is_match);
        if (statement != nullptr) Push(statement);
        if (is_match) return statement != nullptr;
        if (HasFailedForGood()) return false;
      }
      return ParseSimpleStatements();
    default:
      return ParseSimpleStatements();
  }
}

bool DescentParser::ParseSimpleStatements() {
  do {
    Stmt* statement = ParseSimpleStatement();
    if (statement == nullptr) return false;
    Push(statement);
  } while (Accept(TokenKind::kSemicolon) && !At(TokenKind::kNewline));
  return Accept(TokenKind::kNewline);
}

Stmt* DescentParser::ParseSimpleStatement() {
  switch (t_->kind) {
    case TokenKind::kReturn:
      return ParseReturn();
    case TokenKind::kImport:
      return ParseImport();
    case TokenKind::kFrom:
      return ParseImportFrom();
    case TokenKind::kRaise:
      return ParseRaise();
    case TokenKind::kPass:
      return ParseBareStatement(NodeKind::kPass);
    case TokenKind::kBreak:
      return ParseBareStatement(NodeKind::kBreak);
    case TokenKind::kContinue:
      return ParseBareStatement(NodeKind::kContinue);
    case TokenKind::kDel:
      return ParseDelete();
    case TokenKind::kAssert:
      return ParseAssert();
    case TokenKind::kGlobal:
      return ParseGlobal(NodeKind::kGlobal);
    case TokenKind::kNonlocal:
      return ParseGlobal(NodeKind::kNonlocal);
    default:
      return ParseExpressionStatement();
  }
}

Stmt* DescentParser::ParseBareStatement(NodeKind kind) { return arena_.New<Stmt>(kind, *t_++); }

// An expression, or an assignment whose first target it is.
Stmt* DescentParser::ParseExpressionStatement() {
  const Token* start = t_;
  ExprNode* expression = At(TokenKind::kYield) ? ParseYield() : ParseStarExpressions();
  if (expression == nullptr) return nullptr;
  BinaryOperator op;
  if (At(TokenKind::kEqual)) return ParseAssign(start, expression);
  if (At(TokenKind::kColon)) return ParseAnnAssign(start, expression);
  if (AugmentedOperator(t_->kind, &op)) return ParseAugAssign(start, expression, op);
  auto* statement = arena_.New<Expr>(Since(*start));
  statement->value = expression;
  return statement;
}

ExprNode* DescentParser::ParseAssignedValue() {
  return At(TokenKind::kYield) ? ParseYield() : ParseStarExpressions();
}

Stmt* DescentParser::ParseAssign(const Token* start, ExprNode* first) {
  size_t mark = Mark();
  ExprNode* value = first;
  while (At(TokenKind::kEqual)) {
    if (!MakeStoreTarget(value)) return nullptr;
    ++t_;
    Push(value);
    if ((value = ParseAssignedValue()) == nullptr) return nullptr;
  }
  auto* assign = arena_.New<Assign>(Since(*start));
  assign->targets = Take<ExprNode>(mark);
  assign->value = value;
  return assign;
}

Stmt* DescentParser::ParseAugAssign(const Token* start, ExprNode* target, BinaryOperator op) {
  if (!IsSingleTarget(target) || !MakeStoreTarget(target)) return nullptr;
  ++t_;
  ExprNode* value = ParseAssignedValue();
  if (value == nullptr) return nullptr;
  auto* assign = arena_.New<AugAssign>(Since(*start));
  assign->op = op;
  assign->target = target;
  assign->value = value;
  return assign;
}

Stmt* DescentParser::ParseAnnAssign(const Token* start, ExprNode* target) {
  if (!IsSingleTarget(target) || !MakeStoreTarget(target)) return nullptr;
  ++t_;
  ExprNode* annotation = ParseExpression();
  if (annotation == nullptr) return nullptr;
  ExprNode* value = nullptr;
  if (Accept(TokenKind::kEqual) && (value = ParseAssignedValue()) == nullptr) return nullptr;
  auto* assign = arena_.New<AnnAssign>(Since(*start));
  assign->simple = target->kind == NodeKind::kName && !target->parenthesized;
  assign->target = target;
  assign->annotation = annotation;
  assign->value = value;
  return assign;
}

Stmt* DescentParser::ParseReturn() {
  const Token* start = t_++;
  ExprNode* value = nullptr;
  if (StartsExpression(t_->kind) && (value = ParseStarExpressions()) == nullptr) return nullptr;
  auto* statement = arena_.New<Return>(Since(*start));
  statement->value = value;
  return statement;
}

Stmt* DescentParser::ParseRaise() {
  const Token* start = t_++;
  ExprNode* exc = nullptr;
  ExprNode* cause = nullptr;
  if (StartsExpression(t_->kind)) {
    if ((exc = ParseExpression()) == nullptr) return nullptr;
    if (Accept(TokenKind::kFrom) && (cause = ParseExpression()) == nullptr) return nullptr;
  }
  auto* statement = arena_.New<Raise>(Since(*start));
  statement->exc = exc;
  statement->cause = cause;
  return statement;
}

Stmt* DescentParser::ParseDelete() {
  const Token* start = t_++;
  size_t mark = Mark();
  do {
    ExprNode* target = ParsePrimary();
    if (target == nullptr || !MakeTarget(target, ExprContext::kDel)) return nullptr;
    Push(target);
  } while (Accept(TokenKind::kComma) && StartsExpression(t_->kind));
  if (!At(TokenKind::kSemicolon) && !At(TokenKind::kNewline)) return nullptr;
  auto* statement = arena_.New<Delete>(Since(*start));
  statement->targets = Take<ExprNode>(mark);
  return statement;
}

Stmt* DescentParser::ParseAssert() {
  const Token* start = t_++;
  ExprNode* test = ParseExpression();
  if (test == nullptr) return nullptr;
  ExprNode* msg = nullptr;
  if (Accept(TokenKind::kComma) && (msg = ParseExpression()) == nullptr) return nullptr;
  auto* statement = arena_.New<Assert>(Since(*start));
  statement->test = test;
  statement->msg = msg;
  return statement;
}

Stmt* DescentParser::ParseGlobal(NodeKind kind) {
  const Token* start = t_++;
  std::vector<Identifier> names;
  do {
    if (!At(TokenKind::kName)) return nullptr;
    names.push_back(Name());
  } while (Accept(TokenKind::kComma));
  auto* statement = arena_.New<Global>(kind, Since(*start));
  statement->names = arena_.CopyArray(names.data(), names.size());
  return statement;
}

// a.b.c, which may have spaces around its dots.
bool DescentParser::ParseDottedName(Identifier* name) {
  if (!At(TokenKind::kName)) return false;
  *name = Name();
  if (!At(TokenKind::kDot)) return true;
  std::string dotted(name->view());
  while (Accept(TokenKind::kDot)) {
    if (!At(TokenKind::kName)) return false;
    dotted += '.';
    dotted += Name().view();
  }
  *name = arena_.Intern(dotted);
  return true;
}

Alias* DescentParser::ParseAlias(bool dotted) {
  const Token* start = t_;
  if (!At(TokenKind::kName)) return nullptr;
  Identifier name;
  Identifier asname;
  if (!dotted) {
    name = Name();
  } else if (!ParseDottedName(&name)) {
    return nullptr;
  }
  if (Accept(TokenKind::kAs)) {
    if (!At(TokenKind::kName)) return nullptr;
    asname = Name();
  }
  auto* alias = arena_.New<Alias>(Since(*start));
  alias->name = name;
  alias->asname = asname;
  return alias;
}

Stmt* DescentParser::ParseImport() {
  const Token* start = t_++;
  size_t mark = Mark();
  do {
    Alias* alias = ParseAlias(/*dotted=*/true);
    if (alias == nullptr) return nullptr;
    Push(alias);
  } while (Accept(TokenKind::kComma));
  auto* statement = arena_.New<Import>(Since(*start));
  statement->names = Take<Alias>(mark);
  return statement;
}

Stmt* DescentParser::ParseImportFrom() {
  const Token* start = t_++;
  int32_t level = 0;
  for (; At(TokenKind::kDot) || At(TokenKind::kEllipsis); ++t_) {
    level += At(TokenKind::kDot) ? 1 : 3;
  }
  Identifier module;
  if (!(level > 0 && At(TokenKind::kImport)) && !ParseDottedName(&module)) return nullptr;
  if (!Accept(TokenKind::kImport)) return nullptr;
  NodeList<Alias> names;
  if (!ParseImportedNames(&names)) return nullptr;
  auto* statement = arena_.New<ImportFrom>(Since(*start));
  statement->module = module;
  statement->names = names;
  statement->level = level;
  return statement;
}

bool DescentParser::ParseImportedNames(NodeList<Alias>* names) {
  if (At(TokenKind::kStar)) {
    auto* alias = arena_.New<Alias>(*t_++);
    alias->name = arena_.Intern("*");
    *names = Single(alias);
    return true;
  }
  const bool parenthesized = Accept(TokenKind::kLeftParen);
  size_t mark = Mark();
  do {
    if (parenthesized && Mark() > mark && At(TokenKind::kRightParen)) break;
    Alias* alias = ParseAlias(/*dotted=*/false);
    if (alias == nullptr) return false;
    Push(alias);
  } while (Accept(TokenKind::kComma));
  *names = Take<Alias>(mark);
  return !parenthesized || Accept(TokenKind::kRightParen);
}

}  // namespace krait::frontend
