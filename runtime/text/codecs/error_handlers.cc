#include "runtime/text/codecs/error_handlers.h"

#include <algorithm>
#include <iterator>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codecs/replacements.h"
#include "runtime/text/str.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

struct KindName {
  const char* name;
  ErrorKind kind;
};
constexpr KindName kKinds[] = {
    {"strict", ErrorKind::kStrict},
    {"ignore", ErrorKind::kIgnore},
    {"replace", ErrorKind::kReplace},
    {"backslashreplace", ErrorKind::kBackslashReplace},
    {"xmlcharrefreplace", ErrorKind::kXmlCharRefReplace},
    {"namereplace", ErrorKind::kNameReplace},
    {"surrogateescape", ErrorKind::kSurrogateEscape},
    {"surrogatepass", ErrorKind::kSurrogatePass},
};

Value UnicodeException(Isolate* iso, ExceptionId id, const char* encoding, Value object,
                       int64_t start, int64_t end, const char* reason) {
  KRAIT_TRY(Str*, encoding_text, Str::New(iso, encoding));
  KRAIT_TRY(Str*, reason_text, Str::New(iso, reason));
  return Call(iso, Value::Object(iso->exception_type(id)),
              {Value::Object(encoding_text), object, Value::Int(start), Value::Int(end),
               Value::Object(reason_text)});
}

// Calls a registered handler: its replacement and the position where to go on.
bool CallHandler(Isolate* iso, std::string_view name, Value exception, const char* complaint,
                 Value* replacement, int64_t* position) {
  KRAIT_TRY(Value, handler, LookupErrorHandler(iso, name));
  KRAIT_TRY(Value, result, Call(iso, handler, {exception}));
  const Tuple* pair = CastTo<Tuple>(result, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) return RaiseTypeError(iso, complaint);
  *replacement = pair->items[0];
  if (!IsIntLike(pair->items[1])) return RaiseTypeError(iso, complaint);
  return IndexToInt64(iso, pair->items[1], position);
}

bool CheckPosition(Isolate* iso, int64_t length, int64_t* position) {
  const int64_t given = *position;
  if (*position < 0) *position += length;
  if (*position < 0 || *position > length) {
    return RaiseF(iso, ExceptionId::kIndexError, "position %zd from error handler out of bounds",
                  given);
  }
  return true;
}

// --- the built-in handlers as functions ---

Failure RaiseWrongException(Isolate* iso, Value v) {
  return RaiseF(iso, ExceptionId::kTypeError, "don't know how to handle %.200s in error callback",
                TypeName(iso, v));
}

Value HandlerResult(Isolate* iso, Value replacement, int64_t resume) {
  return Value::Object(Tuple::Of(iso, {replacement, Value::Int(resume)}));
}

// UnicodeTranslateError is handled as encoding errors are, but for the replacement character.
Value HandleTranslation(Isolate* iso, ErrorKind kind, Str* text, int64_t start, int64_t end,
                        bool* declined) {
  if (kind == ErrorKind::kReplace) {
    StrBuilder out(iso);
    out.Fill(static_cast<size_t>(end > start ? end - start : 0), utf8::kReplacement);
    KRAIT_TRY(Str*, s, out.Finish());
    return HandlerResult(iso, Value::Object(s), end);
  }
  *declined = kind != ErrorKind::kIgnore && kind != ErrorKind::kBackslashReplace;
  if (*declined) return Value();
  int64_t resume;
  KRAIT_TRY(Value, replacement, EncodeReplacement(iso, kind, "", text, start, end, &resume));
  return HandlerResult(iso, replacement, resume);
}

