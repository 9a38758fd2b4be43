// Chunks, blocks, lines: where cells live.
//
//   chunk  1 MiB, aligned      | Chunk: 32 BlockMeta ... | block 1 | block 2 | ... | block 31 |
//   block  32 KiB = 256 lines, nothing but cells; what is known about it stands in its BlockMeta
//   line   128 bytes = 8 granules: the unit in which memory is reused
//
// One mark bit per granule, so byte i of `marks` belongs to line i, and is non-zero exactly if a
// marked object starts there. A line is in use if that byte, or byte i of `covered` (a marked
// object that started earlier reaches into it), is not zero.
//
// "Fresh" lines were handed to the allocator since the last collection. Their objects are young,
// and found by walking from the run's start by the size in each header; zero memory ends a run.
// Marks of fresh lines are zero until the next collection marks what survives there.
#ifndef KRAIT_GC_BLOCK_H_
#define KRAIT_GC_BLOCK_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "gc/header.h"

namespace krait::gc {

inline constexpr size_t kLineBytes = 128;
inline constexpr size_t kBlockBytes = 32 * 1024;
inline constexpr size_t kChunkBytes = 1024 * 1024;
inline constexpr size_t kGranulesPerLine = kLineBytes / kGranule;
inline constexpr size_t kLinesPerBlock = kBlockBytes / kLineBytes;
inline constexpr size_t kGranulesPerBlock = kBlockBytes / kGranule;
inline constexpr size_t kBlocksPerChunk = kChunkBytes / kBlockBytes;  // the first holds the Chunk

// A bit per line of a block.
struct LineSet {
  uint64_t words[kLinesPerBlock / 64];

  void Clear() { std::memset(words, 0, sizeof(words)); }
  bool Contains(size_t line) const { return (words[line / 64] >> (line % 64) & 1) != 0; }
  void Add(size_t line) { words[line / 64] |= uint64_t{1} << (line % 64); }
  void AddRange(size_t begin, size_t end) {
    for (size_t line = begin; line < end;) {
      const size_t bit = line % 64;
      const size_t count = end - line < 64 - bit ? end - line : 64 - bit;
      const uint64_t ones = count == 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
      words[line / 64] |= ones << bit;
      line += count;
    }
  }
  bool IsEmpty() const { return (words[0] | words[1] | words[2] | words[3]) == 0; }
  size_t Count() const {
    size_t count = 0;
    for (uint64_t word : words) count += static_cast<size_t>(std::popcount(word));
    return count;
  }
  LineSet Without(const LineSet& other) const {
    LineSet rest;
    for (size_t i = 0; i < kLinesPerBlock / 64; ++i) rest.words[i] = words[i] & ~other.words[i];
    return rest;
  }
  // The first line >= `line` that is (not) in the set; kLinesPerBlock if none.
  size_t Next(size_t line) const { return NextWhere(line, 0); }
  size_t NextAbsent(size_t line) const { return NextWhere(line, ~uint64_t{0}); }

 private:
  size_t NextWhere(size_t line, uint64_t invert) const {
    while (line < kLinesPerBlock) {
      const uint64_t rest = (words[line / 64] ^ invert) >> (line % 64);
      if (rest != 0) return line + static_cast<size_t>(std::countr_zero(rest));
      line = (line / 64 + 1) * 64;
    }
    return kLinesPerBlock;
  }
};

struct alignas(64) BlockMeta {
  uint64_t marks[kGranulesPerBlock / 64];
  uint64_t covered[kLinesPerBlock / 8];
  LineSet fresh;
  LineSet run_starts;  // the first lines of fresh runs
  LineSet spoiled;     // free lines that gc/poison.h has seen to already
  uint64_t*
      young_starts;  // object starts in fresh lines, as in `marks`; exists while roots are sought
  BlockMeta* next;   // in one of the lists of BlockSpace
  uint16_t free_lines;  // at the end of the last collection
  bool is_free;         // nothing in it; in the list of free blocks

  // The metadata of the block `address` lies in; must be an address of a cell.
  static BlockMeta* Of(const void* address);
  char* memory() const;
  char* LineAddress(size_t line) const { return memory() + line * kLineBytes; }

  // Marks the cell that starts at `cell` and has `granules` granules.
  void Mark(const void* cell, size_t granules) {
    const size_t first = reinterpret_cast<uintptr_t>(cell) / kGranule % kGranulesPerBlock;
    marks[first / 64] |= uint64_t{1} << (first % 64);
    const size_t first_line = first / kGranulesPerLine;
    const size_t last_line = (first + granules - 1) / kGranulesPerLine;
    std::memset(lines() + first_line, 1, last_line - first_line + 1);
  }
  // The same for a cell that is not longer than a line, so that no line lies between its first and
  // last.
  void MarkSmall(const void* cell, size_t granules) {
    const size_t first = reinterpret_cast<uintptr_t>(cell) / kGranule % kGranulesPerBlock;
    marks[first / 64] |= uint64_t{1} << (first % 64);
    lines()[(first + granules - 1) / kGranulesPerLine] = 1;
  }
  void ClearMarks() {
    std::memset(marks, 0, sizeof(marks));
    std::memset(covered, 0, sizeof(covered));
  }
  void ClearFresh() {
    fresh.Clear();
    run_starts.Clear();
  }
  // Lines without any part of a marked object.
  LineSet FreeLines() const {
    LineSet free;
    for (size_t i = 0; i < kLinesPerBlock / 8; i += 8) {
      uint64_t word = 0;
      for (size_t j = 0; j < 8; ++j) {
        word |= uint64_t{NonZeroBytes(marks[i + j] | covered[i + j])} << (8 * j);
      }
      free.words[i / 8] = ~word;
    }
    return free;
  }

 private:
  uint8_t* lines() { return reinterpret_cast<uint8_t*>(covered); }
  // Bit i: byte i of `word` is not zero.
  static uint8_t NonZeroBytes(uint64_t word) {
    constexpr uint64_t kLow7 = 0x7F7F7F7F7F7F7F7F;
    const uint64_t high_bits = (((word & kLow7) + kLow7) | word) & ~kLow7;
    return static_cast<uint8_t>(((high_bits >> 7) * 0x0102040810204080) >> 56);
  }
};

// The start of a chunk.
struct Chunk {
  // meta[0] stands for the chunk header itself and is unused, so its place holds the rest.
  union {
    struct {
      size_t index;        // in BlockSpace's list
      uint32_t used_mask;  // bit i: block i is handed out or in the free list; its meta is valid
    };
    BlockMeta meta[kBlocksPerChunk];
  };

  static Chunk* Of(uintptr_t address) {
    return reinterpret_cast<Chunk*>(address & ~uintptr_t{kChunkBytes - 1});
  }
  static size_t BlockIndex(uintptr_t address) { return address / kBlockBytes % kBlocksPerChunk; }
  static constexpr uint32_t kAllBlocks = ~uint32_t{1};
};
static_assert(sizeof(Chunk) <= kBlockBytes);

inline BlockMeta* BlockMeta::Of(const void* address) {
  const uintptr_t word = reinterpret_cast<uintptr_t>(address);
  return &Chunk::Of(word)->meta[Chunk::BlockIndex(word)];
}

inline char* BlockMeta::memory() const {
  Chunk* chunk = Chunk::Of(reinterpret_cast<uintptr_t>(this));
  return reinterpret_cast<char*>(chunk) + static_cast<size_t>(this - chunk->meta) * kBlockBytes;
}

}  // namespace krait::gc

#endif  // KRAIT_GC_BLOCK_H_
