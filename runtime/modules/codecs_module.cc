// The native module _codecs, beneath Python's codecs.py.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec_registry.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/str.h"
#include "runtime/text/str_methods.h"

namespace krait {
namespace {

// --- arguments and results ---

bool ErrorsArgument(Isolate* iso, Value v, std::string_view* errors) {
  *errors = "strict";
  if (v.IsEmpty() || v.IsNone()) return true;
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "argument 'errors' must be str or None, not %.50s",
                  TypeName(iso, v));
  }
  *errors = v.As<Str>()->view();
  return true;
}

bool StrArgument(Isolate* iso, Value v, const char* function, Str** s) {
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() argument 1 must be str, not %.50s", function,
                  v.IsNone() ? "None" : TypeName(iso, v));
  }
  *s = v.As<Str>();
  return true;
}

bool FinalArgument(Isolate* iso, Value v, bool fallback, bool* final) {
  *final = fallback;
  return v.IsEmpty() || Truth(iso, v, final);
}

Value Result(Isolate* iso, Value converted, size_t count) {
  if (!converted) return Value();
  return Value::Object(Tuple::Of(iso, {converted, Value::Int(static_cast<int64_t>(count))}));
}

Value EncodeResult(Isolate* iso, Bytes* bytes, const Str* s) {
  return Result(iso, Value::Object(bytes), s->length);
}

// --- encoders: (str, errors=None, /) -> (bytes, length) ---

template <Bytes* (*encode)(Isolate*, Str*, std::string_view)>
Value EncodeFunction(Isolate* iso, Value* args, size_t) {
  Str* s;
  std::string_view errors;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "encode", &s));
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  return EncodeResult(iso, encode(iso, s, errors), s);
}

template <Bytes* (*encode)(Isolate*, Str*, std::string_view, ByteOrder), ByteOrder order>
Value EncodeOrdered(Isolate* iso, Value* args, size_t) {
  Str* s;
  std::string_view errors;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "encode", &s));
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  return EncodeResult(iso, encode(iso, s, errors, order), s);
}

// utf_16_encode and utf_32_encode take the byte order as an argument: -1, 0, 1.
template <Bytes* (*encode)(Isolate*, Str*, std::string_view, ByteOrder)>
Value EncodeAnyOrder(Isolate* iso, Value* args, size_t) {
  Str* s;
  std::string_view errors;
  int64_t order = 0;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "encode", &s));
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  KRAIT_CHECK_OK(OptionalIndex(iso, args[2], &order));
  const ByteOrder wanted = order < 0   ? ByteOrder::kLittle
                           : order > 0 ? ByteOrder::kBig
                                       : ByteOrder::kNative;
  return EncodeResult(iso, encode(iso, s, errors, wanted), s);
}

template <Bytes* (*encode)(Isolate*, Str*)>
Value EncodeAlways(Isolate* iso, Value* args, size_t) {
  Str* s;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "encode", &s));
  return EncodeResult(iso, encode(iso, s), s);
}

Value CharmapEncode(Isolate* iso, Value* args, size_t) {
  Str* s;
  std::string_view errors;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "charmap_encode", &s));
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  return EncodeResult(iso, EncodeCharmap(iso, s, errors, args[2]), s);
}

Value CharmapBuild(Isolate* iso, Value* args, size_t) {
  Str* table;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "charmap_build", &table));
  return BuildCharmap(iso, table);
}

