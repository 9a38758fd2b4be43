#include "callsite/combinators/conversions.h"

#include <vector>

#include "callsite/combinators/checks.h"
#include "callsite/combinators/leaves.h"

namespace krait::callsite {

namespace {

using enum Representation;

absl::StatusOr<HandleRef> Convert(const char* name, const HandleRef& target, const MethodType* type,
                                  bool explicitly) {
  KRAIT_HANDLE_CHECK(CheckHandles(name, {&target}));
  const MethodType& inner = *target->type();
  if (type == nullptr) return Refuse(name, "a type is missing for " + inner.ToString());
  if (&inner == type) return target;
  if (type->arity() != inner.arity()) {
    return Refuse(
        name, "the call " + type->ToString() + " has not as many arguments as " + inner.ToString());
  }
  for (int i = 0; i < inner.arity(); ++i) {
    if (CanConvert(type->at(i), inner.at(i), explicitly)) continue;
    return Refuse(name, "argument " + std::to_string(i) + " of the call " + type->ToString() +
                            " does not convert to that of " + inner.ToString());
  }
  if (!CanConvert(inner.result(), type->result(), explicitly)) {
    return Refuse(name, "the result of " + inner.ToString() + " does not convert to that of " +
                            type->ToString());
  }
  const MethodHandle* children[] = {target.get()};
  return Build(name,
               {.kind = HandleKind::kAsType,
                .type = type,
                .index = explicitly ? 1 : 0,
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> InvokerOf(const char* name, HandleTable& table, const MethodType* type,
                                    bool generic) {
  if (type == nullptr) return Refuse(name, "a type is missing");
  const Parameter pointer[] = {kPointer};
  const uint64_t words[] = {reinterpret_cast<uint64_t>(type)};
  return Build(name,
               {.kind = HandleKind::kInvoker,
                .type = type->Insert(0, pointer),
                .index = generic ? 1 : 0,
                .words = words},
               table);
}

}  // namespace

bool CanConvert(Representation from, Representation to, bool explicitly) {
  if (from == to || from == kVoid || to == kVoid) return true;
  if (from == kPointer || to == kPointer) return false;
  if (from == kValue || to == kValue || explicitly) return true;
  return from == kInt64 && to == kDouble;
}

absl::StatusOr<HandleRef> AsType(const HandleRef& target, const MethodType* type) {
  return Convert("asType", target, type, false);
}

absl::StatusOr<HandleRef> ExplicitCastArguments(const HandleRef& target, const MethodType* type) {
  return Convert("explicitCastArguments", target, type, true);
}

absl::StatusOr<HandleRef> AsSpreader(const HandleRef& target, int position, int count,
                                     FieldType element) {
  constexpr const char* kName = "asSpreader";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  KRAIT_HANDLE_CHECK(CheckPosition(kName, type, position, count));
  const std::vector<Parameter> elements(static_cast<size_t>(count), RepresentationOf(element));
  absl::StatusOr<HandleRef> inner =
      AsType(target, type.Replace(position, position + count, elements));
  if (!inner.ok()) return inner;
  const Parameter array[] = {kPointer};
  const MethodHandle* children[] = {inner->get()};
  const uint64_t words[] = {static_cast<uint64_t>(count), static_cast<uint64_t>(element)};
  return Build(kName,
               {.kind = HandleKind::kSpread,
                .type = type.Replace(position, position + count, array),
                .index = position,
                .children = children,
                .words = words},
               target->table());
}

absl::StatusOr<HandleRef> AsCollector(const HandleRef& target, int position, int count,
                                      FieldType element) {
  constexpr const char* kName = "asCollector";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  KRAIT_HANDLE_CHECK(CheckPosition(kName, type, position, 1));
  if (type.at(position) != kPointer || count < 0 || count > MethodType::kMaxArity) {
    return Refuse(kName, "argument " + std::to_string(position) + " of " + type.ToString() +
                             " is no pointer to an array of " + std::to_string(count));
  }
  const std::vector<Parameter> elements(static_cast<size_t>(count), RepresentationOf(element));
  const MethodHandle* children[] = {target.get()};
  const uint64_t words[] = {static_cast<uint64_t>(count), static_cast<uint64_t>(element)};
  return Build(kName,
               {.kind = HandleKind::kGather,
                .type = type.Replace(position, position + 1, elements),
                .index = position,
                .children = children,
                .words = words},
               target->table());
}

absl::StatusOr<HandleRef> AsVarargsCollector(const HandleRef& target, FieldType element) {
  constexpr const char* kName = "asVarargsCollector";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  if (type.arity() == 0 || type.at(type.arity() - 1) != kPointer) {
    return Refuse(kName, "the last argument (" + std::to_string(type.arity() - 1) + ") of " +
                             type.ToString() + " is no pointer to an array");
  }
  const HandleRef fixed = AsFixedArity(target);
  const MethodHandle* children[] = {fixed.get()};
  const uint64_t words[] = {static_cast<uint64_t>(element)};
  return Build(kName,
               {.kind = HandleKind::kVarargs, .type = &type, .children = children, .words = words},
               target->table());
}

HandleRef AsFixedArity(const HandleRef& target) {
  return target && IsVarargsCollector(*target) ? HandleRef(target->child(0)) : target;
}

absl::StatusOr<HandleRef> WithVarargs(const HandleRef& target, bool varargs, FieldType element) {
  KRAIT_HANDLE_CHECK(CheckHandles("withVarargs", {&target}));
  if (!varargs) return AsFixedArity(target);
  return AsVarargsCollector(target, element);
}

absl::StatusOr<HandleRef> AdaptCall(const HandleRef& target, const MethodType* type) {
  KRAIT_HANDLE_CHECK(CheckHandles("asType", {&target}));
  if (!IsVarargsCollector(*target) || type == nullptr) return AsType(target, type);
  const int last = target->type()->arity() - 1;
  const bool as_array = type->arity() == last + 1 && type->at(last) == kPointer;
  if (as_array || type->arity() < last) return AsType(AsFixedArity(target), type);
  absl::StatusOr<HandleRef> gathered = AsCollector(AsFixedArity(target), last, type->arity() - last,
                                                   static_cast<FieldType>(target->word(0)));
  return gathered.ok() ? AsType(*gathered, type) : gathered;
}

absl::StatusOr<HandleRef> ExactInvoker(HandleTable& table, const MethodType* type) {
  return InvokerOf("exactInvoker", table, type, false);
}

absl::StatusOr<HandleRef> GenericInvoker(HandleTable& table, const MethodType* type) {
  return InvokerOf("invoker", table, type, true);
}

absl::StatusOr<HandleRef> SpreadInvoker(HandleTable& table, const MethodType* type, int leading,
                                        FieldType element) {
  absl::StatusOr<HandleRef> invoker = InvokerOf("spreadInvoker", table, type, true);
  if (!invoker.ok()) return invoker;
  KRAIT_HANDLE_CHECK(CheckPosition("spreadInvoker", *type, leading, 0));
  return AsSpreader(*invoker, leading + 1, type->arity() - leading, element);
}

}  // namespace krait::callsite
