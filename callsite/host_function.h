// C++ functions, lambdas and members as handles, their method types deduced.
//
//   HandleRef add = Function(table, "add", [](double a, double b) { return a + b; });     (double,
//   double)double HandleRef sin = Function(table, "sin", static_cast<double
//   (*)(double)>(&std::sin)); HandleRef div = Function(table, "div", [](int64_t a, int64_t b) ->
//   absl::StatusOr<int64_t> {
//     if (b == 0) return absl::InvalidArgumentError("division by zero");
//     return a / b;
//   });
//   HandleRef x = FieldGetter(table, &Point::x); (pointer)double
//
// A function may take an InvocationContext& first, to fail through it or to invoke other handles;
// or it gives absl::StatusOr<R> or absl::Status. Functions of plain signatures (int64_t, double,
// bool, Value, pointers) are called directly, by the evaluator and by compiled code; others through
// an adapter. Equal function pointers of one name give one handle; every lambda object that
// captures gives its own.
#ifndef KRAIT_CALLSITE_HOST_FUNCTION_H_
#define KRAIT_CALLSITE_HOST_FUNCTION_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/handle_resource.h"
#include "callsite/handle_table.h"
#include "callsite/invocation_context.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

namespace internal {

// Calls a leaf's entry with words for arguments.
using Trampoline = bool (*)(const MethodHandle& leaf, InvocationContext& context,
                            const uint64_t* arguments, uint64_t* result);

struct FunctionLeaf {
  const char* name;
  const void* entry;
  Trampoline trampoline;
  const void* closure;
  HandleResource* owner;
  int32_t flags;
  Representation result;
};
HandleRef InternFunction(HandleTable& table, const FunctionLeaf& leaf,
                         std::span<const Parameter> parameters);

// How what a function gives becomes a result word and, perhaps, an error.
template <typename R>
struct ResultTraits {
  using Type = R;
  static constexpr bool kMayFail = false;
};
template <typename R>
struct ResultTraits<absl::StatusOr<R>> {
  using Type = R;
  static constexpr bool kMayFail = true;
};
template <>
struct ResultTraits<absl::Status> {
  using Type = void;
  static constexpr bool kMayFail = true;
};

template <typename T>
using CarrierOf = typename WordTraits<std::remove_cvref_t<T>>::Carrier;

// The trampoline of an entry  R(context?, closure?, A...)  whose types are all carriers.
template <bool kContext, bool kClosure, typename R, typename... A>
struct Trampolines {
  template <size_t... I>
  static R Call(const MethodHandle& leaf, InvocationContext& context, const uint64_t* arguments,
                std::index_sequence<I...>) {
    auto* closure = reinterpret_cast<const void*>(leaf.word(3));
    const uint64_t entry = leaf.word(0);
    if constexpr (kContext && kClosure) {
      return reinterpret_cast<R (*)(InvocationContext&, const void*, A...)>(entry)(
          context, closure, WordTraits<A>::FromWord(arguments[I])...);
    } else if constexpr (kContext) {
      return reinterpret_cast<R (*)(InvocationContext&, A...)>(entry)(
          context, WordTraits<A>::FromWord(arguments[I])...);
    } else if constexpr (kClosure) {
      return reinterpret_cast<R (*)(const void*, A...)>(entry)(
          closure, WordTraits<A>::FromWord(arguments[I])...);
    } else {
      return reinterpret_cast<R (*)(A...)>(entry)(WordTraits<A>::FromWord(arguments[I])...);
    }
  }

  static bool Run(const MethodHandle& leaf, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result) {
    constexpr auto kIndices = std::index_sequence_for<A...>();
    if constexpr (std::is_void_v<R>) {
      Call(leaf, context, arguments, kIndices);
    } else {
      *result = WordTraits<R>::ToWord(Call(leaf, context, arguments, kIndices));
    }
    // A function without a context may have met an error as well, in a handle that it invoked.
    return context.failed == 0;
  }
};

// Adapts a callable `F` behind the closure pointer to an entry of carriers.
template <typename F, bool kContext, typename R, typename... A>
struct Adapter {
  using Result = typename ResultTraits<R>::Type;
  using Carrier = CarrierOf<Result>;
  static constexpr bool kTakes = kContext || ResultTraits<R>::kMayFail;

