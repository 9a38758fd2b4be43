// Names, literals, and everything in brackets: groups, tuples, lists, dicts, sets, comprehensions.

#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/literals.h"

namespace krait::frontend {

ExprNode* DescentParser::ParseAtom() {
  switch (t_->kind) {
    case TokenKind::kName:
      return ParseName();
    case TokenKind::kNumber: {
      const Token& token = *t_++;
      return ParseNumber(session_, unit_, token, position());
    }
    case TokenKind::kString:
      return ParseStringAtom();
    case TokenKind::kNone:
      return ParseConstant(ConstantKind::kNone);
    case TokenKind::kTrue:
      return ParseConstant(ConstantKind::kTrue);
    case TokenKind::kFalse:
      return ParseConstant(ConstantKind::kFalse);
    case TokenKind::kEllipsis:
      return ParseConstant(ConstantKind::kEllipsis);
    case TokenKind::kLeftParen:
      return ParseParenthesized();
    case TokenKind::kLeftBracket:
      return ParseBracketed();
    case TokenKind::kLeftBrace:
      return ParseBraced();
    default:
      return nullptr;
  }
}

ExprNode* DescentParser::ParseName() {
  auto* name = arena_.New<frontend::Name>(*t_);
  name->id = Name();
  return name;
}

ExprNode* DescentParser::ParseConstant(ConstantKind type) {
  auto* constant = arena_.New<Constant>(*t_++);
  constant->type = type;
  return constant;
}

ExprNode* DescentParser::ParseStringAtom() {
  const size_t first = position();
  while (At(TokenKind::kString)) ++t_;
  if (At(TokenKind::kError)) return nullptr;
  return ParseStrings(session_, unit_, first, position() - first, position() + 1);
}

// At "(": (), a group, a tuple, or a generator expression.
ExprNode* DescentParser::ParseParenthesized() {
  const Token* start = t_++;
  if (Accept(TokenKind::kRightParen)) return arena_.New<Tuple>(NodeKind::kTuple, Since(*start));
  ExprNode* first = At(TokenKind::kYield) ? ParseYield() : ParseStarNamedExpression();
  if (first == nullptr) return nullptr;
  if (Accept(TokenKind::kRightParen)) {
    if (first->kind == NodeKind::kStarred) {
      --t_;
      return nullptr;
    }
    first->parenthesized = true;
    return first;
  }
  if (IsKindOf<Yield>(first->kind) || first->kind == NodeKind::kYieldFrom) {
    if (!first->parenthesized) return nullptr;
  }
  if (AtComprehension() && first->kind != NodeKind::kStarred) {
    return ParseComprehensionFrom(NodeKind::kGeneratorExp, start, first, TokenKind::kRightParen);
  }
  if (!At(TokenKind::kComma)) return nullptr;
  size_t mark = Mark();
  Push(first);
  if (!ParseItems(TokenKind::kRightParen)) return nullptr;
  auto* tuple = arena_.New<Tuple>(NodeKind::kTuple, Since(*start));
  tuple->elts = Take<ExprNode>(mark);
  return tuple;
}

// After the first item of a display: pushes the others and consumes the closing bracket.
bool DescentParser::ParseItems(TokenKind closing) {
  while (Accept(TokenKind::kComma) && StartsExpression(t_->kind)) {
    ExprNode* item = ParseStarNamedExpression();
    if (item == nullptr) return false;
    Push(item);
  }
  return Accept(closing);
}

ExprNode* DescentParser::ParseBracketed() {
  const Token* start = t_++;
  if (Accept(TokenKind::kRightBracket)) return arena_.New<List>(Since(*start));
  ExprNode* first = ParseStarNamedExpression();
  if (first == nullptr) return nullptr;
  if (AtComprehension() && first->kind != NodeKind::kStarred) {
    return ParseComprehensionFrom(NodeKind::kListComp, start, first, TokenKind::kRightBracket);
  }
  size_t mark = Mark();
  Push(first);
  if (!ParseItems(TokenKind::kRightBracket)) return nullptr;
  auto* list = arena_.New<List>(Since(*start));
  list->elts = Take<ExprNode>(mark);
  return list;
}

ExprNode* DescentParser::ParseBraced() {
  const Token* start = t_++;
  if (Accept(TokenKind::kRightBrace)) return arena_.New<Dict>(Since(*start));
  if (At(TokenKind::kDoubleStar)) return ParseDictFrom(start, nullptr);
  ExprNode* first = ParseStarNamedExpression();
  if (first == nullptr) return nullptr;
  const bool unparenthesized_walrus = first->kind == NodeKind::kNamedExpr && !first->parenthesized;
  if (At(TokenKind::kColon) && first->kind != NodeKind::kStarred && !unparenthesized_walrus) {
    return ParseDictFrom(start, first);
  }
  if (AtComprehension() && first->kind != NodeKind::kStarred) {
    return ParseComprehensionFrom(NodeKind::kSetComp, start, first, TokenKind::kRightBrace);
  }
  size_t mark = Mark();
  Push(first);
  if (!ParseItems(TokenKind::kRightBrace)) return nullptr;
  auto* set = arena_.New<Set>(Since(*start));
  set->elts = Take<ExprNode>(mark);
  return set;
}

// After the first key (at its ":"), or at a "**" if key is null.
ExprNode* DescentParser::ParseDictFrom(const Token* start, ExprNode* key) {
  const bool may_be_comprehension = key != nullptr;
  size_t mark = Mark();
  while (true) {
    if (!Accept(key != nullptr ? TokenKind::kColon : TokenKind::kDoubleStar)) return nullptr;
    ExprNode* value = key != nullptr ? ParseExpression() : ParseBinary(1);
    if (value == nullptr) return nullptr;
    if (may_be_comprehension && Mark() == mark && AtComprehension()) {
      return ParseDictComprehension(start, key, value);
    }
    Push(key);
    Push(value);
    if (!Accept(TokenKind::kComma) || At(TokenKind::kRightBrace)) break;
    key = nullptr;
    if (!At(TokenKind::kDoubleStar) && (key = ParseExpression()) == nullptr) return nullptr;
  }
  if (!Accept(TokenKind::kRightBrace)) return nullptr;
  auto* dict = arena_.New<Dict>(Since(*start));
  const size_t count = (Mark() - mark) / 2;
  dict->keys = arena_.NewArray<ExprNode*>(count);
  dict->values = arena_.NewArray<ExprNode*>(count);
  for (size_t i = 0; i < count; ++i) {
    dict->keys[i] = static_cast<ExprNode*>(stack_[mark + 2 * i]);
    dict->values[i] = static_cast<ExprNode*>(stack_[mark + 2 * i + 1]);
  }
  stack_.resize(mark);
  return dict;
}

ExprNode* DescentParser::ParseDictComprehension(const Token* start, ExprNode* key,
                                                ExprNode* value) {
  NodeList<Comprehension> generators;
  if (!ParseComprehensionClauses(&generators) || !Accept(TokenKind::kRightBrace)) return nullptr;
  auto* comprehension = arena_.New<DictComp>(Since(*start));
  comprehension->key = key;
  comprehension->value = value;
  comprehension->generators = generators;
  return comprehension;
}

ExprNode* DescentParser::ParseComprehensionFrom(NodeKind kind, const Token* start,
                                                ExprNode* element, TokenKind closing) {
  NodeList<Comprehension> generators;
  if (!ParseComprehensionClauses(&generators) || !Accept(closing)) return nullptr;
  auto* comprehension = arena_.New<ListComp>(kind, Since(*start));
  comprehension->elt = element;
  comprehension->generators = generators;
  return comprehension;
}

bool DescentParser::ParseComprehensionClauses(NodeList<Comprehension>* generators) {
  size_t mark = Mark();
  while (AtComprehension()) {
    const Token* start = t_;
    const bool is_async = Accept(TokenKind::kAsync);
    ++t_;
    ExprNode* target = ParseStarTargets();
    if (target == nullptr || !Accept(TokenKind::kIn)) return false;
    ExprNode* iter = ParseDisjunction();
    if (iter == nullptr) return false;
    size_t ifs_mark = Mark();
    while (Accept(TokenKind::kIf)) {
      ExprNode* condition = ParseDisjunction();
      if (condition == nullptr) return false;
      Push(condition);
    }
    NodeList<ExprNode> ifs = Take<ExprNode>(ifs_mark);
    auto* clause = arena_.New<Comprehension>(Since(*start));
    clause->target = target;
    clause->iter = iter;
    clause->ifs = ifs;
    clause->is_async = is_async;
    Push(clause);
  }
  *generators = Take<Comprehension>(mark);
  return true;
}

}  // namespace krait::frontend
