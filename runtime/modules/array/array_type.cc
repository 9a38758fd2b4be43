// The array.array type: its table of methods, and the module.
#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/array/array.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait::arrays {
namespace {

Array* Self(Value* args) { return args[0].As<Array>(); }

Failure RaiseBadArgument(Isolate* iso) {
  return RaiseTypeError(iso, "bad argument type for built-in operation");
}

const ItemType* ReadTypeCode(Isolate* iso, Value v) {
  const Str* code = CastTo<Str>(v, ObjectKind::kStr);
  if (code == nullptr || code->length != 1) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "array() argument 1 must be a unicode character, not %.50s", TypeName(iso, v));
  }
  const ItemType* type =
      code->IsAscii() ? FindItemType(static_cast<uint8_t>(code->data[0])) : nullptr;
  if (type == nullptr) {
    return RaiseValueError(iso, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  }
  return type;
}

Value New(Isolate* iso, Value* args, size_t) {
  Type* cls = args[0].As<Type>();
  const Tuple* rest = args[1].As<Tuple>();
  if (args[2].As<Dict>()->size != 0 && cls == iso->native_type(&kArraySpec)) {
    return RaiseTypeError(iso, "array.array() takes no keyword arguments");
  }
  if (rest->size < 1 || rest->size > 2) {
    return RaiseF(iso, ExceptionId::kTypeError, "array() takes at %s argument%s (%d given)",
                  rest->size < 1 ? "least 1" : "most 2", rest->size < 1 ? "" : "s",
                  static_cast<int>(rest->size));
  }
  KRAIT_TRY(const ItemType*, type, ReadTypeCode(iso, rest->items[0]));
  KRAIT_TRY(Array*, array, Array::New(iso, cls, type));
  if (rest->size == 2 && !FillArray(iso, array, rest->items[1])) return Failure{};
  return Value::Object(array);
}

// --- items
// ------------------------------------------------------------------------------------------

bool ItemIndex(Isolate* iso, const Array* array, Value key, const char* message, int64_t* i) {
  if (!IsIntLike(key) && !LookupSpecial(iso, key, Special::kIndex)) {
    return RaiseTypeError(iso, "array indices must be integers");
  }
  return SequenceIndex(iso, key, array->size, message, i);
}

Array* TakeSlice(Isolate* iso, const Array* self, const SliceBounds& bounds) {
  KRAIT_TRY(Array*, result, Array::NewExact(iso, self->type));
  if (!result->Resize(iso, bounds.count)) return nullptr;
  const int size = self->type->size;
  for (int64_t k = 0, i = bounds.start; k < bounds.count; k++, i += bounds.step) {
    std::memcpy(result->At(k), self->At(i), size);
  }
  return result;
}

Value GetItem(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  if (const Slice* slice = CastTo<Slice>(args[1], ObjectKind::kSlice)) {
    SliceBounds bounds;
    if (!UnpackSlice(iso, slice, &bounds)) return Failure{};
    bounds.Adjust(self->size);
    return Value::Object(TakeSlice(iso, self, bounds));
  }
  int64_t i;
  if (!ItemIndex(iso, self, args[1], "array index out of range", &i)) return Failure{};
  return self->Get(iso, i);
}

// Removes the items that the slice selects.
bool DeleteSlice(Isolate* iso, Array* self, SliceBounds bounds) {
  if (bounds.count == 0) return true;
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  if (bounds.step == 1) {
    return self->Splice(iso, bounds.start, bounds.start + bounds.count, nullptr, 0);
  }
  // Copied over into a fresh array, so that a refused resize leaves this one as it was.
  KRAIT_TRY(Array*, kept, Array::NewExact(iso, self->type));
  if (!kept->Resize(iso, self->size - bounds.count)) return false;
  int64_t next = bounds.start, removed = 0;
  for (int64_t i = 0; i < self->size; i++) {
    if (i == next && removed < bounds.count) {
      removed++;
      next += bounds.step;
    } else {
      std::memcpy(kept->At(i - removed), self->At(i), self->type->size);
    }
  }
  return self->Splice(iso, 0, self->size, kept->data(), kept->size);
}

