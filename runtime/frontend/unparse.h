// Expressions as text again, in the spelling that `from __future__ import annotations` stores.
#ifndef KRAIT_RUNTIME_FRONTEND_UNPARSE_H_
#define KRAIT_RUNTIME_FRONTEND_UNPARSE_H_

#include <string>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

std::string Unparse(const ExprNode* expression);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_UNPARSE_H_
