// Tracers of native modules' types, from the list of their fields.
#ifndef KRAIT_RUNTIME_MODULES_NATIVE_FIELDS_H_
#define KRAIT_RUNTIME_MODULES_NATIVE_FIELDS_H_

#include "gc/marker.h"
#include "runtime/native.h"

namespace krait {

// Visits the named fields (Values or pointers to heap objects) of a T.
template <typename T, auto... fields>
void TraceFields(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<T*>(object);
  (marker.Visit(self->*fields), ...);
}

template <typename T, auto... fields>
constexpr NativeLayout LayoutOf(const char* name) {
  return {name, sizeof(T), TraceFields<T, fields...>};
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_NATIVE_FIELDS_H_
