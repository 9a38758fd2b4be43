// Random graphs give the same results, errors and effects in compiled stubs and in the reference.
// KRAIT_GRAPHS says how many (100,000 in a full run).
#include <cstdlib>

#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"
#include "jit/handles/stub_compiler.h"
#include "tests/callsite/random_graphs.h"

namespace krait::jit {
namespace {

using namespace callsite;  // NOLINT

TEST(RandomGraphTest, StubsAndReferenceAgree) {
  const char* wanted = std::getenv("KRAIT_GRAPHS");
  const int count = wanted == nullptr ? 5000 : std::atoi(wanted);
  StubCompiler compiler;
  HandleTable table;
  InvocationContext context(table);
  ReferenceEvaluator reference;
  RandomGraphs graphs(table, reference);
  table.SetCompiler(&compiler, 1u << 30);
  int compiled = 0;
  for (int seed = 0; seed < count; ++seed) {
    graphs.Seed(static_cast<uint64_t>(seed));
    const HandleRef graph = graphs.Graph(1 + seed % 6);
    const CompiledStub* stub = compiler.Compile(*graph);
    if (stub == nullptr) continue;
    ++compiled;
    for (int run = 0; run < 3; ++run) {
      ReferenceEvaluator::Words words;
      for (const Parameter& p : graph->type()->parameters()) {
        words.push_back(graphs.RandomWord(p.representation));
      }
      graphs.StartRun();
      const ReferenceEvaluator::Outcome expected = reference.Run(*graph, words);
      const uint64_t expected_trace = graphs.trace;
      graphs.StartRun();
      uint64_t result = 0;
      const bool done = stub->entry(&context, stub->data, words.data(), &result);
      ASSERT_EQ(done, !expected.error.has_value()) << "seed " << seed << "\n" << graph->ToString();
      if (done) {
        const bool is_void = graph->type()->result() == Representation::kVoid;
        ASSERT_TRUE(is_void || result == expected.word) << "seed " << seed << "\n"
                                                        << graph->ToString();
      } else {
        const PendingError error = context.TakeError();
        ASSERT_EQ(error.code, expected.error->code) << "seed " << seed << "\n" << graph->ToString();
        ASSERT_EQ(error.value, expected.error->value) << "seed " << seed;
      }
      ASSERT_EQ(graphs.trace, expected_trace) << "seed " << seed << "\n" << graph->ToString();
      ASSERT_EQ(context.failed, 0u);
    }
  }
  // Few graphs are nothing but what the evaluator does alone.
  EXPECT_GT(compiled, count * 8 / 10);
  compiler.Sweep();
  EXPECT_EQ(compiler.statistics().waiting, 0u);
  table.SetCompiler(nullptr, 1);
}

}  // namespace
}  // namespace krait::jit
