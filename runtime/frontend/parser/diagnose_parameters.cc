// The parameters of functions (which may be annotated and end at ")") and of lambdas (which end at
// ":"); parameters_end_ says which.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

bool Diagnoser::Parameters(TokenKind closing) {
  const TokenKind saved = parameters_end_;
  parameters_end_ = closing;
  if (find_mistakes_) Ahead([&] { return InvalidParameters(); });
  const bool result = !stopped() && ParameterList();
  parameters_end_ = saved;
  return result;
}

ExprNode* Diagnoser::Parameter() {
  const size_t start = mark_;
  if (!Eat(TokenKind::kName)) return nullptr;
  if (InFunction()) {
    // A default or an annotation may hold a lambda with parameters of its own.
    Optional([&] { return Eat(TokenKind::kColon) && Expression(); });
  }
  return stopped() ? nullptr : Make<Name>(start);
}

bool Diagnoser::ParameterEnd() {
  if (Eat(TokenKind::kComma)) {
    // CPython looks for a type comment after the comma of a function's parameter.
    if (InFunction()) Peek();
    return !stopped();
  }
  return Ahead([&] { return Eat(parameters_end_); });
}

bool Diagnoser::Default() {
  const TokenKind saved = parameters_end_;
  const bool found = Try([&] { return Eat(TokenKind::kEqual) && Expression(); });
  parameters_end_ = saved;
  if (found) return true;
  const Token* a = nullptr;
  if (find_mistakes_ && !stopped() && (a = EatToken(TokenKind::kEqual)) &&
      Ahead([&] { return Eat(TokenKind::kRightParen) || Eat(TokenKind::kComma); })) {
    return Raise(*a, "expected default value expression");
  }
  return false;
}

ExprNode* Diagnoser::PlainParameter() {
  ExprNode* parameter = Parameter();
  return parameter != nullptr && ParameterEnd() ? parameter : nullptr;
}

bool Diagnoser::DefaultParameter() { return Parameter() && Default() && ParameterEnd(); }

bool Diagnoser::MaybeDefaultParameter() {
  return Parameter() && Optional([&] { return Default(); }) && ParameterEnd();
}

bool Diagnoser::SlashAfterPlain() {
  return RepeatOnce([&] { return PlainParameter(); }) && Eat(TokenKind::kSlash) && ParameterEnd();
}

bool Diagnoser::SlashAfterDefault() {
  return Repeat([&] { return PlainParameter(); }) &&
         RepeatOnce([&] { return DefaultParameter(); }) && Eat(TokenKind::kSlash) && ParameterEnd();
}

bool Diagnoser::ParameterList() {
  auto plain = [&] { return PlainParameter(); };
  auto with_default = [&] { return DefaultParameter(); };
  auto star = [&] { return Optional([&] { return StarParameters(); }); };
  return Try([&] {
           return SlashAfterPlain() && Repeat(plain) && Repeat(with_default) && star();
         }) ||
         Try([&] { return SlashAfterDefault() && Repeat(with_default) && star(); }) ||
         Try([&] { return RepeatOnce(plain) && Repeat(with_default) && star(); }) ||
         Try([&] { return RepeatOnce(with_default) && star(); }) ||
         Try([&] { return StarParameters(); });
}

bool Diagnoser::StarParameters() {
  if (find_mistakes_) Ahead([&] { return InvalidStarParameters(); });
  auto keywords = [&] { return Optional([&] { return KeywordsParameter(); }); };
  auto maybe = [&] { return MaybeDefaultParameter(); };
  return Try([&] {
           return Eat(TokenKind::kStar) && PlainParameter() && Repeat(maybe) && keywords();
         }) ||
         (InFunction() && Try([&] {
            return Eat(TokenKind::kStar) && Eat(TokenKind::kName) && Eat(TokenKind::kColon) &&
                   StarExpression() && ParameterEnd() && Repeat(maybe) && keywords();
          })) ||
         Try([&] {
           return Eat(TokenKind::kStar) && Eat(TokenKind::kComma) && RepeatOnce(maybe) &&
                  keywords();
         }) ||
         Try([&] { return KeywordsParameter(); });
}

bool Diagnoser::KeywordsParameter() {
  if (find_mistakes_) Ahead([&] { return InvalidKeywordsParameter(); });
  return Eat(TokenKind::kDoubleStar) && PlainParameter();
}

