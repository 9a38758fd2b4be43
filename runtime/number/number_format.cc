#include "runtime/number/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/format_spec.h"
#include "runtime/object/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

// A fixed-point double has up to 309 digits before the point.
constexpr int kMaxWholeDigits = 309;
constexpr int kMinPlainPoint = -4;  // g uses an exponent at and below 0.ddd * 10**-4

std::string ToChars(double d, std::chars_format format, int precision) {
  std::string text(static_cast<size_t>(precision) + kMaxWholeDigits + 16, '\0');
  char* end = std::to_chars(text.data(), text.data() + text.size(), d, format, precision).ptr;
  text.resize(end - text.data());
  return text;
}

// "%e" and "%f" as C has them, with the point that the alternate form keeps.
std::string FormatPlain(double d, char type, int precision, unsigned flags) {
  const bool scientific = type == 'e';
  std::string text =
      ToChars(d, scientific ? std::chars_format::scientific : std::chars_format::fixed, precision);
  if (precision == 0 && (flags & kAlternateForm) != 0) {
    const size_t e = text.find('e');
    text.insert(e == text.npos ? text.size() : e, ".");
  }
  return text;
}

// `precision` significant digits, with an exponent where the number is very large or small.
std::string FormatGeneral(double d, int precision, unsigned flags) {
  precision = std::max(precision, 1);
  std::string text = ToChars(d, std::chars_format::scientific, precision - 1);
  const size_t e = text.find('e');
  std::string digits;
  for (size_t i = 0; i < e; i++) {
    if (text[i] != '.') digits += text[i];
  }
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(),
                  exponent);
  const bool alternate = (flags & kAlternateForm) != 0;
  const bool dot_zero = (flags & kAddDotZero) != 0;
  if (!alternate) digits.resize(std::max<size_t>(1, digits.find_last_not_of('0') + 1));
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // 0.ddd * 10**point
  if (point <= kMinPlainPoint || point > precision - (dot_zero ? 1 : 0)) {
    std::string result = digits.substr(0, 1);
    if (count > 1 || alternate) result += "." + digits.substr(1);
    return result + text.substr(e);
  }
  if (point <= 0) return "0." + std::string(-point, '0') + digits;
  if (count > point) return digits.substr(0, point) + "." + digits.substr(point);
  digits.append(point - count, '0');
  if (dot_zero) return digits + ".0";
  return alternate ? digits + "." : digits;
}

std::string FormatRepr(double d, unsigned flags) {
  char buffer[kMaxFloatRepr];
  std::string text(buffer, FloatRepr(d, buffer));
  if ((flags & kAddDotZero) == 0 && text.ends_with(".0")) text.resize(text.size() - 2);
  if ((flags & kAlternateForm) != 0 && text.find('.') == text.npos) {
    const size_t e = text.find('e');
    text.insert(e == text.npos ? text.size() : e, ".");
  }
  return text;
}

void AppendFill(std::string* out, int64_t count, uint32_t fill) {
  char bytes[4];
  const int size = utf8::Encode(fill, bytes);
  if (size == 1) {
    out->append(static_cast<size_t>(count), bytes[0]);
    return;
  }
  for (int64_t i = 0; i < count; i++) out->append(bytes, size);
}

struct Padding {
  int64_t left = 0, inner = 0, right = 0;
};

Padding PaddingFor(char align, int64_t count) {
  switch (align) {
    case '<':
      return {.right = count};
    case '^':
      return {.left = count / 2, .right = count - count / 2};
    case '=':
      return {.inner = count};
    default:
      return {.left = count};
  }
}

}  // namespace

bool CheckTextSize(Isolate* iso, int64_t bytes) {
  constexpr int64_t kUnchecked = 1 << 16;
  if (bytes <= kUnchecked) return true;
  const auto size = static_cast<size_t>(bytes);
  if (bytes > Str::kMaxBytes || !iso->heap().TryAccountExternal(gc::Category::kBuffers, size)) {
    return RaiseMemoryError(iso);
  }
  iso->heap().AccountExternal(gc::Category::kBuffers, -bytes);
  return true;
}

