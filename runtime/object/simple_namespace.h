// types.SimpleNamespace: attributes and nothing else.
#ifndef KRAIT_RUNTIME_OBJECT_SIMPLE_NAMESPACE_H_
#define KRAIT_RUNTIME_OBJECT_SIMPLE_NAMESPACE_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;

struct SimpleNamespace : HeapObject {
  Dict* dict;  // the attribute word: always in dictionary mode; null while empty

  static SimpleNamespace* New(Isolate* iso);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SIMPLE_NAMESPACE_H_
