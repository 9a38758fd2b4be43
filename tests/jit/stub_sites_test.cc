// Compiled code that inlines what linked sites and lazy constants lead to, while that changes.
#include "callsite/lazy_constant.h"
#include "callsite/linked_site.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

class StubSitesTest : public StubTest {
 protected:
  StubSitesTest() { table_.SetCompiler(&compiler_, 20); }
};

TEST_F(StubSitesTest, ACompiledLinkMayRefuseAndIsReplaced) {
  int links = 0;
  DynamicLinker linker(table_, LinkerOptions([&](const LinkRequest& request, LinkerServices&) {
                         ++links;
                         if (static_cast<int64_t>(request.arguments()[0]) > 100) {
                           return GuardedInvocation{
                               Guard::Always(), Fn("large", [](int64_t i) { return i * 1000; })};
                         }
                         GuardedInvocation link{
                             Guard::Always(), Fn("small", [](int64_t i) -> absl::StatusOr<int64_t> {
                               if (i > 100) return absl::OutOfRangeError("large");
                               return i + 1;
                             })};
                         link.refusal = static_cast<int32_t>(absl::StatusCode::kOutOfRange);
                         return link;
                       }));
  LinkedSite site(linker.Descriptor("f", "", Type(kInt64, {kInt64})));
  const HandleRef twice =
      *FilterReturnValue(site.DynamicInvoker(), Fn("double", [](int64_t i) { return i * 2; }));
  auto f = *twice->As<int64_t(int64_t)>();
  for (int64_t i = 0; i < 100; ++i) ASSERT_EQ(f(i), (i + 1) * 2);
  ASSERT_NE(twice->stub(), nullptr);
  EXPECT_EQ(links, 1);
  EXPECT_EQ(f(101), 202000);
  EXPECT_EQ(context_.failed, 0u);
  for (int64_t i = 0; i < 100; ++i) ASSERT_EQ(f(i), i * 2000);
  EXPECT_EQ(links, 2);
}

TEST_F(StubSitesTest, LazyConstantsAreComputedOnceInCompiledCode) {
  int computed = 0;
  const auto constant = *LazyConstant::New(Fn("compute", [&]() -> absl::StatusOr<int64_t> {
    if (++computed < 50) return absl::UnavailableError("not yet");
    return 40;
  }));
  const HandleRef sum = *CollectArguments(Fn("add", [](int64_t a, int64_t b) { return a + b; }), 1,
                                          constant->handle());
  auto f = *sum->As<int64_t(int64_t)>();
  for (int64_t i = 1; i < 50; ++i) {
    EXPECT_EQ(f.Call(i).status().message(), "not yet");
    ASSERT_EQ(computed, i);
  }
  for (int64_t i = 0; i < 100; ++i) ASSERT_EQ(f(i), i + 40);
  EXPECT_EQ(computed, 50);
}

TEST_F(StubSitesTest, ARelinkStormUnderCompiledCode) {
  int64_t answer = 0;
  SwitchPointRef point = NewSwitchPoint();
  DynamicLinker linker(table_, LinkerOptions([&](const LinkRequest&, LinkerServices&) {
                         GuardedInvocation link{Guard::Always(), ConstantWord(table_, answer)};
                         return link.AddSwitchPoint(point);
                       }));
  LinkedSite site(linker.Descriptor("get", "", Type(kInt64, {})));
  auto f = *site.DynamicInvoker()->As<int64_t()>();
  for (; answer < 2000; ++answer) {
    std::exchange(point, NewSwitchPoint())->Invalidate();
    for (int k = 0; k < 25; ++k) ASSERT_EQ(f(), answer);
  }
}

}  // namespace
}  // namespace krait::jit
