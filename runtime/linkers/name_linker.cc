// Linking of names: module globals and builtins are property cells.
//
// A site that found a name in the module loads the module's cell; one that found it among the
// builtins loads the builtins' cell and depends on the absence of the module's.
//
// Code with a namespace of its own (class bodies, exec with locals) asks that first. A dict is the guard
// of such an entry: it is asked each time, and what it has not is loaded from the cell that the entry
// names. A mapping is asked by its special methods, which get a frame of kind Name when they are script.
#include <string>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;

namespace {

Failure RaiseUndefined(Isolate* iso, Str* name) {
  return RaiseNameError(iso, ExceptionId::kNameError, name,
                        "name '" + std::string(name->view()) + "' is not defined");
}

// The name in globals, then builtins; Empty without an exception when it is in neither.
Value FindGlobal(Isolate* iso, const Frame* frame, Str* name) {
  const Value v = frame->function->globals->Get(iso, name);
  return v ? v : frame->function->builtins->Get(iso, name);
}

Value FindGlobalOrRaise(Isolate* iso, const Frame* frame, Str* name) {
  const Value v = FindGlobal(iso, frame, name);
  return v ? v : Value(RaiseUndefined(iso, name));
}

// The handle and the dependency of a link to the cell that has the name now. False: there is none.
bool FindGlobalCell(Isolate* iso, const Frame* frame, Str* name, GuardedInvocation* link) {
  Dict* globals = frame->function->globals;
  Dict* builtins = frame->function->builtins;
  PropertyCell* cell = globals->FindCell(name);
  if (cell == nullptr || cell->IsAbsent()) {
    PropertyCell* builtin = builtins->HasCells() ? builtins->FindCell(name) : nullptr;
    if (builtin == nullptr || builtin->IsAbsent()) return false;
    link->cells.push_back(cell != nullptr ? cell : globals->CellFor(iso, name));
    cell = builtin;
  }
  link->handle = iso->interpreter().handles().GetCell(cell);
  return true;
}

bool NamespaceIsGlobals(const Frame* frame) {
  return frame->ns == Value::Object(frame->function->globals);
}

// A name that exists is stored through its cell from now on.
void LinkStore(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  PropertyCell* cell = frame->function->globals->FindCell(name);
  if (cell == nullptr || frame->code->body->shared_globals) return;
  if (site.entry_count() > 0) site.Reset();
  GuardedInvocation link;
  link.guard = Guard::Always();
  link.handle = iso->interpreter().handles().SetCell(cell);
  site.Link(iso->heap(), std::move(link));
}

bool IsPlainDict(Value v) {
  return v.IsHeap() && v.AsHeap()->shape == static_cast<ShapeId>(ObjectKind::kDict);
}

// The variable of a register: free, captured or local; null for a temporary.
Str* CellNameOf(const Code* code, uint32_t reg) {
  if (reg >= code->first_free_register) {
    const uint32_t i = reg - code->first_free_register;
    if (i < code->freevars->size) return code->freevars->items[i].As<Str>();
  }
  const std::vector<uint16_t>& cells = code->body->cell_registers;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == reg) return code->cellvars->items[i].As<Str>();
  }
  return reg < code->nlocals ? code->varnames->items[reg].As<Str>() : nullptr;
}

}  // namespace

Value LoadGlobalSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  GuardedInvocation link;
  link.guard = Guard::Always();
  if (!FindGlobalCell(iso, frame, name, &link)) return FindGlobalOrRaise(iso, frame, name);
  const Value v = link.handle->value().As<PropertyCell>()->value;
  // One code object may run with several globals (exec, functions rebuilt from code): the handle then
  // changes, and a site that was linked for other globals starts again.
  if (site.entry_count() > 0) site.Reset();
  if (!frame->code->body->shared_globals) site.Link(iso->heap(), std::move(link));
  return v;
}

Value LoadBuildClassSlow(Isolate* iso, CallSite& site, Frame* frame) {
  Dict* builtins = frame->function->builtins;
  Str* name = iso->names().dunder_build_class;
  const Value v = builtins->Get(iso, name);
  if (!v) return Raise(iso, ExceptionId::kNameError, "__build_class__ not found");
  PropertyCell* cell = builtins->HasCells() ? builtins->FindCell(name) : nullptr;
  if (cell != nullptr && !frame->code->body->shared_globals && site.entry_count() == 0) {
    GuardedInvocation link;
    link.guard = Guard::Always();
    link.handle = iso->interpreter().handles().GetCell(cell);
    site.Link(iso->heap(), std::move(link));
  }
  return v;
}

