// The module _stat: what the bits of st_mode mean.
#include <sys/stat.h>

#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool ModeArgument(Isolate* iso, Value v, mode_t* mode) {
  int64_t number;
  if (!IndexToInt64(iso, v, &number, "mode out of range")) return false;
  if (number < 0 || number > UINT32_MAX) return RaiseOverflowError(iso, "mode out of range");
  *mode = static_cast<mode_t>(number);
  return true;
}

template <mode_t kType>
Value IsOfType(Isolate* iso, Value* args, size_t) {
  mode_t mode;
  return ModeArgument(iso, args[0], &mode) ? Value::Bool((mode & S_IFMT) == kType) : Value();
}
// Kinds of files that this system does not have.
Value IsNever(Isolate* iso, Value* args, size_t) {
  mode_t mode;
  return ModeArgument(iso, args[0], &mode) ? Value::False() : Value();
}

Value Permissions(Isolate* iso, Value* args, size_t) {
  mode_t mode;
  return ModeArgument(iso, args[0], &mode) ? Value::Int(mode & 07777) : Value();
}
Value FormatBits(Isolate* iso, Value* args, size_t) {
  mode_t mode;
  return ModeArgument(iso, args[0], &mode) ? Value::Int(mode & S_IFMT) : Value();
}

char TypeLetter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return '-';
    case S_IFDIR:
      return 'd';
    case S_IFLNK:
      return 'l';
    case S_IFBLK:
      return 'b';
    case S_IFCHR:
      return 'c';
    case S_IFIFO:
      return 'p';
    case S_IFSOCK:
      return 's';
    default:
      return '?';
  }
}

// "-rwxr-xr-x"
Value FileMode(Isolate* iso, Value* args, size_t) {
  mode_t mode;
  if (!ModeArgument(iso, args[0], &mode)) return Value();
  std::string text(1, TypeLetter(mode));
  for (int bit = 8; bit >= 0; --bit) text += (mode >> bit & 1) != 0 ? "xwr"[bit % 3] : '-';
  const auto special = [&](mode_t flag, size_t at, char with, char without) {
    if ((mode & flag) != 0) text[at] = text[at] == 'x' ? with : without;
  };
  special(S_ISUID, 3, 's', 'S');
  special(S_ISGID, 6, 's', 'S');
  special(S_ISVTX, 9, 't', 'T');
  return Value::Object(Str::NewAscii(iso, text));
}

constexpr NativeMethod kFunctions[] = {
    {"S_ISREG", IsOfType<S_IFREG>, "($module, mode, /)"},
    {"S_ISDIR", IsOfType<S_IFDIR>, "($module, mode, /)"},
    {"S_ISLNK", IsOfType<S_IFLNK>, "($module, mode, /)"},
    {"S_ISBLK", IsOfType<S_IFBLK>, "($module, mode, /)"},
    {"S_ISCHR", IsOfType<S_IFCHR>, "($module, mode, /)"},
    {"S_ISFIFO", IsOfType<S_IFIFO>, "($module, mode, /)"},
    {"S_ISSOCK", IsOfType<S_IFSOCK>, "($module, mode, /)"},
    {"S_ISDOOR", IsNever, "($module, mode, /)"},
    {"S_ISPORT", IsNever, "($module, mode, /)"},
    {"S_ISWHT", IsNever, "($module, mode, /)"},
    {"S_IMODE", Permissions, "($module, mode, /)"},
    {"S_IFMT", FormatBits, "($module, mode, /)"},
    {"filemode", FileMode, "($module, mode, /)"},
};

#define KRAIT_BITS(name) {#name, Value::Int(name)}
constexpr ModuleConstant kConstants[] = {
    KRAIT_BITS(S_IFREG),
    KRAIT_BITS(S_IFDIR),
    KRAIT_BITS(S_IFLNK),
    KRAIT_BITS(S_IFBLK),
    KRAIT_BITS(S_IFCHR),
    KRAIT_BITS(S_IFIFO),
    KRAIT_BITS(S_IFSOCK),
    {"S_IFDOOR", Value::Int(0)},
    {"S_IFPORT", Value::Int(0)},
    {"S_IFWHT", Value::Int(0)},
    KRAIT_BITS(S_ISUID),
    KRAIT_BITS(S_ISGID),
    KRAIT_BITS(S_ISVTX),
    {"S_ENFMT", Value::Int(S_ISGID)},
    KRAIT_BITS(S_IREAD),
    KRAIT_BITS(S_IWRITE),
    KRAIT_BITS(S_IEXEC),
    KRAIT_BITS(S_IRWXU),
    KRAIT_BITS(S_IRUSR),
    KRAIT_BITS(S_IWUSR),
    KRAIT_BITS(S_IXUSR),
    KRAIT_BITS(S_IRWXG),
    KRAIT_BITS(S_IRGRP),
    KRAIT_BITS(S_IWGRP),
    KRAIT_BITS(S_IXGRP),
    KRAIT_BITS(S_IRWXO),
    KRAIT_BITS(S_IROTH),
    KRAIT_BITS(S_IWOTH),
    KRAIT_BITS(S_IXOTH),
    {"UF_NODUMP", Value::Int(0x1)},
    {"UF_IMMUTABLE", Value::Int(0x2)},
    {"UF_APPEND", Value::Int(0x4)},
    {"UF_OPAQUE", Value::Int(0x8)},
    {"UF_NOUNLINK", Value::Int(0x10)},
    {"UF_COMPRESSED", Value::Int(0x20)},
    {"UF_HIDDEN", Value::Int(0x8000)},
    {"SF_ARCHIVED", Value::Int(0x10000)},
    {"SF_IMMUTABLE", Value::Int(0x20000)},
    {"SF_APPEND", Value::Int(0x40000)},
    {"SF_NOUNLINK", Value::Int(0x100000)},
    {"SF_SNAPSHOT", Value::Int(0x200000)},
    {"ST_MODE", Value::Int(0)},
    {"ST_INO", Value::Int(1)},
    {"ST_DEV", Value::Int(2)},
    {"ST_NLINK", Value::Int(3)},
    {"ST_UID", Value::Int(4)},
    {"ST_GID", Value::Int(5)},
    {"ST_SIZE", Value::Int(6)},
    {"ST_ATIME", Value::Int(7)},
    {"ST_MTIME", Value::Int(8)},
    {"ST_CTIME", Value::Int(9)},
};
#undef KRAIT_BITS

}  // namespace

const ModuleSpec kStatModule = {
    .name = "_stat",
    .doc = "S_IFMT_: file type bits; S_IMODE: permissions; ST_: indices of stat's tuple.",
    .functions = kFunctions,
    .constants = kConstants,
};

}  // namespace krait
