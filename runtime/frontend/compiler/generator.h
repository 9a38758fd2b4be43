// Code generation: one walk over the tree and its scopes that emits register bytecode.
//
// Registers. An expression is compiled towards a *hint*: a register that its result should end up
// in, or kAnywhere. What comes back is an Operand: a constant that nobody has loaded yet, a local
// variable's own register (no move), or a temporary. Temporaries are a stack: `top` is the first
// free one; whoever takes some gives them back by PopTo(mark). An expression leaves at most one
// temporary behind, at the old top, holding its result. A hint that is a local variable is written
// by the expression's last instruction only, so that an exception or a use in the middle sees the
// old value.
//
// Errors are sticky: after the first one code goes on being generated for nobody, statements return
// at once, and Finish gives null.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_GENERATOR_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_GENERATOR_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gc/roots.h"
#include "runtime/frontend/ast.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/frontend/compiler/unit.h"
#include "runtime/frontend/scope.h"

namespace krait {

class Isolate;
struct Code;
struct Str;

namespace compiler {

struct Operand {
  static Operand InRegister(Register r) { return {r, Value()}; }
  static Operand OfConstant(Value value) { return {kAnywhere, value}; }
  bool IsConstant() const { return reg == kAnywhere; }

  Register reg = kAnywhere;
  Value constant;
};

struct SyntaxFault {
  std::string message;
  ast::Position position;
};

struct SyntaxCaution {  // a SyntaxWarning
  std::string message;
  ast::Position position;
};

class PatternCompiler;

class Generator {
 public:
  Generator(Isolate* iso, ast::AstArena& arena, ast::ScopeTable& scopes, Str* filename,
            uint32_t future_flags, uint32_t future_line, int optimize);
  ~Generator();

  Code* GenerateModule(const ast::Node* root, CompileMode mode, bool top_level_await);
  // The error, unless an exception is pending already.
  const SyntaxFault* fault() const { return fault_.message.empty() ? nullptr : &fault_; }
  const std::vector<SyntaxCaution>& cautions() const { return cautions_; }

 private:
  friend class PatternCompiler;

  // --- errors (generator.cc) ---
  void Fail(const ast::Position& position, std::string message);
  void FailPending() { failed_ = true; }  // the exception is pending in the isolate
  void Caution(const ast::Position& position, std::string message);
  bool RefuseDebugName(ast::Identifier name, ast::ExprContext context, const ast::Position& at);

  // --- positions ---
  void At(const ast::Position& position);
  void AtAttribute(const ast::Attribute* attribute, const ast::Position& whole);
  void Nowhere();

  // --- registers ---
  Register top() const { return u_->top; }
  Register Push();
  Register PushMany(int count);
  void PopTo(Register mark) { u_->top = mark; }
  void NoteRegisters(Register limit);
  bool IsLocalRegister(Register r) const { return r >= 0 && r < u_->temporaries; }
  // Where a result goes: the hint, or a new temporary.
  Register Target(Register hint) { return hint >= 0 ? hint : Push(); }
  // The same for results that are written in several steps: never a local.
  Register TemporaryTarget(Register hint) { return hint >= u_->temporaries ? hint : Push(); }

  // --- instructions ---
  BytecodeBuilder& code() { return u_->builder; }
  void Move(Register to, Register from);
  void Load(Register to, Value constant);
  void LoadNone(Register to) { Load(to, Value::None()); }
  Register Materialize(const Operand& operand);  // constants go to a new temporary

  // --- jumps; these keep the bound sets ---
  void Goto(Label& label);
  void JumpOn(Op op, Register a, Register b, Label& label);  // no site
  void JumpOnSite(Op op, Register a, int b, int c, Label& label);
  void JumpOnTruth(Register r, bool truth, Label& label);
  void Reach(Label& label);
  void Bind(Label& label);
  void BindLoopHead(Label& label);
  // Enters a handler of a region at whose start `bound` held.
  void BindHandler(int handler, const BoundSet& bound);

