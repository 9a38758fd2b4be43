#include "callsite/combinators/arguments.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class ArgumentCombinatorsTest : public KernelTest {
 protected:
  // (int64, double, bool)double that shows where each argument went.
  HandleRef Mixed() {
    return Function(table_, "mixed",
                    [](int64_t a, double b, bool c) { return a * 100 + b + (c ? 0.5 : 0); });
  }
};

TEST_F(ArgumentCombinatorsTest, EqualGraphsAreOne) {
  EXPECT_EQ(BindTo(Add(), 5)->get(), BindTo(Add(), 5)->get());
  EXPECT_NE(BindTo(Add(), 5)->get(), BindTo(Add(), 6)->get());
  const size_t size = table_.size();
  { const Built graph = FilterReturnValue(*BindTo(Add(), 5), Negate()); }
  EXPECT_EQ(table_.size(), size);
}

TEST_F(ArgumentCombinatorsTest, GraphsPrintAsTrees) {
  EXPECT_EQ((*FilterArguments(*BindTo(Add(), 5), 0, {Negate()}))->ToString(),
            "filter 0 : (int64)int64\n"
            "  insert 0 : (int64)int64\n"
            "    function add : (int64, int64)int64\n"
            "    word 5 : ()int64\n"
            "  function negate : (int64)int64");
}

TEST_F(ArgumentCombinatorsTest, BindAndInsertFixArguments) {
  EXPECT_EQ(Run(BindTo(Add(), 5), {6}), "11");
  EXPECT_EQ(Run(InsertArguments(Mixed(), 0, {3, 2.0, true})), "302.5");
  EXPECT_EQ(Run(InsertArguments(Mixed(), 1, {2.0}), {3, true}), "302.5");
  EXPECT_EQ(Run(InsertArguments(Mixed(), 2, {true}), {3, 2.0}), "302.5");
  EXPECT_EQ(InsertArguments(Add(), 1, {})->get(), Add().get());
}

TEST_F(ArgumentCombinatorsTest, InsertingTheWrongTypeNamesTypesAndPosition) {
  EXPECT_EQ(Refusal(InsertArguments(Mixed(), 1, {7})),
            "insertArguments: int64 is not argument 1 of (int64, double, bool)double");
  EXPECT_EQ(Refusal(InsertArguments(Mixed(), 2, {true, true})),
            "insertArguments: position 2 for 2 arguments is not in (int64, double, bool)double");
  EXPECT_EQ(Refusal(InsertArguments(Mixed(), -1, {true})),
            "insertArguments: position -1 for 1 arguments is not in (int64, double, bool)double");
}

TEST_F(ArgumentCombinatorsTest, DroppedArgumentsAreIgnoredWhereverTheyStand) {
  EXPECT_EQ(Run(DropArguments(Add(), 0, {kValue, kDouble}), {Value::None(), 1.5, 2, 3}), "5");
  EXPECT_EQ(Run(DropArguments(Add(), 1, {kDouble}), {2, 1.5, 3}), "5");
  EXPECT_EQ(Run(DropArguments(Add(), 2, {kDouble}), {2, 3, 1.5}), "5");
  EXPECT_EQ(DropArguments(Add(), 1, {})->get(), Add().get());
  EXPECT_EQ(Refusal(DropArguments(Add(), 3, {kDouble})),
            "dropArguments: position 3 for 0 arguments is not in (int64, int64)int64");
  EXPECT_EQ(Refusal(DropArguments(Add(), 0, {kVoid})),
            "dropArguments: more than 255 parameters, or a void one");
  EXPECT_EQ(Run(DropArgumentsToMatch(Negate(), Type(kVoid, {kInt64, kBool})), {2, true}), "-2");
  EXPECT_EQ(Refusal(DropArgumentsToMatch(Negate(), Type(kVoid, {kBool}))),
            "dropArgumentsToMatch: argument 0 of the target (int64)int64 is not argument 0 of "
            "(bool)void");
  EXPECT_EQ(Run(DropReturn(Add()), {1, 2}), "void");
}

