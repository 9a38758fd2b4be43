// The built-in type module.
#include "runtime/object/module.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Module* Self(Value v) { return v.As<Module>(); }
std::string Text(Value v) { return std::string(v.As<Str>()->view()); }

bool FillModule(Isolate* iso, Module* self, Str* name, Value doc) {
  const auto& names = iso->names();
  const struct {
    Str* key;
    Value value;
  } kEntries[] = {{names.dunder_name, Value::Object(name)},
                  {names.dunder_doc, doc ? doc : Value::None()},
                  {names.dunder_package, Value::None()},
                  {names.dunder_loader, Value::None()},
                  {names.dunder_spec, Value::None()}};
  for (const auto& entry : kEntries) {
    if (!self->dict->Set(iso, entry.key, entry.value)) return false;
  }
  return true;
}

Value NewModule(Isolate* iso, Value* args, size_t) {
  auto* self = NewInstance<Module>(iso, args[0].As<Type>());
  if (self == nullptr) return Value::Empty();
  KRAIT_TRY(Dict*, dict, Dict::NewNamespace(iso));
  self->dict = dict;
  iso->Barrier(self);
  return Value::Object(self);
}

Value Init(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "module() argument 'name' must be str, not %s",
                  TypeName(iso, args[1]));
  }
  KRAIT_CHECK_OK(FillModule(iso, Self(args[0]), args[1].As<Str>(), args[2]));
  return Value::None();
}

// What importlib's _module_repr says: by spec, then loader, then file.
Value ReprModule(Isolate* iso, Value* args, size_t) {
  const Dict* dict = Self(args[0])->dict;
  const auto& names = iso->names();
  const Value spec = dict->Get(iso, names.dunder_spec);
  Value name = dict->Get(iso, names.dunder_name);
  if (spec && !spec.IsNone()) {
    KRAIT_TRY(Value, spec_name, GetAttr(iso, spec, names.name));
    Value origin, has_location;
    KRAIT_CHECK_OK(LookupAttr(iso, spec, Str::Intern(iso, "origin"), &origin));
    KRAIT_CHECK_OK(LookupAttr(iso, spec, Str::Intern(iso, "has_location"), &has_location));
    KRAIT_TRY(Str*, shown, Repr(iso, spec_name));
    std::string text = "<module " + std::string(shown->view());
    if (HasKind(origin, ObjectKind::kStr)) {
      bool located = false;
      if (has_location) KRAIT_CHECK_OK(Truth(iso, has_location, &located));
      if (located) {
        KRAIT_TRY(Str*, path, Repr(iso, origin));
        text += " from " + std::string(path->view());
      } else {
        text += " (" + Text(origin) + ")";
      }
    } else {
      Value loader;
      KRAIT_CHECK_OK(LookupAttr(iso, spec, Str::Intern(iso, "loader"), &loader));
      if (loader && !loader.IsNone()) {
        KRAIT_TRY(Str*, by, Repr(iso, loader));
        text += " (" + std::string(by->view()) + ")";
      }
    }
    return Value::Object(Str::New(iso, text + ">"));
  }
  std::string text = "<module ";
  if (!name) {
    text += "'?'";
  } else {
    KRAIT_TRY(Str*, shown, Repr(iso, name));
    text += shown->view();
  }
  const Value file = dict->Get(iso, names.dunder_file);
  const Value loader = dict->Get(iso, names.dunder_loader);
  if (HasKind(file, ObjectKind::kStr)) {
    KRAIT_TRY(Str*, path, Repr(iso, file));
    text += " from " + std::string(path->view());
  } else if (loader && !loader.IsNone()) {
    KRAIT_TRY(Str*, shown, Repr(iso, loader));
    text += " (" + std::string(shown->view()) + ")";
  }
  return Value::Object(Str::New(iso, text + ">"));
}

Value Dir(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, dict, GetAttr(iso, args[0], iso->names().dunder_dict));
  if (!HasKind(dict, ObjectKind::kDict)) {
    return RaiseTypeError(iso, "<module>.__dict__ is not a dictionary");
  }
  const Value hook = dict.As<Dict>()->Get(iso, iso->special_name(Special::kDir));
  if (hook) return Call(iso, hook, {});
  return Value::Object(ListFromIterable(iso, dict));
}

Value GetDict(Isolate*, Value self) { return Value::Object(Self(self)->dict); }

Value GetAnnotations(Isolate* iso, Value self) {
  Dict* dict = Self(self)->dict;
  Value v = dict->Get(iso, iso->names().dunder_annotations);
  if (v) return v;
  v = Value::Object(Dict::New(iso));
  KRAIT_CHECK_OK(dict->Set(iso, iso->names().dunder_annotations, v));
  return v;
}
bool SetAnnotations(Isolate* iso, Value self, Value v) {
  Dict* dict = Self(self)->dict;
  if (v) return dict->Set(iso, iso->names().dunder_annotations, v);
  if (dict->Delete(iso, iso->names().dunder_annotations)) return true;
  return Raise(iso, ExceptionId::kAttributeError, "__annotations__");
}

constexpr NativeMethod kMethods[] = {
    {"__new__", NewModule, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, name, doc=None)"},
    {"__repr__", ReprModule, "($self, /)"},
    {"__getattribute__", ObjectGetattribute, "($self, name, /)"},
    {"__dir__", Dir, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__dict__", GetDict, nullptr, nullptr, kMember},
    {"__annotations__", GetAnnotations, SetAnnotations},
};

}  // namespace

const TypeSpec kModuleTypeSpec = {
    .name = "module",
    .kind = ObjectKind::kModule,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc =
        "Create a module object.\n\n"
        "The name must be a string; the optional docstring can have any type.",
};

void TraceModule(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<Module*>(object)->dict);
}

Module* Module::New(Isolate* iso, Str* name, Value doc) {
  KRAIT_TRY(Dict*, dict, Dict::NewNamespace(iso));
  auto* self = NewInstance<Module>(iso, iso->type(ObjectKind::kModule));
  if (self == nullptr) return nullptr;
  self->dict = dict;
  if (!FillModule(iso, self, name, doc)) return nullptr;
  return self;
}

}  // namespace krait
