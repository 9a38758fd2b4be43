#include "runtime/builtins/iteration_builtins.h"

#include <algorithm>

#include "runtime/builtins/sum.h"
#include "runtime/collection/items.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list_sort.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

// all() and any(): stops at the first item whose truth is `decisive`.
template <bool decisive>
Value Quantify(Isolate* iso, Value* args, size_t) {
  bool decided = false;
  const bool ok = ForEachItem(iso, args[0], [&](Value item) {
    bool truth;
    if (!Truth(iso, item, &truth)) return Visit::kFail;
    decided = truth == decisive;
    return decided ? Visit::kStop : Visit::kContinue;
  });
  return ok ? Value::Bool(decided == decisive) : Value();
}

// Are there items whose operators, truth or order may be script? The first ones tell.
bool HasScriptItems(Value v) {
  std::span<const Value> items;
  if (IsExact(v, ObjectKind::kList)) {
    const auto* list = v.As<List>();
    if (list->element_kind == ElementKind::kInts || list->element_kind == ElementKind::kFloats) {
      return false;
    }
    items = list->view();
  } else if (IsExact(v, ObjectKind::kTuple)) {
    items = v.As<Tuple>()->view();
  }
  constexpr size_t kEnough = 32;
  if (items.size() > kEnough) items = items.first(kEnough);
  return std::any_of(items.begin(), items.end(), IsScriptInstance);
}

bool RunsScript(Isolate* iso, Value iterable) {
  return IteratesScript(iso, iterable) || HasScriptItems(iterable);
}

template <bool decisive>
Value QuantifyInLoop(Isolate* iso, Value* args, size_t count) {
  if (!RunsScript(iso, args[0])) return Quantify<decisive>(iso, args, count);
  return EnterSelfHosted(iso, decisive ? SelfHosted::kAny : SelfHosted::kAll, {args[0]});
}

Value BuiltinIterFunction(Isolate* iso, Value* args, size_t) {
  if (args[1].IsEmpty()) return Iter(iso, args[0]);
  if (!IsCallable(iso, args[0])) {
    return RaiseTypeError(iso, "iter(v, w): v must be callable");
  }
  return Value::Object(CallableIterator::New(iso, args[0], args[1]));
}

Value BuiltinNext(Isolate* iso, Value* args, size_t) {
  if (IsExact(args[0], ObjectKind::kGenerator) && args[1].IsEmpty()) {
    Value v;
    const SendResult outcome = GeneratorSend(iso, args[0].As<Generator>(), Value::None(), &v);
    return ResumeResult(iso, outcome, v);
  }
  if (!LookupSpecial(iso, args[0], Special::kNext)) {
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not an iterator",
                  TypeName(iso, args[0]));
  }
  bool found;
  // Without a default the StopIteration itself is wanted, for the value it carries.
  if (args[1].IsEmpty()) return CallSpecial(iso, args[0], Special::kNext, {}, &found);
  const Value item = Next(iso, args[0]);
  return item || iso->HasPending() ? item : args[1];
}

Value BuiltinLen(Isolate* iso, Value* args, size_t) {
  int64_t length;
  if (!Length(iso, args[0], &length)) return Value();
  return Value::Int(length);
}

// The best item so far, and its key.
struct Best {
  Value item;
  Value key;
};

// Is `key` better than the best one?
bool IsBetter(Isolate* iso, CompareOp op, Value key, Value best, bool* result) {
  if (key.IsInt() && best.IsInt()) {
    *result = op == CompareOp::kLt ? key.AsInt() < best.AsInt() : key.AsInt() > best.AsInt();
    return true;
  }
  if (key.IsDouble() && best.IsDouble()) {
    *result =
        op == CompareOp::kLt ? key.AsDouble() < best.AsDouble() : key.AsDouble() > best.AsDouble();
    return true;
  }
  return CompareTruth(iso, op, key, best, result);
}

bool FindBest(Isolate* iso, CompareOp op, Value iterable, Value key_function, Best* best) {
  return ForEachItem(iso, iterable, [&](Value item) {
    Value key = item;
    if (!key_function.IsNone() && !(key = Call(iso, key_function, {item}))) return Visit::kFail;
    bool better = best->item.IsEmpty();
    if (!better && !IsBetter(iso, op, key, best->key, &better)) return Visit::kFail;
    if (better) *best = {item, key};
    return Visit::kContinue;
  });
}

// min() and max(). Slots: positional arguments, key, default.
template <CompareOp op>
Value Extreme(Isolate* iso, Value* args, size_t) {
  const char* name = op == CompareOp::kLt ? "min" : "max";
  const Tuple* given = args[0].As<Tuple>();
  const Value key_function = args[1] ? args[1] : Value::None();
  if (given->size == 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s expected at least 1 argument, got 0", name);
  }
  if (given->size > 1 && args[2]) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "Cannot specify a default for %s() with multiple positional arguments", name);
  }
  Best best;
  const Value iterable = given->size == 1 ? given->items[0] : args[0];
  if (!FindBest(iso, op, iterable, key_function, &best)) return Value();
  if (best.item) return best.item;
  if (args[2]) return args[2];
  return RaiseF(iso, ExceptionId::kValueError, "%s() arg is an empty sequence", name);
}

