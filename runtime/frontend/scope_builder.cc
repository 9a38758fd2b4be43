// Collecting the names of every scope.

#include "runtime/frontend/scope_builder.h"

#include "runtime/frontend/join.h"

namespace krait::frontend {

ScopeBuilder::ScopeBuilder(AstArena& arena, bool future_annotations, ScopeError* error)
    : arena_(arena),
      future_annotations_(future_annotations),
      error_(error),
      table_(std::make_unique<ScopeTable>()),
      dunder_class_(arena.Intern("__class__")),
      super_(arena.Intern("super")),
      implicit_argument_(arena.Intern(".0")) {}

std::unique_ptr<ScopeTable> ScopeBuilder::Run(const Node* root) {
  Enter(ScopeKind::kModule, root);
  if (const auto* module = DynamicCast<Module>(root)) {
    VisitBody(module->body);
  } else {
    Visit(Cast<Expression>(root)->body);
  }
  if (!failed_) Resolve(table_->module());
  return failed_ ? nullptr : std::move(table_);
}

std::unique_ptr<ScopeTable> AnalyzeScopes(AstArena& arena, const Node* root,
                                          bool future_annotations, ScopeError* error) {
  return ScopeBuilder(arena, future_annotations, error).Run(root);
}

Scope* ScopeBuilder::Enter(ScopeKind kind, const Node* node) {
  Scope* scope = &table_->scopes_.emplace_back();
  scope->kind = kind;
  scope->node = node;
  scope->parent = current_;
  if (current_ != nullptr) {
    scope->is_nested = current_->is_nested || current_->kind == ScopeKind::kFunction;
    scope->iterable_depth = current_->iterable_depth;
    scope->private_name = current_->private_name;
    // What stands in an annotation that is never evaluated has no influence on anything.
    scope->is_annotation = current_->is_annotation;
    if (!current_->is_annotation) current_->children.push_back(scope);
  }
  table_->Register(node, scope);
  return current_ = scope;
}

void ScopeBuilder::Leave() { current_ = current_->parent; }

void ScopeBuilder::Fail(const Position& position, std::string message) {
  if (failed_) return;
  failed_ = true;
  error_->message = std::move(message);
  error_->position = position;
}

uint16_t ScopeBuilder::FlagsOf(Identifier name) {
  const Symbol* symbol = current_->Find(Mangle(name));
  return symbol == nullptr ? 0 : symbol->flags;
}

void ScopeBuilder::Define(Identifier name, uint16_t flags, const Position& position) {
  DefineIn(current_, Mangle(name), flags, position);
}

void ScopeBuilder::DefineIn(Scope* scope, Identifier name, uint16_t flags,
                            const Position& position) {
  Symbol& symbol = scope->Add(name);
  if ((flags & symbol.flags & kSymbolParameter) != 0) {
    return Fail(position, Join({"duplicate argument '", name.view(), "' in function definition"}));
  }
  symbol.flags |= flags;
  if (scope->in_iteration_target) {
    if ((symbol.flags & (kSymbolGlobal | kSymbolNonlocal)) != 0) {
      return Fail(position, Join({"comprehension inner loop cannot rebind assignment "
                                  "expression target '",
                                  name.view(), "'"}));
    }
    symbol.flags |= kSymbolIterated;
  }
  if ((flags & kSymbolGlobal) != 0 && scope != table_->module()) {
    table_->module()->Add(name).flags |= kSymbolGlobal;
  }
}

// ---- functions

void ScopeBuilder::VisitAnnotation(const ExprNode* annotation) {
  if (annotation == nullptr) return;
  if (!future_annotations_) return Visit(annotation);
  Enter(ScopeKind::kFunction, annotation);
  current_->is_annotation = true;
  if (!current_->parent->is_annotation) current_->parent->children.pop_back();
  Visit(annotation);
  Leave();
}

void ScopeBuilder::VisitAnnotations(const Arguments* args, const ExprNode* returns) {
  for (const Arg* arg : args->posonlyargs) VisitAnnotation(arg->annotation);
  for (const Arg* arg : args->args) VisitAnnotation(arg->annotation);
  if (args->vararg != nullptr) VisitAnnotation(args->vararg->annotation);
  if (args->kwarg != nullptr) VisitAnnotation(args->kwarg->annotation);
  for (const Arg* arg : args->kwonlyargs) VisitAnnotation(arg->annotation);
  VisitAnnotation(returns);
}

void ScopeBuilder::VisitDefaults(const Arguments* args) {
  VisitList(args->defaults);
  for (const ExprNode* value : args->kw_defaults) {
    if (value != nullptr) Visit(value);
  }
}

void ScopeBuilder::VisitParameters(const Arguments* args) {
  for (const Arg* arg : args->posonlyargs) Define(arg->arg, kSymbolParameter, *arg);
  for (const Arg* arg : args->args) Define(arg->arg, kSymbolParameter, *arg);
  for (const Arg* arg : args->kwonlyargs) Define(arg->arg, kSymbolParameter, *arg);
  if (args->vararg != nullptr) Define(args->vararg->arg, kSymbolParameter, *args->vararg);
  if (args->kwarg != nullptr) Define(args->kwarg->arg, kSymbolParameter, *args->kwarg);
}

// ---- expressions

void ScopeBuilder::VisitList(NodeList<ExprNode> expressions) {
  for (const ExprNode* expression : expressions) {
    if (expression != nullptr) Visit(expression);
  }
}

void ScopeBuilder::Visit(const ExprNode* expression) {
  if (failed_) return;
  switch (expression->kind) {
    case NodeKind::kName:
      return VisitName(Cast<Name>(expression));
    case NodeKind::kConstant:
      return;
    default:
      break;
  }
  if (++depth_ > kMaxTreeDepth) {
    error_->too_deep = failed_ = true;
  } else {
    VisitSpine(expression);
  }
  --depth_;
}

// The leftmost operand of an operand, for the kinds that chain to the left without bound.
static const ExprNode* LeftOf(const ExprNode* expression) {
  switch (expression->kind) {
    case NodeKind::kBinOp:
      return Cast<BinOp>(expression)->left;
    case NodeKind::kAttribute:
      return Cast<Attribute>(expression)->value;
    case NodeKind::kSubscript:
      return Cast<Subscript>(expression)->value;
    case NodeKind::kCall:
      return Cast<Call>(expression)->func;
    default:
      return nullptr;
  }
}

void ScopeBuilder::VisitSpine(const ExprNode* expression) {
  const size_t base = spine_.size();
  while (const ExprNode* left = LeftOf(expression)) {
    spine_.push_back(expression);
    expression = left;
  }
  VisitNested(expression);
  while (spine_.size() > base) {
    const ExprNode* link = spine_.back();
    spine_.pop_back();
    VisitLink(link);
  }
}

void ScopeBuilder::VisitLink(const ExprNode* expression) {
  switch (expression->kind) {
    case NodeKind::kBinOp:
      return Visit(Cast<BinOp>(expression)->right);
    case NodeKind::kSubscript:
      return Visit(Cast<Subscript>(expression)->slice);
    case NodeKind::kCall:
      VisitList(Cast<Call>(expression)->args);
      for (const Keyword* keyword : Cast<Call>(expression)->keywords) Visit(keyword->value);
      return;
    default:
      return;
  }
}

void ScopeBuilder::VisitNested(const ExprNode* expression) {
  switch (expression->kind) {
    case NodeKind::kName:
      return VisitName(Cast<Name>(expression));
    case NodeKind::kBoolOp:
      return VisitList(Cast<BoolOp>(expression)->values);
    case NodeKind::kNamedExpr:
      return VisitNamedExpr(Cast<NamedExpr>(expression));
    case NodeKind::kUnaryOp:
      return Visit(Cast<UnaryOp>(expression)->operand);
    case NodeKind::kLambda:
      return VisitLambda(Cast<Lambda>(expression));
    case NodeKind::kIfExp:
      Visit(Cast<IfExp>(expression)->test);
      Visit(Cast<IfExp>(expression)->body);
      return Visit(Cast<IfExp>(expression)->orelse);
    case NodeKind::kDict:
      VisitList(Cast<Dict>(expression)->keys);
      return VisitList(Cast<Dict>(expression)->values);
    case NodeKind::kSet:
      return VisitList(Cast<Set>(expression)->elts);
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp: {
      const auto* comp = Cast<ListComp>(expression);
      const auto kind = comp->kind == NodeKind::kListComp  ? ComprehensionKind::kList
                        : comp->kind == NodeKind::kSetComp ? ComprehensionKind::kSet
                                                           : ComprehensionKind::kGenerator;
      return VisitComprehension(comp, kind, comp->generators, comp->elt, nullptr);
    }
    case NodeKind::kDictComp: {
      const auto* comp = Cast<DictComp>(expression);
      return VisitComprehension(comp, ComprehensionKind::kDict, comp->generators, comp->key,
                                comp->value);
    }
    case NodeKind::kAwait:
      if (RefuseInAnnotation("await expression", expression)) return;
      Visit(Cast<Await>(expression)->value);
      current_->is_coroutine = true;
      return;
    case NodeKind::kYield:
      return VisitYield(expression, Cast<Yield>(expression)->value);
    case NodeKind::kYieldFrom:
      return VisitYield(expression, Cast<YieldFrom>(expression)->value);
    case NodeKind::kCompare:
      Visit(Cast<Compare>(expression)->left);
      return VisitList(Cast<Compare>(expression)->comparators);
    case NodeKind::kFormattedValue: {
      const auto* value = Cast<FormattedValue>(expression);
      Visit(value->value);
      if (value->format_spec != nullptr) Visit(value->format_spec);
      return;
    }
    case NodeKind::kJoinedStr:
      return VisitList(Cast<JoinedStr>(expression)->values);
    case NodeKind::kStarred:
      return Visit(Cast<Starred>(expression)->value);
    case NodeKind::kList:
    case NodeKind::kTuple:
      return VisitList(Cast<List>(expression)->elts);
    case NodeKind::kSlice: {
      const auto* slice = Cast<Slice>(expression);
      if (slice->lower != nullptr) Visit(slice->lower);
      if (slice->upper != nullptr) Visit(slice->upper);
      if (slice->step != nullptr) Visit(slice->step);
      return;
    }
    default:
      return;  // constants
  }
}

void ScopeBuilder::VisitName(const Name* name) {
  const uint16_t flags = name->ctx == ExprContext::kLoad    ? kSymbolUsed
                         : name->ctx == ExprContext::kStore ? kSymbolAssigned
                                                            : kSymbolAssigned | kSymbolUnbound;
  Define(name->id, flags, *name);
  if (flags == kSymbolUsed && name->id == super_ && current_->kind == ScopeKind::kFunction) {
    DefineIn(current_, dunder_class_, kSymbolUsed, *name);
  }
}

void ScopeBuilder::VisitLambda(const Lambda* lambda) {
  VisitDefaults(lambda->args);
  Enter(ScopeKind::kFunction, lambda);
  VisitParameters(lambda->args);
  Visit(lambda->body);
  Leave();
}

bool ScopeBuilder::RefuseInAnnotation(const char* what, const ExprNode* expression) {
  if (!current_->is_annotation) return false;
  Fail(*expression, Join({"'", what, "' can not be used within an annotation"}));
  return true;
}

void ScopeBuilder::VisitYield(const ExprNode* expression, const ExprNode* value) {
  if (RefuseInAnnotation("yield expression", expression)) return;
  if (value != nullptr) Visit(value);
  current_->is_generator = true;
  switch (current_->comprehension) {
    case ComprehensionKind::kNone:
      return;
    case ComprehensionKind::kList:
      return Fail(*expression, "'yield' inside list comprehension");
    case ComprehensionKind::kSet:
      return Fail(*expression, "'yield' inside set comprehension");
    case ComprehensionKind::kDict:
      return Fail(*expression, "'yield' inside dict comprehension");
    case ComprehensionKind::kGenerator:
      return Fail(*expression, "'yield' inside generator expression");
  }
}

void ScopeBuilder::VisitNamedExpr(const NamedExpr* expression) {
  if (RefuseInAnnotation("named expression", expression)) return;
  if (current_->iterable_depth > 0) {
    return Fail(*expression,
                "assignment expression cannot be used in a comprehension iterable expression");
  }
  const Identifier name = Cast<Name>(expression->target)->id;
  if (current_->comprehension != ComprehensionKind::kNone) ExtendWalrusScope(expression, name);
  Visit(expression->value);
  Define(name, kSymbolAssigned | kSymbolWalrus, *expression->target);
}

// A walrus inside of a comprehension binds in the function around all comprehensions.
void ScopeBuilder::ExtendWalrusScope(const NamedExpr* expression, Identifier name) {
  name = Mangle(name);
  for (Scope* scope = current_; scope != nullptr; scope = scope->parent) {
    if (scope->comprehension != ComprehensionKind::kNone) {
      const Symbol* symbol = scope->Find(name);
      if (symbol != nullptr && (symbol->flags & kSymbolIterated) != 0 &&
          (symbol->flags & kSymbolAssigned) != 0) {
        return Fail(*expression->target, Join({"assignment expression cannot rebind comprehension "
                                               "iteration variable '",
                                               name.view(), "'"}));
      }
      continue;
    }
    if (scope->kind == ScopeKind::kClass) {
      return Fail(*expression->target,
                  "assignment expression within a comprehension cannot be used in a "
                  "class body");
    }
    const Symbol* symbol = scope->Find(name);
    const bool global = scope->kind == ScopeKind::kModule ||
                        (symbol != nullptr && (symbol->flags & kSymbolGlobal) != 0);
    DefineIn(current_, name, global ? kSymbolGlobal : kSymbolNonlocal, *expression);
    directives_.push_back({current_, name, *expression->target});
    return DefineIn(scope, name,
                    scope->kind == ScopeKind::kModule ? kSymbolGlobal : kSymbolAssigned,
                    *expression);
  }
}

void ScopeBuilder::VisitComprehension(const ExprNode* expression, ComprehensionKind kind,
                                      NodeList<Comprehension> generators, const ExprNode* element,
                                      const ExprNode* value) {
  // The outermost iterable belongs to the enclosing scope.
  ++current_->iterable_depth;
  Visit(generators[0]->iter);
  --current_->iterable_depth;
  Scope* scope = Enter(ScopeKind::kFunction, expression);
  scope->comprehension = kind;
  Define(implicit_argument_, kSymbolParameter, *expression);
  for (const Comprehension* generator : generators) {
    VisitGenerator(generator, generator == generators[0]);
  }
  if (value != nullptr) Visit(value);
  Visit(element);
  const bool is_generator = kind == ComprehensionKind::kGenerator;
  scope->is_generator = is_generator;
  Leave();
  if (scope->is_coroutine && !is_generator) current_->is_coroutine = true;
}

void ScopeBuilder::VisitGenerator(const Comprehension* generator, bool outermost) {
  Scope* scope = current_;
  scope->in_iteration_target = true;
  Visit(generator->target);
  scope->in_iteration_target = false;
  if (!outermost) {
    ++scope->iterable_depth;
    Visit(generator->iter);
    --scope->iterable_depth;
  }
  VisitList(generator->ifs);
  if (generator->is_async) scope->is_coroutine = true;
}

}  // namespace krait::frontend
