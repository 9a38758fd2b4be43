// The Python type TextIOWrapper.
#include <string>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/open_files.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

TextFile* Self(Value v) { return v.As<TextFile>(); }
TextFile* Self(Value* args) { return args[0].As<TextFile>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<TextFile*>(object);
  marker.Visit(self->buffer);
  marker.Visit(self->encoding);
  marker.Visit(self->errors);
  marker.Visit(self->encoder);
  marker.Visit(self->decoder);
  marker.Visit(self->pending);
  marker.Visit(self->decoded);
  marker.Visit(self->snapshot);
  marker.Visit(self->carry);
}

constexpr NativeLayout kLayout = {"TextIOWrapper", sizeof(TextFile), Trace};

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<TextFile>(iso, args[0].As<Type>()));
}

// An argument that is a str or None; null pointer in `*result` for the latter.
bool StrOrNone(Isolate* iso, Value v, const char* function, const char* name, Str** result) {
  *result = nullptr;
  if (!v || v.IsNone()) return true;
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() argument '%s' must be str or None, not %.50s",
                  function, name, TypeName(iso, v));
  }
  *result = v.As<Str>();
  if ((*result)->view().find('\0') != std::string_view::npos) {
    return RaiseValueError(iso, "embedded null character");
  }
  return true;
}

// The capabilities of the stream below.
bool InspectBuffer(Isolate* iso, TextFile* self, Value buffer) {
  if (Buffered* native = AsExactBuffered(iso, buffer)) {
    self->readable = native->readable;
    self->writable = native->writable;
    self->has_read1 = native->readable;
  } else {
    Value read1;
    if (!StreamTruth(iso, buffer, "readable", &self->readable) ||
        !StreamTruth(iso, buffer, "writable", &self->writable) ||
        !LookupAttr(iso, buffer, Str::Intern(iso, "read1"), &read1)) {
      return false;
    }
    self->has_read1 = !read1.IsEmpty();
  }
  bool seekable;
  if (!StreamTruth(iso, buffer, "seekable", &seekable)) return false;
  self->seekable = self->telling = seekable;
  return true;
}

bool Initialize(Isolate* iso, TextFile* self, Value buffer, const TextFileOptions& options) {
  Str* encoding;
  Str* errors;
  Str* newline;
  constexpr const char* kName = "TextIOWrapper";
  if (!StrOrNone(iso, options.encoding, kName, "encoding", &encoding) ||
      !StrOrNone(iso, options.errors, kName, "errors", &errors) ||
      !StrOrNone(iso, options.newline, kName, "newline", &newline)) {
    return false;
  }
  self->buffer = Value();
  self->detached = false;
  self->pending_size = 0;
  self->seen = 0;
  self->carry = nullptr;
  self->held_cr = false;
  self->chunk_size = kDefaultBufferSize;
  DropDecoded(self);
  if (!NewlineMode::Parse(iso, options.newline, &self->newline)) return false;
  if (encoding == nullptr || encoding->Equals("locale")) encoding = Str::Intern(iso, "UTF-8");
  if (errors == nullptr) errors = iso->names().strict;
  if (!InspectBuffer(iso, self, buffer)) return false;
  self->line_buffering = options.line_buffering;
  self->write_through = options.write_through;
  self->buffer = buffer;
  iso->Barrier(self);
  if (!SetTextEncoding(iso, self, encoding, errors)) {
    self->buffer = Value();
    return false;
  }
  if (Buffered* native = AsExactBuffered(iso, buffer)) native->owned = true;
  CloseWhenUnreachable(iso, self);
  if (self->writable) RememberOpenFile(iso, self);
  return true;
}

// TextIOWrapper(buffer, encoding, errors, newline, line_buffering, write_through)
Value Init(Isolate* iso, Value* args, size_t) {
  TextFileOptions options;
  options.encoding = args[2];
  options.errors = args[3];
  options.newline = args[4];
  if (args[5] && !Truth(iso, args[5], &options.line_buffering)) return Value();
  if (args[6] && !Truth(iso, args[6], &options.write_through)) return Value();
  return Initialize(iso, Self(args), args[1], options) ? Value::None() : Value();
}

