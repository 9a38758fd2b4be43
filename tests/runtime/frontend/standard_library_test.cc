// The parser accepts every file of CPython's own standard library.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {
namespace {

constexpr char kStandardLibrary[] = "/usr/lib/python3.11";

TEST(StandardLibraryTest, EveryFileParses) {
  int parsed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kStandardLibrary)) {
    const std::string path = entry.path().string();
    if (entry.path().extension() != ".py") continue;
    // Files that are wrong on purpose, or Python 2.
    if (path.find("/lib2to3/tests/") != std::string::npos) continue;
    if (path.find("/test/") != std::string::npos) continue;
    std::ifstream file(path, std::ios::binary);
    const std::string source((std::istreambuf_iterator<char>(file)), {});
    ParseOptions options;
    options.filename = path;
    ParseResult result = Parse(source, options);
    EXPECT_TRUE(result.ok()) << path << ":" << result.error.lineno << ": " << result.error.message;
    ++parsed;
  }
  EXPECT_GT(parsed, 400);
}

}  // namespace
}  // namespace krait::frontend
