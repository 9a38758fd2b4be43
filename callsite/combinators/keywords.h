// Calls with keyword arguments.
#ifndef KRAIT_CALLSITE_COMBINATORS_KEYWORDS_H_
#define KRAIT_CALLSITE_COMBINATORS_KEYWORDS_H_

#include <initializer_list>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

// What a parameter is called, and what it is when a call leaves it out.
struct NamedParameter {
  std::string_view name;
  const TypedWord* missing = nullptr;  // null: it must be given
};

// Adapts `target`, whose parameters are called `names`, to a call of type `call`, some of whose
// arguments are passed by keyword: they are reordered, those left out are filled in, the rest is
// AsType's. Refused as a call is: unknown names, arguments given twice, missing ones, too many.
absl::StatusOr<HandleRef> BindKeywords(const HandleRef& target,
                                       std::span<const NamedParameter> names,
                                       const MethodType* call);
inline absl::StatusOr<HandleRef> BindKeywords(const HandleRef& target,
                                              std::initializer_list<NamedParameter> names,
                                              const MethodType* call) {
  return BindKeywords(target, std::span<const NamedParameter>(names.begin(), names.size()), call);
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_KEYWORDS_H_
