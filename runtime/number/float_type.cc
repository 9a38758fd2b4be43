// The float type: construction and its table of methods.
#include <cmath>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/float_hex.h"
#include "runtime/number/format_spec.h"
#include "runtime/number/int.h"
#include "runtime/number/number_methods.h"
#include "runtime/number/number_text.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

bool AcceptsReal(Value v) { return IsFloatLike(v) || IsIntLike(v); }

double Self(Value* args) { return FloatValue(args[0]); }

Failure RaiseNotFloat(Isolate* iso, Value source) {
  KRAIT_TRY(Str*, quoted, Repr(iso, source));
  return RaiseValueError(iso, "could not convert string to float: " + std::string(quoted->view()));
}

// What the __float__ that a script gave to a subclass of float or int returns; Empty and nothing
// pending when there is none.
Value FromScriptConversion(Isolate* iso, Value x) {
  if (!HasKind(x, ObjectKind::kFloat) && !HasKind(x, ObjectKind::kInt)) return Value();
  if (!HasKind(LookupSpecial(iso, x, Special::kFloat), ObjectKind::kFunction)) return Value();
  KRAIT_TRY(Value, converted, CallMethod(iso, x, "__float__", {}));
  if (converted.IsDouble() || HasKind(converted, ObjectKind::kFloat)) return converted;
  return RaiseF(iso, ExceptionId::kTypeError, "%.50s.__float__ returned non-float (type %.50s)",
                TypeName(iso, x), TypeName(iso, converted));
}

// float(x)
bool ToFloat(Isolate* iso, Value x, double* result) {
  if (x.IsDouble()) {
    *result = x.AsDouble();
    return true;
  }
  if (const Value converted = FromScriptConversion(iso, x)) {
    *result = FloatValue(converted);
    return true;
  }
  if (iso->HasPending()) return false;
  const bool text_first = IsExact(x, ObjectKind::kStr);
  if (!text_first && (IsIntLike(x) || LookupSpecial(iso, x, Special::kFloat) ||
                      LookupSpecial(iso, x, Special::kIndex))) {
    return ToDouble(iso, x, result);
  }
  std::string storage;
  std::string_view text;
  bool is_text;
  if (!NumberSourceText(iso, x, &storage, &text, &is_text)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "float() argument must be a string or a real number, not '%.200s'",
                  TypeName(iso, x));
  }
  if (!ParseFloat(text, result)) return RaiseNotFloat(iso, x);
  if (std::isnan(*result)) *result = DistinctNaN(iso, std::signbit(*result));
  return true;
}

Value Make(Isolate* iso, Type* cls, double d) {
  if (cls == iso->type(ObjectKind::kFloat)) return Value::Double(d);
  KRAIT_TRY(Float*, result, NewInstance<Float>(iso, cls));
  result->value = d;
  return Value::Object(result);
}

Value New(Isolate* iso, Value* args, size_t) {
  double d = 0.0;
  if (args[1] && !ToFloat(iso, args[1], &d)) return Failure{};
  return Make(iso, args[0].As<Type>(), d);
}

Value FromHex(Isolate* iso, Value* args, size_t) {
  const Str* text = CastTo<Str>(args[1], ObjectKind::kStr);
  if (text == nullptr) return RaiseTypeError(iso, "bad argument type for built-in operation");
  double d;
  switch (FloatFromHex(text->view(), &d)) {
    case HexResult::kOk:
      break;
    case HexResult::kInvalid:
      return RaiseValueError(iso, "invalid hexadecimal floating-point string");
    case HexResult::kOverflow:
      return RaiseOverflowError(iso, "hexadecimal value too large to represent as a float");
  }
  if (args[0].As<Type>() == iso->type(ObjectKind::kFloat)) return Value::Double(d);
  return Call(iso, args[0], {Value::Double(d)});
}

