// bytes and bytearray: operators, repr, hex, decode, translate.
#include <cstring>

#include "runtime/collection/sequence.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsSpaceByte(char c) { return c == ' ' || (c >= 9 && c <= 13); }

// The separator of hex(): one ASCII character.
bool HexSeparator(Isolate* iso, Value separator, char* c) {
  if (IsStr(separator)) {
    const Str* s = separator.As<Str>();
    if (s->length != 1) return RaiseValueError(iso, "sep must be length 1.");
    if (!s->IsAscii()) return RaiseValueError(iso, "sep must be ASCII.");
    *c = s->data[0];
    return true;
  }
  if (!IsBytes(separator)) {
    int64_t length;
    if (!Length(iso, separator, &length)) return false;
    if (length != 1) return RaiseValueError(iso, "sep must be length 1.");
    return RaiseTypeError(iso, "sep must be str or bytes.");
  }
  const std::string_view s = separator.As<Bytes>()->view();
  if (s.size() != 1) return RaiseValueError(iso, "sep must be length 1.");
  if (static_cast<unsigned char>(s[0]) >= 128) return RaiseValueError(iso, "sep must be ASCII.");
  *c = s[0];
  return true;
}

}  // namespace

Value HexOfBytes(Isolate* iso, std::string_view bytes, Value separator, Value group) {
  char c = 0;
  int64_t group_size = 1;
  if (separator) KRAIT_CHECK_OK(HexSeparator(iso, separator, &c));
  if (group) KRAIT_CHECK_OK(IndexToInt64(iso, group, &group_size));
  if (c == 0) group_size = 0;
  const uint64_t group_bytes = group_size < 0 ? -static_cast<uint64_t>(group_size) : group_size;
  StrBuilder out(iso, bytes.size() * 2);
  for (size_t i = 0; i < bytes.size(); ++i) {
    // Positive groups are counted from the end.
    const size_t position = group_size > 0 ? bytes.size() - i : i;
    if (i > 0 && group_bytes > 0 && position % group_bytes == 0) out.AppendChar(c);
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const char digits[2] = {kHex[byte >> 4], kHex[byte & 15]};
    out.AppendAscii({digits, 2});
  }
  return Value::Object(out.Finish());
}

