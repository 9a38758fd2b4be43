// What buffered streams do; their Python faces are in buffered_types.cc.
#include "runtime/modules/io/buffered.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/io/file_io.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/memoryview.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// A memoryview over `bytes` is what a raw stream written in Python gets; it is released afterwards.
Value CallWithView(Isolate* iso, Value raw, const char* method, Value bytes) {
  KRAIT_TRY(MemoryView*, view, MemoryView::New(iso, bytes));
  const Value result = CallMethod(iso, raw, method, {Value::Object(view)});
  const Value error = result ? Value() : TakePending(iso);
  if (!CallMethod(iso, Value::Object(view), "release", {})) TakePending(iso);
  if (error) return RestorePending(iso, error);
  return result;
}

int64_t CountFrom(Isolate* iso, Value result, int64_t size, const char* what) {
  if (!result) return kFailed;
  if (result.IsNone()) return kWouldBlock;
  int64_t count;
  if (!IndexToInt64(iso, result, &count)) return kFailed;
  if (count >= 0 && count <= size) return count;
  RaiseF(iso, ExceptionId::kOSError,
         "raw %s returned invalid length %lld (should have been between 0 and %lld)", what,
         static_cast<long long>(count), static_cast<long long>(size));
  return kFailed;
}

int64_t PositionFrom(Isolate* iso, Value result) {
  if (!result) return kFailed;
  int64_t at;
  if (!IndexToInt64(iso, result, &at)) return kFailed;
  if (at >= 0) return at;
  RaiseF(iso, ExceptionId::kOSError, "Raw stream returned invalid position %lld",
         static_cast<long long>(at));
  return kFailed;
}

// The descriptor behind the raw stream, when it can be used directly.
FileIO* NativeRaw(const Buffered* self) {
  return self->native_raw ? self->raw.As<FileIO>() : nullptr;
}

std::string_view Ahead(const Buffered* self) {
  if (self->buffer == nullptr) return {};
  return {self->buffer->data + self->pos, static_cast<size_t>(self->ahead())};
}

// Takes `count` bytes of what was read ahead.
Bytes* TakeAhead(Isolate* iso, Buffered* self, int64_t count) {
  Bytes* bytes = Bytes::New(iso, Ahead(self).substr(0, static_cast<size_t>(count)));
  if (bytes != nullptr) self->pos += count;
  return bytes;
}

}  // namespace

bool CheckAttached(Isolate* iso, const Buffered* self) {
  if (self->raw) return true;
  return RaiseValueError(iso, self->detached ? "raw stream has been detached"
                                             : "I/O operation on uninitialized object");
}

bool CheckBufferedOpen(Isolate* iso, Buffered* self, const char* message) {
  if (!CheckAttached(iso, self)) return false;
  if (FileIO* file = NativeRaw(self)) return file->fd >= 0 || RaiseClosed(iso, message);
  bool closed;
  if (!StreamClosed(iso, self->raw, &closed)) return false;
  return !closed || RaiseClosed(iso, message);
}

int64_t RawReadInto(Isolate* iso, Buffered* self, char* to, int64_t size) {
  if (FileIO* file = NativeRaw(self)) return FileRead(iso, file, to, size);
  ByteArray* bytes = ByteArray::New(iso, std::string(static_cast<size_t>(size), '\0'));
  if (bytes == nullptr) return kFailed;
  const int64_t count = CountFrom(
      iso, CallWithView(iso, self->raw, "readinto", Value::Object(bytes)), size, "readinto()");
  if (count > 0) std::memcpy(to, bytes->data(), static_cast<size_t>(count));
  return count;
}

int64_t RawWriteFrom(Isolate* iso, Buffered* self, const char* from, int64_t size) {
  if (FileIO* file = NativeRaw(self)) return FileWrite(iso, file, from, size);
  Bytes* bytes = Bytes::New(iso, {from, static_cast<size_t>(size)});
  if (bytes == nullptr) return kFailed;
  return CountFrom(iso, CallWithView(iso, self->raw, "write", Value::Object(bytes)), size,
                   "write()");
}

int64_t RawSeek(Isolate* iso, Buffered* self, int64_t offset, int whence) {
  if (FileIO* file = NativeRaw(self)) return FileSeek(iso, file, offset, whence);
  return PositionFrom(iso, CallMethod(iso, self->raw, "seek",
                                      {IntFromInt64(iso, offset), Value::Int(whence)}));
}

