// Parsing of format specifications, padding, and the formats of int, float and complex.
#include "runtime/number/format_spec.h"

#include <climits>
#include <cmath>
#include <cstdio>

#include "runtime/isolate.h"
#include "runtime/number/complex.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/number/number_format.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr int kDefaultPrecision = 6;

bool IsAlignment(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads a specification code point by code point.
class SpecReader {
 public:
  explicit SpecReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool AtEnd() const { return at_ == end_; }
  uint32_t Peek() const { return AtEnd() ? 0 : utf8::At(at_); }
  // The character behind the next one, or 0.
  uint32_t PeekSecond() const {
    if (AtEnd()) return 0;
    const char* p = at_;
    utf8::Next(p);
    return p == end_ ? 0 : utf8::At(p);
  }
  uint32_t Take() { return utf8::Next(at_); }
  bool TakeIf(uint32_t c) {
    if (Peek() != c || AtEnd()) return false;
    Take();
    return true;
  }
  // Decimal digits of any script; -1 when there are none. False when the number is too large.
  bool TakeNumber(int64_t* number) {
    *number = -1;
    for (int digit; !AtEnd() && (digit = unicode::DecimalValue(Peek())) >= 0; Take()) {
      if (*number < 0) *number = 0;
      if (__builtin_mul_overflow(*number, 10, number) ||
          __builtin_add_overflow(*number, digit, number)) {
        return false;
      }
    }
    return true;
  }

 private:
  const char* at_;
  const char* end_;
};

Failure RaiseTooManyDigits(Isolate* iso) {
  return RaiseValueError(iso, "Too many decimal digits in format string");
}
Failure RaiseBothSeparators(Isolate* iso) {
  return RaiseValueError(iso, "Cannot specify both ',' and '_'.");
}

// 'x', or '\x1f' for what cannot be shown.
std::string QuotedCode(uint32_t code) {
  char text[16];
  std::snprintf(text, sizeof(text), code > 32 && code < 128 ? "'%c'" : "'\\x%x'", code);
  return text;
}

void ReadAlignment(SpecReader* in, FormatSpec* spec) {
  if (IsAlignment(in->PeekSecond())) {
    spec->fill = in->Take();
    spec->has_fill = true;
  }
  if (IsAlignment(in->Peek())) {
    spec->align = static_cast<char>(in->Take());
    spec->has_align = true;
  }
}

bool ReadGrouping(Isolate* iso, SpecReader* in, FormatSpec* spec) {
  if (in->TakeIf(',')) spec->grouping = ',';
  if (in->TakeIf('_')) {
    if (spec->grouping != 0) return RaiseBothSeparators(iso);
    spec->grouping = '_';
  }
  if (in->Peek() == ',' && spec->grouping == '_') return RaiseBothSeparators(iso);
  return true;
}

bool CheckGrouping(Isolate* iso, const FormatSpec& spec) {
  switch (spec.type) {
    case 0:
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'F':
    case 'G':
    case '%':
      return true;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.grouping == '_') return true;
  }
  return RaiseValueError(iso, std::string("Cannot specify '") + spec.grouping + "' with " +
                                  QuotedCode(spec.type) + ".");
}

Value PlainText(Isolate* iso, Value v) { return Value::Object(ToStr(iso, v)); }

