// Division of ints with Python's rounding, for int itself and for math and Fraction-like callers.
#ifndef KRAIT_RUNTIME_NUMBER_INT_DIVISION_H_
#define KRAIT_RUNTIME_NUMBER_INT_DIVISION_H_

#include "gc/value.h"

namespace krait {

class Isolate;

// a // b and a % b at once; b must not be zero. False with MemoryError pending. Either result may
// be null when it is not wanted.
bool IntFloorDivmod(Isolate* iso, Value a, Value b, Value* quotient, Value* remainder);
// round(v / 10**digits) * 10**digits, halves to even: round(v, -digits). digits > 0.
Value IntRoundToPowerOfTen(Isolate* iso, Value v, Value digits);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_INT_DIVISION_H_
