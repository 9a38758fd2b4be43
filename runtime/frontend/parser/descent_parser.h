// The parser proper: recursive descent over the token list, without error messages.
//
// It decides by the current token, sometimes the next; only `match` statements and parenthesised
// `with` items are tried and, if that fails, read again as something else. A function that fails
// returns null (false) and leaves the cursor on the token it could not use; everything above it
// then returns too, and the Diagnoser finds out what to say.
//
// Assignment targets are parsed as expressions and turned into targets once the "=" is seen.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_DESCENT_PARSER_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_DESCENT_PARSER_H_

#include <cstdint>
#include <vector>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/session.h"
#include "runtime/frontend/token.h"

namespace krait::frontend {

// A statement (a line of simple statements or a compound statement) that has been parsed: token
// indices, the end being exclusive. The diagnoser does not look into these again.
struct CompletedStatement {
  uint32_t start;
  uint32_t end;
};

// Whether an expression (or a starred one) can start with this token.
bool StartsExpression(TokenKind kind);

class DescentParser {
 public:
  DescentParser(ParseSession& session, const SourceUnit& unit)
      : session_(session), arena_(session.arena()), unit_(unit), t_(unit.tokens.data()) {}

  Module* ParseModule();
  Module* ParseInteractive();
  Expression* ParseExpressionInput();
  ExprNode* ParseFStringInput();
  FunctionType* ParseFunctionType();

  // The token on which parsing stopped.
  size_t position() const { return static_cast<size_t>(t_ - unit_.tokens.data()); }
  const std::vector<CompletedStatement>& completed() const { return completed_; }

 private:
  // Every recursion that no bracket or indentation limits passes through one of these.
  class Nested {
   public:
    Nested(DescentParser& parser, int units) : session_(parser.session_), units_(units) {
      session_.set_nesting(session_.nesting() + units_);
      if (session_.nesting() > kMaxNesting) session_.RaiseTooDeep();
    }
    ~Nested() { session_.set_nesting(session_.nesting() - units_); }
    bool too_deep() const { return session_.nesting() > kMaxNesting; }

   private:
    ParseSession& session_;
    int units_;
  };

  // ---- tokens
  bool At(TokenKind kind) const { return t_->kind == kind; }
  bool Accept(TokenKind kind) {
    if (t_->kind != kind) return false;
    ++t_;
    return true;
  }
  bool AtSoftKeyword(const Token* token, std::string_view word) const {
    return token->kind == TokenKind::kName && unit_.TokenText(*token) == word;
  }
  bool AtComprehension() const {
    return At(TokenKind::kFor) || (At(TokenKind::kAsync) && t_[1].kind == TokenKind::kFor);
  }
  bool HasFailedForGood() const { return session_.failed() || At(TokenKind::kError); }
  Identifier Name() { return arena_.InternName(unit_.TokenText(*t_++)); }

  Position Since(const Position& start) const {
    return {start.lineno, start.col_offset, t_[-1].end_lineno, t_[-1].end_col_offset};
  }
  // For statements: the last token that is not layout ends them.
  Position StatementSince(const Position& start) const;

  // ---- lists under construction live on one stack; Take moves those above `mark` to the arena
  size_t Mark() const { return stack_.size(); }
  void Push(void* item) { stack_.push_back(item); }
  template <typename T>
  NodeList<T> Take(size_t mark) {
    NodeList<T> list = arena_.NewArray<T*>(stack_.size() - mark);
    for (size_t i = 0; i < list.size(); ++i) list[i] = static_cast<T*>(stack_[mark + i]);
    stack_.resize(mark);
    return list;
  }
  template <typename T>
  NodeList<T> Single(T* item) {
    return arena_.CopyArray(&item, 1);
  }

  // ---- statements (statements.cc)
  bool ParseStatements(TokenKind closing);
  bool ParseStatement();
  bool ParseSimpleStatements();
  Stmt* ParseSimpleStatement();
  Stmt* ParseBareStatement(NodeKind kind);
  Stmt* ParseExpressionStatement();
  Stmt* ParseAssign(const Token* start, ExprNode* first);
  Stmt* ParseAugAssign(const Token* start, ExprNode* target, BinaryOperator op);
  Stmt* ParseAnnAssign(const Token* start, ExprNode* target);
  ExprNode* ParseAssignedValue();
  Stmt* ParseReturn();
  Stmt* ParseRaise();
  Stmt* ParseDelete();
  Stmt* ParseAssert();
  Stmt* ParseGlobal(NodeKind kind);
  Stmt* ParseImport();
  Stmt* ParseImportFrom();
  bool ParseImportedNames(NodeList<Alias>* names);
  bool ParseDottedName(Identifier* name);
  Alias* ParseAlias(bool dotted);

