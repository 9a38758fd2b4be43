// Built-in functions that compile and run code: compile eval exec __import__ breakpoint
// __build_class__.
#ifndef KRAIT_RUNTIME_BUILTINS_EXECUTION_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_EXECUTION_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kExecutionBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_EXECUTION_BUILTINS_H_
