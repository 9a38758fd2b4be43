// Scope building: statements and patterns, and the names that they bind.

#include "runtime/frontend/join.h"
#include "runtime/frontend/scope_builder.h"

namespace krait::frontend {

void ScopeBuilder::VisitBody(NodeList<Stmt> body) {
  for (const Stmt* statement : body) {
    if (failed_) return;
    VisitStatement(statement);
  }
}

void ScopeBuilder::VisitStatement(const Stmt* statement) {
  switch (statement->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef:
      return VisitFunction(Cast<FunctionDef>(statement));
    case NodeKind::kClassDef:
      return VisitClass(Cast<ClassDef>(statement));
    case NodeKind::kReturn:
      if (const ExprNode* value = Cast<Return>(statement)->value) {
        Visit(value);
        current_->returns_value = true;
      }
      return;
    case NodeKind::kDelete:
      return VisitList(Cast<Delete>(statement)->targets);
    case NodeKind::kAssign:
      VisitList(Cast<Assign>(statement)->targets);
      return Visit(Cast<Assign>(statement)->value);
    case NodeKind::kAugAssign:
      Visit(Cast<AugAssign>(statement)->target);
      return Visit(Cast<AugAssign>(statement)->value);
    case NodeKind::kAnnAssign:
      return VisitAnnAssign(Cast<AnnAssign>(statement));
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: {
      const auto* loop = Cast<For>(statement);
      Visit(loop->target);
      Visit(loop->iter);
      VisitBody(loop->body);
      return VisitBody(loop->orelse);
    }
    case NodeKind::kWhile:
      Visit(Cast<While>(statement)->test);
      VisitBody(Cast<While>(statement)->body);
      return VisitBody(Cast<While>(statement)->orelse);
    case NodeKind::kIf:
      return VisitIfChain(Cast<If>(statement));
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
      for (const WithItem* item : Cast<With>(statement)->items) {
        Visit(item->context_expr);
        if (item->optional_vars != nullptr) Visit(item->optional_vars);
      }
      return VisitBody(Cast<With>(statement)->body);
    case NodeKind::kMatch:
      return VisitMatch(Cast<Match>(statement));
    case NodeKind::kRaise: {
      const auto* raise = Cast<Raise>(statement);
      if (raise->exc != nullptr) Visit(raise->exc);
      if (raise->cause != nullptr) Visit(raise->cause);
      return;
    }
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      return VisitTry(Cast<Try>(statement));
    case NodeKind::kAssert: {
      const auto* assertion = Cast<Assert>(statement);
      Visit(assertion->test);
      if (assertion->msg != nullptr) Visit(assertion->msg);
      return;
    }
    case NodeKind::kImport:
      for (const Alias* alias : Cast<Import>(statement)->names) VisitAlias(alias);
      return;
    case NodeKind::kImportFrom:
      for (const Alias* alias : Cast<ImportFrom>(statement)->names) VisitAlias(alias);
      return;
    case NodeKind::kGlobal:
    case NodeKind::kNonlocal:
      return VisitDeclaration(Cast<Global>(statement));
    case NodeKind::kExpr:
      return Visit(Cast<Expr>(statement)->value);
    default:
      return;  // pass, break, continue
  }
}

void ScopeBuilder::VisitIfChain(const If* statement) {
  while (!failed_) {
    Visit(statement->test);
    VisitBody(statement->body);
    const If* next =
        statement->orelse.size() == 1 ? DynamicCast<If>(statement->orelse[0]) : nullptr;
    if (next == nullptr) return VisitBody(statement->orelse);
    statement = next;
  }
}

void ScopeBuilder::VisitFunction(const FunctionDef* def) {
  Define(def->name, kSymbolAssigned, *def);
  VisitDefaults(def->args);
  VisitAnnotations(def->args, def->returns);
  VisitList(def->decorator_list);
  Scope* scope = Enter(ScopeKind::kFunction, def);
  scope->is_coroutine = def->is_async();
  VisitParameters(def->args);
  VisitBody(def->body);
  Leave();
}

void ScopeBuilder::VisitClass(const ClassDef* def) {
  Define(def->name, kSymbolAssigned, *def);
  VisitList(def->bases);
  for (const Keyword* keyword : def->keywords) Visit(keyword->value);
  VisitList(def->decorator_list);
  Enter(ScopeKind::kClass, def)->private_name = def->name;
  VisitBody(def->body);
  Leave();
}

void ScopeBuilder::VisitAnnAssign(const AnnAssign* statement) {
  if (const auto* name = DynamicCast<Name>(statement->target)) {
    const uint16_t flags = FlagsOf(name->id);
    if ((flags & (kSymbolGlobal | kSymbolNonlocal)) != 0 && current_ != table_->module() &&
        statement->simple) {
      return Fail(*statement, Join({"annotated name '", name->id.view(), "' can't be ",
                                    (flags & kSymbolGlobal) != 0 ? "global" : "nonlocal"}));
    }
    if (statement->simple) {
      Define(name->id, kSymbolAnnotated | kSymbolAssigned, *statement->target);
    } else if (statement->value != nullptr) {
      Define(name->id, kSymbolAssigned, *statement->target);
    }
  } else {
    Visit(statement->target);
  }
  VisitAnnotation(statement->annotation);
  if (statement->value != nullptr) Visit(statement->value);
}

void ScopeBuilder::VisitDeclaration(const Global* statement) {
  const bool global = statement->kind == NodeKind::kGlobal;
  const char* what = global ? "global" : "nonlocal";
  for (Identifier name : statement->names) {
    const uint16_t flags = FlagsOf(name);
    if ((flags & (kSymbolParameter | kSymbolAssigned | kSymbolUsed | kSymbolAnnotated)) != 0) {
      if ((flags & kSymbolParameter) != 0) {
        Fail(*statement, Join({"name '", name.view(), "' is parameter and ", what}));
      } else if ((flags & kSymbolUsed) != 0) {
        Fail(*statement,
             Join({"name '", name.view(), "' is used prior to ", what, " declaration"}));
      } else if ((flags & kSymbolAnnotated) != 0) {
        Fail(*statement, Join({"annotated name '", name.view(), "' can't be ", what}));
      } else {
        Fail(*statement,
             Join({"name '", name.view(), "' is assigned to before ", what, " declaration"}));
      }
      return;
    }
    Define(name, global ? kSymbolGlobal : kSymbolNonlocal, *statement);
    directives_.push_back({current_, Mangle(name), *statement});
  }
}

void ScopeBuilder::VisitTry(const Try* statement) {
  VisitBody(statement->body);
  for (const ExceptHandler* handler : statement->handlers) {
    if (handler->type != nullptr) Visit(handler->type);
    if (handler->name) Define(handler->name, kSymbolAssigned | kSymbolUnbound, *handler);
    VisitBody(handler->body);
  }
  VisitBody(statement->orelse);
  VisitBody(statement->finalbody);
}

void ScopeBuilder::VisitMatch(const Match* statement) {
  Visit(statement->subject);
  for (const MatchCase* match_case : statement->cases) {
    VisitPattern(match_case->pattern);
    if (match_case->guard != nullptr) Visit(match_case->guard);
    VisitBody(match_case->body);
  }
}

void ScopeBuilder::VisitAlias(const Alias* alias) {
  if (alias->name == "*") {
    if (current_->kind != ScopeKind::kModule) {
      Fail(*alias, "import * only allowed at module level");
    }
    return;
  }
  if (alias->asname) return Define(alias->asname, kSymbolImported, *alias);
  const std::string_view text = alias->name.view();
  const size_t dot = text.find('.');
  Define(dot == std::string_view::npos ? alias->name : arena_.Intern(text.substr(0, dot)),
         kSymbolImported, *alias);
}

void ScopeBuilder::VisitPatterns(NodeList<Pattern> patterns) {
  for (const Pattern* pattern : patterns) VisitPattern(pattern);
}

void ScopeBuilder::VisitPattern(const Pattern* pattern) {
  if (++depth_ > kMaxTreeDepth) {
    error_->too_deep = failed_ = true;
  }
  if (failed_) {
    --depth_;
    return;
  }
  switch (pattern->kind) {
    case NodeKind::kMatchValue:
      Visit(Cast<MatchValue>(pattern)->value);
      break;
    case NodeKind::kMatchSequence:
    case NodeKind::kMatchOr:
      VisitPatterns(Cast<MatchSequence>(pattern)->patterns);
      break;
    case NodeKind::kMatchMapping: {
      const auto* mapping = Cast<MatchMapping>(pattern);
      VisitList(mapping->keys);
      VisitPatterns(mapping->patterns);
      if (mapping->rest) Define(mapping->rest, kSymbolAssigned, *pattern);
      break;
    }
    case NodeKind::kMatchClass: {
      const auto* klass = Cast<MatchClass>(pattern);
      Visit(klass->cls);
      VisitPatterns(klass->patterns);
      VisitPatterns(klass->kwd_patterns);
      break;
    }
    case NodeKind::kMatchStar:
      if (Identifier name = Cast<MatchStar>(pattern)->name) {
        Define(name, kSymbolAssigned, *pattern);
      }
      break;
    case NodeKind::kMatchAs: {
      const auto* capture = Cast<MatchAs>(pattern);
      if (capture->pattern != nullptr) VisitPattern(capture->pattern);
      if (capture->name) Define(capture->name, kSymbolAssigned, *pattern);
      break;
    }
    default:
      break;
  }
  --depth_;
}

}  // namespace krait::frontend
