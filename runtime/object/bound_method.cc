// Bound methods of script functions, and cells.
#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline BoundMethod* Self(Value v) { return v.As<BoundMethod>(); }

Value New(Isolate* iso, Value* args, size_t) {
  if (!IsCallable(iso, args[1])) return RaiseTypeError(iso, "first argument must be callable");
  if (args[2].IsNone()) return RaiseTypeError(iso, "self must not be None");
  return Value::Object(BoundMethod::New(iso, args[1], args[2]));
}

Value Repr(Isolate* iso, Value* args, size_t) {
  BoundMethod* self = Self(args[0]);
  Value name;
  KRAIT_CHECK_OK(LookupAttr(iso, self->function, iso->names().dunder_qualname, &name));
  if (!name) KRAIT_CHECK_OK(LookupAttr(iso, self->function, iso->names().dunder_name, &name));
  std::string text = "<bound method ";
  text += HasKind(name, ObjectKind::kStr) ? name.As<Str>()->view() : "?";
  KRAIT_TRY(Str*, receiver, krait::Repr(iso, self->self));
  text += " of ";
  text += receiver->view();
  return Value::Object(Str::New(iso, text + ">"));
}

Value CallSelf(Isolate* iso, Value* args, size_t) {
  return CallWithDict(iso, args[0], args[1].As<Tuple>()->view(), args[2].As<Dict>());
}

Value Eq(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kBoundMethod)) return Value::NotImplemented();
  BoundMethod* a = Self(args[0]);
  BoundMethod* b = Self(args[1]);
  if (!Identical(a->self, b->self)) return Value::False();
  bool equal;
  KRAIT_CHECK_OK(Equal(iso, a->function, b->function, &equal));
  return Value::Bool(equal);
}
Value Ne(Isolate* iso, Value* args, size_t count) {
  const Value v = Eq(iso, args, count);
  return v.IsBool() ? Value::Bool(v.IsFalse()) : v;
}

Value HashSelf(Isolate* iso, Value* args, size_t) {
  BoundMethod* self = Self(args[0]);
  int64_t of_function;
  KRAIT_CHECK_OK(Hash(iso, self->function, &of_function));
  const int64_t mixed = static_cast<int64_t>(self->self.bits() >> 4) ^ of_function;
  return Value::Int((mixed << 16) >> 16);
}

Value Reduce(Isolate* iso, Value* args, size_t) {
  BoundMethod* self = Self(args[0]);
  KRAIT_TRY(Value, name, GetAttr(iso, self->function, iso->names().dunder_name));
  const Value getattr = iso->builtins()->Get(iso, Str::Intern(iso, "getattr"));
  return Value::Object(
      Tuple::Of(iso, {getattr, Value::Object(Tuple::Of(iso, {self->self, name}))}));
}

Value GetSelf(Isolate*, Value self) { return Self(self)->self; }
Value GetFunction(Isolate*, Value self) { return Self(self)->function; }
Value GetDoc(Isolate* iso, Value self) {
  return GetAttr(iso, Self(self)->function, iso->names().dunder_doc);
}

// A bound method binds no further.
Value Get(Isolate*, Value* args, size_t) { return args[0]; }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, function, instance, /)", kConstructor},
    {"__repr__", Repr, "($self, /)"},
    {"__call__", CallSelf, "($self, /, *args, **kwargs)"},
    {"__eq__", Eq, "($self, value, /)"},
    {"__ne__", Ne, "($self, value, /)"},
    {"__hash__", HashSelf, "($self, /)"},
    {"__get__", Get, "($self, instance, owner=None, /)"},
    {"__reduce__", Reduce, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__self__", GetSelf, nullptr, "the instance to which a method is bound", kMember},
    {"__func__", GetFunction, nullptr, "the function (or other callable) implementing a method",
     kMember},
    {"__doc__", GetDoc},
};

// --- cells ---

Value CellNew(Isolate* iso, Value* args, size_t) { return Value::Object(Cell::New(iso, args[1])); }

Value CellRepr(Isolate* iso, Value* args, size_t) {
  const Value content = args[0].As<Cell>()->value;
  std::string text = "<cell at " + AddressText(args[0]) + ": ";
  text += content ? std::string(TypeName(iso, content)) + " object at " + AddressText(content)
                  : "empty";
  return Value::Object(Str::New(iso, text + ">"));
}

Value CellCompare(Isolate* iso, CompareOp op, Value a, Value b) {
  if (!HasKind(b, ObjectKind::kCell)) return Value::NotImplemented();
  const Value x = a.As<Cell>()->value, y = b.As<Cell>()->value;
  if (x && y) return Compare(iso, op, x, y);
  // An empty cell is less than any other.
  return Compare(iso, op, Value::Int(x ? 1 : 0), Value::Int(y ? 1 : 0));
}
template <CompareOp op>
Value CellCompareMethod(Isolate* iso, Value* args, size_t) {
  return CellCompare(iso, op, args[0], args[1]);
}

Value GetContents(Isolate* iso, Value self) {
  const Value v = self.As<Cell>()->value;
  if (!v) return RaiseValueError(iso, "Cell is empty");
  return v;
}
bool SetContents(Isolate* iso, Value self, Value v) {
  self.As<Cell>()->value = v;
  iso->Barrier(self.AsHeap(), v);
  return true;
}

constexpr NativeMethod kCellMethods[] = {
    {"__new__", CellNew, "($cls, contents=None, /)", kConstructor},
    {"__repr__", CellRepr, "($self, /)"},
    {"__lt__", CellCompareMethod<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", CellCompareMethod<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", CellCompareMethod<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CellCompareMethod<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", CellCompareMethod<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", CellCompareMethod<CompareOp::kGe>, "($self, value, /)"},
};
constexpr NativeProperty kCellProperties[] = {{"cell_contents", GetContents, SetContents}};

}  // namespace

const TypeSpec kBoundMethodTypeSpec = {
    .name = "method",
    .kind = ObjectKind::kBoundMethod,
    .methods = kMethods,
    .properties = kProperties,
    .doc = "Create a bound instance method object.",
};

const TypeSpec kCellTypeSpec = {
    .name = "cell",
    .kind = ObjectKind::kCell,
    .methods = kCellMethods,
    .properties = kCellProperties,
    .flags = kUnhashable | kNoWeakReferences,
};

void TraceBoundMethod(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<BoundMethod*>(object)->function);
  marker.Visit(static_cast<BoundMethod*>(object)->self);
}

void TraceCell(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<Cell*>(object)->value);
}

BoundMethod* BoundMethod::New(Isolate* iso, Value function, Value self) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kBoundMethod);
  auto* method = iso->heap().New<BoundMethod>(kKind, kKind);
  method->function = function;
  method->self = self;
  return method;
}

Cell* Cell::New(Isolate* iso, Value value) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kCell);
  auto* cell = iso->heap().New<Cell>(kKind, kKind);
  cell->value = value;
  return cell;
}

}  // namespace krait
