#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

using GenerationsTest = HeapTest;

TEST_F(GenerationsTest, YoungObjectInBarrieredOldHolderSurvives) {
  Node* old = Root(NewNode(4));
  heap().Collect(true);
  EXPECT_NE(old->gc & HeapObject::kUnlogged, 0);
  Set(old, 2, NewNode(1, 42));
  EXPECT_EQ(old->gc & HeapObject::kUnlogged, 0) << "logged until the next collection";
  heap().CollectMinor();
  EXPECT_NE(old->gc & HeapObject::kUnlogged, 0);
  EXPECT_EQ(old->fields[2].As<Node>()->id, 42u);
  EXPECT_TRUE(heap().IsLive(old->fields[2].AsHeap()));
}

TEST_F(GenerationsTest, MinorCollectionKeepsOldGarbageAndFullDropsIt) {
  Node* holder = Root(NewNode(1));
  Set(holder, 0, NewNode(1, 5));
  heap().CollectMinor();
  Set(holder, 0, nullptr);
  heap().CollectMinor();
  EXPECT_EQ(LiveCount(), 2u);
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 1u);
}

TEST_F(GenerationsTest, ChainBuiltAcrossManyMinorCollections) {
  Node* head = Root(NewNode(1, 0));
  Node* tail = head;
  for (uint32_t i = 1; i <= 5000; ++i) {
    Node* next = NewNode(1, i);
    Set(tail, 0, next);
    tail = next;
    NewLeaf(64);
    if (i % 50 == 0) heap().Collect(i % 500 == 0);
  }
  uint32_t length = 0;
  for (Node* node = head; !node->fields[0].IsEmpty(); node = node->fields[0].As<Node>()) {
    ASSERT_EQ(node->id, length++);
  }
  EXPECT_EQ(length, 5000u);
}

TEST_F(GenerationsTest, LargeHolderIsRememberedToo) {
  Node* large = Root(NewNode(5000));
  heap().Collect(true);
  Set(large, 4999, NewNode(1, 9));
  heap().CollectMinor();
  EXPECT_EQ(large->fields[4999].As<Node>()->id, 9u);
}

TEST_F(GenerationsTest, RememberedHolderMayDieInAFullCollection) {
  Node* holder = Root(NewNode(1));
  heap().Collect(true);
  Set(holder, 0, NewNode(0));
  client().roots.clear();
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 0u);
  heap().CollectMinor();
}

TEST_F(GenerationsTest, BarrierForSkipsImmediates) {
  Node* holder = Root(NewNode(1));
  heap().Collect(true);
  for (Value value : {Value::Int(3), Value::Double(1.5), Value::None(), Value::True()}) {
    holder->fields[0] = value;
    heap().BarrierFor(holder, value);
    EXPECT_NE(holder->gc & HeapObject::kUnlogged, 0);
  }
  Value object = Value::Object(NewLeaf(16));
  holder->fields[0] = object;
  heap().BarrierFor(holder, object);
  EXPECT_EQ(holder->gc & HeapObject::kUnlogged, 0);
}

TEST_F(GenerationsTest, DeepStructuresNeedNoRecursion) {
  Node* list = nullptr;
  for (int i = 0; i < 300'000; ++i) {
    DisallowCollection no_collection(heap());
    Node* node = NewNode(1);
    if (list != nullptr) Set(node, 0, list);
    list = node;
  }
  Root(list);
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 300'000u);
}

TEST_F(GenerationsTest, WideStructures) {
  Node* wide = Root(NewNode(200'000));
  for (uint32_t i = 0; i < wide->count; ++i) Set(wide, i, NewLeaf(16));
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 200'001u);
  EXPECT_LT(heap().Statistics().bytes[static_cast<size_t>(Category::kCollector)], 512u * 1024)
      << "a long array must not flood the mark stack";
}

using GenerationsDeathTest = GenerationsTest;

TEST_F(GenerationsDeathTest, VerificationFindsMissingBarrier) {
  Node* old = Root(NewNode(1));
  heap().Collect(true);
  old->fields[0] = Value::Object(NewNode(0));
  EXPECT_DEATH(heap().CollectMinor(), "missing write barrier");
}

TEST_F(GenerationsDeathTest, VerificationFindsWildReference) {
  Node* node = Root(NewNode(2));
  Node* inner = NewNode(4);
  Root(inner);
  heap().Collect(true);
  node->fields[0] = Value::Object(reinterpret_cast<char*>(inner) + 16);
  EXPECT_DEATH(heap().CollectMinor(), "does not point to an object");
}

}  // namespace
}  // namespace krait::gc
