// Leaves for operators over built-in operands that no opcode computes in line: functions of both
// operands (BinaryEntry) whose answer is final.
#ifndef KRAIT_RUNTIME_LINKERS_OPERATOR_LEAVES_H_
#define KRAIT_RUNTIME_LINKERS_OPERATOR_LEAVES_H_

#include "callsite/method_handle.h"
#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/operations.h"

namespace krait {

class Isolate;

using BinaryEntry = Value (*)(Isolate*, Value, Value);

inline Value CallEntry(const callsite::NativeLeaf* leaf, Isolate* iso, Value a, Value b) {
  return reinterpret_cast<BinaryEntry>(leaf->entry)(iso, a, b);
}

// For operands that are words holding an int or a float, in any mix; where both are, and the
// operator is none of theirs (| of floats), the leaf must not be linked.
const callsite::NativeLeaf* NumberLeaf(BinaryOperator op);
const callsite::NativeLeaf* NumberLeaf(CompareOp op);
// The comparison of two exact built-in objects, by their shapes; null: the general protocol
// decides.
const callsite::NativeLeaf* ComparisonLeaf(CompareOp op, ShapeId left, ShapeId right);

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_OPERATOR_LEAVES_H_
