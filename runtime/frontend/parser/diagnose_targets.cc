// Assignment and deletion targets.

#include "runtime/frontend/parser/diagnoser.h"

namespace krait::frontend {

ExprNode* Diagnoser::StarTargets() {
  const size_t start = mark_;
  ExprNode* first = StarTarget();
  if (first == nullptr || !At(TokenKind::kComma)) return stopped() ? nullptr : first;
  std::vector<ExprNode*> items = {first};
  Repeat([&] {
    if (!Eat(TokenKind::kComma)) return false;
    ExprNode* next = StarTarget();
    if (next != nullptr) items.push_back(next);
    return next != nullptr;
  });
  if (!Optional([&] { return Eat(TokenKind::kComma); })) return nullptr;
  return MakeSequence(NodeKind::kTuple, start, items);
}

ExprNode* Diagnoser::StarTarget() {
  return Remember(Rule::kStarTarget, &Diagnoser::StarTargetBody);
}

ExprNode* Diagnoser::StarTargetBody() {
  const size_t start = mark_;
  ExprNode* value = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kStar) && NotAhead([&] { return Eat(TokenKind::kStar); }) &&
               (value = StarTarget());
      })) {
    auto* starred = Make<Starred>(start);
    starred->value = value;
    return starred;
  }
  return TargetWithStarAtom();
}

ExprNode* Diagnoser::TargetWithStarAtom() {
  return Remember(Rule::kTargetWithStarAtom, &Diagnoser::TargetWithStarAtomBody);
}

ExprNode* Diagnoser::TargetWithStarAtomBody() {
  if (ExprNode* target = Try([&] { return AttributeOrSubscriptTarget(); })) return target;
  return StarAtom();
}

// A primary that ends in .name or [subscript].
ExprNode* Diagnoser::AttributeOrSubscriptTarget() {
  const size_t start = mark_;
  auto last = [&] { return NotAhead([&] { return AtTrailer(); }); };
  if (Try([&] {
        return TargetPrimary() && Eat(TokenKind::kDot) && Eat(TokenKind::kName) && last();
      })) {
    return Make<Attribute>(start);
  }
  if (Try([&] {
        return TargetPrimary() && Eat(TokenKind::kLeftBracket) && Slices() &&
               Eat(TokenKind::kRightBracket) && last();
      })) {
    return Make<Subscript>(start);
  }
  return nullptr;
}

ExprNode* Diagnoser::StarAtom() {
  const size_t start = mark_;
  if (ExprNode* name = EatName()) return name;
  ExprNode* inner = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && (inner = TargetWithStarAtom()) &&
               Eat(TokenKind::kRightParen);
      })) {
    return inner;
  }
  std::vector<ExprNode*> items;
  auto target = [&] {
    ExprNode* item = StarTarget();
    if (item != nullptr) items.push_back(item);
    return item != nullptr;
  };
  auto comma = [&] { return Eat(TokenKind::kComma); };
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && Optional([&] {
                 if (!target() || !comma()) return false;
                 return Optional([&] { return Gather(target) && Optional(comma); });
               }) &&
               Eat(TokenKind::kRightParen);
      })) {
    return MakeSequence(NodeKind::kTuple, start, items);
  }
  items.clear();
  if (Try([&] {
        return Eat(TokenKind::kLeftBracket) &&
               Optional([&] { return Gather(target) && Optional(comma); }) &&
               Eat(TokenKind::kRightBracket);
      })) {
    return MakeSequence(NodeKind::kList, start, items);
  }
  return nullptr;
}

ExprNode* Diagnoser::SingleTarget() {
  if (ExprNode* target = Try([&] { return AttributeOrSubscriptTarget(); })) return target;
  if (ExprNode* name = EatName()) return name;
  ExprNode* inner = nullptr;
  if (Eat(TokenKind::kLeftParen) && (inner = SingleTarget()) && Eat(TokenKind::kRightParen)) {
    return inner;
  }
  return nullptr;
}

bool Diagnoser::AtTrailer() {
  return Eat(TokenKind::kLeftParen) || Eat(TokenKind::kLeftBracket) || Eat(TokenKind::kDot);
}

ExprNode* Diagnoser::TargetPrimary() {
  return Remember(Rule::kTargetPrimary, &Diagnoser::TargetPrimaryBody);
}

// A primary without its last trailer.
ExprNode* Diagnoser::TargetPrimaryBody() {
  const size_t start = mark_;
  auto more = [&] { return Ahead([&] { return AtTrailer(); }); };
  ExprNode* value = Atom();
  if (value == nullptr || !more()) return nullptr;
  while (!stopped()) {
    ExprNode* grown = nullptr;
    if (Try([&] { return Eat(TokenKind::kDot) && Eat(TokenKind::kName) && more(); })) {
      grown = Make<Attribute>(start);
    } else if (Try([&] {
                 return Eat(TokenKind::kLeftBracket) && Slices() && Eat(TokenKind::kRightBracket) &&
                        more();
               })) {
      grown = Make<Subscript>(start);
    } else if (Try([&] { return GeneratorExpression() && more(); }) || Try([&] {
                 return Eat(TokenKind::kLeftParen) && Optional([&] { return Arguments(); }) &&
                        Eat(TokenKind::kRightParen) && more();
               })) {
      grown = Make<Call>(start);
    }
    if (grown == nullptr) break;
    value = grown;
  }
  return stopped() ? nullptr : value;
}

bool Diagnoser::DeleteTargets() {
  return Gather([&] { return DeleteTarget(); }) && Optional([&] { return Eat(TokenKind::kComma); });
}

ExprNode* Diagnoser::DeleteTarget() {
  return Remember(Rule::kDeleteTarget, &Diagnoser::DeleteTargetBody);
}

ExprNode* Diagnoser::DeleteTargetBody() {
  const size_t start = mark_;
  if (ExprNode* target = Try([&] { return AttributeOrSubscriptTarget(); })) return target;
  if (ExprNode* name = EatName()) return name;
  ExprNode* inner = nullptr;
  if (Try([&] {
        return Eat(TokenKind::kLeftParen) && (inner = DeleteTarget()) &&
               Eat(TokenKind::kRightParen);
      })) {
    return inner;
  }
  auto targets = [&] { return Optional([&] { return DeleteTargets(); }); };
  if (Try([&] { return Eat(TokenKind::kLeftParen) && targets() && Eat(TokenKind::kRightParen); })) {
    return MakeSequence(NodeKind::kTuple, start, {});
  }
  if (Try([&] {
        return Eat(TokenKind::kLeftBracket) && targets() && Eat(TokenKind::kRightBracket);
      })) {
    return MakeSequence(NodeKind::kList, start, {});
  }
  return nullptr;
}

}  // namespace krait::frontend
