// Finds out what to say about a source that the parser has rejected.
//
// CPython 3.11 parses with a backtracking (PEG) parser, and the place and the wording of its syntax
// errors follow from the order in which that parser tries things. The Diagnoser therefore is a
// backtracking recogniser which tries the same things in the same order, twice as CPython does: a
// first pass over the plain grammar, which settles where a plain "invalid syntax" would point, and
// a second pass in which the rules also look for known mistakes (the methods called Invalid...) and
// raise the errors that name them.
//
// Speed hardly matters, bounds do: results are remembered per rule and token, statements which the
// parser has completed are skipped, and the work and the depth are limited. Past a limit the answer
// is a plain "invalid syntax" where the parser stopped.
//
// Conventions. A rule that fails leaves mark_ anywhere; whoever tries an alternative resets it
// (Try, Optional, Repeat, Ahead do). Once an error has been raised every rule fails: stopped(). The
// nodes built here only carry what messages need.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_DIAGNOSER_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_DIAGNOSER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/descent_parser.h"
#include "runtime/frontend/parser/session.h"
#include "runtime/frontend/token.h"

namespace krait::frontend {

enum class DiagnosisRoot : uint8_t { kFile, kInteractive, kExpression, kFString };

class Diagnoser {
 public:
  Diagnoser(ParseSession& session, const SourceUnit& unit, const DescentParser& parser,
            DiagnosisRoot root);
  ~Diagnoser();

  // Raises exactly one error in the session.
  void Run();

 private:
  // Rules whose results are remembered, one row each. In those marked `shared`, what the first pass
  // over them has found is reused even where looking for mistakes was switched off meanwhile, as in
  // CPython; the others are remembered for both cases apart.
#define KRAIT_DIAGNOSER_RULES(V)   \
  V(SimpleStatement, true)         \
  V(Block, true)                   \
  V(Expression, true)              \
  V(StarExpression, true)          \
  V(Disjunction, true)             \
  V(Conjunction, true)             \
  V(Inversion, true)               \
  V(BitwiseOr, true)               \
  V(Factor, true)                  \
  V(AwaitPrimary, true)            \
  V(Primary, true)                 \
  V(TargetPrimary, true)           \
  V(Arguments, true)               \
  V(Strings, true)                 \
  V(StarTarget, true)              \
  V(TargetWithStarAtom, true)      \
  V(DeleteTarget, true)            \
  V(InvalidNamedExpression, true)  \
  V(ClosedPattern, true)           \
  V(StarPattern, true)             \
  V(Atom, false)                   \
  V(Comparison, false)             \
  V(NamedExpression, false)        \
  V(Slices, false)                 \
  V(GeneratorExp, false)           \
  V(ForIfClauses, false)           \
  V(Args, false)                   \
  V(KeywordOrStarred, false)       \
  V(KeywordOrDoubleStarred, false) \
  V(Pattern, false)

  enum class Rule : uint8_t {
#define V(name, shared) k##name,
    KRAIT_DIAGNOSER_RULES(V)
#undef V
  };
  static bool IsShared(Rule rule);

  struct Remembered {
    ExprNode* result;  // null: the rule fails here
    size_t end;
  };

  // ---- tokens
  const Token& Peek();
  bool stopped() const { return stopped_ || session_.failed(); }
  bool At(TokenKind kind) { return Peek().kind == kind && !stopped(); }
  bool Eat(TokenKind kind) {
    if (!At(kind)) return false;
    ++mark_;
    return true;
  }
  const Token* EatToken(TokenKind kind) { return Eat(kind) ? &unit_.tokens[mark_ - 1] : nullptr; }
  bool EatWord(std::string_view word);
  bool EatSoftKeyword();
  ExprNode* EatName();

  // ---- combinators
  template <typename F>
  auto Try(F f) {
    const size_t start = mark_;
    auto result = f();
    if (!result) mark_ = start;
    return result;
  }
  template <typename F>
  bool Optional(F f) {
    Try(f);
    return !stopped();
  }
  template <typename F>
  bool Repeat(F f) {
    while (Try(f)) {
    }
    return !stopped();
  }
  template <typename F>
  bool RepeatOnce(F f) {
    return f() && Repeat(f);
  }
  template <typename F>
  bool Gather(F f) {
    return f() && Repeat([&] { return Eat(TokenKind::kComma) && f(); });
  }
  template <typename F>
  bool Ahead(F f) {
    const size_t start = mark_;
    const bool result = static_cast<bool>(f());
    mark_ = start;
    return result;
  }
  template <typename F>
  bool NotAhead(F f) {
    return !Ahead(f) && !stopped();
  }
  // Remembers what `body` gives at this token.
  ExprNode* Remember(Rule rule, ExprNode* (Diagnoser::*body)());
  // The same for rules that only match.
  template <bool (Diagnoser::*body)()>
  bool RememberMatch(Rule rule) {
    return Remember(rule, &Diagnoser::MatchBody<body>) != nullptr;
  }
  template <bool (Diagnoser::*body)()>
  ExprNode* MatchBody() {
    return (this->*body)() ? &match_ : nullptr;
  }

