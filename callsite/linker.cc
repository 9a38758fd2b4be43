#include "callsite/linker.h"

#include <array>
#include <deque>
#include <unordered_map>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
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
  if (&found.handle->table() != &table_) {
    return absl::InvalidArgumentError("a handle of another table for " +
                                      request.descriptor().ToString());
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

namespace {

// The converter for words that `applies` accepts, `otherwise` (null: an error) for others.
HandleRef Guarded(const HandleRef& applies, const HandleRef& converter, HandleRef otherwise) {
  HandleTable& table = converter->table();
  const MethodType* type = converter->type();
  if (!otherwise) {
    const auto invalid = static_cast<int64_t>(absl::StatusCode::kInvalidArgument);
    absl::StatusOr<HandleRef> fails =
        BindTo(*ThrowError(table, type->result(), Representation::kInt64), invalid);
    otherwise = *DropArgumentsToMatch(*fails, type);
  }
  absl::StatusOr<HandleRef> guarded = GuardWithTest(applies, converter, otherwise);
  return guarded.ok() ? *std::move(guarded) : HandleRef();
}

}  // namespace

HandleRef LinkerServices::TypeConverter(Representation from, Representation to) const {
  if (from == to || from == Representation::kVoid || to == Representation::kVoid) {
    if (from == to && from != Representation::kVoid) return Identity(table(), from);
    return HandleRef();
  }
  HandleRef converter;
  if (callsite::CanConvert(from, to)) {
    const MethodType* type = table().types().Get(to, {Parameter(from)});
    absl::StatusOr<HandleRef> usual = callsite::AsType(Identity(table(), to), type);
    if (usual.ok()) converter = *std::move(usual);
  }
  // The first factory is asked first: so its converter is put around those of the others.
  const auto& factories = linker_.options_.converters;
  for (auto factory = factories.rbegin(); factory != factories.rend(); ++factory) {
    const HandleRef own = (*factory)->Convert(table(), from, to);
    if (!own) continue;
    const HandleRef applies = (*factory)->Applies(table(), from, to);
    converter = applies ? Guarded(applies, own, converter) : own;
  }
  return converter;
}

Comparison LinkerServices::CompareConversion(Representation from, Representation first,
                                             Representation second) const {
  for (const std::unique_ptr<TypeConverterFactory>& factory : linker_.options_.converters) {
    const Comparison says = factory->Compare(from, first, second);
    if (says != Comparison::kIndeterminate) return says;
  }
  return Comparison::kIndeterminate;
}

absl::StatusOr<HandleRef> LinkerServices::FilterInternalObjects(const HandleRef& handle) const {
  const HandleTransformer& filter = linker_.options_.internal_objects_filter;
  return filter == nullptr ? handle : filter(handle);
}

HandleTransformer FilterOfValues(HandleRef argument_filter, HandleRef result_filter) {
  return [argument_filter = std::move(argument_filter), result_filter = std::move(result_filter)](
             const HandleRef& handle) -> absl::StatusOr<HandleRef> {
    const MethodType* type = handle->type();
    std::vector<HandleRef> filters(static_cast<size_t>(type->arity()));
    for (int i = 0; i < type->arity(); ++i) {
      if (type->at(i) == Representation::kValue) filters[static_cast<size_t>(i)] = argument_filter;
    }
    absl::StatusOr<HandleRef> filtered = handle;
    if (argument_filter) filtered = FilterArguments(handle, 0, filters);
    const bool filters_result = result_filter && type->result() == Representation::kValue;
    return filtered.ok() && filters_result ? FilterReturnValue(*filtered, result_filter) : filtered;
  };
}

CompositeShapeBasedLinker::CompositeShapeBasedLinker(
    std::vector<std::unique_ptr<ShapeBasedLinker>> linkers)
    : linkers_(std::move(linkers)), of_shape_([this](ShapeId shape) -> absl::StatusOr<Linkers> {
        Linkers able;
        for (const std::unique_ptr<ShapeBasedLinker>& linker : linkers_) {
          if (linker->CanLink(shape)) able.push_back(linker.get());
        }
        return able;
      }) {}

const CompositeShapeBasedLinker::Linkers& CompositeShapeBasedLinker::LinkersOf(
    ShapeId shape) const {
  return **of_shape_.Get(shape);
}

absl::StatusOr<GuardedInvocation> CompositeShapeBasedLinker::Link(const LinkRequest& request,
                                                                  LinkerServices& services) {
  for (ShapeBasedLinker* linker : LinkersOf(ShapeOf(request.receiver()))) {
    absl::StatusOr<GuardedInvocation> answer = linker->Link(request, services);
    if (!answer.ok() || answer->handle) return answer;
  }
  return GuardedInvocation();
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
