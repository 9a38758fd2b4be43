#include "jit/handles/runtime_calls.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"
#include "callsite/word_conversion.h"
#include "jit/handles/stub_data.h"

namespace krait::jit {

using callsite::InvocationContext;
using callsite::MethodHandle;
using callsite::PendingError;
using callsite::Representation;

namespace {

// What a handler is told of an error, as combinators/control.h says.
uint64_t WordOf(const PendingError& error, Representation representation) {
  switch (representation) {
    case Representation::kInt64:
      return static_cast<uint64_t>(error.code);
    case Representation::kValue:
      return error.value.bits();
    default:
      return reinterpret_cast<uint64_t>(&error);
  }
}

}  // namespace

void FailForStack(InvocationContext* context) {
  context->Fail(absl::ResourceExhaustedError("the stack is exhausted"));
}

bool EvaluateWords(const MethodHandle* handle, InvocationContext* context,
                   const uint64_t* arguments, uint64_t* result) {
  return callsite::Evaluate(*handle, *context, arguments, result);
}

bool HandleError(const MethodHandle* handle, InvocationContext* context, const uint64_t* arguments,
                 uint64_t* result) {
  if (handle->index() != 0 && context->error().code != handle->index()) return false;
  const PendingError error = context->TakeError();
  const MethodHandle& handler = *handle->child(1);
  const int arity = handler.type()->arity();
  auto* words = static_cast<uint64_t*>(__builtin_alloca(static_cast<size_t>(arity + 1) * 8));
  words[0] = WordOf(error, handler.type()->at(0));
  for (int i = 1; i < arity; ++i) words[i] = arguments[i - 1];
  return callsite::Evaluate(handler, *context, words, result);
}

bool CleanUpAfterError(const MethodHandle* handle, InvocationContext* context,
                       const uint64_t* arguments, uint64_t*) {
  const MethodHandle& cleanup = *handle->child(1);
  const Representation r = handle->child(0)->type()->result();
  const int arity = cleanup.type()->arity();
  auto* words = static_cast<uint64_t*>(__builtin_alloca(static_cast<size_t>(arity + 2) * 8));
  PendingError error = context->TakeError();
  words[0] = WordOf(error, cleanup.type()->at(0));
  int fixed = 1;
  if (r != Representation::kVoid) words[fixed++] = callsite::ZeroWord(r);
  for (int i = fixed; i < arity; ++i) words[i] = arguments[i - fixed];
  uint64_t ignored = 0;
  if (!callsite::Evaluate(cleanup, *context, words, &ignored)) return false;
  return context->Fail(std::move(error));
}

bool ConvertWords(uint64_t code, InvocationContext* context, const uint64_t* word,
                  uint64_t* result) {
  const auto from = static_cast<Representation>(code & 0xFF);
  const auto to = static_cast<Representation>(code >> 8 & 0xFF);
  return callsite::ConvertWord(*context, from, to, (code >> 16 & 1) != 0, *word, result);
}

bool PollSafepoint(InvocationContext* context) { return context->Safepoint(); }

}  // namespace krait::jit
