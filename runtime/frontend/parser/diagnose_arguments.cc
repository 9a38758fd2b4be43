// The arguments of calls.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

ExprNode* Diagnoser::Arguments() { return Remember(Rule::kArguments, &Diagnoser::ArgumentsBody); }

ExprNode* Diagnoser::ArgumentsBody() {
  if (ExprNode* args = Try([&]() -> ExprNode* {
        ExprNode* result = Args();
        if (result == nullptr || !Optional([&] { return Eat(TokenKind::kComma); })) return nullptr;
        return Ahead([&] { return Eat(TokenKind::kRightParen); }) ? result : nullptr;
      })) {
    return args;
  }
  if (find_mistakes_ && !stopped()) InvalidArguments();
  return nullptr;
}

// A Call without a function: positional and starred arguments in args, the others in keywords.
ExprNode* Diagnoser::Args() { return Remember(Rule::kArgs, &Diagnoser::ArgsBody); }

ExprNode* Diagnoser::PositionalArgument() {
  if (ExprNode* starred = Try([&] { return StarredExpression(); })) return starred;
  ExprNode* value = Try([&] { return AssignmentExpression(); });
  if (value == nullptr) value = PlainExpression();
  if (value == nullptr) return nullptr;
  return NotAhead([&] { return Eat(TokenKind::kEqual); }) ? value : nullptr;
}

ExprNode* Diagnoser::ArgsBody() {
  const size_t start = mark_;
  std::vector<ExprNode*> args;
  std::vector<Keyword*> keywords;
  auto positional = [&] {
    ExprNode* argument = PositionalArgument();
    if (argument != nullptr) args.push_back(argument);
    return argument != nullptr;
  };
  if (Try([&] { return Gather(positional); })) {
    Optional([&] { return Eat(TokenKind::kComma) && KeywordArguments(&args, &keywords); });
  } else if (stopped() || !KeywordArguments(&args, &keywords)) {
    return nullptr;
  }
  auto* call = Make<Call>(start);
  call->args = arena_.CopyArray(args.data(), args.size());
  call->keywords = arena_.CopyArray(keywords.data(), keywords.size());
  return call;
}

// name=value and *iterable, then name=value and **mapping.
bool Diagnoser::KeywordArguments(std::vector<ExprNode*>* args, std::vector<Keyword*>* keywords) {
  auto add = [&](ExprNode* argument) {
    if (argument == nullptr) return false;
    if (argument->kind == NodeKind::kStarred) {
      args->push_back(argument);
    } else {
      // Named arguments come as a NamedExpr, `**mapping` as anything else.
      auto* keyword = arena_.New<Keyword>(*argument);
      if (argument->kind == NodeKind::kNamedExpr) keyword->arg = arena_.Intern("name");
      keywords->push_back(keyword);
    }
    return true;
  };
  const size_t start = mark_;
  const size_t args_before = args->size();
  if (Gather([&] { return add(KeywordOrStarred()); })) {
    Optional([&] {
      return Eat(TokenKind::kComma) && Gather([&] { return add(KeywordOrDoubleStarred()); });
    });
    return !stopped();
  }
  mark_ = start;
  args->resize(args_before);
  keywords->clear();
  return !stopped() && Gather([&] { return add(KeywordOrDoubleStarred()); });
}

ExprNode* Diagnoser::NamedArgument() {
  const size_t start = mark_;
  if (!Eat(TokenKind::kName) || !Eat(TokenKind::kEqual) || !Expression()) return nullptr;
  return Make<NamedExpr>(start);
}

ExprNode* Diagnoser::KeywordOrStarred() {
  return Remember(Rule::kKeywordOrStarred, &Diagnoser::KeywordOrStarredBody);
}

ExprNode* Diagnoser::KeywordOrStarredBody() {
  if (find_mistakes_) Ahead([&] { return InvalidKeyword(); });
  if (ExprNode* named = Try([&] { return NamedArgument(); })) return named;
  return StarredExpression();
}

ExprNode* Diagnoser::KeywordOrDoubleStarred() {
  return Remember(Rule::kKeywordOrDoubleStarred, &Diagnoser::KeywordOrDoubleStarredBody);
}

ExprNode* Diagnoser::KeywordOrDoubleStarredBody() {
  const size_t start = mark_;
  if (find_mistakes_) Ahead([&] { return InvalidKeyword(); });
  if (ExprNode* named = Try([&] { return NamedArgument(); })) return named;
  if (!Eat(TokenKind::kDoubleStar) || !Expression()) return nullptr;
  return MakeConstant(ConstantKind::kNone, start);
}

bool Diagnoser::InvalidKeyword() {
  const Token* a = nullptr;
  const Token* b = nullptr;
  auto singleton = [&] {
    return (a = EatToken(TokenKind::kTrue)) || (a = EatToken(TokenKind::kFalse)) ||
           (a = EatToken(TokenKind::kNone));
  };
  if (Try([&] { return singleton() && (b = EatToken(TokenKind::kEqual)); })) {
    return RaiseRange(*a, *b, "cannot assign to " + std::string(unit_.TokenText(*a)));
  }
  if (Try([&] {
        return (a = EatToken(TokenKind::kName)) && (b = EatToken(TokenKind::kEqual)) &&
               Expression() && ForIfClauses();
      })) {
    return RaiseRange(*a, *b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  ExprNode* expression = nullptr;
  if (Try([&] {
        return NotAhead([&] { return Eat(TokenKind::kName) && Eat(TokenKind::kEqual); }) &&
               (expression = Expression()) && (b = EatToken(TokenKind::kEqual));
      })) {
    return RaiseRange(*expression, *b,
                      "expression cannot contain assignment, perhaps you meant \"==\"?");
  }
  return false;
}

bool Diagnoser::InvalidArguments() {
  constexpr const char* kGenerator = "Generator expression must be parenthesized";
  auto comma = [&] { return Eat(TokenKind::kComma); };
  ExprNode* a = nullptr;
  ExprNode* b = nullptr;
  if (Try([&] { return (a = Args()) && comma() && Eat(TokenKind::kStar); })) {
    return Raise(*a, "iterable argument unpacking follows keyword argument unpacking");
  }
  if (Try([&] {
        return (a = Expression()) && (b = ForIfClauses()) && comma() && Optional([&] {
                 return Try([&] { return Args(); }) ||
                        Try([&] { return Expression() && ForIfClauses(); });
               });
      })) {
    return RaiseRange(*a, *b, kGenerator);
  }
  const Token* equal = nullptr;
  if (Try([&] {
        return (a = EatName()) && (equal = EatToken(TokenKind::kEqual)) && Expression() &&
               ForIfClauses();
      })) {
    return RaiseRange(*a, *equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (Try([&] { return (a = Args()) && (b = ForIfClauses()); })) {
    NodeList<ExprNode> args = Cast<Call>(a)->args;
    if (args.size() <= 1) return false;
    return RaiseRange(*args.back(), *b, kGenerator);
  }
  if (Try([&] { return Args() && comma() && (a = Expression()) && (b = ForIfClauses()); })) {
    return RaiseRange(*a, *b, kGenerator);
  }
  if (Try([&] { return (a = Args()) && comma() && Args(); })) {
    bool unpacking = false;
    for (const Keyword* keyword : Cast<Call>(a)->keywords) unpacking |= !keyword->arg;
    return RaiseAtLast(unpacking ? "positional argument follows keyword argument unpacking"
                                 : "positional argument follows keyword argument");
  }
  return false;
}

}  // namespace krait::frontend
