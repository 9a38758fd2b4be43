// A handle table with a compiler, and the comparison of stubs with the evaluator.
#ifndef KRAIT_TESTS_JIT_STUB_FIXTURE_H_
#define KRAIT_TESTS_JIT_STUB_FIXTURE_H_

#include <bit>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/combinators/loops.h"
#include "callsite/evaluator.h"
#include "callsite/handle_table.h"
#include "callsite/host_function.h"
#include "callsite/invocation_context.h"
#include "callsite/shared_switch_point.h"
#include "callsite/site.h"
#include "callsite/typed_invocation.h"
#include "gtest/gtest.h"
#include "jit/handles/intrinsics.h"
#include "jit/handles/stub_compiler.h"

namespace krait::jit {

using namespace callsite;  // NOLINT: tests of what stands between the two

class StubTest : public testing::Test {
 protected:
  StubTest() : context_(table_) { table_.SetCompiler(&compiler_, kNever); }
  ~StubTest() override { table_.SetCompiler(nullptr, 1); }

  // The threshold; tests compile by hand.
  static constexpr uint32_t kNever = 1u << 30;

  const MethodType* Type(Representation result, std::initializer_list<Parameter> parameters) {
    return table_.types().Get(result, parameters);
  }
  template <typename F>
  HandleRef Fn(const char* name, F f) {
    return Function(table_, name, f);
  }

  struct Outcome {
    bool ok = false;
    uint64_t word = 0;
    std::string error;
    std::string ToString(Representation r) const {
      if (!ok) return "error: " + error;
      if (r == Representation::kDouble) return absl::StrCat(std::bit_cast<double>(word));
      return absl::StrCat(static_cast<int64_t>(word));
    }
  };

  Outcome Finish(bool ok, uint64_t word) {
    if (ok && context_.failed == 0) return {true, word, ""};
    EXPECT_FALSE(ok);
    return {false, 0, context_.TakeStatus().ToString()};
  }
  Outcome Evaluated(const HandleRef& handle, const std::vector<uint64_t>& words) {
    uint64_t result = 0;
    const bool ok = Evaluate(*handle, context_, words.data(), &result);
    return Finish(ok, result);
  }
  Outcome Compiled(const HandleRef& handle, const std::vector<uint64_t>& words) {
    const CompiledStub* stub = compiler_.Compile(*handle);
    EXPECT_NE(stub, nullptr) << handle->ToString();
    if (stub == nullptr) return {};
    uint64_t result = 0;
    const bool ok = stub->entry(&context_, stub->data, words.data(), &result);
    return Finish(ok, result);
  }

  // The stub gives what the evaluator gives.
  void ExpectSame(const HandleRef& handle, std::initializer_list<TypedWord> arguments) {
    std::vector<uint64_t> words;
    for (const TypedWord& word : arguments) words.push_back(word.bits);
    ExpectSameWords(handle, words);
  }
  void ExpectSame(const absl::StatusOr<HandleRef>& handle,
                  std::initializer_list<TypedWord> arguments) {
    ASSERT_TRUE(handle.ok()) << handle.status();
    ExpectSame(*handle, arguments);
  }
  void ExpectSameWords(const HandleRef& handle, const std::vector<uint64_t>& words) {
    const Representation r = handle->type()->result();
    const Outcome wanted = Evaluated(handle, words);
    const Outcome got = Compiled(handle, words);
    EXPECT_EQ(got.ToString(r), wanted.ToString(r)) << handle->ToString();
  }

  StubCompiler compiler_;
  HandleTable table_;
  InvocationContext context_;
};

}  // namespace krait::jit

#endif  // KRAIT_TESTS_JIT_STUB_FIXTURE_H_
