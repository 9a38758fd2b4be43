// The dumper: one Fields() overload a struct, in the order of fields in Python's `ast`.

#include "runtime/frontend/ast_dump.h"

#include "runtime/frontend/constant_repr.h"

namespace krait::frontend {

namespace {

// Deeper trees (which are legal, see ast.h) are cut off instead of exhausting the stack.
constexpr int kMaxDepth = 750;

std::string_view ContextName(ExprContext context) {
  constexpr std::string_view kNames[] = {"Load()", "Store()", "Del()"};
  return kNames[static_cast<int>(context)];
}

#define V(name, text) #name "()",
std::string_view OperatorName(BinaryOperator op) {
  constexpr std::string_view kNames[] = {KRAIT_AST_BINARY_OPERATORS(V)};
  return kNames[static_cast<int>(op)];
}
std::string_view OperatorName(UnaryOperator op) {
  constexpr std::string_view kNames[] = {KRAIT_AST_UNARY_OPERATORS(V)};
  return kNames[static_cast<int>(op)];
}
std::string_view OperatorName(CompareOperator op) {
  constexpr std::string_view kNames[] = {KRAIT_AST_COMPARE_OPERATORS(V)};
  return kNames[static_cast<int>(op)];
}
#undef V

class Dumper {
 public:
  explicit Dumper(const AstDumpOptions& options) : options_(options) {}

  void Dump(const Node* node) {
    if (node == nullptr) {
      out_ += "None";
      return;
    }
    if (depth_ >= kMaxDepth) {
      out_ += "...";
      return;
    }
    ++depth_;
    out_ += NodeKindName(node->kind);
    out_ += '(';
    first_ = true;
    DumpFields(node);
    if (options_.include_attributes && HasAttributes(node->kind)) DumpAttributes(*node);
    out_ += ')';
    first_ = false;
    --depth_;
  }

  std::string Take() { return std::move(out_); }

 private:
  static bool HasAttributes(NodeKind kind) {
    switch (kind) {
      case NodeKind::kModule:
      case NodeKind::kInteractive:
      case NodeKind::kExpression:
      case NodeKind::karguments:
      case NodeKind::kcomprehension:
      case NodeKind::kwithitem:
      case NodeKind::kmatch_case:
        return false;
      default:
        return true;
    }
  }

  void DumpAttributes(const Position& position) {
    Field("lineno", position.lineno);
    Field("col_offset", position.col_offset);
    Field("end_lineno", position.end_lineno);
    Field("end_col_offset", position.end_col_offset);
  }

  void Label(std::string_view name) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }
  void Text(std::string_view name, std::string_view text) {
    Label(name);
    out_ += text;
  }
  void Field(std::string_view name, int32_t number) { Text(name, std::to_string(number)); }
  void Field(std::string_view name, const Node* node) {
    Label(name);
    Dump(node);
  }
  void Optional(std::string_view name, const Node* node) {
    if (node != nullptr) Field(name, node);
  }
  void Field(std::string_view name, Identifier identifier) {
    Text(name, StrRepr(identifier.view()));
  }
  void Optional(std::string_view name, Identifier identifier) {
    if (identifier) Field(name, identifier);
  }
  template <typename T>
  void Field(std::string_view name, const NodeList<T>& nodes) {
    Label(name);
    out_ += '[';
    bool first = true;
    for (const Node* node : nodes) {
      if (!first) out_ += ", ";
      first = false;
      Dump(node);
    }
    out_ += ']';
    first_ = false;
  }
  void Field(std::string_view name, std::span<Identifier> identifiers) {
    Label(name);
    out_ += '[';
    for (size_t i = 0; i < identifiers.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += StrRepr(identifiers[i].view());
    }
    out_ += ']';
  }
  void Context(ExprContext context) { Text("ctx", ContextName(context)); }

  // ---- roots and parts
  void Fields(const Module& node) {
    Field("body", node.body);
    if (node.kind == NodeKind::kModule) Text("type_ignores", "[]");
  }
  void Fields(const Expression& node) { Field("body", node.body); }
  void Fields(const Comprehension& node) {
    Field("target", node.target);
    Field("iter", node.iter);
    Field("ifs", node.ifs);
    Field("is_async", node.is_async ? 1 : 0);
  }
  void Fields(const ExceptHandler& node) {
    Optional("type", node.type);
    Optional("name", node.name);
    Field("body", node.body);
  }
  void Fields(const Arguments& node) {
    Field("posonlyargs", node.posonlyargs);
    Field("args", node.args);
    Optional("vararg", node.vararg);
    Field("kwonlyargs", node.kwonlyargs);
    Field("kw_defaults", node.kw_defaults);
    Optional("kwarg", node.kwarg);
    Field("defaults", node.defaults);
  }
  void Fields(const Arg& node) {
    Field("arg", node.arg);
    Optional("annotation", node.annotation);
  }
  void Fields(const Keyword& node) {
    Optional("arg", node.arg);
    Field("value", node.value);
  }
  void Fields(const Alias& node) {
    Field("name", node.name);
    Optional("asname", node.asname);
  }
  void Fields(const WithItem& node) {
    Field("context_expr", node.context_expr);
    Optional("optional_vars", node.optional_vars);
  }
  void Fields(const MatchCase& node) {
    Field("pattern", node.pattern);
    Optional("guard", node.guard);
    Field("body", node.body);
  }

