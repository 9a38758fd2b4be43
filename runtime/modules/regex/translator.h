// From code words to a program.
//
// The words come from a script, so nothing about them is taken for granted: what the matcher relies
// on (operands in range, constructs that end where they say, units that are one character wide) is
// checked here, and only here.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_TRANSLATOR_H_
#define KRAIT_RUNTIME_MODULES_REGEX_TRANSLATOR_H_

#include <memory>
#include <vector>

#include "runtime/modules/regex/program.h"

namespace krait {
class Isolate;
}  // namespace krait

namespace krait::regex {

// Null with RuntimeError ("invalid SRE code") or RecursionError pending. `words` must outlive the
// program. `text`: for str, else for bytes.
std::unique_ptr<Program> Translate(Isolate* iso, const std::vector<Word>& words, uint32_t groups,
                                   bool text);

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_TRANSLATOR_H_
