// Python's float. Exact floats are words (gc/value.h); only instances of float subclasses are heap
// objects. Everything that reads a float therefore goes through IsFloatLike and FloatValue.
#ifndef KRAIT_RUNTIME_NUMBER_FLOAT_H_
#define KRAIT_RUNTIME_NUMBER_FLOAT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Str;

// Always an instance of a subclass.
struct Float : HeapObject {
  double value;
};

// A float of any representation, instances of subclasses included.
inline bool IsFloatLike(Value v) {
  return v.IsDouble() ||
         (v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kFloat));
}
// Requires IsFloatLike(v).
inline double FloatValue(Value v) { return v.IsDouble() ? v.AsDouble() : v.As<Float>()->value; }

// The text of repr(), which reads back as the same double. At most kMaxFloatRepr bytes are
// written, without a NUL; returns how many.
inline constexpr size_t kMaxFloatRepr = 32;
size_t FloatRepr(double d, char* buffer);
Str* FloatToStr(Isolate* iso, double d);

// The whole text as float() reads it: white space around it, underscores between digits, "inf",
// "nan". False, without an exception, when it is something else.
bool ParseFloat(std::string_view text, double* result);
// As ParseFloat but without white space, underscores and sign handling relaxed: reads the longest
// number at the start of `text` and returns its length, 0 when there is none. For the parser of
// complex(), and for JSON-like readers.
size_t ParseFloatPrefix(std::string_view text, double* result);

// A NaN that `is` none made before: two calls of float("nan") give two objects, and containers,
// which take identical items for equal, tell them apart. The identity stands in the payload.
double DistinctNaN(Isolate* iso, bool negative);
// `d` for the outside: without such an identity.
double WithoutIdentity(double d);

int64_t FloatHash(double d);
// a // b and a % b with Python's signs; b must not be zero.
void FloatDivmod(double a, double b, double* quotient, double* remainder);
double FloatFloorDiv(double a, double b);
double FloatMod(double a, double b);
// round(d, digits): correctly rounded, halves to even. May be infinite where d was not: overflow.
double FloatRound(double d, int64_t digits);
// Exact comparison with an int of any size: -1, 0, 1; 2 when d is NaN.
int CompareFloatWithInt(double d, Value int_like);
// OverflowError for infinities, ValueError for NaN: what int(d) does.
Value FloatToInt(Isolate* iso, double d);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_FLOAT_H_
