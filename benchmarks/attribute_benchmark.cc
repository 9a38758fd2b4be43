// What attribute access costs, by where the attribute is and how many classes a site sees.

#include <benchmark/benchmark.h>

#include "benchmarks/script_loop.h"

namespace krait::benchmarks {
namespace {

constexpr char kSetup[] = R"(
class Base:
    inherited = 1
    def method(self): pass
class C(Base):
    shared = 2
    def __init__(self):
        self.first = 1
        for i in range(20): setattr(self, 'f%d' % i, i)
        self.last = 2
    @property
    def computed(self): return 3
    def __getattr__(self, name): return 4
class Slots:
    __slots__ = ('a',)
    def __init__(self): self.a = 1
c = C()
slots = Slots()
class K0: x = 0
kinds = [type('K%d' % i, (), {'x': i})() for i in range(12)]
two = (kinds[:2] * 6)
four = (kinds[:4] * 3)
import math
)";

void Attribute(benchmark::State& state, const char* operation) {
  RunScriptLoop(state, kSetup, operation);
}
BENCHMARK_CAPTURE(Attribute, Empty, "c");
BENCHMARK_CAPTURE(Attribute, Instance, "c.first");
BENCHMARK_CAPTURE(Attribute, InstanceBeyondInline, "c.last");
BENCHMARK_CAPTURE(Attribute, Store, "c.first = i");
BENCHMARK_CAPTURE(Attribute, Augmented, "c.first += 1");
BENCHMARK_CAPTURE(Attribute, Slot, "slots.a");
BENCHMARK_CAPTURE(Attribute, OfClass, "c.shared");
BENCHMARK_CAPTURE(Attribute, OfBase, "c.inherited");
BENCHMARK_CAPTURE(Attribute, OnClass, "C.shared");
BENCHMARK_CAPTURE(Attribute, Property, "c.computed");
BENCHMARK_CAPTURE(Attribute, GetAttrHook, "c.absent");
BENCHMARK_CAPTURE(Attribute, BoundMethod, "c.method");
BENCHMARK_CAPTURE(Attribute, Module, "math.pi");
BENCHMARK_CAPTURE(Attribute, TwoClasses, "two[i % 12].x");
BENCHMARK_CAPTURE(Attribute, FourClasses, "four[i % 12].x");
BENCHMARK_CAPTURE(Attribute, TwelveClasses, "kinds[i % 12].x");
BENCHMARK_CAPTURE(Attribute, Getattr, "getattr(c, 'first')");

}  // namespace
}  // namespace krait::benchmarks
