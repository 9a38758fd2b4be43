// Expressions: dispatch, constants, boolean and conditional expressions, comparisons.

#include "runtime/collection/set.h"
#include "runtime/collection/slice.h"
#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"

namespace krait::compiler {

void Generator::To(const ast::ExprNode* e, Register to) {
  const Register mark = top();
  const Operand value = Evaluate(e, to);
  if (value.IsConstant()) {
    At(*e);
    Load(to, value.constant);
  } else if (value.reg != to) {
    Move(to, value.reg);
  }
  PopTo(mark);
}

Register Generator::ToNew(const ast::ExprNode* e) {
  const Register r = Push();
  To(e, r);
  return r;
}

Register Generator::Any(const ast::ExprNode* e) {
  const Operand value = Evaluate(e, kAnywhere);
  if (value.IsConstant()) At(*e);
  return Materialize(value);
}

void Generator::ForEffect(const ast::ExprNode* e) {
  const Register mark = top();
  Evaluate(e, kAnywhere);
  PopTo(mark);
}

Operand Generator::Evaluate(const ast::ExprNode* e, Register hint) {
  switch (e->kind) {
    case ast::NodeKind::kName: {
      const auto* name = ast::Cast<ast::Name>(e);
      if (name->id.view() == "__debug__") return Operand::OfConstant(Value::Bool(optimize_ == 0));
      At(*e);
      return LoadName(name->id, hint);
    }
    case ast::NodeKind::kConstant: {
      const Value value = constants_.Make(ast::Cast<ast::Constant>(e));
      if (value.IsEmpty()) FailPending();
      return Operand::OfConstant(value.IsEmpty() ? Value::None() : value);
    }
    default:
      break;
  }
  if (failed_) return Operand::OfConstant(Value::None());
  if (!iso_->CheckStack(" during compilation")) {
    FailPending();
    return Operand::OfConstant(Value::None());
  }
  return Expression(e, hint);
}

Operand Generator::Expression(const ast::ExprNode* e, Register hint) {
  using ast::NodeKind;
  switch (e->kind) {
    case NodeKind::kBinOp:
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
    case NodeKind::kCall:
      return SpineExpression(e, hint);
    case NodeKind::kBoolOp:
      return BoolExpression(ast::Cast<ast::BoolOp>(e), hint);
    case NodeKind::kNamedExpr:
      return NamedExpression(ast::Cast<ast::NamedExpr>(e), hint);
    case NodeKind::kUnaryOp:
      return UnaryExpression(ast::Cast<ast::UnaryOp>(e), hint);
    case NodeKind::kLambda:
      return LambdaExpression(ast::Cast<ast::Lambda>(e), hint);
    case NodeKind::kIfExp:
      return IfExpression(ast::Cast<ast::IfExp>(e), hint);
    case NodeKind::kDict:
      return DictDisplay(ast::Cast<ast::Dict>(e), hint);
    case NodeKind::kSet:
      return SetDisplay(ast::Cast<ast::Set>(e), hint);
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp:
      return ComprehensionExpression(e, hint);
    case NodeKind::kAwait:
      return AwaitExpression(ast::Cast<ast::Await>(e), hint);
    case NodeKind::kYield:
      return YieldExpression(ast::Cast<ast::Yield>(e), hint);
    case NodeKind::kYieldFrom:
      return YieldFromExpression(ast::Cast<ast::YieldFrom>(e), hint);
    case NodeKind::kCompare:
      return CompareExpression(ast::Cast<ast::Compare>(e), hint);
    case NodeKind::kFormattedValue:
      return FormattedString(ast::Cast<ast::FormattedValue>(e), hint);
    case NodeKind::kJoinedStr:
      return JoinedString(ast::Cast<ast::JoinedStr>(e), hint);
    case NodeKind::kStarred:
      Fail(*e, "can't use starred expression here");
      break;
    case NodeKind::kList:
    case NodeKind::kTuple:
      return SequenceDisplay(ast::Cast<ast::List>(e), hint);
    case NodeKind::kSlice:
      return SliceExpression(ast::Cast<ast::Slice>(e), hint);
    default:
      break;
  }
  return Operand::OfConstant(Value::None());
}

// ---- constants

bool Generator::ConstantItems(ast::NodeList<ast::ExprNode> elements, gc::RootVector* items,
                              int depth) {
  for (const ast::ExprNode* element : elements) {
    Value value;
    if (!ConstantValue(element, &value, depth + 1)) return false;
    items->push_back(value);
  }
  return true;
}

// Is the expression a constant, without generating code? Literals, tuples of constants, and signed
// numbers: what folding deeper expressions would add is left to Evaluate.
bool Generator::ConstantValue(const ast::ExprNode* e, Value* value, int depth) {
  if (depth > 100) return false;
  switch (e->kind) {
    case ast::NodeKind::kConstant: {
      const Operand operand = Evaluate(e, kAnywhere);
      *value = operand.constant;
      return true;
    }
    case ast::NodeKind::kName:
      if (ast::Cast<ast::Name>(e)->id.view() != "__debug__") return false;
      *value = Value::Bool(optimize_ == 0);
      return true;
    case ast::NodeKind::kUnaryOp: {
      const auto* unary = ast::Cast<ast::UnaryOp>(e);
      Value operand;
      if (!ConstantValue(unary->operand, &operand, depth + 1)) return false;
      const Value folded = FoldUnary(iso_, unary->op, operand);
      if (folded.IsEmpty()) return false;
      *value = constants_.Unify(folded);
      return true;
    }
    case ast::NodeKind::kBinOp: {
      const auto* binary = ast::Cast<ast::BinOp>(e);
      Value left, right;
      if (!ConstantValue(binary->right, &right, depth + 1)) return false;
      if (!ConstantValue(binary->left, &left, depth + 1)) return false;
      const Value folded = FoldBinary(iso_, binary->op, left, right);
      if (folded.IsEmpty()) return false;
      *value = constants_.Unify(folded);
      return true;
    }
    case ast::NodeKind::kTuple: {
      gc::RootVector items(iso_->heap());
      if (!ConstantItems(ast::Cast<ast::Tuple>(e)->elts, &items, depth)) return false;
      *value = constants_.TupleOf({items.data(), items.size()});
      if (value->IsEmpty()) FailPending();
      return !value->IsEmpty();
    }
    default:
      return false;
  }
}

// The iterable of a loop: nobody can tell a list or set display of constants from a constant.
Operand Generator::Iterable(const ast::ExprNode* e, Register hint) {
  return ComparedValue(e, ast::CompareOperator::kIn, hint);
}

// ---- unary, boolean, conditional

Operand Generator::UnaryExpression(const ast::UnaryOp* e, Register hint) {
  if (e->op == ast::UnaryOperator::kNot) {
    const auto* compare = ast::DynamicCast<ast::Compare>(e->operand);
    if (compare != nullptr && compare->ops.size() == 1) {
      const ast::CompareOperator op = compare->ops[0];
      if (op == ast::CompareOperator::kIs || op == ast::CompareOperator::kIsNot ||
          op == ast::CompareOperator::kIn || op == ast::CompareOperator::kNotIn) {
        return NegatedCompare(compare, hint);
      }
    }
  }
  const Register mark = top();
  const Operand operand = Evaluate(e->operand, kAnywhere);
  if (operand.IsConstant()) {
    const Value folded = FoldUnary(iso_, e->op, operand.constant);
    if (!folded.IsEmpty()) return Operand::OfConstant(constants_.Unify(folded));
  }
  const Register r = Materialize(operand);
  PopTo(mark);
  const Register to = Target(hint);
  Op op = Op::kNot;
  switch (e->op) {
    case ast::UnaryOperator::kInvert:
      op = Op::kInvert;
      break;
    case ast::UnaryOperator::kNot:
      op = Op::kNot;
      break;
    case ast::UnaryOperator::kUAdd:
      op = Op::kPos;
      break;
    case ast::UnaryOperator::kUSub:
      op = Op::kNeg;
      break;
  }
  At(*e);
  code().EmitSite(op, to, r, 0);
  return Operand::InRegister(to);
}

// `and`, `or`: each value goes to the result's register, and all but the last may end there.
Operand Generator::BoolExpression(const ast::BoolOp* e, Register hint) {
  const bool stop_at = e->op == ast::BoolOperator::kOr;
  const Register mark = top();
  // `x = x or y`: the test needs no copy of x.
  const bool in_place = hint >= 0 && IsLocalRegister(hint) && e->values.size() == 2 &&
                        TargetRegister(e->values[0]) == hint;
  const Register to = in_place ? hint : TemporaryTarget(hint);
  Label end;
  for (size_t i = 0; i + 1 < e->values.size(); ++i) {
    const Operand value = Evaluate(e->values[i], to);
    if (value.IsConstant()) {
      if (ConstantTruth(iso_, value.constant) != stop_at) continue;
      Load(to, value.constant);
      Goto(end);
      continue;
    }
    Move(to, value.reg);
    At(*e);
    JumpOnTruth(to, stop_at, end);
    PopTo(to == hint ? mark : to + 1);
  }
  const ast::ExprNode* last = e->values.back();
  if (!end.reached && code().reachable()) {
    // Everything before the last value was a constant.
    PopTo(mark);
    return Evaluate(last, hint);
  }
  To(last, to);
  Bind(end);
  PopTo(to == hint ? mark : to + 1);
  return Operand::InRegister(to);
}

Operand Generator::IfExpression(const ast::IfExp* e, Register hint) {
  const Register mark = top();
  Value constant;
  if (ConstantValue(e->test, &constant)) {
    const bool truth = ConstantTruth(iso_, constant);
    return Evaluate(truth ? e->body : e->orelse, hint);
  }
  Label otherwise, end;
  Condition(e->test, false, otherwise, *e);
  PopTo(mark);
  const Register to = Target(hint);
  To(e->body, to);
  Goto(end);
  Bind(otherwise);
  To(e->orelse, to);
  Bind(end);
  return Operand::InRegister(to);
}

Operand Generator::NamedExpression(const ast::NamedExpr* e, Register hint) {
  const ast::Identifier name = ast::Cast<ast::Name>(e->target)->id;
  if (RefuseDebugName(name, ast::ExprContext::kStore, *e)) return Operand();
  const Register local = LocalOf(name);
  if (local >= 0) {
    To(e->value, local);
    MarkBound(local);
    return Operand::InRegister(local);
  }
  Operand value = Evaluate(e->value, hint);
  const Register r = Materialize(value);
  At(*e->target);
  StoreName(name, r);
  return Operand::InRegister(r);
}

Operand Generator::SliceExpression(const ast::Slice* e, Register hint) {
  const ast::ExprNode* parts[] = {e->lower, e->upper, e->step};
  Value constants[3];
  bool constant = true;
  for (int i = 0; i < 3 && constant; ++i) {
    constants[i] = Value::None();
    if (parts[i] != nullptr) constant = ConstantValue(parts[i], &constants[i]);
  }
  if (constant) {
    Slice* slice = Slice::New(iso_, constants[0], constants[1], constants[2]);
    if (slice == nullptr) FailPending();
    return Operand::OfConstant(constants_.Unify(Value::Object(slice)));
  }
  const int count = e->step == nullptr ? 2 : 3;
  const Register base = top();
  for (int i = 0; i < count; ++i) {
    if (parts[i] != nullptr) {
      ToNew(parts[i]);
    } else {
      At(*e);
      LoadNone(Push());
    }
  }
  PopTo(base);
  const Register to = Target(hint);
  At(*e);
  code().Emit(Op::kBuildSlice, to, base, count);
  return Operand::InRegister(to);
}

// ---- comparisons

void Generator::CompareInstruction(ast::CompareOperator op, Register to, Register left,
                                   Register right) {
  switch (op) {
    case ast::CompareOperator::kEq:
      return code().EmitSite(Op::kEq, to, left, right);
    case ast::CompareOperator::kNotEq:
      return code().EmitSite(Op::kNe, to, left, right);
    case ast::CompareOperator::kLt:
      return code().EmitSite(Op::kLt, to, left, right);
    case ast::CompareOperator::kLtE:
      return code().EmitSite(Op::kLe, to, left, right);
    case ast::CompareOperator::kGt:
      return code().EmitSite(Op::kGt, to, left, right);
    case ast::CompareOperator::kGtE:
      return code().EmitSite(Op::kGe, to, left, right);
    case ast::CompareOperator::kIs:
      return code().Emit(Op::kIs, to, left, right);
    case ast::CompareOperator::kIsNot:
      return code().Emit(Op::kIsNot, to, left, right);
    // The container stands on the right, as in the source.
    case ast::CompareOperator::kIn:
      return code().EmitSite(Op::kIn, to, left, right);
    case ast::CompareOperator::kNotIn:
      return code().EmitSite(Op::kNotIn, to, left, right);
  }
}

// The constant frozenset of the items.
Value Generator::FrozenSetOf(const gc::RootVector& items) {
  Set* frozen = Set::NewFrozen(iso_);
  for (Value item : items) {
    if (frozen == nullptr || !frozen->Add(iso_, item)) {
      FailPending();
      return Value();
    }
  }
  return constants_.Unify(Value::Object(frozen));
}

// The right side of a comparison. `x in [1, 2]` and `x in {1, 2}` search constants.
Operand Generator::ComparedValue(const ast::ExprNode* e, ast::CompareOperator op, Register hint) {
  const bool membership = op == ast::CompareOperator::kIn || op == ast::CompareOperator::kNotIn;
  const auto* list = ast::DynamicCast<ast::List>(e);
  const auto* set = ast::DynamicCast<ast::Set>(e);
  if (membership && list != nullptr && list->kind == ast::NodeKind::kList) {
    gc::RootVector items(iso_->heap());
    if (ConstantItems(list->elts, &items, 0)) {
      return Operand::OfConstant(constants_.TupleOf({items.data(), items.size()}));
    }
  } else if (membership && set != nullptr) {
    gc::RootVector items(iso_->heap());
    if (ConstantItems(set->elts, &items, 0)) {
      return Operand::OfConstant(FrozenSetOf(items));
    }
  }
  return Evaluate(e, hint);
}

Operand Generator::NegatedCompare(const ast::Compare* e, Register hint) {
  CompareCautions(e);
  const Register mark = top();
  Operand left = Evaluate(e->left, kAnywhere);
  Protect(left, e->comparators[0]);
  const Operand right = ComparedValue(e->comparators[0], e->ops[0], kAnywhere);
  At(*e);
  const Register a = Materialize(left), b = Materialize(right);
  PopTo(mark);
  const Register to = Target(hint);
  ast::CompareOperator op = ast::CompareOperator::kIs;
  switch (e->ops[0]) {
    case ast::CompareOperator::kIs:
      op = ast::CompareOperator::kIsNot;
      break;
    case ast::CompareOperator::kIn:
      op = ast::CompareOperator::kNotIn;
      break;
    case ast::CompareOperator::kNotIn:
      op = ast::CompareOperator::kIn;
      break;
    default:
      break;
  }
  CompareInstruction(op, to, a, b);
  return Operand::InRegister(to);
}

Operand Generator::CompareExpression(const ast::Compare* e, Register hint) {
  CompareCautions(e);
  const Register mark = top();
  if (e->ops.size() == 1) {
    Operand left = Evaluate(e->left, kAnywhere);
    Protect(left, e->comparators[0]);
    const Operand right = ComparedValue(e->comparators[0], e->ops[0], kAnywhere);
    At(*e);
    const Register a = Materialize(left), b = Materialize(right);
    PopTo(mark);
    const Register to = Target(hint);
    CompareInstruction(e->ops[0], to, a, b);
    return Operand::InRegister(to);
  }
  // a < b < c: the result's register holds each comparison in turn.
  const Register to = TemporaryTarget(hint);
  const Register inner = top();
  Label end;
  Operand left = Evaluate(e->left, kAnywhere);
  for (size_t i = 0; i < e->ops.size(); ++i) {
    Protect(left, e->comparators[i]);
    const Register a = Materialize(left);
    const bool last = i + 1 == e->ops.size();
    Operand right = last ? ComparedValue(e->comparators[i], e->ops[i], kAnywhere)
                         : Evaluate(e->comparators[i], kAnywhere);
    if (!last) Protect(right, e->comparators[i + 1]);
    At(*e);
    const Register b = Materialize(right);
    CompareInstruction(e->ops[i], to, a, b);
    if (!last) JumpOnTruth(to, false, end);
    left = Operand::InRegister(b);
  }
  Bind(end);
  PopTo(to == hint ? mark : inner);
  return Operand::InRegister(to);
}

}  // namespace krait::compiler
