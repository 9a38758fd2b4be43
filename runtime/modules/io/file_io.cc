#include "runtime/modules/io/file_io.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/host_files.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int64_t kMaxTransfer = 0x7FFFF000;  // what Linux moves in one call

FileIO* Self(Value v) { return v.As<FileIO>(); }
FileIO* Self(Value* args) { return args[0].As<FileIO>(); }

constexpr NativeLayout kLayout = {"FileIO", sizeof(FileIO), nullptr};

bool CheckOpen(Isolate* iso, const FileIO* self) {
  return self->fd >= 0 || RaiseClosed(iso, "I/O operation on closed file");
}

bool CheckMode(Isolate* iso, const FileIO* self, bool allowed, const char* action) {
  if (!CheckOpen(iso, self)) return false;
  if (allowed) return true;
  return RaiseUnsupported(iso, std::string("File not open for ") + action);
}

const char* ModeOf(const FileIO* self) {
  if (self->created) return self->readable ? "xb+" : "xb";
  if (self->appending) return self->readable ? "ab+" : "ab";
  if (self->readable) return self->writable ? "rb+" : "rb";
  return "wb";
}

Value New(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(FileIO*, self, NewInstance<FileIO>(iso, args[0].As<Type>()));
  self->fd = -1;
  self->block_size = kDefaultBufferSize;
  self->closefd = true;
  return Value::Object(self);
}

// "rb+" and the like to flags for open(2).
bool ParseMode(Isolate* iso, FileIO* self, std::string_view mode, int* flags) {
  int kinds = 0;
  bool plus = false;
  bool truncate = false;
  *flags = 0;
  constexpr const char* kBad =
      "Must have exactly one of create/read/write/append mode and at most one plus";
  for (const char c : mode) {
    switch (c) {
      case 'x':
        self->created = self->writable = true;
        *flags |= O_EXCL | O_CREAT;
        ++kinds;
        break;
      case 'r':
        self->readable = true;
        ++kinds;
        break;
      case 'w':
        self->writable = truncate = true;
        *flags |= O_CREAT | O_TRUNC;
        ++kinds;
        break;
      case 'a':
        self->writable = self->appending = true;
        *flags |= O_APPEND | O_CREAT;
        ++kinds;
        break;
      case 'b':
        break;
      case '+':
        if (plus) return RaiseValueError(iso, kBad);
        plus = true;
        break;
      default:
        return RaiseF(iso, ExceptionId::kValueError, "invalid mode: %.200s",
                      std::string(mode).c_str());
    }
    if (kinds > 1) return RaiseValueError(iso, kBad);
  }
  if (kinds == 0) return RaiseValueError(iso, kBad);
  if (plus) self->readable = self->writable = true;
  *flags |= self->readable ? (self->writable ? O_RDWR : O_RDONLY) : O_WRONLY;
  return true;
}

bool OpenWithOpener(Isolate* iso, FileIO* self, Value opener, Value name, int flags) {
  KRAIT_TRY(Value, result, Call(iso, opener, {name, Value::Int(flags | O_CLOEXEC)}));
  if (!IsIntLike(result)) return RaiseTypeError(iso, "expected integer from opener");
  int64_t fd;
  if (!IndexToInt64(iso, result, &fd)) return false;
  if (fd < 0) {
    return RaiseF(iso, ExceptionId::kValueError, "opener returned %d", static_cast<int>(fd));
  }
  self->fd = static_cast<int>(fd);
  return true;
}

bool OpenByName(Isolate* iso, FileIO* self, Value name, Value opener, int flags) {
  if (!self->closefd) {
    return RaiseValueError(iso, "Cannot use closefd=False with file name");
  }
  if (opener && !opener.IsNone()) return OpenWithOpener(iso, self, opener, name, flags);
  KRAIT_TRY(Value, path, FileSystemPath(iso, name));
  std::string bytes;
  if (!PathBytes(iso, path, &bytes)) return false;
  self->fd = HostFilesOf(iso).Open(bytes.c_str(), flags, 0666);
  return self->fd >= 0 || RaiseOSError(iso, errno, name);
}

void CloseDescriptor(FileIO* self) {
  const int fd = self->fd;
  self->fd = -1;
  if (fd >= 0 && self->closefd) close(fd);
}

