// Python's bytearray: growable bytes in a RawBytes buffer.
//
// `start` lets deletions at the front be cheap. While something exports the bytes (a memoryview, a
// native user of GetBuffer) the size cannot change; see text/buffer.h for how exports are counted.
#ifndef KRAIT_RUNTIME_TEXT_BYTEARRAY_H_
#define KRAIT_RUNTIME_TEXT_BYTEARRAY_H_

#include <cstdint>
#include <string_view>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"
#include "runtime/object/value_array.h"

namespace krait {

class Isolate;
struct Type;

struct ByteArray : HeapObject {
  RawBytes* buffer;  // null while empty
  int64_t start;
  int64_t size;
  int64_t exports;       // native exports: exact
  int64_t view_exports;  // memoryviews not released, those that died without it included

  char* data() const { return buffer == nullptr ? nullptr : buffer->data + start; }
  // Valid until the next change.
  std::string_view view() const { return {data(), static_cast<size_t>(size)}; }

  // Null with MemoryError pending.
  static ByteArray* New(Isolate* iso, std::string_view bytes);
  static ByteArray* NewOfType(Isolate* iso, Type* type);  // empty
  // Changes the size; new bytes are undefined. False with BufferError or MemoryError pending.
  bool Resize(Isolate* iso, int64_t new_size);
  // Replaces `count` bytes at `at` by `bytes`, which must not point into this object.
  bool Splice(Isolate* iso, int64_t at, int64_t count, std::string_view bytes);
  bool Append(Isolate* iso, std::string_view bytes) { return Splice(iso, size, 0, bytes); }
  // BufferError when there are exports.
  bool CheckResizable(Isolate* iso);
};

inline bool IsByteArray(Value v) {  // of subclasses too
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kByteArray);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BYTEARRAY_H_
