// Handles and sites as C++ callables.
//
//   absl::StatusOr<double> y = site.Invoke<double>(1.5, 2.0);
//
//   absl::StatusOr<TypedHandle<double(double, double)>> f = handle->As<double(double, double)>();
//   double z = (*f)(1.5, 2.0);                  zero and a pending error when it fails
//   absl::StatusOr<double> w = f->Call(1.5, 2.0);
//   double (*p)(double, double) = *f->Function();    a plain function, where a compiler is
//   installed
//   auto g = WrapAsFunction<double(double, double)>(handle);     a std::function that gives an
//   outcome absl::StatusOr<TypedWord> v = InvokeWithArguments(handle, words);
//
// Types are checked once by As, at each invocation by a site (a comparison of a few bytes).
// Everything runs in the context of the handle's table.
#ifndef KRAIT_CALLSITE_TYPED_INVOCATION_H_
#define KRAIT_CALLSITE_TYPED_INVOCATION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/combinators/conversions.h"
#include "callsite/evaluator.h"
#include "callsite/handle_compiler.h"
#include "callsite/handle_table.h"
#include "callsite/invocation_context.h"
#include "callsite/site.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

template <typename Signature>
class TypedHandle;

template <typename R, typename... A>
class TypedHandle<R(A...)> {
 public:
  // `handle` is of the type of R(A...).
  TypedHandle(HandleRef handle, InvocationContext& context)
      : handle_(std::move(handle)), context_(&context) {}
  TypedHandle(TypedHandle&&) noexcept = default;
  TypedHandle& operator=(TypedHandle&&) noexcept = default;

  const HandleRef& handle() const { return handle_; }

  // Zero if it fails; the error is pending in the context.
  R operator()(A... arguments) const {
    // First the safepoint: what the code assumes may fall there.
    const bool goes_on = context_->Safepoint();
    const CompiledStub* stub = handle_->stub();
    if (goes_on && stub != nullptr && stub->typed_entry != nullptr) {
      using Entry =
          Carrier (*)(InvocationContext*, const void*, typename WordTraits<A>::Carrier...);
      auto entry = reinterpret_cast<Entry>(const_cast<void*>(stub->typed_entry));
      return R(entry(context_, stub->data, Carry<A>(arguments)...));
    }
    const uint64_t words[sizeof...(A) + 1] = {WordTraits<A>::ToWord(arguments)...};
    uint64_t result = 0;
    if (context_->failed != 0 || !InvokeInside(*handle_, *context_, words, &result)) result = 0;
    if constexpr (!std::is_void_v<R>) return WordTraits<R>::FromWord(result);
  }

  typename OutcomeOf<R>::Type Call(A... arguments) const {
    if constexpr (std::is_void_v<R>) {
      (*this)(arguments...);
      return context_->failed != 0 ? context_->TakeStatus() : absl::OkStatus();
    } else {
      R result = (*this)(arguments...);
      if (context_->failed != 0) return context_->TakeStatus();
      return result;
    }
  }

  // A plain function that does the same, valid while this object and the compiler live.
  // FailedPrecondition: no compiler.
  absl::StatusOr<R (*)(A...)> Function() {
    if (!function_ || function_->entry() == nullptr) {
      HandleCompiler* compiler = handle_->table().compiler();
      if (compiler == nullptr) return absl::FailedPreconditionError("there is no compiler");
      absl::StatusOr<ResourceRef<CompiledFunction>> made =
          compiler->MakeFunction(*handle_, *context_);
      if (!made.ok()) return made.status();
      function_ = *std::move(made);
    }
    return reinterpret_cast<R (*)(A...)>(const_cast<void*>(function_->entry()));
  }

 private:
  using Carrier = typename WordTraits<R>::Carrier;
  template <typename T>
  static typename WordTraits<T>::Carrier Carry(T v) {
    using C = typename WordTraits<T>::Carrier;
    return WordTraits<C>::FromWord(WordTraits<T>::ToWord(v));
  }

  HandleRef handle_;
  InvocationContext* context_;
  ResourceRef<CompiledFunction> function_;
};

namespace internal {

template <typename Signature>
struct Wrapping;
template <typename R, typename... A>
struct Wrapping<R(A...)> {
  using Type = std::function<typename OutcomeOf<R>::Type(A...)>;
  static absl::StatusOr<Type> Wrap(const HandleRef& handle) {
    auto typed = handle->As<R(A...)>();
    if (!typed.ok()) return typed.status();
    auto shared = std::make_shared<TypedHandle<R(A...)>>(*std::move(typed));
    return Type([shared](A... arguments) { return shared->Call(arguments...); });
  }
};

}  // namespace internal

// For hosts that hand callables around. Copies share the handle; none may outlive its table.
template <typename Signature>
auto WrapAsFunction(const HandleRef& handle) {
  return internal::Wrapping<Signature>::Wrap(handle);
}

// Adapts the handle to the arguments that there are, as a call does. A word of kVoid is no result.
absl::StatusOr<TypedWord> InvokeWithArguments(const HandleRef& handle,
                                              std::span<const TypedWord> arguments);

// Adapts the handle as a call of that signature does.
template <typename Signature>
auto MethodHandle::As() const {
  using Result = absl::StatusOr<TypedHandle<Signature>>;
  if (table_->context() == nullptr) {
    return Result(absl::FailedPreconditionError("there is no context"));
  }
  absl::StatusOr<HandleRef> adapted =
      AdaptCall(HandleRef(this), TypeOf<Signature>(table_->types()));
  if (!adapted.ok()) return Result(adapted.status());
  return Result(TypedHandle<Signature>(*std::move(adapted), *table_->context()));
}

template <typename R, typename... A>
typename OutcomeOf<R>::Type Site::Invoke(A... arguments) {
  InvocationContext* context = table().context();
  if (context == nullptr) return absl::FailedPreconditionError("there is no context");
  constexpr Representation kParameters[] = {WordTraits<A>::kRepresentation...,
                                            Representation::kVoid};
  bool exact =
      type_->arity() == int{sizeof...(A)} && type_->result() == WordTraits<R>::kRepresentation;
  for (int i = 0; exact && i < int{sizeof...(A)}; ++i) exact = type_->at(i) == kParameters[i];
  if (!exact) {
    return absl::InvalidArgumentError("a site " + type_->ToString() + " was invoked as " +
                                      TypeOf<R(A...)>(type_->table())->ToString());
  }
  const uint64_t words[sizeof...(A) + 1] = {WordTraits<A>::ToWord(arguments)...};
  uint64_t result = 0;
  if (!InvokeWords(*context, words, &result)) return context->TakeStatus();
  if constexpr (std::is_void_v<R>) {
    return absl::OkStatus();
  } else {
    return WordTraits<R>::FromWord(result);
  }
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_TYPED_INVOCATION_H_
