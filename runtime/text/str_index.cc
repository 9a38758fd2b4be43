#include "runtime/text/str_index.h"

#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/value_array.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr uint32_t kStride = 32;

// What stands in the RawBytes.
struct Index {
  uint32_t last_index;   // a code point ...
  uint32_t last_offset;  // ... and where it starts
  uint32_t offsets[];    // of code points 0, 32, 64, ...

  static uint32_t Entries(const Str* s) { return s->length / kStride + 1; }
};

Index* Build(Isolate* iso, Str* s) {
  const uint32_t entries = Index::Entries(s);
  RawBytes* raw = RawBytes::New(iso, sizeof(Index) + entries * sizeof(uint32_t));
  if (raw == nullptr) {
    // Positions are found without it, only slower.
    TakePending(iso);
    return nullptr;
  }
  Index* index = reinterpret_cast<Index*>(raw->data);
  index->last_index = index->last_offset = 0;
  const char* p = s->data;
  index->offsets[0] = 0;
  for (uint32_t i = 1; i < entries; ++i) {
    p = utf8::Skip(p, kStride);
    index->offsets[i] = static_cast<uint32_t>(p - s->data);
  }
  *IndexSlot(s) = raw;
  iso->Barrier(s);
  return index;
}

Index* Get(Isolate* iso, const Str* s) {
  Str* string = const_cast<Str*>(s);
  if (RawBytes* raw = *IndexSlot(string)) return reinterpret_cast<Index*>(raw->data);
  return Build(iso, string);
}

}  // namespace

size_t InlineStrBytes(size_t byte_length, size_t length) {
  constexpr size_t data = sizeof(Str) - sizeof(Str::inline_data);
  if (HasIndexSlot(byte_length, length)) return ((data + byte_length + 8) & ~size_t{7}) + 8;
  return data + std::max<size_t>(byte_length + 1, 8);
}

RawBytes** IndexSlot(Str* s) {
  char* base = reinterpret_cast<char*>(s);
  if (s->HasFlag(Str::kShared)) return reinterpret_cast<RawBytes**>(base + sizeof(Str));
  return reinterpret_cast<RawBytes**>(base + InlineStrBytes(s->byte_length, s->length) - 8);
}

size_t ByteOffset(Isolate* iso, const Str* s, int64_t position) {
  if (s->IsAscii()) return position;
  const uint32_t i = static_cast<uint32_t>(position);
  if (i == s->length) return s->byte_length;
  Index* index = HasIndexSlot(s->byte_length, s->length) ? Get(iso, s) : nullptr;
  if (index == nullptr) return utf8::Skip(s->data, i) - s->data;
  uint32_t from = i / kStride * kStride;
  uint32_t offset = index->offsets[i / kStride];
  if (index->last_index > from && index->last_index <= i) {
    from = index->last_index;
    offset = index->last_offset;
  }
  offset = static_cast<uint32_t>(utf8::Skip(s->data + offset, i - from) - s->data);
  index->last_index = i;
  index->last_offset = offset;
  return offset;
}

int64_t CodePointIndex(Isolate* iso, const Str* s, size_t byte_offset) {
  if (s->IsAscii()) return static_cast<int64_t>(byte_offset);
  if (byte_offset == s->byte_length) return s->length;
  if (byte_offset <= 256 || !HasIndexSlot(s->byte_length, s->length)) {
    return static_cast<int64_t>(utf8::CountCodePoints(s->data, byte_offset));
  }
  Index* index = Get(iso, s);
  if (index == nullptr) return static_cast<int64_t>(utf8::CountCodePoints(s->data, byte_offset));
  const uint32_t* begin = index->offsets;
  const uint32_t* end = begin + Index::Entries(s);
  const uint32_t* entry = std::upper_bound(begin, end, static_cast<uint32_t>(byte_offset)) - 1;
  return (entry - begin) * kStride +
         static_cast<int64_t>(utf8::CountCodePoints(s->data + *entry, byte_offset - *entry));
}

}  // namespace krait
