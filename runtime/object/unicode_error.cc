// UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError.
#include <algorithm>
#include <cstdio>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Exception* Self(Value v) { return v.As<Exception>(); }

bool CheckText(Isolate* iso, Value v, int argument) {
  if (HasKind(v, ObjectKind::kStr)) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "argument %d must be str, not %s", argument,
                TypeName(iso, v));
}

// Fields from the arguments: encoding (or not), object, start, end, reason.
Value Fill(Isolate* iso, Value* args, bool has_encoding, bool of_bytes) {
  Exception* self = Self(args[0]);
  auto* given = args[1].As<Tuple>();
  const int64_t wanted = has_encoding ? 5 : 4;
  self->args = given;
  iso->Barrier(self);
  if (given->size != wanted) {
    return RaiseF(iso, ExceptionId::kTypeError, "function takes exactly %d arguments (%d given)",
                  static_cast<int>(wanted), static_cast<int>(given->size));
  }
  const Value* next = given->items;
  int argument = 1;
  if (has_encoding) {
    KRAIT_CHECK_OK(CheckText(iso, *next, argument++));
    SetExceptionField(iso, self, UnicodeErrorField::kEncoding, *next++);
  }
  Value object = *next++;
  if (!of_bytes) {
    KRAIT_CHECK_OK(CheckText(iso, object, argument));
  } else if (!IsBytes(object)) {
    const ScopedBuffer buffer(iso, object);
    if (!buffer.ok()) return Value::Empty();
    object = Value::Object(Bytes::New(iso, buffer.view()));
    if (!object) return Value::Empty();
  }
  ++argument;
  int64_t start, end;
  KRAIT_CHECK_OK(IndexToInt64(iso, *next++, &start));
  KRAIT_CHECK_OK(IndexToInt64(iso, *next++, &end));
  argument += 2;
  KRAIT_CHECK_OK(CheckText(iso, *next, argument));
  SetExceptionField(iso, self, UnicodeErrorField::kObject, object);
  SetExceptionField(iso, self, UnicodeErrorField::kStart, IntFromInt64(iso, start));
  SetExceptionField(iso, self, UnicodeErrorField::kEnd, IntFromInt64(iso, end));
  SetExceptionField(iso, self, UnicodeErrorField::kReason, *next);
  return Value::None();
}

struct Range {
  int64_t start, end;
};

// Start and end within the object, as CPython clips them for messages.
Range ClippedRange(const Exception* self, int64_t length) {
  int64_t start = 0, end = 0;
  IntToInt64(self->extra[UnicodeErrorField::kStart], &start);
  IntToInt64(self->extra[UnicodeErrorField::kEnd], &end);
  start = std::clamp<int64_t>(start, 0, std::max<int64_t>(0, length - 1));
  end = std::clamp<int64_t>(end, std::min<int64_t>(1, length), length);
  return {start, end};
}

std::string TextOf(Isolate* iso, Value v) {
  if (!v) return "";
  Str* text = ToStr(iso, v);
  if (text == nullptr) {
    iso->set_pending(Value::Empty());
    return "";
  }
  return std::string(text->view());
}

std::string Positions(Range r) {
  return std::to_string(r.start) + "-" + std::to_string(r.end - 1);
}

std::string Escaped(uint32_t c) {
  char buffer[16];
  std::snprintf(buffer, sizeof(buffer), c < 0x100     ? "\\x%02x"
                                        : c < 0x10000 ? "\\u%04x"
                                                      : "\\U%08x",
                c);
  return buffer;
}

Value CharacterMessage(Isolate* iso, Value self, const std::string& what) {
  const Exception* e = Self(self);
  const Value object = e->extra[UnicodeErrorField::kObject];
  if (!HasKind(object, ObjectKind::kStr)) return Value::Object(iso->names().empty);
  const Range r = ClippedRange(e, object.As<Str>()->length);
  std::string text = what;
  if (r.start < object.As<Str>()->length && r.end == r.start + 1) {
    text += " character '" + Escaped(Str::CodePointAt(iso, object.As<Str>(), r.start)) +
            "' in position " + std::to_string(r.start);
  } else {
    text += " characters in position " + Positions(r);
  }
  return Value::Object(
      Str::New(iso, text + ": " + TextOf(iso, e->extra[UnicodeErrorField::kReason])));
}

}  // namespace

Value UnicodeDecodeErrorInit(Isolate* iso, Value* args, size_t) {
  return Fill(iso, args, true, true);
}
Value UnicodeEncodeErrorInit(Isolate* iso, Value* args, size_t) {
  return Fill(iso, args, true, false);
}
Value UnicodeTranslateErrorInit(Isolate* iso, Value* args, size_t) {
  return Fill(iso, args, false, false);
}

Value UnicodeDecodeErrorStr(Isolate* iso, Value* args, size_t) {
  const Exception* e = Self(args[0]);
  const Value object = e->extra[UnicodeErrorField::kObject];
  if (!IsBytes(object)) return Value::Object(iso->names().empty);
  const std::string_view bytes = object.As<Bytes>()->view();
  const Range r = ClippedRange(e, static_cast<int64_t>(bytes.size()));
  std::string text = "'" + TextOf(iso, e->extra[UnicodeErrorField::kEncoding]) + "' codec can't decode ";
  if (r.start < static_cast<int64_t>(bytes.size()) && r.end == r.start + 1) {
    char hex[8];
    std::snprintf(hex, sizeof(hex), "0x%02x", static_cast<unsigned char>(bytes[r.start]));
    text += std::string("byte ") + hex + " in position " + std::to_string(r.start);
  } else {
    text += "bytes in position " + Positions(r);
  }
  return Value::Object(
      Str::New(iso, text + ": " + TextOf(iso, e->extra[UnicodeErrorField::kReason])));
}

Value UnicodeEncodeErrorStr(Isolate* iso, Value* args, size_t) {
  return CharacterMessage(iso, args[0],
                          "'" + TextOf(iso, Self(args[0])->extra[UnicodeErrorField::kEncoding]) +
                              "' codec can't encode");
}

Value UnicodeTranslateErrorStr(Isolate* iso, Value* args, size_t) {
  return CharacterMessage(iso, args[0], "can't translate");
}

}  // namespace krait
