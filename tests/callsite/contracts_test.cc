// What the contracts of all combinators have in common: an error in any part of a graph is the
// error of the whole, and nothing runs behind it; and the illegal uses that the tests by family
// leave out.
#include <climits>

#include "callsite/combinators/keywords.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class ContractsTest : public KernelTest {
 protected:
  // Of that type; fails, having said `name`.
  HandleRef Fails(Representation result, std::initializer_list<Parameter> parameters) {
    const HandleRef fail = *BindTo(*ThrowError(table_, result, kInt64), int64_t{66});
    return Says("fails", *DropArgumentsToMatch(fail, Type(result, parameters)));
  }
  // Says so, then does what `handle` does.
  HandleRef Says(std::string text, const HandleRef& handle) {
    return *FoldArguments(handle, 0,
                          Function(table_, "says", [this, text] { trace_ += text + " "; }));
  }
  // Must not run.
  HandleRef Never(Representation result, std::initializer_list<Parameter> parameters) {
    return Says("never", Empty(Type(result, parameters), table_));
  }
  HandleRef Fine(Representation result, std::initializer_list<Parameter> parameters) {
    return Empty(Type(result, parameters), table_);
  }
  // (int64)bool: the first `n` times it is asked.
  HandleRef Times(int n) {
    return Function(table_, "times", [n](int64_t) mutable { return n-- > 0; });
  }

  void ExpectError(const char* what, const Built& built) {
    SCOPED_TRACE(what);
    ASSERT_TRUE(built.ok()) << built.status();
    std::vector<uint64_t> words(static_cast<size_t>((*built)->type()->arity()), 1);
    for (int i = 0; i < (*built)->type()->arity(); ++i) {
      if ((*built)->type()->at(i) == kValue) words[static_cast<size_t>(i)] = Value::Int(1).bits();
    }
    trace_.clear();
    uint64_t result = 0;
    EXPECT_FALSE(Invoke(**built, context_, words.data(), &result));
    EXPECT_EQ(context_.TakeError().code, 66);
    EXPECT_EQ(trace_, "fails ");
  }
};

TEST_F(ContractsTest, ErrorsOfArgumentsAndResultsPassThrough) {
  const HandleRef one = Fails(kInt64, {kInt64});
  const HandleRef two = Fails(kInt64, {kInt64, kInt64});
  const HandleRef none = Fails(kInt64, {});
  const HandleRef never = Never(kInt64, {kInt64});
  const HandleRef never_two = Never(kInt64, {kInt64, kInt64});
  ExpectError("insert", InsertArguments(one, 0, {1}));
  ExpectError("bind", BindTo(two, 1));
  ExpectError("drop", DropArguments(one, 1, {kBool}));
  ExpectError("dropReturn", DropReturn(one));
  ExpectError("dropToMatch", DropArgumentsToMatch(one, Type(kInt64, {kInt64, kDouble})));
  ExpectError("permute", PermuteArguments(two, Type(kInt64, {kInt64}), {0, 0}));
  ExpectError("filter", FilterArguments(never_two, 0, {one, never}));
  ExpectError("second filter", FilterArguments(never_two, 0, {Fine(kInt64, {kInt64}), one}));
  ExpectError("filtered", FilterArguments(one, 0, {Fine(kInt64, {kInt64})}));
  ExpectError("filterReturn", FilterReturnValue(one, never));
  ExpectError("return's filter", FilterReturnValue(Fine(kInt64, {}), one));
  ExpectError("collect", CollectArguments(never, 0, none));
  ExpectError("collected", CollectArguments(one, 0, Fine(kInt64, {})));
  ExpectError("fold", FoldArguments(never_two, 0, one));
  ExpectError("folded", FoldArguments(two, 0, Fine(kInt64, {})));
  ExpectError("void fold", FoldArguments(never, 0, Fails(kVoid, {})));
  ExpectError("combine", Combine(never_two, {one, never}, std::vector<Parameter>{kInt64}));
  ExpectError("combined", Combine(one, {Fine(kInt64, {})}, std::vector<Parameter>{kInt64}));
  ExpectError("keywords",
              BindKeywords(one, {{"a"}}, Type(kInt64, {Parameter::Keyword("a", kInt64)})));
}

