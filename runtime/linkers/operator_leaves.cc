#include "runtime/linkers/operator_leaves.h"

#include <iterator>

#include "callsite/guarded_invocation.h"
#include "runtime/bytecode/opcodes.h"
#include "runtime/number/arithmetic.h"
#include "runtime/object/checks.h"
#include "runtime/object/kinds.h"
#include "runtime/object/operator_methods.h"
#include "runtime/text/str.h"
#include "runtime/text/str_operations.h"

namespace krait {

using callsite::NativeLeaf;

namespace {

auto Entry(BinaryEntry function) { return reinterpret_cast<void (*)()>(function); }

template <BinaryOperator op>
Value ComputeNumbers(Isolate* iso, Value a, Value b) {
  return NumberBinary(iso, op, a, b);
}

template <CompareOp op>
Value CompareNumbers(Isolate*, Value a, Value b) {
  return Value::Bool(CompareWords(op, a, b));
}

template <CompareOp op>
Value CompareStrs(Isolate*, Value a, Value b) {
  const auto *x = a.As<Str>(), *y = b.As<Str>();
  switch (op) {
    case CompareOp::kEq:
      return Value::Bool(Str::Equals(x, y));
    case CompareOp::kNe:
      return Value::Bool(!Str::Equals(x, y));
    case CompareOp::kLt:
      return Value::Bool(StrCompare(x, y) < 0);
    case CompareOp::kLe:
      return Value::Bool(StrCompare(x, y) <= 0);
    case CompareOp::kGt:
      return Value::Bool(StrCompare(x, y) > 0);
    case CompareOp::kGe:
      return Value::Bool(StrCompare(x, y) >= 0);
  }
}

// In the order of the enums.
#define KRAIT_LEAF(Name) {"numbers " #Name, Entry(ComputeNumbers<BinaryOperator::k##Name>)},
const NativeLeaf kArithmeticLeaves[] = {KRAIT_BINARY_OPERATORS(KRAIT_LEAF)};
#undef KRAIT_LEAF
#define KRAIT_LEAF(Name) {"numbers " #Name, Entry(CompareNumbers<CompareOp::k##Name>)},
const NativeLeaf kNumberLeaves[] = {KRAIT_COMPARISONS(KRAIT_LEAF)};
#undef KRAIT_LEAF
#define KRAIT_LEAF(Name) {"strs " #Name, Entry(CompareStrs<CompareOp::k##Name>)},
const NativeLeaf kStrLeaves[] = {KRAIT_COMPARISONS(KRAIT_LEAF)};
#undef KRAIT_LEAF

Value NeverEqual(Isolate*, Value, Value) { return Value::Bool(false); }
Value AlwaysUnequal(Isolate*, Value, Value) { return Value::Bool(true); }
const NativeLeaf kNeverEqualLeaf = {"never equal", Entry(NeverEqual)};
const NativeLeaf kAlwaysUnequalLeaf = {"always unequal", Entry(AlwaysUnequal)};

// Kinds of one family may be equal to each other; objects of different families never are.
enum class Family { kUnknown, kConstant, kNumber, kStr, kTuple, kList, kDict, kSet };

Family FamilyOf(ShapeId shape) {
  if (shape == callsite::kOtherWord) return Family::kConstant;  // None, Ellipsis, NotImplemented
  if (shape == callsite::kIntWord || shape == callsite::kFloatWord ||
      shape == callsite::kBoolWord) {
    return Family::kNumber;
  }
  switch (ExactKindOf(shape)) {
    case ObjectKind::kInt:
    case ObjectKind::kFloat:
    case ObjectKind::kComplex:
      return Family::kNumber;
    case ObjectKind::kStr:
      return Family::kStr;
    case ObjectKind::kTuple:
      return Family::kTuple;
    case ObjectKind::kList:
      return Family::kList;
    case ObjectKind::kDict:
      return Family::kDict;
    case ObjectKind::kSet:
    case ObjectKind::kFrozenSet:
      return Family::kSet;
    default:
      return Family::kUnknown;
  }
}

}  // namespace

const NativeLeaf* NumberLeaf(BinaryOperator op) {
  static_assert(std::size(kArithmeticLeaves) == static_cast<int>(BinaryOperator::kXor) + 1);
  return &kArithmeticLeaves[static_cast<int>(op)];
}

const NativeLeaf* NumberLeaf(CompareOp op) { return &kNumberLeaves[static_cast<int>(op)]; }

const NativeLeaf* ComparisonLeaf(CompareOp op, ShapeId left, ShapeId right) {
  const Family x = FamilyOf(left), y = FamilyOf(right);
  if (x == Family::kStr && y == Family::kStr) return &kStrLeaves[static_cast<int>(op)];
  if (x == y || x == Family::kUnknown || y == Family::kUnknown) return nullptr;
  if (op == CompareOp::kEq) return &kNeverEqualLeaf;
  return op == CompareOp::kNe ? &kAlwaysUnequalLeaf : nullptr;
}

}  // namespace krait
