// The interactive prompt.
#ifndef KRAIT_API_CLI_PROMPT_H_
#define KRAIT_API_CLI_PROMPT_H_

namespace krait {
class Isolate;
struct Module;
}  // namespace krait

namespace krait::cli {

// Reads, runs and prints until the end of input; the exit code.
int Prompt(Isolate* iso, Module* main);

}  // namespace krait::cli

#endif  // KRAIT_API_CLI_PROMPT_H_
