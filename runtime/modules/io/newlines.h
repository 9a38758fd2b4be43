// Line ends in text: translation of universal newlines, and finding where a line ends.
#ifndef KRAIT_RUNTIME_MODULES_IO_NEWLINES_H_
#define KRAIT_RUNTIME_MODULES_IO_NEWLINES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;

// The kinds seen so far, as a set.
enum NewlineKinds : uint8_t { kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4 };
// The value of `newlines`: None, one str, or a tuple of them.
Value NewlineKindsValue(Isolate* iso, uint8_t seen);
// Adds what occurs in the text.
void NoteNewlines(std::string_view text, uint8_t* seen);

// With "\r\n" and "\r" made "\n".
Str* TranslateNewlines(Isolate* iso, Str* text);
// With "\n" made `newline`.
Str* ExpandNewlines(Isolate* iso, Str* text, std::string_view newline);

// What ends a line for readline().
enum class LineEnd : uint8_t {
  kLineFeed,   // "\n"; also when newlines were translated
  kUniversal,  // any of the three, untranslated
  kCr,
  kCrLf,
};

// The offset just behind the first line end of `text`; npos when there is none. A "\r" at the very
// end counts as a line end of its own.
size_t FindLineEnd(std::string_view text, LineEnd kind);

// The argument `newline` of text streams.
struct NewlineMode {
  bool universal = false;  // reading: None or ''
  bool translate = false;  // reading: None
  LineEnd end = LineEnd::kLineFeed;
  std::string_view write;  // what "\n" becomes when written; empty: itself

  static bool Parse(Isolate* iso, Value newline, NewlineMode* mode);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_NEWLINES_H_
