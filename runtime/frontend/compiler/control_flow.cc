// Loops, and leaving blocks by break, continue and return.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"

namespace krait::compiler {

namespace {

// CPython's limit on statically nested blocks.
constexpr size_t kMaxBlocks = 20;

// Is the condition small enough, and free of calls, to stand at both ends of the loop?
bool IsCheap(const ast::ExprNode* e, int* budget) {
  if (--*budget < 0) return false;
  switch (e->kind) {
    case ast::NodeKind::kName:
    case ast::NodeKind::kConstant:
      return true;
    case ast::NodeKind::kAttribute:
      return IsCheap(ast::Cast<ast::Attribute>(e)->value, budget);
    case ast::NodeKind::kSubscript:
      return IsCheap(ast::Cast<ast::Subscript>(e)->value, budget) &&
             IsCheap(ast::Cast<ast::Subscript>(e)->slice, budget);
    case ast::NodeKind::kBinOp:
      return IsCheap(ast::Cast<ast::BinOp>(e)->left, budget) &&
             IsCheap(ast::Cast<ast::BinOp>(e)->right, budget);
    case ast::NodeKind::kUnaryOp:
      return IsCheap(ast::Cast<ast::UnaryOp>(e)->operand, budget);
    case ast::NodeKind::kBoolOp:
      for (const ast::ExprNode* value : ast::Cast<ast::BoolOp>(e)->values) {
        if (!IsCheap(value, budget)) return false;
      }
      return true;
    case ast::NodeKind::kCompare:
      for (const ast::ExprNode* value : ast::Cast<ast::Compare>(e)->comparators) {
        if (!IsCheap(value, budget)) return false;
      }
      return IsCheap(ast::Cast<ast::Compare>(e)->left, budget);
    default:
      return false;
  }
}

}  // namespace

void Generator::PushBlock(const Block& block, const ast::Position& at) {
  if (u_->blocks.size() >= kMaxBlocks) return Fail(at, "too many statically nested blocks");
  u_->blocks.push_back(block);
}

// The code that leaves one block early, with that block already taken off the list.
void Generator::LeaveBlock(const Block& block) {
  switch (block.kind) {
    case BlockKind::kWhile:
    case BlockKind::kFor:
      return;
    case BlockKind::kTry:
      return code().UseHandler(block.outer_handler);
    case BlockKind::kFinally:
      code().UseHandler(block.outer_handler);
      return Body(block.finalbody);
    case BlockKind::kFinallyHandler:
    case BlockKind::kGroupHandler:
      code().UseHandler(block.outer_handler);
      code().Emit(Op::kPopHandled, block.reg);
      return;
    case BlockKind::kHandler:
      code().UseHandler(block.outer_handler);
      code().Emit(Op::kPopHandled, block.reg);
      if (block.name) ClearName(block.name);
      return;
    case BlockKind::kWith:
    case BlockKind::kAsyncWith:
      code().UseHandler(block.outer_handler);
      return CallExitWithNones(block);
  }
}

int Generator::Unwind(size_t depth) {
  const int handler = code().current_handler();
  if (u_->blocks.size() <= depth) return handler;
  const std::vector<Block> saved = u_->blocks;
  while (u_->blocks.size() > depth && !failed_) {
    const Block block = u_->blocks.back();
    u_->blocks.pop_back();
    const Register mark = top();
    LeaveBlock(block);
    PopTo(mark);
  }
  u_->blocks = saved;
  return handler;
}

void Generator::BreakStatement(const ast::Stmt* statement) {
  At(*statement);
  for (size_t i = u_->blocks.size(); i-- > 0;) {
    const Block& block = u_->blocks[i];
    if (block.kind == BlockKind::kGroupHandler) {
      return Fail(*statement, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (block.on_break == nullptr) continue;
    Label& label = *block.on_break;
    const int handler = Unwind(i + 1);
    Goto(label);
    return code().UseHandler(handler);
  }
  Fail(*statement, "'break' outside loop");
}

void Generator::ContinueStatement(const ast::Stmt* statement) {
  At(*statement);
  for (size_t i = u_->blocks.size(); i-- > 0;) {
    const Block& block = u_->blocks[i];
    if (block.kind == BlockKind::kGroupHandler) {
      return Fail(*statement, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (block.on_break == nullptr) continue;
    Label& label = *block.on_continue;
    const int handler = Unwind(i + 1);
    Goto(label);
    return code().UseHandler(handler);
  }
  Fail(*statement, "'continue' not properly in loop");
}

// ---- loops

void Generator::ForNext(Register iterator, const ast::ExprNode* target, Label& end,
                        const ast::Position& at) {
  At(at);
  const Register local = TargetRegister(target);
  const Register mark = top();
  const Register item = local >= 0 ? local : Push();
  JumpOnSite(Op::kForIter, item, iterator, 0, end);
  if (local >= 0) {
    MarkBound(local);
  } else {
    Store(target, item);
  }
  PopTo(mark);
}

void Generator::ForStatement(const ast::For* statement) {
  Label head, exhausted, end;
  const Register iterator = Push();
  const Register source = Materialize(Iterable(statement->iter, iterator));
  At(*statement);
  code().EmitSite(Op::kGetIter, iterator, source, 0);
  PopTo(iterator + 1);
  BindLoopHead(head);
  Block block = {.kind = BlockKind::kFor};
  block.on_break = &end;
  block.on_continue = &head;
  PushBlock(block, *statement);
  if (failed_) return;
  ForNext(iterator, statement->target, exhausted, *statement);
  Body(statement->body);
  At(*statement);
  Goto(head);
  PopBlock();
  Bind(exhausted);
  PopTo(iterator);
  Body(statement->orelse);
  Bind(end);
}

// The next item of an async iterator, into the topmost temporary `item`. The end of the iteration
// is an exception, which EndAsyncLoop takes care of behind the loop.
Generator::AsyncLoop Generator::AsyncNext(Register iterator, Register item,
                                          const ast::Position& at) {
  const AsyncLoop loop = {code().NewHandler(item), item, u_->bound};
  const int outer = code().current_handler();
  code().UseHandler(loop.handler);
  At(at);
  const Register receiver = Push();
  code().EmitSite(Op::kGetAnext, receiver, iterator, 0);
  Delegate(item);
  code().UseHandler(outer);
  return loop;
}

void Generator::EndAsyncLoop(const AsyncLoop& loop) {
  BindHandler(loop.handler, loop.bound);
  code().Emit(Op::kEndAsyncFor, loop.item);
}

void Generator::AsyncForStatement(const ast::For* statement) {
  if (!InsideAsync()) return Fail(*statement, "'async for' outside async function");
  Label head, end;
  const Register iterator = Push();
  const Register source = Materialize(Evaluate(statement->iter, iterator));
  At(*statement);
  code().EmitSite(Op::kGetAiter, iterator, source, 0);
  PopTo(iterator + 1);
  BindLoopHead(head);
  Block block = {.kind = BlockKind::kFor};
  block.on_break = &end;
  block.on_continue = &head;
  PushBlock(block, *statement);
  if (failed_) return;
  const Register item = Push();
  const AsyncLoop loop = AsyncNext(iterator, item, *statement);
  Store(statement->target, item);
  PopTo(item);
  Body(statement->body);
  At(*statement);
  Goto(head);
  PopBlock();
  EndAsyncLoop(loop);
  PopTo(iterator);
  Body(statement->orelse);
  Bind(end);
}

// A cheap condition is tested at the bottom again, so that an iteration costs one jump.
void Generator::WhileStatement(const ast::While* statement) {
  Label head, body, exhausted, end;
  int budget = 8;
  Value constant;
  const bool is_constant = ConstantValue(statement->test, &constant);
  const bool inverted = !is_constant && IsCheap(statement->test, &budget);
  Block block = {.kind = BlockKind::kWhile};
  block.on_break = &end;
  block.on_continue = &head;
  if (inverted) {
    Condition(statement->test, false, exhausted, *statement);
    BindLoopHead(body);
  } else {
    BindLoopHead(head);
    Condition(statement->test, false, exhausted, *statement);
  }
  PushBlock(block, *statement);
  if (failed_) return;
  Body(statement->body);
  At(*statement);
  if (inverted) {
    Bind(head);
    Condition(statement->test, true, body, *statement);
  } else {
    Goto(head);
  }
  PopBlock();
  Bind(exhausted);
  Body(statement->orelse);
  Bind(end);
}

}  // namespace krait::compiler