Value FormatCharacter(Isolate* iso, Value v, const FormatSpec& spec) {
  if (spec.sign != 0) {
    return RaiseValueError(iso, "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    return RaiseValueError(iso, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t code;
  if (!IntToInt64(v, &code)) {
    return RaiseOverflowError(iso, "Python int too large to convert to C long");
  }
  if (code < 0 || code > utf8::kMaxCodePoint) {
    return RaiseOverflowError(iso, "%c arg not in range(0x110000)");
  }
  char bytes[4];
  const size_t size = utf8::Encode(static_cast<uint32_t>(code), bytes);
  return Value::Object(PadToWidth(iso, spec, {bytes, size}, 1));
}

int BaseOf(uint32_t type) {
  switch (type) {
    case 'b':
      return 2;
    case 'o':
      return 8;
    case 'x':
    case 'X':
      return 16;
  }
  return 10;
}

Value FormatDigits(Isolate* iso, Value v, const FormatSpec& spec) {
  const int base = BaseOf(spec.type);
  const IntLimbs limbs(v);
  if (base == 10 && !CheckDigitsFromBits(iso, limbs.BitLength())) return Failure{};
  const IntDigits digits(iso, limbs, base);
  if (!digits.ok() || (base == 10 && !CheckDigits(iso, digits.size(), false))) return Failure{};
  std::string upper;
  NumberParts parts;
  parts.sign = SignCharacter(limbs.negative(), spec.sign);
  parts.digits = {digits.data(), digits.size()};
  if (spec.type == 'X') {
    upper = parts.digits;
    for (char& c : upper) {
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    }
    parts.digits = upper;
  }
  if (spec.alternate) {
    parts.prefix = base == 2 ? "0b" : base == 8 ? "0o" : spec.type == 'x' ? "0x" : "";
    if (spec.type == 'X') parts.prefix = "0X";
  }
  return Value::Object(LayOutNumber(iso, spec, parts));
}

// Precision and flags that a specification means for doubles.
struct DoubleStyle {
  char type;
  int precision;
  unsigned flags;
  bool percent;
};

bool StyleOf(Isolate* iso, const FormatSpec& spec, DoubleStyle* style) {
  if (spec.precision > INT_MAX) return RaiseValueError(iso, "precision too big");
  style->percent = spec.type == '%';
  style->flags =
      (spec.alternate ? kAlternateForm : 0u) | (spec.no_negative_zero ? kNoNegativeZero : 0u);
  style->type = static_cast<char>(spec.type);
  style->precision = spec.precision < 0 ? kDefaultPrecision : static_cast<int>(spec.precision);
  if (spec.type == 0) {
    style->flags |= kAddDotZero;
    style->type = spec.precision < 0 ? 'r' : 'g';
  } else if (spec.type == 'n') {
    style->type = 'g';
  } else if (spec.type == '%') {
    style->type = 'f';
  }
  return CheckTextSize(iso, style->precision);
}

bool IsFloatCode(uint32_t type) {
  switch (type) {
    case 0:
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n':
    case '%':
      return true;
  }
  return false;
}

Value FormatDoubleWithSpec(Isolate* iso, double d, const FormatSpec& spec) {
  DoubleStyle style;
  if (!StyleOf(iso, spec, &style)) return Failure{};
  std::string text =
      FormatDouble(style.percent ? d * 100 : d, style.type, style.precision, style.flags);
  if (style.percent) text += '%';
  NumberParts parts = CutDouble(text);
  parts.sign = SignCharacter(parts.sign == '-', spec.sign);
  return Value::Object(LayOutNumber(iso, spec, parts));
}

// One half of a complex number: signed and grouped, not padded.
std::string FormatHalf(double d, const FormatSpec& spec, const DoubleStyle& style, char sign) {
  const std::string text = FormatDouble(d, style.type, style.precision, style.flags);
  const NumberParts parts = CutDouble(text);
  std::string out;
  if (const char c = SignCharacter(parts.sign == '-', sign)) out += c;
  out += parts.digits.empty() ? std::string() : GroupDigits(parts.digits, spec.grouping, 3, 0);
  return out.append(parts.rest);
}

}  // namespace

Value RaiseUnknownFormatCode(Isolate* iso, uint32_t code, Value value) {
  return RaiseF(iso, ExceptionId::kValueError, "Unknown format code %s for object of type '%.200s'",
                QuotedCode(code).c_str(), TypeName(iso, value));
}

bool ParseFormatSpec(Isolate* iso, std::string_view text, Value value, char default_type,
                     char default_align, FormatSpec* spec) {
  SpecReader in(text);
  spec->align = default_align;
  spec->type = static_cast<uint32_t>(default_type);
  ReadAlignment(&in, spec);
  if (const uint32_t c = in.Peek(); c == '+' || c == '-' || c == ' ') {
    spec->sign = static_cast<char>(in.Take());
  }
  spec->no_negative_zero = in.TakeIf('z');
  spec->alternate = in.TakeIf('#');
  if (!spec->has_fill && in.TakeIf('0')) {
    spec->fill = '0';
    if (!spec->has_align && default_align == '>') spec->align = '=';
  }
  if (!in.TakeNumber(&spec->width)) return RaiseTooManyDigits(iso);
  if (!ReadGrouping(iso, &in, spec)) return false;
  if (in.TakeIf('.')) {
    if (!in.TakeNumber(&spec->precision)) return RaiseTooManyDigits(iso);
    if (spec->precision < 0) return RaiseValueError(iso, "Format specifier missing precision");
  }
  if (in.PeekSecond() != 0) {
    return RaiseValueError(iso, "Invalid format specifier '" + std::string(text) +
                                    "' for object of type '" + TypeName(iso, value) + "'");
  }
  if (!in.AtEnd()) spec->type = in.Take();
  return spec->grouping == 0 || CheckGrouping(iso, *spec);
}

Str* PadToWidth(Isolate* iso, const FormatSpec& spec, std::string_view body, size_t length) {
  if (spec.width <= static_cast<int64_t>(length)) return Str::New(iso, body);
  FormatSpec plain = spec;
  if (plain.align == '=') plain.align = '>';
  // Everything counts as one piece; its bytes may be more than its characters.
  plain.width += static_cast<int64_t>(body.size() - length);
  NumberParts parts;
  parts.rest = body;
  return LayOutNumber(iso, plain, parts);
}

Value FormatInteger(Isolate* iso, Value v, std::string_view text) {
  if (text.empty()) return PlainText(iso, v);
  FormatSpec spec;
  if (!ParseFormatSpec(iso, text, v, 'd', '>', &spec)) return Failure{};
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      if (spec.precision >= 0) {
        return RaiseValueError(iso, "Precision not allowed in integer format specifier");
      }
      if (spec.no_negative_zero) {
        return RaiseValueError(
            iso, "Negative zero coercion (z) not allowed in integer format specifier");
      }
      return spec.type == 'c' ? FormatCharacter(iso, v, spec) : FormatDigits(iso, v, spec);
  }
  if (!IsFloatCode(spec.type)) return RaiseUnknownFormatCode(iso, spec.type, v);
  double d;
  if (!IntToDouble(iso, v, &d)) return Failure{};
  return FormatDoubleWithSpec(iso, d, spec);
}

