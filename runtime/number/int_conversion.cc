#include "runtime/number/int_conversion.h"

#include <string>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/number/number_text.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr int64_t kQuotedCharacters = 200;

Failure RaiseInvalidLiteral(Isolate* iso, int base, Value source) {
  if (IsByteArray(source)) {
    KRAIT_TRY(Bytes*, bytes, Bytes::New(iso, source.As<ByteArray>()->view()));
    source = Value::Object(bytes);
  }
  KRAIT_TRY(Str*, quoted, Repr(iso, source));
  if (quoted->length > kQuotedCharacters) {
    KRAIT_TRY(Str*, start, Str::Substring(iso, quoted, 0, kQuotedCharacters));
    quoted = start;
  }
  return RaiseValueError(iso, "invalid literal for int() with base " + std::to_string(base) + ": " +
                                  std::string(quoted->view()));
}

// The base that a prefix such as "0x" stands for; 0: none.
int PrefixBase(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 0;
  switch (text[1] | 0x20) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
  }
  return 0;
}

// The checks that an __int__ or __index__ of a script class needs.
Value CheckedInt(Isolate* iso, Value result, const char* method) {
  if (!result) return result;
  if (!IsIntLike(result)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s returned non-int (type %.200s)", method,
                  TypeName(iso, result));
  }
  return IntExact(iso, result);
}

// By __trunc__; Empty without exception when there is none.
Value TruncToInt(Isolate* iso, Value v) {
  bool found;
  const Value result = CallSpecial(iso, v, Special::kTrunc, {}, &found);
  if (!result) return result;
  if (IsIntLike(result)) return IntExact(iso, result);
  if (!LookupSpecial(iso, result, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError, "__trunc__ returned non-Integral (type %.200s)",
                  TypeName(iso, result));
  }
  KRAIT_TRY(Value, index, Index(iso, result));
  return IntExact(iso, index);
}

// Empty without exception: not a number.
Value TryNumberToInt(Isolate* iso, Value v) {
  if (IsExactInt(v)) return v;
  if (v.IsBool()) return Value::Int(v.IsTrue());
  if (v.IsDouble()) return FloatToInt(iso, v.AsDouble());
  bool found;
  const Value result = CallSpecial(iso, v, Special::kInt, {}, &found);
  if (found || iso->HasPending()) return CheckedInt(iso, result, "__int__");
  if (LookupSpecial(iso, v, Special::kIndex)) {
    KRAIT_TRY(Value, index, Index(iso, v));
    return IntExact(iso, index);
  }
  return TruncToInt(iso, v);
}

// int(text, base) with the base still as an object.
Value IntWithBase(Isolate* iso, Value source, Value base_value) {
  KRAIT_TRY(Value, base_index, Index(iso, base_value));
  int64_t base;
  if (!IntToInt64(base_index, &base) || (base != 0 && base < 2) || base > 36) {
    return RaiseValueError(iso, "int() base must be >= 2 and <= 36, or 0");
  }
  if (!HasKind(source, ObjectKind::kStr) && !IsBytes(source) && !IsByteArray(source)) {
    return RaiseTypeError(iso, "int() can't convert non-string with explicit base");
  }
  std::string storage;
  std::string_view text;
  bool is_text;
  if (!NumberSourceText(iso, source, &storage, &text, &is_text)) return Failure{};
  return ParseInt(iso, text, static_cast<int>(base), source);
}

}  // namespace

Value ParseInt(Isolate* iso, std::string_view text, int base, Value source) {
  std::string_view rest = StripAsciiSpace(text);
  bool negative = false;
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  int digits_base = base;
  bool zero_only = false;  // "0123" is no literal, "000" is
  if (const int prefix = PrefixBase(rest); prefix != 0 && (base == 0 || base == prefix)) {
    digits_base = prefix;
    rest.remove_prefix(2);
    if (!rest.empty() && rest[0] == '_') rest.remove_prefix(1);
  } else if (base == 0) {
    digits_base = 10;
    zero_only = !rest.empty() && rest[0] == '0';
  }
  bool valid = !rest.empty() && DigitValue(rest[0]) < digits_base;
  Value result;
  if (valid) result = IntFromText(iso, rest, digits_base, &valid);
  if (valid && !result) return Failure{};
  if (!valid || (zero_only && IntSign(result) != 0)) return RaiseInvalidLiteral(iso, base, source);
  return negative ? IntNeg(iso, result) : result;
}

Value NumberToInt(Isolate* iso, Value v) {
  const Value result = TryNumberToInt(iso, v);
  if (result || iso->HasPending()) return result;
  return RaiseF(iso, ExceptionId::kTypeError,
                "int() argument must be a string, a bytes-like object or a real number, not "
                "'%.200s'",
                TypeName(iso, v));
}

Value ToInt(Isolate* iso, Value v) {
  const Value number = TryNumberToInt(iso, v);
  if (number || iso->HasPending()) return number;
  std::string storage;
  std::string_view text;
  bool is_text;
  if (NumberSourceText(iso, v, &storage, &text, &is_text)) return ParseInt(iso, text, 10, v);
  return NumberToInt(iso, v);
}

Value IntNew(Isolate* iso, Value* args, size_t) {
  Type* cls = args[0].As<Type>();
  const Value x = args[1], base = args[2];
  Value result;
  if (!x) {
    if (base) return RaiseTypeError(iso, "int() missing string argument");
    result = Value::Int(0);
  } else {
    result = base ? IntWithBase(iso, x, base) : ToInt(iso, x);
  }
  if (!result || cls == iso->type(ObjectKind::kInt)) return result;
  return NewIntInstance(iso, cls, result);
}

}  // namespace krait