template <ErrorKind kind>
Value HandlerFunction(Isolate* iso, Value* args, size_t) {
  const Value exception = args[0];
  if (!IsException(exception)) {
    if (kind == ErrorKind::kStrict) {
      return RaiseTypeError(iso, "codec must pass exception instance");
    }
    return RaiseWrongException(iso, exception);
  }
  if (kind == ErrorKind::kStrict) return RaiseValue(iso, exception);
  const auto* e = exception.As<Exception>();
  if (e->layout != ExceptionLayout::kUnicode) return RaiseWrongException(iso, exception);
  const Value object = ExceptionField(e, UnicodeErrorField::kObject);
  int64_t start, end;
  KRAIT_CHECK_OK(IndexToInt64(iso, ExceptionField(e, UnicodeErrorField::kStart), &start));
  KRAIT_CHECK_OK(IndexToInt64(iso, ExceptionField(e, UnicodeErrorField::kEnd), &end));
  const Value encoding = ExceptionField(e, UnicodeErrorField::kEncoding);
  const std::string_view name = encoding && IsStr(encoding) ? encoding.As<Str>()->view() : "";
  if (IsExceptionInstance(iso, exception, ExceptionId::kUnicodeDecodeError)) {
    if (kind == ErrorKind::kXmlCharRefReplace || kind == ErrorKind::kNameReplace) {
      return RaiseWrongException(iso, exception);
    }
    const ScopedBuffer input(iso, object);
    if (!input.ok()) return Value();
    const auto size = static_cast<int64_t>(input.size());
    start = std::clamp<int64_t>(start, 0, std::max<int64_t>(size - 1, 0));
    end = std::clamp<int64_t>(end, start, size);
    StrBuilder out(iso);
    size_t resume;
    if (!DecodeReplacement(kind, name, input.view(), static_cast<size_t>(start),
                           static_cast<size_t>(end), out, &resume)) {
      return RaiseValue(iso, exception);
    }
    KRAIT_TRY(Str*, s, out.Finish());
    return HandlerResult(iso, Value::Object(s), static_cast<int64_t>(resume));
  }
  if (!IsStr(object)) return RaiseTypeError(iso, "object attribute must be unicode");
  Str* text = object.As<Str>();
  start = std::clamp<int64_t>(start, 0, std::max<int64_t>(int64_t{text->length} - 1, 0));
  end = std::clamp<int64_t>(end, start, text->length);
  if (IsExceptionInstance(iso, exception, ExceptionId::kUnicodeTranslateError)) {
    bool declined = false;
    const Value result = HandleTranslation(iso, kind, text, start, end, &declined);
    return declined ? RaiseWrongException(iso, exception) : result;
  }
  int64_t resume;
  const Value replacement = EncodeReplacement(iso, kind, name, text, start, end, &resume);
  if (!replacement) return iso->HasPending() ? Value() : RaiseValue(iso, exception);
  return HandlerResult(iso, replacement, resume);
}

constexpr NativeMethod kHandlers[] = {
    {"strict_errors", HandlerFunction<ErrorKind::kStrict>, "(exception, /)"},
    {"ignore_errors", HandlerFunction<ErrorKind::kIgnore>, "(exception, /)"},
    {"replace_errors", HandlerFunction<ErrorKind::kReplace>, "(exception, /)"},
    {"backslashreplace_errors", HandlerFunction<ErrorKind::kBackslashReplace>, "(exception, /)"},
    {"xmlcharrefreplace_errors", HandlerFunction<ErrorKind::kXmlCharRefReplace>, "(exception, /)"},
    {"namereplace_errors", HandlerFunction<ErrorKind::kNameReplace>, "(exception, /)"},
    {"surrogateescape", HandlerFunction<ErrorKind::kSurrogateEscape>, "(exception, /)"},
    {"surrogatepass", HandlerFunction<ErrorKind::kSurrogatePass>, "(exception, /)"},
};

Dict* Handlers(Isolate* iso) {
  if (iso->text().error_handlers != nullptr) return iso->text().error_handlers;
  KRAIT_TRY(Dict*, handlers, Dict::New(iso));
  for (size_t i = 0; i < std::size(kHandlers); ++i) {
    KRAIT_TRY(NativeFunction*, f, NativeFunction::New(iso, &kHandlers[i], Value(), Value()));
    KRAIT_CHECK_OK(handlers->Set(iso, Str::Intern(iso, kKinds[i].name), Value::Object(f)));
  }
  iso->text().error_handlers = handlers;
  return handlers;
}

}  // namespace

