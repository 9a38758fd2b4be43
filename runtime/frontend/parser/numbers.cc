// Numeric literals.

#include <charconv>
#include <limits>
#include <string>

#include "runtime/frontend/parser/literals.h"

namespace krait::frontend {

namespace {

std::string WithoutUnderscores(std::string_view text) {
  std::string digits;
  digits.reserve(text.size());
  for (char c : text) {
    if (c != '_') digits.push_back(c);
  }
  return digits;
}

std::string_view StripZeros(std::string_view digits) {
  size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view("0") : digits.substr(first);
}

// Regroups the bits of octal or binary digits into hexadecimal digits.
std::string ToHexDigits(std::string_view digits, int bits_per_digit) {
  std::string hex;
  unsigned pending = 0;
  int pending_bits = 0;
  for (size_t i = digits.size(); i-- > 0;) {
    pending |= static_cast<unsigned>(digits[i] - '0') << pending_bits;
    pending_bits += bits_per_digit;
    for (; pending_bits >= 4; pending_bits -= 4, pending >>= 4) {
      hex.push_back("0123456789abcdef"[pending & 15]);
    }
  }
  if (pending_bits > 0) hex.push_back("0123456789abcdef"[pending & 15]);
  return {hex.rbegin(), hex.rend()};
}

void SetBigInt(AstArena& arena, Constant* constant, std::string_view digits, uint8_t base) {
  constant->type = ConstantKind::kBigInt;
  constant->base = base;
  constant->text = arena.CopyString(digits);
}

void SetRadixInt(AstArena& arena, Constant* constant, std::string_view digits, int bits) {
  digits = StripZeros(digits);
  uint64_t value = 0;
  auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, 1 << bits);
  if (parsed.ec == std::errc() && value <= std::numeric_limits<int64_t>::max()) {
    constant->type = ConstantKind::kInt;
    constant->int_value = static_cast<int64_t>(value);
    return;
  }
  std::string hex;
  if (bits == 4) {
    for (char c : digits) hex.push_back(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
  } else {
    hex = ToHexDigits(digits, bits);
  }
  SetBigInt(arena, constant, StripZeros(hex), 16);
}

// A decimal that overflows or underflows: which of the two follows from where its first digit is.
double OutOfRangeValue(std::string_view text) {
  size_t exponent_at = text.find_first_of("eE");
  long exponent = 0;
  bool negative = false;
  if (exponent_at != std::string_view::npos) {
    std::string_view digits = text.substr(exponent_at + 1);
    negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (parsed.ec != std::errc()) exponent = std::numeric_limits<long>::max() / 2;
    text = text.substr(0, exponent_at);
  }
  size_t point = text.find('.');
  size_t first = text.find_first_of("123456789");
  if (first == std::string_view::npos) return 0;
  long magnitude = static_cast<long>(point == std::string_view::npos ? text.size() : point) -
                   static_cast<long>(first);
  magnitude += negative ? -exponent : exponent;
  return magnitude > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

double ParseDouble(std::string_view text) {
  double value = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc::result_out_of_range ? OutOfRangeValue(text) : value;
}

bool SetDecimalInt(ParseSession& session, const SourceUnit& unit, const Token& token,
                   size_t fetched, std::string_view digits, Constant* constant) {
  constant->type = ConstantKind::kInt;
  auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), constant->int_value);
  if (parsed.ec == std::errc()) return true;
  const auto limit = static_cast<size_t>(session.options().max_int_digits);
  if (limit > 0 && digits.size() > limit) {
    session.RaiseAt(
        unit, fetched, ErrorType::kSyntaxError, {token.lineno, -1, token.end_lineno, -1},
        "Exceeds the limit (" + std::to_string(limit) +
            " digits) for integer string conversion: value has " + std::to_string(digits.size()) +
            " digits; use sys.set_int_max_str_digits() to increase the limit - "
            "Consider hexadecimal for huge integer literals to avoid decimal "
            "conversion limits.");
    return false;
  }
  SetBigInt(session.arena(), constant, StripZeros(digits), 10);
  return true;
}

}  // namespace

Constant* ParseNumber(ParseSession& session, const SourceUnit& unit, const Token& token,
                      size_t fetched) {
  std::string_view text = unit.TokenText(token);
  std::string stripped;
  if (text.find('_') != std::string_view::npos) {
    stripped = WithoutUnderscores(text);
    text = stripped;
  }
  auto* constant = session.arena().New<Constant>(token);
  const char marker = text.size() > 2 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : 0;
  if (marker == 'x' || marker == 'o' || marker == 'b') {
    SetRadixInt(session.arena(), constant, text.substr(2),
                marker == 'x'   ? 4
                : marker == 'o' ? 3
                                : 1);
  } else if ((text.back() | 0x20) == 'j') {
    constant->type = ConstantKind::kComplex;
    constant->float_value = ParseDouble(text.substr(0, text.size() - 1));
  } else if (text.find_first_of(".eE") != std::string_view::npos) {
    constant->type = ConstantKind::kFloat;
    constant->float_value = ParseDouble(text);
  } else if (!SetDecimalInt(session, unit, token, fetched, text, constant)) {
    return nullptr;
  }
  return constant;
}

}  // namespace krait::frontend
