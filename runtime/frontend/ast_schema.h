// The fields of every kind of node, declared once, as Python's `ast` has them: what the dumper, the
// node classes of the module _ast and both conversions between our tree and Python's objects follow.
//
//   ForEachField(node, [&](const auto& field, auto& member) { ...; return true; });
//
// visits the fields in order; `field.name`, `field.quantity`; `member` is a reference to the field
// itself, with its C++ type, so that a visitor is a set of overloads. Three fields have no member of
// their own: a node's type comment is never kept (member: nullptr), and the value and the prefix of
// a Constant are made of several members (member: the Constant).
//
// Kinds belong to classes: the abstract ones of Python's `ast` (stmt, expr, ...) or, for a kind that
// is alone, its own (arguments, alias, ...). Operators and contexts are classes too, whose nodes
// are enumerators here.
#ifndef KRAIT_RUNTIME_FRONTEND_AST_SCHEMA_H_
#define KRAIT_RUNTIME_FRONTEND_AST_SCHEMA_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

// In the order of CPython's grammar.
#define KRAIT_AST_CLASSES(V) \
  V(mod)                     \
  V(stmt)                    \
  V(expr)                    \
  V(expr_context)            \
  V(boolop)                  \
  V(operator)                \
  V(unaryop)                 \
  V(cmpop)                   \
  V(comprehension)           \
  V(excepthandler)           \
  V(arguments)               \
  V(arg)                     \
  V(keyword)                 \
  V(alias)                   \
  V(withitem)                \
  V(match_case)              \
  V(pattern)                 \
  V(type_ignore)

enum class NodeClass : uint8_t {
#define V(name) k##name,
  KRAIT_AST_CLASSES(V)
#undef V
};

inline constexpr size_t kNodeClassCount = static_cast<size_t>(NodeClass::ktype_ignore) + 1;
inline constexpr size_t kNodeKindCount = static_cast<size_t>(NodeKind::kTypeIgnore) + 1;

std::string_view NodeClassName(NodeClass node_class);
NodeClass ClassOf(NodeKind kind);
// The kinds of a class; none for operators and contexts.
std::span<const NodeKind> KindsOf(NodeClass node_class);
// The names of the operators or contexts of a class, by enumerator; none for classes of kinds.
std::span<const std::string_view> EnumeratorsOf(NodeClass node_class);
// The class has one kind, and it bears the same name: `arguments`, not `excepthandler`.
bool IsProduct(NodeClass node_class);
bool HasPosition(NodeClass node_class);

enum class Quantity : uint8_t { kOne, kOptional, kMany };

// A field as Python's `ast` describes it: "expr? value".
struct FieldInfo {
  const char* name;
  std::string_view type;
  Quantity quantity;
};

std::span<const FieldInfo> FieldsOf(NodeKind kind);

// A node of the kind with all fields null, empty or zero.
Node* NewNode(AstArena& arena, NodeKind kind, const Position& position);

// ---- the table

// The class of a member's C++ type.
template <typename T>
struct ClassOfType;
#define KRAIT_AST_MEMBER_TYPES(V)   \
  V(Stmt, stmt)                     \
  V(ExprNode, expr)                 \
  V(Pattern, pattern)               \
  V(ExprContext, expr_context)      \
  V(BoolOperator, boolop)           \
  V(BinaryOperator, operator)       \
  V(UnaryOperator, unaryop)         \
  V(CompareOperator, cmpop)         \
  V(Comprehension, comprehension)   \
  V(ExceptHandler, excepthandler)   \
  V(Arguments, arguments)           \
  V(Arg, arg)                       \
  V(Keyword, keyword)               \
  V(Alias, alias)                   \
  V(WithItem, withitem)             \
  V(MatchCase, match_case)          \
  V(TypeIgnore, type_ignore)
