// try in all its forms, and with.
//
// The handler of a region receives the exception in the first register that is free where the
// statement begins, and marks it as the handled one, which takes a second register:
//
//     e      the exception, then the handled one
//     e + 1  what was handled before; PopHandled puts it back
//     e + 2  an exception raised while e is handled: its handler pops e and goes on
//
// A finally clause is generated once for each way to reach it: normally, by an exception, and by
// every return, break or continue that passes through.

#include "runtime/frontend/compiler/generator.h"

namespace krait::compiler {

void Generator::TryStatement(const ast::Try* statement) {
  if (!statement->finalbody.empty()) return TryFinally(statement);
  statement->is_star() ? TryExceptStar(statement) : TryExcept(statement);
}

// A handler of what is raised while `exception` is being handled.
void Generator::ReraiseAfterCleanup(Register exception, int handler, const BoundSet& bound) {
  BindHandler(handler, bound);
  Nowhere();
  code().Emit(Op::kPopHandled, exception);
  code().Emit(Op::kReraise, exception + 2);
  code().SetUnreachable();
  NoteRegisters(exception + 3);
}

void Generator::TryFinally(const ast::Try* statement) {
  const int outer = code().current_handler();
  const Register exception = top();
  const BoundSet bound = u_->bound;
  const int handler = code().NewHandler(exception);
  NoteRegisters(exception + 3);
  Label end;
  PushBlock(
      {.kind = BlockKind::kFinally, .outer_handler = outer, .finalbody = statement->finalbody},
      *statement);
  if (failed_) return;
  code().UseHandler(handler);
  if (statement->handlers.empty()) {
    Body(statement->body);
  } else {
    statement->is_star() ? TryExceptStar(statement) : TryExcept(statement);
  }
  code().UseHandler(outer);
  PopBlock();
  Body(statement->finalbody);
  Goto(end);

  BindHandler(handler, bound);
  const BoundSet at_handler = u_->bound;
  PushMany(2);
  Nowhere();
  code().Emit(Op::kPushHandled, exception);
  const int cleanup = code().NewHandler(exception + 2);
  PushBlock({.kind = BlockKind::kFinallyHandler, .outer_handler = outer, .reg = exception},
            *statement);
  if (failed_) return;
  code().UseHandler(cleanup);
  Body(statement->finalbody);
  code().Emit(Op::kReraise, exception);
  code().SetUnreachable();
  code().UseHandler(outer);
  PopBlock();
  ReraiseAfterCleanup(exception, cleanup, at_handler);
  PopTo(exception);
  Bind(end);
}

void Generator::TryExcept(const ast::Try* statement) {
  const int outer = code().current_handler();
  const Register exception = top();
  const BoundSet bound = u_->bound;
  const int handler = code().NewHandler(exception);
  NoteRegisters(exception + 3);
  Label end;
  PushBlock({.kind = BlockKind::kTry, .outer_handler = outer}, *statement);
  if (failed_) return;
  code().UseHandler(handler);
  Body(statement->body);
  code().UseHandler(outer);
  PopBlock();
  Body(statement->orelse);
  Goto(end);

  BindHandler(handler, bound);
  const BoundSet at_handler = u_->bound;
  PushMany(2);
  Nowhere();
  code().Emit(Op::kPushHandled, exception);
  const int cleanup = code().NewHandler(exception + 2);
  code().UseHandler(cleanup);
  for (const ast::ExceptHandler* clause : statement->handlers) {
    if (clause->type == nullptr && clause != statement->handlers.back()) {
      return Fail(*clause, "default 'except:' must be last");
    }
    HandlerClause(clause, exception, cleanup, outer, end);
    if (failed_) return;
  }
  code().Emit(Op::kReraise, exception);
  code().SetUnreachable();
  code().UseHandler(outer);
  ReraiseAfterCleanup(exception, cleanup, at_handler);
  PopTo(exception);
  Bind(end);
}

// One except clause; falls out when it does not match.
void Generator::HandlerClause(const ast::ExceptHandler* clause, Register exception, int cleanup,
                              int outer, Label& end) {
  Label next;
  if (clause->type != nullptr) {
    const Register type = Any(clause->type);
    const Register matches = Push();
    At(*clause);
    code().Emit(Op::kMatchException, matches, exception, type);
    JumpOnTruth(matches, false, next);
    PopTo(exception + 2);
  }
  PushBlock(
      {.kind = BlockKind::kHandler, .outer_handler = outer, .reg = exception, .name = clause->name},
      *clause);
  if (failed_) return;
  if (clause->name) {
    At(*clause);
    if (RefuseDebugName(clause->name, ast::ExprContext::kStore, *clause)) return;
    StoreName(clause->name, exception);
    const BoundSet bound = u_->bound;
    const int unbind = code().NewHandler(exception + 2);
    code().UseHandler(unbind);
    Body(clause->body);
    code().UseHandler(outer);
    Nowhere();
    code().Emit(Op::kPopHandled, exception);
    ClearName(clause->name);
    Goto(end);
    code().UseHandler(cleanup);
    BindHandler(unbind, bound);
    PopTo(exception + 3);
    Nowhere();
    ClearName(clause->name);
    code().Emit(Op::kReraise, exception + 2);
    code().SetUnreachable();
    PopTo(exception + 2);
  } else {
    Body(clause->body);
    code().UseHandler(outer);
    Nowhere();
    code().Emit(Op::kPopHandled, exception);
    Goto(end);
    code().UseHandler(cleanup);
  }
  PopBlock();
  Bind(next);
}

// Registers of try/except*, from `exception`: the exception and what was handled before, the
// exception raised in a clause, the part that no clause took yet, the list of what clauses raised.
void Generator::TryExceptStar(const ast::Try* statement) {
  const int outer = code().current_handler();
  const Register exception = top();
  const BoundSet bound = u_->bound;
  const int handler = code().NewHandler(exception);
  Label end;
  PushBlock({.kind = BlockKind::kTry, .outer_handler = outer}, *statement);
  if (failed_) return;
  code().UseHandler(handler);
  Body(statement->body);
  code().UseHandler(outer);
  PopBlock();
  Body(statement->orelse);
  Goto(end);

  BindHandler(handler, bound);
  const BoundSet at_handler = u_->bound;
  PushMany(3);
  const Register rest = Push();
  const Register raised = Push();
  Nowhere();
  code().Emit(Op::kPushHandled, exception);
  const int cleanup = code().NewHandler(exception + 2);
  code().UseHandler(cleanup);
  Move(rest, exception);
  code().Emit(Op::kBuildList, raised, raised, 0);
  for (const ast::ExceptHandler* clause : statement->handlers) {
    GroupClause(clause, rest, raised, cleanup, outer);
    if (failed_) return;
  }
  Nowhere();
  code().Emit(Op::kListAppend, raised, rest);
  code().EmitSite(Op::kJoinGroup, rest, exception, raised);
  code().UseHandler(outer);
  code().Emit(Op::kPopHandled, exception);
  JumpOn(Op::kJumpIfNone, rest, 0, end);
  code().Emit(Op::kReraise, rest);
  code().SetUnreachable();
  ReraiseAfterCleanup(exception, cleanup, at_handler);
  PopTo(exception);
  Bind(end);
}

void Generator::GroupClause(const ast::ExceptHandler* clause, Register rest, Register raised,
                            int cleanup, int outer) {
  Label next;
  const Register mark = top();
  const Register part = PushMany(2);
  const Register type = Any(clause->type);
  At(*clause);
  code().EmitSite(Op::kMatchGroup, part, rest, type);
  Move(rest, part + 1);
  JumpOn(Op::kJumpIfNone, part, 0, next);
  PopTo(part + 2);
  NoteRegisters(part + 3);
  if (clause->name) {
    if (RefuseDebugName(clause->name, ast::ExprContext::kStore, *clause)) return;
    StoreName(clause->name, part);
  }
  code().Emit(Op::kPushHandled, part);
  PushBlock({.kind = BlockKind::kGroupHandler, .outer_handler = outer, .reg = part}, *clause);
  if (failed_) return;
  const BoundSet bound = u_->bound;
  const int failed = code().NewHandler(part + 2);
  code().UseHandler(failed);
  Body(clause->body);
  code().UseHandler(cleanup);
  PopBlock();
  Nowhere();
  code().Emit(Op::kPopHandled, part);
  if (clause->name) ClearName(clause->name);
  Goto(next);
  BindHandler(failed, bound);
  PopTo(part + 3);
  Nowhere();
  code().Emit(Op::kListAppend, raised, part + 2);
  code().Emit(Op::kPopHandled, part);
  if (clause->name) ClearName(clause->name);
  Bind(next);
  PopTo(mark);
}

// ---- with

// Calls the bound __exit__ in block.reg with three Nones, and awaits it if need be.
void Generator::CallExitWithNones(const Block& block) {
  At(*block.node);
  const Register mark = top();
  const Register base = PushMany(4);
  Move(base, block.reg);
  for (int i = 1; i <= 3; ++i) LoadNone(base + i);
  code().EmitSite(Op::kCall, base, 3, 0);
  PopTo(base + 1);
  if (block.kind == BlockKind::kAsyncWith) Await(base, base, 2);
  PopTo(mark);
}

// Evaluates the manager and enters it: r[exit] = bound __exit__, r[exit + 1] = the entered value.
void Generator::EnterContext(const ast::With* statement, const ast::WithItem* item, Register exit) {
  To(item->context_expr, exit);
  At(*statement);
  const Register value = Push();
  if (!statement->is_async()) {
    code().EmitSite(Op::kBeforeWith, exit, 0, 0);
    return;
  }
  code().EmitSite(Op::kBeforeAsyncWith, exit, 0, 0);
  Await(value, value, 1);
}

void Generator::WithStatement(const ast::With* statement, size_t index) {
  const bool async = statement->is_async();
  if (async && !InsideAsync()) return Fail(*statement, "'async with' outside async function");
  const ast::WithItem* item = statement->items[index];
  const int outer = code().current_handler();
  const Register exit = Push();
  EnterContext(statement, item, exit);
  const Register exception = exit + 1;
  const BoundSet bound = u_->bound;
  const int handler = code().NewHandler(exception);
  NoteRegisters(exception + 3);
  const Block block = {.kind = async ? BlockKind::kAsyncWith : BlockKind::kWith,
                       .outer_handler = outer,
                       .reg = exit,
                       .node = statement};
  PushBlock(block, *statement);
  if (failed_) return;
  code().UseHandler(handler);
  if (item->optional_vars != nullptr) Store(item->optional_vars, exception);
  PopTo(exception);
  if (index + 1 < statement->items.size()) {
    WithStatement(statement, index + 1);
    PopTo(exception);
  } else {
    Body(statement->body);
  }
  if (failed_) return;
  code().UseHandler(outer);
  PopBlock();
  Label end, suppressed;
  CallExitWithNones(block);
  Goto(end);

  BindHandler(handler, bound);
  const BoundSet at_handler = u_->bound;
  PushMany(2);
  At(*statement);
  code().Emit(Op::kPushHandled, exception);
  const int cleanup = code().NewHandler(exception + 2);
  code().UseHandler(cleanup);
  const Register result = Push();
  code().EmitSite(Op::kWithExit, result, exit, exception);
  if (async) Await(result, result, 2);
  JumpOnTruth(result, true, suppressed);
  code().Emit(Op::kReraise, exception);
  code().SetUnreachable();
  code().UseHandler(outer);
  ReraiseAfterCleanup(exception, cleanup, at_handler);
  Bind(suppressed);
  At(*statement);
  code().Emit(Op::kPopHandled, exception);
  Bind(end);
  PopTo(exit);
}

}  // namespace krait::compiler
