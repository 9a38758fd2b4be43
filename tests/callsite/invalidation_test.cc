// Batches, deferral, other threads, and storms of switch points.
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "callsite/invalidation_queue.h"
#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class InvalidationTest : public KernelTest {};

// Relies on many points, and drops everything when told.
struct Code final : Dependent {
  explicit Code(std::span<SwitchPoint* const> points) : dependencies(points.size()) {
    for (size_t i = 0; i < points.size(); ++i) dependencies[i].Attach(*points[i], *this);
  }
  ~Code() { Drop(); }
  void Drop() {
    for (Dependency& dependency : dependencies) dependency.Detach();
  }
  void OnInvalidated(SwitchPoint&) override {
    ++told;
    for (const Dependency& dependency : dependencies) fired += dependency.has_fired() ? 1 : 0;
    Drop();
  }
  std::vector<Dependency> dependencies;
  int told = 0;
  int fired = 0;
};

TEST_F(InvalidationTest, ABatchTellsEachDependentOnceAndOfAllItsPoints) {
  SwitchPoint points[3];
  SwitchPoint* all[] = {&points[0], &points[1], &points[2]};
  Code code(all);
  Code other({&all[2], 1});
  SwitchPoint* batch[] = {&points[0], &points[1], &points[0]};
  SwitchPoint::InvalidateAll(batch);
  EXPECT_EQ(code.told, 1);
  EXPECT_EQ(code.fired, 2);
  EXPECT_EQ(other.told, 0);
  EXPECT_FALSE(points[0].valid());
  EXPECT_TRUE(points[2].valid());
  EXPECT_TRUE(points[2].has_dependents());
}

TEST_F(InvalidationTest, FiringAllLeavesThePointsValid) {
  SwitchPoint points[2];
  SwitchPoint* all[] = {&points[0], &points[1]};
  Code code(all);
  SwitchPoint::FireAll(all);
  EXPECT_EQ(code.told, 1);
  EXPECT_TRUE(points[0].valid());
  EXPECT_FALSE(points[0].has_dependents());
}

TEST_F(InvalidationTest, ADeferredScopeFiresAtItsEnd) {
  SwitchPoint points[2];
  SwitchPoint* all[] = {&points[0], &points[1]};
  Code code(all);
  {
    DeferredInvalidation scope;
    scope.Invalidate(points[0]);
    scope.Fire(points[1]);
    EXPECT_EQ(code.told, 0);
    EXPECT_TRUE(points[0].valid());
  }
  EXPECT_EQ(code.told, 1);
  EXPECT_FALSE(points[0].valid());
  EXPECT_TRUE(points[1].valid());
}

TEST_F(InvalidationTest, ADependentMayDieWhileAnotherIsTold) {
  SwitchPoint point;
  SwitchPoint* all[] = {&point};
  struct Killer final : Dependent {
    void OnInvalidated(SwitchPoint&) override { victim.reset(); }
    std::unique_ptr<Code> victim;
  } killer;
  killer.victim = std::make_unique<Code>(all);
  Dependency dependency;
  dependency.Attach(point, killer);
  point.Invalidate();
  EXPECT_EQ(killer.victim, nullptr);
}

TEST_F(InvalidationTest, TenThousandPointsInABatch) {
  constexpr int kPoints = 10000;
  std::vector<SwitchPoint> points(kPoints);
  std::vector<SwitchPoint*> all;
  for (SwitchPoint& point : points) all.push_back(&point);
  std::vector<std::unique_ptr<Code>> dependents;
  for (int i = 0; i < 100; ++i) {
    std::vector<SwitchPoint*> some;
    for (int k = i; k < kPoints; k += 10) some.push_back(all[static_cast<size_t>(k)]);
    dependents.push_back(std::make_unique<Code>(some));
  }
  SwitchPoint::InvalidateAll(all);
  for (const auto& code : dependents) EXPECT_EQ(code->told, 1);
}

TEST_F(InvalidationTest, ANeighboursPointsCostNothing) {
  std::vector<SwitchPoint> unrelated(10000);
  std::vector<SwitchPoint*> all;
  for (SwitchPoint& point : unrelated) all.push_back(&point);
  Code busy(all);
  SwitchPoint point;
  SwitchPoint* mine[] = {&point};
  Code code(mine);
  point.Invalidate();
  EXPECT_EQ(code.told, 1);
  EXPECT_EQ(busy.told, 0);
}

