// Assignment in all its forms, and deletion.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

struct InplaceOps {
  Op plain;
  Op immediate;  // kNop: there is none
};

InplaceOps InplaceOf(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kAdd:
      return {Op::kInplaceAdd, Op::kInplaceAddImm};
    case ast::BinaryOperator::kSub:
      return {Op::kInplaceSub, Op::kInplaceSubImm};
    case ast::BinaryOperator::kMult:
      return {Op::kInplaceMul, Op::kInplaceMulImm};
    case ast::BinaryOperator::kMatMult:
      return {Op::kInplaceMatmul, Op::kNop};
    case ast::BinaryOperator::kDiv:
      return {Op::kInplaceTruediv, Op::kNop};
    case ast::BinaryOperator::kMod:
      return {Op::kInplaceMod, Op::kInplaceModImm};
    case ast::BinaryOperator::kPow:
      return {Op::kInplacePow, Op::kNop};
    case ast::BinaryOperator::kLShift:
      return {Op::kInplaceLshift, Op::kInplaceLshiftImm};
    case ast::BinaryOperator::kRShift:
      return {Op::kInplaceRshift, Op::kInplaceRshiftImm};
    case ast::BinaryOperator::kBitOr:
      return {Op::kInplaceOr, Op::kNop};
    case ast::BinaryOperator::kBitXor:
      return {Op::kInplaceXor, Op::kNop};
    case ast::BinaryOperator::kBitAnd:
      return {Op::kInplaceAnd, Op::kInplaceAndImm};
    case ast::BinaryOperator::kFloorDiv:
      return {Op::kInplaceFloordiv, Op::kInplaceFloordivImm};
  }
  return {Op::kNop, Op::kNop};
}

bool IsSequence(const ast::ExprNode* e) {
  return e->kind == ast::NodeKind::kTuple || e->kind == ast::NodeKind::kList;
}

bool HasStar(ast::NodeList<ast::ExprNode> elements) {
  for (const ast::ExprNode* element : elements) {
    if (element->kind == ast::NodeKind::kStarred) return true;
  }
  return false;
}

}  // namespace

Register Generator::TargetRegister(const ast::ExprNode* target) {
  const auto* name = ast::DynamicCast<ast::Name>(target);
  return name == nullptr || name->id.view() == "__debug__" ? kAnywhere : LocalOf(name->id);
}

void Generator::AssignStatement(const ast::Assign* statement) {
  const ast::ExprNode* first = statement->targets[0];
  if (statement->targets.size() == 1) {
    const Register local = TargetRegister(first);
    if (local >= 0) {
      To(statement->value, local);
      return MarkBound(local);
    }
    if (AssignPairwise(first, statement->value)) return;
  }
  Operand value = Evaluate(statement->value, kAnywhere);
  if (!value.IsConstant() && IsLocalRegister(value.reg)) {
    // A target may rebind the local before it is stored to the next one, or while it is evaluated.
    const bool plain =
        statement->targets.size() == 1 && !IsSequence(first) && !MayBeRebound(value.reg, first);
    if (!plain) {
      const Register copy = Push();
      Move(copy, value.reg);
      value.reg = copy;
    }
  }
  const Register from = Materialize(value);
  for (const ast::ExprNode* target : statement->targets) {
    const Register mark = top();
    Store(target, from);
    PopTo(mark);
  }
}

// `a, b = c, d` without building a tuple. All values are evaluated first, then stored left to
// right; a value that is a local stays where it is unless a target before it rebinds it.
bool Generator::AssignPairwise(const ast::ExprNode* target, const ast::ExprNode* value) {
  if (!IsSequence(target) || !IsSequence(value)) return false;
  const auto targets = ast::Cast<ast::List>(target)->elts;
  const auto values = ast::Cast<ast::List>(value)->elts;
  if (targets.size() != values.size() || targets.empty() || targets.size() > 16) return false;
  if (HasStar(targets) || HasStar(values)) return false;
  Operand operands[16];
  for (size_t i = 0; i < values.size(); ++i) {
    operands[i] = Evaluate(values[i], kAnywhere);
    if (operands[i].IsConstant() || !IsLocalRegister(operands[i].reg)) continue;
    bool rebound = false;
    for (size_t k = 0; k < i; ++k) {
      const auto* name = ast::DynamicCast<ast::Name>(targets[k]);
      if (IsSequence(targets[k])) rebound = true;
      if (name != nullptr && LocalOf(name->id) == operands[i].reg) rebound = true;
    }
    for (size_t k = 0; k < values.size(); ++k) {
      if (k > i && MayBeRebound(operands[i].reg, values[k])) rebound = true;
      if (MayBeRebound(operands[i].reg, targets[k])) rebound = true;
    }
    if (rebound) {
      const Register copy = Push();
      Move(copy, operands[i].reg);
      operands[i].reg = copy;
    }
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    const Register mark = top();
    const Register local = TargetRegister(targets[i]);
    if (local >= 0) {
      At(*targets[i]);
      if (operands[i].IsConstant()) {
        Load(local, operands[i].constant);
      } else {
        Move(local, operands[i].reg);
      }
      MarkBound(local);
    } else {
      Store(targets[i], Materialize(operands[i]));
    }
    PopTo(mark);
  }
  return true;
}

