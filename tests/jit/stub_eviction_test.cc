// The cap of the code memory: code that was not used for long makes room, and recursion ends.
#include <cstdint>
#include <functional>
#include <vector>

#include "jit/handles/stub_compiler.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

class EvictionTest : public testing::Test {
 protected:
  static constexpr size_t kCap = size_t{64} << 10;

  EvictionTest() { table_.SetCompiler(&compiler_, 1u << 30); }
  ~EvictionTest() override { table_.SetCompiler(nullptr, 1); }

  // A handle of a shape of its own for each number: a + number, by instructions in the order of
  // the number's bits.
  HandleRef Shape(int number) {
    const HandleRef add = Function(table_, "+", &AddInt64);
    const HandleRef subtract = Function(table_, "-", &SubtractInt64);
    HandleRef handle = Identity(table_, kInt64);
    for (int bit = 0; bit < 16; ++bit) {
      const int64_t part = int64_t{1} << bit;
      const bool plus = (number >> bit & 1) != 0;
      handle = *FilterReturnValue(
          handle, *InsertArguments(plus ? add : subtract, 1, {plus ? part : int64_t{0}}));
    }
    return handle;
  }
  int64_t Call(const HandleRef& handle, int64_t a) {
    uint64_t word = static_cast<uint64_t>(a);
    uint64_t result = 0;
    EXPECT_TRUE(Invoke(*handle, context_, &word, &result));
    return static_cast<int64_t>(result);
  }
  int64_t CompileAndCall(const HandleRef& handle, int64_t a) {
    EXPECT_NE(compiler_.Compile(*handle), nullptr);
    return Call(handle, a);
  }

  StubCompiler compiler_{{.cap_bytes = kCap}};
  HandleTable table_;
  InvocationContext context_{table_};
};

TEST_F(EvictionTest, ColdCodeMakesRoom) {
  std::vector<HandleRef> handles;
  for (int i = 0; i < 3000; ++i) {
    handles.push_back(Shape(i));
    ASSERT_EQ(CompileAndCall(handles.back(), 7), 7 + i);
  }
  const StubStatistics statistics = compiler_.statistics();
  EXPECT_EQ(statistics.failures, 0u);
  EXPECT_EQ(statistics.assemblies, 3000u);
  EXPECT_GT(statistics.evictions, 1000u);
  EXPECT_LE(compiler_.memory().statistics().committed_bytes, kCap);
  // Those without code are evaluated, and compiled again when they are hot.
  int with_code = 0;
  for (size_t i = 0; i < handles.size(); ++i) {
    with_code += handles[i]->stub() != nullptr ? 1 : 0;
    ASSERT_EQ(Call(handles[i], 1), 1 + static_cast<int64_t>(i));
  }
  EXPECT_GT(with_code, 50);
  EXPECT_EQ(static_cast<size_t>(with_code), statistics.units);
  EXPECT_EQ(handles[0]->stub(), nullptr);
  EXPECT_EQ(CompileAndCall(handles[0], 5), 5);
}

TEST_F(EvictionTest, WhatIsUsedStays) {
  const HandleRef hot = Shape(60000);
  ASSERT_EQ(CompileAndCall(hot, 1), 60001);
  for (int i = 0; i < 3000; ++i) {
    ASSERT_EQ(CompileAndCall(Shape(i), 7), 7 + i);
    ASSERT_EQ(Call(hot, 2), 60002);
    ASSERT_NE(hot->stub(), nullptr) << i;
  }
  EXPECT_GT(compiler_.statistics().evictions + compiler_.memory().statistics().frees, 1000u);
}

TEST_F(EvictionTest, FunctionsThatAreUsedStay) {
  auto used = *Shape(60000)->As<int64_t(int64_t)>();
  auto idle = *Shape(60001)->As<int64_t(int64_t)>();
  const auto hot = *used.Function();
  const auto cold = *idle.Function();
  std::vector<HandleRef> others;
  for (int i = 0; i < 3000; ++i) {
    others.push_back(Shape(i));
    ASSERT_EQ(CompileAndCall(others.back(), 7), 7 + i);
    ASSERT_EQ(hot(2), 60002);
    ASSERT_NE(used.handle()->stub(), nullptr) << i;
  }
  EXPECT_EQ(compiler_.statistics().misses, 0u);
  EXPECT_EQ(idle.handle()->stub(), nullptr);
  EXPECT_EQ(cold(2), 60003);
}

