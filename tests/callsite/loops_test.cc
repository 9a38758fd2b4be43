#include "callsite/combinators/loops.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class LoopsTest : public KernelTest {
 protected:
  // (int64 v, int64 i)int64
  HandleRef Accumulate() {
    return Function(table_, "accumulate", [](int64_t v, int64_t i) { return v * 10 + i; });
  }
  HandleRef LessThan(int64_t limit) {
    return Function(table_, "less", [limit](int64_t v) { return v < limit; });
  }
};

TEST_F(LoopsTest, CountedFromStartToEnd) {
  EXPECT_EQ(Run(CountedLoop(Int(1), Int(5), Int(0), Accumulate())), "1234");
  EXPECT_EQ(Run(CountedLoop(Int(4), HandleRef(), Accumulate())), "123");
  EXPECT_EQ(Run(CountedLoop(Int(5), Int(5), Int(7), Accumulate())), "7");
  EXPECT_EQ(Run(CountedLoop(Int(5), Int(-5), Int(7), Accumulate())), "7");
  EXPECT_EQ(Run(CountedLoop(Int(INT64_MAX - 1), Int(INT64_MAX), Int(0), Accumulate())),
            std::to_string(INT64_MAX - 1));
}

TEST_F(LoopsTest, CountedWithoutAVariable) {
  const Built loop = CountedLoop(Int(3), HandleRef(), Note());
  EXPECT_EQ((*loop)->type()->ToString(), "()void");
  EXPECT_EQ(Run(loop), "void");
  EXPECT_EQ(trace_, "0 1 2 ");
}

TEST_F(LoopsTest, PartsTakeTheLeadingArgumentsOfTheLoop) {
  const HandleRef body = Function(table_, "body", [](double v, int64_t i, int64_t n, double by) {
    return v + static_cast<double>(i * n) * by;
  });
  const Built loop = CountedLoop(Identity(table_, kInt64), HandleRef(), body);
  EXPECT_EQ((*loop)->type()->ToString(), "(int64, double)double");
  EXPECT_EQ(Run(loop, {3, 0.5}), "4.5");
}

TEST_F(LoopsTest, CountedRefuses) {
  EXPECT_EQ(Refusal(CountedLoop(ConstantWord(table_, 1.5), HandleRef(), Note())),
            "countedLoop: the result of the end ()double is not int64");
  EXPECT_EQ(Refusal(CountedLoop(Int(1), ConstantWord(table_, 1.5), Accumulate())),
            "countedLoop: the result of the init ()double is not int64");
  EXPECT_EQ(Refusal(CountedLoop(Int(1), HandleRef(), Multiply())),
            "countedLoop: argument 1 of the body (double, double)double is not argument 1 of "
            "(double, int64)double");
  const HandleRef end = *DropArguments(Int(1), 0, {kDouble});
  const HandleRef body = *DropArguments(Accumulate(), 2, {kBool});
  EXPECT_EQ(Refusal(CountedLoop(end, HandleRef(), body)),
            "countedLoop: argument 2 of the body (int64, int64, bool)int64 is not argument 2 of "
            "(int64, int64, double)int64");
}

TEST_F(LoopsTest, ErrorsEndALoop) {
  const HandleRef body = *FilterReturnValue(
      Function(table_, "down", [](int64_t v, int64_t) { return v - 1; }), Root());
  EXPECT_EQ(Run(CountedLoop(Int(9), Int(0), body)), "error: negative");
  EXPECT_EQ(Run(CountedLoop(*BindTo(Root(), -1), HandleRef(), Note())), "error: negative");
  EXPECT_EQ(trace_, "");
}

