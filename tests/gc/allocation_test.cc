#include <algorithm>
#include <cstring>
#include <set>

#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

using AllocationTest = HeapTest;

bool IsZero(const HeapObject* object) {
  const char* bytes = reinterpret_cast<const char*>(object);
  return std::all_of(bytes + sizeof(HeapObject), bytes + Heap::AllocationSize(object),
                     [](char c) { return c == 0; });
}

TEST_F(AllocationTest, WritesTheHeaderAndZeroesTheRest) {
  DisallowCollection no_collection(heap());
  for (size_t bytes = 8; bytes <= 9000; bytes += 7) {
    HeapObject* object = heap().Allocate(bytes, 0x12345678, 200, HeapObject::kHasFinalizer);
    ASSERT_EQ(object->shape, 0x12345678u);
    ASSERT_EQ(object->kind, 200);
    ASSERT_EQ(object->flags, HeapObject::kHasFinalizer);
    ASSERT_EQ(object->gc, 0);
    ASSERT_EQ(reinterpret_cast<uintptr_t>(object) % kGranule, 0u);
    ASSERT_GE(Heap::AllocationSize(object), bytes);
    ASSERT_LT(Heap::AllocationSize(object), bytes + kGranule);
    ASSERT_EQ(object->granules == 0, bytes > kMaxCellBytes);
    ASSERT_TRUE(IsZero(object)) << bytes;
    std::memset(static_cast<void*>(object + 1), 0xFF,
                Heap::AllocationSize(object) - sizeof(HeapObject));
  }
}

TEST_F(AllocationTest, ReusedMemoryIsZeroAgain) {
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 3000; ++i) {
      HeapObject* object = NewLeaf(16 + static_cast<size_t>(i * 37 % 700));
      ASSERT_TRUE(IsZero(object));
      std::memset(static_cast<void*>(object + 1), 0xEE,
                  Heap::AllocationSize(object) - sizeof(HeapObject));
    }
    heap().Collect(round % 2 == 0);
  }
}

TEST_F(AllocationTest, ObjectsDoNotOverlap) {
  DisallowCollection no_collection(heap());
  std::set<std::pair<uintptr_t, uintptr_t>> ranges;
  for (int i = 0; i < 20000; ++i) {
    const size_t bytes = i % 5 == 0 ? 200 + static_cast<size_t>(i * 31 % 3800) : 24;
    const auto begin = reinterpret_cast<uintptr_t>(NewLeaf(bytes));
    ranges.insert({begin, begin + bytes});
  }
  uintptr_t end = 0;
  for (auto [begin, range_end] : ranges) {
    ASSERT_GE(begin, end);
    end = range_end;
  }
}

TEST_F(AllocationTest, GarbageIsReusedWithoutGrowth) {
  Restart({.nursery_bytes = 256 * 1024});
  for (int i = 0; i < 10000; ++i) NewLeaf(48);
  for (int i = 0; i < 2'000'000; ++i) NewLeaf(48);
  EXPECT_LT(heap().used_bytes(), 1024u * 1024);
  EXPECT_GT(client().minor_collections, 100);
}

TEST_F(AllocationTest, FragmentedBlocksAreFilled) {
  // Every eighth object survives, so that each block has many small holes.
  Node* root = Root(NewNode(400));
  Node* survivors[50] = {};
  for (uint32_t i = 0; i < 50; ++i) {
    survivors[i] = NewNode(400);
    Set(root, i, survivors[i]);
  }
  for (uint32_t i = 0; i < 400 * 50 * 8; ++i) {
    Node* node = NewNode(2, i);
    if (i % 8 == 0) Set(survivors[i / 8 % 50], i / 400, node);
  }
  heap().Collect(true);
  const size_t before = heap().Statistics().bytes[static_cast<size_t>(Category::kCells)];
  heap().SetAutomatic(false);
  // Holes must take this without new blocks.
  for (size_t i = 0; i < before / 4 / 64; ++i) NewNode(6);
  EXPECT_LE(heap().Statistics().bytes[static_cast<size_t>(Category::kCells)], before + 4 * 32768);
  heap().Collect(true);
}

TEST_F(AllocationTest, EmptyBlocksGoBackToTheSystem) {
  heap().SetAutomatic(false);
  for (int i = 0; i < 1'000'000; ++i) NewLeaf(64);
  EXPECT_GT(heap().used_bytes(), 60u << 20);
  heap().Collect(true);
  EXPECT_LT(heap().used_bytes(), 6u << 20);
}

TEST_F(AllocationTest, FreshHeapIsSmall) {
  EXPECT_EQ(heap().used_bytes(), 0u);
  NewLeaf(32);
  EXPECT_LT(heap().used_bytes(), 64u * 1024);
}

TEST_F(AllocationTest, LargeObjectsLiveAndDie) {
  Node* holder = Root(NewNode(10));
  for (uint32_t i = 0; i < 10; ++i) {
    Node* large = NewNode(1000 + i * 1000, i);
    Set(large, large->count - 1, NewLeaf(32));
    Set(holder, i, large);
    NewLeaf(100'000);
  }
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 1u + 10 + 10);
  for (uint32_t i = 0; i < 10; ++i) {
    Node* large = holder->fields[i].As<Node>();
    EXPECT_EQ(large->id, i);
    EXPECT_EQ(Heap::AllocationSize(large), (16 + 8 * (1000 + i * 1000) + 15) / 16 * 16);
    EXPECT_EQ(large->fields[large->count - 1].AsHeap()->kind, kLeaf);
  }
  client().roots.clear();
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 0u);
  EXPECT_EQ(heap().Statistics().bytes[static_cast<size_t>(Category::kLargeObjects)], 0u);
}

TEST_F(AllocationTest, ImpossibleSizesAreRefused) {
  EXPECT_EQ(NewLeaf(SIZE_MAX / 2), nullptr);
  EXPECT_EQ(NewLeaf(PTRDIFF_MAX), nullptr);
}

TEST_F(AllocationTest, DisabledCollectorStaysQuiet) {
  Restart({.nursery_bytes = 64 * 1024});
  heap().SetAutomatic(false);
  for (int i = 0; i < 100'000; ++i) NewLeaf(64);
  EXPECT_EQ(client().minor_collections + client().full_collections, 0);
  heap().SetAutomatic(true);
  for (int i = 0; i < 10'000; ++i) NewLeaf(64);
  EXPECT_GT(client().minor_collections + client().full_collections, 0);
}

TEST_F(AllocationTest, StatisticsCount) {
  for (int i = 0; i < 1000; ++i) NewLeaf(64);
  NewLeaf(10'000);
  heap().Collect(true);
  heap().CollectMinor();
  const HeapStatistics statistics = heap().Statistics();
  EXPECT_EQ(statistics.full_collections, 1u);
  EXPECT_EQ(statistics.minor_collections, 1u);
  EXPECT_GE(statistics.allocated_total, 74'000u);
  EXPECT_LE(statistics.allocated_total, 80'000u);
  EXPECT_EQ(statistics.live_after_last, 0u);
  EXPECT_GE(statistics.pause_total_ns, statistics.pause_longest_ns);
  EXPECT_STREQ(CategoryName(Category::kMachineCode), "machine code");
}

}  // namespace
}  // namespace krait::gc
