// What the heap counts: bytes by category, collections and their pauses.
#ifndef KRAIT_GC_STATISTICS_H_
#define KRAIT_GC_STATISTICS_H_

#include <cstddef>
#include <cstdint>

namespace krait::gc {

// Who holds memory. The heap itself charges the first three; everything else is charged by its
// owner through Heap::AccountExternal, and all of it counts against the memory limit.
enum class Category : uint8_t {
  kCells,         // blocks that hold small objects
  kLargeObjects,  // objects above kMaxCellBytes
  kCollector,     // chunk headers, mark stack, remembered set
  kBuffers,       // malloc'ed storage owned by objects
  kStacks,        // VM register stacks, suspended frames
  kBytecode,      // code objects, syntax trees while compiling
  kSites,         // call sites, method handles, shapes, cells
  kMachineCode,   // executable memory and its metadata
  kCompiler,      // arenas of running compilations
  kHost,          // what the host charges to the isolate
};
inline constexpr size_t kCategoryCount = 10;

const char* CategoryName(Category category);

struct HeapStatistics {
  uint64_t minor_collections = 0;
  uint64_t full_collections = 0;
  uint64_t pause_total_ns = 0;
  uint64_t pause_longest_ns = 0;
  uint64_t pause_last_ns = 0;
  // Bytes handed to small and large objects since the heap was created (line granularity for small
  // ones, so slightly more than what was asked for).
  uint64_t allocated_total = 0;
  // Bytes in live lines and live large objects when the last collection ended.
  size_t live_after_last = 0;
  size_t live_after_last_full = 0;
  // Objects resurrected for __del__, and native resources released.
  uint64_t finalized = 0;
  uint64_t destroyed = 0;
  size_t bytes[kCategoryCount] = {};
};

// Told to the client when a collection has ended.
struct CollectionReport {
  bool full;
  uint64_t pause_ns;
  size_t live_bytes;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_STATISTICS_H_
