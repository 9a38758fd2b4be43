#include "callsite/overloads.h"

#include <algorithm>
#include <optional>
#include <string>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"

namespace krait::callsite {

namespace {

using enum Representation;

// How far a conversion is from none: the smaller the better.
enum Distance { kExact, kWidening, kGeneric, kConverted };

Representation KindOf(const LinkRequest& request, int i) {
  const Representation declared = request.descriptor().type->at(i);
  if (declared != kValue) return declared;
  const Value value = request.value(i);
  return value.IsInt() ? kInt64 : value.IsDouble() ? kDouble : value.IsBool() ? kBool : kValue;
}

std::optional<Distance> DistanceOf(Representation from, Representation to,
                                   const LinkerServices& services) {
  if (from == to) return kExact;
  if (from == kInt64 && to == kDouble) return kWidening;
  if (to == kValue && from != kPointer) return kGeneric;
  if ((from == kPointer || to == kPointer) && services.CanConvert(from, to)) return kConverted;
  return std::nullopt;
}

struct Candidate {
  const HandleRef* overload;
  std::vector<Distance> distances;
};

// Nowhere worse, and somewhere better. The linker's factories are asked before distances are.
bool Beats(const Candidate& a, const Candidate& b, const LinkRequest& request,
           const LinkerServices& services) {
  bool better = false;
  for (size_t i = 0; i < a.distances.size(); ++i) {
    const int at = static_cast<int>(i);
    const Comparison says = services.CompareConversion(
        KindOf(request, at), (*a.overload)->type()->at(at), (*b.overload)->type()->at(at));
    const bool indifferent = says == Comparison::kIndeterminate;
    if (indifferent ? a.distances[i] > b.distances[i] : says == Comparison::kSecond) return false;
    better |= indifferent ? a.distances[i] < b.distances[i] : says == Comparison::kFirst;
  }
  return better;
}

std::optional<Candidate> Apply(const HandleRef& overload, const LinkRequest& request,
                               const LinkerServices& services) {
  const MethodType& type = *overload->type();
  if (type.arity() != request.descriptor().type->arity()) return std::nullopt;
  Candidate candidate{&overload, {}};
  for (int i = 0; i < type.arity(); ++i) {
    const std::optional<Distance> distance = DistanceOf(KindOf(request, i), type.at(i), services);
    if (!distance) return std::nullopt;
    candidate.distances.push_back(*distance);
  }
  return candidate;
}

absl::Status Undecided(const LinkRequest& request, const char* what,
                       const std::vector<Candidate>& candidates) {
  std::string text = request.descriptor().ToString() + " " + what;
  for (const Candidate& candidate : candidates) {
    text += "; " + (*candidate.overload)->type()->ToString();
  }
  return absl::InvalidArgumentError(text);
}

}  // namespace

absl::StatusOr<HandleRef> OverloadSet::Select(const LinkRequest& request,
                                              LinkerServices& services) const {
  std::vector<Candidate> candidates;
  for (const HandleRef& overload : overloads_) {
    if (IsVarargsCollector(*overload)) continue;
    if (auto candidate = Apply(overload, request, services)) candidates.push_back(*candidate);
  }
  for (const Candidate& best : candidates) {
    const bool wins =
        std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& other) {
          return &other == &best || Beats(best, other, request, services);
        });
    if (wins) return *best.overload;
  }
  if (!candidates.empty()) return Undecided(request, "is ambiguous", candidates);
  for (const HandleRef& overload : overloads_) {
    if (IsVarargsCollector(*overload) && AdaptCall(overload, request.descriptor().type).ok()) {
      return overload;
    }
    candidates.push_back({&overload, {}});
  }
  return Undecided(request, "matches none of its overloads", candidates);
}

absl::StatusOr<GuardedInvocation> OverloadSet::Link(const LinkRequest& request,
                                                    LinkerServices& services) const {
  absl::StatusOr<HandleRef> selected = Select(request, services);
  if (!selected.ok()) return selected.status();
  GuardedInvocation link;
  selected = services.FilterInternalObjects(*selected);
  if (!selected.ok()) return selected.status();
  absl::StatusOr<HandleRef> adapted = services.AsType(*selected, request.descriptor().type);
  if (!adapted.ok()) return adapted.status();
  link.handle = *std::move(adapted);
  const MethodType& type = *request.descriptor().type;
  int values = 0;
  for (int i = 0; i < type.arity(); ++i) values += type.at(i) == kValue ? 1 : 0;
  if (values == 0) return link;
  // The guards of sites look at the first two arguments; more, or others, are a test.
  const bool first = type.at(0) == kValue;
  if (values == 1 && first) {
    link.guard = Guard::Shape(ShapeOf(request.value(0)));
  } else if (values == 2 && first && type.at(1) == kValue) {
    link.guard = Guard::Shapes(ShapeOf(request.value(0)), ShapeOf(request.value(1)));
  } else {
    absl::StatusOr<HandleRef> test = ShapesTest(request, services.table());
    if (!test.ok()) return test.status();
    link.test = *std::move(test);
  }
  return link;
}

absl::StatusOr<HandleRef> ShapesTest(const LinkRequest& request, HandleTable& table) {
  const MethodType* type = request.descriptor().type->ChangeResult(kBool);
  const HandleRef no = Empty(type, table);
  absl::StatusOr<HandleRef> test = DropArguments(ConstantWord(table, true), 0, type->parameters());
  for (int i = type->arity() - 1; i >= 0 && test.ok(); --i) {
    if (type->at(i) != kValue) continue;
    absl::StatusOr<HandleRef> one =
        PermuteArguments(GuardTest(table, Guard::Shape(ShapeOf(request.value(i)))), type, {i});
    if (!one.ok()) return one;
    test = GuardWithTest(*one, *test, no);
  }
  return test;
}

}  // namespace krait::callsite
