// How building functions refuse: every message names the operation, both types and the position.
// For the files of this folder.
#ifndef KRAIT_CALLSITE_COMBINATORS_CHECKS_H_
#define KRAIT_CALLSITE_COMBINATORS_CHECKS_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/handle_table.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"

#define KRAIT_HANDLE_CHECK(expression)                                   \
  do {                                                                   \
    if (absl::Status status = (expression); !status.ok()) return status; \
  } while (false)

namespace krait::callsite {

// "operation: what, but ...".
absl::Status Refuse(std::string_view operation, const std::string& what);

// Each is a handle with a type, all of one table. Null handles are refused.
absl::Status CheckHandles(std::string_view operation, std::initializer_list<const HandleRef*> all);

// 0 <= position, position + count <= arity.
absl::Status CheckPosition(std::string_view operation, const MethodType& type, int position,
                           int count);

// `part` (called `role`) takes what `whole` has from `position` on, or less of it.
absl::Status CheckLeading(std::string_view operation, std::string_view role, const MethodType& part,
                          const MethodType& whole, int position);

absl::Status CheckResult(std::string_view operation, std::string_view role, const MethodType& type,
                         Representation wanted);

absl::Status CheckSame(std::string_view operation, std::string_view role, const MethodType& type,
                       const MethodType& wanted);

// Interns, or refuses a type that could not be made (null: too many parameters) or a graph that is
// too deep.
absl::StatusOr<HandleRef> Build(std::string_view operation, const HandleTable::Node& node,
                                HandleTable& table);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_CHECKS_H_
