#include "runtime/text/buffer.h"

#include <cstring>

#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/memoryview.h"

namespace krait {
namespace {

const NativeLayout* LayoutOf(Value v) {
  return HasKind(v, ObjectKind::kNativeInstance) ? v.As<NativeInstance>()->layout : nullptr;
}

Failure RaiseNotWritable(Isolate* iso, Value v, const char* what) {
  if (what != nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s, not '%.100s'", what, TypeName(iso, v));
  }
  return Raise(iso, ExceptionId::kBufferError, "Object is not writable.");
}

bool GetMemoryView(Isolate* iso, Value v, BufferView* view, bool writable, const char* what) {
  auto* m = v.As<MemoryView>();
  if (m->released()) {
    return RaiseValueError(iso, "operation forbidden on released memoryview object");
  }
  if (writable && m->view.readonly) {
    if (what != nullptr) return RaiseNotWritable(iso, v, what);
    return Raise(iso, ExceptionId::kBufferError, "memoryview: underlying buffer is not writable");
  }
  *view = m->view;
  ++m->exports;
  view->owner = v;
  return true;
}

bool Lend(Isolate* iso, Value v, BufferView* view, bool writable, const char* what) {
  view->owner = v;
  if (IsBytes(v)) {
    if (writable) return RaiseNotWritable(iso, v, what);
    auto* b = v.As<Bytes>();
    view->SetItems(b->data, b->size);
    view->readonly = true;
    return true;
  }
  if (IsByteArray(v)) {
    auto* b = v.As<ByteArray>();
    // An empty bytearray has no buffer; any address does for no bytes.
    view->SetItems(b->buffer == nullptr ? reinterpret_cast<char*>(b) : b->data(), b->size);
    view->readonly = false;
    ++b->exports;
    return true;
  }
  if (IsMemoryView(v)) return GetMemoryView(iso, v, view, writable, what);
  const NativeLayout* layout = LayoutOf(v);
  if (layout != nullptr && layout->get_buffer != nullptr) {
    return layout->get_buffer(iso, v.AsHeap(), view, writable);
  }
  return RaiseF(iso, ExceptionId::kTypeError, "%s, not '%.100s'",
                what != nullptr ? what : "a bytes-like object is required", TypeName(iso, v));
}

}  // namespace

bool BufferView::IsContiguous() const {
  int64_t expected = item_size;
  for (int i = dimensions - 1; i >= 0; --i) {
    if (shape[i] == 0) return true;
    if (shape[i] != 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

bool HasBuffer(Value v) {
  if (IsBytes(v) || IsByteArray(v) || IsMemoryView(v)) return true;
  const NativeLayout* layout = LayoutOf(v);
  return layout != nullptr && layout->get_buffer != nullptr;
}

bool GetStridedBuffer(Isolate* iso, Value v, BufferView* view, bool writable) {
  return Lend(iso, v, view, writable, nullptr);
}

bool GetBuffer(Isolate* iso, Value v, BufferView* view, bool writable, const char* what) {
  KRAIT_CHECK_OK(Lend(iso, v, view, writable, what));
  if (view->IsContiguous()) return true;
  ReleaseBuffer(iso, view);
  return Raise(iso, ExceptionId::kBufferError, "memoryview: underlying buffer is not C-contiguous");
}

void ReleaseBuffer(Isolate* iso, BufferView* view) {
  const Value owner = view->owner;
  if (IsByteArray(owner)) {
    --owner.As<ByteArray>()->exports;
  } else if (IsMemoryView(owner)) {
    --owner.As<MemoryView>()->exports;
  } else if (const NativeLayout* layout = LayoutOf(owner)) {
    if (layout->release_buffer != nullptr) layout->release_buffer(iso, owner.AsHeap(), view);
  }
  view->owner = Value();
}

namespace {

char* CopyDimension(const BufferView& view, const char* from, int dimension, char* out) {
  const size_t item = static_cast<size_t>(view.item_size);
  if (view.dimensions == 0) {
    std::memcpy(out, from, item);
    return out + item;
  }
  for (int64_t i = 0; i < view.shape[dimension]; ++i, from += view.strides[dimension]) {
    if (dimension + 1 == view.dimensions) {
      std::memcpy(out, from, item);
      out += item;
    } else {
      out = CopyDimension(view, from, dimension + 1, out);
    }
  }
  return out;
}

}  // namespace

void CopyItems(const BufferView& view, char* out) {
  if (view.IsContiguous()) {
    if (view.size > 0) std::memcpy(out, view.data, static_cast<size_t>(view.size));
  } else {
    CopyDimension(view, view.data, 0, out);
  }
}

}  // namespace krait
