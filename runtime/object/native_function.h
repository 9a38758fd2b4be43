// Binding of the unbound methods of built-in types.
#ifndef KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_
#define KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct NativeFunction;

// The bound method of a descriptor: kNativeFunction, or kMethodWrapper for slot wrappers. Null with
// TypeError pending when the receiver is not of the descriptor's class (`cls`: not a subclass of it).
NativeFunction* BindNative(Isolate* iso, NativeFunction* descriptor, Value receiver);
NativeFunction* BindNativeToClass(Isolate* iso, NativeFunction* descriptor, Value cls);

// Is `cls` what a classmethod_descriptor may be called with? False with TypeError pending.
bool CheckClassReceiver(Isolate* iso, const NativeFunction* descriptor, Value cls);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_NATIVE_FUNCTION_H_
