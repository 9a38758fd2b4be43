// The elementary functions of complex numbers as `cmath` computes them: formulas that lose no
// precision near branch points and do not overflow on the way.
#ifndef KRAIT_RUNTIME_MODULES_MATH_COMPLEX_FUNCTIONS_H_
#define KRAIT_RUNTIME_MODULES_MATH_COMPLEX_FUNCTIONS_H_

#include "runtime/number/complex.h"

namespace krait::mathlib {

enum class MathError { kNone, kDomain, kRange };

struct ComplexResult {
  ComplexNumber value;
  MathError error = MathError::kNone;
};

ComplexResult ComplexSqrt(ComplexNumber z);
ComplexResult ComplexExp(ComplexNumber z);
ComplexResult ComplexLog(ComplexNumber z);
ComplexResult ComplexLog10(ComplexNumber z);
ComplexResult ComplexSin(ComplexNumber z);
ComplexResult ComplexCos(ComplexNumber z);
ComplexResult ComplexTan(ComplexNumber z);
ComplexResult ComplexSinh(ComplexNumber z);
ComplexResult ComplexCosh(ComplexNumber z);
ComplexResult ComplexTanh(ComplexNumber z);
ComplexResult ComplexAsin(ComplexNumber z);
ComplexResult ComplexAcos(ComplexNumber z);
ComplexResult ComplexAtan(ComplexNumber z);
ComplexResult ComplexAsinh(ComplexNumber z);
ComplexResult ComplexAcosh(ComplexNumber z);
ComplexResult ComplexAtanh(ComplexNumber z);
ComplexResult ComplexRect(double radius, double angle);

}  // namespace krait::mathlib

#endif  // KRAIT_RUNTIME_MODULES_MATH_COMPLEX_FUNCTIONS_H_
