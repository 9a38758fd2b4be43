#include "runtime/object/suggestions.h"

#include <vector>

#include "gtest/gtest.h"

namespace krait {
namespace {

const std::vector<std::string> kNames = {"blech", "bluch", "append", "Value", "x", "self"};

TEST(SuggestionsTest, FindTheClosestName) {
  EXPECT_EQ(ClosestName("blach", kNames), "blech");
  EXPECT_EQ(ClosestName("appendd", kNames), "append");
}

TEST(SuggestionsTest, CaseCostsLess) { EXPECT_EQ(ClosestName("value", kNames), "Value"); }

TEST(SuggestionsTest, StaySilentWhenNothingIsClose) {
  EXPECT_EQ(ClosestName("something_else", kNames), "");
  EXPECT_EQ(ClosestName("q", {}), "");
}

TEST(SuggestionsTest, NeverSuggestTheNameItself) { EXPECT_EQ(ClosestName("self", {{"self"}}), ""); }

}  // namespace
}  // namespace krait
