// The inside of f-strings: literal pieces, {expressions}, conversions and format specs.
//
// An expression ends at the first "}", "!", ":" or "=" outside of its own brackets and strings; it
// is then lexed and parsed as if it stood in parentheses, in a SourceUnit of its own.

#include <memory>

#include "runtime/frontend/lexer.h"
#include "runtime/frontend/parser/parse_unit.h"
#include "runtime/frontend/parser/string_concatenation.h"

namespace krait::frontend {

namespace {

constexpr int kMaxSpecNesting = 2;  // an expression in a format spec cannot have a spec that nests

class FStringParser {
 public:
  FStringParser(const StringContext& context, const Token& token, std::string_view body, bool raw)
      : context_(context),
        token_(token),
        raw_(raw),
        cursor_(body.data()),
        end_(body.data() + body.size()),
        counted_to_(context.unit.TokenText(token).data()),
        line_start_(counted_to_) {}

  // Parses to the end of the body or, for a format spec (depth > 0), up to its "}".
  bool ParsePieces(int depth, StringConcatenation* result);

 private:
  enum class LiteralEnd { kFailed, kDoubledBrace, kBraceOrEnd };

  LiteralEnd ParseLiteral(int depth, StringConcatenation* result);
  bool SkipNamedCharacter();
  bool ParseReplacement(int depth, StringConcatenation* result);
  bool FindExpressionEnd();
  bool CloseBracket(char c, std::string* open_brackets);
  bool SkipQuoted();
  void AdvancePosition(const char* to);
  bool EndsExpression(char c);
  ExprNode* ParseExpression(const char* start, const char* end);
  bool ParseConversion(int32_t* conversion);
  ExprNode* ParseSpec(int depth);

  bool Fail(const std::string& message) {
    context_.Raise("f-string: " + message);
    return false;
  }
  bool FailPlain(const char* message) {
    context_.Raise(message);
    return false;
  }

