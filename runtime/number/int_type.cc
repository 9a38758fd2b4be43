// The int type: its table of methods.
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/format_spec.h"
#include "runtime/number/int.h"
#include "runtime/number/int_conversion.h"
#include "runtime/number/int_division.h"
#include "runtime/number/int_limbs.h"
#include "runtime/number/number_methods.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr auto kAccepts = IsIntLike;

Value Pow(Isolate* iso, Value* args, size_t) {
  if (!IsIntLike(args[1])) return Value::NotImplemented();
  const Value modulus = args[2];
  if (!modulus || modulus.IsNone()) return IntPow(iso, args[0], args[1]);
  if (!IsIntLike(modulus)) return Value::NotImplemented();
  return IntPowMod(iso, args[0], args[1], modulus);
}
Value ReflectedPow(Isolate* iso, Value* args, size_t) {
  if (!IsIntLike(args[1])) return Value::NotImplemented();
  Value swapped[] = {args[1], args[0], args[2]};
  return Pow(iso, swapped, 3);
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(IntToStr(iso, args[0]));
}
Value HashMethod(Isolate* iso, Value* args, size_t) { return IntFromInt64(iso, IntHash(args[0])); }
Value BoolMethod(Isolate*, Value* args, size_t) { return Value::Bool(IntSign(args[0]) != 0); }
// Of __int__, __index__, __trunc__, __floor__, __ceil__, conjugate.
Value ExactMethod(Isolate* iso, Value* args, size_t) { return IntExact(iso, args[0]); }

Value FloatMethod(Isolate* iso, Value* args, size_t) {
  double d;
  if (!IntToDouble(iso, args[0], &d)) return Failure{};
  return Value::Double(d);
}

Value BitLength(Isolate* iso, Value* args, size_t) {
  return IntFromUint64(iso, IntLimbs(args[0]).BitLength());
}
Value BitCount(Isolate* iso, Value* args, size_t) {
  const IntLimbs v(args[0]);
  return IntFromUint64(iso, v.IsZero() ? 0 : mpn_popcount(v.data(), v.size()));
}

Value AsIntegerRatio(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, numerator, IntExact(iso, args[0]));
  return Value::Object(Tuple::Of(iso, {numerator, Value::Int(1)}));
}
Value Getnewargs(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, value, IntExact(iso, args[0]));
  return Value::Object(Tuple::Of(iso, {value}));
}

Value Round(Isolate* iso, Value* args, size_t) {
  const Value digits = args[1];
  if (!digits || digits.IsNone()) return IntExact(iso, args[0]);
  KRAIT_TRY(Value, count, Index(iso, digits));
  if (IntSign(count) >= 0) return IntExact(iso, args[0]);
  KRAIT_TRY(Value, zeros, IntNeg(iso, count));
  return IntRoundToPowerOfTen(iso, args[0], zeros);
}

// The size of CPython's object, with digits of 30 bits, which programs compare against.
Value Sizeof(Isolate* iso, Value* args, size_t) {
  const uint64_t bits = IntLimbs(args[0]).BitLength();
  return IntFromUint64(iso, 24 + 4 * std::max<uint64_t>(1, (bits + 29) / 30));
}