  template <typename... Leading>
  static Carrier Finish(InvocationContext* context, F& f, Leading&... leading_and_arguments) {
    if constexpr (ResultTraits<R>::kMayFail) {
      auto outcome = f(leading_and_arguments...);
      if (!outcome.ok()) {
        if constexpr (std::is_void_v<Result>) {
          context->Fail(std::move(outcome));
          return;
        } else {
          context->Fail(outcome.status());
          return Carrier();
        }
      }
      if constexpr (!std::is_void_v<Result>) return Carrier(*outcome);
    } else if constexpr (std::is_void_v<R>) {
      f(leading_and_arguments...);
    } else {
      return Carrier(f(leading_and_arguments...));
    }
  }
  template <typename T>
  static std::remove_cvref_t<T> Cast(CarrierOf<T> carrier) {
    return WordTraits<std::remove_cvref_t<T>>::FromWord(WordTraits<CarrierOf<T>>::ToWord(carrier));
  }
  template <typename... T>
  static Carrier Pass(InvocationContext* context, F& f, T... arguments) {
    if constexpr (kContext) {
      return Finish(context, f, *context, arguments...);
    } else {
      return Finish(context, f, arguments...);
    }
  }

  static Carrier WithContext(InvocationContext& context, const void* closure,
                             CarrierOf<A>... arguments) {
    return Pass(&context, *static_cast<F*>(const_cast<void*>(closure)), Cast<A>(arguments)...);
  }
  static Carrier WithoutContext(const void* closure, CarrierOf<A>... arguments) {
    return Pass(nullptr, *static_cast<F*>(const_cast<void*>(closure)), Cast<A>(arguments)...);
  }

  static FunctionLeaf Leaf(const char* name, const void* closure, HandleResource* owner,
                           int32_t flags) {
    FunctionLeaf leaf{name,
                      nullptr,
                      &Trampolines<kTakes, true, Carrier, CarrierOf<A>...>::Run,
                      closure,
                      owner,
                      flags | kTakesClosure | (kTakes ? kTakesContext : 0),
                      WordTraits<std::remove_cvref_t<Result>>::kRepresentation};
    if constexpr (kTakes) {
      leaf.entry = reinterpret_cast<const void*>(&WithContext);
    } else {
      leaf.entry = reinterpret_cast<const void*>(&WithoutContext);
    }
    return leaf;
  }
};

template <typename F>
class ClosureOwner final : public HandleResource {
 public:
  explicit ClosureOwner(F f) : f_(std::move(f)) {}
  F* closure() { return &f_; }