int64_t RawTell(Isolate* iso, Buffered* self) {
  if (FileIO* file = NativeRaw(self)) return FileSeek(iso, file, 0, 1);
  return PositionFrom(iso, CallMethod(iso, self->raw, "tell", {}));
}

bool EnsureBuffer(Isolate* iso, Buffered* self) {
  if (self->buffer != nullptr) return true;
  RawBytes* buffer = RawBytes::New(iso, self->size);
  if (buffer == nullptr) return false;
  self->buffer = buffer;
  iso->Barrier(self);
  return true;
}

bool FlushWrites(Isolate* iso, Buffered* self) {
  int64_t done = 0;
  bool ok = true;
  while (done < self->write_end) {
    const int64_t count =
        RawWriteFrom(iso, self, self->buffer->data + done, self->write_end - done);
    if (count == kWouldBlock) {
      ok = RaiseBlocking(iso, "write could not complete without blocking", 0);
      break;
    }
    if (count == kFailed) {
      ok = false;
      break;
    }
    done += count;
    if (done < self->write_end && !iso->Poll()) {
      ok = false;
      break;
    }
  }
  if (done > 0) {
    std::memmove(self->buffer->data, self->buffer->data + done,
                 static_cast<size_t>(self->write_end - done));
    self->write_end -= done;
  }
  return ok;
}

bool DropReadAhead(Isolate* iso, Buffered* self) {
  const int64_t ahead = self->ahead();
  self->pos = self->read_end = 0;
  return ahead == 0 || RawSeek(iso, self, -ahead, 1) != kFailed;
}

bool FlushBuffered(Isolate* iso, Buffered* self) {
  if (!FlushWrites(iso, self)) return false;
  return !self->readable || !self->writable || DropReadAhead(iso, self);
}

int64_t FillBuffer(Isolate* iso, Buffered* self) {
  if (!EnsureBuffer(iso, self) || !FlushWrites(iso, self)) return kFailed;
  self->pos = self->read_end = 0;
  const int64_t count = RawReadInto(iso, self, self->buffer->data, self->size);
  if (count > 0) self->read_end = count;
  return count;
}

Value ReadBufferedAll(Isolate* iso, Buffered* self) {
  if (!FlushWrites(iso, self)) return Value();
  ByteBuilder all(iso);
  all.Append(Ahead(self));
  self->pos = self->read_end = 0;
  Value readall;
  if (!LookupAttr(iso, self->raw, Str::Intern(iso, "readall"), &readall)) return Value();
  if (readall) {
    KRAIT_TRY(Value, rest, Call(iso, readall, {}));
    if (!rest.IsNone() && !IsBytes(rest)) {
      return RaiseTypeError(iso, "readall() should return bytes");
    }
    if (all.size() == 0) return rest;
    if (IsBytes(rest)) all.Append(rest.As<Bytes>()->view());
    return Value::Object(all.FinishBytes());
  }
  while (true) {
    KRAIT_TRY(Value, piece, CallMethod(iso, self->raw, iso->names().read, {}));
    if (!piece.IsNone() && !IsBytes(piece)) {
      return RaiseTypeError(iso, "read() should return bytes");
    }
    if (piece.IsNone() || piece.As<Bytes>()->size == 0) {
      return all.size() == 0 ? piece : Value::Object(all.FinishBytes());
    }
    all.Append(piece.As<Bytes>()->view());
  }
}

Value ReadBuffered(Isolate* iso, Buffered* self, int64_t size) {
  if (size <= self->ahead()) return Value::Object(TakeAhead(iso, self, size));
  if (!FlushWrites(iso, self)) return Value();
  ByteBuilder data(iso);
  data.Append(Ahead(self));
  self->pos = self->read_end = 0;
  int64_t left = size - static_cast<int64_t>(data.size());
  int64_t count = 1;
  // Whole buffers go straight to the result.
  while (left >= self->size && count > 0) {
    const int64_t step = left - left % self->size;
    char* to = data.Extend(static_cast<size_t>(step));
    if (to == nullptr) return Value::Object(data.FinishBytes());
    count = RawReadInto(iso, self, to, step);
    if (count == kFailed) return Value();
    const int64_t got = std::max<int64_t>(count, 0);
    data.Truncate(data.size() - static_cast<size_t>(step - got));
    left -= got;
  }
  while (left > 0 && count > 0) {
    count = FillBuffer(iso, self);
    if (count == kFailed) return Value();
    const int64_t take = std::min(left, std::max<int64_t>(count, 0));
    data.Append(Ahead(self).substr(0, static_cast<size_t>(take)));
    self->pos += take;
    left -= take;
  }
  if (count == kWouldBlock && data.size() == 0) return Value::None();
  return Value::Object(data.FinishBytes());
}

