#include "callsite/call_site.h"

#include "gc/heap.h"

namespace krait::callsite {

bool CallSite::Link(gc::Heap& heap, GuardedInvocation invocation) {
  if (!SiteLinks::Link(invocation)) return false;
  if (owner_ != nullptr && owner_->holder() != nullptr) heap.Barrier(owner_->holder());
  return true;
}

void CallSite::OnLinksChanged() {
  cached_shape = cached_second = kNoShape;
  cached_word = 0;
  cached_index = 0;
  if (entry_count() > 0) {
    const Guard first = guard(0);
    const MethodHandle& target = *handle(0);
    cached_shape = first.shape;
    cached_second = first.second;
    cached_index = target.index();
    cached_word = target.native() != nullptr ? reinterpret_cast<uint64_t>(target.native()->entry)
                                             : target.value().bits();
  }
  if (owner_ != nullptr) owner_->OnSiteChanged(*this);
}

}  // namespace krait::callsite
