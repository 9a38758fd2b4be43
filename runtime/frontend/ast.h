// The syntax tree of one parsed source.
//
// It mirrors the abstract grammar of Python's own `ast` module (3.11): the same node kinds, the
// same fields under the same names, the same positions (lines from 1, columns in UTF-8 bytes from
// 0). The front end knows nothing of the VM's heap: identifiers are interned in the arena,
// constants are plain C++ data.
//
// Ownership: every node, list, identifier and string lives in one AstArena and dies with it. Nodes
// are trivially destructible; nobody deletes one, and a tree of any depth is freed without
// recursion.
//
// Dispatch: `switch (node->kind)` and then `Cast<BinOp>(node)`. Kinds which differ only in flavour
// share a struct: FunctionDef/AsyncFunctionDef, For/AsyncFor, With/AsyncWith, Try/TryStar and
// ListComp/SetComp/GeneratorExp. ADDING A KIND: a row in the table below, a struct (or a second
// kind for a struct), its fields in ast_schema.h.
//
// DEPTH. The parser builds left-associative chains in a loop, so that `a + b + c ...`, `a.b.c ...`,
// `f()()() ...` and `if/elif/elif ...` (an If nested in the orelse of an If) can be as deep as the
// source is long: a left spine of 100,000 nodes is legal input. Every consumer must walk such
// spines in a loop, or count its depth and report RecursionError ("maximum recursion depth exceeded
// during compilation") as CPython does. All other nesting (parentheses, blocks, unary operators,
// `**`, lambdas, conditionals) is bounded by the parser: see kMaxNesting in parser/parser.h.

