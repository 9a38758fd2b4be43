// C++ functions that compiled handles know by heart.
//
//   HandleRef less = Function(table, "less", &jit::LessInt64, kPure);
//
// They are ordinary functions: the evaluator calls them. A compiled handle that meets one emits the
// machine instruction instead of the call. Integers wrap; doubles follow IEEE 754.
//
//   V(Name, result, argument type, expression of a and b)
#ifndef KRAIT_JIT_HANDLES_INTRINSICS_H_
#define KRAIT_JIT_HANDLES_INTRINSICS_H_

#include <cstdint>

#define KRAIT_ARITHMETIC_INTRINSICS(V)                                         \
  V(AddInt64, int64_t, int64_t,                                                \
    static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b))) \
  V(SubtractInt64, int64_t, int64_t,                                           \
    static_cast<int64_t>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b))) \
  V(MultiplyInt64, int64_t, int64_t,                                           \
    static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b))) \
  V(AndInt64, int64_t, int64_t, a& b)                                          \
  V(OrInt64, int64_t, int64_t, a | b)                                          \
  V(XorInt64, int64_t, int64_t, a ^ b)                                         \
  V(AddDouble, double, double, a + b)                                          \
  V(SubtractDouble, double, double, a - b)                                     \
  V(MultiplyDouble, double, double, a* b)                                      \
  V(DivideDouble, double, double, a / b)

#define KRAIT_COMPARISON_INTRINSICS(V)        \
  V(EqualInt64, bool, int64_t, a == b)        \
  V(NotEqualInt64, bool, int64_t, a != b)     \
  V(LessInt64, bool, int64_t, a < b)          \
  V(LessEqualInt64, bool, int64_t, a <= b)    \
  V(GreaterInt64, bool, int64_t, a > b)       \
  V(GreaterEqualInt64, bool, int64_t, a >= b) \
  V(LessDouble, bool, double, a < b)          \
  V(LessEqualDouble, bool, double, a <= b)    \
  V(GreaterDouble, bool, double, a > b)       \
  V(GreaterEqualDouble, bool, double, a >= b) \
  V(SamePointer, bool, void*, a == b)

#define KRAIT_INTRINSICS(V)      \
  KRAIT_ARITHMETIC_INTRINSICS(V) \
  KRAIT_COMPARISON_INTRINSICS(V)

namespace krait::jit {

enum class Intrinsic : uint8_t {
  kNone,
#define KRAIT_INTRINSIC(Name, result, type, expression) k##Name,
  KRAIT_INTRINSICS(KRAIT_INTRINSIC)
#undef KRAIT_INTRINSIC
};

#define KRAIT_INTRINSIC(Name, result, type, expression) result Name(type a, type b);
KRAIT_INTRINSICS(KRAIT_INTRINSIC)
#undef KRAIT_INTRINSIC

// kNone: a function like any other.
Intrinsic IntrinsicAt(const void* entry);

constexpr bool IsComparison(Intrinsic intrinsic) { return intrinsic >= Intrinsic::kEqualInt64; }

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_INTRINSICS_H_
