// Objects above kMaxCellBytes, each a mimalloc allocation with a record in front of it.
//
// Their mark is the bit in the object's header. The old ones are kept sorted by address, so that
// words from the stack can be looked up; the young ones are sorted when the first such word asks.
#ifndef KRAIT_GC_LARGE_OBJECTS_H_
#define KRAIT_GC_LARGE_OBJECTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/accounting.h"
#include "gc/header.h"

namespace krait::gc {

struct alignas(16) LargeObject {
  size_t size;  // of the object, without this record

  HeapObject* object() { return reinterpret_cast<HeapObject*>(this + 1); }
  static const LargeObject* Of(const HeapObject* object) {
    return reinterpret_cast<const LargeObject*>(object) - 1;
  }
  bool Contains(uintptr_t word) const {
    return word - reinterpret_cast<uintptr_t>(this + 1) < size;
  }
  size_t footprint() const { return size + sizeof(LargeObject); }
};
static_assert(sizeof(LargeObject) == 16);

class LargeObjectSpace {
 public:
  explicit LargeObjectSpace(Accounting& accounting) : accounting_(accounting) {}
  ~LargeObjectSpace();
  LargeObjectSpace(const LargeObjectSpace&) = delete;
  LargeObjectSpace& operator=(const LargeObjectSpace&) = delete;

  // Zeroed memory; null when the system has none.
  HeapObject* Allocate(size_t size);

  // Frees what does not carry `mark_bit`: young ones, or all in a full collection. Survivors are
  // old.
  void Sweep(bool full, uint8_t mark_bit);

  // The object that `word` points into, or null.
  HeapObject* Find(uintptr_t word) const;

  size_t bytes() const { return bytes_; }

  template <typename F>
  void ForEach(F&& f) const {
    for (LargeObject* record : old_) f(record->object());
    for (LargeObject* record : young_) f(record->object());
  }

 private:
  void Free(LargeObject* record);
  void SortYoung() const;
  static LargeObject* FindIn(const std::vector<LargeObject*>& sorted, uintptr_t word);

  Accounting& accounting_;
  size_t bytes_ = 0;
  std::vector<LargeObject*> old_;
  mutable std::vector<LargeObject*> young_;
  mutable bool young_sorted_ = true;
  uintptr_t lowest_ = UINTPTR_MAX;
  uintptr_t highest_ = 0;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_LARGE_OBJECTS_H_
