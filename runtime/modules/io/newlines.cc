#include "runtime/modules/io/newlines.h"

#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/str.h"

namespace krait {

Value NewlineKindsValue(Isolate* iso, uint8_t seen) {
  if (seen == 0) return Value::None();
  static constexpr struct {
    NewlineKinds kind;
    const char* text;
  } kKinds[] = {{kSeenCr, "\r"}, {kSeenLf, "\n"}, {kSeenCrLf, "\r\n"}};
  Value values[3];
  size_t count = 0;
  for (const auto& entry : kKinds) {
    if ((seen & entry.kind) != 0) values[count++] = Value::Object(Str::Intern(iso, entry.text));
  }
  if (count == 1) return values[0];
  return Value::Object(Tuple::From(iso, {values, count}));
}

void NoteNewlines(std::string_view text, uint8_t* seen) {
  constexpr uint8_t kAll = kSeenCr | kSeenLf | kSeenCrLf;
  if (text.find('\r') == text.npos) {
    if (text.find('\n') != text.npos) *seen |= kSeenLf;
    return;
  }
  for (size_t i = 0; i < text.size() && *seen != kAll; ++i) {
    if (text[i] == '\n') {
      *seen |= kSeenLf;
    } else if (text[i] == '\r') {
      const bool pair = i + 1 < text.size() && text[i + 1] == '\n';
      *seen |= pair ? kSeenCrLf : kSeenCr;
      i += pair;
    }
  }
}

Str* TranslateNewlines(Isolate* iso, Str* text) {
  const std::string_view in = text->view();
  size_t at = in.find('\r');
  if (at == in.npos) return text;
  StrBuilder out(iso, in.size());
  size_t start = 0;
  for (; at != in.npos; at = in.find('\r', start)) {
    out.Append(text->view().substr(start, at - start));
    out.AppendChar('\n');
    start = at + 1;
    if (start < in.size() && in[start] == '\n') ++start;
  }
  out.Append(in.substr(start));
  return out.Finish();
}

Str* ExpandNewlines(Isolate* iso, Str* text, std::string_view newline) {
  const std::string_view in = text->view();
  size_t at = in.find('\n');
  if (at == in.npos) return text;
  StrBuilder out(iso, in.size());
  size_t start = 0;
  for (; at != in.npos; at = in.find('\n', start)) {
    out.Append(in.substr(start, at - start));
    out.AppendAscii(newline);
    start = at + 1;
  }
  out.Append(in.substr(start));
  return out.Finish();
}

size_t FindLineEnd(std::string_view text, LineEnd kind) {
  switch (kind) {
    case LineEnd::kLineFeed: {
      const size_t at = text.find('\n');
      return at == text.npos ? at : at + 1;
    }
    case LineEnd::kCr: {
      const size_t at = text.find('\r');
      return at == text.npos ? at : at + 1;
    }
    case LineEnd::kCrLf: {
      const size_t at = text.find("\r\n");
      return at == text.npos ? at : at + 2;
    }
    case LineEnd::kUniversal:
      break;
  }
  const size_t at = text.find_first_of("\r\n");
  if (at == text.npos) return at;
  const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
  return at + (pair ? 2 : 1);
}

bool NewlineMode::Parse(Isolate* iso, Value newline, NewlineMode* mode) {
  *mode = NewlineMode();
  if (!newline || newline.IsNone()) {
    mode->universal = mode->translate = true;
    return true;
  }
  if (!IsStr(newline)) {
    return RaiseF(iso, ExceptionId::kTypeError, "newline must be str or None, not %.200s",
                  TypeName(iso, newline));
  }
  const std::string_view text = newline.As<Str>()->view();
  if (text.empty()) {
    mode->universal = true;
    mode->end = LineEnd::kUniversal;
  } else if (text == "\r") {
    mode->end = LineEnd::kCr;
    mode->write = "\r";
  } else if (text == "\r\n") {
    mode->end = LineEnd::kCrLf;
    mode->write = "\r\n";
  } else if (text != "\n") {
    return Raise(iso, ExceptionId::kValueError,
                 "illegal newline value: " + std::string(text));
  }
  return true;
}

}  // namespace krait
