// The protocol of __import__: names, packages, from-lists, sys.modules and sys.meta_path.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/finders.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
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

// The spec of a module whose parent is loaded; `path` is the parent's __path__ or None.
Value FindAnywhere(Isolate* iso, Str* name, Value path) {
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
    if (spec && !spec.IsNone()) return spec;
  }
  return RaiseNoModule(iso, name->view());
}

// The __path__ in which the package's submodule `full` is looked for.
Value PathOfPackage(Isolate* iso, Value package, std::string_view full) {
  Value path;
  KRAIT_CHECK_OK(LookupAttr(iso, package, iso->names().dunder_path, &path));
  if (path) return path;
  return RaiseNoModule(
      iso, full,
      "; '" + std::string(full.substr(0, full.rfind('.'))) + "' is not a package");
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
    path = PathOfPackage(iso, parent, full);
    if (!path) return Value();
  }
  KRAIT_TRY(Value, spec, FindAnywhere(iso, name, path));
  module = LoadFromSpec(iso, name, spec);
  if (module && parent) {
    KRAIT_TRY(Str*, child, Str::Intern(iso, full.substr(dot + 1)));
    if (!SetAttr(iso, parent, child, module)) {
      if (!ClearPendingIf(iso, ExceptionId::kAttributeError)) return Value();
    }
  }
  return module;
}

// import a.b.c gives a; a relative one, the first part of what was asked for.
Value FirstPackage(Isolate* iso, std::string_view asked, std::string_view full, Value module) {
  const size_t dot = asked.find('.');
  if (dot == std::string_view::npos) return module;
  return ImportFull(iso, full.substr(0, full.size() - (asked.size() - dot)));
}

// from package import a, b: the full names of what are not attributes of the package.
bool FindMissing(Isolate* iso, Value module, Value from_list, bool nested, List* missing) {
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
      if (!nested && all) KRAIT_CHECK_OK(FindMissing(iso, module, all, true, missing));
      continue;
    }
    Value v;
    KRAIT_CHECK_OK(LookupAttr(iso, module, name, &v));
    if (v) continue;
    KRAIT_TRY(Value, package, GetAttr(iso, module, iso->names().dunder_name));
    if (!HasKind(package, ObjectKind::kStr)) continue;
    const std::string full =
        std::string(package.As<Str>()->view()) + "." + std::string(name->view());
    KRAIT_TRY(Str*, child, Str::Intern(iso, full));
    KRAIT_CHECK_OK(missing->Append(iso, Value::Object(child)));
  }
  return true;
}

// Imports the submodules that are not attributes.
bool ImportFromList(Isolate* iso, Value module, Value from_list) {
  KRAIT_TRY(List*, names, List::New(iso));
  KRAIT_CHECK_OK(FindMissing(iso, module, from_list, false, names));
  for (int64_t i = 0; i < names->size; ++i) {
    const std::string full(names->At(i).As<Str>()->view());
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
    if (path && !ImportFromList(iso, module, from_list)) return Value();
    return module;
  }
  return FirstPackage(iso, name.As<Str>()->view(), full, module);
}

