#include "callsite/combinators/keywords.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class KeywordsTest : public KernelTest {
 protected:
  HandleRef Area() {
    return Function(table_, "area", [](int64_t width, int64_t height, double scale) {
      return static_cast<double>(width * 100 + height) * scale;
    });
  }
  Built Call(std::initializer_list<Parameter> parameters) {
    return BindKeywords(Area(), {{"width"}, {"height"}, {"scale", &one_}},
                        Type(kDouble, parameters));
  }
  const TypedWord one_ = 1.0;
};

TEST_F(KeywordsTest, ArgumentsFindTheirParameters) {
  EXPECT_EQ(Run(Call({kInt64, kInt64, kDouble}), {3, 4, 0.5}), "152");
  EXPECT_EQ(Run(Call({Parameter::Keyword("height", kInt64), Parameter::Keyword("width", kInt64)}),
                {4, 3}),
            "304");
  EXPECT_EQ(Run(Call({kInt64, Parameter::Keyword("scale", kDouble),
                      Parameter::Keyword("height", kInt64)}),
                {3, 2.0, 4}),
            "608");
}

TEST_F(KeywordsTest, ArgumentsAreConverted) {
  EXPECT_EQ(Run(Call({kValue, Parameter::Keyword("height")}), {Value::Int(3), Value::Int(4)}),
            "304");
}

TEST_F(KeywordsTest, CallsThatDoNotFitAreRefused) {
  EXPECT_EQ(Refusal(Call({kInt64})),
            "bindKeywords: argument 1 'height' of (int64, int64, double)double is missing in "
            "(int64)double");
  EXPECT_EQ(Refusal(Call({kInt64, Parameter::Keyword("width", kInt64)})),
            "bindKeywords: argument 1 of (int64, int64 width)double is given twice to (int64, "
            "int64, double)double");
  EXPECT_EQ(Refusal(Call({kInt64, kInt64, Parameter::Keyword("depth", kInt64)})),
            "bindKeywords: argument 2 of (int64, int64, int64 depth)double has no place in (int64, "
            "int64, double)double");
  EXPECT_EQ(Refusal(Call({kInt64, Parameter::Star()})),
            "bindKeywords: argument 1 of (int64, *value)double is starred: how many it stands for "
            "is not known");
  EXPECT_EQ(Refusal(BindKeywords(Area(), {{"width"}}, Type(kDouble, {}))),
            "bindKeywords: 1 names do not fit (int64, int64, double)double");
}

}  // namespace
}  // namespace krait::callsite