Value EscapeEncode(Isolate* iso, Value* args, size_t) {
  if (!IsBytes(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "escape_encode() argument 1 must be bytes, not %.50s", TypeName(iso, args[0]));
  }
  const std::string_view bytes = args[0].As<Bytes>()->view();
  // The repr in single quotes, without them.
  ByteBuilder out(iso);
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr char kHex[] = "0123456789abcdef";
    if (c == '\'' || c == '\\') {
      out.AppendByte('\\');
      out.AppendByte(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.Append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else if (byte < 0x20 || byte >= 0x7F) {
      const char escape[4] = {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
      out.Append({escape, 4});
    } else {
      out.AppendByte(c);
    }
  }
  return Result(iso, Value::Object(out.FinishBytes()), bytes.size());
}

// --- decoders: (data, errors=None, final=False, /) -> (str, consumed) ---

template <Str* (*decode)(const DecodeRequest&, size_t*), bool final_by_default>
Value DecodeFunction(Isolate* iso, Value* args, size_t count) {
  std::string_view errors;
  bool final = true;
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  if (count > 2) KRAIT_CHECK_OK(FinalArgument(iso, args[2], final_by_default, &final));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  size_t consumed = 0;
  Str* s = decode({iso, data.view(), args[0], errors, final}, &consumed);
  return Result(iso, Value::Object(s), consumed);
}

// These decode text as well: the UTF-8 of it.
template <Str* (*decode)(const DecodeRequest&, size_t*)>
Value DecodeEscapes(Isolate* iso, Value* args, size_t count) {
  if (!IsStr(args[0])) return DecodeFunction<decode, true>(iso, args, count);
  KRAIT_TRY(Bytes*, bytes, EncodeUtf8(iso, args[0].As<Str>(), "strict"));
  Value with_bytes[3] = {Value::Object(bytes), args[1], args[2]};
  return DecodeFunction<decode, true>(iso, with_bytes, count);
}

template <Str* (*decode)(const DecodeRequest&, ByteOrder*, size_t*), ByteOrder order>
Value DecodeOrdered(Isolate* iso, Value* args, size_t) {
  std::string_view errors;
  bool final;
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  KRAIT_CHECK_OK(FinalArgument(iso, args[2], false, &final));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  size_t consumed = 0;
  ByteOrder found = order;
  Str* s = decode({iso, data.view(), args[0], errors, final}, &found, &consumed);
  return Result(iso, Value::Object(s), consumed);
}

// (data, errors=None, byteorder=0, final=False, /) -> (str, consumed, byteorder)
template <Str* (*decode)(const DecodeRequest&, ByteOrder*, size_t*)>
Value DecodeEx(Isolate* iso, Value* args, size_t) {
  std::string_view errors;
  bool final;
  int64_t wanted = 0;
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  KRAIT_CHECK_OK(OptionalIndex(iso, args[2], &wanted));
  KRAIT_CHECK_OK(FinalArgument(iso, args[3], false, &final));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  size_t consumed = 0;
  ByteOrder order = wanted < 0   ? ByteOrder::kLittle
                    : wanted > 0 ? ByteOrder::kBig
                                 : ByteOrder::kNative;
  KRAIT_TRY(Str*, s, decode({iso, data.view(), args[0], errors, final}, &order, &consumed));
  return Value::Object(Tuple::Of(iso, {Value::Object(s), Value::Int(static_cast<int64_t>(consumed)),
                                       Value::Int(static_cast<int64_t>(order))}));
}

Value CharmapDecode(Isolate* iso, Value* args, size_t) {
  std::string_view errors;
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  size_t consumed = 0;
  Str* s = DecodeCharmap({iso, data.view(), args[0], errors}, args[2], &consumed);
  return Result(iso, Value::Object(s), consumed);
}

Value EscapeDecode(Isolate* iso, Value* args, size_t) {
  std::string_view errors;
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[1], &errors));
  Value data = args[0];
  if (IsStr(data)) {
    data = Value::Object(EncodeUtf8(iso, data.As<Str>(), "strict"));
    if (!data) return Value();
  }
  const ScopedBuffer buffer(iso, data);
  if (!buffer.ok()) return Value();
  Bytes* decoded = DecodeEscape({iso, buffer.view(), data, errors});
  return Result(iso, Value::Object(decoded), buffer.size());
}

Value ReadbufferEncode(Isolate* iso, Value* args, size_t) {
  Value data = args[0];
  if (IsStr(data)) {
    data = Value::Object(EncodeUtf8(iso, data.As<Str>(), "strict"));
    if (!data) return Value();
  }
  const ScopedBuffer buffer(iso, data);
  if (!buffer.ok()) return Value();
  return Result(iso, Value::Object(Bytes::New(iso, buffer.view())), buffer.size());
}

// --- the registry ---

bool EncodingArgument(Isolate* iso, Value v, const char* function, std::string_view* encoding) {
  *encoding = "utf-8";
  if (v.IsEmpty()) return true;
  Str* s;
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() argument 'encoding' must be str, not %.50s",
                  function, v.IsNone() ? "None" : TypeName(iso, v));
  }
  s = v.As<Str>();
  *encoding = s->view();
  return true;
}

Value Register(Isolate* iso, Value* args, size_t) {
  return RegisterCodecSearch(iso, args[0]) ? Value::None() : Value();
}

Value Unregister(Isolate* iso, Value* args, size_t) {
  return UnregisterCodecSearch(iso, args[0]) ? Value::None() : Value();
}

Value Lookup(Isolate* iso, Value* args, size_t) {
  Str* name;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "lookup", &name));
  return Value::Object(LookupCodec(iso, name->view()));
}

Value Forget(Isolate* iso, Value* args, size_t) {
  Str* name;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "_forget_codec", &name));
  ForgetCodec(iso, name->view());
  return Value::None();
}

// codecs.encode(obj, encoding, errors) and codecs.decode: any codec, any types.
template <int item>
Value Convert(Isolate* iso, Value* args, size_t) {
  std::string_view encoding, errors;
  KRAIT_CHECK_OK(EncodingArgument(iso, args[1], item == 0 ? "encode" : "decode", &encoding));
  KRAIT_CHECK_OK(ErrorsArgument(iso, args[2], &errors));
  KRAIT_TRY(Tuple*, info, LookupCodec(iso, encoding));
  KRAIT_TRY(Str*, errors_text, Str::New(iso, errors));
  KRAIT_TRY(Value, result, Call(iso, info->items[item], {args[0], Value::Object(errors_text)}));
  const Tuple* pair = CastTo<Tuple>(result, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) {
    return RaiseTypeError(iso, item == 0 ? "encoder must return a tuple (object, integer)"
                                         : "decoder must return a tuple (object,integer)");
  }
  return pair->items[0];
}

