// The reference: what every kind of handle means, as slow and obvious as it can be said. Shares
// nothing with the evaluator but the functions that graphs call at their leaves.
#ifndef KRAIT_TESTS_CALLSITE_REFERENCE_EVALUATOR_H_
#define KRAIT_TESTS_CALLSITE_REFERENCE_EVALUATOR_H_

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "callsite/guarded_invocation.h"
#include "callsite/handle_kinds.h"
#include "callsite/invocation_context.h"
#include "callsite/method_handle.h"
#include "callsite/method_type.h"
#include "callsite/property_cell.h"
#include "callsite/shared_switch_point.h"
#include "callsite/site.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

class ReferenceEvaluator {
 public:
  using Words = std::vector<uint64_t>;
  struct Error {
    int64_t code;
    Value value;
  };
  // A result (0 for void), or an error.
  struct Outcome {
    uint64_t word = 0;
    std::optional<Error> error = {};
  };
  using Leaf = std::function<Outcome(const Words&)>;

  // What a function leaf does.
  void Define(const HandleRef& function, Leaf leaf) { leaves_[function.get()] = std::move(leaf); }
  void Forget(const HandleRef& function) { leaves_.erase(function.get()); }

  Outcome Run(const MethodHandle& h, const Words& a) {
    switch (h.kind()) {
      case HandleKind::kConstant:
        return {h.value().bits()};
      case HandleKind::kWord:
        return {h.word(0)};
      case HandleKind::kIdentity:
        return {a[0]};
      case HandleKind::kEmpty:
        return {Zero(h.type()->result())};
      case HandleKind::kFunction:
      case HandleKind::kScriptFunction:
      case HandleKind::kPerform:
        return leaves_.at(&h)(a);
      case HandleKind::kGetField:
      case HandleKind::kSetField:
      case HandleKind::kGetElement:
      case HandleKind::kSetElement:
      case HandleKind::kArrayLength:
        return Memory(h, a);
      case HandleKind::kGetSlot:
      case HandleKind::kSetSlot:
      case HandleKind::kGetCell:
      case HandleKind::kSetCell:
        return Slot(h, a);
      case HandleKind::kGuardTest:
        return {Matches(h, a) ? uint64_t{1} : 0};
      case HandleKind::kThrow:
        return Throw(h, a);
      case HandleKind::kInvokeSite:
        return Run(*static_cast<SiteCell*>(h.resource())->site()->Target(), a);
      case HandleKind::kInvoker:
        return Invoker(h, a);
      case HandleKind::kAsType:
        return AsType(h, a);
      case HandleKind::kVarargs:
        return Run(*h.child(0), a);
      default:
        return h.kind() >= HandleKind::kGuardWithTest ? Control(h, a) : Arguments(h, a);
    }
  }

  static uint64_t Zero(Representation r) {
    return r == Representation::kValue ? Value::None().bits() : 0;
  }

 private:
  static Outcome Fail(int64_t code, Value value = Value()) { return {0, Error{code, value}}; }
  // absl::StatusCode's.
  static constexpr int64_t kUnknown = 2;
  static constexpr int64_t kInvalid = 3;
  static constexpr int64_t kNotFound = 5;
  static constexpr int64_t kOutOfRange = 11;

  static Words Slice(const Words& a, size_t from, size_t count) {
    return Words(a.begin() + static_cast<ptrdiff_t>(from),
                 a.begin() + static_cast<ptrdiff_t>(from + count));
  }
  static Words Leading(const Words& a, const MethodHandle& h) {
    return Slice(a, 0, static_cast<size_t>(h.type()->arity()));
  }
  static Words Join(Words a, const Words& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }
  static bool IsVoid(const MethodHandle& h) { return h.type()->result() == Representation::kVoid; }