TEST_F(ContractsTest, ErrorsOfConversionsPassThrough) {
  const HandleRef one = Fails(kInt64, {kInt64});
  ExpectError("asType", AsType(one, Type(kValue, {kValue})));
  ExpectError("explicit", ExplicitCastArguments(one, Type(kBool, {kDouble})));
  ExpectError("collector", AsCollector(Fails(kInt64, {kPointer}), 0, 2, FieldType::kInt64));
  const HandleRef varargs = *AsVarargsCollector(Fails(kInt64, {kPointer}), FieldType::kInt64);
  ExpectError("varargs", AdaptCall(varargs, Type(kInt64, {kInt64, kInt64})));
  int64_t elements[] = {1};
  HostArray array{elements, 1};
  ExpectError("spreader", BindTo(*AsSpreader(one, 0, 1, FieldType::kInt64), &array));
  auto* callee = const_cast<MethodHandle*>(one.get());
  ExpectError("exact", BindTo(*ExactInvoker(table_, one->type()), callee));
  ExpectError("generic", BindTo(*GenericInvoker(table_, Type(kValue, {kValue})), callee));
  ExpectError("spread invoker",
              InsertArguments(*SpreadInvoker(table_, one->type(), 0, FieldType::kInt64), 0,
                              {callee, static_cast<void*>(&array)}));
}

TEST_F(ContractsTest, ErrorsOfChoicesAndHandlersPassThrough) {
  const HandleRef one = Fails(kInt64, {kInt64});
  const HandleRef never = Never(kInt64, {kInt64});
  ExpectError("test", GuardWithTest(Fails(kBool, {kInt64}), never, never));
  ExpectError("target", GuardWithTest(IsPositive(), one, never));
  ExpectError("fallback", GuardWithTest(Fine(kBool, {}), never, one));
  const SwitchPointRef point = NewSwitchPoint();
  ExpectError("valid", SwitchPointGuard(point, one, never));
  point->Invalidate();
  ExpectError("fired", SwitchPointGuard(point, never, one));
  ExpectError("case", TableSwitch(never, {never, one}));
  ExpectError("no case", TableSwitch(one, {never}));
  const HandleRef handler = Never(kInt64, {kInt64});
  ExpectError("not caught", CatchException(one, 67, handler));
  ExpectError("handler", CatchException(*BindTo(*ThrowError(table_, kInt64, kInt64), int64_t{5}), 0,
                                        Fails(kInt64, {kInt64})));
  ExpectError("finally", TryFinally(one, Fine(kInt64, {kInt64, kInt64})));
  ExpectError("cleanup", TryFinally(Fine(kInt64, {kInt64}), Fails(kInt64, {kInt64, kInt64})));
  MutableSite changing(one);
  VolatileSite loaded(one);
  ConstantSite constant(one);
  ExpectError("mutable site", changing.DynamicInvoker());
  ExpectError("volatile site", loaded.DynamicInvoker());
  ExpectError("constant site", constant.DynamicInvoker());
}