TEST_F(ArgumentCombinatorsTest, PermutingReordersRepeatsAndLeavesOut) {
  const MethodType* type = Type(kDouble, {kDouble, kBool, kInt64, kValue});
  EXPECT_EQ(Run(PermuteArguments(Mixed(), type, {2, 0, 1}), {2.0, true, 3, Value::None()}),
            "302.5");
  EXPECT_EQ(Run(PermuteArguments(Add(), Type(kInt64, {kInt64}), {0, 0}), {4}), "8");
  EXPECT_EQ(PermuteArguments(Add(), Add()->type(), {0, 1})->get(), Add().get());
}

TEST_F(ArgumentCombinatorsTest, PermutingRefuses) {
  const MethodType* type = Type(kInt64, {kInt64, kDouble});
  EXPECT_EQ(Refusal(PermuteArguments(Add(), type, {0, 1})),
            "permuteArguments: argument 1 of (int64, double)int64 is not argument 1 of (int64, "
            "int64)int64");
  EXPECT_EQ(Refusal(PermuteArguments(Add(), type, {0, 2})),
            "permuteArguments: argument 2 of (int64, double)int64 is not argument 1 of (int64, "
            "int64)int64");
  EXPECT_EQ(Refusal(PermuteArguments(Add(), type, {0})),
            "permuteArguments: an order of 1 does not fit (int64, int64)int64");
  EXPECT_EQ(Refusal(PermuteArguments(Add(), Type(kVoid, {kInt64}), {0, 0})),
            "permuteArguments: the result of the target (int64, int64)int64 is not void");
  EXPECT_EQ(Refusal(PermuteArguments(Add(), nullptr, {0, 0})),
            "permuteArguments: a type is missing for (int64, int64)int64");
}

TEST_F(ArgumentCombinatorsTest, FiltersRunFromLeftToRight) {
  HandleRef noted = Function(table_, "noted", [this](int64_t a) {
    trace_ += std::to_string(a) + " ";
    return a * 10;
  });
  EXPECT_EQ(Run(FilterArguments(Add(), 0, {noted, noted}), {1, 2}), "30");
  EXPECT_EQ(trace_, "1 2 ");
  EXPECT_EQ(Run(FilterArguments(Add(), 1, {Negate()}), {1, 2}), "-1");
  EXPECT_EQ(Run(FilterArguments(Add(), 0, {HandleRef(), Negate()}), {1, 2}), "-1");
  EXPECT_EQ(FilterArguments(Add(), 0, {HandleRef(), HandleRef()})->get(), Add().get());
  HandleRef length = Function(table_, "floor", [](double d) { return static_cast<int64_t>(d); });
  EXPECT_EQ((*FilterArguments(Add(), 1, {length}))->type()->ToString(), "(int64, double)int64");
}

TEST_F(ArgumentCombinatorsTest, FiltersThatDoNotFitAreRefused) {
  EXPECT_EQ(Refusal(FilterArguments(Mixed(), 1, {Negate()})),
            "filterArguments: filter 0 (int64)int64 does not make argument 1 of (int64, double, "
            "bool)double");
  EXPECT_EQ(Refusal(FilterArguments(Add(), 0, {Add()})),
            "filterArguments: filter 0 (int64, int64)int64 does not make argument 0 of (int64, "
            "int64)int64");
  EXPECT_EQ(Refusal(FilterArguments(Add(), 1, {Negate(), Negate()})),
            "filterArguments: position 1 for 2 arguments is not in (int64, int64)int64");
}

TEST_F(ArgumentCombinatorsTest, AnErrorInAFilterIsTheResult) {
  EXPECT_EQ(Run(FilterArguments(Add(), 0, {Root(), Root()}), {-1, 4}), "error: negative");
  EXPECT_EQ(Run(FilterReturnValue(Root(), Negate()), {-1}), "error: negative");
  EXPECT_EQ(Run(FilterReturnValue(Negate(), Root()), {1}), "error: negative");
}

TEST_F(ArgumentCombinatorsTest, TheResultIsFiltered) {
  EXPECT_EQ(Run(FilterReturnValue(Add(), Negate()), {1, 2}), "-3");
  EXPECT_EQ(Run(FilterReturnValue(Note(), Int(7)), {1}), "7");
  EXPECT_EQ(trace_, "1 ");
  EXPECT_EQ(Refusal(FilterReturnValue(Multiply(), Negate())),
            "filterReturnValue: argument 0 of the filter (int64)int64 is not the result of "
            "(double, double)double");
  EXPECT_EQ(Refusal(FilterReturnValue(Add(), Add())),
            "filterReturnValue: argument 0 of the filter (int64, int64)int64 is not the result of "
            "(int64, int64)int64");
}