// Directories cannot be read; learns the block size.
bool InspectDescriptor(Isolate* iso, FileIO* self, Value name) {
  struct stat info;
  if (fstat(self->fd, &info) != 0) {
    if (errno == EBADF) return RaiseOSError(iso, errno);
    return true;
  }
  if (S_ISDIR(info.st_mode)) return RaiseOSError(iso, EISDIR, name);
  if (info.st_blksize > 1) self->block_size = info.st_blksize;
  return true;
}

// FileIO(file, mode='r', closefd=True, opener=None)
Value Init(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  const Value name = args[1];
  if (self->fd >= 0) {
    if (self->closefd) {
      CloseDescriptor(self);
    }
    self->fd = -1;
  }
  self->created = self->readable = self->writable = self->appending = false;
  self->seekable_known = false;
  self->closefd = true;
  std::string_view mode = "r";
  if (args[2]) {
    if (!IsStr(args[2])) {
      return RaiseF(iso, ExceptionId::kTypeError, "FileIO() argument 'mode' must be str, not %.50s",
                    args[2].IsNone() ? "None" : TypeName(iso, args[2]));
    }
    mode = args[2].As<Str>()->view();
  }
  if (args[3]) {
    bool closefd;
    if (!Truth(iso, args[3], &closefd)) return Value();
    self->closefd = closefd;
  }
  int flags;
  if (!ParseMode(iso, self, mode, &flags)) return Value();
  const bool by_descriptor = IsIntLike(name);
  if (by_descriptor) {
    int64_t fd;
    if (!IndexToInt64(iso, name, &fd, "Python int too large to convert to C int")) return Value();
    if (fd < 0) return RaiseValueError(iso, "negative file descriptor");
    self->fd = static_cast<int>(fd);
  } else if (!OpenByName(iso, self, name, args[4], flags)) {
    return Value();
  }
  if (!InspectDescriptor(iso, self, name)) {
    if (by_descriptor) {
      self->fd = -1;
    } else {
      CloseDescriptor(self);
    }
    return Value();
  }
  if (!SetAttr(iso, args[0], iso->names().name, name)) return Value();
  if (self->appending && lseek(self->fd, 0, SEEK_END) < 0 && !by_descriptor && errno != ESPIPE) {
    return RaiseOSError(iso, errno);
  }
  CloseWhenUnreachable(iso, self);
  return Value::None();
}

// --- reading ---

Value ReadAll(Isolate* iso, FileIO* self) {
  ByteBuilder all(iso);
  struct stat info;
  const off_t at = lseek(self->fd, 0, SEEK_CUR);
  int64_t step = kDefaultBufferSize;
  // One byte more than what is left, so that the end is found without growing.
  if (at >= 0 && fstat(self->fd, &info) == 0 && info.st_size > at) {
    step = std::min<int64_t>(info.st_size - at + 1, kMaxTransfer);
  }
  while (true) {
    char* to = all.Extend(static_cast<size_t>(step));
    if (to == nullptr) break;
    const int64_t count = FileRead(iso, self, to, step);
    if (count == kFailed) return Value();
    all.Truncate(all.size() - static_cast<size_t>(step - std::max<int64_t>(count, 0)));
    if (count == kWouldBlock && all.size() == 0) return Value::None();
    if (count <= 0) break;
    step = std::max<int64_t>(kDefaultBufferSize, static_cast<int64_t>(all.size() / 2));
    step = std::min(step, kMaxTransfer);
  }
  return Value::Object(all.FinishBytes());
}

Value ReadAllMethod(Isolate* iso, Value* args, size_t) {
  if (!CheckMode(iso, Self(args), Self(args)->readable, "reading")) return Value();
  return ReadAll(iso, Self(args));
}

Value Read(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckMode(iso, self, self->readable, "reading")) return Value();
  int64_t size;
  if (!SizeArgument(iso, args[1], -1, &size)) return Value();
  if (size < 0) return ReadAll(iso, self);
  ByteBuilder data(iso);
  size = std::min(size, kMaxTransfer);
  char* to = data.Extend(static_cast<size_t>(size));
  if (to == nullptr) return Value::Object(data.FinishBytes());
  const int64_t count = FileRead(iso, self, to, size);
  if (count == kFailed) return Value();
  if (count == kWouldBlock) return Value::None();
  data.Truncate(static_cast<size_t>(count));
  return Value::Object(data.FinishBytes());
}

