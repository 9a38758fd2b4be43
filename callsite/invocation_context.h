// What an invocation runs in: the pending error, the safepoint flag, the stack's end.
//
// Errors are values. A handle that fails sets the context's pending error and gives false; whoever
// invokes it looks, passes it on, or takes it. Nothing unwinds.
//
// Compiled stubs read the fields of InvocationState at the offsets below.
#ifndef KRAIT_CALLSITE_INVOCATION_CONTEXT_H_
#define KRAIT_CALLSITE_INVOCATION_CONTEXT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "callsite/invalidation_queue.h"
#include "gc/value.h"

namespace krait::gc {
class Heap;
class Marker;
}  // namespace krait::gc

namespace krait::callsite {

class HandleTable;

// An error under way. `code` is an absl::StatusCode, or a number of the host's own (never 0).
struct PendingError {
  int64_t code = 0;
  std::string message;
  Value value = Value();  // a script's exception, or Empty

  absl::Status ToStatus() const;
};

// The converting a value needs the runtime for. Without one, ints are limited to Value::FitsInt.
class ValueConversions {
 public:
  // Empty: cannot be represented.
  virtual Value BoxInt(int64_t i) = 0;
  virtual bool UnboxInt(Value value, int64_t* result) = 0;
  virtual bool UnboxDouble(Value value, double* result) = 0;

 protected:
  ~ValueConversions() = default;
};

struct InvocationState {
  // Not 0: something waits for the next safepoint. Written by any thread.
  std::atomic<uint32_t> interrupt{0};
  // Not 0: an error is pending.
  uint32_t failed = 0;
  // Invocations that find the stack below this address fail.
  uintptr_t stack_limit = 0;
};

class InvocationContext : public InvocationState {
 public:
  static constexpr size_t kInterruptOffset = 0;
  static constexpr size_t kFailedOffset = 4;
  static constexpr size_t kStackLimitOffset = 8;
  static constexpr size_t kDefaultStackBytes = 512 * 1024;

  // The handles' context from now on: an isolate is entered by one thread at a time. `heap` may be
  // null for hosts whose values are no heap objects. The stack may grow by `stack_bytes` from here.
  explicit InvocationContext(HandleTable& handles, gc::Heap* heap = nullptr,
                             size_t stack_bytes = kDefaultStackBytes);
  ~InvocationContext();
  InvocationContext(const InvocationContext&) = delete;
  InvocationContext& operator=(const InvocationContext&) = delete;

  HandleTable& handles() const { return handles_; }
  gc::Heap* heap() const { return heap_; }
  void SetConversions(ValueConversions* conversions) { conversions_ = conversions; }
  ValueConversions* conversions() const { return conversions_; }

  // --- errors ---
  // Each sets the pending error, replacing one that is pending, and returns false.
  bool Fail(absl::Status status);
  bool Fail(int64_t code, std::string_view message, Value value = Value());
  bool Fail(PendingError error);
  const PendingError& error() const { return error_; }
  PendingError TakeError();
  absl::Status TakeStatus() { return TakeError().ToStatus(); }
  // A context is no root; whoever owns it traces the pending error's value.
  void Trace(gc::Marker& marker) const;

  // --- safepoints ---
  // Other threads post invalidations here.
  InvalidationQueue& queue() { return queue_; }
  // From any thread: the next safepoint fails with Cancelled, once.
  void Cancel();
  // At loop back-edges and entries from outside: performs what was queued. False: an error is
  // pending.
  bool Safepoint() {
    if (interrupt.load(std::memory_order_relaxed) != 0) [[unlikely]]
      return SafepointSlow();
    return true;
  }
  // The thread that enters from now on has its stack here; it may grow by `stack_bytes`.
  void SetStackHere(size_t stack_bytes = kDefaultStackBytes);
  bool HasStack() const {
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > stack_limit;
  }

 private:
  bool SafepointSlow();

  HandleTable& handles_;
  gc::Heap* heap_;
  ValueConversions* conversions_ = nullptr;
  PendingError error_;
  InvalidationQueue queue_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_INVOCATION_CONTEXT_H_
