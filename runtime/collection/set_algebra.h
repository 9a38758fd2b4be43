// Operations on whole sets, behind both the operators and the methods.
#ifndef KRAIT_RUNTIME_COLLECTION_SET_ALGEBRA_H_
#define KRAIT_RUNTIME_COLLECTION_SET_ALGEBRA_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct Set;

// New sets of the built-in kind of `set`; `other` is any iterable. Null with the exception pending.
Set* SetUnion(Isolate* iso, Set* set, Value other);
Set* SetIntersection(Isolate* iso, Set* set, Value other);
Set* SetDifference(Isolate* iso, Set* set, Value other);
Set* SetSymmetricDifference(Isolate* iso, Set* set, Value other);

// In place.
bool SetIntersectionUpdate(Isolate* iso, Set* set, Value other);
bool SetDifferenceUpdate(Isolate* iso, Set* set, Value other);
bool SetSymmetricDifferenceUpdate(Isolate* iso, Set* set, Value other);

bool SetIsSubset(Isolate* iso, Set* set, Value other, bool* result);
bool SetIsSuperset(Isolate* iso, Set* set, Value other, bool* result);
bool SetIsDisjoint(Isolate* iso, Set* set, Value other, bool* result);
bool SetsEqual(Isolate* iso, Set* a, Set* b, bool* result);

// hash(frozenset): independent of the order of the items.
bool FrozenSetHash(Isolate* iso, Set* set, int64_t* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SET_ALGEBRA_H_
