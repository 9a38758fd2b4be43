// The abstract streams: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. They are plain objects, so
// that Python classes derive from them like from any class; every method works through the methods
// that the subclass has.
#include <string>

#include "runtime/collection/items.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr std::string_view kClosedMark = "__IOBase_closed";

Str* ClosedMark(Isolate* iso) { return Str::Intern(iso, kClosedMark); }

#define KRAIT_UNSUPPORTED(Function, text) \
  Value Function(Isolate* iso, Value*, size_t) { return RaiseUnsupported(iso, text); }
KRAIT_UNSUPPORTED(UnsupportedSeek, "seek")
KRAIT_UNSUPPORTED(UnsupportedTruncate, "truncate")
KRAIT_UNSUPPORTED(UnsupportedFileno, "fileno")
KRAIT_UNSUPPORTED(UnsupportedDetach, "detach")
KRAIT_UNSUPPORTED(UnsupportedRead, "read")
KRAIT_UNSUPPORTED(UnsupportedRead1, "read1")
KRAIT_UNSUPPORTED(UnsupportedReadline, "readline")
KRAIT_UNSUPPORTED(UnsupportedWrite, "write")
#undef KRAIT_UNSUPPORTED

Value NotImplementedMethod(Isolate* iso, Value*, size_t) {
  return RaiseWith(iso, ExceptionId::kNotImplementedError, Value());
}

Value Tell(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, args[0], "seek", {Value::Int(0), Value::Int(1)});
}

Value Flush(Isolate* iso, Value* args, size_t) {
  Value closed;
  if (!LookupAttr(iso, args[0], ClosedMark(iso), &closed)) return Value();
  return closed ? RaiseClosed(iso) : Value::None();
}

Value Close(Isolate* iso, Value* args, size_t) {
  Value closed;
  if (!LookupAttr(iso, args[0], ClosedMark(iso), &closed)) return Value();
  if (closed) return Value::None();
  const Value flushed = CallMethod(iso, args[0], iso->names().flush, {});
  const Value error = flushed ? Value() : TakePending(iso);
  const bool marked = SetAttr(iso, args[0], ClosedMark(iso), Value::True());
  if (error) return ChainPending(iso, error);
  return marked ? Value::None() : Value();
}

Value GetClosed(Isolate* iso, Value self) {
  Value closed;
  if (!LookupAttr(iso, self, ClosedMark(iso), &closed)) return Value();
  return Value::Bool(!closed.IsEmpty());
}

Value Finalize(Isolate* iso, Value* args, size_t) {
  CloseInFinalizer(iso, args[0]);
  return Value::None();
}

Value False(Isolate*, Value*, size_t) { return Value::False(); }

Value IsATerminal(Isolate* iso, Value* args, size_t) {
  return CheckStreamOpen(iso, args[0]) ? Value::False() : Value();
}

Value CheckClosed(Isolate* iso, Value* args, size_t) {
  return CheckStreamOpen(iso, args[0]) ? Value::None() : Value();
}

#define KRAIT_CHECK(Function, method, text)                                        \
  Value Function(Isolate* iso, Value* args, size_t) {                              \
    return CheckStreamCan(iso, args[0], method, text) ? Value::None() : Value();   \
  }
KRAIT_CHECK(CheckSeekable, "seekable", "File or stream is not seekable.")
KRAIT_CHECK(CheckReadable, "readable", "File or stream is not readable.")
KRAIT_CHECK(CheckWritable, "writable", "File or stream is not writable.")
#undef KRAIT_CHECK

Value Enter(Isolate* iso, Value* args, size_t) {
  return CheckStreamOpen(iso, args[0]) ? args[0] : Value();
}

Value Exit(Isolate* iso, Value* args, size_t) {
  return CallMethod(iso, args[0], iso->names().close, {});
}

Value IterSelf(Isolate* iso, Value* args, size_t) {
  return CheckStreamOpen(iso, args[0]) ? args[0] : Value();
}

Value NextLine(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, line, CallMethod(iso, args[0], iso->names().readline, {}));
  int64_t length;
  if (!Length(iso, line, &length)) return Value();
  return length == 0 ? Value() : line;
}

// How many bytes readline may ask for without reading beyond the line's end.
bool BytesToAskFor(Isolate* iso, Value peek, int64_t limit, int64_t* count) {
  *count = 1;
  if (!peek) return true;
  KRAIT_TRY(Value, ahead, Call(iso, peek, {Value::Int(1)}));
  if (!IsBytes(ahead)) {
    return RaiseF(iso, ExceptionId::kOSError,
                  "peek() should have returned a bytes object, not '%.200s'", TypeName(iso, ahead));
  }
  const std::string_view bytes = ahead.As<Bytes>()->view();
  if (bytes.empty()) return true;
  const size_t newline = bytes.find('\n');
  *count = static_cast<int64_t>(newline == bytes.npos ? bytes.size() : newline + 1);
  if (limit >= 0 && *count > limit) *count = limit;
  return true;
}

