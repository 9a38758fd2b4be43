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
  Value object;       // .obj
  HeapObject* bytes;  // what holds the bytes, so that they outlive a release; may be null
  int64_t exports;    // buffers taken from this view and not yet given back
  int64_t hash;       // 0: not computed
  char format[24];    // view.format points here after a cast

  bool released() const { return view.owner.IsEmpty(); }

  // memoryview(v). Null with TypeError pending.
  static MemoryView* New(Isolate* iso, Value v);
};

inline bool IsMemoryView(Value v) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kMemoryView);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_MEMORYVIEW_H_
