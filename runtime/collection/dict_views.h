// The views that dict.keys(), values() and items() return, and iterators over dicts.
#ifndef KRAIT_RUNTIME_COLLECTION_DICT_VIEWS_H_
#define KRAIT_RUNTIME_COLLECTION_DICT_VIEWS_H_

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Dict;

// Kinds kDictKeys, kDictValues and kDictItems.
struct DictView : HeapObject {
  Dict* dict;
};

Value NewDictView(Isolate* iso, ObjectKind kind, Dict* dict);
// One of the six dict iterator kinds.
Value NewDictIterator(Isolate* iso, ObjectKind kind, Dict* dict);
// The table of a dict, for __sizeof__.
HeapObject* DictStorage(const Dict* dict);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_DICT_VIEWS_H_
