// The command line of krait, in the manner of CPython's: krait [options] [file | -c code | -m
// module | -] [arguments].
#ifndef KRAIT_API_CLI_COMMAND_LINE_H_
#define KRAIT_API_CLI_COMMAND_LINE_H_

#include <string>
#include <vector>

namespace krait::cli {

enum class Source { kFile, kCommand, kModule, kStandardInput };

struct Arguments {
  Source source = Source::kStandardInput;
  std::string text;                   // file name, code or module name
  std::vector<std::string> rest;      // for sys.argv[1:]
  bool disassemble = false;           // --dis
  bool explain = false;               // --explain
  bool stress_gc = false;             // --stress=gc
  bool isolated = false;              // -I
  bool ignore_environment = false;    // -E
  bool interactive = false;           // -i
  bool unbuffered = false;            // -u
  int optimize = 0;                   // -O, -OO
  bool statistics = false;            // --statistics
  size_t memory_limit = 0;            // --memory-limit=BYTES
  std::vector<std::string> warnings;  // -W
};

// False with a message printed, and *exit_code set (also for --help and --version).
bool Parse(int argc, char** argv, Arguments* arguments, int* exit_code);

// The exit code of the process.
int Main(int argc, char** argv);

}  // namespace krait::cli

#endif  // KRAIT_API_CLI_COMMAND_LINE_H_
