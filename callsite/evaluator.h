// Runs handles cold, by walking the graph over an array of words. No allocation in the common case.
#ifndef KRAIT_CALLSITE_EVALUATOR_H_
#define KRAIT_CALLSITE_EVALUATOR_H_

#include <cstdint>

#include "callsite/method_handle.h"

namespace krait::callsite {

class InvocationContext;

// Arguments and result are words of the handle's type, which must not be null. `result` may be null
// for void handles only. False: an error is pending. Always walks the graph.
bool Evaluate(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
              uint64_t* result);

// The same as an entry from outside: takes the compiled stub where there is one, counts towards
// compiling where there is none, and is a safepoint.
bool Invoke(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
            uint64_t* result);

// The same in the middle of another handle's run: no safepoint, so that errors come where the graph
// says.
bool InvokeInside(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result);

// Stores what is in a word where a field or array element of that type stands, and back.
uint64_t LoadField(const void* address, FieldType type);
void StoreField(void* address, FieldType type, uint64_t word);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_EVALUATOR_H_
