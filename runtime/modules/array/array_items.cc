#include "runtime/modules/array/array_items.h"

#include <cstring>
#include <limits>
#include <string>
#include <type_traits>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait::arrays {
namespace {

template <typename T>
T Load(const char* p) {
  T v;
  std::memcpy(&v, p, sizeof(T));
  return v;
}
template <typename T>
bool Store(char* p, T v) {
  std::memcpy(p, &v, sizeof(T));
  return true;
}

template <typename T>
Value GetInteger(Isolate* iso, const char* p) {
  if constexpr (std::is_signed_v<T>) return IntFromInt64(iso, Load<T>(p));
  return IntFromUint64(iso, Load<T>(p));
}

bool RaiseBeyond(Isolate* iso, const char* type, bool above) {
  return RaiseOverflowError(
      iso, std::string(type) + (above ? " is greater than maximum" : " is less than minimum"));
}

// A C long, checked against a range that is called `type`.
bool ReadLong(Isolate* iso, Value v, int64_t low, int64_t high, const char* type, int64_t* i) {
  KRAIT_TRY(Value, index, Index(iso, v));
  if (!IntToInt64(index, i)) {
    return RaiseOverflowError(iso, "Python int too large to convert to C long");
  }
  return (*i >= low && *i <= high) || RaiseBeyond(iso, type, *i > high);
}

// Codes that go through a wider type first complain in its words when even that overflows.
bool SetSignedChar(Isolate* iso, char* p, Value v) {
  int64_t i;
  if (!ReadLong(iso, v, INT16_MIN, INT16_MAX, "signed short integer", &i)) return false;
  if (i < INT8_MIN || i > INT8_MAX) return RaiseBeyond(iso, "signed char", i > INT8_MAX);
  return Store(p, static_cast<int8_t>(i));
}
bool SetUnsignedChar(Isolate* iso, char* p, Value v) {
  int64_t i;
  return ReadLong(iso, v, 0, UINT8_MAX, "unsigned byte integer", &i) &&
         Store(p, static_cast<uint8_t>(i));
}
bool SetShort(Isolate* iso, char* p, Value v) {
  int64_t i;
  return ReadLong(iso, v, INT16_MIN, INT16_MAX, "signed short integer", &i) &&
         Store(p, static_cast<int16_t>(i));
}
bool SetUnsignedShort(Isolate* iso, char* p, Value v) {
  int64_t i;
  if (!ReadLong(iso, v, INT32_MIN, INT32_MAX, "signed integer", &i)) return false;
  if (i < 0 || i > UINT16_MAX) return RaiseBeyond(iso, "unsigned short", i > UINT16_MAX);
  return Store(p, static_cast<uint16_t>(i));
}
bool SetInt(Isolate* iso, char* p, Value v) {
  int64_t i;
  return ReadLong(iso, v, INT32_MIN, INT32_MAX, "signed integer", &i) &&
         Store(p, static_cast<int32_t>(i));
}
bool SetLong(Isolate* iso, char* p, Value v) {
  int64_t i;
  return ReadLong(iso, v, INT64_MIN, INT64_MAX, "", &i) && Store(p, i);
}

bool ReadUnsignedLong(Isolate* iso, Value v, uint64_t* u) {
  KRAIT_TRY(Value, index, Index(iso, v));
  if (IntSign(index) < 0) {
    return RaiseOverflowError(iso, "can't convert negative value to unsigned int");
  }
  return IntToUint64(index, u) ||
         RaiseOverflowError(iso, "Python int too large to convert to C unsigned long");
}
bool SetUnsignedInt(Isolate* iso, char* p, Value v) {
  uint64_t u;
  if (!ReadUnsignedLong(iso, v, &u)) return false;
  if (u > UINT32_MAX) return RaiseBeyond(iso, "unsigned int", true);
  return Store(p, static_cast<uint32_t>(u));
}
bool SetUnsignedLong(Isolate* iso, char* p, Value v) {
  uint64_t u;
  return ReadUnsignedLong(iso, v, &u) && Store(p, u);
}
bool SetLongLong(Isolate* iso, char* p, Value v) {
  KRAIT_TRY(Value, index, Index(iso, v));
  int64_t i;
  if (!IntToInt64(index, &i)) return RaiseOverflowError(iso, "int too big to convert");
  return Store(p, i);
}
bool SetUnsignedLongLong(Isolate* iso, char* p, Value v) {
  KRAIT_TRY(Value, index, Index(iso, v));
  if (IntSign(index) < 0) {
    return RaiseOverflowError(iso, "can't convert negative int to unsigned");
  }
  uint64_t u;
  if (!IntToUint64(index, &u)) return RaiseOverflowError(iso, "int too big to convert");
  return Store(p, u);
}

template <typename T>
Value GetReal(Isolate*, const char* p) {
  return Value::ForeignDouble(Load<T>(p));
}
template <typename T>
bool SetReal(Isolate* iso, char* p, Value v) {
  double d;
  return ToDouble(iso, v, &d) && Store(p, static_cast<T>(WithoutIdentity(d)));
}

Value GetCharacter(Isolate* iso, const char* p) {
  const auto c = Load<uint32_t>(p);
  if (c > utf8::kMaxCodePoint) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "character U+%x is not in range [U+0000; U+10ffff]", c);
  }
  return Value::Object(Str::FromCodePoint(iso, c));
}
bool SetCharacter(Isolate* iso, char* p, Value v) {
  Str* s = CastTo<Str>(v, ObjectKind::kStr);
  if (s == nullptr || s->length != 1) {
    return RaiseTypeError(iso, "array item must be unicode character");
  }
  return Store(p, utf8::At(s->data));
}

constexpr ItemType kItemTypes[] = {
    {'b', 1, 1, "b", GetInteger<int8_t>, SetSignedChar},
    {'B', 1, 0, "B", GetInteger<uint8_t>, SetUnsignedChar},
    {'u', 4, 20, "w", GetCharacter, SetCharacter},
    {'h', 2, 4, "h", GetInteger<int16_t>, SetShort},
    {'H', 2, 2, "H", GetInteger<uint16_t>, SetUnsignedShort},
    {'i', 4, 8, "i", GetInteger<int32_t>, SetInt},
    {'I', 4, 6, "I", GetInteger<uint32_t>, SetUnsignedInt},
    {'l', 8, 12, "l", GetInteger<int64_t>, SetLong},
    {'L', 8, 10, "L", GetInteger<uint64_t>, SetUnsignedLong},
    {'q', 8, 12, "q", GetInteger<int64_t>, SetLongLong},
    {'Q', 8, 10, "Q", GetInteger<uint64_t>, SetUnsignedLongLong},
    {'f', 4, 14, "f", GetReal<float>, SetReal<float>},
    {'d', 8, 16, "d", GetReal<double>, SetReal<double>},
};

}  // namespace

const ItemType* FindItemType(uint32_t code) {
  for (const ItemType& type : kItemTypes) {
    if (static_cast<uint32_t>(type.code) == code) return &type;
  }
  return nullptr;
}

}  // namespace krait::arrays
