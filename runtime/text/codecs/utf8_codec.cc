// UTF-8, with and without a byte order mark.
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

// Does well-formed generalised UTF-8 have surrogates? They begin with ED A0..BF.
bool HasSurrogates(std::string_view s) {
  for (size_t at = s.find('\xED'); at != std::string_view::npos; at = s.find('\xED', at + 1)) {
    if (static_cast<unsigned char>(s[at + 1]) >= 0xA0) return true;
  }
  return false;
}

const char* Reason(unsigned char lead, bool truncated) {
  if (lead < 0xC2 || lead > 0xF4) return "invalid start byte";
  return truncated ? "unexpected end of data" : "invalid continuation byte";
}

}  // namespace

Str* DecodeUtf8(const DecodeRequest& in, size_t* consumed) {
  *consumed = in.input.size();
  if (utf8::IsAscii(in.input)) return Str::NewAscii(in.iso, in.input);
  if (utf8::IsValid(in.input)) return Str::New(in.iso, in.input);
  DecodeErrors errors(in.iso, in.input, in.object, in.errors);
  StrBuilder out(in.iso, in.input.size());
  const char* begin = in.input.data();
  const char* end = begin + in.input.size();
  const char* p = begin;
  while (p < end) {
    const size_t ascii = utf8::AsciiPrefix(p, static_cast<size_t>(end - p));
    out.AppendAscii({p, ascii});
    p += ascii;
    if (p == end) break;
    int bad;
    bool truncated;
    const int length = utf8::Validate(p, end, &bad, &truncated);
    if (length > 0) {
      out.Append({p, static_cast<size_t>(length)}, 1);
      p += length;
      continue;
    }
    const size_t at = static_cast<size_t>(p - begin);
    if (truncated && !in.final) {
      *consumed = at;
      break;
    }
    size_t resume;
    if (!errors.Handle("utf-8", at, at + static_cast<size_t>(bad),
                       Reason(static_cast<unsigned char>(*p), truncated), out, &resume)) {
      return nullptr;
    }
    p = begin + resume;
  }
  return out.Finish();
}

Str* DecodeUtf8Sig(const DecodeRequest& in, size_t* consumed) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  DecodeRequest rest = in;
  const bool marked = in.input.starts_with(kMark);
  if (marked) {
    rest.input.remove_prefix(kMark.size());
    rest.object = Value();
  }
  Str* s = DecodeUtf8(rest, consumed);
  if (marked) *consumed += kMark.size();
  return s;
}

Bytes* EncodeUtf8(Isolate* iso, Str* s, std::string_view errors) {
  if (s->IsAscii() || !HasSurrogates(s->view())) return Bytes::New(iso, s->view());
  EncodeErrors handler(iso, s, errors);
  ByteBuilder out(iso);
  const bool ok = EncodeLoop(handler, "utf-8", "surrogates not allowed", 1, out,
                             [](uint32_t c, ByteBuilder& to) {
                               if (utf8::IsSurrogate(c)) return Encoded::kUnencodable;
                               char bytes[4];
                               to.Append({bytes, static_cast<size_t>(utf8::Encode(c, bytes))});
                               return Encoded::kOk;
                             });
  return ok ? out.FinishBytes() : nullptr;
}

}  // namespace krait
