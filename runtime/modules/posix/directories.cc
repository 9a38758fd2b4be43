// posix: listdir, scandir and the type DirEntry.
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "gc/marker.h"
#include "runtime/collection/list.h"
#include "runtime/collection/sequence.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/modules/posix/posix_module.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool IsDots(const char* name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

Value TextOrBytes(Isolate* iso, std::string_view bytes, bool as_bytes) {
  return as_bytes ? Value::Object(Bytes::New(iso, bytes))
                  : Value::Object(DecodeFileName(iso, bytes));
}

// Null with the exception pending.
DIR* OpenDirectory(Isolate* iso, const PathArgument& path) {
  if (!AllowAccess(iso, FileAccess::kInspect, path)) return nullptr;
  DIR* directory = nullptr;
  if (path.fd >= 0) {
    const int copy = dup(path.fd);
    if (copy >= 0) directory = fdopendir(copy);
  } else {
    directory = opendir(path.c_str());
  }
  if (directory != nullptr) return directory;
  const Value name = path.object ? path.object : Value::Object(Str::Intern(iso, "."));
  return RaiseOSError(iso, errno, name);
}

Value ListDirectory(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  if (!ParsePath(iso, args[0], "listdir", "path", kAllowFd | kAllowNone, &path)) return Value();
  KRAIT_TRY(DIR*, directory, OpenDirectory(iso, path));
  KRAIT_TRY(List*, names, List::New(iso));
  if (path.fd >= 0) rewinddir(directory);
  bool ok = true;
  while (ok) {
    errno = 0;
    const dirent* entry = readdir(directory);
    if (entry == nullptr) {
      if (errno != 0) ok = RaiseOSError(iso, errno, path.object);
      break;
    }
    if (IsDots(entry->d_name)) continue;
    const Value name = TextOrBytes(iso, entry->d_name, path.is_bytes);
    ok = name && names->Append(iso, name);
  }
  closedir(directory);
  return ok ? Value::Object(names) : Value();
}

// --- DirEntry ---

struct DirEntry : NativeInstance {
  Value name;
  Value path;
  Value stat;   // results, once asked for
  Value lstat;
  uint64_t inode;
  unsigned char type;  // DT_...
};

DirEntry* Entry(Value v) { return v.As<DirEntry>(); }

void TraceEntry(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<DirEntry*>(object);
  marker.Visit(self->name);
  marker.Visit(self->path);
  marker.Visit(self->stat);
  marker.Visit(self->lstat);
}
constexpr NativeLayout kEntryLayout = {"DirEntry", sizeof(DirEntry), TraceEntry};

Value EntryStat(Isolate* iso, DirEntry* self, bool follow) {
  Value& cached = follow ? self->stat : self->lstat;
  if (cached) return cached;
  PathArgument path;
  if (!ParsePath(iso, self->path, "stat", "path", kPathOnly, &path)) return Value();
  const Value result = StatPath(iso, path, follow);
  if (result) {
    cached = result;
    iso->Barrier(self);
  }
  return result;
}

bool FollowArgument(Isolate* iso, Value v, bool* follow) {
  *follow = true;
  return !v || Truth(iso, v, follow);
}

Value StatMethod(Isolate* iso, Value* args, size_t) {
  bool follow;
  return FollowArgument(iso, args[1], &follow) ? EntryStat(iso, Entry(args[0]), follow) : Value();
}

// Of the file, or of what the link points to. A file that has vanished is of no type.
Value HasType(Isolate* iso, DirEntry* self, bool follow, unsigned char type, mode_t mode) {
  const bool is_link = self->type == DT_LNK;
  if (self->type != DT_UNKNOWN && !(is_link && follow)) return Value::Bool(self->type == type);
  const Value info = EntryStat(iso, self, follow);
  if (!info) {
    return ClearPendingIf(iso, ExceptionId::kFileNotFoundError) ? Value::False() : Value();
  }
  KRAIT_TRY(Value, bits, GetAttr(iso, info, "st_mode"));
  return Value::Bool((static_cast<mode_t>(bits.AsInt()) & S_IFMT) == mode);
}

Value IsDirectory(Isolate* iso, Value* args, size_t) {
  bool follow;
  if (!FollowArgument(iso, args[1], &follow)) return Value();
  return HasType(iso, Entry(args[0]), follow, DT_DIR, S_IFDIR);
}
Value IsFile(Isolate* iso, Value* args, size_t) {
  bool follow;
  if (!FollowArgument(iso, args[1], &follow)) return Value();
  return HasType(iso, Entry(args[0]), follow, DT_REG, S_IFREG);
}
Value IsSymlink(Isolate* iso, Value* args, size_t) {
  return HasType(iso, Entry(args[0]), false, DT_LNK, S_IFLNK);
}
Value Inode(Isolate* iso, Value* args, size_t) {
  return IntFromUint64(iso, Entry(args[0])->inode);
}
Value Fspath(Isolate*, Value* args, size_t) { return Entry(args[0])->path; }

Value ReprEntry(Isolate* iso, Value* args, size_t) {
  StrBuilder out(iso);
  out.AppendAscii("<DirEntry ");
  if (!out.AppendRepr(Entry(args[0])->name)) return Value();
  out.AppendChar('>');
  return Value::Object(out.Finish());
}

Value ClassGetItem(Isolate* iso, Value* args, size_t count) {
  return MakeGenericAlias(iso, args, count);
}

