// Random handle graphs of a wanted type, by seed. Every combinator occurs that other systems have,
// too (kernel_graphs.h adds the others); graphs terminate; what their leaves do is told to the
// reference evaluator, too, and leaves its mark in `trace`, so that order counts.
#ifndef KRAIT_TESTS_CALLSITE_RANDOM_GRAPHS_H_
#define KRAIT_TESTS_CALLSITE_RANDOM_GRAPHS_H_

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/combinators/loops.h"
#include "callsite/host_function.h"
#include "callsite/site.h"
#include "tests/callsite/reference_evaluator.h"

namespace krait::callsite {

class RandomGraphs {
 public:
  using Reps = std::vector<Representation>;
  using enum Representation;

  RandomGraphs(HandleTable& table, ReferenceEvaluator& reference)
      : table_(table), reference_(reference) {
    Leaf("add", [this](int64_t a, int64_t b) {
      return Mark(1), static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
    });
    Leaf("less", [this](int64_t a, int64_t b) { return Mark(2), a < b; });
    Leaf("multiply", [this](double a, double b) { return Mark(3), a * b; });
    Leaf("is-int", [this](Value v) { return Mark(4), v.IsInt(); });
    Leaf("floor", [this](double d) {
      return Mark(5), static_cast<int64_t>(d > 1e9 || d < -1e9 || d != d ? 7 : d);
    });
    Leaf("choose", [this](bool c, Value a, Value b) { return Mark(6), c ? a : b; });
    Leaf("mix",
         [this](int64_t a, double b, bool c) { return Mark(7), c ? static_cast<double>(a) : b; });
    Leaf("note", [this](int64_t a) { Mark(static_cast<uint64_t>(a) + 100); });
    Leaf("not", [this](bool b) { return Mark(8), !b; });
    Fallible();
    Iterators();
    for (int i = 0; i < 4; ++i) points_.push_back(NewSwitchPoint());
    points_[0]->Invalidate();
    points_[1]->Invalidate();
  }

  virtual ~RandomGraphs() = default;

  // Forgets what the graphs of earlier seeds referred to.
  virtual void Seed(uint64_t seed) {
    random_.seed(seed);
    sites_.clear();
    kept_.clear();
  }
  virtual void StartRun() {
    trace = 0;
    ranges_.clear();
  }

  HandleRef Graph(int depth) {
    Reps parameters;
    for (int n = Pick(4); n > 0; --n) parameters.push_back(AnyRepresentation());
    const Representation result = Pick(8) == 0 ? kVoid : AnyRepresentation();
    return Make(result, parameters, depth);
  }

  virtual uint64_t RandomWord(Representation r) {
    switch (r) {
      case kInt64:
        return static_cast<uint64_t>(RandomInt());
      case kDouble:
        return std::bit_cast<uint64_t>(RandomDouble());
      case kBool:
        return static_cast<uint64_t>(Pick(2));
      case kPointer:
        return reinterpret_cast<uint64_t>(&array_);
      default:
        switch (Pick(5)) {
          case 0:
            return Value::Double(RandomDouble()).bits();
          case 1:
            return Value::None().bits();
          case 2:
            return Value::Bool(Pick(2) != 0).bits();
          default:
            return Value::Int(RandomInt() % Value::kMaxInt).bits();
        }
    }
  }

  // What pointers in graphs may refer to, beside handles.
  const HostArray* array() const { return &array_; }

  uint64_t trace = 0;

 protected:
  struct Range {
    int64_t next;
    int64_t end;
  };

  void Mark(uint64_t what) { trace = (trace ^ what) * 0x9E3779B97F4A7C15u; }
  int Pick(int n) { return static_cast<int>(random_() % static_cast<uint64_t>(n)); }
  int64_t RandomInt() {
    const int64_t kSome[] = {0, 1, -1, 2, 3, 100, INT64_MAX, INT64_MIN, Value::kMaxInt + 1, 77};
    return Pick(3) == 0 ? kSome[Pick(10)] : Pick(21) - 10;
  }
  double RandomDouble() {
    const double kSome[] = {0, -0.0, 1e300, -1e300, 0.5, NAN, 3, INFINITY};
    return Pick(3) == 0 ? kSome[Pick(8)] : Pick(100) / 8.0 - 5;
  }
  Representation AnyRepresentation() {
    const Representation kAll[] = {kInt64, kInt64, kDouble, kDouble, kBool, kValue, kValue};
    return kAll[Pick(7)];
  }

