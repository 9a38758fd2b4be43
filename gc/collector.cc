#include "gc/collector.h"

#include <algorithm>
#include <chrono>

#include "gc/heap_parts.h"
#include "gc/native_stack.h"
#include "gc/roots.h"

namespace krait::gc {

namespace {

constexpr size_t kMiB = 1024 * 1024;
// The nursery starts here, so that a small script never collects; it shrinks to fit the
// second-level cache while almost everything dies young, and grows while much survives.
constexpr size_t kDefaultNursery = 4 * kMiB;
constexpr size_t kSmallestNursery = 2 * kMiB;
constexpr size_t kLargestNursery = 32 * kMiB;
// It may grow to this, or twice the live heap if that is more.
constexpr size_t kModestNursery = 8 * kMiB;
constexpr size_t kLowSurvivalPercent = 5;
constexpr size_t kHighSurvivalPercent = 20;

uint64_t Now() {
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   std::chrono::steady_clock::now().time_since_epoch())
                                   .count());
}

}  // namespace

Collector::Collector(Heap& heap, HeapParts& parts) : heap_(heap), parts_(parts) {
  const size_t wanted = parts.options.nursery_bytes;
  smallest_nursery_ = wanted != 0 ? wanted : kSmallestNursery;
  nursery_ = wanted != 0 ? wanted : kDefaultNursery;
  SetFullThreshold(/*live=*/0);
  RefillBudget();
}

bool Collector::CanCollect() const {
  return !heap_.collecting_ && heap_.collection_disallowed_ == 0;
}

bool Collector::CollectIfDue() {
  if (!is_due() || !automatic || !CanCollect()) return false;
  const size_t held = statistics.live_after_last + parts_.accounting.external();
  Collect(held >= full_threshold_, Release::kGradually);
  return true;
}

void Collector::Collect(bool full, Release release) {
  if (!CanCollect()) return;
  const uint64_t start = Now();
  heap_.collecting_ = true;
  parts_.allocator.Retire();
  const HeapOptions& options = parts_.options;
  const uint64_t number = statistics.minor_collections + statistics.full_collections;
  const bool verify = options.verify && number % options.verify_interval == 0;
  if (verify && !full) parts_.verifier.CheckRememberedSet();
  GatherConservativeRoots();
  if (full) {
    heap_.mark_bit_ ^= HeapObject::kMarked | HeapObject::kMarkedOther;
    parts_.blocks.ClearMarks();
    parts_.remembered.clear();
  }
  parts_.marker.Begin(full, heap_.mark_bit_);
  MarkRoots(full);
  parts_.marker.Drain();
  parts_.lifecycle.ProcessWeak(heap_, full);
  for (HeapObject* object : parts_.lifecycle.dying()) parts_.marker.Visit(object);
  parts_.marker.Drain();
  parts_.marker.End();
  heap_.client_->AfterMarking(heap_, full);
  statistics.destroyed += parts_.lifecycle.DestroyDead(heap_, full);
  Sweep(full, release);
  if (verify) parts_.verifier.CheckSurvivors();
  heap_.collecting_ = false;
  Account(full, Now() - start);
  statistics.finalized += parts_.lifecycle.AnnounceDying(heap_);
  heap_.client_->CollectionFinished({full, statistics.pause_last_ns, statistics.live_after_last});
}

// Must come before the marks are cleared: they tell which words point to old objects.
void Collector::GatherConservativeRoots() {
  parts_.gathered.clear();
  parts_.marker.mode_ = Marker::Mode::kGather;
  ScanNativeStack(parts_.marker, heap_.stack_base_);
  heap_.client_->ScanStacks(parts_.marker);
  parts_.finder.EndGathering();
}

void Collector::MarkRoots(bool full) {
  Marker& marker = parts_.marker;
  for (HeapObject* object : parts_.gathered) marker.Visit(object);
  for (RootVector* roots = heap_.root_vectors_; roots != nullptr; roots = roots->next_) {
    marker.VisitRange(roots->data(), roots->size());
  }
  heap_.handles_->Trace(marker);
  heap_.client_->TraceRoots(marker);
  if (!full) MarkRemembered();
}

void Collector::MarkRemembered() {
  for (HeapObject* holder : parts_.remembered) {
    holder->gc |= HeapObject::kUnlogged;
    parts_.marker.Trace(holder);
    parts_.marker.Drain();
  }
  parts_.remembered.clear();
}

