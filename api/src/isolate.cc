#include "krait/isolate.h"

#include "api/src/bridge.h"

namespace krait {

void bridge::WorldDeleter::operator()(World* world) const { DeleteWorld(world); }

inline namespace v1 {

namespace {

absl::StatusOr<Object> Wrapped(absl::StatusOr<bridge::Ref> ref) {
  if (!ref.ok()) return ref.status();
  return Object(*std::move(ref));
}

std::vector<bridge::Ref> References(std::span<const Object> objects) {
  std::vector<bridge::Ref> refs;
  refs.reserve(objects.size());
  for (const Object& object : objects) refs.push_back(object.reference());
  return refs;
}

}  // namespace

std::string TracebackOf(const absl::Status& status) {
  const auto payload = status.GetPayload(bridge::kTracebackPayload);
  return payload.has_value() ? std::string(*payload) : std::string();
}

Isolate::Isolate(std::unique_ptr<bridge::World, bridge::WorldDeleter> world)
    : world_(std::move(world)) {}
Isolate::~Isolate() = default;

absl::StatusOr<std::unique_ptr<Isolate>> Isolate::Create(const IsolateOptions& options) {
  bridge::WorldOptions inner;
  inner.memory_limit = options.memory_limit;
  inner.recursion_limit = options.recursion_limit;
  inner.stress_gc = options.stress_gc;
  inner.argv = options.argv;
  inner.path = options.path;
  inner.standard_streams = options.standard_streams;
  absl::StatusOr<bridge::World*> world = bridge::NewWorld(inner);
  if (!world.ok()) return world.status();
  return std::unique_ptr<Isolate>(
      new Isolate(std::unique_ptr<bridge::World, bridge::WorldDeleter>(*world)));
}

absl::Status Isolate::Run(std::string_view source, std::string_view name) {
  return bridge::Run(world_.get(), source, name);
}
absl::Status Isolate::RunFile(const std::string& path) {
  return bridge::RunFile(world_.get(), path);
}
absl::StatusOr<Object> Isolate::Evaluate(std::string_view expression) {
  return Wrapped(bridge::Evaluate(world_.get(), expression));
}
absl::StatusOr<Object> Isolate::Get(std::string_view name) {
  return Wrapped(bridge::GetGlobal(world_.get(), name));
}
absl::Status Isolate::SetObject(std::string_view name, const Object& object) {
  return bridge::SetGlobal(world_.get(), name, object.reference());
}
absl::StatusOr<Object> Isolate::CallObject(const Object& function, std::span<const Object> args) {
  return Wrapped(bridge::Call(world_.get(), function.reference(), References(args)));
}
absl::Status Isolate::DefineFunction(std::string_view name, int parameters, HostFunction function) {
  return bridge::DefineFunction(
      world_.get(), name, parameters,
      [function = std::move(function)](
          std::span<const bridge::Ref> refs) -> absl::StatusOr<bridge::Ref> {
        std::vector<Object> objects(refs.begin(), refs.end());
        absl::StatusOr<Object> result = function(objects);
        if (!result.ok()) return result.status();
        return result->reference();
      });
}

absl::StatusOr<Object> Isolate::ToObject(bool value) {
  return Object(bridge::FromBool(world_.get(), value));
}
absl::StatusOr<Object> Isolate::ToObject(double value) {
  return Object(bridge::FromDouble(world_.get(), value));
}
absl::StatusOr<Object> Isolate::ToObject(std::string_view text) {
  return Wrapped(bridge::FromText(world_.get(), text));
}
absl::StatusOr<Object> Isolate::FromInt64(int64_t value) {
  return Wrapped(bridge::FromInt64(world_.get(), value));
}
absl::StatusOr<Object> Isolate::FromItems(std::span<const Object> items) {
  return Wrapped(bridge::FromItems(world_.get(), References(items)));
}
Object Isolate::None() { return Object(bridge::None(world_.get())); }
size_t Isolate::used_bytes() const { return bridge::UsedBytes(world_.get()); }

// --- Object ---

bool Object::IsNone() const { return bridge::IsNone(reference_); }
std::string Object::TypeName() const { return bridge::TypeNameOf(reference_); }
absl::StatusOr<std::string> Object::Repr() const { return bridge::ReprOf(reference_); }
absl::StatusOr<bool> Object::ToBool() const { return bridge::ToBool(reference_); }
absl::StatusOr<int64_t> Object::ToInt64() const { return bridge::ToInt64(reference_); }
absl::StatusOr<double> Object::ToDouble() const { return bridge::ToDouble(reference_); }
absl::StatusOr<std::string> Object::ToText() const { return bridge::ToText(reference_); }
absl::StatusOr<std::vector<Object>> Object::ToItems() const {
  absl::StatusOr<std::vector<bridge::Ref>> refs = bridge::ToItems(reference_);
  if (!refs.ok()) return refs.status();
  return std::vector<Object>(refs->begin(), refs->end());
}
absl::Status Object::OutOfRange() {
  return absl::OutOfRangeError("the int does not fit the C++ type");
}

}  // namespace v1
}  // namespace krait
