// Text that int(), float() and complex() read, brought to a plain form first.
#ifndef KRAIT_RUNTIME_NUMBER_NUMBER_TEXT_H_
#define KRAIT_RUNTIME_NUMBER_NUMBER_TEXT_H_

#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;

// The value of an ASCII digit or letter as a digit of base 36; a large number for anything else.
inline int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'z') return lower - 'a' + 10;
  return 255;
}

inline bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
// Without ASCII white space at either end.
std::string_view StripAsciiSpace(std::string_view text);

// For text that is not ASCII: digits of all scripts become ASCII ones, white space becomes ' ', all
// other characters '?'.
std::string PlainNumberText(std::string_view utf8);

// The text of a str, bytes, bytearray or other buffer. False, without an exception, for anything
// else. `is_text` tells str from the rest.
bool NumberSourceText(Isolate* iso, Value v, std::string* storage, std::string_view* text,
                      bool* is_text);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_NUMBER_TEXT_H_
