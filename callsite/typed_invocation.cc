#include "callsite/typed_invocation.h"

#include <vector>

#include "callsite/combinators/checks.h"

namespace krait::callsite {

absl::StatusOr<TypedWord> InvokeWithArguments(const HandleRef& handle,
                                              std::span<const TypedWord> arguments) {
  KRAIT_HANDLE_CHECK(CheckHandles("invokeWithArguments", {&handle}));
  HandleTable& table = handle->table();
  InvocationContext* context = table.context();
  if (context == nullptr) return absl::FailedPreconditionError("there is no context");
  std::vector<Parameter> parameters;
  std::vector<uint64_t> words;
  for (const TypedWord& argument : arguments) {
    parameters.push_back(argument.representation);
    words.push_back(argument.bits);
  }
  const MethodType* type = table.types().Get(handle->type()->result(), parameters);
  if (type == nullptr) return Refuse("invokeWithArguments", "no type takes these arguments");
  absl::StatusOr<HandleRef> adapted = AdaptCall(handle, type);
  if (!adapted.ok()) return adapted.status();
  uint64_t result = 0;
  if (!callsite::Invoke(**adapted, *context, words.data(), &result)) return context->TakeStatus();
  return TypedWord{type->result(), result};
}

}  // namespace krait::callsite
