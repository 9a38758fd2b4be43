// tell() and seek() of text files.
//
// With the encodings decoded here a position is the byte offset of the next character. With others
// it is a cookie that also says how to bring the decoder into its state, five 64-bit numbers in one
// int: where to start, the decoder's flags there, how many bytes to feed it, how many characters of
// the result to skip, and (unused) whether to tell it about the end.
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

namespace {

struct Cookie {
  uint64_t position = 0;
  uint64_t flags = 0;
  uint64_t feed = 0;
  uint64_t skip = 0;
};

Value PackCookie(Isolate* iso, const Cookie& cookie) {
  const uint64_t parts[] = {cookie.position, cookie.flags, cookie.feed, cookie.skip};
  Value result = Value::Int(0);
  for (int i = 3; i >= 0; --i) {
    KRAIT_TRY(Value, shifted, IntLshift(iso, result, Value::Int(64)));
    KRAIT_TRY(Value, part, IntFromUint64(iso, parts[i]));
    result = IntOr(iso, shifted, part);
    if (!result) return result;
  }
  return result;
}

bool UnpackCookie(Isolate* iso, Value v, Cookie* cookie) {
  uint64_t* parts[] = {&cookie->position, &cookie->flags, &cookie->feed, &cookie->skip};
  KRAIT_TRY(Value, mask, IntFromUint64(iso, UINT64_MAX));
  for (uint64_t* part : parts) {
    KRAIT_TRY(Value, low, IntAnd(iso, v, mask));
    if (!IntToUint64(low, part)) return RaiseOverflowError(iso, "seek position too large");
    v = IntRshift(iso, v, Value::Int(64));
    if (!v) return false;
  }
  return true;
}

// How many of the snapshot's bytes the first `count` characters of its text come from.
bool BytesOfCharacters(Isolate* iso, TextFile* self, int64_t count, int64_t* bytes) {
  const std::string_view all = self->snapshot->view();
  const bool plain = self->codec == TextCodec::kLatin1 || self->codec == TextCodec::kAscii ||
                     utf8::IsValid(all.substr(0, all.size() - (self->carry ? self->carry->view().size() : 0)));
  if (!plain) {
    // Malformed bytes were replaced: find the shortest prefix that gives as many characters.
    for (*bytes = count; *bytes < static_cast<int64_t>(all.size()); ++*bytes) {
      KRAIT_TRY(Str*, text, DecodeAlone(iso, self, all.substr(0, static_cast<size_t>(*bytes))));
      if (static_cast<int64_t>(text->length) >= count) break;
    }
    return true;
  }
  size_t at = 0;
  for (int64_t i = 0; i < count && at < all.size(); ++i) {
    const bool pair = self->newline.translate && all[at] == '\r' && at + 1 < all.size() &&
                      all[at + 1] == '\n';
    if (pair) {
      at += 2;
    } else {
      at += self->codec == TextCodec::kUtf8 ? static_cast<size_t>(utf8::SequenceLength(all[at])) : 1;
    }
  }
  *bytes = static_cast<int64_t>(at);
  return true;
}

Value DecoderState(Isolate* iso, uint64_t flags) {
  KRAIT_TRY(Value, number, IntFromUint64(iso, flags >> 1));
  KRAIT_TRY(Bytes*, empty, Bytes::New(iso, ""));
  return Value::Object(Tuple::Of(iso, {Value::Object(empty), number}));
}

// Finds how many bytes the decoder must see, from its state before the snapshot, to give `count`
// characters; and leaves it in the state it was in.
bool FeedOfCharacters(Isolate* iso, TextFile* self, int64_t count, uint64_t* feed) {
  KRAIT_TRY(Value, saved, CallMethod(iso, self->decoder, "getstate", {}));
  const bool held = self->held_cr;
  const uint8_t seen = self->seen;
  KRAIT_TRY(Value, start, DecoderState(iso, static_cast<uint64_t>(self->snapshot_flags)));
  KRAIT_CHECK_OK(CallMethod(iso, self->decoder, "setstate", {start}));
  self->held_cr = (self->snapshot_flags & 1) != 0;
  int64_t got = 0;
  *feed = 0;
  const int64_t size = self->snapshot->size;
  while (got < count && static_cast<int64_t>(*feed) < size) {
    KRAIT_TRY(Bytes*, byte, Bytes::New(iso, self->snapshot->view().substr(*feed, 1)));
    KRAIT_TRY(Str*, text, DecodeText(iso, self, byte, false));
    got += text->length;
    ++*feed;
  }
  self->held_cr = held;
  self->seen = seen;
  return !CallMethod(iso, self->decoder, "setstate", {saved}).IsEmpty();
}

// Brings decoder and decoded text into the state that the cookie tells of.
bool RestoreReading(Isolate* iso, TextFile* self, const Cookie& cookie) {
  KRAIT_TRY(Value, state, DecoderState(iso, cookie.flags));
  KRAIT_CHECK_OK(CallMethod(iso, self->decoder, "setstate", {state}));
  self->held_cr = (cookie.flags & 1) != 0;
  self->snapshot_flags = static_cast<int64_t>(cookie.flags);
  self->snapshot = Bytes::New(iso, "");
  iso->Barrier(self);
  if (cookie.skip == 0) return true;
  KRAIT_TRY(Value, input,
            CallMethod(iso, self->buffer, iso->names().read,
                       {IntFromInt64(iso, static_cast<int64_t>(cookie.feed))}));
  if (!IsBytes(input)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "underlying read() should have returned a bytes object, not '%.200s'",
                  TypeName(iso, input));
  }
  self->snapshot = input.As<Bytes>();
  iso->Barrier(self);
  KRAIT_TRY(Str*, text, DecodeText(iso, self, input.As<Bytes>(), false));
  if (text->length < cookie.skip) {
    return Raise(iso, ExceptionId::kOSError, "can't restore logical file position");
  }
  self->decoded = text;
  self->decoded_offset = utf8::Skip(text->data, cookie.skip) - text->data;
  iso->Barrier(self);
  return true;
}

