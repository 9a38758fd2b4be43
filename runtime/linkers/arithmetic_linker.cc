// Linking of operators, comparisons and truth. Pairs of small ints and of floats get leaves with
// quickened opcodes, other pairs of numbers or strs a leaf with an entry; every other pair is
// linked to the first candidate (operator_methods.h), a function of a script or of a built-in type,
// or, where there is none, to the operator protocol. The guard is both shapes.
#include <utility>

#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/operator_leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/number/arithmetic.h"
#include "runtime/object/call_native.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/operator_methods.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::NativeLeaf;
using callsite::ShapeOf;
using callsite::SiteState;

namespace {

struct OperatorOf {
  BinaryOperator op;
  bool inplace;
};

constexpr OperatorOf BinaryOperatorOf(Op op) {
  switch (op) {
#define KRAIT_CASE(Name)                     \
  case Op::k##Name:                          \
    return {BinaryOperator::k##Name, false}; \
  case Op::kInplace##Name:                   \
    return {BinaryOperator::k##Name, true};
    KRAIT_BINARY_OPERATORS(KRAIT_CASE)
#undef KRAIT_CASE
#define KRAIT_CASE(Name)                     \
  case Op::k##Name##Imm:                     \
    return {BinaryOperator::k##Name, false}; \
  case Op::kInplace##Name##Imm:              \
    return {BinaryOperator::k##Name, true};
    KRAIT_CASE(Add)
    KRAIT_CASE(Sub)
    KRAIT_CASE(Mul)
    KRAIT_CASE(Floordiv)
    KRAIT_CASE(Mod)
    KRAIT_CASE(Lshift)
    KRAIT_CASE(Rshift)
    KRAIT_CASE(And)
#undef KRAIT_CASE
    default:
      return {BinaryOperator::kAdd, false};
  }
}

void LinkPair(Isolate* iso, CallSite& site, const NativeLeaf* leaf, Value a, Value b) {
  if (site.state() == SiteState::kMegamorphic || site.Find(a, b) != nullptr) return;
  GuardedInvocation link;
  link.guard = Guard::Shapes(ShapeOf(a), ShapeOf(b));
  link.handle = iso->interpreter().handles().Native(leaf);
  site.Link(iso->heap(), std::move(link));
}

bool HasNumberLayout(const Type* type) {
  return type->instance_kind == ObjectKind::kInt || type->instance_kind == ObjectKind::kBool ||
         type->instance_kind == ObjectKind::kFloat || type->instance_kind == ObjectKind::kComplex;
}

// Numbers answer NotImplemented to everything that has not the layout of a number.
bool IgnoresOperand(Value number, Type* other) {
  return (!number.IsHeap() || IsExact(number, ObjectKind::kInt)) &&
         (number.IsNumber() || number.IsHeap()) && !HasNumberLayout(other);
}

// Is the candidate a function of a built-in type that takes the operands as they are?
bool TakesOperands(Isolate* iso, const OperatorCandidate& candidate, Value a, Value b) {
  if (!HasKind(candidate.method, ObjectKind::kWrapperDescriptor) &&
      !HasKind(candidate.method, ObjectKind::kMethodDescriptor)) {
    return false;
  }
  auto* function = candidate.method.As<NativeFunction>();
  const NativeSignature* signature = SignatureOf(iso, function);
  return signature->simple && signature->slots == 2 &&
         ReceiverFits(iso, function, IsReflected(candidate.role) ? b : a);
}

void LinkOperator(Isolate* iso, CallSite& site, const OperatorMethods& methods, bool inplace,
                  Value a, Value b) {
  if (site.state() == SiteState::kMegamorphic || site.Find(a, b) != nullptr) return;
  Type* left = TypeOf(iso, a);
  Type* right = TypeOf(iso, b);
  SpecialLookup lookup(iso);
  if (inplace) lookup.Find(left, methods.inplace);
  if (left != right && IsSubtype(right, left)) {
    lookup.Find(right, methods.reflected);
    lookup.Find(left, methods.reflected);
  }
  lookup.Find(left, methods.method);
  OperatorCandidate first = NextCandidate(
      iso, methods, left, right, inplace ? OperatorRole::kInplace : OperatorRole::kReflectedFirst);
  if (first.role == OperatorRole::kForward && !IsScript(first.method) && IgnoresOperand(a, right)) {
    first = NextCandidate(iso, methods, left, right, OperatorRole::kReflected);
  }
  if (first.role > OperatorRole::kForward) lookup.Find(right, methods.reflected);
  const Guard guard = Guard::Shapes(ShapeOf(a), ShapeOf(b));
  if (IsScript(first.method)) {
    lookup.Link(site, guard, first.method,
                {FrameKind::kOperator, static_cast<uint8_t>(first.role)});
  } else if (TakesOperands(iso, first, a, b)) {
    lookup.Link(site, guard,
                iso->interpreter().handles().CallNative(first.method.AsHeap(),
                                                        static_cast<int32_t>(first.role)));
  } else {
    lookup.Link(site, guard, iso->interpreter().handles().Native(&kProtocolLeaf));
  }
}

// What opcodes of their own, and the generic ones in line, do with numbers.
const NativeLeaf* LeafForNumbers(BinaryOperator op, Value a, Value b) {
  if (Value::BothInts(a, b)) {
    return op == BinaryOperator::kTruediv || op == BinaryOperator::kPow ? NumberLeaf(op)
                                                                        : &kIntArithmeticLeaf;
  }
  const bool in_line = op == BinaryOperator::kAdd || op == BinaryOperator::kSub ||
                       op == BinaryOperator::kMul || op == BinaryOperator::kTruediv;
  return in_line && Value::BothDoubles(a, b) ? &kFloatArithmeticLeaf : NumberLeaf(op);
}

const NativeLeaf* LeafForNumbers(CompareOp op, Value a, Value b) {
  if (Value::BothInts(a, b)) return &kIntCompareLeaf;
  const bool in_line = op != CompareOp::kEq && op != CompareOp::kNe;
  return in_line && Value::BothDoubles(a, b) ? &kFloatCompareLeaf : NumberLeaf(op);
}

Failure EnterOperator(Isolate* iso, Value method, Value a, Value b, OperatorRole role) {
  const auto number = static_cast<uint8_t>(role);
  return IsReflected(role) ? EnterScript(iso, method, {b, a}, FrameKind::kOperator, a, b, number)
                           : EnterScript(iso, method, {a, b}, FrameKind::kOperator, a, b, number);
}

// Asks the candidates from a role on, script functions by a frame. NotImplemented: none answered.
Value AskCandidates(Isolate* iso, const OperatorMethods& methods, Value a, Value b,
                    OperatorRole from) {
  Type* left = TypeOf(iso, a);
  Type* right = TypeOf(iso, b);
  while (true) {
    const OperatorCandidate next = NextCandidate(iso, methods, left, right, from);
    if (next.role == OperatorRole::kNone) return Value::NotImplemented();
    if (IsScript(next.method)) return EnterOperator(iso, next.method, a, b, next.role);
    const Value result = IsReflected(next.role) ? CallResolved(iso, next.method, b, a)
                                                : CallResolved(iso, next.method, a, b);
    if (!result.IsNotImplemented()) return result;
    from = static_cast<OperatorRole>(static_cast<int>(next.role) + 1);
  }
}

Value BinaryFrom(Isolate* iso, OperatorOf which, Value a, Value b, OperatorRole from) {
  const Value result = AskCandidates(iso, MethodsOf(which.op), a, b, from);
  if (!result.IsNotImplemented()) return result;
  return UnansweredOperator(iso, which.op, which.inplace, a, b);
}

Value CompareFrom(Isolate* iso, CompareOp op, Value a, Value b, OperatorRole from) {
  const Value result = AskCandidates(iso, MethodsOf(op), a, b, from);
  if (!result.IsNotImplemented()) return result;
  return UnansweredOperator(iso, op, a, b);
}

// The method that the site is linked to for the operands, entered.
bool EnterLinked(Isolate* iso, const CallSite& site, Value a, Value b) {
  SpecialUse use;
  const Value method = LinkedSpecial(site, a, b, &use);
  if (method) EnterOperator(iso, method, a, b, static_cast<OperatorRole>(use.role));
  return static_cast<bool>(method);
}

// The comparison of a comparing opcode.
constexpr CompareOp CompareOpOf(Op op) {
  switch (op) {
#define KRAIT_CASE(Name)       \
  case Op::k##Name:            \
  case Op::kJumpIf##Name:      \
  case Op::kJumpIf##Name##Imm: \
    return CompareOp::k##Name;
    KRAIT_COMPARISONS(KRAIT_CASE)
#undef KRAIT_CASE
    default:
      return CompareOp::kEq;
  }
}

bool IsComparison(Op op) { return op >= Op::kLt && op <= Op::kGe; }

}  // namespace

bool IsFusedComparison(Op op) { return op >= Op::kJumpIfLt && op <= Op::kJumpIfGeImm; }

Value NextOperatorMethod(Isolate* iso, Op op, Value a, Value b, OperatorRole asked) {
  const auto from = static_cast<OperatorRole>(static_cast<int>(asked) + 1);
  if (IsComparison(op) || IsFusedComparison(op)) {
    return CompareFrom(iso, CompareOpOf(op), a, b, from);
  }
  return BinaryFrom(iso, BinaryOperatorOf(op), a, b, from);
}

Value CallOperatorMethod(Isolate* iso, const CallSite& site, Op op, Value a, Value b) {
  const auto role = static_cast<OperatorRole>(site.cached_index);
  Value operands[] = {a, b};
  if (IsReflected(role)) std::swap(operands[0], operands[1]);
  const Value result =
      Value::FromBits(site.cached_word).As<NativeFunction>()->method->fn(iso, operands, 2);
  return result.IsNotImplemented() ? NextOperatorMethod(iso, op, a, b, role) : result;
}

Value BinarySlow(Isolate* iso, CallSite& site, Op op, Value a, Value b) {
  const OperatorOf which = BinaryOperatorOf(op);
  if (a.IsNumber() && b.IsNumber()) {
    const Value result = NumberBinary(iso, which.op, a, b);
    if (!result.IsNotImplemented()) {
      LinkPair(iso, site, LeafForNumbers(which.op, a, b), a, b);
      return result;
    }
    LinkPair(iso, site, &kProtocolLeaf, a, b);
    return which.inplace ? Inplace(iso, which.op, a, b) : Binary(iso, which.op, a, b);
  }
  if (IsScriptInstance(a) || IsScriptInstance(b)) {
    LinkOperator(iso, site, MethodsOf(which.op), which.inplace, a, b);
    if (EnterLinked(iso, site, a, b)) return Value();
    return BinaryFrom(iso, which, a, b,
                      which.inplace ? OperatorRole::kInplace : OperatorRole::kReflectedFirst);
  }
  if (which.op == BinaryOperator::kAdd && IsExactStr(a) && IsExactStr(b)) {
    LinkPair(iso, site, &kStrConcatLeaf, a, b);
    return Value::Object(Str::Concat(iso, a.As<Str>(), b.As<Str>()));
  }
  LinkOperator(iso, site, MethodsOf(which.op), which.inplace, a, b);
  return which.inplace ? Inplace(iso, which.op, a, b) : Binary(iso, which.op, a, b);
}

Value UnarySlow(Isolate* iso, CallSite& site, Op op, Value v) {
  const Special special = op == Op::kNeg   ? Special::kNeg
                          : op == Op::kPos ? Special::kPos
                                           : Special::kInvert;
  if (IsScriptInstance(v)) {
    if (site.state() != SiteState::kMegamorphic && site.Find(v, Value()) == nullptr) {
      LinkUnarySpecial(iso, site, v, special, {FrameKind::kScript}, &kProtocolLeaf);
    }
    const Value method = LookupSpecial(iso, v, special);
    if (IsScript(method)) return EnterScript(iso, method, {v}, FrameKind::kScript);
  } else {
    LinkPair(iso, site, &kProtocolLeaf, v, Value::None());
  }
  return Unary(iso,
               op == Op::kNeg   ? UnaryOperator::kNeg
               : op == Op::kPos ? UnaryOperator::kPos
                                : UnaryOperator::kInvert,
               v);
}

Value CompareSlow(Isolate* iso, CallSite& site, CompareOp op, Value a, Value b) {
  if (a.IsNumber() && b.IsNumber()) {
    LinkPair(iso, site, LeafForNumbers(op, a, b), a, b);
    return Value::Bool(CompareWords(op, a, b));
  }
  if (IsScriptInstance(a) || IsScriptInstance(b)) {
    LinkOperator(iso, site, MethodsOf(op), false, a, b);
    if (EnterLinked(iso, site, a, b)) return Value();
    if (!iso->CheckStack(" in comparison")) return Value();
    return CompareFrom(iso, op, a, b, OperatorRole::kReflectedFirst);
  }
  if (const NativeLeaf* leaf = ComparisonLeaf(op, ShapeOf(a), ShapeOf(b))) {
    LinkPair(iso, site, leaf, a, b);
    return CallEntry(leaf, iso, a, b);
  }
  LinkOperator(iso, site, MethodsOf(op), false, a, b);
  return Compare(iso, op, a, b);
}

int CompareTruthSlow(Isolate* iso, CallSite& site, CompareOp op, Value a, Value b) {
  const Value result = CompareSlow(iso, site, op, a, b);
  if (!result) return -1;
  return TruthOf(iso, result);
}

namespace {

// __bool__, else __len__, else always true.
void LinkTruth(Isolate* iso, CallSite& site, Value v) {
  Type* type = TypeOf(iso, v);
  SpecialLookup lookup(iso);
  const Guard guard = Guard::Shape(ShapeOf(v));
  Value method = lookup.Find(type, Special::kBool);
  if (IsScript(method)) {
    lookup.Link(site, guard, method, {FrameKind::kBool});
    return;
  }
  if (!method) {
    method = lookup.Find(type, Special::kLen);
    if (IsScript(method)) {
      lookup.Link(site, guard, method, {FrameKind::kLength});
      return;
    }
  }
  callsite::HandleTable& handles = iso->interpreter().handles();
  lookup.Link(site, guard,
              method ? handles.Native(&kProtocolLeaf) : handles.Constant(Value::True()));
}

}  // namespace

int TruthOf(Isolate* iso, Value v) {
  if (v.IsBool()) return v.IsTrue();
  if (IsScriptInstance(v)) {
    Type* type = TypeOf(iso, v);
    Value method = TypeSpecial(iso, type, Special::kBool);
    FrameKind kind = FrameKind::kBool;
    if (!method) {
      method = TypeSpecial(iso, type, Special::kLen);
      kind = FrameKind::kLength;
    }
    if (!method) return 1;
    if (IsScript(method)) {
      EnterScript(iso, method, {v}, kind);
      return -1;
    }
  }
  bool truth;
  return Truth(iso, v, &truth) ? truth : -1;
}

int TruthSlow(Isolate* iso, CallSite& site, Value v) {
  if (!IsScriptInstance(v)) {
    LinkPair(iso, site, &kProtocolLeaf, v, Value::None());
    bool truth;
    return Truth(iso, v, &truth) ? truth : -1;
  }
  if (site.state() != SiteState::kMegamorphic) {
    const callsite::MethodHandle* handle = site.Find(v, Value());
    if (handle == nullptr) {
      LinkTruth(iso, site, v);
    } else if (handle->kind() == callsite::HandleKind::kConstant) {
      return 1;
    }
  }
  return TruthOf(iso, v);
}

}  // namespace krait
