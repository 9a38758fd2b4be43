// The patterns of case blocks.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

bool Diagnoser::Patterns() {
  return Try([&] { return OpenSequencePattern(); }) || Try([&] { return Pattern(); });
}

// The node stands for the pattern only by its position.
ExprNode* Diagnoser::Pattern() { return Remember(Rule::kPattern, &Diagnoser::PatternBody); }

ExprNode* Diagnoser::PatternBody() {
  const size_t start = mark_;
  if (!Try([&] { return AsPattern(); }) && !Try([&] { return OrPattern(); })) return nullptr;
  return MakeConstant(ConstantKind::kNone, start);
}

bool Diagnoser::AsPattern() {
  if (Try([&] { return OrPattern() && Eat(TokenKind::kAs) && CaptureTarget(); })) return true;
  if (!find_mistakes_ || stopped()) return false;
  const Token* a = nullptr;
  if (Ahead([&] {
        if (!OrPattern() || !Eat(TokenKind::kAs)) return false;
        a = &Peek();
        return EatWord("_");
      })) {
    return Raise(*a, "cannot use '_' as a target");
  }
  ExprNode* target = nullptr;
  if (Ahead([&] {
        return OrPattern() && Eat(TokenKind::kAs) &&
               NotAhead([&] { return Eat(TokenKind::kName); }) && (target = Expression());
      })) {
    return Raise(*target, "invalid pattern target");
  }
  return false;
}

bool Diagnoser::OrPattern() {
  return ClosedPattern() && Repeat([&] { return Eat(TokenKind::kVerticalBar) && ClosedPattern(); });
}

bool Diagnoser::ClosedPattern() {
  return RememberMatch<&Diagnoser::ClosedPatternBody>(Rule::kClosedPattern);
}

bool Diagnoser::ClosedPatternBody() {
  return Try([&] { return LiteralPattern(); }) || Try([&] { return CaptureTarget(); }) ||
         Try([&] { return EatWord("_"); }) || Try([&] {
           return Attributes(/*at_least_one=*/true) && NotAhead([&] {
                    return Eat(TokenKind::kDot) || Eat(TokenKind::kLeftParen) ||
                           Eat(TokenKind::kEqual);
                  });
         }) ||
         Try([&] {
           return Eat(TokenKind::kLeftParen) && Pattern() && Eat(TokenKind::kRightParen);
         }) ||
         Try([&] { return SequencePattern(); }) || Try([&] { return MappingPattern(); }) ||
         Try([&] { return ClassPattern(); });
}

namespace {
bool IsSingleton(TokenKind kind) {
  return kind == TokenKind::kNone || kind == TokenKind::kTrue || kind == TokenKind::kFalse;
}
}  // namespace

bool Diagnoser::LiteralPattern() {
  if (Try([&] {
        return SignedNumber() &&
               NotAhead([&] { return Eat(TokenKind::kPlus) || Eat(TokenKind::kMinus); });
      }) ||
      Try([&] { return ComplexNumber(); }) || Try([&] { return Strings(); })) {
    return true;
  }
  if (!IsSingleton(Peek().kind) || stopped()) return false;
  ++mark_;
  return true;
}

bool Diagnoser::SignedNumber() {
  return Optional([&] { return Eat(TokenKind::kMinus); }) && Number();
}

bool Diagnoser::ComplexNumber() {
  auto is_complex = [](ExprNode* number) {
    return Cast<Constant>(number)->type == ConstantKind::kComplex;
  };
  ExprNode* real = nullptr;
  if (!Optional([&] { return Eat(TokenKind::kMinus); }) || (real = Number()) == nullptr) {
    return false;
  }
  if (is_complex(real)) return Raise(*real, "real number required in complex literal");
  ExprNode* imaginary = nullptr;
  if (!(Eat(TokenKind::kPlus) || Eat(TokenKind::kMinus)) || (imaginary = Number()) == nullptr) {
    return false;
  }
  if (!is_complex(imaginary)) {
    return Raise(*imaginary, "imaginary number required in complex literal");
  }
  return true;
}

bool Diagnoser::CaptureTarget() {
  return NotAhead([&] { return EatWord("_"); }) && Eat(TokenKind::kName) && NotAhead([&] {
           return Eat(TokenKind::kDot) || Eat(TokenKind::kLeftParen) || Eat(TokenKind::kEqual);
         });
}

