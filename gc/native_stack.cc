#include "gc/native_stack.h"

#include <cstddef>
#include <cstdint>

#include "gc/marker.h"
#include "gc/poison.h"

#if !defined(__x86_64__)
#error "the registers to spill are those of x86-64"
#endif

namespace krait::gc {

namespace {

#if defined(KRAIT_GC_ASAN)

// With detect_stack_use_after_return locals live in "fake frames" off the stack; the real frame
// holds a pointer to them.
[[gnu::no_sanitize("address")]] void ScanFakeFrames(Marker& marker, const uintptr_t* word,
                                                    const uintptr_t* end) {
  void* fake_stack = __asan_get_current_fake_stack();
  if (fake_stack == nullptr) return;
  for (; word < end; ++word) {
    void* frame_begin = nullptr;
    void* frame_end = nullptr;
    if (__asan_addr_is_in_fake_stack(fake_stack, reinterpret_cast<void*>(*word), &frame_begin,
                                     &frame_end) != nullptr) {
      marker.VisitConservativeRange(frame_begin, frame_end);
    }
  }
}

#endif

}  // namespace

[[gnu::noinline, gnu::no_sanitize("address")]] void ScanNativeStack(Marker& marker,
                                                                    const void* base) {
  if (base == nullptr) return;
  uintptr_t registers[6];
  asm volatile(
      "movq %%rbx, 0(%0)\n\t"
      "movq %%rbp, 8(%0)\n\t"
      "movq %%r12, 16(%0)\n\t"
      "movq %%r13, 24(%0)\n\t"
      "movq %%r14, 32(%0)\n\t"
      "movq %%r15, 40(%0)"
      :
      : "r"(registers)
      : "memory");
  // This function's own prologue may have saved (and then reused) some of those registers: its
  // whole frame, from the array on or from the stack pointer on, belongs to the range.
  uintptr_t stack_pointer;
  asm volatile("movq %%rsp, %0" : "=r"(stack_pointer));
  marker.VisitConservativeRange(registers, registers + 6);
  marker.VisitConservativeRange(reinterpret_cast<const void*>(stack_pointer), base);
#if defined(KRAIT_GC_ASAN)
  ScanFakeFrames(marker, reinterpret_cast<const uintptr_t*>(stack_pointer),
                 static_cast<const uintptr_t*>(base));
#endif
}

[[gnu::noinline, gnu::no_sanitize("address")]] void ClearDeadStack() {
  constexpr size_t kWords = 8192;  // 64 KiB, far less than any entry is granted
  uintptr_t words[kWords];
  for (size_t i = 0; i < kWords; ++i) words[i] = 0;
  asm volatile("" : : "r"(words) : "memory");  // or the stores are dead
}

}  // namespace krait::gc
