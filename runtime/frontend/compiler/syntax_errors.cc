#include "runtime/frontend/compiler/syntax_errors.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/warn.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// The line with its end, or nothing.
std::string_view LineOf(std::string_view source, int line) {
  for (int i = 1; i < line; ++i) {
    const size_t end = source.find('\n');
    if (end == std::string_view::npos) return {};
    source.remove_prefix(end + 1);
  }
  const size_t end = source.find('\n');
  return end == std::string_view::npos ? source : source.substr(0, end + 1);
}

Value TextOf(Isolate* iso, Str* filename, std::string_view source, int line) {
  if (filename->view().starts_with('<')) return Value::None();
  return Value::Object(Str::NewLossy(iso, LineOf(source, line)));
}

Failure RaiseWithDetails(Isolate* iso, ExceptionId id, std::string_view message, Value details) {
  Str* text = Str::NewLossy(iso, message);
  if (text == nullptr || details.IsEmpty()) return {};
  const Value exception =
      Call(iso, Value::Object(iso->exception_type(id)), {Value::Object(text), details});
  if (exception.IsEmpty()) return {};
  return RaiseValue(iso, exception);
}

// A source given as str cannot be encoded.
Failure RaiseSurrogate(Isolate* iso, int index, std::string_view source) {
  Str* text = Str::New(iso, source);
  Str* encoding = Str::Intern(iso, "utf-8");
  Str* reason = Str::Intern(iso, "surrogates not allowed");
  if (text == nullptr || encoding == nullptr || reason == nullptr) return {};
  const Value exception =
      Call(iso, Value::Object(iso->exception_type(ExceptionId::kUnicodeEncodeError)),
           {Value::Object(encoding), Value::Object(text), Value::Int(index), Value::Int(index + 1),
            Value::Object(reason)});
  if (exception.IsEmpty()) return {};
  return RaiseValue(iso, exception);
}

}  // namespace

Failure RaiseParseError(Isolate* iso, const frontend::SyntaxErrorInfo& error, Str* filename,
                        std::string_view source) {
  using frontend::ErrorType;
  ExceptionId id = ExceptionId::kSyntaxError;
  switch (error.type) {
    case ErrorType::kSyntaxError:
      break;
    case ErrorType::kIndentationError:
      id = ExceptionId::kIndentationError;
      break;
    case ErrorType::kTabError:
      id = ExceptionId::kTabError;
      break;
    case ErrorType::kValueError:
      return Raise(iso, ExceptionId::kValueError, error.message);
    case ErrorType::kMemoryError:
      return RaiseMemoryError(iso);
    case ErrorType::kOverflowError:
      return Raise(iso, ExceptionId::kOverflowError, error.message);
    case ErrorType::kUnicodeEncodeError:
      return RaiseSurrogate(iso, error.offset, source);
  }
  if (!error.has_position) {
    Str* text = Str::NewLossy(iso, error.message);
    if (text == nullptr) return {};
    return RaiseWith(iso, id, Value::Object(text));
  }
  Value text = Value::None();
  if (error.has_text) {
    text = Value::Object(Str::NewLossy(iso, error.text));
    if (text.IsEmpty()) return {};
  }
  Tuple* details =
      Tuple::Of(iso, {Value::Object(filename), Value::Int(error.lineno), Value::Int(error.offset),
                      text, Value::Int(error.end_lineno), Value::Int(error.end_offset)});
  return RaiseWithDetails(iso, id, error.message, Value::Object(details));
}

Failure RaiseSyntaxError(Isolate* iso, std::string_view message, const frontend::Position& position,
                         Str* filename, std::string_view source) {
  const Value text = TextOf(iso, filename, source, position.lineno);
  if (text.IsEmpty()) return {};
  Tuple* details = Tuple::Of(
      iso, {Value::Object(filename), Value::Int(position.lineno),
            Value::Int(position.col_offset + 1), text, Value::Int(position.end_lineno),
            position.end_col_offset < 0 ? Value::None() : Value::Int(position.end_col_offset + 1)});
  return RaiseWithDetails(iso, ExceptionId::kSyntaxError, message, Value::Object(details));
}

bool IssueSyntaxWarning(Isolate* iso, frontend::SyntaxWarningInfo::Category category,
                        std::string_view message, const frontend::Position& position, Str* filename,
                        std::string_view source) {
  const int line = position.lineno;
  const ExceptionId id = category == frontend::SyntaxWarningInfo::Category::kSyntaxWarning
                             ? ExceptionId::kSyntaxWarning
                             : ExceptionId::kDeprecationWarning;
  Str* module_name = Str::Intern(iso, "warnings");
  const Value module = module_name == nullptr ? Value() : iso->modules()->Get(iso, module_name);
  if (module.IsEmpty() || module.IsNone()) {
    // Nobody has touched the filters: the default ones show SyntaxWarnings and hide the others.
    if (id != ExceptionId::kSyntaxWarning) return true;
    const Value out = iso->sys_attribute("stderr");
    if (out.IsEmpty() || out.IsNone()) return true;
    std::string shown(filename->view());
    shown += ':' + std::to_string(line) + ": SyntaxWarning: ";
    shown += message;
    shown += '\n';
    std::string_view code =
        TextOf(iso, filename, source, line).IsNone() ? std::string_view() : LineOf(source, line);
    while (!code.empty() && (code.front() == ' ' || code.front() == '\t')) code.remove_prefix(1);
    if (!code.empty()) {
      shown += "  ";
      shown += code;
      if (code.back() != '\n') shown += '\n';
    }
    Str* line_text = Str::NewLossy(iso, shown);
    if (line_text != nullptr) CallMethod(iso, out, "write", {Value::Object(line_text)});
    if (iso->HasPending()) TakePending(iso);
    return true;
  }
  if (WarnAt(iso, id, message, filename, line)) return true;
  if (PendingIs(iso, id)) {
    // A filter made it an error: then it is a SyntaxError of this place.
    TakePending(iso);
    RaiseSyntaxError(iso, message, position, filename, source);
  }
  return false;
}

}  // namespace krait
