// The type bytearray: its tables, constructor and what changes it. Shared methods: byte_methods.h.
#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/collection/sequence.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/byte_iterator.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"
#include "runtime/text/str_methods.h"

namespace krait {
namespace {

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(ByteArray::NewOfType(iso, args[0].As<Type>()));
}

Value Init(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  KRAIT_CHECK_OK(self->Resize(iso, 0));
  if (args[1].IsEmpty() && args[2].IsEmpty() && args[3].IsEmpty()) return Value::None();
  const Value encoded = EncodeConstructorArgument(iso, "bytearray", args[1], args[2], args[3]);
  if (encoded) {
    KRAIT_CHECK_OK(self->Append(iso, encoded.As<Bytes>()->view()));
    return Value::None();
  }
  if (iso->HasPending()) return Value();
  ByteBuilder out(iso);
  KRAIT_CHECK_OK(AppendBytesOf(iso, args[1], "bytearray", out));
  KRAIT_CHECK_OK(self->Append(iso, out.view()));
  return Value::None();
}

template <CompareOp op>
Value CompareWith(Isolate* iso, Value* args, size_t) {
  if (!HasBuffer(args[1])) return Value::NotImplemented();
  const ScopedBuffer other(iso, args[1]);
  if (!other.ok()) {
    TakePending(iso);
    return Value::NotImplemented();
  }
  const int c = args[0].As<ByteArray>()->view().compare(other.view());
  return Value::Bool(op == CompareOp::kEq   ? c == 0
                     : op == CompareOp::kNe ? c != 0
                     : op == CompareOp::kLt ? c < 0
                     : op == CompareOp::kLe ? c <= 0
                     : op == CompareOp::kGt ? c > 0
                                            : c >= 0);
}

bool IsIndex(Isolate* iso, Value key) {
  return key.IsInt() || (!HasKind(key, ObjectKind::kSlice) && !key.IsDouble() &&
                         LookupSpecial(iso, key, Special::kIndex));
}

Failure RaiseBadKey(Isolate* iso, Value key) {
  return RaiseF(iso, ExceptionId::kTypeError,
                "bytearray indices must be integers or slices, not %.200s", TypeName(iso, key));
}

Value GetItem(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  const Value key = args[1];
  if (IsIndex(iso, key)) {
    int64_t i;
    KRAIT_CHECK_OK(SequenceIndex(iso, key, self->size, "bytearray index out of range", &i));
    return Value::Int(static_cast<unsigned char>(self->data()[i]));
  }
  if (!HasKind(key, ObjectKind::kSlice)) return RaiseBadKey(iso, key);
  SliceBounds bounds;
  KRAIT_CHECK_OK(UnpackSlice(iso, key.As<Slice>(), &bounds));
  bounds.Adjust(self->size);
  const auto count = static_cast<size_t>(bounds.count);
  if (bounds.step == 1) {
    return Value::Object(
        ByteArray::New(iso, count == 0 ? "" : self->view().substr(bounds.start, count)));
  }
  ByteBuilder out(iso);
  if (char* to = out.Extend(count)) {
    for (size_t k = 0; k < count; ++k) {
      to[k] = self->data()[bounds.start + static_cast<int64_t>(k) * bounds.step];
    }
  }
  return out.failed() ? Value() : Value::Object(ByteArray::New(iso, out.view()));
}

// Removes the bytes of a slice whose step is not 1.
bool DeleteStepped(Isolate* iso, ByteArray* self, SliceBounds bounds) {
  if (bounds.count == 0) return true;
  KRAIT_CHECK_OK(self->CheckResizable(iso));
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  char* data = self->data();
  int64_t to = bounds.start, next = bounds.start, left = bounds.count;
  for (int64_t from = bounds.start; from < self->size; ++from) {
    if (left > 0 && from == next) {
      next += bounds.step;
      --left;
    } else {
      data[to++] = data[from];
    }
  }
  return self->Resize(iso, to);
}

bool AssignSlice(Isolate* iso, ByteArray* self, const Slice* slice, std::string_view bytes) {
  SliceBounds bounds;
  KRAIT_CHECK_OK(UnpackSlice(iso, slice, &bounds));
  bounds.Adjust(self->size);
  if (bounds.step == 1) return self->Splice(iso, bounds.start, bounds.count, bytes);
  if (bytes.empty()) return DeleteStepped(iso, self, bounds);
  if (static_cast<int64_t>(bytes.size()) != bounds.count) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "attempt to assign bytes of size %zd to extended slice of size %zd", bytes.size(),
                  bounds.count);
  }
  for (int64_t k = 0; k < bounds.count; ++k) {
    self->data()[bounds.start + k * bounds.step] = bytes[static_cast<size_t>(k)];
  }
  return true;
}