  // --- names (names.cc) ---
  Str* StrOf(ast::Identifier name);
  ast::Identifier Mangle(ast::Identifier name);
  void NoteName(ast::Identifier name);
  Register LocalRegister(ast::Symbol& symbol);
  // The register of a local variable of this function, or kAnywhere when the name is anything else.
  Register LocalOf(ast::Identifier name);
  Register CellOf(ast::Identifier name);  // of the unit, for closures
  void NameInstruction(Op op, Register r, ast::Identifier name);
  Operand LoadName(ast::Identifier name, Register hint);
  void StoreName(ast::Identifier name, Register from);
  void MarkBound(Register local) { u_->bound.Add(local); }
  void DeleteName(ast::Identifier name, const ast::Position& at);
  void ClearName(ast::Identifier name);  // the end of `except ... as name`
  bool MayBeRebound(Register local, const ast::ExprNode* later) const;
  // Saves a local that `later`, evaluated before the operand is used, may rebind.
  void Protect(Operand& operand, const ast::ExprNode* later);

  // --- units (unit.cc) ---
  Unit* EnterUnit(UnitKind kind, const ast::Node* node, std::string_view name, int32_t line);
  void AllocateRegisters();
  void SetQualname();
  void Prologue();
  Code* LeaveUnit();
  void AbandonUnit();

  // --- statements (statements.cc) ---
  void Body(ast::NodeList<ast::Stmt> body);
  void Statement(const ast::Stmt* statement);
  void ExpressionStatement(const ast::Expr* statement);
  void AssertStatement(const ast::Assert* statement);
  void RaiseStatement(const ast::Raise* statement);
  void ReturnStatement(const ast::Return* statement);
  Label* DirectExit(ast::NodeList<ast::Stmt> body);
  void IfStatement(const ast::If* statement);
  void MatchStatement(const ast::Match* statement);  // patterns.cc
  void ImportStatement(const ast::Import* statement);
  void ImportFromStatement(const ast::ImportFrom* statement);
  void ModuleBody(const ast::Module* module);

  // --- assignment (assignments.cc) ---
  void AssignStatement(const ast::Assign* statement);
  bool AssignPairwise(const ast::ExprNode* target, const ast::ExprNode* value);
  void AugAssignStatement(const ast::AugAssign* statement);
  void AnnAssignStatement(const ast::AnnAssign* statement);
  void CheckAnnotation(const ast::AnnAssign* statement);
  void Store(const ast::ExprNode* target, Register from);
  void Unpack(const ast::ExprNode* target, ast::NodeList<ast::ExprNode> elements, Register from);
  Register ConsecutiveLocals(ast::NodeList<ast::ExprNode> elements);
  void DeleteTarget(const ast::ExprNode* target);
  // The register to evaluate into for this target: its local, or kAnywhere.
  Register TargetRegister(const ast::ExprNode* target);
  void InplaceOperation(ast::BinaryOperator op, Register to, Register left,
                        const ast::ExprNode* right, const ast::Position& at);

  // --- control flow (control_flow.cc) ---
  void PushBlock(const Block& block, const ast::Position& at);
  void PopBlock() { u_->blocks.pop_back(); }
  // The code that leaves all blocks above `depth`. Gives the exception handler to go back to, by
  // UseHandler, after the jump.
  int Unwind(size_t depth);
  void LeaveBlock(const Block& block);
  void ForStatement(const ast::For* statement);
  void AsyncForStatement(const ast::For* statement);
  void WhileStatement(const ast::While* statement);
  void BreakStatement(const ast::Stmt* statement);
  void ContinueStatement(const ast::Stmt* statement);
  struct AsyncLoop {
    int handler;
    Register item;
    BoundSet bound;
  };
  AsyncLoop AsyncNext(Register iterator, Register item, const ast::Position& at);
  void EndAsyncLoop(const AsyncLoop& loop);
  void ForNext(Register iterator, const ast::ExprNode* target, Label& end, const ast::Position& at);

  // --- exceptions (exceptions.cc) ---
  void TryStatement(const ast::Try* statement);
  void TryExcept(const ast::Try* statement);
  void TryExceptStar(const ast::Try* statement);
  void TryFinally(const ast::Try* statement);
  void HandlerClause(const ast::ExceptHandler* handler, Register exception, int cleanup, int outer,
                     Label& end);
  void GroupClause(const ast::ExceptHandler* handler, Register rest, Register raised, int cleanup,
                   int outer);
  void ReraiseAfterCleanup(Register exception, int handler, const BoundSet& bound);
  void WithStatement(const ast::With* statement, size_t item);
  void CallExitWithNones(const Block& block);
  void EnterContext(const ast::With* statement, const ast::WithItem* item, Register exit);

