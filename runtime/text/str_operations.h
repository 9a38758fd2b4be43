// What the language does with strings, as C++ calls on known strings: for operations, linkers,
// built-ins. Empty, null or false: an exception is pending.
#ifndef KRAIT_RUNTIME_TEXT_STR_OPERATIONS_H_
#define KRAIT_RUNTIME_TEXT_STR_OPERATIONS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "gc/value.h"
#include "runtime/text/str.h"

namespace krait {

class Isolate;
struct Slice;

// Order of code points: negative, 0, positive. Never runs code, never allocates.
int StrCompare(const Str* a, const Str* b);
bool StrContains(const Str* s, const Str* part);  // likewise

Value StrGetItem(Isolate* iso, Str* s, Value key);  // s[key]: index or slice
Str* StrSlice(Isolate* iso, Str* s, const Slice* slice);
Str* StrRepeat(Isolate* iso, Str* s, int64_t count);
// s % values
Value StrPercent(Isolate* iso, Str* s, Value values);
Str* StrRepr(Isolate* iso, const Str* s);
Str* StrAscii(Isolate* iso, const Str* s);  // the repr in ASCII
// sep.join(items). TypeError "sequence item %d: expected str instance, %s found".
Str* StrJoin(Isolate* iso, Str* sep, std::span<const Value> items);
// format(s, spec)
Value StrFormat(Isolate* iso, Str* s, std::string_view spec);
// template.format(*args, **kwargs); `kwargs` a Dict, any mapping, or Empty.
Str* StrFormatMethod(Isolate* iso, Str* format, std::span<const Value> args, Value kwargs);

// iter(s)
struct StrIterator : HeapObject {
  Str* string;      // null when used up
  uint32_t offset;  // byte where the next character starts
  uint32_t index;   // its number

  static StrIterator* New(Isolate* iso, Str* string);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_STR_OPERATIONS_H_
