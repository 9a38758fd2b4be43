#include "runtime/modules/io/string_io.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/newlines.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

namespace {

// The text as UTF-8. Positions that script sees count characters; `byte_pos` is where `pos` is, as
// long as `pos` is not beyond the end.
struct StringIO : NativeInstance {
  RawBytes* store;  // null while empty
  int64_t byte_size;
  int64_t length;  // characters
  int64_t pos;
  int64_t byte_pos;
  NewlineMode newline;
  uint8_t seen;
  bool initialized;
  bool closed;

  std::string_view text() const {
    if (store == nullptr) return {};
    return {store->data, static_cast<size_t>(byte_size)};
  }
  std::string_view rest() const {
    return pos >= length ? std::string_view() : text().substr(static_cast<size_t>(byte_pos));
  }
  bool ascii() const { return length == byte_size; }
};

StringIO* Self(Value* args) { return args[0].As<StringIO>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<StringIO*>(object)->store);
}

constexpr NativeLayout kLayout = {"StringIO", sizeof(StringIO), Trace};

bool CheckOpen(Isolate* iso, const StringIO* self) {
  if (!self->initialized) {
    return RaiseValueError(iso, "I/O operation on uninitialized object");
  }
  return !self->closed || RaiseClosed(iso, "I/O operation on closed file");
}

// Bytes of the first `count` characters of a text.
int64_t BytesOf(std::string_view text, int64_t count, bool ascii) {
  if (ascii) return std::min<int64_t>(count, static_cast<int64_t>(text.size()));
  const char* p = text.data();
  const char* end = p + text.size();
  while (count > 0 && p < end) {
    p += utf8::SequenceLength(*p);
    --count;
  }
  return p - text.data();
}

void SetPosition(StringIO* self, int64_t pos) {
  self->pos = pos;
  self->byte_pos = pos >= self->length ? self->byte_size : BytesOf(self->text(), pos, self->ascii());
}

bool Reserve(Isolate* iso, StringIO* self, int64_t bytes) {
  const int64_t now = self->store == nullptr ? 0 : self->store->capacity;
  if (bytes <= now) return true;
  RawBytes* store = RawBytes::New(iso, std::max<int64_t>({bytes, now + now / 2, 64}));
  if (store == nullptr) return false;
  if (self->store != nullptr) {
    std::memcpy(store->data, self->text().data(), self->text().size());
  }
  self->store = store;
  iso->Barrier(self);
  return true;
}

// Writing behind the end fills the gap with NULs.
bool FillGap(Isolate* iso, StringIO* self) {
  const int64_t gap = self->pos - self->length;
  if (gap <= 0) return true;
  if (!Reserve(iso, self, self->byte_size + gap)) return false;
  std::memset(self->store->data + self->byte_size, 0, static_cast<size_t>(gap));
  self->byte_size += gap;
  self->length += gap;
  self->byte_pos = self->byte_size;
  return true;
}

bool WriteStr(Isolate* iso, StringIO* self, Str* text) {
  if (self->newline.universal) {
    NoteNewlines(text->view(), &self->seen);
    if (self->newline.translate) text = TranslateNewlines(iso, text);
  } else if (!self->newline.write.empty()) {
    text = ExpandNewlines(iso, text, self->newline.write);
  }
  if (text == nullptr) return false;
  if (text->length == 0) return true;
  if (!FillGap(iso, self)) return false;
  // What is overwritten: as many characters as there are new ones.
  const int64_t old_bytes = BytesOf(self->rest(), text->length, self->ascii());
  const int64_t old_length = std::min<int64_t>(text->length, self->length - self->pos);
  const int64_t tail = self->byte_size - self->byte_pos - old_bytes;
  const int64_t size = self->byte_pos + text->byte_length + tail;
  if (!Reserve(iso, self, size)) return false;
  char* at = self->store->data + self->byte_pos;
  if (tail > 0) std::memmove(at + text->byte_length, at + old_bytes, static_cast<size_t>(tail));
  std::memcpy(at, text->data, text->byte_length);
  self->byte_size = size;
  self->length += text->length - old_length;
  self->pos += text->length;
  self->byte_pos += text->byte_length;
  return true;
}

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<StringIO>(iso, args[0].As<Type>()));
}

bool ParseNewline(Isolate* iso, Value newline, NewlineMode* mode) {
  if (newline && IsStr(newline)) {
    const std::string_view text = newline.As<Str>()->view();
    if (!text.empty() && text != "\n" && text != "\r" && text != "\r\n") {
      KRAIT_TRY(Str*, shown, Repr(iso, newline));
      return RaiseValueError(iso, "illegal newline value: " + std::string(shown->view()));
    }
  }
  return NewlineMode::Parse(iso, newline, mode);
}