  // --- functions and classes (functions.cc) ---
  void FunctionStatement(const ast::FunctionDef* def);
  void ClassStatement(const ast::ClassDef* def);
  Operand LambdaExpression(const ast::Lambda* lambda, Register hint);
  void SetParameters(const ast::Arguments* args);
  // Evaluates defaults and annotations to consecutive temporaries from `base`; returns the bits.
  int FunctionParts(const ast::Arguments* args, const ast::ExprNode* returns, bool annotations,
                    const ast::Position& at);
  bool DefaultsTuple(const ast::Arguments* args, const ast::Position& at);
  bool KeywordDefaults(const ast::Arguments* args, const ast::Position& at);
  bool Annotations(const ast::Arguments* args, const ast::ExprNode* returns,
                   const ast::Position& at);
  void AnnotationOf(ast::Identifier name, const ast::ExprNode* annotation, const ast::Position& at);
  void AnnotationValue(const ast::ExprNode* annotation, Register to);
  void MakeFunction(Register to, Register base, int bits, Code* function, const ast::Position& at);
  bool ClosureTuple(const Code* function);
  void CheckParameterNames(const ast::Arguments* args, const ast::Position& at);
  Code* ClassBody(const ast::ClassDef* def, int32_t line);
  std::string_view DocString(ast::NodeList<ast::Stmt> body, bool* found);
  void Decorate(const ast::NodeList<ast::ExprNode>& decorators, Register base);

  // --- expressions (expressions.cc) ---
  Operand Evaluate(const ast::ExprNode* e, Register hint);
  Operand Expression(const ast::ExprNode* e, Register hint);
  void To(const ast::ExprNode* e, Register to);
  Register ToNew(const ast::ExprNode* e);
  Register Any(const ast::ExprNode* e);
  void ForEffect(const ast::ExprNode* e);
  Operand UnaryExpression(const ast::UnaryOp* e, Register hint);
  Operand NegatedCompare(const ast::Compare* e, Register hint);
  Operand BoolExpression(const ast::BoolOp* e, Register hint);
  Operand IfExpression(const ast::IfExp* e, Register hint);
  Operand CompareExpression(const ast::Compare* e, Register hint);
  void CompareInstruction(ast::CompareOperator op, Register to, Register left, Register right);
  Value FrozenSetOf(const gc::RootVector& items);
  Operand ComparedValue(const ast::ExprNode* e, ast::CompareOperator op, Register hint);
  Operand NamedExpression(const ast::NamedExpr* e, Register hint);
  Operand SliceExpression(const ast::Slice* e, Register hint);
  Operand Iterable(const ast::ExprNode* e, Register hint);
  bool ConstantValue(const ast::ExprNode* e, Value* value, int depth = 0);
  bool ConstantItems(ast::NodeList<ast::ExprNode> elements, gc::RootVector* items, int depth);

  // --- left spines: a + b + c, a.b(c)[d] (spine.cc) ---
  struct Spine {
    Register mark;  // the top when it began
    Register slot;  // where values on the way go, or kAnywhere: a temporary at `mark`
  };
  Operand SpineExpression(const ast::ExprNode* e, Register hint);
  Operand BinaryLink(const ast::BinOp* e, Operand left, const Spine& spine, Register goal);
  Operand AttributeLink(const ast::Attribute* e, Operand value, const Spine& spine, Register goal);
  Operand SubscriptLink(const ast::Subscript* e, Operand value, const Spine& spine, Register goal);
  Operand CallLink(const ast::Call* e, Operand callee, const Spine& spine);
  Operand MethodCallLink(const ast::Attribute* method, const ast::Call* e, Operand receiver,
                         const Spine& spine);
  Register CallWindow(const Operand& value, const Spine& spine);

  // --- warnings about certain mistakes (cautions.cc) ---
  void SubscriptCautions(const ast::Subscript* e);
  void CallCautions(const ast::Call* e);
  void CompareCautions(const ast::Compare* e);

