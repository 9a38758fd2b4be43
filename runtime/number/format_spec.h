// The mini-language of format(): [[fill]align][sign][z][#][0][width][grouping][.precision][type].
// Parsed once here for numbers and for str; and the helpers with which `str % values` prints
// numbers.
#ifndef KRAIT_RUNTIME_NUMBER_FORMAT_SPEC_H_
#define KRAIT_RUNTIME_NUMBER_FORMAT_SPEC_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;

struct FormatSpec {
  uint32_t fill = ' ';  // code point
  char align = 0;       // '<' '>' '^' '='; the default given to the parser when not specified
  bool has_align = false;
  bool has_fill = false;
  char sign = 0;                  // '+' '-' ' ' or 0
  bool no_negative_zero = false;  // z
  bool alternate = false;         // #
  int64_t width = -1;
  char grouping = 0;  // ',' '_' or 0
  int64_t precision = -1;
  uint32_t type = 0;  // code point; the default given to the parser when not specified
};

// False with ValueError pending. `value` is the object being formatted: its type is named in
// messages.
bool ParseFormatSpec(Isolate* iso, std::string_view text, Value value, char default_type,
                     char default_align, FormatSpec* spec);
// "Unknown format code 'x' for object of type 'T'".
Value RaiseUnknownFormatCode(Isolate* iso, uint32_t code, Value value);
// Pads `body` (which counts as `length` code points) to the width; '=' counts as '>'. Null with an
// exception when the result would be too large.
Str* PadToWidth(Isolate* iso, const FormatSpec& spec, std::string_view body, size_t length);

// type(value).__format__(value, spec) of the built-in types.
Value FormatInteger(Isolate* iso, Value int_like, std::string_view spec);
Value FormatFloat(Isolate* iso, Value float_like, std::string_view spec);
Value FormatComplex(Isolate* iso, Value complex_like, std::string_view spec);

// --- `str % values` (and bytes % values)
// ----------------------------------------------------------- What stands between '%' and the
// conversion. Width and precision have been taken from the arguments already where they were '*' (a
// negative width turned into left-adjusting).
struct PercentSpec {
  bool left_adjust = false;  // -
  bool sign = false;         // +
  bool blank = false;        // space
  bool alternate = false;    // #
  bool zero = false;         // 0
  int64_t width = -1;
  int64_t precision = -1;
  char conversion = 0;
};
// d i u o x X. Appends the whole padded field (ASCII) to `out`. Converts `value` as CPython does:
// floats by int() for d, i, u; __index__ for o, x, X; else TypeError.
bool FormatIntegerForPercent(Isolate* iso, Value value, const PercentSpec& spec, std::string* out);
// e E f F g G.
bool FormatFloatForPercent(Isolate* iso, Value value, const PercentSpec& spec, std::string* out);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_FORMAT_SPEC_H_