bool StoreGlobalSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name, Value v) {
  if (!frame->function->globals->Set(iso, name, v)) return false;
  LinkStore(iso, site, frame, name);
  return true;
}

bool DeleteGlobalSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  Dict* globals = frame->function->globals;
  if (site.entry_count() == 0) LinkStore(iso, site, frame, name);
  if (globals->Delete(iso, name)) return true;
  return RaiseUndefined(iso, name);
}

namespace {

bool HasPlainNamespace(const Frame* frame) { return !frame->ns || IsPlainDict(frame->ns); }

// A name that the frame's own dict has not.
Value LoadBehindNamespace(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  const Value ns = frame->ns;
  if (!ns || frame->code->body->shared_globals || site.state() == callsite::SiteState::kMegamorphic) {
    return FindGlobalOrRaise(iso, frame, name);
  }
  const callsite::MethodHandle* handle = site.Find(ns, Value());
  if (handle != nullptr && handle->kind() == callsite::HandleKind::kGetCell) {
    const Value v = handle->value().As<PropertyCell>()->value;
    if (v) return v;
  }
  GuardedInvocation link;
  link.guard = Guard::Shape(callsite::ShapeOf(ns));
  if (!FindGlobalCell(iso, frame, name, &link)) return FindGlobalOrRaise(iso, frame, name);
  if (site.entry_count() > 0) site.Reset();
  const Value v = link.handle->value().As<PropertyCell>()->value;
  site.Link(iso->heap(), std::move(link));
  return v;
}

}  // namespace

Value LoadNameSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  if (NamespaceIsGlobals(frame)) return LoadGlobalSlow(iso, site, frame, name);
  const Value ns = frame->ns;
  if (HasPlainNamespace(frame)) {
    const Value v = ns ? ns.As<Dict>()->Get(iso, name) : Value();
    if (!v) return LoadBehindNamespace(iso, site, frame, name);
    LinkLeaf(iso, site, ns, &kNamespaceLeaf);
    return v;
  }
  const Value key = Value::Object(name);
  const Value getter =
      LinkReceiver(iso, site, ns, Special::kGetitem, {FrameKind::kName}, &kNamespaceLeaf);
  if (getter) return EnterScript(iso, getter, {ns, key}, FrameKind::kName);
  const Value v = GetItem(iso, ns, key);
  if (v) return v;
  if (!ClearPendingIf(iso, ExceptionId::kKeyError)) return Value();
  return FindGlobalOrRaise(iso, frame, name);
}

bool StoreNameSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name, Value v) {
  if (NamespaceIsGlobals(frame)) return StoreGlobalSlow(iso, site, frame, name, v);
  const Value ns = frame->ns;
  if (HasPlainNamespace(frame)) {
    if (ns) LinkLeaf(iso, site, ns, &kNamespaceLeaf);
    return StoreInNamespace(iso, frame, name, v);
  }
  const Value setter =
      LinkReceiver(iso, site, ns, Special::kSetitem, {FrameKind::kDiscard}, &kNamespaceLeaf);
  if (setter) return EnterScript(iso, setter, {ns, Value::Object(name), v}, FrameKind::kDiscard);
  return SetItem(iso, ns, Value::Object(name), v);
}

bool StoreInNamespace(Isolate* iso, Frame* frame, Str* name, Value v) {
  if (IsPlainDict(frame->ns)) return frame->ns.As<Dict>()->Set(iso, name, v);
  if (!frame->ns) return frame->function->globals->Set(iso, name, v);
  return SetItem(iso, frame->ns, Value::Object(name), v);
}

bool DeleteNameSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  const Value ns = frame->ns;
  if (!ns || NamespaceIsGlobals(frame)) return DeleteGlobalSlow(iso, site, frame, name);
  if (HasPlainNamespace(frame)) {
    LinkLeaf(iso, site, ns, &kNamespaceLeaf);
    if (ns.As<Dict>()->Delete(iso, name)) return true;
    return RaiseUndefined(iso, name);
  }
  const Value key = Value::Object(name);
  const Value deleter =
      LinkReceiver(iso, site, ns, Special::kDelitem, {FrameKind::kName}, &kNamespaceLeaf);
  if (deleter) return EnterScript(iso, deleter, {ns, key}, FrameKind::kName);
  if (DelItem(iso, ns, key)) return true;
  if (!ClearPendingIf(iso, ExceptionId::kKeyError)) return false;
  return RaiseUndefined(iso, name);
}

