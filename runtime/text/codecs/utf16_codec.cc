// UTF-16 in both byte orders.
#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/encode_loop.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

void AppendUnit(ByteBuilder& out, uint32_t unit, bool big) {
  const char low = static_cast<char>(unit), high = static_cast<char>(unit >> 8);
  out.AppendByte(big ? high : low);
  out.AppendByte(big ? low : high);
}

}  // namespace

Str* DecodeUtf16(const DecodeRequest& in, ByteOrder* order, size_t* consumed) {
  const std::string_view input = in.input;
  const auto unit = [&](size_t at, bool big) {
    const uint32_t a = static_cast<unsigned char>(input[at]);
    const uint32_t b = static_cast<unsigned char>(input[at + 1]);
    return big ? a << 8 | b : b << 8 | a;
  };
  size_t i = 0;
  if (*order == ByteOrder::kNative && input.size() >= 2) {
    const uint32_t mark = unit(0, false);
    if (mark == 0xFEFF || mark == 0xFFFE) {
      *order = mark == 0xFEFF ? ByteOrder::kLittle : ByteOrder::kBig;
      i = 2;
    }
  }
  const bool big = *order == ByteOrder::kBig;
  const char* name = big ? "utf-16-be" : "utf-16-le";
  DecodeErrors errors(in.iso, input, in.object, in.errors);
  StrBuilder out(in.iso, input.size() / 2);
  while (i < input.size()) {
    const char* reason = "truncated data";
    size_t bad_end = input.size();
    if (input.size() - i >= 2) {
      const uint32_t c = unit(i, big);
      if (!utf8::IsSurrogate(c)) {
        out.AppendCodePoint(c);
        i += 2;
        continue;
      }
      if (c >= 0xDC00) {
        reason = "illegal encoding";
        bad_end = i + 2;
      } else if (input.size() - i < 4) {
        reason = "unexpected end of data";
        if (!in.final) break;
      } else {
        const uint32_t low = unit(i + 2, big);
        if (low >= 0xDC00 && low <= 0xDFFF) {
          out.AppendCodePoint(0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF)));
          i += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
        bad_end = i + 2;
      }
    } else if (!in.final) {
      break;
    }
    if (!errors.Handle(name, i, bad_end, reason, out, &i)) return nullptr;
  }
  *consumed = i;
  return out.Finish();
}

Bytes* EncodeUtf16(Isolate* iso, Str* s, std::string_view errors, ByteOrder order) {
  const bool big = order == ByteOrder::kBig;
  const char* name = order == ByteOrder::kNative ? "utf-16" : big ? "utf-16-be" : "utf-16-le";
  EncodeErrors handler(iso, s, errors);
  ByteBuilder out(iso);
  if (order == ByteOrder::kNative) AppendUnit(out, 0xFEFF, big);
  const bool ok = EncodeLoop(handler, name, "surrogates not allowed", 2, out,
                             [big](uint32_t c, ByteBuilder& to) {
                               if (utf8::IsSurrogate(c)) return Encoded::kUnencodable;
                               if (c < 0x10000) {
                                 AppendUnit(to, c, big);
                               } else {
                                 AppendUnit(to, 0xD800 + ((c - 0x10000) >> 10), big);
                                 AppendUnit(to, 0xDC00 + ((c - 0x10000) & 0x3FF), big);
                               }
                               return Encoded::kOk;
                             });
  return ok ? out.FinishBytes() : nullptr;
}

}  // namespace krait
