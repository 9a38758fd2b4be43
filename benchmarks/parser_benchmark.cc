// How fast source text becomes a syntax tree: statements of several kinds, repeated to N lines.

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {
namespace {

void ParseLines(benchmark::State& state, std::string_view block) {
  std::string source;
  for (int64_t i = 0; i < state.range(0); ++i) source += block;
  for (auto _ : state) {
    ParseResult result = Parse(source, ParseOptions());
    if (!result.ok()) state.SkipWithError("the source does not parse");
    benchmark::DoNotOptimize(result.root);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(source.size()));
}

void Assignments(benchmark::State& state) { ParseLines(state, "value = first + second * 3\n"); }
BENCHMARK(Assignments)->Arg(1000);

void Calls(benchmark::State& state) {
  ParseLines(state, "self.items.append(make(name, size=3, *rest, **options))\n");
}
BENCHMARK(Calls)->Arg(1000);

void Functions(benchmark::State& state) {
  ParseLines(state,
             "def compute(a, b: int = 1, *args, key=None, **rest) -> str:\n"
             "    \"\"\"What it does.\"\"\"\n"
             "    for i, x in enumerate(args):\n"
             "        if x > b and i % 2 == 0:\n"
             "            return f'{x!r:>10} {i}'\n"
             "    return [y * y for y in args if y]\n");
}
BENCHMARK(Functions)->Arg(200);

void Displays(benchmark::State& state) {
  ParseLines(state, "table = {'one': [1, 2.5, 'x'], 'two': (None, True), 3: {4, 5}}\n");
}
BENCHMARK(Displays)->Arg(1000);

}  // namespace
}  // namespace krait::frontend
