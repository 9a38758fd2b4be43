#include "runtime/builtins/number_builtins.h"

#include <climits>
#include <string>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

namespace {

Value AbsFunction(Isolate* iso, Value* args, size_t) { return Absolute(iso, args[0]); }

// "0x" and the digits, a minus sign in front of the prefix.
Value ToBase(Isolate* iso, Value v, int base, const char* prefix) {
  KRAIT_TRY(Value, number, Index(iso, v));
  KRAIT_TRY(Str*, digits, IntToStr(iso, number, base));
  std::string_view rest = digits->view();
  std::string text;
  if (rest.starts_with("-")) {
    text = "-";
    rest.remove_prefix(1);
  }
  text += prefix;
  text += rest;
  return Value::Object(Str::NewAscii(iso, text));
}

Value BinFunction(Isolate* iso, Value* args, size_t) { return ToBase(iso, args[0], 2, "0b"); }
Value HexFunction(Isolate* iso, Value* args, size_t) { return ToBase(iso, args[0], 16, "0x"); }
Value OctFunction(Isolate* iso, Value* args, size_t) { return ToBase(iso, args[0], 8, "0o"); }

Value ChrFunction(Isolate* iso, Value* args, size_t) {
  int64_t code;
  constexpr const char* kTooLarge = "Python int too large to convert to C int";
  if (!IndexToInt64(iso, args[0], &code, kTooLarge)) return Value();
  if (code < INT_MIN || code > INT_MAX) return RaiseOverflowError(iso, kTooLarge);
  if (code < 0 || code > utf8::kMaxCodePoint) {
    return RaiseValueError(iso, "chr() arg not in range(0x110000)");
  }
  return Value::Object(Str::FromCodePoint(iso, static_cast<uint32_t>(code)));
}

Failure RaiseNoCharacter(Isolate* iso, int64_t length) {
  return RaiseF(iso, ExceptionId::kTypeError,
                "ord() expected a character, but string of length %lld found",
                static_cast<long long>(length));
}

Value OrdOfBytes(Isolate* iso, std::string_view bytes) {
  if (bytes.size() != 1) return RaiseNoCharacter(iso, static_cast<int64_t>(bytes.size()));
  return Value::Int(static_cast<uint8_t>(bytes[0]));
}

Value OrdFunction(Isolate* iso, Value* args, size_t) {
  const Value v = args[0];
  if (IsStr(v)) {
    Str* s = v.As<Str>();
    if (s->length != 1) return RaiseNoCharacter(iso, s->length);
    return Value::Int(utf8::At(s->data));
  }
  if (IsBytes(v)) return OrdOfBytes(iso, v.As<Bytes>()->view());
  if (IsByteArray(v)) return OrdOfBytes(iso, v.As<ByteArray>()->view());
  return RaiseF(iso, ExceptionId::kTypeError,
                "ord() expected string of length 1, but %.200s found", TypeName(iso, v));
}

Value DivmodFunction(Isolate* iso, Value* args, size_t) { return Divmod(iso, args[0], args[1]); }

Value PowFunction(Isolate* iso, Value* args, size_t) {
  if (!args[2] || args[2].IsNone()) {
    return Binary(iso, BinaryOperator::kPow, args[0], args[1]);
  }
  return Power(iso, args[0], args[1], args[2]);
}

Value RoundFunction(Isolate* iso, Value* args, size_t) {
  bool found;
  Value result;
  if (!args[1] || args[1].IsNone()) {
    result = CallSpecial(iso, args[0], Special::kRound, {}, &found);
  } else {
    const Value digits[] = {args[1]};
    result = CallSpecial(iso, args[0], Special::kRound, digits, &found);
  }
  if (!result && !found && !iso->HasPending()) {
    return RaiseF(iso, ExceptionId::kTypeError, "type %.100s doesn't define __round__ method",
                  TypeName(iso, args[0]));
  }
  return result;
}

constexpr NativeMethod kFunctions[] = {
    {"abs", AbsFunction, "($module, x, /)", kForwards, "Return the absolute value of the argument."},
    {"bin", BinFunction, "($module, number, /)", 0,
     "Return the binary representation of an integer."},
    {"chr", ChrFunction, "($module, i, /)", 0,
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"divmod", DivmodFunction, "($module, x, y, /)", 0, "Return the tuple (x//y, x%y)."},
    {"hex", HexFunction, "($module, number, /)", 0,
     "Return the hexadecimal representation of an integer."},
    {"oct", OctFunction, "($module, number, /)", 0,
     "Return the octal representation of an integer."},
    {"ord", OrdFunction, "($module, c, /)", kPure | kNoCallback,
     "Return the Unicode code point for a one-character string."},
    {"pow", PowFunction, "($module, /, base, exp, mod=None)", 0,
     "Return base**exp, or base**exp % mod."},
    {"round", RoundFunction, "($module, /, number, ndigits=None)", kForwards,
     "Round a number to a given precision in decimal digits."},
};

}  // namespace

const std::span<const NativeMethod> kNumberBuiltins = kFunctions;

}  // namespace krait