 private:
  ~ClosureOwner() override = default;
  F f_;
};

// A function pointer as the callable behind a closure pointer.
template <typename R, typename... A>
struct PointerCallable {
  R operator()(A... arguments) {
    return reinterpret_cast<R (*)(A...)>(this)(std::forward<A>(arguments)...);
  }
};

template <bool kContext, typename F, typename R, typename... A>
HandleRef Adapted(HandleTable& table, const char* name, const void* closure, HandleResource* owner,
                  int32_t flags) {
  const Parameter parameters[] = {Parameter(WordTraits<std::remove_cvref_t<A>>::kRepresentation)...,
                                  Parameter()};
  return InternFunction(table, Adapter<F, kContext, R, A...>::Leaf(name, closure, owner, flags),
                        {parameters, sizeof...(A)});
}

// Whether a function can be called as it stands: all its types are carriers.
template <typename R, typename... A>
constexpr bool IsPlain() {
  if constexpr (ResultTraits<R>::kMayFail) {
    return false;
  } else {
    return (std::is_same_v<A, CarrierOf<A>> && ...) && std::is_same_v<R, CarrierOf<R>>;
  }
}

// One specialisation a form: with a context first, and without.
template <typename R, typename... A>
struct Signature {
  template <typename F>
  static HandleRef Adapt(HandleTable& table, const char* name, const void* closure,
                         HandleResource* owner, int32_t flags) {
    return Adapted<false, F, R, A...>(table, name, closure, owner, flags);
  }
  static constexpr bool kPlain = IsPlain<R, A...>();
  static HandleRef Plain(HandleTable& table, const char* name, const void* entry, int32_t flags) {
    const Parameter parameters[] = {Parameter(WordTraits<A>::kRepresentation)..., Parameter()};
    return InternFunction(table,
                          {name, entry, &Trampolines<false, false, R, A...>::Run, nullptr, nullptr,
                           flags, WordTraits<R>::kRepresentation},
                          {parameters, sizeof...(A)});
  }
};
template <typename R, typename... A>
struct Signature<R, InvocationContext&, A...> {
  template <typename F>
  static HandleRef Adapt(HandleTable& table, const char* name, const void* closure,
                         HandleResource* owner, int32_t flags) {
    return Adapted<true, F, R, A...>(table, name, closure, owner, flags);
  }
  static constexpr bool kPlain = IsPlain<R, A...>();
  static HandleRef Plain(HandleTable& table, const char* name, const void* entry, int32_t flags) {
    const Parameter parameters[] = {Parameter(WordTraits<A>::kRepresentation)..., Parameter()};
    return InternFunction(table,
                          {name, entry, &Trampolines<true, false, R, A...>::Run, nullptr, nullptr,
                           flags | kTakesContext, WordTraits<R>::kRepresentation},
                          {parameters, sizeof...(A)});
  }
};

template <typename F, typename R, typename... A>
HandleRef OwnedCallable(HandleTable& table, const char* name, F f, int32_t flags) {
  auto* owner = new ClosureOwner<F>(std::move(f));
  const ResourceRef<HandleResource> keep(owner);
  return Signature<R, A...>::template Adapt<F>(table, name, owner->closure(), owner, flags);
}
template <typename F, typename R, typename C, typename... A>
HandleRef FromOperator(HandleTable& table, const char* name, F f, R (C::*)(A...) const,
                       int32_t flags) {
  return OwnedCallable<F, R, A...>(table, name, std::move(f), flags);
}
template <typename F, typename R, typename C, typename... A>
HandleRef FromOperator(HandleTable& table, const char* name, F f, R (C::*)(A...), int32_t flags) {
  return OwnedCallable<F, R, A...>(table, name, std::move(f), flags);
}

template <typename T>
struct FieldTypeOf;
#define KRAIT_FIELD_TYPE(Name, cpp, representation)        \
  template <>                                              \
  struct FieldTypeOf<cpp> {                                \
    static constexpr FieldType kType = FieldType::k##Name; \
  };
KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
template <typename T>
struct FieldTypeOf<T*> {
  static constexpr FieldType kType = FieldType::kPointer;
};

template <typename C, typename T>
size_t OffsetOf(T C::*member) {
  alignas(C) char storage[sizeof(C)];
  auto* object = reinterpret_cast<C*>(storage);
  return static_cast<size_t>(reinterpret_cast<const char*>(&(object->*member)) - storage);
}

}  // namespace internal

// `flags`: kPure when the function has no effects and depends on its arguments alone.
template <typename R, typename... A>
HandleRef Function(HandleTable& table, std::string_view name, R (*f)(A...), int32_t flags = 0) {
  using S = internal::Signature<R, A...>;
  const char* interned = table.InternName(name);
  if constexpr (S::kPlain) {
    return S::Plain(table, interned, reinterpret_cast<const void*>(f), flags);
  } else {
    return S::template Adapt<internal::PointerCallable<R, A...>>(
        table, interned, reinterpret_cast<const void*>(f), nullptr, flags);
  }
}

// A lambda or another object with one operator(). Without captures it is a function.
template <typename F>
requires requires { &F::operator(); }
HandleRef Function(HandleTable& table, std::string_view name, F f, int32_t flags = 0) {
  if constexpr (requires { +f; }) {
    return Function(table, name, +f, flags);
  } else {
    return internal::FromOperator(table, table.InternName(name), std::move(f), &F::operator(),
                                  flags);
  }
}

// (pointer)T and (pointer, T)void. The pointer may not be null: invoking with null fails.
HandleRef FieldGetterAt(HandleTable& table, size_t offset, FieldType type);
HandleRef FieldSetterAt(HandleTable& table, size_t offset, FieldType type);
template <typename C, typename T>
HandleRef FieldGetter(HandleTable& table, T C::*member) {
  return FieldGetterAt(table, internal::OffsetOf(member), internal::FieldTypeOf<T>::kType);
}
template <typename C, typename T>
HandleRef FieldSetter(HandleTable& table, T C::*member) {
  return FieldSetterAt(table, internal::OffsetOf(member), internal::FieldTypeOf<T>::kType);
}

// (pointer, A...)R of a member function.
template <typename C, typename R, typename... A>
HandleRef Method(HandleTable& table, std::string_view name, R (C::*method)(A...)) {
  return Function(table, name, [method](C* object, A... arguments) -> R {
    return (object->*method)(arguments...);
  });
}
template <typename C, typename R, typename... A>
HandleRef Method(HandleTable& table, std::string_view name, R (C::*method)(A...) const) {
  return Function(table, name, [method](const C* object, A... arguments) -> R {
    return (object->*method)(arguments...);
  });
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HOST_FUNCTION_H_
