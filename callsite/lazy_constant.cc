#include "callsite/lazy_constant.h"

#include <utility>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/checks.h"
#include "callsite/combinators/leaves.h"
#include "callsite/host_function.h"

namespace krait::callsite {

template <typename T>
HandleRef LazyConstant::Settler() {
  return Function(site_.table(), "settle", [this](T computed) -> T {
    if (!known_) {
      word_ = WordTraits<T>::ToWord(computed);
      known_ = true;
      (void)site_.SetTarget(ConstantWord(site_.table(), computed));
    }
    return WordTraits<T>::FromWord(word_);
  });
}

absl::StatusOr<HandleRef> LazyConstant::SettlerFor(Representation representation) {
  switch (representation) {
    case Representation::kValue:
      return Settler<Value>();
    case Representation::kInt64:
      return Settler<int64_t>();
    case Representation::kDouble:
      return Settler<double>();
    case Representation::kBool:
      return Settler<bool>();
    case Representation::kPointer:
      return Settler<void*>();
    case Representation::kVoid:
      break;
  }
  return Refuse("lazyConstant", site_.type()->ToString() + " gives nothing");
}

absl::StatusOr<std::unique_ptr<LazyConstant>> LazyConstant::New(const HandleRef& compute) {
  constexpr const char* kName = "lazyConstant";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&compute}));
  const MethodType& type = *compute->type();
  if (type.arity() != 0) {
    return Refuse(kName, type.ToString() + " takes argument 0, of ()" +
                             RepresentationName(type.result()) + " there is none");
  }
  std::unique_ptr<LazyConstant> constant(new LazyConstant(compute));
  absl::StatusOr<HandleRef> settler = constant->SettlerFor(type.result());
  if (!settler.ok()) return settler.status();
  absl::StatusOr<HandleRef> first = FilterReturnValue(compute, *settler);
  if (!first.ok()) return first.status();
  KRAIT_HANDLE_CHECK(constant->site_.SetTarget(*std::move(first)));
  return constant;
}

}  // namespace krait::callsite