// StringIO(initial_value='', newline='\n')
Value Init(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  self->initialized = false;
  const Value newline = args[2] ? args[2] : Value::Object(Str::FromCodePoint(iso, '\n'));
  if (!ParseNewline(iso, newline, &self->newline)) return Value();
  if (args[1] && !args[1].IsNone() && !IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "initial_value must be str or None, not %.200s",
                  TypeName(iso, args[1]));
  }
  self->store = nullptr;
  self->byte_size = self->length = self->pos = self->byte_pos = 0;
  self->seen = 0;
  self->closed = false;
  self->initialized = true;
  if (args[1] && IsStr(args[1])) {
    if (!WriteStr(iso, self, args[1].As<Str>())) return Value();
    SetPosition(self, 0);
  }
  return Value::None();
}

// --- reading ---

Value TakeText(Isolate* iso, StringIO* self, std::string_view text) {
  KRAIT_TRY(Str*, result, Str::New(iso, text));
  self->pos += result->length;
  self->byte_pos += result->byte_length;
  return Value::Object(result);
}

Value Read(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  int64_t count;
  if (!CheckOpen(iso, self) || !SizeArgument(iso, args[1], -1, &count)) return Value();
  const std::string_view rest = self->rest();
  if (count < 0) return TakeText(iso, self, rest);
  return TakeText(iso, self,
                  rest.substr(0, static_cast<size_t>(BytesOf(rest, count, self->ascii()))));
}

std::string_view NextLineOf(const StringIO* self, int64_t limit) {
  std::string_view rest = self->rest();
  if (limit >= 0) {
    rest = rest.substr(0, static_cast<size_t>(BytesOf(rest, limit, self->ascii())));
  }
  const LineEnd kind = self->newline.translate ? LineEnd::kLineFeed : self->newline.end;
  const size_t end = FindLineEnd(rest, kind);
  return rest.substr(0, end);
}

Value Readline(Isolate* iso, Value* args, size_t) {
  int64_t limit;
  if (!CheckOpen(iso, Self(args)) || !SizeArgument(iso, args[1], -1, &limit)) return Value();
  return TakeText(iso, Self(args), NextLineOf(Self(args), limit));
}

Value NextLine(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  if (!CheckOpen(iso, self)) return Value();
  if (!TypeOf(iso, args[0])->IsScriptClass()) {
    const std::string_view line = NextLineOf(self, -1);
    return line.empty() ? Value() : TakeText(iso, self, line);
  }
  KRAIT_TRY(Value, line, CallMethod(iso, args[0], iso->names().readline, {}));
  if (!IsStr(line)) {
    return RaiseF(iso, ExceptionId::kOSError,
                  "readline() should have returned a str object, not '%.200s'",
                  TypeName(iso, line));
  }
  return line.As<Str>()->length == 0 ? Value() : line;
}

Value GetValue(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  return Value::Object(Str::New(iso, Self(args)->text()));
}

// --- writing ---

Value Write(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  if (!self->initialized) {
    return RaiseValueError(iso, "I/O operation on uninitialized object");
  }
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "string argument expected, got '%s'",
                  TypeName(iso, args[1]));
  }
  if (!CheckOpen(iso, self)) return Value();
  const int64_t length = args[1].As<Str>()->length;
  return WriteStr(iso, self, args[1].As<Str>()) ? Value::Int(length) : Value();
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  int64_t size;
  if (!CheckOpen(iso, self) || !SizeArgument(iso, args[1], self->pos, &size)) return Value();
  if (size < 0) {
    return RaiseF(iso, ExceptionId::kValueError, "Negative size value %lld",
                  static_cast<long long>(size));
  }
  if (size < self->length) {
    self->byte_size = BytesOf(self->text(), size, self->ascii());
    self->length = size;
    SetPosition(self, self->pos);
  }
  return IntFromInt64(iso, size);
}

// --- state ---

Value Seek(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  int64_t pos;
  int64_t whence = 0;
  if (!CheckOpen(iso, self) || !IndexToInt64(iso, args[1], &pos) ||
      (args[2] && !IndexToInt64(iso, args[2], &whence))) {
    return Value();
  }
  if (whence < 0 || whence > 2) {
    return RaiseF(iso, ExceptionId::kValueError, "Invalid whence (%lld, should be 0, 1 or 2)",
                  static_cast<long long>(whence));
  }
  if (whence == 0 && pos < 0) {
    return RaiseF(iso, ExceptionId::kValueError, "Negative seek position %lld",
                  static_cast<long long>(pos));
  }
  if (whence != 0 && pos != 0) {
    return Raise(iso, ExceptionId::kOSError, "Can't do nonzero cur-relative seeks");
  }
  if (whence == 1) pos = self->pos;
  if (whence == 2) pos = self->length;
  SetPosition(self, pos);
  return IntFromInt64(iso, pos);
}

