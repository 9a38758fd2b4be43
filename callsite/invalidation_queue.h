// Invalidations from other threads: posted here, performed by the isolate's own thread at its next
// safepoint.
//
// A switch point's dependents belong to one thread. Another thread may hold a SwitchPointRef and
// post it; the isolate's thread then invalidates everything posted in one batch. Nothing of the
// host or the script runs.
#ifndef KRAIT_CALLSITE_INVALIDATION_QUEUE_H_
#define KRAIT_CALLSITE_INVALIDATION_QUEUE_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "callsite/shared_switch_point.h"

namespace krait::callsite {

class InvalidationQueue {
 public:
  // `interrupt` is set to 1 when something was posted.
  explicit InvalidationQueue(std::atomic<uint32_t>& interrupt) : interrupt_(interrupt) {}
  InvalidationQueue(const InvalidationQueue&) = delete;
  InvalidationQueue& operator=(const InvalidationQueue&) = delete;

  // From any thread. Posting a point twice, or one that is invalid already, does no harm.
  void Post(SwitchPointRef point);
  void PostAll(std::span<const SwitchPointRef> points);

  // On the isolate's thread: invalidates what was posted; returns how many points that were.
  size_t Drain();

 private:
  std::atomic<uint32_t>& interrupt_;
  std::mutex mutex_;
  std::vector<SwitchPointRef> posted_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_INVALIDATION_QUEUE_H_
