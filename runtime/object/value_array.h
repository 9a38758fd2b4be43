// Arrays of values and of raw bytes on the heap: the growable storage behind lists, dictionaries,
// attribute overflow, and text buffers.
#ifndef KRAIT_RUNTIME_OBJECT_VALUE_ARRAY_H_
#define KRAIT_RUNTIME_OBJECT_VALUE_ARRAY_H_

#include <cstddef>
#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;

// Kind kValueArray. All slots are traced; unused ones are Empty.
struct ValueArray : HeapObject {
  int64_t capacity;
  Value slots[];

  // Null with MemoryError pending when the limit would be exceeded.
  static ValueArray* New(Isolate* iso, int64_t capacity);
};

// Kind kRawBytes. Never traced.
struct RawBytes : HeapObject {
  int64_t capacity;
  int64_t used;  // bytes claimed by strings that share the buffer (see text/str.h)
  char data[];

  // Null with MemoryError pending when the limit would be exceeded. Contents are undefined.
  static RawBytes* New(Isolate* iso, int64_t capacity);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_VALUE_ARRAY_H_
