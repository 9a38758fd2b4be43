// From a spec to a module in sys.modules.
#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/finders.h"
#include "runtime/import/import.h"
#include "runtime/import/namespace_package.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// object.name, or None when it has no such attribute.
bool AttrOrNone(Isolate* iso, Value object, std::string_view name, Value* v) {
  KRAIT_CHECK_OK(LookupAttr(iso, object, Str::Intern(iso, name), v));
  if (!*v) *v = Value::None();
  return true;
}

bool SetUnlessNone(Isolate* iso, Value module, Str* name, Value v) {
  return v.IsNone() || SetAttr(iso, module, name, v);
}

// __name__, __loader__, __package__, __spec__, __path__, __file__, __cached__.
bool InitializeModule(Isolate* iso, Value module, Value spec) {
  const WellKnownNames& names = iso->names();
  Value name, loader, parent, locations, has_location, origin, cached;
  KRAIT_CHECK_OK(AttrOrNone(iso, spec, "name", &name) && AttrOrNone(iso, spec, "loader", &loader) &&
                 AttrOrNone(iso, spec, "parent", &parent) &&
                 AttrOrNone(iso, spec, "submodule_search_locations", &locations) &&
                 AttrOrNone(iso, spec, "has_location", &has_location) &&
                 AttrOrNone(iso, spec, "origin", &origin) &&
                 AttrOrNone(iso, spec, "cached", &cached));
  KRAIT_CHECK_OK(SetAttr(iso, module, names.dunder_name, name) &&
                 SetAttr(iso, module, names.dunder_loader, loader) &&
                 SetAttr(iso, module, names.dunder_package, parent) &&
                 SetAttr(iso, module, names.dunder_spec, spec) &&
                 SetUnlessNone(iso, module, names.dunder_path, locations));
  bool located = false;
  KRAIT_CHECK_OK(Truth(iso, has_location, &located));
  if (!located) return true;
  return SetUnlessNone(iso, module, names.dunder_file, origin) &&
         SetUnlessNone(iso, module, names.dunder_cached, cached);
}

// The object that the loader makes, or a new module.
Value CreateModule(Isolate* iso, Str* name, Value spec, Value loader) {
  Value create;
  KRAIT_CHECK_OK(LookupAttr(iso, loader, Str::Intern(iso, "create_module"), &create));
  if (create) {
    KRAIT_TRY(Value, made, Call(iso, create, {spec}));
    if (!made.IsNone()) return made;
  }
  return Value::Object(Module::New(iso, name));
}

bool ExecuteModule(Isolate* iso, Value module, Value loader) {
  if (IsSourceFileLoader(iso, loader) && HasKind(module, ObjectKind::kModule)) {
    return ExecuteSourceFile(iso, module.As<Module>(), SourceFilePath(loader));
  }
  return static_cast<bool>(CallMethod(iso, loader, "exec_module", {module}));
}

Value LoadBuiltin(Isolate* iso, Str* name, Value spec) {
  Module* module = CreateNativeModule(iso, name->view());
  if (module == nullptr) {
    if (iso->HasPending()) return Value();
    return RaiseImportError(iso, ExceptionId::kImportError,
                            "'" + std::string(name->view()) + "' is not a built-in module",
                            Value::Object(name), Value::None());
  }
  KRAIT_CHECK_OK(InitializeModule(iso, Value::Object(module), spec));
  KRAIT_CHECK_OK(iso->modules()->Set(iso, name, Value::Object(module)));
  return Value::Object(module);
}

}  // namespace

