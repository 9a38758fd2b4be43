#include "runtime/collection/slice.h"

#include "gc/marker.h"
#include "runtime/collection/allocate.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

Slice* Self(Value v) { return v.As<Slice>(); }

Value SliceNew(Isolate* iso, Value* args, size_t) {
  const Value none = Value::None();
  if (args[2].IsEmpty()) return Value::Object(Slice::New(iso, none, args[1], none));
  return Value::Object(Slice::New(iso, args[1], args[2], args[3] ? args[3] : none));
}

Value SliceRepr(Isolate* iso, Value* args, size_t) {
  const Slice* self = Self(args[0]);
  StrBuilder out(iso);
  out.AppendAscii("slice(");
  if (!out.AppendRepr(self->start)) return Value();
  out.AppendAscii(", ");
  if (!out.AppendRepr(self->stop)) return Value();
  out.AppendAscii(", ");
  if (!out.AppendRepr(self->step)) return Value();
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

// Compares as the tuple (start, stop, step).
template <CompareOp op>
Value SliceCompare(Isolate* iso, Value* args, size_t) {
  if (!IsExact(args[1], ObjectKind::kSlice)) return Value::NotImplemented();
  const Slice* a = Self(args[0]);
  const Slice* b = Self(args[1]);
  if (a == b) {
    return Value::Bool(op == CompareOp::kEq || op == CompareOp::kLe || op == CompareOp::kGe);
  }
  KRAIT_TRY(Tuple*, left, Tuple::Of(iso, {a->start, a->stop, a->step}));
  KRAIT_TRY(Tuple*, right, Tuple::Of(iso, {b->start, b->stop, b->step}));
  return Compare(iso, op, Value::Object(left), Value::Object(right));
}

Value SliceReduce(Isolate* iso, Value* args, size_t) {
  const Slice* self = Self(args[0]);
  KRAIT_TRY(Tuple*, parts, Tuple::Of(iso, {self->start, self->stop, self->step}));
  return Value::Object(Tuple::Of(
      iso, {Value::Object(iso->type(ObjectKind::kSlice)), Value::Object(parts)}));
}

// A slice part as an int of any size; `fallback` for None.
Value PartOf(Isolate* iso, Value part, Value fallback) {
  if (part.IsNone()) return fallback;
  if (part.IsInt()) return part;
  if (!LookupSpecial(iso, part, Special::kIndex)) {
    return RaiseTypeError(iso,
                          "slice indices must be integers or None or have an __index__ method");
  }
  KRAIT_TRY(Value, index, Index(iso, part));
  return IntExact(iso, index);
}

// Resolves a position against the length and clips it, in ints of any size.
Value ClipPart(Isolate* iso, Value part, Value length, Value lower, Value upper) {
  if (IntSign(part) < 0) {
    KRAIT_TRY(Value, shifted, IntAdd(iso, part, length));
    return IntCompare(shifted, lower) < 0 ? lower : shifted;
  }
  return IntCompare(part, upper) > 0 ? upper : part;
}

// slice.indices(): unlike subscripting it works on ints of any size.
Value SliceIndices(Isolate* iso, Value* args, size_t) {
  const Slice* self = Self(args[0]);
  KRAIT_TRY(Value, index, Index(iso, args[1]));
  KRAIT_TRY(Value, length, IntExact(iso, index));
  if (IntSign(length) < 0) return RaiseValueError(iso, "length should not be negative");
  KRAIT_TRY(Value, step, PartOf(iso, self->step, Value::Int(1)));
  const int sign = IntSign(step);
  if (sign == 0) return RaiseValueError(iso, "slice step cannot be zero");
  Value lower = Value::Int(sign < 0 ? -1 : 0);
  Value upper = length;
  if (sign < 0) {
    upper = IntSub(iso, length, Value::Int(1));
    if (!upper) return Value();
  }
  KRAIT_TRY(Value, start, PartOf(iso, self->start, sign < 0 ? upper : lower));
  KRAIT_TRY(Value, stop, PartOf(iso, self->stop, sign < 0 ? lower : upper));
  if (!self->start.IsNone()) start = ClipPart(iso, start, length, lower, upper);
  if (!start) return Value();
  if (!self->stop.IsNone()) stop = ClipPart(iso, stop, length, lower, upper);
  if (!stop) return Value();
  return Value::Object(Tuple::Of(iso, {start, stop, step}));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", SliceNew, "($cls, start, stop=None, step=None, /)", kConstructor},
    {"__repr__", SliceRepr, "($self, /)"},
    {"__lt__", SliceCompare<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", SliceCompare<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", SliceCompare<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", SliceCompare<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", SliceCompare<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", SliceCompare<CompareOp::kGe>, "($self, value, /)"},
    {"indices", SliceIndices, "($self, len, /)"},
    {"__reduce__", SliceReduce, "($self, /)"},
};

bool SetReadOnly(Isolate* iso, Value, Value) {
  return Raise(iso, ExceptionId::kAttributeError, "readonly attribute");
}

constexpr NativeProperty kProperties[] = {
    {"start", [](Isolate*, Value self) { return Self(self)->start; }, SetReadOnly},
    {"stop", [](Isolate*, Value self) { return Self(self)->stop; }, SetReadOnly},
    {"step", [](Isolate*, Value self) { return Self(self)->step; }, SetReadOnly},
};

}  // namespace

const TypeSpec kSliceTypeSpec = {
    .name = "slice",
    .kind = ObjectKind::kSlice,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kUnhashable | kImmutable | kNoWeakReferences,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\n"
           "A set of positions of a sequence, as written between the brackets of a subscript.",
};

void TraceSlice(HeapObject* object, gc::Marker& marker) {
  auto* slice = static_cast<Slice*>(object);
  marker.Visit(slice->start);
  marker.Visit(slice->stop);
  marker.Visit(slice->step);
}

Slice* Slice::New(Isolate* iso, Value start, Value stop, Value step) {
  auto* slice = NewExact<Slice>(iso, ObjectKind::kSlice);
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return slice;
}

}  // namespace krait
