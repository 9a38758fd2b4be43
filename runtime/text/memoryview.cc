#include "runtime/text/memoryview.h"

#include <cstring>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytearray.h"

namespace krait {
namespace {

MemoryView* Allocate(Isolate* iso, const BufferView& view, HeapObject* bytes) {
  const auto kind = static_cast<uint8_t>(ObjectKind::kMemoryView);
  auto* m = iso->heap().New<MemoryView>(kind, kind);
  m->view = view;
  m->bytes = bytes;
  if (std::strlen(view.format) < sizeof(m->format)) {
    std::strcpy(m->format, view.format);
    m->view.format = m->format;
  }
  return m;
}

HeapObject* HolderOfBytes(Value owner) {
  return IsByteArray(owner) ? owner.As<ByteArray>()->buffer : owner.AsHeap();
}

}  // namespace

MemoryView* MemoryView::New(Isolate* iso, Value v) {
  if (IsMemoryView(v)) {
    const auto* from = v.As<MemoryView>();
    if (from->released()) {
      return RaiseValueError(iso, "operation forbidden on released memoryview object");
    }
    return Derive(iso, from, from->view);
  }
  if (!HasBuffer(v)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "memoryview: a bytes-like object is required, not '%.200s'", TypeName(iso, v));
  }
  BufferView view;
  KRAIT_CHECK_OK(GetStridedBuffer(iso, v, &view, false));
  if (IsByteArray(v)) {
    --v.As<ByteArray>()->exports;
    ++v.As<ByteArray>()->view_exports;
  }
  return Allocate(iso, view, HolderOfBytes(v));
}

MemoryView* MemoryView::Derive(Isolate* iso, const MemoryView* from, const BufferView& view) {
  const Value owner = from->view.owner;
  if (IsByteArray(owner)) {
    ++owner.As<ByteArray>()->view_exports;
  } else if (HasKind(owner, ObjectKind::kNativeInstance)) {
    BufferView again;
    KRAIT_CHECK_OK(GetStridedBuffer(iso, owner, &again, !view.readonly));
  }
  BufferView described = view;
  described.owner = owner;
  return Allocate(iso, described, from->bytes);
}

int64_t CountLiveViews(Isolate* iso, const HeapObject* owner) {
  iso->heap().Collect(true);
  int64_t live = 0;
  iso->heap().VisitLiveObjects([owner, &live](HeapObject* object) {
    if (object->kind == static_cast<uint8_t>(ObjectKind::kMemoryView) &&
        static_cast<MemoryView*>(object)->view.owner == Value::Object(owner)) {
      ++live;
    }
  });
  return live;
}

void TraceMemoryView(HeapObject* object, gc::Marker& marker) {
  auto* m = static_cast<MemoryView*>(object);
  marker.Visit(m->view.owner);
  marker.Visit(m->bytes);
}

void TraceMemoryViewIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<MemoryViewIterator*>(object)->view);
}

}  // namespace krait
