#include "runtime/modules/struct/struct_format.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"

namespace krait::structs {
namespace {

static_assert(std::endian::native == std::endian::little);

// Sizes of the codes; 0: the mode does not have it. Native alignment equals native size.
struct CodeSize {
  char code;
  uint8_t native;
  uint8_t standard;
};
constexpr CodeSize kCodes[] = {
    {'x', 1, 1}, {'c', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'?', 1, 1}, {'h', 2, 2}, {'H', 2, 2},
    {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 4}, {'L', 8, 4}, {'q', 8, 8}, {'Q', 8, 8}, {'n', 8, 0},
    {'N', 8, 0}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8}, {'s', 1, 1}, {'p', 1, 1}, {'P', 8, 0},
};

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int SizeOf(char code, bool native) {
  for (const CodeSize& entry : kCodes) {
    if (entry.code == code) return native ? entry.native : entry.standard;
  }
  return 0;
}

bool RaiseTooLong(Isolate* iso) {
  return !RaiseStructError(iso, "total struct size too long").IsEmpty();
}

void ReadMode(std::string_view* text, Format* format) {
  if (text->empty()) return;
  switch (text->front()) {
    case '@':
      break;
    case '=':
    case '<':
      format->native = false;
      break;
    case '>':
    case '!':
      format->native = false;
      format->little = false;
      break;
    default:
      return;
  }
  text->remove_prefix(1);
}

// The repeat count before a code, 1 when there is none.
bool ReadCount(Isolate* iso, std::string_view* text, int64_t* count) {
  *count = 1;
  if (!IsDigit(text->front())) return true;
  *count = 0;
  while (!text->empty() && IsDigit(text->front())) {
    if (__builtin_mul_overflow(*count, 10, count) ||
        __builtin_add_overflow(*count, text->front() - '0', count)) {
      return RaiseTooLong(iso);
    }
    text->remove_prefix(1);
  }
  if (!text->empty()) return true;
  RaiseStructError(iso, "repeat count given without format specifier");
  return false;
}

// Where the item goes: the end of the record so far, aligned in native mode.
bool Place(Isolate* iso, char code, int64_t size, int64_t count, Format* format) {
  int64_t offset = format->size, bytes;
  const bool string = code == 's' || code == 'p';
  if (format->native) {
    if (__builtin_add_overflow(offset, size - 1, &offset)) return RaiseTooLong(iso);
    offset -= offset % size;
  }
  if (__builtin_mul_overflow(size, count, &bytes) ||
      __builtin_add_overflow(offset, bytes, &format->size)) {
    return RaiseTooLong(iso);
  }
  if (code == 'x') return true;
  if (string) {
    format->items.push_back({code, count, 1, offset});
    format->count++;
  } else if (count != 0) {
    format->items.push_back({code, size, count, offset});
    format->count += count;
  }
  return true;
}

bool IsSigned(char code) { return std::strchr("bhilqn", code) != nullptr; }

bool RaiseItemError(Isolate* iso, std::string_view message) {
  RaiseStructError(iso, message);
  return false;
}

// The message for a value that is out of range. CPython names the type only where the bytes of the
// machine can be used as they are.
bool RaiseIntegerRange(Isolate* iso, const Format& format, char code, int64_t size) {
  switch (format.little || size == 1 ? code : 0) {
    case 'b':
      return RaiseItemError(iso, "byte format requires -128 <= number <= 127");
    case 'B':
      return RaiseItemError(iso, "ubyte format requires 0 <= number <= 255");
    case 'h':
      return RaiseItemError(iso, "short format requires -32768 <= number <= 32767");
    case 'H':
      return RaiseItemError(iso, "ushort format requires 0 <= number <= 65535");
  }
  const int bits = static_cast<int>(size) * 8;
  const std::string name = std::string("'") + code + "' format requires ";
  if (IsSigned(code)) {
    const int64_t max = (int64_t{1} << (bits - 1)) - 1;
    return RaiseItemError(iso,
                          name + std::to_string(-max - 1) + " <= number <= " + std::to_string(max));
  }
  return RaiseItemError(iso, name + "0 <= number <= " + std::to_string((uint64_t{1} << bits) - 1));
}

void StoreBits(const Format& format, uint64_t bits, int64_t size, char* out) {
  std::memcpy(out, &bits, size);
  if (!format.little) std::reverse(out, out + size);
}
uint64_t LoadBits(const Format& format, const char* in, int64_t size) {
  uint64_t bits = 0;
  if (format.little) {
    std::memcpy(&bits, in, size);
  } else {
    for (int64_t i = 0; i < size; i++) bits = bits << 8 | static_cast<uint8_t>(in[i]);
  }
  return bits;
}

bool IntegerBits(Isolate* iso, const Format& format, const FormatItem& item, Value v,
                 uint64_t* bits) {
  if (!IsIntLike(v)) {
    if (!LookupSpecial(iso, v, Special::kIndex)) {
      return RaiseItemError(iso, "required argument is not an integer");
    }
    v = Index(iso, v);
    if (!v) return false;
  }
  int64_t i;
  const bool fits = IntToInt64(v, &i);
  *bits = static_cast<uint64_t>(i);
  if (item.code == 'P') {
    if (fits || IntToUint64(v, bits)) return true;
    return RaiseItemError(iso, "int too large to convert");
  }
  const char* too_large =
      format.little || item.size < 8 ? "argument out of range" : "int too large to convert";
  // The small codes are checked as signed numbers, whatever they are.
  if (IsSigned(item.code) || item.size == 1 || (item.size == 2 && format.little)) {
    if (!fits) return RaiseItemError(iso, too_large);
    if (item.size == 8) return true;
    const int width = static_cast<int>(item.size) * 8;
    const int64_t low = IsSigned(item.code) ? -(int64_t{1} << (width - 1)) : 0;
    const int64_t high = low + (int64_t{1} << width) - 1;
    return (i >= low && i <= high) || RaiseIntegerRange(iso, format, item.code, item.size);
  }
  if (!IntToUint64(v, bits)) return RaiseItemError(iso, too_large);
  return item.size == 8 || *bits >> (item.size * 8) == 0 ||
         RaiseIntegerRange(iso, format, item.code, item.size);
}

// To the nearest half-precision number; infinite when too large.
uint16_t HalfFromDouble(double d) { return std::bit_cast<uint16_t>(static_cast<_Float16>(d)); }
double DoubleFromHalf(uint16_t bits) { return static_cast<double>(std::bit_cast<_Float16>(bits)); }

bool FloatBits(Isolate* iso, const Format& format, const FormatItem& item, Value v,
               uint64_t* bits) {
  double d;
  if (!ToDouble(iso, v, &d)) {
    TakePending(iso);
    return RaiseItemError(iso, "required argument is not a float");
  }
  d = WithoutIdentity(d);
  if (item.code == 'd') {
    *bits = std::bit_cast<uint64_t>(d);
  } else if (item.code == 'f') {
    const auto f = static_cast<float>(d);
    if (!format.native && std::isinf(f) && !std::isinf(d)) {
      return RaiseOverflowError(iso, "float too large to pack with f format");
    }
    *bits = std::bit_cast<uint32_t>(f);
  } else {
    *bits = HalfFromDouble(d);
    if (std::isnan(d)) *bits = std::signbit(d) ? 0xFE00 : 0x7E00;
    if ((*bits & 0x7FFF) == 0x7C00 && !std::isinf(d)) {
      return RaiseOverflowError(iso, "float too large to pack with e format");
    }
  }
  return true;
}

// The bytes of a bytes or bytearray.
bool BytesOf(Value v, std::string_view* bytes) {
  if (IsBytes(v)) {
    *bytes = v.As<Bytes>()->view();
  } else if (IsByteArray(v)) {
    *bytes = v.As<ByteArray>()->view();
  } else {
    return false;
  }
  return true;
}

bool PackString(Isolate* iso, const FormatItem& item, Value v, char* out) {
  std::string_view bytes;
  if (!BytesOf(v, &bytes)) {
    return RaiseItemError(iso, item.code == 's' ? "argument for 's' must be a bytes object"
                                                : "argument for 'p' must be a bytes object");
  }
  int64_t room = item.size;
  if (item.code == 'p' && room > 0) room--;
  const int64_t used = std::min<int64_t>(room, bytes.size());
  if (item.code == 'p' && item.size > 0) {
    *out++ = static_cast<char>(std::min<int64_t>(used, 255));
  }
  std::memcpy(out, bytes.data(), used);
  return true;
}

Value UnpackString(Isolate* iso, const FormatItem& item, const char* in) {
  int64_t size = item.size;
  if (item.code == 'p' && size > 0) {
    size = std::min<int64_t>(size - 1, static_cast<uint8_t>(*in));
    in++;
  }
  return Value::Object(Bytes::New(iso, {in, static_cast<size_t>(size)}));
}

Value UnpackInteger(Isolate* iso, const FormatItem& item, uint64_t bits) {
  if (!IsSigned(item.code)) return IntFromUint64(iso, bits);
  const int unused = 64 - static_cast<int>(item.size) * 8;
  return IntFromInt64(iso, static_cast<int64_t>(bits << unused) >> unused);
}

}  // namespace

