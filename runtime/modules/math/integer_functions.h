// The functions of `math` on ints.
#ifndef KRAIT_RUNTIME_MODULES_MATH_INTEGER_FUNCTIONS_H_
#define KRAIT_RUNTIME_MODULES_MATH_INTEGER_FUNCTIONS_H_

#include <cstddef>

#include "gc/value.h"

namespace krait {
class Isolate;
}

namespace krait::mathlib {

Value Gcd(Isolate* iso, Value* args, size_t count);
Value Lcm(Isolate* iso, Value* args, size_t count);
Value Isqrt(Isolate* iso, Value* args, size_t count);
Value Factorial(Isolate* iso, Value* args, size_t count);
Value Comb(Isolate* iso, Value* args, size_t count);
Value Perm(Isolate* iso, Value* args, size_t count);

}  // namespace krait::mathlib

#endif  // KRAIT_RUNTIME_MODULES_MATH_INTEGER_FUNCTIONS_H_