TEST_F(LoopsTest, Iterated) {
  struct List {
    int64_t head;
    const List* tail;
  };
  static const List kThree{3, nullptr};
  static const List kTwo{2, &kThree};
  struct Cursor {
    const List* at;
  };
  const HandleRef iterator = Function(table_, "iterator", [this](const List* list) {
    static_assert(sizeof(Cursor) == sizeof(void*));
    trace_ += "start ";
    return new Cursor{list};
  });
  const HandleRef has_next = Function(table_, "has-next", [](Cursor* c) {
    const bool more = c->at != nullptr;
    if (!more) delete c;
    return more;
  });
  const HandleRef next = Function(table_, "next", [](Cursor* c) {
    const int64_t head = c->at->head;
    c->at = c->at->tail;
    return head;
  });
  const Built loop = IteratedLoop(iterator, has_next, next, Int(1), Accumulate());
  EXPECT_EQ((*loop)->type()->ToString(), "(pointer)int64");
  EXPECT_EQ(Run(loop, {&kTwo}), "123");
  EXPECT_EQ(Run(loop, {static_cast<const List*>(nullptr)}), "1");
  EXPECT_EQ(trace_, "start start ");
  EXPECT_EQ(Run(IteratedLoop(iterator, has_next, next, HandleRef(), Note()), {&kTwo}), "void");
  EXPECT_EQ(trace_, "start start start 2 3 ");
  EXPECT_EQ(Refusal(IteratedLoop(iterator, IsPositive(), next, Int(1), Accumulate())),
            "iteratedLoop: the has-next (int64)bool differs from (pointer)bool at argument 0");
  EXPECT_EQ(Refusal(IteratedLoop(iterator, has_next, Note(), Int(1), Accumulate())),
            "iteratedLoop: the iterator (pointer)pointer or next (int64)void gives no result");
}

TEST_F(LoopsTest, WhileTestsFirstDoWhileLast) {
  const HandleRef twice = Function(table_, "twice", [](int64_t v) { return v * 2; });
  EXPECT_EQ(Run(WhileLoop(Int(1), LessThan(100), twice)), "128");
  EXPECT_EQ(Run(WhileLoop(Int(500), LessThan(100), twice)), "500");
  EXPECT_EQ(Run(DoWhileLoop(Int(500), twice, LessThan(100))), "1000");
  EXPECT_EQ(Refusal(WhileLoop(Int(1), twice, twice)),
            "whileLoop: the result of the test (int64)int64 is not bool");
  EXPECT_EQ(Refusal(DoWhileLoop(Int(1), Multiply(), LessThan(1))),
            "doWhileLoop: the result of the init ()int64 is not double");
}

TEST_F(LoopsTest, ClausesRunInOrderUntilATestFails) {
  // i counts up, sum collects what i is; the loop ends with sum when i reaches n.
  LoopClause counter;
  counter.init = Int(0);
  counter.step = *BindTo(Add(), 1);
  counter.test = Function(table_, "below", [](int64_t i, int64_t, int64_t n) { return i < n; });
  counter.end = Function(table_, "sum", [](int64_t, int64_t sum) { return sum; });
  LoopClause sum;
  sum.step = Add();
  const Built loop = Loop({counter, sum});
  EXPECT_EQ((*loop)->type()->ToString(), "(int64)int64");
  EXPECT_EQ(Run(loop, {5}), "10");
  EXPECT_EQ(Run(loop, {0}), "0");
  counter.end = HandleRef();
  EXPECT_EQ(Run(Loop({counter, sum}), {5}), "void");
}

TEST_F(LoopsTest, LoopsWithoutATestAreRefused) {
  LoopClause clause;
  clause.step = Negate();
  EXPECT_EQ(Refusal(Loop({clause})), "loop: no clause has a test");
  clause.test = Negate();
  EXPECT_EQ(Refusal(Loop({clause})), "loop: the result of the test (int64)int64 is not bool");
  clause.test = IsPositive();
  clause.init = ConstantWord(table_, 1.5);
  EXPECT_EQ(Refusal(Loop({clause})), "loop: the result of the step (int64)int64 is not double");
}

TEST_F(LoopsTest, AnEndlessLoopCanBeCancelled) {
  const HandleRef cancel = Function(table_, "cancel", [this](int64_t v) {
    if (v == 3) context_.Cancel();
    return v + 1;
  });
  const HandleRef always = *DropArguments(ConstantWord(table_, true), 0, {kInt64});
  EXPECT_EQ(Run(WhileLoop(Int(0), always, cancel)), "error: the invocation was cancelled");
  EXPECT_EQ(Run(Int(1)), "1");
}

}  // namespace
}  // namespace krait::callsite
