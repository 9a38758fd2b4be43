// A little object model for the heap's tests: nodes with references, leaves, weak references.
#ifndef KRAIT_TESTS_GC_HEAP_FIXTURE_H_
#define KRAIT_TESTS_GC_HEAP_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "gc/heap.h"
#include "gc/marker.h"
#include "gc/roots.h"

namespace krait::gc {

enum TestKind : uint8_t { kLeaf = 1, kNode = 2, kWeak = 3 };

struct Node : HeapObject {
  uint32_t count;
  uint32_t id;
  Value fields[];
};

struct Leaf : HeapObject {
  uint64_t payload[];
};

// Refers to `target` weakly, to `name` strongly.
struct WeakRef : HeapObject {
  HeapObject* target;
  Value name;
};

class TestClient : public HeapClient {
 public:
  TestClient() {
    table_[kNode] = [](HeapObject* object, Marker& marker) {
      auto* node = static_cast<Node*>(object);
      marker.VisitRange(node->fields, node->count);
    };
    table_[kWeak] = [](HeapObject* object, Marker& marker) {
      marker.Visit(static_cast<WeakRef*>(object)->name);
    };
  }

  const TraceFn* TraceTable() const override { return table_; }
  void TraceRoots(Marker& marker) override {
    for (Value root : roots) marker.Visit(root);
    for (HeapObject* object : finalizer_queue) marker.Visit(object);
  }
  void ScanStacks(Marker& marker) override {
    marker.VisitConservativeRange(stack.data(), stack.data() + stack.size());
  }
  void RunFinalizerLater(HeapObject* object) override { finalizer_queue.push_back(object); }
  void ProcessWeak(HeapObject* container, const Heap& heap) override {
    auto* weak = static_cast<WeakRef*>(container);
    if (weak->target != nullptr && !heap.IsLive(weak->target)) {
      weak->target = nullptr;
      ++weak_cleared;
    }
  }
  void Destroy(HeapObject* object) override {
    destroyed.push_back(object->kind == kNode ? static_cast<Node*>(object)->id : 0);
  }
  void AfterMarking(const Heap& heap, bool) override {
    std::erase_if(table, [&](HeapObject* object) { return !heap.IsLive(object); });
  }
  void LimitExceeded() override { ++limit_signals; }
  void CollectionFinished(const CollectionReport& report) override {
    ++(report.full ? full_collections : minor_collections);
  }

  std::vector<Value> roots;
  std::vector<uintptr_t> stack;
  std::vector<HeapObject*> finalizer_queue;
  // Holds without keeping alive.
  std::vector<HeapObject*> table;
  std::vector<uint32_t> destroyed;
  int weak_cleared = 0;
  int limit_signals = 0;
  int full_collections = 0;
  int minor_collections = 0;

 private:
  TraceFn table_[256] = {};
};

class HeapTest : public testing::Test {
 protected:
  HeapTest() { Restart(HeapOptions{.verify = true}); }

  void Restart(const HeapOptions& options) {
    heap_.reset();
    client_ = std::make_unique<TestClient>();
    heap_ = std::make_unique<Heap>(options, client_.get());
  }

  Heap& heap() { return *heap_; }
  TestClient& client() { return *client_; }

  Node* NewNode(uint32_t count, uint32_t id = 0) {
    auto* node = heap_->New<Node>(7, kNode, count * sizeof(Value));
    if (node == nullptr) return nullptr;
    node->count = count;
    node->id = id;
    return node;
  }
  Leaf* NewLeaf(size_t bytes) { return static_cast<Leaf*>(heap_->Allocate(bytes, 3, kLeaf)); }
  WeakRef* NewWeak(HeapObject* target) {
    auto* weak = heap_->New<WeakRef>(9, kWeak);
    weak->target = target;
    heap_->AddWeakContainer(weak);
    return weak;
  }
  void Set(Node* node, uint32_t i, HeapObject* target) {
    node->fields[i] = Value::Object(target);
    heap_->Barrier(node);
  }
  Node* Root(Node* node) {
    client_->roots.push_back(Value::Object(node));
    return node;
  }
  size_t LiveCount() {
    size_t count = 0;
    heap_->VisitLiveObjects([&](HeapObject*) { ++count; });
    return count;
  }

 private:
  std::unique_ptr<TestClient> client_;
  std::unique_ptr<Heap> heap_;
};

}  // namespace krait::gc

#endif  // KRAIT_TESTS_GC_HEAP_FIXTURE_H_