void Collector::Sweep(bool full, Release release) {
  const size_t cells = parts_.blocks.Sweep(full, parts_.options.verify);
  parts_.large.Sweep(full, heap_.mark_bit_);
  const size_t live = cells + parts_.large.bytes();
  if (!full) AdaptNursery(live);
  statistics.live_after_last = live;
  if (full) {
    statistics.live_after_last_full = live;
    SetFullThreshold(live);
  }
  RefillBudget();
  ReleaseBlocks(full, release);
  heap_.limit_exceeded_ = parts_.accounting.IsExceeded() && heap_.limit_exceeded_;
}

// Automatic collections give memory back by and by, because a program that shrinks often grows
// again, and committing pages costs more than collecting them.
void Collector::ReleaseBlocks(bool full, Release release) {
  const Accounting& accounting = parts_.accounting;
  BlockSpace& blocks = parts_.blocks;
  const bool short_of_memory =
      accounting.limit() != HeapOptions::kNoLimit && !accounting.Fits(accounting.limit() / 8);
  if (short_of_memory) return blocks.ReleaseFree(0);
  const size_t reserve = nursery_ / kBlockBytes + 1;
  if (release == Release::kAtOnce) return blocks.ReleaseFree(reserve);
  if (!full || blocks.free_count() <= reserve) return;
  blocks.ReleaseFree(reserve + (blocks.free_count() - reserve) / 2);
}

void Collector::AdaptNursery(size_t live) {
  if (parts_.options.nursery_bytes != 0) return;
  const size_t before = statistics.live_after_last;
  const size_t survived = live > before ? live - before : 0;
  const size_t allocated = static_cast<size_t>(static_cast<ptrdiff_t>(nursery_) - budget_);
  if (allocated < nursery_ / 2) return;  // collected ahead of time: tells little
  if (survived < allocated / 100 * kLowSurvivalPercent) {
    nursery_ = std::max(nursery_ / 2, smallest_nursery_);
  } else if (survived > allocated / 100 * kHighSurvivalPercent) {
    const size_t largest = std::clamp(2 * live, kModestNursery, kLargestNursery);
    nursery_ = std::max(nursery_, std::min(2 * nursery_, largest));
  }
}

void Collector::RefillBudget() {
  // A small limit should be felt by the collector before it is felt by the program.
  nursery_ = std::min(nursery_, std::max(parts_.accounting.limit() / 4, kBlockBytes));
  budget_ = static_cast<ptrdiff_t>(nursery_);
}

void Collector::SetFullThreshold(size_t live) {
  const size_t held = live + parts_.accounting.external();
  const size_t growth = held / 100 * parts_.options.full_growth_percent;
  full_threshold_ = held + std::max(growth, 8 * smallest_nursery_);
}

void Collector::Account(bool full, uint64_t pause_ns) {
  ++(full ? statistics.full_collections : statistics.minor_collections);
  statistics.pause_last_ns = pause_ns;
  statistics.pause_total_ns += pause_ns;
  statistics.pause_longest_ns = std::max(statistics.pause_longest_ns, pause_ns);
  if (!parts_.accounting.IsExceeded()) next_pressure_ = 0;
}

bool Collector::MakeRoom(size_t bytes) {
  const Accounting& accounting = parts_.accounting;
  if (accounting.Fits(bytes)) return true;
  const bool small = bytes <= kSmallRequest;
  if (small && accounting.used() + bytes < next_pressure_) return true;
  if (CanCollect()) {
    Collect(/*full=*/true, Release::kAtOnce);
    if (!accounting.Fits(bytes)) parts_.blocks.ReleaseFree(0);
    if (accounting.Fits(bytes)) return true;
  }
  heap_.memory_was_short_ = true;
  if (!small || accounting.IsFarExceeded()) return false;
  SignalLimit();
  return true;
}

bool Collector::BeforeCommit(size_t bytes) {
  const Accounting& accounting = parts_.accounting;
  if (accounting.Fits(bytes) || accounting.used() < next_pressure_) return false;
  const bool collect = CanCollect();
  if (collect) Collect(/*full=*/true, Release::kGradually);
  if (!accounting.Fits(bytes)) SignalLimit();
  return collect;
}

void Collector::SignalLimit() {
  const Accounting& accounting = parts_.accounting;
  if (accounting.used() < next_pressure_) return;
  next_pressure_ = accounting.used() + std::max(2 * kBlockBytes, accounting.limit() / 32);
  heap_.limit_exceeded_ = heap_.memory_was_short_ = true;
  heap_.client_->LimitExceeded();
}

}  // namespace krait::gc
