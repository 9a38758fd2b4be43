#include "callsite/combinators/checks.h"

namespace krait::callsite {

absl::Status Refuse(std::string_view operation, const std::string& what) {
  return absl::InvalidArgumentError(std::string(operation) + ": " + what);
}

absl::Status CheckHandles(std::string_view operation, std::initializer_list<const HandleRef*> all) {
  const HandleTable* table = nullptr;
  for (const HandleRef* handle : all) {
    if (!*handle) return Refuse(operation, "a handle is missing");
    if ((*handle)->type() == nullptr) {
      return Refuse(operation, "'" + (*handle)->ToString() +
                                   "' has no type of its own: it belongs to its site's operation");
    }
    if (table != nullptr && table != &(*handle)->table()) {
      return Refuse(operation, "the handles belong to different tables");
    }
    table = &(*handle)->table();
  }
  return absl::OkStatus();
}

absl::Status CheckPosition(std::string_view operation, const MethodType& type, int position,
                           int count) {
  if (position >= 0 && count >= 0 && position <= type.arity() - count) return absl::OkStatus();
  return Refuse(operation, "position " + std::to_string(position) + " for " +
                               std::to_string(count) + " arguments is not in " + type.ToString());
}

absl::Status CheckLeading(std::string_view operation, std::string_view role, const MethodType& part,
                          const MethodType& whole, int position) {
  for (int i = 0; i < part.arity(); ++i) {
    if (position + i < whole.arity() && part.at(i) == whole.at(position + i)) continue;
    return Refuse(operation, "argument " + std::to_string(i) + " of the " + std::string(role) +
                                 " " + part.ToString() + " is not argument " +
                                 std::to_string(position + i) + " of " + whole.ToString());
  }
  return absl::OkStatus();
}

absl::Status CheckResult(std::string_view operation, std::string_view role, const MethodType& type,
                         Representation wanted) {
  if (type.result() == wanted) return absl::OkStatus();
  return Refuse(operation, "the result of the " + std::string(role) + " " + type.ToString() +
                               " is not " + RepresentationName(wanted));
}

absl::Status CheckSame(std::string_view operation, std::string_view role, const MethodType& type,
                       const MethodType& wanted) {
  if (&type == &wanted) return absl::OkStatus();
  if (type.result() != wanted.result()) {
    return Refuse(operation, "the result of the " + std::string(role) + " " + type.ToString() +
                                 " is not that of " + wanted.ToString());
  }
  int i = 0;
  while (i < type.arity() && i < wanted.arity() && type.parameter(i) == wanted.parameter(i)) ++i;
  return Refuse(operation, "the " + std::string(role) + " " + type.ToString() + " differs from " +
                               wanted.ToString() + " at argument " + std::to_string(i));
}

absl::StatusOr<HandleRef> Build(std::string_view operation, const HandleTable::Node& node,
                                HandleTable& table) {
  if (node.type == nullptr) {
    return Refuse(operation, "more than " + std::to_string(MethodType::kMaxArity) +
                                 " parameters, or a void one");
  }
  for (const MethodHandle* child : node.children) {
    if (child != nullptr && child->depth() >= MethodHandle::kMaxDepth) {
      return absl::ResourceExhaustedError(std::string(operation) + ": the graph is deeper than " +
                                          std::to_string(MethodHandle::kMaxDepth));
    }
  }
  return table.Intern(node);
}

}  // namespace krait::callsite