#define V(type, name)                                             \
  template <>                                                     \
  struct ClassOfType<type> {                                      \
    static constexpr NodeClass kClass = NodeClass::k##name;       \
  };
KRAIT_AST_MEMBER_TYPES(V)
#undef V

template <typename Owner, typename T>
struct Member {
  const char* name;
  T Owner::*member;
  Quantity quantity;
};

template <typename Owner, typename T>
constexpr Member<Owner, T> One(const char* name, T Owner::*member) {
  return {name, member, Quantity::kOne};
}
template <typename Owner, typename T>
constexpr Member<Owner, T> Optional(const char* name, T Owner::*member) {
  return {name, member, Quantity::kOptional};
}
template <typename Owner, typename T>
constexpr Member<Owner, std::span<T>> Many(const char* name, std::span<T> Owner::*member) {
  return {name, member, Quantity::kMany};
}

struct TypeComment {
  const char* name = "type_comment";
  Quantity quantity = Quantity::kOptional;
};
struct ConstantValue {
  const char* name = "value";
  Quantity quantity = Quantity::kOne;
};
struct ConstantPrefix {
  const char* name = "kind";
  Quantity quantity = Quantity::kOptional;
};

template <NodeKind kind>
struct NodeSchema;

#define KRAIT_AST_NODE(kind, StructName, ...)              \
  template <>                                              \
  struct NodeSchema<NodeKind::k##kind> {                   \
    using Struct = StructName;                             \
    static constexpr std::tuple kFields = {__VA_ARGS__};   \
  };
#define KRAIT_AST_BARE_NODE(kind)                \
  template <>                                    \
  struct NodeSchema<NodeKind::k##kind> {         \
    using Struct = Stmt;                         \
    static constexpr std::tuple<> kFields = {};  \
  };
#define KRAIT_AST_SAME_NODE(kind, as) \
  template <>                         \
  struct NodeSchema<NodeKind::k##kind> : NodeSchema<NodeKind::k##as> {};
#define ONE(name) One(#name, &Struct::name)
#define OPTIONAL(name) Optional(#name, &Struct::name)
#define MANY(name) Many(#name, &Struct::name)

KRAIT_AST_NODE(Module, Module, MANY(body), MANY(type_ignores))
KRAIT_AST_NODE(Interactive, Module, MANY(body))
KRAIT_AST_NODE(Expression, Expression, ONE(body))
KRAIT_AST_NODE(FunctionType, FunctionType, MANY(argtypes), ONE(returns))

KRAIT_AST_NODE(FunctionDef, FunctionDef, ONE(name), ONE(args), MANY(body), MANY(decorator_list),
               OPTIONAL(returns), TypeComment())
KRAIT_AST_SAME_NODE(AsyncFunctionDef, FunctionDef)
KRAIT_AST_NODE(ClassDef, ClassDef, ONE(name), MANY(bases), MANY(keywords), MANY(body),
               MANY(decorator_list))
