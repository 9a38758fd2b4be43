#include "runtime/collection/sequence.h"

#include <algorithm>

#include "runtime/collection/items.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

bool HasReflected(const Isolate* iso, Value v, Special special) {
  return TypeOf(iso, v)->IsScriptClass() && LookupSpecial(iso, v, special);
}

template <typename T>
bool Ordered(CompareOp op, T a, T b) {
  switch (op) {
    case CompareOp::kLt: return a < b;
    case CompareOp::kLe: return a <= b;
    case CompareOp::kEq: return a == b;
    case CompareOp::kNe: return a != b;
    case CompareOp::kGt: return a > b;
    case CompareOp::kGe: return a >= b;
  }
  __builtin_unreachable();
}

}  // namespace

SequenceItems::SequenceItems(Value sequence)
    : sequence_(sequence), is_list_(HasKind(sequence, ObjectKind::kList)) {
  size_ = is_list_ ? &sequence.As<List>()->size : &sequence.As<Tuple>()->size;
}

Value SequenceItems::operator[](int64_t i) const {
  return is_list_ ? sequence_.As<List>()->At(i) : sequence_.As<Tuple>()->items[i];
}

Value CompareSequences(Isolate* iso, CompareOp op, Value a, Value b) {
  const SequenceItems left(a), right(b);
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && left.size() != right.size()) return Value::Bool(op == CompareOp::kNe);
  if (!iso->CheckStack(" in comparison")) return Value();
  for (int64_t i = 0; i < left.size() && i < right.size(); ++i) {
    const Value x = left[i], y = right[i];
    bool equal;
    if (!EqualItems(iso, x, y, &equal)) return Value();
    if (equal) continue;
    if (equality) return Value::Bool(op == CompareOp::kNe);
    return Compare(iso, op, x, y);
  }
  return Value::Bool(Ordered(op, left.size(), right.size()));
}

bool FindItem(Isolate* iso, Value sequence, Value item, int64_t start, int64_t stop,
              int64_t* position) {
  const SequenceItems items(sequence);
  *position = -1;
  for (int64_t i = start; i < stop && i < items.size(); ++i) {
    bool equal;
    if (!EqualItems(iso, items[i], item, &equal)) return false;
    if (equal) {
      *position = i;
      return true;
    }
  }
  return true;
}

bool CountItem(Isolate* iso, Value sequence, Value item, int64_t* count) {
  const SequenceItems items(sequence);
  *count = 0;
  for (int64_t i = 0; i < items.size(); ++i) {
    bool equal;
    if (!EqualItems(iso, items[i], item, &equal)) return false;
    *count += equal;
  }
  return true;
}

bool RepeatCount(Isolate* iso, Value count, int64_t* result) {
  if (count.IsInt()) {
    *result = std::max<int64_t>(0, count.AsInt());
    return true;
  }
  if (count.IsDouble() || !LookupSpecial(iso, count, Special::kIndex)) {
    if (!HasReflected(iso, count, Special::kRmul)) {
      RaiseF(iso, ExceptionId::kTypeError, "can't multiply sequence by non-int of type '%.200s'",
             TypeName(iso, count));
    }
    return false;
  }
  if (!IndexToInt64(iso, count, result)) return false;
  *result = std::max<int64_t>(0, *result);
  return true;
}

void RepeatItems(std::span<const Value> items, int64_t count, Value* to) {
  if (items.size() == 1) {
    std::fill_n(to, count, items[0]);
    return;
  }
  for (int64_t i = 0; i < count; ++i) to = std::copy(items.begin(), items.end(), to);
}

Value RefuseConcat(Isolate* iso, const char* type_name, Value other) {
  if (HasReflected(iso, other, Special::kRadd)) return Value::NotImplemented();
  return RaiseF(iso, ExceptionId::kTypeError,
                "can only concatenate %s (not \"%.200s\") to %s", type_name,
                TypeName(iso, other), type_name);
}

Str* ReprSequence(Isolate* iso, Value sequence, char open, char close) {
  const SequenceItems items(sequence);
  StrBuilder out(iso);
  out.AppendChar(open);
  if (!ReprEnter(iso, sequence)) {
    if (iso->HasPending()) return nullptr;
    out.AppendAscii("...");
    out.AppendChar(close);
    return out.Finish();
  }
  for (int64_t i = 0; i < items.size(); ++i) {
    if (i > 0) out.AppendAscii(", ");
    if (!out.AppendRepr(items[i])) {
      ReprLeave(iso, sequence);
      return nullptr;
    }
  }
  ReprLeave(iso, sequence);
  if (open == '(' && items.size() == 1) out.AppendChar(',');
  out.AppendChar(close);
  return out.Finish();
}

Value MakeGenericAlias(Isolate* iso, Value* args, size_t) {
  return Call(iso, Value::Object(iso->type(ObjectKind::kGenericAlias)), {args[0], args[1]});
}

}  // namespace krait
