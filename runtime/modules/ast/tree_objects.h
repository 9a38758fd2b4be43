// From the front end's tree to objects of Python's `ast` classes.
#ifndef KRAIT_RUNTIME_MODULES_AST_TREE_OBJECTS_H_
#define KRAIT_RUNTIME_MODULES_AST_TREE_OBJECTS_H_

#include "gc/value.h"
#include "runtime/frontend/ast.h"

namespace krait {

class Isolate;

namespace ast {

// RecursionError for trees much deeper than the recursion limit, as in CPython.
Value MakeTreeObjects(Isolate* iso, const frontend::Node* root);

}  // namespace ast
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_AST_TREE_OBJECTS_H_
