// The native importer's objects as scripts see them: module specs, the finders of sys.meta_path,
// the loader of source files.
#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/finders.h"
#include "runtime/import/import.h"
#include "runtime/import/namespace_package.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// --- ModuleSpec ---

struct ModuleSpecObject : NativeInstance {
  enum Field {
    kName,
    kLoader,
    kOrigin,
    kLocations,
    kLoaderState,
    kCached,
    kInitializing,
    kHasLocation,
    kSubmodules,
    kFieldCount
  };
  Value fields[kFieldCount];
};
using Spec = ModuleSpecObject;

void TraceSpec(HeapObject* object, gc::Marker& marker) {
  marker.VisitRange(static_cast<Spec*>(object)->fields, Spec::kFieldCount);
}
constexpr NativeLayout kSpecLayout = {"ModuleSpec", sizeof(Spec), TraceSpec};

template <int kField>
Value GetField(Isolate*, Value self) {
  return self.As<Spec>()->fields[kField];
}
template <int kField>
bool SetField(Isolate* iso, Value self, Value v) {
  self.As<Spec>()->fields[kField] = v ? v : Value::None();
  iso->Barrier(self.AsHeap(), v);
  return true;
}

Value GetParent(Isolate* iso, Value self) {
  const Spec* spec = self.As<Spec>();
  if (!spec->fields[Spec::kLocations].IsNone()) return spec->fields[Spec::kName];
  if (!HasKind(spec->fields[Spec::kName], ObjectKind::kStr)) return Value::None();
  const std::string_view name = spec->fields[Spec::kName].As<Str>()->view();
  const size_t dot = name.rfind('.');
  return Value::Object(Str::New(iso, dot == std::string_view::npos ? "" : name.substr(0, dot)));
}

// _uninitialized_submodules: importlib, when it imports instead of the interpreter, keeps its
// circular imports there. Made when it is asked for.
Value GetSubmodules(Isolate* iso, Value self) {
  Spec* spec = self.As<Spec>();
  Value& list = spec->fields[Spec::kSubmodules];
  if (!list.IsNone()) return list;
  KRAIT_TRY(List*, made, List::New(iso));
  list = Value::Object(made);
  iso->Barrier(spec, list);
  return list;
}

Value SpecNew(Isolate* iso, Value* a, size_t) {
  auto* spec = NewInstance<Spec>(iso, a[0].As<Type>());
  for (Value& field : spec->fields) field = Value::None();
  spec->fields[Spec::kName] = a[1];
  spec->fields[Spec::kLoader] = a[2];
  if (a[3]) spec->fields[Spec::kOrigin] = a[3];
  if (a[4]) spec->fields[Spec::kLoaderState] = a[4];
  spec->fields[Spec::kInitializing] = Value::False();
  spec->fields[Spec::kHasLocation] = Value::False();
  bool is_package = false;
  if (a[5]) KRAIT_CHECK_OK(Truth(iso, a[5], &is_package));
  if (is_package) spec->fields[Spec::kLocations] = Value::Object(List::New(iso));
  iso->Barrier(spec);
  return Value::Object(spec);
}

Value SpecRepr(Isolate* iso, Value* a, size_t) {
  const Spec* spec = a[0].As<Spec>();
  KRAIT_TRY(Str*, name, Repr(iso, spec->fields[Spec::kName]));
  KRAIT_TRY(Str*, loader, Repr(iso, spec->fields[Spec::kLoader]));
  std::string text =
      "ModuleSpec(name=" + std::string(name->view()) + ", loader=" + std::string(loader->view());
  if (!spec->fields[Spec::kOrigin].IsNone()) {
    KRAIT_TRY(Str*, origin, Repr(iso, spec->fields[Spec::kOrigin]));
    text += ", origin=" + std::string(origin->view());
  }
  if (!spec->fields[Spec::kLocations].IsNone()) {
    KRAIT_TRY(Str*, locations, Repr(iso, spec->fields[Spec::kLocations]));
    text += ", submodule_search_locations=" + std::string(locations->view());
  }
  return Value::Object(Str::New(iso, text + ")"));
}

constexpr NativeMethod kSpecMethods[] = {
    {"__new__", SpecNew, "($cls, name, loader, *, origin=None, loader_state=None, is_package=None)",
     kConstructor},
    {"__repr__", SpecRepr, "($self, /)"},
};
constexpr NativeProperty kSpecProperties[] = {
    {"name", GetField<Spec::kName>, SetField<Spec::kName>},
    {"loader", GetField<Spec::kLoader>, SetField<Spec::kLoader>},
    {"origin", GetField<Spec::kOrigin>, SetField<Spec::kOrigin>},
    {"submodule_search_locations", GetField<Spec::kLocations>, SetField<Spec::kLocations>},
    {"loader_state", GetField<Spec::kLoaderState>, SetField<Spec::kLoaderState>},
    {"cached", GetField<Spec::kCached>, SetField<Spec::kCached>},
    {"_initializing", GetField<Spec::kInitializing>, SetField<Spec::kInitializing>},
    {"has_location", GetField<Spec::kHasLocation>, SetField<Spec::kHasLocation>},
    {"_set_fileattr", GetField<Spec::kHasLocation>, SetField<Spec::kHasLocation>},
    {"_uninitialized_submodules", GetSubmodules, SetField<Spec::kSubmodules>},
    {"parent", GetParent},
};

