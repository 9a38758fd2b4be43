// sys.meta_path and sys.path_hooks: asking finders, and what the native path finder does.
#include "runtime/import/finders.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/namespace_package.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/host_files.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

enum class PathKind : uint8_t { kNone, kFile, kDirectory };

PathKind KindOfPath(Isolate* iso, const std::string& path) {
  struct stat info;
  if (HostFilesOf(iso).Check(FileAccess::kInspect, path.c_str()) != 0) return PathKind::kNone;
  if (stat(path.c_str(), &info) != 0) return PathKind::kNone;
  if (S_ISDIR(info.st_mode)) return PathKind::kDirectory;
  return S_ISREG(info.st_mode) ? PathKind::kFile : PathKind::kNone;
}

bool IsNativeHook(Isolate* iso, Value hook) {
  return hook == Value::Object(iso->native_type(&kFileFinderHookTypeSpec));
}

// The finder object for a path entry that is not handled natively; None: none; Empty and *native:
// the native search applies.
bool FinderFor(Isolate* iso, Value entry, Value* finder, bool* native) {
  *native = false;
  *finder = Value::None();
  const Value cache = iso->sys_attribute("path_importer_cache");
  if (HasKind(cache, ObjectKind::kDict)) {
    Value cached;
    KRAIT_CHECK_OK(cache.As<Dict>()->Lookup(iso, entry, &cached));
    if (cached) {
      *finder = cached;
      return true;
    }
  }
  const Value hooks = iso->sys_attribute("path_hooks");
  if (!hooks) return true;
  KRAIT_TRY(Tuple*, list, TupleFromIterable(iso, hooks));
  for (Value hook : list->view()) {
    if (IsNativeHook(iso, hook)) {
      *native = true;
      return true;
    }
    const Value made = Call(iso, hook, {entry});
    if (made) {
      *finder = made;
      break;
    }
    if (!ClearPendingIf(iso, ExceptionId::kImportError)) return false;
  }
  if (HasKind(cache, ObjectKind::kDict)) return cache.As<Dict>()->SetItem(iso, entry, *finder);
  return true;
}

bool AppendPortions(Isolate* iso, Value portions, List* all) {
  KRAIT_TRY(List*, list, ListFromIterable(iso, portions));
  return all->Extend(iso, list->view());
}

}  // namespace

bool ReadFile(Isolate* iso, Str* path, std::string* contents) {
  const std::string name(path->view());
  const int fd = HostFilesOf(iso).Open(name.c_str(), O_RDONLY, 0);
  if (fd < 0) return RaiseOSError(iso, errno, Value::Object(path));
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    close(fd);
    return RaiseOSError(iso, EISDIR, Value::Object(path));
  }
  contents->clear();
  char buffer[16384];
  while (true) {
    const ssize_t n = read(fd, buffer, sizeof(buffer));
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      const int error = errno;
      close(fd);
      return RaiseOSError(iso, error, Value::Object(path));
    }
    contents->append(buffer, static_cast<size_t>(n));
  }
  close(fd);
  return true;
}

bool FindBuiltin(Isolate* iso, Str* name, Value* spec) {
  *spec = Value();
  if (FindNativeModule(name->view()) == nullptr) return true;
  KRAIT_TRY(Type*, importer, iso->native_type(&kBuiltinImporterTypeSpec));
  *spec = NewModuleSpec(iso, name, Value::Object(importer),
                        Value::Object(Str::Intern(iso, "built-in")), Value());
  return static_cast<bool>(*spec);
}

bool FindInDirectory(Isolate* iso, std::string_view directory, Str* name, std::string_view tail,
                     Value* spec) {
  *spec = Value();
  std::string base(directory);
  if (!base.empty() && base.back() != '/') base += '/';
  base += tail;
  const bool is_directory = KindOfPath(iso, base) == PathKind::kDirectory;
  std::string file = base + "/__init__.py";
  Value locations;
  if (is_directory && KindOfPath(iso, file) == PathKind::kFile) {
    KRAIT_TRY(Str*, location, Str::NewLossy(iso, base));
    KRAIT_TRY(List*, list, List::New(iso));
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(location)));
    locations = Value::Object(list);
  } else {
    file = base + ".py";
    if (KindOfPath(iso, file) != PathKind::kFile) {
      if (!is_directory) return true;
      // A portion of a namespace package: a spec without loader.
      KRAIT_TRY(Str*, location, Str::NewLossy(iso, base));
      KRAIT_TRY(List*, list, List::New(iso));
      KRAIT_CHECK_OK(list->Append(iso, Value::Object(location)));
      *spec = NewModuleSpec(iso, name, Value::None(), Value(), Value::Object(list));
      return static_cast<bool>(*spec);
    }
  }
  KRAIT_TRY(Str*, path, Str::NewLossy(iso, file));
  KRAIT_TRY(Value, loader, NewSourceFileLoader(iso, name, path));
  *spec = NewModuleSpec(iso, name, loader, Value::Object(path), locations);
  return static_cast<bool>(*spec);
}

bool FindOnPath(Isolate* iso, Str* name, Value path, Value* spec) {
  *spec = Value();
  if (!path || path.IsNone()) path = iso->sys_attribute("path");
  if (!path || path.IsNone()) return true;
  KRAIT_TRY(Tuple*, entries, TupleFromIterable(iso, path));
  const std::string_view full = name->view();
  const size_t dot = full.rfind('.');
  const std::string_view tail = dot == std::string_view::npos ? full : full.substr(dot + 1);
  KRAIT_TRY(List*, portions, List::New(iso));
  for (Value entry : entries->view()) {
    if (!HasKind(entry, ObjectKind::kStr)) continue;
    Value finder, found;
    bool native;
    KRAIT_CHECK_OK(FinderFor(iso, entry, &finder, &native));
    if (native) {
      std::string_view directory = entry.As<Str>()->view();
      if (directory.empty()) directory = ".";
      KRAIT_CHECK_OK(FindInDirectory(iso, directory, name, tail, &found));
    } else if (!finder.IsNone()) {
      found = CallMethod(iso, finder, "find_spec", {Value::Object(name)});
      if (!found) return false;
    }
    if (!found || found.IsNone()) continue;
    KRAIT_TRY(Value, loader, GetAttr(iso, found, "loader"));
    if (!loader.IsNone()) {
      *spec = found;
      return true;
    }
    KRAIT_TRY(Value, locations, GetAttr(iso, found, "submodule_search_locations"));
    if (!locations.IsNone()) KRAIT_CHECK_OK(AppendPortions(iso, locations, portions));
  }
  if (portions->size == 0) return true;
  KRAIT_TRY(Value, locations, NewNamespacePath(iso, name, portions));
  *spec = NewModuleSpec(iso, name, Value::None(), Value(), locations);
  return static_cast<bool>(*spec);
}

bool FindSpec(Isolate* iso, Value finder, Str* name, Value path, Value* spec) {
  if (finder == Value::Object(iso->native_type(&kBuiltinImporterTypeSpec))) {
    *spec = Value();
    return !path.IsNone() || FindBuiltin(iso, name, spec);
  }
  if (finder == Value::Object(iso->native_type(&kPathFinderTypeSpec))) {
    return FindOnPath(iso, name, path, spec);
  }
  Value method;
  *spec = Value();
  KRAIT_CHECK_OK(LookupAttr(iso, finder, Str::Intern(iso, "find_spec"), &method));
  if (!method) return true;
  *spec = Call(iso, method, {Value::Object(name), path, Value::None()});
  return static_cast<bool>(*spec);
}

}  // namespace krait
