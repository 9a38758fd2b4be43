// Names: how each kind of variable is read, written and deleted.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/isolate.h"
#include "runtime/text/str.h"

namespace krait::compiler {

Str* Generator::StrOf(ast::Identifier name) {
  const size_t index = name.index();
  if (index >= names_.size()) names_.resize(arena_.identifier_count());
  if (names_[index].IsEmpty()) {
    Str* made = Str::Intern(iso_, name.view());
    if (made == nullptr) {
      FailPending();
      return iso_->names().empty;
    }
    names_[index] = Value::Object(made);
  }
  return names_[index].As<Str>();
}

ast::Identifier Generator::Mangle(ast::Identifier name) {
  return ast::MangleName(arena_, u_->private_name, name);
}

void Generator::NoteName(ast::Identifier name) {
  if (u_->name_index.try_emplace(name.index(), static_cast<uint32_t>(u_->names.size())).second) {
    u_->names.push_back(name);
  }
}

// The name must be mangled already.
void Generator::NameInstruction(Op op, Register r, ast::Identifier name) {
  if (!code().reachable()) return;
  NoteName(name);
  code().EmitSite(op, r, 0, 0, StrOf(name));
}

Register Generator::LocalRegister(ast::Symbol& symbol) {
  if (symbol.local_register < 0) {
    symbol.local_register = static_cast<int32_t>(u_->locals.size());
    u_->locals.push_back(symbol.name);
    if ((symbol.flags & ast::kSymbolUnbound) != 0) u_->deletable.Add(symbol.local_register);
    if ((symbol.flags & ast::kSymbolWalrus) != 0) u_->walrus.Add(symbol.local_register);
  }
  return symbol.local_register;
}

Register Generator::LocalOf(ast::Identifier name) {
  if (!u_->IsFunction()) return kAnywhere;
  ast::Symbol* symbol = u_->scope->Find(Mangle(name));
  if (symbol == nullptr || symbol->binding != ast::Binding::kLocal) return kAnywhere;
  return LocalRegister(*symbol);
}

Register Generator::CellOf(ast::Identifier name) {
  if (u_->kind == UnitKind::kClass && u_->class_cell >= 0 && name.view() == "__class__") {
    return u_->class_cell;
  }
  ast::Symbol* symbol = u_->scope->Find(name);
  return symbol == nullptr ? kAnywhere : symbol->cell_register;
}

Operand Generator::LoadName(ast::Identifier name, Register hint) {
  name = Mangle(name);
  ast::Symbol* symbol = u_->scope->Find(name);
  const ast::Binding binding = symbol == nullptr ? ast::Binding::kGlobalImplicit : symbol->binding;
  const bool function = u_->IsFunction();
  switch (binding) {
    case ast::Binding::kLocal:
      if (function) {
        const Register r = LocalRegister(*symbol);
        if (!u_->bound.Has(r)) {
          code().Emit(Op::kCheckBound, r);
          u_->bound.Add(r);
        }
        return Operand::InRegister(r);
      }
      break;
    case ast::Binding::kCell:
    case ast::Binding::kFree: {
      const Register to = Target(hint);
      if (function) {
        code().Emit(Op::kLoadCell, to, symbol->cell_register);
      } else {
        code().EmitSite(Op::kLoadClassCell, to, symbol->cell_register, 0, StrOf(name));
      }
      return Operand::InRegister(to);
    }
    case ast::Binding::kGlobalExplicit: {
      const Register to = Target(hint);
      NameInstruction(Op::kLoadGlobal, to, name);
      return Operand::InRegister(to);
    }
    default:
      break;
  }
  const Register to = Target(hint);
  NameInstruction(function ? Op::kLoadGlobal : Op::kLoadName, to, name);
  return Operand::InRegister(to);
}

void Generator::StoreName(ast::Identifier name, Register from) {
  name = Mangle(name);
  ast::Symbol* symbol = u_->scope->Find(name);
  const ast::Binding binding = symbol == nullptr ? ast::Binding::kGlobalImplicit : symbol->binding;
  switch (binding) {
    case ast::Binding::kLocal:
      if (u_->IsFunction()) {
        const Register r = LocalRegister(*symbol);
        Move(r, from);
        u_->bound.Add(r);
        return;
      }
      break;
    case ast::Binding::kCell:
    case ast::Binding::kFree:
      code().Emit(Op::kStoreCell, symbol->cell_register, from);
      return;
    case ast::Binding::kGlobalExplicit:
      return NameInstruction(Op::kStoreGlobal, from, name);
    default:
      break;
  }
  NameInstruction(u_->IsFunction() ? Op::kStoreGlobal : Op::kStoreName, from, name);
}

void Generator::DeleteName(ast::Identifier name, const ast::Position& at) {
  if (RefuseDebugName(name, ast::ExprContext::kDel, at)) return;
  name = Mangle(name);
  ast::Symbol* symbol = u_->scope->Find(name);
  const ast::Binding binding = symbol == nullptr ? ast::Binding::kGlobalImplicit : symbol->binding;
  At(at);
  switch (binding) {
    case ast::Binding::kLocal:
      if (u_->IsFunction()) {
        const Register r = LocalRegister(*symbol);
        code().Emit(Op::kDeleteLocal, r);
        u_->bound.Remove(r);
        return;
      }
      break;
    case ast::Binding::kCell:
    case ast::Binding::kFree:
      code().Emit(Op::kDeleteCell, symbol->cell_register);
      return;
    case ast::Binding::kGlobalExplicit:
      return NameInstruction(Op::kDeleteGlobal, 0, name);
    default:
      break;
  }
  NameInstruction(u_->IsFunction() ? Op::kDeleteGlobal : Op::kDeleteName, 0, name);
}

void Generator::ClearName(ast::Identifier name) {
  const Register local = LocalOf(name);
  if (local >= 0) {
    code().Emit(Op::kClear, local);
    u_->bound.Remove(local);
    return;
  }
  const Register mark = top();
  const Register none = Push();
  LoadNone(none);
  StoreName(name, none);
  PopTo(mark);
  const CodePosition position = code().position();
  DeleteName(name, {});
  code().SetPosition(position);
}

// Could evaluating `later` assign the local? Only a walrus can, and only of a name that some walrus
// in this function assigns.
bool Generator::MayBeRebound(Register local, const ast::ExprNode* later) const {
  if (!IsLocalRegister(local)) return false;
  if (local < BoundSet::kTracked && !u_->walrus.Has(local)) return false;
  return later->kind != ast::NodeKind::kName && later->kind != ast::NodeKind::kConstant;
}

void Generator::Protect(Operand& operand, const ast::ExprNode* later) {
  if (operand.IsConstant() || !MayBeRebound(operand.reg, later)) return;
  const Register copy = Push();
  Move(copy, operand.reg);
  operand.reg = copy;
}

}  // namespace krait::compiler
