// Python's memoryview: a window on another object's bytes, kept until it is released or dies.
#ifndef KRAIT_RUNTIME_TEXT_MEMORYVIEW_H_
#define KRAIT_RUNTIME_TEXT_MEMORYVIEW_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"
#include "runtime/text/buffer.h"

namespace krait {

class Isolate;

struct MemoryView : HeapObject {
  BufferView view;    // view.owner: who lends the bytes; Empty once released
  HeapObject* bytes;  // what holds the bytes, so that they outlive a release; may be null
  int64_t exports;    // buffers taken from this view and not yet given back
  int64_t hash;       // 0: not computed
  char format[24];    // what view.format points to, when it fits

  bool released() const { return view.owner.IsEmpty(); }

  // memoryview(v). Null with TypeError pending.
  static MemoryView* New(Isolate* iso, Value v);
  // Another view of the same bytes with a description of its own; `view.owner` lends again.
  static MemoryView* Derive(Isolate* iso, const MemoryView* from, const BufferView& view);
};

inline bool IsMemoryView(Value v) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kMemoryView);
}

// Collects, and counts the memoryviews of `owner` that are alive and not released. For owners that
// refuse to be resized while they are exported: a view that died without release() still counts in
// their books.
int64_t CountLiveViews(Isolate* iso, const HeapObject* owner);

struct MemoryViewIterator : HeapObject {
  MemoryView* view;  // null when used up
  int64_t index;
};

// --- items; `format` is a native format character ---

// 0 when the format is none of a single native item.
int64_t ItemSize(const char* format);
// Its character; 0 as above.
char ItemFormat(const char* format);
Value UnpackItem(Isolate* iso, const char* p, const char* format);
bool PackItem(Isolate* iso, char* p, const char* format, Value v);
// Same shape and equal items?
bool BuffersEqual(Isolate* iso, const BufferView& a, const BufferView& b, bool* equal);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_MEMORYVIEW_H_
