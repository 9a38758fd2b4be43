// Values as constants of the tree.
#ifndef KRAIT_RUNTIME_MODULES_AST_CONSTANT_READER_H_
#define KRAIT_RUNTIME_MODULES_AST_CONSTANT_READER_H_

#include "gc/value.h"
#include "runtime/frontend/ast.h"

namespace krait {

class Isolate;

namespace ast {

// Only exact built-in types can be constants; TypeError for others.
bool ReadConstant(Isolate* iso, Value v, frontend::AstArena* arena, frontend::Constant* constant);

}  // namespace ast
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_AST_CONSTANT_READER_H_