TEST_F(ContractsTest, ErrorsOfLoopsPassThrough) {
  const HandleRef none = Fails(kInt64, {});
  const HandleRef body = Never(kInt64, {kInt64, kInt64});
  ExpectError("start", CountedLoop(none, Never(kInt64, {}), HandleRef(), body));
  ExpectError("end", CountedLoop(Int(0), none, HandleRef(), body));
  ExpectError("init", CountedLoop(Int(0), Int(2), none, body));
  ExpectError("body", CountedLoop(Int(2), HandleRef(), Fails(kInt64, {kInt64, kInt64})));

  const HandleRef iterator = Int(0);
  const HandleRef next = Fine(kInt64, {kInt64});
  ExpectError("iterator", IteratedLoop(none, Times(2), next, HandleRef(), body));
  ExpectError("has-next", IteratedLoop(iterator, Fails(kBool, {kInt64}), next, HandleRef(), body));
  ExpectError("next", IteratedLoop(iterator, Times(2), Fails(kInt64, {kInt64}), HandleRef(), body));
  ExpectError("iterated init", IteratedLoop(iterator, Times(2), next, none, body));
  ExpectError("iterated body",
              IteratedLoop(iterator, Times(2), next, HandleRef(), Fails(kInt64, {kInt64, kInt64})));

  const HandleRef never = Never(kInt64, {kInt64});
  const HandleRef one = Fails(kInt64, {kInt64});
  ExpectError("while init", WhileLoop(none, Times(2), never));
  ExpectError("while test", WhileLoop(Int(0), Fails(kBool, {kInt64}), never));
  ExpectError("while body", WhileLoop(Int(0), Times(2), one));
  ExpectError("do init", DoWhileLoop(none, never, Times(2)));
  ExpectError("do body", DoWhileLoop(Int(0), one, Times(2)));
  ExpectError("do test", DoWhileLoop(Int(0), Fine(kInt64, {kInt64}), Fails(kBool, {kInt64})));

  const HandleRef never_bool = Never(kBool, {kInt64});
  const HandleRef fine = Fine(kInt64, {kInt64});
  ExpectError("clause init", Loop({{none, never, never_bool, never}}));
  ExpectError("clause step", Loop({{Int(0), one, never_bool, never}}));
  ExpectError("clause test", Loop({{Int(0), fine, Fails(kBool, {kInt64}), never}}));
  ExpectError("clause end", Loop({{Int(0), fine, Times(0), one}}));
  ExpectError("second clause",
              Loop({{Int(0), fine, Times(1), Fine(kInt64, {kInt64})},
                    {HandleRef(), Fails(kVoid, {kInt64}), HandleRef(), HandleRef()}}));
}

TEST_F(ContractsTest, AMissingPartIsRefused) {
  const HandleRef no;
  const HandleRef one = Negate();
  const MethodType* type = one->type();
  const std::vector<Built> all = {
      InsertArguments(no, 0, {1}),
      DropArguments(no, 0, {kBool}),
      DropArgumentsToMatch(no, type),
      DropArgumentsToMatch(no, 0, {}, 0),
      DropReturn(no),
      PermuteArguments(no, type, {0}),
      FilterArguments(no, 0, {one}),
      FilterReturnValue(no, one),
      FilterReturnValue(one, no),
      CollectArguments(no, 0, one),
      CollectArguments(one, 0, no),
      FoldArguments(no, 0, one),
      FoldArguments(one, 0, no),
      Combine(no, {}, {}),
      AsType(no, type),
      ExplicitCastArguments(no, type),
      AsSpreader(no, 0, 0, FieldType::kInt64),
      AsCollector(no, 0, 0, FieldType::kInt64),
      AsVarargsCollector(no, FieldType::kInt64),
      AdaptCall(no, type),
      BindKeywords(no, {}, type),
      GuardWithTest(no, one, one),
      GuardWithTest(IsPositive(), no, one),
      GuardWithTest(IsPositive(), one, no),
      SwitchPointGuard(NewSwitchPoint(), no, one),
      SwitchPointGuard(NewSwitchPoint(), one, no),
      CatchException(no, 0, one),
      CatchException(one, 0, no),
      TryFinally(no, Add()),
      TryFinally(one, no),
      TableSwitch(no, {one}),
      TableSwitch(one, {no}),
      CountedLoop(no, Int(1), no, Add()),
      CountedLoop(Int(1), no, no, Add()),
      CountedLoop(Int(1), no, no),
      CountedLoop(no, no, Add()),
      IteratedLoop(no, IsPositive(), one, no, Add()),
      IteratedLoop(Int(1), no, one, no, Add()),
      IteratedLoop(Int(1), IsPositive(), no, no, Add()),
      IteratedLoop(Int(1), IsPositive(), one, no, no),
      WhileLoop(no, no, one),
      WhileLoop(no, IsPositive(), no),
      DoWhileLoop(no, no, IsPositive()),
      DoWhileLoop(no, one, no),
  };
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_NE(Refusal(all[i]).find(": a handle is missing"), std::string::npos)
        << i << ": " << Refusal(all[i]);
  }
}

