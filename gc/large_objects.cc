#include "gc/large_objects.h"

#include <mimalloc.h>

#include <algorithm>

namespace krait::gc {

LargeObjectSpace::~LargeObjectSpace() {
  for (LargeObject* record : old_) mi_free(record);
  for (LargeObject* record : young_) mi_free(record);
}

HeapObject* LargeObjectSpace::Allocate(size_t size) {
  auto* record = static_cast<LargeObject*>(mi_zalloc(size + sizeof(LargeObject)));
  if (record == nullptr) return nullptr;
  record->size = size;
  bytes_ += record->footprint();
  accounting_.Charge(Category::kLargeObjects, static_cast<ptrdiff_t>(record->footprint()));
  young_.push_back(record);
  young_sorted_ = false;
  const uintptr_t begin = reinterpret_cast<uintptr_t>(record->object());
  lowest_ = std::min(lowest_, begin);
  highest_ = std::max(highest_, begin + size);
  return record->object();
}

void LargeObjectSpace::Free(LargeObject* record) {
  bytes_ -= record->footprint();
  accounting_.Charge(Category::kLargeObjects, -static_cast<ptrdiff_t>(record->footprint()));
  mi_free(record);
}

void LargeObjectSpace::SortYoung() const {
  if (young_sorted_) return;
  std::sort(young_.begin(), young_.end());
  young_sorted_ = true;
}

void LargeObjectSpace::Sweep(bool full, uint8_t mark_bit) {
  auto sweep = [&](std::vector<LargeObject*>& records) {
    std::erase_if(records, [&](LargeObject* record) {
      if ((record->object()->gc & mark_bit) != 0) return false;
      Free(record);
      return true;
    });
  };
  if (full) sweep(old_);
  sweep(young_);
  if (young_.empty()) return;
  SortYoung();
  const auto middle = static_cast<ptrdiff_t>(old_.size());
  old_.insert(old_.end(), young_.begin(), young_.end());
  std::inplace_merge(old_.begin(), old_.begin() + middle, old_.end());
  young_.clear();
}

HeapObject* LargeObjectSpace::Find(uintptr_t word) const {
  if (word < lowest_ || word >= highest_) return nullptr;
  SortYoung();
  LargeObject* record = FindIn(old_, word);
  if (record == nullptr) record = FindIn(young_, word);
  return record != nullptr ? record->object() : nullptr;
}

LargeObject* LargeObjectSpace::FindIn(const std::vector<LargeObject*>& sorted, uintptr_t word) {
  auto after = std::upper_bound(sorted.begin(), sorted.end(), word,
                                [](uintptr_t address, const LargeObject* record) {
                                  return address < reinterpret_cast<uintptr_t>(record);
                                });
  if (after == sorted.begin()) return nullptr;
  LargeObject* record = *(after - 1);
  return record->Contains(word) ? record : nullptr;
}

}  // namespace krait::gc
