// Python's repr() of ints, floats, complex numbers, str and bytes.

#include "runtime/frontend/constant_repr.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "runtime/frontend/utf8.h"

namespace krait::frontend {

namespace {

char ChooseQuote(std::string_view text) {
  return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos
             ? '"'
             : '\'';
}

// The escapes that str and bytes share; false if `c` is not one of them.
bool AppendCommonEscape(uint32_t c, char quote, std::string* out) {
  switch (c) {
    case '\\':
      *out += "\\\\";
      return true;
    case '\n':
      *out += "\\n";
      return true;
    case '\r':
      *out += "\\r";
      return true;
    case '\t':
      *out += "\\t";
      return true;
  }
  if (c != static_cast<unsigned char>(quote)) return false;
  *out += '\\';
  *out += quote;
  return true;
}

void AppendHexEscape(uint32_t c, std::string* out) {
  char buffer[16];
  const char* format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
  std::snprintf(buffer, sizeof buffer, format, c);
  *out += buffer;
}

std::string BytesRepr(std::string_view bytes) {
  const char quote = ChooseQuote(bytes);
  std::string out = std::string("b") + quote;
  for (unsigned char c : bytes) {
    if (AppendCommonEscape(c, quote, &out)) continue;
    if (c < 0x20 || c >= 0x7F) {
      AppendHexEscape(c, &out);
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + quote;
}

// Shortest digits that read back the same; an exponent outside of 1e-4 .. 1e16.
std::string FloatDigits(double value, bool add_point) {
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  if (std::isnan(value)) return "nan";
  char buffer[64];
  auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string_view scientific(buffer, static_cast<size_t>(end - buffer));
  int exponent = std::atoi(std::string(scientific.substr(scientific.find('e') + 1)).c_str());
  if (exponent < -4 || exponent >= 16) return std::string(scientific);
  end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  std::string fixed(buffer, end);
  if (add_point && fixed.find('.') == std::string::npos) fixed += ".0";
  return fixed;
}

// Base conversion by repeated division; dumps have no need for speed.
std::string HexToDecimal(std::string_view hex) {
  std::vector<uint32_t> limbs;  // base 10^9, least significant first
  for (char c : hex) {
    uint64_t carry = static_cast<uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    for (uint32_t& limb : limbs) {
      carry += static_cast<uint64_t>(limb) * 16;
      limb = static_cast<uint32_t>(carry % 1000000000);
      carry /= 1000000000;
    }
    if (carry != 0) limbs.push_back(static_cast<uint32_t>(carry));
  }
  if (limbs.empty()) return "0";
  std::string out = std::to_string(limbs.back());
  for (size_t i = limbs.size() - 1; i-- > 0;) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%09u", limbs[i]);
    out += buffer;
  }
  return out;
}

std::string ComplexRepr(double real, double imaginary) {
  if (real == 0 && !std::signbit(real)) return FloatDigits(imaginary, false) + "j";
  std::string sign = std::signbit(imaginary) ? "" : "+";
  return "(" + FloatDigits(real, false) + sign + FloatDigits(imaginary, false) + "j)";
}

std::string ItemReprs(const Constant& constant) {
  std::string out;
  for (const Constant* item : constant.items) {
    if (!out.empty()) out += ", ";
    out += ConstantRepr(*item);
  }
  return out;
}

}  // namespace

std::string StrRepr(std::string_view text) {
  const char quote = ChooseQuote(text);
  std::string out(1, quote);
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const char* character = at;
    uint32_t c = DecodeCodePoint(&at);
    if (AppendCommonEscape(c, quote, &out)) continue;
    if (c < 0x7F ? c >= 0x20 : IsPrintable(c)) {
      out.append(character, at);
    } else {
      AppendHexEscape(c, &out);
    }
  }
  return out + quote;
}

std::string ConstantRepr(const Constant& constant) {
  switch (constant.type) {
    case ConstantKind::kNone:
      return "None";
    case ConstantKind::kFalse:
      return "False";
    case ConstantKind::kTrue:
      return "True";
    case ConstantKind::kEllipsis:
      return "Ellipsis";
    case ConstantKind::kInt:
      return std::to_string(constant.int_value);
    case ConstantKind::kBigInt:
      if (constant.base != 16) return std::string(constant.text);
      if (constant.text.starts_with('-')) return '-' + HexToDecimal(constant.text.substr(1));
      return HexToDecimal(constant.text);
    case ConstantKind::kFloat:
      return FloatDigits(constant.float_value, true);
    case ConstantKind::kComplex:
      return ComplexRepr(constant.real_value, constant.float_value);
    case ConstantKind::kStr:
      return StrRepr(constant.text);
    case ConstantKind::kBytes:
      return BytesRepr(constant.text);
    case ConstantKind::kTuple:
      return "(" + ItemReprs(constant) + (constant.items.size() == 1 ? ",)" : ")");
    case ConstantKind::kFrozenSet:
      return constant.items.empty() ? "frozenset()" : "frozenset({" + ItemReprs(constant) + "})";
  }
  return "";
}

}  // namespace krait::frontend
