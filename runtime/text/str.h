// Python's str: immutable UTF-8.
//
//   header | hash | data --> bytes | byte_length, length | inline bytes ... or owner
//
// `data` points at the bytes: right behind the struct, or (flag kShared) into a RawBytes buffer or
// another string's bytes, which `owner` keeps alive. Appending to a string that ends where its
// buffer's used part ends claims the spare room behind it and shares the buffer, so that a loop of
// `s += t` is linear without ropes: every string is contiguous at all times, and a host sees it as
// a std::string_view without a copy.
//
// Lone surrogates are kept as their three-byte form (generalised UTF-8). `length` counts code
// points; an ASCII string has length == byte_length and is indexed directly, any other through an
// index built on first use (text/str_index.h).
#ifndef KRAIT_RUNTIME_TEXT_STR_H_
#define KRAIT_RUNTIME_TEXT_STR_H_

#include <cstdint>
#include <string_view>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Type;

struct Str : HeapObject {
  static constexpr uint8_t kShared = 0x01;        // `owner` holds the bytes
  static constexpr uint8_t kInterned = 0x02;      // the one string of its content in the isolate
  static constexpr uint8_t kConcatenated = 0x04;  // made by Concat: the next one takes spare room
  static constexpr uint32_t kMaxBytes = 0x7FFFFFF0;

  mutable int64_t hash;  // 0: not computed yet, or of the empty string; never -1
  const char* data;
  uint32_t byte_length;
  uint32_t length;  // code points
  union {
    char inline_data[8];  // flag kShared clear: the bytes and a terminating NUL
    HeapObject* owner;    // flag kShared set
  };

  std::string_view view() const { return {data, byte_length}; }
  bool IsAscii() const { return length == byte_length; }
  bool IsInterned() const { return HasFlag(kInterned); }

  // --- making; null with MemoryError (or OverflowError beyond kMaxBytes) pending ---
  // `utf8` must be valid generalised UTF-8; it may point into the heap.
  static Str* New(Isolate* iso, std::string_view utf8);
  static Str* NewAscii(Isolate* iso, std::string_view ascii);
  // Bytes to be filled by the caller before anything else is allocated.
  static Str* NewUninitialized(Isolate* iso, size_t byte_length, size_t length, char** bytes);
  // Replaces invalid sequences by U+FFFD: for text from outside.
  static Str* NewLossy(Isolate* iso, std::string_view bytes);
  // The one-character string; shared for U+0000..U+00FF.
  static Str* FromCodePoint(Isolate* iso, uint32_t code_point);
  // A string of `bytes`, which are part of `owner` (a RawBytes or an unshared Str).
  static Str* NewShared(Isolate* iso, HeapObject* owner, const char* bytes, size_t byte_length,
                        size_t length);
  // A copy as an instance of `type`, str itself or a subclass.
  static Str* NewOfType(Isolate* iso, Type* type, const Str* content);
  // The interned string of this content.
  static Str* Intern(Isolate* iso, std::string_view utf8);
  static Str* Intern(Isolate* iso, Str* string);

  static Str* Concat(Isolate* iso, Str* a, Str* b);
  // Code points [start, end), both within 0..length.
  static Str* Substring(Isolate* iso, Str* s, int64_t start, int64_t end);
  static uint32_t CodePointAt(Isolate* iso, Str* s, int64_t index);  // index within 0..length-1
  static Str* CharAt(Isolate* iso, Str* s, int64_t index);           // likewise

  int64_t Hash() const { return hash != 0 ? hash : ComputeHash(); }
  static bool Equals(const Str* a, const Str* b) {
    if (a == b) return true;
    if (a->byte_length != b->byte_length || (a->IsInterned() && b->IsInterned())) return false;
    return a->view() == b->view();
  }
  bool Equals(std::string_view s) const { return view() == s; }

 private:
  int64_t ComputeHash() const;
};

inline bool IsStr(Value v) {  // of subclasses too
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kStr);
}
inline bool IsExactStr(Value v) {
  return v.IsHeap() && v.AsHeap()->shape == static_cast<ShapeId>(ObjectKind::kStr);
}
inline bool IsExactStr(const Str* s) { return s->shape == static_cast<ShapeId>(ObjectKind::kStr); }

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_STR_H_