// After a seek the encoder writes a byte order mark only at the start.
bool RestoreEncoder(Isolate* iso, TextFile* self, bool at_start) {
  if (!self->encoder) return true;
  if (at_start) return !CallMethod(iso, self->encoder, "reset", {}).IsEmpty();
  return !CallMethod(iso, self->encoder, "setstate", {Value::Int(0)}).IsEmpty();
}

Value SeekEnd(Isolate* iso, TextFile* self) {
  DropDecoded(self);
  if (!ResetDecoder(iso, self)) return Value();
  KRAIT_TRY(Value, at, CallMethod(iso, self->buffer, "seek", {Value::Int(0), Value::Int(2)}));
  return RestoreEncoder(iso, self, at == Value::Int(0)) ? at : Value();
}

}  // namespace

Value TellText(Isolate* iso, TextFile* self) {
  if (!CheckTextOpen(iso, self)) return Value();
  if (!self->seekable) return RaiseUnsupported(iso, "underlying stream is not seekable");
  if (!self->telling) {
    return Raise(iso, ExceptionId::kOSError, "telling position disabled by next() call");
  }
  if (!FlushText(iso, self)) return Value();
  KRAIT_TRY(Value, at, CallMethod(iso, self->buffer, "tell", {}));
  if (!self->readable || self->snapshot == nullptr) return at;
  int64_t position;
  if (!IndexToInt64(iso, at, &position)) return Value();
  position -= self->snapshot->size;
  const std::string_view read =
      self->decoded == nullptr
          ? std::string_view()
          : self->decoded->view().substr(0, static_cast<size_t>(self->decoded_offset));
  const auto count = static_cast<int64_t>(utf8::CountCodePoints(read));
  if (self->codec != TextCodec::kOther) {
    int64_t bytes;
    if (!BytesOfCharacters(iso, self, count, &bytes)) return Value();
    return IntFromInt64(iso, position + bytes);
  }
  Cookie cookie;
  cookie.position = static_cast<uint64_t>(position);
  cookie.flags = static_cast<uint64_t>(self->snapshot_flags);
  if (count == static_cast<int64_t>(self->decoded ? self->decoded->length : 0)) {
    // All of it: the decoder stands there already, unless it keeps bytes back.
    KRAIT_TRY(Value, state, CallMethod(iso, self->decoder, "getstate", {}));
    Tuple* pair = state.As<Tuple>();
    int64_t flags;
    if (IsBytes(pair->items[0]) && pair->items[0].As<Bytes>()->size == 0 && !self->held_cr &&
        IndexToInt64(iso, pair->items[1], &flags)) {
      cookie.position += static_cast<uint64_t>(self->snapshot->size);
      cookie.flags = static_cast<uint64_t>(flags) * 2;
      return PackCookie(iso, cookie);
    }
  }
  if (count > 0) {
    cookie.skip = static_cast<uint64_t>(count);
    if (!FeedOfCharacters(iso, self, count, &cookie.feed)) return Value();
  }
  return PackCookie(iso, cookie);
}

Value SeekText(Isolate* iso, TextFile* self, Value cookie, int64_t whence) {
  if (!CheckTextOpen(iso, self)) return Value();
  if (!self->seekable) return RaiseUnsupported(iso, "underlying stream is not seekable");
  KRAIT_TRY(Value, number, Index(iso, cookie));
  if (whence == 1) {
    if (IntSign(number) != 0) return RaiseUnsupported(iso, "can't do nonzero cur-relative seeks");
    number = TellText(iso, self);
    if (!number) return number;
  } else if (whence == 2) {
    if (IntSign(number) != 0) return RaiseUnsupported(iso, "can't do nonzero end-relative seeks");
    return FlushText(iso, self) ? SeekEnd(iso, self) : Value();
  } else if (whence != 0) {
    return RaiseF(iso, ExceptionId::kValueError, "invalid whence (%lld, should be 0, 1 or 2)",
                  static_cast<long long>(whence));
  }
  if (IntSign(number) < 0) {
    KRAIT_TRY(Str*, text, Repr(iso, number));
    return RaiseValueError(iso, "negative seek position " + std::string(text->view()));
  }
  if (!FlushText(iso, self)) return Value();
  Cookie target;
  if (!UnpackCookie(iso, number, &target)) return Value();
  if (!CallMethod(iso, self->buffer, "seek",
                  {IntFromInt64(iso, static_cast<int64_t>(target.position))})) {
    return Value();
  }
  DropDecoded(self);
  if (!ResetDecoder(iso, self)) return Value();
  const bool at_start = target.position == 0 && target.flags == 0;
  if (self->decoder && !at_start && !RestoreReading(iso, self, target)) return Value();
  if (!RestoreEncoder(iso, self, target.position == 0 && target.skip == 0)) return Value();
  return number;
}

}  // namespace krait
