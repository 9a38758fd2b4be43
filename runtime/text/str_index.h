// Positions in non-ASCII strings: code points to byte offsets and back.
//
// A long one gets an index on first use: the byte offset of every 32nd code point, and the place
// that was asked for last, so that walking s[0], s[1], ... takes a step each. The index hangs at a
// slot behind the string's own data, which exists exactly when HasIndexSlot.
#ifndef KRAIT_RUNTIME_TEXT_STR_INDEX_H_
#define KRAIT_RUNTIME_TEXT_STR_INDEX_H_

#include <cstddef>
#include <cstdint>

#include "gc/header.h"
#include "runtime/text/str.h"

namespace krait {

class Isolate;
struct RawBytes;

inline constexpr uint32_t kMinIndexedBytes = 64;

inline bool HasIndexSlot(size_t byte_length, size_t length) {
  return byte_length != length && byte_length > kMinIndexedBytes;
}

// Bytes of an unshared string's object, header and index slot included.
size_t InlineStrBytes(size_t byte_length, size_t length);
// Requires HasIndexSlot of the string.
RawBytes** IndexSlot(Str* s);

// The byte at which code point `index` (0..length) starts.
size_t ByteOffset(Isolate* iso, const Str* s, int64_t index);
// The number of code points before the byte, which starts one.
int64_t CodePointIndex(Isolate* iso, const Str* s, size_t byte_offset);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_STR_INDEX_H_
