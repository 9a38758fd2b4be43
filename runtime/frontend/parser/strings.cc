// String literals: prefixes, quotes, concatenation.

#include "runtime/frontend/parser/literals.h"
#include "runtime/frontend/parser/string_concatenation.h"
#include "runtime/frontend/utf8.h"

namespace krait::frontend {

void WarnInvalidEscape(const StringContext& context, const Token& token, std::string_view escape) {
  const bool octal = escape[0] >= '4' && escape[0] <= '7';
  std::string message = octal ? "invalid octal escape sequence '\\" : "invalid escape sequence '\\";
  message += escape.substr(0, octal ? 3 : 1);
  context.session.warnings().push_back(
      {SyntaxWarningInfo::Category::kDeprecationWarning, message + "'", token});
}

bool StringConcatenation::AddPlain(std::string_view body) {
  Utf8Problem bad = FindUtf8Problem(body);
  if (bad.reason != nullptr) {
    context_.Raise("(unicode error) " + DescribeUtf8Problem(body, bad));
    return false;
  }
  literal_.append(body);
  return true;
}

bool StringConcatenation::AddEscaped(std::string_view body, const Token& token) {
  size_t invalid_escape;
  std::string problem;
  if (!DecodeStrEscapes(context_.session.options(), body, &literal_, &invalid_escape, &problem)) {
    context_.Raise(std::move(problem));
    return false;
  }
  if (invalid_escape != std::string_view::npos) {
    WarnInvalidEscape(context_, token, body.substr(invalid_escape + 1));
  }
  return true;
}

ExprNode* StringConcatenation::MakeConstant(ConstantKind type, const Position& place) {
  AstArena& arena = context_.session.arena();
  auto* constant = arena.New<Constant>(place);
  constant->type = type;
  constant->unicode_prefix = type == ConstantKind::kStr && context_.unicode_prefix;
  constant->text = arena.CopyString(literal_);
  literal_.clear();
  return constant;
}

void StringConcatenation::AddValue(ExprNode* value) {
  if (!literal_.empty()) values_.push_back(MakeConstant(ConstantKind::kStr, context_.place));
  values_.push_back(value);
}

ExprNode* StringConcatenation::FinishStr(const Position& place) {
  if (!formatted_) return MakeConstant(ConstantKind::kStr, place);
  if (!literal_.empty()) values_.push_back(MakeConstant(ConstantKind::kStr, place));
  auto* joined = context_.session.arena().New<JoinedStr>(place);
  joined->values = context_.session.arena().CopyArray(values_.data(), values_.size());
  return joined;
}

ExprNode* StringConcatenation::FinishBytes() {
  return MakeConstant(ConstantKind::kBytes, context_.place);
}

namespace {

// A string token taken apart: prefix, quotes, body.
struct StringParts {
  bool raw = false;
  bool bytes = false;
  bool formatted = false;
  bool unicode = false;
  std::string_view body;

  explicit StringParts(std::string_view text) {
    for (; text[0] != '"' && text[0] != '\''; text.remove_prefix(1)) {
      char c = static_cast<char>(text[0] | 0x20);
      raw |= c == 'r';
      bytes |= c == 'b';
      formatted |= c == 'f';
      unicode |= c == 'u';
    }
    size_t quotes = text.size() >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
    body = text.substr(quotes, text.size() - 2 * quotes);
  }
};

bool AddBytes(const StringContext& context, const Token& token, const StringParts& parts,
              StringConcatenation* result) {
  for (unsigned char c : parts.body) {
    if (c < 0x80) continue;
    context.Raise("bytes can only contain ASCII literal characters");
    return false;
  }
  if (parts.raw || parts.body.find('\\') == std::string_view::npos) {
    result->AddLiteral(parts.body);
    return true;
  }
  std::string decoded;
  std::string problem;
  size_t invalid_escape;
  if (!DecodeBytesEscapes(parts.body, &decoded, &invalid_escape, &problem)) {
    context.Raise(std::move(problem));
    return false;
  }
  if (invalid_escape != std::string_view::npos) {
    WarnInvalidEscape(context, token, parts.body.substr(invalid_escape + 1));
  }
  result->AddLiteral(decoded);
  return true;
}

// The common case, one literal with neither escapes nor an f: copied once, straight to the arena.
ExprNode* PlainString(const StringContext& context, const StringParts& parts) {
  if (parts.bytes || parts.formatted) return nullptr;
  if (!parts.raw && parts.body.find('\\') != std::string_view::npos) return nullptr;
  if (FindUtf8Problem(parts.body).reason != nullptr) return nullptr;
  AstArena& arena = context.session.arena();
  auto* constant = arena.New<Constant>(context.place);
  constant->type = ConstantKind::kStr;
  constant->unicode_prefix = context.unicode_prefix;
  constant->text = arena.CopyString(parts.body);
  return constant;
}

}  // namespace

ExprNode* ParseStrings(ParseSession& session, const SourceUnit& unit, size_t first, size_t count,
                       size_t fetched) {
  const Token* tokens = &unit.tokens[first];
  const Token& last = tokens[count - 1];
  const StringParts first_parts(unit.TokenText(tokens[0]));
  // Only a lower-case u leaves its mark on the node.
  const bool unicode_prefix = unit.text[tokens[0].start] == 'u';
  const StringContext context = {
      session,
      unit,
      fetched,
      {tokens[0].lineno, tokens[0].col_offset, last.end_lineno, last.end_col_offset},
      unicode_prefix};
  if (count == 1) {
    if (ExprNode* plain = PlainString(context, first_parts)) return plain;
  }
  StringConcatenation result(context);
  for (size_t i = 0; i < count; ++i) {
    const StringParts parts(unit.TokenText(tokens[i]));
    if (parts.bytes && !AddBytes(context, tokens[i], parts, &result)) return nullptr;
    if (!parts.bytes && !parts.formatted) {
      const bool plain = parts.raw || parts.body.find('\\') == std::string_view::npos;
      if (!(plain ? result.AddPlain(parts.body) : result.AddEscaped(parts.body, tokens[i]))) {
        return nullptr;
      }
    }
    if (parts.bytes != first_parts.bytes) {
      context.Raise("cannot mix bytes and nonbytes literals");
      return nullptr;
    }
    if (parts.formatted && !ParseFString(context, tokens[i], parts.body, parts.raw, &result)) {
      return nullptr;
    }
  }
  return first_parts.bytes ? result.FinishBytes() : result.FinishStr(context.place);
}

}  // namespace krait::frontend