TEST_F(ArgumentCombinatorsTest, CollectingPutsAFiltersArgumentsInPlaceOfOne) {
  EXPECT_EQ(Run(CollectArguments(Add(), 0, Add()), {1, 2, 3}), "6");
  HandleRef minus = Function(table_, "minus", [](int64_t a, int64_t b) { return a - b; });
  EXPECT_EQ(Run(CollectArguments(minus, 1, minus), {10, 5, 2}), "7");
  EXPECT_EQ(Run(CollectArguments(minus, 0, minus), {10, 5, 2}), "3");
  EXPECT_EQ(Run(CollectArguments(minus, 1, Int(4)), {10}), "6");
  EXPECT_EQ(Run(CollectArguments(minus, 1, Note()), {10, 8, 3}), "7");
  EXPECT_EQ(trace_, "8 ");
  EXPECT_EQ(Refusal(CollectArguments(Add(), 1, Multiply())),
            "collectArguments: the result of the filter (double, double)double is not int64");
  EXPECT_EQ(Refusal(CollectArguments(Add(), 2, Negate())),
            "collectArguments: position 2 for 1 arguments is not in (int64, int64)int64");
  EXPECT_EQ(Run(CollectArguments(Add(), 0, Root()), {-4, 1}), "error: negative");
}

TEST_F(ArgumentCombinatorsTest, FoldingGivesTheCombinersResultFirst) {
  HandleRef three = Function(table_, "three",
                             [](int64_t a, int64_t b, int64_t c) { return a * 100 + b * 10 + c; });
  EXPECT_EQ(Run(FoldArguments(three, 0, Add()), {1, 2}), "312");
  EXPECT_EQ(Run(FoldArguments(three, 0, Negate()), {1, 2}), "-88");
  EXPECT_EQ(Run(FoldArguments(three, 1, Negate()), {1, 2}), "82");
  EXPECT_EQ(Run(FoldArguments(three, 2, Int(7)), {1, 2}), "127");
  EXPECT_EQ(Run(FoldArguments(three, 1, Note()), {1, 2, 3}), "123");
  EXPECT_EQ(trace_, "2 ");
  EXPECT_EQ(Run(FoldArguments(three, 0, Root()), {-1, 2}), "error: negative");
  EXPECT_EQ(Refusal(FoldArguments(Mixed(), 0, Negate())),
            "foldArguments: argument 0 of the combiner (int64)int64 is not argument 1 of (int64, "
            "double, bool)double");
  EXPECT_EQ(Refusal(FoldArguments(three, 2, Add())),
            "foldArguments: argument 0 of the combiner (int64, int64)int64 is not argument 3 of "
            "(int64, int64, int64)int64");
  EXPECT_EQ(Refusal(FoldArguments(Add(), 0, Multiply())),
            "foldArguments: the result of the combiner (double, double)double is not int64");
}

TEST_F(ArgumentCombinatorsTest, HandlesWithoutATypeAndMissingOnesAreRefused) {
  constexpr static NativeLeaf kLeaf{"int + int", nullptr};
  EXPECT_EQ(Refusal(BindTo(table_.Native(&kLeaf), 1)),
            "insertArguments: 'native int + int' has no type of its own: it belongs to its site's "
            "operation");
  EXPECT_EQ(Refusal(BindTo(HandleRef(), 1)), "insertArguments: a handle is missing");
  HandleTable other;
  EXPECT_EQ(Refusal(FilterReturnValue(Add(), Identity(other, kInt64))),
            "filterReturnValue: the handles belong to different tables");
}

TEST_F(ArgumentCombinatorsTest, GraphsAreOfBoundedDepth) {
  HandleRef handle = Negate();
  Built deeper = handle;
  while (deeper.ok()) {
    handle = *deeper;
    deeper = FilterReturnValue(handle, Negate());
  }
  EXPECT_EQ(handle->depth(), MethodHandle::kMaxDepth);
  EXPECT_EQ(deeper.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Run(handle, {1}), "1");
}

