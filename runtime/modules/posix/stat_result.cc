// posix: stat, lstat, fstat, statvfs and the types of their results.
#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include "runtime/isolate.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/modules/posix/posix_module.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/struct_sequence.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

constexpr int kStatVisible = 10;
constexpr int kStatFields = 19;

// Items 7 to 9 are the times in whole seconds, without names; the attributes are floats.
constexpr NativeProperty kStatProperties[kStatFields] = {
    {"st_mode", StructField<0>},      {"st_ino", StructField<1>},
    {"st_dev", StructField<2>},       {"st_nlink", StructField<3>},
    {"st_uid", StructField<4>},       {"st_gid", StructField<5>},
    {"st_size", StructField<6>},      {"", StructField<7>},
    {"", StructField<8>},             {"", StructField<9>},
    {"st_atime", StructField<10>},    {"st_mtime", StructField<11>},
    {"st_ctime", StructField<12>},    {"st_atime_ns", StructField<13>},
    {"st_mtime_ns", StructField<14>}, {"st_ctime_ns", StructField<15>},
    {"st_blksize", StructField<16>},  {"st_blocks", StructField<17>},
    {"st_rdev", StructField<18>},
};
constexpr TypeSpec kStatResultSpec = {
    .name = "os.stat_result",
    .module = "os",
    .kind = ObjectKind::kTuple,
    .base = &kStructSequenceTypeSpec,
    .properties = kStatProperties,
    .flags = kStructSequenceFlags,
};

constexpr int kStatVfsVisible = 10;
constexpr int kStatVfsFields = 11;
constexpr NativeProperty kStatVfsProperties[kStatVfsFields] = {
    {"f_bsize", StructField<0>},  {"f_frsize", StructField<1>},  {"f_blocks", StructField<2>},
    {"f_bfree", StructField<3>},  {"f_bavail", StructField<4>},  {"f_files", StructField<5>},
    {"f_ffree", StructField<6>},  {"f_favail", StructField<7>},  {"f_flag", StructField<8>},
    {"f_namemax", StructField<9>}, {"f_fsid", StructField<10>},
};
constexpr TypeSpec kStatVfsResultSpec = {
    .name = "os.statvfs_result",
    .module = "os",
    .kind = ObjectKind::kTuple,
    .base = &kStructSequenceTypeSpec,
    .properties = kStatVfsProperties,
    .flags = kStructSequenceFlags,
};

Value Nanoseconds(Isolate* iso, const timespec& t) {
  return IntFromInt64(iso, int64_t{t.tv_sec} * 1000000000 + t.tv_nsec);
}
Value Seconds(const timespec& t) {
  return Value::Double(static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec));
}

Value StatResult(Isolate* iso, const struct stat& info) {
  KRAIT_TRY(Type*, type, iso->native_type(&kStatResultSpec));
  const Value values[kStatFields] = {
      Value::Int(info.st_mode),
      IntFromUint64(iso, info.st_ino),
      IntFromUint64(iso, info.st_dev),
      IntFromUint64(iso, info.st_nlink),
      Value::Int(info.st_uid),
      Value::Int(info.st_gid),
      IntFromInt64(iso, info.st_size),
      IntFromInt64(iso, info.st_atim.tv_sec),
      IntFromInt64(iso, info.st_mtim.tv_sec),
      IntFromInt64(iso, info.st_ctim.tv_sec),
      Seconds(info.st_atim),
      Seconds(info.st_mtim),
      Seconds(info.st_ctim),
      Nanoseconds(iso, info.st_atim),
      Nanoseconds(iso, info.st_mtim),
      Nanoseconds(iso, info.st_ctim),
      IntFromInt64(iso, info.st_blksize),
      IntFromInt64(iso, info.st_blocks),
      IntFromUint64(iso, info.st_rdev),
  };
  return Value::Object(NewStructSequence(iso, type, values, kStatVisible));
}

// stat(path, *, dir_fd=None, follow_symlinks=True)
Value Stat(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  bool follow = true;
  if (!ParsePath(iso, args[0], "stat", "path", kAllowFd, &path) ||
      !RefuseDirFd(iso, args[1], "stat") || (args[2] && !Truth(iso, args[2], &follow))) {
    return Value();
  }
  if (path.fd >= 0 && !follow) {
    return RaiseValueError(iso, "stat: cannot use fd and follow_symlinks together");
  }
  return StatPath(iso, path, follow);
}

