#include "gc/roots.h"

#include <utility>

#include "gc/marker.h"

namespace krait::gc {

// ---- RootVector ----

RootVector::RootVector(Heap& heap) : heap_(&heap), next_(heap.root_vectors_) {
  if (next_ != nullptr) next_->previous_ = this;
  heap.root_vectors_ = this;
}

RootVector::~RootVector() {
  if (heap_ == nullptr) return;
  (previous_ != nullptr ? previous_->next_ : heap_->root_vectors_) = next_;
  if (next_ != nullptr) next_->previous_ = previous_;
}

// ---- HandleTable ----

Handle HandleTable::New(Value value) {
  if (heap_ == nullptr) return {};
  if (slots_.empty()) slots_.push_back({Value(), 0, kInUse});
  uint32_t index = free_;
  if (index != 0) {
    free_ = slots_[index].next_free;
  } else {
    index = static_cast<uint32_t>(slots_.size());
    slots_.push_back({Value(), 1, 0});
  }
  slots_[index].value = value;
  slots_[index].next_free = kInUse;
  ++live_count_;
  return {index, slots_[index].generation};
}

bool HandleTable::IsValid(Handle handle) const {
  return handle.index != 0 && handle.index < slots_.size() &&
         slots_[handle.index].generation == handle.generation &&
         slots_[handle.index].next_free == kInUse;
}

Value HandleTable::Get(Handle handle) const {
  return IsValid(handle) ? slots_[handle.index].value : Value();
}

bool HandleTable::Set(Handle handle, Value value) {
  if (!IsValid(handle)) return false;
  slots_[handle.index].value = value;
  return true;
}

void HandleTable::Release(Handle handle) {
  if (!IsValid(handle)) return;
  Slot& slot = slots_[handle.index];
  slot.value = Value();
  --live_count_;
  // A slot whose generations are used up is never handed out again.
  if (++slot.generation == 0) {
    slot.next_free = 0;
    return;
  }
  slot.next_free = free_;
  free_ = handle.index;
}

void HandleTable::Drop() {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

void HandleTable::HeapDied() {
  heap_ = nullptr;
  slots_.clear();
  live_count_ = 0;
  Drop();
}

void HandleTable::Trace(Marker& marker) const {
  for (const Slot& slot : slots_) marker.Visit(slot.value);
}

// ---- Persistent ----

Persistent::Persistent(Heap& heap, Value value)
    : table_(&heap.handles()), handle_(table_->New(value)) {
  table_->Retain();
}

Persistent::Persistent(const Persistent& other) { *this = other; }

Persistent& Persistent::operator=(const Persistent& other) {
  if (this == &other) return *this;
  Reset();
  if (other.table_ == nullptr) return *this;
  table_ = other.table_;
  table_->Retain();
  handle_ = table_->New(other.Get());
  return *this;
}

Persistent& Persistent::operator=(Persistent&& other) noexcept {
  if (this == &other) return *this;
  Reset();
  table_ = std::exchange(other.table_, nullptr);
  handle_ = other.handle_;
  return *this;
}

void Persistent::Reset() {
  if (table_ == nullptr) return;
  table_->Release(handle_);
  std::exchange(table_, nullptr)->Drop();
}

}  // namespace krait::gc
