// The source line of a traceback entry and the `~~~^~~~` marks beneath it.
#ifndef KRAIT_RUNTIME_OBJECT_SOURCE_MARKS_H_
#define KRAIT_RUNTIME_OBJECT_SOURCE_MARKS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/code.h"

namespace krait {

// Source files as they are read for one traceback.
class SourceLines {
 public:
  // Line `line` (from 1) without its line end; empty when there is none.
  std::string_view Line(const std::string& filename, int line);

 private:
  std::map<std::string, std::vector<std::string>> files_;
};

// The line of marks, without indentation and line end; empty when none are to be shown. `line` is the
// whole source line that the position begins on; the marks belong under its text without leading
// white space.
std::string SourceMarks(std::string_view line, const CodePosition& position);

// Leading blanks that displayed source lines lose.
size_t LeadingBlanks(std::string_view line);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SOURCE_MARKS_H_
