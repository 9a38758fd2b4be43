#include "runtime/text/bytes.h"

#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/byte_iterator.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/hash.h"
#include "runtime/text/text_state.h"

namespace krait {

Bytes* Bytes::NewUninitialized(Isolate* iso, int64_t size, char** bytes) {
  const auto kind = static_cast<uint8_t>(ObjectKind::kBytes);
  auto* b = iso->heap().New<Bytes>(kind, kind, static_cast<size_t>(size) + 1);
  if (b == nullptr) return RaiseMemoryError(iso);
  b->size = size;
  *bytes = b->data;
  return b;
}

Bytes* Bytes::New(Isolate* iso, std::string_view bytes) {
  if (bytes.empty()) return iso->text().empty_bytes;
  if (bytes.size() == 1) {
    Bytes*& shared = iso->text().one_byte[static_cast<unsigned char>(bytes[0])];
    if (shared == nullptr) {
      char* to;
      Bytes* made = NewUninitialized(iso, 1, &to);
      *to = bytes[0];
      shared = made;
    }
    return shared;
  }
  char* to;
  Bytes* b = NewUninitialized(iso, static_cast<int64_t>(bytes.size()), &to);
  if (b != nullptr) std::memcpy(to, bytes.data(), bytes.size());
  return b;
}

int64_t Bytes::Hash() const {
  if (hash == 0) hash = HashBytes(data, static_cast<size_t>(size));
  return hash;
}

namespace {

Bytes* NewOfType(Isolate* iso, Type* type, std::string_view contents) {
  auto* b = NewInstance<Bytes>(iso, type, contents.size() + 1);
  if (b == nullptr) return nullptr;
  b->size = static_cast<int64_t>(contents.size());
  if (!contents.empty()) std::memcpy(b->data, contents.data(), contents.size());
  return b;
}

Value FromSource(Isolate* iso, Value source) {
  bool found = false;
  const Value converted =
      IsExactBytes(source) ? source : CallSpecial(iso, source, Special::kBytes, {}, &found);
  if (found) {
    if (converted && !IsBytes(converted)) {
      return RaiseF(iso, ExceptionId::kTypeError, "__bytes__ returned non-bytes (type %.200s)",
                    TypeName(iso, converted));
    }
    return converted;
  }
  if (IsExactBytes(source)) return source;
  ByteBuilder out(iso);
  KRAIT_CHECK_OK(AppendBytesOf(iso, source, "bytes", out));
  return Value::Object(out.FinishBytes());
}

Value New(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  Value b;
  if (args[1].IsEmpty() && args[2].IsEmpty() && args[3].IsEmpty()) {
    b = Value::Object(iso->text().empty_bytes);
  } else {
    b = EncodeConstructorArgument(iso, "bytes", args[1], args[2], args[3]);
    if (!b && iso->HasPending()) return Value();
    if (!b) b = FromSource(iso, args[1]);
  }
  if (!b || type == iso->type(ObjectKind::kBytes)) return b;
  return Value::Object(NewOfType(iso, type, b.As<Bytes>()->view()));
}

Value GetItem(Isolate* iso, Value* args, size_t) {
  const std::string_view s = args[0].As<Bytes>()->view();
  const Value key = args[1];
  int64_t i;
  if (key.IsInt() ||
      (!HasKind(key, ObjectKind::kSlice) && LookupSpecial(iso, key, Special::kIndex))) {
    KRAIT_CHECK_OK(
        SequenceIndex(iso, key, static_cast<int64_t>(s.size()), "index out of range", &i));
    return Value::Int(static_cast<unsigned char>(s[static_cast<size_t>(i)]));
  }
  if (!HasKind(key, ObjectKind::kSlice)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "byte indices must be integers or slices, not %.200s", TypeName(iso, key));
  }
  SliceBounds bounds;
  KRAIT_CHECK_OK(UnpackSlice(iso, key.As<Slice>(), &bounds));
  bounds.Adjust(static_cast<int64_t>(s.size()));
  const auto count = static_cast<size_t>(bounds.count);
  if (bounds.step == 1) {
    if (count == s.size() && IsExactBytes(args[0])) return args[0];
    return Value::Object(Bytes::New(iso, count == 0 ? "" : s.substr(bounds.start, count)));
  }
  ByteBuilder out(iso);
  if (char* to = out.Extend(count)) {
    for (size_t k = 0; k < count; ++k)
      to[k] = s[bounds.start + static_cast<int64_t>(k) * bounds.step];
  }
  return Value::Object(out.FinishBytes());
}

template <CompareOp op>
Value CompareWith(Isolate*, Value* args, size_t) {
  if (!IsBytes(args[1])) return Value::NotImplemented();
  const int c = args[0].As<Bytes>()->view().compare(args[1].As<Bytes>()->view());
  return Value::Bool(op == CompareOp::kEq   ? c == 0
                     : op == CompareOp::kNe ? c != 0
                     : op == CompareOp::kLt ? c < 0
                     : op == CompareOp::kLe ? c <= 0
                     : op == CompareOp::kGt ? c > 0
                                            : c >= 0);
}

Value HashMethod(Isolate*, Value* args, size_t) { return Value::Int(args[0].As<Bytes>()->Hash()); }

Value BytesMethod(Isolate* iso, Value* args, size_t) { return SameOrCopy(iso, args[0]); }

Value IterMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(ByteIterator::New(iso, ObjectKind::kBytesIterator, args[0]));
}