  // ---- nodes
  Position Span(size_t start) const;
  template <typename T>
  T* Make(NodeKind kind, size_t start) {
    return arena_.New<T>(kind, Span(start));
  }
  template <typename T>
  T* Make(size_t start) {
    return arena_.New<T>(Span(start));
  }
  ExprNode* MakeSequence(NodeKind kind, size_t start, const std::vector<ExprNode*>& items);
  ExprNode* MakeConstant(ConstantKind type, size_t start);

  // ---- errors; all return `no`, which is null or false
  struct No {
    operator bool() const { return false; }
    operator ExprNode*() const { return nullptr; }
  };
  No Raise(const Position& place, std::string message);
  No RaiseRange(const Position& first, const Position& last, std::string message);
  No RaiseAtLast(std::string message);
  No RaiseIndentation(std::string message);
  No RaiseFrom(const Position& place, std::string message);
  No RaiseExpectedBlock(const char* what, const Token* keyword);
  enum class TargetKind : uint8_t { kAssign, kFor, kDelete };
  No RaiseInvalidTarget(TargetKind kind, const ExprNode* expression);
  static const ExprNode* FindInvalidTarget(TargetKind kind, const ExprNode* expression);
  // ":" and such which nothing else could follow: an error already in the first pass.
  bool Force(TokenKind kind);
  bool AtMissingBlock();

  void RunPass();
  bool RaiseLayoutError(const Token& token);

  // ---- statements (diagnose_statements.cc)
  bool Statements();
  bool Statement();
  bool StatementNewline();
  bool SimpleStatements();
  bool SimpleStatement();
  bool SimpleStatementBody();
  bool Assignment();
  bool AssignedValue();
  ExprNode* AssignedValueNode();
  bool AugmentedOperatorToken();
  bool ReturnStatement();
  bool RaiseStatement();
  bool GlobalStatement();
  bool DeleteStatement();
  bool AssertStatement();
  bool ImportName();
  bool ImportFrom();
  bool ImportFromTargets();
  bool ImportedNames();
  bool DottedName();
  bool AsName();
  bool InvalidAssignment();
  bool TargetsBeforeEqual();
  ExprNode* InvalidAnnotatedTarget();
  bool InvalidDelete();

  // ---- compound statements (diagnose_compound.cc)
  bool CompoundStatement();
  bool Block();
  bool BlockBody();
  bool Decorators();
  bool FunctionDefinition();
  bool ClassDefinition();
  bool IfStatement();
  bool IfBranch(TokenKind keyword, const char* name);
  bool InvalidCondition(TokenKind keyword, const char* name);
  bool ElseBlock();
  bool WhileStatement();
  bool ForStatement();
  bool WithStatement();
  bool WithItem();
  bool InvalidWithStatement();
  bool InvalidWithIndent();
  bool WithHeader(bool parenthesized, const Token** keyword);

  // ---- try and match (diagnose_try.cc)
  bool TryStatement();
  bool TryBody();
  bool ExceptBlock(bool star);
  bool AsNameOptional();
  bool FinallyBlock();
  bool InvalidTry();
  bool InvalidExcept();
  bool InvalidExceptIndent(bool star);
  bool MatchStatement();
  bool SubjectExpression();
  bool CaseBlock();
  bool InvalidMatch();
  bool InvalidCase();
  bool Guard();

  // ---- patterns (diagnose_patterns.cc)
  bool Patterns();
  ExprNode* Pattern();
  ExprNode* PatternBody();
  bool AsPattern();
  bool OrPattern();
  bool ClosedPattern();
  bool ClosedPatternBody();
  bool LiteralPattern();
  bool SignedNumber();
  bool ComplexNumber();
  bool CaptureTarget();
  bool Attributes(bool at_least_one);
  bool OpenSequencePattern();
  bool MaybeSequencePattern();
  bool MaybeStarPattern();
  bool StarPatternBody();
  bool SequencePattern();
  bool MappingPattern();
  bool KeyValuePattern();
  bool DoubleStarPattern();
  bool ClassPattern();
  bool KeywordPatterns();
  bool PositionalPatterns(Position* first, Position* last);

