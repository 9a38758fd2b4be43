#include "callsite/combinators/control.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class ControlCombinatorsTest : public KernelTest {
 protected:
  HandleRef FirstOf() {
    return Function(table_, "first", [](int64_t a, int64_t) { return a; });
  }
};

TEST_F(ControlCombinatorsTest, LeavesThatNeedNothing) {
  EXPECT_EQ(Run(ConstantWord(table_, 2.5)), "2.5");
  EXPECT_EQ(Run(ConstantWord(table_, Value::Int(3))), "int 3");
  EXPECT_EQ(ConstantWord(table_, Value::Int(3)).get(), table_.Constant(Value::Int(3)).get());
  EXPECT_EQ(Run(Identity(table_, kValue), {Value::True()}), "True");
  EXPECT_EQ(Run(Zero(table_, kValue)), "None");
  EXPECT_EQ(Run(Zero(table_, kDouble)), "0");
  EXPECT_EQ(Run(Zero(table_, kPointer)), "null");
  EXPECT_EQ(Run(Zero(table_, kVoid)), "void");
  EXPECT_EQ(Run(Empty(Type(kBool, {kInt64}), table_), {5}), "false");
}

TEST_F(ControlCombinatorsTest, Arrays) {
  int16_t elements[] = {5, -6};
  HostArray array{elements, 2};
  EXPECT_EQ(Run(ArrayLength(table_), {&array}), "2");
  EXPECT_EQ(Run(ArrayGetter(table_, FieldType::kInt16), {&array, 1}), "-6");
  EXPECT_EQ(Run(ArraySetter(table_, FieldType::kInt16), {&array, 0, 7}), "void");
  EXPECT_EQ(elements[0], 7);
  EXPECT_EQ(Run(ArrayGetter(table_, FieldType::kInt16), {&array, 2}),
            "error: index 2 is not in an array of 2");
  EXPECT_EQ(Run(ArraySetter(table_, FieldType::kInt16), {&array, -1, 7}),
            "error: index -1 is not in an array of 2");
}

TEST_F(ControlCombinatorsTest, LeavesOfARuntimeArePerformedByIt) {
  struct Runtime final : ScriptInvoker {
    bool Call(InvocationContext&, Value, std::span<const Value>, Value*) override { return false; }
    bool Perform(InvocationContext& context, const MethodHandle& leaf,
                 std::span<const Value> arguments, Value* result) override {
      if (arguments.empty()) return context.Fail(66, "nothing to " + leaf.ToString());
      *result = Value::Int(arguments[0].AsInt() + leaf.index());
      return true;
    }
  };
  const ResourceRef<Runtime> runtime(new Runtime);
  HeapObject object{};
  const HandleRef leaf = table_.Special(&object, 5);
  EXPECT_EQ(leaf->type(), nullptr);
  const Built one = PerformLeaf(runtime.get(), leaf, 1);
  EXPECT_EQ(Run(one, {Value::Int(2)}), "int 7");
  EXPECT_EQ(Run(FilterReturnValue(*one, *one), {Value::Int(2)}), "int 12");
  EXPECT_EQ((*one)->ToString(), "perform : (value)value\n  special");
  EXPECT_EQ(*one, *PerformLeaf(runtime.get(), leaf, 1));
  EXPECT_EQ(Run(PerformLeaf(runtime.get(), leaf, 0)), "error: nothing to special");
  EXPECT_EQ(Refusal(PerformLeaf(runtime.get(), Add(), 1)),
            "perform: function is no leaf of a runtime's own sites");
  EXPECT_EQ(Refusal(PerformLeaf(runtime.get(), HandleRef(), 1)), "perform: the leaf is null");
  struct Bare final : ScriptInvoker {
    bool Call(InvocationContext&, Value, std::span<const Value>, Value*) override { return false; }
  };
  const ResourceRef<Bare> bare(new Bare);
  EXPECT_EQ(Run(PerformLeaf(bare.get(), leaf, 1), {Value::Int(2)}),
            "error: nobody performs 'special'");
}

TEST_F(ControlCombinatorsTest, ScriptFunctionsRunByTheirRuntime) {
  struct Runtime final : ScriptInvoker {
    bool Call(InvocationContext& context, Value function, std::span<const Value> arguments,
              Value* result) override {
      if (arguments.empty()) return context.Fail(2, "script error", Value::Int(9));
      *result = Value::Int(function.AsInt() + arguments[0].AsInt());
      return true;
    }
  };
  ResourceRef<Runtime> runtime(new Runtime);
  EXPECT_EQ(Run(ScriptFunction(table_, runtime.get(), Value::Int(40), 1), {Value::Int(2)}),
            "int 42");
  EXPECT_EQ(Run(CatchException(ScriptFunction(table_, runtime.get(), Value::Int(40), 0), kAnyError,
                               Identity(table_, kValue))),
            "int 9");
}

