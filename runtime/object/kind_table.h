// The functions and tables that every kind of kinds.h brings, declared: whoever defines a kind
// includes this, so that its TypeSpec and tracer have the linkage the bootstrap expects.
#ifndef KRAIT_RUNTIME_OBJECT_KIND_TABLE_H_
#define KRAIT_RUNTIME_OBJECT_KIND_TABLE_H_

#include "runtime/native.h"
#include "runtime/object/kinds.h"

namespace krait {

#define KRAIT_DECLARE_KIND(Kind, ...)      \
  extern const TypeSpec k##Kind##TypeSpec; \
  void Trace##Kind(HeapObject* object, gc::Marker& marker);
#define KRAIT_DECLARE_INTERNAL(Kind, ...) void Trace##Kind(HeapObject* object, gc::Marker& marker);
KRAIT_OBJECT_KINDS(KRAIT_DECLARE_KIND, KRAIT_DECLARE_INTERNAL)
#undef KRAIT_DECLARE_KIND
#undef KRAIT_DECLARE_INTERNAL

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_KIND_TABLE_H_