#ifndef KRAIT_RUNTIME_FRONTEND_AST_H_
#define KRAIT_RUNTIME_FRONTEND_AST_H_

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace krait::frontend {

// Node kinds, declared once. The name of an enumerator is `k` plus the name in Python's `ast`.

#define KRAIT_AST_MODULE_KINDS(V) \
  V(Module)                       \
  V(Interactive)                  \
  V(Expression)                   \
  V(FunctionType)

#define KRAIT_AST_STATEMENT_KINDS(V) \
  V(FunctionDef)                     \
  V(AsyncFunctionDef)                \
  V(ClassDef)                        \
  V(Return)                          \
  V(Delete)                          \
  V(Assign)                          \
  V(AugAssign)                       \
  V(AnnAssign)                       \
  V(For)                             \
  V(AsyncFor)                        \
  V(While)                           \
  V(If)                              \
  V(With)                            \
  V(AsyncWith)                       \
  V(Match)                           \
  V(Raise)                           \
  V(Try)                             \
  V(TryStar)                         \
  V(Assert)                          \
  V(Import)                          \
  V(ImportFrom)                      \
  V(Global)                          \
  V(Nonlocal)                        \
  V(Expr)                            \
  V(Pass)                            \
  V(Break)                           \
  V(Continue)

#define KRAIT_AST_EXPRESSION_KINDS(V) \
  V(BoolOp)                           \
  V(NamedExpr)                        \
  V(BinOp)                            \
  V(UnaryOp)                          \
  V(Lambda)                           \
  V(IfExp)                            \
  V(Dict)                             \
  V(Set)                              \
  V(ListComp)                         \
  V(SetComp)                          \
  V(DictComp)                         \
  V(GeneratorExp)                     \
  V(Await)                            \
  V(Yield)                            \
  V(YieldFrom)                        \
  V(Compare)                          \
  V(Call)                             \
  V(FormattedValue)                   \
  V(JoinedStr)                        \
  V(Constant)                         \
  V(Attribute)                        \
  V(Subscript)                        \
  V(Starred)                          \
  V(Name)                             \
  V(List)                             \
  V(Tuple)                            \
  V(Slice)

#define KRAIT_AST_PATTERN_KINDS(V) \
  V(MatchValue)                    \
  V(MatchSingleton)                \
  V(MatchSequence)                 \
  V(MatchMapping)                  \
  V(MatchClass)                    \
  V(MatchStar)                     \
  V(MatchAs)                       \
  V(MatchOr)

#define KRAIT_AST_PART_KINDS(V) \
  V(comprehension)              \
  V(ExceptHandler)              \
  V(arguments)                  \
  V(arg)                        \
  V(keyword)                    \
  V(alias)                      \
  V(withitem)                   \
  V(match_case)                 \
  V(TypeIgnore)

#define KRAIT_AST_KINDS(V)      \
  KRAIT_AST_MODULE_KINDS(V)     \
  KRAIT_AST_STATEMENT_KINDS(V)  \
  KRAIT_AST_EXPRESSION_KINDS(V) \
  KRAIT_AST_PATTERN_KINDS(V)    \
  KRAIT_AST_PART_KINDS(V)

enum class NodeKind : uint8_t {
#define V(name) k##name,
  KRAIT_AST_KINDS(V)
#undef V
};

// The name of the kind in Python's `ast` module.
std::string_view NodeKindName(NodeKind kind);

// Contexts and operators: (enumerator, text in the source).
#define KRAIT_AST_CONTEXTS(V) \
  V(Load, "")                 \
  V(Store, "")                \
  V(Del, "")

#define KRAIT_AST_BOOL_OPERATORS(V) \
  V(And, "and")                     \
  V(Or, "or")

#define KRAIT_AST_BINARY_OPERATORS(V) \
  V(Add, "+")                         \
  V(Sub, "-")                         \
  V(Mult, "*")                        \
  V(MatMult, "@")                     \
  V(Div, "/")                         \
  V(Mod, "%")                         \
  V(Pow, "**")                        \
  V(LShift, "<<")                     \
  V(RShift, ">>")                     \
  V(BitOr, "|")                       \
  V(BitXor, "^")                      \
  V(BitAnd, "&")                      \
  V(FloorDiv, "//")

#define KRAIT_AST_UNARY_OPERATORS(V) \
  V(Invert, "~")                     \
  V(Not, "not")                      \
  V(UAdd, "+")                       \
  V(USub, "-")

#define KRAIT_AST_COMPARE_OPERATORS(V) \
  V(Eq, "==")                          \
  V(NotEq, "!=")                       \
  V(Lt, "<")                           \
  V(LtE, "<=")                         \
  V(Gt, ">")                           \
  V(GtE, ">=")                         \
  V(Is, "is")                          \
  V(IsNot, "is not")                   \
  V(In, "in")                          \
  V(NotIn, "not in")

#define V(name, text) k##name,
enum class ExprContext : uint8_t { KRAIT_AST_CONTEXTS(V) };
enum class BoolOperator : uint8_t { KRAIT_AST_BOOL_OPERATORS(V) };
enum class BinaryOperator : uint8_t { KRAIT_AST_BINARY_OPERATORS(V) };
enum class UnaryOperator : uint8_t { KRAIT_AST_UNARY_OPERATORS(V) };
enum class CompareOperator : uint8_t { KRAIT_AST_COMPARE_OPERATORS(V) };
#undef V

// An interned name. Equality is identity; index() is dense from 0 within its arena, so that a pass
// can keep a table per identifier. Non-ASCII names are NFKC-normalised, as the language asks.
class Identifier {
 public:
  struct Entry {
    std::string_view text;
    uint32_t index;
  };

  constexpr Identifier() = default;
  explicit constexpr Identifier(const Entry* entry) : entry_(entry) {}

  explicit operator bool() const { return entry_ != nullptr; }
  std::string_view view() const { return entry_ ? entry_->text : std::string_view(); }
  uint32_t index() const { return entry_->index; }

  friend bool operator==(Identifier a, Identifier b) { return a.entry_ == b.entry_; }
  friend bool operator==(Identifier a, std::string_view b) { return a.view() == b; }

 private:
  const Entry* entry_ = nullptr;
};

template <typename T>
using NodeList = std::span<T*>;

// Where a node stands: columns count UTF-8 bytes from 0; the end is exclusive.
struct Position {
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;
};

struct Node : Position {
  NodeKind kind;
};

struct Stmt : Node {};
struct Pattern : Node {};

// The base of all expressions. `Expr` is taken by the expression statement, as in `ast`.
struct ExprNode : Node {
  // Written in parentheses of its own, as in `(x): int`. The position does not include them.
  bool parenthesized = false;
};

// ---- parts

struct Arg : Node {  // arg
  static constexpr NodeKind kKind = NodeKind::karg;
  Identifier arg;
  ExprNode* annotation;  // or null; a Starred for `*args: *Ts`
};

struct Arguments : Node {  // arguments; its position is not meaningful
  static constexpr NodeKind kKind = NodeKind::karguments;
  NodeList<Arg> posonlyargs;
  NodeList<Arg> args;
  Arg* vararg;  // or null
  NodeList<Arg> kwonlyargs;
  NodeList<ExprNode> kw_defaults;  // as long as kwonlyargs; null where there is no default
  Arg* kwarg;                      // or null
  NodeList<ExprNode> defaults;     // of the last of posonlyargs + args
};

struct Keyword : Node {  // keyword
  static constexpr NodeKind kKind = NodeKind::kkeyword;
  Identifier arg;  // empty for `**value`
  ExprNode* value;
};

struct Alias : Node {  // alias
  static constexpr NodeKind kKind = NodeKind::kalias;
  Identifier name;    // dotted for `import a.b.c`; "*" for a star import
  Identifier asname;  // or empty
};

struct WithItem : Node {  // withitem; its position is not meaningful
  static constexpr NodeKind kKind = NodeKind::kwithitem;
  ExprNode* context_expr;
  ExprNode* optional_vars;  // or null
};

struct MatchCase : Node {  // match_case; its position is not meaningful
  static constexpr NodeKind kKind = NodeKind::kmatch_case;
  Pattern* pattern;
  ExprNode* guard;  // or null
  NodeList<Stmt> body;
};

struct Comprehension : Node {  // comprehension; its position is not meaningful
  static constexpr NodeKind kKind = NodeKind::kcomprehension;
  ExprNode* target;
  ExprNode* iter;
  NodeList<ExprNode> ifs;
  bool is_async;
};

struct ExceptHandler : Node {
  static constexpr NodeKind kKind = NodeKind::kExceptHandler;
  ExprNode* type;   // or null
  Identifier name;  // or empty
  NodeList<Stmt> body;
};

struct TypeIgnore : Node {  // only ever made by scripts: type comments are ignored
  static constexpr NodeKind kKind = NodeKind::kTypeIgnore;
  std::string_view tag;
};

// ---- roots

struct Module : Node {  // Module, Interactive
  static constexpr NodeKind kKind = NodeKind::kModule;
  static constexpr NodeKind kOtherKind = NodeKind::kInteractive;
  NodeList<Stmt> body;
  NodeList<TypeIgnore> type_ignores;
};

struct FunctionType : Node {  // a signature's type comment: `(int, str) -> bool`
  static constexpr NodeKind kKind = NodeKind::kFunctionType;
  NodeList<ExprNode> argtypes;
  ExprNode* returns;
};

struct Expression : Node {
  static constexpr NodeKind kKind = NodeKind::kExpression;
  ExprNode* body;
};

// ---- statements

struct FunctionDef : Stmt {  // FunctionDef, AsyncFunctionDef
  static constexpr NodeKind kKind = NodeKind::kFunctionDef;
  static constexpr NodeKind kOtherKind = NodeKind::kAsyncFunctionDef;
  bool is_async() const { return kind == kOtherKind; }
  Identifier name;
  Arguments* args;
  NodeList<Stmt> body;
  NodeList<ExprNode> decorator_list;
  ExprNode* returns;  // or null
};

struct ClassDef : Stmt {
  static constexpr NodeKind kKind = NodeKind::kClassDef;
  Identifier name;
  NodeList<ExprNode> bases;
  NodeList<Keyword> keywords;
  NodeList<Stmt> body;
  NodeList<ExprNode> decorator_list;
};

struct Return : Stmt {
  static constexpr NodeKind kKind = NodeKind::kReturn;
  ExprNode* value;  // or null
};

struct Delete : Stmt {
  static constexpr NodeKind kKind = NodeKind::kDelete;
  NodeList<ExprNode> targets;
};

struct Assign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAssign;
  NodeList<ExprNode> targets;  // `a = b = value` has two
  ExprNode* value;
};