Value ReadBuffered1(Isolate* iso, Buffered* self, int64_t size) {
  if (size < 0) size = self->size;
  if (self->ahead() > 0) return Value::Object(TakeAhead(iso, self, std::min(size, self->ahead())));
  if (size == 0) return Value::Object(Bytes::New(iso, ""));
  if (!FlushWrites(iso, self)) return Value();
  self->pos = self->read_end = 0;
  ByteBuilder data(iso);
  char* to = data.Extend(static_cast<size_t>(size));
  if (to == nullptr) return Value::Object(data.FinishBytes());
  const int64_t count = RawReadInto(iso, self, to, size);
  if (count == kFailed) return Value();
  data.Truncate(static_cast<size_t>(std::max<int64_t>(count, 0)));
  return Value::Object(data.FinishBytes());
}

Value ReadBufferedLine(Isolate* iso, Buffered* self, int64_t limit) {
  ByteBuilder line(iso);
  while (true) {
    std::string_view ahead = Ahead(self);
    const int64_t left = limit < 0 ? -1 : limit - static_cast<int64_t>(line.size());
    if (left >= 0) ahead = ahead.substr(0, static_cast<size_t>(left));
    const size_t newline = ahead.find('\n');
    const bool found = newline != ahead.npos;
    const int64_t take = static_cast<int64_t>(found ? newline + 1 : ahead.size());
    const bool last = found || take == left;
    if (last && line.size() == 0) return Value::Object(TakeAhead(iso, self, take));
    line.Append(ahead.substr(0, static_cast<size_t>(take)));
    self->pos += take;
    if (last) break;
    const int64_t count = FillBuffer(iso, self);
    if (count == kFailed) return Value();
    if (count <= 0) break;
  }
  return Value::Object(line.FinishBytes());
}

// What the buffer has no room for when the raw stream blocks is lost to the caller, who learns by
// characters_written how much was taken.
bool WriteBuffered(Isolate* iso, Buffered* self, std::string_view bytes) {
  if (!EnsureBuffer(iso, self)) return false;
  if (self->ahead() > 0 || self->read_end > 0) {
    if (!DropReadAhead(iso, self)) return false;
  }
  const auto count = static_cast<int64_t>(bytes.size());
  if (count == 0) return true;
  if (count <= self->size - self->write_end) {
    std::memcpy(self->buffer->data + self->write_end, bytes.data(), bytes.size());
    self->write_end += count;
    return true;
  }
  if (!FlushWrites(iso, self)) {
    if (!IsExceptionInstance(iso, iso->pending(), ExceptionId::kBlockingIOError)) return false;
    const int64_t room = self->size - self->write_end;
    const int64_t take = std::min(room, count);
    std::memcpy(self->buffer->data + self->write_end, bytes.data(), static_cast<size_t>(take));
    self->write_end += take;
    TakePending(iso);
    if (take == count) return true;
    return RaiseBlocking(iso, "write could not complete without blocking", take);
  }
  int64_t written = 0;
  while (count - written > self->size) {
    const int64_t n = RawWriteFrom(iso, self, bytes.data() + written, count - written);
    if (n == kFailed) return false;
    if (n == kWouldBlock) {
      const int64_t take = std::min(self->size, count - written);
      std::memcpy(self->buffer->data, bytes.data() + written, static_cast<size_t>(take));
      self->write_end = take;
      return RaiseBlocking(iso, "write could not complete without blocking", written + take);
    }
    written += n;
    if (!iso->Poll()) return false;
  }
  std::memcpy(self->buffer->data, bytes.data() + written, static_cast<size_t>(count - written));
  self->write_end = count - written;
  return true;
}

}  // namespace krait
