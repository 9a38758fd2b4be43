#include "callsite/linker.h"

#include <array>
#include <deque>
#include <unordered_map>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/linked_site.h"

namespace krait::callsite {

std::string CallDescriptor::ToString() const {
  std::string text(operation);
  if (!name.empty()) text.append(" ").append(name);
  return text + " " + type->ToString();
}

struct DynamicLinker::State {
  struct Link {
    const CallDescriptor* descriptor = nullptr;
    ShapeId shape = kNoShape;
    HandleRef handle;
  };

  // Addresses of descriptors are given away.
  std::deque<CallDescriptor> descriptors;
  std::array<Link, 256> megamorphic;
  std::vector<const char*> locations{""};
  std::unordered_map<std::string_view, uint32_t> location_ids{{"", 0}};
  const LinkedSite* linking = nullptr;

  static size_t IndexOf(const CallDescriptor& descriptor, ShapeId shape) {
    const size_t h = (reinterpret_cast<size_t>(&descriptor) >> 4) * 31 + shape;
    return (h ^ h >> 8) % 256;
  }
};

DynamicLinker::DynamicLinker(HandleTable& table, LinkerOptions options)
    : table_(table), options_(std::move(options)), state_(std::make_unique<State>()) {}

DynamicLinker::~DynamicLinker() = default;

const CallDescriptor& DynamicLinker::Descriptor(std::string_view operation, std::string_view name,
                                                const MethodType* type) {
  for (const CallDescriptor& known : state_->descriptors) {
    if (known.type == type && known.operation == operation && known.name == name) return known;
  }
  state_->descriptors.push_back(
      {*this, table_.InternName(operation), table_.InternName(name), type});
  return state_->descriptors.back();
}

uint32_t DynamicLinker::LocationId(std::string_view location) {
  const char* name = table_.InternName(location);
  const auto next = static_cast<uint32_t>(state_->locations.size());
  const auto [it, is_new] = state_->location_ids.emplace(name, next);
  if (is_new) state_->locations.push_back(name);
  return it->second;
}

std::string_view DynamicLinker::LocationOf(uint32_t id) const { return state_->locations[id]; }

void DynamicLinker::Trace(gc::Marker& marker) const {
  for (const State::Link& link : state_->megamorphic) {
    if (link.handle) link.handle->Trace(marker);
  }
}

const LinkedSite* DynamicLinker::SetLinking(const LinkedSite* site) {
  return std::exchange(state_->linking, site);
}

std::string_view DynamicLinker::linked_site_location() const {
  return state_->linking == nullptr ? std::string_view() : state_->linking->location();
}

absl::StatusOr<GuardedInvocation> CompositeLinker::Link(const LinkRequest& request,
                                                        LinkerServices& services) {
  for (const std::unique_ptr<Linker>& linker : linkers_) {
    absl::StatusOr<GuardedInvocation> answer = linker->Link(request, services);
    if (!answer.ok() || answer->handle) return answer;
  }
  return GuardedInvocation();
}

absl::StatusOr<GuardedInvocation> DynamicLinker::Link(const LinkRequest& request) {
  LinkerServices services(*this);
  GuardedInvocation found;
  for (const auto* group : {&options_.prioritized, &options_.linkers, &options_.fallback}) {
    for (const std::unique_ptr<Linker>& linker : *group) {
      absl::StatusOr<GuardedInvocation> answer = linker->Link(request, services);
      if (!answer.ok()) return answer;
      found = *std::move(answer);
      if (found.handle) break;
    }
    if (found.handle) break;
  }
  if (!found.handle) {
    return absl::NotFoundError("nothing links " + request.descriptor().ToString());
  }
  absl::StatusOr<HandleRef> adapted = services.AsType(found.handle, request.descriptor().type);
  if (!adapted.ok()) return adapted.status();
  found.handle = *std::move(adapted);
  if (options_.prelink_transformer == nullptr) return found;
  return options_.prelink_transformer(std::move(found), request, services);
}

HandleTable& LinkerServices::table() const { return linker_.table(); }

absl::StatusOr<GuardedInvocation> LinkerServices::Link(const LinkRequest& request) const {
  return linker_.Link(request);
}

bool LinkerServices::CanConvert(Representation from, Representation to) const {
  return static_cast<bool>(TypeConverter(from, to));
}

HandleRef LinkerServices::TypeConverter(Representation from, Representation to) const {
  if (from == to || from == Representation::kVoid || to == Representation::kVoid) {
    if (from == to && from != Representation::kVoid) return Identity(table(), from);
    return HandleRef();
  }
  for (const std::unique_ptr<TypeConverterFactory>& factory : linker_.options_.converters) {
    if (HandleRef converter = factory->Convert(table(), from, to)) return converter;
  }
  if (!callsite::CanConvert(from, to)) return HandleRef();
  const MethodType* type = table().types().Get(to, {Parameter(from)});
  absl::StatusOr<HandleRef> converter = callsite::AsType(Identity(table(), to), type);
  return converter.ok() ? *std::move(converter) : HandleRef();
}

// Factories first, so that they may replace a conversion; what they leave is AsType's.
absl::StatusOr<HandleRef> LinkerServices::AsType(const HandleRef& handle,
                                                 const MethodType* type) const {
  HandleRef adapted = handle;
  if (!linker_.options_.converters.empty() && handle && handle->type() != nullptr &&
      handle->type()->arity() == type->arity()) {
    for (int i = 0; i < type->arity(); ++i) {
      const Representation wanted = adapted->type()->at(i);
      if (type->at(i) == wanted) continue;
      const HandleRef converter = TypeConverter(type->at(i), wanted);
      if (!converter) continue;
      absl::StatusOr<HandleRef> filtered = FilterArguments(adapted, i, {converter});
      if (!filtered.ok()) return filtered;
      adapted = *std::move(filtered);
    }
    const HandleRef converter = TypeConverter(adapted->type()->result(), type->result());
    if (converter && adapted->type()->result() != type->result()) {
      absl::StatusOr<HandleRef> filtered = FilterReturnValue(adapted, converter);
      if (!filtered.ok()) return filtered;
      adapted = *std::move(filtered);
    }
  }
  return AdaptCall(adapted, type);
}

const MethodHandle* DynamicLinker::FindMegamorphic(const CallDescriptor& descriptor,
                                                   ShapeId shape) const {
  const State::Link& link = state_->megamorphic[State::IndexOf(descriptor, shape)];
  return link.descriptor == &descriptor && link.shape == shape ? link.handle.get() : nullptr;
}

// Only what a shape alone decides: nothing here is told of switch points.
void DynamicLinker::KeepMegamorphic(const CallDescriptor& descriptor,
                                    const GuardedInvocation& invocation) {
  if (invocation.guard.kind != Guard::Kind::kShape || invocation.test ||
      !invocation.cells.empty() || !invocation.points.empty()) {
    return;
  }
  const ShapeId shape = invocation.guard.shape;
  state_->megamorphic[State::IndexOf(descriptor, shape)] = {&descriptor, shape, invocation.handle};
}

}  // namespace krait::callsite
