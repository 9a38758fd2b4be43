// Patterns of `match`.

#include "runtime/frontend/validator.h"

namespace krait::frontend {

namespace {

bool IsNumber(const ExprNode* e, bool real, bool imaginary) {
  const auto* constant = DynamicCast<Constant>(e);
  if (constant == nullptr) return false;
  switch (constant->type) {
    case ConstantKind::kInt:
    case ConstantKind::kBigInt:
    case ConstantKind::kFloat:
      return real;
    case ConstantKind::kComplex:
      return imaginary;
    default:
      return false;
  }
}

bool IsNegative(const ExprNode* e, bool real, bool imaginary) {
  const auto* unary = DynamicCast<UnaryOp>(e);
  return unary != nullptr && unary->op == UnaryOperator::kUSub &&
         IsNumber(unary->operand, real, imaginary);
}

// `-1 + 2j`
bool IsComplex(const ExprNode* e) {
  const auto* sum = DynamicCast<BinOp>(e);
  return sum != nullptr && (sum->op == BinaryOperator::kAdd || sum->op == BinaryOperator::kSub) &&
         (IsNumber(sum->left, true, false) || IsNegative(sum->left, true, false)) &&
         IsNumber(sum->right, false, true);
}

bool IsSingleton(const ExprNode* e) {
  const auto* constant = DynamicCast<Constant>(e);
  return constant != nullptr &&
         (constant->type == ConstantKind::kNone || constant->type == ConstantKind::kTrue ||
          constant->type == ConstantKind::kFalse);
}

bool IsLiteral(const Constant* constant) {
  switch (constant->type) {
    case ConstantKind::kStr:
    case ConstantKind::kBytes:
      return true;
    default:
      return IsNumber(constant, true, true);
  }
}

}  // namespace

bool Validator::PatternValue(const ExprNode* value) {
  if (!Value(value)) return false;
  switch (value->kind) {
    case NodeKind::kConstant:
      if (IsLiteral(Cast<Constant>(value))) return true;
      return Fail("unexpected constant inside of a literal pattern");
    case NodeKind::kAttribute:
    case NodeKind::kJoinedStr:
      return true;
    default:
      if (IsNegative(value, true, true) || IsComplex(value)) return true;
      return Fail("patterns may only match literals and attribute lookups");
  }
}

bool Validator::Capture(Identifier name) {
  if (name == "_") return Fail("can't capture name '_' in patterns");
  return Name(name);
}

bool Validator::Patterns(NodeList<Pattern> patterns, bool star_allowed) {
  for (const Pattern* pattern : patterns) {
    if (pattern == nullptr) return Fail("None disallowed in pattern list");
    if (!OnePattern(pattern, star_allowed)) return false;
  }
  return true;
}

bool Validator::MappingPattern(const MatchMapping* pattern) {
  if (!LengthsMatch(pattern->keys.size(), pattern->patterns.size(),
                    "MatchMapping doesn't have the same number of keys as patterns")) {
    return false;
  }
  if (pattern->rest && !Capture(pattern->rest)) return false;
  for (const ExprNode* key : pattern->keys) {
    if (key == nullptr) return Fail("None disallowed in expression list");
    if (!IsSingleton(key) && !PatternValue(key)) return false;
  }
  return Patterns(pattern->patterns, false);
}

bool Validator::ClassPattern(const MatchClass* pattern) {
  if (!LengthsMatch(pattern->kwd_attrs.size(), pattern->kwd_patterns.size(),
                    "MatchClass doesn't have the same number of keyword attributes as patterns") ||
      !Value(pattern->cls)) {
    return false;
  }
  const ExprNode* cls = pattern->cls;
  while (const auto* attribute = DynamicCast<Attribute>(cls)) cls = attribute->value;
  if (cls->kind != NodeKind::kName) {
    return Fail("MatchClass cls field can only contain Name or Attribute nodes.");
  }
  for (Identifier name : pattern->kwd_attrs) {
    if (!Name(name)) return false;
  }
  return Patterns(pattern->patterns, false) && Patterns(pattern->kwd_patterns, false);
}

bool Validator::AsPattern(const MatchAs* pattern) {
  if (pattern->name && !Capture(pattern->name)) return false;
  if (pattern->pattern == nullptr) return true;
  if (!pattern->name) {
    return Fail("MatchAs must specify a target name if a pattern is given");
  }
  return OnePattern(pattern->pattern, false);
}

bool Validator::OnePattern(const Pattern* pattern, bool star_allowed) {
  if (!Places(*pattern)) return false;
  switch (pattern->kind) {
    case NodeKind::kMatchValue:
      return PatternValue(Cast<MatchValue>(pattern)->value);
    case NodeKind::kMatchSequence:
      return Patterns(Cast<MatchSequence>(pattern)->patterns, true);
    case NodeKind::kMatchMapping:
      return MappingPattern(Cast<MatchMapping>(pattern));
    case NodeKind::kMatchClass:
      return ClassPattern(Cast<MatchClass>(pattern));
    case NodeKind::kMatchStar: {
      if (!star_allowed) return Fail("can't use MatchStar here");
      const Identifier name = Cast<MatchStar>(pattern)->name;
      return !name || Capture(name);
    }
    case NodeKind::kMatchAs:
      return AsPattern(Cast<MatchAs>(pattern));
    case NodeKind::kMatchOr: {
      const auto* alternatives = Cast<MatchOr>(pattern);
      if (alternatives->patterns.size() < 2) return Fail("MatchOr requires at least 2 patterns");
      return Patterns(alternatives->patterns, false);
    }
    default:
      return true;
  }
}

}  // namespace krait::frontend
