// What the bodies of stubs call: the parts of a handle's behaviour that are rare or large.
//
// Those that give a bool take and give words; false: an error is pending in the context.
#ifndef KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_
#define KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_

#include <cstdint>

#include "callsite/invocation_context.h"

namespace krait {
struct HeapObject;
}

namespace krait::callsite {
class MethodHandle;
}

namespace krait::jit {

using HandleCall = bool(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
                        const uint64_t* arguments, uint64_t* result);

// A subtree that is a stub of its own, or becomes one.
HandleCall InvokeOutlined;
// One leaf as the evaluator does it (an invoker enters the stub of the handle it is given); or a
// node that fails before it comes to its children.
HandleCall EvaluateLeaf;
// The invocation of a site whose target is not in line.
HandleCall InvokeSite;
HandleCall CallScript;

// ---- errors ----
//
// An error that a handler or a cleanup has to do with stands in the frame meanwhile, where the
// collector's scan of the stack finds its value.
inline constexpr uint32_t kErrorWords = sizeof(callsite::PendingError) / sizeof(uint64_t);

// The target of a catch node failed. False: the error is of another code and goes on. Otherwise it
// was taken, and `word` tells the handler of it; with a pointer it is in `storage` until DropError.
bool CatchError(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
                callsite::PendingError* storage, uint64_t* word);

// The target of a finally node failed: its error goes into `storage`, and `word` tells of it.
void SaveError(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
               callsite::PendingError* storage, uint64_t* word);
// The error is pending again, or gone.
void RestoreError(callsite::InvocationContext* context, callsite::PendingError* storage);
void DropError(callsite::PendingError* storage);

// ---- others ----

// A conversion of one word; `code` is put together by Lowering::ConvertSlowly.
bool ConvertWords(uint64_t code, callsite::InvocationContext* context, const uint64_t* word,
                  uint64_t* result);

// A slot of an object that the collector does not look at by itself was stored to.
void LogStore(callsite::InvocationContext* context, HeapObject* holder);

bool PollSafepoint(callsite::InvocationContext* context);

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_
