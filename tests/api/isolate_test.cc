// The embedding API as a host uses it.
#include "krait/isolate.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "krait/object.h"

namespace krait {
namespace {

std::unique_ptr<Isolate> NewIsolate(const IsolateOptions& options = {}) {
  absl::StatusOr<std::unique_ptr<Isolate>> isolate = Isolate::Create(options);
  EXPECT_TRUE(isolate.ok()) << isolate.status();
  return isolate.ok() ? *std::move(isolate) : nullptr;
}

TEST(IsolateTest, RunsSourceInOneNamespace) {
  auto isolate = NewIsolate();
  ASSERT_TRUE(isolate->Run("x = 40").ok());
  ASSERT_TRUE(isolate->Run("x += 2").ok());
  EXPECT_EQ(*isolate->Get<int64_t>("x"), 42);
  EXPECT_EQ(*isolate->Evaluate("x * 2")->As<int64_t>(), 84);
}

TEST(IsolateTest, ValuesGoBothWays) {
  auto isolate = NewIsolate();
  ASSERT_TRUE(isolate->Set("i", int64_t{-7}).ok());
  ASSERT_TRUE(isolate->Set("u", std::numeric_limits<uint8_t>::max()).ok());
  ASSERT_TRUE(isolate->Set("d", 0.5).ok());
  ASSERT_TRUE(isolate->Set("b", true).ok());
  ASSERT_TRUE(isolate->Set("s", std::string("gr\xC3\xBC\xC3\x9F")).ok());
  ASSERT_TRUE(isolate->Set("v", std::vector<std::vector<int>>{{1, 2}, {}}).ok());
  EXPECT_EQ(*isolate->Evaluate("(i, u, d, b, s, v)")->Repr(),
            "(-7, 255, 0.5, True, 'gr\xC3\xBC\xC3\x9F', [[1, 2], []])");
  EXPECT_EQ(*isolate->Get<std::string>("s"), "gr\xC3\xBC\xC3\x9F");
  EXPECT_EQ(*isolate->Get<bool>("b"), true);
  EXPECT_EQ(isolate->Get<std::vector<std::vector<int>>>("v")->at(0), (std::vector<int>{1, 2}));
  EXPECT_EQ(*isolate->Evaluate("range(3)")->As<std::vector<int>>(), (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(isolate->None().IsNone());
}

TEST(IsolateTest, ForeignNaNsAreNaNs) {
  auto isolate = NewIsolate();
  for (const uint64_t bits :
       {0xFFFFFFFFFFFFFFFFu, 0x7FFFFFFFFFFFFFFFu, 0xFFFC000000000000u, 0x7FF0000000000001u}) {
    double d;
    std::memcpy(&d, &bits, sizeof d);
    ASSERT_TRUE(isolate->Set("d", d).ok());
    EXPECT_EQ(*isolate->Evaluate("str([d, -d, type(d).__name__, d != d])")->As<std::string>(),
              "[nan, nan, 'float', True]");
    EXPECT_TRUE(std::isnan(*isolate->Get<double>("d")));
  }
}

TEST(IsolateTest, WrongConversionsSaySo) {
  auto isolate = NewIsolate();
  ASSERT_TRUE(isolate->Run("big = 1 << 80; s = 'x'; n = 300").ok());
  EXPECT_EQ(isolate->Get<int64_t>("big").status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(isolate->Get<int8_t>("n").status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(isolate->Get<int64_t>("s").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(isolate->Get<std::string>("n").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(isolate->Get<std::vector<int>>("n").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(isolate->Get("absent").status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(Object().As<int>().ok());
}

TEST(IsolateTest, ErrorsCarryTheTraceback) {
  auto isolate = NewIsolate();
  absl::Status s = isolate->Run("def f(x):\n    return 1 / x\n\nf(0)\n", "shop.py");
  EXPECT_EQ(s.code(), absl::StatusCode::kUnknown);
  EXPECT_EQ(s.message(), "ZeroDivisionError: division by zero");
  const std::string traceback = TracebackOf(s);
  EXPECT_NE(traceback.find("File \"shop.py\", line 4, in <module>"), std::string::npos)
      << traceback;
  EXPECT_NE(traceback.find("File \"shop.py\", line 2, in f"), std::string::npos) << traceback;
  s = isolate->Run("x = (", "broken.py");
  EXPECT_EQ(s.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(s.message().find("SyntaxError: '(' was never closed"), std::string::npos) << s;
  EXPECT_EQ(TracebackOf(absl::InternalError("the host's own")), "");
  EXPECT_TRUE(isolate->Run("x = 1").ok()) << "an error must not spoil what comes after";
}

TEST(IsolateTest, FilesThatCannotBeReadAreNamed) {
  auto isolate = NewIsolate();
  const absl::Status s = isolate->RunFile("/no/such/file.py");
  EXPECT_EQ(s.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(s.message().find("/no/such/file.py"), std::string::npos) << s;
}

TEST(IsolateTest, CallsScriptFunctions) {
  auto isolate = NewIsolate();
  ASSERT_TRUE(isolate->Run("def f(a, b='-', *rest): return f'{a}{b}{len(rest)}'").ok());
  EXPECT_EQ(*isolate->Call<std::string>("f", 1), "1-0");
  EXPECT_EQ(*isolate->Call<std::string>("f", 1, "x", 2.0, true), "1x2");
  absl::StatusOr<Object> f = isolate->Get("f");
  EXPECT_EQ(*isolate->Call<std::string>(*f, "y"), "y-0");
  const absl::Status none = isolate->Call("f").status();
  EXPECT_EQ(none.message(), "TypeError: f() missing 1 required positional argument: 'a'");
  EXPECT_FALSE(isolate->Call<int64_t>("f", 1).ok()) << "the result is no int";
}

TEST(IsolateTest, ScriptsCallTheHost) {
  auto isolate = NewIsolate();
  int calls = 0;
  ASSERT_TRUE(
      isolate->Define("count", [&calls](int64_t by) { calls += static_cast<int>(by); }).ok());
  ASSERT_TRUE(isolate
                  ->Define("join",
                           [](const std::vector<std::string>& parts, bool up) {
                             std::string text;
                             for (const std::string& part : parts) text += part;
                             return up ? text + "!" : text;
                           })
                  .ok());
  ASSERT_TRUE(isolate
                  ->Define("refuse",
                           [](double) -> absl::StatusOr<double> {
                             return absl::NotFoundError("nothing there");
                           })
                  .ok());
  ASSERT_TRUE(isolate->Run("count(2); count(3); j = join(['a', 'b'], True)").ok());
  EXPECT_EQ(calls, 5);
  EXPECT_EQ(*isolate->Get<std::string>("j"), "ab!");
  ASSERT_TRUE(isolate->Run("try: refuse(1)\nexcept LookupError as e: text = str(e)").ok());
  EXPECT_EQ(*isolate->Get<std::string>("text"), "nothing there");
  EXPECT_EQ(isolate->Run("count('x')").message().substr(0, 9), "TypeError");
  EXPECT_EQ(isolate->Run("count()").message().substr(0, 9), "TypeError");
  EXPECT_EQ(isolate->Run("count(1, 2)").message().substr(0, 9), "TypeError");
}

TEST(IsolateTest, HostFunctionsMayCallBack) {
  auto isolate = NewIsolate();
  Isolate* inner = isolate.get();
  ASSERT_TRUE(
      isolate->Define("again", [inner](int64_t n) { return inner->Call<int64_t>("f", n); }).ok());
  ASSERT_TRUE(isolate->Run("def f(n): return 0 if n == 0 else 1 + again(n - 1)").ok());
  EXPECT_EQ(*isolate->Call<int64_t>("f", 50), 50);
  const absl::Status deep = isolate->Call<int64_t>("f", 100'000).status();
  EXPECT_NE(deep.message().find("RecursionError"), std::string::npos) << deep;
  EXPECT_EQ(*isolate->Call<int64_t>("f", 3), 3);
}

TEST(IsolateTest, ObjectsOutliveTheirIsolateHarmlessly) {
  auto isolate = NewIsolate();
  absl::StatusOr<Object> list = isolate->Evaluate("[1, 2]");
  EXPECT_EQ(list->TypeName(), "list");
  isolate.reset();
  EXPECT_EQ(list->As<std::vector<int>>().status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(list->TypeName(), "");
  EXPECT_FALSE(list->Repr().ok());
}

TEST(IsolateTest, ObjectsKeepTheirValuesAlive) {
  auto isolate = NewIsolate({.stress_gc = true});
  std::vector<Object> held;
  for (int i = 0; i < 20; ++i)
    held.push_back(*isolate->Evaluate("['item', " + std::to_string(i) + "]"));
  ASSERT_TRUE(isolate->Run("import gc; gc.collect()").ok());
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(*held[static_cast<size_t>(i)].Repr(), "['item', " + std::to_string(i) + "]");
  }
}

constexpr char kHoarder[] = R"(
def hoard():
    kept = []
    while True: kept.append([1] * 10)
def big(): return [0] * (10 ** 9)
def swallow():
    kept = None
    while True:
        try:
            while True: kept = (kept, 1, 2)
        except MemoryError:
            pass
)";

TEST(IsolateTest, MemoryLimitIsAnErrorAndTheIsolateStaysUsable) {
  constexpr size_t kLimit = 24 << 20;
  auto isolate = NewIsolate({.memory_limit = kLimit});
  ASSERT_TRUE(isolate->Run(kHoarder).ok());
  for (const char* greedy : {"hoard", "big", "swallow", "hoard", "swallow"}) {
    const absl::Status s = isolate->Call(greedy).status();
    EXPECT_EQ(s.code(), absl::StatusCode::kResourceExhausted) << greedy << ": " << s;
    EXPECT_LT(isolate->used_bytes(), kLimit * 3 / 2) << greedy;
    EXPECT_EQ(*isolate->Evaluate("sum(range(100_000))")->As<int64_t>(), 4999950000) << greedy;
  }
  EXPECT_TRUE(isolate->Run("try: big()\nexcept MemoryError: caught = True").ok());
  EXPECT_TRUE(*isolate->Get<bool>("caught"));
  EXPECT_EQ(Isolate::Create({.memory_limit = 100'000}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(IsolateTest, RecursionLimitIsTheHosts) {
  auto isolate = NewIsolate({.recursion_limit = 60});
  ASSERT_TRUE(isolate->Run("def f(n): return 0 if n == 0 else f(n - 1)").ok());
  EXPECT_TRUE(isolate->Call("f", 40).ok());
  EXPECT_FALSE(isolate->Call("f", 100).ok());
}

TEST(IsolateTest, ArgumentsAndSearchPath) {
  auto isolate = NewIsolate({.argv = {"prog", "x"}, .path = {"/some/folder"}});
  ASSERT_TRUE(isolate->Run("import sys").ok());
  EXPECT_EQ(*isolate->Evaluate("sys.argv")->Repr(), "['prog', 'x']");
  EXPECT_EQ(*isolate->Evaluate("sys.path[0]")->As<std::string>(), "/some/folder");
}

TEST(IsolateTest, IsolatesAreWorldsOfTheirOwn) {
  auto a = NewIsolate(), b = NewIsolate();
  ASSERT_TRUE(a->Run("import builtins; builtins.len = lambda x: -1").ok());
  EXPECT_EQ(*a->Evaluate("len('abc')")->As<int>(), -1);
  EXPECT_EQ(*b->Evaluate("len('abc')")->As<int>(), 3);
}

TEST(IsolateTest, ObjectsOfOtherIsolatesAreRefused) {
  auto a = NewIsolate(), b = NewIsolate();
  const Object foreign = *b->Evaluate("[1]");
  ASSERT_TRUE(a->Run("def f(x): return x").ok());
  EXPECT_EQ(a->Set("x", foreign).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(a->Call("f", foreign).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(a->Call(*b->Evaluate("len"), "x").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(a->Set("x", std::vector<Object>{foreign}).code(), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(a->Define("give", [foreign]() { return foreign; }).ok());
  EXPECT_EQ(a->Run("give()").message().substr(0, 12), "RuntimeError");
}

TEST(IsolateTest, IsolatesRunOnThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::string> results(4);
  for (size_t t = 0; t < results.size(); ++t) {
    threads.emplace_back([t, &results] {
      auto isolate = NewIsolate();
      const absl::Status s = isolate->Run(
          "import collections, random\n"
          "class C:\n"
          "    def __init__(self, n): self.n = n\n"
          "total = 0\n"
          "for i in range(20_000): total += C(i).n + len(str(i))\n"
          "words = collections.Counter(str(i % 7) for i in range(1000)).most_common(1)[0]\n");
      results[t] = s.ok() ? *isolate->Evaluate("(total, words)")->Repr() : std::string(s.message());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_EQ(result, "(200078890, ('0', 143))");
}

}  // namespace
}  // namespace krait
