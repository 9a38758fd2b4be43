// The type str: its tables, constructor and operators. The other methods are in str_*.cc.
#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/codec.h"
#include "runtime/text/str_index.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/text_state.h"
#include "runtime/text/utf8.h"

namespace krait {

int StrCompare(const Str* a, const Str* b) {
  // Bytes of UTF-8 sort as code points do.
  const int c = std::memcmp(a->data, b->data, std::min(a->byte_length, b->byte_length));
  if (c != 0) return c;
  return a->byte_length < b->byte_length ? -1 : a->byte_length > b->byte_length ? 1 : 0;
}

Str* StrSlice(Isolate* iso, Str* s, const Slice* slice) {
  SliceBounds bounds;
  KRAIT_CHECK_OK(UnpackSlice(iso, slice, &bounds));
  bounds.Adjust(s->length);
  if (bounds.count == 0) return iso->text().empty;
  if (bounds.step == 1) return Str::Substring(iso, s, bounds.start, bounds.start + bounds.count);
  StrBuilder out(iso, static_cast<size_t>(bounds.count));
  int64_t i = bounds.start;
  for (int64_t k = 0; k < bounds.count; ++k, i += bounds.step) {
    if (s->IsAscii()) {
      out.AppendChar(s->data[i]);
    } else {
      out.AppendCodePoint(Str::CodePointAt(iso, s, i));
    }
  }
  return out.Finish();
}

Value StrGetItem(Isolate* iso, Str* s, Value key) {
  int64_t i;
  if (key.IsInt()) {
    i = key.AsInt();
    if (i < 0) i += s->length;
    if (i < 0 || i >= s->length) return RaiseIndexError(iso, "string index out of range");
    return Value::Object(Str::CharAt(iso, s, i));
  }
  if (HasKind(key, ObjectKind::kSlice)) return Value::Object(StrSlice(iso, s, key.As<Slice>()));
  if (!LookupSpecial(iso, key, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError, "string indices must be integers, not '%.200s'",
                  TypeName(iso, key));
  }
  KRAIT_CHECK_OK(SequenceIndex(iso, key, s->length, "string index out of range", &i));
  return Value::Object(Str::CharAt(iso, s, i));
}

Str* StrRepeat(Isolate* iso, Str* s, int64_t count) {
  if (count <= 0 || s->byte_length == 0) return iso->text().empty;
  if (count == 1 && IsExactStr(s)) return s;
  if (count > Str::kMaxBytes / s->byte_length) {
    return RaiseOverflowError(iso, "repeated string is too long");
  }
  const size_t bytes = static_cast<size_t>(count) * s->byte_length;
  char* to;
  Str* result = Str::NewUninitialized(iso, bytes, static_cast<size_t>(count) * s->length, &to);
  if (result == nullptr) return nullptr;
  if (s->byte_length == 1) {
    std::memset(to, s->data[0], bytes);
    return result;
  }
  std::memcpy(to, s->data, s->byte_length);
  for (size_t done = s->byte_length; done < bytes;) {
    const size_t piece = std::min(done, bytes - done);
    std::memcpy(to + done, to, piece);
    done += piece;
  }
  return result;
}

StrIterator* StrIterator::New(Isolate* iso, Str* string) {
  const auto kind = static_cast<uint8_t>(ObjectKind::kStrIterator);
  auto* it = iso->heap().New<StrIterator>(kind, kind);
  it->string = string;
  return it;
}

namespace {

// A str argument as text, "utf-8" and the like; `*result` stays when it was not passed.
bool TextArgument(Isolate* iso, Value v, const char* what, std::string_view* result) {
  if (v.IsEmpty()) return true;
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s must be str, not %.50s", what,
                  v.IsNone() ? "None" : TypeName(iso, v));
  }
  *result = v.As<Str>()->view();
  if (result->find('\0') != std::string_view::npos) {
    return RaiseValueError(iso, "embedded null character");
  }
  return true;
}

