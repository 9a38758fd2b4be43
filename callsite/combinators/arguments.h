// Combinators that change which arguments a handle takes and what happens to them on the way.
//
// In each, `target` is the handle that is finally invoked; the comment gives the type of the result
// for a target (A0 .. An-1)R. A part that "takes the leading arguments" may take fewer of them.
#ifndef KRAIT_CALLSITE_COMBINATORS_ARGUMENTS_H_
#define KRAIT_CALLSITE_COMBINATORS_ARGUMENTS_H_

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

// The first argument is fixed.
absl::StatusOr<HandleRef> BindTo(const HandleRef& target, TypedWord receiver);
// The arguments from `position` on are fixed.
absl::StatusOr<HandleRef> InsertArguments(const HandleRef& target, int position,
                                          std::span<const TypedWord> words);
inline absl::StatusOr<HandleRef> InsertArguments(const HandleRef& target, int position,
                                                 std::initializer_list<TypedWord> words) {
  return InsertArguments(target, position, std::span<const TypedWord>(words.begin(), words.size()));
}

// Takes further arguments at `position` and ignores them.
absl::StatusOr<HandleRef> DropArguments(const HandleRef& target, int position,
                                        std::span<const Parameter> dropped);
inline absl::StatusOr<HandleRef> DropArguments(const HandleRef& target, int position,
                                               std::initializer_list<Parameter> dropped) {
  return DropArguments(target, position,
                       std::span<const Parameter>(dropped.begin(), dropped.size()));
}
// Drops arguments at the end so that the handle takes what `type` takes. Its own are the leading
// ones.
absl::StatusOr<HandleRef> DropArgumentsToMatch(const HandleRef& target, const MethodType* type);
// Takes its first `skip` arguments, then `all`, among which its others stand from `position` on.
absl::StatusOr<HandleRef> DropArgumentsToMatch(const HandleRef& target, int skip,
                                               std::span<const Parameter> all, int position);
// The result is ignored: (A...)void.
absl::StatusOr<HandleRef> DropReturn(const HandleRef& target);

// Of type `type`; argument i of the target is argument order[i]. Arguments may be used twice or
// never.
absl::StatusOr<HandleRef> PermuteArguments(const HandleRef& target, const MethodType* type,
                                           std::span<const int> order);
inline absl::StatusOr<HandleRef> PermuteArguments(const HandleRef& target, const MethodType* type,
                                                  std::initializer_list<int> order) {
  return PermuteArguments(target, type, std::span<const int>(order.begin(), order.size()));
}

// Argument position + i goes through filters[i], a handle (B)A, or null to leave it.
absl::StatusOr<HandleRef> FilterArguments(const HandleRef& target, int position,
                                          std::span<const HandleRef> filters);
inline absl::StatusOr<HandleRef> FilterArguments(const HandleRef& target, int position,
                                                 std::initializer_list<HandleRef> filters) {
  return FilterArguments(target, position,
                         std::span<const HandleRef>(filters.begin(), filters.size()));
}
// The result goes through `filter`, a handle (R)S; or ()S when R is void.
absl::StatusOr<HandleRef> FilterReturnValue(const HandleRef& target, const HandleRef& filter);

// Argument `position` is what `filter` makes of its own arguments, which stand in its place. A void
// filter is run for its effect; its arguments then stand before argument `position`.
absl::StatusOr<HandleRef> CollectArguments(const HandleRef& target, int position,
                                           const HandleRef& filter);
// `combiner` is given the arguments from `position` on (or fewer), and its result becomes the
// target's argument there, before them. A void combiner is run for its effect.
absl::StatusOr<HandleRef> FoldArguments(const HandleRef& target, int position,
                                        const HandleRef& combiner);

// (parameters...)R: argument i of the target is what parts[i] makes of the parameters, of which it
// may take fewer. The parts run from left to right.
absl::StatusOr<HandleRef> Combine(const HandleRef& target, std::span<const HandleRef> parts,
                                  std::span<const Parameter> parameters);
inline absl::StatusOr<HandleRef> Combine(const HandleRef& target,
                                         std::initializer_list<HandleRef> parts,
                                         std::span<const Parameter> parameters) {
  return Combine(target, std::span<const HandleRef>(parts.begin(), parts.size()), parameters);
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_ARGUMENTS_H_
