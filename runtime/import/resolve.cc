// The protocol of __import__: names, packages, from-lists, sys.modules and sys.meta_path.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/finders.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// globals[name]; Empty when absent or None.
bool GlobalOf(Isolate* iso, Value globals, Str* name, Value* result) {
  *result = Value();
  if (!HasKind(globals, ObjectKind::kDict)) return true;
  if (!globals.As<Dict>()->Lookup(iso, Value::Object(name), result)) return false;
  if (*result && result->IsNone()) *result = Value();
  return true;
}

// The package that a relative import starts from.
bool PackageOf(Isolate* iso, Value globals, std::string* package) {
  Value v, spec;
  KRAIT_CHECK_OK(GlobalOf(iso, globals, iso->names().dunder_package, &v));
  if (v) {
    if (!HasKind(v, ObjectKind::kStr)) return RaiseTypeError(iso, "package must be a string");
    *package = v.As<Str>()->view();
    return true;
  }
  KRAIT_CHECK_OK(GlobalOf(iso, globals, iso->names().dunder_spec, &spec));
  if (spec) {
    KRAIT_CHECK_OK(LookupAttr(iso, spec, Str::Intern(iso, "parent"), &v));
    if (HasKind(v, ObjectKind::kStr)) {
      *package = v.As<Str>()->view();
      return true;
    }
  }
  KRAIT_CHECK_OK(GlobalOf(iso, globals, iso->names().dunder_name, &v));
  if (!v) return Raise(iso, ExceptionId::kKeyError, "'__name__' not in globals");
  if (!HasKind(v, ObjectKind::kStr)) return RaiseTypeError(iso, "__name__ must be a string");
  *package = v.As<Str>()->view();
  Value path;
  KRAIT_CHECK_OK(GlobalOf(iso, globals, iso->names().dunder_path, &path));
  if (!path) {
    const size_t dot = package->rfind('.');
    package->resize(dot == std::string::npos ? 0 : dot);
  }
  return true;
}

bool AbsoluteName(Isolate* iso, std::string_view name, Value globals, int64_t level,
                  std::string* full) {
  std::string package;
  KRAIT_CHECK_OK(PackageOf(iso, globals, &package));
  if (package.empty()) {
    return RaiseImportError(iso, ExceptionId::kImportError,
                            "attempted relative import with no known parent package", Value::None(),
                            Value::None());
  }
  for (int64_t i = 1; i < level; ++i) {
    const size_t dot = package.rfind('.');
    if (dot == std::string::npos) {
      return RaiseImportError(iso, ExceptionId::kImportError,
                              "attempted relative import beyond top-level package", Value::None(),
                              Value::None());
    }
    package.resize(dot);
  }
  *full = package;
  if (!name.empty()) {
    *full += '.';
    *full += name;
  }
  return true;
}

Failure RaiseNoModule(Isolate* iso, std::string_view name, std::string_view suffix = "") {
  KRAIT_TRY(Str*, text, Str::New(iso, name));
  return RaiseImportError(iso, ExceptionId::kModuleNotFoundError,
                          "No module named '" + std::string(name) + "'" + std::string(suffix),
                          Value::Object(text), Value::None());
}

// Finds and loads one module whose parent is loaded; `path` is the parent's __path__ or None.
Value FindAndLoad(Isolate* iso, Str* name, Value path) {
  const Value meta_path = iso->sys_attribute("meta_path");
  if (!meta_path || meta_path.IsNone()) {
    return RaiseImportError(iso, ExceptionId::kImportError,
                            "sys.meta_path is None, Python is likely shutting down", Value::None(),
                            Value::None());
  }
  KRAIT_TRY(Tuple*, finders, TupleFromIterable(iso, meta_path));
  for (Value finder : finders->view()) {
    Value spec;
    if (!FindSpec(iso, finder, name, path, &spec)) return Value();
    if (spec && !spec.IsNone()) return LoadFromSpec(iso, name, spec);
  }
  return RaiseNoModule(iso, name->view());
}

