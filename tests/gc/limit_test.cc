#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

constexpr size_t kLimit = 4 << 20;

class LimitTest : public HeapTest {
 protected:
  LimitTest() { Restart({.memory_limit = kLimit}); }

  // Grows a rooted list until the limit is signalled.
  int FillUp() {
    int count = 0;
    while (!heap().limit_exceeded() && count < 1'000'000) {
      Node* node = NewNode(6);
      if (!client().roots.empty()) node->fields[0] = client().roots[0];
      client().roots = {Value::Object(node)};
      ++count;
    }
    return count;
  }
};

TEST_F(LimitTest, CellsSignalAndGoOn) {
  const int count = FillUp();
  EXPECT_EQ(client().limit_signals, 1);
  EXPECT_GT(static_cast<size_t>(count) * 64, kLimit * 9 / 10);
  EXPECT_LE(heap().used_bytes(), kLimit + 2 * 32768);
  EXPECT_NE(NewNode(3), nullptr);
}

TEST_F(LimitTest, ProgramThatGoesOnIsSignalledAgain) {
  FillUp();
  heap().AcknowledgeLimit();
  EXPECT_FALSE(heap().limit_exceeded());
  const size_t before = heap().used_bytes();
  const int full_collections = client().full_collections;
  FillUp();
  EXPECT_EQ(client().limit_signals, 2);
  EXPECT_GE(heap().used_bytes(), before + kLimit / 32);
  EXPECT_LE(client().full_collections, full_collections + 2) << "no collection per block";
}

TEST_F(LimitTest, DroppingDataEndsTheEmergency) {
  FillUp();
  client().roots.clear();
  heap().Collect(true);
  EXPECT_FALSE(heap().limit_exceeded());
  EXPECT_GT(FillUp(), 10'000);
  EXPECT_EQ(client().limit_signals, 2);
}

TEST_F(LimitTest, GarbageNeverReachesTheLimit) {
  for (int i = 0; i < 500'000; ++i) NewNode(static_cast<uint32_t>(i % 20));
  for (int i = 0; i < 2'000; ++i) ASSERT_NE(NewLeaf(100'000), nullptr);
  EXPECT_EQ(client().limit_signals, 0);
}

TEST_F(LimitTest, LargeObjectsAreRefused) {
  EXPECT_EQ(NewLeaf(kLimit + 1), nullptr);
  Node* holder = Root(NewNode(100));
  uint32_t count = 0;
  for (; count < 100; ++count) {
    Leaf* leaf = NewLeaf(500'000);
    if (leaf == nullptr) break;
    Set(holder, count, leaf);
  }
  EXPECT_EQ(count, 8u);
  EXPECT_EQ(client().limit_signals, 0);
  Set(holder, 0, nullptr);
  EXPECT_NE(NewLeaf(500'000), nullptr) << "pressure must have collected";
}

TEST_F(LimitTest, PressureCollectsEvenWhenDisabled) {
  heap().SetAutomatic(false);
  for (int i = 0; i < 1'000'000; ++i) NewNode(4);
  EXPECT_EQ(client().limit_signals, 0);
  EXPECT_GT(client().full_collections, 0);
}

TEST_F(LimitTest, ReserveOfFreeBlocksYieldsToLargeObjects) {
  heap().SetAutomatic(false);
  for (int i = 0; i < 30'000; ++i) NewNode(10);
  heap().Collect(true);
  EXPECT_NE(NewLeaf(kLimit - 300'000), nullptr);
}

TEST_F(LimitTest, ExternalMemoryCounts) {
  heap().AccountExternal(Category::kBuffers, 1 << 20);
  EXPECT_EQ(heap().used_bytes(), size_t{1} << 20);
  EXPECT_TRUE(heap().TryAccountExternal(Category::kMachineCode, 2 << 20));
  EXPECT_FALSE(heap().TryAccountExternal(Category::kMachineCode, 2 << 20));
  EXPECT_EQ(heap().used_bytes(), size_t{3} << 20);
  heap().AccountExternal(Category::kHost, 2 << 20);
  EXPECT_TRUE(heap().limit_exceeded());
  EXPECT_EQ(client().limit_signals, 1);
  heap().AccountExternal(Category::kHost, -(2 << 20));
  heap().Collect(true);
  EXPECT_FALSE(heap().limit_exceeded());
  EXPECT_EQ(heap().Statistics().bytes[static_cast<size_t>(Category::kMachineCode)],
            size_t{2} << 20);
}

TEST_F(LimitTest, ExternalGrowthHastensCollections) {
  Restart({.nursery_bytes = 1 << 20});
  for (int i = 0; i < 100; ++i) {
    NewNode(2);
    heap().AccountExternal(Category::kBuffers, 100'000);
  }
  EXPECT_GE(client().minor_collections + client().full_collections, 8);
}

TEST_F(LimitTest, TheNthAllocationFails) {
  Restart({.fail_nth = 3});
  EXPECT_NE(NewLeaf(32), nullptr);
  EXPECT_NE(NewLeaf(32), nullptr);
  EXPECT_EQ(NewLeaf(50'000), nullptr);
  EXPECT_NE(NewLeaf(50'000), nullptr);
  Restart({.fail_nth = 2});
  EXPECT_NE(NewLeaf(32), nullptr);
  EXPECT_NE(NewLeaf(32), nullptr);
  EXPECT_EQ(client().limit_signals, 1);
  EXPECT_TRUE(heap().limit_exceeded());
  Restart({.fail_nth = 1});
  EXPECT_FALSE(heap().TryAccountExternal(Category::kHost, 8));
  EXPECT_TRUE(heap().TryAccountExternal(Category::kHost, 8));
}

TEST_F(LimitTest, LimitMayBeChanged) {
  EXPECT_EQ(heap().memory_limit(), kLimit);
  heap().SetMemoryLimit(16 << 20);
  EXPECT_NE(NewLeaf(10 << 20), nullptr);
}

}  // namespace
}  // namespace krait::gc