  // ---- statements
  void Fields(const FunctionDef& node) {
    Field("name", node.name);
    Field("args", node.args);
    Field("body", node.body);
    Field("decorator_list", node.decorator_list);
    Optional("returns", node.returns);
  }
  void Fields(const ClassDef& node) {
    Field("name", node.name);
    Field("bases", node.bases);
    Field("keywords", node.keywords);
    Field("body", node.body);
    Field("decorator_list", node.decorator_list);
  }
  void Fields(const Return& node) { Optional("value", node.value); }
  void Fields(const Delete& node) { Field("targets", node.targets); }
  void Fields(const Assign& node) {
    Field("targets", node.targets);
    Field("value", node.value);
  }
  void Fields(const AugAssign& node) {
    Field("target", node.target);
    Text("op", OperatorName(node.op));
    Field("value", node.value);
  }
  void Fields(const AnnAssign& node) {
    Field("target", node.target);
    Field("annotation", node.annotation);
    Optional("value", node.value);
    Field("simple", node.simple ? 1 : 0);
  }
  void Fields(const For& node) {
    Field("target", node.target);
    Field("iter", node.iter);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const While& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const If& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const With& node) {
    Field("items", node.items);
    Field("body", node.body);
  }
  void Fields(const Match& node) {
    Field("subject", node.subject);
    Field("cases", node.cases);
  }
  void Fields(const Raise& node) {
    Optional("exc", node.exc);
    Optional("cause", node.cause);
  }
  void Fields(const Try& node) {
    Field("body", node.body);
    Field("handlers", node.handlers);
    Field("orelse", node.orelse);
    Field("finalbody", node.finalbody);
  }
  void Fields(const Assert& node) {
    Field("test", node.test);
    Optional("msg", node.msg);
  }
  void Fields(const Import& node) { Field("names", node.names); }
  void Fields(const ImportFrom& node) {
    Optional("module", node.module);
    Field("names", node.names);
    Field("level", node.level);
  }
  void Fields(const Global& node) { Field("names", node.names); }
  void Fields(const Expr& node) { Field("value", node.value); }

  // ---- expressions
  void Fields(const BoolOp& node) {
    Text("op", node.op == BoolOperator::kAnd ? "And()" : "Or()");
    Field("values", node.values);
  }
  void Fields(const NamedExpr& node) {
    Field("target", node.target);
    Field("value", node.value);
  }
  void Fields(const BinOp& node) {
    Field("left", node.left);
    Text("op", OperatorName(node.op));
    Field("right", node.right);
  }
  void Fields(const UnaryOp& node) {
    Text("op", OperatorName(node.op));
    Field("operand", node.operand);
  }
  void Fields(const Lambda& node) {
    Field("args", node.args);
    Field("body", node.body);
  }
  void Fields(const IfExp& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const Dict& node) {
    Field("keys", node.keys);
    Field("values", node.values);
  }
  void Fields(const Set& node) { Field("elts", node.elts); }
  void Fields(const ListComp& node) {
    Field("elt", node.elt);
    Field("generators", node.generators);
  }
  void Fields(const DictComp& node) {
    Field("key", node.key);
    Field("value", node.value);
    Field("generators", node.generators);
  }
  void Fields(const Await& node) { Field("value", node.value); }
  void Fields(const Yield& node) { Optional("value", node.value); }
  void Fields(const Compare& node) {
    Field("left", node.left);
    Label("ops");
    out_ += '[';
    for (size_t i = 0; i < node.ops.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += OperatorName(node.ops[i]);
    }
    out_ += ']';
    Field("comparators", node.comparators);
  }
  void Fields(const Call& node) {
    Field("func", node.func);
    Field("args", node.args);
    Field("keywords", node.keywords);
  }
  void Fields(const FormattedValue& node) {
    Field("value", node.value);
    Field("conversion", node.conversion);
    Optional("format_spec", node.format_spec);
  }
  void Fields(const JoinedStr& node) { Field("values", node.values); }
  void Fields(const Constant& node) {
    Text("value", ConstantRepr(node));
    if (node.unicode_prefix) Text("kind", "'u'");
  }
  void Fields(const Attribute& node) {
    Field("value", node.value);
    Field("attr", node.attr);
    Context(node.ctx);
  }
  void Fields(const Subscript& node) {
    Field("value", node.value);
    Field("slice", node.slice);
    Context(node.ctx);
  }
  void Fields(const Starred& node) {
    Field("value", node.value);
    Context(node.ctx);
  }
  void Fields(const Name& node) {
    Field("id", node.id);
    Context(node.ctx);
  }
  void Fields(const List& node) {
    Field("elts", node.elts);
    Context(node.ctx);
  }
  void Fields(const Slice& node) {
    Optional("lower", node.lower);
    Optional("upper", node.upper);
    Optional("step", node.step);
  }

