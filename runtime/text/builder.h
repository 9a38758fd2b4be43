// Append-only builders, for everything that puts a str or bytes together from pieces.
//
//   StrBuilder out(iso);
//   out.AppendChar('[');
//   ...
//   return out.Finish();   // null with the exception pending when anything failed
//
// The bytes stand in the builder at first, then in a growing buffer on the heap, which a large
// result takes over without a copy. A builder must be a local variable: the stack scan keeps its
// buffer alive.
#ifndef KRAIT_RUNTIME_TEXT_BUILDER_H_
#define KRAIT_RUNTIME_TEXT_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "gc/value.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

class Isolate;
struct Bytes;
struct RawBytes;

// Growing bytes; what both builders are made of.
class ByteBuilder {
 public:
  explicit ByteBuilder(Isolate* iso) : iso_(iso), data_(inline_), capacity_(sizeof(inline_)) {}
  ByteBuilder(const ByteBuilder&) = delete;
  ByteBuilder& operator=(const ByteBuilder&) = delete;

  // `bytes` may point into the heap, but not into this builder.
  void Append(std::string_view bytes) {
    if (bytes.empty()) return;
    if (char* to = Extend(bytes.size())) std::memcpy(to, bytes.data(), bytes.size());
  }
  void AppendByte(char c) {
    if (char* to = Extend(1)) *to = c;
  }
  void Fill(size_t count, char c) {
    if (char* to = Extend(count)) std::memset(to, c, count);
  }
  // `count` more bytes, to be written by the caller at once; null when that failed.
  char* Extend(size_t count) {
    if (count > capacity_ - size_ && !Grow(count)) return nullptr;
    char* to = data_ + size_;
    size_ += count;
    return to;
  }
  void Reserve(size_t count) {
    if (count > capacity_ - size_) Grow(count);
  }
  void Truncate(size_t size) { size_ = size; }

  Isolate* isolate() const { return iso_; }
  size_t size() const { return size_; }
  char* data() { return data_; }
  std::string_view view() const { return {data_, size_}; }
  bool failed() const { return failed_; }

  Bytes* FinishBytes();

 private:
  friend class StrBuilder;
  bool Grow(size_t count);

  Isolate* iso_;
  char* data_;
  size_t size_ = 0;
  size_t capacity_;
  RawBytes* buffer_ = nullptr;  // null while the bytes are in `inline_`
  bool failed_ = false;
  char inline_[232];
};

class StrBuilder {
 public:
  explicit StrBuilder(Isolate* iso, size_t reserve = 0) : bytes_(iso) { bytes_.Reserve(reserve); }

  void Append(std::string_view utf8) {
    bytes_.Append(utf8);
    length_ += utf8::CountCodePoints(utf8);
  }
  void AppendAscii(std::string_view ascii) {
    bytes_.Append(ascii);
    length_ += ascii.size();
  }
  // `utf8` has `length` code points.
  void Append(std::string_view utf8, size_t length) {
    bytes_.Append(utf8);
    length_ += length;
  }
  void Append(const Str* s) { Append(s->view(), s->length); }
  void AppendChar(char ascii) {
    bytes_.AppendByte(ascii);
    ++length_;
  }
  void AppendCodePoint(uint32_t c) {
    char bytes[4];
    Append({bytes, static_cast<size_t>(utf8::Encode(c, bytes))}, 1);
  }
  void Fill(size_t count, uint32_t c);
  void AppendInt(int64_t i);
  // Append repr(v), str(v). False with the exception pending.
  bool AppendRepr(Value v);
  bool AppendStr(Value v);

  size_t byte_length() const { return bytes_.size(); }
  size_t length() const { return length_; }
  std::string_view view() const { return bytes_.view(); }
  bool failed() const { return bytes_.failed(); }
  Isolate* isolate() const { return bytes_.isolate(); }
  // Back to an earlier byte_length() and length().
  void Truncate(size_t byte_length, size_t length) {
    bytes_.Truncate(byte_length);
    length_ = length;
  }

  // Null with the exception pending when an append failed. The builder must not be used afterwards.
  Str* Finish();

 private:
  ByteBuilder bytes_;
  size_t length_ = 0;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BUILDER_H_
