#include "callsite/linked_site.h"

#include <utility>

#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"

namespace krait::callsite {

// The location is a number, in the word where other owners keep a position.
LinkedSite::LinkedSite(const CallDescriptor& descriptor, std::string_view location)
    : Site(descriptor.type, Kind::kLinked), descriptor_(descriptor) {
  links_.Initialize(this, descriptor.linker.LocationId(location));
}

std::string_view LinkedSite::location() const {
  return descriptor_.linker.LocationOf(links_.position());
}

void LinkedSite::OnSiteChanged(CallSite&) { TargetChanged(); }

HandleRef LinkedSite::FindLink(InvocationContext& context, const uint64_t* arguments) {
  const LinkRequest request(descriptor_, {arguments, static_cast<size_t>(type()->arity())},
                            links_.was_reset());
  const Value receiver = request.value(0);
  const Value operand = request.value(1);
  for (int i = 0; i < links_.entry_count(); ++i) {
    const MethodHandle* test = links_.test(i);
    if (test == nullptr) {
      if (links_.Matches(i, receiver, operand)) return HandleRef(links_.handle(i));
      continue;
    }
    // The test may run anything, so the entries may be others afterwards.
    const HandleRef keep(test);
    const HandleRef handle(links_.handle(i));
    const int invalidations = links_.invalidations();
    const int links = links_.lifetime_links();
    uint64_t holds = 0;
    if (!Evaluate(*test, context, arguments, &holds)) return HandleRef();
    if (links_.invalidations() != invalidations || links_.lifetime_links() != links) {
      return Relink(context, arguments);
    }
    if (holds != 0) return handle;
  }
  if (links_.state() == SiteState::kMegamorphic) {
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
                            links_.was_reset());
  const LinkedSite* outer = linker.SetLinking(this);
  absl::StatusOr<GuardedInvocation> link = linker.Link(request);
  linker.SetLinking(outer);
  if (!link.ok()) {
    links_.LinkFailed();
    context.Fail(link.status());
    return HandleRef();
  }
  HandleRef handle = link->handle;
  if (links_.state() == SiteState::kMegamorphic) {
    linker.KeepMegamorphic(descriptor_, *link);
    return handle;
  }
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
  links_.Link(*link);
  return handle;
}

bool LinkedSite::InvokeWords(InvocationContext& context, const uint64_t* arguments,
                             uint64_t* result) {
  const HandleRef handle = FindLink(context, arguments);
  return handle && callsite::Invoke(*handle, context, arguments, result);
}

HandleRef LinkedSite::Target() {
  // The end of the chain links, and so may change the chain; then it does what was found.
  HandleRef target = DynamicInvoker();
  for (int i = links_.entry_count() - 1; i >= 0; --i) {
    const HandleRef handle(links_.handle(i));
    const Guard guard = links_.guard(i);
    if (guard.kind == Guard::Kind::kAlways) {
      target = handle;
      continue;
    }
    const HandleRef test =
        guard.kind == Guard::Kind::kTest ? HandleRef(links_.test(i)) : GuardTest(table(), guard);
    absl::StatusOr<HandleRef> guarded = GuardWithTest(test, handle, target);
    if (guarded.ok()) target = *std::move(guarded);
  }
  return target;
}

std::string LinkedSite::ToString() const {
  std::string text = descriptor_.ToString();
  if (!location().empty()) text.append(" at ").append(location());
  return text + ": " + links_.ToString();
}

}  // namespace krait::callsite