TEST_F(ControlCombinatorsTest, TheTestDecides) {
  EXPECT_EQ(Run(GuardWithTest(IsPositive(), Add(), FirstOf()), {1, 2}), "3");
  EXPECT_EQ(Run(GuardWithTest(IsPositive(), Add(), FirstOf()), {-1, 2}), "-1");
  const HandleRef fails = Function(
      table_, "fails", []() -> absl::StatusOr<bool> { return absl::InternalError("test failed"); });
  EXPECT_EQ(Run(GuardWithTest(fails, Add(), FirstOf()), {1, 2}), "error: test failed");
}

TEST_F(ControlCombinatorsTest, GuardsThatDoNotFitAreRefused) {
  EXPECT_EQ(Refusal(GuardWithTest(Negate(), Add(), FirstOf())),
            "guardWithTest: the result of the test (int64)int64 is not bool");
  EXPECT_EQ(Refusal(GuardWithTest(IsPositive(), Add(), Negate())),
            "guardWithTest: the fallback (int64)int64 differs from (int64, int64)int64 at argument "
            "1");
  EXPECT_EQ(Refusal(GuardWithTest(IsPositive(), Multiply(), Multiply())),
            "guardWithTest: argument 0 of the test (int64)bool is not argument 0 of (double, "
            "double)double");
  EXPECT_EQ(Refusal(GuardWithTest(IsPositive(), Add(), Multiply())),
            "guardWithTest: the result of the fallback (double, double)double is not that of "
            "(int64, int64)int64");
}

TEST_F(ControlCombinatorsTest, GuardsOfSitesAreHandlesToo) {
  const HandleRef guard = GuardTest(table_, Guard::Shapes(kIntWord, kFloatWord));
  EXPECT_EQ(guard->type()->ToString(), "(value, value)bool");
  EXPECT_EQ(Run(guard, {Value::Int(1), Value::Double(2)}), "true");
  EXPECT_EQ(Run(guard, {Value::Int(1), Value::Int(2)}), "false");
  EXPECT_EQ(Run(GuardTest(table_, Guard::Identity(Value::None())), {Value::None()}), "true");
  EXPECT_EQ(GuardOf(*guard).second, kFloatWord);
}

TEST_F(ControlCombinatorsTest, AFiredSwitchPointChoosesTheFallback) {
  const SwitchPointRef point = NewSwitchPoint();
  const HandleRef guarded = *SwitchPointGuard(point, Add(), FirstOf());
  EXPECT_EQ(Run(guarded, {1, 2}), "3");
  point->Invalidate();
  EXPECT_EQ(Run(guarded, {1, 2}), "1");
  EXPECT_EQ(Refusal(SwitchPointGuard(SwitchPointRef(), Add(), Add())),
            "switchPoint: a switch point is missing");
}

TEST_F(ControlCombinatorsTest, HandlersTakeTheErrorAsTheyAskForIt) {
  EXPECT_EQ(Run(CatchException(Root(), kAnyError, Identity(table_, kInt64)), {-1}), "3");
  EXPECT_EQ(Run(CatchException(Root(), kAnyError, Identity(table_, kInt64)), {16}), "4");
  const HandleRef message = Function(table_, "length", [](const PendingError* error) {
    return static_cast<int64_t>(error->message.size());
  });
  EXPECT_EQ(Run(CatchException(Root(), kAnyError, message), {-1}), "8");
  EXPECT_EQ(Run(CatchException(Root(), kAnyError, Add()), {-1}), "2");
}

TEST_F(ControlCombinatorsTest, OnlyTheCodeAskedForIsCaught) {
  constexpr auto kInvalid = static_cast<int32_t>(absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Run(CatchException(Root(), kInvalid, Identity(table_, kInt64)), {-1}), "3");
  EXPECT_EQ(Run(CatchException(Root(), 5, Identity(table_, kInt64)), {-1}), "error: negative");
}

TEST_F(ControlCombinatorsTest, AHandlersOwnErrorGoesOn) {
  const HandleRef again = *DropArguments(*BindTo(Root(), -2), 0, {kInt64});
  EXPECT_EQ(Run(CatchException(Root(), kAnyError, again), {-1}), "error: negative");
}

