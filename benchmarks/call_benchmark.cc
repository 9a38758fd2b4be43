// What calls cost, by what is called and how.
//
//   Script/*     one operation in a script's loop
//   FromHost/*   a call from C++ through the embedding API
//   ToHost       a script calls a C++ function

#include <benchmark/benchmark.h>

#include <memory>

#include "absl/status/statusor.h"
#include "benchmarks/script_loop.h"
#include "krait/isolate.h"

namespace krait::benchmarks {
namespace {

constexpr char kSetup[] = R"(
def none(): pass
def three(a, b, c): return b
def defaults(a, b=1, c=2): return c
def star(*args, **names): return args
class Plain: pass
class Made:
    def __init__(self, a): self.a = a
    def method(self, x): return x
    def __call__(self, x): return x
made = Made(1)
bound = made.method
def generator():
    while True: yield 1
resumed = generator()
)";

void Script(benchmark::State& state, const char* operation) {
  RunScriptLoop(state, kSetup, operation);
}
BENCHMARK_CAPTURE(Script, Empty, "pass");
BENCHMARK_CAPTURE(Script, NoArguments, "none()");
BENCHMARK_CAPTURE(Script, ThreeArguments, "three(i, i, i)");
BENCHMARK_CAPTURE(Script, Keywords, "three(c=i, a=i, b=i)");
BENCHMARK_CAPTURE(Script, Defaults, "defaults(i)");
BENCHMARK_CAPTURE(Script, Collected, "star(i, x=i)");
BENCHMARK_CAPTURE(Script, Spread, "three(*(i, i, i))");
BENCHMARK_CAPTURE(Script, Method, "made.method(i)");
BENCHMARK_CAPTURE(Script, BoundMethod, "bound(i)");
BENCHMARK_CAPTURE(Script, CallableObject, "made(i)");
BENCHMARK_CAPTURE(Script, ConstructPlain, "Plain()");
BENCHMARK_CAPTURE(Script, ConstructWithInit, "Made(i)");
BENCHMARK_CAPTURE(Script, Builtin, "len('abc')");
BENCHMARK_CAPTURE(Script, BuiltinMethod, "'abc'.find('c')");
BENCHMARK_CAPTURE(Script, Resume, "next(resumed)");
BENCHMARK_CAPTURE(Script, Lambda, "(lambda x: x)(i)");

void FromHost(benchmark::State& state) {
  absl::StatusOr<std::unique_ptr<Isolate>> isolate = Isolate::Create();
  if (!isolate.ok() || !(*isolate)->Run(kSetup).ok()) return state.SkipWithError("no isolate");
  absl::StatusOr<Object> function = (*isolate)->Get("three");
  for (auto _ : state) {
    benchmark::DoNotOptimize((*isolate)->Call<int64_t>(*function, 1, 2, 3));
  }
}
BENCHMARK(FromHost);

void ToHost(benchmark::State& state) {
  absl::StatusOr<std::unique_ptr<Isolate>> isolate = Isolate::Create();
  if (!isolate.ok()) return state.SkipWithError("no isolate");
  const absl::Status defined =
      (*isolate)->Define("add", [](int64_t a, int64_t b) -> int64_t { return a + b; });
  const absl::Status run = (*isolate)->Run("def loop(n):\n    for i in range(n): add(i, i)\n");
  if (!defined.ok() || !run.ok()) return state.SkipWithError("the script failed");
  for (auto _ : state) {
    if (!(*isolate)->Call("loop", kLoop).ok()) return state.SkipWithError("the loop failed");
  }
  state.SetItemsProcessed(state.iterations() * kLoop);
}
BENCHMARK(ToHost);

}  // namespace
}  // namespace krait::benchmarks