Value FormatFloat(Isolate* iso, Value v, std::string_view text) {
  if (text.empty()) return PlainText(iso, v);
  FormatSpec spec;
  if (!ParseFormatSpec(iso, text, v, 0, '>', &spec)) return Failure{};
  if (!IsFloatCode(spec.type)) return RaiseUnknownFormatCode(iso, spec.type, v);
  return FormatDoubleWithSpec(iso, FloatValue(v), spec);
}

Value FormatComplex(Isolate* iso, Value v, std::string_view text) {
  if (text.empty()) return PlainText(iso, v);
  FormatSpec spec;
  if (!ParseFormatSpec(iso, text, v, 0, '>', &spec)) return Failure{};
  if (!IsFloatCode(spec.type) || spec.type == '%') {
    return RaiseUnknownFormatCode(iso, spec.type, v);
  }
  DoubleStyle style;
  if (!StyleOf(iso, spec, &style)) return Failure{};
  if (spec.fill == '0') {
    return RaiseValueError(iso, "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') {
    return RaiseValueError(iso, "'=' alignment flag is not allowed in complex format specifier");
  }
  const ComplexNumber z = v.As<Complex>()->value;
  style.flags &= ~static_cast<unsigned>(kAddDotZero);
  const bool parentheses = spec.type == 0 && (z.real != 0 || std::signbit(z.real));
  std::string body;
  if (spec.type != 0 || parentheses) {
    body = FormatHalf(z.real, spec, style, spec.sign) + FormatHalf(z.imag, spec, style, '+');
  } else {
    body = FormatHalf(z.imag, spec, style, spec.sign);
  }
  body += 'j';
  if (parentheses) body = "(" + body + ")";
  return Value::Object(PadToWidth(iso, spec, body, body.size()));
}

}  // namespace krait
