// Resolving the names of every scope: local, captured, free or global.
//
// Parents are resolved before their children, so that a parent's own names are final (but for
// cells, which a child asks for) when a child looks upwards. Class bodies are transparent: their
// names are not seen from nested functions, but for the implicit `__class__`.

#include "runtime/frontend/join.h"
#include "runtime/frontend/scope_builder.h"

namespace krait::frontend {

void ScopeBuilder::Resolve(Scope* root) {
  std::vector<Scope*> pending = {root};
  while (!pending.empty() && !failed_) {
    Scope* scope = pending.back();
    pending.pop_back();
    const size_t own = scope->symbols.size();
    for (size_t i = 0; i < own && !failed_; ++i) ResolveSymbol(scope, i);
    for (size_t i = scope->children.size(); i-- > 0;) pending.push_back(scope->children[i]);
  }
}

const Position& ScopeBuilder::DirectiveFor(Scope* scope, Identifier name) {
  for (const Directive& directive : directives_) {
    if (directive.scope == scope && directive.name == name) return directive.position;
  }
  return *scope->node;
}

void ScopeBuilder::ResolveSymbol(Scope* scope, size_t index) {
  const Identifier name = scope->symbols[index].name;
  const uint16_t flags = scope->symbols[index].flags;
  if (scope->symbols[index].binding != Binding::kUnresolved) return;  // handed down already
  if ((flags & kSymbolGlobal) != 0) {
    if ((flags & kSymbolNonlocal) != 0) {
      return Fail(DirectiveFor(scope, name),
                  Join({"name '", name.view(), "' is nonlocal and global"}));
    }
    scope->symbols[index].binding = Binding::kGlobalExplicit;
    return;
  }
  if ((flags & kSymbolNonlocal) != 0) {
    if (scope->kind == ScopeKind::kModule) {
      return Fail(DirectiveFor(scope, name), "nonlocal declaration not allowed at module level");
    }
    Scope* binder = FindBinder(scope, name);
    if (binder == nullptr) {
      return Fail(DirectiveFor(scope, name),
                  Join({"no binding for nonlocal '", name.view(), "' found"}));
    }
    return Capture(binder, scope, name);
  }
  if ((flags & kSymbolBound) != 0) {
    scope->symbols[index].binding = Binding::kLocal;
    return;
  }
  if (Scope* binder = FindBinder(scope, name)) return Capture(binder, scope, name);
  scope->symbols[index].binding = Binding::kGlobalImplicit;
}

Scope* ScopeBuilder::FindBinder(Scope* scope, Identifier name) {
  for (Scope* outer = scope->parent; outer != nullptr; outer = outer->parent) {
    if (outer->kind == ScopeKind::kModule) return nullptr;
    if (outer->kind == ScopeKind::kClass) {
      if (name == dunder_class_) return outer;
      continue;
    }
    const Symbol* symbol = outer->Find(name);
    if (symbol == nullptr) continue;
    if ((symbol->flags & kSymbolGlobal) != 0) return nullptr;
    if ((symbol->flags & kSymbolNonlocal) != 0) continue;
    if ((symbol->flags & kSymbolBound) != 0) return outer;
  }
  return nullptr;
}

void ScopeBuilder::Capture(Scope* binder, Scope* scope, Identifier name) {
  scope->Add(name).binding = Binding::kFree;
  for (Scope* between = scope->parent; between != binder; between = between->parent) {
    Symbol& symbol = between->Add(name);
    if (between->kind == ScopeKind::kClass &&
        (symbol.flags & (kSymbolBound | kSymbolGlobal)) != 0) {
      symbol.flags |= kSymbolFreeInClass;
    } else {
      symbol.binding = Binding::kFree;
    }
  }
  if (binder->kind == ScopeKind::kClass) {
    binder->needs_class_cell = true;
  } else {
    binder->Find(name)->binding = Binding::kCell;
  }
}

}  // namespace krait::frontend
