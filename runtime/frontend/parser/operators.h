// Which tokens are which operators.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_OPERATORS_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_OPERATORS_H_

#include <array>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/token.h"

namespace krait::frontend {

// Left-associative binary operators; precedence 0 means that the token is none. `**` is not here:
// it binds to the right.
struct BinaryOperatorInfo {
  uint8_t precedence = 0;
  BinaryOperator op = BinaryOperator::kAdd;
};

inline constexpr std::array<BinaryOperatorInfo, kTokenKindCount> kBinaryOperators = [] {
  std::array<BinaryOperatorInfo, kTokenKindCount> table = {};
  auto set = [&table](TokenKind kind, uint8_t precedence, BinaryOperator op) {
    table[static_cast<int>(kind)] = {precedence, op};
  };
  set(TokenKind::kVerticalBar, 1, BinaryOperator::kBitOr);
  set(TokenKind::kCircumflex, 2, BinaryOperator::kBitXor);
  set(TokenKind::kAmpersand, 3, BinaryOperator::kBitAnd);
  set(TokenKind::kLeftShift, 4, BinaryOperator::kLShift);
  set(TokenKind::kRightShift, 4, BinaryOperator::kRShift);
  set(TokenKind::kPlus, 5, BinaryOperator::kAdd);
  set(TokenKind::kMinus, 5, BinaryOperator::kSub);
  set(TokenKind::kStar, 6, BinaryOperator::kMult);
  set(TokenKind::kSlash, 6, BinaryOperator::kDiv);
  set(TokenKind::kDoubleSlash, 6, BinaryOperator::kFloorDiv);
  set(TokenKind::kPercent, 6, BinaryOperator::kMod);
  set(TokenKind::kAt, 6, BinaryOperator::kMatMult);
  return table;
}();

// `op=`; returns false if the token is none of them.
inline bool AugmentedOperator(TokenKind kind, BinaryOperator* op) {
  switch (kind) {
#define V(token, name)             \
  case TokenKind::k##token##Equal: \
    *op = BinaryOperator::k##name; \
    return true;
    V(Plus, Add)
    V(Minus, Sub)
    V(Star, Mult)
    V(Slash, Div)
    V(Percent, Mod)
    V(At, MatMult)
    V(DoubleStar, Pow)
    V(DoubleSlash, FloorDiv)
    V(LeftShift, LShift)
    V(RightShift, RShift)
    V(VerticalBar, BitOr)
    V(Circumflex, BitXor)
    V(Ampersand, BitAnd)
#undef V
    default:
      return false;
  }
}

// One-token comparison operators; `is not` and `not in` are for the caller.
inline bool SimpleCompareOperator(TokenKind kind, CompareOperator* op) {
  switch (kind) {
#define V(token, name)              \
  case TokenKind::k##token:         \
    *op = CompareOperator::k##name; \
    return true;
    V(EqualEqual, Eq)
    V(NotEqual, NotEq)
    V(Less, Lt)
    V(LessEqual, LtE)
    V(Greater, Gt)
    V(GreaterEqual, GtE)
    V(In, In)
    V(Is, Is)
#undef V
    default:
      return false;
  }
}

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_OPERATORS_H_
