// Entering and leaving code objects: register layout, qualified names, prologue, the finished Code.

#include "runtime/frontend/compiler/unit.h"

#include <algorithm>

#include "runtime/bytecode/code.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/compiler/generator.h"
#include "runtime/isolate.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait::compiler {

void Unit::Reset() {
  parent = nullptr;
  private_name = {};
  name = qualname = nullptr;
  extra_flags = argcount = posonlyargcount = kwonlyargcount = 0;
  builder.Clear();
  constants.Clear();
  names.clear();
  name_index.clear();
  locals.clear();
  cells.clear();
  frees.clear();
  cell_registers.clear();
  class_cell = super_cell = kAnywhere;
  bound = deletable = walrus = {};
  blocks.clear();
}

Unit* Generator::EnterUnit(UnitKind kind, const ast::Node* node, std::string_view name,
                           int32_t line) {
  if (active_units_ == units_.size()) units_.push_back(std::make_unique<Unit>(iso_));
  Unit* unit = units_[active_units_++].get();
  unit->Reset();
  unit->parent = u_;
  unit->kind = kind;
  unit->scope = scopes_.Find(node);
  unit->first_line = line;
  unit->name = Str::Intern(iso_, name);
  if (unit->name == nullptr) {
    FailPending();
    unit->name = iso_->names().empty;
  }
  roots_.push_back(unit->name);
  if (u_ != nullptr) unit->private_name = u_->private_name;
  u_ = unit;
  AllocateRegisters();
  return unit;
}

// Parameters, other locals (as many as there may be), cells of variables that are no parameters,
// free variables; both kinds of cells in order of their names.
void Generator::AllocateRegisters() {
  ast::Scope* scope = u_->scope;
  std::vector<ast::Identifier>& cells = u_->cells;
  std::vector<ast::Identifier>& frees = u_->frees;
  int locals = 0;
  for (ast::Symbol& symbol : scope->symbols) {
    if (u_->IsFunction()) {
      const bool parameter = (symbol.flags & ast::kSymbolParameter) != 0;
      if (symbol.binding == ast::Binding::kLocal || parameter) ++locals;
      if (symbol.binding == ast::Binding::kCell) cells.push_back(symbol.name);
      if (parameter) LocalRegister(symbol);
    }
    if (symbol.binding == ast::Binding::kFree || (symbol.flags & ast::kSymbolFreeInClass) != 0) {
      frees.push_back(symbol.name);
    }
  }
  const auto by_name = [](ast::Identifier a, ast::Identifier b) { return a.view() < b.view(); };
  std::sort(cells.begin(), cells.end(), by_name);
  std::sort(frees.begin(), frees.end(), by_name);

  u_->local_limit = locals;
  Register next = locals;
  for (ast::Identifier name : cells) {
    ast::Symbol& symbol = *scope->Find(name);
    symbol.cell_register = symbol.local_register >= 0 ? symbol.local_register : next++;
    u_->cell_registers.push_back(static_cast<uint16_t>(symbol.cell_register));
  }
  if (scope->needs_class_cell) {
    u_->class_cell = next++;
    cells.push_back(arena_.Intern("__class__"));
    u_->cell_registers.push_back(static_cast<uint16_t>(u_->class_cell));
  }
  u_->first_free = next;
  for (ast::Identifier name : frees) {
    scope->Find(name)->cell_register = next;
    if (name.view() == "__class__") u_->super_cell = next;
    ++next;
  }
  u_->temporaries = u_->top = u_->high_water = next;
  NoteRegisters(next);
}

// `outer.<locals>.name`, `Class.name`, or the bare name for globals.
void Generator::SetQualname() {
  const Unit* parent = u_->parent;
  u_->qualname = u_->name;
  if (parent == nullptr || parent->parent == nullptr) return;
  const bool named = u_->kind == UnitKind::kFunction || u_->kind == UnitKind::kAsyncFunction ||
                     u_->kind == UnitKind::kClass;
  if (named) {
    const ast::Identifier name =
        ast::MangleName(arena_, parent->private_name, arena_.Intern(u_->name->view()));
    const ast::Symbol* symbol = parent->scope->Find(name);
    if (symbol != nullptr && symbol->binding == ast::Binding::kGlobalExplicit) return;
  }
  std::string text(parent->qualname->view());
  const bool function = parent->kind == UnitKind::kFunction ||
                        parent->kind == UnitKind::kAsyncFunction ||
                        parent->kind == UnitKind::kLambda;
  text += function ? ".<locals>." : ".";
  text += u_->name->view();
  u_->qualname = Str::Intern(iso_, text);
  if (u_->qualname == nullptr) {
    FailPending();
    u_->qualname = u_->name;
  }
  roots_.push_back(u_->qualname);
}

