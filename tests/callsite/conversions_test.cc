#include "callsite/combinators/conversions.h"

#include <cmath>

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class ConversionsTest : public KernelTest {
 protected:
  // The identity of `to`, asked with `from`.
  std::string Convert(TypedWord word, Representation to, bool explicitly = false) {
    const MethodType* type = Type(to, {word.representation});
    const HandleRef identity = Identity(table_, to);
    return Run(explicitly ? ExplicitCastArguments(identity, type) : AsType(identity, type), {word});
  }
  std::string Cast(TypedWord word, Representation to) { return Convert(word, to, true); }

  // (pointer HostArray of doubles)double
  HandleRef Sum() {
    return Function(table_, "sum", [](HostArray* array) {
      double sum = 0;
      for (int64_t i = 0; i < array->length; ++i) sum += static_cast<double*>(array->data)[i];
      return sum;
    });
  }
};

TEST_F(ConversionsTest, ImplicitOnesNeverLoseMoreThanPrecision) {
  EXPECT_EQ(Convert(3, kDouble), "3");
  EXPECT_EQ(Convert(3, kValue), "int 3");
  EXPECT_EQ(Convert(2.5, kValue), "float 2.5");
  EXPECT_EQ(Convert(true, kValue), "True");
  EXPECT_EQ(Convert(Value::Int(4), kInt64), "4");
  EXPECT_EQ(Convert(Value::Int(4), kDouble), "4");
  EXPECT_EQ(Convert(Value::Double(4.5), kDouble), "4.5");
  EXPECT_EQ(Convert(Value::False(), kBool), "false");
}

TEST_F(ConversionsTest, UnboxingChecksWhenInvoked) {
  EXPECT_EQ(Convert(Value::Double(4.5), kInt64),
            "error: a float was given where int64 is expected");
  EXPECT_EQ(Convert(Value::Int(1), kBool), "error: an int was given where bool is expected");
  EXPECT_EQ(Convert(Value::None(), kDouble), "error: None was given where double is expected");
}

TEST_F(ConversionsTest, ImplicitOnesThatDoNotExistAreRefused) {
  EXPECT_EQ(Convert(2.5, kInt64),
            "not built: asType: argument 0 of the call (double)int64 does not convert to that of "
            "(int64)int64");
  EXPECT_EQ(Refusal(AsType(Add(), Type(kBool, {kInt64, kInt64}))),
            "asType: the result of (int64, int64)int64 does not convert to that of (int64, "
            "int64)bool");
  EXPECT_EQ(Refusal(AsType(Add(), Type(kInt64, {kInt64}))),
            "asType: the call (int64)int64 has not as many arguments as (int64, int64)int64");
  EXPECT_EQ(Refusal(AsType(Add(), nullptr)), "asType: a type is missing for (int64, int64)int64");
  EXPECT_FALSE(CanConvert(kPointer, kValue, true));
}

TEST_F(ConversionsTest, ExplicitOnesTruncateAndSaturate) {
  EXPECT_EQ(Cast(2.9, kInt64), "2");
  EXPECT_EQ(Cast(-2.9, kInt64), "-2");
  EXPECT_EQ(Cast(NAN, kInt64), "0");
  EXPECT_EQ(Cast(1e300, kInt64), std::to_string(INT64_MAX));
  EXPECT_EQ(Cast(-1e300, kInt64), std::to_string(INT64_MIN));
  EXPECT_EQ(Cast(256, kBool), "true");
  EXPECT_EQ(Cast(0.0, kBool), "false");
  EXPECT_EQ(Cast(true, kDouble), "1");
  EXPECT_EQ(Cast(Value::Double(2.9), kInt64), "2");
  EXPECT_EQ(Cast(Value::None(), kInt64), "0");
  EXPECT_EQ(Cast(Value::True(), kDouble), "1");
  EXPECT_EQ(Cast(Value::Int(7), kBool), "true");
  EXPECT_EQ(Cast(Value::Ellipsis(), kBool), "error: a singleton was given where bool is expected");
}

TEST_F(ConversionsTest, IntsThatNoValueHoldsNeedARuntime) {
  EXPECT_EQ(Convert(INT64_MAX, kValue), "error: 9223372036854775807 is too large for a value");
  struct Runtime final : ValueConversions {
    Value BoxInt(int64_t i) override { return Value::Double(static_cast<double>(i)); }
    bool UnboxInt(Value, int64_t*) override { return false; }
    bool UnboxDouble(Value, double*) override { return false; }
  } runtime;
  context_.SetConversions(&runtime);
  EXPECT_EQ(Convert(INT64_MAX, kValue), "float 9.22337e+18");
}

TEST_F(ConversionsTest, VoidIsIgnoredOrZero) {
  EXPECT_EQ(Run(AsType(Add(), Type(kVoid, {kInt64, kInt64})), {1, 2}), "void");
  EXPECT_EQ(Run(AsType(Note(), Type(kValue, {kInt64})), {1}), "None");
  EXPECT_EQ(trace_, "1 ");
}

TEST_F(ConversionsTest, TheSameTypeIsTheSameHandle) {
  EXPECT_EQ(AsType(Add(), Add()->type())->get(), Add().get());
}

TEST_F(ConversionsTest, ErrorsPassThrough) {
  EXPECT_EQ(Run(AsType(Root(), Type(kValue, {kValue})), {Value::Int(-1)}), "error: negative");
}