bool AssignSlice(Isolate* iso, Array* self, SliceBounds bounds, Value v) {
  const Array* other = AsArray(v);
  if (other == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "can only assign array (not \"%.200s\") to array slice", TypeName(iso, v));
  }
  if (other->type != self->type) return RaiseBadArgument(iso);
  if (other == self) {
    KRAIT_TRY(Array*, copy, Array::NewExact(iso, self->type));
    if (!copy->AppendBytes(iso, self->bytes())) return false;
    other = copy;
  }
  if (bounds.step == 1) {
    const int64_t stop = std::max(bounds.start, bounds.stop);
    return self->Splice(iso, bounds.start, stop, other->data(), other->size);
  }
  if (other->size != bounds.count) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "attempt to assign array of size %zd to extended slice of size %zd",
                  static_cast<ssize_t>(other->size), static_cast<ssize_t>(bounds.count));
  }
  for (int64_t k = 0, i = bounds.start; k < bounds.count; k++, i += bounds.step) {
    std::memcpy(self->At(i), other->At(k), self->type->size);
  }
  return true;
}

Value SetItem(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  if (const Slice* slice = CastTo<Slice>(args[1], ObjectKind::kSlice)) {
    SliceBounds bounds;
    if (!UnpackSlice(iso, slice, &bounds)) return Failure{};
    bounds.Adjust(self->size);
    if (!AssignSlice(iso, self, bounds, args[2])) return Failure{};
    return Value::None();
  }
  int64_t i;
  if (!ItemIndex(iso, self, args[1], "array assignment index out of range", &i)) return Failure{};
  char item[8];
  if (!self->type->set(iso, item, args[2])) return Failure{};
  if (i >= self->size) return RaiseIndexError(iso, "array assignment index out of range");
  std::memcpy(self->At(i), item, self->type->size);
  return Value::None();
}

Value DelItem(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  if (const Slice* slice = CastTo<Slice>(args[1], ObjectKind::kSlice)) {
    SliceBounds bounds;
    if (!UnpackSlice(iso, slice, &bounds)) return Failure{};
    bounds.Adjust(self->size);
    if (!DeleteSlice(iso, self, bounds)) return Failure{};
    return Value::None();
  }
  int64_t i;
  if (!ItemIndex(iso, self, args[1], "array assignment index out of range", &i)) return Failure{};
  if (!self->Splice(iso, i, i + 1, nullptr, 0)) return Failure{};
  return Value::None();
}

// --- operators
// -----------------------------------------------------------------------------------------

Value Add(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  const Array* other = AsArray(args[1]);
  if (other == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "can only append array (not \"%.200s\") to array",
                  TypeName(iso, args[1]));
  }
  if (other->type != self->type) return RaiseBadArgument(iso);
  KRAIT_TRY(Array*, result, Array::NewExact(iso, self->type));
  if (!result->Resize(iso, self->size + other->size)) return Failure{};
  if (self->size > 0) std::memcpy(result->data(), self->data(), self->byte_size());
  if (other->size > 0) std::memcpy(result->At(self->size), other->data(), other->byte_size());
  return Value::Object(result);
}

// Makes `target`, which holds one copy of `size` items, hold `count` copies.
bool Repeat(Isolate* iso, Array* target, int64_t size, int64_t count) {
  int64_t total;
  if (__builtin_mul_overflow(size, count, &total)) return RaiseMemoryError(iso);
  if (!target->Resize(iso, total)) return false;
  const int64_t bytes = size * target->type->size;
  for (int64_t i = 1; i < count && bytes > 0; i++) {
    std::memcpy(target->data() + i * bytes, target->data(), bytes);
  }
  return true;
}

Value Mul(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    if (iso->HasPending()) return Failure{};
    return Value::NotImplemented();
  }
  KRAIT_TRY(Array*, result, Array::NewExact(iso, self->type));
  if (count == 0 || self->size == 0) return Value::Object(result);
  if (!result->AppendBytes(iso, self->bytes())) return Failure{};
  if (!Repeat(iso, result, self->size, count)) return Failure{};
  return Value::Object(result);
}

Value InplaceMul(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    if (iso->HasPending()) return Failure{};
    return Value::NotImplemented();
  }
  if (!Repeat(iso, self, self->size, count)) return Failure{};
  return args[0];
}

bool ExtendWith(Isolate* iso, Array* self, Value other) {
  const Array* array = AsArray(other);
  if (array != nullptr && array->type != self->type) {
    return RaiseTypeError(iso, "can only extend with array of same kind");
  }
  return self->AppendFrom(iso, other);
}

Value InplaceAdd(Isolate* iso, Value* args, size_t) {
  if (AsArray(args[1]) == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "can only extend array with array (not \"%.200s\")",
                  TypeName(iso, args[1]));
  }
  if (!ExtendWith(iso, Self(args), args[1])) return Failure{};
  return args[0];
}

