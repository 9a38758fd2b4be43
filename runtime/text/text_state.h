// What the text types keep per isolate: interned and shared strings, the codec registry.
//
// The isolate makes it before any string (it needs the heap only), and calls Trace from
// HeapClient::TraceRoots and ProcessWeak from HeapClient::ProcessWeak.
#ifndef KRAIT_RUNTIME_TEXT_TEXT_STATE_H_
#define KRAIT_RUNTIME_TEXT_TEXT_STATE_H_

#include "gc/value.h"
#include "runtime/text/string_table.h"

namespace krait {

class Isolate;
namespace gc {
class Heap;
class Marker;
}  // namespace gc
struct Bytes;
struct Dict;
struct List;
struct RawBytes;
struct Str;

struct TextState {
  explicit TextState(Isolate* iso);

  void Trace(gc::Marker& marker);
  // True when `container` is this state's: it has then been processed.
  bool ProcessWeak(HeapObject* container, const gc::Heap& heap);

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

 private:
  RawBytes* anchor_ = nullptr;  // registered as a weak container, so that collections call back
  bool full_ = false;           // is the collection that is running a full one?
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_TEXT_STATE_H_