bool Diagnoser::InvalidParameters() {
  auto plain = [&] { return PlainParameter(); };
  auto maybe = [&] { return MaybeDefaultParameter(); };
  ExprNode* a = nullptr;
  if (Try([&] {
        return Repeat(plain) &&
               (Try([&] { return SlashAfterDefault(); }) ||
                Try([&] { return RepeatOnce([&] { return DefaultParameter(); }); })) &&
               (a = PlainParameter());
      })) {
    return Raise(*a, "non-default argument follows default argument");
  }
  const Token* open = nullptr;
  const Token* close = nullptr;
  if (Try([&] {
        return Repeat(plain) && (open = EatToken(TokenKind::kLeftParen)) &&
               (InFunction() ? RepeatOnce(plain) : Gather([&] { return Parameter(); })) &&
               Optional([&] { return Eat(TokenKind::kComma); }) &&
               (close = EatToken(TokenKind::kRightParen));
      })) {
    return RaiseRange(*open, *close,
                      InFunction() ? "Function parameters cannot be parenthesized"
                                   : "Lambda expression parameters cannot be parenthesized");
  }
  const Token* token = nullptr;
  if (Try([&] { return (token = EatToken(TokenKind::kSlash)) && Eat(TokenKind::kComma); })) {
    return Raise(*token, "at least one argument must precede /");
  }
  auto slash = [&] {
    return Try([&] { return SlashAfterPlain(); }) || Try([&] { return SlashAfterDefault(); });
  };
  if (Try([&] { return slash() && Repeat(maybe) && (token = EatToken(TokenKind::kSlash)); })) {
    return Raise(*token, "/ may appear only once");
  }
  if (Try([&] {
        return Optional(slash) && Repeat(maybe) && Eat(TokenKind::kStar) &&
               (Eat(TokenKind::kComma) || Try(plain)) && Repeat(maybe) &&
               (token = EatToken(TokenKind::kSlash));
      })) {
    return Raise(*token, "/ must be ahead of *");
  }
  if (Try([&] {
        return RepeatOnce(maybe) && Eat(TokenKind::kSlash) && (token = EatToken(TokenKind::kStar));
      })) {
    return Raise(*token, "expected comma between / and *");
  }
  return false;
}

bool Diagnoser::InvalidStarParameters() {
  const Token* a = nullptr;
  if (Try([&] {
        return (a = EatToken(TokenKind::kStar)) &&
               (Eat(parameters_end_) ||
                (Eat(TokenKind::kComma) && (Eat(parameters_end_) || Eat(TokenKind::kDoubleStar))));
      })) {
    constexpr const char* kMessage = "named arguments must follow bare *";
    return InFunction() ? Raise(*a, kMessage) : RaiseAtLast(kMessage);
  }
  if (Try([&] {
        return Eat(TokenKind::kStar) && Parameter() && (a = EatToken(TokenKind::kEqual));
      })) {
    return Raise(*a, "var-positional argument cannot have default value");
  }
  auto name_or_comma = [&] {
    return Try([&] { return PlainParameter(); }) || Eat(TokenKind::kComma);
  };
  if (Try([&] {
        return Eat(TokenKind::kStar) && name_or_comma() &&
               Repeat([&] { return MaybeDefaultParameter(); }) &&
               (a = EatToken(TokenKind::kStar)) && name_or_comma();
      })) {
    return Raise(*a, "* argument may appear only once");
  }
  return false;
}

bool Diagnoser::InvalidKeywordsParameter() {
  const Token* a = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kDoubleStar) && Parameter() && (a = EatToken(TokenKind::kEqual));
      })) {
    return Raise(*a, "var-keyword argument cannot have default value");
  }
  constexpr const char* kFollow = "arguments cannot follow var-keyword argument";
  ExprNode* parameter = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kDoubleStar) && Parameter() && Eat(TokenKind::kComma) &&
               (parameter = Parameter());
      })) {
    return Raise(*parameter, kFollow);
  }
  if (Try([&] {
        return Eat(TokenKind::kDoubleStar) && Parameter() && Eat(TokenKind::kComma) &&
               ((a = EatToken(TokenKind::kStar)) || (a = EatToken(TokenKind::kDoubleStar)) ||
                (a = EatToken(TokenKind::kSlash)));
      })) {
    return Raise(*a, kFollow);
  }
  return false;
}

}  // namespace krait::frontend