Value SetItem(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  const Value key = args[1];
  if (IsIndex(iso, key)) {
    int64_t i;
    char byte;
    KRAIT_CHECK_OK(GivenIndex(iso, key, &i));
    // First, because the value's __index__ may shorten the bytearray.
    KRAIT_CHECK_OK(ByteFromValue(iso, args[2], &byte));
    KRAIT_CHECK_OK(WithinSequence(iso, i, self->size, "bytearray index out of range", &i));
    self->data()[i] = byte;
    return Value::None();
  }
  if (!HasKind(key, ObjectKind::kSlice)) return RaiseBadKey(iso, key);
  const Value v = args[2];
  if (!HasBuffer(v) && (IsStr(v) || v.IsNumber() || LookupSpecial(iso, v, Special::kIndex))) {
    return RaiseTypeError(iso,
                          "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  ByteBuilder bytes(iso);
  KRAIT_CHECK_OK(AppendBytesOf(iso, v, "bytearray", bytes));
  KRAIT_CHECK_OK(AssignSlice(iso, self, key.As<Slice>(), bytes.view()));
  return Value::None();
}

Value DelItem(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  if (IsIndex(iso, args[1])) {
    int64_t i;
    KRAIT_CHECK_OK(SequenceIndex(iso, args[1], self->size, "bytearray index out of range", &i));
    KRAIT_CHECK_OK(self->Splice(iso, i, 1, {}));
    return Value::None();
  }
  if (!HasKind(args[1], ObjectKind::kSlice)) return RaiseBadKey(iso, args[1]);
  KRAIT_CHECK_OK(AssignSlice(iso, self, args[1].As<Slice>(), {}));
  return Value::None();
}

Value IterMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(ByteIterator::New(iso, ObjectKind::kByteArrayIterator, args[0]));
}

Value Iadd(Isolate* iso, Value* args, size_t) {
  if (!HasBuffer(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "can't concat %.100s to %.100s",
                  TypeName(iso, args[1]), TypeName(iso, args[0]));
  }
  ByteBuilder bytes(iso);
  KRAIT_CHECK_OK(AppendBytesOf(iso, args[1], "bytearray", bytes));
  KRAIT_CHECK_OK(args[0].As<ByteArray>()->Append(iso, bytes.view()));
  return args[0];
}

Value Imul(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    return iso->HasPending() ? Value() : Value::NotImplemented();
  }
  const int64_t size = self->size;
  if (count <= 0) {
    KRAIT_CHECK_OK(self->Resize(iso, 0));
  } else if (size > 0) {
    if (count > INT64_MAX / size) return RaiseMemoryError(iso);
    KRAIT_CHECK_OK(self->Resize(iso, size * count));
    for (int64_t i = 1; i < count; ++i) {
      std::memcpy(self->data() + i * size, self->data(), static_cast<size_t>(size));
    }
  }
  return args[0];
}

Value Append(Isolate* iso, Value* args, size_t) {
  char byte;
  KRAIT_CHECK_OK(ByteFromValue(iso, args[1], &byte));
  auto* self = args[0].As<ByteArray>();
  KRAIT_CHECK_OK(self->Resize(iso, self->size + 1));
  self->data()[self->size - 1] = byte;
  return Value::None();
}

Value Clear(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(args[0].As<ByteArray>()->Resize(iso, 0));
  return Value::None();
}

Value Copy(Isolate* iso, Value* args, size_t) {
  return Value::Object(ByteArray::New(iso, args[0].As<ByteArray>()->view()));
}

Value Extend(Isolate* iso, Value* args, size_t) {
  ByteBuilder bytes(iso);
  if (HasBuffer(args[1])) {
    KRAIT_CHECK_OK(AppendBytesOf(iso, args[1], "bytearray", bytes));
  } else {
    const Value iterator = Iter(iso, args[1]);
    if (!iterator) {
      if (!ClearPendingIf(iso, ExceptionId::kTypeError)) return Value();
      return RaiseF(iso, ExceptionId::kTypeError, "can't extend bytearray with %.100s",
                    TypeName(iso, args[1]));
    }
    KRAIT_CHECK_OK(AppendByteItems(iso, iterator, "bytearray", bytes));
  }
  KRAIT_CHECK_OK(args[0].As<ByteArray>()->Append(iso, bytes.view()));
  return Value::None();
}

