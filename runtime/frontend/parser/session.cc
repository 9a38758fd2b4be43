// Placing errors as CPython does: offsets in characters, and the text of the line.

#include "runtime/frontend/parser/session.h"

#include <algorithm>

#include "runtime/frontend/utf8.h"

namespace krait::frontend {

namespace {

// The state of CPython's tokenizer after it has delivered some tokens. It holds one line of the
// source at a time, except that a token or continuation that spans lines keeps its first line.
struct TokenizerState {
  int32_t lineno = 1;
  size_t cursor = 0;
  size_t line_start = 0;
  size_t buffer_start = 0;
  size_t buffer_end = 0;
};

size_t LineStartBefore(std::string_view text, size_t at) {
  if (at == 0) return 0;
  size_t newline = text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

size_t LineEndAfter(std::string_view text, size_t at) {
  size_t newline = text.find('\n', at);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

// Whether the line that ends just before line_start goes on by a backslash after some token.
bool IsContinued(const SourceUnit& unit, size_t last, size_t line_start) {
  std::string_view text = unit.text;
  if (line_start < 2 || text[line_start - 1] != '\n' || text[line_start - 2] != '\\') return false;
  size_t previous_start = LineStartBefore(text, line_start - 1);
  // Only a comment could hide the backslash; then a '#' stands after the line's last token.
  size_t from = previous_start;
  for (size_t i = last + 1; i-- > 0;) {
    if (unit.tokens[i].end <= line_start - 2) {
      from = std::max<size_t>(from, unit.tokens[i].end);
      break;
    }
  }
  std::string_view between = text.substr(from, line_start - 2 - from);
  if (between.find('#') != std::string_view::npos) return false;
  // A backslash in the indentation does not hold the line.
  return text.substr(previous_start, line_start - 2 - previous_start).find_first_not_of(" \t\f") !=
         std::string_view::npos;
}

size_t FindBufferStart(const SourceUnit& unit, size_t last, size_t line_start) {
  std::string_view text = unit.text;
  size_t token = last;
  while (line_start > 0) {
    while (token > 0 && unit.tokens[token].start >= line_start) --token;
    const Token& spanning = unit.tokens[token];
    if (spanning.start < line_start && spanning.end > line_start &&
        spanning.kind == TokenKind::kString) {
      line_start = LineStartBefore(text, spanning.start);
    } else if (IsContinued(unit, last, line_start)) {
      line_start = LineStartBefore(text, line_start - 1);
    } else {
      break;
    }
  }
  return line_start;
}

TokenizerState StateAfter(const SourceUnit& unit, size_t fetched) {
  TokenizerState state;
  if (fetched == 0) return state;
  const Token& last = unit.tokens[fetched - 1];
  state.lineno = last.end_lineno;
  state.cursor = last.end;
  if (!last.has_text()) {
    state.line_start = last.start;
  } else {
    state.line_start = LineStartBefore(unit.text, state.cursor);
    if (last.kind == TokenKind::kNewline) ++state.cursor;
  }
  state.buffer_start = FindBufferStart(unit, fetched - 1, state.line_start);
  state.buffer_end = LineEndAfter(unit.text, state.line_start);
  return state;
}

std::string_view NthLine(std::string_view text, int32_t index) {
  for (; index > 0; --index) {
    size_t newline = text.find('\n');
    if (newline == std::string_view::npos) break;
    text.remove_prefix(newline + 1);
  }
  return text.substr(0, text.find('\n'));
}

int32_t ToCharacterOffset(std::string_view line, int32_t column) {
  if (column < 0) return column;
  auto bytes = static_cast<size_t>(column);
  if (bytes > line.size()) return static_cast<int32_t>(CountCharacters(line) + 1);
  return static_cast<int32_t>(CountCharacters(line.substr(0, bytes)));
}

}  // namespace

void ParseSession::SetError(const SourceUnit& unit, size_t fetched, ErrorType type, int32_t lineno,
                            int32_t column, int32_t end_lineno, int32_t end_column,
                            std::string message) {
  if (failed_) return;
  failed_ = true;
  TokenizerState state = StateAfter(unit, fetched);
  std::string_view line;
  if (state.lineno <= lineno && state.buffer_end > state.buffer_start) {
    line = unit.text.substr(state.buffer_start, state.buffer_end - state.buffer_start);
  } else {
    line = NthLine(unit.text, unit.start_lineno > 0 ? lineno - unit.start_lineno : lineno - 1);
  }
  error_.text = ReplaceInvalidUtf8(line);
  if (unit.is_fstring) {
    message = "f-string: " + message;
    column -= unit.start_column;
    end_column -= unit.start_column;
  }
  if (unit.encoding_known) {
    column = ToCharacterOffset(error_.text, column);
    if (end_column > 0) end_column = ToCharacterOffset(error_.text, end_column);
  }
  error_.type = type;
  error_.message = std::move(message);
  error_.filename = std::string(options_.filename);
  error_.lineno = lineno;
  error_.offset = column;
  error_.end_lineno = end_lineno;
  error_.end_offset = end_column;
}

void ParseSession::RaiseAt(const SourceUnit& unit, size_t fetched, ErrorType type,
                           const Position& place, std::string message) {
  SetError(unit, fetched, type, place.lineno, place.col_offset + 1, place.end_lineno,
           place.end_col_offset + 1, std::move(message));
}

void ParseSession::RaiseAtLast(const SourceUnit& unit, size_t fetched, ErrorType type,
                               std::string message) {
  if (fetched == 0) return SetError(unit, 0, type, 0, 0, 0, -1, std::move(message));
  const Token& last = unit.tokens[fetched - 1];
  int32_t column = last.col_offset + 1;
  if (last.col_offset == -1) {
    TokenizerState state = StateAfter(unit, fetched);
    column = static_cast<int32_t>(state.cursor - state.line_start);
  }
  SetError(unit, fetched, type, last.lineno, column, last.end_lineno,
           last.end_col_offset == -1 ? -1 : last.end_col_offset + 1, std::move(message));
}

void ParseSession::RaiseFrom(const SourceUnit& unit, size_t fetched, const Position& place,
                             std::string message) {
  TokenizerState state = StateAfter(unit, fetched);
  SetError(unit, fetched, ErrorType::kSyntaxError, place.lineno, place.col_offset + 1, state.lineno,
           static_cast<int32_t>(state.cursor - state.line_start), std::move(message));
}

void ParseSession::RaiseUnclosedParenthesis(const SourceUnit& unit, size_t fetched) {
  const LexError& error = unit.lex_error;
  Position place = {error.open_paren_lineno, error.open_paren_column, error.open_paren_lineno, -1};
  RaiseAt(unit, fetched, ErrorType::kSyntaxError, place,
          std::string("'") + error.open_paren + "' was never closed");
}

void ParseSession::SetReportedLexError(const LexError& lex_error) {
  failed_ = true;
  error_ = SyntaxErrorInfo();
  error_.message = lex_error.message;
  error_.filename = std::string(options_.filename);
  error_.lineno = error_.end_lineno = lex_error.lineno;
  error_.offset = lex_error.offset;
  error_.end_offset = lex_error.end_offset;
  error_.text = lex_error.text;
}

void ParseSession::RaiseLexError(const SourceUnit& unit) {
  if (failed_) return;
  const size_t fetched = unit.tokens.size();
  const Token& last = unit.tokens.back();
  const Position line_start = {last.lineno, 0, last.lineno, -1};
  switch (unit.lex_error.kind) {
    case LexError::Kind::kNone:
    case LexError::Kind::kReported:
      return SetReportedLexError(unit.lex_error);
    case LexError::Kind::kUndecodable:
      return RaiseAtLast(unit, fetched, ErrorType::kSyntaxError,
                         "(unicode error) " + unit.lex_error.message);
    case LexError::Kind::kEndOfSource:
      if (unit.lex_error.open_paren != 0) return RaiseUnclosedParenthesis(unit, fetched);
      return RaiseAtLast(unit, fetched, ErrorType::kSyntaxError, "unexpected EOF while parsing");
    case LexError::Kind::kDedent:
      return RaiseAtLast(unit, fetched, ErrorType::kIndentationError,
                         "unindent does not match any outer indentation level");
    case LexError::Kind::kTabs:
      return RaiseAt(unit, fetched, ErrorType::kTabError, line_start,
                     "inconsistent use of tabs and spaces in indentation");
    case LexError::Kind::kTooDeep:
      return RaiseAt(unit, fetched, ErrorType::kIndentationError, line_start,
                     "too many levels of indentation");
    case LexError::Kind::kContinuation: {
      TokenizerState state = StateAfter(unit, fetched);
      Position place = line_start;
      place.col_offset = static_cast<int32_t>(state.cursor - state.buffer_start) - 1;
      return RaiseAt(unit, fetched, ErrorType::kSyntaxError, place,
                     "unexpected character after line continuation character");
    }
  }
}

void ParseSession::RaiseTooDeep() {
  if (failed_) return;
  failed_ = true;
  error_.type = ErrorType::kMemoryError;
  error_.filename = std::string(options_.filename);
  error_.has_position = false;
}

bool ParseSession::HasSeenEnd(const SourceUnit& unit, size_t fetched) {
  const Token& last = unit.tokens[fetched - 1];
  return last.end == unit.text.size() && unit.text.back() != '\n' &&
         last.kind != TokenKind::kString;
}

bool ParseSession::IsAtEnd(const SourceUnit& unit, size_t fetched) {
  const Token& last = unit.tokens[fetched - 1];
  switch (last.kind) {
    case TokenKind::kEndMarker:
      return true;
    case TokenKind::kError:
      return unit.lex_error.at_end;
    case TokenKind::kDedent:
    case TokenKind::kNewline:
      if (!last.has_text() && last.end == unit.text.size()) return true;
      break;
    default:
      break;
  }
  return HasSeenEnd(unit, fetched);
}

void ParseSession::RaiseIncomplete(const SourceUnit& unit, size_t fetched) {
  failed_ = false;
  error_ = SyntaxErrorInfo();
  RaiseAtLast(unit, fetched, ErrorType::kSyntaxError, "incomplete input");
}

void ParseSession::PreferLexError(const SourceUnit& unit, size_t fetched) {
  const LexError& lex_error = unit.lex_error;
  if (lex_error.kind == LexError::Kind::kNone || error_.type > ErrorType::kTabError) return;
  if (lex_error.kind == LexError::Kind::kReported) return SetReportedLexError(lex_error);
  if (lex_error.open_paren == 0 || lex_error.kind == LexError::Kind::kUndecodable) return;
  if (unit.tokens[fetched - 1].lineno <= lex_error.open_paren_lineno) return;
  failed_ = false;
  error_ = SyntaxErrorInfo();
  RaiseUnclosedParenthesis(unit, unit.tokens.size());
}

}  // namespace krait::frontend
