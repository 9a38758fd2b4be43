// int.to_bytes and int.from_bytes.
#include <algorithm>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/int_conversion.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// "little" or "big" (also when the argument was not given).
bool ReadByteOrder(Isolate* iso, Value v, const char* function, bool* little) {
  *little = false;
  if (!v) return true;
  const Str* s = CastTo<Str>(v, ObjectKind::kStr);
  if (s == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() argument 'byteorder' must be str, not %.50s",
                  function, v.IsNone() ? "None" : TypeName(iso, v));
  }
  *little = s->Equals("little");
  if (*little || s->Equals("big")) return true;
  return RaiseValueError(iso, "byteorder must be either 'little' or 'big'");
}

bool ReadSigned(Isolate* iso, Value v, bool* is_signed) {
  *is_signed = false;
  return !v || Truth(iso, v, is_signed);
}

// Does the value fit `length` bytes?
bool Fits(const IntLimbs& v, int64_t length, bool is_signed) {
  const auto room = static_cast<unsigned __int128>(length) * 8;
  const uint64_t bits = v.BitLength();
  if (!is_signed) return bits <= room;
  if (!v.negative()) return v.IsZero() || bits < room;
  // -2**(room - 1) still fits; and CPython lets -1 fit no bytes at all.
  if (bits < room || (length == 0 && bits == 1)) return true;
  return bits == room && mpn_scan1(v.data(), 0) == bits - 1;
}

// The bytes of any object that bytes() takes, except ints; Empty with the exception pending.
Value BytesOf(Isolate* iso, Value v) {
  if (HasBuffer(v)) return v;
  const bool refused = IsIntLike(v) || v.IsDouble() || HasKind(v, ObjectKind::kStr);
  if (refused && !LookupSpecial(iso, v, Special::kBytes)) {
    return RaiseF(iso, ExceptionId::kTypeError, "cannot convert '%.200s' object to bytes",
                  TypeName(iso, v));
  }
  if (!LookupSpecial(iso, v, Special::kBytes) && !LookupSpecial(iso, v, Special::kIter) &&
      !LookupSpecial(iso, v, Special::kGetitem)) {
    return RaiseF(iso, ExceptionId::kTypeError, "cannot convert '%.200s' object to bytes",
                  TypeName(iso, v));
  }
  return Call(iso, Value::Object(iso->type(ObjectKind::kBytes)), {v});
}

Value FromBytes(Isolate* iso, std::string_view bytes, bool little, bool is_signed) {
  if (bytes.empty()) return Value::Int(0);
  const size_t n = (bytes.size() + 7) / 8;
  const char top = little ? bytes.back() : bytes.front();
  const bool negative = is_signed && (top & 0x80) != 0;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, n));
  mp_limb_t* r = LimbsOf(result);
  r[n - 1] = negative ? ~mp_limb_t{0} : 0;
  auto* out = reinterpret_cast<char*>(r);
  if (little) {
    std::memcpy(out, bytes.data(), bytes.size());
  } else {
    std::reverse_copy(bytes.begin(), bytes.end(), out);
  }
  if (negative) mpn_neg(r, r, n);
  return FinishInt(result, n, negative);
}

}  // namespace

Value IntToBytes(Isolate* iso, Value* args, size_t) {
  int64_t length = 1;
  bool little, is_signed;
  if (args[1] && !IndexToInt64(iso, args[1], &length)) return Failure{};
  if (!ReadByteOrder(iso, args[2], "to_bytes", &little)) return Failure{};
  if (!ReadSigned(iso, args[3], &is_signed)) return Failure{};
  if (length < 0) return RaiseValueError(iso, "length argument must be non-negative");
  const IntLimbs v(args[0]);
  if (v.negative() && !is_signed) {
    return RaiseOverflowError(iso, "can't convert negative int to unsigned");
  }
  if (!Fits(v, length, is_signed)) return RaiseOverflowError(iso, "int too big to convert");
  char* out;
  KRAIT_TRY(Bytes*, result, Bytes::NewUninitialized(iso, length, &out));
  const size_t n = v.size();
  LimbBuffer scratch(iso, n);
  if (!scratch.ok()) return Failure{};
  std::memcpy(scratch.data(), v.data(), n * sizeof(mp_limb_t));
  if (v.negative()) mpn_neg(scratch.data(), scratch.data(), n);
  const size_t given = std::min<size_t>(n * sizeof(mp_limb_t), length);
  std::memcpy(out, scratch.data(), given);
  std::memset(out + given, v.negative() ? 0xFF : 0, length - given);
  if (!little) std::reverse(out, out + length);
  return Value::Object(result);
}

Value IntFromBytes(Isolate* iso, Value* args, size_t) {
  bool little, is_signed;
  if (!ReadByteOrder(iso, args[2], "from_bytes", &little)) return Failure{};
  if (!ReadSigned(iso, args[3], &is_signed)) return Failure{};
  KRAIT_TRY(Value, source, BytesOf(iso, args[1]));
  Value result;
  {
    ScopedBuffer buffer(iso, source);
    if (!buffer.ok()) return Failure{};
    result = FromBytes(iso, buffer.view(), little, is_signed);
  }
  if (!result || args[0].As<Type>() == iso->type(ObjectKind::kInt)) return result;
  return Call(iso, args[0], {result});
}

}  // namespace krait