template <CompareOp op>
Value CompareArrays(Isolate* iso, Value* args, size_t) {
  const Array* a = Self(args);
  const Array* b = AsArray(args[1]);
  if (b == nullptr) return Value::NotImplemented();
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && a->size != b->size) return Value::Bool(op == CompareOp::kNe);
  for (int64_t i = 0; i < a->size && i < b->size; i++) {
    KRAIT_TRY(Value, x, a->Get(iso, i));
    KRAIT_TRY(Value, y, b->Get(iso, i));
    bool equal;
    if (!CompareTruth(iso, CompareOp::kEq, x, y, &equal)) return Failure{};
    if (equal) continue;
    if (equality) return Value::Bool(op == CompareOp::kNe);
    return Compare(iso, op, x, y);
  }
  return Compare(iso, op, Value::Int(a->size), Value::Int(b->size));
}

// The first position in [start, stop) of an item equal to v; -1: none. False with an exception.
bool Find(Isolate* iso, const Array* self, Value v, int64_t start, int64_t stop,
          int64_t* position) {
  for (int64_t i = start; i < stop && i < self->size; i++) {
    KRAIT_TRY(Value, item, self->Get(iso, i));
    bool equal;
    if (!CompareTruth(iso, CompareOp::kEq, item, v, &equal)) return false;
    if (equal) {
      *position = i;
      return true;
    }
  }
  *position = -1;
  return true;
}

Value Contains(Isolate* iso, Value* args, size_t) {
  int64_t position;
  if (!Find(iso, Self(args), args[1], 0, INT64_MAX, &position)) return Failure{};
  return Value::Bool(position >= 0);
}

Value LengthOf(Isolate*, Value* args, size_t) { return Value::Int(Self(args)->size); }

List* ToList(Isolate* iso, const Array* self) {
  KRAIT_TRY(List*, list, List::New(iso, self->size));
  for (int64_t i = 0; i < self->size; i++) {
    KRAIT_TRY(Value, item, self->Get(iso, i));
    if (!list->Append(iso, item)) return nullptr;
  }
  return list;
}

