#include "callsite/combinators/control.h"

#include <vector>

#include "callsite/combinators/checks.h"

namespace krait::callsite {

namespace {

absl::Status CheckError(const char* name, const char* role, const MethodType& type) {
  using enum Representation;
  if (type.arity() > 0 &&
      (type.at(0) == kInt64 || type.at(0) == kValue || type.at(0) == kPointer)) {
    return absl::OkStatus();
  }
  return Refuse(name, std::string("argument 0 of the ") + role + " " + type.ToString() +
                          " cannot be an error: it is int64, value or pointer");
}

}  // namespace

absl::StatusOr<HandleRef> GuardWithTest(const HandleRef& test, const HandleRef& target,
                                        const HandleRef& fallback) {
  constexpr const char* kName = "guardWithTest";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&test, &target, &fallback}));
  KRAIT_HANDLE_CHECK(CheckResult(kName, "test", *test->type(), Representation::kBool));
  KRAIT_HANDLE_CHECK(CheckSame(kName, "fallback", *fallback->type(), *target->type()));
  KRAIT_HANDLE_CHECK(CheckLeading(kName, "test", *test->type(), *target->type(), 0));
  const MethodHandle* children[] = {test.get(), target.get(), fallback.get()};
  return Build(kName,
               {.kind = HandleKind::kGuardWithTest, .type = target->type(), .children = children},
               target->table());
}

absl::StatusOr<HandleRef> SwitchPointGuard(const SwitchPointRef& point, const HandleRef& target,
                                           const HandleRef& fallback) {
  constexpr const char* kName = "switchPoint";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &fallback}));
  KRAIT_HANDLE_CHECK(CheckSame(kName, "fallback", *fallback->type(), *target->type()));
  if (!point) return Refuse(kName, "a switch point is missing");
  const MethodHandle* children[] = {target.get(), fallback.get()};
  return Build(kName,
               {.kind = HandleKind::kSwitchPointGuard,
                .type = target->type(),
                .resource = point.get(),
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> CatchException(const HandleRef& target, int32_t code,
                                         const HandleRef& handler) {
  constexpr const char* kName = "catchException";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &handler}));
  const MethodType& inner = *target->type();
  KRAIT_HANDLE_CHECK(CheckError(kName, "handler", *handler->type()));
  KRAIT_HANDLE_CHECK(CheckResult(kName, "handler", *handler->type(), inner.result()));
  KRAIT_HANDLE_CHECK(
      CheckLeading(kName, "handler (without the error)", *handler->type()->Drop(0, 1), inner, 0));
  const MethodHandle* children[] = {target.get(), handler.get()};
  return Build(
      kName,
      {.kind = HandleKind::kCatchException, .type = &inner, .index = code, .children = children},
      target->table());
}

absl::StatusOr<HandleRef> TryFinally(const HandleRef& target, const HandleRef& cleanup) {
  constexpr const char* kName = "tryFinally";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &cleanup}));
  const MethodType& inner = *target->type();
  const MethodType& last = *cleanup->type();
  KRAIT_HANDLE_CHECK(CheckError(kName, "cleanup", last));
  KRAIT_HANDLE_CHECK(CheckResult(kName, "cleanup", last, inner.result()));
  const int fixed = inner.result() == Representation::kVoid ? 1 : 2;
  if (fixed == 2 && (last.arity() < 2 || last.at(1) != inner.result())) {
    return Refuse(kName, "argument 1 of the cleanup " + last.ToString() + " is not the result of " +
                             inner.ToString());
  }
  KRAIT_HANDLE_CHECK(
      CheckLeading(kName, "cleanup (without error and result)", *last.Drop(0, fixed), inner, 0));
  const MethodHandle* children[] = {target.get(), cleanup.get()};
  return Build(kName, {.kind = HandleKind::kTryFinally, .type = &inner, .children = children},
               target->table());
}

absl::StatusOr<HandleRef> TableSwitch(const HandleRef& fallback, std::span<const HandleRef> cases) {
  constexpr const char* kName = "tableSwitch";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&fallback}));
  const MethodType& type = *fallback->type();
  if (type.arity() == 0 || type.at(0) != Representation::kInt64) {
    return Refuse(kName, "argument 0 of " + type.ToString() + " is not int64");
  }
  std::vector<const MethodHandle*> children{fallback.get()};
  for (size_t i = 0; i < cases.size(); ++i) {
    KRAIT_HANDLE_CHECK(CheckHandles(kName, {&fallback, &cases[i]}));
    KRAIT_HANDLE_CHECK(CheckSame(kName, "case " + std::to_string(i), *cases[i]->type(), type));
    children.push_back(cases[i].get());
  }
  return Build(kName, {.kind = HandleKind::kTableSwitch, .type = &type, .children = children},
               fallback->table());
}

}  // namespace krait::callsite
