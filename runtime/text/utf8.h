// Generalised UTF-8: UTF-8 in which lone surrogates are kept as three-byte sequences. Everything
// here works on bytes that are known to be valid, unless it says otherwise, and never allocates.
#ifndef KRAIT_RUNTIME_TEXT_UTF8_H_
#define KRAIT_RUNTIME_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace krait::utf8 {

inline constexpr uint32_t kMaxCodePoint = 0x10FFFF;
inline constexpr uint32_t kReplacement = 0xFFFD;

inline bool IsSurrogate(uint32_t c) { return (c & 0xFFFFF800u) == 0xD800; }
inline bool IsContinuation(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

// Bytes of the sequence that starts with `lead`.
inline int SequenceLength(char lead) {
  const uint8_t b = static_cast<uint8_t>(lead);
  return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
}
inline int EncodedLength(uint32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// The code point at `p`, which is advanced behind it.
inline uint32_t Next(const char*& p) {
  const auto byte = [&p](int i) { return static_cast<uint32_t>(static_cast<uint8_t>(p[i])); };
  const uint32_t lead = byte(0);
  if (lead < 0x80) {
    p += 1;
    return lead;
  }
  if (lead < 0xE0) {
    const uint32_t c = (lead & 0x1F) << 6 | (byte(1) & 0x3F);
    p += 2;
    return c;
  }
  if (lead < 0xF0) {
    const uint32_t c = (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    p += 3;
    return c;
  }
  const uint32_t c =
      (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  p += 4;
  return c;
}
// The code point that ends at `p`, which is moved to its start.
inline uint32_t Previous(const char*& p) {
  do --p;
  while (IsContinuation(*p));
  const char* q = p;
  return Next(q);
}
inline uint32_t At(const char* p) { return Next(p); }

// Writes at most four bytes; returns their number.
inline int Encode(uint32_t c, char* out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | c >> 6);
    out[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | c >> 18);
  out[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (c & 0x3F));
  return 4;
}

bool IsAscii(const char* bytes, size_t size);
inline bool IsAscii(std::string_view s) { return IsAscii(s.data(), s.size()); }
// Length of the longest ASCII prefix.
size_t AsciiPrefix(const char* bytes, size_t size);
size_t CountCodePoints(const char* bytes, size_t size);
inline size_t CountCodePoints(std::string_view s) { return CountCodePoints(s.data(), s.size()); }
// Behind `count` code points.
const char* Skip(const char* p, size_t count);

// For bytes from outside: the well-formed sequence at `p` (strict UTF-8, no surrogates). Returns
// its length, or 0 when it is malformed; then `*bad` is how many bytes the maximal ill-formed
// subpart has, and `*truncated` tells that it would need bytes beyond `end`.
int Validate(const char* p, const char* end, int* bad, bool* truncated);
// Strict UTF-8 throughout?
bool IsValid(std::string_view s);

// for (uint32_t c : CodePoints(s)) ...
class CodePoints {
 public:
  explicit CodePoints(std::string_view s) : begin_(s.data()), end_(s.data() + s.size()) {}
  class Iterator {
   public:
    explicit Iterator(const char* p) : p_(p) {}
    uint32_t operator*() const { return At(p_); }
    Iterator& operator++() {
      p_ += SequenceLength(*p_);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return p_ != other.p_; }

   private:
    const char* p_;
  };
  Iterator begin() const { return Iterator(begin_); }
  Iterator end() const { return Iterator(end_); }

 private:
  const char* begin_;
  const char* end_;
};

}  // namespace krait::utf8

#endif  // KRAIT_RUNTIME_TEXT_UTF8_H_
