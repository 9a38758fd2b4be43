#include "callsite/invalidation_queue.h"

#include <utility>

namespace krait::callsite {

void InvalidationQueue::Post(SwitchPointRef point) { PostAll({&point, 1}); }

void InvalidationQueue::PostAll(std::span<const SwitchPointRef> points) {
  const std::lock_guard<std::mutex> lock(mutex_);
  posted_.insert(posted_.end(), points.begin(), points.end());
  interrupt_.store(1, std::memory_order_release);
}

size_t InvalidationQueue::Drain() {
  std::vector<SwitchPointRef> posted;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    posted.swap(posted_);
  }
  std::vector<SwitchPoint*> points;
  points.reserve(posted.size());
  for (const SwitchPointRef& point : posted) points.push_back(&point->point());
  SwitchPoint::InvalidateAll(points);
  return points.size();
}

}  // namespace krait::callsite
