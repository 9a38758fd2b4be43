// Code that is taken away, invalidated, evicted or released while it runs, by the functions of the
// host that it calls, and by what dies with it.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "jit/handles/stub_compiler.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

using Signature = int64_t(int64_t);
using F = int64_t (*)(int64_t);

class MisuseTest : public testing::Test {
 protected:
  MisuseTest() { table_.SetCompiler(&compiler_, 3); }
  ~MisuseTest() override { table_.SetCompiler(nullptr, 1); }

  // A handle of a shape of its own: a + number.
  HandleRef Shape(int number) {
    const HandleRef add = Function(table_, "+", &AddInt64);
    const HandleRef subtract = Function(table_, "-", &SubtractInt64);
    HandleRef handle = Identity(table_, kInt64);
    for (int bit = 0; bit < 16; ++bit) {
      const bool plus = (number >> bit & 1) != 0;
      const int64_t part = plus ? int64_t{1} << bit : 0;
      handle = *FilterReturnValue(handle, *InsertArguments(plus ? add : subtract, 1, {part}));
    }
    return handle;
  }
  // Compiles so much that everything goes that can go.
  void Storm() {
    std::vector<HandleRef> handles;
    for (int i = 0; i < 400; ++i) {
      const int number = ++number_;
      handles.push_back(Shape(number));
      int64_t result = 0;
      uint64_t word = 1;
      compiler_.Compile(*handles.back());
      EXPECT_TRUE(Invoke(*handles.back(), context_, &word, reinterpret_cast<uint64_t*>(&result)));
      EXPECT_EQ(result, 1 + number);
    }
  }
  // a, then what `act` does, then a + 1: with a frame around the call.
  HandleRef Around(std::function<void()> act) {
    const HandleRef call = Function(table_, "act", [act = std::move(act)](int64_t a) {
      act();
      return a;
    });
    const HandleRef more = *InsertArguments(Function(table_, "+", &AddInt64), 1, {int64_t{1}});
    return *FilterReturnValue(call, more);
  }

  StubCompiler compiler_{{.cap_bytes = size_t{64} << 10}};
  HandleTable table_;
  InvocationContext context_{table_};
  int number_ = 0;
};

TEST_F(MisuseTest, TheCompilerIsTakenBackFromRunningCode) {
  const HandleRef handle = Around([&] {
    table_.SetCompiler(nullptr);
    table_.SetCompiler(&compiler_, 3);
  });
  auto typed = *handle->As<Signature>();
  const F f = *typed.Function();
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(f(5), 6);
    EXPECT_EQ(typed(5), 6);
  }
}

TEST_F(MisuseTest, InvalidatedAndEvictedUnderItsOwnFrame) {
  for (int round = 0; round < 3; ++round) {
    const SwitchPointRef point = NewSwitchPoint();
    const HandleRef later = *InsertArguments(Function(table_, "+", &AddInt64), 1, {int64_t{100}});
    const HandleRef never = *InsertArguments(Function(table_, "+", &AddInt64), 1, {int64_t{900}});
    const HandleRef guarded = *SwitchPointGuard(point, never, later);
    const HandleRef handle = *FilterReturnValue(Around([&] {
                                                  point->Invalidate();
                                                  Storm();
                                                }),
                                                guarded);
    auto typed = *handle->As<Signature>();
    const F f = *typed.Function();
    EXPECT_EQ(round == 0 ? f(5) : typed(5), 106);
    EXPECT_EQ(f(5), 106);
  }
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().waiting, 0u);
}

// Each level invalidates what all levels run in, then goes on.
TEST_F(MisuseTest, InvalidatedAtEveryLevelOfARecursion) {
  SwitchPointRef point = NewSwitchPoint();
  MutableSite* self = nullptr;
  F f = nullptr;
  const HandleRef down = Function(table_, "down", [&](int64_t n) -> int64_t {
    if (n == 0) return 0;
    const SwitchPointRef old = std::exchange(point, NewSwitchPoint());
    old->Invalidate();
    const int64_t below = f(n - 1);
    compiler_.Sweep();
    return below + 1;
  });
  const HandleRef more = *InsertArguments(Function(table_, "+", &AddInt64), 1, {int64_t{1}});
  const auto target = [&] {
    const HandleRef run = *FilterReturnValue(down, more);
    return *SwitchPointGuard(point, run, *FilterReturnValue(run, Identity(table_, kInt64)));
  };
  MutableSite site(target());
  self = &site;
  auto typed = *site.DynamicInvoker()->As<Signature>();
  f = *typed.Function();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(f(20), 41);
    EXPECT_TRUE(self->SetTarget(target()).ok());
  }
}

