// Reading text: chunks of bytes decoded ahead, and characters and lines taken from them.
#include <algorithm>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

namespace {

// A "\r" at the end of the input may be half of a line end.
bool HoldsBackCr(const TextFile* self) {
  return self->newline.universal || self->newline.end == LineEnd::kCrLf;
}

// How many of the bytes can be decoded before more are known.
size_t DecodableLength(const TextFile* self, std::string_view bytes) {
  if (self->codec == TextCodec::kUtf8) {
    for (size_t back = 1; back <= std::min<size_t>(3, bytes.size()); ++back) {
      const char* at = bytes.data() + bytes.size() - back;
      if (utf8::IsContinuation(*at)) continue;
      int bad;
      bool truncated = false;
      if (utf8::Validate(at, bytes.data() + bytes.size(), &bad, &truncated) == 0 && truncated) {
        return bytes.size() - back;
      }
      break;
    }
  }
  if (!bytes.empty() && bytes.back() == '\r' && HoldsBackCr(self)) return bytes.size() - 1;
  return bytes.size();
}

Str* DecodeNatively(Isolate* iso, const TextFile* self, std::string_view bytes) {
  switch (self->codec) {
    case TextCodec::kUtf8:
      if (utf8::IsValid(bytes)) return Str::New(iso, bytes);
      return DecodeText(iso, bytes, "utf-8", self->errors->view());
    case TextCodec::kAscii:
      if (utf8::IsAscii(bytes)) return Str::NewAscii(iso, bytes);
      return DecodeText(iso, bytes, "ascii", self->errors->view());
    default:
      if (utf8::IsAscii(bytes)) return Str::NewAscii(iso, bytes);
      return DecodeText(iso, bytes, "latin-1", self->errors->view());
  }
}

// The input's text by the decoder object, with a held back "\r" in front and a new one taken off.
Str* DecodeByObject(Isolate* iso, TextFile* self, Value input, bool final) {
  KRAIT_TRY(Value, text, CallMethod(iso, self->decoder, "decode", {input, Value::Bool(final)}));
  if (!IsStr(text)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "decoder should return a string result, not '%.200s'", TypeName(iso, text));
  }
  Str* result = text.As<Str>();
  if (self->held_cr && (final || result->length > 0)) {
    result = Str::Concat(iso, Str::FromCodePoint(iso, '\r'), result);
    if (result == nullptr) return nullptr;
    self->held_cr = false;
  }
  if (!final && HoldsBackCr(self) && result->view().ends_with('\r')) {
    self->held_cr = true;
    return Str::Substring(iso, result, 0, result->length - 1);
  }
  return result;
}

Str* ApplyNewlines(Isolate* iso, TextFile* self, Str* text) {
  if (text == nullptr || !self->newline.universal) return text;
  NoteNewlines(text->view(), &self->seen);
  return self->newline.translate ? TranslateNewlines(iso, text) : text;
}

Value ReadChunkBytes(Isolate* iso, TextFile* self, int64_t size) {
  if (Buffered* buffered = AsExactBuffered(iso, self->buffer)) {
    if (buffered->readable) {
      if (!CheckBufferedOpen(iso, buffered, "read of closed file")) return Value();
      return ReadBuffered1(iso, buffered, size);
    }
  }
  const char* method = self->has_read1 ? "read1" : "read";
  KRAIT_TRY(Value, chunk, CallMethod(iso, self->buffer, method, {IntFromInt64(iso, size)}));
  if (IsExactBytes(chunk)) return chunk;
  if (!HasBuffer(chunk)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "underlying %s() should have returned a bytes-like object, not '%.200s'", method,
                  TypeName(iso, chunk));
  }
  const ScopedBuffer bytes(iso, chunk);
  return bytes.ok() ? Value::Object(Bytes::New(iso, bytes.view())) : Value();
}

// Notes where the decoder stands, so that tell() can start from there.
bool TakeSnapshot(Isolate* iso, TextFile* self, Value chunk) {
  if (self->codec != TextCodec::kOther) return true;  // DecodeText does it
  KRAIT_TRY(Value, state, CallMethod(iso, self->decoder, "getstate", {}));
  Tuple* pair = CastTo<Tuple>(state, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2 || !IsBytes(pair->items[0])) {
    return RaiseTypeError(iso, "illegal decoder state");
  }
  int64_t flags;
  if (!IndexToInt64(iso, pair->items[1], &flags)) return false;
  self->snapshot_flags = flags * 2 + (self->held_cr ? 1 : 0);
  const std::string bytes = std::string(pair->items[0].As<Bytes>()->view()) +
                            std::string(chunk.As<Bytes>()->view());
  self->snapshot = Bytes::New(iso, bytes);
  iso->Barrier(self);
  return self->snapshot != nullptr;
}

std::string_view Unread(const TextFile* self) {
  if (self->decoded == nullptr) return {};
  return self->decoded->view().substr(static_cast<size_t>(self->decoded_offset));
}

// Takes all that was decoded and not read.
Str* TakeUnread(Isolate* iso, TextFile* self) {
  Str* text = self->decoded_offset == 0 && self->decoded != nullptr ? self->decoded
                                                                     : Str::New(iso, Unread(self));
  if (text != nullptr && self->decoded != nullptr) {
    self->decoded_offset = self->decoded->byte_length;
  }
  return text;
}

}  // namespace

