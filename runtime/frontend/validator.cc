// Statements and expressions.

#include "runtime/frontend/validator.h"

#include "runtime/frontend/ast_schema.h"
#include "runtime/frontend/join.h"

namespace krait::frontend {

namespace {

std::string_view ContextName(ExprContext context) {
  return EnumeratorsOf(NodeClass::kexpr_context)[static_cast<size_t>(context)];
}

std::string Range(int32_t from, int32_t to) {
  return "(" + std::to_string(from) + ", " + std::to_string(to) + ")";
}

}  // namespace

bool Validator::Fail(std::string message) {
  message_ = std::move(message);
  return false;
}

bool Validator::FailType(std::string message) {
  is_type_error_ = true;
  return Fail(std::move(message));
}

bool Validator::Check(const Node* root) {
  switch (root->kind) {
    case NodeKind::kExpression:
      return Value(Cast<frontend::Expression>(root)->body);
    case NodeKind::kFunctionType: {
      const auto* type = Cast<FunctionType>(root);
      return Values(type->argtypes) && Value(type->returns);
    }
    default:
      return Statements(Cast<Module>(root)->body);
  }
}

bool Validator::Places(const Position& p) {
  if (p.lineno > p.end_lineno) {
    return Fail("AST node line range " + Range(p.lineno, p.end_lineno) + " is not valid");
  }
  if ((p.lineno < 0 && p.end_lineno != p.lineno) ||
      (p.col_offset < 0 && p.col_offset != p.end_col_offset)) {
    return Fail("AST node column range " + Range(p.col_offset, p.end_col_offset) +
                " for line range " + Range(p.lineno, p.end_lineno) + " is not valid");
  }
  if (p.lineno == p.end_lineno && p.col_offset > p.end_col_offset) {
    return Fail("line " + std::to_string(p.lineno) + ", column " + std::to_string(p.col_offset) +
                "-" + std::to_string(p.end_col_offset) + " is not a valid range");
  }
  return true;
}

bool Validator::Name(Identifier name) {
  for (std::string_view constant : {"None", "True", "False"}) {
    if (name == constant) {
      return Fail(Join({"identifier field can't represent '", constant, "' constant"}));
    }
  }
  return true;
}

bool Validator::LengthsMatch(size_t a, size_t b, std::string_view message) {
  return a == b || Fail(std::string(message));
}

// ---- statements

bool Validator::Statements(NodeList<Stmt> statements) {
  for (const Stmt* statement : statements) {
    if (statement == nullptr) return Fail("None disallowed in statement list");
    if (!Statement(statement)) return false;
  }
  return true;
}

bool Validator::Body(NodeList<Stmt> body, std::string_view owner) {
  return NotEmpty(body, "body", owner) && Statements(body);
}

bool Validator::Targets(NodeList<ExprNode> targets, ExprContext context, std::string_view owner) {
  return NotEmpty(targets, "targets", owner) && Expressions(targets, context, false);
}

bool Validator::SingleTarget(const ExprNode* target, std::string_view assignment) {
  if (!Expression(target, ExprContext::kStore)) return false;
  switch (target->kind) {
    case NodeKind::kName:
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
      return true;
    default:
      return Fail(Join({"invalid node type for ", assignment, " assignment"}));
  }
}

bool Validator::Function(const FunctionDef* node) {
  return Body(node->body, NodeKindName(node->kind)) && Parameters(node->args) &&
         Values(node->decorator_list) && Maybe(node->returns);
}

bool Validator::Class(const ClassDef* node) {
  return Body(node->body, "ClassDef") && Values(node->bases) && Keywords(node->keywords) &&
         Values(node->decorator_list);
}

bool Validator::Loop(const For* node) {
  return Expression(node->target, ExprContext::kStore) && Value(node->iter) &&
         Body(node->body, NodeKindName(node->kind)) && Statements(node->orelse);
}

bool Validator::WithBlock(const With* node) {
  const std::string_view owner = NodeKindName(node->kind);
  if (!NotEmpty(node->items, "items", owner)) return false;
  for (const WithItem* item : node->items) {
    if (item == nullptr) return Fail("None disallowed in statement list");
    if (!Value(item->context_expr) || !Maybe(item->optional_vars, ExprContext::kStore)) {
      return false;
    }
  }
  return Body(node->body, owner);
}

bool Validator::MatchBlock(const Match* node) {
  if (!Value(node->subject) || !NotEmpty(node->cases, "cases", "Match")) return false;
  for (const MatchCase* arm : node->cases) {
    if (arm == nullptr) return Fail("None disallowed in statement list");
    if (!OnePattern(arm->pattern, false) || !Maybe(arm->guard) || !Body(arm->body, "match_case")) {
      return false;
    }
  }
  return true;
}

bool Validator::TryBlock(const Try* node) {
  const std::string_view owner = NodeKindName(node->kind);
  if (!Body(node->body, owner)) return false;
  if (node->handlers.empty() && node->finalbody.empty()) {
    return Fail(Join({owner, " has neither except handlers nor finalbody"}));
  }
  if (node->handlers.empty() && !node->orelse.empty()) {
    return Fail(Join({owner, " has orelse but no except handlers"}));
  }
  for (const ExceptHandler* handler : node->handlers) {
    if (handler == nullptr) return Fail("None disallowed in statement list");
    if (!Places(*handler) || !Maybe(handler->type) || !Body(handler->body, "ExceptHandler")) {
      return false;
    }
  }
  if (!Statements(node->orelse) || !Statements(node->finalbody)) return false;
  for (const ExceptHandler* handler : node->handlers) {
    if (handler->type == nullptr && node->is_star()) return Fail("expected an exception type");
  }
  return true;
}

bool Validator::Statement(const Stmt* statement) {
  if (!Places(*statement)) return false;
  switch (statement->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef:
      return Function(Cast<FunctionDef>(statement));
    case NodeKind::kClassDef:
      return Class(Cast<ClassDef>(statement));
    case NodeKind::kReturn:
      return Maybe(Cast<Return>(statement)->value);
    case NodeKind::kDelete:
      return Targets(Cast<Delete>(statement)->targets, ExprContext::kDel, "Delete");
    case NodeKind::kAssign: {
      const auto* node = Cast<Assign>(statement);
      return Targets(node->targets, ExprContext::kStore, "Assign") && Value(node->value);
    }
    case NodeKind::kAugAssign: {
      const auto* node = Cast<AugAssign>(statement);
      return SingleTarget(node->target, "augmented") && Value(node->value);
    }
    case NodeKind::kAnnAssign: {
      const auto* node = Cast<AnnAssign>(statement);
      if (node->target->kind != NodeKind::kName && node->simple) {
        return FailType("AnnAssign with simple non-Name target");
      }
      return SingleTarget(node->target, "annotated") && Maybe(node->value) &&
             Value(node->annotation);
    }
    case NodeKind::kFor:
    case NodeKind::kAsyncFor:
      return Loop(Cast<For>(statement));
    case NodeKind::kWhile: {
      const auto* node = Cast<While>(statement);
      return Value(node->test) && Body(node->body, "While") && Statements(node->orelse);
    }
    case NodeKind::kIf: {
      const auto* node = Cast<If>(statement);
      return Value(node->test) && Body(node->body, "If") && Statements(node->orelse);
    }
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
      return WithBlock(Cast<With>(statement));
    case NodeKind::kMatch:
      return MatchBlock(Cast<Match>(statement));
    case NodeKind::kRaise: {
      const auto* node = Cast<Raise>(statement);
      if (node->exc == nullptr && node->cause != nullptr) {
        return Fail("Raise with cause but no exception");
      }
      return Maybe(node->exc) && Maybe(node->cause);
    }
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      return TryBlock(Cast<Try>(statement));
    case NodeKind::kAssert: {
      const auto* node = Cast<Assert>(statement);
      return Value(node->test) && Maybe(node->msg);
    }
    case NodeKind::kImport:
      return NotEmpty(Cast<Import>(statement)->names, "names", "Import");
    case NodeKind::kImportFrom: {
      const auto* node = Cast<ImportFrom>(statement);
      if (node->level < 0) return Fail("Negative ImportFrom level");
      return NotEmpty(node->names, "names", "ImportFrom");
    }
    case NodeKind::kGlobal:
    case NodeKind::kNonlocal:
      return NotEmpty(Cast<Global>(statement)->names, "names", NodeKindName(statement->kind));
    case NodeKind::kExpr:
      return Value(Cast<Expr>(statement)->value);
    default:
      return true;
  }
}

// ---- expressions

bool Validator::Expressions(NodeList<ExprNode> expressions, ExprContext context,
                            bool null_allowed) {
  for (const ExprNode* expression : expressions) {
    if (expression == nullptr) {
      if (!null_allowed) return Fail("None disallowed in expression list");
    } else if (!Expression(expression, context)) {
      return false;
    }
  }
  return true;
}

bool Validator::Keywords(NodeList<Keyword> keywords) {
  for (const Keyword* keyword : keywords) {
    if (keyword == nullptr) return Fail("None disallowed in expression list");
    if (!Value(keyword->value)) return false;
  }
  return true;
}

bool Validator::Generators(NodeList<Comprehension> generators) {
  if (generators.empty()) return Fail("comprehension with no generators");
  for (const Comprehension* part : generators) {
    if (part == nullptr) return Fail("None disallowed in expression list");
    if (!Expression(part->target, ExprContext::kStore) || !Value(part->iter) ||
        !Values(part->ifs)) {
      return false;
    }
  }
  return true;
}

bool Validator::Parameter(const Arg* parameter) {
  return Places(*parameter) && Maybe(parameter->annotation);
}

bool Validator::Parameters(NodeList<Arg> parameters) {
  for (const Arg* parameter : parameters) {
    if (parameter == nullptr) return Fail("None disallowed in expression list");
    if (!Parameter(parameter)) return false;
  }
  return true;
}

bool Validator::Parameters(const Arguments* node) {
  if (!Parameters(node->posonlyargs) || !Parameters(node->args)) return false;
  if (node->vararg != nullptr && !Maybe(node->vararg->annotation)) return false;
  if (!Parameters(node->kwonlyargs)) return false;
  if (node->kwarg != nullptr && !Maybe(node->kwarg->annotation)) return false;
  if (node->defaults.size() > node->posonlyargs.size() + node->args.size()) {
    return Fail("more positional defaults than args on arguments");
  }
  return LengthsMatch(node->kw_defaults.size(), node->kwonlyargs.size(),
                      "length of kwonlyargs is not the same as kw_defaults on arguments") &&
         Values(node->defaults) && Expressions(node->kw_defaults, ExprContext::kLoad, true);
}

bool Validator::ContextFits(const ExprNode* expression, ExprContext context) {
  ExprContext actual;
  switch (expression->kind) {
    case NodeKind::kAttribute:
      actual = Cast<Attribute>(expression)->ctx;
      break;
    case NodeKind::kSubscript:
      actual = Cast<Subscript>(expression)->ctx;
      break;
    case NodeKind::kStarred:
      actual = Cast<Starred>(expression)->ctx;
      break;
    case NodeKind::kName:
      if (!Name(Cast<frontend::Name>(expression)->id)) return false;
      actual = Cast<frontend::Name>(expression)->ctx;
      break;
    case NodeKind::kList:
    case NodeKind::kTuple:
      actual = Cast<List>(expression)->ctx;
      break;
    default:
      if (context == ExprContext::kLoad) return true;
      return Fail(
          Join({"expression which can't be assigned to in ", ContextName(context), " context"}));
  }
  if (actual == context) return true;
  return Fail(Join({"expression must have ", ContextName(context), " context but has ",
                    ContextName(actual), " instead"}));
}

bool Validator::Expression(const ExprNode* expression, ExprContext context) {
  return Places(*expression) && ContextFits(expression, context) && Children(expression, context);
}

bool Validator::Children(const ExprNode* expression, ExprContext context) {
  switch (expression->kind) {
    case NodeKind::kBoolOp: {
      const auto* node = Cast<BoolOp>(expression);
      if (node->values.size() < 2) return Fail("BoolOp with less than 2 values");
      return Values(node->values);
    }
    case NodeKind::kNamedExpr: {
      const auto* node = Cast<NamedExpr>(expression);
      if (node->target->kind != NodeKind::kName) return FailType("NamedExpr target must be a Name");
      return Value(node->value);
    }
    case NodeKind::kLambda: {
      const auto* node = Cast<Lambda>(expression);
      return Parameters(node->args) && Value(node->body);
    }
    case NodeKind::kDict: {
      const auto* node = Cast<Dict>(expression);
      return LengthsMatch(node->keys.size(), node->values.size(),
                          "Dict doesn't have the same number of keys as values") &&
             Expressions(node->keys, ExprContext::kLoad, true) && Values(node->values);
    }
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp: {
      const auto* node = Cast<ListComp>(expression);
      return Generators(node->generators) && Value(node->elt);
    }
    case NodeKind::kDictComp: {
      const auto* node = Cast<DictComp>(expression);
      return Generators(node->generators) && Value(node->key) && Value(node->value);
    }
    case NodeKind::kCompare: {
      const auto* node = Cast<Compare>(expression);
      if (node->comparators.empty()) return Fail("Compare with no comparators");
      return LengthsMatch(node->comparators.size(), node->ops.size(),
                          "Compare has a different number of comparators and operands") &&
             Values(node->comparators) && Value(node->left);
    }
    case NodeKind::kCall: {
      const auto* node = Cast<Call>(expression);
      return Value(node->func) && Values(node->args) && Keywords(node->keywords);
    }
    case NodeKind::kStarred:
      return Expression(Cast<Starred>(expression)->value, context);
    case NodeKind::kList:
    case NodeKind::kTuple:
      return Expressions(Cast<List>(expression)->elts, context, false);
    default:
      // All of the others: their expressions are values, in the order of their fields.
      return ForEachField(expression, [this](const auto& field, const auto& member) {
        using T = std::remove_cvref_t<decltype(member)>;
        if constexpr (std::is_same_v<T, ExprNode*>) return Maybe(member);
        if constexpr (std::is_same_v<T, NodeList<ExprNode>>) return Values(member);
        return true;
      });
  }
}

}  // namespace krait::frontend
