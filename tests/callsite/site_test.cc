#include "callsite/site.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class SiteTest : public KernelTest {
 protected:
  HandleRef Returns(int64_t i) { return *DropArguments(Int(i), 0, {kInt64}); }
};

struct Counter final : Dependent {
  void OnInvalidated(SwitchPoint&) override { ++told; }
  int told = 0;
};

TEST_F(SiteTest, TypedInvocation) {
  ConstantSite site(Multiply());
  EXPECT_EQ(*site.Invoke<double>(1.5, 2.0), 3.0);
  ConstantSite fails(Root());
  EXPECT_EQ(fails.Invoke<int64_t>(int64_t{-1}).status(), absl::InvalidArgumentError("negative"));
  ConstantSite notes(Note());
  EXPECT_EQ(notes.Invoke<void>(int64_t{4}), absl::OkStatus());
  EXPECT_EQ(trace_, "4 ");
}

TEST_F(SiteTest, InvokingAsAnotherTypeNamesBoth) {
  ConstantSite site(Multiply());
  EXPECT_EQ(site.Invoke<double>(1.5).status().message(),
            "a site (double, double)double was invoked as (double)double");
  EXPECT_EQ(site.Invoke<double>(int64_t{1}, 2.0).status().message(),
            "a site (double, double)double was invoked as (int64, double)double");
}

TEST_F(SiteTest, MutableSitesInstallTheNewTargetBeforeDependentsAreTold) {
  MutableSite site(Returns(1));
  struct Looker final : Dependent {
    void OnInvalidated(SwitchPoint&) override { seen = site->Target(); }
    Site* site;
    HandleRef seen;
  } looker;
  looker.site = &site;
  Dependency dependency;
  dependency.Attach(site.target_point(), looker);
  const HandleRef two = Returns(2);
  EXPECT_EQ(site.SetTarget(two), absl::OkStatus());
  EXPECT_EQ(looker.seen, two);
  EXPECT_TRUE(site.target_point().valid());
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{0}), 2);
  looker.seen = HandleRef();
}

TEST_F(SiteTest, TargetsOfAnotherTypeAreRefused) {
  MutableSite site(Returns(1));
  EXPECT_EQ(site.SetTarget(Add()).message(),
            "setTarget: the target (int64, int64)int64 differs from (int64)int64 at argument 1");
  VolatileSite other(Returns(1));
  EXPECT_FALSE(other.SetTarget(HandleRef()).ok());
  EXPECT_EQ(other.SetTarget(Returns(5)), absl::OkStatus());
  EXPECT_EQ(*other.Invoke<int64_t>(int64_t{0}), 5);
}

TEST_F(SiteTest, DynamicInvokersDoWhatTheSiteDoesThen) {
  MutableSite site(Returns(1));
  const HandleRef invoker = site.DynamicInvoker();
  EXPECT_EQ(invoker.get(), site.DynamicInvoker().get());
  const HandleRef composed = *FilterReturnValue(invoker, Negate());
  EXPECT_EQ(Run(composed, {0}), "-1");
  ASSERT_TRUE(site.SetTarget(Returns(2)).ok());
  EXPECT_EQ(Run(composed, {0}), "-2");
}

TEST_F(SiteTest, ADeadSitesInvokerFails) {
  HandleRef invoker;
  Counter counter;
  Dependency dependency;
  {
    MutableSite site(Returns(1));
    invoker = site.DynamicInvoker();
    dependency.Attach(site.target_point(), counter);
  }
  EXPECT_EQ(counter.told, 1);
  EXPECT_EQ(Run(invoker, {0}), "error: the call site is gone");
}

TEST_F(SiteTest, AFunctionMayCallItselfThroughItsSite) {
  MutableSite factorial(Returns(1));
  // n > 0 ? n * factorial(n - 1) : 1
  const HandleRef multiply =
      Function(table_, "multiply", [](int64_t a, int64_t b) { return a * b; });
  const HandleRef recurse = *FilterArguments(factorial.DynamicInvoker(), 0, {*BindTo(Add(), -1)});
  const HandleRef body = *FoldArguments(multiply, 0, recurse);
  ASSERT_TRUE(factorial.SetTarget(*GuardWithTest(IsPositive(), body, Returns(1))).ok());
  EXPECT_EQ(*factorial.Invoke<int64_t>(int64_t{10}), 3628800);
  // Without a bottom the stack's end is an error.
  ASSERT_TRUE(factorial.SetTarget(body).ok());
  EXPECT_EQ(factorial.Invoke<int64_t>(int64_t{10}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(SiteTest, ATargetMayBeReplacedWhileItRuns) {
  MutableSite site(Returns(1));
  const HandleRef replaces = Function(table_, "replaces", [&](int64_t i) {
    EXPECT_TRUE(site.SetTarget(Returns(9)).ok());
    return i;
  });
  ASSERT_TRUE(site.SetTarget(replaces).ok());
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{5}), 5);
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{5}), 9);
}