Str* BytesRepr(Isolate* iso, std::string_view bytes, bool escape_single) {
  const bool double_quotes =
      bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  StrBuilder out(iso, bytes.size() + 3);
  out.AppendChar('b');
  out.AppendChar(quote);
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\' || (c == '\'' && escape_single)) {
      out.AppendChar('\\');
      out.AppendChar(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out.AppendAscii(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    } else if (byte >= 0x20 && byte < 0x7F) {
      out.AppendChar(c);
    } else {
      const char escape[4] = {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
      out.AppendAscii({escape, 4});
    }
  }
  out.AppendChar(quote);
  return out.Finish();
}

namespace byte_methods {

Value Len(Isolate*, Value* args, size_t) {
  return Value::Int(static_cast<int64_t>(ByteContents(args[0]).size()));
}

Value Repr(Isolate* iso, Value* args, size_t) {
  if (IsBytes(args[0])) return Value::Object(BytesRepr(iso, ByteContents(args[0])));
  KRAIT_TRY(Str*, contents, BytesRepr(iso, ByteContents(args[0]), true));
  StrBuilder out(iso);
  out.Append(TypeName(iso, args[0]));
  out.AppendChar('(');
  out.Append(contents);
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value Sizeof(Isolate*, Value* args, size_t) {
  size_t size = gc::Heap::AllocationSize(args[0].AsHeap());
  if (IsByteArray(args[0])) {
    if (const RawBytes* buffer = args[0].As<ByteArray>()->buffer) {
      size += gc::Heap::AllocationSize(buffer);
    }
  }
  return Value::Int(static_cast<int64_t>(size));
}

Value ConcatBytes(Isolate* iso, std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return Value::Object(Bytes::New(iso, a.empty() ? b : a));
  char* to;
  Bytes* result = Bytes::NewUninitialized(iso, static_cast<int64_t>(a.size() + b.size()), &to);
  if (result == nullptr) return Value();
  std::memcpy(to, a.data(), a.size());
  std::memcpy(to + a.size(), b.data(), b.size());
  return Value::Object(result);
}

Value Add(Isolate* iso, Value* args, size_t) {
  if (!HasBuffer(args[1])) {
    if (TypeOf(iso, args[1])->IsScriptClass() && LookupSpecial(iso, args[1], Special::kRadd)) {
      return Value::NotImplemented();
    }
    return RaiseF(iso, ExceptionId::kTypeError, "can't concat %.100s to %.100s",
                  TypeName(iso, args[1]), TypeName(iso, args[0]));
  }
  const ScopedBuffer other(iso, args[1]);
  if (!other.ok()) return Value();
  const std::string_view self = ByteContents(args[0]);
  if (self.empty() && IsExactBytes(args[1])) {
    if (IsBytes(args[0])) return args[1];
  }
  if (other.size() == 0 && IsExactBytes(args[0])) return args[0];
  if (IsBytes(args[0])) return ConcatBytes(iso, self, other.view());
  ByteBuilder out(iso);
  out.Reserve(self.size() + other.size());
  out.Append(self);
  out.Append(other.view());
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

Value Mul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    return iso->HasPending() ? Value() : Value::NotImplemented();
  }
  const std::string_view self = ByteContents(args[0]);
  if (count == 1) return SameOrCopy(iso, args[0]);
  if (count <= 0 || self.empty()) return NewLike(iso, args[0], {});
  if (count > INT64_MAX / static_cast<int64_t>(self.size())) return RaiseMemoryError(iso);
  ByteBuilder out(iso);
  char* to = out.Extend(self.size() * static_cast<size_t>(count));
  if (to == nullptr) return Value();
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(to + static_cast<size_t>(i) * self.size(), self.data(), self.size());
  }
  return NewLike(iso, args[0], out.view());
}

Value Mod(Isolate* iso, Value* args, size_t) {
  ByteBuilder out(iso);
  KRAIT_CHECK_OK(FormatBytesPercent(iso, ByteContents(args[0]), args[1], out));
  return NewLike(iso, args[0], out.view());
}

Value Rmod(Isolate* iso, Value* args, size_t) {
  if (!IsByteString(args[1]) || IsBytes(args[1]) != IsBytes(args[0])) {
    return Value::NotImplemented();
  }
  Value swapped[2] = {args[1], args[0]};
  return Mod(iso, swapped, 2);
}

Value Decode(Isolate* iso, Value* args, size_t) {
  const char* names[] = {"encoding", "errors"};
  std::string_view texts[] = {"utf-8", "strict"};
  for (int i = 0; i < 2; ++i) {
    const Value v = args[i + 1];
    if (v.IsEmpty()) continue;
    if (!IsStr(v)) {
      return RaiseF(iso, ExceptionId::kTypeError, "decode() argument '%s' must be str, not %.50s",
                    names[i], v.IsNone() ? "None" : TypeName(iso, v));
    }
    texts[i] = v.As<Str>()->view();
  }
  return DecodeObject(iso, args[0], texts[0], texts[1]);
}

Value Hex(Isolate* iso, Value* args, size_t) {
  return HexOfBytes(iso, ByteContents(args[0]), args[1], args[2]);
}

// Slot 0 is the class.
Value Fromhex(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "fromhex() argument must be str, not %.50s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  const Str* text = args[1].As<Str>();
  const std::string_view s = text->view();
  ByteBuilder out(iso);
  const auto refuse = [&](size_t at) -> Value {
    return RaiseF(iso, ExceptionId::kValueError,
                  "non-hexadecimal number found in fromhex() arg at position %zd",
                  utf8::CountCodePoints(s.data(), at));
  };
  for (size_t i = 0; i < s.size();) {
    if (IsSpaceByte(s[i])) {
      ++i;
      continue;
    }
    const int high = HexDigit(s[i]);
    if (high < 0) return refuse(i);
    const int low = i + 1 < s.size() ? HexDigit(s[i + 1]) : -1;
    if (low < 0) return refuse(i + 1);
    out.AppendByte(static_cast<char>(high << 4 | low));
    i += 2;
  }
  Type* type = args[0].As<Type>();
  const bool is_bytes = type->instance_kind == ObjectKind::kBytes;
  const Value plain = is_bytes ? Value::Object(Bytes::New(iso, out.view()))
                               : Value::Object(ByteArray::New(iso, out.view()));
  if (!plain || type->spec != nullptr) return plain;
  return Call(iso, args[0], {plain});
}

Value Maketrans(Isolate* iso, Value* args, size_t) {
  const ByteArgument from(iso, args[0], false);
  if (!from.ok()) return Value();
  const ByteArgument to(iso, args[1], false);
  if (!to.ok()) return Value();
  if (from.view().size() != to.view().size()) {
    return RaiseValueError(iso, "maketrans arguments must have same length");
  }
  char table[256];
  for (int i = 0; i < 256; ++i) table[i] = static_cast<char>(i);
  for (size_t i = 0; i < from.view().size(); ++i) {
    table[static_cast<unsigned char>(from.view()[i])] = to.view()[i];
  }
  return Value::Object(Bytes::New(iso, {table, 256}));
}

Value Translate(Isolate* iso, Value* args, size_t) {
  std::optional<ByteArgument> table, removed;
  if (!args[1].IsNone()) {
    table.emplace(iso, args[1], false);
    if (!table->ok()) return Value();
    if (table->view().size() != 256) {
      return RaiseValueError(iso, "translation table must be 256 characters long");
    }
  }
  bool drop[256] = {};
  if (args[2]) {
    removed.emplace(iso, args[2], false);
    if (!removed->ok()) return Value();
    for (unsigned char c : removed->view()) drop[c] = true;
  }
  ByteBuilder out(iso);
  for (unsigned char c : ByteContents(args[0])) {
    if (!drop[c]) out.AppendByte(table ? table->view()[c] : static_cast<char>(c));
  }
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

}  // namespace byte_methods
}  // namespace krait
