// The special methods that operations look up on the type, declared once. A Type caches the
// resolved attribute of each (see Type::special), so an operation costs an index, not a walk.
//
//   V(Name, "__name__")
#ifndef KRAIT_RUNTIME_OBJECT_SPECIAL_H_
#define KRAIT_RUNTIME_OBJECT_SPECIAL_H_

#include <cstdint>

#define KRAIT_SPECIAL_METHODS(V)                                                             \
  V(Add, "__add__") V(Radd, "__radd__") V(Iadd, "__iadd__")                                  \
  V(Sub, "__sub__") V(Rsub, "__rsub__") V(Isub, "__isub__")                                  \
  V(Mul, "__mul__") V(Rmul, "__rmul__") V(Imul, "__imul__")                                  \
  V(Matmul, "__matmul__") V(Rmatmul, "__rmatmul__") V(Imatmul, "__imatmul__")                \
  V(Truediv, "__truediv__") V(Rtruediv, "__rtruediv__") V(Itruediv, "__itruediv__")          \
  V(Floordiv, "__floordiv__") V(Rfloordiv, "__rfloordiv__") V(Ifloordiv, "__ifloordiv__")    \
  V(Mod, "__mod__") V(Rmod, "__rmod__") V(Imod, "__imod__")                                  \
  V(Pow, "__pow__") V(Rpow, "__rpow__") V(Ipow, "__ipow__")                                  \
  V(Lshift, "__lshift__") V(Rlshift, "__rlshift__") V(Ilshift, "__ilshift__")                \
  V(Rshift, "__rshift__") V(Rrshift, "__rrshift__") V(Irshift, "__irshift__")                \
  V(And, "__and__") V(Rand, "__rand__") V(Iand, "__iand__")                                  \
  V(Or, "__or__") V(Ror, "__ror__") V(Ior, "__ior__")                                        \
  V(Xor, "__xor__") V(Rxor, "__rxor__") V(Ixor, "__ixor__")                                  \
  V(Divmod, "__divmod__") V(Rdivmod, "__rdivmod__")                                          \
  V(Neg, "__neg__") V(Pos, "__pos__") V(Invert, "__invert__") V(Abs, "__abs__")              \
  V(Int, "__int__") V(Float, "__float__") V(Complex, "__complex__") V(Index, "__index__")    \
  V(Round, "__round__") V(Trunc, "__trunc__") V(Floor, "__floor__") V(Ceil, "__ceil__")      \
  V(Lt, "__lt__") V(Le, "__le__") V(Eq, "__eq__") V(Ne, "__ne__") V(Gt, "__gt__")            \
  V(Ge, "__ge__") V(Hash, "__hash__") V(Bool, "__bool__")                                    \
  V(Len, "__len__") V(LengthHint, "__length_hint__") V(Getitem, "__getitem__")               \
  V(Setitem, "__setitem__") V(Delitem, "__delitem__") V(Missing, "__missing__")              \
  V(Contains, "__contains__") V(Iter, "__iter__") V(Next, "__next__")                        \
  V(Reversed, "__reversed__") V(Await, "__await__") V(Aiter, "__aiter__")                    \
  V(Anext, "__anext__") V(Enter, "__enter__") V(Exit, "__exit__") V(Aenter, "__aenter__")    \
  V(Aexit, "__aexit__") V(Call, "__call__") V(New, "__new__") V(Init, "__init__")            \
  V(Del, "__del__") V(Repr, "__repr__") V(Str, "__str__") V(Bytes, "__bytes__")              \
  V(Format, "__format__") V(Getattribute, "__getattribute__") V(Getattr, "__getattr__")      \
  V(Setattr, "__setattr__") V(Delattr, "__delattr__") V(Dir, "__dir__") V(Get, "__get__")    \
  V(Set, "__set__") V(Delete, "__delete__") V(SetName, "__set_name__")                       \
  V(InitSubclass, "__init_subclass__") V(ClassGetitem, "__class_getitem__")                  \
  V(Instancecheck, "__instancecheck__") V(Subclasscheck, "__subclasscheck__")                \
  V(Prepare, "__prepare__") V(MroEntries, "__mro_entries__") V(Fspath, "__fspath__")         \
  V(Sizeof, "__sizeof__") V(Reduce, "__reduce__") V(ReduceEx, "__reduce_ex__")

namespace krait {

enum class Special : uint8_t {
#define KRAIT_SPECIAL(Name, text) k##Name,
  KRAIT_SPECIAL_METHODS(KRAIT_SPECIAL)
#undef KRAIT_SPECIAL
      kCount,
};

inline constexpr int kSpecialCount = static_cast<int>(Special::kCount);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SPECIAL_H_
