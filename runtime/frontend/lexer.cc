// The lexer: lines and indentation, names and keywords, operators and parentheses.
// Numbers and strings are in lexer_literals.cc.

#include "runtime/frontend/lexer.h"

#include <cstdio>
#include <cstring>

#include "runtime/frontend/lexer_tables.h"
#include "runtime/frontend/utf8.h"

namespace krait::frontend {

void Lexer::Run() {
  if (begin_ == end_) lineno_ = 0;  // there is no first line
  tokens_.reserve(tokens_.size() + static_cast<size_t>(end_ - begin_) / 4 + 8);
  while (cursor_ < end_) {
    if (!ScanLine()) {
      NoteOpenParenthesis();
      EmitBare(TokenKind::kError);
      return;
    }
  }
  if (!at_line_start_ || ScanIndentation()) {
    if (level_ == 0) return FinishSource();
    Fail(LexError::Kind::kEndOfSource);
  }
  NoteOpenParenthesis();
  EmitBare(TokenKind::kError);
}

// The end of the source. A single interactive statement also gets the Newline that its user has not
// typed, and, if blocks are open, the Dedents and the empty line which close them.
void Lexer::FinishSource() {
  if (single_ && !tokens_.empty()) {
    EmitBare(TokenKind::kNewline);
    if (!keep_block_open_ && indentation_depth_ > 0) {
      for (; indentation_depth_ > 0; --indentation_depth_) EmitBare(TokenKind::kDedent);
      EmitBare(TokenKind::kNewline);
    }
  }
  EmitBare(TokenKind::kEndMarker);
}

// Scans up to the end of a line, or of the source.
bool Lexer::ScanLine() {
  if (at_line_start_ && !ScanIndentation()) return false;
  const char* comment = nullptr;
  while (cursor_ < end_) {
    char c = *cursor_;
    if (c == ' ' || c == '\t' || c == '\f') {
      ++cursor_;
    } else if (c == '\n') {
      // A comment counts as part of the Newline.
      if (level_ == 0) Emit(TokenKind::kNewline, comment != nullptr ? comment : cursor_);
      NewLine();
      at_line_start_ = true;
      return true;
    } else if (c == '#') {
      comment = cursor_;
      cursor_ = static_cast<const char*>(std::memchr(cursor_, '\n', end_ - cursor_));
      if (cursor_ == nullptr) cursor_ = end_;
    } else if (c == '\\') {
      if (!SkipContinuation()) return false;
    } else if (!ScanToken()) {
      return false;
    }
  }
  return true;
}

// Moves past a "\n". The next line counts only once there is one.
void Lexer::NewLine() {
  ++cursor_;
  if (cursor_ == end_) return;
  ++lineno_;
  line_start_ = cursor_;
}

// Measures the indentation of a line, after skipping blank lines and comments.
bool Lexer::ScanIndentation() {
  at_line_start_ = false;
  int column = 0;
  int alternate_column = 0;
  int continued_column = 0;  // a backslash in the indentation fixes the column
  for (; cursor_ < end_; ++cursor_) {
    char c = *cursor_;
    if (c == ' ') {
      ++column;
      ++alternate_column;
    } else if (c == '\t') {
      column = (column / 8 + 1) * 8;
      ++alternate_column;
    } else if (c == '\f') {
      column = alternate_column = 0;
    } else if (c == '\\') {
      if (continued_column == 0) continued_column = column;
      if (!SkipContinuation()) return false;
      --cursor_;
    } else if (c == '#' || c == '\n') {
      if (c == '#') {
        cursor_ = static_cast<const char*>(std::memchr(cursor_, '\n', end_ - cursor_));
        if (cursor_ == nullptr) {
          cursor_ = end_;
          return true;
        }
      }
      NewLine();
      --cursor_;
      column = alternate_column = continued_column = 0;
    } else {
      break;
    }
  }
  if (level_ > 0) return true;
  if (continued_column != 0) column = alternate_column = continued_column;
  return ApplyIndentation(column, alternate_column);
}

bool Lexer::ApplyIndentation(int column, int alternate_column) {
  if (column == columns_[indentation_depth_]) {
    if (alternate_column == alternate_columns_[indentation_depth_]) return true;
    return Fail(LexError::Kind::kTabs);
  }
  if (column > columns_[indentation_depth_]) {
    if (indentation_depth_ + 1 >= kMaxIndentation) return Fail(LexError::Kind::kTooDeep);
    if (alternate_column <= alternate_columns_[indentation_depth_]) {
      return Fail(LexError::Kind::kTabs);
    }
    ++indentation_depth_;
    columns_[indentation_depth_] = column;
    alternate_columns_[indentation_depth_] = alternate_column;
    EmitBare(TokenKind::kIndent);
    return true;
  }
  int depth = indentation_depth_;
  while (depth > 0 && column < columns_[depth]) --depth;
  if (column != columns_[depth]) return Fail(LexError::Kind::kDedent);
  if (alternate_column != alternate_columns_[depth]) return Fail(LexError::Kind::kTabs);
  for (; indentation_depth_ > depth; --indentation_depth_) EmitBare(TokenKind::kDedent);
  return true;
}

// At a backslash: moves to the next line.
bool Lexer::SkipContinuation() {
  ++cursor_;
  if (cursor_ == end_ || *cursor_ != '\n') {
    if (cursor_ != end_) ++cursor_;
    return Fail(LexError::Kind::kContinuation);
  }
  NewLine();
  return cursor_ != end_ || Fail(LexError::Kind::kEndOfSource);
}

bool Lexer::ScanToken() {
  auto c = static_cast<unsigned char>(*cursor_);
  uint8_t character_class = kCharacterClass[c];
  if (character_class & kNameStart) return ScanName();
  if (character_class & kDigit) return ScanNumber();
  if (c == '"' || c == '\'') return ScanString(cursor_);
  if (c == '.' && cursor_ + 1 < end_ &&
      kCharacterClass[static_cast<unsigned char>(cursor_[1])] & kDigit) {
    return ScanNumber();
  }
  return ScanOperator();
}

namespace {

struct Keyword {
  const char* text = nullptr;
  uint8_t length = 0;
  TokenKind kind = TokenKind::kName;
};

// A perfect hash over the keywords: the table's construction fails to compile if two collide.
constexpr unsigned KeywordHash(const char* text, size_t length) {
  return (static_cast<unsigned char>(text[0]) * 22u + static_cast<unsigned char>(text[1]) +
          static_cast<unsigned char>(text[length - 1]) * 7u) &
         127u;
}

struct KeywordTable {
  Keyword entries[128];

