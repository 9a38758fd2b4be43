// The math module: its table, and the functions that wrap C's library.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/math/float_functions.h"
#include "runtime/modules/math/integer_functions.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {
namespace {

using mathlib::EuclideanNorm;
using mathlib::ExactSum;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Failure RaiseDomain(Isolate* iso) { return RaiseValueError(iso, "math domain error"); }
Failure RaiseRange(Isolate* iso) { return RaiseOverflowError(iso, "math range error"); }

inline bool Argument(Isolate* iso, Value v, double* d) {
  if (v.IsDouble()) [[likely]] {
    *d = v.AsDouble();
    return true;
  }
  return ToDouble(iso, v, d);
}

// What an infinite result of a finite argument means.
enum class Infinite { kDomainError, kRangeError };

template <double (*function)(double), Infinite infinite>
Value Unary(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  const double result = function(x);
  if (!std::isfinite(result)) [[unlikely]] {
    if (std::isnan(result) && !std::isnan(x)) return RaiseDomain(iso);
    if (std::isinf(result) && std::isfinite(x)) {
      if (infinite == Infinite::kRangeError) return RaiseRange(iso);
      return RaiseDomain(iso);
    }
  }
  return Value::Double(result);
}

#define KRAIT_MATH_UNARY(name, expression) \
  double name(double x) { return expression; }
KRAIT_MATH_UNARY(Acos, std::acos(x))
KRAIT_MATH_UNARY(Acosh, std::acosh(x))
KRAIT_MATH_UNARY(Asin, std::asin(x))
KRAIT_MATH_UNARY(Asinh, std::asinh(x))
KRAIT_MATH_UNARY(Atan, std::atan(x))
KRAIT_MATH_UNARY(Atanh, std::atanh(x))
KRAIT_MATH_UNARY(Cbrt, std::cbrt(x))
KRAIT_MATH_UNARY(Cos, std::cos(x))
KRAIT_MATH_UNARY(Cosh, std::cosh(x))
KRAIT_MATH_UNARY(Erf, std::erf(x))
KRAIT_MATH_UNARY(Erfc, std::erfc(x))
KRAIT_MATH_UNARY(Exp, std::exp(x))
KRAIT_MATH_UNARY(Exp2, std::exp2(x))
KRAIT_MATH_UNARY(Expm1, std::expm1(x))
KRAIT_MATH_UNARY(Fabs, std::fabs(x))
KRAIT_MATH_UNARY(Log1p, std::log1p(x))
KRAIT_MATH_UNARY(Sin, std::sin(x))
KRAIT_MATH_UNARY(Sinh, std::sinh(x))
KRAIT_MATH_UNARY(Sqrt, std::sqrt(x))
KRAIT_MATH_UNARY(Tan, std::tan(x))
KRAIT_MATH_UNARY(Tanh, std::tanh(x))
#undef KRAIT_MATH_UNARY

Value Ulp(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  x = std::fabs(x);
  if (!std::isfinite(x)) return Value::Double(x);
  const double next = std::nextafter(x, kInfinity);
  return Value::Double(std::isinf(next) ? x - std::nextafter(x, 0.0) : next - x);
}

// --- logarithms -------------------------------------------------------------------------------

// Of any real number, ints beyond the range of doubles included.
template <double (*function)(double)>
Value Logarithm(Isolate* iso, Value v) {
  double x;
  if (IsIntLike(v)) {
    if (IntSign(v) <= 0) return RaiseDomain(iso);
    const uint64_t bits = IntLimbs(v).BitLength();
    if (bits > 1024 || !IntToDouble(iso, v, &x)) {
      // log(v) = log(v / 2**bits) + bits * log(2), with a quotient in [0.5, 1).
      if (iso->HasPending()) TakePending(iso);
      KRAIT_TRY(Value, top, IntRshift(iso, v, Value::Int(static_cast<int64_t>(bits) - 64)));
      KRAIT_CHECK_OK(IntToDouble(iso, top, &x));
      int carry;
      x = std::frexp(std::ldexp(x, -64), &carry);
      return Value::Double(function(x) + function(2.0) * static_cast<double>(bits + carry));
    }
  } else if (!Argument(iso, v, &x)) {
    return Failure{};
  }
  if (x <= 0) return RaiseDomain(iso);
  return Value::Double(function(x));
}

double NaturalLog(double x) { return std::log(x); }
double BinaryLog(double x) { return std::log2(x); }
double DecimalLog(double x) { return std::log10(x); }

Value Log(Isolate* iso, Value* args, size_t count) {
  if (count < 1 || count > 2) return RaiseTypeError(iso, "math.log requires 1 to 2 arguments");
  KRAIT_TRY(Value, numerator, Logarithm<NaturalLog>(iso, args[0]));
  if (count == 1) return numerator;
  KRAIT_TRY(Value, denominator, Logarithm<NaturalLog>(iso, args[1]));
  return Binary(iso, BinaryOperator::kTruediv, numerator, denominator);
}
Value Log2(Isolate* iso, Value* args, size_t) { return Logarithm<BinaryLog>(iso, args[0]); }
Value Log10(Isolate* iso, Value* args, size_t) { return Logarithm<DecimalLog>(iso, args[0]); }

Value Gamma(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  const double result = mathlib::Gamma(x);
  if (std::isnan(result) && !std::isnan(x)) return RaiseDomain(iso);
  if (std::isinf(result) && std::isfinite(x)) return RaiseRange(iso);
  return Value::Double(result);
}
Value Lgamma(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  const double result = mathlib::LogGamma(x);
  if (std::isnan(result) && !std::isnan(x)) return RaiseDomain(iso);
  if (std::isinf(result) && std::isfinite(x)) return RaiseRange(iso);
  return Value::Double(result);
}

// --- two arguments ------------------------------------------------------------------------------

bool Arguments(Isolate* iso, Value* args, double* x, double* y) {
  return Argument(iso, args[0], x) && Argument(iso, args[1], y);
}

Value Atan2(Isolate* iso, Value* args, size_t) {
  double y, x;
  if (!Arguments(iso, args, &y, &x)) return Failure{};
  return Value::Double(std::atan2(y, x));
}
Value Copysign(Isolate* iso, Value* args, size_t) {
  double x, y;
  if (!Arguments(iso, args, &x, &y)) return Failure{};
  return Value::Double(std::copysign(x, y));
}
Value Nextafter(Isolate* iso, Value* args, size_t) {
  double x, y;
  if (!Arguments(iso, args, &x, &y)) return Failure{};
  return Value::Double(std::nextafter(x, y));
}
Value Fmod(Isolate* iso, Value* args, size_t) {
  double x, y;
  if (!Arguments(iso, args, &x, &y)) return Failure{};
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return RaiseDomain(iso);
  return Value::Double(result);
}
Value Remainder(Isolate* iso, Value* args, size_t) {
  double x, y;
  if (!Arguments(iso, args, &x, &y)) return Failure{};
  const double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return RaiseDomain(iso);
  return Value::Double(result);
}
Value Pow(Isolate* iso, Value* args, size_t) {
  double x, y;
  if (!Arguments(iso, args, &x, &y)) return Failure{};
  const double result = std::pow(x, y);
  if (!std::isfinite(result) && std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result) || x == 0) return RaiseDomain(iso);
    return RaiseRange(iso);
  }
  return Value::Double(result);
}

