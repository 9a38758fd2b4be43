// Escape sequences in str and bytes literals.
//
// CPython decodes a str literal in two steps: every character past ASCII is first rewritten as an
// escape of ten characters, and positions in its messages count that form. Position tracks it.

#include <string>

#include "runtime/frontend/parser/literals.h"
#include "runtime/frontend/utf8.h"

namespace krait::frontend {

namespace {

constexpr size_t kRewrittenLength = 10;  // \U0001f40d

// The one-character escapes which both kinds of literals know; 0 if `c` is none.
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

int HexDigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsOctalDigit(char c) { return c >= '0' && c <= '7'; }

// Reads up to three octal digits; the first is there.
uint32_t ReadOctal(std::string_view body, size_t* at) {
  uint32_t value = 0;
  for (int i = 0; i < 3 && *at < body.size() && IsOctalDigit(body[*at]); ++i, ++*at) {
    value = value * 8 + static_cast<uint32_t>(body[*at] - '0');
  }
  return value;
}

// A greater octal escape is no byte. It still means what it says, with a warning.
constexpr uint32_t kMaxOctal = 0377;

// The first one is warned about.
void NoteInvalid(size_t start, size_t* invalid_escape) {
  if (*invalid_escape == std::string_view::npos) *invalid_escape = start;
}

class StrDecoder {
 public:
  StrDecoder(const ParseOptions& options, std::string_view body, std::string* out,
             size_t* invalid_escape, std::string* problem)
      : options_(options),
        body_(body),
        out_(*out),
        invalid_escape_(*invalid_escape),
        problem_(*problem) {}

  bool Run() {
    if (!CheckUtf8()) return false;
    while (at_ < body_.size()) {
      size_t plain = at_;
      while (plain < body_.size() && body_[plain] != '\\' && IsAscii(plain)) ++plain;
      out_.append(body_, at_, plain - at_);
      at_ = plain;
      if (at_ == body_.size()) break;
      if (!IsAscii(at_)) {
        Foreign();
      } else if (!Escape()) {
        return false;
      }
    }
    return true;
  }

 private:
  bool IsAscii(size_t at) const { return static_cast<unsigned char>(body_[at]) < 0x80; }
  size_t Position(size_t at) const { return at + shift_; }

  // Undecodable bytes are found before any escape is looked at; positions count within the run of
  // bytes past ASCII.
  bool CheckUtf8() {
    Utf8Problem bad = FindUtf8Problem(body_);
    if (bad.reason == nullptr) return true;
    size_t run_start = bad.start;
    while (run_start > 0 && !IsAscii(run_start - 1)) --run_start;
    size_t run_end = bad.start;
    while (run_end < body_.size() && !IsAscii(run_end)) ++run_end;
    std::string_view run = body_.substr(run_start, run_end - run_start);
    problem_ = "(unicode error) " + DescribeUtf8Problem(run, FindUtf8Problem(run));
    return false;
  }

  // A run of characters past ASCII.
  void Foreign() {
    size_t end = at_;
    while (end < body_.size() && !IsAscii(end)) ++end;
    std::string_view run = body_.substr(at_, end - at_);
    out_.append(run);
    shift_ += CountCharacters(run) * kRewrittenLength - run.size();
    at_ = end;
  }

