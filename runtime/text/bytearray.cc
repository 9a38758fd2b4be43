#include "runtime/text/bytearray.h"

#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"
#include "runtime/text/memoryview.h"

namespace krait {

ByteArray* ByteArray::NewOfType(Isolate* iso, Type* type) {
  return NewInstance<ByteArray>(iso, type);
}

ByteArray* ByteArray::New(Isolate* iso, std::string_view bytes) {
  const auto kind = static_cast<uint8_t>(ObjectKind::kByteArray);
  auto* array = iso->heap().New<ByteArray>(kind, kind);
  if (bytes.empty()) return array;
  const auto size = static_cast<int64_t>(bytes.size());
  RawBytes* buffer = RawBytes::New(iso, size + 1);
  if (buffer == nullptr) return nullptr;
  std::memcpy(buffer->data, bytes.data(), bytes.size());
  array->buffer = buffer;
  array->size = size;
  iso->Barrier(array);
  return array;
}

bool ByteArray::CheckResizable(Isolate* iso) {
  if (exports == 0 && view_exports == 0) return true;
  if (exports == 0) {
    // Memoryviews that died without a release() count until a collection finds them.
    view_exports = CountLiveViews(iso, this);
    if (view_exports == 0) return true;
  }
  return Raise(iso, ExceptionId::kBufferError,
               "Existing exports of data: object cannot be re-sized");
}

bool ByteArray::Resize(Isolate* iso, int64_t new_size) {
  if (new_size == size) return true;
  KRAIT_CHECK_OK(CheckResizable(iso));
  const int64_t capacity = buffer == nullptr ? 0 : buffer->capacity;
  // One byte of room stays, as for the NUL that CPython keeps there.
  if (start + new_size < capacity && new_size >= capacity / 4) {
    size = new_size;
    return true;
  }
  if (new_size == 0) {
    buffer = nullptr;
    start = size = 0;
    return true;
  }
  // Room to grow where it grows, none where it shrinks.
  const int64_t wanted = new_size > size ? new_size + new_size / 4 + 16 : new_size + 1;
  RawBytes* moved = RawBytes::New(iso, wanted);
  if (moved == nullptr) return false;
  if (size > 0) std::memcpy(moved->data, data(), static_cast<size_t>(std::min(size, new_size)));
  buffer = moved;
  start = 0;
  size = new_size;
  iso->Barrier(this);
  return true;
}

bool ByteArray::Splice(Isolate* iso, int64_t at, int64_t count, std::string_view bytes) {
  const auto added = static_cast<int64_t>(bytes.size());
  const int64_t growth = added - count;
  const int64_t tail = size - at - count;
  if (growth != 0) {
    if (growth < 0 && at == 0) {
      // The front goes: move the start, not the rest.
      KRAIT_CHECK_OK(CheckResizable(iso));
      start -= growth;
      size += growth;
      if (size == 0) {
        buffer = nullptr;
        start = 0;
      }
    } else if (growth < 0) {
      KRAIT_CHECK_OK(CheckResizable(iso));
      std::memmove(data() + at + added, data() + at + count, static_cast<size_t>(tail));
      KRAIT_CHECK_OK(Resize(iso, size + growth));
    } else {
      KRAIT_CHECK_OK(Resize(iso, size + growth));
      std::memmove(data() + at + added, data() + at + count, static_cast<size_t>(tail));
    }
  }
  if (added > 0) std::memcpy(data() + at, bytes.data(), bytes.size());
  return true;
}

void TraceByteArray(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<ByteArray*>(object)->buffer);
}

}  // namespace krait
