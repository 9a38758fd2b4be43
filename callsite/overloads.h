// Overloads: several C++ functions of one name, of which a call means one.
//
//   OverloadSet print({Function(table, "print", PrintInt), Function(table, "print", PrintDouble)});
//   ... in a linker:  return print.Link(request, services);
//
// An overload is applicable when every argument converts to its parameter without loss of kind: an
// int to int64, double or value, a float to double or value, a bool to bool or value, everything
// else to value (or by a TypeConverterFactory). Of those, the one wins that is nowhere worse and
// somewhere better than every other; none or several is an error that names the candidates.
// Overloads with variable arguments come into play when no other is applicable. What was chosen
// holds for operands of the same shapes: the link is guarded by them.
#ifndef KRAIT_CALLSITE_OVERLOADS_H_
#define KRAIT_CALLSITE_OVERLOADS_H_

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/guarded_invocation.h"
#include "callsite/linker.h"
#include "callsite/method_handle.h"

namespace krait::callsite {

class OverloadSet {
 public:
  OverloadSet() = default;
  explicit OverloadSet(std::vector<HandleRef> overloads) : overloads_(std::move(overloads)) {}
  void Add(HandleRef overload) { overloads_.push_back(std::move(overload)); }

  absl::StatusOr<HandleRef> Select(const LinkRequest& request, LinkerServices& services) const;
  // The selected one, of the request's type, guarded by the shapes of the arguments that are
  // values.
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) const;

 private:
  std::vector<HandleRef> overloads_;
};

// (A...)bool of the arguments of `type`: those that are values have the shapes that the request's
// have.
absl::StatusOr<HandleRef> ShapesTest(const LinkRequest& request, HandleTable& table);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_OVERLOADS_H_
