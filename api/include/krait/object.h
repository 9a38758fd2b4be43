// Script objects as the host holds them, and their conversion to and from C++ values.
//
//   absl::StatusOr<krait::Object> total = isolate->Get("total");
//   absl::StatusOr<int64_t> n = total->As<int64_t>();
#ifndef KRAIT_API_INCLUDE_KRAIT_OBJECT_H_
#define KRAIT_API_INCLUDE_KRAIT_OBJECT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace krait {

namespace bridge {
struct Reference;
}  // namespace bridge

inline namespace v1 {

class Isolate;

// A reference to a script object; it keeps the object alive. Copying is cheap. It may outlive its
// isolate: every use of it then fails with FailedPrecondition. Used by the isolate's thread only.
class Object {
 public:
  Object() = default;  // refers to nothing; every conversion fails

  // The value as T: bool, integral types, double, float, std::string (from str; UTF-8),
  // std::vector<T> (from any iterable), Object itself. InvalidArgument when it is of another type,
  // OutOfRange when an integer does not fit.
  template <typename T>
  absl::StatusOr<T> As() const;

  bool IsNone() const;
  // type(object).__name__; empty when the isolate is gone.
  std::string TypeName() const;
  // repr(object)
  absl::StatusOr<std::string> Repr() const;

  // For the library's own use.
  explicit Object(std::shared_ptr<bridge::Reference> reference)
      : reference_(std::move(reference)) {}
  const std::shared_ptr<bridge::Reference>& reference() const { return reference_; }

 private:
  absl::StatusOr<bool> ToBool() const;
  absl::StatusOr<int64_t> ToInt64() const;
  absl::StatusOr<double> ToDouble() const;
  absl::StatusOr<std::string> ToText() const;
  absl::StatusOr<std::vector<Object>> ToItems() const;

  template <typename T>
  struct IsVector : std::false_type {};
  template <typename T>
  struct IsVector<std::vector<T>> : std::true_type {};
  static absl::Status OutOfRange();

  std::shared_ptr<bridge::Reference> reference_;
};

template <typename T>
absl::StatusOr<T> Object::As() const {
  if constexpr (std::is_same_v<T, Object>) {
    return *this;
  } else if constexpr (std::is_same_v<T, bool>) {
    return ToBool();
  } else if constexpr (std::is_integral_v<T>) {
    absl::StatusOr<int64_t> wide = ToInt64();
    if (!wide.ok()) return wide.status();
    if (!std::in_range<T>(*wide)) return OutOfRange();
    return static_cast<T>(*wide);
  } else if constexpr (std::is_floating_point_v<T>) {
    absl::StatusOr<double> d = ToDouble();
    if (!d.ok()) return d.status();
    return static_cast<T>(*d);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return ToText();
  } else {
    static_assert(IsVector<T>::value, "no conversion from a script object to this type");
    absl::StatusOr<std::vector<Object>> items = ToItems();
    if (!items.ok()) return items.status();
    T result;
    result.reserve(items->size());
    for (const Object& item : *items) {
      absl::StatusOr<typename T::value_type> v = item.As<typename T::value_type>();
      if (!v.ok()) return v.status();
      result.push_back(*std::move(v));
    }
    return result;
  }
}

}  // namespace v1
}  // namespace krait

#endif  // KRAIT_API_INCLUDE_KRAIT_OBJECT_H_