Value GetName(Isolate*, Value self) { return Entry(self)->name; }
Value GetPath(Isolate*, Value self) { return Entry(self)->path; }

constexpr NativeMethod kEntryMethods[] = {
    {"is_dir", IsDirectory, "($self, /, *, follow_symlinks=True)"},
    {"is_file", IsFile, "($self, /, *, follow_symlinks=True)"},
    {"is_symlink", IsSymlink, "($self, /)"},
    {"stat", StatMethod, "($self, /, *, follow_symlinks=True)"},
    {"inode", Inode, "($self, /)"},
    {"__fspath__", Fspath, "($self, /)"},
    {"__repr__", ReprEntry, "($self, /)"},
    {"__class_getitem__", ClassGetItem, "($cls, item, /)", kClassMethod},
};
constexpr NativeProperty kEntryProperties[] = {{"name", GetName}, {"path", GetPath}};
constexpr TypeSpec kEntrySpec = {
    .name = "posix.DirEntry",
    .module = "posix",
    .methods = kEntryMethods,
    .properties = kEntryProperties,
    .flags = kNotCallable,
    .layout = &kEntryLayout,
};

// --- the iterator of scandir() ---

struct ScandirIterator : NativeInstance {
  DIR* directory;  // null: at the end, or closed
  Value path;      // as given, to be joined with the names; Empty for a descriptor
  bool is_bytes;
};

ScandirIterator* Iterator(Value v) { return v.As<ScandirIterator>(); }

void CloseIterator(ScandirIterator* self) {
  if (self->directory != nullptr) closedir(self->directory);
  self->directory = nullptr;
}

void TraceIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<ScandirIterator*>(object)->path);
}
void DestroyIterator(HeapObject* object, Isolate*) {
  CloseIterator(static_cast<ScandirIterator*>(object));
}
constexpr NativeLayout kIteratorLayout = {"ScandirIterator", sizeof(ScandirIterator),
                                          TraceIterator, DestroyIterator};

// "folder/name", with the folder as the caller wrote it.
Value JoinPath(Isolate* iso, const ScandirIterator* self, Value name, const char* bytes) {
  if (!self->path) return name;
  std::string joined;
  if (!PathBytes(iso, self->path, &joined)) return Value();
  if (!joined.empty() && joined.back() != '/') joined += '/';
  joined += bytes;
  return TextOrBytes(iso, joined, self->is_bytes);
}

Value NextEntry(Isolate* iso, Value* args, size_t) {
  ScandirIterator* self = Iterator(args[0]);
  while (self->directory != nullptr) {
    errno = 0;
    const dirent* entry = readdir(self->directory);
    if (entry == nullptr) {
      const int error = errno;
      CloseIterator(self);
      return error == 0 ? Value() : RaiseOSError(iso, error, self->path);
    }
    if (IsDots(entry->d_name)) continue;
    const std::string bytes = entry->d_name;
    const uint64_t inode = entry->d_ino;
    const unsigned char type = entry->d_type;
    KRAIT_TRY(Value, name, TextOrBytes(iso, bytes, self->is_bytes));
    KRAIT_TRY(Value, path, JoinPath(iso, self, name, bytes.c_str()));
    KRAIT_TRY(DirEntry*, result, NewInstance<DirEntry>(iso, iso->native_type(&kEntrySpec)));
    result->name = name;
    result->path = path;
    result->inode = inode;
    result->type = type;
    return Value::Object(result);
  }
  return Value();
}

Value Identity(Isolate*, Value* args, size_t) { return args[0]; }
Value CloseMethod(Isolate*, Value* args, size_t) {
  CloseIterator(Iterator(args[0]));
  return Value::None();
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", Identity, "($self, /)"},
    {"__next__", NextEntry, "($self, /)", kExhaustible},
    {"__enter__", Identity, "($self, /)"},
    {"__exit__", CloseMethod, "($self, /, *args)"},
    {"close", CloseMethod, "($self, /)"},
};
constexpr TypeSpec kIteratorSpec = {
    .name = "posix.ScandirIterator",
    .module = "posix",
    .methods = kIteratorMethods,
    .flags = kNotCallable,
    .layout = &kIteratorLayout,
};

Value Scandir(Isolate* iso, Value* args, size_t) {
  PathArgument path;
  if (!ParsePath(iso, args[0], "scandir", "path", kAllowFd | kAllowNone, &path)) return Value();
  Value shown = Value::Object(Str::Intern(iso, "."));
  if (path.object && path.fd < 0) {
    shown = FileSystemPath(iso, path.object);
    if (!shown) return shown;
  }
  KRAIT_TRY(ScandirIterator*, result,
            NewInstance<ScandirIterator>(iso, iso->native_type(&kIteratorSpec)));
  if (path.fd < 0) result->path = shown;
  result->is_bytes = path.is_bytes;
  KRAIT_TRY(DIR*, directory, OpenDirectory(iso, path));
  result->directory = directory;
  return Value::Object(result);
}

constexpr NativeMethod kFunctions[] = {
    {"listdir", ListDirectory, "($module, /, path=None)"},
    {"scandir", Scandir, "($module, /, path=None)"},
};

}  // namespace

const std::span<const NativeMethod> kPosixDirectoryFunctions = kFunctions;

bool AddDirectoryTypes(Isolate* iso, Module* module) {
  return AddModuleType(iso, module, &kEntrySpec) != nullptr;
}

}  // namespace krait
