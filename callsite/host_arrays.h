// Arrays that handles make: ArrayGetter, ArraySetter and ArrayLength (combinators/leaves.h) work on
// them. They live until their HostArrays is cleared or gone.
#ifndef KRAIT_CALLSITE_HOST_ARRAYS_H_
#define KRAIT_CALLSITE_HOST_ARRAYS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/handle_table.h"
#include "callsite/method_handle.h"

namespace krait::callsite {

class HostArrays {
 public:
  static constexpr int64_t kMaxLength = int64_t{1} << 31;

  // Of zeros (None, for values).
  absl::StatusOr<HostArray*> New(FieldType element, int64_t length);
  // (int64)pointer: a new array of that length. This object must outlive the handle's invocations.
  HandleRef Constructor(HandleTable& table, FieldType element);

  size_t size() const { return arrays_.size(); }
  void Clear() { arrays_.clear(); }
  // Visits the values in arrays of values.
  void Trace(gc::Marker& marker) const;

 private:
  struct Owned {
    HostArray array;
    FieldType element;
    std::unique_ptr<std::byte[]> data;
  };
  std::vector<std::unique_ptr<Owned>> arrays_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HOST_ARRAYS_H_