TEST_F(SiteTest, HandlesAsCallables) {
  auto multiply = Multiply()->As<double(double, double)>();
  ASSERT_TRUE(multiply.ok());
  EXPECT_EQ((*multiply)(1.5, 4.0), 6.0);
  auto add = Add()->As<Value(Value, int)>();
  ASSERT_TRUE(add.ok());
  EXPECT_EQ((*add)(Value::Int(3), 4), Value::Int(7));
  EXPECT_EQ((*add)(Value::None(), 4), Value());
  EXPECT_EQ(context_.TakeStatus().message(), "None was given where int64 is expected");
  EXPECT_FALSE(add->Call(Value::None(), 4).ok());
  EXPECT_EQ(*add->Call(Value::Int(1), 4), Value::Int(5));
  EXPECT_EQ(Add()->As<bool(int)>().status().message(),
            "asType: the call (int64)bool has not as many arguments as (int64, int64)int64");
  EXPECT_EQ(add->Function().status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(SiteTest, AHotHandleIsOfferedToTheCompilerAndItsStubTaken) {
  struct Compiler final : HandleCompiler {
    const CompiledStub* Compile(const MethodHandle& handle) override {
      ++asked;
      if (asked == 1) return nullptr;
      stub.entry = [](InvocationContext*, const void*, const uint64_t*, uint64_t* result) {
        *result = 1000;
        return true;
      };
      handle.SetStub(&stub);
      return &stub;
    }
    void HandleDied(const MethodHandle&) override { ++died; }
    absl::StatusOr<ResourceRef<CompiledFunction>> MakeFunction(const MethodHandle&,
                                                               InvocationContext&) override {
      return absl::UnimplementedError("no functions");
    }
    CompiledStub stub;
    int asked = 0;
    int died = 0;
  } compiler;
  table_.SetCompiler(&compiler, 10);
  {
    const HandleRef handle = Negate();
    for (int i = 0; i < 19; ++i) EXPECT_EQ(Run(handle, {1}), "-1");
    EXPECT_EQ(compiler.asked, 1);
    EXPECT_EQ(Run(handle, {1}), "1000");
    EXPECT_EQ(Run(handle, {1}), "1000");
    handle->SetStub(nullptr);
    EXPECT_EQ(Run(handle, {1}), "-1");
    handle->SetStub(&compiler.stub);
  }
  EXPECT_EQ(compiler.died, 1);
  table_.SetCompiler(nullptr);
}

TEST_F(SiteTest, HandlesAsStandardFunctions) {
  std::function<absl::StatusOr<double>(int)> copy;
  {
    auto root = WrapAsFunction<double(int)>(*AsType(Root(), Type(kDouble, {kInt64})));
    ASSERT_TRUE(root.ok());
    copy = *root;
  }
  EXPECT_EQ(*copy(16), 4.0);
  EXPECT_EQ(copy(-1).status().message(), "negative");
  EXPECT_EQ(context_.failed, 0u);
  auto note = WrapAsFunction<void(int)>(Note());
  ASSERT_TRUE(note.ok());
  EXPECT_TRUE((*note)(7).ok());
  EXPECT_EQ(trace_, "7 ");
  EXPECT_EQ(WrapAsFunction<double(void*)>(Root()).status().message(),
            "asType: argument 0 of the call (pointer)double does not convert to that of "
            "(int64)int64");
}

TEST_F(SiteTest, HandlesTakeTheArgumentsThatThereAre) {
  auto invoke = [](const HandleRef& handle, std::vector<TypedWord> words) {
    return InvokeWithArguments(handle, words);
  };
  EXPECT_EQ(Text(*invoke(Add(), {1, 2})), "3");
  EXPECT_EQ(Text(*invoke(Add(), {Value::Int(1), 2})), "3");
  EXPECT_EQ(Text(*invoke(Multiply(), {2, 2.5})), "5");
  EXPECT_EQ(invoke(Note(), {1})->representation, kVoid);
  EXPECT_EQ(invoke(Root(), {-1}).status().message(), "negative");
  EXPECT_EQ(invoke(Add(), {Value::None(), 2}).status().message(),
            "None was given where int64 is expected");
  EXPECT_EQ(invoke(Add(), {1}).status().message(),
            "asType: the call (int64)int64 has not as many arguments as (int64, int64)int64");
  EXPECT_EQ(invoke(HandleRef(), {}).status().message(), "invokeWithArguments: a handle is missing");
  EXPECT_EQ(invoke(Add(), {TypedWord(kVoid, 0), 1}).status().message(),
            "invokeWithArguments: no type takes these arguments");
}

}  // namespace
}  // namespace krait::callsite
