// yield, yield from, await.

#include "runtime/frontend/compiler/generator.h"

namespace krait::compiler {

bool Generator::InsideAsync() const {
  if (u_->kind == UnitKind::kAsyncFunction) return true;
  return top_level_await_ && u_->kind == UnitKind::kModule;
}

void Generator::Delegate(Register to) {
  LoadNone(to);
  Label again, done;
  Bind(again);
  const Register receiver = to + 1;
  JumpOnSite(Op::kSend, receiver, to, 0, done);
  code().Emit(Op::kYield, to, receiver, 1);
  Goto(again);
  Bind(done);
  PopTo(receiver);
}

void Generator::Await(Register from, Register to, int where) {
  const Register receiver = Push();
  code().EmitSite(Op::kGetAwaitable, receiver, from, where);
  Delegate(to);
}

Operand Generator::YieldExpression(const ast::Yield* e, Register hint) {
  if (!u_->IsFunction()) {
    Fail(*e, "'yield' outside function");
    return Operand();
  }
  // The register both gives and receives a value, so it must be a temporary.
  const Register to = TemporaryTarget(hint);
  if (e->value != nullptr) {
    To(e->value, to);
  } else {
    At(*e);
    LoadNone(to);
  }
  At(*e);
  if (u_->scope->is_coroutine) code().Emit(Op::kAsyncGenWrap, to, to);
  code().Emit(Op::kYield, to, to, 0);
  return Operand::InRegister(to);
}

Operand Generator::YieldFromExpression(const ast::YieldFrom* e, Register hint) {
  if (!u_->IsFunction()) {
    Fail(*e, "'yield' outside function");
    return Operand();
  }
  if (u_->kind == UnitKind::kAsyncFunction) {
    Fail(*e, "'yield from' inside async function");
    return Operand();
  }
  const Register to = hint >= u_->temporaries && hint == top() - 1 ? hint : Push();
  const Register receiver = Push();
  const Register source = Any(e->value);
  At(*e);
  code().EmitSite(Op::kGetYieldFromIter, receiver, source, 0);
  PopTo(receiver + 1);
  Delegate(to);
  return Operand::InRegister(to);
}

Operand Generator::AwaitExpression(const ast::Await* e, Register hint) {
  if (!(top_level_await_ && u_->kind == UnitKind::kModule)) {
    if (!u_->IsFunction()) {
      Fail(*e, "'await' outside function");
      return Operand();
    }
    if (u_->kind != UnitKind::kAsyncFunction && u_->kind != UnitKind::kComprehension) {
      Fail(*e, "'await' outside async function");
      return Operand();
    }
  }
  const Register to = hint >= u_->temporaries && hint == top() - 1 ? hint : Push();
  const Operand value = Evaluate(e->value, to);
  const Register source = Materialize(value);
  PopTo(to + 1);
  At(*e);
  Await(source, to, 0);
  return Operand::InRegister(to);
}

}  // namespace krait::compiler
