#include "callsite/site.h"

#include <utility>

#include "callsite/combinators/checks.h"
#include "callsite/evaluator.h"
#include "callsite/handle_table.h"
#include "callsite/invocation_context.h"
#include "callsite/linked_site.h"

namespace krait::callsite {

// Who inlined the target must not rely on it any longer: invoking is an error now.
Site::~Site() {
  if (!cell_) return;
  cell_->site_ = nullptr;
  cell_->target_point_.Invalidate();
}

SiteCell* Site::cell() {
  if (!cell_) cell_ = ResourceRef<SiteCell>(new SiteCell(this));
  return cell_.get();
}

HandleRef Site::Invoker(int32_t index) {
  return table().Intern(
      {.kind = HandleKind::kInvokeSite, .type = type_, .index = index, .resource = cell()});
}

bool InvokeSiteSlow(InvocationContext* context, const MethodHandle* invoker,
                    const uint64_t* arguments, uint64_t* result) {
  Site* site = static_cast<SiteCell*>(invoker->resource())->site();
  if (site == nullptr) {
    return context->Fail(absl::FailedPreconditionError("the call site is gone"));
  }
  if (!context->HasStack()) {
    return context->Fail(absl::ResourceExhaustedError("the stack is exhausted"));
  }
  if (invoker->index() != 0) {
    return static_cast<LinkedSite*>(site)->InvokeAnew(*context, arguments, result);
  }
  return site->InvokeWords(*context, arguments, result);
}

namespace {

// The target may be replaced while it runs.
bool InvokeTarget(HandleRef target, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result) {
  return callsite::Invoke(*target, context, arguments, result);
}

absl::Status CheckTarget(const Site& site, const HandleRef& target) {
  KRAIT_HANDLE_CHECK(CheckHandles("setTarget", {&target}));
  return CheckSame("setTarget", "target", *target->type(), *site.type());
}

}  // namespace

ConstantSite::ConstantSite(HandleRef target)
    : Site(target->type(), Kind::kConstant), target_(std::move(target)) {}

bool ConstantSite::InvokeWords(InvocationContext& context, const uint64_t* arguments,
                               uint64_t* result) {
  return InvokeTarget(target_, context, arguments, result);
}

MutableSite::MutableSite(HandleRef target)
    : Site(target->type(), Kind::kMutable), target_(std::move(target)) {}

absl::Status MutableSite::SetTarget(HandleRef target) {
  KRAIT_HANDLE_CHECK(CheckTarget(*this, target));
  target_ = std::move(target);
  TargetChanged();
  return absl::OkStatus();
}

bool MutableSite::InvokeWords(InvocationContext& context, const uint64_t* arguments,
                              uint64_t* result) {
  return InvokeTarget(target_, context, arguments, result);
}

VolatileSite::VolatileSite(HandleRef target)
    : Site(target->type(), Kind::kVolatile), target_(std::move(target)) {}

absl::Status VolatileSite::SetTarget(HandleRef target) {
  KRAIT_HANDLE_CHECK(CheckTarget(*this, target));
  target_ = std::move(target);
  return absl::OkStatus();
}

bool VolatileSite::InvokeWords(InvocationContext& context, const uint64_t* arguments,
                               uint64_t* result) {
  return InvokeTarget(target_, context, arguments, result);
}

}  // namespace krait::callsite
