// Functions that a host holds: they follow their handle through invalidations.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "callsite/linked_site.h"
#include "callsite/linker.h"
#include "jit/handles/stub_compiler.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

double Twice(double a) { return a * 2; }
double Thrice(double a) { return a * 3; }

class FunctionTest : public StubTest {
 protected:
  using F = double (*)(double);

  F Make(const HandleRef& handle) {
    absl::StatusOr<ResourceRef<CompiledFunction>> function =
        compiler_.MakeFunction(*handle, context_);
    EXPECT_TRUE(function.ok()) << function.status();
    const auto entry = reinterpret_cast<F>(const_cast<void*>((*function)->entry()));
    functions_.emplace(entry, *std::move(function));
    return entry;
  }
  void Release(F function) { functions_.erase(function); }

  std::map<F, ResourceRef<CompiledFunction>> functions_;
  HandleRef twice_ = Fn("twice", &Twice);
  HandleRef thrice_ = Fn("thrice", &Thrice);
};

TEST_F(FunctionTest, ArePlainPointers) {
  const F f = Make(twice_);
  EXPECT_EQ(f(4), 8);
  EXPECT_EQ(compiler_.statistics().misses, 0u);
  EXPECT_EQ(compiler_.statistics().functions, 1u);
  Release(f);
  EXPECT_EQ(compiler_.statistics().functions, 0u);
}

TEST_F(FunctionTest, KeepTheirHandleAlive) {
  F f;
  {
    const auto bound = *BindTo(Fn("-", &SubtractDouble), 10.0);
    f = Make(bound);
  }
  EXPECT_EQ(f(4), 6);
  Release(f);
}

TEST_F(FunctionTest, FollowASwitchPoint) {
  const SwitchPointRef point = NewSwitchPoint();
  const auto handle = *SwitchPointGuard(point, twice_, thrice_);
  const F f = Make(handle);
  EXPECT_EQ(f(4), 8);
  SwitchPoint* points[] = {&point->point()};
  SwitchPoint::InvalidateAll(points);
  EXPECT_EQ(handle->stub(), nullptr);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(f(4), 12);
  EXPECT_NE(handle->stub(), nullptr) << "compiled again without the point";
  EXPECT_LE(compiler_.statistics().misses, 4u);
  Release(f);
}

TEST_F(FunctionTest, FollowTheTargetOfASite) {
  MutableSite site(twice_);
  const auto invoker = site.DynamicInvoker();
  const F f = Make(invoker);
  for (int round = 0; round < 50; ++round) {
    EXPECT_EQ(f(4), 8);
    ASSERT_TRUE(site.SetTarget(thrice_).ok());
    EXPECT_EQ(f(4), 12);
    ASSERT_TRUE(site.SetTarget(twice_).ok());
  }
  Release(f);
}

TEST_F(FunctionTest, FailWhenTheirSiteIsGone) {
  F f;
  {
    MutableSite site(twice_);
    f = Make(site.DynamicInvoker());
    EXPECT_EQ(f(4), 8);
  }
  EXPECT_EQ(f(4), 0);
  EXPECT_EQ(context_.failed, 1u);
  EXPECT_FALSE(context_.TakeStatus().ok());
  Release(f);
}

TEST_F(FunctionTest, AreIndependentOfEachOther) {
  const SwitchPointRef a = NewSwitchPoint();
  const SwitchPointRef b = NewSwitchPoint();
  const F f = Make(*SwitchPointGuard(a, twice_, thrice_));
  const F g = Make(*SwitchPointGuard(b, twice_, thrice_));
  a->Invalidate();
  EXPECT_EQ(f(4), 12);
  EXPECT_EQ(g(4), 8);
  EXPECT_EQ(compiler_.statistics().misses, 1u);
  Release(f);
  Release(g);
}

TEST_F(FunctionTest, MayBeReleasedWhileTheyRun) {
  F f = nullptr;
  HandleRef handle;
  const auto release = Fn("release", [&](double a) {
    Release(f);
    handle = HandleRef();
    return a + 1;
  });
  handle = *FilterReturnValue(*FilterReturnValue(twice_, release), thrice_);
  f = Make(handle);
  EXPECT_EQ(f(4), 27);
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().waiting, 0u);
}