TEST_F(ContractsTest, PartsOfAnotherTableAreRefused) {
  HandleTable table;
  const HandleRef other = Identity(table, kInt64);
  const HandleRef other_test = Empty(table.types().Get(kBool, {kInt64}), table);
  const HandleRef one = Negate();
  const std::vector<Built> all = {
      FilterArguments(one, 0, {other}),
      CollectArguments(one, 0, other),
      FoldArguments(one, 0, other),
      GuardWithTest(other_test, one, one),
      GuardWithTest(IsPositive(), one, other),
      SwitchPointGuard(NewSwitchPoint(), one, other),
      CatchException(one, 0, other),
      TryFinally(one, other),
      TableSwitch(one, {other}),
      CountedLoop(Int(1), other, Add()),
      WhileLoop(other, IsPositive(), one),
      WhileLoop(HandleRef(), other_test, one),
      IteratedLoop(Int(1), IsPositive(), other, HandleRef(), Add()),
  };
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_NE(Refusal(all[i]).find(": the handles belong to different tables"), std::string::npos)
        << i << ": " << Refusal(all[i]);
  }
  EXPECT_FALSE(Combine(one, {other}, std::vector<Parameter>{kInt64}).ok());
  LoopClause clause;
  clause.step = other;
  clause.test = IsPositive();
  EXPECT_FALSE(Loop({clause}).ok());
  MutableSite site(one);
  EXPECT_FALSE(site.SetTarget(other).ok());
}

TEST_F(ContractsTest, NoPositionIsTooLarge) {
  EXPECT_FALSE(InsertArguments(Add(), INT_MAX, {1}).ok());
  EXPECT_FALSE(DropArguments(Add(), INT_MAX, {kBool}).ok());
  EXPECT_FALSE(DropArguments(Add(), INT_MIN, {kBool}).ok());
  EXPECT_FALSE(FilterArguments(Add(), INT_MAX, {Negate()}).ok());
  EXPECT_FALSE(CollectArguments(Add(), INT_MAX, Negate()).ok());
  EXPECT_FALSE(CollectArguments(Add(), -1, Note()).ok());
  EXPECT_FALSE(FoldArguments(Add(), INT_MAX, Negate()).ok());
  EXPECT_FALSE(AsSpreader(Add(), INT_MAX, 1, FieldType::kInt64).ok());
  EXPECT_FALSE(AsSpreader(Add(), 0, INT_MAX, FieldType::kInt64).ok());
  EXPECT_FALSE(AsSpreader(Add(), 0, -1, FieldType::kInt64).ok());
  const HandleRef array = ArrayLength(table_);
  EXPECT_FALSE(AsCollector(array, INT_MAX, 1, FieldType::kInt64).ok());
  EXPECT_FALSE(AsCollector(array, 0, INT_MAX, FieldType::kInt64).ok());
  EXPECT_EQ(Refusal(AsCollector(array, 0, -1, FieldType::kInt64)),
            "asCollector: argument 0 of (pointer)int64 is no pointer to an array of -1");
  EXPECT_FALSE(SpreadInvoker(table_, Add()->type(), INT_MAX, FieldType::kInt64).ok());
  const std::vector<Parameter> all{kInt64};
  EXPECT_EQ(Refusal(DropArgumentsToMatch(Negate(), 0, all, INT_MAX)),
            "dropArgumentsToMatch: position 2147483647 is not among the 1 arguments to match");
}

TEST_F(ContractsTest, AMissingTypeIsRefused) {
  EXPECT_EQ(Refusal(DropArgumentsToMatch(Negate(), nullptr)),
            "dropArgumentsToMatch: a type is missing for (int64)int64");
  EXPECT_EQ(Refusal(AdaptCall(Negate(), nullptr)), "asType: a type is missing for (int64)int64");
  const HandleRef varargs = *AsVarargsCollector(ArrayLength(table_), FieldType::kInt64);
  EXPECT_EQ(Refusal(AdaptCall(varargs, nullptr)), "asType: a type is missing for (pointer)int64");
  EXPECT_EQ(Refusal(ExactInvoker(table_, nullptr)), "exactInvoker: a type is missing");
  EXPECT_EQ(Refusal(GenericInvoker(table_, nullptr)), "invoker: a type is missing");
  EXPECT_EQ(Refusal(SpreadInvoker(table_, nullptr, 0, FieldType::kInt64)),
            "spreadInvoker: a type is missing");
  EXPECT_EQ(Refusal(BindKeywords(Negate(), {{"a"}}, nullptr)),
            "bindKeywords: a type is missing for (int64)int64");
}

