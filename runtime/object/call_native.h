// The inner half of CallNative (function.h), for callers that know the receiver fits.
#ifndef KRAIT_RUNTIME_OBJECT_CALL_NATIVE_H_
#define KRAIT_RUNTIME_OBJECT_CALL_NATIVE_H_

#include <cstddef>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct NativeFunction;
struct NativeSignature;
struct Tuple;

const NativeSignature* SignatureOf(Isolate* iso, NativeFunction* function);
// Binds and calls. `args` has the receiver or class, whatever slot 0 is; the function's own `self` is
// not looked at. With exactly the declared positional arguments `args` itself is what the function
// gets, and may write to.
Value CallNativeUnchecked(Isolate* iso, NativeFunction* function, const Value* args, size_t count,
                          Tuple* keyword_names);
// As CallNative (function.h), with `fn` in place of the function's own.
Value CallNativeAs(Isolate* iso, NativeFunction* function, NativeFn fn, const Value* args,
                   size_t count, Tuple* keyword_names);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_CALL_NATIVE_H_
