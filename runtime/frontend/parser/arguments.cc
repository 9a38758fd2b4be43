// The arguments of calls and classes, the parameters of functions and lambdas.

#include "runtime/frontend/parser/descent_parser.h"

namespace krait::frontend {

// After "(", through ")". A generator expression as the only argument needs no parentheses of its
// own; its position is that of the call's.
bool DescentParser::ParseCallArguments(bool allow_generator, NodeList<ExprNode>* args,
                                       NodeList<Keyword>* keywords) {
  const Token* open = t_ - 1;
  size_t mark = Mark();
  std::vector<Keyword*> named;
  bool saw_keyword = false;
  bool saw_double_star = false;
  while (!At(TokenKind::kRightParen)) {
    if (At(TokenKind::kDoubleStar) || (At(TokenKind::kName) && t_[1].kind == TokenKind::kEqual)) {
      (At(TokenKind::kDoubleStar) ? saw_double_star : saw_keyword) = true;
      Keyword* keyword = ParseKeyword();
      if (keyword == nullptr) return false;
      named.push_back(keyword);
    } else if (At(TokenKind::kStar)) {
      if (saw_double_star) return false;
      ExprNode* starred = ParseStarredArgument();
      if (starred == nullptr) return false;
      Push(starred);
    } else {
      ExprNode* value = ParseNamedExpression();
      if (value == nullptr) return false;
      if (AtComprehension() && allow_generator && Mark() == mark && named.empty()) {
        value =
            ParseComprehensionFrom(NodeKind::kGeneratorExp, open, value, TokenKind::kRightParen);
        if (value == nullptr) return false;
        *args = Single(value);
        return true;
      }
      if (saw_keyword || saw_double_star) return false;
      Push(value);
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Accept(TokenKind::kRightParen)) return false;
  *args = Take<ExprNode>(mark);
  *keywords = arena_.CopyArray(named.data(), named.size());
  return true;
}

// `name=value` or `**value`.
Keyword* DescentParser::ParseKeyword() {
  const Token* start = t_++;
  Identifier name;
  if (start->kind == TokenKind::kName) {
    name = arena_.InternName(unit_.TokenText(*start));
    ++t_;
  }
  ExprNode* value = ParseExpression();
  if (value == nullptr) return nullptr;
  auto* keyword = arena_.New<Keyword>(Since(*start));
  keyword->arg = name;
  keyword->value = value;
  return keyword;
}

namespace {
// What has been seen of a parameter list.
struct ParameterLists {
  std::vector<Arg*> positional_only;
  std::vector<Arg*> positional;
  std::vector<ExprNode*> defaults;
  std::vector<Arg*> keyword_only;
  std::vector<ExprNode*> keyword_defaults;
  Arg* vararg = nullptr;
  Arg* kwarg = nullptr;
  bool saw_slash = false;
  bool saw_star = false;
  bool bare_star = false;
};
}  // namespace

// Up to, and without, the closing token: ")" of a function (with annotations) or ":" of a lambda.
Arguments* DescentParser::ParseParameters(TokenKind closing) {
  const bool annotations = closing == TokenKind::kRightParen;
  const Token* start = t_;
  auto* arguments = arena_.New<Arguments>(*start);
  if (At(closing)) return arguments;
  ParameterLists lists;
  while (!At(closing)) {
    if (lists.kwarg != nullptr) return nullptr;
    if (At(TokenKind::kSlash)) {
      if (lists.saw_slash || lists.saw_star || lists.positional.empty()) return nullptr;
      ++t_;
      lists.saw_slash = true;
      lists.positional_only.swap(lists.positional);
    } else if (At(TokenKind::kStar)) {
      if (lists.saw_star) return nullptr;
      ++t_;
      lists.saw_star = true;
      lists.bare_star = At(TokenKind::kComma);
      if (!lists.bare_star && (lists.vararg = ParseParameter(annotations, true)) == nullptr) {
        return nullptr;
      }
    } else if (Accept(TokenKind::kDoubleStar)) {
      if (lists.bare_star && lists.keyword_only.empty()) return nullptr;
      if ((lists.kwarg = ParseParameter(annotations, false)) == nullptr) return nullptr;
    } else {
      Arg* arg = ParseParameter(annotations, false);
      if (arg == nullptr) return nullptr;
      ExprNode* value = nullptr;
      if (Accept(TokenKind::kEqual) && (value = ParseExpression()) == nullptr) return nullptr;
      if (lists.saw_star) {
        lists.keyword_only.push_back(arg);
        lists.keyword_defaults.push_back(value);
      } else {
        if (value == nullptr && !lists.defaults.empty()) return nullptr;
        lists.positional.push_back(arg);
        if (value != nullptr) lists.defaults.push_back(value);
      }
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!At(closing) || (lists.bare_star && lists.keyword_only.empty())) return nullptr;
  auto copy = [this](const auto& list) { return arena_.CopyArray(list.data(), list.size()); };
  arguments->posonlyargs = copy(lists.positional_only);
  arguments->args = copy(lists.positional);
  arguments->vararg = lists.vararg;
  arguments->kwonlyargs = copy(lists.keyword_only);
  arguments->kw_defaults = copy(lists.keyword_defaults);
  arguments->kwarg = lists.kwarg;
  arguments->defaults = copy(lists.defaults);
  return arguments;
}

// A name and its annotation; `*args: *Ts` may star it.
Arg* DescentParser::ParseParameter(bool annotations, bool starred) {
  if (!At(TokenKind::kName)) return nullptr;
  const Token* start = t_;
  Identifier name = Name();
  ExprNode* annotation = nullptr;
  if (annotations && Accept(TokenKind::kColon)) {
    annotation = starred ? ParseStarExpression() : ParseExpression();
    if (annotation == nullptr) return nullptr;
  }
  auto* arg = arena_.New<Arg>(Since(*start));
  arg->arg = name;
  arg->annotation = annotation;
  return arg;
}

}  // namespace krait::frontend
