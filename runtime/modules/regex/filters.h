// The analysis behind a program's filters: with which bytes can what follows a node begin?
#ifndef KRAIT_RUNTIME_MODULES_REGEX_FILTERS_H_
#define KRAIT_RUNTIME_MODULES_REGEX_FILTERS_H_

namespace krait::regex {

struct Program;

// Fills in the filter operands of a translated program, and what searching for it needs.
void AddFilters(Program* program);

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_FILTERS_H_
