// Loops. V is the loop's variable, absent when the body is void; A... are the loop's own arguments:
// the longest list that one of the parts takes, of which the others take the leading ones. `init`
// gives the first V from A..., and may be a null handle: zero.
#ifndef KRAIT_CALLSITE_COMBINATORS_LOOPS_H_
#define KRAIT_CALLSITE_COMBINATORS_LOOPS_H_

#include <initializer_list>
#include <span>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"

namespace krait::callsite {

// for (i = start(A...); i < end(A...); ++i) v = body(v, i, A...);      the bounds are asked once
absl::StatusOr<HandleRef> CountedLoop(const HandleRef& start, const HandleRef& end,
                                      const HandleRef& init, const HandleRef& body);
// The same from 0.
absl::StatusOr<HandleRef> CountedLoop(const HandleRef& iterations, const HandleRef& init,
                                      const HandleRef& body);

// for (it = iterator(A...); has_next(it);) v = body(v, next(it), A...);
absl::StatusOr<HandleRef> IteratedLoop(const HandleRef& iterator, const HandleRef& has_next,
                                       const HandleRef& next, const HandleRef& init,
                                       const HandleRef& body);

// while (test(v, A...)) v = body(v, A...);
absl::StatusOr<HandleRef> WhileLoop(const HandleRef& init, const HandleRef& test,
                                    const HandleRef& body);
// do v = body(v, A...); while (test(v, A...));
absl::StatusOr<HandleRef> DoWhileLoop(const HandleRef& init, const HandleRef& body,
                                      const HandleRef& test);

// The general loop. Every clause with a non-void init or step has a variable; steps, tests and ends
// take all variables (V...) and then A.... An iteration goes through the clauses in order: the step
// gives the variable's new value; if the test gives false the loop ends with what the clause's end
// gives. Missing: an init is zero, a step changes nothing, a test is true, an end gives the zero of
// the loop's result. At least one clause has a test.
struct LoopClause {
  HandleRef init;
  HandleRef step;
  HandleRef test;
  HandleRef end;
};
absl::StatusOr<HandleRef> Loop(std::span<const LoopClause> clauses);
inline absl::StatusOr<HandleRef> Loop(std::initializer_list<LoopClause> clauses) {
  return Loop(std::span<const LoopClause>(clauses.begin(), clauses.size()));
}
// Whether the clause of a kLoop node has a variable, and which representation.
Representation LoopVariable(const MethodHandle& loop, int clause);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_LOOPS_H_