bool Diagnoser::Attributes(bool at_least_one) {
  auto attribute = [&] { return Eat(TokenKind::kDot) && Eat(TokenKind::kName); };
  return Eat(TokenKind::kName) && (!at_least_one || attribute()) && Repeat(attribute);
}

bool Diagnoser::OpenSequencePattern() {
  return MaybeStarPattern() && Eat(TokenKind::kComma) &&
         Optional([&] { return MaybeSequencePattern(); });
}

bool Diagnoser::MaybeSequencePattern() {
  return Gather([&] { return MaybeStarPattern(); }) &&
         Optional([&] { return Eat(TokenKind::kComma); });
}

bool Diagnoser::MaybeStarPattern() {
  return Try([&] { return RememberMatch<&Diagnoser::StarPatternBody>(Rule::kStarPattern); }) ||
         Try([&] { return Pattern(); });
}

bool Diagnoser::StarPatternBody() {
  return Try([&] { return Eat(TokenKind::kStar) && CaptureTarget(); }) ||
         Try([&] { return Eat(TokenKind::kStar) && EatWord("_"); });
}

bool Diagnoser::SequencePattern() {
  return Try([&] {
           return Eat(TokenKind::kLeftBracket) &&
                  Optional([&] { return MaybeSequencePattern(); }) && Eat(TokenKind::kRightBracket);
         }) ||
         Try([&] {
           return Eat(TokenKind::kLeftParen) && Optional([&] { return OpenSequencePattern(); }) &&
                  Eat(TokenKind::kRightParen);
         });
}

bool Diagnoser::DoubleStarPattern() { return Eat(TokenKind::kDoubleStar) && CaptureTarget(); }

bool Diagnoser::KeyValuePattern() {
  return (Try([&] { return LiteralPattern(); }) || Try([&] { return Attributes(true); })) &&
         Eat(TokenKind::kColon) && Pattern();
}

bool Diagnoser::MappingPattern() {
  auto items = [&] { return Gather([&] { return KeyValuePattern(); }); };
  auto end = [&] {
    return Optional([&] { return Eat(TokenKind::kComma); }) && Eat(TokenKind::kRightBrace);
  };
  auto open = [&] { return Eat(TokenKind::kLeftBrace); };
  return Try([&] { return open() && Eat(TokenKind::kRightBrace); }) ||
         Try([&] { return open() && DoubleStarPattern() && end(); }) || Try([&] {
           return open() && items() && Eat(TokenKind::kComma) && DoubleStarPattern() && end();
         }) ||
         Try([&] { return open() && items() && end(); });
}

bool Diagnoser::PositionalPatterns(Position* first, Position* last) {
  ExprNode* pattern = nullptr;
  if ((pattern = Pattern()) == nullptr) return false;
  *first = *last = *pattern;
  return Repeat([&] {
    if (!Eat(TokenKind::kComma) || (pattern = Pattern()) == nullptr) return false;
    *last = *pattern;
    return true;
  });
}

bool Diagnoser::KeywordPatterns() {
  return Gather([&] { return Eat(TokenKind::kName) && Eat(TokenKind::kEqual) && Pattern(); });
}

bool Diagnoser::ClassPattern() {
  Position first;
  Position last;
  auto open = [&] { return Attributes(false) && Eat(TokenKind::kLeftParen); };
  auto end = [&] {
    return Optional([&] { return Eat(TokenKind::kComma); }) && Eat(TokenKind::kRightParen);
  };
  auto positional = [&] { return PositionalPatterns(&first, &last); };
  if (Try([&] { return open() && Eat(TokenKind::kRightParen); }) ||
      Try([&] { return open() && positional() && end(); }) ||
      Try([&] { return open() && KeywordPatterns() && end(); }) || Try([&] {
        return open() && positional() && Eat(TokenKind::kComma) && KeywordPatterns() && end();
      })) {
    return true;
  }
  if (find_mistakes_ && !stopped() && Ahead([&] {
        return open() && Optional([&] { return positional() && Eat(TokenKind::kComma); }) &&
               KeywordPatterns() && Eat(TokenKind::kComma) && positional();
      })) {
    return RaiseRange(first, last, "positional patterns follow keyword patterns");
  }
  return false;
}

}  // namespace krait::frontend
