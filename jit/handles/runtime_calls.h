// What the bodies of stubs call: the parts of a handle's behaviour that are rare or large.
//
// All take and give words. False: an error is pending in the context.
#ifndef KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_
#define KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_

#include <cstdint>

namespace krait::callsite {
class InvocationContext;
class MethodHandle;
}  // namespace krait::callsite

namespace krait::jit {

// The evaluator, for a subtree.
bool EvaluateWords(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
                   const uint64_t* arguments, uint64_t* result);

// The target of a catch node failed: its handler, if the error is one that it takes.
bool HandleError(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
                 const uint64_t* arguments, uint64_t* result);

// The target of a finally node failed: its cleanup. Always false: an error goes on.
bool CleanUpAfterError(const callsite::MethodHandle* handle, callsite::InvocationContext* context,
                       const uint64_t* arguments, uint64_t* result);

// A conversion of one word; `code` is made by ConversionCode.
bool ConvertWords(uint64_t code, callsite::InvocationContext* context, const uint64_t* word,
                  uint64_t* result);

bool PollSafepoint(callsite::InvocationContext* context);

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_RUNTIME_CALLS_H_
