// Floats as text: the shortest repr, and parsing.
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/number_text.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// repr() changes to exponents at and above this many digits before the point, and below 1e-4.
constexpr int kMaxPlainPoint = 16;
constexpr int kMinPlainPoint = -4;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Lower-case `word` at the start of `text`, in any case.
bool StartsWithWord(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); i++) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && IsDigit(text[at])) at++;
  return at;
}

// The length of "12.5e-3" at the start of the text; 0: none.
size_t DecimalLength(std::string_view text) {
  const size_t whole = SkipDigits(text, 0);
  size_t end = whole;
  size_t digits = whole;
  if (end < text.size() && text[end] == '.') {
    const size_t fraction = SkipDigits(text, end + 1);
    digits += fraction - end - 1;
    end = fraction;
  }
  if (digits == 0) return 0;
  if (end < text.size() && (text[end] | 0x20) == 'e') {
    size_t exponent = end + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) exponent++;
    const size_t exponent_end = SkipDigits(text, exponent);
    if (exponent_end > exponent) end = exponent_end;
  }
  return end;
}

// Is the number, known to be out of range, too large (rather than too small)?
bool IsHuge(std::string_view decimal) {
  int64_t point = 0;  // of the first non-zero digit: 1 for 1.0, 0 for 0.1
  bool seen_point = false, seen_digit = false;
  size_t i = 0;
  for (; i < decimal.size() && (decimal[i] | 0x20) != 'e'; i++) {
    if (decimal[i] == '.') {
      seen_point = true;
    } else {
      seen_digit |= decimal[i] != '0';
      if (seen_digit && !seen_point) point++;
      if (!seen_digit && seen_point) point--;
    }
  }
  if (i >= decimal.size()) return point > 0;
  const bool negative = decimal[i + 1] == '-';
  int64_t exponent = 0;
  for (i += 1; i < decimal.size(); i++) {
    if (IsDigit(decimal[i]) && exponent < (int64_t{1} << 50)) {
      exponent = exponent * 10 + (decimal[i] - '0');
    }
  }
  return point + (negative ? -exponent : exponent) > 0;
}

// Removes underscores that stand between digits; false when one stands elsewhere.
bool RemoveUnderscores(std::string_view text, std::string* plain) {
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '_') {
      *plain += text[i];
    } else if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])) {
      return false;
    }
  }
  return true;
}

}  // namespace

size_t FloatRepr(double d, char* buffer) {
  char* out = buffer;
  if (std::isnan(d)) return std::memcpy(out, "nan", 3), 3;
  if (std::signbit(d)) *out++ = '-';
  if (std::isinf(d)) return std::memcpy(out, "inf", 3), out + 3 - buffer;
  // "d.ddde-xx" gives the digits and the exponent.
  char text[kMaxFloatRepr];
  const char* end =
      std::to_chars(text, text + sizeof(text), std::fabs(d), std::chars_format::scientific).ptr;
  const char* e = static_cast<const char*>(std::memchr(text, 'e', end - text));
  char digits[24];
  int count = 0;
  for (const char* p = text; p < e; p++) {
    if (*p != '.') digits[count++] = *p;
  }
  int exponent = 0;
  for (const char* p = e + 2; p < end; p++) exponent = exponent * 10 + (*p - '0');
  const int point = 1 + (e[1] == '-' ? -exponent : exponent);  // 0.ddd * 10**point
  if (point <= kMinPlainPoint || point > kMaxPlainPoint) {
    *out++ = digits[0];
    if (count > 1) {
      *out++ = '.';
      out = static_cast<char*>(std::memcpy(out, digits + 1, count - 1)) + count - 1;
    }
    out = static_cast<char*>(std::memcpy(out, e, end - e)) + (end - e);
    return out - buffer;
  }
  if (point <= 0) {
    out = static_cast<char*>(std::memcpy(out, "0.", 2)) + 2;
    for (int i = point; i < 0; i++) *out++ = '0';
    out = static_cast<char*>(std::memcpy(out, digits, count)) + count;
    return out - buffer;
  }
  for (int i = 0; i < point; i++) *out++ = i < count ? digits[i] : '0';
  *out++ = '.';
  if (count <= point) *out++ = '0';
  for (int i = point; i < count; i++) *out++ = digits[i];
  return out - buffer;
}

Str* FloatToStr(Isolate* iso, double d) {
  char buffer[kMaxFloatRepr];
  return Str::NewAscii(iso, {buffer, FloatRepr(d, buffer)});
}

size_t ParseFloatPrefix(std::string_view text, double* result) {
  const bool has_sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const std::string_view body = text.substr(has_sign);
  size_t length;
  if (StartsWithWord(body, "inf")) {
    length = StartsWithWord(body, "infinity") ? 8 : 3;
    *result = HUGE_VAL;
  } else if (StartsWithWord(body, "nan")) {
    length = 3;
    *result = std::numeric_limits<double>::quiet_NaN();
  } else {
    length = DecimalLength(body);
    if (length == 0) return 0;
    const char* begin = body.data();
    *result = 0.0;
    const auto parsed = std::from_chars(begin, begin + length, *result);
    if (parsed.ec == std::errc::result_out_of_range) {
      *result = IsHuge(body.substr(0, length)) ? HUGE_VAL : 0.0;
    }
  }
  if (has_sign && text[0] == '-') *result = -*result;
  return length + has_sign;
}

bool ParseFloat(std::string_view text, double* result) {
  text = StripAsciiSpace(text);
  std::string plain;
  if (text.find('_') != text.npos) {
    if (!RemoveUnderscores(text, &plain)) return false;
    text = plain;
  }
  const size_t length = ParseFloatPrefix(text, result);
  return length != 0 && length == text.size();
}

}  // namespace krait
