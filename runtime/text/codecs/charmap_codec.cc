// Encodings of one byte a character that are given by a table: what the modules of Python's
// `encodings` package use.
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/encode_loop.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr char kUndefined[] = "character maps to <undefined>";
constexpr uint32_t kUndefinedCharacter = 0xFFFE;

// Looks `c` up as the encoder's mapping says: an int in range(256), bytes, or None.
Encoded EncodeMapped(Isolate* iso, Value mapping, uint32_t c, ByteBuilder& out) {
  const Value v = GetItem(iso, mapping, Value::Int(c));
  if (!v) {
    return ClearPendingIf(iso, ExceptionId::kLookupError) ? Encoded::kUnencodable
                                                          : Encoded::kException;
  }
  if (v.IsNone()) return Encoded::kUnencodable;
  if (IsBytes(v)) {
    out.Append(v.As<Bytes>()->view());
    return Encoded::kOk;
  }
  int64_t byte;
  if (!IsIntLike(v)) {
    RaiseF(iso, ExceptionId::kTypeError,
           "character mapping must return integer, bytes or None, not %.400s", TypeName(iso, v));
    return Encoded::kException;
  }
  if (!IntToInt64(v, &byte) || byte < 0 || byte > 255) {
    RaiseTypeError(iso, "character mapping must be in range(256)");
    return Encoded::kException;
  }
  out.AppendByte(static_cast<char>(byte));
  return Encoded::kOk;
}

// One byte through a decoding mapping. *known false: the byte is undefined.
bool DecodeMapped(Isolate* iso, Value mapping, unsigned char byte, StrBuilder& out, bool* known) {
  *known = false;
  const Value v = GetItem(iso, mapping, Value::Int(byte));
  if (!v) return ClearPendingIf(iso, ExceptionId::kLookupError);
  if (v.IsNone()) return true;
  if (IsStr(v)) {
    const Str* s = v.As<Str>();
    if (s->length == 1 && utf8::At(s->data) == kUndefinedCharacter) return true;
    out.Append(s);
  } else if (IsIntLike(v)) {
    int64_t c;
    if (!IntToInt64(v, &c) || c < 0 || c > utf8::kMaxCodePoint) {
      return RaiseF(iso, ExceptionId::kTypeError, "character mapping must be in range(0x%x)",
                    utf8::kMaxCodePoint + 1);
    }
    if (c == kUndefinedCharacter) return true;
    out.AppendCodePoint(static_cast<uint32_t>(c));
  } else {
    return RaiseTypeError(iso, "character mapping must return integer, None or str");
  }
  *known = true;
  return true;
}

}  // namespace

Str* DecodeCharmap(const DecodeRequest& in, Value mapping, size_t* consumed) {
  *consumed = in.input.size();
  if (mapping.IsEmpty() || mapping.IsNone()) return DecodeLatin1(in, consumed);
  // A string is a table by position.
  uint32_t table[256];
  size_t table_size = 0;
  const bool is_table = IsExactStr(mapping);
  if (is_table) {
    for (uint32_t c : utf8::CodePoints(mapping.As<Str>()->view())) {
      if (table_size == 256) break;
      table[table_size++] = c;
    }
  }
  DecodeErrors errors(in.iso, in.input, in.object, in.errors);
  StrBuilder out(in.iso, in.input.size());
  for (size_t i = 0; i < in.input.size();) {
    const auto byte = static_cast<unsigned char>(in.input[i]);
    bool known;
    if (is_table) {
      known = byte < table_size && table[byte] != kUndefinedCharacter;
      if (known) out.AppendCodePoint(table[byte]);
    } else if (!DecodeMapped(in.iso, mapping, byte, out, &known)) {
      return nullptr;
    }
    if (known) {
      ++i;
    } else if (!errors.Handle("charmap", i, i + 1, kUndefined, out, &i)) {
      return nullptr;
    }
  }
  return out.Finish();
}

Bytes* EncodeCharmap(Isolate* iso, Str* s, std::string_view errors, Value mapping) {
  if (mapping.IsEmpty() || mapping.IsNone()) return EncodeLatin1(iso, s, errors);
  EncodeErrors handler(iso, s, errors);
  ByteBuilder out(iso);
  const bool ok = EncodeLoop(
      handler, "charmap", kUndefined, 1, out,
      [iso, mapping](uint32_t c, ByteBuilder& to) { return EncodeMapped(iso, mapping, c, to); });
  return ok ? out.FinishBytes() : nullptr;
}

Value BuildCharmap(Isolate* iso, Str* table) {
  KRAIT_TRY(Dict*, map, Dict::New(iso, 256));
  int64_t byte = 0;
  for (uint32_t c : utf8::CodePoints(table->view())) {
    if (byte == 256) break;
    if (c != kUndefinedCharacter) {
      KRAIT_CHECK_OK(map->SetItem(iso, Value::Int(c), Value::Int(byte)));
    }
    ++byte;
  }
  return Value::Object(map);
}

}  // namespace krait