namespace {

// Is every name of `from package import names` an attribute of the package?
bool HasAll(Isolate* iso, Module* module, std::span<const Value> names) {
  for (Value name : names) {
    if (!HasKind(name, ObjectKind::kStr) || name.As<Str>()->Equals("*") ||
        !module->dict->Get(iso, name.As<Str>())) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool ImportRunsScript(Isolate* iso, Value name, Value from_list, int64_t level) {
  if (!HasKind(name, ObjectKind::kStr) || level < 0) return false;
  if (!from_list.IsNone() && !IsExact(from_list, ObjectKind::kTuple)) return false;
  if (level > 0) return true;
  const Value module = iso->modules()->Get(iso, name.As<Str>());
  if (!module) return name.As<Str>()->length != 0;
  if (from_list.IsNone() || !IsExact(module, ObjectKind::kModule)) return false;
  return module.As<Module>()->dict->Get(iso, iso->names().dunder_path) &&
         !HasAll(iso, module.As<Module>(), from_list.As<Tuple>()->view());
}

Failure EnterImport(Isolate* iso, Value name, Value globals, Value from_list, int64_t level) {
  if (SelfHostedFunction(iso, SelfHosted::kImportFull) == nullptr) return {};
  return EnterSelfHosted(iso, SelfHosted::kImport, {name, globals, from_list, Value::Int(level)});
}

namespace {

// absolute_name(name, globals, level)
Value AbsoluteNameHelper(Isolate* iso, Value* args, size_t) {
  if (args[2].AsInt() == 0) return args[0];
  std::string full;
  KRAIT_CHECK_OK(
      AbsoluteName(iso, args[0].As<Str>()->view(), args[1], args[2].AsInt(), &full));
  return Value::Object(Str::Intern(iso, full));
}

// loaded(name): the module in sys.modules, or Ellipsis.
Value LoadedHelper(Isolate* iso, Value* args, size_t) {
  const Value module = iso->modules()->Get(iso, args[0].As<Str>());
  if (!module) return Value::Ellipsis();
  return module.IsNone() ? ImportFull(iso, args[0].As<Str>()->view()) : module;
}

// path_of(package, name): the __path__ in which the submodule is looked for.
Value PathOfHelper(Isolate* iso, Value* args, size_t) {
  return PathOfPackage(iso, args[0], args[1].As<Str>()->view());
}

// find_spec(name, path)
Value FindSpecHelper(Isolate* iso, Value* args, size_t) {
  return FindAnywhere(iso, Str::Intern(iso, args[0].As<Str>()), args[1]);
}

// begin_load(name, spec): the module, and the loader that is to execute it or None.
Value BeginLoadHelper(Isolate* iso, Value* args, size_t) {
  Loading loading;
  KRAIT_CHECK_OK(BeginLoad(iso, Str::Intern(iso, args[0].As<Str>()), args[1], &loading));
  return Value::Object(
      Tuple::Of(iso, {loading.module, loading.loader ? loading.loader : Value::None()}));
}

// source_body(module, loader): a function that executes a source file; None: the loader does it.
Value SourceBodyHelper(Isolate* iso, Value* args, size_t) {
  if (!IsSourceFileLoader(iso, args[1]) || !IsExact(args[0], ObjectKind::kModule)) {
    return Value::None();
  }
  auto* module = args[0].As<Module>();
  KRAIT_TRY(Code*, code, CompileSourceFile(iso, module, SourceFilePath(args[1])));
  return Value::Object(Function::New(iso, code, module->dict));
}

// end_load(name, spec, executed)
Value EndLoadHelper(Isolate* iso, Value* args, size_t) {
  const Value module =
      EndLoad(iso, Str::Intern(iso, args[0].As<Str>()), args[1], args[2].IsTrue());
  return module || iso->HasPending() ? module : Value::None();
}

// bind_submodule(package, child, module)
Value BindSubmoduleHelper(Isolate* iso, Value* args, size_t) {
  if (SetAttr(iso, args[0], Str::Intern(iso, args[1].As<Str>()), args[2]) ||
      ClearPendingIf(iso, ExceptionId::kAttributeError)) {
    return Value::None();
  }
  return Value();
}

// first_package(name, full, module): what `import a.b.c` is.
Value FirstPackageHelper(Isolate* iso, Value* args, size_t) {
  return FirstPackage(iso, args[0].As<Str>()->view(), args[1].As<Str>()->view(), args[2]);
}

// missing_submodules(package, names): the full names of those that are no attributes.
Value MissingSubmodulesHelper(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, missing, List::New(iso));
  Value path;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_path, &path));
  if (path) KRAIT_CHECK_OK(FindMissing(iso, args[0], args[1], false, missing));
  return Value::Object(missing);
}

constexpr NativeMethod kHelpers[] = {
    {"absolute_name", AbsoluteNameHelper, "(name, globals, level, /)"},
    {"loaded", LoadedHelper, "(name, /)"},
    {"path_of", PathOfHelper, "(package, name, /)"},
    {"find_spec", FindSpecHelper, "(name, path, /)"},
    {"begin_load", BeginLoadHelper, "(name, spec, /)"},
    {"source_body", SourceBodyHelper, "(module, loader, /)"},
    {"end_load", EndLoadHelper, "(name, spec, executed, /)"},
    {"bind_submodule", BindSubmoduleHelper, "(package, child, module, /)"},
    {"first_package", FirstPackageHelper, "(name, full, module, /)"},
    {"missing_submodules", MissingSubmodulesHelper, "(package, names, /)"},
};

}  // namespace

const std::span<const NativeMethod> kImportHelpers = kHelpers;

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