  // --- leaves ---
  template <typename F>
  void Leaf(const char* name, F f) {
    Register(name, f, &F::operator());
  }
  template <typename F, typename R, typename... A>
  void Register(const char* name, F f, R (F::*)(A...) const) {
    const HandleRef handle = Function(table_, name, f);
    reference_.Define(handle, [f](const ReferenceEvaluator::Words& a) {
      return Apply<F, R, A...>(f, a, std::index_sequence_for<A...>());
    });
    functions_.push_back(handle);
  }
  template <typename F, typename R, typename... A, size_t... I>
  static ReferenceEvaluator::Outcome Apply(const F& f, const ReferenceEvaluator::Words& a,
                                           std::index_sequence<I...>) {
    if constexpr (std::is_void_v<R>) {
      f(WordTraits<A>::FromWord(a[I])...);
      return {};
    } else {
      return {WordTraits<R>::ToWord(f(WordTraits<A>::FromWord(a[I])...))};
    }
  }
  void Fallible() {
    const HandleRef fails =
        Function(table_, "fails-if-odd", [this](InvocationContext& context, int64_t i) -> int64_t {
          Mark(9);
          if (i % 2 != 0) context.Fail(77, "odd");
          return i;
        });
    reference_.Define(fails, [this](const ReferenceEvaluator::Words& a) {
      Mark(9);
      if (static_cast<int64_t>(a[0]) % 2 == 0) return ReferenceEvaluator::Outcome{a[0]};
      return ReferenceEvaluator::Outcome{0, ReferenceEvaluator::Error{77, Value()}};
    });
    functions_.push_back(fails);
    functions_.push_back(fails);
  }
  void Iterators() {
    Leaf("range", [this](int64_t n) -> Range* {
      ranges_.push_back({0, n & 3});
      return &ranges_.back();
    });
    range_ = Take();
    Leaf("has-next", [](Range* range) { return range->next < range->end; });
    has_next_ = Take();
    Leaf("next", [](Range* range) { return range->next++; });
    next_ = Take();
  }
  HandleRef Take() {
    const HandleRef last = functions_.back();
    functions_.pop_back();
    return last;
  }

  // --- building ---
  const MethodType* TypeOf(Representation result, const Reps& parameters) {
    return table_.types().Get(result, std::vector<Parameter>(parameters.begin(), parameters.end()));
  }
  HandleRef Checked(absl::StatusOr<HandleRef> built) {
    EXPECT_TRUE(built.ok()) << built.status();
    return built.ok() ? *built : HandleRef();
  }
  static Reps Prefix(const Reps& all, int count) { return {all.begin(), all.begin() + count}; }
  static Reps With(Reps all, int at, const Reps& added) {
    all.insert(all.begin() + at, added.begin(), added.end());
    return all;
  }
  static Reps Without(Reps all, int at, int count) {
    all.erase(all.begin() + at, all.begin() + at + count);
    return all;
  }
  TypedWord RandomTyped(Representation r) { return {r, RandomWord(r)}; }
  // A handle of the leading parameters of a list.
  HandleRef MakePrefix(Representation result, const Reps& p, int depth) {
    return Make(result, Prefix(p, Pick(static_cast<int>(p.size()) + 1)), depth);
  }

  virtual HandleRef Make(Representation result, const Reps& p, int depth) {
    if (depth <= 0) return MakeLeaf(result, p);
    switch (Pick(5)) {
      case 0:
      case 1:
        return MakeArguments(result, p, depth - 1);
      case 2:
        return MakeConversion(result, p, depth - 1);
      case 3:
        return MakeControl(result, p, depth - 1);
      default:
        return MakeLoop(result, p, depth - 1);
    }
  }

  // A function, its arguments found among the parameters or made up; else a constant, or an
  // argument.
  HandleRef MakeLeaf(Representation result, const Reps& p) {
    std::vector<HandleRef> fitting;
    for (const HandleRef& f : functions_) {
      if (f->type()->result() == result) fitting.push_back(f);
    }
    const bool is_empty = fitting.empty() || Pick(4) == 0;
    if (is_empty && Pick(6) == 0 && result != kVoid) {
      HandleRef thrown = Checked(ThrowError(table_, result, kInt64));
      thrown = Checked(BindTo(thrown, Pick(2) == 0 ? int64_t{77} : RandomInt()));
      return Checked(DropArgumentsToMatch(thrown, TypeOf(result, p)));
    }
    if (is_empty && Pick(3) == 0) return Empty(TypeOf(result, p), table_);
    HandleRef f =
        is_empty ? result == kVoid ? Zero(table_, kVoid) : ConstantWord(table_, RandomTyped(result))
                 : fitting[static_cast<size_t>(Pick(static_cast<int>(fitting.size())))];
    if (is_empty && result == kInt64 && Pick(4) == 0) {
      f = Checked(BindTo(ArrayGetter(table_, FieldType::kInt64), &array_));
    }
    return Applied(f, result, p);
  }

