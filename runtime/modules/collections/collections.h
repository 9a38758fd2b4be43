// The types of the _collections module.
#ifndef KRAIT_RUNTIME_MODULES_COLLECTIONS_COLLECTIONS_H_
#define KRAIT_RUNTIME_MODULES_COLLECTIONS_COLLECTIONS_H_

#include "runtime/native.h"

namespace krait::collections {

extern const TypeSpec kDequeSpec, kDequeIteratorSpec, kDequeReverseIteratorSpec;
extern const TypeSpec kDefaultDictSpec;
extern const TypeSpec kOrderedDictSpec;
extern const TypeSpec kTupleGetterSpec;

}  // namespace krait::collections

#endif  // KRAIT_RUNTIME_MODULES_COLLECTIONS_COLLECTIONS_H_
