#include "callsite/evaluator.h"
#include "callsite/evaluator/cases.h"
#include "callsite/handle_compiler.h"
#include "callsite/handle_table.h"

namespace krait::callsite {

namespace {

bool Untyped(const MethodHandle& handle, InvocationContext& context, const uint64_t*, uint64_t*) {
  return context.Fail(
      absl::FailedPreconditionError("'" + handle.ToString() + "' cannot be invoked by itself"));
}

Case* CaseOf(HandleKind kind) {
  switch (kind) {
    case HandleKind::kConstant:
      return &EvaluateConstant;
    case HandleKind::kGetSlot:
      return &EvaluateGetSlot;
    case HandleKind::kSetSlot:
      return &EvaluateSetSlot;
    case HandleKind::kGetCell:
      return &EvaluateGetCell;
    case HandleKind::kSetCell:
      return &EvaluateSetCell;
#define KRAIT_HANDLE(Kind, name) \
  case HandleKind::k##Kind:      \
    return &Evaluate##Kind;
      KRAIT_LEAF_HANDLE_KINDS(KRAIT_HANDLE)
      KRAIT_COMBINATOR_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
    default:
      return &Untyped;
  }
}

}  // namespace

bool Evaluate(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
              uint64_t* result) {
  // Leaves, too: what they call may come back.
  if (!context.HasStack()) [[unlikely]] {
    return context.Fail(absl::ResourceExhaustedError("the stack is exhausted"));
  }
  return CaseOf(handle.kind())(handle, context, arguments, result);
}

bool Invoke(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
            uint64_t* result) {
  return context.Safepoint() && InvokeInside(handle, context, arguments, result);
}

bool InvokeInside(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result) {
  if (const CompiledStub* stub = handle.stub()) {
    return stub->entry(&context, stub->data, arguments, result);
  }
  HandleTable& table = handle.table();
  if (table.compiler() != nullptr && handle.CountInvocation() % table.compile_threshold() == 0) {
    if (const CompiledStub* stub = table.compiler()->Compile(handle)) {
      return stub->entry(&context, stub->data, arguments, result);
    }
  }
  return Evaluate(handle, context, arguments, result);
}

}  // namespace krait::callsite
