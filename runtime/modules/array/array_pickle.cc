// Pickling of arrays: as a machine format and bytes, which any machine can read back.
#include <bit>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/array/array.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait::arrays {
namespace {

// What the machine formats 0, 2, 4 ... 20 hold; each has a big-endian twin but 0 and 1.
struct MachineFormat {
  int size;
  enum { kUnsigned, kSigned, kReal, kText } kind;
};
constexpr int kFormatCount = 22;

MachineFormat FormatOf(int code) {
  constexpr int kSizes[] = {1, 2, 2, 4, 4, 8, 8, 4, 8, 2, 4};
  const MachineFormat format = {kSizes[code / 2], MachineFormat::kUnsigned};
  if (code >= 18) return {format.size, MachineFormat::kText};
  if (code >= 14) return {format.size, MachineFormat::kReal};
  const bool is_signed =
      code == 1 || code == 4 || code == 5 || code == 8 || code == 9 || code == 12 || code == 13;
  return {format.size, is_signed ? MachineFormat::kSigned : MachineFormat::kUnsigned};
}

bool IsBigEndian(int code) { return code > 1 && (code & 1) != 0; }

Value ReadItem(Isolate* iso, MachineFormat format, const char* p, bool big) {
  uint64_t bits = 0;
  for (int i = 0; i < format.size; i++) {
    const int from = big ? i : format.size - 1 - i;
    bits = bits << 8 | static_cast<uint8_t>(p[from]);
  }
  if (format.kind == MachineFormat::kReal) {
    return Value::ForeignDouble(format.size == 4 ? std::bit_cast<float>(static_cast<uint32_t>(bits))
                                                 : std::bit_cast<double>(bits));
  }
  if (format.kind == MachineFormat::kUnsigned) return IntFromUint64(iso, bits);
  const int unused = 64 - format.size * 8;
  return IntFromInt64(iso, static_cast<int64_t>(bits << unused) >> unused);
}

bool AppendDecoded(Isolate* iso, Array* array, int code, std::string_view bytes) {
  const MachineFormat format = FormatOf(code);
  const bool big = IsBigEndian(code);
  if (format.kind == MachineFormat::kText) {
    const char* codec =
        format.size == 2 ? (big ? "utf-16-be" : "utf-16-le") : (big ? "utf-32-be" : "utf-32-le");
    KRAIT_TRY(Bytes*, source, Bytes::New(iso, bytes));
    KRAIT_TRY(
        Value, text,
        CallMethod(iso, Value::Object(source), "decode", {Value::Object(Str::Intern(iso, codec))}));
    return FillArray(iso, array, text);
  }
  if (bytes.size() % format.size != 0) {
    return RaiseValueError(iso, "string length not a multiple of item size");
  }
  for (size_t at = 0; at < bytes.size(); at += format.size) {
    KRAIT_TRY(Value, item, ReadItem(iso, format, bytes.data() + at, big));
    if (!array->Append(iso, item)) return false;
  }
  return true;
}

Value DictOf(Isolate* iso, Value self) {
  Value dict;
  if (!LookupAttr(iso, self, iso->names().dunder_dict, &dict)) return Failure{};
  return dict ? dict : Value::None();
}

}  // namespace

Value ReduceEx(Isolate* iso, Value* args, size_t) {
  constexpr int64_t kFirstBinaryProtocol = 3;
  const Array* self = args[0].As<Array>();
  int64_t protocol;
  if (!IsIntLike(args[1])) {
    return RaiseTypeError(iso, "__reduce_ex__ argument should be an integer");
  }
  if (!IntToInt64(args[1], &protocol)) protocol = INT64_MAX;
  KRAIT_TRY(Value, dict, DictOf(iso, args[0]));
  const Value type = Value::Object(TypeOf(iso, args[0]));
  KRAIT_TRY(Str*, code, Str::FromCodePoint(iso, self->type->code));
  if (protocol < kFirstBinaryProtocol) {
    KRAIT_TRY(List*, items, ListFromIterable(iso, args[0]));
    KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(code), Value::Object(items)}));
    return Value::Object(Tuple::Of(iso, {type, Value::Object(arguments), dict}));
  }
  const Value import = iso->builtins()->Get(iso, iso->names().dunder_import);
  KRAIT_TRY(Value, module, Call(iso, import, {Value::Object(Str::Intern(iso, "array"))}));
  KRAIT_TRY(Value, reconstructor, GetAttr(iso, module, "_array_reconstructor"));
  KRAIT_TRY(Bytes*, bytes, Bytes::New(iso, self->bytes()));
  KRAIT_TRY(Tuple*, arguments,
            Tuple::Of(iso, {type, Value::Object(code), Value::Int(self->type->machine_format),
                            Value::Object(bytes)}));
  return Value::Object(Tuple::Of(iso, {reconstructor, Value::Object(arguments), dict}));
}

Value Reconstruct(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[0], ObjectKind::kType)) {
    return RaiseF(iso, ExceptionId::kTypeError, "first argument must be a type object, not %.200s",
                  TypeName(iso, args[0]));
  }
  Type* cls = args[0].As<Type>();
  KRAIT_TRY(Type*, array_type, iso->native_type(&kArraySpec));
  if (!IsSubtype(cls, array_type)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s is not a subtype of array.array",
                  std::string(cls->name->view()).c_str());
  }
  const Str* code = CastTo<Str>(args[1], ObjectKind::kStr);
  if (code == nullptr || code->length != 1) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "_array_reconstructor() argument 2 must be a unicode character, not %.50s",
                  TypeName(iso, args[1]));
  }
  const ItemType* type =
      code->IsAscii() ? FindItemType(static_cast<uint8_t>(code->data[0])) : nullptr;
  if (type == nullptr) {
    return RaiseValueError(iso, "second argument must be a valid type code");
  }
  int64_t format;
  if (!IndexToInt64(iso, args[2], &format)) return Failure{};
  if (format < 0 || format >= kFormatCount) {
    return RaiseValueError(iso, "third argument must be a valid machine format code.");
  }
  if (!IsBytes(args[3])) {
    return RaiseF(iso, ExceptionId::kTypeError, "fourth argument should be bytes, not %.200s",
                  TypeName(iso, args[3]));
  }
  KRAIT_TRY(Array*, array, Array::New(iso, cls, type));
  const std::string_view bytes = args[3].As<Bytes>()->view();
  if (format == type->machine_format) {
    if (!AppendBuffer(iso, array, args[3])) return Failure{};
  } else if (!AppendDecoded(iso, array, static_cast<int>(format), bytes)) {
    return Failure{};
  }
  return Value::Object(array);
}

}  // namespace krait::arrays
