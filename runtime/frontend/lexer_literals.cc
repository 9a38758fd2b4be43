// The lexer's numbers and strings. What they denote is worked out later (parser/numbers.cc,
// parser/strings.cc); here only their extent matters.

#include <cstdio>
#include <cstring>
#include <string_view>

#include "runtime/frontend/lexer.h"
#include "runtime/frontend/lexer_tables.h"

namespace krait::frontend {

bool Lexer::ScanNumber() {
  const char* start = cursor_;
  bool fine;
  if (*cursor_ == '0') {
    char marker = static_cast<char>(cursor_[1] | 0x20);
    if (marker == 'x' || marker == 'o' || marker == 'b') {
      cursor_ += 2;
      fine = marker == 'x'   ? ScanRadixNumber(4, "hexadecimal")
             : marker == 'o' ? ScanRadixNumber(3, "octal")
                             : ScanRadixNumber(1, "binary");
    } else {
      fine = ScanLeadingZeros();
    }
  } else if (*cursor_ == '.') {
    fine = ScanFraction();
  } else {
    fine = ScanDecimal();
  }
  if (!fine) return false;
  Emit(TokenKind::kNumber, start);
  return true;
}

bool Lexer::ScanRadixNumber(int bits, const char* name) {
  auto is_digit = [bits](char c) {
    return bits == 4 ? HasClass(c, kHexDigit) : c >= '0' && c < '0' + (1 << bits);
  };
  auto fail_at_digit = [this, name] {
    char digit = *cursor_++;
    return FailReported(std::string("invalid digit '") + digit + "' in " + name + " literal");
  };
  do {
    if (*cursor_ == '_') ++cursor_;
    if (!is_digit(*cursor_)) {
      if (HasClass(*cursor_, kDigit)) return fail_at_digit();
      return FailReported(std::string("invalid ") + name + " literal");
    }
    while (is_digit(*cursor_)) ++cursor_;
  } while (*cursor_ == '_');
  if (HasClass(*cursor_, kDigit)) return fail_at_digit();
  return FinishNumber(name);
}

// A number that starts with 0 and has no radix prefix: zero, or a float like 007.5.
bool Lexer::ScanLeadingZeros() {
  const char* start = cursor_;
  while (true) {
    if (*cursor_ == '_' && !HasClass(*++cursor_, kDigit)) {
      return FailReported("invalid decimal literal");
    }
    if (*cursor_ != '0') break;
    ++cursor_;
  }
  const char* zeros_end = cursor_;
  const bool nonzero = HasClass(*cursor_, kDigit);
  if (nonzero && !ScanDecimalTail()) return false;
  if (*cursor_ == '.') return ScanFraction();
  if (*cursor_ == 'e' || *cursor_ == 'E') return ScanExponent();
  if (*cursor_ == 'j' || *cursor_ == 'J') {
    ++cursor_;
    return FinishNumber("imaginary");
  }
  if (!nonzero) return FinishNumber("decimal");
  FailReported(
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
      "integers");
  error_.offset = static_cast<int32_t>(start + 1 - line_start_);
  error_.end_offset = static_cast<int32_t>(zeros_end + 1 - line_start_);
  return false;
}

bool Lexer::ScanDecimal() {
  if (!ScanDecimalTail()) return false;
  if (*cursor_ == '.') return ScanFraction();
  return ScanExponent();
}

bool Lexer::ScanDecimalTail() {
  while (true) {
    while (HasClass(*cursor_, kDigit)) ++cursor_;
    if (*cursor_ != '_') return true;
    ++cursor_;
    if (!HasClass(*cursor_, kDigit)) return FailReported("invalid decimal literal");
  }
}

// At the point.
bool Lexer::ScanFraction() {
  ++cursor_;
  if (HasClass(*cursor_, kDigit) && !ScanDecimalTail()) return false;
  return ScanExponent();
}

// After the digits of a decimal number: the exponent, the j, the end.
bool Lexer::ScanExponent() {
  if (*cursor_ == 'e' || *cursor_ == 'E') {
    const char* exponent = cursor_++;
    if (*cursor_ == '+' || *cursor_ == '-') {
      ++cursor_;
      if (!HasClass(*cursor_, kDigit)) return FailReported("invalid decimal literal");
    } else if (!HasClass(*cursor_, kDigit)) {
      cursor_ = exponent;
      return FinishNumber("decimal");
    }
    if (!ScanDecimalTail()) return false;
  }
  if (*cursor_ == 'j' || *cursor_ == 'J') {
    ++cursor_;
    return FinishNumber("imaginary");
  }
  return FinishNumber("decimal");
}

namespace {
// Keywords that may follow a number with no space between, as in `1if x else 2`. CPython checks the
// end of the word for all but `if`, `in` and `is`.
bool StartsKeywordAfterNumber(const char* p) {
  for (std::string_view word : {"and", "else", "for", "not", "or"}) {
    if (std::strncmp(p, word.data(), word.size()) == 0) return !HasClass(p[word.size()], kNamePart);
  }
  return *p == 'i' && (p[1] == 'f' || p[1] == 'n' || p[1] == 's');
}
}  // namespace

bool Lexer::FinishNumber(const char* name) {
  if (!HasClass(*cursor_, kNamePart)) return true;
  std::string message = std::string("invalid ") + name + " literal";
  if (!StartsKeywordAfterNumber(cursor_)) return FailReported(std::move(message));
  warnings_.push_back({SyntaxWarningInfo::Category::kSyntaxWarning,
                       std::move(message),
                       {.lineno = lineno_, .end_lineno = lineno_}});
  return true;
}

// At the opening quote; the literal starts at `start`, with its prefix.
bool Lexer::ScanString(const char* start) {
  const char quote = *cursor_;
  const int32_t start_line = lineno_;
  const char* start_line_start = line_start_;
  const bool triple = cursor_[1] == quote && cursor_[2] == quote;
  if (!triple && cursor_[1] == quote) {
    cursor_ += 2;
  } else {
    cursor_ += triple ? 3 : 1;
    while (true) {
      while (*cursor_ != quote && *cursor_ != '\\' && *cursor_ != '\n' && cursor_ < end_) ++cursor_;
      if (cursor_ == end_ || (*cursor_ == '\n' && !triple)) {
        return FailUnterminated(start, start_line, start_line_start, triple);
      }
      if (*cursor_ == '\n') {
        NewLine();
      } else if (*cursor_ == '\\') {
        ++cursor_;
        if (*cursor_ == '\n') {
          NewLine();
        } else if (cursor_ < end_) {
          ++cursor_;
        }
      } else if (!triple) {
        ++cursor_;
        break;
      } else if (cursor_[1] == quote && cursor_[2] == quote) {
        cursor_ += 3;
        break;
      } else {
        ++cursor_;
      }
    }
  }
  Emit(TokenKind::kString, start);
  Token& token = tokens_.back();
  token.lineno = start_line;
  token.col_offset = static_cast<int32_t>(start - start_line_start) +
                     (lineno_ == first_lineno_ ? first_column_ : 0);
  return true;
}

bool Lexer::FailUnterminated(const char* start, int32_t start_line, const char* start_line_start,
                             bool triple) {
  const int32_t detected = lineno_;
  error_.at_end = cursor_ == end_;
  cursor_ = start + 1;
  lineno_ = start_line;
  line_start_ = start_line_start;
  return FailReported(std::string("unterminated ") + (triple ? "triple-quoted " : "") +
                      "string literal (detected at line " + std::to_string(detected) + ")");
}

}  // namespace krait::frontend
