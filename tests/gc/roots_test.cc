#include <optional>
#include <thread>

#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

using RootsTest = HeapTest;

TEST_F(RootsTest, RootVectorKeepsItsValues) {
  RootVector outer(heap());
  {
    RootVector values(heap());
    for (uint32_t i = 0; i < 1000; ++i) {
      Node* node = NewNode(1, i);
      values.push_back(node);
      outer.push_back(Value::Int(i));
      if (i % 100 == 0) heap().Collect(i % 200 == 0);
    }
    heap().Collect(true);
    EXPECT_EQ(LiveCount(), 1000u);
    for (uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(values[i].As<Node>()->id, i);
    values.erase(0);
    values.insert(0, Value::None());
  }
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 0u);
  EXPECT_EQ(outer.size(), 1000u);
}

TEST_F(RootsTest, RootVectorsUnregisterInAnyOrder) {
  std::optional<RootVector> vectors[5];
  for (auto& vector : vectors) {
    vector.emplace(heap());
    vector->push_back(NewNode(0));
  }
  size_t left = 5;
  for (int i : {2, 0, 4, 1, 3}) {
    vectors[i].reset();
    heap().Collect(true);
    EXPECT_EQ(LiveCount(), --left);
  }
}

TEST_F(RootsTest, PersistentKeepsAndReleases) {
  Persistent a(heap(), Value::Object(NewNode(0, 1)));
  heap().Collect(true);
  EXPECT_EQ(a.Get().As<Node>()->id, 1u);
  Persistent b = a;
  Persistent c = std::move(a);
  EXPECT_FALSE(a.IsAlive());
  EXPECT_EQ(b.Get(), c.Get());
  b.Reset();
  EXPECT_TRUE(b.Get().IsEmpty());
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 1u);
  c = Persistent();
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 0u);
  EXPECT_EQ(heap().handles().live_count(), 0u);
}

TEST_F(RootsTest, PersistentNoticesThatItsHeapDied) {
  Persistent persistent(heap(), Value::Int(5));
  RootVector vector(heap());
  vector.push_back(Value::Int(1));
  EXPECT_TRUE(persistent.IsAlive());
  Restart({});
  EXPECT_FALSE(persistent.IsAlive());
  EXPECT_TRUE(persistent.Get().IsEmpty());
  EXPECT_EQ(persistent.heap(), nullptr);
  Persistent copy = persistent;
  EXPECT_FALSE(copy.IsAlive());
  EXPECT_TRUE(vector.empty());
}

TEST_F(RootsTest, StaleHandlesAreRefused) {
  HandleTable& handles = heap().handles();
  const Handle first = handles.New(Value::Int(1));
  EXPECT_TRUE(handles.IsValid(first));
  EXPECT_TRUE(handles.Set(first, Value::Int(2)));
  EXPECT_EQ(handles.Get(first), Value::Int(2));
  handles.Release(first);
  const Handle second = handles.New(Value::Int(3));
  EXPECT_EQ(second.index, first.index);
  EXPECT_FALSE(handles.IsValid(first));
  EXPECT_TRUE(handles.Get(first).IsEmpty());
  handles.Release(first);
  EXPECT_EQ(handles.Get(second), Value::Int(3));
  EXPECT_FALSE(handles.IsValid(Handle{}));
  EXPECT_FALSE(handles.IsValid(Handle{77, 1}));
}

TEST_F(RootsTest, ScannedRangesKeepInteriorPointers) {
  for (bool large : {false, true}) {
    Node* node = NewNode(large ? 2000 : 100, 7);
    for (int young = 0; young < 2; ++young) {
      client().stack = {reinterpret_cast<uintptr_t>(&node->fields[node->count - 1]) + 3};
      heap().Collect(true);
      ASSERT_EQ(LiveCount(), 1u);
      EXPECT_EQ(node->id, 7u);
    }
    client().stack.clear();
    heap().Collect(true);
    EXPECT_EQ(LiveCount(), 0u);
  }
}

