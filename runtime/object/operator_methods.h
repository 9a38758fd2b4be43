// Which special methods answer `a <op> b`, and in which order they are asked. Declared here once for the
// operations that call them from C++ and for the interpreter, which pushes frames for them.
#ifndef KRAIT_RUNTIME_OBJECT_OPERATOR_METHODS_H_
#define KRAIT_RUNTIME_OBJECT_OPERATOR_METHODS_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/object/operations.h"
#include "runtime/object/special.h"

namespace krait {

struct Type;

// The candidates in the order they are asked; each may be missing.
enum class OperatorRole : uint8_t {
  kInplace,         // a.__iadd__(b)
  kReflectedFirst,  // b.__radd__(a): the class of b is a subclass that overrides the method
  kForward,         // a.__add__(b)
  kReflected,       // b.__radd__(a), unless it was asked first
  kNone,            // no more
};

inline bool IsReflected(OperatorRole role) {
  return role == OperatorRole::kReflectedFirst || role == OperatorRole::kReflected;
}

struct OperatorMethods {
  Special method;
  Special reflected;
  Special inplace;
  const char* symbol;
  const char* inplace_symbol;
  bool is_comparison;
};

const OperatorMethods& MethodsOf(BinaryOperator op);
const OperatorMethods& MethodsOf(CompareOp op);

struct OperatorCandidate {
  OperatorRole role;
  Value method;  // never Empty unless the role is kNone
};

// The first candidate at or behind the role. It may be None, which cannot
// be called.
OperatorCandidate NextCandidate(Isolate* iso, const OperatorMethods& methods, Type* left,
                                Type* right, OperatorRole from);

// What `a <op> b` is when no candidate answered: an error, or identity for == and !=.
Value UnansweredOperator(Isolate* iso, BinaryOperator op, bool inplace, Value a, Value b);
Value UnansweredOperator(Isolate* iso, CompareOp op, Value a, Value b);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_OPERATOR_METHODS_H_