// --- finders: classes that are used without instances, as in CPython ---

Value BuiltinFindSpec(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[0], ObjectKind::kStr)) return RaiseTypeError(iso, "module name must be a string");
  Value spec;
  if (!FindBuiltin(iso, a[0].As<Str>(), &spec)) return Value();
  return spec ? spec : Value::None();
}
Value BuiltinCreateModule(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Value, name, GetAttr(iso, a[0], iso->names().name));
  if (!HasKind(name, ObjectKind::kStr)) return RaiseTypeError(iso, "module name must be a string");
  Module* module = CreateNativeModule(iso, name.As<Str>()->view());
  if (module == nullptr && !iso->HasPending()) return Value::None();
  return Value::Object(module);
}
Value ReturnNone(Isolate*, Value*, size_t) { return Value::None(); }
Value ReturnFalse(Isolate*, Value*, size_t) { return Value::False(); }

Value PathFindSpec(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[0], ObjectKind::kStr)) return RaiseTypeError(iso, "module name must be a string");
  Value spec;
  if (!FindOnPath(iso, a[0].As<Str>(), a[1] ? a[1] : Value::None(), &spec)) return Value();
  return spec ? spec : Value::None();
}
Value PathInvalidateCaches(Isolate* iso, Value*, size_t) {
  const Value cache = iso->sys_attribute("path_importer_cache");
  if (HasKind(cache, ObjectKind::kDict)) cache.As<Dict>()->Clear(iso);
  InvalidateNamespacePaths(iso);
  return Value::None();
}

constexpr NativeMethod kBuiltinImporterMethods[] = {
    {"find_spec", BuiltinFindSpec, "(fullname, path=None, target=None)", kStaticMethod},
    {"create_module", BuiltinCreateModule, "(spec)", kStaticMethod},
    {"exec_module", ReturnNone, "(module)", kStaticMethod},
    {"get_code", ReturnNone, "(fullname)", kStaticMethod},
    {"get_source", ReturnNone, "(fullname)", kStaticMethod},
    {"is_package", ReturnFalse, "(fullname)", kStaticMethod},
};
constexpr NativeMethod kPathFinderMethods[] = {
    {"find_spec", PathFindSpec, "(fullname, path=None, target=None)", kStaticMethod},
    {"invalidate_caches", PathInvalidateCaches, "()", kStaticMethod},
};

// --- the hook of sys.path_hooks: FileFinder(directory) with find_spec ---

struct FileFinder : NativeInstance {
  Value path;
};
void TraceFileFinder(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<FileFinder*>(object)->path);
}
constexpr NativeLayout kFileFinderLayout = {"FileFinder", sizeof(FileFinder), TraceFileFinder};

Value FileFinderNew(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kStr)) return RaiseTypeError(iso, "path must be a string");
  auto* finder = NewInstance<FileFinder>(iso, a[0].As<Type>());
  finder->path = a[1];
  return Value::Object(finder);
}
Value FileFinderFindSpec(Isolate* iso, Value* a, size_t) {
  const std::string_view full = a[1].As<Str>()->view();
  const size_t dot = full.rfind('.');
  Value spec;
  if (!FindInDirectory(iso, a[0].As<FileFinder>()->path.As<Str>()->view(), a[1].As<Str>(),
                       dot == std::string_view::npos ? full : full.substr(dot + 1), &spec)) {
    return Value();
  }
  return spec ? spec : Value::None();
}
Value FileFinderPath(Isolate*, Value self) { return self.As<FileFinder>()->path; }
constexpr NativeMethod kFileFinderMethods[] = {
    {"__new__", FileFinderNew, "($cls, path, /)", kConstructor},
    {"find_spec", FileFinderFindSpec, "($self, fullname, target=None)"},
    {"invalidate_caches", ReturnNone, "($self)"},
};
constexpr NativeProperty kFileFinderProperties[] = {{"path", FileFinderPath}};

// --- SourceFileLoader ---

struct SourceFileLoader : NativeInstance {
  Str* name;
  Str* path;
};
void TraceLoader(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<SourceFileLoader*>(object)->name);
  marker.Visit(static_cast<SourceFileLoader*>(object)->path);
}
constexpr NativeLayout kLoaderLayout = {"SourceFileLoader", sizeof(SourceFileLoader), TraceLoader};

SourceFileLoader* Loader(Value* a) { return a[0].As<SourceFileLoader>(); }