Str* ToText(Isolate* iso, const Array* self) {
  StrBuilder out(iso);
  for (int64_t i = 0; i < self->size; i++) {
    KRAIT_TRY(Value, item, self->Get(iso, i));
    out.Append(item.As<Str>());
  }
  return out.Finish();
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendAscii("('");
  out.AppendChar(self->type->code);
  out.AppendChar('\'');
  if (self->size > 0) {
    Value items;
    if (self->type->code == 'u') {
      items = Value::Object(ToText(iso, self));
    } else {
      items = Value::Object(ToList(iso, self));
    }
    if (!items) return Failure{};
    out.AppendAscii(", ");
    if (!out.AppendRepr(items)) return Failure{};
  }
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

// --- methods
// -----------------------------------------------------------------------------------------

Value AppendMethod(Isolate* iso, Value* args, size_t) {
  if (!Self(args)->Append(iso, args[1])) return Failure{};
  return Value::None();
}
Value ExtendMethod(Isolate* iso, Value* args, size_t) {
  if (!ExtendWith(iso, Self(args), args[1])) return Failure{};
  return Value::None();
}
Value InsertMethod(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  int64_t at;
  if (!IndexToInt64(iso, args[1], &at)) return Failure{};
  if (at < 0) at = std::max<int64_t>(0, at + self->size);
  if (!self->Insert(iso, at, args[2])) return Failure{};
  return Value::None();
}
Value PopMethod(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  int64_t i = -1;
  if (args[1] && !IndexToInt64(iso, args[1], &i)) return Failure{};
  if (self->size == 0) return RaiseIndexError(iso, "pop from empty array");
  if (i < 0) i += self->size;
  if (i < 0 || i >= self->size) return RaiseIndexError(iso, "pop index out of range");
  KRAIT_TRY(Value, item, self->Get(iso, i));
  if (!self->Splice(iso, i, i + 1, nullptr, 0)) return Failure{};
  return item;
}
Value RemoveMethod(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  int64_t i;
  if (!Find(iso, self, args[1], 0, INT64_MAX, &i)) return Failure{};
  if (i < 0) return RaiseValueError(iso, "array.remove(x): x not in array");
  if (i < self->size && !self->Splice(iso, i, i + 1, nullptr, 0)) return Failure{};
  return Value::None();
}
Value IndexMethod(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  int64_t start = 0, stop = INT64_MAX, position;
  if (args[2] && !SlicePositionNotNone(iso, args[2], &start)) return Failure{};
  if (args[3] && !SlicePositionNotNone(iso, args[3], &stop)) return Failure{};
  ClipPositions(self->size, &start, &stop);
  if (!Find(iso, self, args[1], start, stop, &position)) return Failure{};
  if (position < 0) return RaiseValueError(iso, "array.index(x): x not in array");
  return Value::Int(position);
}
Value CountMethod(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  int64_t count = 0, position = -1;
  while (true) {
    if (!Find(iso, self, args[1], position + 1, INT64_MAX, &position)) return Failure{};
    if (position < 0) return Value::Int(count);
    count++;
  }
}

Value ReverseMethod(Isolate*, Value* args, size_t) {
  const Array* self = Self(args);
  const int size = self->type->size;
  for (int64_t i = 0, j = self->size - 1; i < j; i++, j--) {
    std::swap_ranges(self->At(i), self->At(i) + size, self->At(j));
  }
  return Value::None();
}
Value ByteSwapMethod(Isolate*, Value* args, size_t) {
  const Array* self = Self(args);
  for (int64_t i = 0; i < self->size; i++) {
    std::reverse(self->At(i), self->At(i) + self->type->size);
  }
  return Value::None();
}
Value BufferInfo(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  KRAIT_TRY(Value, address, IntFromUint64(iso, reinterpret_cast<uintptr_t>(self->data())));
  return Value::Object(Tuple::Of(iso, {address, Value::Int(self->size)}));
}
Value SizeofMethod(Isolate*, Value* args, size_t) {
  const Array* self = Self(args);
  const int64_t room = self->buffer == nullptr ? 0 : self->buffer->capacity;
  return Value::Int(static_cast<int64_t>(sizeof(Array)) + room);
}

Value Copy(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  KRAIT_TRY(Array*, result, Array::NewExact(iso, self->type));
  if (!result->AppendBytes(iso, self->bytes())) return Failure{};
  return Value::Object(result);
}

Value ToBytes(Isolate* iso, Value* args, size_t) {
  return Value::Object(Bytes::New(iso, Self(args)->bytes()));
}
Value FromBytes(Isolate* iso, Value* args, size_t) {
  if (!AppendBuffer(iso, Self(args), args[1])) return Failure{};
  return Value::None();
}
Value ToListMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(ToList(iso, Self(args)));
}

Value FromList(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  const List* list = CastTo<List>(args[1], ObjectKind::kList);
  if (list == nullptr) return RaiseTypeError(iso, "arg must be list");
  const int64_t old_size = self->size;
  for (int64_t i = 0; i < list->size; i++) {
    if (self->Append(iso, list->At(i))) continue;
    // All or nothing.
    const Value error = TakePending(iso);
    self->Resize(iso, std::min(old_size, self->size));
    return RestorePending(iso, error);
  }
  return Value::None();
}

