#include "callsite/host_arrays.h"

#include <algorithm>
#include <string>

#include "callsite/host_function.h"
#include "gc/marker.h"

namespace krait::callsite {

namespace {

size_t SizeOf(FieldType type) {
  switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return sizeof(cpp);
    KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  }
  return 0;
}

}  // namespace

absl::StatusOr<HostArray*> HostArrays::New(FieldType element, int64_t length) {
  if (length < 0 || length > kMaxLength) {
    return absl::OutOfRangeError(std::string("an array ") + FieldTypeName(element) + "[" +
                                 std::to_string(length) + "]");
  }
  const auto count = static_cast<size_t>(length);
  auto owned = std::make_unique<Owned>();
  owned->element = element;
  owned->data = std::make_unique<std::byte[]>(count * SizeOf(element));
  owned->array = {owned->data.get(), length};
  if (element == FieldType::kValue) {
    std::fill_n(reinterpret_cast<Value*>(owned->data.get()), count, Value::None());
  }
  arrays_.push_back(std::move(owned));
  return &arrays_.back()->array;
}

HandleRef HostArrays::Constructor(HandleTable& table, FieldType element) {
  return Function(table, std::string("new ") + FieldTypeName(element) + "[]",
                  [this, element](int64_t length) { return New(element, length); });
}

void HostArrays::Trace(gc::Marker& marker) const {
  for (const std::unique_ptr<Owned>& owned : arrays_) {
    if (owned->element != FieldType::kValue) continue;
    const auto* values = static_cast<const Value*>(owned->array.data);
    for (int64_t i = 0; i < owned->array.length; ++i) marker.Visit(values[i]);
  }
}

}  // namespace krait::callsite
