#include "gc/heap.h"

#include <algorithm>

#include "gc/heap_parts.h"
#include "gc/native_stack.h"
#include "gc/roots.h"

namespace krait::gc {

HeapParts::HeapParts(Heap& heap, const HeapOptions& options)
    : options(options),
      sees_every_allocation(options.stress || options.fail_nth != 0),
      accounting(options.memory_limit),
      blocks(accounting),
      large(accounting),
      allocator(blocks, heap.region_.bump, heap.region_.limit),
      finder(blocks, large),
      marker(heap, *this),
      verifier(heap, *this),
      collector(heap, *this) {}

Heap::Heap(const HeapOptions& options, HeapClient* client)
    : client_(client),
      handles_(new HandleTable(this)),
      parts_(std::make_unique<HeapParts>(*this, options)) {
  static_assert(offsetof(Heap, region_) + offsetof(Region, bump) == kBumpOffset);
  static_assert(offsetof(Heap, region_) + offsetof(Region, limit) == kLimitOffset);
}

Heap::~Heap() {
  collecting_ = true;
  parts_->lifecycle.DestroyAll(*this);
  for (RootVector* roots = root_vectors_; roots != nullptr; roots = roots->next_) {
    roots->heap_ = nullptr;
    roots->clear();
  }
  handles_->HeapDied();
}

// ---- Allocation ----

HeapObject* Heap::AllocateSlow(size_t size, uint64_t header) {
  HeapParts& parts = *parts_;
  Collector& collector = parts.collector;
  if (parts.sees_every_allocation && TestBeforeAllocation()) collector.SignalLimit();
  collector.CollectIfDue();
  const uint64_t before = parts.allocator.handed_out();
  char* cell = parts.allocator.Allocate(size, collector);
  collector.Spend(static_cast<ptrdiff_t>(parts.allocator.handed_out() - before));
  std::memcpy(cell, &header, sizeof(header));
  // Makes the next allocation come here, too.
  if (parts.sees_every_allocation) parts.allocator.Retire();
  return reinterpret_cast<HeapObject*>(cell);
}

HeapObject* Heap::AllocateLarge(size_t size, uint64_t header) {
  HeapParts& parts = *parts_;
  if (size > PTRDIFF_MAX / 2) return nullptr;
  if (parts.sees_every_allocation && TestBeforeAllocation()) return nullptr;
  Collector& collector = parts.collector;
  collector.CollectIfDue();
  const size_t footprint = size + sizeof(LargeObject);
  if (!collector.MakeRoom(footprint)) return nullptr;
  HeapObject* object = parts.large.Allocate(size);
  if (object == nullptr) {
    Collect(/*full=*/true);
    object = parts.large.Allocate(size);
    if (object == nullptr) return nullptr;
  }
  collector.Spend(static_cast<ptrdiff_t>(footprint));
  large_allocated_ += footprint;
  std::memcpy(static_cast<void*>(object), &header, sizeof(header));
  return object;
}

// At every allocation of the first 2^15.
static constexpr int kStressRampBits = 15;

bool Heap::TestBeforeAllocation() {
  const HeapOptions& options = parts_->options;
  const uint64_t count = ++parts_->allocation_count;
  // Long programs are collected ever more rarely, so that they end: about 50,000 times in all.
  const uint64_t sparse = std::max<uint64_t>(count >> kStressRampBits, 1);
  const uint64_t interval = options.stress_interval * sparse * sparse;
  if (options.stress && count % interval == 0) {
    Collect(/*full=*/count / interval % options.stress_full_interval == 0);
  }
  return count == options.fail_nth;
}

size_t Heap::LargeSize(const HeapObject* object) { return LargeObject::Of(object)->size; }

void Heap::LogSlow(HeapObject* holder) {
  holder->gc &= static_cast<uint8_t>(~HeapObject::kUnlogged);
  parts_->remembered.push_back(holder);
}

// ---- Registration ----

void Heap::AddFinalizable(HeapObject* object) {
  object->flags |= HeapObject::kHasFinalizer;
  parts_->lifecycle.AddFinalizable(object);
}
void Heap::AddDestructible(HeapObject* object) { parts_->lifecycle.AddDestructible(object); }
void Heap::AddWeakContainer(HeapObject* object) { parts_->lifecycle.AddWeakContainer(object); }

// ---- Collection ----

void Heap::Collect(bool full) { parts_->collector.Collect(full, Collector::Release::kAtOnce); }
void Heap::SetAutomatic(bool enabled) { parts_->collector.automatic = enabled; }
bool Heap::automatic() const { return parts_->collector.automatic; }

// ---- Accounting ----

void Heap::AccountExternal(Category category, ptrdiff_t delta) {
  parts_->accounting.Charge(category, delta);
  Collector& collector = parts_->collector;
  if (delta <= 0) return;
  collector.Spend(delta);
  if (parts_->accounting.IsExceeded()) collector.SignalLimit();
  // Makes the next allocation look whether a collection is due; the run's rest is not lost,
  // Allocate finds it again.
  if (collector.is_due()) region_.limit = region_.bump;
}

bool Heap::TryAccountExternal(Category category, size_t bytes) {
  if (parts_->sees_every_allocation && TestBeforeAllocation()) return false;
  if (!parts_->collector.MakeRoom(bytes)) return false;
  AccountExternal(category, static_cast<ptrdiff_t>(bytes));
  return true;
}

void Heap::ForgetDeadFrames() {
  ClearDeadStack();
  memory_was_short_ = false;
}

size_t Heap::memory_limit() const { return parts_->accounting.limit(); }

bool Heap::limit_far_exceeded() const { return parts_->accounting.IsFarExceeded(); }

void Heap::SetMemoryLimit(size_t bytes) {
  parts_->accounting.set_limit(bytes);
  if (!parts_->accounting.IsExceeded()) limit_exceeded_ = false;
}

size_t Heap::used_bytes() const { return parts_->accounting.used(); }

HeapStatistics Heap::Statistics() const {
  HeapStatistics statistics = parts_->collector.statistics;
  statistics.allocated_total = parts_->allocator.handed_out() + large_allocated_;
  for (size_t i = 0; i < kCategoryCount; ++i) {
    statistics.bytes[i] = parts_->accounting.bytes(static_cast<Category>(i));
  }
  return statistics;
}

// ---- Inspection ----

HeapObject* Heap::FindObject(uintptr_t word) const { return parts_->finder.Find(word); }

void Heap::VisitLiveObjects(ObjectCallback callback, void* context) const {
  auto visit = [&](HeapObject* object) { callback(object, context); };
  parts_->blocks.ForEachUsed([&](BlockMeta* block) {
    if (block->is_free) return;
    ForEachMarked(block, visit);
    ObjectFinder::ForEachYoung(block, visit);
  });
  parts_->large.ForEach(visit);
}

void Heap::VisitReferences(HeapObject* object, ReferenceCallback callback, void* context) {
  Marker& marker = parts_->marker;
  marker.trace_table_ = client_->TraceTable();
  marker.mode_ = Marker::Mode::kVerify;
  marker.verify_ = callback;
  marker.verify_context_ = context;
  marker.Trace(object);
  marker.mode_ = Marker::Mode::kMark;
}

}  // namespace krait::gc
