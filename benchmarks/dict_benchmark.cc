// What dict operations cost from C++, by key kind and size.
//
//   FillInts/N       a fresh dict, N int keys
//   FillStrings/N    a fresh dict, N interned string keys
//   GetInterned/N    lookups of interned strings: the way names are found
//   LookupInts/N     lookups of ints through the general entry
//   Misses/N         lookups of absent strings
//   Churn/N          insertion and deletion in turn at constant size
//   Iterate/N        a walk over all entries

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// Strings are interned, hence live as long as something holds them: this dict does.
struct Names {
  Names(Isolate* iso, int64_t count, const std::string& prefix) : holder(Dict::New(iso)) {
    for (int64_t i = 0; i < count; ++i) {
      Str* name = Str::Intern(iso, prefix + std::to_string(i));
      holder->Set(iso, name, Value::Int(i));
      all.push_back(name);
    }
  }
  Dict* volatile holder;  // on the stack of the benchmark, where the collector finds it
  std::vector<Str*> all;
};

void FillInts(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  for (auto _ : state) {
    Dict* dict = Dict::New(iso.get());
    for (int64_t i = 0; i < state.range(0); ++i)
      dict->SetItem(iso.get(), Value::Int(i), Value::None());
    benchmark::DoNotOptimize(dict);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(FillInts)->Arg(8)->Arg(1000)->Arg(100000);

void FillStrings(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Names names(iso.get(), state.range(0), "name");
  for (auto _ : state) {
    Dict* dict = Dict::New(iso.get());
    for (Str* name : names.all) dict->Set(iso.get(), name, Value::None());
    benchmark::DoNotOptimize(dict);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(FillStrings)->Arg(8)->Arg(1000)->Arg(100000);

void GetInterned(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Names names(iso.get(), state.range(0), "name");
  for (auto _ : state) {
    for (Str* name : names.all) benchmark::DoNotOptimize(names.holder->Get(iso.get(), name));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(GetInterned)->Arg(8)->Arg(1000)->Arg(100000);

void LookupInts(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Dict* dict = Dict::New(iso.get());
  for (int64_t i = 0; i < state.range(0); ++i)
    dict->SetItem(iso.get(), Value::Int(i), Value::None());
  for (auto _ : state) {
    for (int64_t i = 0; i < state.range(0); ++i) {
      Value found;
      dict->Lookup(iso.get(), Value::Int(i), &found);
      benchmark::DoNotOptimize(found);
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(LookupInts)->Arg(8)->Arg(1000)->Arg(100000);

void Misses(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Names names(iso.get(), state.range(0), "name");
  Names absent(iso.get(), 64, "absent");
  for (auto _ : state) {
    for (Str* name : absent.all) benchmark::DoNotOptimize(names.holder->Get(iso.get(), name));
  }
  state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(Misses)->Arg(8)->Arg(1000)->Arg(100000);

void Churn(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Dict* dict = Dict::New(iso.get());
  int64_t oldest = 0;
  int64_t next = 0;
  while (next < state.range(0)) dict->SetItem(iso.get(), Value::Int(next++), Value::None());
  for (auto _ : state) {
    bool found = false;
    dict->DeleteItem(iso.get(), Value::Int(oldest++), &found);
    dict->SetItem(iso.get(), Value::Int(next++), Value::None());
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Churn)->Arg(8)->Arg(1000)->Arg(100000);

void Iterate(benchmark::State& state) {
  std::unique_ptr<Isolate> iso = Isolate::Create();
  Dict* dict = Dict::New(iso.get());
  for (int64_t i = 0; i < state.range(0); ++i)
    dict->SetItem(iso.get(), Value::Int(i), Value::Int(i));
  for (auto _ : state) {
    int64_t position = 0;
    int64_t sum = 0;
    Value key;
    Value value;
    while (dict->NextEntry(&position, &key, &value)) sum += value.AsInt();
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Iterate)->Arg(8)->Arg(1000)->Arg(100000);

}  // namespace
}  // namespace krait
