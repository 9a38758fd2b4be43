// The escapes of literals as encodings: unicode_escape, raw_unicode_escape, and those of bytes.
#include <algorithm>
#include <string>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/character_names.h"
#include "runtime/text/codecs/codecs.h"
#include "runtime/text/codecs/error_handlers.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

// The character of a one-letter escape; 0 when `c` is none.
char SimpleEscape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"':
      return c;
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return 0;
  }
}

class UnicodeEscapeDecoder {
 public:
  explicit UnicodeEscapeDecoder(const DecodeRequest& in)
      : in_(in),
        input_(in.input),
        errors_(in.iso, in.input, in.object, in.errors),
        out_(in.iso, in.input.size()) {}

  Str* Run(size_t* consumed) {
    while (i_ < input_.size() && !stopped_) {
      const size_t backslash = std::min(input_.find('\\', i_), input_.size());
      for (; i_ < backslash; ++i_) out_.AppendCodePoint(static_cast<unsigned char>(input_[i_]));
      if (i_ < input_.size() && !Escape()) return nullptr;
    }
    *consumed = i_;
    return out_.Finish();
  }

 private:
  // input_[start_:end] is malformed; incomplete input that is not final ends the work instead.
  bool Fail(size_t end, const char* reason, bool incomplete) {
    if (incomplete && !in_.final) {
      i_ = start_;
      stopped_ = true;
      return true;
    }
    return errors_.Handle("unicodeescape", start_, end, reason, out_, &i_);
  }

  // At a backslash.
  bool Escape() {
    start_ = i_++;
    if (i_ == input_.size()) return Fail(i_, "\\ at end of string", true);
    const char c = input_[i_++];
    if (c == '\n') return true;
    if (const char simple = SimpleEscape(c)) {
      out_.AppendChar(simple);
      return true;
    }
    switch (c) {
      case 'x':
        return Hex(2, "truncated \\xXX escape");
      case 'u':
        return Hex(4, "truncated \\uXXXX escape");
      case 'U':
        return Hex(8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return Name();
      default:
        break;
    }
    if (!IsOctal(c)) {
      out_.AppendChar('\\');
      out_.AppendCodePoint(static_cast<unsigned char>(c));
      return true;
    }
    uint32_t code = static_cast<uint32_t>(c - '0');
    for (int k = 1; k < 3 && i_ < input_.size() && IsOctal(input_[i_]); ++k) {
      code = code * 8 + static_cast<uint32_t>(input_[i_++] - '0');
    }
    out_.AppendCodePoint(code);
    return true;
  }

  bool Hex(int digits, const char* reason) {
    uint32_t code = 0;
    for (int k = 0; k < digits; ++k) {
      const int digit = i_ < input_.size() ? HexDigit(input_[i_]) : -1;
      if (digit < 0) return Fail(i_, reason, i_ == input_.size());
      code = code << 4 | static_cast<uint32_t>(digit);
      ++i_;
    }
    if (code > utf8::kMaxCodePoint) return Fail(i_, "illegal Unicode character", false);
    out_.AppendCodePoint(code);
    return true;
  }

  bool Name() {
    if (i_ < input_.size() && input_[i_] == '{') {
      const size_t close = input_.find('}', i_);
      if (close == std::string_view::npos) {
        return Fail(input_.size(), "malformed \\N character escape", true);
      }
      const std::string_view name = input_.substr(i_ + 1, close - i_ - 1);
      i_ = close + 1;
      uint32_t code;
      if (!name.empty() && CharacterByName(name, &code)) {
        out_.AppendCodePoint(code);
        return true;
      }
      return Fail(
          i_, name.empty() ? "malformed \\N character escape" : "unknown Unicode character name",
          false);
    }
    return Fail(i_, "malformed \\N character escape", i_ == input_.size());
  }

  const DecodeRequest& in_;
  std::string_view input_;
  DecodeErrors errors_;
  StrBuilder out_;
  size_t i_ = 0;
  size_t start_ = 0;
  bool stopped_ = false;
};

void AppendHex(ByteBuilder& out, char letter, uint32_t c, int digits) {
  constexpr char kHex[] = "0123456789abcdef";
  out.AppendByte('\\');
  out.AppendByte(letter);
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out.AppendByte(kHex[c >> shift & 15]);
}

}  // namespace

Str* DecodeUnicodeEscape(const DecodeRequest& in, size_t* consumed) {
  return UnicodeEscapeDecoder(in).Run(consumed);
}

