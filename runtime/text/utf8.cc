#include "runtime/text/utf8.h"

#include <cstring>

namespace krait::utf8 {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080;

uint64_t Load(const char* p) {
  uint64_t word;
  std::memcpy(&word, p, sizeof(word));
  return word;
}

}  // namespace

size_t AsciiPrefix(const char* bytes, size_t size) {
  size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    const uint64_t any =
        Load(bytes + i) | Load(bytes + i + 8) | Load(bytes + i + 16) | Load(bytes + i + 24);
    if ((any & kHighBits) != 0) break;
  }
  for (; i + 8 <= size && (Load(bytes + i) & kHighBits) == 0; i += 8) {
  }
  while (i < size && static_cast<int8_t>(bytes[i]) >= 0) ++i;
  return i;
}

bool IsAscii(const char* bytes, size_t size) {
  size_t i = 0;
  uint64_t any = 0;
  for (; i + 32 <= size; i += 32) {
    any = Load(bytes + i) | Load(bytes + i + 8) | Load(bytes + i + 16) | Load(bytes + i + 24);
    if ((any & kHighBits) != 0) return false;
  }
  for (; i + 8 <= size; i += 8) any |= Load(bytes + i);
  uint8_t rest = 0;
  for (; i < size; ++i) rest |= static_cast<uint8_t>(bytes[i]);
  return (any & kHighBits) == 0 && rest < 0x80;
}

size_t CountCodePoints(const char* bytes, size_t size) {
  size_t continuations = 0;
  for (size_t i = 0; i < size; ++i) continuations += IsContinuation(bytes[i]);
  return size - continuations;
}

const char* Skip(const char* p, size_t count) {
  while (count-- > 0) p += SequenceLength(*p);
  return p;
}

int Validate(const char* p, const char* end, int* bad, bool* truncated) {
  const auto byte = [p](int i) { return static_cast<uint8_t>(p[i]); };
  *bad = 1;
  *truncated = false;
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte's range keeps out overlong forms, surrogates, and what is above U+10FFFF.
  uint8_t low = 0x80, high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (int i = 1; i < length; ++i) {
    if (p + i >= end) {
      *bad = i;
      *truncated = true;
      return 0;
    }
    if (byte(i) < low || byte(i) > high) {
      *bad = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

bool IsValid(std::string_view s) {
  const char* p = s.data();
  const char* end = p + s.size();
  while (p < end) {
    p += AsciiPrefix(p, end - p);
    if (p == end) return true;
    int bad;
    bool truncated;
    const int length = Validate(p, end, &bad, &truncated);
    if (length == 0) return false;
    p += length;
  }
  return true;
}

}  // namespace krait::utf8
