// Module objects. The namespace is a Dict in cell mode, so that sites can depend on single globals.
#ifndef KRAIT_RUNTIME_OBJECT_MODULE_H_
#define KRAIT_RUNTIME_OBJECT_MODULE_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;

struct Module : HeapObject {
  Dict* dict;  // never null for a module that New made; also what __dict__ gives

  // With __name__, __doc__, __package__, __loader__ and __spec__ set (None where unknown).
  static Module* New(Isolate* iso, Str* name, Value doc = Value::None());
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_MODULE_H_
