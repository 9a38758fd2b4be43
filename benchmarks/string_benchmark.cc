// What str operations cost from C++.
//
//   NewAscii/N     a string of N bytes
//   Append/N       a loop of `s += "x"` until s has N characters: must be linear
//   Index/N        every character of an ASCII string, by index
//   IndexWide/N    the same where characters take two and three bytes
//   HashFresh/N    the hash of a string that has not been hashed
//   Intern/N       interning one of N names that are interned already

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

void NewAscii(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  std::string text(state.range(0), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(Str::NewAscii(iso.get(), text));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(NewAscii)->Arg(4)->Arg(64)->Arg(4096);

void Append(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Str* piece = Str::Intern(iso.get(), "x");
  for (auto _ : state) {
    Str* text = Str::Intern(iso.get(), "");
    for (int64_t i = 0; i < state.range(0); ++i) text = Str::Concat(iso.get(), text, piece);
    benchmark::DoNotOptimize(text);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Append)->Arg(100)->Arg(10000)->Arg(1000000);

void IndexAll(benchmark::State& state, std::string_view unit) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  std::string bytes;
  for (int64_t i = 0; i < state.range(0); ++i) bytes += unit;
  Str* text = Str::New(iso.get(), bytes);
  for (auto _ : state) {
    uint64_t sum = 0;
    for (int64_t i = 0; i < text->length; ++i) sum += Str::CodePointAt(iso.get(), text, i);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * text->length);
}

void Index(benchmark::State& state) { IndexAll(state, "ab"); }
BENCHMARK(Index)->Arg(100)->Arg(10000);

void IndexWide(benchmark::State& state) { IndexAll(state, "\u00e9\u20ac"); }
BENCHMARK(IndexWide)->Arg(100)->Arg(10000);

void HashFresh(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Str* text = Str::NewAscii(iso.get(), std::string(state.range(0), 'x'));
  for (auto _ : state) {
    text->hash = 0;
    benchmark::DoNotOptimize(text->Hash());
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(HashFresh)->Arg(4)->Arg(64)->Arg(4096);

void Intern(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  std::vector<std::string> texts;
  List* kept = List::New(iso.get());
  for (int64_t i = 0; i < state.range(0); ++i) {
    texts.push_back("name" + std::to_string(i));
    kept->Append(iso.get(), Value::Object(Str::Intern(iso.get(), texts.back())));
  }
  for (auto _ : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(Str::Intern(iso.get(), text));
  }
  benchmark::DoNotOptimize(kept);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Intern)->Arg(100)->Arg(10000);

}  // namespace
}  // namespace krait