  // --- memory ---
  template <typename T>
  static uint64_t LoadAs(const char* at) {
    T v;
    std::memcpy(&v, at, sizeof v);
    return WordTraits<T>::ToWord(v);
  }
  template <typename T>
  static void StoreAs(char* at, uint64_t word) {
    const T v = WordTraits<T>::FromWord(word);
    std::memcpy(at, &v, sizeof v);
  }
  static size_t Size(FieldType type) {
    switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return sizeof(cpp);
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
    }
    return 0;
  }
  static uint64_t Load(const char* at, FieldType type) {
    switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return LoadAs<cpp>(at);
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
    }
    return 0;
  }
  static void Store(char* at, FieldType type, uint64_t word) {
    switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return StoreAs<cpp>(at, word);
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
    }
  }

  static Outcome Memory(const MethodHandle& h, const Words& a) {
    if (a[0] == 0) return Fail(kInvalid);
    const auto* array = reinterpret_cast<HostArray*>(a[0]);
    if (h.kind() == HandleKind::kArrayLength) return {static_cast<uint64_t>(array->length)};
    const auto type = static_cast<FieldType>(h.word(0));
    auto* at = reinterpret_cast<char*>(a[0]) + h.index();
    if (h.kind() == HandleKind::kGetElement || h.kind() == HandleKind::kSetElement) {
      const auto index = static_cast<int64_t>(a[1]);
      if (index < 0 || index >= array->length) return Fail(kOutOfRange);
      at = static_cast<char*>(array->data) + static_cast<size_t>(index) * Size(type);
    }
    if (!IsVoid(h)) return {Load(at, type)};
    Store(at, type, a.back());
    return {};
  }

  static Outcome Slot(const MethodHandle& h, const Words& a) {
    if (h.kind() == HandleKind::kGetCell || h.kind() == HandleKind::kSetCell) {
      Value& value = h.value().As<PropertyCell>()->value;
      if (h.kind() == HandleKind::kSetCell) {
        value = Value::FromBits(a[0]);
        return {};
      }
      if (value.IsEmpty()) return Fail(kNotFound);
      return {value.bits()};
    }
    auto* slots = reinterpret_cast<uint64_t*>(reinterpret_cast<HeapObject*>(a[0]) + 1);
    if (h.kind() == HandleKind::kGetSlot) return {slots[h.index()]};
    slots[h.index()] = a[1];
    return {};
  }

  static bool Matches(const MethodHandle& h, const Words& a) {
    const auto shape = [](uint64_t word) -> ShapeId {
      const Value v = Value::FromBits(word);
      if (v.IsInt()) return kIntWord;
      if (v.IsDouble()) return kFloatWord;
      if (v.IsBool()) return kBoolWord;
      return v.IsHeap() ? v.AsHeap()->shape : kOtherWord;
    };
    const auto first = static_cast<ShapeId>(h.word(0));
    const auto second = static_cast<ShapeId>(h.word(0) >> 32);
    switch (static_cast<Guard::Kind>(h.index())) {
      case Guard::Kind::kAlways:
        return true;
      case Guard::Kind::kShape:
        return shape(a[0]) == first;
      case Guard::Kind::kShapePair:
        return shape(a[0]) == first && shape(a[1]) == second;
      case Guard::Kind::kIdentity:
        return a[0] == h.value().bits();
      default:
        return false;
    }
  }

  static Outcome Throw(const MethodHandle& h, const Words& a) {
    if (h.type()->at(0) == Representation::kValue) return Fail(kUnknown, Value::FromBits(a[0]));
    if (h.type()->at(0) == Representation::kPointer) {
      const auto* error = reinterpret_cast<const PendingError*>(a[0]);
      return error == nullptr ? Fail(kInvalid) : Fail(error->code, error->value);
    }
    return Fail(a[0] == 0 ? kUnknown : static_cast<int64_t>(a[0]));
  }

  Outcome Invoker(const MethodHandle& h, const Words& a) {
    const auto* callee = reinterpret_cast<const MethodHandle*>(a[0]);
    const MethodType* type = h.type()->Drop(0, 1);
    const Words rest = Slice(a, 1, a.size() - 1);
    if (callee == nullptr) return Fail(kInvalid);
    if (callee->type() == type) return Run(*callee, rest);
    if (h.index() == 0) return Fail(kInvalid);
    if (callee->kind() != HandleKind::kVarargs) return Converted(*callee, *type, false, rest);
    // The last arguments become an array. (Those before it are of the right types here.)
    const auto fixed = static_cast<size_t>(callee->type()->arity()) - 1;
    const auto element = static_cast<FieldType>(callee->word(0));
    std::vector<char> elements((rest.size() - fixed + 1) * sizeof(uint64_t));
    HostArray array{elements.data(), static_cast<int64_t>(rest.size() - fixed)};
    for (size_t i = fixed; i < rest.size(); ++i) {
      Store(elements.data() + (i - fixed) * Size(element), element, rest[i]);
    }
    return Run(*callee, Join(Slice(rest, 0, fixed), {reinterpret_cast<uint64_t>(&array)}));
  }

  // --- conversions ---
  static std::optional<uint64_t> Convert(Representation from, Representation to, bool cast,
                                         uint64_t w) {
    using enum Representation;
    if (from == to) return w;
    const auto d = std::bit_cast<double>(w);
    const auto i = static_cast<int64_t>(w);
    const Value v = Value::FromBits(w);
    auto truncate = [](double x) -> int64_t {
      if (std::isnan(x)) return 0;
      if (x >= std::ldexp(1.0, 63)) return INT64_MAX;
      if (x <= -std::ldexp(1.0, 63)) return INT64_MIN;
      return static_cast<int64_t>(x);
    };
    if (to == kValue) {
      if (from == kDouble) return Value::Double(d).bits();
      if (from == kBool) return Value::Bool(w != 0).bits();
      if (!Value::FitsInt(i)) return std::nullopt;
      return Value::Int(i).bits();
    }
    double number;
    if (from == kDouble) {
      number = d;
    } else if (from != kValue) {
      if (to != kDouble) return to == kBool ? uint64_t{w != 0} : w;
      number = static_cast<double>(i);
    } else if (v.IsInt()) {
      if (to == kInt64) return static_cast<uint64_t>(v.AsInt());
      if (to == kBool && !cast) return std::nullopt;
      number = static_cast<double>(v.AsInt());
    } else if (v.IsDouble()) {
      if (to != kDouble && !cast) return std::nullopt;
      number = v.AsDouble();
    } else if (v.IsBool() && (cast || to == kBool)) {
      number = v.IsTrue() ? 1 : 0;
    } else if (v.IsNone() && cast) {
      number = 0;
    } else {
      return std::nullopt;
    }
    if (to == kDouble) return std::bit_cast<uint64_t>(number);
    if (to == kBool) return number != 0 ? 1 : 0;
    return static_cast<uint64_t>(truncate(number));
  }

  Outcome Converted(const MethodHandle& target, const MethodType& outer, bool cast, Words a) {
    const MethodType& inner = *target.type();
    for (int i = 0; i < inner.arity(); ++i) {
      const auto at = static_cast<size_t>(i);
      const std::optional<uint64_t> word = Convert(outer.at(i), inner.at(i), cast, a[at]);
      if (!word) return Fail(inner.at(i) == Representation::kValue ? kOutOfRange : kInvalid);
      a[at] = *word;
    }
    const Outcome result = Run(target, a);
    if (result.error || outer.result() == Representation::kVoid) return result;
    if (inner.result() == Representation::kVoid) return {Zero(outer.result())};
    const std::optional<uint64_t> word = Convert(inner.result(), outer.result(), cast, result.word);
    if (!word) return Fail(outer.result() == Representation::kValue ? kOutOfRange : kInvalid);
    return {*word};
  }
  Outcome AsType(const MethodHandle& h, const Words& a) {
    return Converted(*h.child(0), *h.type(), h.index() != 0, a);
  }

  // --- arguments ---
  Outcome Arguments(const MethodHandle& h, const Words& a) {
    const MethodHandle& target = *h.child(0);
    const auto position = static_cast<size_t>(h.index());
    const auto arity = static_cast<size_t>(target.type()->arity());
    Words b;
    switch (h.kind()) {
      case HandleKind::kInsertArguments: {
        b = a;
        for (int i = 1; i < h.child_count(); ++i) {
          b.insert(b.begin() + static_cast<ptrdiff_t>(position) + i - 1, Run(*h.child(i), {}).word);
        }
        return Run(target, b);
      }
      case HandleKind::kDropArguments: {
        const size_t dropped = a.size() - arity;
        return Run(target,
                   Join(Slice(a, 0, position), Slice(a, position + dropped, arity - position)));
      }
      case HandleKind::kPermuteArguments:
        for (int i = 0; i < h.word_count(); ++i) b.push_back(a[h.word(i)]);
        return Run(target, b);
      case HandleKind::kFilterArguments:
        b = a;
        for (int i = 1; i < h.child_count(); ++i) {
          if (h.child(i) == nullptr) continue;
          uint64_t& word = b[position + static_cast<size_t>(i) - 1];
          const Outcome filtered = Run(*h.child(i), {word});
          if (filtered.error) return filtered;
          word = filtered.word;
        }
        return Run(target, b);
      case HandleKind::kFilterResult: {
        const Outcome result = Run(target, a);
        if (result.error) return result;
        return Run(*h.child(1), IsVoid(target) ? Words() : Words{result.word});
      }
      case HandleKind::kCollectArguments:
      case HandleKind::kFoldArguments: {
        const MethodHandle& part = *h.child(1);
        const auto taken = static_cast<size_t>(part.type()->arity());
        const Outcome made = Run(part, Slice(a, position, taken));
        if (made.error) return made;
        b = Slice(a, 0, position);
        if (!IsVoid(part)) b.push_back(made.word);
        const bool fold = h.kind() == HandleKind::kFoldArguments;
        const size_t from = fold ? position : position + taken;
        return Run(target, Join(b, Slice(a, from, a.size() - from)));
      }
      case HandleKind::kSpread: {
        const auto* array = reinterpret_cast<HostArray*>(a[position]);
        const auto type = static_cast<FieldType>(h.word(1));
        const uint64_t length = array == nullptr ? 0 : static_cast<uint64_t>(array->length);
        if (length != h.word(0)) return Fail(kInvalid);
        b = Slice(a, 0, position);
        for (size_t i = 0; i < length; ++i) {
          b.push_back(Load(static_cast<char*>(array->data) + i * Size(type), type));
        }
        return Run(target, Join(b, Slice(a, position + 1, a.size() - position - 1)));
      }
      case HandleKind::kGather: {
        const size_t count = h.word(0);
        const auto type = static_cast<FieldType>(h.word(1));
        std::vector<char> elements((count + 1) * sizeof(uint64_t));
        for (size_t i = 0; i < count; ++i) {
          Store(elements.data() + i * Size(type), type, a[position + i]);
        }
        HostArray array{elements.data(), static_cast<int64_t>(count)};
        b = Slice(a, 0, position);
        b.push_back(reinterpret_cast<uint64_t>(&array));
        return Run(target, Join(b, Slice(a, position + count, a.size() - position - count)));
      }
      default:
        std::abort();
    }
  }

  // --- control ---
  // `pending` is what a pointer points to.
  static uint64_t ErrorWord(const Error& error, Representation r, PendingError* pending) {
    *pending = {error.code, "", error.value};
    if (r == Representation::kPointer) return reinterpret_cast<uint64_t>(pending);
    return r == Representation::kValue ? error.value.bits() : static_cast<uint64_t>(error.code);
  }

  Outcome Control(const MethodHandle& h, const Words& a) {
    switch (h.kind()) {
      case HandleKind::kGuardWithTest: {
        const Outcome test = Run(*h.child(0), Leading(a, *h.child(0)));
        if (test.error) return test;
        return Run(*h.child(test.word != 0 ? 1 : 2), a);
      }
      case HandleKind::kSwitchPointGuard:
        return Run(*h.child(static_cast<SharedSwitchPoint*>(h.resource())->valid() ? 0 : 1), a);
      case HandleKind::kCatchException: {
        const Outcome result = Run(*h.child(0), a);
        if (!result.error || (h.index() != 0 && h.index() != result.error->code)) return result;
        const MethodHandle& handler = *h.child(1);
        PendingError pending;
        const uint64_t word = ErrorWord(*result.error, handler.type()->at(0), &pending);
        return Run(handler, Leading(Join({word}, a), handler));
      }
      case HandleKind::kTryFinally: {
        const MethodHandle& target = *h.child(0);
        const MethodHandle& cleanup = *h.child(1);
        const Outcome result = Run(target, a);
        PendingError pending;
        Words b{result.error ? ErrorWord(*result.error, cleanup.type()->at(0), &pending) : 0};
        if (!IsVoid(target)) {
          b.push_back(result.error ? Zero(target.type()->result()) : result.word);
        }
        const Outcome last = Run(cleanup, Leading(Join(b, a), cleanup));
        return last.error || !result.error ? last : result;
      }
      case HandleKind::kTableSwitch: {
        const auto chosen = static_cast<int64_t>(a[0]);
        const bool in_range = chosen >= 0 && chosen < h.child_count() - 1;
        return Run(*h.child(in_range ? static_cast<int>(chosen) + 1 : 0), a);
      }
      case HandleKind::kLoop:
        return GeneralLoop(h, a);
      default:
        return SimpleLoop(h, a);
    }
  }

  // A part of a loop, given as much of the words as it takes.
  Outcome Part(const MethodHandle& part, const Words& words) {
    return Run(part, Leading(words, part));
  }

  Outcome SimpleLoop(const MethodHandle& h, const Words& a) {
    const bool counted = h.kind() == HandleKind::kCountedLoop;
    const bool iterated = h.kind() == HandleKind::kIteratedLoop;
    const bool test_first = h.kind() == HandleKind::kWhileLoop;
    const MethodHandle& body = *h.child(counted ? 3 : iterated ? 4 : test_first ? 2 : 1);
    const MethodHandle* init = h.child(counted ? 2 : iterated ? 3 : 0);
    Words v;
    int64_t i = 0;
    int64_t end = 0;
    uint64_t iterator = 0;
    for (int bound = 0; bound < (counted ? 2 : iterated ? 1 : 0); ++bound) {
      const Outcome outcome = Part(*h.child(bound), a);
      if (outcome.error) return outcome;
      if (iterated) iterator = outcome.word;
      (bound == 0 ? i : end) = static_cast<int64_t>(outcome.word);
    }
    if (!IsVoid(body)) v.push_back(Zero(body.type()->result()));
    if (init != nullptr) {
      const Outcome first = Part(*init, a);
      if (first.error) return first;
      if (!v.empty()) v[0] = first.word;
    }
    for (bool is_first = true;; is_first = false) {
      Words extra;
      if (counted) {
        if (i >= end) break;
        extra.push_back(static_cast<uint64_t>(i++));
      } else if (iterated) {
        const Outcome more = Run(*h.child(1), {iterator});
        if (more.error) return more;
        if (more.word == 0) break;
        const Outcome next = Run(*h.child(2), {iterator});
        if (next.error) return next;
        extra.push_back(next.word);
      } else if (test_first || !is_first) {
        const Outcome more = Part(*h.child(test_first ? 1 : 2), Join(v, a));
        if (more.error) return more;
        if (more.word == 0) break;
      }
      const Outcome next = Part(body, Join(Join(v, extra), a));
      if (next.error) return next;
      if (!v.empty()) v[0] = next.word;
    }
    return {v.empty() ? 0 : v[0]};
  }

  Outcome GeneralLoop(const MethodHandle& h, const Words& a) {
    const int clauses = h.child_count() / 4;
    auto part = [&](int clause, int which) { return h.child(clause * 4 + which); };
    Words v;
    std::vector<int> variable_of;
    for (int c = 0; c < clauses; ++c) {
      const MethodHandle* typed = part(c, 0) != nullptr ? part(c, 0) : part(c, 1);
      const bool has = typed != nullptr && !IsVoid(*typed);
      variable_of.push_back(has ? static_cast<int>(v.size()) : -1);
      if (has) v.push_back(Zero(typed->type()->result()));
      if (part(c, 0) == nullptr) continue;
      const Outcome first = Part(*part(c, 0), a);
      if (first.error) return first;
      if (has) v.back() = first.word;
    }
    for (;;) {
      for (int c = 0; c < clauses; ++c) {
        const int variable = variable_of[static_cast<size_t>(c)];
        if (part(c, 1) != nullptr) {
          const Outcome next = Part(*part(c, 1), Join(v, a));
          if (next.error) return next;
          if (variable >= 0) v[static_cast<size_t>(variable)] = next.word;
        }
        if (part(c, 2) == nullptr) continue;
        const Outcome more = Part(*part(c, 2), Join(v, a));
        if (more.error) return more;
        if (more.word != 0) continue;
        if (part(c, 3) == nullptr) return {Zero(h.type()->result())};
        return Part(*part(c, 3), Join(v, a));
      }
    }
  }

  std::map<const MethodHandle*, Leaf> leaves_;
};

}  // namespace krait::callsite

#endif  // KRAIT_TESTS_CALLSITE_REFERENCE_EVALUATOR_H_
