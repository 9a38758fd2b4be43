// Linking of names: module globals and builtins are property cells.
//
// A site that found a name in the module loads the module's cell; one that found it among the
// builtins loads the builtins' cell and depends on the absence of the module's.
#include <string>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
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
  Dict* globals = frame->function->globals;
  Dict* builtins = frame->function->builtins;
  PropertyCell* cell = globals->FindCell(name);
  PropertyCell* absent = nullptr;
  if (cell == nullptr || cell->IsAbsent()) {
    PropertyCell* builtin = builtins->HasCells() ? builtins->FindCell(name) : nullptr;
    if (builtin == nullptr || builtin->IsAbsent()) {
      const Value v = FindGlobal(iso, frame, name);
      return v ? v : Value(RaiseUndefined(iso, name));
    }
    absent = cell != nullptr ? cell : globals->CellFor(iso, name);
    cell = builtin;
  }
  GuardedInvocation link;
  link.guard = Guard::Always();
  link.handle = iso->interpreter().handles().GetCell(cell);
  if (absent != nullptr) link.cells.push_back(absent);
  // One code object may run with several globals (exec, functions rebuilt from code): the handle then
  // changes, and a site that was linked for other globals starts again.
  if (site.entry_count() > 0) site.Reset();
  if (!frame->code->body->shared_globals) site.Link(iso->heap(), std::move(link));
  return cell->value;
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

bool DeleteGlobalSlow(Isolate* iso, Frame* frame, Str* name) {
  if (frame->function->globals->Delete(iso, name)) return true;
  return RaiseUndefined(iso, name);
}

Value LoadNameSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name) {
  if (NamespaceIsGlobals(frame)) return LoadGlobalSlow(iso, site, frame, name);
  if (IsPlainDict(frame->ns)) {
    const Value v = frame->ns.As<Dict>()->Get(iso, name);
    if (v) return v;
  } else if (frame->ns) {
    const Value v = GetItem(iso, frame->ns, Value::Object(name));
    if (v) return v;
    if (!ClearPendingIf(iso, ExceptionId::kKeyError)) return Value();
  }
  const Value v = FindGlobal(iso, frame, name);
  return v ? v : Value(RaiseUndefined(iso, name));
}

bool StoreNameSlow(Isolate* iso, CallSite& site, Frame* frame, Str* name, Value v) {
  if (NamespaceIsGlobals(frame)) return StoreGlobalSlow(iso, site, frame, name, v);
  return StoreInNamespace(iso, frame, name, v);
}

bool StoreInNamespace(Isolate* iso, Frame* frame, Str* name, Value v) {
  if (IsPlainDict(frame->ns)) return frame->ns.As<Dict>()->Set(iso, name, v);
  if (!frame->ns) return frame->function->globals->Set(iso, name, v);
  return SetItem(iso, frame->ns, Value::Object(name), v);
}

bool DeleteNameSlow(Isolate* iso, Frame* frame, Str* name) {
  if (!frame->ns) return DeleteGlobalSlow(iso, frame, name);
  if (IsPlainDict(frame->ns)) {
    if (frame->ns.As<Dict>()->Delete(iso, name)) return true;
    return RaiseUndefined(iso, name);
  }
  if (DelItem(iso, frame->ns, Value::Object(name))) return true;
  if (!ClearPendingIf(iso, ExceptionId::kKeyError)) return false;
  return RaiseUndefined(iso, name);
}

Value LoadClassCellSlow(Isolate* iso, Frame* frame, uint32_t cell_register) {
  Str* name = CellNameOf(frame->code, cell_register);
  if (frame->ns && name != nullptr) {
    Value v;
    if (IsPlainDict(frame->ns)) {
      v = frame->ns.As<Dict>()->Get(iso, name);
    } else {
      v = GetItem(iso, frame->ns, Value::Object(name));
      if (!v && !ClearPendingIf(iso, ExceptionId::kKeyError)) return Value();
    }
    if (v) return v;
  }
  const Value v = frame->registers[cell_register].As<Cell>()->value;
  return v ? v : Value(RaiseUnbound(iso, frame->code, cell_register));
}

bool SetupAnnotationsSlow(Isolate* iso, Frame* frame) {
  Str* name = iso->names().dunder_annotations;
  if (!frame->ns || IsPlainDict(frame->ns)) {
    Dict* ns = frame->ns ? frame->ns.As<Dict>() : frame->function->globals;
    return ns->Get(iso, name) || ns->Set(iso, name, Value::Object(Dict::New(iso)));
  }
  if (GetItem(iso, frame->ns, Value::Object(name))) return true;
  if (!ClearPendingIf(iso, ExceptionId::kKeyError)) return false;
  return SetItem(iso, frame->ns, Value::Object(name), Value::Object(Dict::New(iso)));
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
