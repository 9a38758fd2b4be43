// Python's bytes: immutable, inline behind the header, with a terminating NUL.
#ifndef KRAIT_RUNTIME_TEXT_BYTES_H_
#define KRAIT_RUNTIME_TEXT_BYTES_H_

#include <cstdint>
#include <string_view>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Str;

struct Bytes : HeapObject {
  mutable int64_t hash;  // 0: not computed yet
  int64_t size;
  char data[];

  std::string_view view() const { return {data, static_cast<size_t>(size)}; }
  int64_t Hash() const;

  // Null with MemoryError pending when too large. `bytes` may point into the heap.
  static Bytes* New(Isolate* iso, std::string_view bytes);
  // To be filled by the caller before anything else is allocated.
  static Bytes* NewUninitialized(Isolate* iso, int64_t size, char** bytes);
};

inline bool IsBytes(Value v) {  // of subclasses too
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kBytes);
}
inline bool IsExactBytes(Value v) {
  return v.IsHeap() && v.AsHeap()->shape == static_cast<ShapeId>(ObjectKind::kBytes);
}

// "b'...'", with the quotes that CPython chooses. `escape_single`: as bytearray does, single quotes
// are escaped even between double ones.
Str* BytesRepr(Isolate* iso, std::string_view bytes, bool escape_single = false);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BYTES_H_
