// posix: functions that change or ask about single names in the file system.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/modules/posix/posix_module.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool ModeArgument(Isolate* iso, Value v, int fallback, int* mode) {
  *mode = fallback;
  int64_t number;
  if (!v) return true;
  if (!IndexToInt64(iso, v, &number, "Python int too large to convert to C int")) return false;
  *mode = static_cast<int>(number);
  return true;
}

bool FlagArgument(Isolate* iso, Value v, bool fallback, bool* flag) {
  *flag = fallback;
  return !v || Truth(iso, v, flag);
}

Value TextOrBytes(Isolate* iso, std::string_view bytes, bool as_bytes) {
  return as_bytes ? Value::Object(Bytes::New(iso, bytes))
                  : Value::Object(DecodeFileName(iso, bytes));
}

Value NoneOrError(Isolate* iso, int result, const PathArgument& path) {
  return result == 0 ? Value::None() : RaiseOSError(iso, errno, path.object);
}

Value GetCwd(Isolate* iso, bool as_bytes) {
  std::string buffer(PATH_MAX, '\0');
  while (getcwd(buffer.data(), buffer.size()) == nullptr) {
    if (errno != ERANGE) return RaiseOSError(iso, errno);
    buffer.resize(buffer.size() * 2);
  }
  return TextOrBytes(iso, buffer.c_str(), as_bytes);
}
Value GetCwdText(Isolate* iso, Value*, size_t) { return GetCwd(iso, false); }
Value GetCwdBytes(Isolate* iso, Value*, size_t) { return GetCwd(iso, true); }

Value ChangeDirectory(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  if (!ParsePath(iso, args[0], "chdir", "path", kAllowFd, &path) ||
      !AllowAccess(iso, FileAccess::kInspect, path)) {
    return Value();
  }
  return NoneOrError(iso, path.fd >= 0 ? fchdir(path.fd) : chdir(path.c_str()), path);
}

Value ChangeDirectoryByFd(Isolate* iso, Value* args, size_t) {
  int fd;
  if (!ParseDescriptor(iso, args[0], &fd)) return Value();
  return fchdir(fd) == 0 ? Value::None() : RaiseOSError(iso, errno);
}

// mkdir(path, mode=0o777, *, dir_fd=None)
Value MakeDirectory(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int mode;
  if (!ParsePath(iso, args[0], "mkdir", "path", kPathOnly, &path) ||
      !ModeArgument(iso, args[1], 0777, &mode) || !RefuseDirFd(iso, args[2], "mkdir") ||
      !AllowAccess(iso, FileAccess::kChange, path)) {
    return Value();
  }
  return NoneOrError(iso, mkdir(path.c_str(), static_cast<mode_t>(mode)), path);
}

Value MakeFifo(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int mode;
  if (!ParsePath(iso, args[0], "mkfifo", "path", kPathOnly, &path) ||
      !ModeArgument(iso, args[1], 0666, &mode) || !RefuseDirFd(iso, args[2], "mkfifo") ||
      !AllowAccess(iso, FileAccess::kChange, path)) {
    return Value();
  }
  return NoneOrError(iso, mkfifo(path.c_str(), static_cast<mode_t>(mode)), path);
}

// A function of (path, *, dir_fd=None) that takes the name away.
Value Removal(Isolate* iso, Value* args, const char* function, int (*call)(const char*)) {
  PathArgument path;
  if (!ParsePath(iso, args[0], function, "path", kPathOnly, &path) ||
      !RefuseDirFd(iso, args[1], function) || !AllowAccess(iso, FileAccess::kChange, path)) {
    return Value();
  }
  return NoneOrError(iso, call(path.c_str()), path);
}
Value RemoveDirectory(Isolate* iso, Value* args, size_t) {
  return Removal(iso, args, "rmdir", rmdir);
}
Value Remove(Isolate* iso, Value* args, size_t) { return Removal(iso, args, "remove", unlink); }
Value Unlink(Isolate* iso, Value* args, size_t) { return Removal(iso, args, "unlink", unlink); }

bool TwoPaths(Isolate* iso, Value* args, const char* function, PathArgument* from,
              PathArgument* to) {
  return ParsePath(iso, args[0], function, "src", kPathOnly, from) &&
         ParsePath(iso, args[1], function, "dst", kPathOnly, to) &&
         RefuseDirFd(iso, args[2], function) && RefuseDirFd(iso, args[3], function) &&
         AllowAccess(iso, FileAccess::kChange, *from) && AllowAccess(iso, FileAccess::kChange, *to);
}

Value RenameAs(Isolate* iso, Value* args, const char* function) {
  PathArgument from;
  PathArgument to;
  if (!TwoPaths(iso, args, function, &from, &to)) return Value();
  if (rename(from.c_str(), to.c_str()) == 0) return Value::None();
  return RaiseOSError(iso, errno, from.object, to.object);
}
Value Rename(Isolate* iso, Value* args, size_t) { return RenameAs(iso, args, "rename"); }
Value Replace(Isolate* iso, Value* args, size_t) { return RenameAs(iso, args, "replace"); }