  const StringContext& context_;
  const Token& token_;
  const bool raw_;
  const char* cursor_;
  const char* end_;         // of the body; the closing quote follows
  const char* counted_to_;  // how far the token's lines have been counted
  const char* line_start_;  // of the line that counted_to_ is on
  int32_t lines_ = 0;       // before it, within the token
};

bool FStringParser::ParsePieces(int depth, StringConcatenation* result) {
  result->MarkFormatted();
  while (true) {
    LiteralEnd literal_end = ParseLiteral(depth, result);
    if (literal_end == LiteralEnd::kFailed) return false;
    if (literal_end == LiteralEnd::kDoubledBrace) continue;
    if (cursor_ >= end_ || *cursor_ == '}') break;
    if (!ParseReplacement(depth, result)) return false;
  }
  if (depth > 0 && *cursor_ != '}') return Fail("expecting '}'");
  return true;
}

// At "\N": "{name}" belongs to the escape.
bool FStringParser::SkipNamedCharacter() {
  if (cursor_ < end_ && *cursor_++ == '{') {
    while (cursor_ < end_ && *cursor_++ != '}') {
    }
  }
  return true;
}

FStringParser::LiteralEnd FStringParser::ParseLiteral(int depth, StringConcatenation* result) {
  const char* start = cursor_;
  LiteralEnd how = LiteralEnd::kBraceOrEnd;
  const char* resume = nullptr;
  while (cursor_ < end_) {
    char c = *cursor_++;
    if (!raw_ && c == '\\' && cursor_ < end_) {
      c = *cursor_++;
      if (c == 'N') {
        SkipNamedCharacter();
        continue;
      }
      if (c == '{') WarnInvalidEscape(context_, token_, "{");
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (cursor_ < end_ && *cursor_ == c) {
        resume = cursor_ + 1;
        how = LiteralEnd::kDoubledBrace;
        break;
      }
      if (c == '}') {
        Fail("single '}' is not allowed");
        return LiteralEnd::kFailed;
      }
    }
    --cursor_;
    break;
  }
  std::string_view literal(start, static_cast<size_t>(cursor_ - start));
  if (!literal.empty() &&
      !(raw_ ? result->AddPlain(literal) : result->AddEscaped(literal, token_))) {
    return LiteralEnd::kFailed;
  }
  if (resume != nullptr) cursor_ = resume;
  return how;
}

// Whether c, outside of brackets, ends the expression. Steps over the first half of "!=" and such.
bool FStringParser::EndsExpression(char c) {
  if (cursor_ + 1 < end_ && cursor_[1] == '=' && (c == '!' || c == '=' || c == '<' || c == '>')) {
    ++cursor_;
    return false;
  }
  return c != '<' && c != '>';
}

// At a quote inside the expression: moves to the last closing quote, or to the end.
bool FStringParser::SkipQuoted() {
  const char quote = *cursor_;
  const bool triple = cursor_ + 2 < end_ && cursor_[1] == quote && cursor_[2] == quote;
  for (cursor_ += triple ? 3 : 1; cursor_ < end_; ++cursor_) {
    if (*cursor_ == '\\') return FailPlain("f-string expression part cannot include a backslash");
    if (*cursor_ != quote) continue;
    if (!triple) return true;
    if (cursor_ + 2 < end_ && cursor_[1] == quote && cursor_[2] == quote) {
      cursor_ += 2;
      return true;
    }
  }
  return Fail("unterminated string");
}

bool FStringParser::CloseBracket(char c, std::string* open_brackets) {
  if (open_brackets->empty()) return Fail(std::string("unmatched '") + c + "'");
  const char open = open_brackets->back();
  open_brackets->pop_back();
  if (c == (open == '(' ? ')' : open == '[' ? ']' : '}')) return true;
  return Fail(std::string("closing parenthesis '") + c + "' does not match opening parenthesis '" +
              open + "'");
}

bool FStringParser::FindExpressionEnd() {
  std::string open_brackets;
  for (; cursor_ < end_; ++cursor_) {
    const char c = *cursor_;
    if (c == '\\') return FailPlain("f-string expression part cannot include a backslash");
    if (c == '\'' || c == '"') {
      if (!SkipQuoted()) return false;
    } else if (c == '[' || c == '{' || c == '(') {
      if (open_brackets.size() >= static_cast<size_t>(Lexer::kMaxParentheses)) {
        return Fail("too many nested parenthesis");
      }
      open_brackets.push_back(c);
    } else if (c == '#') {
      return FailPlain("f-string expression part cannot include '#'");
    } else if (open_brackets.empty() &&
               (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
      if (EndsExpression(c)) break;
    } else if (c == ']' || c == '}' || c == ')') {
      if (!CloseBracket(c, &open_brackets)) return false;
    }
  }
  if (!open_brackets.empty()) {
    return Fail(std::string("unmatched '") + open_brackets.back() + "'");
  }
  return cursor_ < end_ || Fail("expecting '}'");
}

// Counts the lines of the token up to `to`. Expressions come in order, hence this never goes back.
void FStringParser::AdvancePosition(const char* to) {
  for (; counted_to_ < to; ++counted_to_) {
    if (*counted_to_ != '\n') continue;
    ++lines_;
    line_start_ = counted_to_ + 1;
  }
}

bool IsBlank(const char* start, const char* end) {
  for (; start != end; ++start) {
    if (*start != ' ' && *start != '\t' && *start != '\n' && *start != '\f') return false;
  }
  return true;
}

// Parses [start, end) in a unit of its own, placed so that columns come out as in the source.
ExprNode* FStringParser::ParseExpression(const char* start, const char* end) {
  if (IsBlank(start, end)) {
    Fail(*end == '}' ? std::string("empty expression not allowed")
                     : std::string("expression required before '") + *end + "'");
    return nullptr;
  }
  const char* brace = start - 1;
  AdvancePosition(brace);
  int32_t column = static_cast<int32_t>(brace - line_start_);
  const char* first = start;
  while (*first == ' ' || *first == '\t' || *first == '\f') ++first;
  if (*first == '\n') column = 0;

  std::string text;
  text.reserve(static_cast<size_t>(end - start) + 3);
  text.append("(").append(start, end).append(")\n");
  SourceUnit unit;
  unit.text = text;
  unit.is_fstring = true;
  unit.start_lineno = token_.lineno + lines_;
  unit.start_column = lines_ != 0 ? column : token_.col_offset + column;
  return ParseFStringUnit(context_.session, &unit);
}

bool FStringParser::ParseConversion(int32_t* conversion) {
  ++cursor_;
  if (cursor_ >= end_) return Fail("expecting '}'");
  *conversion = static_cast<unsigned char>(*cursor_++);
  if (*conversion == 's' || *conversion == 'r' || *conversion == 'a') return true;
  return Fail("invalid conversion character: expected 's', 'r', or 'a'");
}

// Unlike everything else, a spec stands at its own literal and not at all the joined ones.
ExprNode* FStringParser::ParseSpec(int depth) {
  ++cursor_;
  if (cursor_ >= end_) {
    Fail("expecting '}'");
    return nullptr;
  }
  StringConcatenation spec(context_);
  return ParsePieces(depth + 1, &spec) ? spec.FinishStr(token_) : nullptr;
}

// At "{".
bool FStringParser::ParseReplacement(int depth, StringConcatenation* result) {
  if (depth >= kMaxSpecNesting) return Fail("expressions nested too deeply");
  const char* start = ++cursor_;
  if (!FindExpressionEnd()) return false;
  ExprNode* value = ParseExpression(start, cursor_);
  if (value == nullptr) return false;

  const bool show_text = *cursor_ == '=';
  if (show_text) {
    do {
      ++cursor_;
    } while (*cursor_ == ' ' || (*cursor_ >= '\t' && *cursor_ <= '\r'));
    result->AddLiteral({start, static_cast<size_t>(cursor_ - start)});
  }
  int32_t conversion = -1;
  ExprNode* spec = nullptr;
  if (*cursor_ == '!' && !ParseConversion(&conversion)) return false;
  if (*cursor_ == ':' && (spec = ParseSpec(depth)) == nullptr) return false;
  if (cursor_ >= end_ || *cursor_ != '}') return Fail("expecting '}'");
  ++cursor_;
  if (show_text && spec == nullptr && conversion == -1) conversion = 'r';

  auto* formatted = context_.session.arena().New<FormattedValue>(context_.place);
  formatted->value = value;
  formatted->conversion = conversion;
  formatted->format_spec = spec;
  result->AddValue(formatted);
  return true;
}

}  // namespace

bool ParseFString(const StringContext& context, const Token& token, std::string_view body, bool raw,
                  StringConcatenation* result) {
  return FStringParser(context, token, body, raw).ParsePieces(0, result);
}

}  // namespace krait::frontend
