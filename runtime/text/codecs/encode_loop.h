// The loop that encoders share: characters one by one, runs of those that the encoding lacks to the
// error handler, and what the handler gives through the encoder again.
#ifndef KRAIT_RUNTIME_TEXT_CODECS_ENCODE_LOOP_H_
#define KRAIT_RUNTIME_TEXT_CODECS_ENCODE_LOOP_H_

#include <string_view>

#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/str.h"
#include "runtime/text/str_index.h"
#include "runtime/text/utf8.h"

namespace krait {

// How an encoder answers for a character.
enum class Encoded : uint8_t { kOk, kUnencodable, kException };

// `encode(c, out)` appends the bytes of a character or refuses it. `unit`: replacement bytes must
// come in multiples of it.
template <typename F>
bool EncodeLoop(EncodeErrors& errors, const char* encoding, const char* reason, size_t unit,
                ByteBuilder& out, F encode) {
  Isolate* iso = errors.isolate();
  Str* s = errors.text();
  const char* p = s->data;
  const char* end = p + s->byte_length;
  int64_t position = 0;
  while (p < end) {
    Encoded result = encode(utf8::Next(p), out);
    if (result == Encoded::kOk) {
      ++position;
      continue;
    }
    if (result == Encoded::kException) return false;
    // The whole run goes to the handler at once.
    int64_t run_end = position + 1;
    while (p < end) {
      const char* next = p;
      const size_t size = out.size();
      result = encode(utf8::Next(next), out);
      if (result == Encoded::kException) return false;
      if (result == Encoded::kOk) {
        out.Truncate(size);
        break;
      }
      p = next;
      ++run_end;
    }
    int64_t resume;
    const Value replacement = errors.Handle(encoding, position, run_end, reason, &resume);
    if (!replacement) return false;
    if (IsBytes(replacement)) {
      if (replacement.As<Bytes>()->view().size() % unit != 0) {
        errors.RaiseStrict(encoding, position, run_end, reason);
        return false;
      }
      out.Append(replacement.As<Bytes>()->view());
    } else {
      for (uint32_t c : utf8::CodePoints(replacement.As<Str>()->view())) {
        result = encode(c, out);
        if (result == Encoded::kException) return false;
        if (result == Encoded::kUnencodable) {
          errors.RaiseStrict(encoding, position, run_end, reason);
          return false;
        }
      }
    }
    if (resume != run_end) p = s->data + ByteOffset(iso, s, resume);
    position = resume;
  }
  return !out.failed();
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODECS_ENCODE_LOOP_H_
