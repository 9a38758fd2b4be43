#include "callsite/linked_site.h"

#include <utility>

#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"

namespace krait::callsite {

LinkedSite::LinkedSite(const CallDescriptor& descriptor, std::string_view location)
    : Site(descriptor.type, Kind::kLinked, descriptor.linker.LocationId(location)),
      descriptor_(descriptor) {}

std::string_view LinkedSite::location() const { return descriptor_.linker.LocationOf(number()); }

HandleRef LinkedSite::FindLink(InvocationContext& context, const uint64_t* arguments) {
  const LinkRequest request(descriptor_, {arguments, static_cast<size_t>(type()->arity())},
                            was_reset());
  const Value receiver = request.value(0);
  const Value operand = request.value(1);
  for (int i = 0; i < entry_count(); ++i) {
    if (test(i) == nullptr) {
      if (Matches(i, receiver, operand)) return HandleRef(handle(i));
      continue;
    }
    // The test may run anything, so the entries may be others afterwards.
    const HandleRef deciding(test(i));
    const HandleRef target(handle(i));
    const int fired_before = invalidations();
    const int links_before = lifetime_links();
    uint64_t holds = 0;
    if (!Evaluate(*deciding, context, arguments, &holds)) return HandleRef();
    if (invalidations() != fired_before || lifetime_links() != links_before) {
      return Relink(context, arguments);
    }
    if (holds != 0) return target;
  }
  if (state() == SiteState::kMegamorphic) {
    if (const MethodHandle* handle =
            descriptor_.linker.FindMegamorphic(descriptor_, ShapeOf(receiver))) {
      return HandleRef(handle);
    }
  }
  return Relink(context, arguments);
}

HandleRef LinkedSite::Relink(InvocationContext& context, const uint64_t* arguments) {
  DynamicLinker& linker = descriptor_.linker;
  const LinkRequest request(descriptor_, {arguments, static_cast<size_t>(type()->arity())},
                            was_reset());
  const LinkedSite* outer = linker.SetLinking(this);
  absl::StatusOr<GuardedInvocation> link = linker.Link(request);
  linker.SetLinking(outer);
  if (!link.ok()) {
    LinkFailed();
    context.Fail(link.status());
    return HandleRef();
  }
  if (state() == SiteState::kMegamorphic) {
    linker.KeepMegamorphic(descriptor_, *link);
    return link->handle;
  }
  absl::StatusOr<HandleRef> handle = link->refusal == 0 ? link->handle : link->OrElse(Invoker(1));
  if (!handle.ok()) {
    context.Fail(handle.status());
    return HandleRef();
  }
  link->handle = *handle;
  if (link->test) {
    absl::StatusOr<HandleRef> test = link->ComposedTest();
    if (!test.ok()) {
      context.Fail(test.status());
      return HandleRef();
    }
    link->test = *std::move(test);
    link->guard = Guard();
    link->guard.kind = Guard::Kind::kTest;
  }
  SiteLinks::Link(*link);
  return *std::move(handle);
}

bool LinkedSite::InvokeAnew(InvocationContext& context, const uint64_t* arguments,
                            uint64_t* result) {
  if (state() != SiteState::kMegamorphic) Reset();
  const HandleRef found = Relink(context, arguments);
  return found && callsite::Invoke(*found, context, arguments, result);
}

bool LinkedSite::InvokeWords(InvocationContext& context, const uint64_t* arguments,
                             uint64_t* result) {
  const HandleRef handle = FindLink(context, arguments);
  return handle && callsite::Invoke(*handle, context, arguments, result);
}

HandleRef LinkedSite::Target() {
  // The end of the chain links, and so may change the chain; then it does what was found.
  HandleRef target = DynamicInvoker();
  for (int i = entry_count() - 1; i >= 0; --i) {
    const HandleRef linked(handle(i));
    const Guard::Kind kind = guard(i).kind;
    if (kind == Guard::Kind::kAlways) {
      target = linked;
      continue;
    }
    const HandleRef holds =
        kind == Guard::Kind::kTest ? HandleRef(test(i)) : GuardTest(table(), guard(i));
    absl::StatusOr<HandleRef> guarded = GuardWithTest(holds, linked, target);
    if (guarded.ok()) target = *std::move(guarded);
  }
  return target;
}

std::string LinkedSite::ToString() const {
  std::string text = descriptor_.ToString();
  if (!location().empty()) text.append(" at ").append(location());
  return text + ": " + SiteLinks::ToString();
}

}  // namespace krait::callsite
