// The conservative scan of the C++ stack and of the callee-saved registers.
#ifndef KRAIT_GC_NATIVE_STACK_H_
#define KRAIT_GC_NATIVE_STACK_H_

namespace krait::gc {

class Marker;

// Visits every word from the caller's frame up to `base`, and every register a callee must
// preserve. Does nothing if `base` is null: the caller then has no object pointers in frames.
void ScanNativeStack(Marker& marker, const void* base);

// Overwrites the part of the stack below the caller's frame that the next calls will occupy: frames that
// are gone left pointers there, and new frames do not overwrite all of their words.
void ClearDeadStack();

}  // namespace krait::gc

#endif  // KRAIT_GC_NATIVE_STACK_H_
