// Reading, writing and comparing the items of memoryviews.
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/memoryview.h"

namespace krait {
namespace {

template <typename T>
T Load(const char* p) {
  T v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

Failure RaiseBadType(Isolate* iso, const char* format) {
  return RaiseF(iso, ExceptionId::kTypeError, "memoryview: invalid type for format '%s'", format);
}
Failure RaiseBadValue(Isolate* iso, const char* format) {
  return RaiseF(iso, ExceptionId::kValueError, "memoryview: invalid value for format '%s'", format);
}

bool IntegerOf(Isolate* iso, const char* format, Value v, Value* result) {
  if (v.IsDouble() || (!IsIntLike(v) && !LookupSpecial(iso, v, Special::kIndex))) {
    return RaiseBadType(iso, format);
  }
  *result = Index(iso, v);
  return !result->IsEmpty();
}

template <typename T>
bool PackSigned(Isolate* iso, char* p, const char* format, Value v) {
  Value index;
  KRAIT_CHECK_OK(IntegerOf(iso, format, v, &index));
  int64_t i;
  if (!IntToInt64(index, &i) || i != static_cast<T>(i)) return RaiseBadValue(iso, format);
  const T item = static_cast<T>(i);
  std::memcpy(p, &item, sizeof(item));
  return true;
}

template <typename T>
bool PackUnsigned(Isolate* iso, char* p, const char* format, Value v) {
  Value index;
  KRAIT_CHECK_OK(IntegerOf(iso, format, v, &index));
  uint64_t i;
  if (!IntToUint64(index, &i) || i != static_cast<T>(i)) return RaiseBadValue(iso, format);
  const T item = static_cast<T>(i);
  std::memcpy(p, &item, sizeof(item));
  return true;
}

template <typename T>
bool PackFloat(Isolate* iso, char* p, const char* format, Value v) {
  double d;
  if (!ToDouble(iso, v, &d)) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) return RaiseBadType(iso, format);
    return false;
  }
  const T item = static_cast<T>(WithoutIdentity(d));
  std::memcpy(p, &item, sizeof(item));
  return true;
}

bool EqualDimension(Isolate* iso, const BufferView& a, const BufferView& b, const char* p,
                    const char* q, int dimension, bool* equal) {
  if (dimension == a.dimensions) {
    const char format = ItemFormat(a.format);
    if (format == 0) {
      *equal = std::memcmp(p, q, static_cast<size_t>(a.item_size)) == 0;
      return true;
    }
    KRAIT_TRY(Value, x, UnpackItem(iso, p, a.format));
    KRAIT_TRY(Value, y, UnpackItem(iso, q, b.format));
    return CompareTruth(iso, CompareOp::kEq, x, y, equal);
  }
  for (int64_t i = 0; i < a.shape[dimension]; ++i) {
    KRAIT_CHECK_OK(EqualDimension(iso, a, b, p, q, dimension + 1, equal));
    if (!*equal) return true;
    p += a.strides[dimension];
    q += b.strides[dimension];
  }
  return true;
}

// Items of these are equal exactly when their bytes are.
bool ComparesAsBytes(const BufferView& a, const BufferView& b) {
  const char x = ItemFormat(a.format), y = ItemFormat(b.format);
  return x == y && x != 'f' && x != 'd' && x != '?' && x != 0 && a.IsContiguous() &&
         b.IsContiguous();
}

}  // namespace

char ItemFormat(const char* format) {
  if (*format == '@') ++format;
  if (format[0] == '\0' || format[1] != '\0') return 0;
  return std::strchr("cbBhHiIlLqQnNfd?P", format[0]) != nullptr ? format[0] : 0;
}

int64_t ItemSize(const char* format) {
  switch (ItemFormat(format)) {
    case 'c':
    case 'b':
    case 'B':
    case '?':
      return 1;
    case 'h':
    case 'H':
      return 2;
    case 'i':
    case 'I':
    case 'f':
      return 4;
    case 0:
      return 0;
    default:
      return 8;
  }
}

Value UnpackItem(Isolate* iso, const char* p, const char* format) {
  switch (ItemFormat(format)) {
    case 'c':
      return Value::Object(Bytes::New(iso, {p, 1}));
    case 'b':
      return Value::Int(Load<int8_t>(p));
    case 'B':
      return Value::Int(Load<uint8_t>(p));
    case '?':
      return Value::Bool(*p != 0);
    case 'h':
      return Value::Int(Load<int16_t>(p));
    case 'H':
      return Value::Int(Load<uint16_t>(p));
    case 'i':
      return Value::Int(Load<int32_t>(p));
    case 'I':
      return Value::Int(Load<uint32_t>(p));
    case 'l':
    case 'q':
    case 'n':
      return IntFromInt64(iso, Load<int64_t>(p));
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return IntFromUint64(iso, Load<uint64_t>(p));
    case 'f':
      return Value::ForeignDouble(Load<float>(p));
    case 'd':
      return Value::ForeignDouble(Load<double>(p));
    default:
      return RaiseF(iso, ExceptionId::kNotImplementedError, "memoryview: format %s not supported",
                    format);
  }
}

bool PackItem(Isolate* iso, char* p, const char* format, Value v) {
  switch (ItemFormat(format)) {
    case 'c':
      if (!IsBytes(v)) return RaiseBadType(iso, format);
      if (v.As<Bytes>()->size != 1) return RaiseBadValue(iso, format);
      *p = v.As<Bytes>()->data[0];
      return true;
    case '?': {
      bool truth;
      KRAIT_CHECK_OK(Truth(iso, v, &truth));
      *p = truth;
      return true;
    }
    case 'b':
      return PackSigned<int8_t>(iso, p, format, v);
    case 'B':
      return PackUnsigned<uint8_t>(iso, p, format, v);
    case 'h':
      return PackSigned<int16_t>(iso, p, format, v);
    case 'H':
      return PackUnsigned<uint16_t>(iso, p, format, v);
    case 'i':
      return PackSigned<int32_t>(iso, p, format, v);
    case 'I':
      return PackUnsigned<uint32_t>(iso, p, format, v);
    case 'l':
    case 'q':
    case 'n':
      return PackSigned<int64_t>(iso, p, format, v);
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return PackUnsigned<uint64_t>(iso, p, format, v);
    case 'f':
      return PackFloat<float>(iso, p, format, v);
    case 'd':
      return PackFloat<double>(iso, p, format, v);
    default:
      return RaiseF(iso, ExceptionId::kNotImplementedError, "memoryview: format %s not supported",
                    format);
  }
}

bool BuffersEqual(Isolate* iso, const BufferView& a, const BufferView& b, bool* equal) {
  *equal = a.dimensions == b.dimensions;
  for (int i = 0; *equal && i < a.dimensions; ++i) {
    if (a.shape[i] != b.shape[i]) *equal = false;
    if (a.shape[i] == 0) break;
  }
  if (!*equal) return true;
  // Unknown formats are compared as bytes, and only with their like.
  if ((ItemFormat(a.format) == 0 || ItemFormat(b.format) == 0) &&
      std::strcmp(a.format, b.format) != 0) {
    *equal = false;
    return true;
  }
  if (ComparesAsBytes(a, b)) {
    *equal = a.size == 0 || std::memcmp(a.data, b.data, static_cast<size_t>(a.size)) == 0;
    return true;
  }
  return EqualDimension(iso, a, b, a.data, b.data, 0, equal);
}

}  // namespace krait
