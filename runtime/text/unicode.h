// Properties of characters, as Python's str methods and unicodedata see them (Unicode 14): what
// utf8proc knows, corrected by unicode_tables.cc. Pure functions.
#ifndef KRAIT_RUNTIME_TEXT_UNICODE_H_
#define KRAIT_RUNTIME_TEXT_UNICODE_H_

#include <cstdint>

namespace krait::unicode {

// A general category (utf8proc_category_t), and its two letters.
int Category(uint32_t c);
const char* CategoryName(uint32_t c);

bool IsAlpha(uint32_t c);
bool IsDecimal(uint32_t c);
bool IsDigit(uint32_t c);
bool IsNumeric(uint32_t c);
bool IsAlnum(uint32_t c);
bool IsLower(uint32_t c);
bool IsUpper(uint32_t c);
bool IsTitle(uint32_t c);
bool IsCased(uint32_t c);
bool IsCaseIgnorable(uint32_t c);
bool IsPrintable(uint32_t c);
bool IsIdentifierStart(uint32_t c);
bool IsIdentifierContinue(uint32_t c);
bool IsAssigned(uint32_t c);

bool IsSpaceSlow(uint32_t c);
inline bool IsSpace(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
  return IsSpaceSlow(c);
}
inline bool IsLineBreak(uint32_t c) {
  return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// -1: none. Numeric values are fractions.
int DecimalValue(uint32_t c);
int DigitValue(uint32_t c);
bool NumericValue(uint32_t c, double* value);

// Full case mappings: at most three code points, their number is returned.
inline constexpr int kMaxCaseLength = 3;
int ToUpper(uint32_t c, uint32_t* out);
int ToLower(uint32_t c, uint32_t* out);
int ToTitle(uint32_t c, uint32_t* out);
int ToFolded(uint32_t c, uint32_t* out);

}  // namespace krait::unicode

#endif  // KRAIT_RUNTIME_TEXT_UNICODE_H_