KRAIT_AST_NODE(Return, Return, OPTIONAL(value))
KRAIT_AST_NODE(Delete, Delete, MANY(targets))
KRAIT_AST_NODE(Assign, Assign, MANY(targets), ONE(value), TypeComment())
KRAIT_AST_NODE(AugAssign, AugAssign, ONE(target), ONE(op), ONE(value))
KRAIT_AST_NODE(AnnAssign, AnnAssign, ONE(target), ONE(annotation), OPTIONAL(value), ONE(simple))
KRAIT_AST_NODE(For, For, ONE(target), ONE(iter), MANY(body), MANY(orelse), TypeComment())
KRAIT_AST_SAME_NODE(AsyncFor, For)
KRAIT_AST_NODE(While, While, ONE(test), MANY(body), MANY(orelse))
KRAIT_AST_NODE(If, If, ONE(test), MANY(body), MANY(orelse))
KRAIT_AST_NODE(With, With, MANY(items), MANY(body), TypeComment())
KRAIT_AST_SAME_NODE(AsyncWith, With)
KRAIT_AST_NODE(Match, Match, ONE(subject), MANY(cases))
KRAIT_AST_NODE(Raise, Raise, OPTIONAL(exc), OPTIONAL(cause))
KRAIT_AST_NODE(Try, Try, MANY(body), MANY(handlers), MANY(orelse), MANY(finalbody))
KRAIT_AST_SAME_NODE(TryStar, Try)
KRAIT_AST_NODE(Assert, Assert, ONE(test), OPTIONAL(msg))
KRAIT_AST_NODE(Import, Import, MANY(names))
KRAIT_AST_NODE(ImportFrom, ImportFrom, OPTIONAL(module), MANY(names), OPTIONAL(level))
KRAIT_AST_NODE(Global, Global, MANY(names))
KRAIT_AST_SAME_NODE(Nonlocal, Global)
KRAIT_AST_NODE(Expr, Expr, ONE(value))
KRAIT_AST_BARE_NODE(Pass)
KRAIT_AST_BARE_NODE(Break)
KRAIT_AST_BARE_NODE(Continue)

KRAIT_AST_NODE(BoolOp, BoolOp, ONE(op), MANY(values))
KRAIT_AST_NODE(NamedExpr, NamedExpr, ONE(target), ONE(value))
KRAIT_AST_NODE(BinOp, BinOp, ONE(left), ONE(op), ONE(right))
KRAIT_AST_NODE(UnaryOp, UnaryOp, ONE(op), ONE(operand))
KRAIT_AST_NODE(Lambda, Lambda, ONE(args), ONE(body))
KRAIT_AST_NODE(IfExp, IfExp, ONE(test), ONE(body), ONE(orelse))
KRAIT_AST_NODE(Dict, Dict, MANY(keys), MANY(values))
KRAIT_AST_NODE(Set, Set, MANY(elts))
KRAIT_AST_NODE(ListComp, ListComp, ONE(elt), MANY(generators))
KRAIT_AST_SAME_NODE(SetComp, ListComp)
KRAIT_AST_NODE(DictComp, DictComp, ONE(key), ONE(value), MANY(generators))
KRAIT_AST_SAME_NODE(GeneratorExp, ListComp)
KRAIT_AST_NODE(Await, Await, ONE(value))
KRAIT_AST_NODE(Yield, Yield, OPTIONAL(value))
KRAIT_AST_SAME_NODE(YieldFrom, Await)
KRAIT_AST_NODE(Compare, Compare, ONE(left), MANY(ops), MANY(comparators))
KRAIT_AST_NODE(Call, Call, ONE(func), MANY(args), MANY(keywords))
KRAIT_AST_NODE(FormattedValue, FormattedValue, ONE(value), ONE(conversion), OPTIONAL(format_spec))
KRAIT_AST_NODE(JoinedStr, JoinedStr, MANY(values))
KRAIT_AST_NODE(Constant, Constant, ConstantValue(), ConstantPrefix())
KRAIT_AST_NODE(Attribute, Attribute, ONE(value), ONE(attr), ONE(ctx))
KRAIT_AST_NODE(Subscript, Subscript, ONE(value), ONE(slice), ONE(ctx))
KRAIT_AST_NODE(Starred, Starred, ONE(value), ONE(ctx))
KRAIT_AST_NODE(Name, Name, ONE(id), ONE(ctx))
KRAIT_AST_NODE(List, List, MANY(elts), ONE(ctx))
KRAIT_AST_SAME_NODE(Tuple, List)
KRAIT_AST_NODE(Slice, Slice, OPTIONAL(lower), OPTIONAL(upper), OPTIONAL(step))