  constexpr KeywordTable() {
#define V(name, text) Add(text, sizeof(text) - 1, TokenKind::k##name);
    KRAIT_KEYWORD_TOKENS(V)
#undef V
  }
  constexpr void Add(const char* text, size_t length, TokenKind kind) {
    Keyword& entry = entries[KeywordHash(text, length)];
    if (entry.text != nullptr) Collision();
    entry = {text, static_cast<uint8_t>(length), kind};
  }
  static void Collision() {}  // not constexpr: reaching it is a compile-time error
};

constexpr KeywordTable kKeywords;

TokenKind KeywordOrName(const char* text, size_t length) {
  if (length < 2 || length > 8) return TokenKind::kName;
  const Keyword& entry = kKeywords.entries[KeywordHash(text, length)];
  if (entry.length != length || std::memcmp(entry.text, text, length) != 0) return TokenKind::kName;
  return entry.kind;
}

// Whether [start, end) is the prefix of a string literal.
bool IsStringPrefix(const char* start, const char* end) {
  if (end - start > 2) return false;
  char first = static_cast<char>(*start | 0x20);
  if (end - start == 1) return first == 'r' || first == 'b' || first == 'f' || first == 'u';
  char second = static_cast<char>(start[1] | 0x20);
  return (first == 'r' && (second == 'b' || second == 'f')) ||
         (second == 'r' && (first == 'b' || first == 'f'));
}

}  // namespace

bool Lexer::ScanName() {
  const char* start = cursor_;
  uint8_t seen = 0;
  uint8_t character_class;
  while ((character_class = kCharacterClass[static_cast<unsigned char>(*cursor_)]) & kNamePart) {
    seen |= character_class;
    ++cursor_;
  }
  if ((*cursor_ == '"' || *cursor_ == '\'') && IsStringPrefix(start, cursor_)) {
    return ScanString(start);
  }
  if (seen & kNotAscii) {
    if (!VerifyName(start)) return false;
    Emit(TokenKind::kName, start);
    return true;
  }
  Emit(KeywordOrName(start, static_cast<size_t>(cursor_ - start)), start);
  return true;
}

bool Lexer::VerifyName(const char* start) {
  std::string_view name(start, static_cast<size_t>(cursor_ - start));
  Utf8Problem problem = FindUtf8Problem(name);
  if (problem.reason != nullptr) {
    error_.message = DescribeUtf8Problem(name, problem);
    return Fail(LexError::Kind::kUndecodable);
  }
  const char* end = cursor_;
  for (const char* at = start; at < end;) {
    const char* character = at;
    uint32_t c = DecodeCodePoint(&at);
    if (character == start ? IsIdentifierStart(c) : IsIdentifierContinue(c)) continue;
    cursor_ = at;
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", c);
    if (!IsPrintable(c))
      return FailReported(std::string("invalid non-printable character ") + code);
    return FailReported("invalid character '" + std::string(character, at) + "' (" + code + ")");
  }
  return true;
}

// clang-format off: one line an operator
TokenKind Lexer::ClassifyOperator(int* length) const {
  const char* p = cursor_;
  auto pick = [length](int n, TokenKind kind) {
    *length = n;
    return kind;
  };
  // The operator itself, or with "=" after it.
  auto maybe_equal = [&](int n, TokenKind plain, TokenKind with_equal) {
    return p[n] == '=' ? pick(n + 1, with_equal) : pick(n, plain);
  };
  using enum TokenKind;
  switch (*p) {
    case '(':
      return pick(1, kLeftParen);
    case ')':
      return pick(1, kRightParen);
    case '[':
      return pick(1, kLeftBracket);
    case ']':
      return pick(1, kRightBracket);
    case '{':
      return pick(1, kLeftBrace);
    case '}':
      return pick(1, kRightBrace);
    case ',':
      return pick(1, kComma);
    case ';':
      return pick(1, kSemicolon);
    case '~':
      return pick(1, kTilde);
    case '.':
      return p[1] == '.' && p[2] == '.' ? pick(3, kEllipsis) : pick(1, kDot);
    case ':':
      return maybe_equal(1, kColon, kColonEqual);
    case '=':
      return maybe_equal(1, kEqual, kEqualEqual);
    case '!':
      return maybe_equal(1, kStrayCharacter, kNotEqual);
    case '+':
      return maybe_equal(1, kPlus, kPlusEqual);
    case '%':
      return maybe_equal(1, kPercent, kPercentEqual);
    case '@':
      return maybe_equal(1, kAt, kAtEqual);
    case '|':
      return maybe_equal(1, kVerticalBar, kVerticalBarEqual);
    case '^':
      return maybe_equal(1, kCircumflex, kCircumflexEqual);
    case '&':
      return maybe_equal(1, kAmpersand, kAmpersandEqual);
    case '-':
      return p[1] == '>' ? pick(2, kArrow) : maybe_equal(1, kMinus, kMinusEqual);
    case '*':
      if (p[1] == '*') return maybe_equal(2, kDoubleStar, kDoubleStarEqual);
      return maybe_equal(1, kStar, kStarEqual);
    case '/':
      if (p[1] == '/') return maybe_equal(2, kDoubleSlash, kDoubleSlashEqual);
      return maybe_equal(1, kSlash, kSlashEqual);
    case '<':
      if (p[1] == '<') return maybe_equal(2, kLeftShift, kLeftShiftEqual);
      if (p[1] == '>') return pick(2, kNotEqual);
      return maybe_equal(1, kLess, kLessEqual);
    case '>':
      if (p[1] == '>') return maybe_equal(2, kRightShift, kRightShiftEqual);
      return maybe_equal(1, kGreater, kGreaterEqual);
    default:
      return pick(1, kStrayCharacter);
  }
}
// clang-format on

bool Lexer::ScanOperator() {
  const char* start = cursor_;
  int length;
  TokenKind kind = ClassifyOperator(&length);
  if (kind >= TokenKind::kLeftParen && kind <= TokenKind::kRightBrace) {
    return ScanParenthesis(kind);
  }
  cursor_ += length;
  auto c = static_cast<unsigned char>(*start);
  if (kind == TokenKind::kStrayCharacter && (c < 0x20 || c == 0x7F)) {
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", c);
    return FailReported(std::string("invalid non-printable character ") + code);
  }
  Emit(kind, start);
  return true;
}

bool Lexer::ScanParenthesis(TokenKind kind) {
  const char* start = cursor_++;
  const char c = *start;
  if (kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
      kind == TokenKind::kLeftBrace) {
    if (level_ >= kMaxParentheses) return FailReported("too many nested parentheses");
    parentheses_[level_++] = {c, lineno_, static_cast<int32_t>(start - line_start_)};
    Emit(kind, start);
    return true;
  }
  if (level_ == 0) return FailReported(std::string("unmatched '") + c + "'");
  const Parenthesis& open = parentheses_[--level_];
  const char expected = open.character == '(' ? ')' : open.character == '[' ? ']' : '}';
  if (c != expected) {
    std::string message = std::string("closing parenthesis '") + c +
                          "' does not match opening parenthesis '" + open.character + "'";
    if (open.lineno != lineno_) message += " on line " + std::to_string(open.lineno);
    return FailReported(std::move(message));
  }
  Emit(kind, start);
  return true;
}

void Lexer::Emit(TokenKind kind, const char* start) {
  Token token;
  // An f-string's expression starts in the middle of a line.
  const int32_t shift = lineno_ == first_lineno_ ? first_column_ : 0;
  token.lineno = token.end_lineno = lineno_;
  token.col_offset = static_cast<int32_t>(start - line_start_) + shift;
  token.end_col_offset = static_cast<int32_t>(cursor_ - line_start_) + shift;
  token.kind = kind;
  token.level = static_cast<uint8_t>(level_);
  token.start = static_cast<uint32_t>(start - begin_);
  token.end = static_cast<uint32_t>(cursor_ - begin_);
  tokens_.push_back(token);
}

void Lexer::EmitBare(TokenKind kind) {
  Token token;
  token.lineno = token.end_lineno = lineno_;
  token.col_offset = token.end_col_offset = -1 + (lineno_ == first_lineno_ ? first_column_ : 0);
  token.kind = kind;
  token.level = static_cast<uint8_t>(level_);
  token.start = static_cast<uint32_t>(line_start_ - begin_);
  token.end = static_cast<uint32_t>(cursor_ - begin_);
  tokens_.push_back(token);
}

bool Lexer::Fail(LexError::Kind kind) {
  error_.kind = kind;
  error_.at_end = kind == LexError::Kind::kEndOfSource;
  // After an error in a line's layout nothing of the line is looked at any more.
  if (kind == LexError::Kind::kDedent || kind == LexError::Kind::kTabs ||
      kind == LexError::Kind::kTooDeep) {
    const void* newline = std::memchr(cursor_, '\n', end_ - cursor_);
    cursor_ = newline != nullptr ? static_cast<const char*>(newline) + 1 : end_;
  }
  return false;
}

bool Lexer::FailReported(std::string message) {
  error_.kind = LexError::Kind::kReported;
  error_.message = std::move(message);
  error_.lineno = lineno_;
  error_.offset = static_cast<int32_t>(
      CountCharacters({line_start_, static_cast<size_t>(cursor_ - line_start_)}));
  error_.end_offset = error_.offset;
  error_.text = CurrentLine();
  return false;
}

std::string Lexer::CurrentLine() const {
  const void* newline = std::memchr(line_start_, '\n', end_ - line_start_);
  const char* line_end = newline != nullptr ? static_cast<const char*>(newline) : end_;
  return ReplaceInvalidUtf8({line_start_, static_cast<size_t>(line_end - line_start_)});
}

void Lexer::NoteOpenParenthesis() {
  if (level_ == 0) return;
  const Parenthesis& open = parentheses_[level_ - 1];
  error_.open_paren = open.character;
  error_.open_paren_lineno = open.lineno;
  error_.open_paren_column = open.column;
}

}  // namespace krait::frontend
