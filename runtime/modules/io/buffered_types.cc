// The Python types BufferedReader, BufferedWriter and BufferedRandom.
#include <algorithm>
#include <cstring>
#include <string>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/file_io.h"
#include "runtime/modules/io/open_files.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Buffered* Self(Value v) { return v.As<Buffered>(); }
Buffered* Self(Value* args) { return args[0].As<Buffered>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Buffered*>(object);
  marker.Visit(self->raw);
  marker.Visit(self->buffer);
}

constexpr NativeLayout kLayout = {"Buffered", sizeof(Buffered), Trace};

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<Buffered>(iso, args[0].As<Type>()));
}

bool Initialize(Isolate* iso, Buffered* self, Value raw, int64_t size, bool readable,
                bool writable) {
  if (size <= 0) return RaiseValueError(iso, "buffer size must be strictly positive");
  self->raw = raw;
  self->buffer = nullptr;
  self->size = size;
  self->pos = self->read_end = self->write_end = 0;
  self->readable = readable;
  self->writable = writable;
  self->detached = false;
  self->native_raw = IsExactFileIO(iso, raw);
  if (self->native_raw) raw.As<FileIO>()->owned = true;
  iso->Barrier(self);
  CloseWhenUnreachable(iso, self);
  if (writable) RememberOpenFile(iso, self);
  return true;
}

bool InitArguments(Isolate* iso, Value* args, int64_t* size) {
  Self(args)->raw = Value();
  *size = kDefaultBufferSize;
  return !args[2] || IndexToInt64(iso, args[2], size);
}

Value InitReader(Isolate* iso, Value* args, size_t) {
  int64_t size;
  if (!InitArguments(iso, args, &size)) return Value();
  if (!CheckStreamCan(iso, args[1], "readable", "File or stream is not readable.")) return Value();
  return Initialize(iso, Self(args), args[1], size, true, false) ? Value::None() : Value();
}
Value InitWriter(Isolate* iso, Value* args, size_t) {
  int64_t size;
  if (!InitArguments(iso, args, &size)) return Value();
  if (!CheckStreamCan(iso, args[1], "writable", "File or stream is not writable.")) return Value();
  return Initialize(iso, Self(args), args[1], size, false, true) ? Value::None() : Value();
}
Value InitRandom(Isolate* iso, Value* args, size_t) {
  int64_t size;
  if (!InitArguments(iso, args, &size)) return Value();
  if (!CheckStreamCan(iso, args[1], "seekable", "File or stream is not seekable.") ||
      !CheckStreamCan(iso, args[1], "readable", "File or stream is not readable.") ||
      !CheckStreamCan(iso, args[1], "writable", "File or stream is not writable.")) {
    return Value();
  }
  return Initialize(iso, Self(args), args[1], size, true, true) ? Value::None() : Value();
}

// --- reading ---

Value Read(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckAttached(iso, self)) return Value();
  int64_t size;
  if (!SizeArgument(iso, args[1], -1, &size)) return Value();
  if (size < -1) return RaiseValueError(iso, "read length must be non-negative or -1");
  if (!CheckBufferedOpen(iso, self, "read of closed file")) return Value();
  return size == -1 ? ReadBufferedAll(iso, self) : ReadBuffered(iso, self, size);
}

Value Read1(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  int64_t size = -1;
  if (!CheckAttached(iso, self) || (args[1] && !IndexToInt64(iso, args[1], &size)) ||
      !CheckBufferedOpen(iso, self, "read of closed file")) {
    return Value();
  }
  return ReadBuffered1(iso, self, size);
}

Value ReadIntoBuffer(Isolate* iso, Value* args, bool once) {
  Buffered* self = Self(args);
  if (!CheckBufferedOpen(iso, self, "readinto of closed file")) return Value();
  const ScopedBuffer target(iso, args[1], true,
                            "readinto() argument must be read-write bytes-like object");
  if (!target.ok()) return Value();
  const auto wanted = static_cast<int64_t>(target.size());
  int64_t filled = 0;
  while (filled < wanted) {
    if (self->ahead() == 0) {
      if (once && filled > 0) break;
      int64_t count;
      if (wanted - filled > self->size) {
        if (!FlushWrites(iso, self)) return Value();
        self->pos = self->read_end = 0;
        count = RawReadInto(iso, self, target.data() + filled, wanted - filled);
        if (count > 0) filled += count;
      } else {
        count = FillBuffer(iso, self);
      }
      if (count == kFailed) return Value();
      if (count == kWouldBlock && filled == 0) return Value::None();
      if (count <= 0) break;
      if (self->ahead() == 0) continue;
    }
    const int64_t take = std::min(self->ahead(), wanted - filled);
    std::memcpy(target.data() + filled, self->buffer->data + self->pos, static_cast<size_t>(take));
    self->pos += take;
    filled += take;
    if (once) break;
  }
  return Value::Int(filled);
}

