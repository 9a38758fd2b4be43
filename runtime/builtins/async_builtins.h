// Built-in functions of asynchronous iteration: aiter anext.
#ifndef KRAIT_RUNTIME_BUILTINS_ASYNC_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_ASYNC_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kAsyncBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_ASYNC_BUILTINS_H_
