// What a direct handle refers to: for telemetry, inspection, and whoever makes code of handles.
#ifndef KRAIT_CALLSITE_HANDLE_INFO_H_
#define KRAIT_CALLSITE_HANDLE_INFO_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"

namespace krait::callsite {

struct HandleInfo {
  HandleKind kind;
  const MethodType* type;
  std::string_view name = {};           // of a function
  const void* entry = nullptr;          // of a function
  int32_t offset = 0;                   // of a field
  FieldType field = FieldType::kInt64;  // of a field, or of an array's elements
  Value value = Value();                // a function of the script, or a constant value
  uint64_t word = 0;                    // another constant
  bool takes_context = false;
  bool has_closure = false;
  bool is_pure = false;

  // "function add: (int64, int64)int64".
  std::string ToString() const;
};

// Refused for handles that are made of others.
absl::StatusOr<HandleInfo> RevealDirect(const HandleRef& handle);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HANDLE_INFO_H_
