// Combinators that choose what runs, and that meet errors.
#ifndef KRAIT_CALLSITE_COMBINATORS_CONTROL_H_
#define KRAIT_CALLSITE_COMBINATORS_CONTROL_H_

#include <initializer_list>
#include <span>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/shared_switch_point.h"

namespace krait::callsite {

// `test`, which takes the leading arguments and gives a bool, decides between two handles of one
// type.
absl::StatusOr<HandleRef> GuardWithTest(const HandleRef& test, const HandleRef& target,
                                        const HandleRef& fallback);

// `target` while the point is valid, `fallback` from then on.
absl::StatusOr<HandleRef> SwitchPointGuard(const SwitchPointRef& point, const HandleRef& target,
                                           const HandleRef& fallback);

// If `target` fails, the error is taken and `handler` gives the result instead. The handler takes
// the error first (an int64: its code; a value: the script's exception; a pointer: const
// PendingError*), then the leading arguments. `code` restricts it to errors of that code; 0 catches
// all.
inline constexpr int32_t kAnyError = 0;
absl::StatusOr<HandleRef> CatchException(const HandleRef& target, int32_t code,
                                         const HandleRef& handler);

// Runs `cleanup` after the target, whether it failed or not: (error, result, leading
// arguments...)R, without the result when the target is void. The error's "none" is 0, Empty or
// null; the result is zero if there is an error. The cleanup's result is the result; but the
// target's error, if there is one, goes on, unless the cleanup fails with another.
absl::StatusOr<HandleRef> TryFinally(const HandleRef& target, const HandleRef& cleanup);

// The leading int64 chooses among the cases; out of range, the fallback. All take it, and are of
// one type.
absl::StatusOr<HandleRef> TableSwitch(const HandleRef& fallback, std::span<const HandleRef> cases);
inline absl::StatusOr<HandleRef> TableSwitch(const HandleRef& fallback,
                                             std::initializer_list<HandleRef> cases) {
  return TableSwitch(fallback, std::span<const HandleRef>(cases.begin(), cases.size()));
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_CONTROL_H_
