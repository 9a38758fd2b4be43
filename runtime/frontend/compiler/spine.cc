// Left spines: operators, attributes, subscripts and calls chain to the left as deep as the source
// is long, so they are compiled in a loop, from the innermost operand outwards.
//
// The value so far is a constant, a local in place, or the topmost temporary: the register `slot`
// when the caller's hint is the topmost temporary anyway, else a new one at `mark`.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

struct BinaryOps {
  Op plain;
  Op immediate;  // kNop: there is none
};

BinaryOps OpsOf(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kAdd:
      return {Op::kAdd, Op::kAddImm};
    case ast::BinaryOperator::kSub:
      return {Op::kSub, Op::kSubImm};
    case ast::BinaryOperator::kMult:
      return {Op::kMul, Op::kMulImm};
    case ast::BinaryOperator::kMatMult:
      return {Op::kMatmul, Op::kNop};
    case ast::BinaryOperator::kDiv:
      return {Op::kTruediv, Op::kNop};
    case ast::BinaryOperator::kMod:
      return {Op::kMod, Op::kModImm};
    case ast::BinaryOperator::kPow:
      return {Op::kPow, Op::kNop};
    case ast::BinaryOperator::kLShift:
      return {Op::kLshift, Op::kLshiftImm};
    case ast::BinaryOperator::kRShift:
      return {Op::kRshift, Op::kRshiftImm};
    case ast::BinaryOperator::kBitOr:
      return {Op::kOr, Op::kNop};
    case ast::BinaryOperator::kBitXor:
      return {Op::kXor, Op::kNop};
    case ast::BinaryOperator::kBitAnd:
      return {Op::kAnd, Op::kAndImm};
    case ast::BinaryOperator::kFloorDiv:
      return {Op::kFloordiv, Op::kFloordivImm};
  }
  return {Op::kNop, Op::kNop};
}

const ast::ExprNode* LeftOf(const ast::ExprNode* e) {
  switch (e->kind) {
    case ast::NodeKind::kBinOp:
      return ast::Cast<ast::BinOp>(e)->left;
    case ast::NodeKind::kAttribute:
      return ast::Cast<ast::Attribute>(e)->value;
    case ast::NodeKind::kSubscript:
      return ast::Cast<ast::Subscript>(e)->value;
    case ast::NodeKind::kCall:
      return ast::Cast<ast::Call>(e)->func;
    default:
      return nullptr;
  }
}

bool IsByte(Value v) { return v.IsInt() && v.AsInt() >= -128 && v.AsInt() <= 127; }

}  // namespace

Operand Generator::SpineExpression(const ast::ExprNode* e, Register hint) {
  const size_t base = spine_.size();
  while (const ast::ExprNode* left = LeftOf(e)) {
    spine_.push_back(e);
    e = left;
  }
  const Spine spine = {top(), hint >= u_->temporaries && hint == top() - 1 ? hint : kAnywhere};
  Operand value = Evaluate(e, spine.slot);
  while (spine_.size() > base) {
    const ast::ExprNode* link = spine_.back();
    spine_.pop_back();
    const Register goal = spine_.size() == base ? hint : spine.slot;
    switch (link->kind) {
      case ast::NodeKind::kBinOp:
        value = BinaryLink(ast::Cast<ast::BinOp>(link), value, spine, goal);
        break;
      case ast::NodeKind::kSubscript:
        value = SubscriptLink(ast::Cast<ast::Subscript>(link), value, spine, goal);
        break;
      case ast::NodeKind::kCall:
        value = CallLink(ast::Cast<ast::Call>(link), value, spine);
        break;
      default: {
        const auto* attribute = ast::Cast<ast::Attribute>(link);
        const ast::Call* call =
            spine_.size() > base ? ast::DynamicCast<ast::Call>(spine_.back()) : nullptr;
        if (call != nullptr && !HasUnpacking(call) && !IsLarge(call)) {
          spine_.pop_back();
          value = MethodCallLink(attribute, call, value, spine);
        } else {
          value = AttributeLink(attribute, value, spine, goal);
        }
      }
    }
  }
  return value;
}

