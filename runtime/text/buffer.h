// The buffer protocol in C++: how an object lends out its bytes.
//
//   BufferView view;
//   if (!GetBuffer(iso, object, &view, false)) return Failure{};
//   ... view.data, view.size ...
//   ReleaseBuffer(iso, &view);
//
// bytes, bytearray and memoryview answer by themselves; an object of a native layout through its
// NativeLayout::get_buffer and release_buffer. While a view is out, its owner must not move its
// bytes. A view is no root: it lives on the stack, or its holder traces `owner`.
#ifndef KRAIT_RUNTIME_TEXT_BUFFER_H_
#define KRAIT_RUNTIME_TEXT_BUFFER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;

struct BufferView {
  static constexpr int kMaxDimensions = 16;

  Value owner;           // whom to release to
  char* data = nullptr;  // of item [0, 0, ...]
  int64_t size = 0;      // bytes of all items
  int64_t item_size = 1;
  const char* format = "B";  // struct module's notation; lives as long as the owner
  bool readonly = true;
  int dimensions = 1;
  int64_t shape[kMaxDimensions] = {};
  int64_t strides[kMaxDimensions] = {};

  // For exporters of plain items.
  void SetItems(char* bytes, int64_t byte_count, int64_t bytes_per_item = 1,
                const char* item_format = "B") {
    data = bytes;
    size = byte_count;
    item_size = bytes_per_item;
    format = item_format;
    dimensions = 1;
    shape[0] = byte_count / bytes_per_item;
    strides[0] = bytes_per_item;
  }
  bool IsContiguous() const;
  std::string_view view() const { return {data, static_cast<size_t>(size)}; }
};

// Does GetBuffer apply to the object's type? Raises nothing.
bool HasBuffer(Value v);
// A contiguous view. TypeError "a bytes-like object is required, not 'X'"; `what` replaces the part
// before the comma. BufferError when it cannot be lent in this way.
bool GetBuffer(Isolate* iso, Value v, BufferView* view, bool writable, const char* what = nullptr);
// The same, but strides are allowed.
bool GetStridedBuffer(Isolate* iso, Value v, BufferView* view, bool writable);
void ReleaseBuffer(Isolate* iso, BufferView* view);

// Copies the items in C order; `out` has room for view.size bytes.
void CopyItems(const BufferView& view, char* out);

// Read access for the length of a scope.
class ScopedBuffer {
 public:
  // Check ok(): false leaves the exception pending.
  ScopedBuffer(Isolate* iso, Value v, bool writable = false, const char* what = nullptr)
      : iso_(iso), ok_(GetBuffer(iso, v, &view_, writable, what)) {}
  ~ScopedBuffer() {
    if (ok_) ReleaseBuffer(iso_, &view_);
  }
  ScopedBuffer(const ScopedBuffer&) = delete;
  ScopedBuffer& operator=(const ScopedBuffer&) = delete;
  bool ok() const { return ok_; }
  char* data() const { return view_.data; }
  size_t size() const { return static_cast<size_t>(view_.size); }
  std::string_view view() const { return view_.view(); }

 private:
  Isolate* iso_;
  BufferView view_;
  bool ok_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BUFFER_H_