Value Insert(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  int64_t at;
  char byte;
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], &at));
  KRAIT_CHECK_OK(ByteFromValue(iso, args[2], &byte));
  if (at < 0) at = std::max<int64_t>(0, at + self->size);
  KRAIT_CHECK_OK(self->Splice(iso, std::min(at, self->size), 0, {&byte, 1}));
  return Value::None();
}

Value Pop(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  int64_t at = -1;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[1], &at));
  if (self->size == 0) return RaiseIndexError(iso, "pop from empty bytearray");
  if (at < 0) at += self->size;
  if (at < 0 || at >= self->size) return RaiseIndexError(iso, "pop index out of range");
  const Value byte = Value::Int(static_cast<unsigned char>(self->data()[at]));
  KRAIT_CHECK_OK(self->Splice(iso, at, 1, {}));
  return byte;
}

Value Remove(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  char byte;
  KRAIT_CHECK_OK(ByteFromValue(iso, args[1], &byte));
  const size_t at = self->view().find(byte);
  if (at == std::string_view::npos) {
    return RaiseValueError(iso, "value not found in bytearray");
  }
  KRAIT_CHECK_OK(self->Splice(iso, static_cast<int64_t>(at), 1, {}));
  return Value::None();
}

Value Reverse(Isolate*, Value* args, size_t) {
  auto* self = args[0].As<ByteArray>();
  std::reverse(self->data(), self->data() + self->size);
  return Value::None();
}

Value Alloc(Isolate*, Value* args, size_t) {
  const auto* self = args[0].As<ByteArray>();
  return Value::Int(self->buffer == nullptr ? 0 : self->buffer->capacity);
}

Value ReduceWith(Isolate* iso, Value self, bool as_bytes) {
  const std::string_view contents = self.As<ByteArray>()->view();
  Tuple* arguments;
  if (as_bytes) {
    KRAIT_TRY(Bytes*, bytes, Bytes::New(iso, contents));
    arguments = Tuple::Of(iso, {Value::Object(bytes)});
  } else {
    KRAIT_TRY(Str*, text, DecodeText(iso, contents, "latin-1"));
    KRAIT_TRY(Str*, encoding, Str::NewAscii(iso, "latin-1"));
    arguments = Tuple::Of(iso, {Value::Object(text), Value::Object(encoding)});
  }
  if (arguments == nullptr) return Value();
  KRAIT_TRY(Value, state, CallMethod(iso, self, iso->names().dunder_getstate, {}));
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, self)), Value::Object(arguments), state}));
}

Value Reduce(Isolate* iso, Value* args, size_t) { return ReduceWith(iso, args[0], false); }

Value ReduceEx(Isolate* iso, Value* args, size_t) {
  int64_t protocol = 0;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[1], &protocol));
  return ReduceWith(iso, args[0], protocol >= 3);
}

using namespace byte_methods;  // NOLINT: the table below names nearly all of it