Str* DecodeRawUnicodeEscape(const DecodeRequest& in, size_t* consumed) {
  const std::string_view s = in.input;
  DecodeErrors errors(in.iso, s, in.object, in.errors);
  StrBuilder out(in.iso, s.size());
  size_t i = 0;
  while (i < s.size()) {
    const size_t start = i;
    const char c = s[i++];
    if (c == '\\' && i == s.size() && !in.final) {
      i = start;
      break;
    }
    // A backslash takes part in an escape when an even number of them stands before it: pairs are
    // copied as pairs.
    if (c != '\\' || i == s.size() || (s[i] != 'u' && s[i] != 'U')) {
      out.AppendCodePoint(static_cast<unsigned char>(c));
      if (c == '\\' && i < s.size()) out.AppendCodePoint(static_cast<unsigned char>(s[i++]));
      continue;
    }
    const int digits = s[i++] == 'u' ? 4 : 8;
    uint32_t code = 0;
    int k = 0;
    for (; k < digits && i < s.size() && HexDigit(s[i]) >= 0; ++k) {
      code = code << 4 | static_cast<uint32_t>(HexDigit(s[i++]));
    }
    if (k == digits && code <= utf8::kMaxCodePoint) {
      out.AppendCodePoint(code);
      continue;
    }
    if (k < digits && i == s.size() && !in.final) {
      i = start;
      break;
    }
    const char* reason = k == digits   ? "\\Uxxxxxxxx out of range"
                         : digits == 4 ? "truncated \\uXXXX escape"
                                       : "truncated \\UXXXXXXXX escape";
    if (!errors.Handle("rawunicodeescape", start, i, reason, out, &i)) return nullptr;
  }
  *consumed = i;
  return out.Finish();
}

Bytes* EncodeUnicodeEscape(Isolate* iso, Str* s) {
  ByteBuilder out(iso);
  for (uint32_t c : utf8::CodePoints(s->view())) {
    if (c == '\\' || c == '\n' || c == '\r' || c == '\t') {
      out.AppendByte('\\');
      out.AppendByte(c == '\\' ? '\\' : c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    } else if (c >= 0x20 && c < 0x7F) {
      out.AppendByte(static_cast<char>(c));
    } else if (c < 0x100) {
      AppendHex(out, 'x', c, 2);
    } else if (c < 0x10000) {
      AppendHex(out, 'u', c, 4);
    } else {
      AppendHex(out, 'U', c, 8);
    }
  }
  return out.FinishBytes();
}

Bytes* EncodeRawUnicodeEscape(Isolate* iso, Str* s) {
  ByteBuilder out(iso);
  for (uint32_t c : utf8::CodePoints(s->view())) {
    if (c < 0x100) {
      out.AppendByte(static_cast<char>(c));
    } else if (c < 0x10000) {
      AppendHex(out, 'u', c, 4);
    } else {
      AppendHex(out, 'U', c, 8);
    }
  }
  return out.FinishBytes();
}

Bytes* DecodeEscape(const DecodeRequest& in) {
  const std::string_view s = in.input;
  ByteBuilder out(in.iso);
  for (size_t i = 0; i < s.size();) {
    if (s[i] != '\\') {
      out.AppendByte(s[i++]);
      continue;
    }
    const size_t start = i++;
    if (i == s.size()) return RaiseValueError(in.iso, "Trailing \\ in string");
    const char c = s[i++];
    if (c == '\n') continue;
    if (const char simple = SimpleEscape(c)) {
      out.AppendByte(simple);
    } else if (IsOctal(c)) {
      int code = c - '0';
      for (int k = 1; k < 3 && i < s.size() && IsOctal(s[i]); ++k) code = code * 8 + (s[i++] - '0');
      out.AppendByte(static_cast<char>(code));
    } else if (c == 'x') {
      const int high = i < s.size() ? HexDigit(s[i]) : -1;
      const int low = i + 1 < s.size() ? HexDigit(s[i + 1]) : -1;
      if (high >= 0 && low >= 0) {
        out.AppendByte(static_cast<char>(high << 4 | low));
        i += 2;
        continue;
      }
      if (high >= 0) ++i;
      if (in.errors == "strict") {
        return RaiseF(in.iso, ExceptionId::kValueError, "invalid \\x escape at position %zd",
                      start);
      }
      if (in.errors == "replace") {
        out.AppendByte('?');
      } else if (in.errors != "ignore") {
        return RaiseF(in.iso, ExceptionId::kValueError,
                      "decoding error; unknown error handling code: %.400s",
                      std::string(in.errors).c_str());
      }
    } else {
      out.AppendByte('\\');
      out.AppendByte(c);
    }
  }
  return out.FinishBytes();
}

}  // namespace krait
