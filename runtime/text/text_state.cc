#include "runtime/text/text_state.h"

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

// These are made before the isolate's TextState is complete, so by hand.
Str* MakeInterned(Isolate* iso, StringTable& table, std::string_view text) {
  Str* s = iso->heap().New<Str>(static_cast<ShapeId>(ObjectKind::kStr),
                                static_cast<uint8_t>(ObjectKind::kStr), 0, Str::kInterned);
  s->data = s->inline_data;
  text.copy(s->inline_data, text.size());
  s->byte_length = static_cast<uint32_t>(text.size());
  s->length = static_cast<uint32_t>(utf8::CountCodePoints(text));
  s->Hash();
  table.Insert(s);
  return s;
}

}  // namespace

TextState::TextState(Isolate* iso) {
  const gc::DisallowCollection no_collection(iso->heap());
  empty = MakeInterned(iso, strings, "");
  for (uint32_t c = 0; c < 256; ++c) {
    char bytes[4];
    latin1[c] = MakeInterned(iso, strings, {bytes, static_cast<size_t>(utf8::Encode(c, bytes))});
  }
  const auto kind = static_cast<uint8_t>(ObjectKind::kBytes);
  empty_bytes = iso->heap().New<Bytes>(kind, kind, 1);
}

void TextState::Trace(gc::Marker& marker) {
  marker.Visit(empty);
  for (Str* s : latin1) marker.Visit(s);
  marker.Visit(empty_bytes);
  for (Bytes* b : one_byte) marker.Visit(b);
  marker.Visit(codec_search);
  marker.Visit(codec_cache);
  marker.Visit(error_handlers);
}

}  // namespace krait
