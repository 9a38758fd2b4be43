// The import statement: through builtins.__import__, whatever it is bound to.
#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// `module.__name__`, or null without an exception.
Str* ModuleName(Isolate* iso, Value module) {
  Value name;
  if (!LookupAttr(iso, module, iso->names().dunder_name, &name)) {
    TakePending(iso);
    return nullptr;
  }
  return HasKind(name, ObjectKind::kStr) ? name.As<Str>() : nullptr;
}

}  // namespace

Value ImportNameSlow(Isolate* iso, Frame* frame, Str* name, Value level, Value from_list) {
  const Value import = frame->function->builtins->Get(iso, iso->names().dunder_import);
  if (!import) return Raise(iso, ExceptionId::kImportError, "__import__ not found");
  const Value locals = frame->ns ? frame->ns : Value::None();
  return Call(iso, import,
              {Value::Object(name), Value::Object(frame->function->globals), locals, from_list,
               level});
}

Value ImportFromSlow(Isolate* iso, Value module, Str* name) {
  Value v;
  if (!LookupAttr(iso, module, name, &v)) return Value();
  if (v) return v;
  // A submodule that is being imported is not yet an attribute of its package.
  Str* package = ModuleName(iso, module);
  if (package != nullptr) {
    const std::string full = std::string(package->view()) + "." + std::string(name->view());
    KRAIT_TRY(Str*, key, Str::New(iso, full));
    v = iso->modules()->Get(iso, key);
    if (v) return v;
  }
  const std::string module_text(package != nullptr ? package->view() : "<unknown module name>");
  Value file;
  if (!LookupAttr(iso, module, iso->names().dunder_file, &file)) TakePending(iso);
  std::string text = "cannot import name '" + std::string(name->view()) + "' from ";
  bool initializing = false;
  Value spec;
  if (LookupAttr(iso, module, iso->names().dunder_spec, &spec) && spec && !spec.IsNone()) {
    Value flag;
    if (LookupAttr(iso, spec, Str::Intern(iso, "_initializing"), &flag) && flag) {
      Truth(iso, flag, &initializing);
    }
  }
  if (iso->HasPending()) TakePending(iso);
  if (initializing) text += "partially initialized module ";
  text += "'" + module_text + "'";
  if (initializing) text += " (most likely due to a circular import)";
  const bool has_file = HasKind(file, ObjectKind::kStr);
  text += has_file ? " (" + std::string(file.As<Str>()->view()) + ")" : " (unknown location)";
  return RaiseImportError(iso, ExceptionId::kImportError, text,
                          package != nullptr ? Value::Object(package) : Value::None(),
                          has_file ? file : Value::None());
}

bool ImportStarSlow(Isolate* iso, Frame* frame, Value module) {
  Value all;
  if (!LookupAttr(iso, module, iso->names().dunder_all, &all)) return false;
  const bool skip_private = !all;
  Value dict;
  if (skip_private) {
    if (!LookupAttr(iso, module, iso->names().dunder_dict, &dict)) return false;
    if (!dict) {
      return Raise(iso, ExceptionId::kImportError,
                   "from-import-* object has no __dict__ and no __all__");
    }
    KRAIT_TRY(Value, keys, CallMethod(iso, dict, iso->names().keys, {}));
    all = keys;
  }
  KRAIT_TRY(List*, names, ListFromIterable(iso, all));
  for (int64_t i = 0; i < names->size; ++i) {
    const Value name = names->At(i);
    if (!HasKind(name, ObjectKind::kStr)) {
      Str* package = ModuleName(iso, module);
      return RaiseF(iso, ExceptionId::kTypeError, "%s in %s.%s must be str, not %.100s",
                    skip_private ? "Key" : "Item",
                    package != nullptr ? std::string(package->view()).c_str() : "?",
                    skip_private ? "__dict__" : "__all__", TypeName(iso, name));
    }
    Str* key = Str::Intern(iso, name.As<Str>());
    if (skip_private && key->view().starts_with("_")) continue;
    KRAIT_TRY(Value, v, GetAttr(iso, module, key));
    if (!StoreInNamespace(iso, frame, key, v)) return false;
  }
  return true;
}

}  // namespace krait