struct AugAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAugAssign;
  BinaryOperator op;
  ExprNode* target;
  ExprNode* value;
};

struct AnnAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAnnAssign;
  bool simple;  // a bare name, not in parentheses
  ExprNode* target;
  ExprNode* annotation;
  ExprNode* value;  // or null
};

struct For : Stmt {  // For, AsyncFor
  static constexpr NodeKind kKind = NodeKind::kFor;
  static constexpr NodeKind kOtherKind = NodeKind::kAsyncFor;
  bool is_async() const { return kind == kOtherKind; }
  ExprNode* target;
  ExprNode* iter;
  NodeList<Stmt> body;
  NodeList<Stmt> orelse;
};

struct While : Stmt {
  static constexpr NodeKind kKind = NodeKind::kWhile;
  ExprNode* test;
  NodeList<Stmt> body;
  NodeList<Stmt> orelse;
};

struct If : Stmt {
  static constexpr NodeKind kKind = NodeKind::kIf;
  ExprNode* test;
  NodeList<Stmt> body;
  NodeList<Stmt> orelse;  // an `elif` is a single If in here: see DEPTH above
};

struct With : Stmt {  // With, AsyncWith
  static constexpr NodeKind kKind = NodeKind::kWith;
  static constexpr NodeKind kOtherKind = NodeKind::kAsyncWith;
  bool is_async() const { return kind == kOtherKind; }
  NodeList<WithItem> items;
  NodeList<Stmt> body;
};