Value Link(Isolate* iso, Value* args, size_t) {
  PathArgument from;
  PathArgument to;
  bool follow;
  if (!TwoPaths(iso, args, "link", &from, &to) || !FlagArgument(iso, args[4], true, &follow)) {
    return Value();
  }
  const int result =
      linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), follow ? AT_SYMLINK_FOLLOW : 0);
  if (result == 0) return Value::None();
  return RaiseOSError(iso, errno, from.object, to.object);
}

// symlink(src, dst, target_is_directory=False, *, dir_fd=None)
Value Symlink(Isolate* iso, Value* args, size_t) {
  PathArgument from;
  PathArgument to;
  if (!ParsePath(iso, args[0], "symlink", "src", kPathOnly, &from) ||
      !ParsePath(iso, args[1], "symlink", "dst", kPathOnly, &to) ||
      !RefuseDirFd(iso, args[3], "symlink") || !AllowAccess(iso, FileAccess::kChange, to)) {
    return Value();
  }
  if (symlink(from.c_str(), to.c_str()) == 0) return Value::None();
  return RaiseOSError(iso, errno, from.object, to.object);
}

Value Readlink(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  if (!ParsePath(iso, args[0], "readlink", "path", kPathOnly, &path) ||
      !RefuseDirFd(iso, args[1], "readlink") || !AllowAccess(iso, FileAccess::kInspect, path)) {
    return Value();
  }
  std::string buffer(PATH_MAX, '\0');
  const ssize_t count = readlink(path.c_str(), buffer.data(), buffer.size());
  if (count < 0) return RaiseOSError(iso, errno, path.object);
  return TextOrBytes(iso, {buffer.data(), static_cast<size_t>(count)}, path.is_bytes);
}

// access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)
Value Access(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int mode;
  bool effective;
  bool follow;
  if (!ParsePath(iso, args[0], "access", "path", kPathOnly, &path) ||
      !ModeArgument(iso, args[1], 0, &mode) || !RefuseDirFd(iso, args[2], "access") ||
      !FlagArgument(iso, args[3], false, &effective) ||
      !FlagArgument(iso, args[4], true, &follow)) {
    return Value();
  }
  if (HostFilesOf(iso).Check(FileAccess::kInspect, path.c_str()) != 0) return Value::False();
  const int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return Value::Bool(faccessat(AT_FDCWD, path.c_str(), mode, flags) == 0);
}

// chmod(path, mode, *, dir_fd=None, follow_symlinks=True)
Value ChangeMode(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int mode;
  bool follow;
  if (!ParsePath(iso, args[0], "chmod", "path", kAllowFd, &path) ||
      !ModeArgument(iso, args[1], 0, &mode) || !RefuseDirFd(iso, args[2], "chmod") ||
      !FlagArgument(iso, args[3], true, &follow) || !AllowAccess(iso, FileAccess::kChange, path)) {
    return Value();
  }
  if (!follow) {
    return Raise(iso, ExceptionId::kNotImplementedError,
                 "chmod: follow_symlinks unavailable on this platform");
  }
  const auto bits = static_cast<mode_t>(mode);
  return NoneOrError(iso, path.fd >= 0 ? fchmod(path.fd, bits) : chmod(path.c_str(), bits), path);
}

Value ChangeModeByFd(Isolate* iso, Value* args, size_t) {
  int fd;
  int mode;
  if (!ParseDescriptor(iso, args[0], &fd) || !ModeArgument(iso, args[1], 0, &mode)) return Value();
  return fchmod(fd, static_cast<mode_t>(mode)) == 0 ? Value::None() : RaiseOSError(iso, errno);
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  int64_t length;
  if (!ParsePath(iso, args[0], "truncate", "path", kAllowFd, &path) ||
      !IndexToInt64(iso, args[1], &length) || !AllowAccess(iso, FileAccess::kWrite, path)) {
    return Value();
  }
  return NoneOrError(
      iso, path.fd >= 0 ? ftruncate(path.fd, length) : truncate(path.c_str(), length), path);
}

bool SecondsToTimespec(Isolate* iso, Value v, timespec* result) {
  if (v.IsDouble()) {
    const double whole = std::floor(v.AsDouble());
    result->tv_sec = static_cast<time_t>(whole);
    result->tv_nsec = static_cast<long>((v.AsDouble() - whole) * 1e9);
    return true;
  }
  int64_t seconds;
  if (!IndexToInt64(iso, v, &seconds, "timestamp out of range for platform time_t")) return false;
  *result = {seconds, 0};
  return true;
}

