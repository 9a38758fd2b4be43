#include "runtime/text/search.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace krait {
namespace {

TEST(Search, AgreesWithTheStandardLibrary) {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    std::string text, part;
    for (unsigned i = random() % 40; i > 0; --i) text += static_cast<char>('a' + random() % 3);
    for (unsigned i = random() % 5; i > 0; --i) part += static_cast<char>('a' + random() % 3);
    const size_t from = random() % 45;
    EXPECT_EQ(FindBytes(text, part, from), text.find(part, from)) << text << " " << part;
    EXPECT_EQ(FindLastBytes(text, part), text.rfind(part)) << text << " " << part;
    if (part.empty()) continue;
    size_t count = 0;
    for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++count;
    EXPECT_EQ(CountBytes(text, part), count);
    EXPECT_EQ(CountBytes(text, part, 1), std::min<size_t>(count, 1));
  }
}

}  // namespace
}  // namespace krait