Value Tell(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? IntFromInt64(iso, Self(args)->pos) : Value();
}
Value True(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::True() : Value();
}
Value Close(Isolate*, Value* args, size_t) {
  StringIO* self = Self(args);
  self->closed = true;
  self->store = nullptr;
  self->byte_size = self->length = self->pos = self->byte_pos = 0;
  return Value::None();
}
Value Finalize(Isolate*, Value*, size_t) { return Value::None(); }

const char* NewlineText(const NewlineMode& mode) {
  switch (mode.end) {
    case LineEnd::kUniversal:
      return "";
    case LineEnd::kCr:
      return "\r";
    case LineEnd::kCrLf:
      return "\r\n";
    default:
      return "\n";
  }
}

Value GetState(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  if (!CheckOpen(iso, self)) return Value();
  KRAIT_TRY(Str*, text, Str::New(iso, self->text()));
  const Value newline = self->newline.translate
                            ? Value::None()
                            : Value::Object(Str::Intern(iso, NewlineText(self->newline)));
  KRAIT_TRY(Value, dict, GetAttr(iso, args[0], iso->names().dunder_dict));
  if (HasKind(dict, ObjectKind::kDict) && dict.As<Dict>()->size == 0) dict = Value::None();
  return Value::Object(
      Tuple::Of(iso, {Value::Object(text), newline, IntFromInt64(iso, self->pos), dict}));
}

Value SetState(Isolate* iso, Value* args, size_t) {
  StringIO* self = Self(args);
  Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size < 4) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s.__setstate__ argument should be 4-tuple, got %.200s",
                  TypeName(iso, args[0]), TypeName(iso, args[1]));
  }
  // The text has its line ends translated already.
  Value init_args[] = {args[0], Value(), state->items[1]};
  if (!Init(iso, init_args, 3)) return Value();
  if (!IsStr(state->items[0])) {
    return RaiseF(iso, ExceptionId::kTypeError, "initial_value must be str or None, not %.200s",
                  TypeName(iso, state->items[0]));
  }
  int64_t pos;
  if (!IsIntLike(state->items[2])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "third item of state must be an integer, got %.200s",
                  TypeName(iso, state->items[2]));
  }
  if (!IndexToInt64(iso, state->items[2], &pos)) return Value();
  if (pos < 0) return RaiseValueError(iso, "position value cannot be negative");
  const NewlineMode mode = self->newline;
  self->newline = NewlineMode();
  const bool written = WriteStr(iso, self, state->items[0].As<Str>());
  self->newline = mode;
  if (!written) return Value();
  SetPosition(self, pos);
  if (HasKind(state->items[3], ObjectKind::kDict)) {
    KRAIT_TRY(Value, dict, GetAttr(iso, args[0], iso->names().dunder_dict));
    if (!DictUpdate(iso, dict.As<Dict>(), state->items[3])) return Value();
  }
  return Value::None();
}

Value GetClosed(Isolate* iso, Value self) {
  StringIO* stream = self.As<StringIO>();
  if (!stream->initialized) {
    return RaiseValueError(iso, "I/O operation on uninitialized object");
  }
  return Value::Bool(stream->closed);
}
Value GetNewlines(Isolate* iso, Value self) {
  StringIO* stream = self.As<StringIO>();
  if (!CheckOpen(iso, stream)) return Value();
  return stream->newline.universal ? NewlineKindsValue(iso, stream->seen) : Value::None();
}
Value GetLineBuffering(Isolate* iso, Value self) {
  return CheckOpen(iso, self.As<StringIO>()) ? Value::False() : Value();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, initial_value='', newline='\\n')"},
    {"__next__", NextLine, "($self, /)", kExhaustible},
    {"__del__", Finalize, "($self, /)"},
    {"close", Close, "($self, /)"},
    {"getvalue", GetValue, "($self, /)"},
    {"read", Read, "($self, size=-1, /)"},
    {"readline", Readline, "($self, size=-1, /)"},
    {"tell", Tell, "($self, /)"},
    {"truncate", Truncate, "($self, pos=None, /)"},
    {"seek", Seek, "($self, pos, whence=0, /)"},
    {"write", Write, "($self, s, /)"},
    {"seekable", True, "($self, /)"},
    {"readable", True, "($self, /)"},
    {"writable", True, "($self, /)"},
    {"__getstate__", GetState, "($self, /)"},
    {"__setstate__", SetState, "($self, state, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"closed", GetClosed},
    {"newlines", GetNewlines},
    {"line_buffering", GetLineBuffering},
};

}  // namespace

const TypeSpec kStringIoSpec = {
    .name = "_io.StringIO",
    .module = "_io",
    .base = &kTextIoBaseSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Text I/O implementation using an in-memory buffer.",
    .layout = &kLayout,
};

}  // namespace krait
