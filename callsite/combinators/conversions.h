// Combinators between types: conversions of arguments and results, spreading and gathering.
//
// Implicit conversions (AsType):
//   T -> T; int64 -> double; int64, double, bool -> value (boxing); value -> int64, double, bool
//   (checked when invoked: an int where an int64 is asked for, an int or a float where a double
//   is); T -> void (ignored); void -> T (the zero of T)
// Explicit ones (ExplicitCastArguments) add:
//   double -> int64 (towards zero, NaN is 0, saturating); int64, double -> bool (is not 0);
//   bool -> int64, double; and unboxing takes any of int, float, bool, and None as zero
// Pointers convert to nothing else by themselves: see TypeConverterFactory in linker.h.
#ifndef KRAIT_CALLSITE_COMBINATORS_CONVERSIONS_H_
#define KRAIT_CALLSITE_COMBINATORS_CONVERSIONS_H_

#include "absl/status/statusor.h"
#include "callsite/handle_kinds.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"

namespace krait::callsite {

bool CanConvert(Representation from, Representation to, bool explicitly = false);

absl::StatusOr<HandleRef> AsType(const HandleRef& target, const MethodType* type);
absl::StatusOr<HandleRef> ExplicitCastArguments(const HandleRef& target, const MethodType* type);

// The `count` arguments from `position` on come in one HostArray of `element`s, which must have
// that length when invoked. Elements are converted as by AsType.
absl::StatusOr<HandleRef> AsSpreader(const HandleRef& target, int position, int count,
                                     FieldType element);
// The other way: `count` arguments are gathered into a HostArray, the target's argument `position`.
absl::StatusOr<HandleRef> AsCollector(const HandleRef& target, int position, int count,
                                      FieldType element);

// The same handle, but InvokeGeneric and AdaptCall gather what goes beyond its last parameter, a
// pointer to a HostArray of `element`s.
absl::StatusOr<HandleRef> AsVarargsCollector(const HandleRef& target, FieldType element);
HandleRef AsFixedArity(const HandleRef& target);
absl::StatusOr<HandleRef> WithVarargs(const HandleRef& target, bool varargs, FieldType element);
inline bool IsVarargsCollector(const MethodHandle& handle) {
  return handle.kind() == HandleKind::kVarargs;
}

// What a call of type `type` does with the handle: gathers variable arguments, then AsType.
absl::StatusOr<HandleRef> AdaptCall(const HandleRef& target, const MethodType* type);

// (pointer MethodHandle, A...)R for (A...)R. The exact one fails when the handle it is given is of
// another type, the generic one adapts it as AdaptCall does.
absl::StatusOr<HandleRef> ExactInvoker(HandleTable& table, const MethodType* type);
absl::StatusOr<HandleRef> GenericInvoker(HandleTable& table, const MethodType* type);
// (pointer MethodHandle, A0 .. Aleading-1, pointer HostArray)R: the remaining arguments come in an
// array.
absl::StatusOr<HandleRef> SpreadInvoker(HandleTable& table, const MethodType* type, int leading,
                                        FieldType element);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_CONVERSIONS_H_
