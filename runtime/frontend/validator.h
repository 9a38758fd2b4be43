// Checks a tree that did not come from the parser: what the later passes take for granted, reported
// in the words of CPython's compile(). Trees made from Python's `ast` objects must pass before they
// are compiled; their depth is bounded (see modules/ast/tree_reader.h), so the walk may recurse.
#ifndef KRAIT_RUNTIME_FRONTEND_VALIDATOR_H_
#define KRAIT_RUNTIME_FRONTEND_VALIDATOR_H_

#include <string>
#include <string_view>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

class Validator {
 public:
  bool Check(const Node* root);
  // After a failed check: the message, and whether it is a TypeError instead of a ValueError.
  const std::string& message() const { return message_; }
  bool is_type_error() const { return is_type_error_; }

 private:
  bool Fail(std::string message);
  bool FailType(std::string message);

  bool Places(const Position& position);
  bool Name(Identifier name);
  template <typename T>
  bool NotEmpty(std::span<T> items, std::string_view what, std::string_view owner);
  bool LengthsMatch(size_t a, size_t b, std::string_view message);

  bool Statement(const Stmt* statement);
  bool Statements(NodeList<Stmt> statements);
  bool Body(NodeList<Stmt> body, std::string_view owner);
  bool Function(const FunctionDef* function);
  bool Class(const ClassDef* node);
  bool Loop(const For* loop);
  bool WithBlock(const With* block);
  bool MatchBlock(const Match* block);
  bool TryBlock(const Try* block);
  bool Targets(NodeList<ExprNode> targets, ExprContext context, std::string_view owner);
  // A name, attribute or subscript. CPython's generator refuses others, with a SystemError.
  bool SingleTarget(const ExprNode* target, std::string_view assignment);

  bool Expression(const ExprNode* expression, ExprContext context);
  bool ContextFits(const ExprNode* expression, ExprContext context);
  bool Children(const ExprNode* expression, ExprContext context);
  bool Value(const ExprNode* expression) { return Expression(expression, ExprContext::kLoad); }
  bool Maybe(const ExprNode* expression, ExprContext context = ExprContext::kLoad) {
    return expression == nullptr || Expression(expression, context);
  }
  bool Expressions(NodeList<ExprNode> expressions, ExprContext context, bool null_allowed);
  bool Values(NodeList<ExprNode> expressions) {
    return Expressions(expressions, ExprContext::kLoad, false);
  }
  bool Generators(NodeList<Comprehension> generators);
  bool Keywords(NodeList<Keyword> keywords);
  bool Parameters(const Arguments* arguments);
  bool Parameter(const Arg* parameter);
  bool Parameters(NodeList<Arg> parameters);

  bool OnePattern(const Pattern* pattern, bool star_allowed);
  bool Patterns(NodeList<Pattern> patterns, bool star_allowed);
  bool PatternValue(const ExprNode* value);
  bool MappingPattern(const MatchMapping* pattern);
  bool ClassPattern(const MatchClass* pattern);
  bool AsPattern(const MatchAs* pattern);
  bool Capture(Identifier name);

  std::string message_;
  bool is_type_error_ = false;
};

template <typename T>
bool Validator::NotEmpty(std::span<T> items, std::string_view what, std::string_view owner) {
  if (!items.empty()) return true;
  return Fail("empty " + std::string(what) + " on " + std::string(owner));
}

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_VALIDATOR_H_