struct Match : Stmt {
  static constexpr NodeKind kKind = NodeKind::kMatch;
  ExprNode* subject;
  NodeList<MatchCase> cases;
};

struct Raise : Stmt {
  static constexpr NodeKind kKind = NodeKind::kRaise;
  ExprNode* exc;    // or null
  ExprNode* cause;  // or null
};

struct Try : Stmt {  // Try, TryStar
  static constexpr NodeKind kKind = NodeKind::kTry;
  static constexpr NodeKind kOtherKind = NodeKind::kTryStar;
  bool is_star() const { return kind == kOtherKind; }
  NodeList<Stmt> body;
  NodeList<ExceptHandler> handlers;
  NodeList<Stmt> orelse;
  NodeList<Stmt> finalbody;
};

struct Assert : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAssert;
  ExprNode* test;
  ExprNode* msg;  // or null
};

struct Import : Stmt {
  static constexpr NodeKind kKind = NodeKind::kImport;
  NodeList<Alias> names;
};

struct ImportFrom : Stmt {
  static constexpr NodeKind kKind = NodeKind::kImportFrom;
  Identifier module;  // dotted; empty for `from . import x`
  NodeList<Alias> names;
  int32_t level;  // leading dots
};

struct Global : Stmt {  // Global, Nonlocal
  static constexpr NodeKind kKind = NodeKind::kGlobal;
  static constexpr NodeKind kOtherKind = NodeKind::kNonlocal;
  std::span<Identifier> names;
};
using Nonlocal = Global;

struct Expr : Stmt {
  static constexpr NodeKind kKind = NodeKind::kExpr;
  ExprNode* value;
};

// Pass, Break and Continue have no fields: they are plain Stmt nodes.

// ---- expressions

struct BoolOp : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kBoolOp;
  BoolOperator op;
  NodeList<ExprNode> values;  // at least two
};

struct NamedExpr : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kNamedExpr;
  ExprNode* target;  // a Name
  ExprNode* value;
};

struct BinOp : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kBinOp;
  BinaryOperator op;
  ExprNode* left;
  ExprNode* right;
};

struct UnaryOp : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kUnaryOp;
  UnaryOperator op;
  ExprNode* operand;
};

struct Lambda : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kLambda;
  Arguments* args;
  ExprNode* body;
};

struct IfExp : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kIfExp;
  ExprNode* test;
  ExprNode* body;
  ExprNode* orelse;
};