Value ReadInto(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckMode(iso, self, self->readable, "reading")) return Value();
  const ScopedBuffer buffer(iso, args[1], true,
                            "readinto() argument must be read-write bytes-like object");
  if (!buffer.ok()) return Value();
  const int64_t count = FileRead(iso, self, buffer.data(), static_cast<int64_t>(buffer.size()));
  if (count == kFailed) return Value();
  return count == kWouldBlock ? Value::None() : Value::Int(count);
}

Value Write(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckMode(iso, self, self->writable, "writing")) return Value();
  const ScopedBuffer buffer(iso, args[1]);
  if (!buffer.ok()) return Value();
  const int64_t count = FileWrite(iso, self, buffer.data(), static_cast<int64_t>(buffer.size()));
  if (count == kFailed) return Value();
  return count == kWouldBlock ? Value::None() : Value::Int(count);
}

// --- positions ---

Value Seek(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckOpen(iso, self)) return Value();
  int64_t offset;
  int64_t whence = 0;
  if (args[1].IsDouble()) return RaiseTypeError(iso, "an integer is required");
  if (!IndexToInt64(iso, args[1], &offset)) return Value();
  if (args[2] && !IndexToInt64(iso, args[2], &whence)) return Value();
  const int64_t at = FileSeek(iso, self, offset, static_cast<int>(whence));
  return at == kFailed ? Value() : IntFromInt64(iso, at);
}

Value Tell(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  const int64_t at = FileSeek(iso, Self(args), 0, SEEK_CUR);
  return at == kFailed ? Value() : IntFromInt64(iso, at);
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckMode(iso, self, self->writable, "writing")) return Value();
  int64_t size;
  if (!args[1] || args[1].IsNone()) {
    size = FileSeek(iso, self, 0, SEEK_CUR);
    if (size == kFailed) return Value();
  } else if (!IndexToInt64(iso, args[1], &size)) {
    return Value();
  }
  if (ftruncate(self->fd, size) != 0) return RaiseOSError(iso, errno);
  return IntFromInt64(iso, size);
}

// --- state ---

Value Close(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  const Value base_args[] = {args[0]};
  // The base class flushes and marks the stream closed, which a subclass may rely on.
  KRAIT_TRY(Type*, raw_base, iso->native_type(&kRawIoBaseSpec));
  KRAIT_TRY(Value, base_close, GetAttr(iso, Value::Object(raw_base), iso->names().close));
  const Value closed = Call(iso, base_close, base_args);
  const Value error = closed ? Value() : TakePending(iso);
  const int fd = self->fd;
  self->fd = -1;
  if (fd >= 0 && self->closefd && close(fd) != 0) {
    RaiseOSError(iso, errno);
    return ChainPending(iso, error);
  }
  if (error) return ChainPending(iso, error);
  return Value::None();
}

Value Finalize(Isolate* iso, Value* args, size_t) {
  Self(args)->finalizing = true;
  if (!Self(args)->owned) CloseInFinalizer(iso, args[0]);
  return Value::None();
}

Value Seekable(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  if (!CheckOpen(iso, self)) return Value();
  if (!self->seekable_known) {
    self->seekable = lseek(self->fd, 0, SEEK_CUR) >= 0;
    self->seekable_known = true;
  }
  return Value::Bool(self->seekable);
}
Value Readable(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::Bool(Self(args)->readable) : Value();
}
Value Writable(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::Bool(Self(args)->writable) : Value();
}
Value Fileno(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::Int(Self(args)->fd) : Value();
}
Value IsATerminal(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::Bool(isatty(Self(args)->fd) != 0) : Value();
}

Value DeallocWarn(Isolate*, Value*, size_t) { return Value::None(); }