TEST_F(InvalidationTest, OtherThreadsInvalidateAtTheNextSafepoint) {
  const SwitchPointRef point = NewSwitchPoint();
  const HandleRef guarded = *SwitchPointGuard(point, Int(1), Int(2));
  std::thread([&] { context_.queue().Post(point); }).join();
  EXPECT_TRUE(point->valid());
  EXPECT_EQ(Run(guarded), "2");
  EXPECT_FALSE(point->valid());
}

TEST_F(InvalidationTest, ARunningLoopSeesWhatAnotherThreadInvalidates) {
  const SwitchPointRef point = NewSwitchPoint();
  std::atomic<bool> started{false};
  const HandleRef start = Function(table_, "start", [&] {
    started = true;
    return true;
  });
  const HandleRef test = *SwitchPointGuard(point, start, ConstantWord(table_, false));
  const HandleRef loop = *WhileLoop(Int(0), *DropArguments(test, 0, {kInt64}), *BindTo(Add(), 1));
  std::thread other([&] {
    while (!started) std::this_thread::yield();
    context_.queue().Post(point);
  });
  EXPECT_NE(Run(loop), "0");
  other.join();
}

TEST_F(InvalidationTest, ManyThreadsPostWhileTheIsolateRuns) {
  constexpr int kThreads = 4;
  constexpr int kEach = 500;
  std::vector<SwitchPointRef> points;
  for (int i = 0; i < kThreads * kEach; ++i) points.push_back(NewSwitchPoint());
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        context_.queue().Post(points[static_cast<size_t>(t * kEach + i)]);
      }
    });
  }
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(Run(Add(), {i, 1}), std::to_string(i + 1));
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(context_.Safepoint());
  for (const SwitchPointRef& point : points) EXPECT_FALSE(point->valid());
}

TEST_F(InvalidationTest, RelinkStorm) {
  MutableSite site(*DropArguments(Int(0), 0, {kInt64}));
  const HandleRef composed = *FilterReturnValue(site.DynamicInvoker(), Negate());
  for (int64_t i = 0; i < 100000; ++i) {
    ASSERT_TRUE(site.SetTarget(*DropArguments(Int(i), 0, {kInt64})).ok());
    if (i % 97 == 0) {
      ASSERT_EQ(Run(composed, {0}), std::to_string(-i));
    }
  }
  // Only the last target is left, and what was there before.
  EXPECT_LT(table_.size(), 10u);
}

TEST_F(InvalidationTest, HandlesAndSitesByTheMillionLeaveNothing) {
  const HandleRef add = Add();
  const size_t size = table_.size();
  for (int64_t i = 0; i < 1000000; ++i) {
    const HandleRef bound = *BindTo(add, i);
    MutableSite site(bound);
    if (i % 1024 == 0) {
      EXPECT_EQ(*site.Invoke<int64_t>(int64_t{1}), i + 1);
    }
  }
  EXPECT_EQ(table_.size(), size);
  EXPECT_LT(table_.types().size(), 10u);
}

TEST_F(InvalidationTest, LinkedMonomorphicSitesAreSmall) {
  const SwitchPointRef point = NewSwitchPoint();
  DynamicLinker linker(table_, LinkerOptions([&](const LinkRequest&, LinkerServices&) {
                         GuardedInvocation link{Guard::Shape(kIntWord), Identity(table_, kValue)};
                         link.AddSwitchPoint(point);
                         return link;
                       }));
  LinkedSite site(linker.Descriptor("get", "x", table_.types().Generic(1)));
  ASSERT_TRUE(site.Invoke<Value>(Value::Int(1)).ok());
  ASSERT_EQ(site.links().dependency_count(0), 1);
  EXPECT_EQ(site.links().EntryBytes(), 56u);
  EXPECT_LE(sizeof(LinkedSite) + 64, 128u) << "allocators give 64 bytes for 56";
}

}  // namespace
}  // namespace krait::callsite
