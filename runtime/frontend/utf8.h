// UTF-8 as the front end needs it: validation with CPython's reasons, tolerant decoding for error
// texts, and the character classes of identifiers.

#ifndef KRAIT_RUNTIME_FRONTEND_UTF8_H_
#define KRAIT_RUNTIME_FRONTEND_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace krait::frontend {

// The first byte sequence of a text that is not UTF-8. `reason` is null if there is none.
struct Utf8Problem {
  const char* reason = nullptr;
  size_t start = 0;  // the offending bytes
  size_t end = 0;
};

Utf8Problem FindUtf8Problem(std::string_view text);

// "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
std::string DescribeUtf8Problem(std::string_view text, const Utf8Problem& problem);

// The text with every undecodable sequence replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

// The number of characters in text, an undecodable sequence counting as one.
size_t CountCharacters(std::string_view text);

// Reads one code point of valid (generalised) UTF-8 and advances *cursor.
uint32_t DecodeCodePoint(const char** cursor);

// Appends a code point; a surrogate becomes three bytes (generalised UTF-8).
void AppendCodePoint(uint32_t code_point, std::string* out);

// Unicode identifiers as in Python: XID_Start (or _) and XID_Continue.
bool IsIdentifierStart(uint32_t code_point);
bool IsIdentifierContinue(uint32_t code_point);

// str.isprintable() of one character.
bool IsPrintable(uint32_t code_point);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_UTF8_H_
