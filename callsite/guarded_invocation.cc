#include "callsite/guarded_invocation.h"

#include <algorithm>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/handle_table.h"
#include "callsite/method_type.h"

namespace krait::callsite {

std::string Guard::ToString() const {
  auto name = [](ShapeId id) -> std::string {
    switch (id) {
      case kIntWord:
        return "int";
      case kFloatWord:
        return "float";
      case kBoolWord:
        return "bool";
      case kOtherWord:
        return "singleton";
      default:
        return "shape " + std::to_string(id);
    }
  };
  switch (kind) {
    case Kind::kAlways:
      return "always";
    case Kind::kShape:
      return name(shape);
    case Kind::kShapePair:
      return name(shape) + ", " + name(second);
    case Kind::kIdentity:
      return "identity";
    case Kind::kTest:
      return "test";
  }
  return "";
}

bool GuardedInvocation::HasBeenInvalidated() const {
  return std::any_of(cells.begin(), cells.end(),
                     [](const PropertyCell* cell) { return !cell->point.valid(); }) ||
         std::any_of(points.begin(), points.end(),
                     [](const SwitchPointRef& point) { return !point->valid(); });
}

absl::StatusOr<HandleRef> GuardedInvocation::ComposedTest() const {
  if (guard.kind == Guard::Kind::kAlways || guard.kind == Guard::Kind::kTest) return test;
  const HandleRef guarded = GuardTest(handle->table(), guard);
  if (!test) return guarded;
  // The guard first: the test may rely on it.
  const MethodType* type =
      test->type()->arity() >= guarded->type()->arity() ? test->type() : guarded->type();
  absl::StatusOr<HandleRef> first = DropArgumentsToMatch(guarded, type);
  if (!first.ok()) return first;
  absl::StatusOr<HandleRef> second = DropArgumentsToMatch(test, type);
  if (!second.ok()) return second;
  return GuardWithTest(*first, *second, Empty(type, handle->table()));
}

absl::StatusOr<HandleRef> GuardedInvocation::OrElse(const HandleRef& fallback) const {
  if (refusal == 0) return handle;
  absl::StatusOr<HandleRef> handler =
      callsite::DropArguments(fallback, 0, {Representation::kInt64});
  return handler.ok() ? CatchException(handle, refusal, *handler) : handler;
}

absl::StatusOr<HandleRef> GuardedInvocation::Compose(const HandleRef& fallback) const {
  absl::StatusOr<HandleRef> tested = ComposedTest();
  if (!tested.ok()) return tested;
  absl::StatusOr<HandleRef> whole = OrElse(fallback);
  if (*tested && whole.ok()) whole = GuardWithTest(*tested, *whole, fallback);
  for (const SwitchPointRef& point : points) {
    if (whole.ok()) whole = SwitchPointGuard(point, *whole, fallback);
  }
  return whole;
}

absl::StatusOr<GuardedInvocation> GuardedInvocation::AsType(const MethodType* type) const {
  absl::StatusOr<HandleRef> adapted = callsite::AsType(handle, type);
  if (!adapted.ok()) return adapted.status();
  if (!test) return ReplaceMethods(*std::move(adapted), HandleRef());
  const MethodType* leading = type->Drop(test->type()->arity(), type->arity());
  absl::StatusOr<HandleRef> adapted_test =
      callsite::AsType(test, leading->ChangeResult(Representation::kBool));
  if (!adapted_test.ok()) return adapted_test.status();
  return ReplaceMethods(*std::move(adapted), *std::move(adapted_test));
}

absl::StatusOr<GuardedInvocation> GuardedInvocation::FilterArguments(
    int position, std::span<const HandleRef> filters) const {
  absl::StatusOr<HandleRef> filtered = callsite::FilterArguments(handle, position, filters);
  if (!filtered.ok()) return filtered.status();
  if (!test || test->type()->arity() <= position) {
    return ReplaceMethods(*std::move(filtered), test);
  }
  const auto reach = static_cast<size_t>(test->type()->arity() - position);
  absl::StatusOr<HandleRef> filtered_test = callsite::FilterArguments(
      test, position, filters.subspan(0, std::min(filters.size(), reach)));
  if (!filtered_test.ok()) return filtered_test.status();
  return ReplaceMethods(*std::move(filtered), *std::move(filtered_test));
}

absl::StatusOr<GuardedInvocation> GuardedInvocation::DropArguments(
    int position, std::span<const Parameter> dropped) const {
  absl::StatusOr<HandleRef> longer = callsite::DropArguments(handle, position, dropped);
  if (!longer.ok()) return longer.status();
  if (!test || test->type()->arity() <= position) return ReplaceMethods(*std::move(longer), test);
  absl::StatusOr<HandleRef> longer_test = callsite::DropArguments(test, position, dropped);
  if (!longer_test.ok()) return longer_test.status();
  return ReplaceMethods(*std::move(longer), *std::move(longer_test));
}

GuardedInvocation GuardedInvocation::ReplaceMethods(HandleRef new_handle,
                                                    HandleRef new_test) const {
  return {guard, std::move(new_handle), cells, points, std::move(new_test), refusal};
}

}  // namespace krait::callsite
