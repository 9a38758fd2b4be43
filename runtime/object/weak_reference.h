// Weak references and proxies. The target is not traced; the collector clears it when the target
// dies (Isolate's ProcessWeak), and the callback is queued for the next safepoint.
#ifndef KRAIT_RUNTIME_OBJECT_WEAK_REFERENCE_H_
#define KRAIT_RUNTIME_OBJECT_WEAK_REFERENCE_H_

#include <cstdint>
#include <vector>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Type;

// Kinds kWeakReference, kWeakProxy, kWeakCallableProxy.
struct WeakReference : HeapObject {
  HeapObject* target;  // null once dead
  Value callback;      // or Empty
  int64_t hash;        // 0: not computed yet
};

// weakref.ref(target, callback): `type` null means the exact built-in one. A reference without
// callback is shared. TypeError for objects that do not support it.
Value NewWeakReference(Isolate* iso, Type* type, Value target, Value callback);
Value NewWeakProxy(Isolate* iso, Value target, Value callback);
// The live references and proxies to an object, newest first.
std::vector<WeakReference*> WeakReferencesTo(Isolate* iso, HeapObject* target);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_WEAK_REFERENCE_H_