ErrorKind ErrorKindOf(std::string_view name) {
  for (const KindName& entry : kKinds) {
    if (name == entry.name) return entry.kind;
  }
  return ErrorKind::kCustom;
}

Value LookupErrorHandler(Isolate* iso, std::string_view name) {
  KRAIT_TRY(Dict*, handlers, Handlers(iso));
  KRAIT_TRY(Str*, key, Str::New(iso, name));
  if (const Value handler = handlers->Get(iso, key)) return handler;
  return RaiseF(iso, ExceptionId::kLookupError, "unknown error handler name '%.400s'", key->data);
}

bool RegisterErrorHandler(Isolate* iso, Str* name, Value handler) {
  KRAIT_TRY(Dict*, handlers, Handlers(iso));
  return handlers->Set(iso, Str::Intern(iso, name), handler);
}

Value DecodeErrors::MakeException(const char* encoding, size_t start, size_t end,
                                  const char* reason) {
  if (object_.IsEmpty() || !IsBytes(object_)) {
    object_ = Value::Object(Bytes::New(iso_, input_));
    if (!object_) return Value();
  }
  return UnicodeException(iso_, ExceptionId::kUnicodeDecodeError, encoding, object_,
                          static_cast<int64_t>(start), static_cast<int64_t>(end), reason);
}

bool DecodeErrors::Handle(const char* encoding, size_t start, size_t end, const char* reason,
                          StrBuilder& out, size_t* resume) {
  if (DecodeReplacement(kind_, encoding, input_, start, end, out, resume)) return true;
  KRAIT_TRY(Value, exception, MakeException(encoding, start, end, reason));
  if (kind_ != ErrorKind::kCustom && kind_ != ErrorKind::kXmlCharRefReplace &&
      kind_ != ErrorKind::kNameReplace) {
    return RaiseValue(iso_, exception);
  }
  constexpr char kComplaint[] = "decoding error handler must return (str, int) tuple";
  Value replacement;
  int64_t position;
  KRAIT_CHECK_OK(CallHandler(iso_, name_, exception, kComplaint, &replacement, &position));
  if (!IsStr(replacement)) return RaiseTypeError(iso_, kComplaint);
  KRAIT_CHECK_OK(CheckPosition(iso_, static_cast<int64_t>(input_.size()), &position));
  out.Append(replacement.As<Str>());
  *resume = static_cast<size_t>(position);
  return true;
}

Value EncodeErrors::MakeException(const char* encoding, int64_t start, int64_t end,
                                  const char* reason) {
  return UnicodeException(iso_, ExceptionId::kUnicodeEncodeError, encoding, Value::Object(text_),
                          start, end, reason);
}

void EncodeErrors::RaiseStrict(const char* encoding, int64_t start, int64_t end,
                               const char* reason) {
  if (const Value exception = MakeException(encoding, start, end, reason)) {
    RaiseValue(iso_, exception);
  }
}

Value EncodeErrors::Handle(const char* encoding, int64_t start, int64_t end, const char* reason,
                           int64_t* resume) {
  if (kind_ != ErrorKind::kStrict && kind_ != ErrorKind::kCustom) {
    const Value v = EncodeReplacement(iso_, kind_, encoding, text_, start, end, resume);
    if (v || iso_->HasPending()) return v;
  }
  KRAIT_TRY(Value, exception, MakeException(encoding, start, end, reason));
  if (kind_ != ErrorKind::kCustom) return RaiseValue(iso_, exception);
  constexpr char kComplaint[] = "encoding error handler must return (str/bytes, int) tuple";
  Value replacement;
  KRAIT_CHECK_OK(CallHandler(iso_, name_, exception, kComplaint, &replacement, resume));
  if (!IsStr(replacement) && !IsBytes(replacement)) return RaiseTypeError(iso_, kComplaint);
  KRAIT_CHECK_OK(CheckPosition(iso_, text_->length, resume));
  return replacement;
}

}  // namespace krait