Value Write(Isolate* iso, Value* args, size_t) {
  if (!CheckTextAttached(iso, Self(args))) return Value();
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "write() argument must be str, not %.50s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  const int64_t length = args[1].As<Str>()->length;
  return WriteTextTo(iso, Self(args), args[1].As<Str>()) ? Value::Int(length) : Value();
}

bool PrepareReading(Isolate* iso, TextFile* self) {
  if (!CheckTextOpen(iso, self)) return false;
  if (!self->readable) return RaiseUnsupported(iso, "not readable");
  return FlushPendingText(iso, self);
}

Value Read(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  int64_t count;
  if (!CheckTextAttached(iso, self) || !SizeArgument(iso, args[1], -1, &count) ||
      !PrepareReading(iso, self)) {
    return Value();
  }
  return count < 0 ? ReadAllText(iso, self) : ReadText(iso, self, count);
}

Value Readline(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  int64_t limit = -1;
  if (!CheckTextAttached(iso, self) || (args[1] && !IndexToInt64(iso, args[1], &limit)) ||
      !PrepareReading(iso, self)) {
    return Value();
  }
  return ReadTextLine(iso, self, limit);
}

Value NextLine(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  if (!CheckTextAttached(iso, self)) return Value();
  self->telling = false;
  Value line;
  if (IsExactTextFile(iso, args[0])) {
    if (!PrepareReading(iso, self)) return Value();
    line = ReadTextLine(iso, self, -1);
  } else {
    line = CallMethod(iso, args[0], iso->names().readline, {});
    if (line && !IsStr(line)) {
      return RaiseF(iso, ExceptionId::kOSError,
                    "readline() should have returned a str object, not '%.200s'",
                    TypeName(iso, line));
    }
  }
  if (!line) return line;
  if (line.As<Str>()->length > 0) return line;
  self->snapshot = nullptr;
  self->telling = self->seekable;
  return Value();
}

Value Flush(Isolate* iso, Value* args, size_t) {
  if (!CheckTextOpen(iso, Self(args))) return Value();
  return FlushText(iso, Self(args)) ? Value::None() : Value();
}

Value Close(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  if (!CheckTextAttached(iso, self)) return Value();
  bool closed;
  if (!StreamClosed(iso, args[0], &closed)) return Value();
  if (closed) return Value::None();
  const Value flushed = CallMethod(iso, args[0], iso->names().flush, {});
  const Value error = flushed ? Value() : TakePending(iso);
  ForgetOpenFile(iso, self);
  const Value result = CallMethod(iso, self->buffer, iso->names().close, {});
  if (error) return ChainPending(iso, error);
  return result;
}

Value Finalize(Isolate* iso, Value* args, size_t) {
  Self(args)->finalizing = true;
  if (Self(args)->buffer) CloseInFinalizer(iso, args[0]);
  ForgetOpenFile(iso, Self(args));
  return Value::None();
}

Value Detach(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  if (!CheckTextAttached(iso, self)) return Value();
  if (!CallMethod(iso, args[0], iso->names().flush, {})) return Value();
  const Value buffer = self->buffer;
  if (Buffered* native = AsExactBuffered(iso, buffer)) native->owned = false;
  self->buffer = Value();
  self->detached = true;
  ForgetOpenFile(iso, self);
  return buffer;
}

