#include "runtime/text/hash.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

namespace krait {
namespace {

int64_t Hash(const std::string& s) { return HashBytes(s.data(), s.size()); }

TEST(Hash, StaysPositiveAndFitsASmallInt) {
  for (int i = 0; i < 10000; ++i) {
    const int64_t h = Hash(std::to_string(i));
    EXPECT_GT(h, 0);
    EXPECT_LT(h, int64_t{1} << 48);
  }
}

TEST(Hash, TellsShortStringsApart) {
  std::unordered_set<int64_t> seen;
  std::unordered_set<int64_t> low_bits;
  for (int i = 0; i < 100000; ++i) {
    const int64_t h = Hash("name_" + std::to_string(i));
    seen.insert(h);
    low_bits.insert(h & 0xFFFF);
  }
  EXPECT_EQ(seen.size(), 100000u);
  // 100000 balls in 65536 bins leave about 22 % of them empty.
  EXPECT_GT(low_bits.size(), 50000u);
}

TEST(Hash, DependsOnEveryByte) {
  for (size_t length = 1; length < 70; ++length) {
    const std::string s(length, 'x');
    for (size_t at = 0; at < length; ++at) {
      std::string t = s;
      t[at] = 'y';
      EXPECT_NE(Hash(s), Hash(t)) << length << " " << at;
    }
  }
}

}  // namespace
}  // namespace krait
