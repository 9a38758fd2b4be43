#include "gc/object_finder.h"

#include <mimalloc.h>

namespace krait::gc {

namespace {

size_t GranuleOf(uintptr_t word) { return word / kGranule % kGranulesPerBlock; }
size_t LineOf(uintptr_t word) { return word / kLineBytes % kLinesPerBlock; }

bool Covers(const HeapObject* object, uintptr_t word) {
  return word - reinterpret_cast<uintptr_t>(object) < object->granules * kGranule;
}

}  // namespace

// The object that starts at the last set bit at or before `word`, if it reaches as far as `word`.
HeapObject* ObjectFinder::NearestStart(const BlockMeta* block, const uint64_t* starts,
                                       uintptr_t word) {
  const size_t granule = GranuleOf(word);
  size_t i = granule / 64;
  uint64_t bits = starts[i] & (~uint64_t{0} >> (63 - granule % 64));
  // A cell has at most 255 granules, so its start is at most four words away.
  for (int steps = 0; bits == 0; ++steps) {
    if (steps == 4 || i == 0) return nullptr;
    bits = starts[--i];
  }
  const size_t start = i * 64 + 63 - static_cast<size_t>(std::countl_zero(bits));
  auto* object = reinterpret_cast<HeapObject*>(block->memory() + start * kGranule);
  return Covers(object, word) ? object : nullptr;
}

HeapObject* ObjectFinder::FindYoungByWalking(const BlockMeta* block, uintptr_t word) {
  size_t line = LineOf(word);
  while (!block->run_starts.Contains(line)) --line;
  HeapObject* found = nullptr;
  WalkRun(block, line, [&](HeapObject* object) {
    if (Covers(object, word)) found = object;
  });
  return found;
}

HeapObject* ObjectFinder::Find(uintptr_t word) const {
  BlockMeta* block = blocks_.Find(word);
  if (block == nullptr) return large_.Find(word);
  if (block->fresh.Contains(LineOf(word))) return FindYoungByWalking(block, word);
  return NearestStart(block, block->marks, word);
}

HeapObject* ObjectFinder::FindGathering(uintptr_t word) {
  BlockMeta* block = blocks_.Find(word);
  if (block == nullptr) return large_.Find(word);
  if (!block->fresh.Contains(LineOf(word))) return NearestStart(block, block->marks, word);
  const uint64_t* starts = block->young_starts;
  if (starts == nullptr) starts = IndexYoung(block);
  return NearestStart(block, starts, word);
}

uint64_t* ObjectFinder::IndexYoung(BlockMeta* block) {
  block->young_starts = static_cast<uint64_t*>(mi_zalloc(sizeof(block->marks)));
  indexed_.push_back(block);
  ForEachYoung(block, [&](HeapObject* object) {
    const size_t granule = GranuleOf(reinterpret_cast<uintptr_t>(object));
    block->young_starts[granule / 64] |= uint64_t{1} << (granule % 64);
  });
  return block->young_starts;
}

void ObjectFinder::EndGathering() {
  for (BlockMeta* block : indexed_) {
    mi_free(block->young_starts);
    block->young_starts = nullptr;
  }
  indexed_.clear();
}

}  // namespace krait::gc
