// Encodings and writing of text files.
#include "runtime/modules/io/text_file.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/stream.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

TextCodec CodecNamed(std::string_view encoding) {
  std::string name;
  for (const char c : encoding) {
    name += c == '_' || c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  static constexpr struct {
    const char* name;
    TextCodec codec;
  } kNames[] = {
      {"utf-8", TextCodec::kUtf8},         {"utf8", TextCodec::kUtf8},
      {"u8", TextCodec::kUtf8},            {"ascii", TextCodec::kAscii},
      {"us-ascii", TextCodec::kAscii},     {"646", TextCodec::kAscii},
      {"latin-1", TextCodec::kLatin1},     {"latin1", TextCodec::kLatin1},
      {"iso-8859-1", TextCodec::kLatin1},  {"iso8859-1", TextCodec::kLatin1},
      {"l1", TextCodec::kLatin1},
  };
  for (const auto& entry : kNames) {
    if (name == entry.name) return entry.codec;
  }
  return TextCodec::kOther;
}

// Generalised UTF-8 has surrogates as three bytes, ED A0..BF xx.
bool HasSurrogates(std::string_view text) {
  for (size_t at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1)) {
    if (static_cast<uint8_t>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

// Are the bytes of the string what the codec would make of it?
bool EncodesToItself(const TextFile* self, const Str* text) {
  if (text->IsAscii()) return self->codec != TextCodec::kOther;
  return self->codec == TextCodec::kUtf8 && !HasSurrogates(text->view());
}

Value EncodeOtherwise(Isolate* iso, TextFile* self, Str* text) {
  if (self->encoder) return CallMethod(iso, self->encoder, "encode", {Value::Object(text)});
  return EncodeStr(iso, text, self->encoding->view(), self->errors->view());
}

bool WriteToBuffer(Isolate* iso, TextFile* self, std::string_view bytes) {
  if (Buffered* buffered = AsExactBuffered(iso, self->buffer)) {
    return CheckBufferedOpen(iso, buffered, "write to closed file") &&
           WriteBuffered(iso, buffered, bytes);
  }
  KRAIT_TRY(Bytes*, object, Bytes::New(iso, bytes));
  return !CallMethod(iso, self->buffer, iso->names().write, {Value::Object(object)}).IsEmpty();
}

bool FlushBuffer(Isolate* iso, TextFile* self) {
  if (Buffered* buffered = AsExactBuffered(iso, self->buffer)) {
    if (buffered->writable) {
      return CheckBufferedOpen(iso, buffered, "flush of closed file") &&
             FlushBuffered(iso, buffered);
    }
  }
  return !CallMethod(iso, self->buffer, iso->names().flush, {}).IsEmpty();
}

bool AppendPending(Isolate* iso, TextFile* self, std::string_view bytes) {
  const auto count = static_cast<int64_t>(bytes.size());
  if (self->pending_size + count > self->chunk_size) {
    if (!FlushPendingText(iso, self)) return false;
    if (count > self->chunk_size) return WriteToBuffer(iso, self, bytes);
  }
  if (self->pending == nullptr || self->pending->capacity < self->chunk_size) {
    RawBytes* pending = RawBytes::New(iso, self->chunk_size);
    if (pending == nullptr) return false;
    self->pending = pending;
    iso->Barrier(self);
  }
  if (count > 0) std::memcpy(self->pending->data + self->pending_size, bytes.data(), bytes.size());
  self->pending_size += count;
  return true;
}

// An incremental codec of the registry.
Value MakeCodec(Isolate* iso, Value info, const char* kind, Str* errors) {
  return CallMethod(iso, info, kind, {Value::Object(errors)});
}

bool MakeCodecs(Isolate* iso, TextFile* self) {
  KRAIT_TRY(Value, codecs, ImportByName(iso, "_codecs"));
  KRAIT_TRY(Value, info, CallMethod(iso, codecs, "lookup", {Value::Object(self->encoding)}));
  Value is_text;
  if (!LookupAttr(iso, info, Str::Intern(iso, "_is_text_encoding"), &is_text)) return false;
  if (is_text.IsFalse()) {
    return Raise(iso, ExceptionId::kLookupError,
                 "'" + std::string(self->encoding->view()) +
                     "' is not a text encoding; use codecs.open() to handle arbitrary codecs");
  }
  if (self->readable) {
    self->decoder = MakeCodec(iso, info, "incrementaldecoder", self->errors);
    if (!self->decoder) return false;
  }
  if (self->writable) {
    self->encoder = MakeCodec(iso, info, "incrementalencoder", self->errors);
    if (!self->encoder) return false;
  }
  iso->Barrier(self);
  if (!self->encoder || !self->seekable) return true;
  // Behind the start no byte order mark is to be written.
  KRAIT_TRY(Value, at, CallMethod(iso, self->buffer, "tell", {}));
  if (at == Value::Int(0)) return true;
  return !CallMethod(iso, self->encoder, "setstate", {Value::Int(0)}).IsEmpty();
}

}  // namespace

bool CheckTextAttached(Isolate* iso, const TextFile* self) {
  if (self->buffer) return true;
  return RaiseValueError(iso, self->detached ? "underlying buffer has been detached"
                                             : "I/O operation on uninitialized object");
}

bool CheckTextOpen(Isolate* iso, TextFile* self) {
  if (!CheckTextAttached(iso, self)) return false;
  if (Buffered* buffered = AsExactBuffered(iso, self->buffer)) {
    return CheckBufferedOpen(iso, buffered, "I/O operation on closed file.");
  }
  return CheckStreamOpen(iso, self->buffer);
}

bool SetTextEncoding(Isolate* iso, TextFile* self, Str* encoding, Str* errors) {
  self->encoding = encoding;
  self->errors = errors;
  self->strict = errors->Equals("strict");
  self->codec = CodecNamed(encoding->view());
  self->encoder = self->decoder = Value();
  iso->Barrier(self);
  return self->codec != TextCodec::kOther || MakeCodecs(iso, self);
}

void DropDecoded(TextFile* self) {
  self->decoded = nullptr;
  self->decoded_offset = 0;
  self->snapshot = nullptr;
}

bool ResetDecoder(Isolate* iso, TextFile* self) {
  self->carry = nullptr;
  self->held_cr = false;
  return !self->decoder || CallMethod(iso, self->decoder, "reset", {});
}

bool FlushPendingText(Isolate* iso, TextFile* self) {
  if (self->pending_size == 0) return true;
  // A copy: writing may run Python code that writes here again.
  const std::string bytes(self->pending->data, static_cast<size_t>(self->pending_size));
  self->pending_size = 0;
  return WriteToBuffer(iso, self, bytes);
}

bool FlushText(Isolate* iso, TextFile* self) {
  self->telling = self->seekable;
  return FlushPendingText(iso, self) && FlushBuffer(iso, self);
}

bool WriteTextTo(Isolate* iso, TextFile* self, Str* text) {
  if (!CheckTextOpen(iso, self)) return false;
  if (!self->writable) return RaiseUnsupported(iso, "not writable");
  const bool flush = self->line_buffering && text->view().find_first_of("\r\n") != std::string::npos;
  if (!self->newline.write.empty()) {
    text = ExpandNewlines(iso, text, self->newline.write);
    if (text == nullptr) return false;
  }
  if (EncodesToItself(self, text)) {
    if (!AppendPending(iso, self, text->view())) return false;
  } else {
    KRAIT_TRY(Value, bytes, EncodeOtherwise(iso, self, text));
    if (!IsBytes(bytes)) {
      return RaiseF(iso, ExceptionId::kTypeError, "encoder should return a bytes object, not '%.200s'",
                    TypeName(iso, bytes));
    }
    if (!AppendPending(iso, self, bytes.As<Bytes>()->view())) return false;
  }
  if (flush || self->write_through || self->pending_size >= self->chunk_size) {
    if (!FlushPendingText(iso, self)) return false;
  }
  if (flush && !FlushBuffer(iso, self)) return false;
  if (!self->readable) return true;
  DropDecoded(self);
  return ResetDecoder(iso, self);
}

}  // namespace krait