Value Ldexp(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  if (!IsIntLike(args[1])) {
    return RaiseTypeError(iso, "Expected an int as second argument to ldexp.");
  }
  int64_t exponent;
  if (!IntToInt64(args[1], &exponent)) exponent = IntSign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  // Any double leaves the range within this many doublings.
  constexpr int64_t kBound = 4000;
  exponent = std::clamp(exponent, -kBound, kBound);
  const double result = std::ldexp(x, static_cast<int>(exponent));
  if (std::isinf(result) && std::isfinite(x)) return RaiseRange(iso);
  return Value::Double(result);
}

Value Pair(Isolate* iso, Value a, Value b) { return Value::Object(Tuple::Of(iso, {a, b})); }

Value Frexp(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  int exponent = 0;
  if (std::isfinite(x)) x = std::frexp(x, &exponent);
  return Pair(iso, Value::Double(x), Value::Int(exponent));
}
Value Modf(Isolate* iso, Value* args, size_t) {
  double x, whole;
  if (!Argument(iso, args[0], &x)) return Failure{};
  const double fraction = std::modf(x, &whole);
  return Pair(iso, Value::Double(fraction), Value::Double(whole));
}

Value Degrees(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  return Value::Double(x * (180.0 / std::numbers::pi));
}
Value Radians(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  return Value::Double(x * (std::numbers::pi / 180.0));
}

