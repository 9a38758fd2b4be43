// list.sort(): a stable, adaptive merge sort.
#ifndef KRAIT_RUNTIME_COLLECTION_LIST_SORT_H_
#define KRAIT_RUNTIME_COLLECTION_LIST_SORT_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct List;

// `key` is None or a callable. While it runs the list is empty for script; a script that changes it
// meanwhile gets a ValueError. After a failure the list holds its items in some order.
bool SortList(Isolate* iso, List* list, Value key, bool reverse);
// Sorts by the keys, which are as many; null: by the items themselves. No script sees either list.
bool SortByKeys(Isolate* iso, List* list, List* keys, bool reverse);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_LIST_SORT_H_
