#include "runtime/text/str.h"

#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/builder.h"
#include "runtime/text/hash.h"
#include "runtime/text/str_index.h"
#include "runtime/text/text_state.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr auto kStrKind = static_cast<uint8_t>(ObjectKind::kStr);
constexpr size_t kMinBufferBytes = 256;   // shorter results of + are copied each time
constexpr size_t kMinSharedSlice = 1024;  // shorter slices are copied

Str* AllocateStr(Isolate* iso, size_t bytes, uint8_t flags) {
  auto* s = static_cast<Str*>(iso->heap().Allocate(bytes, kStrKind, kStrKind, flags));
  if (s == nullptr) return RaiseMemoryError(iso);
  return s;
}

// Sets what describes an unshared string; its bytes are still to be written.
void InitInline(Str* s, size_t byte_length, size_t length) {
  s->data = s->inline_data;
  s->byte_length = static_cast<uint32_t>(byte_length);
  s->length = static_cast<uint32_t>(length);
  s->inline_data[byte_length] = '\0';
}

Str* NewInterned(Isolate* iso, std::string_view text, int64_t hash) {
  char* bytes;
  Str* s = Str::NewUninitialized(iso, text.size(), utf8::CountCodePoints(text), &bytes);
  if (s == nullptr) return nullptr;
  std::memcpy(bytes, text.data(), text.size());
  s->hash = hash;
  s->flags |= Str::kInterned;
  iso->text().strings.Insert(s);
  return s;
}

// a's buffer has room for `b` right behind a, and nobody has claimed it.
Str* AppendInPlace(Isolate* iso, Str* a, Str* b) {
  if (!a->HasFlag(Str::kShared) || a->owner->kind != static_cast<uint8_t>(ObjectKind::kRawBytes)) {
    return nullptr;
  }
  auto* buffer = static_cast<RawBytes*>(a->owner);
  if (a->data + a->byte_length != buffer->data + buffer->used ||
      buffer->capacity - buffer->used < b->byte_length) {
    return nullptr;
  }
  char* to = buffer->data + buffer->used;
  buffer->used += b->byte_length;
  // b may be a itself or share the buffer; its bytes lie before `to`.
  std::memcpy(to, b->data, b->byte_length);
  return Str::NewShared(iso, buffer, a->data, a->byte_length + size_t{b->byte_length},
                        a->length + size_t{b->length});
}

Str* ConcatIntoBuffer(Isolate* iso, Str* a, Str* b, size_t bytes, size_t length) {
  const size_t capacity = std::min<size_t>(bytes * 2, Str::kMaxBytes);
  RawBytes* buffer = RawBytes::New(iso, static_cast<int64_t>(capacity));
  if (buffer == nullptr) return nullptr;
  std::memcpy(buffer->data, a->data, a->byte_length);
  std::memcpy(buffer->data + a->byte_length, b->data, b->byte_length);
  buffer->used = static_cast<int64_t>(bytes);
  return Str::NewShared(iso, buffer, buffer->data, bytes, length);
}

// The object that holds the bytes of `s`, whether its own or another's.
HeapObject* BytesOwner(Str* s) { return s->HasFlag(Str::kShared) ? s->owner : s; }

}  // namespace

Str* Str::NewUninitialized(Isolate* iso, size_t byte_length, size_t length, char** bytes) {
  if (byte_length > kMaxBytes) return RaiseOverflowError(iso, "string is too large");
  Str* s = AllocateStr(iso, InlineStrBytes(byte_length, length), 0);
  if (s == nullptr) return nullptr;
  InitInline(s, byte_length, length);
  *bytes = s->inline_data;
  return s;
}

Str* Str::New(Isolate* iso, std::string_view utf8) {
  const size_t length = utf8::CountCodePoints(utf8);
  if (length <= 1)
    return length == 0 ? iso->text().empty : FromCodePoint(iso, utf8::At(utf8.data()));
  char* bytes;
  Str* s = NewUninitialized(iso, utf8.size(), length, &bytes);
  if (s != nullptr) std::memcpy(bytes, utf8.data(), utf8.size());
  return s;
}

Str* Str::NewAscii(Isolate* iso, std::string_view ascii) {
  if (ascii.size() <= 1) {
    return ascii.empty() ? iso->text().empty
                         : iso->text().latin1[static_cast<unsigned char>(ascii[0])];
  }
  char* bytes;
  Str* s = NewUninitialized(iso, ascii.size(), ascii.size(), &bytes);
  if (s != nullptr) std::memcpy(bytes, ascii.data(), ascii.size());
  return s;
}

Str* Str::NewLossy(Isolate* iso, std::string_view bytes) {
  if (utf8::IsValid(bytes)) return New(iso, bytes);
  StrBuilder out(iso, bytes.size());
  const char* p = bytes.data();
  const char* end = p + bytes.size();
  while (p < end) {
    int bad;
    bool truncated;
    const int length = utf8::Validate(p, end, &bad, &truncated);
    if (length > 0) {
      out.Append({p, static_cast<size_t>(length)}, 1);
      p += length;
    } else {
      out.AppendCodePoint(utf8::kReplacement);
      p += bad;
    }
  }
  return out.Finish();
}

