#include "runtime/import/namespace_package.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/finders.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/native.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct FinderCaches : ModuleState {
  static constexpr char kKey = 0;
  uint64_t times_dropped = 0;
};

// --- _NamespacePath ---

struct NamespacePath : NativeInstance {
  Str* name;
  List* portions;
  Value parent_path;  // the Tuple that the parent's path was when the portions were found
  uint64_t epoch;     // and how often the finders' caches had been dropped by then
};

void TracePath(HeapObject* object, gc::Marker& marker) {
  auto* path = static_cast<NamespacePath*>(object);
  marker.Visit(path->name);
  marker.Visit(path->portions);
  marker.Visit(path->parent_path);
}
constexpr NativeLayout kPathLayout = {"_NamespacePath", sizeof(NamespacePath), TracePath};

NamespacePath* Path(Value* a) { return a[0].As<NamespacePath>(); }

// sys.path, or the __path__ of the package around this one, as a Tuple.
Value ParentPath(Isolate* iso, Str* name) {
  const size_t dot = name->view().rfind('.');
  Value path;
  if (dot == std::string_view::npos) {
    path = iso->sys_attribute("path");
    if (!path)
      return Raise(iso, ExceptionId::kAttributeError, "module 'sys' has no attribute 'path'");
  } else {
    KRAIT_TRY(Str*, parent, Str::New(iso, name->view().substr(0, dot)));
    Value module;
    KRAIT_CHECK_OK(iso->modules()->Lookup(iso, Value::Object(parent), &module));
    if (!module) return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(parent));
    path = GetAttr(iso, module, iso->names().dunder_path);
    if (!path) return Value();
  }
  return Value::Object(TupleFromIterable(iso, path));
}

// The portions, up to date; null with an exception pending.
List* Portions(Isolate* iso, NamespacePath* path) {
  KRAIT_TRY(Value, parent_path, ParentPath(iso, path->name));
  const uint64_t epoch = StateOf<FinderCaches>(iso).times_dropped;
  bool same_path;
  KRAIT_CHECK_OK(Equal(iso, parent_path, path->parent_path, &same_path));
  if (same_path && path->epoch == epoch) return path->portions;
  Value spec;
  KRAIT_CHECK_OK(FindOnPath(iso, path->name, parent_path, &spec));
  if (spec && !spec.IsNone()) {
    KRAIT_TRY(Value, loader, GetAttr(iso, spec, "loader"));
    KRAIT_TRY(Value, locations, GetAttr(iso, spec, "submodule_search_locations"));
    if (loader.IsNone() && TypeOf(iso, locations) == iso->native_type(&kNamespacePathTypeSpec)) {
      path->portions = locations.As<NamespacePath>()->portions;
    }
  }
  path->parent_path = parent_path;
  path->epoch = epoch;
  iso->Barrier(path);
  return path->portions;
}

Value PathNew(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kStr)) return RaiseTypeError(iso, "name must be a string");
  KRAIT_TRY(List*, portions, ListFromIterable(iso, a[2]));
  return NewNamespacePath(iso, a[1].As<Str>(), portions);
}
Value PathIter(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, portions, Portions(iso, Path(a)));
  return Iter(iso, Value::Object(portions));
}
Value PathGetItem(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, portions, Portions(iso, Path(a)));
  return GetItem(iso, Value::Object(portions), a[1]);
}
Value PathSetItem(Isolate* iso, Value* a, size_t) {
  return SetItem(iso, Value::Object(Path(a)->portions), a[1], a[2]) ? Value::None() : Value();
}
Value PathLen(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, portions, Portions(iso, Path(a)));
  return Value::Int(static_cast<int64_t>(portions->size));
}
Value PathContains(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, portions, Portions(iso, Path(a)));
  bool found;
  KRAIT_CHECK_OK(Contains(iso, Value::Object(portions), a[1], &found));
  return Value::Bool(found);
}
Value PathAppend(Isolate* iso, Value* a, size_t) {
  return Path(a)->portions->Append(iso, a[1]) ? Value::None() : Value();
}
Value PathRepr(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Str*, portions, Repr(iso, Value::Object(Path(a)->portions)));
  return Value::Object(Str::New(iso, "_NamespacePath(" + std::string(portions->view()) + ")"));
}
Value PathRecalculate(Isolate* iso, Value* a, size_t) {
  return Value::Object(Portions(iso, Path(a)));
}