TEST_F(MisuseTest, AFunctionIsReleasedByItself) {
  for (const bool storm : {false, true}) {
    std::optional<TypedHandle<Signature>> typed;
    int calls = 0;
    typed.emplace(*Around([&] {
                     ++calls;
                     typed.reset();
                     if (storm) Storm();
                   })->As<Signature>());
    const F f = *typed->Function();
    EXPECT_EQ(f(5), 6);
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(compiler_.statistics().functions, 0u);
  }
}

TEST_F(MisuseTest, FunctionsReleaseOneAnother) {
  std::vector<std::optional<TypedHandle<Signature>>> typed(8);
  for (size_t i = 0; i < typed.size(); ++i) {
    typed[i].emplace(*Around([&, i] {
                        for (size_t k = 0; k < typed.size(); ++k) {
                          if (k != i) typed[k].reset();
                        }
                        Storm();
                      })->As<Signature>());
    ASSERT_TRUE(typed[i]->Function().ok());
  }
  EXPECT_EQ((*typed[3]->Function())(5), 6);
  EXPECT_EQ((*typed[3]->Function())(6), 7);
  EXPECT_EQ(compiler_.statistics().functions, 1u);
}

// What a closure does when it dies with the code that refers to it.
TEST_F(MisuseTest, ClosuresThatInvokeWhenTheyDie) {
  struct Last {
    explicit Last(std::function<void()> act) : act(std::move(act)) {}
    ~Last() { act(); }
    std::function<void()> act;
  };
  int died = 0;
  const auto die = [&] {
    ++died;
    const HandleRef handle = Shape(++number_);
    compiler_.Compile(*handle);
    uint64_t word = 1;
    uint64_t result = 0;
    EXPECT_TRUE(Invoke(*handle, context_, &word, &result));
    compiler_.Sweep();
  };
  for (int i = 0; i < 50; ++i) {
    MutableSite site(Around([last = std::make_shared<Last>(die)] {}));
    auto typed = *site.DynamicInvoker()->As<Signature>();
    const F f = *typed.Function();
    EXPECT_EQ(f(5), 6);
    EXPECT_TRUE(site.SetTarget(Shape(1)).ok());
    EXPECT_EQ(f(5), 6);
    Storm();
  }
  compiler_.Sweep();
  EXPECT_EQ(died, 50);
}

TEST_F(MisuseTest, ThePastIsForgottenAtEveryCall) {
  // Ages are noted, and room is made, between any two calls.
  auto typed = *Shape(60000)->As<Signature>();
  const F f = *typed.Function();
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(f(i), 60000 + i);
    EXPECT_EQ(typed(i), 60000 + i);
    Storm();
  }
}

// Functions that nobody can call any more, because what they need is gone, can be let go.
TEST(FunctionsTest, OutliveTheirTableAndTheirCompiler) {
  for (const bool compiler_first : {false, true}) {
    auto compiler = std::make_unique<StubCompiler>();
    auto table = std::make_unique<HandleTable>();
    auto context = std::make_unique<InvocationContext>(*table);
    table->SetCompiler(compiler.get(), 1);
    const HandleRef negate = Function(*table, "negate", [](int64_t a) { return -a; });
    auto first = *negate->As<Signature>();
    std::optional<TypedHandle<Signature>> second(*negate->As<Signature>());
    EXPECT_EQ((*first.Function())(1), -1);
    EXPECT_EQ((*second->Function())(2), -2);
    context.reset();
    if (compiler_first) {
      table->SetCompiler(nullptr);
      compiler.reset();
      second.reset();
      table.reset();
    } else {
      table.reset();
      second.reset();
      EXPECT_EQ(compiler->statistics().functions, 1u);
      compiler.reset();
    }
  }
}

TEST_F(MisuseTest, CancelledFunctionsGiveZeroAndAnError) {
  auto typed = *Shape(7)->As<Signature>();
  const F f = *typed.Function();
  for (int i = 0; i < 3; ++i) {
    context_.Cancel();
    EXPECT_EQ(f(1), 0);
    EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kCancelled);
    EXPECT_EQ(f(1), 8);
    context_.Cancel();
    EXPECT_EQ(typed(1), 0);
    EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kCancelled);
    EXPECT_EQ(typed(1), 8);
  }
}

TEST_F(MisuseTest, SitesThatDieUnderTheirCode) {
  auto site = std::make_unique<MutableSite>(Shape(7));
  auto typed = *site->DynamicInvoker()->As<Signature>();
  const F f = *typed.Function();
  EXPECT_EQ(f(1), 8);
  const HandleRef kill = Around([&] {
    site.reset();
    Storm();
  });
  EXPECT_TRUE(site->SetTarget(kill).ok());
  EXPECT_EQ(f(1), 2);
  EXPECT_EQ(f(1), 0);
  EXPECT_EQ(context_.TakeStatus().message(), "the call site is gone");
  EXPECT_EQ(typed(1), 0);
  EXPECT_EQ(context_.TakeStatus().message(), "the call site is gone");
}

}  // namespace
}  // namespace krait::jit
