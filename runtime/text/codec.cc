#include "runtime/text/codec.h"

#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec_registry.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/str.h"
#include "runtime/text/text_state.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

enum class BuiltinCodec : uint8_t {
  kNone,
  kUtf8,
  kUtf8Sig,
  kUtf16,
  kUtf16Le,
  kUtf16Be,
  kUtf32,
  kUtf32Le,
  kUtf32Be,
  kLatin1,
  kAscii,
  kUnicodeEscape,
  kRawUnicodeEscape,
};

struct CodecName {
  const char* name;
  BuiltinCodec codec;
};
constexpr CodecName kCodecNames[] = {
    {"utf_8", BuiltinCodec::kUtf8},
    {"utf8", BuiltinCodec::kUtf8},
    {"u8", BuiltinCodec::kUtf8},
    {"utf", BuiltinCodec::kUtf8},
    {"latin_1", BuiltinCodec::kLatin1},
    {"latin1", BuiltinCodec::kLatin1},
    {"latin", BuiltinCodec::kLatin1},
    {"l1", BuiltinCodec::kLatin1},
    {"iso_8859_1", BuiltinCodec::kLatin1},
    {"iso8859_1", BuiltinCodec::kLatin1},
    {"8859", BuiltinCodec::kLatin1},
    {"cp819", BuiltinCodec::kLatin1},
    {"ascii", BuiltinCodec::kAscii},
    {"us_ascii", BuiltinCodec::kAscii},
    {"646", BuiltinCodec::kAscii},
    {"utf_8_sig", BuiltinCodec::kUtf8Sig},
    {"utf_16", BuiltinCodec::kUtf16},
    {"utf16", BuiltinCodec::kUtf16},
    {"u16", BuiltinCodec::kUtf16},
    {"utf_16_le", BuiltinCodec::kUtf16Le},
    {"utf_16le", BuiltinCodec::kUtf16Le},
    {"utf_16_be", BuiltinCodec::kUtf16Be},
    {"utf_16be", BuiltinCodec::kUtf16Be},
    {"utf_32", BuiltinCodec::kUtf32},
    {"utf32", BuiltinCodec::kUtf32},
    {"u32", BuiltinCodec::kUtf32},
    {"utf_32_le", BuiltinCodec::kUtf32Le},
    {"utf_32le", BuiltinCodec::kUtf32Le},
    {"utf_32_be", BuiltinCodec::kUtf32Be},
    {"utf_32be", BuiltinCodec::kUtf32Be},
    {"unicode_escape", BuiltinCodec::kUnicodeEscape},
    {"unicodeescape", BuiltinCodec::kUnicodeEscape},
    {"raw_unicode_escape", BuiltinCodec::kRawUnicodeEscape},
    {"rawunicodeescape", BuiltinCodec::kRawUnicodeEscape},
};

BuiltinCodec FindBuiltin(std::string_view encoding) {
  if (encoding == "utf-8") return BuiltinCodec::kUtf8;
  const std::string name = NormalizeEncodingName(encoding);
  for (const CodecName& entry : kCodecNames) {
    if (name == entry.name) return entry.codec;
  }
  return BuiltinCodec::kNone;
}

Bytes* EncodeBuiltin(Isolate* iso, BuiltinCodec codec, Str* s, std::string_view errors) {
  switch (codec) {
    case BuiltinCodec::kUtf8:
      return EncodeUtf8(iso, s, errors);
    case BuiltinCodec::kUtf8Sig: {
      KRAIT_TRY(Bytes*, body, EncodeUtf8(iso, s, errors));
      const std::string marked = "\xEF\xBB\xBF" + std::string(body->view());
      return Bytes::New(iso, marked);
    }
    case BuiltinCodec::kUtf16:
      return EncodeUtf16(iso, s, errors, ByteOrder::kNative);
    case BuiltinCodec::kUtf16Le:
      return EncodeUtf16(iso, s, errors, ByteOrder::kLittle);
    case BuiltinCodec::kUtf16Be:
      return EncodeUtf16(iso, s, errors, ByteOrder::kBig);
    case BuiltinCodec::kUtf32:
      return EncodeUtf32(iso, s, errors, ByteOrder::kNative);
    case BuiltinCodec::kUtf32Le:
      return EncodeUtf32(iso, s, errors, ByteOrder::kLittle);
    case BuiltinCodec::kUtf32Be:
      return EncodeUtf32(iso, s, errors, ByteOrder::kBig);
    case BuiltinCodec::kLatin1:
      return EncodeLatin1(iso, s, errors);
    case BuiltinCodec::kAscii:
      return EncodeAscii(iso, s, errors);
    case BuiltinCodec::kUnicodeEscape:
      return EncodeUnicodeEscape(iso, s);
    case BuiltinCodec::kRawUnicodeEscape:
      return EncodeRawUnicodeEscape(iso, s);
    case BuiltinCodec::kNone:
      break;
  }
  return nullptr;
}

Str* DecodeBuiltin(BuiltinCodec codec, const DecodeRequest& in) {
  size_t consumed;
  ByteOrder order = ByteOrder::kNative;
  switch (codec) {
    case BuiltinCodec::kUtf8:
      return DecodeUtf8(in, &consumed);
    case BuiltinCodec::kUtf8Sig:
      return DecodeUtf8Sig(in, &consumed);
    case BuiltinCodec::kUtf16Le:
    case BuiltinCodec::kUtf16Be:
      order = codec == BuiltinCodec::kUtf16Le ? ByteOrder::kLittle : ByteOrder::kBig;
      [[fallthrough]];
    case BuiltinCodec::kUtf16:
      return DecodeUtf16(in, &order, &consumed);
    case BuiltinCodec::kUtf32Le:
    case BuiltinCodec::kUtf32Be:
      order = codec == BuiltinCodec::kUtf32Le ? ByteOrder::kLittle : ByteOrder::kBig;
      [[fallthrough]];
    case BuiltinCodec::kUtf32:
      return DecodeUtf32(in, &order, &consumed);
    case BuiltinCodec::kLatin1:
      return DecodeLatin1(in, &consumed);
    case BuiltinCodec::kAscii:
      return DecodeAscii(in, &consumed);
    case BuiltinCodec::kUnicodeEscape:
      return DecodeUnicodeEscape(in, &consumed);
    case BuiltinCodec::kRawUnicodeEscape:
      return DecodeRawUnicodeEscape(in, &consumed);
    case BuiltinCodec::kNone:
      break;
  }
  return nullptr;
}

