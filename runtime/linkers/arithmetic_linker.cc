// Linking of operators, comparisons and truth. Pairs of small ints and of floats get leaves with
// quickened opcodes; operands whose first candidate (operator_methods.h) is written in script are
// linked to that function; every other pair to the operator protocol. The guard is both shapes.
#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/number/arithmetic.h"
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
#define KRAIT_CASE(Name)                         \
  case Op::k##Name:                              \
    return {BinaryOperator::k##Name, false};     \
  case Op::kInplace##Name:                       \
    return {BinaryOperator::k##Name, true};
    KRAIT_BINARY_OPERATORS(KRAIT_CASE)
#undef KRAIT_CASE
#define KRAIT_CASE(Name)                         \
  case Op::k##Name##Imm:                         \
    return {BinaryOperator::k##Name, false};     \
  case Op::kInplace##Name##Imm:                  \
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

// Numbers answer NotImplemented to everything that has not the layout of a number.
bool IgnoresOperand(Value number, Type* other) {
  return (!number.IsHeap() || IsExact(number, ObjectKind::kInt)) &&
         (number.IsNumber() || number.IsHeap()) && other->instance_kind == ObjectKind::kObject;
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
  OperatorCandidate first =
      NextCandidate(iso, methods, left, right,
                    inplace ? OperatorRole::kInplace : OperatorRole::kReflectedFirst);
  if (first.role == OperatorRole::kForward && !IsScript(first.method) && IgnoresOperand(a, right)) {
    first = NextCandidate(iso, methods, left, right, OperatorRole::kReflected);
  }
  if (first.role > OperatorRole::kForward) lookup.Find(right, methods.reflected);
  const Guard guard = Guard::Shapes(ShapeOf(a), ShapeOf(b));
  if (IsScript(first.method)) {
    lookup.Link(site, guard, first.method,
                {FrameKind::kOperator, static_cast<uint8_t>(first.role)});
  } else {
    lookup.Link(site, guard, iso->interpreter().handles().Native(&kProtocolLeaf));
  }
}

Failure EnterOperator(Isolate* iso, Value method, Value a, Value b, OperatorRole role) {
  const auto number = static_cast<uint8_t>(role);
  return IsReflected(role)
             ? EnterScript(iso, method, {b, a}, FrameKind::kOperator, a, b, number)
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

Value BinarySlow(Isolate* iso, CallSite& site, Op op, Value a, Value b) {
  const OperatorOf which = BinaryOperatorOf(op);
  if (a.IsNumber() && b.IsNumber()) {
    LinkPair(iso, site,
             Value::BothInts(a, b)      ? &kIntArithmeticLeaf
             : Value::BothDoubles(a, b) ? &kFloatArithmeticLeaf
                                        : &kProtocolLeaf,
             a, b);
    const Value result = NumberBinary(iso, which.op, a, b);
    if (!result.IsNotImplemented()) return result;
    return which.inplace ? Inplace(iso, which.op, a, b) : Binary(iso, which.op, a, b);
  }
  if (IsScriptInstance(a) || IsScriptInstance(b)) {
    LinkOperator(iso, site, MethodsOf(which.op), which.inplace, a, b);
    if (EnterLinked(iso, site, a, b)) return Value();
    return BinaryFrom(iso, which, a, b,
                      which.inplace ? OperatorRole::kInplace : OperatorRole::kReflectedFirst);
  }
  const bool concat = which.op == BinaryOperator::kAdd && IsExactStr(a) && IsExactStr(b);
  LinkPair(iso, site, concat ? &kStrConcatLeaf : &kProtocolLeaf, a, b);
  if (concat) {
    return Value::Object(Str::Concat(iso, a.As<Str>(), b.As<Str>()));
  }
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
    LinkPair(iso, site,
             Value::BothInts(a, b)      ? &kIntCompareLeaf
             : Value::BothDoubles(a, b) ? &kFloatCompareLeaf
                                        : &kProtocolLeaf,
             a, b);
    return Value::Bool(CompareWords(op, a, b));
  }
  if (IsScriptInstance(a) || IsScriptInstance(b)) {
    LinkOperator(iso, site, MethodsOf(op), false, a, b);
    if (EnterLinked(iso, site, a, b)) return Value();
    if (!iso->CheckStack(" in comparison")) return Value();
    return CompareFrom(iso, op, a, b, OperatorRole::kReflectedFirst);
  }
  LinkPair(iso, site, &kProtocolLeaf, a, b);
  return Compare(iso, op, a, b);
}

int CompareTruthSlow(Isolate* iso, CallSite& site, CompareOp op, Value a, Value b) {
  if (IsExactStr(a) && IsExactStr(b) && (op == CompareOp::kEq || op == CompareOp::kNe)) {
    LinkPair(iso, site, &kProtocolLeaf, a, b);
    return Str::Equals(a.As<Str>(), b.As<Str>()) == (op == CompareOp::kEq);
  }
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