Value Readline(Isolate* iso, Value* args, size_t) {
  int64_t limit;
  if (!SizeArgument(iso, args[1], -1, &limit)) return Value();
  Value peek;
  if (!LookupAttr(iso, args[0], Str::Intern(iso, "peek"), &peek)) return Value();
  ByteBuilder line(iso);
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    int64_t count;
    const int64_t left = limit < 0 ? -1 : limit - static_cast<int64_t>(line.size());
    if (!BytesToAskFor(iso, peek, left, &count)) return Value();
    KRAIT_TRY(Value, piece, CallMethod(iso, args[0], iso->names().read, {Value::Int(count)}));
    if (!IsBytes(piece)) {
      return RaiseF(iso, ExceptionId::kOSError,
                    "read() should have returned a bytes object, not '%.200s'",
                    TypeName(iso, piece));
    }
    if (piece.As<Bytes>()->size == 0) break;
    line.Append(piece.As<Bytes>()->view());
    if (line.failed() || line.view().back() == '\n') break;
  }
  return Value::Object(line.FinishBytes());
}

Value Readlines(Isolate* iso, Value* args, size_t) {
  int64_t hint;
  if (!SizeArgument(iso, args[1], -1, &hint)) return Value();
  KRAIT_TRY(List*, lines, List::New(iso));
  if (hint <= 0) {
    KRAIT_CHECK_OK(ListExtend(iso, lines, args[0]));
    return Value::Object(lines);
  }
  KRAIT_TRY(Value, iterator, Iter(iso, args[0]));
  int64_t total = 0;
  while (Value line = Next(iso, iterator)) {
    KRAIT_CHECK_OK(lines->Append(iso, line));
    int64_t length;
    if (!Length(iso, line, &length)) return Value();
    total += length;
    if (total >= hint) return Value::Object(lines);
  }
  return iso->HasPending() ? Value() : Value::Object(lines);
}

Value Writelines(Isolate* iso, Value* args, size_t) {
  if (!CheckStreamOpen(iso, args[0])) return Value();
  const bool ok = ForEachItem(iso, args[1], [&](Value line) {
    return CallMethod(iso, args[0], iso->names().write, {line}) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? Value::None() : Value();
}

// --- raw streams ---

Value RawRead(Isolate* iso, Value* args, size_t) {
  int64_t size = -1;
  if (args[1] && !SizeArgument(iso, args[1], -1, &size)) return Value();
  if (size < 0) return CallMethod(iso, args[0], "readall", {});
  KRAIT_TRY(ByteArray*, buffer, ByteArray::New(iso, std::string(static_cast<size_t>(size), '\0')));
  KRAIT_TRY(Value, count, CallMethod(iso, args[0], "readinto", {Value::Object(buffer)}));
  if (count.IsNone()) return count;
  int64_t n;
  if (!IndexToInt64(iso, count, &n)) return Value();
  if (n < 0 || n > buffer->size) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "readinto returned %lld outside buffer size %lld", static_cast<long long>(n),
                  static_cast<long long>(buffer->size));
  }
  return Value::Object(Bytes::New(iso, buffer->view().substr(0, static_cast<size_t>(n))));
}

Value RawReadAll(Isolate* iso, Value* args, size_t) {
  ByteBuilder all(iso);
  bool first = true;
  while (true) {
    KRAIT_TRY(Value, piece,
              CallMethod(iso, args[0], iso->names().read, {Value::Int(kDefaultBufferSize)}));
    if (piece.IsNone()) {
      if (first) return piece;
      break;
    }
    if (!IsBytes(piece)) return RaiseTypeError(iso, "read() should return bytes");
    if (piece.As<Bytes>()->size == 0) break;
    all.Append(piece.As<Bytes>()->view());
    first = false;
  }
  return Value::Object(all.FinishBytes());
}

// --- buffered streams ---

Value ReadInto(Isolate* iso, Value* args, const char* method) {
  const ScopedBuffer buffer(iso, args[1], true,
                            "readinto() argument must be read-write bytes-like object");
  if (!buffer.ok()) return Value();
  KRAIT_TRY(Value, data, CallMethod(iso, args[0], method,
                                    {IntFromInt64(iso, static_cast<int64_t>(buffer.size()))}));
  if (!IsBytes(data)) return RaiseTypeError(iso, "read() should return bytes");
  const std::string_view bytes = data.As<Bytes>()->view();
  if (bytes.size() > buffer.size()) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "read() returned too much data: %zu bytes requested, %zu returned",
                  buffer.size(), bytes.size());
  }
  bytes.copy(buffer.data(), bytes.size());
  return Value::Int(static_cast<int64_t>(bytes.size()));
}