void Generator::Prologue() {
  code().SetPosition({u_->first_line, u_->first_line, -1, -1});
  if (!u_->frees.empty()) {
    code().Emit(Op::kCopyFree, u_->first_free, static_cast<int>(u_->frees.size()));
  }
  for (uint16_t cell : u_->cell_registers) code().Emit(Op::kMakeCell, cell);
  const ast::Scope* scope = u_->scope;
  if (scope->is_generator || scope->is_coroutine) code().Emit(Op::kReturnGenerator);
}

namespace {

uint32_t FlagsOf(const Unit& unit) {
  const ast::Scope* scope = unit.scope;
  uint32_t flags = unit.extra_flags;
  if (unit.IsFunction()) {
    flags |= kCodeOptimized | kCodeNewLocals;
    if (scope->is_nested) flags |= kCodeNested;
    if (scope->is_generator) {
      flags |= scope->is_coroutine ? kCodeAsyncGenerator : kCodeGenerator;
    } else if (scope->is_coroutine) {
      flags |= kCodeCoroutine;
    }
  } else if (unit.kind == UnitKind::kModule && scope->is_coroutine) {
    flags |= kCodeCoroutine;  // top-level await
  }
  return flags;
}

}  // namespace

Code* Generator::LeaveUnit() {
  Unit* unit = u_;
  Code* code = nullptr;
  if (!failed_) {
    const auto tuple_of = [this](const std::vector<ast::Identifier>& names) {
      Tuple* tuple = Tuple::New(iso_, static_cast<int64_t>(names.size()));
      if (tuple == nullptr) {
        FailPending();
        return tuple;
      }
      for (size_t i = 0; i < names.size(); ++i)
        tuple->items[i] = Value::Object(names_[names[i].index()].As<Str>());
      return tuple;
    };
    for (const auto* list : {&unit->names, &unit->locals, &unit->cells, &unit->frees}) {
      for (ast::Identifier name : *list) StrOf(name);
    }
    Tuple* names = tuple_of(unit->names);
    Tuple* varnames = tuple_of(unit->locals);
    Tuple* cellvars = tuple_of(unit->cells);
    Tuple* freevars = tuple_of(unit->frees);
    ValueArray* constants = unit->constants.ToArray(iso_);
    if (constants == nullptr) FailPending();
    if (!failed_) {
      std::unique_ptr<Code::Body> body = unit->builder.Finish();
      body->cell_registers.assign(unit->cell_registers.begin(), unit->cell_registers.end());
      code = NewCode(iso_, std::move(body));
      code->name = unit->name;
      code->qualname = unit->qualname;
      code->filename = filename_;
      code->constants = constants;
      code->names = names;
      code->varnames = varnames;
      code->cellvars = cellvars;
      code->freevars = freevars;
      code->argcount = unit->argcount;
      code->posonlyargcount = unit->posonlyargcount;
      code->kwonlyargcount = unit->kwonlyargcount;
      code->nlocals = static_cast<uint32_t>(unit->locals.size());
      code->register_count = static_cast<uint32_t>(unit->high_water);
      code->flags = FlagsOf(*unit) | (future_flags_ & kFutureMask);
      code->first_line = static_cast<uint32_t>(unit->first_line);
      code->first_free_register = static_cast<uint32_t>(unit->first_free);
      code->class_cell_register = unit->super_cell;
      iso_->Barrier(code);
    }
  }
  AbandonUnit();
  return code;
}

void Generator::AbandonUnit() {
  u_ = u_->parent;
  --active_units_;
}

}  // namespace krait::compiler