  // ---- compound statements (compound.cc)
  Stmt* ParseCompoundStatement();
  bool ParseBlock(NodeList<Stmt>* body);
  bool ParseElse(NodeList<Stmt>* orelse);
  Stmt* ParseIf();
  Stmt* ParseWhile();
  Stmt* ParseFor(const Token* start);
  Stmt* ParseTry();
  ExceptHandler* ParseExceptHandler(bool is_star);
  Stmt* ParseWith(const Token* start);
  bool ParseWithItems(NodeList<WithItem>* items);
  bool TryParenthesizedWithItems(NodeList<WithItem>* items);
  WithItem* ParseWithItem();
  Stmt* ParseAsync(NodeList<ExprNode> decorators);
  Stmt* ParseDecorated();
  Stmt* ParseFunction(const Token* start, NodeList<ExprNode> decorators);
  Stmt* ParseClass(NodeList<ExprNode> decorators);

  // ---- match (patterns.cc)
  bool TryMatchHeader(ExprNode** subject);
  Stmt* ParseMatch(bool* is_match);
  ExprNode* ParseSubject();
  MatchCase* ParseCase();
  Pattern* ParseOpenPattern();
  Pattern* ParsePattern();
  Pattern* ParseMaybeStarPattern();
  Pattern* ParseOrPattern();
  Pattern* ParseClosedPattern();
  Pattern* ParseNamePattern();
  Pattern* ParseClassPattern(const Token* start, ExprNode* cls);
  Pattern* ParseValuePattern(ExprNode* value);
  Pattern* ParseSingletonPattern(ConstantKind value);
  Pattern* ParseParenthesizedPattern();
  Pattern* ParseBracketedPattern();
  Pattern* ParseMappingPattern();
  bool ParsePatternItems(TokenKind closing);
  bool ParseCaptureTarget(Identifier* name);
  ExprNode* ParseAttributeChain();
  ExprNode* ParseMappingKey();
  ExprNode* ParseNumberExpression();
  ExprNode* ParseSignedNumber();

  // ---- expressions (expressions.cc)
  ExprNode* ParseStarExpressions();
  ExprNode* ParseStarExpression();
  ExprNode* ParseStarNamedExpression();
  ExprNode* ParseStarred();
  ExprNode* ParseStarredArgument();
  ExprNode* ParseNamedExpression();
  ExprNode* ParseExpression();
  ExprNode* ParseLambda();
  ExprNode* ParseYield();
  ExprNode* ParseBoolOp(BoolOperator op, TokenKind token,
                        ExprNode* (DescentParser::*parse_operand)());
  ExprNode* ParseDisjunction();
  ExprNode* ParseConjunction();
  ExprNode* ParseInversion();
  ExprNode* ParseComparison();
  bool AcceptCompareOperator(CompareOperator* op);
  bool AcceptNotEqual();
  ExprNode* ParseBinary(int min_precedence);
  ExprNode* ParseFactor();
  ExprNode* ParsePower();
  ExprNode* ParseAwait();
  ExprNode* ParsePrimary();
  ExprNode* ParseCall(const Token* start, ExprNode* function);
  ExprNode* ParseSubscript(const Token* start, ExprNode* value);
  ExprNode* ParseSlices();
  ExprNode* ParseSlice();
  bool AtSlicePart() const { return StartsExpression(t_->kind) && !At(TokenKind::kStar); }
  ExprNode* ParseTupleFrom(const Token* start, ExprNode* first,
                           ExprNode* (DescentParser::*parse_item)());

  // ---- atoms (atoms.cc)
  ExprNode* ParseAtom();
  ExprNode* ParseConstant(ConstantKind type);
  ExprNode* ParseName();
  ExprNode* ParseStringAtom();
  ExprNode* ParseParenthesized();
  ExprNode* ParseBracketed();
  ExprNode* ParseBraced();
  ExprNode* ParseDictFrom(const Token* start, ExprNode* key);
  ExprNode* ParseDictComprehension(const Token* start, ExprNode* key, ExprNode* value);
  ExprNode* ParseComprehensionFrom(NodeKind kind, const Token* start, ExprNode* element,
                                   TokenKind closing);
  bool ParseComprehensionClauses(NodeList<Comprehension>* generators);
  bool ParseItems(TokenKind closing);

  // ---- calls and parameters (arguments.cc)
  bool ParseCallArguments(bool allow_generator, NodeList<ExprNode>* args,
                          NodeList<Keyword>* keywords);
  Keyword* ParseKeyword();
  Arguments* ParseParameters(TokenKind closing);
  Arg* ParseParameter(bool annotations, bool starred);

  // ---- targets (targets.cc)
  ExprNode* ParseStarTargets();
  ExprNode* ParseStarTarget();
  static bool MakeTarget(ExprNode* expression, ExprContext context);
  static bool MakeStoreTarget(ExprNode* expression) {
    return MakeTarget(expression, ExprContext::kStore);
  }
  static bool IsSingleTarget(const ExprNode* expression);

  ParseSession& session_;
  AstArena& arena_;
  const SourceUnit& unit_;
  const Token* t_;
  std::vector<void*> stack_;
  std::vector<CompareOperator> operators_;
  std::vector<CompletedStatement> completed_;
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_DESCENT_PARSER_H_
