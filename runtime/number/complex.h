// Python's complex: a heap object with two doubles.
#ifndef KRAIT_RUNTIME_NUMBER_COMPLEX_H_
#define KRAIT_RUNTIME_NUMBER_COMPLEX_H_

#include <cstdint>
#include <string>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;

// The bare number. std::complex is not used: its multiplication and division differ from Python's
// for infinities and NaNs.
struct ComplexNumber {
  double real;
  double imag;
};

struct Complex : HeapObject {
  ComplexNumber value;
};

// Instances of subclasses included.
inline bool IsComplexLike(Value v) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kComplex);
}

Value ComplexFrom(Isolate* iso, ComplexNumber c);
inline Value ComplexFrom(Isolate* iso, double real, double imag) {
  return ComplexFrom(iso, ComplexNumber{real, imag});
}
// The number of anything that complex(x) accepts but strings: __complex__, __float__, __index__.
bool ToComplex(Isolate* iso, Value v, ComplexNumber* result);
std::string ComplexRepr(ComplexNumber c);
int64_t ComplexHash(ComplexNumber c);

ComplexNumber ComplexAdd(ComplexNumber a, ComplexNumber b);
ComplexNumber ComplexSub(ComplexNumber a, ComplexNumber b);
ComplexNumber ComplexMul(ComplexNumber a, ComplexNumber b);
// False, and nothing raised, when b is zero.
bool ComplexDiv(ComplexNumber a, ComplexNumber b, ComplexNumber* result);
// Raises ZeroDivisionError or OverflowError.
bool ComplexPow(Isolate* iso, ComplexNumber a, ComplexNumber b, ComplexNumber* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_COMPLEX_H_