bool ParseFormat(Isolate* iso, std::string_view text, Format* format) {
  if (text.find('\0') != text.npos) return RaiseItemError(iso, "embedded null character");
  ReadMode(&text, format);
  while (!text.empty()) {
    if (IsSpace(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    int64_t count;
    if (!ReadCount(iso, &text, &count)) return false;
    const char code = text.front();
    text.remove_prefix(1);
    const int size = SizeOf(code, format->native);
    if (size == 0) return RaiseItemError(iso, "bad char in struct format");
    if (!Place(iso, code, size, count, format)) return false;
  }
  return true;
}

bool PackItem(Isolate* iso, const Format& format, const FormatItem& item, Value v, char* out) {
  uint64_t bits = 0;
  switch (item.code) {
    case 's':
    case 'p':
      return PackString(iso, item, v, out);
    case 'c': {
      std::string_view bytes;
      if (!BytesOf(v, &bytes) || bytes.size() != 1) {
        return RaiseItemError(iso, "char format requires a bytes object of length 1");
      }
      *out = bytes[0];
      return true;
    }
    case '?': {
      bool truth;
      if (!Truth(iso, v, &truth)) return false;
      *out = truth;
      return true;
    }
    case 'e':
    case 'f':
    case 'd':
      if (!FloatBits(iso, format, item, v, &bits)) {
        if (!IsIntLike(v) || !ClearPendingIf(iso, ExceptionId::kOverflowError)) return false;
        return RaiseItemError(iso, "int too large to convert");
      }
      break;
    default:
      if (!IntegerBits(iso, format, item, v, &bits)) return false;
  }
  StoreBits(format, bits, item.size, out);
  return true;
}

Value UnpackItem(Isolate* iso, const Format& format, const FormatItem& item, const char* in) {
  switch (item.code) {
    case 's':
    case 'p':
      return UnpackString(iso, item, in);
    case 'c':
      return Value::Object(Bytes::New(iso, {in, 1}));
    case '?':
      return Value::Bool(*in != 0);
  }
  const uint64_t bits = LoadBits(format, in, item.size);
  switch (item.code) {
    case 'd':
      return Value::ForeignDouble(std::bit_cast<double>(bits));
    case 'f':
      return Value::ForeignDouble(std::bit_cast<float>(static_cast<uint32_t>(bits)));
    case 'e':
      return Value::ForeignDouble(DoubleFromHalf(static_cast<uint16_t>(bits)));
  }
  return UnpackInteger(iso, item, bits);
}

}  // namespace krait::structs
