// The import statement: through builtins.__import__, whatever it is bound to.
#include <string>
#include <string_view>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
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

bool IsBuiltinImport(Value v) {
  return HasKind(v, ObjectKind::kNativeFunction) &&
         std::string_view(v.As<NativeFunction>()->method->name) == "__import__";
}

// `import a.b` without a list, of modules that are in sys.modules: the module a, as long as nobody
// changes these entries or builtins.__import__. `from a import b` likewise, unless a is a package, in
// which b may still have to be imported.
void LinkImport(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name, Value level,
                Value from_list, Value result) {
  if (frame->code->body->shared_globals || !level.IsInt() || level.AsInt() != 0 ||
      !IsExact(result, ObjectKind::kModule)) {
    return site.LinkFailed();
  }
  if (from_list.IsHeap() &&
      result.As<Module>()->dict->Get(iso, Str::Intern(iso, "__path__"))) {
    return site.LinkFailed();
  }
  Dict* modules = iso->modules();
  modules->EnterCellMode(iso);
  if (site.entry_count() > 0) site.Reset();  // the link to the protocol
  callsite::GuardedInvocation link;
  link.cells.push_back(frame->function->builtins->FindCell(iso->names().dunder_import));
  link.cells.push_back(modules->FindCell(name));
  const std::string_view text = name->view();
  const size_t dot = text.find('.');
  if (dot != text.npos) {
    link.cells.push_back(modules->FindCell(Str::Intern(iso, text.substr(0, dot))));
  }
  for (PropertyCell* cell : link.cells) {
    if (cell == nullptr || cell->IsAbsent() || !cell->IsFoldable(iso->tick())) {
      return site.LinkFailed();
    }
  }
  if (!IsBuiltinImport(link.cells[0]->value) ||
      (link.cells[1]->value != result && link.cells.back()->value != result)) {
    return site.LinkFailed();
  }
  link.guard = callsite::Guard::Always();
  link.handle = iso->interpreter().handles().Constant(result);
  site.Link(iso->heap(), std::move(link));
}

// The import may load something.
void LinkProtocol(Isolate* iso, callsite::CallSite& site) {
  if (site.state() != callsite::SiteState::kUnlinked) return;
  site.Link(iso->heap(), {callsite::Guard::Always(),
                          iso->interpreter().handles().Native(&kProtocolLeaf)});
}

}  // namespace

Value ImportNameSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name, Value level,
                     Value from_list) {
  const callsite::MethodHandle* linked = site.Find(level, from_list);
  if (linked != nullptr && linked->kind() == callsite::HandleKind::kConstant) {
    return linked->value();
  }
  const Value import = frame->function->builtins->Get(iso, iso->names().dunder_import);
  if (!import) return Raise(iso, ExceptionId::kImportError, "__import__ not found");
  const Value globals = Value::Object(frame->function->globals);
  const Value locals = frame->ns ? frame->ns : Value::None();
  if (IsScript(import)) {
    LinkProtocol(iso, site);
    return EnterScript(iso, import, {Value::Object(name), globals, locals, from_list, level},
                       FrameKind::kScript);
  }
  if (IsBuiltinImport(import) && level.IsInt() &&
      ImportRunsScript(iso, Value::Object(name), from_list, level.AsInt())) {
    LinkProtocol(iso, site);
    return EnterImport(iso, Value::Object(name), globals, from_list, level.AsInt());
  }
  KRAIT_TRY(Value, module,
            Call(iso, import,
                 {Value::Object(name), globals, locals, from_list, level}));
  if (site.state() != callsite::SiteState::kMegamorphic) {
    LinkImport(iso, site, frame, name, level, from_list, module);
  }
  return module;
}

Value ImportFromSlow(Isolate* iso, callsite::CallSite& site, Value module, Str* name) {
  const Value linked = LinkedModuleAttribute(iso, site, module, name);
  if (linked) return linked;
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

bool ImportStarSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Value module) {
  LinkLeaf(iso, site, module,
           IsExact(module, ObjectKind::kModule) ? &kModuleNamesLeaf : &kProtocolLeaf);
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
