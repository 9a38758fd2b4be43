// str: adding and taking away at the ends: center, ljust, zfill, expandtabs, strip.
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/str_index.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/text_state.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

Value ExactStr(Isolate* iso, Str* s) {
  return Value::Object(IsExactStr(s) ? s : Str::New(iso, s->view()));
}

Value Pad(Isolate* iso, Str* s, int64_t left, int64_t right, uint32_t fill) {
  left = std::max<int64_t>(left, 0);
  right = std::max<int64_t>(right, 0);
  if (left == 0 && right == 0) return ExactStr(iso, s);
  if (left > Str::kMaxBytes || right > Str::kMaxBytes) {
    return RaiseOverflowError(iso, "padded string is too long");
  }
  StrBuilder out(iso, s->byte_length + (left + right) * utf8::EncodedLength(fill));
  out.Fill(static_cast<size_t>(left), fill);
  out.Append(s);
  out.Fill(static_cast<size_t>(right), fill);
  return Value::Object(out.Finish());
}

// The arguments (width, fillchar) of center, ljust, rjust.
bool PaddingArguments(Isolate* iso, Value* args, int64_t* width, uint32_t* fill) {
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], width));
  *fill = ' ';
  if (args[2].IsEmpty()) return true;
  if (!IsStr(args[2])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "The fill character must be a unicode character, not %.100s",
                  TypeName(iso, args[2]));
  }
  const Str* s = args[2].As<Str>();
  if (s->length != 1) {
    return RaiseTypeError(iso, "The fill character must be exactly one character long");
  }
  *fill = utf8::At(s->data);
  return true;
}

// Membership in the characters of a string.
class CharacterSet {
 public:
  explicit CharacterSet(const Str* chars) : chars_(chars) {
    for (uint32_t c : utf8::CodePoints(chars->view())) {
      if (c < 128) ascii_[c >> 6] |= uint64_t{1} << (c & 63);
    }
  }
  bool Has(uint32_t c) const {
    if (c < 128) return (ascii_[c >> 6] >> (c & 63) & 1) != 0;
    if (chars_->IsAscii()) return false;
    for (uint32_t x : utf8::CodePoints(chars_->view())) {
      if (x == c) return true;
    }
    return false;
  }

 private:
  const Str* chars_;
  uint64_t ascii_[2] = {};
};

template <typename F>
Value StripWhere(Isolate* iso, Str* s, bool left, bool right, F drop) {
  const char* begin = s->data;
  const char* end = begin + s->byte_length;
  size_t dropped = 0;
  while (left && begin < end) {
    const char* p = begin;
    if (!drop(utf8::Next(p))) break;
    begin = p;
    ++dropped;
  }
  while (right && begin < end) {
    const char* p = end;
    if (!drop(utf8::Previous(p))) break;
    end = p;
    ++dropped;
  }
  if (dropped == 0) return ExactStr(iso, s);
  const std::string_view rest(begin, end - begin);
  return Value::Object(s->IsAscii() ? Str::NewAscii(iso, rest) : Str::New(iso, rest));
}

Value StripMethod(Isolate* iso, Value* args, const char* name, bool left, bool right) {
  Str* s = args[0].As<Str>();
  if (args[1].IsEmpty() || args[1].IsNone()) {
    return StripWhere(iso, s, left, right, [](uint32_t c) { return unicode::IsSpace(c); });
  }
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s arg must be None or str", name);
  }
  const CharacterSet set(args[1].As<Str>());
  return StripWhere(iso, s, left, right, [&set](uint32_t c) { return set.Has(c); });
}

}  // namespace

namespace str_methods {

Value Center(Isolate* iso, Value* args, size_t) {
  int64_t width;
  uint32_t fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, &width, &fill));
  Str* s = args[0].As<Str>();
  const int64_t padding = width - s->length;
  if (padding <= 0) return ExactStr(iso, s);
  const int64_t left = padding / 2 + (padding & width & 1);
  return Pad(iso, s, left, padding - left, fill);
}

Value Ljust(Isolate* iso, Value* args, size_t) {
  int64_t width;
  uint32_t fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, &width, &fill));
  Str* s = args[0].As<Str>();
  return Pad(iso, s, 0, width <= s->length ? 0 : width - s->length, fill);
}

Value Rjust(Isolate* iso, Value* args, size_t) {
  int64_t width;
  uint32_t fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, &width, &fill));
  Str* s = args[0].As<Str>();
  return Pad(iso, s, width <= s->length ? 0 : width - s->length, 0, fill);
}

Value Zfill(Isolate* iso, Value* args, size_t) {
  int64_t width;
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], &width));
  Str* s = args[0].As<Str>();
  if (width <= s->length) return ExactStr(iso, s);
  if (width > Str::kMaxBytes) return RaiseOverflowError(iso, "padded string is too long");
  StrBuilder out(iso, s->byte_length + (width - s->length));
  std::string_view text = s->view();
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    out.AppendChar(text[0]);
    text.remove_prefix(1);
  }
  out.Fill(static_cast<size_t>(width - s->length), '0');
  out.Append(text);
  return Value::Object(out.Finish());
}

Value Expandtabs(Isolate* iso, Value* args, size_t) {
  Str* s = args[0].As<Str>();
  int64_t tab_size = 8;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[1], &tab_size));
  StrBuilder out(iso, s->byte_length);
  int64_t column = 0;
  for (uint32_t c : utf8::CodePoints(s->view())) {
    if (c == '\t') {
      if (tab_size <= 0) continue;
      const int64_t spaces = tab_size - column % tab_size;
      if (static_cast<uint64_t>(spaces) + out.byte_length() > Str::kMaxBytes) {
        return RaiseOverflowError(iso, "new string is too long");
      }
      column += spaces;
      out.Fill(static_cast<size_t>(spaces), ' ');
    } else {
      out.AppendCodePoint(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return Value::Object(out.Finish());
}

Value Strip(Isolate* iso, Value* args, size_t) {
  return StripMethod(iso, args, "strip", true, true);
}
Value Lstrip(Isolate* iso, Value* args, size_t) {
  return StripMethod(iso, args, "lstrip", true, false);
}
Value Rstrip(Isolate* iso, Value* args, size_t) {
  return StripMethod(iso, args, "rstrip", false, true);
}

}  // namespace str_methods
}  // namespace krait