  // A handle given parameters of the list, or constants.
  HandleRef Applied(HandleRef f, Representation result, const Reps& p) {
    std::vector<int> order;
    for (int i = 0; i < f->type()->arity();) {
      std::vector<int> candidates;
      for (size_t k = 0; k < p.size(); ++k) {
        if (p[k] == f->type()->at(i)) candidates.push_back(static_cast<int>(k));
      }
      if (candidates.empty() || Pick(4) == 0) {
        f = Checked(InsertArguments(f, i, {RandomTyped(f->type()->at(i))}));
      } else {
        order.push_back(candidates[static_cast<size_t>(Pick(static_cast<int>(candidates.size())))]);
        ++i;
      }
    }
    return Checked(PermuteArguments(f, TypeOf(result, p), order));
  }

  HandleRef MakeArguments(Representation result, const Reps& p, int depth) {
    const int n = static_cast<int>(p.size());
    const int at = Pick(n + 1);
    const Representation r = AnyRepresentation();
    switch (Pick(8)) {
      case 0: {
        const HandleRef target = Make(result, With(p, at, {r, kInt64}), depth);
        const TypedWord words[] = {RandomTyped(r), RandomTyped(kInt64)};
        return Checked(InsertArguments(target, at, words));
      }
      case 1: {
        if (at == n) return Make(result, p, depth);
        const HandleRef target = Make(result, Without(p, at, 1), depth);
        return Checked(DropArguments(target, at, {p[static_cast<size_t>(at)]}));
      }
      case 2: {
        Reps inner;
        std::vector<int> order;
        for (int i = n == 0 ? 0 : Pick(4); i > 0; --i) {
          order.push_back(Pick(n));
          inner.push_back(p[static_cast<size_t>(order.back())]);
        }
        return Checked(PermuteArguments(Make(result, inner, depth), TypeOf(result, p), order));
      }
      case 3: {
        if (at == n) return Make(result, p, depth);
        Reps inner = p;
        inner[static_cast<size_t>(at)] = r;
        const HandleRef filter = Make(r, {p[static_cast<size_t>(at)]}, depth / 2);
        return Checked(FilterArguments(Make(result, inner, depth), at, {filter}));
      }
      case 4: {
        const Representation between = Pick(5) == 0 ? kVoid : r;
        const HandleRef filter = Make(result, between == kVoid ? Reps() : Reps{between}, depth / 2);
        return Checked(FilterReturnValue(Make(between, p, depth), filter));
      }
      case 5: {
        const int count = Pick(n - at + 1);
        const Representation made = Pick(5) == 0 ? kVoid : r;
        const HandleRef filter =
            Make(made, Reps(p.begin() + at, p.begin() + at + count), depth / 2);
        const Reps inner = With(Without(p, at, count), at, made == kVoid ? Reps() : Reps{made});
        return Checked(CollectArguments(Make(result, inner, depth), at, filter));
      }
      case 6: {
        const Representation made = Pick(5) == 0 ? kVoid : r;
        const HandleRef combiner = MakePrefix(made, Reps(p.begin() + at, p.end()), depth / 2);
        const Reps inner = made == kVoid ? p : With(p, at, {made});
        return Checked(FoldArguments(Make(result, inner, depth), at, combiner));
      }
      default: {
        // Gathered and spread again.
        const HandleRef target = Make(result, With(p, at, {kInt64, kInt64}), depth);
        const HandleRef spread = Checked(AsSpreader(target, at, 2, FieldType::kInt64));
        const HandleRef gathered = Checked(AsCollector(spread, at, 2, FieldType::kInt64));
        return Checked(InsertArguments(gathered, at, {RandomInt(), RandomInt()}));
      }
    }
  }

  HandleRef MakeConversion(Representation result, const Reps& p, int depth) {
    const bool cast = Pick(2) == 0;
    auto other = [&](Representation r, bool is_result) {
      const Representation to = AnyRepresentation();
      const bool fits = is_result ? CanConvert(to, r, cast) : CanConvert(r, to, cast);
      return fits ? to : r;
    };
    switch (Pick(4)) {
      case 0: {
        auto site = std::make_unique<MutableSite>(Make(result, p, depth));
        const HandleRef invoker = site->DynamicInvoker();
        sites_.push_back(std::move(site));
        return invoker;
      }
      case 1: {
        const HandleRef callee = Make(result, p, depth);
        kept_.push_back(callee);
        const HandleRef invoker = Checked(ExactInvoker(table_, callee->type()));
        return Checked(BindTo(invoker, const_cast<MethodHandle*>(callee.get())));
      }
      default: {
        Reps inner = p;
        for (Representation& r : inner) r = other(r, false);
        const HandleRef target = Make(other(result, true), inner, depth);
        return Checked(cast ? ExplicitCastArguments(target, TypeOf(result, p))
                            : AsType(target, TypeOf(result, p)));
      }
    }
  }

