#include "gc/collector.h"

#include <algorithm>
#include <chrono>

#include "gc/heap_parts.h"
#include "gc/native_stack.h"
#include "gc/roots.h"

namespace krait::gc {

namespace {

constexpr size_t kMiB = 1024 * 1024;
constexpr size_t kDefaultNursery = 4 * kMiB;
constexpr size_t kLargestNursery = 32 * kMiB;

uint64_t Now() {
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   std::chrono::steady_clock::now().time_since_epoch())
                                   .count());
}

}  // namespace

Collector::Collector(Heap& heap, HeapParts& parts) : heap_(heap), parts_(parts) {
  const size_t wanted = parts.options.nursery_bytes;
  minimum_nursery_ = wanted != 0 ? wanted : kDefaultNursery;
  SetThresholds(/*full=*/true, /*live=*/0);
}

bool Collector::CanCollect() const {
  return !heap_.collecting_ && heap_.collection_disallowed_ == 0;
}

bool Collector::CollectIfDue() {
  if (!is_due() || !automatic || !CanCollect()) return false;
  const size_t held = statistics.live_after_last + parts_.accounting.external();
  Collect(held >= full_threshold_);
  return true;
}

void Collector::Collect(bool full) {
  if (!CanCollect()) return;
  const uint64_t start = Now();
  heap_.collecting_ = true;
  parts_.allocator.Retire();
  const bool verify = parts_.options.verify;
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
  statistics.destroyed += parts_.lifecycle.DestroyDead(heap_, full);
  Sweep(full);
  if (verify) parts_.verifier.CheckSurvivors();
  heap_.collecting_ = false;
  Account(full, Now() - start);
  statistics.finalized += parts_.lifecycle.AnnounceDying(heap_);
  heap_.client_->CollectionFinished(
      {full, statistics.pause_last_ns, statistics.live_after_last});
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

void Collector::Sweep(bool full) {
  const size_t cells = parts_.blocks.Sweep(full, parts_.options.verify);
  parts_.large.Sweep(full, heap_.mark_bit_);
  const size_t live = cells + parts_.large.bytes();
  statistics.live_after_last = live;
  if (full) statistics.live_after_last_full = live;
  SetThresholds(full, live);
  parts_.blocks.ReleaseFree(FreeBlocksToKeep());
  heap_.limit_exceeded_ = parts_.accounting.IsExceeded() && heap_.limit_exceeded_;
}

// Enough for the next nursery, unless memory is short.
size_t Collector::FreeBlocksToKeep() const {
  const size_t wanted = nursery_ / kBlockBytes + 1;
  const Accounting& accounting = parts_.accounting;
  if (accounting.limit() == HeapOptions::kNoLimit) return wanted;
  return accounting.Fits(accounting.limit() / 8) ? wanted : 0;
}

void Collector::SetThresholds(bool full, size_t live) {
  nursery_ = std::clamp(live / 4, minimum_nursery_, std::max(minimum_nursery_, kLargestNursery));
  // A small limit should be felt by the collector before it is felt by the program.
  nursery_ = std::min(nursery_, std::max(parts_.accounting.limit() / 4, kBlockBytes));
  budget_ = static_cast<ptrdiff_t>(nursery_);
  if (!full) return;
  const size_t held = live + parts_.accounting.external();
  full_threshold_ = std::max(held + held / 100 * parts_.options.full_growth_percent,
                             held + 4 * minimum_nursery_);
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
  if (!CanCollect()) return false;
  Collect(/*full=*/true);
  if (!accounting.Fits(bytes)) parts_.blocks.ReleaseFree(0);
  return accounting.Fits(bytes);
}

bool Collector::BeforeCommit(size_t bytes) {
  const Accounting& accounting = parts_.accounting;
  if (accounting.Fits(bytes) || accounting.used() < next_pressure_) return false;
  const bool collect = CanCollect();
  if (collect) Collect(/*full=*/true);
  if (!accounting.Fits(bytes)) SignalLimit();
  return collect;
}

void Collector::SignalLimit() {
  const Accounting& accounting = parts_.accounting;
  if (accounting.used() < next_pressure_) return;
  next_pressure_ = accounting.used() + std::max(2 * kBlockBytes, accounting.limit() / 32);
  heap_.limit_exceeded_ = true;
  heap_.client_->LimitExceeded();
}

}  // namespace krait::gc
