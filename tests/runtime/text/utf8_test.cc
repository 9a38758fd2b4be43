#include "runtime/text/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace krait::utf8 {
namespace {

TEST(Utf8, EncodesAndDecodesEveryLength) {
  for (uint32_t c : {0x0u, 0x41u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD800u, 0xDFFFu, 0xFFFFu, 0x10000u,
                     0x10FFFFu}) {
    char bytes[4];
    const int size = Encode(c, bytes);
    EXPECT_EQ(size, EncodedLength(c));
    EXPECT_EQ(size, SequenceLength(bytes[0]));
    const char* p = bytes;
    EXPECT_EQ(Next(p), c);
    EXPECT_EQ(p, bytes + size);
    EXPECT_EQ(Previous(p), c);
    EXPECT_EQ(p, bytes);
  }
}

TEST(Utf8, FindsAsciiPrefixOfAnyLength) {
  for (size_t length = 0; length < 80; ++length) {
    std::string s(length, 'a');
    EXPECT_TRUE(IsAscii(s));
    EXPECT_EQ(AsciiPrefix(s.data(), s.size()), length);
    for (size_t at = 0; at < length; ++at) {
      std::string t = s;
      t[at] = '\x80';
      EXPECT_FALSE(IsAscii(t));
      EXPECT_EQ(AsciiPrefix(t.data(), t.size()), at);
    }
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("aé日\U0001F600"), 4u);
  std::vector<uint32_t> seen;
  for (uint32_t c : CodePoints("aé日\U0001F600")) seen.push_back(c);
  EXPECT_EQ(seen, (std::vector<uint32_t>{'a', 0xE9, 0x65E5, 0x1F600}));
}

struct Malformed {
  std::string bytes;
  int bad;
  bool truncated;
};

TEST(Utf8, ReportsMaximalIllFormedSubparts) {
  const Malformed cases[] = {
      {"\x80", 1, false},         {"\xC0\x80", 1, false},         {"\xC3", 1, true},
      {"\xC3(", 1, false},        {"\xE2\x82", 2, true},          {"\xE2\x82(", 2, false},
      {"\xE0\x80\x80", 1, false}, {"\xED\xA0\x80", 1, false},     {"\xF0\x9F\x98", 3, true},
      {"\xF0\x80\x80", 1, false}, {"\xF4\x90\x80\x80", 1, false}, {"\xF5", 1, false},
      {"\xFF", 1, false},
  };
  for (const Malformed& c : cases) {
    int bad = 0;
    bool truncated = false;
    EXPECT_EQ(Validate(c.bytes.data(), c.bytes.data() + c.bytes.size(), &bad, &truncated), 0);
    EXPECT_EQ(bad, c.bad) << testing::PrintToString(c.bytes);
    EXPECT_EQ(truncated, c.truncated) << testing::PrintToString(c.bytes);
    EXPECT_FALSE(IsValid(c.bytes));
    EXPECT_FALSE(IsValid("some text before " + c.bytes));
  }
  EXPECT_TRUE(IsValid("plain, é, 日本語, \U0001F600"));
}

}  // namespace
}  // namespace krait::utf8
