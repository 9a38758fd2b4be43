// _bisect: searching and inserting in sorted sequences.
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

// The item at a position, through `key` unless that is None.
Value KeyAt(Isolate* iso, Value sequence, int64_t position, Value key) {
  Value item;
  const List* list = CastToExact<List>(sequence, ObjectKind::kList);
  if (list != nullptr && position < list->size) {
    item = list->At(position);
  } else {
    item = GetItem(iso, sequence, Value::Int(position));
  }
  return !item || key.IsNone() ? item : Call(iso, key, {item});
}

bool LessThan(Isolate* iso, Value a, Value b, bool* result) {
  if (a.IsInt() && b.IsInt()) {
    *result = a.AsInt() < b.AsInt();
    return true;
  }
  return CompareTruth(iso, CompareOp::kLt, a, b, result);
}

// The first position whose item is greater than `x` (right) or not less than it (left).
template <bool right>
bool Search(Isolate* iso, Value sequence, Value x, Value low_argument, Value high_argument,
            Value key, int64_t* position) {
  int64_t low = 0, high = -1;
  if (low_argument && !IndexToInt64(iso, low_argument, &low)) return false;
  if (low < 0) return RaiseValueError(iso, "lo must be non-negative");
  if (high_argument && !high_argument.IsNone() && !IndexToInt64(iso, high_argument, &high)) {
    return false;
  }
  if (high == -1 && !Length(iso, sequence, &high)) return false;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    const Value item = KeyAt(iso, sequence, middle, key);
    if (!item) return false;
    bool less;
    if (!(right ? LessThan(iso, x, item, &less) : LessThan(iso, item, x, &less))) return false;
    if (less == right) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  *position = low;
  return true;
}

Value KeyArgument(Value key) { return key ? key : Value::None(); }

template <bool right>
Value Bisect(Isolate* iso, Value* args, size_t) {
  int64_t position;
  if (!Search<right>(iso, args[0], args[1], args[2], args[3], KeyArgument(args[4]), &position)) {
    return Value();
  }
  return Value::Int(position);
}

template <bool right>
Value Insort(Isolate* iso, Value* args, size_t) {
  const Value key = KeyArgument(args[4]);
  const Value x = key.IsNone() ? args[1] : Call(iso, key, {args[1]});
  int64_t position;
  if (!x || !Search<right>(iso, args[0], x, args[2], args[3], key, &position)) return Value();
  if (List* list = CastToExact<List>(args[0], ObjectKind::kList)) {
    if (position > list->size) position = list->size;
    return list->Insert(iso, position, args[1]) ? Value::None() : Value();
  }
  KRAIT_TRY(Value, done, CallMethod(iso, args[0], "insert", {Value::Int(position), args[1]}));
  return Value::None();
}

constexpr const char* kSignature = "(a, x, lo=0, hi=None, *, key=None)";
constexpr const char* kLeftDoc = "Return the index where to insert x, before items equal to it.";
constexpr const char* kRightDoc = "Return the index where to insert x, behind items equal to it.";
constexpr const char* kInsertLeftDoc = "Insert x where it belongs, before items equal to it.";
constexpr const char* kInsertRightDoc = "Insert x where it belongs, behind items equal to it.";

constexpr NativeMethod kFunctions[] = {
    {"bisect", Bisect<true>, kSignature, 0, kRightDoc},
    {"bisect_left", Bisect<false>, kSignature, 0, kLeftDoc},
    {"bisect_right", Bisect<true>, kSignature, 0, kRightDoc},
    {"insort", Insort<true>, kSignature, 0, kInsertRightDoc},
    {"insort_left", Insort<false>, kSignature, 0, kInsertLeftDoc},
    {"insort_right", Insort<true>, kSignature, 0, kInsertRightDoc},
};

}  // namespace

const ModuleSpec kBisectModule = {
    .name = "_bisect",
    .doc = "Bisection algorithms.",
    .functions = kFunctions,
};

}  // namespace krait