Value IsFinite(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  return Value::Bool(std::isfinite(x));
}
Value IsInf(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  return Value::Bool(std::isinf(x));
}
Value IsNan(Isolate* iso, Value* args, size_t) {
  double x;
  if (!Argument(iso, args[0], &x)) return Failure{};
  return Value::Bool(std::isnan(x));
}

Value IsClose(Isolate* iso, Value* args, size_t) {
  double a, b, relative = 1e-9, absolute = 0.0;
  if (!Arguments(iso, args, &a, &b)) return Failure{};
  if (args[2] && !Argument(iso, args[2], &relative)) return Failure{};
  if (args[3] && !Argument(iso, args[3], &absolute)) return Failure{};
  if (relative < 0 || absolute < 0) {
    return RaiseValueError(iso, "tolerances must be non-negative");
  }
  if (a == b) return Value::True();
  if (std::isinf(a) || std::isinf(b)) return Value::False();
  const double difference = std::fabs(b - a);
  return Value::Bool(difference <= std::fabs(relative * b) ||
                     difference <= std::fabs(relative * a) || difference <= absolute);
}

// --- rounding to ints
// -----------------------------------------------------------------------------

Value Floor(Isolate* iso, Value* args, size_t) {
  const Value v = args[0];
  if (v.IsDouble()) return FloatToInt(iso, std::floor(v.AsDouble()));
  if (IsExactInt(v)) return v;
  bool found;
  const Value result = CallSpecial(iso, v, Special::kFloor, {}, &found);
  if (found || iso->HasPending()) return result;
  double x;
  if (!ToDouble(iso, v, &x)) return Failure{};
  return FloatToInt(iso, std::floor(x));
}
Value Ceil(Isolate* iso, Value* args, size_t) {
  const Value v = args[0];
  if (v.IsDouble()) return FloatToInt(iso, std::ceil(v.AsDouble()));
  if (IsExactInt(v)) return v;
  bool found;
  const Value result = CallSpecial(iso, v, Special::kCeil, {}, &found);
  if (found || iso->HasPending()) return result;
  double x;
  if (!ToDouble(iso, v, &x)) return Failure{};
  return FloatToInt(iso, std::ceil(x));
}
Value Trunc(Isolate* iso, Value* args, size_t) {
  const Value v = args[0];
  if (v.IsDouble()) return FloatToInt(iso, v.AsDouble());
  bool found;
  const Value result = CallSpecial(iso, v, Special::kTrunc, {}, &found);
  if (found || iso->HasPending()) return result;
  return RaiseF(iso, ExceptionId::kTypeError, "type %.100s doesn't define __trunc__ method",
                TypeName(iso, v));
}

// --- sequences
// --------------------------------------------------------------------------------------

Value Hypot(Isolate* iso, Value* args, size_t count) {
  std::vector<double> coordinates(count);
  for (size_t i = 0; i < count; i++) {
    if (!Argument(iso, args[i], &coordinates[i])) return Failure{};
  }
  return Value::Double(EuclideanNorm(coordinates));
}

Value Dist(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, p, TupleFromIterable(iso, args[0]));
  KRAIT_TRY(Tuple*, q, TupleFromIterable(iso, args[1]));
  if (p->size != q->size) {
    return RaiseValueError(iso, "both points must have the same number of dimensions");
  }
  std::vector<double> differences(p->size);
  for (int64_t i = 0; i < p->size; i++) {
    double x, y;
    if (!Argument(iso, p->items[i], &x) || !Argument(iso, q->items[i], &y)) return Failure{};
    differences[i] = std::fabs(x - y);
  }
  return Value::Double(EuclideanNorm(differences));
}

Value Fsum(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, iterator, Iter(iso, args[0]));
  ExactSum sum;
  while (const Value item = Next(iso, iterator)) {
    double x;
    if (!Argument(iso, item, &x)) return Failure{};
    if (!sum.Add(x)) return RaiseOverflowError(iso, "intermediate overflow in fsum");
  }
  if (iso->HasPending()) return Failure{};
  if (!sum.has_special()) return Value::Double(sum.Result());
  if (std::isnan(sum.infinity_sum())) return RaiseValueError(iso, "-inf + inf in fsum");
  return Value::Double(sum.special_sum());
}

Value Prod(Isolate* iso, Value* args, size_t) {
  Value result = args[1] ? args[1] : Value::Int(1);
  KRAIT_TRY(Value, iterator, Iter(iso, args[0]));
  while (const Value item = Next(iso, iterator)) {
    result = Binary(iso, BinaryOperator::kMul, result, item);
    if (!result) return Failure{};
  }
  if (iso->HasPending()) return Failure{};
  return result;
}