Value ReadInto(Isolate* iso, Value* args, size_t) { return ReadIntoBuffer(iso, args, false); }
Value ReadInto1(Isolate* iso, Value* args, size_t) { return ReadIntoBuffer(iso, args, true); }

Value Peek(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckBufferedOpen(iso, self, "peek of closed file")) return Value();
  if (self->ahead() == 0 && FillBuffer(iso, self) == kFailed) return Value();
  return Value::Object(Bytes::New(
      iso, {self->buffer->data + self->pos, static_cast<size_t>(self->ahead())}));
}

Value Readline(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  int64_t limit;
  if (!CheckAttached(iso, self) || !SizeArgument(iso, args[1], -1, &limit) ||
      !CheckBufferedOpen(iso, self, "readline of closed file")) {
    return Value();
  }
  return ReadBufferedLine(iso, self, limit);
}

Value NextLine(Isolate* iso, Value* args, size_t) {
  Value line;
  if (AsExactBuffered(iso, args[0]) != nullptr) {
    if (!CheckBufferedOpen(iso, Self(args), "readline of closed file")) return Value();
    line = ReadBufferedLine(iso, Self(args), -1);
  } else {
    line = CallMethod(iso, args[0], iso->names().readline, {});
    if (line && !IsBytes(line)) {
      return RaiseF(iso, ExceptionId::kOSError,
                    "readline() should have returned a bytes object, not '%.200s'",
                    TypeName(iso, line));
    }
  }
  if (!line || line.As<Bytes>()->size == 0) return Value();
  return line;
}

// --- writing ---

Value Write(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckAttached(iso, self)) return Value();
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok() || !CheckBufferedOpen(iso, self, "write to closed file")) return Value();
  if (!WriteBuffered(iso, self, data.view())) return Value();
  return IntFromInt64(iso, static_cast<int64_t>(data.size()));
}

Value Flush(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckBufferedOpen(iso, self, "flush of closed file")) return Value();
  return FlushBuffered(iso, self) ? Value::None() : Value();
}

Value FlushReader(Isolate* iso, Value* args, size_t) {
  if (!CheckAttached(iso, Self(args))) return Value();
  return CallMethod(iso, Self(args)->raw, iso->names().flush, {});
}

// --- positions ---

Value Seek(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  int64_t whence = 0;
  if (!CheckAttached(iso, self) || (args[2] && !IndexToInt64(iso, args[2], &whence))) {
    return Value();
  }
  if (whence < 0 || whence > 4) {
    return RaiseF(iso, ExceptionId::kValueError, "whence value %d unsupported",
                  static_cast<int>(whence));
  }
  if (!CheckBufferedOpen(iso, self, "seek of closed file")) return Value();
  if (!CheckStreamCan(iso, self->raw, "seekable", "File or stream is not seekable.")) {
    return Value();
  }
  int64_t target;
  if (args[1].IsDouble()) return RaiseTypeError(iso, "'float' object cannot be interpreted as an integer");
  if (!IndexToInt64(iso, args[1], &target)) return Value();
  if (!FlushWrites(iso, self)) return Value();
  // Within what was read ahead, no call is needed.
  if (whence != 2 && whence < 3 && self->ahead() > 0) {
    const int64_t at = RawTell(iso, self);
    if (at == kFailed) return Value();
    const int64_t here = at - self->ahead();
    const int64_t move = whence == 0 ? target - here : target;
    if (move >= -self->pos && move <= self->ahead()) {
      self->pos += move;
      return IntFromInt64(iso, here + move);
    }
  }
  if (whence == 1) target -= self->ahead();
  const int64_t at = RawSeek(iso, self, target, static_cast<int>(whence));
  if (at == kFailed) return Value();
  self->pos = self->read_end = 0;
  return IntFromInt64(iso, at);
}

