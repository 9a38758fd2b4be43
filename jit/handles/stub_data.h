// The data of one compiled handle, as its code sees it.
//
//   word 0    where to enter: the body, or first Adapters::touch, which puts the body here. So
//             whether the code was used since somebody looked is seen without any work in the body
//   word 1    how many frames of the body, or of what entered it by words, are on stacks with
//             this data
//   word 2    the body
//   word 3..  constants, functions, handles, in the order of the plan
//
// The count is what makes freeing safe without looking at any stack: data that no handle uses any
// more goes when its count is zero, and code when its last data goes.
#ifndef KRAIT_JIT_HANDLES_STUB_DATA_H_
#define KRAIT_JIT_HANDLES_STUB_DATA_H_

#include <cstdint>

namespace krait::callsite {
class InvocationContext;
}

namespace krait::jit {

inline constexpr int kEntryOffset = 0;
inline constexpr int kActiveOffset = 8;
inline constexpr int kBodyOffset = 16;

// What code calls when the stack is at its end.
void FailForStack(callsite::InvocationContext* context);

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_STUB_DATA_H_
