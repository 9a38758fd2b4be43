// Conditions: expressions of which only the truth matters, compiled to jumps without making bools.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

struct CompareJump {
  Op registers;
  Op immediate;
};

// The fused jump of a comparison; kNop when there is none.
CompareJump JumpOf(ast::CompareOperator op) {
  switch (op) {
    case ast::CompareOperator::kEq:
      return {Op::kJumpIfEq, Op::kJumpIfEqImm};
    case ast::CompareOperator::kNotEq:
      return {Op::kJumpIfNe, Op::kJumpIfNeImm};
    case ast::CompareOperator::kLt:
      return {Op::kJumpIfLt, Op::kJumpIfLtImm};
    case ast::CompareOperator::kLtE:
      return {Op::kJumpIfLe, Op::kJumpIfLeImm};
    case ast::CompareOperator::kGt:
      return {Op::kJumpIfGt, Op::kJumpIfGtImm};
    case ast::CompareOperator::kGtE:
      return {Op::kJumpIfGe, Op::kJumpIfGeImm};
    default:
      return {Op::kNop, Op::kNop};
  }
}

}  // namespace

void Generator::Condition(const ast::ExprNode* e, bool truth, Label& label,
                          const ast::Position& where) {
  if (failed_ || !iso_->CheckStack(" during compilation")) return FailPending();
  const Register mark = top();
  if (const auto* unary = ast::DynamicCast<ast::UnaryOp>(e)) {
    if (unary->op == ast::UnaryOperator::kNot) {
      return Condition(unary->operand, !truth, label, where);
    }
  } else if (const auto* logical = ast::DynamicCast<ast::BoolOp>(e)) {
    return BoolCondition(logical, truth, label, where);
  } else if (const auto* compare = ast::DynamicCast<ast::Compare>(e)) {
    CompareCondition(compare, truth, label, where);
    return PopTo(mark);
  } else if (const auto* choice = ast::DynamicCast<ast::IfExp>(e)) {
    Label otherwise, end;
    Condition(choice->test, false, otherwise, where);
    Condition(choice->body, truth, label, where);
    Goto(end);
    Bind(otherwise);
    Condition(choice->orelse, truth, label, where);
    return Bind(end);
  }
  const Operand value = Evaluate(e, kAnywhere);
  if (value.IsConstant()) {
    if (ConstantTruth(iso_, value.constant) == truth) Goto(label);
  } else {
    At(where);
    JumpOnTruth(value.reg, truth, label);
  }
  PopTo(mark);
}

void Generator::BoolCondition(const ast::BoolOp* e, bool truth, Label& label,
                              const ast::Position& where) {
  const bool is_or = e->op == ast::BoolOperator::kOr;
  // `or` that jumps when true, `and` that jumps when false: every value may jump to the label.
  if (is_or == truth) {
    for (const ast::ExprNode* value : e->values) Condition(value, truth, label, where);
    return;
  }
  Label past;
  for (size_t i = 0; i + 1 < e->values.size(); ++i) {
    Condition(e->values[i], !truth, past, where);
  }
  Condition(e->values.back(), truth, label, where);
  Bind(past);
}

void Generator::ComparePair(ast::CompareOperator op, Operand left, Operand right, bool truth,
                            Label& label, const ast::Position& at) {
  const CompareJump jump = JumpOf(op);
  At(at);
  if (jump.registers != Op::kNop) {
    if (right.IsConstant() && right.constant.IsInt() && right.constant.AsInt() >= -128 &&
        right.constant.AsInt() <= 127) {
      const Register a = Materialize(left);
      At(at);
      return JumpOnSite(jump.immediate, a, static_cast<int>(right.constant.AsInt()), truth, label);
    }
    const Register a = Materialize(left), b = Materialize(right);
    return JumpOnSite(jump.registers, a, b, truth, label);
  }
  const bool identity = op == ast::CompareOperator::kIs || op == ast::CompareOperator::kIsNot;
  if (identity && right.IsConstant() && right.constant.IsNone()) {
    const Register a = Materialize(left);
    const bool when_none = (op == ast::CompareOperator::kIs) == truth;
    return JumpOn(when_none ? Op::kJumpIfNone : Op::kJumpIfNotNone, a, 0, label);
  }
  const Register a = Materialize(left), b = Materialize(right);
  const Register result = Push();
  CompareInstruction(op, result, a, b);
  JumpOnTruth(result, truth, label);
}

void Generator::CompareCondition(const ast::Compare* e, bool truth, Label& label,
                                 const ast::Position& where) {
  CompareCautions(e);
  Operand left = Evaluate(e->left, kAnywhere);
  if (e->ops.size() == 1) {
    Protect(left, e->comparators[0]);
    const Operand right = ComparedValue(e->comparators[0], e->ops[0], kAnywhere);
    return ComparePair(e->ops[0], left, right, truth, label, *e);
  }
  Label past;
  for (size_t i = 0; i < e->ops.size(); ++i) {
    Protect(left, e->comparators[i]);
    left = Operand::InRegister(Materialize(left));
    const bool last = i + 1 == e->ops.size();
    Operand right = last ? ComparedValue(e->comparators[i], e->ops[i], kAnywhere)
                         : Evaluate(e->comparators[i], kAnywhere);
    if (last) {
      ComparePair(e->ops[i], left, right, truth, label, *e);
      break;
    }
    Protect(right, e->comparators[i + 1]);
    At(*e);
    right = Operand::InRegister(Materialize(right));
    ComparePair(e->ops[i], left, right, false, truth ? past : label, *e);
    left = right;
  }
  Bind(past);
}

}  // namespace krait::compiler
