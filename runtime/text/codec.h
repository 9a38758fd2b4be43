// Text to bytes and back, by the name of an encoding.
//
// The encodings that CPython has in C are here (text/codecs/); any other name goes through the
// registry: functions given to codecs.register, then Python's `encodings` package.
#ifndef KRAIT_RUNTIME_TEXT_CODEC_H_
#define KRAIT_RUNTIME_TEXT_CODEC_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Bytes;
struct Str;

// str.encode and bytes.decode: the results are checked to be bytes and str. `object` is bytes-like.
Value EncodeStr(Isolate* iso, Str* s, std::string_view encoding = "utf-8",
                std::string_view errors = "strict");
Value DecodeObject(Isolate* iso, Value object, std::string_view encoding = "utf-8",
                   std::string_view errors = "strict");
// For bytes that are no Python object; they must not move meanwhile.
Str* DecodeText(Isolate* iso, std::string_view bytes, std::string_view encoding = "utf-8",
                std::string_view errors = "strict");

// File names and environment: UTF-8 with surrogateescape, which keeps any bytes.
Str* DecodeFileName(Isolate* iso, std::string_view bytes);
Bytes* EncodeFileName(Isolate* iso, Str* name);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODEC_H_
