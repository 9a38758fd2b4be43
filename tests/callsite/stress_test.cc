// Sites and points in numbers: storms, crowds of dependents, millions that come and go.
#include <unistd.h>

#include <atomic>
#include <deque>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

size_t ResidentBytes() {
  size_t pages = 0;
  size_t resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

// (value)int64: what `answer_` is; links depend on the point of the present answer.
class StressTest : public KernelTest {
 protected:
  LinkerOptions Options() {
    return LinkerOptions([this](const LinkRequest& request, LinkerServices&) {
      ++links_;
      const HandleRef answer = ConstantWord(table_, answer_);
      GuardedInvocation link{Guard::Shape(ShapeOf(request.receiver())),
                             *DropArguments(answer, 0, {kValue})};
      link.AddSwitchPoint(point_);
      return link;
    });
  }
  // Install, then invalidate.
  void Answer(int64_t answer) {
    answer_ = answer;
    std::exchange(point_, NewSwitchPoint())->Invalidate();
  }

  int64_t answer_ = 0;
  SwitchPointRef point_ = NewSwitchPoint();
  int links_ = 0;
  DynamicLinker linker_{table_, Options()};
  const CallDescriptor& get_ = linker_.Descriptor("get", "", Type(kInt64, {kValue}));
};

TEST_F(StressTest, ARelinkStormNeverGivesAnOldAnswerAndEndsInTheTerminalState) {
  LinkedSite site(get_);
  const HandleRef invoker = site.DynamicInvoker();
  for (int64_t i = 0; i < 100000; ++i) {
    Answer(i);
    ASSERT_EQ(*site.Invoke<int64_t>(Value::Int(1)), i);
    if (i % 1000 == 0) {
      ASSERT_EQ(Run(invoker, {Value::Int(1)}), std::to_string(i));
    }
  }
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
  EXPECT_LT(table_.size(), 10u);
}

TEST_F(StressTest, AStormOfKindsOfReceivers) {
  LinkedSite site(get_);
  const Value kinds[] = {Value::Int(1), Value::Double(1), Value::Bool(true), Value::None()};
  for (int i = 0; i < 100000; ++i) {
    if (i % 100 == 99) Answer(i);
    ASSERT_EQ(*site.Invoke<int64_t>(kinds[i % 4]), answer_);
  }
}

TEST_F(StressTest, TenThousandSitesOnOnePoint) {
  std::deque<LinkedSite> sites;
  for (int i = 0; i < 10000; ++i) sites.emplace_back(get_);
  for (int64_t round = 0; round < 5; ++round) {
    Answer(round);
    for (LinkedSite& site : sites) {
      ASSERT_EQ(site.links().state(), SiteState::kUnlinked);
      ASSERT_EQ(*site.Invoke<int64_t>(Value::Int(1)), round);
    }
    EXPECT_EQ(links_, 10000 * (round + 1));
  }
  // Half of them die; the others are told.
  while (sites.size() > 5000) sites.pop_front();
  Answer(7);
  for (LinkedSite& site : sites) ASSERT_EQ(site.links().state(), SiteState::kUnlinked);
}

TEST_F(StressTest, ASiteSharedByTenThousandGraphs) {
  MutableSite site(*DropArguments(Int(0), 0, {kInt64}));
  struct Inlined final : Dependent {
    void OnInvalidated(SwitchPoint&) override { ++told; }
    ~Inlined() { dependency.Detach(); }
    Dependency dependency;
    int told = 0;
  };
  std::deque<Inlined> code(10000);
  std::vector<HandleRef> graphs;
  for (int64_t i = 0; i < 10000; ++i) {
    graphs.push_back(*FilterReturnValue(site.DynamicInvoker(), *BindTo(Add(), i)));
  }
  for (int64_t round = 1; round <= 3; ++round) {
    for (Inlined& one : code) one.dependency.Attach(site.target_point(), one);
    ASSERT_TRUE(site.SetTarget(*DropArguments(Int(round), 0, {kInt64})).ok());
    for (Inlined& one : code) ASSERT_EQ(one.told, round);
    for (int64_t i = 0; i < 10000; i += 97) {
      ASSERT_EQ(Run(graphs[static_cast<size_t>(i)], {0}), std::to_string(i + round));
    }
  }
}

TEST_F(StressTest, TenThousandPointsOfSitesInABatch) {
  std::vector<SwitchPointRef> points;
  DynamicLinker linker(
      table_, LinkerOptions([&](const LinkRequest&, LinkerServices&) {
        points.push_back(NewSwitchPoint());
        GuardedInvocation link{Guard::Always(), *DropArguments(Int(1), 0, {kValue})};
        // Its own point, and that of the site before.
        link.AddSwitchPoint(points.back());
        link.AddSwitchPoint(points[points.size() < 2 ? 0 : points.size() - 2]);
        return link;
      }));
  const CallDescriptor& get = linker.Descriptor("get", "", Type(kInt64, {kValue}));
  std::deque<LinkedSite> sites;
  for (int i = 0; i < 10000; ++i) {
    ASSERT_EQ(*sites.emplace_back(get).Invoke<int64_t>(Value::Int(1)), 1);
  }
  std::vector<SwitchPoint*> batch;
  for (const SwitchPointRef& point : points) batch.push_back(&point->point());
  SwitchPoint::InvalidateAll(batch);
  for (LinkedSite& site : sites) {
    ASSERT_EQ(site.links().state(), SiteState::kUnlinked);
    ASSERT_EQ(site.links().invalidations(), 1) << "told once";
  }
}

// Another thread posts, too: each back edge is a safepoint, at which points fall.
TEST_F(StressTest, InvalidationAtEverySafepoint) {
  LinkedSite site(get_);
  std::atomic<bool> done{false};
  std::thread other([&] {
    while (!done) {
      const SwitchPointRef extra = NewSwitchPoint();
      context_.queue().Post(extra);
      std::this_thread::yield();
    }
  });
  // Each iteration posts the point that its answer stood on, and asks again: what it gets may be
  // the answer of the iteration before, as the post waits for the back edge, but never an older
  // one.
  int64_t wrong = 0;
  const HandleRef change = Function(table_, "change", [&](int64_t i) {
    context_.queue().Post(point_);
    answer_ = i;
    point_ = NewSwitchPoint();
  });
  const HandleRef check = Function(table_, "check", [&](int64_t answer, int64_t i) {
    wrong += answer > i || answer < i - 1 ? 1 : 0;
  });
  const HandleRef get = *BindTo(site.DynamicInvoker(), Value::Int(1));
  const HandleRef body = *FoldArguments(*CollectArguments(check, 0, get), 0, change);
  EXPECT_EQ(Run(CountedLoop(Int(20000), HandleRef(), body)), "void");
  EXPECT_EQ(wrong, 0);
  done = true;
  other.join();
}

TEST_F(StressTest, LinkedSitesByTheMillionLeaveNothing) {
  const size_t handles = table_.size();
  [[maybe_unused]] size_t before = 0;  // sanitizers keep what was freed
  for (int i = 0; i < 1000000; ++i) {
    if (i == 10000) before = ResidentBytes();
    LinkedSite site(get_);
    if (i % 16 == 0) {
      ASSERT_EQ(*site.Invoke<int64_t>(Value::Int(i)), 0);
    }
    if (i % 64 == 0) {
      ASSERT_EQ(Run(site.DynamicInvoker(), {Value::Int(i)}), "0");
    }
  }
  EXPECT_EQ(table_.size(), handles);
  EXPECT_FALSE(point_->point().has_dependents());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(ResidentBytes(), before + (4u << 20));
#endif
}

// Several isolates, each on its own thread; each has its points invalidated by its neighbour.
TEST(StressThreadsTest, IsolatesInvalidateEachOthersPointsThroughTheirQueues) {
  constexpr int kIsolates = 3;
  constexpr int64_t kRounds = 300;
  struct Isolate {
    HandleTable table;
    InvocationContext context{table};
    std::atomic<int> posted{0};
  };
  std::vector<std::unique_ptr<Isolate>> isolates;
  std::vector<std::vector<SwitchPointRef>> points(kIsolates);
  for (int i = 0; i < kIsolates; ++i) {
    isolates.push_back(std::make_unique<Isolate>());
    for (int k = 0; k < kRounds; ++k) points[static_cast<size_t>(i)].push_back(NewSwitchPoint());
  }
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < kIsolates; ++i) {
    threads.emplace_back([&, i] {
      const auto mine = static_cast<size_t>(i);
      const auto next = static_cast<size_t>((i + 1) % kIsolates);
      Isolate& isolate = *isolates[mine];
      isolate.context.SetStackHere();
      auto word = [&](bool b) { return ConstantWord(isolate.table, b); };
      for (int64_t k = 0; k < kRounds; ++k) {
        const SwitchPointRef point = points[mine][static_cast<size_t>(k)];
        const HandleRef guarded = *SwitchPointGuard(point, word(true), word(false));
        // Runs until the neighbour has invalidated the point.
        const HandleRef loop =
            *WhileLoop(HandleRef(), guarded,
                       Empty(isolate.table.types().Get(Representation::kVoid, {}), isolate.table));
        isolates[next]->context.queue().Post(points[next][static_cast<size_t>(k)]);
        if (!Invoke(*loop, isolate.context, nullptr, nullptr)) ++wrong;
        if (point->valid()) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace krait::callsite
