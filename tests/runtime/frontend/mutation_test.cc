// The parser survives damaged programs: pieces of the standard library with bytes removed, doubled,
// replaced and inserted. Each gives a tree or an error with a message. The seed is fixed.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {
namespace {

constexpr char kStandardLibrary[] = "/usr/lib/python3.11";
constexpr int kMutants = 6000;

constexpr const char* kInserts[] = {
    "(",          ")",
    "[",          "]",
    "{",          "}",
    "'",          "\"",
    "'''",        "\n",
    "\t",         "  ",
    ":",          "*",
    "**",         "=",
    ":=",         "f'{",
    "f\"{x!",     "\\",
    "\xff",       "\xe2",
    ",",          ".",
    "@",          "->",
    "lambda ",    "yield ",
    "if ",        "else ",
    " for x in ", "await ",
    "async ",     "match x:\n case ",
    "del ",       "global x\n",
    "0x",         "1e",
    "b'",         "#",
    "not ",       " as ",
    "import ",    "\\N{",
    "\r",         "\f",
    "1_",
};

std::vector<std::string> Sources() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kStandardLibrary)) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> sources;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    sources.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return sources;
}

class Mutator {
 public:
  Mutator() : sources_(Sources()) {}

  std::string Next() {
    const std::string& source = sources_[Below(sources_.size())];
    std::string text = source.substr(Below(source.size() + 1), 50 + Below(2000));
    // Mostly from the start of a line, so that more than the first token is read.
    if (size_t line = text.find("\ndef "); line != std::string::npos && Below(4))
      text.erase(0, line);
    for (size_t changes = 1 + Below(4); changes > 0; --changes) Change(&text);
    return text;
  }

 private:
  size_t Below(size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void Change(std::string* text) {
    const size_t at = Below(text->size() + 1);
    const size_t length = 1 + Below(12);
    switch (Below(5)) {
      case 0:
        text->erase(at, length);
        break;
      case 1:
        text->insert(at, text->substr(at, length));
        break;
      case 2:
        text->insert(at, kInserts[Below(std::size(kInserts))]);
        break;
      case 3:
        if (at < text->size()) (*text)[at] = static_cast<char>(Below(256));
        break;
      default:
        text->resize(at);
        break;
    }
  }

  std::vector<std::string> sources_;
  std::mt19937_64 random_{20260311};
};

TEST(MutationTest, DamagedSourcesGiveATreeOrAnError) {
  Mutator mutator;
  int accepted = 0;
  for (int i = 0; i < kMutants; ++i) {
    const std::string source = mutator.Next();
    ParseResult result = Parse(source, ParseOptions());
    accepted += result.ok();
    ASSERT_TRUE(result.ok() || !result.error.message.empty()) << source;
  }
  EXPECT_GT(accepted, 0);
  EXPECT_LT(accepted, kMutants);
}

}  // namespace
}  // namespace krait::frontend
