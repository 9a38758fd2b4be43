#include <string>

#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/evaluator/cases.h"
#include "callsite/word_conversion.h"

namespace krait::callsite {

bool EvaluateInsertArguments(const MethodHandle& handle, InvocationContext& context,
                             const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const int arity = target.type()->arity();
  const int position = handle.index();
  const int inserted = handle.child_count() - 1;
  uint64_t* words = KRAIT_WORDS(arity);
  CopyWords(words, arguments, position);
  for (int i = 0; i < inserted; ++i) {
    const MethodHandle& constant = *handle.child(i + 1);
    words[position + i] = constant.word_count() > 0 ? constant.word(0) : constant.value().bits();
  }
  CopyWords(words + position + inserted, arguments + position, arity - position - inserted);
  return Evaluate(target, context, words, result);
}

bool EvaluateDropArguments(const MethodHandle& handle, InvocationContext& context,
                           const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const int arity = target.type()->arity();
  const int position = handle.index();
  const int dropped = handle.type()->arity() - arity;
  if (position == arity) return Evaluate(target, context, arguments, result);
  if (position == 0) return Evaluate(target, context, arguments + dropped, result);
  uint64_t* words = KRAIT_WORDS(arity);
  CopyWords(words, arguments, position);
  CopyWords(words + position, arguments + position + dropped, arity - position);
  return Evaluate(target, context, words, result);
}

bool EvaluatePermuteArguments(const MethodHandle& handle, InvocationContext& context,
                              const uint64_t* arguments, uint64_t* result) {
  const int arity = handle.word_count();
  uint64_t* words = KRAIT_WORDS(arity);
  for (int i = 0; i < arity; ++i) words[i] = arguments[handle.word(i)];
  return Evaluate(*handle.child(0), context, words, result);
}

bool EvaluateFilterArguments(const MethodHandle& handle, InvocationContext& context,
                             const uint64_t* arguments, uint64_t* result) {
  const int arity = handle.type()->arity();
  uint64_t* words = KRAIT_WORDS(arity);
  CopyWords(words, arguments, arity);
  for (int i = 1; i < handle.child_count(); ++i) {
    const MethodHandle* filter = handle.child(i);
    const int at = handle.index() + i - 1;
    if (filter != nullptr && !Evaluate(*filter, context, arguments + at, words + at)) return false;
  }
  return Evaluate(*handle.child(0), context, words, result);
}

bool EvaluateFilterResult(const MethodHandle& handle, InvocationContext& context,
                          const uint64_t* arguments, uint64_t* result) {
  uint64_t between = 0;
  return Evaluate(*handle.child(0), context, arguments, &between) &&
         Evaluate(*handle.child(1), context, &between, result);
}

bool EvaluateCollectArguments(const MethodHandle& handle, InvocationContext& context,
                              const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const MethodHandle& filter = *handle.child(1);
  const int arity = target.type()->arity();
  const int position = handle.index();
  const int taken = filter.type()->arity();
  const int made = filter.type()->result() == Representation::kVoid ? 0 : 1;
  uint64_t* words = KRAIT_WORDS(arity);
  if (!Evaluate(filter, context, arguments + position, words + position)) return false;
  CopyWords(words, arguments, position);
  CopyWords(words + position + made, arguments + position + taken, arity - position - made);
  return Evaluate(target, context, words, result);
}

bool EvaluateFoldArguments(const MethodHandle& handle, InvocationContext& context,
                           const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const MethodHandle& combiner = *handle.child(1);
  const int arity = target.type()->arity();
  const int position = handle.index();
  if (combiner.type()->result() == Representation::kVoid) {
    return Evaluate(combiner, context, arguments + position, nullptr) &&
           Evaluate(target, context, arguments, result);
  }
  uint64_t* words = KRAIT_WORDS(arity);
  if (!Evaluate(combiner, context, arguments + position, words + position)) return false;
  CopyWords(words, arguments, position);
  CopyWords(words + position + 1, arguments + position, arity - position - 1);
  return Evaluate(target, context, words, result);
}

bool EvaluateAsType(const MethodHandle& handle, InvocationContext& context,
                    const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const MethodType& outer = *handle.type();
  const MethodType& inner = *target.type();
  const bool explicitly = handle.index() != 0;
  const int arity = inner.arity();
  uint64_t* words = KRAIT_WORDS(arity);
  for (int i = 0; i < arity; ++i) {
    if (!ConvertWord(context, outer.at(i), inner.at(i), explicitly, arguments[i], words + i)) {
      return false;
    }
  }
  uint64_t inner_result = 0;
  if (!Evaluate(target, context, words, &inner_result)) return false;
  if (outer.result() == Representation::kVoid) return true;
  if (inner.result() == Representation::kVoid) {
    *result = ZeroWord(outer.result());
    return true;
  }
  return ConvertWord(context, inner.result(), outer.result(), explicitly, inner_result, result);
}

namespace {

size_t ElementSize(FieldType type) {
  static constexpr size_t kSizes[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) sizeof(cpp),
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  return kSizes[static_cast<size_t>(type)];
}

}  // namespace

bool EvaluateSpread(const MethodHandle& handle, InvocationContext& context,
                    const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const int arity = target.type()->arity();
  const int position = handle.index();
  const int count = static_cast<int>(handle.word(0));
  const auto element = static_cast<FieldType>(handle.word(1));
  const auto* array = reinterpret_cast<const HostArray*>(arguments[position]);
  const int64_t length = array == nullptr ? 0 : array->length;
  if (length != count) {
    return context.Fail(absl::InvalidArgumentError("an array of " + std::to_string(length) +
                                                   " was given for " + std::to_string(count) +
                                                   " arguments at " + std::to_string(position)));
  }
  uint64_t* words = KRAIT_WORDS(arity);
  CopyWords(words, arguments, position);
  for (int i = 0; i < count; ++i) {
    words[position + i] = LoadField(
        static_cast<const char*>(array->data) + static_cast<size_t>(i) * ElementSize(element),
        element);
  }
  CopyWords(words + position + count, arguments + position + 1, arity - position - count);
  return Evaluate(target, context, words, result);
}

bool EvaluateGather(const MethodHandle& handle, InvocationContext& context,
                    const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const int arity = target.type()->arity();
  const int position = handle.index();
  const int count = static_cast<int>(handle.word(0));
  const auto element = static_cast<FieldType>(handle.word(1));
  uint64_t* words = KRAIT_WORDS(arity);
  uint64_t* elements = KRAIT_WORDS(count);
  for (int i = 0; i < count; ++i) {
    StoreField(reinterpret_cast<char*>(elements) + static_cast<size_t>(i) * ElementSize(element),
               element, arguments[position + i]);
  }
  const HostArray array{elements, count};
  CopyWords(words, arguments, position);
  words[position] = reinterpret_cast<uint64_t>(&array);
  CopyWords(words + position + 1, arguments + position + count, arity - position - 1);
  return Evaluate(target, context, words, result);
}

bool EvaluateVarargs(const MethodHandle& handle, InvocationContext& context,
                     const uint64_t* arguments, uint64_t* result) {
  return Evaluate(*handle.child(0), context, arguments, result);
}

bool EvaluateInvoker(const MethodHandle& handle, InvocationContext& context,
                     const uint64_t* arguments, uint64_t* result) {
  const auto* callee = reinterpret_cast<const MethodHandle*>(arguments[0]);
  const auto* type = reinterpret_cast<const MethodType*>(handle.word(0));
  if (callee == nullptr || callee->type() == nullptr) {
    return context.Fail(absl::InvalidArgumentError("an invoker was given no handle (argument 0)"));
  }
  if (callee->type() == type) {
    // Whatever the callee does to the graph that holds it, it lives until it returns.
    const HandleRef keep(callee);
    return Invoke(*callee, context, arguments + 1, result);
  }
  if (handle.index() == 0) {
    return context.Fail(absl::InvalidArgumentError("a handle " + callee->type()->ToString() +
                                                   " was invoked exactly as " + type->ToString()));
  }
  absl::StatusOr<HandleRef> adapted = AdaptCall(HandleRef(callee), type);
  if (!adapted.ok()) return context.Fail(adapted.status());
  return Invoke(**adapted, context, arguments + 1, result);
}

}  // namespace krait::callsite
