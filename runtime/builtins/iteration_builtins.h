// Built-in functions about iteration: all any iter len max min next sorted sum.
#ifndef KRAIT_RUNTIME_BUILTINS_ITERATION_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_ITERATION_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kIterationBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_ITERATION_BUILTINS_H_