constexpr uint32_t kFlags = kPure;
#define KRAIT_DOMAIN(name, function) \
  { name, Unary<function, Infinite::kDomainError>, "($module, x, /)", kFlags }
#define KRAIT_RANGE(name, function) \
  { name, Unary<function, Infinite::kRangeError>, "($module, x, /)", kFlags }

constexpr NativeMethod kFunctions[] = {
    KRAIT_DOMAIN("acos", Acos),
    KRAIT_DOMAIN("acosh", Acosh),
    KRAIT_DOMAIN("asin", Asin),
    KRAIT_DOMAIN("asinh", Asinh),
    KRAIT_DOMAIN("atan", Atan),
    {"atan2", Atan2, "($module, y, x, /)", kFlags},
    KRAIT_DOMAIN("atanh", Atanh),
    KRAIT_DOMAIN("cbrt", Cbrt),
    {"ceil", Ceil, "($module, x, /)"},
    {"comb", mathlib::Comb, "($module, n, k, /)"},
    {"copysign", Copysign, "($module, x, y, /)", kFlags},
    KRAIT_DOMAIN("cos", Cos),
    KRAIT_RANGE("cosh", Cosh),
    {"degrees", Degrees, "($module, x, /)", kFlags},
    {"dist", Dist, "($module, p, q, /)"},
    KRAIT_DOMAIN("erf", Erf),
    KRAIT_DOMAIN("erfc", Erfc),
    KRAIT_RANGE("exp", Exp),
    KRAIT_RANGE("exp2", Exp2),
    KRAIT_RANGE("expm1", Expm1),
    KRAIT_DOMAIN("fabs", Fabs),
    {"factorial", mathlib::Factorial, "($module, n, /)"},
    {"floor", Floor, "($module, x, /)"},
    {"fmod", Fmod, "($module, x, y, /)", kFlags},
    {"frexp", Frexp, "($module, x, /)", kFlags},
    {"fsum", Fsum, "($module, seq, /)"},
    {"gamma", Gamma, "($module, x, /)", kFlags},
    {"gcd", mathlib::Gcd, "($module, *integers)", kVariadic},
    {"hypot", Hypot, nullptr, kVariadic},
    {"isclose", IsClose, "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"isfinite", IsFinite, "($module, x, /)", kFlags},
    {"isinf", IsInf, "($module, x, /)", kFlags},
    {"isnan", IsNan, "($module, x, /)", kFlags},
    {"isqrt", mathlib::Isqrt, "($module, n, /)"},
    {"lcm", mathlib::Lcm, "($module, *integers)", kVariadic},
    {"ldexp", Ldexp, "($module, x, i, /)", kFlags},
    {"lgamma", Lgamma, "($module, x, /)", kFlags},
    {"log", Log, nullptr, kVariadic},
    {"log10", Log10, "($module, x, /)", kFlags},
    KRAIT_DOMAIN("log1p", Log1p),
    {"log2", Log2, "($module, x, /)", kFlags},
    {"modf", Modf, "($module, x, /)", kFlags},
    {"nextafter", Nextafter, "($module, x, y, /)", kFlags},
    {"perm", mathlib::Perm, "($module, n, k=None, /)"},
    {"pow", Pow, "($module, x, y, /)", kFlags},
    {"prod", Prod, "($module, iterable, /, *, start=1)"},
    {"radians", Radians, "($module, x, /)", kFlags},
    {"remainder", Remainder, "($module, x, y, /)", kFlags},
    KRAIT_DOMAIN("sin", Sin),
    KRAIT_RANGE("sinh", Sinh),
    KRAIT_DOMAIN("sqrt", Sqrt),
    KRAIT_DOMAIN("tan", Tan),
    KRAIT_DOMAIN("tanh", Tanh),
    {"trunc", Trunc, "($module, x, /)"},
    {"ulp", Ulp, "($module, x, /)", kFlags},
};

constexpr ModuleConstant kConstants[] = {
    {"pi", Value::Double(std::numbers::pi)},
    {"e", Value::Double(std::numbers::e)},
    {"tau", Value::Double(2 * std::numbers::pi)},
    {"inf", Value::Double(kInfinity)},
    {"nan", Value::Double(kNaN)},
};

}  // namespace

const ModuleSpec kMathModule = {
    .name = "math",
    .doc = "Mathematical functions of real numbers and ints.",
    .functions = kFunctions,
    .constants = kConstants,
};

}  // namespace krait
