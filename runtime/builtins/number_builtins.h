// Built-in functions about numbers and characters: abs bin chr divmod hex oct ord pow round.
#ifndef KRAIT_RUNTIME_BUILTINS_NUMBER_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_NUMBER_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kNumberBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_NUMBER_BUILTINS_H_
