// Objects whose death has consequences: __del__, native resources, weak references.
//
// Each list has a young and an old half, so that a minor collection looks at what was registered
// since the last collection only. After marking:
//   1. finalisable objects that are not marked are "dying";
//   2. weak containers drop references to everything that is not marked, the dying included;
//   3. the dying and all they reach are marked after all, and handed to the client;
//   4. destructible objects that are still not marked are destroyed.
#ifndef KRAIT_GC_LIFECYCLE_H_
#define KRAIT_GC_LIFECYCLE_H_

#include <cstdint>
#include <vector>

#include "gc/header.h"

namespace krait::gc {

class Heap;

class Lifecycle {
 public:
  void AddFinalizable(HeapObject* object) { finalizable_.young.push_back(object); }
  void AddDestructible(HeapObject* object) { destructible_.young.push_back(object); }
  void AddWeakContainer(HeapObject* object) { weak_.young.push_back(object); }

  // Steps 1 and 2. The caller then marks from dying() and calls Finish.
  void ProcessWeak(Heap& heap, bool full);
  const std::vector<HeapObject*>& dying() const { return dying_; }
  // Step 4, and what is young becomes old. Returns the number of destroyed objects.
  size_t DestroyDead(Heap& heap, bool full);
  // Hands the dying to the client.
  size_t AnnounceDying(Heap& heap);

  // The heap is going away: destroys everything destructible.
  void DestroyAll(Heap& heap);

 private:
  struct Registry {
    std::vector<HeapObject*> young;
    std::vector<HeapObject*> old;

    // Keeps entries for which `keep` is true; young ones become old.
    template <typename F>
    void Filter(bool full, F&& keep);
  };

  Registry finalizable_;
  Registry destructible_;
  Registry weak_;
  std::vector<HeapObject*> dying_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_LIFECYCLE_H_