Operand Generator::BinaryLink(const ast::BinOp* e, Operand left, const Spine& spine,
                              Register goal) {
  Protect(left, e->right);
  const Operand right = Evaluate(e->right, kAnywhere);
  const BinaryOps ops = OpsOf(e->op);
  if (left.IsConstant() && right.IsConstant()) {
    const Value folded = FoldBinary(iso_, e->op, left.constant, right.constant);
    if (!folded.IsEmpty()) {
      PopTo(spine.mark);
      return Operand::OfConstant(constants_.Unify(folded));
    }
  }
  At(*e);
  const Register a = Materialize(left);
  if (right.IsConstant() && ops.immediate != Op::kNop && IsByte(right.constant)) {
    PopTo(spine.mark);
    const Register to = Target(goal);
    code().EmitSite(ops.immediate, to, a, static_cast<int>(right.constant.AsInt()));
    return Operand::InRegister(to);
  }
  const Register b = Materialize(right);
  PopTo(spine.mark);
  const Register to = Target(goal);
  code().EmitSite(ops.plain, to, a, b);
  return Operand::InRegister(to);
}

Operand Generator::AttributeLink(const ast::Attribute* e, Operand value, const Spine& spine,
                                 Register goal) {
  const Register holder = Materialize(value);
  PopTo(spine.mark);
  const Register to = Target(goal);
  const ast::Identifier name = Mangle(e->attr);
  NoteName(name);
  AtAttribute(e, *e);
  code().EmitSite(Op::kGetAttr, to, holder, 0, StrOf(name));
  return Operand::InRegister(to);
}

Operand Generator::SubscriptLink(const ast::Subscript* e, Operand value, const Spine& spine,
                                 Register goal) {
  SubscriptCautions(e);
  Protect(value, e->slice);
  const Operand key = Evaluate(e->slice, kAnywhere);
  if (value.IsConstant() && key.IsConstant()) {
    const Value folded = FoldSubscript(iso_, value.constant, key.constant);
    if (!folded.IsEmpty()) {
      PopTo(spine.mark);
      return Operand::OfConstant(constants_.Unify(folded));
    }
  }
  At(*e);
  const Register container = Materialize(value);
  if (key.IsConstant() && IsByte(key.constant)) {
    PopTo(spine.mark);
    const Register to = Target(goal);
    code().EmitSite(Op::kGetItemImm, to, container, static_cast<int>(key.constant.AsInt()));
    return Operand::InRegister(to);
  }
  const Register k = Materialize(key);
  PopTo(spine.mark);
  const Register to = Target(goal);
  code().EmitSite(Op::kGetItem, to, container, k);
  return Operand::InRegister(to);
}

// The register of the call window: where the value stands if that is the topmost temporary.
Register Generator::CallWindow(const Operand& value, const Spine& spine) {
  if (value.reg >= u_->temporaries && value.reg == top() - 1) return value.reg;
  return spine.slot >= 0 ? spine.slot : Push();
}

Operand Generator::CallLink(const ast::Call* e, Operand callee, const Spine& spine) {
  CallCautions(e);
  CheckKeywords(e->keywords, *e);
  const Register window = CallWindow(callee, spine);
  if (callee.IsConstant()) {
    Load(window, callee.constant);
  } else {
    Move(window, callee.reg);
  }
  if (HasUnpacking(e) || IsLarge(e)) {
    UnpackingCall(window, e->args, e->keywords, 0, *e);
  } else {
    uint32_t names = 0;
    const int count = PlainArguments(e->args, e->keywords, &names);
    At(*e);
    if (e->keywords.empty()) {
      code().EmitSite(Op::kCall, window, count, 0);
    } else {
      code().EmitSiteExtra(Op::kCallKw, window, count, 0, names);
    }
  }
  PopTo(window == spine.slot ? spine.mark : window + 1);
  return Operand::InRegister(window);
}

Operand Generator::MethodCallLink(const ast::Attribute* method, const ast::Call* e,
                                  Operand receiver, const Spine& spine) {
  CheckKeywords(e->keywords, *e);
  const Register window = CallWindow(receiver, spine);
  if (receiver.IsConstant()) {
    Load(window, receiver.constant);
    receiver.reg = window;
  }
  const ast::Identifier name = Mangle(method->attr);
  NoteName(name);
  AtAttribute(method, *method);
  Push();  // self
  code().EmitSite(Op::kLoadMethod, window, receiver.reg, 0, StrOf(name));
  uint32_t names = 0;
  const int count = PlainArguments(e->args, e->keywords, &names);
  AtAttribute(method, *e);
  if (e->keywords.empty()) {
    code().EmitSite(Op::kCallMethod, window, count, 0);
  } else {
    code().EmitSiteExtra(Op::kCallMethodKw, window, count, 0, names);
  }
  PopTo(window == spine.slot ? spine.mark : window + 1);
  return Operand::InRegister(window);
}

}  // namespace krait::compiler