Value FormatMethod(Isolate* iso, Value* args, size_t) {
  const Str* spec = CastTo<Str>(args[1], ObjectKind::kStr);
  if (spec == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "__format__() argument must be str, not %.200s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  return FormatInteger(iso, args[0], spec->view());
}

Value GetReal(Isolate* iso, Value self) { return IntExact(iso, self); }
Value GetImag(Isolate*, Value) { return Value::Int(0); }
Value GetDenominator(Isolate*, Value) { return Value::Int(1); }

constexpr NativeMethod kMethods[] = {
    {"__new__", IntNew, "($type, x=0, /, base=10)", kConstructor},
    KRAIT_BINARY_METHOD(kAccepts, kAdd, "add"),
    KRAIT_BINARY_METHOD(kAccepts, kSub, "sub"),
    KRAIT_BINARY_METHOD(kAccepts, kMul, "mul"),
    KRAIT_BINARY_METHOD(kAccepts, kTruediv, "truediv"),
    KRAIT_BINARY_METHOD(kAccepts, kFloordiv, "floordiv"),
    KRAIT_BINARY_METHOD(kAccepts, kMod, "mod"),
    KRAIT_BINARY_METHOD(kAccepts, kLshift, "lshift"),
    KRAIT_BINARY_METHOD(kAccepts, kRshift, "rshift"),
    KRAIT_BINARY_METHOD(kAccepts, kAnd, "and"),
    KRAIT_BINARY_METHOD(kAccepts, kOr, "or"),
    KRAIT_BINARY_METHOD(kAccepts, kXor, "xor"),
    KRAIT_COMPARE_METHODS(kAccepts),
    {"__divmod__", DivmodMethod<kAccepts>, "($self, value, /)", kOperatorFlags},
    {"__rdivmod__", ReflectedDivmodMethod<kAccepts>, "($self, value, /)", kOperatorFlags},
    {"__pow__", Pow, "($self, value, mod=None, /)", kOperatorFlags},
    {"__rpow__", ReflectedPow, "($self, value, mod=None, /)", kOperatorFlags},
    KRAIT_UNARY_METHOD(kNeg, "neg"),
    KRAIT_UNARY_METHOD(kPos, "pos"),
    KRAIT_UNARY_METHOD(kInvert, "invert"),
    {"__abs__", AbsoluteMethod, "($self, /)", kOperatorFlags},
    {"__bool__", BoolMethod, "($self, /)", kOperatorFlags},
    {"__int__", ExactMethod, "($self, /)", kOperatorFlags},
    {"__index__", ExactMethod, "($self, /)", kOperatorFlags},
    {"__float__", FloatMethod, "($self, /)", kOperatorFlags},
    {"__trunc__", ExactMethod, "($self, /)", kOperatorFlags},
    {"__floor__", ExactMethod, "($self, /)", kOperatorFlags},
    {"__ceil__", ExactMethod, "($self, /)", kOperatorFlags},
    {"__round__", Round, "($self, ndigits=None, /)"},
    {"__repr__", ReprMethod, "($self, /)", kOperatorFlags},
    {"__hash__", HashMethod, "($self, /)", kOperatorFlags},
    {"__format__", FormatMethod, "($self, format_spec, /)", kOperatorFlags},
    {"__getnewargs__", Getnewargs, "($self, /)"},
    {"__sizeof__", Sizeof, "($self, /)"},
    {"conjugate", ExactMethod, "($self, /)", kOperatorFlags},
    {"bit_length", BitLength, "($self, /)", kOperatorFlags,
     "Number of bits that the absolute value needs."},
    {"bit_count", BitCount, "($self, /)", kOperatorFlags,
     "Number of ones in the binary form of the absolute value."},
    {"to_bytes", IntToBytes, "($self, /, length=1, byteorder='big', *, signed=False)", 0,
     "The int as `length` bytes."},
    {"from_bytes", IntFromBytes, "($type, /, bytes, byteorder='big', *, signed=False)",
     kClassMethod, "The int that the bytes stand for."},
    {"as_integer_ratio", AsIntegerRatio, "($self, /)", kOperatorFlags,
     "The pair of this int and 1."},
};

constexpr NativeProperty kProperties[] = {
    {"real", GetReal},
    {"imag", GetImag},
    {"numerator", GetReal},
    {"denominator", GetDenominator},
};

}  // namespace

const TypeSpec kIntTypeSpec = {
    .name = "int",
    .kind = ObjectKind::kInt,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kSelfMatch | kImmutable | kNoWeakReferences,
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nWhole numbers of any size.",
};

void TraceInt(HeapObject*, gc::Marker&) {}

}  // namespace krait