// import of a full dotted name; the module itself.
Value ImportFull(Isolate* iso, std::string_view full) {
  KRAIT_TRY(Str*, name, Str::Intern(iso, full));
  Value module;
  KRAIT_CHECK_OK(iso->modules()->Lookup(iso, Value::Object(name), &module));
  if (module) {
    if (!module.IsNone()) return module;
    return RaiseImportError(iso, ExceptionId::kModuleNotFoundError,
                            "import of " + std::string(full) + " halted; None in sys.modules",
                            Value::Object(name), Value::None());
  }
  if (!iso->CheckStack(" while importing a module")) return Value();
  Value path = Value::None();
  Value parent;
  const size_t dot = full.rfind('.');
  if (dot != std::string_view::npos) {
    parent = ImportFull(iso, full.substr(0, dot));
    if (!parent) return Value();
    // The parent may have imported the child.
    KRAIT_CHECK_OK(iso->modules()->Lookup(iso, Value::Object(name), &module));
    if (module) return module;
    KRAIT_CHECK_OK(LookupAttr(iso, parent, iso->names().dunder_path, &path));
    if (!path) {
      return RaiseNoModule(iso, full,
                           "; '" + std::string(full.substr(0, dot)) + "' is not a package");
    }
  }
  module = FindAndLoad(iso, name, path);
  if (module && parent) {
    KRAIT_TRY(Str*, child, Str::Intern(iso, full.substr(dot + 1)));
    if (!SetAttr(iso, parent, child, module)) {
      if (!ClearPendingIf(iso, ExceptionId::kAttributeError)) return Value();
    }
  }
  return module;
}

// from package import a, b: imports the submodules that are not attributes.
bool ImportFromList(Isolate* iso, Value module, Value from_list, bool nested) {
  KRAIT_TRY(List*, names, ListFromIterable(iso, from_list));
  for (int64_t i = 0; i < names->size; ++i) {
    const Value item = names->At(i);
    if (!HasKind(item, ObjectKind::kStr)) {
      return RaiseF(iso, ExceptionId::kTypeError, "Item in %s must be str, not %s",
                    nested ? "__all__" : "``from list''", TypeName(iso, item));
    }
    Str* name = Str::Intern(iso, item.As<Str>());
    if (name->Equals("*")) {
      Value all;
      KRAIT_CHECK_OK(LookupAttr(iso, module, iso->names().dunder_all, &all));
      if (!nested && all) KRAIT_CHECK_OK(ImportFromList(iso, module, all, true));
      continue;
    }
    Value v;
    KRAIT_CHECK_OK(LookupAttr(iso, module, name, &v));
    if (v) continue;
    KRAIT_TRY(Value, package, GetAttr(iso, module, iso->names().dunder_name));
    if (!HasKind(package, ObjectKind::kStr)) continue;
    const std::string full =
        std::string(package.As<Str>()->view()) + "." + std::string(name->view());
    if (ImportFull(iso, full)) continue;
    // A missing submodule is the from-import's own error, later.
    const Value error = iso->pending();
    Value missing;
    if (!PendingIs(iso, ExceptionId::kModuleNotFoundError)) return false;
    missing = ExceptionField(error.As<Exception>(), ImportErrorField::kName);
    if (!HasKind(missing, ObjectKind::kStr) || !missing.As<Str>()->Equals(full)) return false;
    TakePending(iso);
  }
  return true;
}

}  // namespace

Value ImportModule(Isolate* iso, Value name, Value globals, Value, Value from_list, int64_t level) {
  if (!HasKind(name, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "module name must be a string");
  }
  if (level < 0) return RaiseValueError(iso, "level must be >= 0");
  std::string full(name.As<Str>()->view());
  if (level > 0) {
    if (!AbsoluteName(iso, name.As<Str>()->view(), globals, level, &full)) return Value();
  } else if (full.empty()) {
    return RaiseValueError(iso, "Empty module name");
  }
  KRAIT_TRY(Value, module, ImportFull(iso, full));
  bool has_from = false;
  if (from_list && !from_list.IsNone()) KRAIT_CHECK_OK(Truth(iso, from_list, &has_from));
  if (has_from) {
    Value path;
    KRAIT_CHECK_OK(LookupAttr(iso, module, iso->names().dunder_path, &path));
    if (path && !ImportFromList(iso, module, from_list, false)) return Value();
    return module;
  }
  // import a.b.c gives a; a relative one, the first part of what was asked for.
  const std::string_view asked = name.As<Str>()->view();
  const size_t dot = asked.find('.');
  if (dot == std::string_view::npos) return module;
  return ImportFull(iso, std::string_view(full).substr(0, full.size() - (asked.size() - dot)));
}

Value ImportByName(Isolate* iso, std::string_view name) { return ImportFull(iso, name); }

Value ImportFromStandardLibrary(Isolate* iso, std::string_view name) {
  KRAIT_TRY(Str*, text, Str::New(iso, name));
  Value module, spec;
  KRAIT_CHECK_OK(iso->modules()->Lookup(iso, Value::Object(text), &module));
  if (module) return module;
  const Value folder = iso->sys_attribute("_stdlib_dir");
  if (HasKind(folder, ObjectKind::kStr)) {
    KRAIT_CHECK_OK(FindInDirectory(iso, folder.As<Str>()->view(), text, name, &spec));
    if (spec) return LoadFromSpec(iso, text, spec);
  }
  return ImportFull(iso, name);
}

}  // namespace krait
