// What the built-in error handlers put in place of what cannot be converted.
#ifndef KRAIT_RUNTIME_TEXT_CODECS_REPLACEMENTS_H_
#define KRAIT_RUNTIME_TEXT_CODECS_REPLACEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/text/codecs/error_handlers.h"

namespace krait {

class Isolate;
class StrBuilder;
struct Str;

// For text[start:end]. Empty with nothing pending: the handler declines, the error is raised.
Value EncodeReplacement(Isolate* iso, ErrorKind kind, std::string_view encoding, Str* text,
                        int64_t start, int64_t end, int64_t* resume);
// For input[start:end], appended to `out`. False: declines, as above.
bool DecodeReplacement(ErrorKind kind, std::string_view encoding, std::string_view input,
                       size_t start, size_t end, StrBuilder& out, size_t* resume);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODECS_REPLACEMENTS_H_