Value LinkStat(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  if (!ParsePath(iso, args[0], "lstat", "path", kPathOnly, &path) ||
      !RefuseDirFd(iso, args[1], "lstat")) {
    return Value();
  }
  return StatPath(iso, path, false);
}

Value DescriptorStat(Isolate* iso, Value* args, size_t) {
  int64_t fd;
  struct stat info;
  if (!IndexToInt64(iso, args[0], &fd, "Python int too large to convert to C int")) return Value();
  if (fstat(static_cast<int>(fd), &info) != 0) return RaiseOSError(iso, errno);
  return StatResult(iso, info);
}

Value FileSystemStat(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  struct statvfs info;
  if (!ParsePath(iso, args[0], "statvfs", "path", kAllowFd, &path) ||
      !AllowAccess(iso, FileAccess::kInspect, path)) {
    return Value();
  }
  const int result = path.fd >= 0 ? fstatvfs(path.fd, &info) : statvfs(path.c_str(), &info);
  if (result != 0) return RaiseOSError(iso, errno, path.object);
  KRAIT_TRY(Type*, type, iso->native_type(&kStatVfsResultSpec));
  const Value values[kStatVfsFields] = {
      IntFromUint64(iso, info.f_bsize),  IntFromUint64(iso, info.f_frsize),
      IntFromUint64(iso, info.f_blocks), IntFromUint64(iso, info.f_bfree),
      IntFromUint64(iso, info.f_bavail), IntFromUint64(iso, info.f_files),
      IntFromUint64(iso, info.f_ffree),  IntFromUint64(iso, info.f_favail),
      IntFromUint64(iso, info.f_flag),   IntFromUint64(iso, info.f_namemax),
      IntFromUint64(iso, info.f_fsid),
  };
  return Value::Object(NewStructSequence(iso, type, values, kStatVfsVisible));
}

Value Major(Isolate* iso, Value* args, size_t) {
  int64_t device;
  return IndexToInt64(iso, args[0], &device) ? Value::Int(major(static_cast<dev_t>(device)))
                                             : Value();
}
Value Minor(Isolate* iso, Value* args, size_t) {
  int64_t device;
  return IndexToInt64(iso, args[0], &device) ? Value::Int(minor(static_cast<dev_t>(device)))
                                             : Value();
}
Value MakeDevice(Isolate* iso, Value* args, size_t) {
  int64_t high;
  int64_t low;
  if (!IndexToInt64(iso, args[0], &high) || !IndexToInt64(iso, args[1], &low)) return Value();
  return IntFromUint64(iso, makedev(static_cast<unsigned>(high), static_cast<unsigned>(low)));
}

constexpr NativeMethod kFunctions[] = {
    {"stat", Stat, "($module, /, path, *, dir_fd=None, follow_symlinks=True)"},
    {"lstat", LinkStat, "($module, /, path, *, dir_fd=None)"},
    {"fstat", DescriptorStat, "($module, /, fd)"},
    {"statvfs", FileSystemStat, "($module, /, path)"},
    {"major", Major, "($module, device, /)"},
    {"minor", Minor, "($module, device, /)"},
    {"makedev", MakeDevice, "($module, major, minor, /)"},
};

}  // namespace

const std::span<const NativeMethod> kPosixStatFunctions = kFunctions;

Value StatPath(Isolate* iso, const PathArgument& path, bool follow) {
  if (!AllowAccess(iso, FileAccess::kInspect, path)) return Value();
  struct stat info;
  const int result = path.fd >= 0 ? fstat(path.fd, &info)
                     : follow     ? stat(path.c_str(), &info)
                                  : lstat(path.c_str(), &info);
  if (result != 0) return RaiseOSError(iso, errno, path.object);
  return StatResult(iso, info);
}

bool AddStatTypes(Isolate* iso, Module* module) {
  return AddStructSequenceType(iso, module, &kStatResultSpec, kStatVisible) != nullptr &&
         AddStructSequenceType(iso, module, &kStatVfsResultSpec, kStatVfsVisible) != nullptr;
}

}  // namespace krait