Str* Str::FromCodePoint(Isolate* iso, uint32_t code_point) {
  if (code_point < 256) return iso->text().latin1[code_point];
  char encoded[4];
  const size_t size = utf8::Encode(code_point, encoded);
  char* bytes;
  Str* s = NewUninitialized(iso, size, 1, &bytes);
  if (s != nullptr) std::memcpy(bytes, encoded, size);
  return s;
}

Str* Str::NewShared(Isolate* iso, HeapObject* owner, const char* bytes, size_t byte_length,
                    size_t length) {
  const size_t slot = HasIndexSlot(byte_length, length) ? sizeof(HeapObject*) : 0;
  Str* s = AllocateStr(iso, sizeof(Str) + slot, kShared);
  if (s == nullptr) return nullptr;
  s->data = bytes;
  s->byte_length = static_cast<uint32_t>(byte_length);
  s->length = static_cast<uint32_t>(length);
  s->owner = owner;
  return s;
}

Str* Str::NewOfType(Isolate* iso, Type* type, const Str* content) {
  const size_t bytes = InlineStrBytes(content->byte_length, content->length);
  auto* s = static_cast<Str*>(AllocateInstance(iso, type, bytes));
  if (s == nullptr) return nullptr;
  InitInline(s, content->byte_length, content->length);
  std::memcpy(s->inline_data, content->data, content->byte_length);
  s->hash = content->hash;
  return s;
}

Str* Str::Intern(Isolate* iso, std::string_view utf8) {
  const int64_t hash = HashBytes(utf8.data(), utf8.size());
  if (Str* s = iso->text().strings.Find(utf8, hash)) return s;
  return NewInterned(iso, utf8, hash);
}

Str* Str::Intern(Isolate* iso, Str* string) {
  if (string->IsInterned()) return string;
  const int64_t hash = string->Hash();
  if (Str* s = iso->text().strings.Find(string->view(), hash)) return s;
  // A copy where the string would keep more alive than its bytes, or is of a subclass.
  if (string->HasFlag(kShared) || !IsExactStr(string)) {
    return NewInterned(iso, string->view(), hash);
  }
  string->flags |= kInterned;
  iso->text().strings.Insert(string);
  return string;
}

Str* Str::Concat(Isolate* iso, Str* a, Str* b) {
  if (a->byte_length == 0 && IsExactStr(b)) return b;
  if (b->byte_length == 0 && IsExactStr(a)) return a;
  const size_t bytes = size_t{a->byte_length} + b->byte_length;
  const size_t length = size_t{a->length} + b->length;
  if (bytes > kMaxBytes) return RaiseOverflowError(iso, "strings are too large to concat");
  if (bytes >= kMinBufferBytes) {
    if (Str* s = AppendInPlace(iso, a, b)) return s;
    if (a->HasFlag(kConcatenated | kShared) && a->byte_length >= b->byte_length) {
      return ConcatIntoBuffer(iso, a, b, bytes, length);
    }
  }
  char* to;
  Str* s = NewUninitialized(iso, bytes, length, &to);
  if (s == nullptr) return nullptr;
  std::memcpy(to, a->data, a->byte_length);
  std::memcpy(to + a->byte_length, b->data, b->byte_length);
  s->flags |= kConcatenated;
  return s;
}

Str* Str::Substring(Isolate* iso, Str* s, int64_t start, int64_t end) {
  if (start >= end) return iso->text().empty;
  if (end - start == 1) return CharAt(iso, s, start);
  const size_t length = static_cast<size_t>(end - start);
  if (length == s->length && IsExactStr(s)) return s;
  const size_t from = ByteOffset(iso, s, start);
  const size_t size = ByteOffset(iso, s, end) - from;
  // A slice that is most of its buffer shares it.
  HeapObject* owner = BytesOwner(s);
  if (size >= kMinSharedSlice && size >= gc::Heap::AllocationSize(owner) / 2) {
    return NewShared(iso, owner, s->data + from, size, length);
  }
  char* to;
  Str* result = NewUninitialized(iso, size, length, &to);
  if (result != nullptr) std::memcpy(to, s->data + from, size);
  return result;
}

uint32_t Str::CodePointAt(Isolate* iso, Str* s, int64_t index) {
  if (s->IsAscii()) return static_cast<unsigned char>(s->data[index]);
  return utf8::At(s->data + ByteOffset(iso, s, index));
}

Str* Str::CharAt(Isolate* iso, Str* s, int64_t index) {
  return FromCodePoint(iso, CodePointAt(iso, s, index));
}

int64_t Str::ComputeHash() const {
  hash = HashBytes(data, byte_length);
  return hash;
}

void TraceStr(HeapObject* object, gc::Marker& marker) {
  auto* s = static_cast<Str*>(object);
  if (s->HasFlag(Str::kShared)) marker.Visit(s->owner);
  if (HasIndexSlot(s->byte_length, s->length)) marker.Visit(*IndexSlot(s));
}

}  // namespace krait