Value BufferedReadInto(Isolate* iso, Value* args, size_t) { return ReadInto(iso, args, "read"); }
Value BufferedReadInto1(Isolate* iso, Value* args, size_t) { return ReadInto(iso, args, "read1"); }

Value GetNone(Isolate*, Value) { return Value::None(); }

constexpr NativeMethod kBaseMethods[] = {
    {"__iter__", IterSelf, "($self, /)"},
    {"__next__", NextLine, "($self, /)", kExhaustible},
    {"__del__", Finalize, "($self, /)"},
    {"__enter__", Enter, "($self, /)"},
    {"__exit__", Exit, "($self, /, *args)"},
    {"seek", UnsupportedSeek, "($self, /, *args)"},
    {"tell", Tell, "($self, /)"},
    {"truncate", UnsupportedTruncate, "($self, /, *args)"},
    {"flush", Flush, "($self, /)"},
    {"close", Close, "($self, /)"},
    {"seekable", False, "($self, /)"},
    {"readable", False, "($self, /)"},
    {"writable", False, "($self, /)"},
    {"_checkClosed", CheckClosed, "($self, /, *args)"},
    {"_checkSeekable", CheckSeekable, "($self, /, *args)"},
    {"_checkReadable", CheckReadable, "($self, /, *args)"},
    {"_checkWritable", CheckWritable, "($self, /, *args)"},
    {"fileno", UnsupportedFileno, "($self, /)"},
    {"isatty", IsATerminal, "($self, /)"},
    {"readline", Readline, "($self, size=-1, /)"},
    {"readlines", Readlines, "($self, hint=-1, /)"},
    {"writelines", Writelines, "($self, lines, /)"},
};
constexpr NativeProperty kBaseProperties[] = {{"closed", GetClosed}};

constexpr NativeMethod kRawMethods[] = {
    {"read", RawRead, "($self, size=-1, /)"},
    {"readall", RawReadAll, "($self, /)"},
    {"readinto", NotImplementedMethod, "($self, buffer, /)"},
    {"write", NotImplementedMethod, "($self, b, /)"},
};

constexpr NativeMethod kBufferedMethods[] = {
    {"detach", UnsupportedDetach, "($self, /)"},
    {"read", UnsupportedRead, "($self, /, *args)"},
    {"read1", UnsupportedRead1, "($self, /, *args)"},
    {"readinto", BufferedReadInto, "($self, buffer, /)"},
    {"readinto1", BufferedReadInto1, "($self, buffer, /)"},
    {"write", UnsupportedWrite, "($self, /, *args)"},
};

constexpr NativeMethod kTextMethods[] = {
    {"detach", UnsupportedDetach, "($self, /, *args)"},
    {"read", UnsupportedRead, "($self, /, *args)"},
    {"readline", UnsupportedReadline, "($self, /, *args)"},
    {"write", UnsupportedWrite, "($self, /, *args)"},
};
constexpr NativeProperty kTextProperties[] = {
    {"encoding", GetNone},
    {"newlines", GetNone},
    {"errors", GetNone},
};

}  // namespace

const TypeSpec kIoBaseSpec = {
    .name = "_io._IOBase",
    .module = "_io",
    .kind = ObjectKind::kObject,
    .methods = kBaseMethods,
    .properties = kBaseProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "The abstract base class for all I/O classes.",
};
const TypeSpec kRawIoBaseSpec = {
    .name = "_io._RawIOBase",
    .module = "_io",
    .kind = ObjectKind::kObject,
    .base = &kIoBaseSpec,
    .methods = kRawMethods,
    .flags = kSubclassable | kHasDict,
    .doc = "Base class for raw binary I/O.",
};
const TypeSpec kBufferedIoBaseSpec = {
    .name = "_io._BufferedIOBase",
    .module = "_io",
    .kind = ObjectKind::kObject,
    .base = &kIoBaseSpec,
    .methods = kBufferedMethods,
    .flags = kSubclassable | kHasDict,
    .doc = "Base class for buffered I/O objects.",
};
const TypeSpec kTextIoBaseSpec = {
    .name = "_io._TextIOBase",
    .module = "_io",
    .kind = ObjectKind::kObject,
    .base = &kIoBaseSpec,
    .methods = kTextMethods,
    .properties = kTextProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Base class for text I/O.",
};

}  // namespace krait
