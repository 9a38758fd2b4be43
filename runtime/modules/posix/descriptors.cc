// posix: functions on file descriptors.
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/modules/posix/posix_module.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/struct_sequence.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int64_t kMaxTransfer = 0x7FFFF000;

bool IntArgument(Isolate* iso, Value v, int* result) {
  int64_t number;
  constexpr const char* kTooLarge = "Python int too large to convert to C int";
  if (!IndexToInt64(iso, v, &number, kTooLarge)) return false;
  if (number != static_cast<int>(number)) return RaiseOverflowError(iso, kTooLarge);
  *result = static_cast<int>(number);
  return true;
}

Value NoneOrError(Isolate* iso, int result) {
  return result == 0 ? Value::None() : RaiseOSError(iso, errno);
}

// open(path, flags, mode=0o777, *, dir_fd=None)
Value OpenDescriptor(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int flags;
  int mode = 0777;
  if (!ParsePath(iso, args[0], "open", "path", kPathOnly, &path) ||
      !IntArgument(iso, args[1], &flags) || (args[2] && !IntArgument(iso, args[2], &mode)) ||
      !RefuseDirFd(iso, args[3], "open")) {
    return Value();
  }
  const int fd = HostFilesOf(iso).Open(path.c_str(), flags, static_cast<unsigned>(mode));
  if (fd < 0) return RaiseOSError(iso, errno, path.object);
  return Value::Int(fd);
}

Value CloseDescriptor(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  return NoneOrError(iso, close(fd));
}

Value CloseRange(Isolate* iso, Value* args, size_t) {
  int low;
  int high;
  if (!IntArgument(iso, args[0], &low) || !IntArgument(iso, args[1], &high)) return Value();
  for (int fd = std::max(low, 0); fd < high; ++fd) close(fd);
  return Value::None();
}

Value ReadDescriptor(Isolate* iso, Value* args, size_t) {
  int fd;
  int64_t size;
  if (!IntArgument(iso, args[0], &fd) || !IndexToInt64(iso, args[1], &size)) return Value();
  if (size < 0) return RaiseOSError(iso, EINVAL);
  size = std::min(size, kMaxTransfer);
  ByteBuilder data(iso);
  char* to = data.Extend(static_cast<size_t>(size));
  if (to == nullptr) return Value::Object(data.FinishBytes());
  ssize_t count;
  while ((count = read(fd, to, static_cast<size_t>(size))) < 0 && errno == EINTR) {
    if (!iso->Poll()) return Value();
  }
  if (count < 0) return RaiseOSError(iso, errno);
  data.Truncate(static_cast<size_t>(count));
  return Value::Object(data.FinishBytes());
}

Value WriteDescriptor(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok()) return Value();
  const size_t size = std::min(data.size(), static_cast<size_t>(kMaxTransfer));
  ssize_t count;
  while ((count = write(fd, data.data(), size)) < 0 && errno == EINTR) {
    if (!iso->Poll()) return Value();
  }
  if (count < 0) return RaiseOSError(iso, errno);
  return Value::Int(count);
}

Value Seek(Isolate* iso, Value* args, size_t) {
  int fd;
  int whence;
  int64_t offset;
  if (!IntArgument(iso, args[0], &fd) || !IndexToInt64(iso, args[1], &offset) ||
      !IntArgument(iso, args[2], &whence)) {
    return Value();
  }
  const off_t at = lseek(fd, offset, whence);
  if (at < 0) return RaiseOSError(iso, errno);
  return IntFromInt64(iso, at);
}

Value MakePipe(Isolate* iso, int flags) {
  int fds[2];
  if (pipe2(fds, flags) != 0) return RaiseOSError(iso, errno);
  return Value::Object(Tuple::Of(iso, {Value::Int(fds[0]), Value::Int(fds[1])}));
}
Value Pipe(Isolate* iso, Value*, size_t) { return MakePipe(iso, O_CLOEXEC); }
Value Pipe2(Isolate* iso, Value* args, size_t) {
  int flags;
  return IntArgument(iso, args[0], &flags) ? MakePipe(iso, flags) : Value();
}

Value Duplicate(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return RaiseOSError(iso, errno);
  return Value::Int(copy);
}

