#include "runtime/text/builder.h"

#include <algorithm>
#include <charconv>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/bytes.h"

namespace krait {

bool ByteBuilder::Grow(size_t count) {
  if (failed_) return false;
  const size_t wanted = std::max(size_ + count, capacity_ * 2);
  RawBytes* bigger = RawBytes::New(iso_, static_cast<int64_t>(wanted));
  if (bigger == nullptr) {
    failed_ = true;
    return false;
  }
  std::memcpy(bigger->data, data_, size_);
  buffer_ = bigger;
  data_ = bigger->data;
  capacity_ = wanted;
  return true;
}

Bytes* ByteBuilder::FinishBytes() {
  if (failed_) return nullptr;
  return Bytes::New(iso_, view());
}

void StrBuilder::Fill(size_t count, uint32_t c) {
  char one[4];
  const size_t size = utf8::Encode(c, one);
  if (size == 1) {
    bytes_.Fill(count, one[0]);
  } else if (char* to = bytes_.Extend(count * size)) {
    for (size_t i = 0; i < count; ++i) std::memcpy(to + i * size, one, size);
  }
  length_ += count;
}

void StrBuilder::AppendInt(int64_t i) {
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof(digits), i);
  AppendAscii({digits, static_cast<size_t>(result.ptr - digits)});
}

bool StrBuilder::AppendRepr(Value v) {
  KRAIT_TRY(Str*, s, Repr(isolate(), v));
  Append(s);
  return true;
}

bool StrBuilder::AppendStr(Value v) {
  KRAIT_TRY(Str*, s, ToStr(isolate(), v));
  Append(s);
  return true;
}

Str* StrBuilder::Finish() {
  Isolate* iso = isolate();
  if (failed()) return nullptr;
  const size_t size = bytes_.size();
  if (size > Str::kMaxBytes) return RaiseOverflowError(iso, "string is too large");
  // A buffer that is nearly full becomes the string's own.
  if (bytes_.buffer_ != nullptr && size >= 2048 && size >= bytes_.capacity_ / 4 * 3) {
    bytes_.buffer_->used = static_cast<int64_t>(size);
    return Str::NewShared(iso, bytes_.buffer_, bytes_.data_, size, length_);
  }
  if (length_ == 1) return Str::FromCodePoint(iso, utf8::At(bytes_.data_));
  char* to;
  Str* s = Str::NewUninitialized(iso, size, length_, &to);
  if (s != nullptr) std::memcpy(to, bytes_.data_, size);
  return s;
}

}  // namespace krait
