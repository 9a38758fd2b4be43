#include "runtime/number/float_hex.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "runtime/number/number_text.h"

namespace krait {
namespace {

// What an exponent is clamped to: far beyond any double, far from overflow of int64.
constexpr int64_t kExponentBound = int64_t{1} << 50;

struct HexNumber {
  uint64_t mantissa = 0;  // the first 16 significant digits
  bool sticky = false;    // a non-zero digit follows them
  int64_t exponent = 0;   // of two, for the mantissa as an integer
  bool any_digit = false;
};

// "[0x]hh.hhh"; leaves `text` behind it.
void ReadHexDigits(std::string_view* text, HexNumber* number) {
  bool point = false;
  while (!text->empty()) {
    const char c = text->front();
    if (c == '.' && !point) {
      point = true;
    } else if (const int digit = DigitValue(c); digit < 16) {
      number->any_digit = true;
      if (number->mantissa >> 60 == 0) {
        number->mantissa = number->mantissa << 4 | static_cast<uint64_t>(digit);
        if (point) number->exponent -= 4;
      } else {
        number->sticky |= digit != 0;
        if (!point) number->exponent += 4;
      }
    } else {
      break;
    }
    text->remove_prefix(1);
  }
}

// "p-12"; false when 'p' has no digits behind it.
bool ReadBinaryExponent(std::string_view* text, int64_t* exponent) {
  *exponent = 0;
  if (text->empty() || (text->front() | 0x20) != 'p') return true;
  text->remove_prefix(1);
  bool negative = false;
  if (!text->empty() && (text->front() == '+' || text->front() == '-')) {
    negative = text->front() == '-';
    text->remove_prefix(1);
  }
  bool any = false;
  while (!text->empty() && DigitValue(text->front()) < 10) {
    any = true;
    if (*exponent < kExponentBound) *exponent = *exponent * 10 + DigitValue(text->front());
    text->remove_prefix(1);
  }
  if (negative) *exponent = -*exponent;
  return any;
}

// mantissa * 2**exponent rounded to nearest, halves to even; infinite when too large.
double Scale(HexNumber n) {
  if (n.mantissa == 0) return 0.0;
  const int zeros = std::countl_zero(n.mantissa);
  n.mantissa <<= zeros;
  n.exponent -= zeros;
  if (n.exponent > 1024) return HUGE_VAL;
  if (n.exponent + 64 < -1075) return 0.0;
  const int64_t precision = std::min<int64_t>(53, 64 + n.exponent + 1074);
  const int drop = static_cast<int>(64 - precision);  // 11..65
  if (drop > 64) return 0.0;
  uint64_t kept = drop == 64 ? 0 : n.mantissa >> drop;
  const uint64_t half = uint64_t{1} << (drop - 1);
  const uint64_t low = drop == 64 ? n.mantissa : n.mantissa & ((uint64_t{1} << drop) - 1);
  if (low > half || (low == half && (n.sticky || (kept & 1) != 0))) kept++;
  return std::ldexp(static_cast<double>(kept), static_cast<int>(n.exponent + drop));
}

bool EqualsWord(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < text.size(); i++) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

}  // namespace

std::string FloatToHex(double d) {
  if (std::isnan(d)) return "nan";
  std::string text = std::signbit(d) ? "-" : "";
  if (std::isinf(d)) return text + "inf";
  const auto bits = std::bit_cast<uint64_t>(std::fabs(d));
  const int biased = static_cast<int>(bits >> 52);
  const uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  if (bits == 0) return text + "0x0.0p+0";
  text += biased == 0 ? "0x0." : "0x1.";
  for (int shift = 48; shift >= 0; shift -= 4) text += "0123456789abcdef"[fraction >> shift & 15];
  const int exponent = (biased == 0 ? 1 : biased) - 1023;
  text += exponent < 0 ? "p-" : "p+";
  return text + std::to_string(std::abs(exponent));
}

HexResult FloatFromHex(std::string_view text, double* result) {
  text = StripAsciiSpace(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (EqualsWord(text, "inf") || EqualsWord(text, "infinity")) {
    *result = HUGE_VAL;
  } else if (EqualsWord(text, "nan")) {
    *result = std::numeric_limits<double>::quiet_NaN();
  } else {
    if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);
    HexNumber number;
    int64_t exponent;
    ReadHexDigits(&text, &number);
    if (!number.any_digit || !ReadBinaryExponent(&text, &exponent) || !text.empty()) {
      return HexResult::kInvalid;
    }
    number.exponent += exponent;
    *result = Scale(number);
    if (std::isinf(*result)) return HexResult::kOverflow;
  }
  if (negative) *result = -*result;
  return HexResult::kOk;
}

}  // namespace krait
