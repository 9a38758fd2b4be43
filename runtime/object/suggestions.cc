// Suggestions by edit distance, with the costs and limits of CPython's.
#include "runtime/object/suggestions.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/frame.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/traceback.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr size_t kMoveCost = 2;
constexpr size_t kCaseCost = 1;
constexpr size_t kMaxLength = 40;
constexpr size_t kMaxCandidates = 750;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t SubstitutionCost(char a, char b) {
  if ((a & 31) != (b & 31)) return kMoveCost;
  if (a == b) return 0;
  return Lower(a) == Lower(b) ? kCaseCost : kMoveCost;
}

// Levenshtein distance with one row of the matrix; more than `limit` when it cannot be that small.
size_t Distance(std::string_view a, std::string_view b, size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  size_t row[kMaxLength];
  for (size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * kMoveCost;
  size_t result = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    size_t diagonal = result = j * kMoveCost;
    size_t smallest = std::numeric_limits<size_t>::max();
    for (size_t i = 0; i < a.size(); ++i) {
      const size_t substitute = diagonal + SubstitutionCost(b[j], a[i]);
      diagonal = row[i];
      result = std::min(std::min(result, diagonal) + kMoveCost, substitute);
      row[i] = result;
      smallest = std::min(smallest, result);
    }
    if (smallest > limit) return limit + 1;
  }
  return result;
}

void AddNames(const Dict* dict, std::vector<std::string>* names) {
  int64_t position = 0;
  Value key, value;
  while (dict != nullptr && dict->NextEntry(&position, &key, &value)) {
    if (HasKind(key, ObjectKind::kStr)) names->emplace_back(key.As<Str>()->view());
  }
}

void AddNames(const Tuple* tuple, std::vector<std::string>* names) {
  if (tuple == nullptr) return;
  for (Value v : tuple->view()) {
    if (HasKind(v, ObjectKind::kStr)) names->emplace_back(v.As<Str>()->view());
  }
}

std::string SuggestAttribute(Isolate* iso, const Exception* e, std::string_view name) {
  const Value object = e->extra[AttributeErrorField::kObj];
  if (!object) return "";
  const Value dir = iso->builtins()->Get(iso, Str::Intern(iso, "dir"));
  if (!dir) return "";
  const Value listed = Call(iso, dir, {object});
  if (!HasKind(listed, ObjectKind::kList)) {
    iso->set_pending(Value::Empty());
    return "";
  }
  std::vector<std::string> names;
  for (Value v : listed.As<List>()->view()) {
    if (HasKind(v, ObjectKind::kStr)) names.emplace_back(v.As<Str>()->view());
  }
  return ClosestName(name, names);
}

// The names that the frame which raised could see: local, then global, then built-in ones.
std::string SuggestVariable(Isolate*, const Exception* e, std::string_view name) {
  const Traceback* tb = e->traceback;
  if (tb == nullptr) return "";
  while (tb->next != nullptr) tb = tb->next;
  std::vector<std::string> locals;
  AddNames(tb->code->varnames, &locals);
  AddNames(tb->code->cellvars, &locals);
  AddNames(tb->code->freevars, &locals);
  std::string best = ClosestName(name, locals);
  if (!best.empty() || !HasKind(tb->frame, ObjectKind::kFrame)) return best;
  const Function* function = tb->frame.As<FrameObject>()->function;
  if (function == nullptr) return best;
  std::vector<std::string> globals;
  AddNames(function->globals, &globals);
  best = ClosestName(name, globals);
  if (!best.empty()) return best;
  std::vector<std::string> builtins;
  AddNames(function->builtins, &builtins);
  return ClosestName(name, builtins);
}

}  // namespace

std::string ClosestName(std::string_view name, std::span<const std::string> candidates) {
  if (candidates.size() >= kMaxCandidates) return "";
  size_t best = std::numeric_limits<size_t>::max();
  std::string result;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;
    // A third of the letters may differ, no more.
    size_t limit = (name.size() + candidate.size() + 3) * kMoveCost / 6;
    limit = std::min(limit, best - 1);
    const size_t distance = Distance(name, candidate, limit);
    if (distance > limit) continue;
    if (result.empty() || distance < best) {
      result = candidate;
      best = distance;
    }
  }
  return result;
}

std::string SuggestionFor(Isolate* iso, Value exception) {
  if (!IsException(exception)) return "";
  const auto* e = exception.As<Exception>();
  const bool attribute = e->layout == ExceptionLayout::kAttribute;
  if (!attribute && e->layout != ExceptionLayout::kName) return "";
  const Value name = e->extra[attribute ? int{AttributeErrorField::kName} : int{NameErrorField::kName}];
  if (!HasKind(name, ObjectKind::kStr)) return "";
  const std::string text(name.As<Str>()->view());
  return attribute ? SuggestAttribute(iso, e, text) : SuggestVariable(iso, e, text);
}

}  // namespace krait
