// Roots that do not stand on the scanned stack.
//
//   RootVector   a growable list of Values, registered while it exists. For C++ containers of
//   values:
//                what a std::vector<Value> holds is invisible to the collector, this is not.
//   Handle       a host's reference as two plain integers, for C interfaces. Checked when used.
//   Persistent   the same as an owning C++ object. May outlive the heap; it then reads as Empty.
#ifndef KRAIT_GC_ROOTS_H_
#define KRAIT_GC_ROOTS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/heap.h"
#include "gc/value.h"

namespace krait::gc {

class Marker;

class RootVector {
 public:
  explicit RootVector(Heap& heap);
  ~RootVector();
  RootVector(const RootVector&) = delete;
  RootVector& operator=(const RootVector&) = delete;

  void push_back(Value value) { values_.push_back(value); }
  void push_back(const HeapObject* object) { values_.push_back(Value::Object(object)); }
  void pop_back() { values_.pop_back(); }
  Value& operator[](size_t i) { return values_[i]; }
  Value operator[](size_t i) const { return values_[i]; }
  Value& back() { return values_.back(); }
  size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  void clear() { values_.clear(); }
  void resize(size_t count) { values_.resize(count); }
  void reserve(size_t count) { values_.reserve(count); }
  void insert(size_t at, Value value) { values_.insert(values_.begin() + at, value); }
  void erase(size_t at) { values_.erase(values_.begin() + at); }
  Value* data() { return values_.data(); }
  const Value* data() const { return values_.data(); }
  Value* begin() { return values_.data(); }
  Value* end() { return values_.data() + values_.size(); }
  const Value* begin() const { return values_.data(); }
  const Value* end() const { return values_.data() + values_.size(); }

 private:
  friend class Heap;
  friend class Collector;

  // Null once the heap has died.
  Heap* heap_;
  RootVector* previous_ = nullptr;
  RootVector* next_;
  std::vector<Value> values_;
};

// Index and generation of a slot. {0, 0} is never valid.
struct Handle {
  uint32_t index = 0;
  uint32_t generation = 0;
  friend bool operator==(Handle, Handle) = default;
};

// The slots behind handles. Reference-counted by the heap and by every Persistent, so that it
// outlives the heap for as long as somebody may ask.
class HandleTable {
 public:
  Handle New(Value value);
  // False when the handle is stale (released, or its heap died).
  bool IsValid(Handle handle) const;
  // Empty when stale.
  Value Get(Handle handle) const;
  bool Set(Handle handle, Value value);
  // Does nothing when stale.
  void Release(Handle handle);

  // Null once the heap has died.
  Heap* heap() const { return heap_; }
  size_t live_count() const { return live_count_; }

  void Retain() { references_.fetch_add(1, std::memory_order_relaxed); }
  void Drop();

 private:
  friend class Heap;
  friend class Collector;

  struct Slot {
    Value value;
    uint32_t generation;
    uint32_t next_free;  // kInUse while the slot is taken
  };
  static constexpr uint32_t kInUse = UINT32_MAX;

  explicit HandleTable(Heap* heap) : heap_(heap) {}
  void HeapDied();
  void Trace(Marker& marker) const;

  std::atomic<uint32_t> references_{1};
  Heap* heap_;
  std::vector<Slot> slots_;
  uint32_t free_ = 0;  // 0 ends the free list; slot 0 is never used
  size_t live_count_ = 0;
};

class Persistent {
 public:
  Persistent() = default;
  Persistent(Heap& heap, Value value);
  ~Persistent() { Reset(); }
  Persistent(const Persistent& other);
  Persistent& operator=(const Persistent& other);
  Persistent(Persistent&& other) noexcept : table_(other.table_), handle_(other.handle_) {
    other.table_ = nullptr;
  }
  Persistent& operator=(Persistent&& other) noexcept;

  void Reset();
  // Empty when there is none, or the heap died.
  Value Get() const { return table_ == nullptr ? Value() : table_->Get(handle_); }
  bool IsAlive() const { return table_ != nullptr && table_->IsValid(handle_); }
  explicit operator bool() const { return IsAlive(); }
  // Null when the heap died.
  Heap* heap() const { return table_ == nullptr ? nullptr : table_->heap(); }

 private:
  HandleTable* table_ = nullptr;
  Handle handle_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_ROOTS_H_