Value Duplicate2(Isolate* iso, Value* args, size_t) {
  int fd;
  int target;
  bool inheritable = true;
  if (!IntArgument(iso, args[0], &fd) || !IntArgument(iso, args[1], &target) ||
      (args[2] && !Truth(iso, args[2], &inheritable))) {
    return Value();
  }
  const int result = inheritable || fd == target ? dup2(fd, target) : dup3(fd, target, O_CLOEXEC);
  if (result < 0) return RaiseOSError(iso, errno);
  return Value::Int(result);
}

Value IsATerminal(Isolate* iso, Value* args, size_t) {
  int fd;
  return IntArgument(iso, args[0], &fd) ? Value::Bool(isatty(fd) != 0) : Value();
}

Value TerminalName(Isolate* iso, Value* args, size_t) {
  int fd;
  char name[256];
  if (!IntArgument(iso, args[0], &fd)) return Value();
  if (const int error = ttyname_r(fd, name, sizeof(name))) return RaiseOSError(iso, error);
  return Value::Object(DecodeFileName(iso, name));
}

Value Sync(Isolate* iso, Value* args, size_t) {
  int fd;
  return ParseDescriptor(iso, args[0], &fd) ? NoneOrError(iso, fsync(fd)) : Value();
}
Value SyncData(Isolate* iso, Value* args, size_t) {
  int fd;
  return ParseDescriptor(iso, args[0], &fd) ? NoneOrError(iso, fdatasync(fd)) : Value();
}

Value TruncateDescriptor(Isolate* iso, Value* args, size_t) {
  int fd;
  int64_t length;
  if (!IntArgument(iso, args[0], &fd) || !IndexToInt64(iso, args[1], &length)) return Value();
  return NoneOrError(iso, ftruncate(fd, length));
}

Value GetInheritable(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return RaiseOSError(iso, errno);
  return Value::Bool((flags & FD_CLOEXEC) == 0);
}
Value SetInheritable(Isolate* iso, Value* args, size_t) {
  int fd;
  bool inheritable;
  if (!IntArgument(iso, args[0], &fd) || !Truth(iso, args[1], &inheritable)) return Value();
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return RaiseOSError(iso, errno);
  return NoneOrError(iso, fcntl(fd, F_SETFD,
                                inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}
Value GetBlocking(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return RaiseOSError(iso, errno);
  return Value::Bool((flags & O_NONBLOCK) == 0);
}
Value SetBlocking(Isolate* iso, Value* args, size_t) {
  int fd;
  bool blocking;
  if (!IntArgument(iso, args[0], &fd) || !Truth(iso, args[1], &blocking)) return Value();
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return RaiseOSError(iso, errno);
  return NoneOrError(iso,
                     fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

Value DeviceEncoding(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!IntArgument(iso, args[0], &fd)) return Value();
  return isatty(fd) ? Value::Object(Str::Intern(iso, "UTF-8")) : Value::None();
}

constexpr NativeMethod kFunctions[] = {
    {"open", OpenDescriptor, "($module, /, path, flags, mode=511, *, dir_fd=None)"},
    {"close", CloseDescriptor, "($module, /, fd)"},
    {"closerange", CloseRange, "($module, fd_low, fd_high, /)"},
    {"read", ReadDescriptor, "($module, fd, length, /)"},
    {"write", WriteDescriptor, "($module, fd, data, /)"},
    {"lseek", Seek, "($module, fd, position, whence, /)"},
    {"pipe", Pipe, "($module, /)"},
    {"pipe2", Pipe2, "($module, flags, /)"},
    {"dup", Duplicate, "($module, fd, /)"},
    {"dup2", Duplicate2, "($module, /, fd, fd2, inheritable=True)"},
    {"isatty", IsATerminal, "($module, fd, /)"},
    {"ttyname", TerminalName, "($module, fd, /)"},
    {"fsync", Sync, "($module, /, fd)"},
    {"fdatasync", SyncData, "($module, /, fd)"},
    {"ftruncate", TruncateDescriptor, "($module, fd, length, /)"},
    {"get_inheritable", GetInheritable, "($module, fd, /)"},
    {"set_inheritable", SetInheritable, "($module, fd, inheritable, /)"},
    {"get_blocking", GetBlocking, "($module, fd, /)"},
    {"set_blocking", SetBlocking, "($module, fd, blocking, /)"},
    {"device_encoding", DeviceEncoding, "($module, /, fd)"},
};

}  // namespace

const std::span<const NativeMethod> kPosixDescriptorFunctions = kFunctions;

}  // namespace krait
