// The cmath module: its table.
#include <cerrno>
#include <cmath>
#include <limits>
#include <numbers>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/math/complex_functions.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/complex.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {
namespace {

using mathlib::ComplexResult;
using mathlib::MathError;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool CheckError(Isolate* iso, MathError error) {
  switch (error) {
    case MathError::kNone:
      return true;
    case MathError::kDomain:
      return RaiseValueError(iso, "math domain error");
    case MathError::kRange:
      return RaiseOverflowError(iso, "math range error");
  }
  return true;
}

Value Finish(Isolate* iso, const ComplexResult& result) {
  if (!CheckError(iso, result.error)) return Failure{};
  return ComplexFrom(iso, result.value);
}

template <ComplexResult (*function)(ComplexNumber)>
Value Unary(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  return Finish(iso, function(z));
}

Value Log(Isolate* iso, Value* args, size_t) {
  ComplexNumber z, base;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  ComplexResult result = mathlib::ComplexLog(z);
  if (args[1]) {
    if (!ToComplex(iso, args[1], &base)) return Failure{};
    const ComplexResult divisor = mathlib::ComplexLog(base);
    if (result.error == MathError::kNone) result.error = divisor.error;
    if (!ComplexDiv(result.value, divisor.value, &result.value)) {
      result.error = MathError::kDomain;
    }
  }
  return Finish(iso, result);
}

Value Phase(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  errno = 0;
  const double angle = std::atan2(z.imag, z.real);
  // CPython reports what the C library does: an angle that underflows.
  if (errno == ERANGE) return RaiseOverflowError(iso, "math range error");
  return Value::Double(angle);
}

Value Polar(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  const double radius = std::hypot(z.real, z.imag);
  if (std::isinf(radius) && std::isfinite(z.real) && std::isfinite(z.imag)) {
    return RaiseOverflowError(iso, "math range error");
  }
  return Value::Object(
      Tuple::Of(iso, {Value::Double(radius), Value::Double(std::atan2(z.imag, z.real))}));
}

Value Rect(Isolate* iso, Value* args, size_t) {
  double radius, angle;
  if (!ToDouble(iso, args[0], &radius) || !ToDouble(iso, args[1], &angle)) return Failure{};
  return Finish(iso, mathlib::ComplexRect(radius, angle));
}

Value IsFinite(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  return Value::Bool(std::isfinite(z.real) && std::isfinite(z.imag));
}
Value IsNan(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  return Value::Bool(std::isnan(z.real) || std::isnan(z.imag));
}
Value IsInf(Isolate* iso, Value* args, size_t) {
  ComplexNumber z;
  if (!ToComplex(iso, args[0], &z)) return Failure{};
  return Value::Bool(std::isinf(z.real) || std::isinf(z.imag));
}

Value IsClose(Isolate* iso, Value* args, size_t) {
  ComplexNumber a, b;
  double relative = 1e-9, absolute = 0.0;
  if (!ToComplex(iso, args[0], &a) || !ToComplex(iso, args[1], &b)) return Failure{};
  if (args[2] && !ToDouble(iso, args[2], &relative)) return Failure{};
  if (args[3] && !ToDouble(iso, args[3], &absolute)) return Failure{};
  if (relative < 0 || absolute < 0) {
    return RaiseValueError(iso, "tolerances must be non-negative");
  }
  if (a.real == b.real && a.imag == b.imag) return Value::True();
  if (std::isinf(a.real) || std::isinf(a.imag) || std::isinf(b.real) || std::isinf(b.imag)) {
    return Value::False();
  }
  const double difference = std::hypot(a.real - b.real, a.imag - b.imag);
  return Value::Bool(difference <= relative * std::hypot(b.real, b.imag) ||
                     difference <= relative * std::hypot(a.real, a.imag) || difference <= absolute);
}

#define KRAIT_COMPLEX(name, Function) \
  { name, Unary<mathlib::Complex##Function>, "($module, z, /)", kPure }

constexpr NativeMethod kFunctions[] = {
    KRAIT_COMPLEX("acos", Acos),
    KRAIT_COMPLEX("acosh", Acosh),
    KRAIT_COMPLEX("asin", Asin),
    KRAIT_COMPLEX("asinh", Asinh),
    KRAIT_COMPLEX("atan", Atan),
    KRAIT_COMPLEX("atanh", Atanh),
    KRAIT_COMPLEX("cos", Cos),
    KRAIT_COMPLEX("cosh", Cosh),
    KRAIT_COMPLEX("exp", Exp),
    {"isclose", IsClose, "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"isfinite", IsFinite, "($module, z, /)", kPure},
    {"isinf", IsInf, "($module, z, /)", kPure},
    {"isnan", IsNan, "($module, z, /)", kPure},
    {"log", Log, "($module, z, base=<unrepresentable>, /)", kPure},
    KRAIT_COMPLEX("log10", Log10),
    {"phase", Phase, "($module, z, /)", kPure},
    {"polar", Polar, "($module, z, /)", kPure},
    {"rect", Rect, "($module, r, phi, /)", kPure},
    KRAIT_COMPLEX("sin", Sin),
    KRAIT_COMPLEX("sinh", Sinh),
    KRAIT_COMPLEX("sqrt", Sqrt),
    KRAIT_COMPLEX("tan", Tan),
    KRAIT_COMPLEX("tanh", Tanh),
};

constexpr ModuleConstant kConstants[] = {
    {"pi", Value::Double(std::numbers::pi)},
    {"e", Value::Double(std::numbers::e)},
    {"tau", Value::Double(2 * std::numbers::pi)},
    {"inf", Value::Double(kInfinity)},
    {"nan", Value::Double(kNaN)},
};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(Value, inf, ComplexFrom(iso, 0.0, kInfinity));
  KRAIT_CHECK_OK(SetModuleAttribute(iso, module, "infj", inf));
  KRAIT_TRY(Value, nan, ComplexFrom(iso, 0.0, kNaN));
  return SetModuleAttribute(iso, module, "nanj", nan);
}

}  // namespace

const ModuleSpec kCmathModule = {
    .name = "cmath",
    .doc = "Mathematical functions of complex numbers.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