struct Dict : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kDict;
  NodeList<ExprNode> keys;  // null for `**value`
  NodeList<ExprNode> values;
};

struct Set : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kSet;
  NodeList<ExprNode> elts;
};

struct ListComp : ExprNode {  // ListComp, SetComp, GeneratorExp
  static constexpr NodeKind kKind = NodeKind::kListComp;
  static constexpr NodeKind kOtherKind = NodeKind::kSetComp;
  static constexpr NodeKind kThirdKind = NodeKind::kGeneratorExp;
  ExprNode* elt;
  NodeList<Comprehension> generators;
};
using SetComp = ListComp;
using GeneratorExp = ListComp;

struct DictComp : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kDictComp;
  ExprNode* key;
  ExprNode* value;
  NodeList<Comprehension> generators;
};

struct Await : ExprNode {  // Await, YieldFrom
  static constexpr NodeKind kKind = NodeKind::kAwait;
  static constexpr NodeKind kOtherKind = NodeKind::kYieldFrom;
  ExprNode* value;
};
using YieldFrom = Await;

struct Yield : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kYield;
  ExprNode* value;  // or null
};

struct Compare : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kCompare;
  ExprNode* left;
  std::span<CompareOperator> ops;
  NodeList<ExprNode> comparators;
};

struct Call : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kCall;
  ExprNode* func;
  NodeList<ExprNode> args;     // a Starred for `*args`
  NodeList<Keyword> keywords;  // an empty name for `**kwargs`
};

struct FormattedValue : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kFormattedValue;
  int32_t conversion;  // -1, or 's', 'r', 'a'
  ExprNode* value;
  ExprNode* format_spec;  // a JoinedStr, or null
};

struct JoinedStr : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kJoinedStr;
  NodeList<ExprNode> values;  // Constants (str) and FormattedValues
};

enum class ConstantKind : uint8_t {
  kNone,
  kFalse,
  kTrue,
  kEllipsis,
  kInt,      // int_value
  kBigInt,   // text: digits without prefix or underscores, lower case; base is 10 or 16. A sign
             // only in trees that scripts made
  kFloat,    // float_value
  kComplex,  // real_value (0 when it comes from the parser) and float_value, the imaginary part
  kStr,      // text: UTF-8, in which a lone surrogate stands as its three bytes (generalised UTF-8)
  kBytes,    // text: the bytes
  kTuple,      // items; like frozensets never made by the parser, only by scripts
  kFrozenSet,  // items
};

struct Constant : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kConstant;
  ConstantKind type;
  uint8_t base = 10;            // of kBigInt
  bool unicode_prefix = false;  // u"..." (`kind` in Python's ast)
  union {
    int64_t int_value;
    double float_value = 0;
  };
  double real_value = 0;
  std::string_view text;
  std::span<Constant*> items;
};

struct Attribute : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kAttribute;
  ExprContext ctx;
  Identifier attr;
  ExprNode* value;
};

struct Subscript : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kSubscript;
  ExprContext ctx;
  ExprNode* value;
  ExprNode* slice;  // any expression, a Slice, or a Tuple of them
};

struct Starred : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kStarred;
  ExprContext ctx;
  ExprNode* value;
};

struct Name : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kName;
  ExprContext ctx;
  Identifier id;
};

struct List : ExprNode {  // List, Tuple
  static constexpr NodeKind kKind = NodeKind::kList;
  static constexpr NodeKind kOtherKind = NodeKind::kTuple;
  ExprContext ctx;
  NodeList<ExprNode> elts;
};
using Tuple = List;

struct Slice : ExprNode {
  static constexpr NodeKind kKind = NodeKind::kSlice;
  ExprNode* lower;  // each may be null
  ExprNode* upper;
  ExprNode* step;
};

// ---- patterns

struct MatchValue : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchValue;
  ExprNode* value;
};

struct MatchSingleton : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchSingleton;
  ConstantKind value;  // kNone, kTrue, kFalse
};