Value DecodeNew(Isolate* iso, Value* args) {
  std::string_view encoding = "utf-8", errors = "strict";
  KRAIT_CHECK_OK(TextArgument(iso, args[2], "str() argument 'encoding'", &encoding));
  KRAIT_CHECK_OK(TextArgument(iso, args[3], "str() argument 'errors'", &errors));
  if (args[1].IsEmpty()) return Value::Object(iso->text().empty);
  if (IsStr(args[1])) return RaiseTypeError(iso, "decoding str is not supported");
  if (!HasBuffer(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "decoding to str: need a bytes-like object, %.80s found", TypeName(iso, args[1]));
  }
  return DecodeObject(iso, args[1], encoding, errors);
}

Value New(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  Value s;
  if (args[2] || args[3]) {
    s = DecodeNew(iso, args);
  } else {
    s = args[1].IsEmpty() ? Value::Object(iso->text().empty) : Value::Object(ToStr(iso, args[1]));
  }
  if (!s || type == iso->type(ObjectKind::kStr)) return s;
  return Value::Object(Str::NewOfType(iso, type, s.As<Str>()));
}

template <CompareOp op>
Value CompareWith(Isolate*, Value* args, size_t) {
  if (!IsStr(args[1])) return Value::NotImplemented();
  const Str* a = args[0].As<Str>();
  const Str* b = args[1].As<Str>();
  if constexpr (op == CompareOp::kEq) return Value::Bool(Str::Equals(a, b));
  if constexpr (op == CompareOp::kNe) return Value::Bool(!Str::Equals(a, b));
  const int c = StrCompare(a, b);
  return Value::Bool(op == CompareOp::kLt   ? c < 0
                     : op == CompareOp::kLe ? c <= 0
                     : op == CompareOp::kGt ? c > 0
                                            : c >= 0);
}

Value HashMethod(Isolate*, Value* args, size_t) { return Value::Int(args[0].As<Str>()->Hash()); }

Value Len(Isolate*, Value* args, size_t) { return Value::Int(args[0].As<Str>()->length); }

Value GetItemMethod(Isolate* iso, Value* args, size_t) {
  return StrGetItem(iso, args[0].As<Str>(), args[1]);
}

Value ContainsMethod(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'in <string>' requires string as left operand, not %.100s",
                  TypeName(iso, args[1]));
  }
  return Value::Bool(StrContains(args[0].As<Str>(), args[1].As<Str>()));
}

Value Add(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) return RefuseConcat(iso, "str", args[1]);
  return Value::Object(Str::Concat(iso, args[0].As<Str>(), args[1].As<Str>()));
}

Value Mul(Isolate* iso, Value* args, size_t) {
  int64_t count;
  if (!RepeatCount(iso, args[1], &count)) {
    return iso->HasPending() ? Value() : Value::NotImplemented();
  }
  return Value::Object(StrRepeat(iso, args[0].As<Str>(), count));
}

Value Mod(Isolate* iso, Value* args, size_t) { return StrPercent(iso, args[0].As<Str>(), args[1]); }

Value Rmod(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) return Value::NotImplemented();
  return StrPercent(iso, args[1].As<Str>(), args[0]);
}

Value IterMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(StrIterator::New(iso, args[0].As<Str>()));
}

Value StrMethod(Isolate* iso, Value* args, size_t) {
  Str* s = args[0].As<Str>();
  return Value::Object(IsExactStr(s) ? s : Str::New(iso, s->view()));
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(StrRepr(iso, args[0].As<Str>()));
}

Value GetNewArgs(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, copy, Str::New(iso, args[0].As<Str>()->view()));
  return Value::Object(Tuple::Of(iso, {Value::Object(copy)}));
}

Value Sizeof(Isolate*, Value* args, size_t) {
  return Value::Int(static_cast<int64_t>(gc::Heap::AllocationSize(args[0].AsHeap())));
}

// --- the iterator ---

Value IteratorNext(Isolate* iso, Value* args, size_t) {
  auto* it = args[0].As<StrIterator>();
  Str* s = it->string;
  if (s == nullptr) return Value();
  if (it->offset >= s->byte_length) {
    it->string = nullptr;
    return Value();
  }
  const char* p = s->data + it->offset;
  const uint32_t c = utf8::Next(p);
  it->offset = static_cast<uint32_t>(p - s->data);
  ++it->index;
  return Value::Object(Str::FromCodePoint(iso, c));
}

