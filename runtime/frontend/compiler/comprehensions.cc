// Comprehensions and generator expressions: functions of their own, called with the iterator of the
// outermost iterable as their only argument.

#include "runtime/bytecode/code.h"
#include "runtime/frontend/compiler/generator.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

struct Parts {
  const char* name;
  ast::NodeList<ast::Comprehension> generators;
};

Parts PartsOf(const ast::ExprNode* e) {
  switch (e->kind) {
    case ast::NodeKind::kListComp:
      return {"<listcomp>", ast::Cast<ast::ListComp>(e)->generators};
    case ast::NodeKind::kSetComp:
      return {"<setcomp>", ast::Cast<ast::SetComp>(e)->generators};
    case ast::NodeKind::kDictComp:
      return {"<dictcomp>", ast::Cast<ast::DictComp>(e)->generators};
    default:
      return {"<genexpr>", ast::Cast<ast::GeneratorExp>(e)->generators};
  }
}

}  // namespace

Operand Generator::ComprehensionExpression(const ast::ExprNode* e, Register hint) {
  const Parts parts = PartsOf(e);
  const bool generator = e->kind == ast::NodeKind::kGeneratorExp;
  const bool async = scopes_.Find(e)->is_coroutine;
  if (async && !generator && !InsideAsync() && u_->kind != UnitKind::kComprehension) {
    Fail(*e, "asynchronous comprehension outside of an asynchronous function");
    return Operand();
  }
  EnterUnit(UnitKind::kComprehension, e, parts.name, e->lineno);
  SetQualname();
  u_->argcount = 1;
  u_->bound.Add(0);
  Prologue();
  At(*e);
  Register accumulator = kAnywhere;
  if (!generator) {
    accumulator = Push();
    const Op op = e->kind == ast::NodeKind::kListComp  ? Op::kBuildList
                  : e->kind == ast::NodeKind::kSetComp ? Op::kBuildSet
                                                       : Op::kBuildMap;
    if (op == Op::kBuildList) {
      code().Emit(op, accumulator, accumulator, 0);
    } else {
      code().EmitSite(op, accumulator, accumulator, 0);
    }
  }
  ComprehensionLoop(e, parts.generators, 0, accumulator);
  At(*e);
  if (generator) {
    accumulator = Push();
    LoadNone(accumulator);
  }
  code().Emit(Op::kReturn, accumulator);
  Code* function = LeaveUnit();

  const Register slot = hint >= u_->temporaries && hint == top() - 1 ? hint : kAnywhere;
  const Register window = slot >= 0 ? slot : Push();
  MakeFunction(window, top(), 0, function, *e);
  PopTo(window + 1);
  const ast::Comprehension* outermost = parts.generators[0];
  const Register iterator = Push();
  const Register source = Materialize(Iterable(outermost->iter, iterator));
  At(*e);
  if (outermost->is_async) {
    code().EmitSite(Op::kGetAiter, iterator, source, 0);
  } else {
    code().EmitSite(Op::kGetIter, iterator, source, 0);
  }
  PopTo(iterator + 1);
  code().EmitSite(Op::kCall, window, 1, 0);
  PopTo(window + 1);
  if (async && !generator) Await(window, window, 0);
  return Operand::InRegister(window);
}

void Generator::ComprehensionElement(const ast::ExprNode* e, Register accumulator) {
  const Register mark = top();
  switch (e->kind) {
    case ast::NodeKind::kDictComp: {
      const auto* comp = ast::Cast<ast::DictComp>(e);
      Operand key = Evaluate(comp->key, kAnywhere);
      Protect(key, comp->value);
      const Register k = Materialize(key);
      const Register v = Any(comp->value);
      At(*e);
      code().EmitSite(Op::kMapAdd, accumulator, k, v);
      break;
    }
    case ast::NodeKind::kListComp: {
      const Register r = Any(ast::Cast<ast::ListComp>(e)->elt);
      At(*e);
      code().Emit(Op::kListAppend, accumulator, r);
      break;
    }
    case ast::NodeKind::kSetComp: {
      const Register r = Any(ast::Cast<ast::SetComp>(e)->elt);
      At(*e);
      code().EmitSite(Op::kSetAdd, accumulator, r, 0);
      break;
    }
    default: {
      const Register r = ToNew(ast::Cast<ast::GeneratorExp>(e)->elt);
      At(*e);
      if (u_->scope->is_coroutine) code().Emit(Op::kAsyncGenWrap, r, r);
      code().Emit(Op::kYield, r, r, 0);
    }
  }
  PopTo(mark);
}

void Generator::ComprehensionLoop(const ast::ExprNode* e,
                                  ast::NodeList<ast::Comprehension> generators, size_t index,
                                  Register accumulator) {
  const ast::Comprehension* generator = generators[index];
  const Register mark = top();
  Label head, end;
  Register iterator = 0;  // the argument
  const auto* single = ast::DynamicCast<ast::List>(generator->iter);
  if (index > 0 && !generator->is_async && single != nullptr && single->elts.size() == 1 &&
      single->elts[0]->kind != ast::NodeKind::kStarred) {
    // `for x in [value]` is an assignment.
    const Register local = TargetRegister(generator->target);
    const Register value = local >= 0 ? local : Push();
    To(single->elts[0], value);
    if (local >= 0) {
      MarkBound(local);
    } else {
      Store(generator->target, value);
    }
    PopTo(mark);
    for (const ast::ExprNode* condition : generator->ifs) Condition(condition, false, end, *e);
    if (index + 1 < generators.size()) {
      ComprehensionLoop(e, generators, index + 1, accumulator);
    } else {
      ComprehensionElement(e, accumulator);
    }
    Bind(end);
    return PopTo(mark);
  }
  if (index > 0) {
    iterator = Push();
    const Register source = Materialize(Iterable(generator->iter, iterator));
    At(*e);
    if (generator->is_async) {
      code().EmitSite(Op::kGetAiter, iterator, source, 0);
    } else {
      code().EmitSite(Op::kGetIter, iterator, source, 0);
    }
    PopTo(iterator + 1);
  }
  BindLoopHead(head);
  AsyncLoop loop = {};
  if (generator->is_async) {
    const Register item = Push();
    loop = AsyncNext(iterator, item, *e);
    Store(generator->target, item);
    PopTo(item);
  } else {
    ForNext(iterator, generator->target, end, *e);
  }
  for (const ast::ExprNode* condition : generator->ifs) Condition(condition, false, head, *e);
  if (index + 1 < generators.size()) {
    ComprehensionLoop(e, generators, index + 1, accumulator);
  } else {
    ComprehensionElement(e, accumulator);
  }
  At(*e);
  Goto(head);
  if (generator->is_async) EndAsyncLoop(loop);
  Bind(end);
  PopTo(mark);
}

}  // namespace krait::compiler
