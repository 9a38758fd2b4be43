// The iterator types of the itertools module, by family.
#ifndef KRAIT_RUNTIME_MODULES_ITERTOOLS_ITERTOOLS_H_
#define KRAIT_RUNTIME_MODULES_ITERTOOLS_ITERTOOLS_H_

#include <initializer_list>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait::itertools {

// infinite.cc
extern const TypeSpec kCountSpec, kCycleSpec, kRepeatSpec;
// filters.cc
extern const TypeSpec kCompressSpec, kDropWhileSpec, kFilterFalseSpec, kStarmapSpec, kTakeWhileSpec;
// combinatorics.cc
extern const TypeSpec kCombinationsSpec, kCombinationsWithReplacementSpec, kPermutationsSpec,
    kProductSpec;
// sequences.cc
extern const TypeSpec kAccumulateSpec, kChainSpec, kIsliceSpec, kPairwiseSpec, kZipLongestSpec;
// grouping.cc
extern const TypeSpec kGroupBySpec, kGrouperSpec, kTeeSpec;
Value Tee(Isolate* iso, Value* args, size_t count);

Value ReturnSelf(Isolate* iso, Value* args, size_t count);
// (type(self), arguments) and, unless `state` is Empty, the state: what __reduce__ returns.
Value Reduce(Isolate* iso, Value self, std::initializer_list<Value> arguments,
             Value state = Value());

inline constexpr uint32_t kIteratorFlags = kSubclassable | kImmutable | kNoWeakReferences;

}  // namespace krait::itertools

#endif  // KRAIT_RUNTIME_MODULES_ITERTOOLS_ITERTOOLS_H_
