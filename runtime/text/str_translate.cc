// str.maketrans and str.translate.
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

// maketrans(x, y, z): characters of x to those of y, those of z to None.
Value TableFromStrings(Isolate* iso, Value* args) {
  for (int i = 1; i < 3; ++i) {
    if (args[i] && !IsStr(args[i])) {
      return RaiseF(iso, ExceptionId::kTypeError, "maketrans() argument %d must be str, not %.100s",
                    i + 1, args[i].IsNone() ? "None" : TypeName(iso, args[i]));
    }
  }
  if (!IsStr(args[0])) {
    return RaiseTypeError(
        iso, "first maketrans argument must be a string if there is a second argument");
  }
  const Str* from = args[0].As<Str>();
  const Str* to = args[1].As<Str>();
  if (from->length != to->length) {
    return RaiseValueError(iso, "the first two maketrans arguments must have equal length");
  }
  KRAIT_TRY(Dict*, table, Dict::New(iso, from->length));
  const char* p = from->data;
  const char* q = to->data;
  const char* end = p + from->byte_length;
  while (p < end) {
    const Value key = Value::Int(utf8::Next(p));
    KRAIT_CHECK_OK(table->SetItem(iso, key, Value::Int(utf8::Next(q))));
  }
  if (args[2]) {
    for (uint32_t c : utf8::CodePoints(args[2].As<Str>()->view())) {
      KRAIT_CHECK_OK(table->SetItem(iso, Value::Int(c), Value::None()));
    }
  }
  return Value::Object(table);
}

Value TableFromDict(Isolate* iso, Value source) {
  if (!source.IsHeap() || source.AsHeap()->kind != static_cast<uint8_t>(ObjectKind::kDict)) {
    return RaiseTypeError(iso, "if you give only one argument to maketrans it must be a dict");
  }
  const Dict* dict = source.As<Dict>();
  KRAIT_TRY(Dict*, table, Dict::New(iso, dict->size));
  int64_t position = 0;
  Value key, value;
  while (dict->NextEntry(&position, &key, &value)) {
    if (IsStr(key)) {
      const Str* s = key.As<Str>();
      if (s->length != 1) {
        return RaiseValueError(iso, "string keys in translate table must be of length 1");
      }
      key = Value::Int(utf8::At(s->data));
    } else if (!IsIntLike(key)) {
      return RaiseTypeError(iso, "keys in translate table must be strings or integers");
    }
    KRAIT_CHECK_OK(table->SetItem(iso, key, value));
  }
  return Value::Object(table);
}

// What the table says of a character.
struct Translation {
  enum Kind { kKeep, kDrop, kCharacter, kString } kind;
  uint32_t character;
  const Str* string;
};

bool LookUp(Isolate* iso, Value table, uint32_t c, Translation* result) {
  const Value v = GetItem(iso, table, Value::Int(c));
  result->kind = Translation::kKeep;
  if (!v) return ClearPendingIf(iso, ExceptionId::kLookupError);
  if (v.IsNone()) {
    result->kind = Translation::kDrop;
  } else if (IsIntLike(v)) {
    int64_t code_point;
    if (!IntToInt64(v, &code_point) || code_point < 0 || code_point > utf8::kMaxCodePoint) {
      return RaiseF(iso, ExceptionId::kValueError, "character mapping must be in range(0x%x)",
                    utf8::kMaxCodePoint + 1);
    }
    result->kind = Translation::kCharacter;
    result->character = static_cast<uint32_t>(code_point);
  } else if (IsStr(v)) {
    result->kind = Translation::kString;
    result->string = v.As<Str>();
  } else {
    return RaiseTypeError(iso, "character mapping must return integer, None or str");
  }
  return true;
}

}  // namespace

namespace str_methods {

Value Maketrans(Isolate* iso, Value* args, size_t) {
  return args[1].IsEmpty() ? TableFromDict(iso, args[0]) : TableFromStrings(iso, args);
}

Value Translate(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  StrBuilder out(iso, s->byte_length);
  // ASCII characters are looked up once each.
  Translation ascii[128];
  bool known[128] = {};
  for (uint32_t c : utf8::CodePoints(s->view())) {
    Translation other;
    Translation* t = c < 128 ? &ascii[c] : &other;
    if (c >= 128 || !known[c]) {
      KRAIT_CHECK_OK(LookUp(iso, args[1], c, t));
      if (c < 128) known[c] = true;
    }
    switch (t->kind) {
      case Translation::kKeep:
        out.AppendCodePoint(c);
        break;
      case Translation::kDrop:
        break;
      case Translation::kCharacter:
        out.AppendCodePoint(t->character);
        break;
      case Translation::kString:
        out.Append(t->string);
        break;
    }
  }
  return Value::Object(out.Finish());
}

}  // namespace str_methods
}  // namespace krait
