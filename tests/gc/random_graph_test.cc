// A random mutator over the heap, and the same object graph in plain C++ beside it.
//
// What the shadow says is reachable must be on the heap, unchanged, after any sequence of
// allocations, stores, root changes and collections; what it says is unreachable must be gone after
// a full one.

#include <algorithm>
#include <random>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/gc/heap_fixture.h"

namespace krait::gc {
namespace {

class RandomGraphTest : public HeapTest {
 protected:
  struct Shadow {
    Node* node;
    std::vector<uint32_t> fields;  // ids, 0 for none
  };

  void Run(uint32_t seed, int steps) {
    random_.seed(seed);
    shadows_.clear();
    largest_ = 0;
    for (int step = 0; step < steps; ++step) Step();
    heap().Collect(true);
    Compare();
    EXPECT_EQ(LiveCount(), Reachable().size());
    EXPECT_GT(largest_, static_cast<size_t>(steps) / 20) << "the test tests too little";
  }

 private:
  static constexpr size_t kRoots = 24;

  uint32_t Pick(uint32_t bound) { return random_() % bound; }

  void Step() {
    if (client().roots.empty()) client().roots.resize(kRoots);
    const uint32_t action = Pick(1000);
    if (action < 1) {
      client().roots[Pick(kRoots)] = Value();
    } else if (action < 5) {
      heap().Collect(Pick(2) == 0);
    } else if (action < 6) {
      Compare();
    } else if (action < 40) {
      Overwrite(PickReachable(), PickReachable());
    } else {
      Create();
    }
  }

  uint32_t FieldCount() {
    switch (Pick(64)) {
      case 0:
        return 512 + Pick(3000);  // large
      case 1:
      case 2:
        return 20 + Pick(480);
      default:
        return 2 + Pick(6);
    }
  }

  void Create() {
    const uint32_t id = ++last_id_;
    Node* node = NewNode(FieldCount(), id);
    shadows_[id] = {node, std::vector<uint32_t>(node->count)};
    if (Pick(4) == 0) return;  // garbage at once
    const uint32_t root = Pick(kRoots);
    if (client().roots[root].IsEmpty()) {
      client().roots[root] = Value::Object(node);
    } else {
      AddTo(PickReachable(), id);
    }
  }

  // Into a field that is empty, if there is one near where it looks.
  void AddTo(uint32_t holder, uint32_t target) {
    if (holder == 0) return;
    const std::vector<uint32_t>& fields = shadows_[holder].fields;
    uint32_t field = Pick(static_cast<uint32_t>(fields.size()));
    for (int tries = 0; tries < 8 && fields[field] != 0; ++tries)
      field = (field + 1) % fields.size();
    Store(holder, field, target);
  }

  void Overwrite(uint32_t holder, uint32_t target) {
    if (holder == 0) return;
    Store(holder, Pick(static_cast<uint32_t>(shadows_[holder].fields.size())), target);
  }

  void Store(uint32_t holder, uint32_t field, uint32_t target) {
    Shadow& shadow = shadows_[holder];
    shadow.fields[field] = target;
    Set(shadow.node, field, target == 0 ? nullptr : shadows_[target].node);
  }

  // A random walk from a random root.
  uint32_t PickReachable() {
    const Value root = client().roots[Pick(kRoots)];
    if (root.IsEmpty()) return 0;
    uint32_t id = root.As<Node>()->id;
    for (uint32_t steps = Pick(40); steps > 0; --steps) {
      const Shadow& shadow = shadows_[id];
      const uint32_t next = shadow.fields[Pick(static_cast<uint32_t>(shadow.fields.size()))];
      if (next == 0) break;
      id = next;
    }
    return id;
  }

  std::vector<uint32_t> Reachable() {
    std::vector<uint32_t> work;
    std::unordered_map<uint32_t, bool> seen;
    auto reach = [&](uint32_t id) {
      if (id != 0 && !std::exchange(seen[id], true)) work.push_back(id);
    };
    for (Value root : client().roots) {
      if (!root.IsEmpty()) reach(root.As<Node>()->id);
    }
    for (size_t i = 0; i < work.size(); ++i) {
      for (uint32_t field : std::vector<uint32_t>(shadows_[work[i]].fields)) reach(field);
    }
    return work;
  }

  void Compare() {
    const std::vector<uint32_t> reachable = Reachable();
    largest_ = std::max(largest_, reachable.size());
    for (uint32_t id : reachable) {
      const Shadow& shadow = shadows_[id];
      const Node* node = shadow.node;
      ASSERT_EQ(node->id, id);
      ASSERT_EQ(node->kind, kNode);
      ASSERT_EQ(node->count, shadow.fields.size());
      ASSERT_EQ(heap().FindObject(reinterpret_cast<uintptr_t>(&node->fields[node->count - 1])),
                node);
      for (size_t i = 0; i < shadow.fields.size(); ++i) {
        const uint32_t target = shadow.fields[i];
        ASSERT_EQ(node->fields[i].AsHeap(), target == 0 ? nullptr : shadows_[target].node);
      }
    }
    std::unordered_map<uint32_t, Shadow> kept;
    for (uint32_t id : reachable) kept[id] = std::move(shadows_[id]);
    shadows_ = std::move(kept);
  }

  std::mt19937 random_;
  std::unordered_map<uint32_t, Shadow> shadows_;
  uint32_t last_id_ = 0;
  size_t largest_ = 0;
};

TEST_F(RandomGraphTest, MatchesShadowWithSmallNursery) {
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    Restart({.verify = true, .nursery_bytes = 64 * 1024});
    Run(seed, 30000);
    EXPECT_GT(client().minor_collections, 0);
  }
}

TEST_F(RandomGraphTest, MatchesShadowWithoutVerification) {
  for (uint32_t seed = 10; seed <= 11; ++seed) {
    Restart({.nursery_bytes = 256 * 1024, .full_growth_percent = 20});
    Run(seed, 60000);
  }
}

TEST_F(RandomGraphTest, MatchesShadowUnderStress) {
  Restart({.stress = true, .verify = true});
  Run(99, 1500);
  EXPECT_GT(client().full_collections, 100);
  EXPECT_GT(client().minor_collections, 100);
}

TEST_F(RandomGraphTest, MatchesShadowUnderMemoryLimit) {
  Restart({.memory_limit = 4 << 20, .verify = true});
  Run(5, 20000);
}

}  // namespace
}  // namespace krait::gc