void Generator::Store(const ast::ExprNode* target, Register from) {
  switch (target->kind) {
    case ast::NodeKind::kName: {
      const auto* name = ast::Cast<ast::Name>(target);
      if (RefuseDebugName(name->id, ast::ExprContext::kStore, *target)) return;
      At(*target);
      return StoreName(name->id, from);
    }
    case ast::NodeKind::kAttribute: {
      const auto* attribute = ast::Cast<ast::Attribute>(target);
      if (RefuseDebugName(attribute->attr, ast::ExprContext::kStore, *target)) return;
      const Register object = Any(attribute->value);
      AtAttribute(attribute, *attribute);
      const ast::Identifier name = Mangle(attribute->attr);
      NoteName(name);
      code().EmitSite(Op::kSetAttr, object, from, 0, StrOf(name));
      return;
    }
    case ast::NodeKind::kSubscript: {
      const auto* subscript = ast::Cast<ast::Subscript>(target);
      Operand object = Evaluate(subscript->value, kAnywhere);
      Protect(object, subscript->slice);
      const Register container = Materialize(object);
      const Register key = Any(subscript->slice);
      At(*target);
      code().EmitSite(Op::kSetItem, container, key, from);
      return;
    }
    case ast::NodeKind::kTuple:
    case ast::NodeKind::kList:
      return Unpack(target, ast::Cast<ast::List>(target)->elts, from);
    case ast::NodeKind::kStarred:
      return Fail(*target, "starred assignment target must be in a list or tuple");
    default:
      return;
  }
}

// The first of the elements' registers when they are distinct locals in a row.
Register Generator::ConsecutiveLocals(ast::NodeList<ast::ExprNode> elements) {
  if (elements.empty()) return kAnywhere;
  Register first = kAnywhere;
  for (size_t i = 0; i < elements.size(); ++i) {
    const Register r = TargetRegister(elements[i]);
    if (r < 0 || (i > 0 && r != first + static_cast<Register>(i))) return kAnywhere;
    if (i == 0) first = r;
  }
  return first;
}

void Generator::Unpack(const ast::ExprNode* target, ast::NodeList<ast::ExprNode> elements,
                       Register from) {
  const auto count = static_cast<int>(elements.size());
  int star = -1;
  for (int i = 0; i < count; ++i) {
    if (elements[static_cast<size_t>(i)]->kind != ast::NodeKind::kStarred) continue;
    if (star >= 0) return Fail(*target, "multiple starred expressions in assignment");
    if (i >= 256 || count - i - 1 >= 1 << 23) {
      return Fail(*target, "too many expressions in star-unpacking assignment");
    }
    star = i;
  }
  At(*target);
  if (star < 0) {
    const Register locals = ConsecutiveLocals(elements);
    if (locals >= 0) {
      code().EmitSite(Op::kUnpackSequence, locals, from, count);
      for (int i = 0; i < count; ++i) MarkBound(locals + i);
      return;
    }
  }
  const Register base = PushMany(count);
  if (star >= 0) {
    code().EmitSiteExtra(Op::kUnpackEx, base, from, star,
                         static_cast<uint32_t>(count - star - 1));
  } else {
    code().EmitSite(Op::kUnpackSequence, base, from, count);
  }
  for (int i = 0; i < count; ++i) {
    const ast::ExprNode* element = elements[static_cast<size_t>(i)];
    if (i == star) element = ast::Cast<ast::Starred>(element)->value;
    const Register mark = top();
    Store(element, base + i);
    PopTo(mark);
  }
}

// ---- augmented assignment

void Generator::InplaceOperation(ast::BinaryOperator op, Register to, Register left,
                                 const ast::ExprNode* right, const ast::Position& at) {
  const InplaceOps ops = InplaceOf(op);
  const Operand value = Evaluate(right, kAnywhere);
  if (value.IsConstant() && ops.immediate != Op::kNop && value.constant.IsInt() &&
      value.constant.AsInt() >= -128 && value.constant.AsInt() <= 127) {
    At(at);
    code().EmitSite(ops.immediate, to, left, static_cast<int>(value.constant.AsInt()));
    return;
  }
  const Register r = Materialize(value);
  At(at);
  code().EmitSite(ops.plain, to, left, r);
}

