// An isolate: one Python world inside a C++ program.
//
//   absl::StatusOr<std::unique_ptr<krait::Isolate>> isolate = krait::Isolate::Create();
//   (*isolate)->Define("area", [](double w, double h) { return w * h; });
//   absl::Status status = (*isolate)->Run("def double_area(w, h): return 2 * area(w, h)");
//   absl::StatusOr<double> a = (*isolate)->Call<double>("double_area", 3.0, 4.0);
//
// Isolates share nothing: any number of them run in parallel on any threads. One isolate is used by
// one thread at a time. Nothing here throws; script errors are statuses that carry the traceback.
#ifndef KRAIT_API_INCLUDE_KRAIT_ISOLATE_H_
#define KRAIT_API_INCLUDE_KRAIT_ISOLATE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "krait/object.h"

namespace krait {

namespace bridge {
class World;
struct WorldDeleter {
  void operator()(World* world) const;
};
}  // namespace bridge

inline namespace v1 {

struct IsolateOptions {
  size_t memory_limit = 0;          // bytes, everything included; 0: none
  int recursion_limit = 1000;       // script frames
  bool stress_gc = false;           // collect at every allocation and verify the heap
  std::vector<std::string> argv;    // sys.argv
  std::vector<std::string> path;    // sys.path, in front of the standard library
  bool standard_streams = true;     // scripts reach the process's stdin, stdout and stderr
};

// The traceback of the script error behind a status, as the interpreter prints it; empty when the
// status is not one.
std::string TracebackOf(const absl::Status& status);

class Isolate {
 public:
  // ResourceExhausted when the limit does not even hold an empty world.
  static absl::StatusOr<std::unique_ptr<Isolate>> Create(const IsolateOptions& options = {});
  ~Isolate();
  Isolate(const Isolate&) = delete;
  Isolate& operator=(const Isolate&) = delete;

  // Runs the source in the namespace of __main__. `name` stands in tracebacks. An uncaught exception
  // is the status: InvalidArgument for SyntaxError, ResourceExhausted for MemoryError, Unknown
  // otherwise; its message is the exception's last line.
  absl::Status Run(std::string_view source, std::string_view name = "<string>");
  // The same for a file; NotFound or PermissionDenied, naming the file, when it cannot be read.
  absl::Status RunFile(const std::string& path);
  // The value of an expression.
  absl::StatusOr<Object> Evaluate(std::string_view expression);

  // Globals of __main__. NotFound when there is no such name.
  absl::StatusOr<Object> Get(std::string_view name);
  template <typename T>
  absl::StatusOr<T> Get(std::string_view name) {
    absl::StatusOr<Object> object = Get(name);
    if (!object.ok()) return object.status();
    return object->As<T>();
  }
  template <typename T>
  absl::Status Set(std::string_view name, const T& value) {
    absl::StatusOr<Object> object = ToObject(value);
    if (!object.ok()) return object.status();
    return SetObject(name, *object);
  }

  // Calls a global function, or any callable.
  template <typename R = Object, typename... Args>
  absl::StatusOr<R> Call(std::string_view name, const Args&... args) {
    absl::StatusOr<Object> function = Get(name);
    if (!function.ok()) return function.status();
    return Call<R>(*function, args...);
  }
  template <typename R = Object, typename... Args>
  absl::StatusOr<R> Call(const Object& function, const Args&... args) {
    absl::StatusOr<Object> objects[] = {ToObject(args)..., Object()};
    std::vector<Object> converted;
    converted.reserve(sizeof...(Args));
    for (size_t i = 0; i < sizeof...(Args); ++i) {
      if (!objects[i].ok()) return objects[i].status();
      converted.push_back(*std::move(objects[i]));
    }
    absl::StatusOr<Object> result = CallObject(function, converted);
    if (!result.ok()) return result.status();
    return result->As<R>();
  }

  // Makes a C++ function or lambda a global function of the script. Parameters and result are of the
  // types that Object converts; the result may also be void, absl::Status or absl::StatusOr<T>: a
  // failed status is raised in the script (InvalidArgument as ValueError, NotFound as LookupError,
  // OutOfRange as IndexError, PermissionDenied as PermissionError, ResourceExhausted as MemoryError,
  // Unimplemented as NotImplementedError, DeadlineExceeded as TimeoutError, others as RuntimeError).
  // Arguments that do not convert are a TypeError.
  template <typename F>
  absl::Status Define(std::string_view name, F function);

  // Script value of a C++ value.
  absl::StatusOr<Object> ToObject(const Object& object) { return object; }
  absl::StatusOr<Object> ToObject(bool value);
  absl::StatusOr<Object> ToObject(double value);
  absl::StatusOr<Object> ToObject(std::string_view text);
  absl::StatusOr<Object> ToObject(const char* text) { return ToObject(std::string_view(text)); }
  absl::StatusOr<Object> ToObject(const std::string& text) {
    return ToObject(std::string_view(text));
  }
  template <typename T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
  absl::StatusOr<Object> ToObject(T value) {
    return FromInt64(static_cast<int64_t>(value));
  }
  absl::StatusOr<Object> ToObject(float value) { return ToObject(static_cast<double>(value)); }
  template <typename T>
  absl::StatusOr<Object> ToObject(const std::vector<T>& values) {
    std::vector<Object> items;
    items.reserve(values.size());
    for (const T& value : values) {
      absl::StatusOr<Object> item = ToObject(value);
      if (!item.ok()) return item.status();
      items.push_back(*std::move(item));
    }
    return FromItems(items);
  }
  Object None();

  // Bytes that count against the memory limit.
  size_t used_bytes() const;

 private:
  using HostFunction = std::function<absl::StatusOr<Object>(std::span<const Object>)>;

  explicit Isolate(std::unique_ptr<bridge::World, bridge::WorldDeleter> world);
  absl::StatusOr<Object> FromInt64(int64_t value);
  absl::StatusOr<Object> FromItems(std::span<const Object> items);
  absl::Status SetObject(std::string_view name, const Object& object);
  absl::StatusOr<Object> CallObject(const Object& function, std::span<const Object> args);
  absl::Status DefineFunction(std::string_view name, int parameters, HostFunction function);

  template <typename R, typename... Args, typename F, size_t... I>
  HostFunction Wrap(F function, std::index_sequence<I...>);
  template <typename F, typename R, typename... Args>
  absl::Status DefineTyped(std::string_view name, F function, R (F::*)(Args...) const) {
    return DefineFunction(name, sizeof...(Args),
                          Wrap<R, std::decay_t<Args>...>(std::move(function),
                                                         std::index_sequence_for<Args...>()));
  }
  template <typename T>
  absl::StatusOr<Object> ResultToObject(T result) {
    if constexpr (std::is_same_v<T, absl::Status>) {
      if (!result.ok()) return result;
      return None();
    } else {
      return ToObject(result);
    }
  }
  template <typename T>
  absl::StatusOr<Object> ResultToObject(absl::StatusOr<T> result) {
    if (!result.ok()) return result.status();
    return ToObject(*result);
  }

  std::unique_ptr<bridge::World, bridge::WorldDeleter> world_;
};

template <typename R, typename... Args, typename F, size_t... I>
Isolate::HostFunction Isolate::Wrap(F function, std::index_sequence<I...>) {
  return [this, function = std::move(function)](
             std::span<const Object> args) -> absl::StatusOr<Object> {
    (void)args;
    std::tuple<absl::StatusOr<Args>...> converted{args[I].template As<Args>()...};
    absl::Status failure;
    int position = 0;
    (void)position;
    ([&] {
      ++position;
      if (failure.ok() && !std::get<I>(converted).ok()) {
        failure = absl::InvalidArgumentError("argument " + std::to_string(position) + ": " +
                                             std::string(std::get<I>(converted).status().message()));
      }
    }(), ...);
    if (!failure.ok()) {
      failure.SetPayload("krait/argument", absl::Cord());
      return failure;
    }
    if constexpr (std::is_void_v<R>) {
      function(*std::move(std::get<I>(converted))...);
      return None();
    } else {
      return ResultToObject(function(*std::move(std::get<I>(converted))...));
    }
  };
}

template <typename F>
absl::Status Isolate::Define(std::string_view name, F function) {
  if constexpr (std::is_pointer_v<F>) {
    return Define(name, std::function(function));
  } else {
    return DefineTyped(name, std::move(function), &F::operator());
  }
}

}  // namespace v1
}  // namespace krait

#endif  // KRAIT_API_INCLUDE_KRAIT_ISOLATE_H_
