// Built-in functions about objects, their attributes and classes: callable delattr dir format getattr
// globals hasattr hash id isinstance issubclass locals repr ascii setattr vars.
#ifndef KRAIT_RUNTIME_BUILTINS_OBJECT_BUILTINS_H_
#define KRAIT_RUNTIME_BUILTINS_OBJECT_BUILTINS_H_

#include <span>

#include "runtime/native.h"

namespace krait {

extern const std::span<const NativeMethod> kObjectBuiltins;

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_OBJECT_BUILTINS_H_