namespace {

Value LoadOuterCell(Isolate* iso, Frame* frame, uint32_t cell_register) {
  const Value v = frame->registers[cell_register].As<Cell>()->value;
  return v ? v : Value(RaiseUnbound(iso, frame->code, cell_register));
}

}  // namespace

Value LoadClassCellSlow(Isolate* iso, CallSite& site, Frame* frame, uint32_t cell_register) {
  Str* name = CellNameOf(frame->code, cell_register);
  const Value ns = frame->ns;
  if (!ns || name == nullptr) return LoadOuterCell(iso, frame, cell_register);
  if (IsPlainDict(ns)) {
    LinkLeaf(iso, site, ns, &kNamespaceLeaf);
    const Value v = ns.As<Dict>()->Get(iso, name);
    return v ? v : LoadOuterCell(iso, frame, cell_register);
  }
  const Value key = Value::Object(name);
  const Value getter =
      LinkReceiver(iso, site, ns, Special::kGetitem, {FrameKind::kName}, &kNamespaceLeaf);
  if (getter) {
    return EnterScript(iso, getter, {ns, key},
                       FrameUse{FrameKind::kName, Value(), Value(), 0, cell_register});
  }
  const Value v = GetItem(iso, ns, key);
  if (v || !ClearPendingIf(iso, ExceptionId::kKeyError)) return v;
  return LoadOuterCell(iso, frame, cell_register);
}

namespace {

// namespace["__annotations__"] = {} in a mapping.
bool AddAnnotations(Isolate* iso, Value ns) {
  KRAIT_TRY(Dict*, annotations, Dict::New(iso));
  const Value key = Value::Object(iso->names().dunder_annotations);
  const Value setter = IsScriptInstance(ns) ? LookupSpecial(iso, ns, Special::kSetitem) : Value();
  if (IsScript(setter)) {
    return EnterScript(iso, setter, {ns, key, Value::Object(annotations)}, FrameKind::kDiscard);
  }
  return SetItem(iso, ns, key, Value::Object(annotations));
}

}  // namespace

bool SetupAnnotationsSlow(Isolate* iso, CallSite& site, Frame* frame) {
  Str* name = iso->names().dunder_annotations;
  if (HasPlainNamespace(frame)) {
    Dict* ns = frame->ns ? frame->ns.As<Dict>() : frame->function->globals;
    LinkLeaf(iso, site, Value::Object(ns), &kNamespaceLeaf);
    return ns->Get(iso, name) || ns->Set(iso, name, Value::Object(Dict::New(iso)));
  }
  const Value ns = frame->ns;
  const Value getter =
      LinkReceiver(iso, site, ns, Special::kGetitem, {FrameKind::kName}, &kNamespaceLeaf);
  if (getter) return EnterScript(iso, getter, {ns, Value::Object(name)}, FrameKind::kName);
  if (GetItem(iso, ns, Value::Object(name))) return true;
  return ClearPendingIf(iso, ExceptionId::kKeyError) && AddAnnotations(iso, ns);
}

Value OutsideNamespace(Isolate* iso, Op op, Frame* frame, Str* name, uint32_t cell_register) {
  switch (op) {
    case Op::kLoadName:
      return FindGlobalOrRaise(iso, frame, name);
    case Op::kLoadClassCell:
      return LoadOuterCell(iso, frame, cell_register);
    case Op::kSetupAnnotations:
      return AddAnnotations(iso, frame->ns) ? Value::None() : Value();
    default:
      return RaiseUndefined(iso, name);
  }
}

Failure RaiseUnbound(Isolate* iso, Code* code, uint32_t reg) {
  Str* name = CellNameOf(code, reg);
  const std::string text(name != nullptr ? name->view() : "?");
  const uint32_t free_count = static_cast<uint32_t>(code->freevars->size);
  if (reg >= code->first_free_register && reg < code->first_free_register + free_count) {
    return RaiseNameError(iso, ExceptionId::kNameError, name,
                          "cannot access free variable '" + text +
                              "' where it is not associated with a value in enclosing scope");
  }
  return RaiseNameError(
      iso, ExceptionId::kUnboundLocalError, name,
      "cannot access local variable '" + text + "' where it is not associated with a value");
}

}  // namespace krait
