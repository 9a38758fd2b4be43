// Calling a special method that was found on a type, with the receiver as its first argument: the
// inner step of every operation. Native methods and script functions are called without binding.
#ifndef KRAIT_RUNTIME_OBJECT_SPECIAL_CALL_H_
#define KRAIT_RUNTIME_OBJECT_SPECIAL_CALL_H_

#include <span>

#include "gc/value.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/object/call_native.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"

namespace krait {

// May the method of a built-in type, found as `method` on the receiver's class, be called without
// its check of the receiver? A class may hold a descriptor of an unrelated type; built-in classes
// do not.
inline bool ReceiverFits(Isolate* iso, const NativeFunction* method, Value receiver) {
  if (!receiver.IsHeap() || receiver.AsHeap()->shape < 256) return true;
  return IsSubtype(iso->shape_of(receiver.AsHeap())->type, method->owner);
}

// Calls such a method; `args` has the receiver first.
inline Value CallFound(Isolate* iso, NativeFunction* method, const Value* args, size_t count,
                       Tuple* names) {
  return ReceiverFits(iso, method, args[0]) ? CallNativeUnchecked(iso, method, args, count, names)
                                            : CallNative(iso, method, args, count, names);
}

// `args` has the receiver first; a native method may write to it.
Value CallResolvedSlow(Isolate* iso, Value method, Value* args, size_t count);

inline Value CallResolved(Isolate* iso, Value method, Value* args, size_t count) {
  if (method.IsHeap()) {
    const auto kind = static_cast<ObjectKind>(method.AsHeap()->kind);
    if (kind == ObjectKind::kWrapperDescriptor || kind == ObjectKind::kMethodDescriptor) {
      auto* native = method.As<NativeFunction>();
      const NativeSignature* s = SignatureOf(iso, native);
      if (s->simple && s->slots == count && (native->method->flags & kExhaustible) == 0 &&
          ReceiverFits(iso, native, args[0])) [[likely]] {
        if (!iso->CheckStack()) return Value::Empty();
        return native->method->fn(iso, args, count);
      }
    } else if (kind == ObjectKind::kFunction) {
      return iso->interpreter().Call(method.As<Function>(), args, count, nullptr);
    }
  }
  return CallResolvedSlow(iso, method, args, count);
}

inline Value CallResolved(Isolate* iso, Value method, Value self) {
  Value args[] = {self};
  return CallResolved(iso, method, args, 1);
}
inline Value CallResolved(Isolate* iso, Value method, Value self, Value a) {
  Value args[] = {self, a};
  return CallResolved(iso, method, args, 2);
}
inline Value CallResolved(Isolate* iso, Value method, Value self, Value a, Value b) {
  Value args[] = {self, a, b};
  return CallResolved(iso, method, args, 3);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SPECIAL_CALL_H_