Value Repr(Isolate* iso, Value* args, size_t) {
  FileIO* self = Self(args);
  StrBuilder out(iso);
  out.AppendAscii("<");
  out.Append(TypeFullName(TypeOf(iso, args[0])));
  if (self->fd < 0) {
    out.AppendAscii(" [closed]>");
    return Value::Object(out.Finish());
  }
  Value name;
  if (!LookupAttr(iso, args[0], iso->names().name, &name)) return Value();
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
  } else {
    out.AppendAscii(" fd=");
    out.AppendInt(self->fd);
  }
  out.AppendAscii(" mode='");
  out.AppendAscii(ModeOf(self));
  out.AppendAscii(self->closefd ? "' closefd=True>" : "' closefd=False>");
  return Value::Object(out.Finish());
}

Value GetClosed(Isolate*, Value self) { return Value::Bool(Self(self)->fd < 0); }
Value GetCloseFd(Isolate*, Value self) { return Value::Bool(Self(self)->closefd); }
Value GetMode(Isolate* iso, Value self) {
  return Value::Object(Str::NewAscii(iso, ModeOf(Self(self))));
}
Value GetBlockSize(Isolate*, Value self) { return Value::Int(Self(self)->block_size); }
bool SetBlockSize(Isolate* iso, Value self, Value v) {
  int64_t size;
  if (!v || !IndexToInt64(iso, v, &size)) return false;
  Self(self)->block_size = size;
  return true;
}
Value GetFinalizing(Isolate*, Value self) { return Value::Bool(Self(self)->finalizing); }
bool SetFinalizing(Isolate* iso, Value self, Value v) {
  bool on;
  if (!v || !Truth(iso, v, &on)) return false;
  Self(self)->finalizing = on;
  return true;
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, file, mode='r', closefd=True, opener=None)"},
    {"__repr__", Repr, "($self, /)"},
    {"__del__", Finalize, "($self, /)"},
    {"read", Read, "($self, size=-1, /)"},
    {"readall", ReadAllMethod, "($self, /)"},
    {"readinto", ReadInto, "($self, buffer, /)"},
    {"write", Write, "($self, b, /)"},
    {"seek", Seek, "($self, pos, whence=0, /)"},
    {"tell", Tell, "($self, /)"},
    {"truncate", Truncate, "($self, size=None, /)"},
    {"close", Close, "($self, /)"},
    {"seekable", Seekable, "($self, /)"},
    {"readable", Readable, "($self, /)"},
    {"writable", Writable, "($self, /)"},
    {"fileno", Fileno, "($self, /)"},
    {"isatty", IsATerminal, "($self, /)"},
    {"_dealloc_warn", DeallocWarn, "($self, source, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"closed", GetClosed},
    {"closefd", GetCloseFd},
    {"mode", GetMode},
    {"_blksize", GetBlockSize, SetBlockSize},
    {"_finalizing", GetFinalizing, SetFinalizing},
};

}  // namespace

const TypeSpec kFileIoSpec = {
    .name = "_io.FileIO",
    .module = "_io",
    .base = &kRawIoBaseSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Open a file as an unbuffered stream of bytes.",
    .layout = &kLayout,
};

bool IsExactFileIO(Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kNativeInstance) && v.As<NativeInstance>()->layout == &kLayout &&
         TypeOf(iso, v)->spec == &kFileIoSpec;
}

int64_t FileRead(Isolate* iso, FileIO* file, char* to, int64_t size) {
  while (true) {
    const ssize_t count = read(file->fd, to, static_cast<size_t>(std::min(size, kMaxTransfer)));
    if (count >= 0) return count;
    if (errno == EAGAIN) return kWouldBlock;
    if (errno != EINTR) {
      RaiseOSError(iso, errno);
      return kFailed;
    }
    if (!iso->Poll()) return kFailed;
  }
}

int64_t FileWrite(Isolate* iso, FileIO* file, const char* from, int64_t size) {
  while (true) {
    const ssize_t count = write(file->fd, from, static_cast<size_t>(std::min(size, kMaxTransfer)));
    if (count >= 0) return count;
    if (errno == EAGAIN) return kWouldBlock;
    if (errno != EINTR) {
      RaiseOSError(iso, errno);
      return kFailed;
    }
    if (!iso->Poll()) return kFailed;
  }
}

int64_t FileSeek(Isolate* iso, FileIO* file, int64_t offset, int whence) {
  const off_t at = lseek(file->fd, offset, whence);
  if (at < 0) {
    RaiseOSError(iso, errno);
    return kFailed;
  }
  return at;
}

}  // namespace krait