TEST_F(ContractsTest, MoreParametersThanThereAreCanBeNoType) {
  const std::vector<Parameter> many(MethodType::kMaxArity, kInt64);
  const HandleRef widest = *DropArguments(Int(1), 0, many);
  const std::string refusal = "more than 255 parameters, or a void one";
  EXPECT_EQ(Refusal(DropArguments(widest, 0, {kBool})), "dropArguments: " + refusal);
  EXPECT_EQ(Refusal(CollectArguments(widest, 0, Add())), "collectArguments: " + refusal);
  EXPECT_EQ(Refusal(ExactInvoker(table_, widest->type())), "exactInvoker: " + refusal);
  EXPECT_EQ(Refusal(DropArgumentsToMatch(Negate(), 1, many, 0)),
            "dropArgumentsToMatch: too many arguments for (int64)int64");
  EXPECT_EQ(Refusal(WhileLoop(Int(1), *DropArguments(ConstantWord(table_, true), 0, many), Int(1))),
            "built");
  EXPECT_EQ(Refusal(CountedLoop(widest, HandleRef(), Add())),
            "countedLoop: more than 255 parameters");
  const HandleRef array = *DropArguments(ArrayLength(table_), 1, {kInt64});
  EXPECT_EQ(Refusal(AsCollector(array, 0, MethodType::kMaxArity, FieldType::kInt64)),
            "asCollector: " + refusal);
}

TEST_F(ContractsTest, PartsOfLoopsThatDoNotFitAreRefused) {
  const HandleRef is = IsPositive();
  EXPECT_EQ(Refusal(CountedLoop(ConstantWord(table_, true), Int(1), HandleRef(), Note())),
            "countedLoop: the result of the start ()bool is not int64");
  EXPECT_EQ(Refusal(IteratedLoop(Int(1), is, Negate(), ConstantWord(table_, 1.5), Add())),
            "iteratedLoop: the result of the init ()double is not int64");
  EXPECT_EQ(Refusal(IteratedLoop(Int(1), is, Negate(), HandleRef(), Multiply())),
            "iteratedLoop: argument 1 of the body (double, double)double is not argument 1 of "
            "(double, int64)double");
  EXPECT_EQ(Refusal(IteratedLoop(Int(1), is, Add(), HandleRef(), Add())),
            "iteratedLoop: the next (int64, int64)int64 differs from (int64)int64 at argument 1");
  EXPECT_EQ(Refusal(WhileLoop(ConstantWord(table_, 1.5), is, Negate())),
            "whileLoop: the result of the init ()double is not int64");
  EXPECT_EQ(Refusal(WhileLoop(Int(1), is, Root()->type() == is->type() ? Root() : Multiply())),
            "whileLoop: the result of the init ()int64 is not double");
  EXPECT_EQ(
      Refusal(WhileLoop(HandleRef(), is, Multiply())),
      "whileLoop: argument 0 of the test (int64)bool is not argument 0 of (double, double)bool");
  EXPECT_EQ(Refusal(DoWhileLoop(HandleRef(), Negate(), Negate())),
            "doWhileLoop: the result of the test (int64)int64 is not bool");
  LoopClause clause;
  clause.init = Int(1);
  clause.test = is;
  clause.step = Multiply();
  EXPECT_EQ(Refusal(Loop({clause})),
            "loop: the result of the step (double, double)double is not int64");
  clause.step = HandleRef();
  clause.end = Multiply();
  EXPECT_EQ(Refusal(Loop({clause})),
            "loop: argument 0 of the end (double, double)double is not argument 0 of (int64, "
            "double)double");
  LoopClause other = clause;
  clause.end = Int(1);
  other.end = ConstantWord(table_, 1.5);
  EXPECT_EQ(Refusal(Loop({clause, other})), "loop: the result of the end ()int64 is not double");
  EXPECT_EQ(Refusal(Loop({})), "loop: no clause has a test");
}

}  // namespace
}  // namespace krait::callsite