void Generator::AugAssignStatement(const ast::AugAssign* statement) {
  const ast::ExprNode* target = statement->target;
  switch (target->kind) {
    case ast::NodeKind::kName: {
      const auto* name = ast::Cast<ast::Name>(target);
      if (RefuseDebugName(name->id, ast::ExprContext::kStore, *target)) return;
      At(*target);
      Operand value = LoadName(name->id, kAnywhere);
      const Register local = IsLocalRegister(value.reg) ? value.reg : kAnywhere;
      Protect(value, statement->value);
      const Register to = local >= 0 ? local : value.reg;
      InplaceOperation(statement->op, to, value.reg, statement->value, *statement);
      if (local < 0) {
        At(*target);
        StoreName(name->id, to);
      }
      return;
    }
    case ast::NodeKind::kAttribute: {
      const auto* attribute = ast::Cast<ast::Attribute>(target);
      if (RefuseDebugName(attribute->attr, ast::ExprContext::kStore, *target)) return;
      Operand object = Evaluate(attribute->value, kAnywhere);
      Protect(object, statement->value);
      const Register holder = Materialize(object);
      const ast::Identifier name = Mangle(attribute->attr);
      NoteName(name);
      const Register value = Push();
      AtAttribute(attribute, *attribute);
      code().EmitSite(Op::kGetAttr, value, holder, 0, StrOf(name));
      InplaceOperation(statement->op, value, value, statement->value, *statement);
      AtAttribute(attribute, *attribute);
      code().EmitSite(Op::kSetAttr, holder, value, 0, StrOf(name));
      return;
    }
    case ast::NodeKind::kSubscript: {
      const auto* subscript = ast::Cast<ast::Subscript>(target);
      Operand object = Evaluate(subscript->value, kAnywhere);
      Protect(object, subscript->slice);
      Protect(object, statement->value);
      const Register container = Materialize(object);
      Operand index = Evaluate(subscript->slice, kAnywhere);
      Protect(index, statement->value);
      const Register key = Materialize(index);
      const Register value = Push();
      At(*target);
      code().EmitSite(Op::kGetItem, value, container, key);
      InplaceOperation(statement->op, value, value, statement->value, *statement);
      At(*target);
      code().EmitSite(Op::kSetItem, container, key, value);
      return;
    }
    default:
      return;
  }
}

// ---- annotated assignment

void Generator::AnnAssignStatement(const ast::AnnAssign* statement) {
  const ast::ExprNode* target = statement->target;
  if (statement->value != nullptr) {
    const Register local = TargetRegister(target);
    if (local >= 0) {
      To(statement->value, local);
      MarkBound(local);
    } else {
      const Register mark = top();
      Operand value = Evaluate(statement->value, kAnywhere);
      Protect(value, target);
      Store(target, Materialize(value));
      PopTo(mark);
    }
  }
  if (const auto* name = ast::DynamicCast<ast::Name>(target)) {
    if (RefuseDebugName(name->id, ast::ExprContext::kStore, *statement)) return;
    if (!statement->simple || u_->IsFunction()) return CheckAnnotation(statement);
    // __annotations__[name] = annotation
    const Register value = Push();
    AnnotationValue(statement->annotation, value);
    const Register annotations = Push();
    At(*statement);
    NameInstruction(Op::kLoadName, annotations, arena_.Intern("__annotations__"));
    const Register key = Push();
    Load(key, constants_.String(Mangle(name->id).view()));
    code().EmitSite(Op::kSetItem, annotations, key, value);
    return;
  }
  if (statement->value == nullptr) {
    // The parts of the target are evaluated all the same.
    if (const auto* attribute = ast::DynamicCast<ast::Attribute>(target)) {
      if (RefuseDebugName(attribute->attr, ast::ExprContext::kStore, *statement)) return;
      ForEffect(attribute->value);
    } else if (const auto* subscript = ast::DynamicCast<ast::Subscript>(target)) {
      ForEffect(subscript->value);
      ForEffect(subscript->slice);
    }
  }
  CheckAnnotation(statement);
}

// Outside of functions the annotation of anything but a plain name is evaluated and dropped.
void Generator::CheckAnnotation(const ast::AnnAssign* statement) {
  if (u_->IsFunction() || (future_flags_ & kFutureAnnotations) != 0) return;
  ForEffect(statement->annotation);
}

// ---- deletion

void Generator::DeleteTarget(const ast::ExprNode* target) {
  const Register mark = top();
  switch (target->kind) {
    case ast::NodeKind::kName:
      DeleteName(ast::Cast<ast::Name>(target)->id, *target);
      break;
    case ast::NodeKind::kAttribute: {
      const auto* attribute = ast::Cast<ast::Attribute>(target);
      if (RefuseDebugName(attribute->attr, ast::ExprContext::kDel, *target)) return;
      const Register object = Any(attribute->value);
      AtAttribute(attribute, *attribute);
      const ast::Identifier name = Mangle(attribute->attr);
      NoteName(name);
      code().EmitSite(Op::kDelAttr, object, 0, 0, StrOf(name));
      break;
    }
    case ast::NodeKind::kSubscript: {
      const auto* subscript = ast::Cast<ast::Subscript>(target);
      Operand object = Evaluate(subscript->value, kAnywhere);
      Protect(object, subscript->slice);
      const Register container = Materialize(object);
      const Register key = Any(subscript->slice);
      At(*target);
      code().EmitSite(Op::kDelItem, container, key, 0);
      break;
    }
    case ast::NodeKind::kTuple:
    case ast::NodeKind::kList:
      for (const ast::ExprNode* element : ast::Cast<ast::List>(target)->elts) {
        DeleteTarget(element);
      }
      break;
    default:
      break;
  }
  PopTo(mark);
}

}  // namespace krait::compiler