  // --- calls (calls.cc) ---
  static bool HasUnpacking(const ast::Call* e);
  static bool IsLarge(const ast::Call* e);
  void CheckKeywords(ast::NodeList<ast::Keyword> keywords, const ast::Position& at);
  // Arguments into consecutive temporaries from the top; the keywords' names as a constant.
  int PlainArguments(ast::NodeList<ast::ExprNode> args, ast::NodeList<ast::Keyword> keywords,
                     uint32_t* names);
  // After the callable in `window`: everything of f(*args, **kwargs), and the call.
  void UnpackingCall(Register window, ast::NodeList<ast::ExprNode> args,
                     ast::NodeList<ast::Keyword> keywords, int injected, const ast::Position& at);
  void KeywordDict(Register window, ast::NodeList<ast::Keyword> keywords, const ast::Position& at);
  uint32_t KeywordNames(ast::NodeList<ast::Keyword> keywords, size_t begin, size_t end);

  // --- displays and strings (displays.cc) ---
  Operand SequenceDisplay(const ast::List* e, Register hint);
  Operand SetDisplay(const ast::Set* e, Register hint);
  Operand DictDisplay(const ast::Dict* e, Register hint);
  // A list of all elements, stars included, in the temporary `to`. `present` items stand in
  // consecutive registers from `from` already.
  void BuildListFrom(ast::NodeList<ast::ExprNode> elements, Register to, Register from, int present,
                     const ast::Position& at);
  void DictPairs(const ast::Dict* e, size_t begin, size_t end, Register to);
  Operand JoinedString(const ast::JoinedStr* e, Register hint);
  Operand FormattedString(const ast::FormattedValue* e, Register hint);

  // --- conditions (conditions.cc) ---
  // Jumps to `label` when the truth of `e` is `truth`, else falls through. `where`: the position of
  // a plain truth test.
  void Condition(const ast::ExprNode* e, bool truth, Label& label, const ast::Position& where);
  void BoolCondition(const ast::BoolOp* e, bool truth, Label& label, const ast::Position& where);
  void CompareCondition(const ast::Compare* e, bool truth, Label& label,
                        const ast::Position& where);
  void ComparePair(ast::CompareOperator op, Operand left, Operand right, bool truth, Label& label,
                   const ast::Position& at);

  // --- comprehensions, generators, coroutines (comprehensions.cc, coroutines.cc) ---
  Operand ComprehensionExpression(const ast::ExprNode* e, Register hint);
  void ComprehensionLoop(const ast::ExprNode* e, ast::NodeList<ast::Comprehension> generators,
                         size_t index, Register accumulator);
  void ComprehensionElement(const ast::ExprNode* e, Register accumulator);
  Operand YieldExpression(const ast::Yield* e, Register hint);
  Operand YieldFromExpression(const ast::YieldFrom* e, Register hint);
  Operand AwaitExpression(const ast::Await* e, Register hint);
  // Drives the iterator in `to + 1`, the topmost temporary, which is given back; its result goes to
  // `to`.
  void Delegate(Register to);
  // Awaits r[from]; the result goes to the topmost temporary `to`.
  void Await(Register from, Register to, int where);
  bool InsideAsync() const;

  Isolate* iso_;
  ast::AstArena& arena_;
  ast::ScopeTable& scopes_;
  Str* filename_;
  const uint32_t future_flags_;
  const int32_t future_line_;
  const int optimize_;
  bool interactive_ = false;
  bool top_level_await_ = false;
  bool failed_ = false;
  int depth_ = 0;
  SyntaxFault fault_;
  std::vector<SyntaxCaution> cautions_;

  ConstantFactory constants_;
  gc::RootVector names_;  // Str by Identifier index; Empty until asked for
  gc::RootVector roots_;  // names of units being generated
  Unit* u_ = nullptr;
  std::vector<std::unique_ptr<Unit>> units_;  // active ones, and behind them unused ones
  size_t active_units_ = 0;
  std::vector<const ast::ExprNode*> spine_;  // scratch of SpineExpression
};

}  // namespace compiler
}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_GENERATOR_H_
