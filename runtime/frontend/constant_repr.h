// repr() of the constants in a syntax tree, for dumps. (The VM has its own for its objects.)

#ifndef KRAIT_RUNTIME_FRONTEND_CONSTANT_REPR_H_
#define KRAIT_RUNTIME_FRONTEND_CONSTANT_REPR_H_

#include <string>
#include <string_view>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

std::string StrRepr(std::string_view generalised_utf8);
std::string ConstantRepr(const Constant& constant);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_CONSTANT_REPR_H_
