// The hash of a run of bytes, shared by str and bytes (equal contents hash alike, as in CPython).
// 48 bits and positive, so that hash() of a text is always a small int; 0 for no bytes only.
#ifndef KRAIT_RUNTIME_TEXT_HASH_H_
#define KRAIT_RUNTIME_TEXT_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace krait {

inline uint64_t MixHash(uint64_t a, uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline int64_t HashBytes(const char* p, size_t size) {
  constexpr uint64_t kA = 0x9E3779B97F4A7C15, kB = 0xD6E8FEB86659FD93, kC = 0xA0761D6478BD642F;
  const auto load8 = [](const char* q) {
    uint64_t w;
    std::memcpy(&w, q, 8);
    return w;
  };
  const auto load4 = [](const char* q) {
    uint32_t w;
    std::memcpy(&w, q, 4);
    return static_cast<uint64_t>(w);
  };
  if (size == 0) return 0;
  uint64_t state = kA ^ size;
  const char* end = p + size;
  for (; end - p > 16; p += 16) state = MixHash(load8(p) ^ kB ^ state, load8(p + 8) ^ kC);
  const size_t rest = end - p;
  uint64_t low = 0, high = 0;
  if (rest >= 8) {
    low = load8(p);
    high = load8(end - 8);
  } else if (rest >= 4) {
    low = load4(p);
    high = load4(end - 4);
  } else if (rest > 0) {
    const auto byte = [p](size_t i) { return static_cast<uint64_t>(static_cast<uint8_t>(p[i])); };
    low = byte(0) << 16 | byte(rest / 2) << 8 | byte(rest - 1);
  }
  uint64_t h = MixHash(MixHash(low ^ kB, high ^ state), kA ^ size);
  h = (h ^ h >> 48) & 0xFFFFFFFFFFFF;
  return h == 0 ? 1 : static_cast<int64_t>(h);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_HASH_H_