TEST_F(ConversionsTest, SpreadersTakeAnArray) {
  double elements[] = {1.5, 2};
  HostArray array{elements, 2};
  EXPECT_EQ(Run(AsSpreader(Multiply(), 0, 2, FieldType::kDouble), {&array}), "3");
  EXPECT_EQ(Run(AsSpreader(Multiply(), 1, 1, FieldType::kDouble), {2.0, &array}),
            "error: an array of 2 was given for 1 arguments at 1");
  EXPECT_EQ(Run(AsSpreader(Multiply(), 0, 2, FieldType::kDouble), {static_cast<void*>(nullptr)}),
            "error: an array of 0 was given for 2 arguments at 0");
  int32_t ints[] = {3, 4};
  HostArray narrow{ints, 2};
  EXPECT_EQ(Run(AsSpreader(Multiply(), 0, 2, FieldType::kInt32), {&narrow}), "12");
  EXPECT_EQ(Refusal(AsSpreader(Multiply(), 1, 2, FieldType::kDouble)),
            "asSpreader: position 1 for 2 arguments is not in (double, double)double");
  EXPECT_EQ(Refusal(AsSpreader(Add(), 0, 2, FieldType::kDouble)),
            "asType: argument 0 of the call (double, double)int64 does not convert to that of "
            "(int64, int64)int64");
}

TEST_F(ConversionsTest, CollectorsMakeAnArray) {
  EXPECT_EQ(Run(AsCollector(Sum(), 0, 3, FieldType::kDouble), {1.0, 2.0, 3.5}), "6.5");
  EXPECT_EQ(Run(AsCollector(Sum(), 0, 0, FieldType::kDouble)), "0");
  EXPECT_EQ(Refusal(AsCollector(Add(), 0, 2, FieldType::kDouble)),
            "asCollector: argument 0 of (int64, int64)int64 is no pointer to an array of 2");
}

TEST_F(ConversionsTest, VarargsGatherWhatACallHasMore) {
  const HandleRef sum = *AsVarargsCollector(Sum(), FieldType::kDouble);
  EXPECT_TRUE(IsVarargsCollector(*sum));
  EXPECT_FALSE(IsVarargsCollector(*AsFixedArity(sum)));
  EXPECT_EQ(AsFixedArity(sum).get(), Sum().get());
  EXPECT_EQ(Run(AdaptCall(sum, Type(kValue, {kInt64, kDouble, kValue})), {1, 2.5, Value::Int(3)}),
            "float 6.5");
  EXPECT_EQ(Run(AdaptCall(sum, Type(kDouble, {}))), "0");
  double elements[] = {1.5, 2};
  HostArray array{elements, 2};
  EXPECT_EQ(Run(AdaptCall(sum, Type(kDouble, {kPointer})), {&array}), "3.5");
  EXPECT_EQ(Run(sum, {&array}), "3.5");
  EXPECT_EQ(Refusal(AsVarargsCollector(Add(), FieldType::kInt64)),
            "asVarargsCollector: the last argument (1) of (int64, int64)int64 is no pointer to an "
            "array");
}

TEST_F(ConversionsTest, InvokersTakeTheHandleAsAnArgument) {
  const HandleRef add = Add();
  auto* callee = const_cast<MethodHandle*>(add.get());
  EXPECT_EQ(Run(ExactInvoker(table_, add->type()), {callee, 1, 2}), "3");
  const MethodType* generic = table_.types().Generic(2);
  EXPECT_EQ(Run(ExactInvoker(table_, generic), {callee, Value::Int(1), Value::Int(2)}),
            "error: a handle (int64, int64)int64 was invoked exactly as (value, value)value");
  EXPECT_EQ(Run(GenericInvoker(table_, generic), {callee, Value::Int(1), Value::Int(2)}), "int 3");
  EXPECT_EQ(Run(GenericInvoker(table_, generic), {callee, Value::Int(1), Value::None()}),
            "error: None was given where int64 is expected");
  EXPECT_EQ(Run(GenericInvoker(table_, Type(kInt64, {})), {callee}),
            "error: asType: the call ()int64 has not as many arguments as (int64, int64)int64");
  int64_t elements[] = {4};
  HostArray array{elements, 1};
  EXPECT_EQ(Run(SpreadInvoker(table_, add->type(), 1, FieldType::kInt64), {callee, 3, &array}),
            "7");
  EXPECT_EQ(Run(ExactInvoker(table_, add->type()), {static_cast<void*>(nullptr), 1, 2}),
            "error: an invoker was given no handle (argument 0)");
}

TEST_F(ConversionsTest, VarargsAreTurnedOnAndOff) {
  const HandleRef sum = *WithVarargs(Sum(), true, FieldType::kDouble);
  EXPECT_TRUE(IsVarargsCollector(*sum));
  EXPECT_EQ(*WithVarargs(sum, true, FieldType::kDouble), sum);
  EXPECT_EQ(*WithVarargs(sum, false, FieldType::kDouble), Sum());
  EXPECT_EQ(*WithVarargs(Add(), false, FieldType::kInt64), Add());
  EXPECT_FALSE(WithVarargs(Add(), true, FieldType::kInt64).ok());
  EXPECT_EQ(Refusal(WithVarargs(HandleRef(), true, FieldType::kInt64)),
            "withVarargs: a handle is missing");
}

}  // namespace
}  // namespace krait::callsite