Value IteratorSelf(Isolate*, Value* args, size_t) { return args[0]; }

Value IteratorLengthHint(Isolate*, Value* args, size_t) {
  const auto* it = args[0].As<StrIterator>();
  return Value::Int(it->string == nullptr ? 0 : it->string->length - it->index);
}

Value IteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* it = args[0].As<StrIterator>();
  const Value iter = iso->builtins()->Get(iso, Str::Intern(iso, "iter"));
  if (it->string == nullptr) {
    KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(iso->text().empty)}));
    return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments)}));
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(it->string)}));
  return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments), Value::Int(it->index)}));
}

Value IteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* it = args[0].As<StrIterator>();
  int64_t index;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &index));
  if (it->string != nullptr) {
    index = std::clamp<int64_t>(index, 0, it->string->length);
    it->offset = static_cast<uint32_t>(ByteOffset(iso, it->string, index));
    it->index = static_cast<uint32_t>(index);
  }
  return Value::None();
}

using namespace str_methods;  // NOLINT: the tables below name nearly all of it

constexpr uint32_t kSimple = kPure | kNoCallback;
constexpr char kRangeSignature[] = "($self, sub, start=None, end=None, /)";
constexpr char kOperatorSignature[] = "($self, value, /)";

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, object='', encoding='utf-8', errors='strict')", kConstructor},
    {"__repr__", ReprMethod, "($self, /)", kSimple},
    {"__str__", StrMethod, "($self, /)", kSimple},
    {"__hash__", HashMethod, "($self, /)", kSimple},
    {"__eq__", CompareWith<CompareOp::kEq>, kOperatorSignature, kSimple},
    {"__ne__", CompareWith<CompareOp::kNe>, kOperatorSignature, kSimple},
    {"__lt__", CompareWith<CompareOp::kLt>, kOperatorSignature, kSimple},
    {"__le__", CompareWith<CompareOp::kLe>, kOperatorSignature, kSimple},
    {"__gt__", CompareWith<CompareOp::kGt>, kOperatorSignature, kSimple},
    {"__ge__", CompareWith<CompareOp::kGe>, kOperatorSignature, kSimple},
    {"__len__", Len, "($self, /)", kSimple},
    {"__getitem__", GetItemMethod, "($self, key, /)"},
    {"__contains__", ContainsMethod, "($self, key, /)", kSimple},
    {"__iter__", IterMethod, "($self, /)", kNoCallback},
    {"__add__", Add, kOperatorSignature},
    {"__mul__", Mul, kOperatorSignature},
    {"__rmul__", Mul, kOperatorSignature},
    {"__mod__", Mod, kOperatorSignature},
    {"__rmod__", Rmod, kOperatorSignature},
    {"__format__", FormatWithSpec, "($self, format_spec, /)", kSimple},
    {"__getnewargs__", GetNewArgs, "($self, /)", kNoCallback},
    {"__sizeof__", Sizeof, "($self, /)", kNoCallback},
    {"capitalize", Capitalize, "($self, /)", kSimple},
    {"casefold", Casefold, "($self, /)", kSimple},
    {"center", Center, "($self, width, fillchar=' ', /)"},
    {"count", Count, kRangeSignature, kParseTuple},
    {"encode", Encode, "($self, /, encoding='utf-8', errors='strict')"},
    {"endswith", Endswith, "($self, suffix, start=None, end=None, /)", kParseTuple},
    {"expandtabs", Expandtabs, "($self, /, tabsize=8)"},
    {"find", Find, kRangeSignature, kParseTuple},
    {"format", Format, "($self, /, *args, **kwargs)", kForwards},
    {"format_map", FormatMap, "($self, mapping, /)"},
    {"index", Index, kRangeSignature, kParseTuple},
    {"isalnum", IsAlnum, "($self, /)", kSimple},
    {"isalpha", IsAlpha, "($self, /)", kSimple},
    {"isascii", IsAscii, "($self, /)", kSimple},
    {"isdecimal", IsDecimal, "($self, /)", kSimple},
    {"isdigit", IsDigit, "($self, /)", kSimple},
    {"isidentifier", IsIdentifier, "($self, /)", kSimple},
    {"islower", IsLower, "($self, /)", kSimple},
    {"isnumeric", IsNumeric, "($self, /)", kSimple},
    {"isprintable", IsPrintable, "($self, /)", kSimple},
    {"isspace", IsSpace, "($self, /)", kSimple},
    {"istitle", IsTitle, "($self, /)", kSimple},
    {"isupper", IsUpper, "($self, /)", kSimple},
    {"join", Join, "($self, iterable, /)", kForwards},
    {"ljust", Ljust, "($self, width, fillchar=' ', /)"},
    {"lower", Lower, "($self, /)", kSimple},
    {"lstrip", Lstrip, "($self, chars=None, /)", kSimple},
    {"maketrans", Maketrans, "(x, y=<unrepresentable>, z=<unrepresentable>, /)", kStaticMethod},
    {"partition", Partition, "($self, sep, /)", kSimple},
    {"removeprefix", Removeprefix, "($self, prefix, /)", kSimple},
    {"removesuffix", Removesuffix, "($self, suffix, /)", kSimple},
    {"replace", Replace, "($self, old, new, count=-1, /)"},
    {"rfind", Rfind, kRangeSignature, kParseTuple},
    {"rindex", Rindex, kRangeSignature, kParseTuple},
    {"rjust", Rjust, "($self, width, fillchar=' ', /)"},
    {"rpartition", Rpartition, "($self, sep, /)", kSimple},
    {"rsplit", Rsplit, "($self, /, sep=None, maxsplit=-1)"},
    {"rstrip", Rstrip, "($self, chars=None, /)", kSimple},
    {"split", Split, "($self, /, sep=None, maxsplit=-1)"},
    {"splitlines", Splitlines, "($self, /, keepends=False)"},
    {"startswith", Startswith, "($self, prefix, start=None, end=None, /)", kParseTuple},
    {"strip", Strip, "($self, chars=None, /)", kSimple},
    {"swapcase", Swapcase, "($self, /)", kSimple},
    {"title", Title, "($self, /)", kSimple},
    {"translate", Translate, "($self, table, /)"},
    {"upper", Upper, "($self, /)", kSimple},
    {"zfill", Zfill, "($self, width, /)"},
};

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", IteratorSelf, "($self, /)", kNoCallback},
    {"__next__", IteratorNext, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", IteratorLengthHint, "($self, /)", kNoCallback},
    {"__reduce__", IteratorReduce, "($self, /)"},
    {"__setstate__", IteratorSetState, "($self, state, /)"},
};

}  // namespace

namespace str_methods {

Value Encode(Isolate* iso, Value* args, size_t) {
  std::string_view encoding = "utf-8", errors = "strict";
  KRAIT_CHECK_OK(TextArgument(iso, args[1], "encode() argument 'encoding'", &encoding));
  KRAIT_CHECK_OK(TextArgument(iso, args[2], "encode() argument 'errors'", &errors));
  return EncodeStr(iso, args[0].As<Str>(), encoding, errors);
}

}  // namespace str_methods

const TypeSpec kStrTypeSpec = {
    .name = "str",
    .kind = ObjectKind::kStr,
    .methods = kMethods,
    .flags = kSubclassable | kSelfMatch | kImmutable,
    .doc =
        "str(object='') -> str\n"
        "str(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
        "Text: a sequence of Unicode characters. From an object, what its __str__() gives, or\n"
        "its repr() without one; with encoding or errors, the decoded bytes.",
};

const TypeSpec kStrIteratorTypeSpec = {
    .name = "str_iterator",
    .kind = ObjectKind::kStrIterator,
    .methods = kIteratorMethods,
    .flags = kNotCallable | kImmutable,
};

void TraceStrIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<StrIterator*>(object)->string);
}

}  // namespace krait