// ---- linked sites ----

// Links "twice" for ints and for floats.
class TwiceLinker : public Linker {
 public:
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override {
    ++asked;
    GuardedInvocation link;
    link.guard = Guard::Shape(ShapeOf(request.receiver()));
    if (request.receiver().IsInt()) {
      link.handle = Function(services.table(), "int twice", [](int64_t a) { return a * 2; });
    } else if (request.receiver().IsDouble()) {
      link.handle = Function(services.table(), "float twice", &Twice);
    } else {
      return absl::InvalidArgumentError("neither int nor float");
    }
    return link;
  }
  int asked = 0;
};

TEST_F(FunctionTest, FollowTheLinksOfASite) {
  auto owned = std::make_unique<TwiceLinker>();
  TwiceLinker& asked = *owned;
  LinkerOptions options;
  options.linkers.push_back(std::move(owned));
  DynamicLinker linker(table_, std::move(options));
  LinkedSite site(linker.Descriptor("twice", "", table_.types().Generic(1)));
  auto typed = site.DynamicInvoker()->As<Value(Value)>();
  ASSERT_TRUE(typed.ok());
  const auto f = *typed->Function();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(f(Value::Int(i)), Value::Int(2 * i));
    if (i > 10) {
      EXPECT_EQ(f(Value::Double(i)), Value::Double(2 * i));
    }
  }
  EXPECT_EQ(asked.asked, 2);
  EXPECT_LE(compiler_.statistics().misses, 16u);
  EXPECT_NE(typed->handle()->stub(), nullptr);
  EXPECT_TRUE(f(Value::None()).IsEmpty());
  EXPECT_EQ(context_.TakeStatus().message(), "neither int nor float");
  EXPECT_EQ(f(Value::Int(4)), Value::Int(8));
}

// ---- firing while a stub is on the stack ----

TEST_F(FunctionTest, ASwitchPointThatFiresInsideIsSeenBehindTheCall) {
  SwitchPointRef point = NewSwitchPoint();
  bool fire = false;
  const auto firing = Fn("firing", [&](double a) {
    if (fire) point->Invalidate();
    return a;
  });
  const auto handle = *FilterReturnValue(firing, *SwitchPointGuard(point, twice_, thrice_));
  const F f = Make(handle);
  EXPECT_EQ(f(4), 8);
  EXPECT_EQ(f(4), 8);
  fire = true;
  EXPECT_EQ(f(4), 12);
  EXPECT_EQ(f(4), 12);
  EXPECT_GE(compiler_.memory().statistics().patches, 1u);
  Release(f);
}

TEST_F(FunctionTest, EveryPointOfACodeIsSeenByFramesInIt) {
  SwitchPointRef points[3];
  for (auto& point : points) point = NewSwitchPoint();
  int fire = -1;
  HandleRef handle = twice_;
  for (int i = 0; i < 3; ++i) {
    const auto firing = Fn("firing", [&, i](double a) {
      if (fire >= 0 && i >= fire) points[i]->Invalidate();
      return a;
    });
    const auto guarded = *SwitchPointGuard(points[i], twice_, thrice_);
    handle = *FilterReturnValue(*FilterReturnValue(handle, firing), guarded);
  }
  const F f = Make(handle);
  EXPECT_EQ(f(1), 16);
  fire = 1;
  // The first point stays, the second and the third fire in the same run.
  EXPECT_EQ(f(1), 36);
  EXPECT_EQ(f(1), 36);
  Release(f);
}

TEST_F(FunctionTest, ATargetThatChangesInsideIsSeenBehindTheCall) {
  MutableSite site(twice_);
  const auto changing = Fn("changing", [&](double a) {
    const HandleRef next = a > 100 ? thrice_ : twice_;
    EXPECT_TRUE(site.SetTarget(next).ok());
    return a;
  });
  const auto handle = *FilterReturnValue(changing, site.DynamicInvoker());
  const F f = Make(handle);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(f(1), 2);
    EXPECT_EQ(f(200), 600);
  }
  Release(f);
}

