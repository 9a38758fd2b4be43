// The analysis behind AnalyzeScopes: one walk over the tree that collects the names of every scope,
// then one over the scopes that resolves them.
#ifndef KRAIT_RUNTIME_FRONTEND_SCOPE_BUILDER_H_
#define KRAIT_RUNTIME_FRONTEND_SCOPE_BUILDER_H_

#include <memory>
#include <string>
#include <vector>

#include "runtime/frontend/scope.h"

namespace krait::frontend {

class ScopeBuilder {
 public:
  ScopeBuilder(AstArena& arena, bool future_annotations, ScopeError* error);
  std::unique_ptr<ScopeTable> Run(const Node* root);

 private:
  // A `global` or `nonlocal` statement, or the walrus that acts as one, for errors found later.
  struct Directive {
    Scope* scope;
    Identifier name;
    Position position;
  };

  Scope* Enter(ScopeKind kind, const Node* node);
  void Leave();
  void Fail(const Position& position, std::string message);
  Identifier Mangle(Identifier name) { return MangleName(arena_, current_->private_name, name); }
  uint16_t FlagsOf(Identifier name);  // in the current scope; mangles

  void Define(Identifier name, uint16_t flags, const Position& position);
  void DefineIn(Scope* scope, Identifier name, uint16_t flags, const Position& position);

  // --- collecting (scope_builder.cc) ---
  void VisitBody(NodeList<Stmt> body);
  void VisitStatement(const Stmt* statement);
  void VisitIfChain(const If* statement);
  void VisitFunction(const FunctionDef* def);
  void VisitClass(const ClassDef* def);
  void VisitAnnAssign(const AnnAssign* statement);
  void VisitDeclaration(const Global* statement);
  void VisitTry(const Try* statement);
  void VisitMatch(const Match* statement);
  void VisitAlias(const Alias* alias);
  void VisitPattern(const Pattern* pattern);
  void VisitPatterns(NodeList<Pattern> patterns);
  void VisitAnnotation(const ExprNode* annotation);
  void VisitAnnotations(const Arguments* args, const ExprNode* returns);
  void VisitDefaults(const Arguments* args);
  void VisitParameters(const Arguments* args);

  void Visit(const ExprNode* expression);
  void VisitSpine(const ExprNode* expression);
  void VisitLink(const ExprNode* expression);  // all but the leftmost operand
  void VisitNested(const ExprNode* expression);
  void VisitList(NodeList<ExprNode> expressions);
  void VisitName(const Name* name);
  void VisitLambda(const Lambda* lambda);
  void VisitNamedExpr(const NamedExpr* expression);
  void ExtendWalrusScope(const NamedExpr* expression, Identifier name);
  void VisitComprehension(const ExprNode* expression, ComprehensionKind kind,
                          NodeList<Comprehension> generators, const ExprNode* element,
                          const ExprNode* value);
  void VisitGenerator(const Comprehension* generator, bool outermost);
  void VisitYield(const ExprNode* expression, const ExprNode* value);
  bool RefuseInAnnotation(const char* what, const ExprNode* expression);

  // --- resolving (scope_resolver.cc) ---
  void Resolve(Scope* scope);
  void ResolveSymbol(Scope* scope, size_t index);
  // The function that binds `name` seen from inside `scope`, or null.
  Scope* FindBinder(Scope* scope, Identifier name);
  // Marks the binder's variable as a cell and hands it down to `scope`.
  void Capture(Scope* binder, Scope* scope, Identifier name);
  const Position& DirectiveFor(Scope* scope, Identifier name);

  AstArena& arena_;
  const bool future_annotations_;
  ScopeError* error_;
  bool failed_ = false;
  int depth_ = 0;
  Scope* current_ = nullptr;
  std::unique_ptr<ScopeTable> table_;
  std::vector<Directive> directives_;
  std::vector<const ExprNode*> spine_;  // scratch
  Identifier dunder_class_;
  Identifier super_;
  Identifier implicit_argument_;
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_SCOPE_BUILDER_H_
