// One function a kind of handle; for the files of this folder. Each does what Evaluate promises.
#ifndef KRAIT_CALLSITE_EVALUATOR_CASES_H_
#define KRAIT_CALLSITE_EVALUATOR_CASES_H_

#include <cstdint>
#include <cstring>

#include "callsite/evaluator.h"
#include "callsite/handle_kinds.h"
#include "callsite/invocation_context.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"

namespace krait::callsite {

using Case = bool(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result);

#define KRAIT_HANDLE(Kind, name) Case Evaluate##Kind;
KRAIT_LEAF_HANDLE_KINDS(KRAIT_HANDLE)
KRAIT_COMBINATOR_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
Case EvaluateConstant;
Case EvaluateGetSlot;
Case EvaluateSetSlot;
Case EvaluateGetCell;
Case EvaluateSetCell;

// Room for words, on the stack of the calling function. Values in it are seen by the collector.
#define KRAIT_WORDS(count) \
  static_cast<uint64_t*>(__builtin_alloca((static_cast<size_t>(count) + 1) * sizeof(uint64_t)))

inline void CopyWords(uint64_t* to, const uint64_t* from, int count) {
  for (int i = 0; i < count; ++i) to[i] = from[i];
}

// The word that tells a handler of the error, in the representation it asks for.
uint64_t ErrorWord(const PendingError& error, Representation representation);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_EVALUATOR_CASES_H_
