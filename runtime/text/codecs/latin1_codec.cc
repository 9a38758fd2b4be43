// The encodings of one byte a character: ASCII and Latin-1.
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/encode_loop.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

Bytes* EncodeBelow(Isolate* iso, Str* s, std::string_view errors, uint32_t limit,
                   const char* encoding, const char* reason) {
  if (s->IsAscii()) return Bytes::New(iso, s->view());
  EncodeErrors handler(iso, s, errors);
  ByteBuilder out(iso);
  out.Reserve(s->length);
  const bool ok =
      EncodeLoop(handler, encoding, reason, 1, out, [limit](uint32_t c, ByteBuilder& to) {
        if (c >= limit) return Encoded::kUnencodable;
        to.AppendByte(static_cast<char>(c));
        return Encoded::kOk;
      });
  return ok ? out.FinishBytes() : nullptr;
}

}  // namespace

Str* DecodeLatin1(const DecodeRequest& in, size_t* consumed) {
  const std::string_view input = in.input;
  *consumed = input.size();
  const size_t ascii = utf8::AsciiPrefix(input.data(), input.size());
  if (ascii == input.size()) return Str::NewAscii(in.iso, input);
  if (input.size() == 1) return Str::FromCodePoint(in.iso, static_cast<unsigned char>(input[0]));
  size_t high = 0;
  for (char c : input) high += static_cast<unsigned char>(c) >> 7;
  char* to;
  Str* s = Str::NewUninitialized(in.iso, input.size() + high, input.size(), &to);
  if (s == nullptr) return nullptr;
  for (char c : input) to += utf8::Encode(static_cast<unsigned char>(c), to);
  return s;
}

Str* DecodeAscii(const DecodeRequest& in, size_t* consumed) {
  const std::string_view input = in.input;
  *consumed = input.size();
  if (utf8::IsAscii(input)) return Str::NewAscii(in.iso, input);
  DecodeErrors errors(in.iso, input, in.object, in.errors);
  StrBuilder out(in.iso, input.size());
  size_t i = 0;
  while (i < input.size()) {
    const size_t ascii = utf8::AsciiPrefix(input.data() + i, input.size() - i);
    out.AppendAscii(input.substr(i, ascii));
    i += ascii;
    if (i == input.size()) break;
    if (!errors.Handle("ascii", i, i + 1, "ordinal not in range(128)", out, &i)) return nullptr;
  }
  return out.Finish();
}

Bytes* EncodeLatin1(Isolate* iso, Str* s, std::string_view errors) {
  return EncodeBelow(iso, s, errors, 256, "latin-1", "ordinal not in range(256)");
}

Bytes* EncodeAscii(Isolate* iso, Str* s, std::string_view errors) {
  return EncodeBelow(iso, s, errors, 128, "ascii", "ordinal not in range(128)");
}

}  // namespace krait