// Entered by registers, code is seen to be used as well.
TEST_F(EvictionTest, TypedHandlesThatAreUsedStay) {
  const auto used = *Shape(60000)->As<int64_t(int64_t)>();
  ASSERT_NE(compiler_.Compile(*used.handle()), nullptr);
  std::vector<HandleRef> others;
  for (int i = 0; i < 3000; ++i) {
    others.push_back(Shape(i));
    ASSERT_EQ(CompileAndCall(others.back(), 7), 7 + i);
    ASSERT_EQ(used(2), 60002);
    ASSERT_NE(used.handle()->stub(), nullptr) << i;
  }
}

TEST_F(EvictionTest, TheOldestGoFirst) {
  std::vector<HandleRef> handles;
  while (compiler_.statistics().evictions == 0) {
    handles.push_back(Shape(static_cast<int>(handles.size())));
    CompileAndCall(handles.back(), 1);
  }
  // Whole epochs went: those in front, and none of the last one.
  size_t first = 0;
  while (first < handles.size() && handles[first]->stub() == nullptr) ++first;
  EXPECT_GT(first, 0u);
  for (size_t i = first; i < handles.size(); ++i) EXPECT_NE(handles[i]->stub(), nullptr) << i;
}

TEST_F(EvictionTest, CodeWithAFrameStays) {
  int number = 0;
  const HandleRef storm = Function(table_, "storm", [&](int64_t a) {
    std::vector<HandleRef> handles;
    for (int i = 0; i < 1000; ++i) {
      handles.push_back(Shape(++number));
      EXPECT_EQ(CompileAndCall(handles.back(), 1), 1 + number);
    }
    return a + 1;
  });
  // Not in tail position: what runs has a frame.
  const HandleRef same = *InsertArguments(Function(table_, "+", &AddInt64), 1, {int64_t{0}});
  const HandleRef twice = *FilterReturnValue(*FilterReturnValue(storm, storm), same);
  EXPECT_EQ(CompileAndCall(twice, 5), 7);
  EXPECT_GT(compiler_.statistics().evictions, 300u);
  EXPECT_NE(twice->stub(), nullptr);
}

TEST_F(EvictionTest, FunctionsGoOn) {
  using F = int64_t (*)(int64_t);
  std::vector<TypedHandle<int64_t(int64_t)>> typed;
  std::vector<F> functions;
  for (int i = 0; i < 300; ++i) {
    typed.push_back(*Shape(i)->As<int64_t(int64_t)>());
    functions.push_back(*typed.back().Function());
  }
  std::vector<HandleRef> others;
  for (int i = 1000; i < 3000; ++i) {
    others.push_back(Shape(i));
    ASSERT_EQ(CompileAndCall(others.back(), 1), 1 + i);
  }
  EXPECT_GT(compiler_.statistics().evictions, 0u);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 300; ++i) ASSERT_EQ(functions[static_cast<size_t>(i)](round), round + i);
  }
  EXPECT_GT(compiler_.statistics().misses, 0u);
}

TEST_F(EvictionTest, WhatTypesNeedComesAndGoes) {
  // Each number is a list of parameters; the code of a type serves its handles while they are.
  for (int number = 0; number < 2000; ++number) {
    std::vector<Parameter> parameters{kInt64};
    for (int bit = 0; bit < 11; ++bit) {
      parameters.push_back((number >> bit & 1) != 0 ? kDouble : kInt64);
    }
    const MethodType* type = table_.types().Get(kInt64, parameters);
    const HandleRef handle = *PermuteArguments(Identity(table_, kInt64), type, {0});
    ASSERT_NE(compiler_.Compile(*handle), nullptr) << number;
    std::vector<uint64_t> words(12, 5);
    uint64_t result = 0;
    ASSERT_TRUE(Invoke(*handle, context_, words.data(), &result));
    ASSERT_EQ(result, 5u);
  }
  EXPECT_EQ(compiler_.statistics().failures, 0u);
  EXPECT_LE(compiler_.memory().statistics().committed_bytes, kCap);
}