Value Tell(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckAttached(iso, self)) return Value();
  const int64_t at = RawTell(iso, self);
  if (at == kFailed) return Value();
  return IntFromInt64(iso, at - self->ahead() + self->write_end);
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckBufferedOpen(iso, self, "truncate of closed file")) return Value();
  if (!self->writable) return RaiseUnsupported(iso, "truncate");
  if (!FlushWrites(iso, self) || !DropReadAhead(iso, self)) return Value();
  return CallMethod(iso, self->raw, "truncate", {args[1] ? args[1] : Value::None()});
}

// --- state ---

Value Close(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckAttached(iso, self)) return Value();
  bool closed;
  if (!StreamClosed(iso, self->raw, &closed)) return Value();
  if (closed) return Value::None();
  const Value flushed = CallMethod(iso, args[0], iso->names().flush, {});
  const Value error = flushed ? Value() : TakePending(iso);
  ForgetOpenFile(iso, self);
  const Value result = CallMethod(iso, self->raw, iso->names().close, {});
  if (error) return ChainPending(iso, error);
  self->buffer = nullptr;
  self->pos = self->read_end = self->write_end = 0;
  return result;
}

Value Finalize(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  self->finalizing = true;
  if (!self->owned && self->raw) CloseInFinalizer(iso, args[0]);
  ForgetOpenFile(iso, self);
  return Value::None();
}

Value Detach(Isolate* iso, Value* args, size_t) {
  Buffered* self = Self(args);
  if (!CheckAttached(iso, self)) return Value();
  if (!CallMethod(iso, args[0], iso->names().flush, {})) return Value();
  const Value raw = self->raw;
  if (self->native_raw) raw.As<FileIO>()->owned = false;
  self->raw = Value();
  self->detached = true;
  self->native_raw = false;
  ForgetOpenFile(iso, self);
  return raw;
}

#define KRAIT_DELEGATE(Function, method)                          \
  Value Function(Isolate* iso, Value* args, size_t) {             \
    if (!CheckAttached(iso, Self(args))) return Value();          \
    return CallMethod(iso, Self(args)->raw, method, {});          \
  }
KRAIT_DELEGATE(Seekable, "seekable")
KRAIT_DELEGATE(Readable, "readable")
KRAIT_DELEGATE(Writable, "writable")
KRAIT_DELEGATE(Fileno, "fileno")
KRAIT_DELEGATE(IsATerminal, "isatty")
#undef KRAIT_DELEGATE

Value DeallocWarn(Isolate*, Value*, size_t) { return Value::None(); }

Value Sizeof(Isolate*, Value* args, size_t) {
  return Value::Int(static_cast<int64_t>(sizeof(Buffered)) +
                    (Self(args)->buffer != nullptr ? Self(args)->size : 0));
}

Value Repr(Isolate* iso, Value* args, size_t) {
  StrBuilder out(iso);
  out.AppendChar('<');
  out.Append(TypeFullName(TypeOf(iso, args[0])));
  Value name;
  if (!LookupAttr(iso, args[0], iso->names().name, &name)) {
    if (!ClearPendingIf(iso, ExceptionId::kValueError)) return Value();
  }
  if (name) {
    if (!ReprEnter(iso, args[0])) {
      if (iso->HasPending()) return Value();
      return RaiseF(iso, ExceptionId::kRuntimeError, "reentrant call inside %s.__repr__",
                    TypeName(iso, args[0]));
    }
    out.AppendAscii(" name=");
    const bool ok = out.AppendRepr(name);
    ReprLeave(iso, args[0]);
    if (!ok) return Value();
  }
  out.AppendChar('>');
  return Value::Object(out.Finish());
}

Value GetRaw(Isolate*, Value self) { return Self(self)->raw ? Self(self)->raw : Value::None(); }
Value GetClosed(Isolate* iso, Value self) {
  if (!CheckAttached(iso, Self(self))) return Value();
  return GetAttr(iso, Self(self)->raw, "closed");
}
Value GetName(Isolate* iso, Value self) {
  if (!CheckAttached(iso, Self(self))) return Value();
  return GetAttr(iso, Self(self)->raw, iso->names().name);
}
Value GetMode(Isolate* iso, Value self) {
  if (!CheckAttached(iso, Self(self))) return Value();
  return GetAttr(iso, Self(self)->raw, "mode");
}
Value GetFinalizing(Isolate*, Value self) { return Value::Bool(Self(self)->finalizing); }

