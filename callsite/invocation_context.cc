#include "callsite/invocation_context.h"

#include <utility>

#include "callsite/handle_table.h"
#include "gc/marker.h"

namespace krait::callsite {

static_assert(offsetof(InvocationState, interrupt) == InvocationContext::kInterruptOffset);
static_assert(offsetof(InvocationState, failed) == InvocationContext::kFailedOffset);
static_assert(offsetof(InvocationState, stack_limit) == InvocationContext::kStackLimitOffset);

absl::Status PendingError::ToStatus() const {
  constexpr int64_t kLast = static_cast<int64_t>(absl::StatusCode::kUnauthenticated);
  const bool known = code > 0 && code <= kLast;
  return {known ? static_cast<absl::StatusCode>(code) : absl::StatusCode::kUnknown, message};
}

InvocationContext::InvocationContext(HandleTable& handles, gc::Heap* heap, size_t stack_bytes)
    : handles_(handles), heap_(heap), queue_(interrupt) {
  SetStackHere(stack_bytes);
  handles.SetContext(this);
}

void InvocationContext::SetStackHere(size_t stack_bytes) {
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  stack_limit = here > stack_bytes ? here - stack_bytes : 0;
}

InvocationContext::~InvocationContext() {
  if (handles_.context() == this) handles_.SetContext(nullptr);
}

bool InvocationContext::Fail(absl::Status status) {
  return Fail(PendingError{static_cast<int64_t>(status.code()), std::string(status.message())});
}

bool InvocationContext::Fail(int64_t code, std::string_view message, Value value) {
  return Fail(PendingError{code, std::string(message), value});
}

bool InvocationContext::Fail(PendingError error) {
  error_ = std::move(error);
  failed = 1;
  return false;
}

PendingError InvocationContext::TakeError() {
  failed = 0;
  return std::exchange(error_, PendingError());
}

void InvocationContext::Trace(gc::Marker& marker) const { marker.Visit(error_.value); }

void InvocationContext::Cancel() {
  cancelled_.store(true, std::memory_order_relaxed);
  interrupt.store(1, std::memory_order_release);
}

bool InvocationContext::SafepointSlow() {
  // Cleared first: what is posted from here on sets it again.
  interrupt.exchange(0, std::memory_order_acquire);
  queue_.Drain();
  if (cancelled_.exchange(false, std::memory_order_relaxed)) {
    return Fail(absl::CancelledError("the invocation was cancelled"));
  }
  return true;
}

}  // namespace krait::callsite
