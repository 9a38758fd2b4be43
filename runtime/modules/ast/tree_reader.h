// From objects of Python's `ast` classes back to a tree that can be compiled.
#ifndef KRAIT_RUNTIME_MODULES_AST_TREE_READER_H_
#define KRAIT_RUNTIME_MODULES_AST_TREE_READER_H_

#include "gc/value.h"
#include "runtime/frontend/ast.h"

namespace krait {

class Isolate;

namespace ast {

// The tree of `object`, whose root must be of this kind. It is no deeper than the recursion limit
// and has passed the validator. Null with the exception pending: a field that is missing or of the
// wrong type, or a tree that no source could have.
frontend::Node* ReadTree(Isolate* iso, Value object, frontend::NodeKind root_kind,
                         frontend::AstArena* arena);

}  // namespace ast
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_AST_TREE_READER_H_