Str* DecodeText(Isolate* iso, TextFile* self, Bytes* input, bool final) {
  if (self->codec == TextCodec::kOther) {
    return ApplyNewlines(iso, self, DecodeByObject(iso, self, Value::Object(input), final));
  }
  Bytes* data = input;
  if (self->carry != nullptr && self->carry->size > 0) {
    const std::string joined = std::string(self->carry->view()) + std::string(input->view());
    data = Bytes::New(iso, joined);
    if (data == nullptr) return nullptr;
  }
  const size_t length = final ? data->view().size() : DecodableLength(self, data->view());
  Bytes* carry = length == data->view().size() ? nullptr
                                               : Bytes::New(iso, data->view().substr(length));
  Str* text = DecodeNatively(iso, self, data->view().substr(0, length));
  if (text == nullptr) return nullptr;
  self->carry = carry;
  self->snapshot = data;
  iso->Barrier(self);
  return ApplyNewlines(iso, self, text);
}

Str* DecodeAlone(Isolate* iso, TextFile* self, std::string_view bytes) {
  const std::string copy(bytes.substr(0, DecodableLength(self, bytes)));
  Str* text = DecodeNatively(iso, self, copy);
  if (text == nullptr || !self->newline.translate) return text;
  return TranslateNewlines(iso, text);
}

bool ReadTextChunk(Isolate* iso, TextFile* self, int64_t size_hint, bool* eof) {
  KRAIT_TRY(Value, chunk, ReadChunkBytes(iso, self, std::max(self->chunk_size, size_hint)));
  if (self->telling && !TakeSnapshot(iso, self, chunk)) return false;
  const bool final = chunk.As<Bytes>()->size == 0;
  Str* text = DecodeText(iso, self, chunk.As<Bytes>(), final);
  if (text == nullptr) return false;
  self->decoded = text;
  self->decoded_offset = 0;
  iso->Barrier(self);
  *eof = final && text->length == 0;
  return true;
}

Value ReadAllText(Isolate* iso, TextFile* self) {
  KRAIT_TRY(Value, bytes, CallMethod(iso, self->buffer, iso->names().read, {}));
  if (bytes.IsNone()) bytes = Value::Object(Bytes::New(iso, ""));
  if (!IsBytes(bytes)) {
    const ScopedBuffer buffer(iso, bytes);
    if (!buffer.ok()) return Value();
    bytes = Value::Object(Bytes::New(iso, buffer.view()));
  }
  Str* before = TakeUnread(iso, self);
  Str* rest = DecodeText(iso, self, bytes.As<Bytes>(), true);
  if (before == nullptr || rest == nullptr) return Value();
  DropDecoded(self);
  if (before->length == 0) return Value::Object(rest);
  return Value::Object(Str::Concat(iso, before, rest));
}

Value ReadText(Isolate* iso, TextFile* self, int64_t count) {
  StrBuilder text(iso);
  while (true) {
    const std::string_view unread = Unread(self);
    const int64_t left = count - static_cast<int64_t>(text.length());
    size_t take = unread.size();
    if (self->decoded != nullptr && self->decoded->IsAscii()) {
      take = std::min(take, static_cast<size_t>(left));
    } else if (static_cast<int64_t>(utf8::CountCodePoints(unread)) > left) {
      take = static_cast<size_t>(utf8::Skip(unread.data(), static_cast<size_t>(left)) -
                                 unread.data());
    }
    text.Append(unread.substr(0, take));
    self->decoded_offset += static_cast<int64_t>(take);
    if (static_cast<int64_t>(text.length()) >= count) break;
    bool eof;
    if (!ReadTextChunk(iso, self, count - static_cast<int64_t>(text.length()), &eof)) {
      return Value();
    }
    if (eof) break;
  }
  return Value::Object(text.Finish());
}

Value ReadTextLine(Isolate* iso, TextFile* self, int64_t limit) {
  StrBuilder line(iso);
  const LineEnd kind = self->newline.translate ? LineEnd::kLineFeed : self->newline.end;
  while (true) {
    const std::string_view unread = Unread(self);
    size_t end = FindLineEnd(unread, kind);
    bool done = end != unread.npos;
    if (!done) end = unread.size();
    if (limit >= 0) {
      const int64_t left = limit - static_cast<int64_t>(line.length());
      if (static_cast<int64_t>(utf8::CountCodePoints(unread.substr(0, end))) >= left) {
        end = static_cast<size_t>(utf8::Skip(unread.data(), static_cast<size_t>(left)) -
                                  unread.data());
        done = true;
      }
    }
    self->decoded_offset += static_cast<int64_t>(end);
    if (done && line.byte_length() == 0) {
      return Value::Object(Str::New(iso, unread.substr(0, end)));
    }
    line.Append(unread.substr(0, end));
    if (done) break;
    bool eof;
    if (!ReadTextChunk(iso, self, 0, &eof)) return Value();
    if (eof) {
      DropDecoded(self);
      break;
    }
  }
  return Value::Object(line.Finish());
}

}  // namespace krait
