// The built-in encodings, one function each way. Decoders get the bytes through DecodeErrors's
// input; with `final` false an incomplete sequence at the end is left: *consumed says how much was
// used. Null with the exception pending on failure.
#ifndef KRAIT_RUNTIME_TEXT_CODECS_CODECS_H_
#define KRAIT_RUNTIME_TEXT_CODECS_CODECS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Bytes;
struct Str;

struct DecodeRequest {
  Isolate* iso;
  std::string_view input;
  Value object;  // the input as Python's value; Empty: none
  std::string_view errors;
  bool final = true;
};

// Of UTF-16 and UTF-32: what was found, and what is wanted.
enum class ByteOrder : int8_t {
  kLittle = -1,
  kNative = 0,  // decoding: by the byte order mark; encoding: with one
  kBig = 1,
};

Str* DecodeUtf8(const DecodeRequest& in, size_t* consumed);
Str* DecodeUtf8Sig(const DecodeRequest& in, size_t* consumed);  // skips a byte order mark
Str* DecodeUtf16(const DecodeRequest& in, ByteOrder* order, size_t* consumed);
Str* DecodeUtf32(const DecodeRequest& in, ByteOrder* order, size_t* consumed);
Str* DecodeLatin1(const DecodeRequest& in, size_t* consumed);
Str* DecodeAscii(const DecodeRequest& in, size_t* consumed);
Str* DecodeUnicodeEscape(const DecodeRequest& in, size_t* consumed);
Str* DecodeRawUnicodeEscape(const DecodeRequest& in, size_t* consumed);
Str* DecodeCharmap(const DecodeRequest& in, Value mapping, size_t* consumed);
Bytes* DecodeEscape(const DecodeRequest& in);  // bytes with the escapes of a bytes literal

Bytes* EncodeUtf8(Isolate* iso, Str* s, std::string_view errors);
Bytes* EncodeUtf16(Isolate* iso, Str* s, std::string_view errors, ByteOrder order);
Bytes* EncodeUtf32(Isolate* iso, Str* s, std::string_view errors, ByteOrder order);
Bytes* EncodeLatin1(Isolate* iso, Str* s, std::string_view errors);
Bytes* EncodeAscii(Isolate* iso, Str* s, std::string_view errors);
Bytes* EncodeUnicodeEscape(Isolate* iso, Str* s);
Bytes* EncodeRawUnicodeEscape(Isolate* iso, Str* s);
Bytes* EncodeCharmap(Isolate* iso, Str* s, std::string_view errors, Value mapping);
// codecs.charmap_build(): a mapping from characters to bytes out of a decoding table.
Value BuildCharmap(Isolate* iso, Str* table);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODECS_CODECS_H_