#define KRAIT_COMMON_METHODS                               \
  {"__new__", New, "($type, *args, **kwargs)", kConstructor}, \
      {"__repr__", Repr, "($self, /)"},                    \
      {"__del__", Finalize, "($self, /)"},                 \
      {"detach", Detach, "($self, /)"},                    \
      {"close", Close, "($self, /)"},                      \
      {"seekable", Seekable, "($self, /)"},                \
      {"fileno", Fileno, "($self, /)"},                    \
      {"isatty", IsATerminal, "($self, /)"},               \
      {"_dealloc_warn", DeallocWarn, "($self, source, /)"}, \
      {"seek", Seek, "($self, target, whence=0, /)"},      \
      {"tell", Tell, "($self, /)"},                        \
      {"truncate", Truncate, "($self, pos=None, /)"},      \
      {"__sizeof__", Sizeof, "($self, /)"}
#define KRAIT_READ_METHODS                                 \
  {"readable", Readable, "($self, /)"},                    \
      {"__next__", NextLine, "($self, /)", kExhaustible},  \
      {"read", Read, "($self, size=-1, /)"},               \
      {"read1", Read1, "($self, size=-1, /)"},             \
      {"readinto", ReadInto, "($self, buffer, /)"},        \
      {"readinto1", ReadInto1, "($self, buffer, /)"},      \
      {"readline", Readline, "($self, size=-1, /)"},       \
      {"peek", Peek, "($self, size=0, /)"}
#define KRAIT_WRITE_METHODS                                \
  {"writable", Writable, "($self, /)"},                    \
      {"write", Write, "($self, buffer, /)"},              \
      {"flush", Flush, "($self, /)"}

constexpr NativeMethod kReaderMethods[] = {
    KRAIT_COMMON_METHODS,
    KRAIT_READ_METHODS,
    {"__init__", InitReader, "($self, /, raw, buffer_size=8192)"},
    {"flush", FlushReader, "($self, /)"},
};
constexpr NativeMethod kWriterMethods[] = {
    KRAIT_COMMON_METHODS,
    KRAIT_WRITE_METHODS,
    {"__init__", InitWriter, "($self, /, raw, buffer_size=8192)"},
};
constexpr NativeMethod kRandomMethods[] = {
    KRAIT_COMMON_METHODS,
    KRAIT_READ_METHODS,
    KRAIT_WRITE_METHODS,
    {"__init__", InitRandom, "($self, /, raw, buffer_size=8192)"},
};
#undef KRAIT_COMMON_METHODS
#undef KRAIT_READ_METHODS
#undef KRAIT_WRITE_METHODS

constexpr NativeProperty kProperties[] = {
    {"raw", GetRaw},   {"closed", GetClosed}, {"name", GetName},
    {"mode", GetMode}, {"_finalizing", GetFinalizing},
};

}  // namespace

const TypeSpec kBufferedReaderSpec = {
    .name = "_io.BufferedReader",
    .module = "_io",
    .base = &kBufferedIoBaseSpec,
    .methods = kReaderMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Create a new buffered reader using the given readable raw IO object.",
    .layout = &kLayout,
};
const TypeSpec kBufferedWriterSpec = {
    .name = "_io.BufferedWriter",
    .module = "_io",
    .base = &kBufferedIoBaseSpec,
    .methods = kWriterMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "A buffer for a writeable sequential RawIO object.",
    .layout = &kLayout,
};
const TypeSpec kBufferedRandomSpec = {
    .name = "_io.BufferedRandom",
    .module = "_io",
    .base = &kBufferedIoBaseSpec,
    .methods = kRandomMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "A buffered interface to random access streams.",
    .layout = &kLayout,
};

Buffered* AsExactBuffered(Isolate* iso, Value v) {
  if (!HasKind(v, ObjectKind::kNativeInstance)) return nullptr;
  if (v.As<NativeInstance>()->layout != &kLayout) return nullptr;
  return TypeOf(iso, v)->IsScriptClass() ? nullptr : v.As<Buffered>();
}

Value NewBuffered(Isolate* iso, const TypeSpec* spec, Value raw, int64_t size) {
  KRAIT_TRY(Type*, type, iso->native_type(spec));
  KRAIT_TRY(Buffered*, self, NewInstance<Buffered>(iso, type));
  const bool readable = spec != &kBufferedWriterSpec;
  const bool writable = spec != &kBufferedReaderSpec;
  return Initialize(iso, self, raw, size, readable, writable) ? Value::Object(self) : Value();
}

}  // namespace krait
