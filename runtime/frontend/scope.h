// Scope analysis: which block binds each name, and how every use of it reaches the binding.
//
// One Scope per module, class body, function, lambda and comprehension, found by its syntax node. A
// Scope lists the names (mangled, where a class asks for it) that occur in it, each with how it is
// bound there; names that only pass through a function on their way to a nested one are listed as
// free. Like CPython's symtable, this pass also finds the errors that concern names and scopes.
//
// Pure C++ on the tree: it knows nothing of the VM.
#ifndef KRAIT_RUNTIME_FRONTEND_SCOPE_H_
#define KRAIT_RUNTIME_FRONTEND_SCOPE_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

// Nesting that the passes over the tree allow: what CPython's default recursion limit gives.
inline constexpr int kMaxTreeDepth = 3000;

enum class ScopeKind : uint8_t { kModule, kClass, kFunction };

enum class ComprehensionKind : uint8_t { kNone, kList, kSet, kDict, kGenerator };

enum class Binding : uint8_t {
  kUnresolved,
  kLocal,           // a function's own variable, or a name of a class body or module
  kCell,            // a function's own variable that nested functions use
  kFree,            // of an enclosing function
  kGlobalExplicit,  // `global x`
  kGlobalImplicit,  // bound nowhere: a global or a builtin
};

enum SymbolFlags : uint16_t {
  kSymbolGlobal = 1 << 0,    // declared `global`
  kSymbolAssigned = 1 << 1,  // assigned, deleted, or defined by def and class
  kSymbolParameter = 1 << 2,
  kSymbolNonlocal = 1 << 3,  // declared `nonlocal`
  kSymbolUsed = 1 << 4,
  kSymbolImported = 1 << 5,
  kSymbolAnnotated = 1 << 6,
  kSymbolIterated = 1 << 7,     // target of a comprehension's `for`
  kSymbolFreeInClass = 1 << 8,  // a class body binds it while methods use an outer one
  kSymbolUnbound = 1 << 9,      // `del x`, `except ... as x`: may lose its value
  kSymbolWalrus = 1 << 10,      // target of `:=`
  kSymbolBound = kSymbolAssigned | kSymbolParameter | kSymbolImported,
};

struct Symbol {
  Identifier name;
  uint16_t flags = 0;
  Binding binding = Binding::kUnresolved;
  // For the code generator; -1: none yet.
  int32_t local_register = -1;
  int32_t cell_register = -1;  // of a cell or free variable
};

struct Scope {
  ScopeKind kind = ScopeKind::kModule;
  ComprehensionKind comprehension = ComprehensionKind::kNone;
  bool is_generator = false;
  bool is_coroutine = false;  // async def, or a comprehension that awaits
  bool is_nested = false;     // inside a function, at any depth
  bool returns_value = false;
  bool needs_class_cell = false;  // class: a method uses __class__ or super()
  Scope* parent = nullptr;
  const Node* node = nullptr;
  std::vector<Scope*> children;
  std::vector<Symbol> symbols;  // in order of first occurrence

  Symbol* Find(Identifier name);
  Symbol& Add(Identifier name);  // found or made; the reference lives until the next Add

  // Transient state of the analysis.
  Identifier private_name;  // the innermost enclosing class
  bool in_iteration_target = false;
  int iterable_depth = 0;      // inside of comprehension iterables
  bool is_annotation = false;  // an annotation that will be a string: no walrus, yield, await

 private:
  void Rehash();
  std::vector<uint32_t> table_;  // open addressing, index + 1; empty while there are few symbols
};

// An error; lines from 1, columns in bytes from 0.
struct ScopeError {
  bool too_deep = false;  // RecursionError instead of SyntaxError
  std::string message;
  Position position;
};

class ScopeTable {
 public:
  Scope* module() { return &scopes_.front(); }
  Scope* Find(const Node* node) const;

 private:
  friend class ScopeBuilder;
  struct Entry {
    const Node* node;
    Scope* scope;
  };
  void Register(const Node* node, Scope* scope);
  std::deque<Scope> scopes_;
  std::vector<Entry> table_;  // open addressing by node
  size_t used_ = 0;
};

// Analyses the tree. Null when there is an error. `future_annotations`: annotations are not
// evaluated. The arena receives mangled names.
std::unique_ptr<ScopeTable> AnalyzeScopes(AstArena& arena, const Node* root,
                                          bool future_annotations, ScopeError* error);

// `__name` inside of class `klass` as it is spelled outside: `_klass__name`. Other names unchanged.
Identifier MangleName(AstArena& arena, Identifier klass, Identifier name);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_SCOPE_H_