Value BuiltinSorted(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, ListFromIterable(iso, args[0]));
  int64_t reverse = 0;
  if (args[2]) KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &reverse));
  KRAIT_CHECK_OK(SortList(iso, list, args[1] ? args[1] : Value::None(), reverse != 0));
  return Value::Object(list);
}

bool IsScriptCallable(Isolate* iso, Value v) { return v && !v.IsNone() && EntersScript(iso, v); }

template <CompareOp op>
Value ExtremeInLoop(Isolate* iso, Value* args, size_t count) {
  const Tuple* given = args[0].As<Tuple>();
  const bool valid = given->size == 1 || (given->size > 1 && !args[2]);
  if (!valid) return Extreme<op>(iso, args, count);
  const Value iterable = given->size == 1 ? given->items[0] : args[0];
  const bool runs = given->size == 1 ? RunsScript(iso, iterable) : HasScriptItems(iterable);
  if (!runs && !IsScriptCallable(iso, args[1])) return Extreme<op>(iso, args, count);
  return EnterSelfHosted(iso, op == CompareOp::kLt ? SelfHosted::kMin : SelfHosted::kMax,
                         {iterable, args[1] ? args[1] : Value::None(),
                          Value::Bool(!args[2].IsEmpty()), args[2] ? args[2] : Value::None()});
}

Value SortedInLoop(Isolate* iso, Value* args, size_t count) {
  if (!IsScriptCallable(iso, args[1]) && !IteratesScript(iso, args[0])) {
    return BuiltinSorted(iso, args, count);
  }
  return EnterSelfHosted(iso, SelfHosted::kSorted,
                         {args[0], args[1] ? args[1] : Value::None(),
                          args[2] ? args[2] : Value::False()});
}

Value BuiltinSum(Isolate* iso, Value* args, size_t) {
  return Sum(iso, args[0], args[1] ? args[1] : Value::Int(0));
}

Value SumInLoop(Isolate* iso, Value* args, size_t count) {
  const Value start = args[1] ? args[1] : Value::Int(0);
  const bool text = HasKind(start, ObjectKind::kStr) || HasKind(start, ObjectKind::kBytes) ||
                    HasKind(start, ObjectKind::kByteArray);
  if (text || (!RunsScript(iso, args[0]) && !IsScriptInstance(start))) {
    return BuiltinSum(iso, args, count);
  }
  return EnterSelfHosted(iso, SelfHosted::kSum, {args[0], start});
}

constexpr NativeMethod kFunctions[] = {
    {"all", Quantify<false>, "(iterable, /)", 0,
     "Return True if bool(x) is True for all values x in the iterable.\n\n"
     "If the iterable is empty, return True.",
     QuantifyInLoop<false>},
    {"any", Quantify<true>, "(iterable, /)", 0,
     "Return True if bool(x) is True for any x in the iterable.\n\n"
     "If the iterable is empty, return False.",
     QuantifyInLoop<true>},
    {"iter", BuiltinIterFunction, "(object, sentinel=<unrepresentable>, /)", kForwards,
     "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\n"
     "The second form calls the callable until it returns the sentinel."},
    {"len", BuiltinLen, "(obj, /)", kForwards, "Return the number of items in a container."},
    {"max", Extreme<CompareOp::kGt>, "(*args, key=None, default=<unrepresentable>)", 0,
     "max(iterable, *[, default=obj, key=func]) -> value\n"
     "max(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The largest item of an iterable, or the largest argument.",
     ExtremeInLoop<CompareOp::kGt>},
    {"min", Extreme<CompareOp::kLt>, "(*args, key=None, default=<unrepresentable>)", 0,
     "min(iterable, *[, default=obj, key=func]) -> value\n"
     "min(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The smallest item of an iterable, or the smallest argument.",
     ExtremeInLoop<CompareOp::kLt>},
    {"next", BuiltinNext, "(iterator, default=<unrepresentable>, /)", kForwards,
     "Return the next item from the iterator, or the default when it is exhausted."},
    {"sorted", BuiltinSorted, "(iterable, /, *, key=None, reverse=False)", 0,
     "Return a new list with all items of the iterable in ascending order.", SortedInLoop},
    {"sum", BuiltinSum, "(iterable, /, start=0)", 0,
     "Return the sum of a start value (0 by default) and the numbers of an iterable.", SumInLoop},
};

}  // namespace

const std::span<const NativeMethod> kIterationBuiltins = kFunctions;

}  // namespace krait