  // ---- patterns
  void Fields(const MatchValue& node) { Field("value", node.value); }
  void Fields(const MatchSingleton& node) {
    Text("value", node.value == ConstantKind::kNone   ? "None"
                  : node.value == ConstantKind::kTrue ? "True"
                                                      : "False");
  }
  void Fields(const MatchSequence& node) { Field("patterns", node.patterns); }
  void Fields(const MatchMapping& node) {
    Field("keys", node.keys);
    Field("patterns", node.patterns);
    Optional("rest", node.rest);
  }
  void Fields(const MatchClass& node) {
    Field("cls", node.cls);
    Field("patterns", node.patterns);
    Field("kwd_attrs", node.kwd_attrs);
    Field("kwd_patterns", node.kwd_patterns);
  }
  void Fields(const MatchStar& node) { Optional("name", node.name); }
  void Fields(const MatchAs& node) {
    Optional("pattern", node.pattern);
    Optional("name", node.name);
  }

  void DumpFields(const Node* node);

  const AstDumpOptions& options_;
  std::string out_;
  int depth_ = 0;
  bool first_ = true;
};

// Kinds that share a struct are spelled out; the others have a struct of their own name.
void Dumper::DumpFields(const Node* node) {
  switch (node->kind) {
#define CASE(kind, type)  \
  case NodeKind::k##kind: \
    return Fields(*Cast<type>(node));
    CASE(Module, Module)
    CASE(Interactive, Module)
    CASE(Expression, Expression)
    CASE(FunctionDef, FunctionDef)
    CASE(AsyncFunctionDef, FunctionDef)
    CASE(ClassDef, ClassDef)
    CASE(Return, Return)
    CASE(Delete, Delete)
    CASE(Assign, Assign)
    CASE(AugAssign, AugAssign)
    CASE(AnnAssign, AnnAssign)
    CASE(For, For)
    CASE(AsyncFor, For)
    CASE(While, While)
    CASE(If, If)
    CASE(With, With)
    CASE(AsyncWith, With)
    CASE(Match, Match)
    CASE(Raise, Raise)
    CASE(Try, Try)
    CASE(TryStar, Try)
    CASE(Assert, Assert)
    CASE(Import, Import)
    CASE(ImportFrom, ImportFrom)
    CASE(Global, Global)
    CASE(Nonlocal, Nonlocal)
    CASE(Expr, Expr)
    CASE(BoolOp, BoolOp)
    CASE(NamedExpr, NamedExpr)
    CASE(BinOp, BinOp)
    CASE(UnaryOp, UnaryOp)
    CASE(Lambda, Lambda)
    CASE(IfExp, IfExp)
    CASE(Dict, Dict)
    CASE(Set, Set)
    CASE(ListComp, ListComp)
    CASE(SetComp, SetComp)
    CASE(DictComp, DictComp)
    CASE(GeneratorExp, GeneratorExp)
    CASE(Await, Await)
    CASE(Yield, Yield)
    CASE(YieldFrom, YieldFrom)
    CASE(Compare, Compare)
    CASE(Call, Call)
    CASE(FormattedValue, FormattedValue)
    CASE(JoinedStr, JoinedStr)
    CASE(Constant, Constant)
    CASE(Attribute, Attribute)
    CASE(Subscript, Subscript)
    CASE(Starred, Starred)
    CASE(Name, Name)
    CASE(List, List)
    CASE(Tuple, Tuple)
    CASE(Slice, Slice)
    CASE(MatchValue, MatchValue)
    CASE(MatchSingleton, MatchSingleton)
    CASE(MatchSequence, MatchSequence)
    CASE(MatchMapping, MatchMapping)
    CASE(MatchClass, MatchClass)
    CASE(MatchStar, MatchStar)
    CASE(MatchAs, MatchAs)
    CASE(MatchOr, MatchOr)
    CASE(comprehension, Comprehension)
    CASE(ExceptHandler, ExceptHandler)
    CASE(arguments, Arguments)
    CASE(arg, Arg)
    CASE(keyword, Keyword)
    CASE(alias, Alias)
    CASE(withitem, WithItem)
    CASE(match_case, MatchCase)
#undef CASE
    case NodeKind::kPass:
    case NodeKind::kBreak:
    case NodeKind::kContinue:
      return;
  }
}

}  // namespace

std::string DumpAst(const Node* root, const AstDumpOptions& options) {
  Dumper dumper(options);
  dumper.Dump(root);
  return dumper.Take();
}

}  // namespace krait::frontend