  HandleRef MakeControl(Representation result, const Reps& p, int depth) {
    const Representation error = Pick(2) == 0 ? kInt64 : kValue;
    switch (Pick(5)) {
      case 0:
        return Checked(GuardWithTest(MakePrefix(kBool, p, depth / 2), Make(result, p, depth),
                                     Make(result, p, depth)));
      case 1:
        return Checked(SwitchPointGuard(points_[static_cast<size_t>(Pick(4))],
                                        Make(result, p, depth), Make(result, p, depth)));
      case 2: {
        const int32_t kCodes[] = {0, 77, 3};
        const HandleRef handler =
            Make(result, With(Prefix(p, Pick(static_cast<int>(p.size()) + 1)), 0, {error}), depth);
        return Checked(CatchException(Make(result, p, depth), kCodes[Pick(3)], handler));
      }
      case 3: {
        Reps fixed{error == kValue ? kInt64 : error};
        if (result != kVoid) fixed.push_back(result);
        const HandleRef cleanup =
            Make(result, With(Prefix(p, Pick(static_cast<int>(p.size()) + 1)), 0, fixed), depth);
        return Checked(TryFinally(Make(result, p, depth), cleanup));
      }
      default: {
        const Reps inner = With(p, 0, {kInt64});
        const HandleRef chosen =
            Checked(TableSwitch(Make(result, inner, depth / 2),
                                {Make(result, inner, depth / 2), Make(result, inner, depth)}));
        return Checked(CollectArguments(chosen, 0, Make(kInt64, {}, depth / 2)));
      }
    }
  }

  HandleRef MakeLoop(Representation v, const Reps& p, int depth) {
    const Reps variable = v == kVoid ? Reps() : Reps{v};
    const HandleRef init = Pick(3) == 0 || v == kVoid ? HandleRef() : MakePrefix(v, p, depth / 2);
    auto body = [&](const Reps& extra) {
      return Make(v, With(With(p, 0, extra), 0, variable), depth / 2);
    };
    const HandleRef few = ConstantWord(table_, int64_t{Pick(4)});
    switch (Pick(4)) {
      case 0:
        return Checked(
            CountedLoop(ConstantWord(table_, int64_t{Pick(3) - 1}), few, init, body({kInt64})));
      case 1:
        return Checked(IteratedLoop(Checked(BindTo(range_, int64_t{Pick(4)})), has_next_, next_,
                                    init, body({kInt64})));
      case 2:
        return TestedLoop(v, p, depth);
      default: {
        // Clause 0 counts and ends the loop; the other carries the result.
        const HandleRef add = functions_[0];
        const HandleRef less = functions_[1];
        const HandleRef end = Make(v, With(With(p, 0, variable), 0, {kInt64}), depth / 2);
        const LoopClause counter{HandleRef(), Checked(BindTo(add, 1)),
                                 Checked(InsertArguments(less, 1, {Pick(4)})), end};
        LoopClause other;
        other.init = init;
        other.step = Make(v, With(With(p, 0, variable), 0, {kInt64}), depth / 2);
        return Checked(Pick(2) == 0 ? Loop({counter, other})
                                    : Loop({counter, other, LoopClause()}));
      }
    }
  }

  // while (counter of the trace allows): v is an int64 that grows.
  HandleRef TestedLoop(Representation result, const Reps& p, int depth) {
    const HandleRef add = functions_[0];
    const HandleRef less = functions_[1];
    const HandleRef test = Checked(InsertArguments(less, 1, {Pick(5)}));
    HandleRef body = Checked(BindTo(add, 1));
    body = Checked(DropArguments(body, 1, std::vector<Parameter>(p.begin(), p.end())));
    body = Checked(FoldArguments(body, 1, MakePrefix(kVoid, p, depth / 2)));
    const HandleRef init = ConstantWord(table_, int64_t{Pick(3)});
    const HandleRef loop =
        Checked(Pick(2) == 0 ? WhileLoop(init, test, body) : DoWhileLoop(init, body, test));
    return Checked(ExplicitCastArguments(loop, TypeOf(result, p)));
  }

  HandleTable& table_;
  ReferenceEvaluator& reference_;
  std::mt19937_64 random_;
  std::vector<HandleRef> functions_;
  HandleRef range_;
  HandleRef has_next_;
  HandleRef next_;
  std::vector<SwitchPointRef> points_;
  std::vector<std::unique_ptr<MutableSite>> sites_;
  std::vector<HandleRef> kept_;
  std::deque<Range> ranges_;
  int64_t elements_[4] = {10, 20, 30, 40};
  HostArray array_{elements_, 4};
};

}  // namespace krait::callsite

#endif  // KRAIT_TESTS_CALLSITE_RANDOM_GRAPHS_H_