bool BeginLoad(Isolate* iso, Str* name, Value spec, Loading* loading) {
  KRAIT_TRY(Value, loader, GetAttr(iso, spec, "loader"));
  if (loader == Value::Object(iso->native_type(&kBuiltinImporterTypeSpec))) {
    loading->module = LoadBuiltin(iso, name, spec);
    return static_cast<bool>(loading->module);
  }
  Dict* modules = iso->modules();
  if (loader.IsNone()) {
    Value locations;
    KRAIT_CHECK_OK(AttrOrNone(iso, spec, "submodule_search_locations", &locations));
    if (locations.IsNone()) {
      return RaiseImportError(iso, ExceptionId::kImportError, "missing loader", Value::Object(name),
                              Value::None());
    }
    KRAIT_TRY(Module*, module, Module::New(iso, name));
    KRAIT_TRY(Value, namespace_loader, NewNamespaceLoader(iso, locations));
    KRAIT_CHECK_OK(SetAttr(iso, spec, Str::Intern(iso, "loader"), namespace_loader) &&
                   InitializeModule(iso, Value::Object(module), spec) &&
                   SetAttr(iso, Value::Object(module), iso->names().dunder_file, Value::None()));
    loading->module = Value::Object(module);
    return modules->Set(iso, name, loading->module);
  }
  Value exec;
  KRAIT_CHECK_OK(LookupAttr(iso, loader, Str::Intern(iso, "exec_module"), &exec));
  if (!exec) {
    loading->module = CallMethod(iso, loader, "load_module", {Value::Object(name)});
    return static_cast<bool>(loading->module);
  }
  KRAIT_TRY(Value, module, CreateModule(iso, name, spec, loader));
  KRAIT_CHECK_OK(InitializeModule(iso, module, spec));
  Str* initializing = Str::Intern(iso, "_initializing");
  KRAIT_CHECK_OK(SetAttr(iso, spec, initializing, Value::True()));
  KRAIT_CHECK_OK(modules->Set(iso, name, module));
  loading->module = module;
  loading->loader = loader;
  return true;
}

Value EndLoad(Isolate* iso, Str* name, Value spec, bool executed) {
  Dict* modules = iso->modules();
  Str* initializing = Str::Intern(iso, "_initializing");
  const Value error = executed ? Value() : TakePending(iso);
  if (!executed) modules->Delete(iso, name);
  if (!SetAttr(iso, spec, initializing, Value::False())) TakePending(iso);
  if (!executed) {
    if (error) RestorePending(iso, error);
    return Value();
  }
  // A module may replace itself in sys.modules.
  Value loaded;
  KRAIT_CHECK_OK(modules->Lookup(iso, Value::Object(name), &loaded));
  if (loaded) return loaded;
  return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(name));
}

Value LoadFromSpec(Isolate* iso, Str* name, Value spec) {
  Loading loading;
  KRAIT_CHECK_OK(BeginLoad(iso, name, spec, &loading));
  if (!loading.loader) return loading.module;
  return EndLoad(iso, name, spec, ExecuteModule(iso, loading.module, loading.loader));
}

Code* CompileSourceFile(Isolate* iso, Module* module, Str* path) {
  std::string source;
  KRAIT_CHECK_OK(ReadFile(iso, path, &source));
  KRAIT_TRY(Code*, code, Compile(iso, source, path, CompileMode::kExec));
  KRAIT_CHECK_OK(module->dict->Set(iso, iso->names().dunder_builtins,
                                   iso->modules()->Get(iso, iso->names().builtins)));
  return code;
}

bool ExecuteSourceFile(Isolate* iso, Module* module, Str* path) {
  KRAIT_TRY(Code*, code, CompileSourceFile(iso, module, path));
  return static_cast<bool>(
      iso->interpreter().Execute(code, module->dict, Value::Object(module->dict)));
}

bool InstallImporters(Isolate* iso, Module* sys) {
  KRAIT_TRY(Type*, builtin_importer, iso->native_type(&kBuiltinImporterTypeSpec));
  KRAIT_TRY(Type*, path_finder, iso->native_type(&kPathFinderTypeSpec));
  KRAIT_TRY(Type*, hook, iso->native_type(&kFileFinderHookTypeSpec));
  const Value finders[] = {Value::Object(builtin_importer), Value::Object(path_finder)};
  const Value hooks[] = {Value::Object(hook)};
  return SetModuleAttribute(iso, sys, "meta_path", Value::Object(List::From(iso, finders))) &&
         SetModuleAttribute(iso, sys, "path_hooks", Value::Object(List::From(iso, hooks))) &&
         SetModuleAttribute(iso, sys, "path_importer_cache", Value::Object(Dict::New(iso)));
}

}  // namespace krait
