// The item types of array.array: how a code's items are read, written and named elsewhere.
#ifndef KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_ITEMS_H_
#define KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_ITEMS_H_

#include <cstdint>

#include "gc/value.h"

namespace krait {
class Isolate;
}

namespace krait::arrays {

struct ItemType {
  char code;
  int8_t size;
  int8_t machine_format;  // of pickles, little-endian; the big-endian one is next
  const char* format;     // of the buffer protocol
  Value (*get)(Isolate* iso, const char* p);
  bool (*set)(Isolate* iso, char* p, Value v);  // false with an exception; p is then untouched
};

// In the order of array.typecodes; null for an unknown code.
const ItemType* FindItemType(uint32_t code);

}  // namespace krait::arrays

#endif  // KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_ITEMS_H_
