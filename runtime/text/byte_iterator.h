// iter() of bytes and of bytearray.
#ifndef KRAIT_RUNTIME_TEXT_BYTE_ITERATOR_H_
#define KRAIT_RUNTIME_TEXT_BYTE_ITERATOR_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;

// Kinds kBytesIterator and kByteArrayIterator.
struct ByteIterator : HeapObject {
  Value sequence;  // Empty when used up
  int64_t index;   // of the next byte

  static ByteIterator* New(Isolate* iso, ObjectKind kind, Value sequence);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BYTE_ITERATOR_H_
