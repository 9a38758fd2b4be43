// Between the public headers and the runtime. The public classes stand in an inline namespace of
// their own (krait::v1) and never see the runtime's types, nor the runtime theirs; this header has
// neither, only opaque worlds and references.
#ifndef KRAIT_API_SRC_BRIDGE_H_
#define KRAIT_API_SRC_BRIDGE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace krait::bridge {

class World;       // an isolate and its __main__
struct Reference;  // a persistent reference to an object of a world

using Ref = std::shared_ptr<Reference>;
// Gets as many arguments as were declared.
using Function = std::function<absl::StatusOr<Ref>(std::span<const Ref>)>;

inline constexpr char kTracebackPayload[] = "krait/traceback";
// On a status of a host function: the arguments did not convert, which is a TypeError.
inline constexpr char kArgumentPayload[] = "krait/argument";

struct WorldOptions {
  size_t memory_limit = 0;
  int recursion_limit = 1000;
  bool stress_gc = false;
  std::vector<std::string> argv;
  std::vector<std::string> path;
  bool standard_streams = true;
};

absl::StatusOr<World*> NewWorld(const WorldOptions& options);
void DeleteWorld(World* world);
size_t UsedBytes(const World* world);

absl::Status Run(World* world, std::string_view source, std::string_view name);
absl::Status RunFile(World* world, const std::string& path);
absl::StatusOr<Ref> Evaluate(World* world, std::string_view expression);
absl::StatusOr<Ref> GetGlobal(World* world, std::string_view name);
absl::Status SetGlobal(World* world, std::string_view name, const Ref& ref);
absl::StatusOr<Ref> Call(World* world, const Ref& function, std::span<const Ref> args);
absl::Status DefineFunction(World* world, std::string_view name, int parameters, Function function);

Ref None(World* world);
Ref FromBool(World* world, bool value);
absl::StatusOr<Ref> FromInt64(World* world, int64_t value);
Ref FromDouble(World* world, double value);
absl::StatusOr<Ref> FromText(World* world, std::string_view text);
absl::StatusOr<Ref> FromItems(World* world, std::span<const Ref> items);

bool IsNone(const Ref& ref);
std::string TypeNameOf(const Ref& ref);
absl::StatusOr<std::string> ReprOf(const Ref& ref);
absl::StatusOr<bool> ToBool(const Ref& ref);
absl::StatusOr<int64_t> ToInt64(const Ref& ref);
absl::StatusOr<double> ToDouble(const Ref& ref);
absl::StatusOr<std::string> ToText(const Ref& ref);
absl::StatusOr<std::vector<Ref>> ToItems(const Ref& ref);

}  // namespace krait::bridge

#endif  // KRAIT_API_SRC_BRIDGE_H_
