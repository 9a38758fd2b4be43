// The text form of a syntax tree, for tests and for people.
//
// It is, to the letter, what Python's `ast.dump(tree, include_attributes=...)` prints for the same
// source, so that the two can be compared.

#ifndef KRAIT_RUNTIME_FRONTEND_AST_DUMP_H_
#define KRAIT_RUNTIME_FRONTEND_AST_DUMP_H_

#include <string>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

struct AstDumpOptions {
  bool include_attributes = false;  // line numbers and columns
};

std::string DumpAst(const Node* root, const AstDumpOptions& options = {});

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_AST_DUMP_H_
