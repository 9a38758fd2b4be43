#include "callsite/combinators/arguments.h"

#include "callsite/combinators/checks.h"
#include "callsite/combinators/leaves.h"

namespace krait::callsite {

absl::StatusOr<HandleRef> BindTo(const HandleRef& target, TypedWord receiver) {
  return InsertArguments(target, 0, std::span<const TypedWord>(&receiver, 1));
}

absl::StatusOr<HandleRef> InsertArguments(const HandleRef& target, int position,
                                          std::span<const TypedWord> words) {
  constexpr const char* kName = "insertArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  const int count = static_cast<int>(words.size());
  KRAIT_HANDLE_CHECK(CheckPosition(kName, type, position, count));
  if (count == 0) return target;
  std::vector<HandleRef> constants;
  std::vector<const MethodHandle*> children{target.get()};
  for (int i = 0; i < count; ++i) {
    const TypedWord& word = words[static_cast<size_t>(i)];
    if (word.representation != type.at(position + i)) {
      return Refuse(kName, std::string(RepresentationName(word.representation)) +
                               " is not argument " + std::to_string(position + i) + " of " +
                               type.ToString());
    }
    constants.push_back(ConstantWord(target->table(), word));
    children.push_back(constants.back().get());
  }
  return Build(kName,
               {.kind = HandleKind::kInsertArguments,
                .type = type.Drop(position, position + count),
                .index = position,
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> DropArguments(const HandleRef& target, int position,
                                        std::span<const Parameter> dropped) {
  constexpr const char* kName = "dropArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  KRAIT_HANDLE_CHECK(CheckPosition(kName, *target->type(), position, 0));
  if (dropped.empty()) return target;
  const MethodHandle* children[] = {target.get()};
  return Build(kName,
               {.kind = HandleKind::kDropArguments,
                .type = target->type()->Insert(position, dropped),
                .index = position,
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> DropArgumentsToMatch(const HandleRef& target, const MethodType* type) {
  constexpr const char* kName = "dropArgumentsToMatch";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  if (type == nullptr) {
    return Refuse(kName, "a type is missing for " + target->type()->ToString());
  }
  KRAIT_HANDLE_CHECK(CheckLeading(kName, "target", *target->type(), *type, 0));
  return DropArguments(target, target->type()->arity(),
                       type->parameters().subspan(static_cast<size_t>(target->type()->arity())));
}

absl::StatusOr<HandleRef> DropArgumentsToMatch(const HandleRef& target, int skip,
                                               std::span<const Parameter> all, int position) {
  constexpr const char* kName = "dropArgumentsToMatch";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& type = *target->type();
  KRAIT_HANDLE_CHECK(CheckPosition(kName, type, skip, 0));
  const MethodType* wanted = type.Drop(skip, type.arity())->Append(all);
  if (wanted == nullptr) return Refuse(kName, "too many arguments for " + type.ToString());
  if (position < 0 || position > static_cast<int>(all.size())) {
    return Refuse(kName, "position " + std::to_string(position) + " is not among the " +
                             std::to_string(all.size()) + " arguments to match");
  }
  KRAIT_HANDLE_CHECK(CheckPosition(kName, *wanted, skip + position, type.arity() - skip));
  for (int i = skip; i < type.arity(); ++i) {
    if (wanted->parameter(i + position) == type.parameter(i)) continue;
    return Refuse(kName, "argument " + std::to_string(i) + " of " + type.ToString() +
                             " is not argument " + std::to_string(i + position) + " of " +
                             wanted->ToString());
  }
  const auto before = static_cast<size_t>(position);
  const auto behind = before + static_cast<size_t>(type.arity() - skip);
  absl::StatusOr<HandleRef> longer = DropArguments(target, type.arity(), all.subspan(behind));
  return longer.ok() ? DropArguments(*longer, skip, all.subspan(0, before)) : longer;
}

absl::StatusOr<HandleRef> DropReturn(const HandleRef& target) {
  KRAIT_HANDLE_CHECK(CheckHandles("dropReturn", {&target}));
  if (target->type()->result() == Representation::kVoid) return target;
  HandleTable& table = target->table();
  return FilterReturnValue(
      target, Empty(table.types().Get(Representation::kVoid, {target->type()->result()}), table));
}

absl::StatusOr<HandleRef> PermuteArguments(const HandleRef& target, const MethodType* type,
                                           std::span<const int> order) {
  constexpr const char* kName = "permuteArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& inner = *target->type();
  if (type == nullptr) return Refuse(kName, "a type is missing for " + inner.ToString());
  KRAIT_HANDLE_CHECK(CheckResult(kName, "target", inner, type->result()));
  if (static_cast<int>(order.size()) != inner.arity()) {
    return Refuse(
        kName, "an order of " + std::to_string(order.size()) + " does not fit " + inner.ToString());
  }
  bool unchanged = type == &inner;
  std::vector<uint64_t> words;
  for (int i = 0; i < inner.arity(); ++i) {
    const int from = order[static_cast<size_t>(i)];
    if (from < 0 || from >= type->arity() || type->at(from) != inner.at(i)) {
      return Refuse(kName, "argument " + std::to_string(from) + " of " + type->ToString() +
                               " is not argument " + std::to_string(i) + " of " + inner.ToString());
    }
    unchanged &= from == i;
    words.push_back(static_cast<uint64_t>(from));
  }
  if (unchanged) return target;
  const MethodHandle* children[] = {target.get()};
  return Build(
      kName,
      {.kind = HandleKind::kPermuteArguments, .type = type, .children = children, .words = words},
      target->table());
}

absl::StatusOr<HandleRef> FilterArguments(const HandleRef& target, int position,
                                          std::span<const HandleRef> filters) {
  constexpr const char* kName = "filterArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType& inner = *target->type();
  const int count = static_cast<int>(filters.size());
  KRAIT_HANDLE_CHECK(CheckPosition(kName, inner, position, count));
  std::vector<const MethodHandle*> children{target.get()};
  std::vector<Parameter> parameters(inner.parameters().begin() + position,
                                    inner.parameters().begin() + position + count);
  bool any = false;
  for (int i = 0; i < count; ++i) {
    const HandleRef& filter = filters[static_cast<size_t>(i)];
    children.push_back(filter.get());
    if (!filter) continue;
    any = true;
    KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &filter}));
    if (filter->type()->arity() != 1 || filter->type()->result() != inner.at(position + i)) {
      return Refuse(kName, "filter " + std::to_string(i) + " " + filter->type()->ToString() +
                               " does not make argument " + std::to_string(position + i) + " of " +
                               inner.ToString());
    }
    parameters[static_cast<size_t>(i)].representation = filter->type()->at(0);
  }
  if (!any) return target;
  return Build(kName,
               {.kind = HandleKind::kFilterArguments,
                .type = inner.Replace(position, position + count, parameters),
                .index = position,
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> FilterReturnValue(const HandleRef& target, const HandleRef& filter) {
  constexpr const char* kName = "filterReturnValue";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &filter}));
  const MethodType& inner = *target->type();
  const MethodType& outer = *filter->type();
  const bool is_void = inner.result() == Representation::kVoid;
  if (outer.arity() != (is_void ? 0 : 1) || (!is_void && outer.at(0) != inner.result())) {
    return Refuse(kName, "argument 0 of the filter " + outer.ToString() + " is not the result of " +
                             inner.ToString());
  }
  const MethodHandle* children[] = {target.get(), filter.get()};
  return Build(kName,
               {.kind = HandleKind::kFilterResult,
                .type = inner.ChangeResult(outer.result()),
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> CollectArguments(const HandleRef& target, int position,
                                           const HandleRef& filter) {
  constexpr const char* kName = "collectArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &filter}));
  const MethodType& inner = *target->type();
  const MethodType& made = *filter->type();
  const int used = made.result() == Representation::kVoid ? 0 : 1;
  KRAIT_HANDLE_CHECK(CheckPosition(kName, inner, position, used));
  if (used == 1) KRAIT_HANDLE_CHECK(CheckResult(kName, "filter", made, inner.at(position)));
  const MethodHandle* children[] = {target.get(), filter.get()};
  return Build(kName,
               {.kind = HandleKind::kCollectArguments,
                .type = inner.Replace(position, position + used, made.parameters()),
                .index = position,
                .children = children},
               target->table());
}

absl::StatusOr<HandleRef> FoldArguments(const HandleRef& target, int position,
                                        const HandleRef& combiner) {
  constexpr const char* kName = "foldArguments";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target, &combiner}));
  const MethodType& inner = *target->type();
  const MethodType& made = *combiner->type();
  const int used = made.result() == Representation::kVoid ? 0 : 1;
  KRAIT_HANDLE_CHECK(CheckPosition(kName, inner, position, used));
  if (used == 1) KRAIT_HANDLE_CHECK(CheckResult(kName, "combiner", made, inner.at(position)));
  KRAIT_HANDLE_CHECK(CheckLeading(kName, "combiner", made, inner, position + used));
  const MethodHandle* children[] = {target.get(), combiner.get()};
  return Build(kName,
               {.kind = HandleKind::kFoldArguments,
                .type = inner.Drop(position, position + used),
                .index = position,
                .children = children},
               target->table());
}

// Each part is put in place of an argument, which gives a handle that takes its parameters once a
// part; then all parts are given the same ones.
absl::StatusOr<HandleRef> Combine(const HandleRef& target, std::span<const HandleRef> parts,
                                  std::span<const Parameter> parameters) {
  constexpr const char* kName = "combine";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&target}));
  const MethodType* type = target->table().types().Get(target->type()->result(), parameters);
  if (type == nullptr) return Refuse(kName, "no type takes these parameters");
  if (target->type()->arity() != static_cast<int>(parts.size())) {
    return Refuse(kName, std::to_string(parts.size()) + " parts do not make the arguments of " +
                             target->type()->ToString());
  }
  absl::StatusOr<HandleRef> whole = target;
  std::vector<int> order;
  // What is collected last runs first: so from right to left.
  for (int i = static_cast<int>(parts.size()) - 1; i >= 0 && whole.ok(); --i) {
    const HandleRef& part = parts[static_cast<size_t>(i)];
    KRAIT_HANDLE_CHECK(CheckHandles(kName, {&part}));
    KRAIT_HANDLE_CHECK(CheckLeading(kName, "part " + std::to_string(i), *part->type(), *type, 0));
    KRAIT_HANDLE_CHECK(
        CheckResult(kName, "part " + std::to_string(i), *part->type(), target->type()->at(i)));
    whole = CollectArguments(*whole, i, part);
    for (int p = part->type()->arity() - 1; p >= 0; --p) order.insert(order.begin(), p);
  }
  return whole.ok() ? PermuteArguments(*whole, type, order) : whole;
}

}  // namespace krait::callsite
