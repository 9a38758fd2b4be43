// Binding of the unbound methods of built-in types.
#ifndef KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_
#define KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct NativeFunction;

// The bound method of a descriptor: kNativeFunction, or kMethodWrapper for slot wrappers.
NativeFunction* BindNative(Isolate* iso, NativeFunction* descriptor, Value self);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_