constexpr NativeMethod kPathMethods[] = {
    {"__new__", PathNew, "($cls, name, path, path_finder=None)", kConstructor},
    {"__iter__", PathIter, "($self, /)"},
    {"__getitem__", PathGetItem, "($self, index, /)"},
    {"__setitem__", PathSetItem, "($self, index, path, /)"},
    {"__len__", PathLen, "($self, /)"},
    {"__contains__", PathContains, "($self, item, /)"},
    {"__repr__", PathRepr, "($self, /)"},
    {"append", PathAppend, "($self, item, /)"},
    {"_recalculate", PathRecalculate, "($self, /)"},
};

// --- NamespaceLoader ---

struct NamespaceLoader : NativeInstance {
  Value path;
};
void TraceLoader(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<NamespaceLoader*>(object)->path);
}
constexpr NativeLayout kLoaderLayout = {"NamespaceLoader", sizeof(NamespaceLoader), TraceLoader};

Value LoaderNew(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[1], ObjectKind::kStr)) return RaiseTypeError(iso, "name must be a string");
  KRAIT_TRY(Value, path, PathNew(iso, a, 3));
  return NewNamespaceLoader(iso, path);
}
Value LoaderIsPackage(Isolate*, Value*, size_t) { return Value::True(); }
Value LoaderGetSource(Isolate* iso, Value*, size_t) { return Value::Object(Str::Intern(iso, "")); }
Value LoaderGetCode(Isolate* iso, Value*, size_t) {
  return Value::Object(Compile(iso, "", Str::Intern(iso, "<string>"), CompileMode::kExec));
}
Value LoaderNothing(Isolate*, Value*, size_t) { return Value::None(); }
Value LoaderPath(Isolate*, Value self) { return self.As<NamespaceLoader>()->path; }

constexpr NativeMethod kLoaderMethods[] = {
    {"__new__", LoaderNew, "($cls, name, path, path_finder=None)", kConstructor},
    {"is_package", LoaderIsPackage, "($self, fullname)"},
    {"get_source", LoaderGetSource, "($self, fullname)"},
    {"get_code", LoaderGetCode, "($self, fullname)"},
    {"create_module", LoaderNothing, "($self, spec)"},
    {"exec_module", LoaderNothing, "($self, module)"},
};
constexpr NativeProperty kLoaderProperties[] = {{"_path", LoaderPath}};

}  // namespace

const TypeSpec kNamespacePathTypeSpec = {.name = "_NamespacePath",
                                         .module = "_frozen_importlib_external",
                                         .methods = kPathMethods,
                                         .layout = &kPathLayout};
const TypeSpec kNamespaceLoaderTypeSpec = {.name = "NamespaceLoader",
                                           .module = "_frozen_importlib_external",
                                           .methods = kLoaderMethods,
                                           .properties = kLoaderProperties,
                                           .layout = &kLoaderLayout};

Value NewNamespacePath(Isolate* iso, Str* name, List* portions) {
  KRAIT_TRY(Type*, type, iso->native_type(&kNamespacePathTypeSpec));
  KRAIT_TRY(Value, parent_path, ParentPath(iso, name));
  auto* path = NewInstance<NamespacePath>(iso, type);
  path->name = name;
  path->portions = portions;
  path->parent_path = parent_path;
  path->epoch = StateOf<FinderCaches>(iso).times_dropped;
  return Value::Object(path);
}

Value NewNamespaceLoader(Isolate* iso, Value path) {
  KRAIT_TRY(Type*, type, iso->native_type(&kNamespaceLoaderTypeSpec));
  auto* loader = NewInstance<NamespaceLoader>(iso, type);
  loader->path = path;
  return Value::Object(loader);
}

void InvalidateNamespacePaths(Isolate* iso) { ++StateOf<FinderCaches>(iso).times_dropped; }

}  // namespace krait
