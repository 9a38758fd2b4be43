// Complex arithmetic, text and hash.
#include "runtime/number/complex.h"

#include <cmath>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/number/number_format.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {
namespace {

// Whole exponents up to this size are computed by multiplication, which is more exact.
constexpr double kMaxWholeExponent = 100.0;
constexpr uint64_t kImagHashFactor = 1000003;

ComplexNumber PowerByMultiplication(ComplexNumber base, uint64_t exponent) {
  ComplexNumber result = {1.0, 0.0};
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = ComplexMul(result, base);
    base = ComplexMul(base, base);
  }
  return result;
}

// False for zero to a negative or complex power.
bool PowerByPolarForm(ComplexNumber a, ComplexNumber b, ComplexNumber* result) {
  if (b.real == 0 && b.imag == 0) {
    *result = {1.0, 0.0};
    return true;
  }
  if (a.real == 0 && a.imag == 0) {
    *result = {0.0, 0.0};
    return b.imag == 0 && b.real >= 0;
  }
  const double radius = std::hypot(a.real, a.imag);
  const double angle = std::atan2(a.imag, a.real);
  double length = std::pow(radius, b.real);
  double phase = angle * b.real;
  if (b.imag != 0) {
    length /= std::exp(angle * b.imag);
    phase += b.imag * std::log(radius);
  }
  *result = {length * std::cos(phase), length * std::sin(phase)};
  return !std::isinf(phase);  // an infinite angle is a domain error, reported like the other one
}

}  // namespace

Value ComplexFrom(Isolate* iso, ComplexNumber c) {
  Complex* result = iso->heap().New<Complex>(static_cast<ShapeId>(ObjectKind::kComplex),
                                             static_cast<uint8_t>(ObjectKind::kComplex));
  result->value = c;
  return Value::Object(result);
}

ComplexNumber ComplexAdd(ComplexNumber a, ComplexNumber b) {
  return {a.real + b.real, a.imag + b.imag};
}
ComplexNumber ComplexSub(ComplexNumber a, ComplexNumber b) {
  return {a.real - b.real, a.imag - b.imag};
}
ComplexNumber ComplexMul(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

// Divides by the larger part first, so that no intermediate result overflows unless the result
// does.
bool ComplexDiv(ComplexNumber a, ComplexNumber b, ComplexNumber* result) {
  const double real_size = std::fabs(b.real), imag_size = std::fabs(b.imag);
  if (real_size >= imag_size) {
    if (real_size == 0) return false;
    const double ratio = b.imag / b.real;
    const double divisor = b.real + b.imag * ratio;
    *result = {(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
  } else if (imag_size >= real_size) {
    const double ratio = b.real / b.imag;
    const double divisor = b.real * ratio + b.imag;
    *result = {(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
  } else {
    *result = {std::nan(""), std::nan("")};
  }
  return true;
}

bool ComplexPow(Isolate* iso, ComplexNumber a, ComplexNumber b, ComplexNumber* result) {
  bool defined = true;
  if (b.imag == 0 && b.real == std::floor(b.real) && std::fabs(b.real) <= kMaxWholeExponent) {
    const auto exponent = static_cast<uint64_t>(std::fabs(b.real));
    *result = PowerByMultiplication(a, exponent);
    if (b.real <= 0) defined = ComplexDiv({1.0, 0.0}, *result, result);
  } else {
    defined = PowerByPolarForm(a, b, result);
  }
  if (!defined) {
    return Raise(iso, ExceptionId::kZeroDivisionError, "0.0 to a negative or complex power");
  }
  if (std::isinf(result->real) || std::isinf(result->imag)) {
    return RaiseOverflowError(iso, "complex exponentiation");
  }
  return true;
}

std::string ComplexRepr(ComplexNumber c) {
  const std::string imag = FormatDouble(c.imag, 'r', 0, 0);
  if (c.real == 0 && !std::signbit(c.real)) return imag + "j";
  const char* plus = imag[0] == '-' ? "" : "+";
  return "(" + FormatDouble(c.real, 'r', 0, 0) + plus + imag + "j)";
}

int64_t ComplexHash(ComplexNumber c) {
  const auto real = static_cast<uint64_t>(FloatHash(c.real));
  const auto imag = static_cast<uint64_t>(FloatHash(c.imag));
  const auto hash = static_cast<int64_t>(real + kImagHashFactor * imag);
  return hash == -1 ? -2 : hash;
}

bool ToComplex(Isolate* iso, Value v, ComplexNumber* result) {
  if (IsComplexLike(v)) {
    *result = v.As<Complex>()->value;
    return true;
  }
  bool found = false;
  if (!v.IsNumber()) {
    const Value converted = CallSpecial(iso, v, Special::kComplex, {}, &found);
    if (found) {
      if (!converted) return false;
      if (!IsComplexLike(converted)) {
        return RaiseF(iso, ExceptionId::kTypeError,
                      "__complex__ returned non-complex (type %.200s)", TypeName(iso, converted));
      }
      *result = converted.As<Complex>()->value;
      return true;
    }
    if (iso->HasPending()) return false;
  }
  result->imag = 0.0;
  return ToDouble(iso, v, &result->real);
}

}  // namespace krait
