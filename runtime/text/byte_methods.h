// The methods that bytes and bytearray share. Slot 0 is either; the result is bytes for bytes and
// bytearray for bytearray.
//
// A bytearray can change under a method only while script code runs, which arguments can cause
// (__index__, __iter__): so arguments are read first, then the views of the contents are taken.
#ifndef KRAIT_RUNTIME_TEXT_BYTE_METHODS_H_
#define KRAIT_RUNTIME_TEXT_BYTE_METHODS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gc/value.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"

namespace krait {

class Isolate;

namespace byte_methods {

#define KRAIT_BYTE_METHODS(V)                                                                      \
  /* byte_case.cc */                                                                               \
  V(Capitalize)                                                                                    \
  V(IsAlnum)                                                                                       \
  V(IsAlpha) V(IsAscii) V(IsDigit) V(IsLower) V(IsSpace) V(IsTitle) V(IsUpper) V(Lower)            \
      V(Swapcase) V(Title) V(Upper) /* byte_search.cc */                                           \
      V(Contains) V(Count) V(Endswith) V(Find) V(Index) V(Removeprefix) V(Removesuffix) V(Replace) \
          V(Rfind) V(Rindex) V(Startswith)                                /* byte_split.cc */      \
      V(Join) V(Partition) V(Rpartition) V(Rsplit) V(Split) V(Splitlines) /* byte_padding.cc */    \
      V(Center) V(Expandtabs) V(Ljust) V(Lstrip) V(Rjust) V(Rstrip) V(Strip)                       \
          V(Zfill) /* byte_conversions.cc */                                                       \
      V(Add) V(Decode) V(Fromhex) V(Hex) V(Len) V(Maketrans) V(Mod) V(Mul) V(Repr) V(Rmod)         \
          V(Sizeof) V(Translate)

#define KRAIT_BYTE_METHOD(Name) Value Name(Isolate* iso, Value* args, size_t count);
KRAIT_BYTE_METHODS(KRAIT_BYTE_METHOD)
#undef KRAIT_BYTE_METHOD

}  // namespace byte_methods

// The contents of a bytes or bytearray.
std::string_view ByteContents(Value self);
bool IsByteString(Value v);  // bytes or bytearray, subclasses included
// A new object of self's kind (never of a subclass).
Value NewLike(Isolate* iso, Value self, std::string_view contents);
// self when it is an exact bytes, else a copy: what a method that changes nothing returns.
Value SameOrCopy(Isolate* iso, Value self);

// An argument that is a bytes-like object or (where allowed) an int in range(256).
class ByteArgument {
 public:
  // Check ok(): false leaves the exception pending.
  ByteArgument(Isolate* iso, Value v, bool int_allowed);
  bool ok() const { return ok_; }
  std::string_view view() const { return {buffer_ ? buffer_->data() : &byte_, size_}; }

 private:
  std::optional<ScopedBuffer> buffer_;
  char byte_ = 0;
  size_t size_ = 1;
  bool ok_ = false;
};

// An int in range(256); `message` is the ValueError's otherwise.
bool ByteFromValue(Isolate* iso, Value v, char* byte,
                   const char* message = "byte must be in range(0, 256)");
// Appends what bytes(v) and bytearray(v) make of an object without __bytes__: a count of zeros, a
// buffer, an iterable of ints; text is refused. `type_name` is for messages.
bool AppendBytesOf(Isolate* iso, Value v, const char* type_name, ByteBuilder& out);
// Appends the items of an iterable.
bool AppendByteItems(Isolate* iso, Value iterable, const char* type_name, ByteBuilder& out);
// bytes(str, encoding, errors): checks that the combination makes sense. Returns the encoded bytes,
// or Empty: with nothing pending when `v` is not text to be encoded.
Value EncodeConstructorArgument(Isolate* iso, const char* type, Value v, Value encoding,
                                Value errors);
// hex() of bytes. `separator` as Python's argument (Empty: none).
Value HexOfBytes(Isolate* iso, std::string_view bytes, Value separator, Value group);
// bytes % values, into `out`.
bool FormatBytesPercent(Isolate* iso, std::string_view format, Value values, ByteBuilder& out);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_BYTE_METHODS_H_