  // At a backslash.
  bool Escape() {
    const size_t start = at_++;
    if (at_ == body_.size() || !IsAscii(at_)) {
      out_.push_back('\\');
      shift_ += 5;  // rewritten as \u005c
      return true;
    }
    const char c = body_[at_++];
    if (char simple = SimpleEscape(c)) {
      out_.push_back(simple);
      return true;
    }
    switch (c) {
      case '\n':
        return true;
      case 'x':
        return Hexadecimal(start, 2, "truncated \\xXX escape");
      case 'u':
        return Hexadecimal(start, 4, "truncated \\uXXXX escape");
      case 'U':
        return Hexadecimal(start, 8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return Named(start);
    }
    if (IsOctalDigit(c)) {
      --at_;
      const uint32_t value = ReadOctal(body_, &at_);
      if (value > kMaxOctal) NoteInvalid(start, &invalid_escape_);
      AppendCodePoint(value, &out_);
      return true;
    }
    NoteInvalid(start, &invalid_escape_);
    out_.push_back('\\');
    out_.push_back(c);
    return true;
  }

  bool Hexadecimal(size_t start, int count, const char* truncated) {
    uint32_t value = 0;
    for (; count > 0; --count, ++at_) {
      int digit = at_ < body_.size() ? HexDigitValue(body_[at_]) : -1;
      if (digit < 0) return Fail(start, Position(at_), truncated);
      value = value << 4 | static_cast<uint32_t>(digit);
    }
    if (value > 0x10FFFF) return Fail(start, Position(at_), "illegal Unicode character");
    AppendCodePoint(value, &out_);
    return true;
  }

  bool Named(size_t start) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at_ == body_.size() || body_[at_] != '{') return Fail(start, Position(at_), kMalformed);
    const size_t name_start = ++at_;
    size_t end_position = Position(at_);
    for (; at_ < body_.size() && body_[at_] != '}'; ++at_) {
      // Continuation bytes add nothing to the length of the rewritten form.
      auto byte = static_cast<unsigned char>(body_[at_]);
      end_position += byte < 0x80 ? 1 : byte >= 0xC0 ? kRewrittenLength : 0;
    }
    if (at_ == body_.size() || at_ == name_start) return Fail(start, end_position, kMalformed);
    std::string_view name = body_.substr(name_start, at_ - name_start);
    ++at_;
    std::string text;
    if (options_.character_name_lookup == nullptr ||
        !options_.character_name_lookup(options_.hook_context, name, &text)) {
      return Fail(start, end_position + 1, "unknown Unicode character name");
    }
    out_.append(text);
    return true;
  }

  bool Fail(size_t start, size_t end_position, const char* reason) {
    problem_ = "(unicode error) 'unicodeescape' codec can't decode bytes in position " +
               std::to_string(Position(start)) + "-" + std::to_string(end_position - 1) + ": " +
               reason;
    return false;
  }

  const ParseOptions& options_;
  std::string_view body_;
  std::string& out_;
  size_t& invalid_escape_;
  std::string& problem_;
  size_t at_ = 0;
  size_t shift_ = 0;  // how much longer CPython's rewritten form is, up to at_
};

}  // namespace

bool DecodeStrEscapes(const ParseOptions& options, std::string_view body, std::string* out,
                      size_t* invalid_escape, std::string* problem) {
  *invalid_escape = std::string_view::npos;
  return StrDecoder(options, body, out, invalid_escape, problem).Run();
}

bool DecodeBytesEscapes(std::string_view body, std::string* out, size_t* invalid_escape,
                        std::string* problem) {
  *invalid_escape = std::string_view::npos;
  for (size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      out->push_back(body[at++]);
      continue;
    }
    const size_t start = at++;
    const char c = body[at++];  // a literal does not end in a lone backslash
    if (char simple = SimpleEscape(c)) {
      out->push_back(simple);
    } else if (c == 'x') {
      int high = at < body.size() ? HexDigitValue(body[at]) : -1;
      int low = at + 1 < body.size() ? HexDigitValue(body[at + 1]) : -1;
      if (high < 0 || low < 0) {
        *problem = "(value error) invalid \\x escape at position " + std::to_string(start);
        return false;
      }
      out->push_back(static_cast<char>(high * 16 + low));
      at += 2;
    } else if (IsOctalDigit(c)) {
      --at;
      const uint32_t value = ReadOctal(body, &at);
      if (value > kMaxOctal) NoteInvalid(start, invalid_escape);
      out->push_back(static_cast<char>(value));
    } else if (c != '\n') {
      NoteInvalid(start, invalid_escape);
      out->push_back('\\');
      out->push_back(c);
    }
  }
  return true;
}

}  // namespace krait::frontend