// reconfigure(*, encoding, errors, newline, line_buffering, write_through)
Value Reconfigure(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  Str* encoding;
  Str* errors;
  Str* newline;
  constexpr const char* kName = "reconfigure";
  if (!CheckTextAttached(iso, self) || !StrOrNone(iso, args[1], kName, "encoding", &encoding) ||
      !StrOrNone(iso, args[2], kName, "errors", &errors) ||
      !StrOrNone(iso, args[3], kName, "newline", &newline)) {
    return Value();
  }
  const bool recode = encoding != nullptr || errors != nullptr || args[3];
  if (recode && self->decoded != nullptr) {
    return RaiseUnsupported(
        iso, "It is not possible to set the encoding or newline of stream after the first read");
  }
  NewlineMode mode = self->newline;
  if (args[3] && !NewlineMode::Parse(iso, args[3], &mode)) return Value();
  bool line_buffering = self->line_buffering;
  bool write_through = self->write_through;
  if (args[4] && !args[4].IsNone() && !Truth(iso, args[4], &line_buffering)) return Value();
  if (args[5] && !args[5].IsNone() && !Truth(iso, args[5], &write_through)) return Value();
  if (!CallMethod(iso, args[0], iso->names().flush, {})) return Value();
  self->newline = mode;
  self->line_buffering = line_buffering;
  self->write_through = write_through;
  if (encoding == nullptr && errors == nullptr) return Value::None();
  if (errors == nullptr) errors = iso->names().strict;
  if (encoding == nullptr) {
    encoding = self->encoding;
  } else if (encoding->Equals("locale")) {
    encoding = Str::Intern(iso, "UTF-8");
  }
  return SetTextEncoding(iso, self, encoding, errors) ? Value::None() : Value();
}

Value Seek(Isolate* iso, Value* args, size_t) {
  int64_t whence = 0;
  if (!CheckTextAttached(iso, Self(args)) || (args[2] && !IndexToInt64(iso, args[2], &whence))) {
    return Value();
  }
  return SeekText(iso, Self(args), args[1], whence);
}

Value Tell(Isolate* iso, Value* args, size_t) {
  return CheckTextAttached(iso, Self(args)) ? TellText(iso, Self(args)) : Value();
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  if (!CheckTextAttached(iso, Self(args))) return Value();
  if (!CallMethod(iso, args[0], iso->names().flush, {})) return Value();
  return CallMethod(iso, Self(args)->buffer, "truncate", {args[1] ? args[1] : Value::None()});
}

#define KRAIT_DELEGATE(Function, method)                     \
  Value Function(Isolate* iso, Value* args, size_t) {        \
    if (!CheckTextAttached(iso, Self(args))) return Value(); \
    return CallMethod(iso, Self(args)->buffer, method, {});  \
  }
KRAIT_DELEGATE(Seekable, "seekable")
KRAIT_DELEGATE(Readable, "readable")
KRAIT_DELEGATE(Writable, "writable")
KRAIT_DELEGATE(Fileno, "fileno")
KRAIT_DELEGATE(IsATerminal, "isatty")
#undef KRAIT_DELEGATE

bool AppendAttribute(Isolate* iso, Value self, const char* name, StrBuilder* out) {
  Value v;
  if (!LookupAttr(iso, self, Str::Intern(iso, name), &v)) {
    return ClearPendingIf(iso, ExceptionId::kValueError);
  }
  if (!v) return true;
  out->AppendChar(' ');
  out->AppendAscii(name);
  out->AppendChar('=');
  return out->AppendRepr(v);
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  TextFile* self = Self(args);
  StrBuilder out(iso);
  out.AppendAscii("<");
  out.Append(TypeFullName(iso->native_type(&kTextFileSpec)));
  if (!ReprEnter(iso, args[0])) {
    if (iso->HasPending()) return Value();
    return RaiseF(iso, ExceptionId::kRuntimeError, "reentrant call inside %s.__repr__",
                  TypeName(iso, args[0]));
  }
  const bool ok = CheckTextAttached(iso, self) && AppendAttribute(iso, args[0], "name", &out) &&
                  AppendAttribute(iso, args[0], "mode", &out);
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  out.AppendAscii(" encoding=");
  if (!out.AppendRepr(Value::Object(self->encoding))) return Value();
  out.AppendChar('>');
  return Value::Object(out.Finish());
}