Value GetNewArgs(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Bytes*, copy, Bytes::New(iso, args[0].As<Bytes>()->view()));
  return Value::Object(Tuple::Of(iso, {Value::Object(copy)}));
}

using namespace byte_methods;  // NOLINT: the table below names nearly all of it

constexpr uint32_t kSimple = kPure | kNoCallback;
constexpr char kRangeSignature[] = "($self, sub, start=None, end=None, /)";
constexpr char kOperatorSignature[] = "($self, value, /)";

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, source=b'', encoding='utf-8', errors='strict')", kConstructor},
    {"__repr__", Repr, "($self, /)", kSimple},
    {"__str__", Repr, "($self, /)", kSimple},
    {"__hash__", HashMethod, "($self, /)", kSimple},
    {"__eq__", CompareWith<CompareOp::kEq>, kOperatorSignature, kSimple},
    {"__ne__", CompareWith<CompareOp::kNe>, kOperatorSignature, kSimple},
    {"__lt__", CompareWith<CompareOp::kLt>, kOperatorSignature, kSimple},
    {"__le__", CompareWith<CompareOp::kLe>, kOperatorSignature, kSimple},
    {"__gt__", CompareWith<CompareOp::kGt>, kOperatorSignature, kSimple},
    {"__ge__", CompareWith<CompareOp::kGe>, kOperatorSignature, kSimple},
    {"__len__", Len, "($self, /)", kSimple},
    {"__getitem__", GetItem, "($self, key, /)"},
    {"__contains__", Contains, "($self, key, /)"},
    {"__iter__", IterMethod, "($self, /)", kNoCallback},
    {"__add__", Add, kOperatorSignature},
    {"__mul__", Mul, kOperatorSignature},
    {"__rmul__", Mul, kOperatorSignature},
    {"__mod__", Mod, kOperatorSignature},
    {"__rmod__", Rmod, kOperatorSignature},
    {"__bytes__", BytesMethod, "($self, /)", kNoCallback},
    {"__getnewargs__", GetNewArgs, "($self, /)", kNoCallback},
    {"__sizeof__", Sizeof, "($self, /)", kNoCallback},
    {"capitalize", Capitalize, "($self, /)", kSimple},
    {"center", Center, "($self, width, fillchar=b' ', /)"},
    {"count", Count, kRangeSignature, kParseTuple},
    {"decode", Decode, "($self, /, encoding='utf-8', errors='strict')"},
    {"endswith", Endswith, "($self, suffix, start=None, end=None, /)", kParseTuple},
    {"expandtabs", Expandtabs, "($self, /, tabsize=8)"},
    {"find", Find, kRangeSignature, kParseTuple},
    {"fromhex", Fromhex, "($type, string, /)", kClassMethod},
    {"hex", Hex, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"index", Index, kRangeSignature, kParseTuple},
    {"isalnum", IsAlnum, "($self, /)", kSimple},
    {"isalpha", IsAlpha, "($self, /)", kSimple},
    {"isascii", IsAscii, "($self, /)", kSimple},
    {"isdigit", IsDigit, "($self, /)", kSimple},
    {"islower", IsLower, "($self, /)", kSimple},
    {"isspace", IsSpace, "($self, /)", kSimple},
    {"istitle", IsTitle, "($self, /)", kSimple},
    {"isupper", IsUpper, "($self, /)", kSimple},
    {"join", Join, "($self, iterable_of_bytes, /)"},
    {"ljust", Ljust, "($self, width, fillchar=b' ', /)"},
    {"lower", Lower, "($self, /)", kSimple},
    {"lstrip", Lstrip, "($self, bytes=None, /)"},
    {"maketrans", Maketrans, "(frm, to, /)", kStaticMethod},
    {"partition", Partition, "($self, sep, /)"},
    {"removeprefix", Removeprefix, "($self, prefix, /)"},
    {"removesuffix", Removesuffix, "($self, suffix, /)"},
    {"replace", Replace, "($self, old, new, count=-1, /)"},
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
    {"swapcase", Swapcase, "($self, /)", kSimple},
    {"title", Title, "($self, /)", kSimple},
    {"translate", Translate, "($self, table, /, delete=b'')"},
    {"upper", Upper, "($self, /)", kSimple},
    {"zfill", Zfill, "($self, width, /)"},
};

}  // namespace

const TypeSpec kBytesTypeSpec = {
    .name = "bytes",
    .kind = ObjectKind::kBytes,
    .methods = kMethods,
    .flags = kSubclassable | kSelfMatch | kImmutable,
    .doc =
        "bytes(iterable_of_ints) -> bytes\n"
        "bytes(string, encoding[, errors]) -> bytes\n"
        "bytes(bytes_or_buffer) -> bytes\n"
        "bytes(int) -> bytes of that many zeros\n"
        "bytes() -> empty bytes\n\n"
        "An immutable sequence of integers in range(256).",
};

void TraceBytes(HeapObject*, gc::Marker&) {}

}  // namespace krait