Value RegisterError(Isolate* iso, Value* args, size_t) {
  Str* name;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "register_error", &name));
  if (!IsCallable(iso, args[1])) return RaiseTypeError(iso, "handler must be callable");
  return RegisterErrorHandler(iso, name, args[1]) ? Value::None() : Value();
}

Value LookupError(Isolate* iso, Value* args, size_t) {
  Str* name;
  KRAIT_CHECK_OK(StrArgument(iso, args[0], "lookup_error", &name));
  return LookupErrorHandler(iso, name->view());
}

constexpr char kEncode[] = "(str, errors=None, /)";
constexpr char kDecode[] = "(data, errors=None, /)";
constexpr char kDecodePart[] = "(data, errors=None, final=False, /)";
constexpr char kDecodeWhole[] = "(data, errors=None, final=True, /)";

constexpr NativeMethod kFunctions[] = {
    {"register", Register, "(search_function, /)"},
    {"unregister", Unregister, "(search_function, /)"},
    {"lookup", Lookup, "(encoding, /)"},
    {"_forget_codec", Forget, "(encoding, /)"},
    {"encode", Convert<0>, "(obj, encoding='utf-8', errors='strict')"},
    {"decode", Convert<1>, "(obj, encoding='utf-8', errors='strict')"},
    {"register_error", RegisterError, "(errors, handler, /)"},
    {"lookup_error", LookupError, "(name, /)"},
    {"escape_encode", EscapeEncode, "(data, errors=None, /)"},
    {"escape_decode", EscapeDecode, kDecode},
    {"utf_8_encode", EncodeFunction<EncodeUtf8>, kEncode},
    {"utf_8_decode", DecodeFunction<DecodeUtf8, false>, kDecodePart},
    {"utf_16_encode", EncodeAnyOrder<EncodeUtf16>, "(str, errors=None, byteorder=0, /)"},
    {"utf_16_le_encode", EncodeOrdered<EncodeUtf16, ByteOrder::kLittle>, kEncode},
    {"utf_16_be_encode", EncodeOrdered<EncodeUtf16, ByteOrder::kBig>, kEncode},
    {"utf_16_decode", DecodeOrdered<DecodeUtf16, ByteOrder::kNative>, kDecodePart},
    {"utf_16_le_decode", DecodeOrdered<DecodeUtf16, ByteOrder::kLittle>, kDecodePart},
    {"utf_16_be_decode", DecodeOrdered<DecodeUtf16, ByteOrder::kBig>, kDecodePart},
    {"utf_16_ex_decode", DecodeEx<DecodeUtf16>, "(data, errors=None, byteorder=0, final=False, /)"},
    {"utf_32_encode", EncodeAnyOrder<EncodeUtf32>, "(str, errors=None, byteorder=0, /)"},
    {"utf_32_le_encode", EncodeOrdered<EncodeUtf32, ByteOrder::kLittle>, kEncode},
    {"utf_32_be_encode", EncodeOrdered<EncodeUtf32, ByteOrder::kBig>, kEncode},
    {"utf_32_decode", DecodeOrdered<DecodeUtf32, ByteOrder::kNative>, kDecodePart},
    {"utf_32_le_decode", DecodeOrdered<DecodeUtf32, ByteOrder::kLittle>, kDecodePart},
    {"utf_32_be_decode", DecodeOrdered<DecodeUtf32, ByteOrder::kBig>, kDecodePart},
    {"utf_32_ex_decode", DecodeEx<DecodeUtf32>, "(data, errors=None, byteorder=0, final=False, /)"},
    {"latin_1_encode", EncodeFunction<EncodeLatin1>, kEncode},
    {"latin_1_decode", DecodeFunction<DecodeLatin1, true>, kDecode},
    {"ascii_encode", EncodeFunction<EncodeAscii>, kEncode},
    {"ascii_decode", DecodeFunction<DecodeAscii, true>, kDecode},
    {"unicode_escape_encode", EncodeAlways<EncodeUnicodeEscape>, kEncode},
    {"unicode_escape_decode", DecodeEscapes<DecodeUnicodeEscape>, kDecodeWhole},
    {"raw_unicode_escape_encode", EncodeAlways<EncodeRawUnicodeEscape>, kEncode},
    {"raw_unicode_escape_decode", DecodeEscapes<DecodeRawUnicodeEscape>, kDecodeWhole},
    {"charmap_encode", CharmapEncode, "(str, errors=None, mapping=None, /)"},
    {"charmap_decode", CharmapDecode, "(data, errors=None, mapping=None, /)"},
    {"charmap_build", CharmapBuild, "(map, /)"},
    {"readbuffer_encode", ReadbufferEncode, "(data, errors=None, /)"},
};

}  // namespace

const ModuleSpec kCodecsModule = {
    .name = "_codecs",
    .functions = kFunctions,
};

}  // namespace krait
