#include "callsite/host_class.h"

#include <algorithm>

#include "callsite/combinators/arguments.h"

namespace krait::callsite {

const HostMembers::Member* HostMembers::Find(HostOperation operation, std::string_view name) const {
  const auto found = members_.find({std::string(name), operation});
  return found == members_.end() ? nullptr : &found->second;
}

void HostMembers::Add(Member& member, std::string_view name, const HandleRef& handle,
                      HandleRef of_value) {
  for (const HandleRef& other : member.of_pointers) {
    if (other->type() != handle->type()) continue;
    const std::string what = name.empty() ? name_ : name_ + "." + std::string(name);
    return Refused(
        absl::AlreadyExistsError(what + " " + handle->type()->ToString() + " is declared twice"));
  }
  member.of_pointers.push_back(handle);
  member.of_values.Add(std::move(of_value));
}

// A name means a method, or what can be got and perhaps set. What has no name is one of each.
bool HostMembers::Clashes(const Key& key, HostOperation operation, std::string_view name) {
  const auto group = [](HostOperation op) {
    return op == HostOperation::kSet ? HostOperation::kGet : op;
  };
  return key.first == name && (!name.empty() || group(key.second) == group(operation));
}

void HostMembers::Declare(HostOperation operation, std::string_view name, const HandleRef& handle) {
  std::erase_if(members_, [&](const auto& entry) {
    return entry.second.inherited && Clashes(entry.first, operation, name);
  });
  const bool method = operation == HostOperation::kCall;
  if (!name.empty() && Find(method ? HostOperation::kGet : HostOperation::kCall, name) != nullptr) {
    return Refused(absl::AlreadyExistsError(name_ + "." + std::string(name) +
                                            " is declared as a method and as a property"));
  }
  absl::StatusOr<HandleRef> of_value = handle;
  if (operation != HostOperation::kNew) of_value = FilterArguments(handle, 0, {unwrap_});
  if (!of_value.ok()) return Refused(of_value.status());
  Add(members_[{std::string(name), operation}], name, handle, *std::move(of_value));
}

void HostMembers::Inherit(const HostMembers& base, const HandleRef& upcast) {
  Refused(base.status_);
  std::map<Key, Member> inherited;
  for (const auto& [key, member] : base.members_) {
    const auto& [name, operation] = key;
    const bool hidden = std::any_of(members_.begin(), members_.end(), [&](const auto& mine) {
      return Clashes(mine.first, operation, name);
    });
    if (hidden || operation == HostOperation::kNew) continue;
    Member mine;
    mine.inherited = true;
    for (const HandleRef& handle : member.of_pointers) {
      absl::StatusOr<HandleRef> own = FilterArguments(handle, 0, {upcast});
      if (!own.ok()) return Refused(own.status());
      absl::StatusOr<HandleRef> of_value = FilterArguments(*own, 0, {unwrap_});
      if (!of_value.ok()) return Refused(of_value.status());
      Add(mine, name, *own, *std::move(of_value));
    }
    inherited.emplace(key, std::move(mine));
  }
  members_.merge(inherited);
}

std::string HostMembers::Explain(HostOperation operation, const std::string& name) const {
  if (operation == HostOperation::kNew) return name_ + " has no constructor";
  const bool got = Find(HostOperation::kGet, name) != nullptr;
  if (name.empty()) {
    if (operation == HostOperation::kCall) return "a " + name_ + " cannot be called";
    if (operation == HostOperation::kSet && got) return "elements of a " + name_ + " are read-only";
    return "a " + name_ + " has no elements";
  }
  const std::string member = name_ + "." + name;
  if (operation == HostOperation::kCall && got) return member + " is no method";
  if (operation == HostOperation::kSet && got) return member + " is read-only";
  if (Find(HostOperation::kCall, name) != nullptr) return member + " is a method";
  return name_ + " has no member " + name;
}

absl::StatusOr<GuardedInvocation> HostMembers::Link(HostOperation operation,
                                                    const LinkRequest& request,
                                                    LinkerServices& services) const {
  const bool creates = operation == HostOperation::kNew;
  const std::string name(creates ? "" : request.descriptor().name);
  if (const Member* member = Find(operation, name)) {
    return member->of_values.Link(request, services);
  }
  return absl::NotFoundError(request.descriptor().ToString() + ": " + Explain(operation, name));
}

absl::Status HostClassLinker::Add(const HostMembers& declared) {
  if (!declared.status().ok()) return declared.status();
  if (of_shape_.contains(declared.shape())) {
    return absl::AlreadyExistsError(declared.name() + " has the shape of " +
                                    of_shape_.at(declared.shape()).name());
  }
  if (!of_name_.emplace(declared.name(), declared.shape()).second) {
    return absl::AlreadyExistsError("there is a class " + declared.name() + " already");
  }
  of_shape_.emplace(declared.shape(), declared);
  return absl::OkStatus();
}

absl::StatusOr<GuardedInvocation> HostClassLinker::Link(const LinkRequest& request,
                                                        LinkerServices& services) {
  const CallDescriptor& descriptor = request.descriptor();
  if (descriptor.operation == names_.create) {
    const auto named = of_name_.find(descriptor.name);
    if (named == of_name_.end()) return GuardedInvocation();
    return of_shape_.at(named->second).Link(HostOperation::kNew, request, services);
  }
  const std::pair<const std::string&, HostOperation> operations[] = {
      {names_.get, HostOperation::kGet},
      {names_.set, HostOperation::kSet},
      {names_.call, HostOperation::kCall}};
  const auto found = of_shape_.find(ShapeOf(request.receiver()));
  if (found == of_shape_.end()) return GuardedInvocation();
  for (const auto& [name, operation] : operations) {
    if (descriptor.operation == name) return found->second.Link(operation, request, services);
  }
  return GuardedInvocation();
}

}  // namespace krait::callsite
