#include "jit/handles/intrinsics.h"

namespace krait::jit {

#define KRAIT_INTRINSIC(Name, result, type, expression) \
  result Name(type a, type b) { return expression; }
KRAIT_INTRINSICS(KRAIT_INTRINSIC)
#undef KRAIT_INTRINSIC

Intrinsic IntrinsicAt(const void* entry) {
#define KRAIT_INTRINSIC(Name, result, type, expression) \
  if (entry == reinterpret_cast<const void*>(&Name)) return Intrinsic::k##Name;
  KRAIT_INTRINSICS(KRAIT_INTRINSIC)
#undef KRAIT_INTRINSIC
  return Intrinsic::kNone;
}

}  // namespace krait::jit
