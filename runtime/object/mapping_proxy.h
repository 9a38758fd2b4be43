// types.MappingProxyType: a read-only view of a mapping.
#ifndef KRAIT_RUNTIME_OBJECT_MAPPING_PROXY_H_
#define KRAIT_RUNTIME_OBJECT_MAPPING_PROXY_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;

struct MappingProxy : HeapObject {
  Value mapping;

  static MappingProxy* New(Isolate* iso, Value mapping);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_MAPPING_PROXY_H_