KRAIT_AST_NODE(MatchValue, MatchValue, ONE(value))
KRAIT_AST_NODE(MatchSingleton, MatchSingleton, ONE(value))
KRAIT_AST_NODE(MatchSequence, MatchSequence, MANY(patterns))
KRAIT_AST_NODE(MatchMapping, MatchMapping, MANY(keys), MANY(patterns), OPTIONAL(rest))
KRAIT_AST_NODE(MatchClass, MatchClass, ONE(cls), MANY(patterns), MANY(kwd_attrs),
               MANY(kwd_patterns))
KRAIT_AST_NODE(MatchStar, MatchStar, OPTIONAL(name))
KRAIT_AST_NODE(MatchAs, MatchAs, OPTIONAL(pattern), OPTIONAL(name))
KRAIT_AST_SAME_NODE(MatchOr, MatchSequence)

KRAIT_AST_NODE(comprehension, Comprehension, ONE(target), ONE(iter), MANY(ifs), ONE(is_async))
KRAIT_AST_NODE(ExceptHandler, ExceptHandler, OPTIONAL(type), OPTIONAL(name), MANY(body))
KRAIT_AST_NODE(arguments, Arguments, MANY(posonlyargs), MANY(args), OPTIONAL(vararg),
               MANY(kwonlyargs), MANY(kw_defaults), OPTIONAL(kwarg), MANY(defaults))
KRAIT_AST_NODE(arg, Arg, ONE(arg), OPTIONAL(annotation), TypeComment())
KRAIT_AST_NODE(keyword, Keyword, OPTIONAL(arg), ONE(value))
KRAIT_AST_NODE(alias, Alias, ONE(name), OPTIONAL(asname))
KRAIT_AST_NODE(withitem, WithItem, ONE(context_expr), OPTIONAL(optional_vars))
KRAIT_AST_NODE(match_case, MatchCase, ONE(pattern), OPTIONAL(guard), MANY(body))
KRAIT_AST_NODE(TypeIgnore, TypeIgnore, ONE(lineno), ONE(tag))

#undef KRAIT_AST_NODE
#undef KRAIT_AST_BARE_NODE
#undef KRAIT_AST_SAME_NODE
#undef ONE
#undef OPTIONAL
#undef MANY

// ---- the walk

namespace schema_internal {

template <typename Struct, typename Visitor, typename Owner, typename T>
bool Visit(Struct* node, Visitor& visit, const Member<Owner, T>& field) {
  return visit(field, node->*field.member);
}
template <typename Struct, typename Visitor>
bool Visit(Struct*, Visitor& visit, const TypeComment& field) {
  return visit(field, nullptr);
}
template <typename Struct, typename Visitor>
bool Visit(Struct* node, Visitor& visit, const ConstantValue& field) {
  return visit(field, *node);
}
template <typename Struct, typename Visitor>
bool Visit(Struct* node, Visitor& visit, const ConstantPrefix& field) {
  return visit(field, *node);
}

template <NodeKind kind, typename N, typename Visitor>
bool VisitAll(N* node, Visitor& visit) {
  using Schema = NodeSchema<kind>;
  auto* typed = static_cast<std::conditional_t<std::is_const_v<N>, const typename Schema::Struct,
                                               typename Schema::Struct>*>(node);
  return std::apply([&](const auto&... fields) { return (Visit(typed, visit, fields) && ...); },
                    Schema::kFields);
}

template <typename N, typename Visitor>
bool VisitNode(N* node, Visitor& visit) {
  switch (node->kind) {
#define V(name)           \
  case NodeKind::k##name: \
    return VisitAll<NodeKind::k##name>(node, visit);
    KRAIT_AST_KINDS(V)
#undef V
  }
  return true;
}

}  // namespace schema_internal

// False as soon as a visit gives false.
template <typename Visitor>
bool ForEachField(Node* node, Visitor&& visit) {
  return schema_internal::VisitNode(node, visit);
}
template <typename Visitor>
bool ForEachField(const Node* node, Visitor&& visit) {
  return schema_internal::VisitNode(node, visit);
}

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_AST_SCHEMA_H_