Value GetBuffer(Isolate* iso, Value self) {
  if (!Self(self)->buffer && !Self(self)->detached) {
    return Raise(iso, ExceptionId::kAttributeError, "buffer");
  }
  return Self(self)->buffer ? Self(self)->buffer : Value::None();
}
Value GetEncoding(Isolate*, Value self) {
  Str* encoding = Self(self)->encoding;
  return encoding == nullptr ? Value::None() : Value::Object(encoding);
}
Value GetErrors(Isolate* iso, Value self) {
  if (!CheckTextAttached(iso, Self(self))) return Value();
  return Value::Object(Self(self)->errors);
}
Value GetNewlines(Isolate* iso, Value self) {
  if (!CheckTextAttached(iso, Self(self))) return Value();
  return NewlineKindsValue(iso, Self(self)->seen);
}
Value GetClosed(Isolate* iso, Value self) {
  if (!CheckTextAttached(iso, Self(self))) return Value();
  return GetAttr(iso, Self(self)->buffer, "closed");
}
Value GetName(Isolate* iso, Value self) {
  if (!CheckTextAttached(iso, Self(self))) return Value();
  return GetAttr(iso, Self(self)->buffer, iso->names().name);
}
Value GetLineBuffering(Isolate*, Value self) { return Value::Bool(Self(self)->line_buffering); }
Value GetWriteThrough(Isolate*, Value self) { return Value::Bool(Self(self)->write_through); }
Value GetFinalizing(Isolate*, Value self) { return Value::Bool(Self(self)->finalizing); }
Value GetChunkSize(Isolate* iso, Value self) {
  if (!CheckTextAttached(iso, Self(self))) return Value();
  return IntFromInt64(iso, Self(self)->chunk_size);
}
bool SetChunkSize(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "cannot delete attribute");
  int64_t size;
  if (!CheckTextAttached(iso, Self(self)) || !IndexToInt64(iso, v, &size)) return false;
  if (size <= 0) return RaiseValueError(iso, "a strictly positive integer is required");
  if (!FlushPendingText(iso, Self(self))) return false;
  Self(self)->chunk_size = size;
  return true;
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init,
     "($self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
     "write_through=False)"},
    {"__repr__", ReprMethod, "($self, /)"},
    {"__del__", Finalize, "($self, /)"},
    {"__next__", NextLine, "($self, /)", kExhaustible},
    {"detach", Detach, "($self, /)"},
    {"reconfigure", Reconfigure,
     "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, "
     "write_through=None)"},
    {"write", Write, "($self, text, /)"},
    {"read", Read, "($self, size=-1, /)"},
    {"readline", Readline, "($self, size=-1, /)"},
    {"flush", Flush, "($self, /)"},
    {"close", Close, "($self, /)"},
    {"fileno", Fileno, "($self, /)"},
    {"seekable", Seekable, "($self, /)"},
    {"readable", Readable, "($self, /)"},
    {"writable", Writable, "($self, /)"},
    {"isatty", IsATerminal, "($self, /)"},
    {"seek", Seek, "($self, cookie, whence=0, /)"},
    {"tell", Tell, "($self, /)"},
    {"truncate", Truncate, "($self, pos=None, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"buffer", GetBuffer},
    {"encoding", GetEncoding},
    {"errors", GetErrors},
    {"newlines", GetNewlines},
    {"closed", GetClosed},
    {"name", GetName},
    {"line_buffering", GetLineBuffering},
    {"write_through", GetWriteThrough},
    {"_finalizing", GetFinalizing},
    {"_CHUNK_SIZE", GetChunkSize, SetChunkSize},
};

}  // namespace

const TypeSpec kTextFileSpec = {
    .name = "_io.TextIOWrapper",
    .module = "_io",
    .base = &kTextIoBaseSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
    .layout = &kLayout,
};

bool IsExactTextFile(Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kNativeInstance) && v.As<NativeInstance>()->layout == &kLayout &&
         TypeOf(iso, v)->spec == &kTextFileSpec;
}

bool WriteText(Isolate* iso, Value file, Str* text) {
  return WriteTextTo(iso, file.As<TextFile>(), text);
}

Value NewTextFile(Isolate* iso, Value buffer, const TextFileOptions& options) {
  KRAIT_TRY(Type*, type, iso->native_type(&kTextFileSpec));
  KRAIT_TRY(TextFile*, self, NewInstance<TextFile>(iso, type));
  return Initialize(iso, self, buffer, options) ? Value::Object(self) : Value();
}

}  // namespace krait
