// The text of numbers in a given format, before padding.
#ifndef KRAIT_RUNTIME_NUMBER_NUMBER_FORMAT_H_
#define KRAIT_RUNTIME_NUMBER_NUMBER_FORMAT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace krait {

class Isolate;
struct FormatSpec;
struct Str;

enum DoubleFormatFlags : unsigned {
  kAlternateForm = 1,   // keep the point, and trailing zeros for g
  kAddDotZero = 2,      // a finite result shows that it is a float
  kNoNegativeZero = 4,  // "-0.0" loses its sign
};
// `type` is one of e E f F g G, or r for repr (`precision` is ignored). A sign only when negative.
std::string FormatDouble(double d, char type, int precision, unsigned flags);

// A number cut into what padding and grouping treat differently.
struct NumberParts {
  char sign = 0;            // '-', '+', ' ' or 0
  std::string_view prefix;  // "0x"
  std::string_view digits;  // grouped
  std::string_view rest;    // point, fraction, exponent, '%', or "inf"
};
// Applies sign, grouping, fill, width. Null with an exception pending when the result would be too
// large.
Str* LayOutNumber(Isolate* iso, const FormatSpec& spec, NumberParts parts);
// Cuts what FormatDouble returned.
NumberParts CutDouble(std::string_view text);
// '-' when negative, otherwise what the specification asks for, or 0.
char SignCharacter(bool negative, char sign_option);
// `digits` with separators, extended by zeros to at least `min_width` characters.
std::string GroupDigits(std::string_view digits, char separator, int group, int64_t min_width);

// Refuses results that no string can hold before any of it is made: false with an exception.
bool CheckTextSize(Isolate* iso, int64_t bytes);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_NUMBER_FORMAT_H_
