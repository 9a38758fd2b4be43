// One collection from start to end, and when to have one.
#ifndef KRAIT_GC_COLLECTOR_H_
#define KRAIT_GC_COLLECTOR_H_

#include <cstddef>
#include <cstdint>

#include "gc/allocator.h"
#include "gc/statistics.h"

namespace krait::gc {

class Heap;
struct HeapParts;

class Collector final : public AllocationPolicy {
 public:
  Collector(Heap& heap, HeapParts& parts);

  // What to do with blocks that have become empty, beyond a reserve.
  enum class Release : bool { kGradually, kAtOnce };

  void Collect(bool full, Release release);

  // Something was allocated, `bytes` more than before. A negative number takes back.
  void Spend(ptrdiff_t bytes) { budget_ -= bytes; }
  // Collects if the nursery is full and nobody minds. True: a collection was run.
  bool CollectIfDue();
  bool is_due() const { return budget_ <= 0; }

  // Collects, if it has to, until `bytes` more fit the limit. What is as small as a cell's block is
  // granted even if they do not: an error can be reported then. The limit is signalled instead.
  bool MakeRoom(size_t bytes);

  // AllocationPolicy: the limit, for cells.
  bool BeforeCommit(size_t bytes) override;

  // Something that cannot fail has exceeded the limit.
  void SignalLimit();

  bool automatic = true;
  size_t nursery_bytes() const { return nursery_; }
  HeapStatistics statistics;

 private:
  bool CanCollect() const;
  void GatherConservativeRoots();
  void MarkRoots(bool full);
  void MarkRemembered();
  void Sweep(bool full, Release release);
  void ReleaseBlocks(bool full, Release release);
  void AdaptNursery(size_t live);
  void RefillBudget();
  void SetFullThreshold(size_t live);
  void Account(bool full, uint64_t pause_ns);

  static constexpr size_t kSmallRequest = 64 * 1024;

  Heap& heap_;
  HeapParts& parts_;
  size_t smallest_nursery_;
  size_t nursery_;
  size_t full_threshold_;
  // Bytes left until the next minor collection.
  ptrdiff_t budget_;
  // Above the limit, the next collection under pressure waits until so much is used.
  size_t next_pressure_ = 0;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_COLLECTOR_H_
