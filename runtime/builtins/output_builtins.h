// Built-in functions of input and output: print input open.
#ifndef KRAIT_RUNTIME_BUILTINS_OUTPUT_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_OUTPUT_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kOutputBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_OUTPUT_BUILTINS_H_
