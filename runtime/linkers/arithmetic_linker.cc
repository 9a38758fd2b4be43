// Linking of operators, comparisons and truth. Pairs of small ints and of floats get leaves with
// quickened opcodes; every other pair is linked to the operator protocol, guarded by both shapes, so
// that the site still knows what it saw.
#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/number/arithmetic.h"
#include "runtime/object/operations.h"
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

}  // namespace

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
  const bool concat = which.op == BinaryOperator::kAdd && IsExactStr(a) && IsExactStr(b);
  LinkPair(iso, site, concat ? &kStrConcatLeaf : &kProtocolLeaf, a, b);
  if (concat) {
    return Value::Object(Str::Concat(iso, a.As<Str>(), b.As<Str>()));
  }
  return which.inplace ? Inplace(iso, which.op, a, b) : Binary(iso, which.op, a, b);
}

Value UnarySlow(Isolate* iso, CallSite& site, Op op, Value v) {
  LinkPair(iso, site, &kProtocolLeaf, v, Value::None());
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
  if (result.IsBool()) return result.IsTrue();
  bool truth;
  return Truth(iso, result, &truth) ? truth : -1;
}

int TruthSlow(Isolate* iso, CallSite& site, Value v) {
  LinkPair(iso, site, &kProtocolLeaf, v, Value::None());
  bool truth;
  return Truth(iso, v, &truth) ? truth : -1;
}

}  // namespace krait
