// Random graphs give the same results, errors and effects in the reference, cold and in compiled
// stubs. KRAIT_GRAPHS says how many (100,000 in a full run), KRAIT_FIRST_SEED where they begin.
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"
#include "jit/handles/intrinsics.h"
#include "jit/handles/stub_compiler.h"
#include "tests/callsite/kernel_graphs.h"

namespace krait::jit {
namespace {

using namespace callsite;  // NOLINT

int FromEnvironment(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

class StubRandomGraphTest : public testing::Test {
 protected:
  struct Seen {
    uint64_t word = 0;
    std::optional<ReferenceEvaluator::Error> error;
    uint64_t trace = 0;
  };

  explicit StubRandomGraphTest(const CodeMemoryOptions& options = {}) : compiler_(options) {
    table_.SetCompiler(&compiler_, 1u << 30);
#define KRAIT_INTRINSIC(Name, result, type, expression) graphs_.AddFunction(#Name, &Name);
    KRAIT_INTRINSICS(KRAIT_INTRINSIC)
#undef KRAIT_INTRINSIC
  }
  ~StubRandomGraphTest() override { table_.SetCompiler(nullptr, 1); }

  // As it is compared.
  static uint64_t Word(const MethodHandle& graph, uint64_t word) {
    const Representation r = graph.type()->result();
    return r == Representation::kVoid ? 0 : KernelGraphs::Canonical(r, word);
  }

  static uint64_t Canonical(const ReferenceEvaluator::Error& error) {
    return KernelGraphs::Canonical(Representation::kValue, error.value.bits());
  }

  Seen Reference(const MethodHandle& graph, const ReferenceEvaluator::Words& words) {
    graphs_.StartRun();
    const ReferenceEvaluator::Outcome outcome = reference_.Run(graph, words);
    graphs_.FinishRun();
    return {Word(graph, outcome.word), outcome.error, graphs_.trace};
  }
  template <typename Run>
  Seen Ran(const MethodHandle& graph, Run run) {
    graphs_.StartRun();
    Seen seen;
    const bool done = run(&seen.word);
    EXPECT_EQ(done, context_.failed == 0);
    if (!done) {
      const PendingError error = context_.TakeError();
      seen.error = ReferenceEvaluator::Error{error.code, error.value};
    }
    seen.word = Word(graph, seen.word);
    graphs_.FinishRun();
    seen.trace = graphs_.trace;
    return seen;
  }
  Seen Cold(const MethodHandle& graph, const ReferenceEvaluator::Words& words) {
    return Ran(graph,
               [&](uint64_t* result) { return Evaluate(graph, context_, words.data(), result); });
  }
  Seen Compiled(const MethodHandle& graph, const ReferenceEvaluator::Words& words) {
    const CompiledStub* stub = compiler_.Compile(graph);
    EXPECT_NE(stub, nullptr) << graph.ToString();
    if (stub == nullptr) return {};
    return Ran(graph, [&](uint64_t* result) {
      return stub->entry(&context_, stub->data, words.data(), result);
    });
  }

  // One line a way of running, with the graph where they differ.
  std::string Difference(const Seen& wanted, const Seen& got) {
    if (wanted.error.has_value() != got.error.has_value()) {
      return wanted.error ? "an error " + std::to_string(wanted.error->code) + " is missing"
                          : "an error " + std::to_string(got.error->code);
    }
    if (wanted.error && wanted.error->code != got.error->code) return "another error";
    if (wanted.error && Canonical(*wanted.error) != Canonical(*got.error))
      return "another error value";
    if (!wanted.error && wanted.word != got.word) {
      return std::to_string(got.word) + " instead of " + std::to_string(wanted.word);
    }
    return wanted.trace == got.trace ? "" : "other effects";
  }

  // The same seed makes a graph for each, because they change what they assume.
  void RunSeed(uint64_t seed, int depth) {
    graphs_.Seed(seed);
    const HandleRef graph = graphs_.Graph(depth);
    graphs_.Twin(seed);
    const HandleRef cold = graphs_.Graph(depth);
    graphs_.Twin(seed);
    const HandleRef hot = graphs_.Graph(depth);
    graphs_.ForgetCounted();
    graphs_.Count(*graph);
    for (int run = 0; run < 3; ++run) {
      ReferenceEvaluator::Words words;
      for (const Parameter& p : graph->type()->parameters()) {
        words.push_back(graphs_.RandomWord(p.representation));
      }
      const Seen wanted = Reference(*graph, words);
      failing_ += wanted.error ? 1 : 0;
      const std::string evaluated = Difference(wanted, Cold(*cold, words));
      ASSERT_EQ(evaluated, "") << "cold, seed " << seed << "\n" << cold->ToString();
      const std::string compiled = Difference(wanted, Compiled(*hot, words));
      ASSERT_EQ(compiled, "") << "compiled, seed " << seed << "\n" << hot->ToString();
    }
    last_ = hot;
  }

  StubCompiler compiler_;
  HandleTable table_;
  KernelHeap heap_;
  gc::StackScope scope_{heap_.heap};
  InvocationContext context_{table_, &heap_.heap, size_t{4} << 20};
  ReferenceEvaluator reference_;
  KernelGraphs graphs_{table_, reference_, context_, heap_};
  int failing_ = 0;
  HandleRef last_;
};

// Code makes room for other code all the time; what was evicted is compiled again.
class CappedRandomGraphTest : public StubRandomGraphTest {
 protected:
  CappedRandomGraphTest() : StubRandomGraphTest({.cap_bytes = size_t{160} << 10}) {}
};

TEST_F(StubRandomGraphTest, AllWaysOfRunningAgree) {
  const int count = FromEnvironment("KRAIT_GRAPHS", 5000);
  const int first = FromEnvironment("KRAIT_FIRST_SEED", 0);
  for (int seed = first; seed < first + count && !HasFatalFailure(); ++seed) {
    RunSeed(static_cast<uint64_t>(seed), 1 + seed % 6);
  }
  EXPECT_EQ(compiler_.statistics().failures, 0u);
  EXPECT_GT(compiler_.statistics().invalidations, static_cast<uint64_t>(count) / 50);
  EXPECT_GT(failing_, count / 4);
  EXPECT_LT(failing_, count * 2);
#define KRAIT_HANDLE(Kind, name) \
  EXPECT_TRUE(graphs_.kinds.contains(HandleKind::k##Kind)) << name << " does not occur";
  KRAIT_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().waiting, 0u);
}

TEST_F(CappedRandomGraphTest, AllWaysOfRunningAgree) {
  const int count = FromEnvironment("KRAIT_GRAPHS", 5000) / 5;
  std::vector<HandleRef> alive(400);
  for (int seed = 0; seed < count && !HasFatalFailure(); ++seed) {
    RunSeed(static_cast<uint64_t>(seed), 1 + seed % 6);
    alive[static_cast<size_t>(seed) % alive.size()] = last_;
  }
  EXPECT_EQ(compiler_.statistics().failures, 0u);
  EXPECT_GT(compiler_.statistics().evictions, static_cast<uint64_t>(count) / 10);
  alive.clear();
  last_ = HandleRef();
  graphs_.Seed(0);
  compiler_.Sweep();
  EXPECT_EQ(compiler_.statistics().waiting, 0u);
}

}  // namespace
}  // namespace krait::jit
