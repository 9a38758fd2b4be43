// The explain view: what the call sites of a code object are linked to.
#ifndef KRAIT_RUNTIME_INTERPRETER_EXPLAIN_H_
#define KRAIT_RUNTIME_INTERPRETER_EXPLAIN_H_

#include <string>

namespace krait {

class Isolate;
struct Code;

// A line for each site of the code and of the code nested in it: place, operation, state, linked
// handles with their guards, the names of the cells it depends on, links and invalidations.
std::string Explain(Isolate* iso, const Code* code);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_EXPLAIN_H_
