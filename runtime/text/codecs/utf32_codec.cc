// UTF-32 in both byte orders.
#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/encode_loop.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

void AppendUnit(ByteBuilder& out, uint32_t unit, bool big) {
  for (int i = 0; i < 4; ++i) out.AppendByte(static_cast<char>(unit >> 8 * (big ? 3 - i : i)));
}

}  // namespace

Str* DecodeUtf32(const DecodeRequest& in, ByteOrder* order, size_t* consumed) {
  const std::string_view input = in.input;
  const auto unit = [&](size_t at, bool big) {
    uint32_t c = 0;
    for (size_t i = 0; i < 4; ++i) {
      c = c << 8 | static_cast<unsigned char>(input[at + (big ? i : 3 - i)]);
    }
    return c;
  };
  size_t i = 0;
  if (*order == ByteOrder::kNative && input.size() >= 4) {
    const uint32_t mark = unit(0, false);
    if (mark == 0xFEFF || mark == 0xFFFE0000) {
      *order = mark == 0xFEFF ? ByteOrder::kLittle : ByteOrder::kBig;
      i = 4;
    }
  }
  const bool big = *order == ByteOrder::kBig;
  const char* name = big ? "utf-32-be" : "utf-32-le";
  DecodeErrors errors(in.iso, input, in.object, in.errors);
  StrBuilder out(in.iso, input.size() / 4);
  while (i < input.size()) {
    const char* reason = "truncated data";
    size_t bad_end = input.size();
    if (input.size() - i >= 4) {
      const uint32_t c = unit(i, big);
      if (c <= utf8::kMaxCodePoint && !utf8::IsSurrogate(c)) {
        out.AppendCodePoint(c);
        i += 4;
        continue;
      }
      reason = c > utf8::kMaxCodePoint ? "code point not in range(0x110000)"
                                       : "code point in surrogate code point range(0xd800, 0xe000)";
      bad_end = i + 4;
    } else if (!in.final) {
      break;
    }
    if (!errors.Handle(name, i, bad_end, reason, out, &i)) return nullptr;
  }
  *consumed = i;
  return out.Finish();
}

Bytes* EncodeUtf32(Isolate* iso, Str* s, std::string_view errors, ByteOrder order) {
  const bool big = order == ByteOrder::kBig;
  const char* name = order == ByteOrder::kNative ? "utf-32" : big ? "utf-32-be" : "utf-32-le";
  EncodeErrors handler(iso, s, errors);
  ByteBuilder out(iso);
  if (order == ByteOrder::kNative) AppendUnit(out, 0xFEFF, big);
  const bool ok = EncodeLoop(handler, name, "surrogates not allowed", 4, out,
                             [big](uint32_t c, ByteBuilder& to) {
                               if (utf8::IsSurrogate(c)) return Encoded::kUnencodable;
                               AppendUnit(to, c, big);
                               return Encoded::kOk;
                             });
  return ok ? out.FinishBytes() : nullptr;
}

}  // namespace krait