TEST_F(ArgumentCombinatorsTest, GraphsBeyondTheStackFailToRun) {
  HandleRef handle = Negate();
  for (int i = 0; i < 900; ++i) handle = *FilterReturnValue(handle, Negate());
  InvocationContext small(table_, nullptr, 8 * 1024);
  const uint64_t word = 1;
  uint64_t result;
  EXPECT_FALSE(Invoke(*handle, small, &word, &result));
  EXPECT_EQ(small.TakeStatus().code(), absl::StatusCode::kResourceExhausted);
  table_.SetContext(&context_);
}

TEST_F(ArgumentCombinatorsTest, MatchingPutsArgumentsAroundThoseThatThereAre) {
  // Keeps the double, then takes (bool, bool, int64, int64, value), of which it uses 2 and 3.
  const HandleRef mixed =
      *PermuteArguments(Mixed(), Type(kDouble, {kDouble, kInt64, kBool}), {1, 0, 2});
  const std::vector<Parameter> all{kBool, kInt64, kBool, kValue};
  const HandleRef matched = *DropArgumentsToMatch(mixed, 1, all, 1);
  EXPECT_EQ(matched->type()->ToString(), "(double, bool, int64, bool, value)double");
  EXPECT_EQ(Run(matched, {2.0, false, 3, true, Value::None()}), Run(mixed, {2.0, 3, true}));
  EXPECT_EQ(DropArgumentsToMatch(Negate(), 0, std::vector<Parameter>{kInt64}, 0)->get(),
            Negate().get());
  EXPECT_EQ(Refusal(DropArgumentsToMatch(mixed, 1, all, 0)),
            "dropArgumentsToMatch: argument 1 of (double, int64, bool)double is not argument 1 of "
            "(double, bool, int64, bool, value)double");
  EXPECT_EQ(Refusal(DropArgumentsToMatch(mixed, 4, all, 0)),
            "dropArgumentsToMatch: position 4 for 0 arguments is not in (double, int64, "
            "bool)double");
  EXPECT_EQ(
      Refusal(DropArgumentsToMatch(mixed, 1, all, 3)),
      "dropArgumentsToMatch: position 4 for 2 arguments is not in (double, bool, int64, bool, "
      "value)double");
}

TEST_F(ArgumentCombinatorsTest, CombiningGivesAllPartsTheSameParameters) {
  const std::vector<Parameter> parameters{kInt64, kInt64};
  const HandleRef sum = *Combine(Add(), {Add(), Negate()}, parameters);
  EXPECT_EQ(sum->type()->ToString(), "(int64, int64)int64");
  EXPECT_EQ(Run(sum, {3, 4}), "4");
  EXPECT_EQ(Run(Combine(Int(5), {}, parameters), {3, 4}), "5");
  // From left to right; an error ends it.
  const HandleRef noted = *FoldArguments(Identity(table_, kInt64), 0, Note());
  EXPECT_EQ(Run(Combine(Add(), {noted, *FilterReturnValue(Add(), noted)}, parameters), {3, 4}),
            "10");
  EXPECT_EQ(trace_, "3 7 ");
  EXPECT_EQ(Run(Combine(Add(), {Root(), noted}, parameters), {-1, 4}), "error: negative");
  EXPECT_EQ(trace_, "3 7 ");
  EXPECT_EQ(Refusal(Combine(Add(), {Negate()}, parameters)),
            "combine: 1 parts do not make the arguments of (int64, int64)int64");
  EXPECT_EQ(Refusal(Combine(Add(), {Negate(), IsPositive()}, parameters)),
            "combine: the result of the part 1 (int64)bool is not int64");
  EXPECT_EQ(Refusal(Combine(Negate(), {Add()}, std::vector<Parameter>{kInt64})),
            "combine: argument 1 of the part 0 (int64, int64)int64 is not argument 1 of "
            "(int64)int64");
  EXPECT_EQ(Refusal(Combine(Negate(), {HandleRef()}, parameters)), "combine: a handle is missing");
  EXPECT_EQ(Refusal(Combine(Int(5), {}, std::vector<Parameter>{kVoid})),
            "combine: no type takes these parameters");
}

}  // namespace
}  // namespace krait::callsite
