// What call sites cost: invoking, relinking, invalidating. Prints a line each: name, value, unit.
//
//   bazel run //benchmarks:call_sites                 this program
//   benchmarks/call_sites.sh PATH_TO_call_sites       next to its Java twin,
//   benchmarks/java/CallSites.java
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/handle_table.h"
#include "callsite/host_function.h"
#include "callsite/invocation_context.h"
#include "callsite/linked_site.h"
#include "callsite/linker.h"
#include "callsite/shared_switch_point.h"
#include "callsite/site.h"
#include "callsite/typed_invocation.h"
#include "jit/handles/intrinsics.h"
#include "jit/handles/stub_compiler.h"

// Bytes in use, as the allocator rounds them: what sites cost is what this grows by.
static size_t g_bytes_in_use = 0;

void* operator new(size_t bytes) {
  void* block = std::malloc(bytes);
  if (block == nullptr) std::abort();
  g_bytes_in_use += malloc_usable_size(block);
  return block;
}
void operator delete(void* block) noexcept {
  if (block != nullptr) g_bytes_in_use -= malloc_usable_size(block);
  std::free(block);
}
void operator delete(void* block, size_t) noexcept { operator delete(block); }

namespace krait::benchmarks {
namespace {

using namespace callsite;  // NOLINT
using F = double (*)(double, double);
using Clock = std::chrono::steady_clock;

double NowNs() {
  return std::chrono::duration<double, std::nano>(Clock::now().time_since_epoch()).count();
}

void Report(const char* name, double value, const char* unit) {
  std::printf("%-48s %10.3f %s\n", name, value, unit);
  std::fflush(stdout);
}

template <typename T>
T Need(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.status().ToString().c_str());
  std::exit(1);
}

// What the sites lead to; the same functions are called directly for comparison.
[[gnu::noinline]] double Step(double a, double b) { return a * 0.5 + b; }
[[gnu::noinline]] double OtherStep(double a, double b) { return a * 0.25 + b; }

// Best of several runs, in ns a call. The result of one call is an argument of the next.
template <typename Call>
double TimeCalls(Call call) {
  constexpr int kCalls = 2000000;
  double best = 1e9;
  double sum = 0;
  for (int round = 0; round < 15; ++round) {
    double value = 1;
    const double start = NowNs();
    for (int i = 0; i < kCalls; ++i) value = call(value, 1.25);
    best = std::min(best, (NowNs() - start) / kCalls);
    sum += value;
  }
  volatile double sink = sum;
  (void)sink;
  return best;
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The best of many short runs of each, in turn: what they cost when nothing else has the processor.
struct Comparison {
  double first = 1e9;
  double second = 1e9;
  double ratio() const { return second / first; }
};
template <typename First, typename Second>
Comparison CompareCalls(First first, Second second) {
  constexpr int kCalls = 2000;
  constexpr int kRounds = 20000;
  const auto time = [](auto& call) {
    double value = 1;
    const double start = NowNs();
    for (int i = 0; i < kCalls; ++i) value = call(value, 1.25);
    const double ns = (NowNs() - start) / kCalls;
    volatile double sink = value;
    (void)sink;
    return ns;
  };
  Comparison best;
  for (int round = 0; round < kRounds; ++round) {
    best.first = std::min(best.first, time(first));
    best.second = std::min(best.second, time(second));
  }
  return best;
}

// The time between two looks at the clock, which is in every single measurement.
double ClockCost() {
  std::vector<double> costs;
  for (int i = 0; i < 10001; ++i) {
    const double start = NowNs();
    costs.push_back(NowNs() - start);
  }
  return Median(std::move(costs));
}

class Sites {
 public:
  Sites() : context_(table_) {
    table_.SetCompiler(&compiler_, 500);
    step_ = Function(table_, "step", &Step);
    other_ = Function(table_, "other step", &OtherStep);
    // a < 1e300: holds for every number that occurs.
    const HandleRef less = Function(table_, "<", &jit::LessDouble);
    test_ =
        Need(DropArguments(Need(InsertArguments(less, 1, {1e300})), 1, {Representation::kDouble}));
  }
  ~Sites() { table_.SetCompiler(nullptr, 1); }

  // guardWithTest under a switch point.
  HandleRef Guarded(const SwitchPointRef& point, const HandleRef& target) {
    return Need(SwitchPointGuard(point, Need(GuardWithTest(test_, target, other_)), other_));
  }

  void Invocation() {
    volatile F opaque = &Step;
    const F direct = opaque;
    MutableSite site(Guarded(NewSwitchPoint(), step_));
    auto typed = Need(site.DynamicInvoker()->As<double(double, double)>());
    const F compiled = Need(typed.Function());
    const Comparison through = CompareCalls(direct, compiled);
    Report("direct_call", through.first, "ns");
    Report("site_invoke_compiled", through.second, "ns");
    Report("site_invoke_compiled_to_direct", through.ratio(), "ratio");
    const HandleRef multiply = Function(table_, "*", &jit::MultiplyDouble);
    const HandleRef add = Function(table_, "+", &jit::AddDouble);
    const HandleRef half = Need(InsertArguments(multiply, 1, {0.5}));
    MutableSite in_line(Guarded(NewSwitchPoint(), Need(FilterArguments(add, 0, {half}))));
    auto in_line_typed = Need(in_line.DynamicInvoker()->As<double(double, double)>());
    const F instructions = Need(in_line_typed.Function());
    const Comparison emitted = CompareCalls(direct, instructions);
    Report("site_invoke_compiled_instructions", emitted.second, "ns");
    Report("site_invoke_compiled_instructions_to_direct", emitted.ratio(), "ratio");
    Report("typed_handle_call", TimeCalls([&](double a, double b) { return typed(a, b); }), "ns");
    Report("site_invoke_words",
           TimeCalls([&](double a, double b) { return *site.Invoke<double>(a, b); }), "ns");
    table_.SetCompiler(nullptr, 1);
    MutableSite cold(Guarded(NewSwitchPoint(), step_));
    Report("site_invoke_evaluated",
           TimeCalls([&](double a, double b) { return *cold.Invoke<double>(a, b); }), "ns");
    table_.SetCompiler(&compiler_, 500);
  }

  void SetTarget() {
    MutableSite site(Guarded(NewSwitchPoint(), step_));
    auto typed = Need(site.DynamicInvoker()->As<double(double, double)>());
    const F f = Need(typed.Function());
    const HandleRef targets[] = {site.target(), Guarded(NewSwitchPoint(), other_)};
    std::vector<double> known;
    std::vector<double> fresh;
    for (int i = 0; i < 4000; ++i) {
      const double start = NowNs();
      if (!site.SetTarget(targets[i % 2]).ok()) std::exit(1);
      f(1, 2);
      known.push_back(NowNs() - start);
      for (int k = 0; k < 3000; ++k) f(1, 2);
    }
    for (int i = 0; i < 4000; ++i) {
      HandleRef target = Guarded(NewSwitchPoint(), step_);
      const double start = NowNs();
      if (!site.SetTarget(std::move(target)).ok()) std::exit(1);
      f(1, 2);
      fresh.push_back(NowNs() - start);
      for (int k = 0; k < 3000; ++k) f(1, 2);
    }
    Report("set_target_and_first_call", (Median(known) - ClockCost()) / 1000, "us");
    Report("set_new_target_and_first_call", (Median(fresh) - ClockCost()) / 1000, "us");
  }

  // `unrelated` other points are alive, each with a compiled dependent of its own.
  void Invalidate(int unrelated) {
    struct Other {
      SwitchPointRef point;
      TypedHandle<double(double, double)> handle;
    };
    std::vector<Other> others;
    for (int i = 0; i < unrelated; ++i) {
      SwitchPointRef point = NewSwitchPoint();
      auto handle = Need(Guarded(point, step_)->As<double(double, double)>());
      Need(handle.Function())(1, 2);
      others.push_back({std::move(point), std::move(handle)});
    }
    std::vector<double> times;
    for (int i = 0; i < 2000; ++i) {
      const SwitchPointRef point = NewSwitchPoint();
      MutableSite site(Guarded(point, step_));
      auto typed = Need(site.DynamicInvoker()->As<double(double, double)>());
      const F f = Need(typed.Function());
      for (int k = 0; k < 100; ++k) f(1, 2);
      SwitchPoint* points[] = {&point->point()};
      const double start = NowNs();
      SwitchPoint::InvalidateAll(points);
      f(1, 2);
      times.push_back(NowNs() - start);
    }
    char name[64];
    std::snprintf(name, sizeof(name), "invalidate_and_first_call_%d_unrelated", unrelated);
    Report(name, (Median(times) - ClockCost()) / 1000, "us");
  }

  void Compile() {
    const HandleRef subtract = Function(table_, "-", &jit::SubtractDouble);
    std::vector<double> shared;
    for (int i = 0; i < 2000; ++i) {
      const HandleRef handle = Need(InsertArguments(subtract, 0, {static_cast<double>(i)}));
      const double start = NowNs();
      compiler_.Compile(*handle);
      shared.push_back(NowNs() - start);
    }
    Report("compile_known_shape", (Median(shared) - ClockCost()) / 1000, "us");
    std::vector<double> assembled;
    HandleRef chain = Need(InsertArguments(subtract, 0, {1.0}));
    for (int i = 0; i < 20; ++i) {
      chain = Need(FilterReturnValue(chain, Need(InsertArguments(subtract, 0, {2.0}))));
      const double start = NowNs();
      compiler_.Compile(*chain);
      assembled.push_back(NowNs() - start);
    }
    Report("compile_new_shape", (Median(assembled) - ClockCost()) / 1000, "us");
  }

  // A linker that does nothing of its own, so that what is measured is linking.
  LinkerOptions FixedLink(SwitchPointRef point = {}) {
    const HandleRef handle = Identity(table_, Representation::kValue);
    return LinkerOptions([handle, point](const LinkRequest&, LinkerServices&) {
      GuardedInvocation invocation{Guard::Shape(kIntWord), handle};
      if (point) invocation.AddSwitchPoint(point);
      return invocation;
    });
  }

  void Link() {
    DynamicLinker linker(table_, FixedLink());
    const CallDescriptor& descriptor = linker.Descriptor("get", "x", table_.types().Generic(1));
    constexpr int kSites = 2000;
    std::vector<std::unique_ptr<LinkedSite>> sites;
    for (int i = 0; i < kSites; ++i) sites.push_back(std::make_unique<LinkedSite>(descriptor));
    std::vector<double> times;
    for (const auto& site : sites) {
      const double start = NowNs();
      (void)site->Invoke<Value>(Value::Int(1));
      times.push_back(NowNs() - start);
    }
    Report("link_cold_site_and_first_call", (Median(times) - ClockCost()) / 1000, "us");
  }

  // All that a site linked to one shape owns: itself, its entry, its registration with the point.
  void Memory() {
    Report("linked_site_memory", BytesASite({}, false), "bytes");
    Report("linked_site_memory_1_switch_point", BytesASite(NewSwitchPoint(), false), "bytes");
    Report("linked_site_memory_with_invoker", BytesASite(NewSwitchPoint(), true), "bytes");
  }
  double BytesASite(const SwitchPointRef& point, bool with_invoker) {
    constexpr int kSites = 10000;
    DynamicLinker linker(table_, FixedLink(point));
    const CallDescriptor& descriptor = linker.Descriptor("get", "x", table_.types().Generic(1));
    std::vector<std::unique_ptr<LinkedSite>> sites(kSites);
    std::vector<HandleRef> invokers(kSites);
    const size_t before = g_bytes_in_use;
    for (int i = 0; i < kSites; ++i) {
      sites[i] = std::make_unique<LinkedSite>(descriptor);
      (void)sites[i]->Invoke<Value>(Value::Int(1));
      if (with_invoker) invokers[i] = sites[i]->DynamicInvoker();
    }
    return static_cast<double>(g_bytes_in_use - before) / kSites;
  }

 private:
  jit::StubCompiler compiler_;
  HandleTable table_;
  InvocationContext context_;
  HandleRef step_;
  HandleRef other_;
  HandleRef test_;
};

}  // namespace
}  // namespace krait::benchmarks

int main() {
  krait::benchmarks::Sites sites;
  sites.Invocation();
  sites.SetTarget();
  for (const int unrelated : {1, 100, 10000}) sites.Invalidate(unrelated);
  sites.Compile();
  sites.Link();
  sites.Memory();
  return 0;
}