TEST_F(RootsTest, WordsThatAreNotPointersAreHarmless) {
  Node* node = NewNode(4);
  Root(node);
  const auto address = reinterpret_cast<uintptr_t>(node);
  client().stack = {0,
                    1,
                    UINTPTR_MAX,
                    address & ~uintptr_t{0xFFFFF},
                    address ^ (uintptr_t{1} << 47),
                    address + 32768,
                    Value::Int(-5).bits(),
                    Value::Double(2.5).bits()};
  for (uintptr_t offset = 0; offset < 1 << 20; offset += 1000) {
    client().stack.push_back((address & ~uintptr_t{0xFFFFF}) + offset);
  }
  heap().Collect(false);
  heap().Collect(true);
  EXPECT_EQ(LiveCount(), 1u);
}

TEST_F(RootsTest, FindObject) {
  Node* young = NewNode(6);
  Node* large = NewNode(3000);
  for (int age = 0; age < 2; ++age) {
    const auto address = reinterpret_cast<uintptr_t>(young);
    EXPECT_EQ(heap().FindObject(address), young);
    EXPECT_EQ(heap().FindObject(address + 63), young);
    EXPECT_NE(heap().FindObject(address + 64), young);
    EXPECT_NE(heap().FindObject(address - 1), young);
    EXPECT_EQ(heap().FindObject(reinterpret_cast<uintptr_t>(&large->fields[2999]) + 7), large);
    EXPECT_EQ(heap().FindObject(reinterpret_cast<uintptr_t>(large) - 1), nullptr);
    client().roots = {Value::Object(young), Value::Object(large)};
    heap().Collect(true);
  }
}

// The C++ stack.

[[gnu::noinline]] void Scrub() {
  volatile uintptr_t words[512];
  for (auto& word : words) word = 0;
}

TEST_F(RootsTest, LocalsAreRoots) {
  StackScope scope(heap());
  Node* node = NewNode(2, 77);
  Set(node, 0, NewNode(0, 78));
  for (int i = 0; i < 10; ++i) {
    Scrub();
    heap().Collect(i % 2 == 0);
    NewLeaf(64);
  }
  EXPECT_EQ(node->id, 77u);
  EXPECT_EQ(node->fields[0].As<Node>()->id, 78u);
}

[[gnu::noinline]] uint32_t SumWhileCollecting(Heap& heap, Node* a, Node* b, Node* c, Node* d,
                                              Node* e, Node* f) {
  heap.Collect(true);
  return a->id + b->id + c->id + d->id + e->id + f->id;
}

TEST_F(RootsTest, RegistersAndArgumentsAreRoots) {
  StackScope scope(heap());
  const uint32_t sum = SumWhileCollecting(heap(), NewNode(0, 1), NewNode(0, 10), NewNode(0, 100),
                                          NewNode(0, 1000), NewNode(0, 10000), NewNode(0, 100000));
  EXPECT_EQ(sum, 111111u);
}

TEST_F(RootsTest, InteriorPointerAloneKeepsTheObject) {
  StackScope scope(heap());
  Value* volatile field = nullptr;
  {
    Node* node = NewNode(50, 3);
    node->fields[40] = Value::Int(123);
    field = &node->fields[40];
  }
  Scrub();
  heap().Collect(true);
  heap().Collect(true);
  EXPECT_EQ(*field, Value::Int(123));
}

TEST_F(RootsTest, StackScopesNestAndMoveBetweenThreads) {
  EXPECT_EQ(heap().stack_base(), nullptr);
  {
    StackScope outer(heap());
    const void* base = heap().stack_base();
    {
      StackScope inner(heap());
      EXPECT_EQ(heap().stack_base(), base);
    }
    EXPECT_EQ(heap().stack_base(), base);
  }
  EXPECT_EQ(heap().stack_base(), nullptr);
  std::thread([&] {
    StackScope scope(heap());
    Node* node = NewNode(0, 4);
    heap().Collect(true);
    EXPECT_EQ(node->id, 4u);
    EXPECT_TRUE(heap().IsLive(node));
  }).join();
}

}  // namespace
}  // namespace krait::gc
