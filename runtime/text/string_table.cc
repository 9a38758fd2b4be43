#include "runtime/text/string_table.h"

#include "gc/heap.h"
#include "runtime/text/str.h"

namespace krait {

StringTable::StringTable() : slots_(4096, nullptr) {}

Str* StringTable::Find(std::string_view text, int64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t i = static_cast<size_t>(hash) & mask;; i = (i + 1) & mask) {
    Str* s = slots_[i];
    if (s == nullptr) return nullptr;
    if (s != Deleted() && s->hash == hash && s->view() == text) return s;
  }
}

void StringTable::Insert(Str* string) {
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    Resize(live_ * 3 > slots_.size() ? slots_.size() * 2 : slots_.size());
  }
  Place(string);
  ++live_;
  young_.push_back(string);
}

void StringTable::Place(Str* string) {
  const size_t mask = slots_.size() - 1;
  size_t i = static_cast<size_t>(string->hash) & mask;
  while (slots_[i] != nullptr) i = (i + 1) & mask;
  slots_[i] = string;
  ++used_;
}

void StringTable::Remove(Str* string) {
  const size_t mask = slots_.size() - 1;
  for (size_t i = static_cast<size_t>(string->hash) & mask; slots_[i] != nullptr;
       i = (i + 1) & mask) {
    if (slots_[i] == string) {
      slots_[i] = Deleted();
      --live_;
      return;
    }
  }
}

void StringTable::Resize(size_t capacity) {
  std::vector<Str*> old(capacity, nullptr);
  old.swap(slots_);
  used_ = 0;
  for (Str* s : old) {
    if (s != nullptr && s != Deleted()) Place(s);
  }
}

void StringTable::Sweep(const gc::Heap& heap, bool full) {
  if (full) {
    for (Str*& slot : slots_) {
      if (slot == nullptr || slot == Deleted() || heap.IsLive(slot)) continue;
      slot = Deleted();
      --live_;
    }
  } else {
    for (Str* s : young_) {
      if (!heap.IsLive(s)) Remove(s);
    }
  }
  young_.clear();
}

}  // namespace krait