TEST_F(EvictionTest, WithoutAnyRoomHandlesAreEvaluated) {
  StubCompiler tiny({.cap_bytes = 64});
  table_.SetCompiler(&tiny, 1u << 30);
  const HandleRef handle = Shape(9);
  EXPECT_EQ(tiny.Compile(*handle), nullptr);
  EXPECT_EQ(Call(handle, 1), 10);
  table_.SetCompiler(&compiler_, 1u << 30);
}

// ---- recursion of functions of the host ----

class RecursionTest : public testing::TestWithParam<bool> {
 protected:
  RecursionTest() { table_.SetCompiler(&compiler_, GetParam() ? 1 : 1u << 30); }
  ~RecursionTest() override { table_.SetCompiler(nullptr, 1); }

  void ExpectExhausted() {
    EXPECT_EQ(context_.failed, 1u);
    EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kResourceExhausted);
    EXPECT_GT(deepest_, 100);
    deepest_ = 0;
  }

  StubCompiler compiler_;
  HandleTable table_;
  InvocationContext context_{table_};
  int64_t deepest_ = 0;
};

TEST_P(RecursionTest, ThroughATypedHandle) {
  std::function<int64_t(int64_t)> again;
  const HandleRef leaf = Function(table_, "leaf", [&](int64_t depth) {
    deepest_ = std::max(deepest_, depth);
    return again(depth + 1) + 1;
  });
  auto typed = *leaf->As<int64_t(int64_t)>();
  again = [&](int64_t depth) { return typed(depth); };
  typed(0);
  ExpectExhausted();
  // Inside of a graph the error ends it, whatever stands behind.
  int behind = 0;
  const HandleRef note = Function(table_, "note", [&](int64_t a) { return ++behind, a; });
  auto longer = *(*FilterReturnValue(leaf, note))->As<int64_t(int64_t)>();
  again = [&](int64_t depth) { return longer(depth); };
  longer(0);
  ExpectExhausted();
  EXPECT_EQ(behind, 0);
}

TEST_P(RecursionTest, ThroughAFunctionPointer) {
  std::function<int64_t(int64_t)> again;
  const HandleRef leaf = Function(table_, "leaf", [&](int64_t depth) {
    deepest_ = std::max(deepest_, depth);
    return again(depth + 1) + 1;
  });
  auto typed = *leaf->As<int64_t(int64_t)>();
  const auto function = *typed.Function();
  again = function;
  EXPECT_NE(typed.handle()->stub(), nullptr);
  function(0);
  ExpectExhausted();
}

TEST_P(RecursionTest, ThroughASite) {
  MutableSite* self = nullptr;
  const HandleRef leaf = Function(table_, "leaf", [&](int64_t depth) -> int64_t {
    deepest_ = std::max(deepest_, depth);
    const absl::StatusOr<int64_t> result = self->Invoke<int64_t>(depth + 1);
    if (!result.ok()) context_.Fail(result.status());
    return 1;
  });
  MutableSite site(leaf);
  self = &site;
  const absl::StatusOr<int64_t> result = site.Invoke<int64_t>(0);
  EXPECT_EQ(result.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_GT(deepest_, 100);
}

TEST_P(RecursionTest, ThroughAnInvoker) {
  // f(g, depth) = g(g, depth), by a leaf in between.
  const auto* type = table_.types().Get(kInt64, {kPointer, kInt64});
  const HandleRef invoker = *ExactInvoker(table_, type);
  const HandleRef deeper = Function(table_, "deeper", [&](int64_t depth) {
    deepest_ = std::max(deepest_, depth);
    return depth + 1;
  });
  const HandleRef counted =
      *FilterArguments(*PermuteArguments(invoker, type, {0, 0, 1}), 1, {deeper});
  uint64_t words[] = {reinterpret_cast<uint64_t>(counted.get()), 0};
  uint64_t result = 0;
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(Invoke(*counted, context_, words, &result));
    ExpectExhausted();
  }
}

INSTANTIATE_TEST_SUITE_P(EvaluatedAndCompiled, RecursionTest, testing::Bool());

}  // namespace
}  // namespace krait::jit
