#include "api/cli/command_line.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace krait::cli {

namespace {

constexpr char kUsage[] =
    "usage: krait [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "  -c cmd      run the program passed in as a string\n"
    "  -m mod      run a library module as a script\n"
    "  -i          enter interactive mode after running the script\n"
    "  -I, -E      ignore the environment and the script's folder; ignore the environment\n"
    "  -O, -OO     drop assert statements; and doc strings\n"
    "  -V          print the version\n"
    "  -W filter   warning control: action:message:category:module:lineno\n"
    "  --dis       print the bytecode instead of running the program\n"
    "  --explain   run the program, then print its call sites\n"
    "  --stress=gc collect at every allocation and verify the heap\n"
    "  --memory-limit=BYTES\n"
    "              raise MemoryError above so many bytes; K, M and G may follow the number\n"
    "  --statistics\n"
    "              print what the heap did when the program has ended\n";

// "64M" and the like; false: no such number.
bool ParseBytes(std::string_view text, size_t* bytes) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, *bytes);
  if (error != std::errc() || *bytes == 0) return false;
  if (rest == end) return true;
  constexpr std::string_view kUnits = "KMG";
  const size_t unit = kUnits.find(*rest);
  if (unit == std::string_view::npos || rest + 1 != end) return false;
  const size_t shift = 10 * (unit + 1);
  if (*bytes > SIZE_MAX >> shift) return false;
  *bytes <<= shift;
  return true;
}

// Options without an argument; false: unknown.
bool ParseFlag(std::string_view flag, Arguments* a) {
  if (flag == "--dis") {
    a->disassemble = true;
  } else if (flag == "--explain") {
    a->explain = true;
  } else if (flag == "--stress=gc") {
    a->stress_gc = true;
  } else if (flag == "--statistics") {
    a->statistics = true;
  } else if (flag.starts_with("--memory-limit=")) {
    return ParseBytes(flag.substr(flag.find('=') + 1), &a->memory_limit);
  } else if (flag.size() > 1 && flag[1] != '-') {
    for (char c : flag.substr(1)) {
      switch (c) {
        case 'I':
          a->isolated = a->ignore_environment = true;
          break;
        case 'E':
          a->ignore_environment = true;
          break;
        case 'i':
          a->interactive = true;
          break;
        case 'O':
          ++a->optimize;
          break;
        case 'u':
          a->unbuffered = true;
          break;
        case 'B':
        case 's':
        case 'S':
        case 'q':
          break;
        default:
          return false;
      }
    }
  } else {
    return false;
  }
  return true;
}

bool MissingArgument(const char* option, int* exit_code) {
  std::fprintf(stderr, "Argument expected for the %s option\n%s", option, kUsage);
  *exit_code = 2;
  return false;
}

}  // namespace

bool Parse(int argc, char** argv, Arguments* a, int* exit_code) {
  int i = 1;
  for (; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-" || word.empty() || word[0] != '-') break;
    if (word == "-h" || word == "--help") {
      std::fputs(kUsage, stdout);
      *exit_code = 0;
      return false;
    }
    if (word == "-V" || word == "--version") {
      std::puts("Krait 0.1 (Python 3.11.2)");
      *exit_code = 0;
      return false;
    }
    if (word.starts_with("-c") || word.starts_with("-m")) {
      a->source = word[1] == 'c' ? Source::kCommand : Source::kModule;
      if (word.size() > 2) {
        a->text = word.substr(2);
      } else if (++i < argc) {
        a->text = argv[i];
      } else {
        return MissingArgument(argv[i - 1], exit_code);
      }
      a->rest.assign(argv + i + 1, argv + argc);
      return true;
    }
    if (word.starts_with("-W")) {
      if (word.size() > 2) {
        a->warnings.emplace_back(word.substr(2));
      } else if (++i < argc) {
        a->warnings.emplace_back(argv[i]);
      } else {
        return MissingArgument("-W", exit_code);
      }
    } else if (word == "-X") {
      ++i;
    } else if (!word.starts_with("-X") && !ParseFlag(word, a)) {
      std::fprintf(stderr, "Unknown option or bad value: %s\n%s", argv[i], kUsage);
      *exit_code = 2;
      return false;
    }
  }
  if (i < argc) {
    a->source = std::string_view(argv[i]) == "-" ? Source::kStandardInput : Source::kFile;
    a->text = argv[i];
    a->rest.assign(argv + i + 1, argv + argc);
  }
  return true;
}

}  // namespace krait::cli