Value LoaderNew(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kStr) || !HasKind(a[2], ObjectKind::kStr)) {
    return RaiseTypeError(iso, "name and path must be strings");
  }
  auto* loader = NewInstance<SourceFileLoader>(iso, a[0].As<Type>());
  loader->name = a[1].As<Str>();
  loader->path = a[2].As<Str>();
  return Value::Object(loader);
}
Value LoaderExecModule(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kModule)) return RaiseTypeError(iso, "expected a module");
  return ExecuteSourceFile(iso, a[1].As<Module>(), Loader(a)->path) ? Value::None() : Value();
}
Value LoaderGetFilename(Isolate*, Value* a, size_t) { return Value::Object(Loader(a)->path); }
Value LoaderGetData(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kStr)) return RaiseTypeError(iso, "path must be a string");
  std::string contents;
  if (!ReadFile(iso, a[1].As<Str>(), &contents)) return Value();
  return Value::Object(Bytes::New(iso, contents));
}
Value LoaderGetSource(Isolate* iso, Value* a, size_t) {
  std::string contents;
  if (!ReadFile(iso, Loader(a)->path, &contents)) return Value();
  return Value::Object(Str::NewLossy(iso, contents));
}
Value LoaderGetCode(Isolate* iso, Value* a, size_t) {
  std::string contents;
  if (!ReadFile(iso, Loader(a)->path, &contents)) return Value();
  return Value::Object(Compile(iso, contents, Loader(a)->path, CompileMode::kExec));
}
Value LoaderIsPackage(Isolate*, Value* a, size_t) {
  return Value::Bool(Loader(a)->path->view().ends_with("/__init__.py"));
}
Value LoaderName(Isolate*, Value self) { return Value::Object(self.As<SourceFileLoader>()->name); }
Value LoaderPath(Isolate*, Value self) { return Value::Object(self.As<SourceFileLoader>()->path); }

constexpr NativeMethod kLoaderMethods[] = {
    {"__new__", LoaderNew, "($cls, fullname, path)", kConstructor},
    {"create_module", ReturnNone, "($self, spec)"},
    {"exec_module", LoaderExecModule, "($self, module)"},
    {"get_filename", LoaderGetFilename, "($self, fullname=None)"},
    {"get_data", LoaderGetData, "($self, path)"},
    {"get_source", LoaderGetSource, "($self, fullname=None)"},
    {"get_code", LoaderGetCode, "($self, fullname=None)"},
    {"is_package", LoaderIsPackage, "($self, fullname=None)"},
};
constexpr NativeProperty kLoaderProperties[] = {{"name", LoaderName}, {"path", LoaderPath}};

}  // namespace

const TypeSpec kModuleSpecTypeSpec = {.name = "ModuleSpec",
                                      .module = "_frozen_importlib",
                                      .methods = kSpecMethods,
                                      .properties = kSpecProperties,
                                      .flags = kSubclassable | kHasDict,
                                      .layout = &kSpecLayout};
const TypeSpec kBuiltinImporterTypeSpec = {.name = "BuiltinImporter",
                                           .module = "_frozen_importlib",
                                           .kind = ObjectKind::kObject,
                                           .methods = kBuiltinImporterMethods,
                                           .flags = kSubclassable};
const TypeSpec kPathFinderTypeSpec = {.name = "PathFinder",
                                      .module = "_frozen_importlib_external",
                                      .kind = ObjectKind::kObject,
                                      .methods = kPathFinderMethods,
                                      .flags = kSubclassable};
const TypeSpec kFileFinderHookTypeSpec = {.name = "FileFinder",
                                          .module = "_frozen_importlib_external",
                                          .methods = kFileFinderMethods,
                                          .properties = kFileFinderProperties,
                                          .flags = kSubclassable,
                                          .layout = &kFileFinderLayout};
const TypeSpec kSourceFileLoaderTypeSpec = {.name = "SourceFileLoader",
                                            .module = "_frozen_importlib_external",
                                            .methods = kLoaderMethods,
                                            .properties = kLoaderProperties,
                                            .flags = kSubclassable | kHasDict,
                                            .layout = &kLoaderLayout};

Value NewModuleSpec(Isolate* iso, Str* name, Value loader, Value origin, Value locations) {
  KRAIT_TRY(Type*, type, iso->native_type(&kModuleSpecTypeSpec));
  auto* spec = NewInstance<Spec>(iso, type);
  for (Value& field : spec->fields) field = Value::None();
  spec->fields[Spec::kName] = Value::Object(name);
  spec->fields[Spec::kLoader] = loader;
  if (origin) spec->fields[Spec::kOrigin] = origin;
  if (locations) spec->fields[Spec::kLocations] = locations;
  spec->fields[Spec::kInitializing] = Value::False();
  spec->fields[Spec::kHasLocation] = Value::Bool(IsSourceFileLoader(iso, loader));
  return Value::Object(spec);
}

Value NewSourceFileLoader(Isolate* iso, Str* name, Str* path) {
  KRAIT_TRY(Type*, type, iso->native_type(&kSourceFileLoaderTypeSpec));
  auto* loader = NewInstance<SourceFileLoader>(iso, type);
  loader->name = name;
  loader->path = path;
  return Value::Object(loader);
}

bool IsSourceFileLoader(Isolate* iso, Value v) {
  return TypeOf(iso, v) == iso->native_type(&kSourceFileLoaderTypeSpec);
}

Str* SourceFilePath(Value loader) { return loader.As<SourceFileLoader>()->path; }

}  // namespace krait
