// The types of the _functools module.
#ifndef KRAIT_RUNTIME_MODULES_FUNCTOOLS_FUNCTOOLS_H_
#define KRAIT_RUNTIME_MODULES_FUNCTOOLS_FUNCTOOLS_H_

#include <span>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait::functools {

// partial.cc
extern const TypeSpec kPartialSpec;
// lru_cache.cc
extern const TypeSpec kLruCacheSpec;
extern const std::span<const NativeMethod> kCacheHelpers;  // for interpreter/self_hosted.h
// cmp_to_key.cc
extern const TypeSpec kComparisonKeySpec;
Value CmpToKey(Isolate* iso, Value* args, size_t count);

}  // namespace krait::functools

#endif  // KRAIT_RUNTIME_MODULES_FUNCTOOLS_FUNCTOOLS_H_