TEST_F(ControlCombinatorsTest, HandlersThatDoNotFitAreRefused) {
  EXPECT_EQ(Refusal(CatchException(Root(), 0, Int(1))),
            "catchException: argument 0 of the handler ()int64 cannot be an error: it is int64, "
            "value or pointer");
  EXPECT_EQ(Refusal(CatchException(Root(), 0, Identity(table_, kValue))),
            "catchException: the result of the handler (value)value is not int64");
  const HandleRef wrong = *DropArguments(Int(1), 0, {kInt64, kDouble});
  EXPECT_EQ(Refusal(CatchException(Root(), 0, wrong)),
            "catchException: argument 0 of the handler (without the error) (double)int64 is not "
            "argument 0 of (int64)int64");
}

TEST_F(ControlCombinatorsTest, ThrowingAndCatching) {
  EXPECT_EQ(Run(ThrowError(table_, kInt64, kInt64), {5}), "error: error 5");
  const HandleRef thrower = *ThrowError(table_, kInt64, kValue);
  EXPECT_EQ(Run(CatchException(*BindTo(thrower, Value::Int(8)), 0,
                               *AsType(Identity(table_, kInt64), Type(kInt64, {kValue})))),
            "8");
  EXPECT_EQ(Refusal(ThrowError(table_, kInt64, kDouble)),
            "throw: an error is no double (argument 0); it is int64, value or pointer");
  // A handler that throws what it was given.
  EXPECT_EQ(Run(CatchException(Root(), 0, *ThrowError(table_, kInt64, kPointer)), {-1}),
            "error: negative");
}

TEST_F(ControlCombinatorsTest, CleanupsRunInEitherCase) {
  const HandleRef cleanup =
      Function(table_, "cleanup", [this](int64_t error, int64_t result, int64_t a) {
        trace_ += std::to_string(error) + "," + std::to_string(result) + "," + std::to_string(a);
        return result + 1;
      });
  EXPECT_EQ(Run(TryFinally(Root(), cleanup), {16}), "5");
  EXPECT_EQ(trace_, "0,4,16");
  trace_.clear();
  EXPECT_EQ(Run(TryFinally(Root(), cleanup), {-1}), "error: negative");
  EXPECT_EQ(trace_, "3,0,-1");
}

TEST_F(ControlCombinatorsTest, ACleanupsErrorReplacesTheTargets) {
  const HandleRef cleanup = Function(table_, "cleanup", [](const PendingError*) -> absl::Status {
    return absl::InternalError("cleanup failed");
  });
  EXPECT_EQ(Run(TryFinally(Note(), cleanup), {1}), "error: cleanup failed");
  const HandleRef fails = *DropReturn(Root());
  EXPECT_EQ(Run(TryFinally(fails, cleanup), {-1}), "error: cleanup failed");
}

TEST_F(ControlCombinatorsTest, CleanupsThatDoNotFitAreRefused) {
  EXPECT_EQ(Refusal(TryFinally(Root(), Identity(table_, kInt64))),
            "tryFinally: argument 1 of the cleanup (int64)int64 is not the result of (int64)int64");
  EXPECT_EQ(Refusal(TryFinally(Root(), Note())),
            "tryFinally: the result of the cleanup (int64)void is not int64");
}

TEST_F(ControlCombinatorsTest, TheTableChoosesOrTheFallback) {
  const MethodType* type = Type(kInt64, {kInt64});
  auto gives = [&](int64_t i) { return *DropArguments(Int(i), 0, type->parameters()); };
  const Built chosen = TableSwitch(gives(-1), {gives(10), gives(11)});
  EXPECT_EQ(Run(chosen, {0}), "10");
  EXPECT_EQ(Run(chosen, {1}), "11");
  EXPECT_EQ(Run(chosen, {2}), "-1");
  EXPECT_EQ(Run(chosen, {-1}), "-1");
  EXPECT_EQ(Run(chosen, {INT64_MIN}), "-1");
  EXPECT_EQ(Refusal(TableSwitch(Multiply(), {})),
            "tableSwitch: argument 0 of (double, double)double is not int64");
  EXPECT_EQ(Refusal(TableSwitch(gives(1), {gives(2), Add()})),
            "tableSwitch: the case 1 (int64, int64)int64 differs from (int64)int64 at argument 1");
}

}  // namespace
}  // namespace krait::callsite
