// What an allocation costs, its share of collection included.
//
//   Small/N           N-byte objects that die at once
//   MallocSmall/N     the same with malloc and free
//   BinaryTrees/D     builds and drops complete trees of depth D
//   MallocTrees/D     the same with malloc and free
//   LongLived/N       small garbage beside a live heap of N nodes: what minor collections cost
//   FullCollection/N  marking and sweeping N live nodes

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

#include "gc/heap.h"
#include "gc/marker.h"

namespace krait::gc {
namespace {

struct Pair : HeapObject {
  Pair* left;
  Pair* right;
};

class PairClient final : public HeapClient {
 public:
  PairClient() {
    table_[1] = [](HeapObject* object, Marker& marker) {
      auto* pair = static_cast<Pair*>(object);
      marker.Visit(pair->left);
      marker.Visit(pair->right);
    };
  }
  const TraceFn* TraceTable() const override { return table_; }
  void TraceRoots(Marker& marker) override {
    for (Pair* root : roots) marker.Visit(root);
  }
  std::vector<Pair*> roots;

 private:
  TraceFn table_[256] = {};
};

struct Fixture {
  Fixture() : heap(HeapOptions{}, &client) {}
  PairClient client;
  Heap heap;

  Pair* NewPair() { return heap.New<Pair>(1, 1); }
  Pair* Tree(int depth) {
    Pair* pair = NewPair();
    if (depth == 0) return pair;
    pair->left = Tree(depth - 1);
    heap.Barrier(pair);
    pair->right = Tree(depth - 1);
    heap.Barrier(pair);
    return pair;
  }
  // `count` nodes, linked at random.
  void Populate(size_t count) {
    std::mt19937 random(1);
    std::vector<Pair*> nodes;
    heap.SetAutomatic(false);
    for (size_t i = 0; i < count; ++i) {
      Pair* pair = NewPair();
      if (!nodes.empty()) {
        pair->left = nodes[random() % nodes.size()];
        pair->right = nodes.back();
      }
      nodes.push_back(pair);
    }
    if (!nodes.empty()) client.roots.push_back(nodes.back());
    heap.SetAutomatic(true);
    heap.Collect(true);
  }
};

int CountTree(const Pair* pair) {
  return pair->left == nullptr ? 1 : 1 + CountTree(pair->left) + CountTree(pair->right);
}

void ReportPauses(benchmark::State& state, const Heap& heap) {
  const HeapStatistics statistics = heap.Statistics();
  state.counters["minor"] = static_cast<double>(statistics.minor_collections);
  state.counters["full"] = static_cast<double>(statistics.full_collections);
  state.counters["longest_us"] = static_cast<double>(statistics.pause_longest_ns) / 1000;
}

void Small(benchmark::State& state) {
  Fixture fixture;
  StackScope scope(fixture.heap);
  const size_t bytes = static_cast<size_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(fixture.heap.Allocate(bytes, 1, 0));
  ReportPauses(state, fixture.heap);
}
BENCHMARK(Small)->Arg(16)->Arg(32)->Arg(48)->Arg(64)->Arg(256)->Arg(2048);

void MallocSmall(benchmark::State& state) {
  const size_t bytes = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    void* memory = std::malloc(bytes);
    benchmark::DoNotOptimize(memory);
    std::free(memory);
  }
}
BENCHMARK(MallocSmall)->Arg(32)->Arg(64)->Arg(256);

void BinaryTrees(benchmark::State& state) {
  Fixture fixture;
  StackScope scope(fixture.heap);
  const int depth = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(CountTree(fixture.Tree(depth)));
  state.SetItemsProcessed(state.iterations() * ((2 << depth) - 1));
  ReportPauses(state, fixture.heap);
}
BENCHMARK(BinaryTrees)->Arg(4)->Arg(10)->Arg(16)->Arg(20)->Unit(benchmark::kMicrosecond);

struct MallocPair {
  void* header;
  MallocPair* left;
  MallocPair* right;
};

MallocPair* MallocTree(int depth) {
  auto* pair = static_cast<MallocPair*>(std::calloc(1, sizeof(MallocPair)));
  if (depth == 0) return pair;
  pair->left = MallocTree(depth - 1);
  pair->right = MallocTree(depth - 1);
  return pair;
}

int FreeTree(MallocPair* pair) {
  const int count = pair->left == nullptr ? 1 : 1 + FreeTree(pair->left) + FreeTree(pair->right);
  std::free(pair);
  return count;
}

void MallocTrees(benchmark::State& state) {
  const int depth = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(FreeTree(MallocTree(depth)));
  state.SetItemsProcessed(state.iterations() * ((2 << depth) - 1));
}
BENCHMARK(MallocTrees)->Arg(4)->Arg(10)->Arg(16)->Arg(20)->Unit(benchmark::kMicrosecond);

void LongLived(benchmark::State& state) {
  Fixture fixture;
  StackScope scope(fixture.heap);
  fixture.Populate(static_cast<size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(fixture.NewPair());
  ReportPauses(state, fixture.heap);
}
BENCHMARK(LongLived)->Arg(10000)->Arg(1000000);

void FullCollection(benchmark::State& state) {
  Fixture fixture;
  StackScope scope(fixture.heap);
  fixture.Populate(static_cast<size_t>(state.range(0)));
  for (auto _ : state) fixture.heap.Collect(true);
  state.SetItemsProcessed(state.iterations() * state.range(0));
  ReportPauses(state, fixture.heap);
}
BENCHMARK(FullCollection)->Arg(0)->Arg(10000)->Arg(1000000)->Unit(benchmark::kMicrosecond);

void NewHeap(benchmark::State& state) {
  PairClient client;
  for (auto _ : state) {
    Heap heap(HeapOptions{}, &client);
    benchmark::DoNotOptimize(heap.Allocate(32, 1, 0));
    state.counters["used_bytes"] = static_cast<double>(heap.used_bytes());
  }
}
BENCHMARK(NewHeap)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace krait::gc
