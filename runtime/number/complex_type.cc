// The complex type: construction, parsing, and its table of methods.
#include <cmath>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/complex.h"
#include "runtime/number/float.h"
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

bool AcceptsNumber(Value v) { return IsComplexLike(v) || IsFloatLike(v) || IsIntLike(v); }

ComplexNumber Self(Value* args) { return args[0].As<Complex>()->value; }

bool IsImaginaryUnit(char c) { return c == 'j' || c == 'J'; }

// "+", "-" or nothing before a bare "j".
size_t SkipSign(std::string_view text) {
  return !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
}

// "1+2j", "2j", "j", "1", in parentheses or not, without white space around it.
bool ParseParts(std::string_view text, ComplexNumber* result) {
  double first;
  size_t length = ParseFloatPrefix(text, &first);
  if (length == 0) {
    // No number: only a bare imaginary unit remains.
    length = SkipSign(text);
    first = length != 0 && text[0] == '-' ? -1.0 : 1.0;
    if (text.size() != length + 1 || !IsImaginaryUnit(text[length])) return false;
    *result = {0.0, first};
    return true;
  }
  text.remove_prefix(length);
  if (text.empty()) {
    *result = {first, 0.0};
    return true;
  }
  if (IsImaginaryUnit(text[0])) {
    *result = {0.0, first};
    return text.size() == 1;
  }
  if (SkipSign(text) == 0) return false;
  double second;
  length = ParseFloatPrefix(text, &second);
  if (length == 0) {
    second = text[0] == '-' ? -1.0 : 1.0;
    length = 1;
  }
  *result = {first, second};
  return text.size() == length + 1 && IsImaginaryUnit(text[length]);
}

bool ParseComplex(Isolate* iso, const Str* source, ComplexNumber* result) {
  std::string plain;
  std::string_view text = source->view();
  if (!source->IsAscii()) {
    plain = PlainNumberText(text);
    text = plain;
  }
  std::string digits;
  if (text.find('_') != text.npos) {
    for (size_t i = 0; i < text.size(); i++) {
      const bool between = i > 0 && i + 1 < text.size() && DigitValue(text[i - 1]) < 10 &&
                           DigitValue(text[i + 1]) < 10;
      if (text[i] != '_') {
        digits += text[i];
      } else if (!between) {
        KRAIT_TRY(Str*, quoted, Repr(iso, Value::Object(source)));
        return RaiseValueError(
            iso, "could not convert string to complex: " + std::string(quoted->view()));
      }
    }
    text = digits;
  }
  text = StripAsciiSpace(text);
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    text = StripAsciiSpace(text.substr(1, text.size() - 2));
  }
  if (ParseParts(text, result)) return true;
  return RaiseValueError(iso, "complex() arg is a malformed string");
}

// An argument that is no string; `position` for the message.
bool ReadPart(Isolate* iso, Value v, bool first, ComplexNumber* result) {
  const bool number = AcceptsNumber(v) || LookupSpecial(iso, v, Special::kFloat) ||
                      LookupSpecial(iso, v, Special::kIndex) ||
                      (first && LookupSpecial(iso, v, Special::kComplex));
  if (!number) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  first ? "complex() first argument must be a string or a number, not '%.200s'"
                        : "complex() second argument must be a number, not '%.200s'",
                  TypeName(iso, v));
  }
  if (first) return ToComplex(iso, v, result);
  if (IsComplexLike(v)) {
    *result = v.As<Complex>()->value;
    return true;
  }
  result->imag = 0.0;
  return ToDouble(iso, v, &result->real);
}

Value Make(Isolate* iso, Type* cls, ComplexNumber c) {
  if (cls == iso->type(ObjectKind::kComplex)) return ComplexFrom(iso, c);
  KRAIT_TRY(Complex*, result, NewInstance<Complex>(iso, cls));
  result->value = c;
  return Value::Object(result);
}

Value New(Isolate* iso, Value* args, size_t) {
  Type* cls = args[0].As<Type>();
  const Value real = args[1], imag = args[2];
  ComplexNumber r = {0.0, 0.0}, i = {0.0, 0.0};
  if (real && !imag && IsExact(real, ObjectKind::kComplex) &&
      cls == iso->type(ObjectKind::kComplex)) {
    return real;
  }
  if (real && HasKind(real, ObjectKind::kStr)) {
    if (imag) {
      return RaiseTypeError(iso, "complex() can't take second arg if first is a string");
    }
    if (!ParseComplex(iso, real.As<Str>(), &r)) return Failure{};
    return Make(iso, cls, r);
  }
  if (imag && HasKind(imag, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "complex() second arg can't be a string");
  }
  if (real && !ReadPart(iso, real, true, &r)) return Failure{};
  if (!imag) return Make(iso, cls, r);
  if (!ReadPart(iso, imag, false, &i)) return Failure{};
  // real + imag * 1j, but without turning the zeros of real arguments into signs.
  ComplexNumber sum = {r.real, i.real};
  if (IsComplexLike(imag)) sum.real -= i.imag;
  if (r.imag != 0 || (real && IsComplexLike(real))) sum.imag += r.imag;
  return Make(iso, cls, sum);
}

