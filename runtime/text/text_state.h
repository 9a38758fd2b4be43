// What the text types keep per isolate: interned and shared strings, the codec registry.
//
// The isolate makes it before any string (it needs the heap only), calls Trace from
// HeapClient::TraceRoots and strings.Sweep from HeapClient::AfterMarking.
#ifndef KRAIT_RUNTIME_TEXT_TEXT_STATE_H_
#define KRAIT_RUNTIME_TEXT_TEXT_STATE_H_

#include "gc/value.h"
#include "runtime/text/string_table.h"

namespace krait {

class Isolate;
namespace gc {
class Marker;
}  // namespace gc
struct Bytes;
struct Dict;
struct List;
struct Str;

struct TextState {
  explicit TextState(Isolate* iso);

  void Trace(gc::Marker& marker);

  StringTable strings;
  Str* empty = nullptr;
  Str* latin1[256] = {};  // one-character strings, interned
  Bytes* empty_bytes = nullptr;
  Bytes* one_byte[256] = {};  // made on first use

  // --- codecs (text/codec_registry.h); null until first use ---
  List* codec_search = nullptr;    // of search functions
  Dict* codec_cache = nullptr;     // normalised name -> CodecInfo tuple
  Dict* error_handlers = nullptr;  // name -> callable
  bool encodings_imported = false;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_TEXT_STATE_H_