constexpr char kRangeSignature[] = "($self, sub, start=None, end=None, /)";
constexpr char kOperatorSignature[] = "($self, value, /)";

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, source=b'', encoding='utf-8', errors='strict')"},
    {"__repr__", Repr, "($self, /)"},
    {"__str__", Repr, "($self, /)"},
    {"__eq__", CompareWith<CompareOp::kEq>, kOperatorSignature},
    {"__ne__", CompareWith<CompareOp::kNe>, kOperatorSignature},
    {"__lt__", CompareWith<CompareOp::kLt>, kOperatorSignature},
    {"__le__", CompareWith<CompareOp::kLe>, kOperatorSignature},
    {"__gt__", CompareWith<CompareOp::kGt>, kOperatorSignature},
    {"__ge__", CompareWith<CompareOp::kGe>, kOperatorSignature},
    {"__len__", Len, "($self, /)"},
    {"__getitem__", GetItem, "($self, key, /)"},
    {"__setitem__", SetItem, "($self, key, value, /)"},
    {"__delitem__", DelItem, "($self, key, /)"},
    {"__contains__", Contains, "($self, key, /)"},
    {"__iter__", IterMethod, "($self, /)"},
    {"__add__", Add, kOperatorSignature},
    {"__iadd__", Iadd, kOperatorSignature},
    {"__mul__", Mul, kOperatorSignature},
    {"__rmul__", Mul, kOperatorSignature},
    {"__imul__", Imul, kOperatorSignature},
    {"__mod__", Mod, kOperatorSignature},
    {"__rmod__", Rmod, kOperatorSignature},
    {"__alloc__", Alloc, "($self, /)"},
    {"__sizeof__", Sizeof, "($self, /)"},
    {"__reduce__", Reduce, "($self, /)"},
    {"__reduce_ex__", ReduceEx, "($self, proto=0, /)"},
    {"append", Append, "($self, item, /)"},
    {"capitalize", Capitalize, "($self, /)"},
    {"center", Center, "($self, width, fillchar=b' ', /)"},
    {"clear", Clear, "($self, /)"},
    {"copy", Copy, "($self, /)"},
    {"count", Count, kRangeSignature, kParseTuple},
    {"decode", Decode, "($self, /, encoding='utf-8', errors='strict')"},
    {"endswith", Endswith, "($self, suffix, start=None, end=None, /)", kParseTuple},
    {"expandtabs", Expandtabs, "($self, /, tabsize=8)"},
    {"extend", Extend, "($self, iterable_of_ints, /)"},
    {"find", Find, kRangeSignature, kParseTuple},
    {"fromhex", Fromhex, "($type, string, /)", kClassMethod},
    {"hex", Hex, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"index", Index, kRangeSignature, kParseTuple},
    {"insert", Insert, "($self, index, item, /)"},
    {"isalnum", IsAlnum, "($self, /)"},
    {"isalpha", IsAlpha, "($self, /)"},
    {"isascii", IsAscii, "($self, /)"},
    {"isdigit", IsDigit, "($self, /)"},
    {"islower", IsLower, "($self, /)"},
    {"isspace", IsSpace, "($self, /)"},
    {"istitle", IsTitle, "($self, /)"},
    {"isupper", IsUpper, "($self, /)"},
    {"join", Join, "($self, iterable_of_bytes, /)"},
    {"ljust", Ljust, "($self, width, fillchar=b' ', /)"},
    {"lower", Lower, "($self, /)"},
    {"lstrip", Lstrip, "($self, bytes=None, /)"},
    {"maketrans", Maketrans, "(frm, to, /)", kStaticMethod},
    {"partition", Partition, "($self, sep, /)"},
    {"pop", Pop, "($self, index=-1, /)"},
    {"remove", Remove, "($self, value, /)"},
    {"removeprefix", Removeprefix, "($self, prefix, /)"},
    {"removesuffix", Removesuffix, "($self, suffix, /)"},
    {"replace", Replace, "($self, old, new, count=-1, /)"},
    {"reverse", Reverse, "($self, /)"},
    {"rfind", Rfind, kRangeSignature, kParseTuple},
    {"rindex", Rindex, kRangeSignature, kParseTuple},
    {"rjust", Rjust, "($self, width, fillchar=b' ', /)"},
    {"rpartition", Rpartition, "($self, sep, /)"},
    {"rsplit", Rsplit, "($self, /, sep=None, maxsplit=-1)"},
    {"rstrip", Rstrip, "($self, bytes=None, /)"},
    {"split", Split, "($self, /, sep=None, maxsplit=-1)"},
    {"splitlines", Splitlines, "($self, /, keepends=False)"},
    {"startswith", Startswith, "($self, prefix, start=None, end=None, /)", kParseTuple},
    {"strip", Strip, "($self, bytes=None, /)"},
    {"swapcase", Swapcase, "($self, /)"},
    {"title", Title, "($self, /)"},
    {"translate", Translate, "($self, table, /, delete=b'')"},
    {"upper", Upper, "($self, /)"},
    {"zfill", Zfill, "($self, width, /)"},
};

}  // namespace

const TypeSpec kByteArrayTypeSpec = {
    .name = "bytearray",
    .kind = ObjectKind::kByteArray,
    .methods = kMethods,
    .flags = kSubclassable | kSelfMatch | kImmutable | kUnhashable,
    .doc =
        "bytearray(iterable_of_ints) -> bytearray\n"
        "bytearray(string, encoding[, errors]) -> bytearray\n"
        "bytearray(bytes_or_buffer) -> bytearray\n"
        "bytearray(int) -> bytearray of that many zeros\n"
        "bytearray() -> empty bytearray\n\n"
        "A mutable sequence of integers in range(256).",
};

}  // namespace krait
