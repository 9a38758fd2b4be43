// How arguments become bytes, for the methods and constructors of bytes and bytearray.
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

std::string_view ByteContents(Value self) {
  return IsBytes(self) ? self.As<Bytes>()->view() : self.As<ByteArray>()->view();
}

bool IsByteString(Value v) { return IsBytes(v) || IsByteArray(v); }

Value NewLike(Isolate* iso, Value self, std::string_view contents) {
  if (IsBytes(self)) return Value::Object(Bytes::New(iso, contents));
  return Value::Object(ByteArray::New(iso, contents));
}

Value SameOrCopy(Isolate* iso, Value self) {
  return IsExactBytes(self) ? self : NewLike(iso, self, ByteContents(self));
}

bool ByteFromValue(Isolate* iso, Value v, char* byte, const char* message) {
  int64_t i;
  if (v.IsInt()) {
    i = v.AsInt();
  } else {
    KRAIT_TRY(Value, index, Index(iso, v));
    if (!IntToInt64(index, &i)) i = -1;
  }
  if (i < 0 || i > 255) return RaiseValueError(iso, message);
  *byte = static_cast<char>(i);
  return true;
}

ByteArgument::ByteArgument(Isolate* iso, Value v, bool int_allowed) {
  if (HasBuffer(v)) {
    buffer_.emplace(iso, v);
    ok_ = buffer_->ok();
    size_ = buffer_->size();
    return;
  }
  if (int_allowed && !v.IsDouble() && LookupSpecial(iso, v, Special::kIndex)) {
    ok_ = ByteFromValue(iso, v, &byte_);
    return;
  }
  if (int_allowed) {
    RaiseF(iso, ExceptionId::kTypeError,
           "argument should be integer or bytes-like object, not '%.200s'", TypeName(iso, v));
  } else {
    RaiseF(iso, ExceptionId::kTypeError, "a bytes-like object is required, not '%.100s'",
           TypeName(iso, v));
  }
}

bool AppendByteItems(Isolate* iso, Value iterable, const char* type_name, ByteBuilder& out) {
  const char* message =
      type_name[4] == 's' ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)";
  char byte;
  if (IsExact(iterable, ObjectKind::kList) || IsExact(iterable, ObjectKind::kTuple)) {
    const bool is_list = IsExact(iterable, ObjectKind::kList);
    // __index__ of an item may change the list.
    for (size_t i = 0;; ++i) {
      const auto items = is_list ? iterable.As<List>()->view() : iterable.As<Tuple>()->view();
      if (i >= items.size()) return !out.failed();
      KRAIT_CHECK_OK(ByteFromValue(iso, items[i], &byte, message));
      out.AppendByte(byte);
    }
  }
  const Value iterator = Iter(iso, iterable);
  if (!iterator) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) {
      return RaiseF(iso, ExceptionId::kTypeError, "cannot convert '%.200s' object to %s",
                    TypeName(iso, iterable), type_name);
    }
    return false;
  }
  while (Value item = Next(iso, iterator)) {
    KRAIT_CHECK_OK(ByteFromValue(iso, item, &byte, message));
    out.AppendByte(byte);
  }
  return !iso->HasPending() && !out.failed();
}

bool AppendBytesOf(Isolate* iso, Value v, const char* type_name, ByteBuilder& out) {
  if (IsStr(v)) return RaiseTypeError(iso, "string argument without an encoding");
  if (!v.IsDouble() && !HasBuffer(v) && LookupSpecial(iso, v, Special::kIndex)) {
    int64_t count;
    if (!IndexToInt64(iso, v, &count)) {
      // An object whose __index__ refuses may still be iterable.
      if (!PendingIs(iso, ExceptionId::kTypeError)) return false;
      TakePending(iso);
    } else {
      if (count < 0) return RaiseValueError(iso, "negative count");
      out.Fill(static_cast<size_t>(count), '\0');
      return !out.failed();
    }
  }
  if (HasBuffer(v)) {
    BufferView view;
    KRAIT_CHECK_OK(GetStridedBuffer(iso, v, &view, false));
    if (char* to = out.Extend(static_cast<size_t>(view.size))) CopyItems(view, to);
    ReleaseBuffer(iso, &view);
    return !out.failed();
  }
  return AppendByteItems(iso, v, type_name, out);
}

Value EncodeConstructorArgument(Isolate* iso, const char* type, Value v, Value encoding,
                                Value errors) {
  if (encoding.IsEmpty() && errors.IsEmpty()) return Value();
  const char* names[] = {"encoding", "errors"};
  const Value texts[] = {encoding, errors};
  for (int i = 0; i < 2; ++i) {
    if (texts[i] && !IsStr(texts[i])) {
      return RaiseF(iso, ExceptionId::kTypeError, "%s() argument '%s' must be str, not %.50s", type,
                    names[i], texts[i].IsNone() ? "None" : TypeName(iso, texts[i]));
    }
  }
  if (v.IsEmpty() || !IsStr(v)) {
    return RaiseTypeError(
        iso, encoding ? "encoding without a string argument" : "errors without a string argument");
  }
  if (encoding.IsEmpty()) return RaiseTypeError(iso, "string argument without an encoding");
  return EncodeStr(iso, v.As<Str>(), encoding.As<Str>()->view(),
                   errors ? errors.As<Str>()->view() : "strict");
}

}  // namespace krait