  // ---- expressions (diagnose_expressions.cc)
  ExprNode* Expressions();
  ExprNode* StarExpressions();
  ExprNode* ExpressionList(ExprNode* (Diagnoser::*item)());
  ExprNode* StarExpression();
  ExprNode* StarExpressionBody();
  bool StarNamedExpressions(std::vector<ExprNode*>* items);
  ExprNode* StarNamedExpression();
  ExprNode* StarredOperand();
  ExprNode* StarredExpression();
  ExprNode* AssignmentExpression();
  ExprNode* NamedExpression();
  ExprNode* NamedExpressionBody();
  ExprNode* Expression();
  ExprNode* ExpressionBody();
  ExprNode* PlainExpression();
  ExprNode* ExpressionWithoutInvalid();
  ExprNode* Conditional();
  ExprNode* Lambda();
  ExprNode* YieldExpression();
  ExprNode* Disjunction();
  ExprNode* DisjunctionBody();
  ExprNode* Conjunction();
  ExprNode* ConjunctionBody();
  ExprNode* BooleanChain(TokenKind op, ExprNode* (Diagnoser::*operand)());
  ExprNode* Inversion();
  ExprNode* InversionBody();
  ExprNode* Comparison();
  ExprNode* ComparisonBody();
  bool CompareOperatorAndOperand(CompareOperator* op);
  bool NotEqualToken();
  ExprNode* BitwiseOr();
  ExprNode* BitwiseOrBody();
  ExprNode* Binary(int min_precedence);
  ExprNode* Factor();
  ExprNode* FactorBody();
  ExprNode* AwaitPrimary();
  ExprNode* AwaitPrimaryBody();
  ExprNode* Primary();
  ExprNode* PrimaryBody();
  ExprNode* GrowPrimary(size_t start);
  ExprNode* Slices();
  ExprNode* SlicesBody();
  ExprNode* Slice();
  bool InvalidExpression();
  bool InvalidLegacyExpression();
  ExprNode* InvalidNamedExpression();
  ExprNode* InvalidNamedExpressionBody();
  static bool IsLegacyStatement(const ExprNode* expression);

  // ---- atoms (diagnose_atoms.cc)
  ExprNode* Atom();
  ExprNode* AtomBody();
  ExprNode* Number();
  ExprNode* Strings();
  ExprNode* StringsBody();
  ExprNode* TupleDisplay();
  ExprNode* Group();
  ExprNode* GeneratorExpression();
  ExprNode* GeneratorExpressionBody();
  ExprNode* ListDisplay();
  ExprNode* Comprehension(NodeKind kind, TokenKind open, TokenKind close);
  ExprNode* DictDisplay();
  ExprNode* SetDisplay();
  ExprNode* DictComprehension();
  bool KeyValuePair();
  bool DoubleStarredPair();
  ExprNode* ForIfClauses();
  ExprNode* ForIfClausesBody();
  ExprNode* ForIfClause();
  bool InvalidComprehension();
  bool InvalidDictComprehension();
  bool InvalidDictPairs();
  bool InvalidDictPair();
  bool InvalidDictValue();
  bool InvalidGroup();
  bool InvalidForTarget();

  // ---- arguments (diagnose_arguments.cc)
  ExprNode* Arguments();
  ExprNode* ArgumentsBody();
  ExprNode* Args();
  ExprNode* ArgsBody();
  ExprNode* PositionalArgument();
  bool KeywordArguments(std::vector<ExprNode*>* args, std::vector<Keyword*>* keywords);
  ExprNode* KeywordOrStarred();
  ExprNode* KeywordOrStarredBody();
  ExprNode* KeywordOrDoubleStarred();
  ExprNode* KeywordOrDoubleStarredBody();
  ExprNode* NamedArgument();
  bool InvalidArguments();
  bool InvalidKeyword();

  // ---- parameters (diagnose_parameters.cc)
  bool Parameters(TokenKind closing);
  bool ParameterList();
  ExprNode* Parameter();
  bool ParameterEnd();
  bool Default();
  bool InFunction() const { return parameters_end_ == TokenKind::kRightParen; }
  ExprNode* PlainParameter();
  bool DefaultParameter();
  bool MaybeDefaultParameter();
  bool SlashAfterPlain();
  bool SlashAfterDefault();
  bool StarParameters();
  bool KeywordsParameter();
  bool InvalidParameters();
  bool InvalidStarParameters();
  bool InvalidKeywordsParameter();

  // ---- targets (diagnose_targets.cc)
  ExprNode* StarTargets();
  ExprNode* StarTarget();
  ExprNode* StarTargetBody();
  ExprNode* TargetWithStarAtom();
  ExprNode* TargetWithStarAtomBody();
  ExprNode* StarAtom();
  ExprNode* SingleTarget();
  ExprNode* AttributeOrSubscriptTarget();
  ExprNode* TargetPrimary();
  ExprNode* TargetPrimaryBody();
  bool AtTrailer();
  bool DeleteTargets();
  ExprNode* DeleteTarget();
  ExprNode* DeleteTargetBody();

  ParseSession& session_;
  AstArena& arena_;
  const SourceUnit& unit_;
  const size_t parser_position_;
  const DiagnosisRoot root_;
  absl::flat_hash_map<uint64_t, Remembered> remembered_;
  absl::flat_hash_map<uint32_t, uint32_t> completed_;  // start of a statement to its end
  size_t mark_ = 0;
  size_t fetched_ = 0;  // tokens asked for so far
  bool find_mistakes_ = false;
  bool stopped_ = false;  // a limit was hit
  uint64_t steps_ = 0;
  int depth_ = 0;
  TokenKind parameters_end_ = TokenKind::kRightParen;
  ExprNode match_;  // what RememberMatch stores for a success
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_DIAGNOSER_H_