struct MatchSequence : Pattern {  // MatchSequence, MatchOr
  static constexpr NodeKind kKind = NodeKind::kMatchSequence;
  static constexpr NodeKind kOtherKind = NodeKind::kMatchOr;
  NodeList<Pattern> patterns;
};
using MatchOr = MatchSequence;

struct MatchMapping : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchMapping;
  NodeList<ExprNode> keys;
  NodeList<Pattern> patterns;
  Identifier rest;  // or empty
};

struct MatchClass : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchClass;
  ExprNode* cls;
  NodeList<Pattern> patterns;
  std::span<Identifier> kwd_attrs;
  NodeList<Pattern> kwd_patterns;
};

struct MatchStar : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchStar;
  Identifier name;  // empty for `*_`
};

struct MatchAs : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchAs;
  Pattern* pattern;  // or null: a capture
  Identifier name;   // empty (with a null pattern): the wildcard `_`
};

// ---- access

template <typename T>
constexpr bool IsKindOf(NodeKind kind) {
  if (kind == T::kKind) return true;
  if constexpr (requires { T::kOtherKind; }) {
    if (kind == T::kOtherKind) return true;
  }
  if constexpr (requires { T::kThirdKind; }) {
    if (kind == T::kThirdKind) return true;
  }
  return false;
}

// The node as its concrete struct; the kind must fit.
template <typename T, typename N>
auto* Cast(N* node) {
  assert(IsKindOf<T>(node->kind));
  return static_cast<std::conditional_t<std::is_const_v<N>, const T, T>*>(node);
}

// The same, or null if the kind does not fit (or the node is null).
template <typename T, typename N>
auto* DynamicCast(N* node) {
  using Result = std::conditional_t<std::is_const_v<N>, const T, T>;
  return node != nullptr && IsKindOf<T>(node->kind) ? static_cast<Result*>(node) : nullptr;
}

// Owns the nodes, lists, strings and identifiers of one tree. Memory is bump-allocated and never
// freed before the arena. Not thread-safe.
class AstArena {
 public:
  AstArena();
  ~AstArena();
  AstArena(const AstArena&) = delete;
  AstArena& operator=(const AstArena&) = delete;

  void* Allocate(size_t bytes) {
    bytes = (bytes + 7) & ~size_t{7};
    if (bytes > static_cast<size_t>(limit_ - next_)) return AllocateSlow(bytes);
    char* result = next_;
    next_ += bytes;
    return result;
  }

  // A zero-initialised node of struct T.
  template <typename T>
  T* New(NodeKind kind, const Position& position) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* node = new (Allocate(sizeof(T))) T();
    static_cast<Position&>(*node) = position;
    node->kind = kind;
    return node;
  }
  template <typename T>
  T* New(const Position& position) {
    return New<T>(T::kKind, position);
  }

  template <typename T>
  std::span<T> NewArray(size_t count) {
    if (count == 0) return {};
    T* items = static_cast<T*>(Allocate(sizeof(T) * count));
    for (size_t i = 0; i < count; ++i) new (&items[i]) T();
    return {items, count};
  }
  template <typename T>
  std::span<T> CopyArray(const T* items, size_t count) {
    if (count == 0) return {};
    T* copy = static_cast<T*>(Allocate(sizeof(T) * count));
    for (size_t i = 0; i < count; ++i) new (&copy[i]) T(items[i]);
    return {copy, count};
  }

  std::string_view CopyString(std::string_view text);

  // The identifier with exactly this text (no normalisation). The text is copied.
  Identifier Intern(std::string_view text);
  // The identifier for a name as written in a source: NFKC-normalised if it is not ASCII.
  Identifier InternName(std::string_view text);
  uint32_t identifier_count() const;

 private:
  struct Chunk;
  class IdentifierTable;

  void* AllocateSlow(size_t bytes);

  char* next_ = nullptr;
  char* limit_ = nullptr;
  Chunk* chunks_ = nullptr;
  size_t allocated_bytes_ = 0;
  std::unique_ptr<IdentifierTable> identifiers_;
};

// How CPython's error messages call an expression: "attribute", "function call", "literal", ...
std::string_view ExpressionDescription(const ExprNode* expression);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_AST_H_
