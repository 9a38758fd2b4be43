// bytes and bytearray: ASCII case and character classes.
#include "runtime/isolate.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"

namespace krait {
namespace {

bool IsLowerByte(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperByte(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool IsAlphaByte(unsigned char c) { return IsLowerByte(c | 0x20); }
bool IsDigitByte(unsigned char c) { return c >= '0' && c <= '9'; }
bool IsAlnumByte(unsigned char c) { return IsAlphaByte(c) || IsDigitByte(c); }
bool IsSpaceByte(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }

char ToLowerByte(char c) { return IsUpperByte(c) ? static_cast<char>(c + 32) : c; }
char ToUpperByte(char c) { return IsLowerByte(c) ? static_cast<char>(c - 32) : c; }

template <typename F>
Value Map(Isolate* iso, Value self, F map) {
  const Value result = NewLike(iso, self, ByteContents(self));
  if (!result) return Value();
  // One-byte results are shared objects and must not be written to.
  if (IsBytes(result) && result.As<Bytes>()->size <= 1) {
    if (result.As<Bytes>()->size == 0) return result;
    const char c = map(result.As<Bytes>()->data[0]);
    return Value::Object(Bytes::New(iso, {&c, 1}));
  }
  char* p = const_cast<char*>(ByteContents(result).data());
  for (size_t i = 0, n = ByteContents(result).size(); i < n; ++i) p[i] = map(p[i]);
  return result;
}

template <typename F>
Value All(const Value* args, F property) {
  const std::string_view s = ByteContents(args[0]);
  for (unsigned char c : s) {
    if (!property(c)) return Value::False();
  }
  return Value::Bool(!s.empty());
}

// Is there a letter of the wanted case, and none of the other?
Value AllCased(const Value* args, bool (*wanted)(unsigned char), bool (*other)(unsigned char)) {
  bool found = false;
  for (unsigned char c : ByteContents(args[0])) {
    if (other(c)) return Value::False();
    found = found || wanted(c);
  }
  return Value::Bool(found);
}

}  // namespace

namespace byte_methods {

Value Lower(Isolate* iso, Value* args, size_t) { return Map(iso, args[0], ToLowerByte); }
Value Upper(Isolate* iso, Value* args, size_t) { return Map(iso, args[0], ToUpperByte); }
Value Swapcase(Isolate* iso, Value* args, size_t) {
  return Map(iso, args[0], [](char c) { return IsLowerByte(c) ? ToUpperByte(c) : ToLowerByte(c); });
}
Value Title(Isolate* iso, Value* args, size_t) {
  return Map(iso, args[0], [after_letter = false](char c) mutable {
    const char mapped = after_letter ? ToLowerByte(c) : ToUpperByte(c);
    after_letter = IsAlphaByte(c);
    return mapped;
  });
}
Value Capitalize(Isolate* iso, Value* args, size_t) {
  return Map(iso, args[0], [first = true](char c) mutable {
    const char mapped = first ? ToUpperByte(c) : ToLowerByte(c);
    first = false;
    return mapped;
  });
}

Value IsAlnum(Isolate*, Value* args, size_t) { return All(args, IsAlnumByte); }
Value IsAlpha(Isolate*, Value* args, size_t) { return All(args, IsAlphaByte); }
Value IsDigit(Isolate*, Value* args, size_t) { return All(args, IsDigitByte); }
Value IsSpace(Isolate*, Value* args, size_t) { return All(args, IsSpaceByte); }
Value IsAscii(Isolate*, Value* args, size_t) {
  return Value::Bool(utf8::IsAscii(ByteContents(args[0])));
}
Value IsLower(Isolate*, Value* args, size_t) { return AllCased(args, IsLowerByte, IsUpperByte); }
Value IsUpper(Isolate*, Value* args, size_t) { return AllCased(args, IsUpperByte, IsLowerByte); }

Value IsTitle(Isolate*, Value* args, size_t) {
  bool cased = false, after_letter = false;
  for (unsigned char c : ByteContents(args[0])) {
    if (IsUpperByte(c) ? after_letter : IsLowerByte(c) && !after_letter) return Value::False();
    after_letter = IsAlphaByte(c);
    cased = cased || after_letter;
  }
  return Value::Bool(cased);
}

}  // namespace byte_methods
}  // namespace krait
