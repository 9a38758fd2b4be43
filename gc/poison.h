// Makes free memory conspicuous: unaddressable under AddressSanitizer, a byte pattern in verify
// mode.
#ifndef KRAIT_GC_POISON_H_
#define KRAIT_GC_POISON_H_

#include <cstddef>
#include <cstdint>

#if defined(__SANITIZE_ADDRESS__)
#define KRAIT_GC_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KRAIT_GC_ASAN 1
#endif
#endif

#if defined(KRAIT_GC_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace krait::gc {

// As a Value this is a double, as a pointer it faults.
inline constexpr uint8_t kFreeMemoryPattern = 0xDB;

inline void PoisonMemory([[maybe_unused]] const void* memory, [[maybe_unused]] size_t bytes) {
#if defined(KRAIT_GC_ASAN)
  __asan_poison_memory_region(memory, bytes);
#endif
}

inline void UnpoisonMemory([[maybe_unused]] const void* memory, [[maybe_unused]] size_t bytes) {
#if defined(KRAIT_GC_ASAN)
  __asan_unpoison_memory_region(memory, bytes);
#endif
}

}  // namespace krait::gc

#endif  // KRAIT_GC_POISON_H_
