#include "callsite/combinators/keywords.h"

#include <algorithm>
#include <string>
#include <vector>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/checks.h"
#include "callsite/combinators/conversions.h"

namespace krait::callsite {

namespace {

constexpr const char* kName = "bindKeywords";
constexpr int kMissing = -1;

// Which argument of the call each parameter is.
absl::StatusOr<std::vector<int>> Match(const MethodType& type,
                                       std::span<const NamedParameter> names,
                                       const MethodType& call) {
  std::vector<int> order(names.size(), kMissing);
  for (int i = 0; i < call.arity(); ++i) {
    const Parameter& argument = call.parameter(i);
    size_t to = static_cast<size_t>(i);
    if (argument.role == Parameter::Role::kKeyword) {
      to = static_cast<size_t>(
          std::find_if(names.begin(), names.end(),
                       [&](const NamedParameter& p) { return p.name == argument.name; }) -
          names.begin());
    } else if (argument.role != Parameter::Role::kPositional) {
      return Refuse(kName, "argument " + std::to_string(i) + " of " + call.ToString() +
                               " is starred: how many it stands for is not known");
    }
    if (to >= names.size() || order[to] != kMissing) {
      return Refuse(kName, "argument " + std::to_string(i) + " of " + call.ToString() +
                               (to < names.size() ? " is given twice to " : " has no place in ") +
                               type.ToString());
    }
    order[to] = i;
  }
  return order;
}

}  // namespace

absl::StatusOr<HandleRef> BindKeywords(const HandleRef& target,
                                       std::span<const NamedParameter> names,
                                       const MethodType* call) {
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  if (call == nullptr) return Refuse(kName, "a type is missing for " + type.ToString());
  if (static_cast<int>(names.size()) != type.arity()) {
    return Refuse(kName, std::to_string(names.size()) + " names do not fit " + type.ToString());
  }
  absl::StatusOr<std::vector<int>> order = Match(type, names, *call);
  if (!order.ok()) return order.status();
  HandleRef filled = target;
  for (int i = type.arity() - 1; i >= 0; --i) {
    const auto at = static_cast<size_t>(i);
    if ((*order)[at] != kMissing) continue;
    if (names[at].missing == nullptr) {
      return Refuse(kName, "argument " + std::to_string(i) + " '" + std::string(names[at].name) +
                               "' of " + type.ToString() + " is missing in " + call->ToString());
    }
    absl::StatusOr<HandleRef> inserted =
        InsertArguments(filled, i, std::span<const TypedWord>(names[at].missing, 1));
    if (!inserted.ok()) return inserted;
    filled = *std::move(inserted);
    order->erase(order->begin() + i);
  }
  // The call's order, the target's representations; then AsType.
  std::vector<Parameter> parameters(call->parameters().begin(), call->parameters().end());
  for (size_t i = 0; i < order->size(); ++i) {
    parameters[static_cast<size_t>((*order)[i])].representation =
        filled->type()->at(static_cast<int>(i));
  }
  absl::StatusOr<HandleRef> permuted =
      PermuteArguments(filled, target->table().types().Get(type.result(), parameters), *order);
  return permuted.ok() ? AsType(*permuted, call) : permuted;
}

}  // namespace krait::callsite