TEST_F(FunctionTest, ALoopSeesAPointThatFiresInIt) {
  const SwitchPointRef point = NewSwitchPoint();
  const auto body = Fn("body", [&](double v, int64_t i) {
    if (i == 5) point->Invalidate();
    return v + 1;
  });
  const auto plus = Fn("+100", [](double v) { return v + 100; });
  const auto step =
      *FilterReturnValue(body, *SwitchPointGuard(point, Identity(table_, kDouble), plus));
  const auto n = Fn("n", [](double a) { return static_cast<int64_t>(a); });
  const auto loop = *CountedLoop(n, HandleRef(), step);
  const F f = Make(loop);
  EXPECT_EQ(f(10), 10 + 5 * 100);
  EXPECT_EQ(f(10), 10 + 10 * 100);
  Release(f);
}

TEST_F(FunctionTest, RecursionThroughASite) {
  // f(n) = n < 1 ? 0 : n + f(n - 1)
  const auto add = Fn("+", &AddDouble);
  MutableSite site(Identity(table_, kDouble));
  const auto minus_one = *InsertArguments(Fn("-", &SubtractDouble), 1, {1.0});
  const auto rest = *FilterReturnValue(minus_one, site.DynamicInvoker());
  const auto sum = *FoldArguments(add, 0, rest);
  const auto below = *InsertArguments(Fn("<", &LessDouble), 1, {1.0});
  const auto zero = *DropArguments(ConstantWord(table_, 0.0), 0, {kDouble});
  ASSERT_TRUE(site.SetTarget(*GuardWithTest(below, zero, sum)).ok());
  const F f = Make(site.DynamicInvoker());
  EXPECT_EQ(f(10), 55);
  EXPECT_EQ(f(100), 5050);
  EXPECT_EQ(f(1e7), 0);
  EXPECT_EQ(context_.failed, 1u);
  EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(f(10), 55);
  Release(f);
}

// ---- storms ----

TEST_F(FunctionTest, RelinkStormsLeaveMemoryFlat) {
  MutableSite site(twice_);
  const F f = Make(site.DynamicInvoker());
  const auto subtract = Fn("-", &SubtractDouble);
  size_t live = 0;
  for (int i = 0; i < 100000; ++i) {
    ASSERT_TRUE(site.SetTarget(*BindTo(subtract, static_cast<double>(i))).ok());
    for (int k = 0; k <= i % 5; ++k) ASSERT_EQ(f(1), i - 1);
    if (i == 1000) live = compiler_.memory().statistics().live_bytes;
  }
  EXPECT_EQ(compiler_.memory().statistics().live_bytes, live);
  compiler_.Sweep();
  EXPECT_LE(compiler_.statistics().units, 2u);
  Release(f);
}

TEST_F(FunctionTest, StormsOfPointsInCodeLeaveMemoryFlat) {
  size_t live = 0;
  for (int i = 0; i < 3000; ++i) {
    const SwitchPointRef point = NewSwitchPoint();
    const auto pass = Fn("pass", &Twice);
    const auto handle = *FilterReturnValue(pass, *SwitchPointGuard(point, twice_, thrice_));
    const F f = Make(handle);
    ASSERT_EQ(f(1), 4);
    point->Invalidate();
    ASSERT_EQ(f(1), 6);
    ASSERT_EQ(f(1), 6);
    ASSERT_EQ(f(1), 6);
    Release(f);
    if (i == 100) live = compiler_.memory().statistics().live_bytes;
  }
  compiler_.Sweep();
  EXPECT_LE(compiler_.memory().statistics().live_bytes, live);
}

TEST_F(FunctionTest, HandlesAndFunctionsByTheThousandLeaveNothing) {
  const size_t handles = table_.size();
  for (int i = 0; i < 20000; ++i) {
    const auto handle = *BindTo(Fn("-", &SubtractDouble), static_cast<double>(i));
    const F f = Make(handle);
    ASSERT_EQ(f(1), i - 1);
    Release(f);
  }
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().units, 0u);
  EXPECT_LE(table_.size(), handles + 2);
}

TEST_F(FunctionTest, TenThousandPointsInABatch) {
  std::vector<SwitchPointRef> points;
  std::vector<SwitchPoint*> batch;
  std::vector<F> functions;
  for (int i = 0; i < 10000; ++i) {
    points.push_back(NewSwitchPoint());
    batch.push_back(&points.back()->point());
    functions.push_back(Make(*SwitchPointGuard(points.back(), twice_, thrice_)));
  }
  for (const F f : functions) ASSERT_EQ(f(1), 2);
  SwitchPoint::InvalidateAll(batch);
  for (const F f : functions) ASSERT_EQ(f(1), 3);
  for (const F f : functions) Release(f);
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().units, 0u);
}