Value ToUnicode(Isolate* iso, Value* args, size_t) {
  const Array* self = Self(args);
  if (self->type->code != 'u') {
    return RaiseValueError(iso, "tounicode() may only be called on unicode type arrays");
  }
  return Value::Object(ToText(iso, self));
}
Value FromUnicode(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  if (!HasKind(args[1], ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "fromunicode() argument must be str, not %.50s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  if (self->type->code != 'u') {
    return RaiseValueError(iso, "fromunicode() may only be called on unicode type arrays");
  }
  if (!FillArray(iso, self, args[1])) return Failure{};
  return Value::None();
}

Value FromFile(Isolate* iso, Value* args, size_t) {
  Array* self = Self(args);
  int64_t count, bytes;
  if (!IndexToInt64(iso, args[2], &count)) return Failure{};
  if (count < 0) return RaiseValueError(iso, "negative count");
  if (__builtin_mul_overflow(count, static_cast<int64_t>(self->type->size), &bytes)) {
    return RaiseMemoryError(iso);
  }
  KRAIT_TRY(Value, length, IntFromInt64(iso, bytes));
  KRAIT_TRY(Value, data, CallMethod(iso, args[1], "read", {length}));
  if (!IsBytes(data)) return RaiseTypeError(iso, "read() didn't return bytes");
  if (!AppendBuffer(iso, self, data)) return Failure{};
  if (data.As<Bytes>()->size != bytes) {
    return Raise(iso, ExceptionId::kEOFError, "read() didn't return enough bytes");
  }
  return Value::None();
}
Value ToFile(Isolate* iso, Value* args, size_t) {
  constexpr int64_t kBlock = 64 * 1024;
  const Array* self = Self(args);
  for (int64_t at = 0; at < self->byte_size(); at += kBlock) {
    const std::string_view block = self->bytes().substr(at, kBlock);
    KRAIT_TRY(Bytes*, bytes, Bytes::New(iso, block));
    KRAIT_TRY(Value, written, CallMethod(iso, args[1], "write", {Value::Object(bytes)}));
  }
  return Value::None();
}

Value GetTypeCode(Isolate* iso, Value self) {
  return Value::Object(Str::FromCodePoint(iso, self.As<Array>()->type->code));
}
Value GetItemSize(Isolate*, Value self) { return Value::Int(self.As<Array>()->type->size); }

Value IterMethod(Isolate* iso, Value* args, size_t) { return MakeIterator(iso, Self(args)); }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__len__", LengthOf, "($self, /)"},
    {"__getitem__", GetItem, "($self, key, /)"},
    {"__setitem__", SetItem, "($self, key, value, /)"},
    {"__delitem__", DelItem, "($self, key, /)"},
    {"__contains__", Contains, "($self, key, /)"},
    {"__iter__", IterMethod, "($self, /)"},
    {"__add__", Add, "($self, value, /)"},
    {"__mul__", Mul, "($self, value, /)"},
    {"__rmul__", Mul, "($self, value, /)"},
    {"__iadd__", InplaceAdd, "($self, value, /)"},
    {"__imul__", InplaceMul, "($self, value, /)"},
    {"__lt__", CompareArrays<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", CompareArrays<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", CompareArrays<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CompareArrays<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", CompareArrays<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", CompareArrays<CompareOp::kGe>, "($self, value, /)"},
    {"__repr__", ReprMethod, "($self, /)"},
    {"__copy__", Copy, "($self, /)"},
    {"__deepcopy__", Copy, "($self, unused, /)"},
    {"__reduce_ex__", ReduceEx, "($self, value, /)"},
    {"__sizeof__", SizeofMethod, "($self, /)"},
    {"append", AppendMethod, "($self, v, /)"},
    {"buffer_info", BufferInfo, "($self, /)"},
    {"byteswap", ByteSwapMethod, "($self, /)"},
    {"count", CountMethod, "($self, v, /)"},
    {"extend", ExtendMethod, "($self, bb, /)"},
    {"frombytes", FromBytes, "($self, buffer, /)"},
    {"fromfile", FromFile, "($self, f, n, /)"},
    {"fromlist", FromList, "($self, list, /)"},
    {"fromunicode", FromUnicode, "($self, ustr, /)"},
    {"index", IndexMethod, "($self, v, start=0, stop=sys.maxsize, /)"},
    {"insert", InsertMethod, "($self, i, v, /)"},
    {"pop", PopMethod, "($self, i=-1, /)"},
    {"remove", RemoveMethod, "($self, v, /)"},
    {"reverse", ReverseMethod, "($self, /)"},
    {"tobytes", ToBytes, "($self, /)"},
    {"tofile", ToFile, "($self, f, /)"},
    {"tolist", ToListMethod, "($self, /)"},
    {"tounicode", ToUnicode, "($self, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"typecode", GetTypeCode},
    {"itemsize", GetItemSize},
};

constexpr NativeMethod kFunctions[] = {
    {"_array_reconstructor", Reconstruct, "($module, arraytype, typecode, mformat_code, items, /)"},
};

constexpr ModuleConstant kConstants[] = {{"typecodes", {}, "bBuhHiIlLqQfd"}};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(Type*, type, AddModuleType(iso, module, &kArraySpec));
  return SetModuleAttribute(iso, module, "ArrayType", Value::Object(type));
}

}  // namespace

const TypeSpec kArraySpec = {
    .name = "array.array",
    .module = "array",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kImmutable | kUnhashable | kSequencePattern,
    .doc = "array(typecode [, initializer]) -> array\n\nA compact sequence of machine values.",
    .layout = &kArrayLayout,
};

}  // namespace krait::arrays

namespace krait {

const ModuleSpec kArrayModule = {
    .name = "array",
    .doc = "Compact sequences of machine values.",
    .functions = arrays::kFunctions,
    .constants = arrays::kConstants,
    .init = arrays::Init,
};

}  // namespace krait