Value Pow(Isolate* iso, Value* args, size_t) {
  if (!AcceptsNumber(args[1])) return Value::NotImplemented();
  if (args[2] && !args[2].IsNone()) return RaiseValueError(iso, "complex modulo");
  return NumberBinaryByLayout(iso, BinaryOperator::kPow, args[0], args[1]);
}
Value ReflectedPow(Isolate* iso, Value* args, size_t) {
  if (!AcceptsNumber(args[1])) return Value::NotImplemented();
  if (args[2] && !args[2].IsNone()) return RaiseValueError(iso, "complex modulo");
  return NumberBinaryByLayout(iso, BinaryOperator::kPow, args[1], args[0]);
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(Str::NewAscii(iso, ComplexRepr(Self(args))));
}
Value HashMethod(Isolate* iso, Value* args, size_t) {
  return IntFromInt64(iso, ComplexHash(Self(args)));
}
Value BoolMethod(Isolate*, Value* args, size_t) {
  const ComplexNumber z = Self(args);
  return Value::Bool(z.real != 0 || z.imag != 0);
}
Value ComplexMethod(Isolate* iso, Value* args, size_t) {
  return IsExact(args[0], ObjectKind::kComplex) ? args[0] : ComplexFrom(iso, Self(args));
}
Value Conjugate(Isolate* iso, Value* args, size_t) {
  const ComplexNumber z = Self(args);
  return ComplexFrom(iso, z.real, -z.imag);
}
Value Getnewargs(Isolate* iso, Value* args, size_t) {
  const ComplexNumber z = Self(args);
  return Value::Object(Tuple::Of(iso, {Value::Double(z.real), Value::Double(z.imag)}));
}

Value FormatMethod(Isolate* iso, Value* args, size_t) {
  const Str* spec = CastTo<Str>(args[1], ObjectKind::kStr);
  if (spec == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "__format__() argument must be str, not %.200s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  return FormatComplex(iso, args[0], spec->view());
}

Value GetReal(Isolate*, Value self) { return Value::Double(self.As<Complex>()->value.real); }
Value GetImag(Isolate*, Value self) { return Value::Double(self.As<Complex>()->value.imag); }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, real=0, imag=0)", kConstructor},
    KRAIT_BINARY_METHOD(AcceptsNumber, kAdd, "add"),
    KRAIT_BINARY_METHOD(AcceptsNumber, kSub, "sub"),
    KRAIT_BINARY_METHOD(AcceptsNumber, kMul, "mul"),
    KRAIT_BINARY_METHOD(AcceptsNumber, kTruediv, "truediv"),
    KRAIT_COMPARE_METHODS(AcceptsNumber),
    {"__pow__", Pow, "($self, value, mod=None, /)", kOperatorFlags},
    {"__rpow__", ReflectedPow, "($self, value, mod=None, /)", kOperatorFlags},
    KRAIT_UNARY_METHOD(kNeg, "neg"),
    KRAIT_UNARY_METHOD(kPos, "pos"),
    {"__abs__", AbsoluteMethod, "($self, /)", kOperatorFlags},
    {"__bool__", BoolMethod, "($self, /)", kOperatorFlags},
    {"__complex__", ComplexMethod, "($self, /)", kOperatorFlags},
    {"__repr__", ReprMethod, "($self, /)", kOperatorFlags},
    {"__hash__", HashMethod, "($self, /)", kOperatorFlags},
    {"__format__", FormatMethod, "($self, format_spec, /)", kOperatorFlags},
    {"__getnewargs__", Getnewargs, "($self, /)"},
    {"conjugate", Conjugate, "($self, /)", kOperatorFlags, "The number mirrored at the real axis."},
};

constexpr NativeProperty kProperties[] = {
    {"real", GetReal},
    {"imag", GetImag},
};

}  // namespace

const TypeSpec kComplexTypeSpec = {
    .name = "complex",
    .kind = ObjectKind::kComplex,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kImmutable | kNoWeakReferences,
    .doc = "complex(real=0, imag=0)\n\nA complex number made of two floats.",
};

void TraceComplex(HeapObject*, gc::Marker&) {}

}  // namespace krait
