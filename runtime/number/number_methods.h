// The operator methods that int, bool, float and complex have in common, as table entries: each
// type lists the ones it has and accepts the operands that its `Accepts` knows.
#ifndef KRAIT_RUNTIME_NUMBER_NUMBER_METHODS_H_
#define KRAIT_RUNTIME_NUMBER_NUMBER_METHODS_H_

#include <cstddef>

#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/number/arithmetic.h"

namespace krait {

using AcceptsFn = bool (*)(Value);

template <BinaryOperator op, AcceptsFn Accepts>
Value BinaryMethod(Isolate* iso, Value* args, size_t) {
  if (!Accepts(args[1])) return Value::NotImplemented();
  return NumberBinaryByLayout(iso, op, args[0], args[1]);
}
template <BinaryOperator op, AcceptsFn Accepts>
Value ReflectedMethod(Isolate* iso, Value* args, size_t) {
  if (!Accepts(args[1])) return Value::NotImplemented();
  return NumberBinaryByLayout(iso, op, args[1], args[0]);
}
template <CompareOp op, AcceptsFn Accepts>
Value CompareMethod(Isolate* iso, Value* args, size_t) {
  if (!Accepts(args[1])) return Value::NotImplemented();
  return NumberCompare(iso, op, args[0], args[1]);
}
template <UnaryOperator op>
Value UnaryMethod(Isolate* iso, Value* args, size_t) {
  return NumberUnary(iso, op, args[0]);
}
template <AcceptsFn Accepts>
Value DivmodMethod(Isolate* iso, Value* args, size_t) {
  if (!Accepts(args[1])) return Value::NotImplemented();
  return NumberDivmod(iso, args[0], args[1]);
}
template <AcceptsFn Accepts>
Value ReflectedDivmodMethod(Isolate* iso, Value* args, size_t) {
  if (!Accepts(args[1])) return Value::NotImplemented();
  return NumberDivmod(iso, args[1], args[0]);
}
inline Value AbsoluteMethod(Isolate* iso, Value* args, size_t) {
  return NumberAbsolute(iso, args[0]);
}

inline constexpr uint32_t kOperatorFlags = kPure | kNoCallback;

// Entries of NativeMethod tables.
#define KRAIT_BINARY_METHOD(Accepts, Op, name)                                          \
  {"__" name "__", BinaryMethod<BinaryOperator::Op, Accepts>, "($self, value, /)",      \
   kOperatorFlags},                                                                     \
  {                                                                                     \
    "__r" name "__", ReflectedMethod<BinaryOperator::Op, Accepts>, "($self, value, /)", \
        kOperatorFlags                                                                  \
  }
#define KRAIT_COMPARE_METHOD(Accepts, Op, name) \
  { "__" name "__", CompareMethod<CompareOp::Op, Accepts>, "($self, value, /)", kOperatorFlags }
#define KRAIT_COMPARE_METHODS(Accepts)                                                    \
  KRAIT_COMPARE_METHOD(Accepts, kLt, "lt"), KRAIT_COMPARE_METHOD(Accepts, kLe, "le"),     \
      KRAIT_COMPARE_METHOD(Accepts, kEq, "eq"), KRAIT_COMPARE_METHOD(Accepts, kNe, "ne"), \
      KRAIT_COMPARE_METHOD(Accepts, kGt, "gt"), KRAIT_COMPARE_METHOD(Accepts, kGe, "ge")
#define KRAIT_UNARY_METHOD(Op, name) \
  { "__" name "__", UnaryMethod<UnaryOperator::Op>, "($self, /)", kOperatorFlags }

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_NUMBER_METHODS_H_
