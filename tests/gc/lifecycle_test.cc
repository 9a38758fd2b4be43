#include <algorithm>

#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

using LifecycleTest = HeapTest;

TEST_F(LifecycleTest, WeakReferenceIsClearedWhenTheTargetDies) {
  Node* target = NewNode(0);
  WeakRef* weak = NewWeak(target);
  client().roots = {Value::Object(weak), Value::Object(target)};
  heap().CollectMinor();
  EXPECT_EQ(weak->target, target);
  client().roots.pop_back();
  heap().CollectMinor();
  EXPECT_EQ(weak->target, target) << "old garbage stays until a full collection";
  heap().Collect(true);
  EXPECT_EQ(weak->target, nullptr);
}

TEST_F(LifecycleTest, YoungTargetDiesInAMinorCollection) {
  WeakRef* weak = NewWeak(NewNode(0));
  client().roots = {Value::Object(weak)};
  heap().CollectMinor();
  EXPECT_EQ(weak->target, nullptr);
}

TEST_F(LifecycleTest, OldContainerWithNewTargetIsRegisteredAgain) {
  WeakRef* weak = NewWeak(nullptr);
  client().roots = {Value::Object(weak)};
  heap().Collect(true);
  weak->target = NewNode(0);
  heap().AddWeakContainer(weak);
  heap().CollectMinor();
  EXPECT_EQ(weak->target, nullptr);
  EXPECT_EQ(client().weak_cleared, 1);
  heap().Collect(true);
  heap().Collect(true);
}

TEST_F(LifecycleTest, DeadContainersAreNotProcessed) {
  NewWeak(NewNode(0));
  heap().CollectMinor();
  EXPECT_EQ(client().weak_cleared, 0);
  EXPECT_EQ(LiveCount(), 0u);
}

TEST_F(LifecycleTest, FinalizableIsResurrectedOnce) {
  Node* object = NewNode(1, 11);
  Set(object, 0, NewNode(0, 12));
  heap().AddFinalizable(object);
  heap().Collect(true);
  ASSERT_EQ(client().finalizer_queue.size(), 1u);
  EXPECT_EQ(client().finalizer_queue[0], object);
  EXPECT_EQ(object->fields[0].As<Node>()->id, 12u);
  client().finalizer_queue.clear();
  heap().Collect(true);
  EXPECT_TRUE(client().finalizer_queue.empty());
  EXPECT_EQ(LiveCount(), 0u);
}

TEST_F(LifecycleTest, FinalizableInMinorCollection) {
  heap().AddFinalizable(NewNode(0, 1));
  Node* kept = Root(NewNode(0, 2));
  heap().AddFinalizable(kept);
  heap().CollectMinor();
  ASSERT_EQ(client().finalizer_queue.size(), 1u);
  EXPECT_EQ(static_cast<Node*>(client().finalizer_queue[0])->id, 1u);
  client().finalizer_queue.clear();
  client().roots.clear();
  heap().CollectMinor();
  EXPECT_TRUE(client().finalizer_queue.empty());
  heap().Collect(true);
  EXPECT_EQ(client().finalizer_queue.size(), 1u);
}

TEST_F(LifecycleTest, WeakReferencesAreClearedBeforeFinalizersRun) {
  Node* object = NewNode(0);
  heap().AddFinalizable(object);
  WeakRef* weak = NewWeak(object);
  client().roots = {Value::Object(weak)};
  heap().Collect(true);
  EXPECT_EQ(client().finalizer_queue.size(), 1u);
  EXPECT_EQ(weak->target, nullptr);
}

TEST_F(LifecycleTest, WeakReferenceReachedFromTheDyingIsCleared) {
  // The weak reference is garbage itself, comes back with the finalisable object, and must not be
  // left with a pointer to freed memory.
  Node* object = NewNode(1);
  WeakRef* weak = NewWeak(NewNode(0));
  Set(object, 0, weak);
  heap().AddFinalizable(object);
  heap().Collect(true);
  ASSERT_EQ(client().finalizer_queue.size(), 1u);
  EXPECT_EQ(weak->target, nullptr);
}

TEST_F(LifecycleTest, CycleOfFinalizables) {
  Node* a = NewNode(1, 1);
  Node* b = NewNode(1, 2);
  Set(a, 0, b);
  Set(b, 0, a);
  heap().AddFinalizable(a);
  heap().AddFinalizable(b);
  heap().Collect(true);
  EXPECT_EQ(client().finalizer_queue.size(), 2u);
  client().finalizer_queue.clear();
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 0u);
}

TEST_F(LifecycleTest, DestructibleIsDestroyedOnceDead) {
  Node* kept = Root(NewNode(0, 1));
  heap().AddDestructible(kept);
  heap().AddDestructible(NewNode(0, 2));
  heap().AddDestructible(NewNode(600, 3));
  heap().CollectMinor();
  std::sort(client().destroyed.begin(), client().destroyed.end());
  EXPECT_EQ(client().destroyed, (std::vector<uint32_t>{2, 3}));
  client().roots.clear();
  heap().Collect(true);
  EXPECT_EQ(client().destroyed.back(), 1u);
  EXPECT_EQ(client().destroyed.size(), 3u);
}

TEST_F(LifecycleTest, FinalizedFirstDestroyedLater) {
  Node* object = NewNode(0, 8);
  heap().AddFinalizable(object);
  heap().AddDestructible(object);
  heap().Collect(true);
  EXPECT_TRUE(client().destroyed.empty());
  client().finalizer_queue.clear();
  heap().Collect(true);
  EXPECT_EQ(client().destroyed, std::vector<uint32_t>{8});
}

TEST_F(LifecycleTest, TablesAreSweptWhenAllSurvivorsAreKnown) {
  for (bool full : {false, true}) {
    Node* dying = NewNode(1);
    Set(dying, 0, NewLeaf(32));
    heap().AddFinalizable(dying);
    Node* rooted = Root(NewNode(0));
    client().table = {dying->fields[0].AsHeap(), rooted, NewNode(0), NewNode(900)};
    heap().Collect(full);
    EXPECT_EQ(client().table, (std::vector<HeapObject*>{dying->fields[0].AsHeap(), rooted}));
  }
}

TEST_F(LifecycleTest, HeapDestroysWhatIsLeft) {
  TestClient client;
  {
    Heap heap(HeapOptions{}, &client);
    for (uint32_t id = 1; id <= 3; ++id) {
      auto* node = heap.New<Node>(7, kNode);
      node->id = id;
      heap.AddDestructible(node);
    }
  }
  EXPECT_EQ(client.destroyed, (std::vector<uint32_t>{1, 2, 3}));
}

}  // namespace
}  // namespace krait::gc
