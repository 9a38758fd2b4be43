// The functions behind str's method table (str_type.cc), by the file that defines them.
// Slot 0 is the string; see native.h for the calling convention.
#ifndef KRAIT_RUNTIME_TEXT_STR_METHODS_H_
#define KRAIT_RUNTIME_TEXT_STR_METHODS_H_

#include <cstddef>
#include <cstdint>

#include "gc/value.h"
#include "runtime/text/str.h"

namespace krait {

class Isolate;

namespace str_methods {

#define KRAIT_STR_METHODS(V)                                                                    \
  /* str_case.cc */                                                                             \
  V(Capitalize)                                                                                 \
  V(Casefold)                                                                                   \
  V(Lower)                                                                                      \
  V(Swapcase) V(Title) V(Upper) /* str_predicates.cc */                                         \
      V(IsAlnum) V(IsAlpha) V(IsAscii) V(IsDecimal) V(IsDigit) V(IsIdentifier) V(IsLower)       \
          V(IsNumeric) V(IsPrintable) V(IsSpace) V(IsTitle) V(IsUpper) /* str_search.cc */      \
      V(Count) V(Endswith) V(Find) V(Index) V(Removeprefix) V(Removesuffix) V(Replace) V(Rfind) \
          V(Rindex) V(Startswith)                                 /* str_split.cc */            \
      V(Partition) V(Rpartition) V(Rsplit) V(Split) V(Splitlines) /* str_join.cc */             \
      V(Join)                                                     /* str_padding.cc */          \
      V(Center) V(Expandtabs) V(Ljust) V(Lstrip) V(Rjust) V(Rstrip) V(Strip)                    \
          V(Zfill)                             /* str_translate.cc */                           \
      V(Maketrans) V(Translate)                /* format_method.cc */                           \
      V(Format) V(FormatMap) V(FormatWithSpec) /* str_type.cc */                                \
      V(Encode)

#define KRAIT_STR_METHOD(Name) Value Name(Isolate* iso, Value* args, size_t count);
KRAIT_STR_METHODS(KRAIT_STR_METHOD)
#undef KRAIT_STR_METHOD

}  // namespace str_methods

// --- shared by these files ---

// An argument that was not passed or is None keeps *result; else __index__, clipped to 64 bits.
bool OptionalPosition(Isolate* iso, Value v, int64_t* result);
// An index argument: keeps *result when not passed.
bool OptionalIndex(Isolate* iso, Value v, int64_t* result);
// Clips [start, end) to a sequence of `length` as s.find(x, start, end) does; start may remain
// greater than end.
void ClipRange(int64_t length, int64_t* start, int64_t* end);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_STR_METHODS_H_