bool NanosecondsToTimespec(Isolate* iso, Value v, timespec* result) {
  int64_t all;
  if (!IndexToInt64(iso, v, &all)) return false;
  int64_t seconds = all / 1000000000;
  int64_t rest = all % 1000000000;
  if (rest < 0) {
    rest += 1000000000;
    --seconds;
  }
  *result = {seconds, rest};
  return true;
}

bool ParseTimes(Isolate* iso, Value times, Value ns, timespec result[2]) {
  const bool has_times = times && !times.IsNone();
  if (has_times && ns) {
    return RaiseValueError(iso, "utime: you may specify either 'times' or 'ns' but not both");
  }
  if (!has_times && !ns) {
    result[0] = result[1] = {0, UTIME_NOW};
    return true;
  }
  Tuple* pair = CastTo<Tuple>(has_times ? times : ns, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) {
    return RaiseTypeError(iso, has_times
                                   ? "utime: 'times' must be either a tuple of two ints or None"
                                   : "utime: 'ns' must be a tuple of two ints");
  }
  for (int i = 0; i < 2; ++i) {
    if (has_times ? !SecondsToTimespec(iso, pair->items[i], &result[i])
                  : !NanosecondsToTimespec(iso, pair->items[i], &result[i])) {
      return false;
    }
  }
  return true;
}

// utime(path, times=None, *, ns, dir_fd=None, follow_symlinks=True)
Value SetTimes(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  timespec times[2];
  bool follow;
  if (!ParsePath(iso, args[0], "utime", "path", kAllowFd, &path) ||
      !ParseTimes(iso, args[1], args[2], times) || !RefuseDirFd(iso, args[3], "utime") ||
      !FlagArgument(iso, args[4], true, &follow) || !AllowAccess(iso, FileAccess::kChange, path)) {
    return Value();
  }
  const int result =
      path.fd >= 0 ? futimens(path.fd, times)
                   : utimensat(AT_FDCWD, path.c_str(), times, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return NoneOrError(iso, result, path);
}

Value Fspath(Isolate* iso, Value* args, size_t) { return FileSystemPath(iso, args[0]); }

// The parts of a path without empty and "." ones, ".." resolved as text.
std::string Normalized(std::string_view path) {
  size_t slashes = path.find_first_not_of('/');
  if (slashes == path.npos) slashes = path.size();
  // Exactly two leading slashes mean something of their own.
  const std::string root(slashes == 2 ? 2 : slashes > 0 ? 1 : 0, '/');
  std::string result;
  size_t depth = 0;
  for (size_t at = slashes; at < path.size();) {
    size_t end = path.find('/', at);
    if (end == path.npos) end = path.size();
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && depth > 0) {
      const size_t slash = result.rfind('/');
      result.erase(slash == result.npos ? 0 : slash);
      --depth;
      continue;
    }
    if (part == ".." && !root.empty()) continue;
    if (!result.empty()) result += '/';
    result += part;
    if (part != "..") ++depth;
  }
  result = root + result;
  return result.empty() ? "." : result;
}

Value NormalizePath(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "_path_normpath() argument 'path' must be str, not %.50s",
                  args[0].IsNone() ? "None" : TypeName(iso, args[0]));
  }
  return Value::Object(Str::New(iso, Normalized(args[0].As<Str>()->view())));
}

constexpr NativeMethod kFunctions[] = {
    {"getcwd", GetCwdText, "($module, /)"},
    {"getcwdb", GetCwdBytes, "($module, /)"},
    {"chdir", ChangeDirectory, "($module, /, path)"},
    {"fchdir", ChangeDirectoryByFd, "($module, /, fd)"},
    {"mkdir", MakeDirectory, "($module, /, path, mode=511, *, dir_fd=None)"},
    {"mkfifo", MakeFifo, "($module, /, path, mode=438, *, dir_fd=None)"},
    {"rmdir", RemoveDirectory, "($module, /, path, *, dir_fd=None)"},
    {"remove", Remove, "($module, /, path, *, dir_fd=None)"},
    {"unlink", Unlink, "($module, /, path, *, dir_fd=None)"},
    {"rename", Rename, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"},
    {"replace", Replace, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"},
    {"link", Link,
     "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"},
    {"symlink", Symlink, "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)"},
    {"readlink", Readlink, "($module, /, path, *, dir_fd=None)"},
    {"access", Access,
     "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)"},
    {"chmod", ChangeMode, "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)"},
    {"fchmod", ChangeModeByFd, "($module, /, fd, mode)"},
    {"truncate", Truncate, "($module, /, path, length)"},
    {"utime", SetTimes,
     "($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, "
     "follow_symlinks=True)"},
    {"fspath", Fspath, "($module, /, path)"},
    {"_path_normpath", NormalizePath, "($module, /, path)"},
};

}  // namespace

const std::span<const NativeMethod> kPosixPathFunctions = kFunctions;

}  // namespace krait
