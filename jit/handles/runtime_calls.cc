#include "jit/handles/runtime_calls.h"

#include <memory>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "callsite/combinators/leaves.h"
#include "callsite/evaluator.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"
#include "callsite/site.h"
#include "callsite/word_conversion.h"
#include "gc/heap.h"
#include "jit/handles/stub_data.h"

namespace krait::jit {

using callsite::InvocationContext;
using callsite::MethodHandle;
using callsite::PendingError;
using callsite::Representation;

static_assert(sizeof(PendingError) % sizeof(uint64_t) == 0 &&
              alignof(PendingError) <= alignof(uint64_t));

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

bool InvokeOutlined(const MethodHandle* handle, InvocationContext* context,
                    const uint64_t* arguments, uint64_t* result) {
  return callsite::InvokeInside(*handle, *context, arguments, result);
}

bool EvaluateLeaf(const MethodHandle* handle, InvocationContext* context, const uint64_t* arguments,
                  uint64_t* result) {
  return callsite::Evaluate(*handle, *context, arguments, result);
}

bool InvokeSite(const MethodHandle* handle, InvocationContext* context, const uint64_t* arguments,
                uint64_t* result) {
  return callsite::InvokeSiteSlow(context, handle, arguments, result);
}

bool CallScript(const MethodHandle* handle, InvocationContext* context, const uint64_t* arguments,
                uint64_t* result) {
  const std::span<const Value> values(reinterpret_cast<const Value*>(arguments),
                                      static_cast<size_t>(handle->type()->arity()));
  Value value;
  auto* invoker = static_cast<callsite::ScriptInvoker*>(handle->resource());
  if (!invoker->Call(*context, handle->value(), values, &value)) return false;
  *result = value.bits();
  return true;
}

// ---- errors ----

bool CatchError(const MethodHandle* handle, InvocationContext* context, PendingError* storage,
                uint64_t* word) {
  if (handle->index() != 0 && context->error().code != handle->index()) return false;
  SaveError(handle, context, storage, word);
  if (handle->child(1)->type()->at(0) != Representation::kPointer) DropError(storage);
  return true;
}

void SaveError(const MethodHandle* handle, InvocationContext* context, PendingError* storage,
               uint64_t* word) {
  std::construct_at(storage, context->TakeError());
  *word = WordOf(*storage, handle->child(1)->type()->at(0));
}

void RestoreError(InvocationContext* context, PendingError* storage) {
  context->Fail(std::move(*storage));
  DropError(storage);
}

void DropError(PendingError* storage) { std::destroy_at(storage); }

// ---- others ----

bool ConvertWords(uint64_t code, InvocationContext* context, const uint64_t* word,
                  uint64_t* result) {
  const auto from = static_cast<Representation>(code & 0xFF);
  const auto to = static_cast<Representation>(code >> 8 & 0xFF);
  return callsite::ConvertWord(*context, from, to, (code >> 16 & 1) != 0, *word, result);
}

void LogStore(InvocationContext* context, HeapObject* holder) {
  if (context->heap() != nullptr) context->heap()->Barrier(holder);
}

bool PollSafepoint(InvocationContext* context) { return context->Safepoint(); }

}  // namespace krait::jit