// Encodings such as "hex" are no text encodings: their CodecInfo says so.
bool CheckTextEncoding(Isolate* iso, std::string_view encoding, Tuple* info, const char* use) {
  Value is_text;
  KRAIT_TRY(Str*, name, Str::Intern(iso, "_is_text_encoding"));
  KRAIT_CHECK_OK(LookupAttr(iso, Value::Object(info), name, &is_text));
  bool truth = true;
  if (is_text) KRAIT_CHECK_OK(Truth(iso, is_text, &truth));
  if (truth) return true;
  return RaiseF(iso, ExceptionId::kLookupError,
                "'%.400s' is not a text encoding; use %s to handle arbitrary codecs",
                std::string(encoding).c_str(), use);
}

// The first item of what a codec's function returns.
Value CallCodec(Isolate* iso, Value function, Value input, std::string_view errors,
                const char* complaint) {
  KRAIT_TRY(Str*, errors_text, Str::New(iso, errors));
  KRAIT_TRY(Value, result, Call(iso, function, {input, Value::Object(errors_text)}));
  const Tuple* pair = CastTo<Tuple>(result, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) return RaiseTypeError(iso, complaint);
  return pair->items[0];
}

Value EncodeByRegistry(Isolate* iso, Str* s, std::string_view encoding, std::string_view errors) {
  KRAIT_TRY(Tuple*, info, LookupCodec(iso, encoding));
  KRAIT_CHECK_OK(CheckTextEncoding(iso, encoding, info, "codecs.encode()"));
  KRAIT_TRY(Value, result,
            CallCodec(iso, info->items[0], Value::Object(s), errors,
                      "encoder must return a tuple (object, integer)"));
  if (IsBytes(result)) return result;
  if (IsByteArray(result)) return Value::Object(Bytes::New(iso, result.As<ByteArray>()->view()));
  return RaiseF(iso, ExceptionId::kTypeError,
                "'%.400s' encoder returned '%.400s' instead of 'bytes'; use codecs.encode() to "
                "encode to arbitrary types",
                std::string(encoding).c_str(), TypeName(iso, result));
}

Value DecodeByRegistry(Isolate* iso, Value object, std::string_view encoding,
                       std::string_view errors) {
  KRAIT_TRY(Tuple*, info, LookupCodec(iso, encoding));
  KRAIT_CHECK_OK(CheckTextEncoding(iso, encoding, info, "codecs.decode()"));
  KRAIT_TRY(Value, result,
            CallCodec(iso, info->items[1], object, errors,
                      "decoder must return a tuple (object,integer)"));
  if (IsStr(result)) return result;
  return RaiseF(iso, ExceptionId::kTypeError,
                "'%.400s' decoder returned '%.400s' instead of 'str'; use codecs.decode() to "
                "decode to arbitrary types",
                std::string(encoding).c_str(), TypeName(iso, result));
}

// Nothing decodes to nothing, whatever the encoding.
bool IsEmptyBuffer(Isolate* iso, Value object) {
  if (!HasBuffer(object)) return false;
  const ScopedBuffer buffer(iso, object);
  return buffer.ok() && buffer.size() == 0;
}

}  // namespace

Value EncodeStr(Isolate* iso, Str* s, std::string_view encoding, std::string_view errors) {
  const BuiltinCodec codec = FindBuiltin(encoding);
  if (codec == BuiltinCodec::kNone) return EncodeByRegistry(iso, s, encoding, errors);
  return Value::Object(EncodeBuiltin(iso, codec, s, errors));
}

Value DecodeObject(Isolate* iso, Value object, std::string_view encoding, std::string_view errors) {
  const BuiltinCodec codec = FindBuiltin(encoding);
  if (codec == BuiltinCodec::kNone) {
    if (IsEmptyBuffer(iso, object)) return Value::Object(iso->text().empty);
    if (iso->HasPending()) return Value();
    return DecodeByRegistry(iso, object, encoding, errors);
  }
  const ScopedBuffer buffer(iso, object);
  if (!buffer.ok()) return Value();
  return Value::Object(DecodeBuiltin(codec, {iso, buffer.view(), object, errors}));
}

Str* DecodeText(Isolate* iso, std::string_view bytes, std::string_view encoding,
                std::string_view errors) {
  const BuiltinCodec codec = FindBuiltin(encoding);
  if (codec != BuiltinCodec::kNone) {
    return DecodeBuiltin(codec, {iso, bytes, Value(), errors});
  }
  KRAIT_TRY(Bytes*, object, Bytes::New(iso, bytes));
  KRAIT_TRY(Value, s, DecodeByRegistry(iso, Value::Object(object), encoding, errors));
  return s.As<Str>();
}

Str* DecodeFileName(Isolate* iso, std::string_view bytes) {
  return DecodeText(iso, bytes, "utf-8", "surrogateescape");
}

Bytes* EncodeFileName(Isolate* iso, Str* name) { return EncodeUtf8(iso, name, "surrogateescape"); }

}  // namespace krait