Value Pow(Isolate* iso, Value* args, size_t) {
  if (args[2] && !args[2].IsNone()) {
    return RaiseTypeError(iso, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return BinaryMethod<BinaryOperator::kPow, AcceptsReal>(iso, args, 2);
}
Value ReflectedPow(Isolate* iso, Value* args, size_t) {
  if (!AcceptsReal(args[1])) return Value::NotImplemented();
  Value swapped[] = {args[1], args[0], args[2]};
  return Pow(iso, swapped, 3);
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(FloatToStr(iso, Self(args)));
}
Value HashMethod(Isolate* iso, Value* args, size_t) {
  return IntFromInt64(iso, FloatHash(Self(args)));
}
Value BoolMethod(Isolate*, Value* args, size_t) { return Value::Bool(Self(args) != 0); }
Value FloatMethod(Isolate*, Value* args, size_t) { return Value::Double(Self(args)); }
Value IntMethod(Isolate* iso, Value* args, size_t) { return FloatToInt(iso, Self(args)); }
Value FloorMethod(Isolate* iso, Value* args, size_t) {
  return FloatToInt(iso, std::floor(Self(args)));
}
Value CeilMethod(Isolate* iso, Value* args, size_t) {
  return FloatToInt(iso, std::ceil(Self(args)));
}

Value Round(Isolate* iso, Value* args, size_t) {
  const double d = Self(args);
  if (!args[1] || args[1].IsNone()) {
    double rounded = std::round(d);
    if (std::fabs(d - rounded) == 0.5) rounded = 2.0 * std::round(d / 2.0);
    return FloatToInt(iso, rounded);
  }
  KRAIT_TRY(Value, index, Index(iso, args[1]));
  int64_t digits;
  if (!IntToInt64(index, &digits)) digits = IntSign(index) < 0 ? INT64_MIN : INT64_MAX;
  const double rounded = FloatRound(d, digits);
  if (std::isinf(rounded) && std::isfinite(d)) {
    return RaiseOverflowError(iso, "rounded value too large to represent");
  }
  return Value::Double(rounded);
}

Value AsIntegerRatio(Isolate* iso, Value* args, size_t) {
  const double d = Self(args);
  if (std::isinf(d)) {
    return RaiseOverflowError(iso, "cannot convert Infinity to integer ratio");
  }
  if (std::isnan(d)) return RaiseValueError(iso, "cannot convert NaN to integer ratio");
  int exponent;
  double fraction = std::frexp(d, &exponent);
  while (fraction != std::floor(fraction)) {
    fraction *= 2.0;
    exponent--;
  }
  KRAIT_TRY(Value, numerator, IntFromDouble(iso, fraction));
  Value denominator = Value::Int(1);
  if (exponent > 0) {
    numerator = IntLshift(iso, numerator, Value::Int(exponent));
  } else {
    denominator = IntLshift(iso, denominator, Value::Int(-exponent));
  }
  if (!numerator || !denominator) return Failure{};
  return Value::Object(Tuple::Of(iso, {numerator, denominator}));
}

Value Getnewargs(Isolate* iso, Value* args, size_t) {
  return Value::Object(Tuple::Of(iso, {Value::Double(Self(args))}));
}
Value IsInteger(Isolate*, Value* args, size_t) {
  const double d = Self(args);
  return Value::Bool(std::isfinite(d) && d == std::floor(d));
}
Value Hex(Isolate* iso, Value* args, size_t) {
  return Value::Object(Str::NewAscii(iso, FloatToHex(Self(args))));
}

Value GetFormat(Isolate* iso, Value* args, size_t) {
  const Str* type = CastTo<Str>(args[1], ObjectKind::kStr);
  if (type == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "__getformat__() argument must be str, not %.200s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  if (!type->Equals("double") && !type->Equals("float")) {
    return RaiseValueError(iso, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return Value::Object(Str::New(iso, "IEEE, little-endian"));
}

Value FormatMethod(Isolate* iso, Value* args, size_t) {
  const Str* spec = CastTo<Str>(args[1], ObjectKind::kStr);
  if (spec == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "__format__() argument must be str, not %.200s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  return FormatFloat(iso, args[0], spec->view());
}

Value GetReal(Isolate*, Value self) { return Value::Double(FloatValue(self)); }
Value GetImag(Isolate*, Value) { return Value::Double(0.0); }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, x=0, /)", kConstructor},
    KRAIT_BINARY_METHOD(AcceptsReal, kAdd, "add"),
    KRAIT_BINARY_METHOD(AcceptsReal, kSub, "sub"),
    KRAIT_BINARY_METHOD(AcceptsReal, kMul, "mul"),
    KRAIT_BINARY_METHOD(AcceptsReal, kTruediv, "truediv"),
    KRAIT_BINARY_METHOD(AcceptsReal, kFloordiv, "floordiv"),
    KRAIT_BINARY_METHOD(AcceptsReal, kMod, "mod"),
    KRAIT_COMPARE_METHODS(AcceptsReal),
    {"__divmod__", DivmodMethod<AcceptsReal>, "($self, value, /)", kOperatorFlags},
    {"__rdivmod__", ReflectedDivmodMethod<AcceptsReal>, "($self, value, /)", kOperatorFlags},
    {"__pow__", Pow, "($self, value, mod=None, /)", kOperatorFlags},
    {"__rpow__", ReflectedPow, "($self, value, mod=None, /)", kOperatorFlags},
    KRAIT_UNARY_METHOD(kNeg, "neg"),
    KRAIT_UNARY_METHOD(kPos, "pos"),
    {"__abs__", AbsoluteMethod, "($self, /)", kOperatorFlags},
    {"__bool__", BoolMethod, "($self, /)", kOperatorFlags},
    {"__int__", IntMethod, "($self, /)", kOperatorFlags},
    {"__float__", FloatMethod, "($self, /)", kOperatorFlags},
    {"__trunc__", IntMethod, "($self, /)", kOperatorFlags},
    {"__floor__", FloorMethod, "($self, /)", kOperatorFlags},
    {"__ceil__", CeilMethod, "($self, /)", kOperatorFlags},
    {"__round__", Round, "($self, ndigits=None, /)"},
    {"__repr__", ReprMethod, "($self, /)", kOperatorFlags},
    {"__hash__", HashMethod, "($self, /)", kOperatorFlags},
    {"__format__", FormatMethod, "($self, format_spec, /)", kOperatorFlags},
    {"__getnewargs__", Getnewargs, "($self, /)"},
    {"__getformat__", GetFormat, "($type, typestr, /)", kClassMethod},
    {"conjugate", FloatMethod, "($self, /)", kOperatorFlags},
    {"as_integer_ratio", AsIntegerRatio, "($self, /)", kOperatorFlags,
     "A pair of ints, without common factors, whose ratio is exactly this float."},
    {"is_integer", IsInteger, "($self, /)", kOperatorFlags, "True when there is no fraction."},
    {"hex", Hex, "($self, /)", kOperatorFlags, "The exact value in hexadecimal."},
    {"fromhex", FromHex, "($type, string, /)", kClassMethod, "The float that hex() printed."},
};

constexpr NativeProperty kProperties[] = {
    {"real", GetReal},
    {"imag", GetImag},
};

}  // namespace

const TypeSpec kFloatTypeSpec = {
    .name = "float",
    .kind = ObjectKind::kFloat,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kSelfMatch | kImmutable | kNoWeakReferences,
    .doc = "float(x=0, /)\n\nA floating-point number of 64 bits.",
};

void TraceFloat(HeapObject*, gc::Marker&) {}

}  // namespace krait