TEST_F(FunctionTest, GoOnWhenTheTableTakesItsCompilerBack) {
  auto typed = *twice_->As<double(double)>();
  const F f = *typed.Function();
  EXPECT_EQ(f(4), 8);
  table_.SetCompiler(nullptr);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(f(4), 8);
  EXPECT_EQ(twice_->stub(), nullptr);
  EXPECT_EQ(*typed.Function(), f);
  EXPECT_FALSE(twice_->As<double(double)>()->Function().ok());
  table_.SetCompiler(&compiler_, kNever);
  EXPECT_EQ(f(4), 8);
  EXPECT_NE(twice_->stub(), nullptr);
  EXPECT_EQ(compiler_.statistics().functions, 1u);
  {
    const auto dies_without = std::move(typed);
    table_.SetCompiler(nullptr);
  }
  EXPECT_EQ(compiler_.statistics().functions, 0u);
  table_.SetCompiler(&compiler_, kNever);
}

TEST_F(FunctionTest, AreMadeAnewWhenTheirCompilerIsGone) {
  auto typed = *twice_->As<double(double)>();
  auto idle = *thrice_->As<double(double)>();
  {
    StubCompiler other;
    table_.SetCompiler(&other, kNever);
    EXPECT_EQ((*typed.Function())(4), 8);
    EXPECT_EQ((*idle.Function())(4), 12);
    table_.SetCompiler(&compiler_, kNever);
    // The old function works as long as the old compiler lives.
    EXPECT_EQ((*typed.Function())(5), 10);
    EXPECT_EQ(other.statistics().functions, 2u);
  }
  EXPECT_EQ(compiler_.statistics().functions, 0u);
  EXPECT_EQ((*typed.Function())(6), 12);
  EXPECT_EQ(compiler_.statistics().functions, 1u);
}

TEST_F(FunctionTest, ThatHoldOneAnotherGoWithTheirCompiler) {
  auto other = std::make_unique<StubCompiler>();
  table_.SetCompiler(other.get(), kNever);
  auto inner = std::make_shared<TypedHandle<double(double)>>(*twice_->As<double(double)>());
  const F f = *inner->Function();
  auto outer = *Fn("outer", [inner, f](double a) { return f(a) + 1; })->As<double(double)>();
  inner.reset();
  EXPECT_EQ((*outer.Function())(4), 9);
  table_.SetCompiler(&compiler_, kNever);
  EXPECT_EQ(outer(4), 9);
  other.reset();
}

// What another thread posted falls at the entry, and so before the code is chosen.
TEST_F(FunctionTest, TypedHandlesSeeWhatFallsAtTheirOwnSafepoint) {
  for (int round = 0; round < 3; ++round) {
    const SwitchPointRef point = NewSwitchPoint();
    auto typed = *(*SwitchPointGuard(point, twice_, thrice_))->As<double(double)>();
    const F f = *typed.Function();
    ASSERT_NE(compiler_.Compile(*typed.handle()), nullptr);
    EXPECT_EQ(typed(4), 8);
    context_.queue().Post(point);
    EXPECT_EQ(round == 0 ? typed(4) : round == 1 ? f(4) : *typed.Call(4), 12);
  }
}

TEST_F(FunctionTest, WithoutCodeMemoryHandlesAreEvaluated) {
  CodeMemoryOptions options;
  options.open = +[] { return -1; };
  StubCompiler none(options);
  table_.SetCompiler(&none, 1);
  uint64_t argument = std::bit_cast<uint64_t>(4.0);
  uint64_t result = 0;
  EXPECT_TRUE(Invoke(*twice_, context_, &argument, &result));
  EXPECT_EQ(std::bit_cast<double>(result), 8);
  EXPECT_EQ(none.MakeFunction(*twice_, context_).status().code(), absl::StatusCode::kUnavailable);
  table_.SetCompiler(&compiler_, kNever);
}

}  // namespace
}  // namespace krait::jit
