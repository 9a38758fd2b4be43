#include "runtime/builtins/sum.h"

#include "runtime/collection/items.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

// The running total: an int64 or a double while it can be, any value from then on.
class Total {
 public:
  Total(Isolate* iso, Value start) : iso_(iso), value_(start) {
    if (start.IsInt()) {
      mode_ = Mode::kInt;
      int_ = start.AsInt();
    } else if (start.IsDouble()) {
      mode_ = Mode::kDouble;
      double_ = start.AsDouble();
    }
  }

  bool Add(Value item) {
    if (mode_ == Mode::kInt) {
      int64_t next;
      if (item.IsBool()) item = Value::Int(item.IsTrue());
      if (item.IsInt() && !__builtin_add_overflow(int_, item.AsInt(), &next)) {
        int_ = next;
        return true;
      }
      if (item.IsDouble()) {
        mode_ = Mode::kDouble;
        double_ = static_cast<double>(int_);
      }
    }
    if (mode_ == Mode::kDouble) {
      if (item.IsDouble()) {
        double_ += item.AsDouble();
        return true;
      }
      int64_t i;
      if (IsIntLike(item) && IntToInt64(item, &i)) {
        double_ += static_cast<double>(i);
        return true;
      }
    }
    if (!Materialize()) return false;
    mode_ = Mode::kAny;
    value_ = Binary(iso_, BinaryOperator::kAdd, value_, item);
    return !value_.IsEmpty();
  }

  Value Result() { return Materialize() ? value_ : Value(); }

 private:
  enum class Mode : uint8_t { kInt, kDouble, kAny };

  bool Materialize() {
    if (mode_ == Mode::kInt) value_ = IntFromInt64(iso_, int_);
    if (mode_ == Mode::kDouble) value_ = Value::Double(double_);
    return !value_.IsEmpty();
  }

  Isolate* iso_;
  Value value_;
  Mode mode_ = Mode::kAny;
  int64_t int_ = 0;
  double double_ = 0;
};

bool RefuseStart(Isolate* iso, const char* what, const char* empty) {
  return RaiseF(iso, ExceptionId::kTypeError, "sum() can't sum %s [use %s.join(seq) instead]",
                what, empty);
}

bool CheckStart(Isolate* iso, Value start) {
  if (HasKind(start, ObjectKind::kStr)) return RefuseStart(iso, "strings", "''");
  if (HasKind(start, ObjectKind::kBytes)) return RefuseStart(iso, "bytes", "b''");
  if (HasKind(start, ObjectKind::kByteArray)) return RefuseStart(iso, "bytearray", "b''");
  return true;
}

}  // namespace

Value Sum(Isolate* iso, Value iterable, Value start) {
  const bool text = HasKind(start, ObjectKind::kStr) || HasKind(start, ObjectKind::kBytes) ||
                    HasKind(start, ObjectKind::kByteArray);
  // What cannot be iterated is told before what cannot be added.
  if (text && (!Iter(iso, iterable) || !CheckStart(iso, start))) return Value();
  Total total(iso, start);
  const bool ok = ForEachItem(iso, iterable, [&](Value item) {
    return total.Add(item) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? total.Result() : Value();
}

}  // namespace krait