std::string FormatDouble(double d, char type, int precision, unsigned flags) {
  const bool upper = type >= 'A' && type <= 'Z';
  const char lower = static_cast<char>(type | 0x20);
  const double magnitude = std::fabs(d);
  bool negative = std::signbit(d) && !std::isnan(d);
  std::string text;
  if (std::isnan(d)) {
    text = "nan";
  } else if (std::isinf(d)) {
    text = "inf";
  } else if (lower == 'r') {
    text = FormatRepr(magnitude, flags);
  } else if (lower == 'g') {
    text = FormatGeneral(magnitude, precision, flags);
  } else {
    text = FormatPlain(magnitude, lower, precision, flags);
  }
  if (negative && (flags & kNoNegativeZero) != 0 && std::isfinite(d)) {
    negative = text.substr(0, text.find('e')).find_first_of("123456789") != text.npos;
  }
  if (negative) text.insert(0, "-");
  if (upper) {
    for (char& c : text) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
  }
  return text;
}

char SignCharacter(bool negative, char sign_option) {
  if (negative) return '-';
  return sign_option == '+' || sign_option == ' ' ? sign_option : 0;
}

NumberParts CutDouble(std::string_view text) {
  NumberParts parts;
  if (!text.empty() && text[0] == '-') {
    parts.sign = '-';
    text.remove_prefix(1);
  }
  size_t whole = 0;
  while (whole < text.size() && text[whole] >= '0' && text[whole] <= '9') whole++;
  parts.digits = text.substr(0, whole);
  parts.rest = text.substr(whole);
  return parts;
}

std::string GroupDigits(std::string_view digits, char separator, int group, int64_t min_width) {
  auto count = static_cast<int64_t>(digits.size());
  if (separator == 0) {
    const int64_t zeros = std::max<int64_t>(0, min_width - count);
    return std::string(static_cast<size_t>(zeros), '0').append(digits);
  }
  // n digits take n + (n - 1) / group characters; a separator never comes first.
  while (count + (count - 1) / group < min_width) {
    const int64_t short_by = min_width - count - (count - 1) / group;
    count += std::max<int64_t>(1, short_by * group / (group + 1));
  }
  const int64_t zeros = count - static_cast<int64_t>(digits.size());
  std::string out;
  out.reserve(static_cast<size_t>(count + count / group));
  for (int64_t i = 0; i < count; i++) {
    if (i != 0 && (count - i) % group == 0) out += separator;
    out += i < zeros ? '0' : digits[static_cast<size_t>(i - zeros)];
  }
  return out;
}

Str* LayOutNumber(Isolate* iso, const FormatSpec& spec, NumberParts parts) {
  const size_t fixed = (parts.sign != 0) + parts.prefix.size() + parts.rest.size();
  const int group =
      spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
  const int64_t bound = std::max<int64_t>(spec.width, fixed + 2 * parts.digits.size());
  if (!CheckTextSize(iso, bound > Str::kMaxBytes ? bound : bound * 4)) return nullptr;
  std::string grouped;
  const bool zero_fill = spec.fill == '0' && spec.align == '=';
  if (!parts.digits.empty() && (spec.grouping != 0 || zero_fill)) {
    const int64_t min_width = zero_fill ? spec.width - static_cast<int64_t>(fixed) : 0;
    grouped = GroupDigits(parts.digits, spec.grouping, group, min_width);
    parts.digits = grouped;
  }
  const size_t length = fixed + parts.digits.size();
  const Padding padding =
      PaddingFor(spec.align, std::max<int64_t>(0, spec.width - static_cast<int64_t>(length)));
  std::string out;
  out.reserve(std::max<size_t>(length, spec.width > 0 ? spec.width : 0));
  AppendFill(&out, padding.left, spec.fill);
  if (parts.sign != 0) out += parts.sign;
  out += parts.prefix;
  AppendFill(&out, padding.inner, spec.fill);
  out += parts.digits;
  out += parts.rest;
  AppendFill(&out, padding.right, spec.fill);
  return Str::New(iso, out);
}

}  // namespace krait
