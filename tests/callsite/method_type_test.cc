#include "callsite/method_type.h"

#include <gtest/gtest.h>

#include <vector>

#include "callsite/typed_word.h"

namespace krait::callsite {
namespace {

using enum Representation;

TEST(MethodTypeTest, EqualTypesAreOne) {
  TypeTable types;
  EXPECT_EQ(types.Get(kInt64, {kInt64, kDouble}), types.Get(kInt64, {kInt64, kDouble}));
  EXPECT_NE(types.Get(kInt64, {kInt64, kDouble}), types.Get(kInt64, {kDouble, kInt64}));
  EXPECT_NE(types.Get(kInt64, {}), types.Get(kVoid, {}));
  EXPECT_NE(types.Get(kValue, {Parameter::Keyword("a")}), types.Get(kValue, {kValue}));
  EXPECT_NE(types.Get(kValue, {Parameter::Keyword("a")}),
            types.Get(kValue, {Parameter::Keyword("b")}));
  EXPECT_EQ(types.size(), 7u);
}

TEST(MethodTypeTest, TextShowsResultParametersAndRoles) {
  TypeTable types;
  EXPECT_EQ(types.Get(kVoid, {})->ToString(), "()void");
  EXPECT_EQ(types
                .Get(kValue, {kPointer, Parameter::Keyword("key", kDouble), Parameter::Star(),
                              Parameter::DoubleStar()})
                ->ToString(),
            "(pointer, double key, *value, **value)value");
}

TEST(MethodTypeTest, InternedNamesAreTheTypesOwn) {
  TypeTable types;
  const MethodType* type;
  {
    const std::string name = "a_name_that_goes_away_and_is_long";
    type = types.Get(kValue, {Parameter::Keyword(name)});
  }
  EXPECT_EQ(type->parameter(0).name, "a_name_that_goes_away_and_is_long");
}

TEST(MethodTypeTest, DerivedTypes) {
  TypeTable types;
  const MethodType* type = types.Get(kInt64, {kInt64, kDouble, kBool});
  EXPECT_EQ(type->ChangeResult(kVoid)->ToString(), "(int64, double, bool)void");
  EXPECT_EQ(type->ChangeParameter(1, kValue)->ToString(), "(int64, value, bool)int64");
  const Parameter two[] = {kPointer, kValue};
  EXPECT_EQ(type->Insert(0, two)->ToString(), "(pointer, value, int64, double, bool)int64");
  EXPECT_EQ(type->Append(two)->ToString(), "(int64, double, bool, pointer, value)int64");
  EXPECT_EQ(type->Drop(1, 3)->ToString(), "(int64)int64");
  EXPECT_EQ(type->Replace(0, 2, two)->ToString(), "(pointer, value, bool)int64");
  EXPECT_EQ(type->Generic()->ToString(), "(value, value, value)value");
  EXPECT_TRUE(type->Generic()->is_generic());
  EXPECT_FALSE(type->is_generic());
}

TEST(MethodTypeTest, PositionsOutOfRangeGiveNull) {
  TypeTable types;
  const MethodType* type = types.Get(kInt64, {kInt64});
  EXPECT_EQ(type->Drop(0, 2), nullptr);
  EXPECT_EQ(type->Drop(-1, 0), nullptr);
  EXPECT_EQ(type->Drop(1, 0), nullptr);
  const Parameter one[] = {kValue};
  EXPECT_EQ(type->Insert(2, one), nullptr);
  EXPECT_EQ(type->ChangeParameter(1, kValue), nullptr);
}

TEST(MethodTypeTest, VoidParametersAndTooManyAreRefused) {
  TypeTable types;
  EXPECT_EQ(types.Get(kInt64, {kVoid}), nullptr);
  const std::vector<Parameter> many(256, kInt64);
  EXPECT_EQ(types.Get(kInt64, many), nullptr);
  EXPECT_NE(types.Get(kInt64, std::span(many).subspan(1)), nullptr);
}

TEST(MethodTypeTest, SignaturesOfCppHaveTypes) {
  TypeTable types;
  EXPECT_EQ((TypeOf<double(int, float, bool, Value, const char*)>(types))->ToString(),
            "(int64, double, bool, value, pointer)double");
  EXPECT_EQ((TypeOf<void()>(types))->ToString(), "()void");
}

}  // namespace
}  // namespace krait::callsite
