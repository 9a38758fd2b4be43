#include "gc/lifecycle.h"

#include <algorithm>
#include <utility>

#include "gc/heap.h"

namespace krait::gc {

template <typename F>
void Lifecycle::Registry::Filter(bool full, F&& keep) {
  if (full) std::erase_if(old, [&](HeapObject* object) { return !keep(object); });
  for (HeapObject* object : young) {
    if (keep(object)) old.push_back(object);
  }
  young.clear();
}

void Lifecycle::ProcessWeak(Heap& heap, bool full) {
  finalizable_.Filter(full, [&](HeapObject* object) {
    if (!object->HasFlag(HeapObject::kHasFinalizer)) return false;
    if (heap.IsLive(object)) return true;
    dying_.push_back(object);
    return false;
  });
  HeapClient* client = heap.client();
  auto process = [&](const std::vector<HeapObject*>& containers) {
    for (HeapObject* container : containers) {
      if (!dying_.empty() || heap.IsLive(container)) client->ProcessWeak(container, heap);
    }
  };
  if (full) process(weak_.old);
  process(weak_.young);
}

size_t Lifecycle::DestroyDead(Heap& heap, bool full) {
  size_t destroyed = 0;
  destructible_.Filter(full, [&](HeapObject* object) {
    if (heap.IsLive(object)) return true;
    heap.client()->Destroy(object);
    ++destroyed;
    return false;
  });
  weak_.Filter(full, [&](HeapObject* object) { return heap.IsLive(object); });
  if (full) {
    // Containers are registered again whenever a weak reference is stored into them.
    std::sort(weak_.old.begin(), weak_.old.end());
    weak_.old.erase(std::unique(weak_.old.begin(), weak_.old.end()), weak_.old.end());
  }
  return destroyed;
}

size_t Lifecycle::AnnounceDying(Heap& heap) {
  std::vector<HeapObject*> dying = std::exchange(dying_, {});
  for (HeapObject* object : dying) heap.client()->RunFinalizerLater(object);
  return dying.size();
}

void Lifecycle::DestroyAll(Heap& heap) {
  for (auto* objects : {&destructible_.old, &destructible_.young}) {
    for (HeapObject* object : *objects) heap.client()->Destroy(object);
    objects->clear();
  }
}

}  // namespace krait::gc
