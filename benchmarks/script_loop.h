// Measures one operation of a script: a function loops over it as often as it is told, and the loop
// without the operation is subtracted by the reader (`Empty` of each benchmark).
#ifndef KRAIT_BENCHMARKS_SCRIPT_LOOP_H_
#define KRAIT_BENCHMARKS_SCRIPT_LOOP_H_

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "krait/isolate.h"

namespace krait::benchmarks {

inline constexpr int64_t kLoop = 10'000;

// Items are executions of `operation`, a statement that stands in the loop of `def loop(n): ...`
// after `setup` ran at module level.
inline void RunScriptLoop(benchmark::State& state, const std::string& setup,
                          const std::string& operation) {
  absl::StatusOr<std::unique_ptr<Isolate>> isolate = Isolate::Create();
  if (!isolate.ok()) return state.SkipWithError("no isolate");
  const std::string source =
      setup + "\ndef loop(n):\n    for i in range(n):\n        " + operation + "\n";
  if (absl::Status s = (*isolate)->Run(source); !s.ok()) {
    return state.SkipWithError(std::string(s.message()).c_str());
  }
  for (auto _ : state) {
    if (!(*isolate)->Call("loop", kLoop).ok()) return state.SkipWithError("the loop failed");
  }
  state.SetItemsProcessed(state.iterations() * kLoop);
}

}  // namespace krait::benchmarks

#endif  // KRAIT_BENCHMARKS_SCRIPT_LOOP_H_
