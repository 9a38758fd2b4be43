// What the schema says as plain data: names, classes and descriptions of fields.

#include "runtime/frontend/ast_schema.h"

#include <array>

namespace krait::frontend {

namespace {

constexpr std::string_view kClassNames[] = {
#define V(name) #name,
    KRAIT_AST_CLASSES(V)
#undef V
};

}  // namespace

std::string_view NodeClassName(NodeClass node_class) {
  return kClassNames[static_cast<size_t>(node_class)];
}

#define V(name) NodeKind::k##name,
std::span<const NodeKind> KindsOf(NodeClass node_class) {
  static constexpr NodeKind kModules[] = {KRAIT_AST_MODULE_KINDS(V)};
  static constexpr NodeKind kStatements[] = {KRAIT_AST_STATEMENT_KINDS(V)};
  static constexpr NodeKind kExpressions[] = {KRAIT_AST_EXPRESSION_KINDS(V)};
  static constexpr NodeKind kPatterns[] = {KRAIT_AST_PATTERN_KINDS(V)};
  static constexpr NodeKind kParts[] = {KRAIT_AST_PART_KINDS(V)};
  switch (node_class) {
    case NodeClass::kmod:
      return kModules;
    case NodeClass::kstmt:
      return kStatements;
    case NodeClass::kexpr:
      return kExpressions;
    case NodeClass::kpattern:
      return kPatterns;
    default:
      for (const NodeKind& kind : kParts) {
        if (ClassOf(kind) == node_class) return {&kind, 1};
      }
      return {};
  }
}
#undef V

NodeClass ClassOf(NodeKind kind) {
  switch (kind) {
#define V(name) case NodeKind::k##name:
    KRAIT_AST_MODULE_KINDS(V)
    return NodeClass::kmod;
    KRAIT_AST_STATEMENT_KINDS(V)
    return NodeClass::kstmt;
    KRAIT_AST_EXPRESSION_KINDS(V)
    return NodeClass::kexpr;
    KRAIT_AST_PATTERN_KINDS(V)
    return NodeClass::kpattern;
#undef V
    case NodeKind::kcomprehension:
      return NodeClass::kcomprehension;
    case NodeKind::kExceptHandler:
      return NodeClass::kexcepthandler;
    case NodeKind::karguments:
      return NodeClass::karguments;
    case NodeKind::karg:
      return NodeClass::karg;
    case NodeKind::kkeyword:
      return NodeClass::kkeyword;
    case NodeKind::kalias:
      return NodeClass::kalias;
    case NodeKind::kwithitem:
      return NodeClass::kwithitem;
    case NodeKind::kmatch_case:
      return NodeClass::kmatch_case;
    case NodeKind::kTypeIgnore:
      break;
  }
  return NodeClass::ktype_ignore;
}

#define V(name, text) #name,
std::span<const std::string_view> EnumeratorsOf(NodeClass node_class) {
  static constexpr std::string_view kContexts[] = {KRAIT_AST_CONTEXTS(V)};
  static constexpr std::string_view kBoolOperators[] = {KRAIT_AST_BOOL_OPERATORS(V)};
  static constexpr std::string_view kBinaryOperators[] = {KRAIT_AST_BINARY_OPERATORS(V)};
  static constexpr std::string_view kUnaryOperators[] = {KRAIT_AST_UNARY_OPERATORS(V)};
  static constexpr std::string_view kCompareOperators[] = {KRAIT_AST_COMPARE_OPERATORS(V)};
  switch (node_class) {
    case NodeClass::kexpr_context:
      return kContexts;
    case NodeClass::kboolop:
      return kBoolOperators;
    case NodeClass::koperator:
      return kBinaryOperators;
    case NodeClass::kunaryop:
      return kUnaryOperators;
    case NodeClass::kcmpop:
      return kCompareOperators;
    default:
      return {};
  }
}
#undef V

bool IsProduct(NodeClass node_class) {
  const std::span<const NodeKind> kinds = KindsOf(node_class);
  return kinds.size() == 1 && NodeKindName(kinds[0]) == NodeClassName(node_class);
}

bool HasPosition(NodeClass node_class) {
  switch (node_class) {
    case NodeClass::kstmt:
    case NodeClass::kexpr:
    case NodeClass::kexcepthandler:
    case NodeClass::karg:
    case NodeClass::kkeyword:
    case NodeClass::kalias:
    case NodeClass::kpattern:
      return true;
    default:
      return false;
  }
}

namespace {

template <typename T>
struct TypeNameOf {
  static constexpr std::string_view kName =
      kClassNames[static_cast<size_t>(ClassOfType<T>::kClass)];
};
template <typename T>
struct TypeNameOf<T*> : TypeNameOf<T> {};
template <typename T>
struct TypeNameOf<std::span<T>> : TypeNameOf<T> {};
#define KRAIT_PLAIN_TYPE(Type, name)                \
  template <>                                       \
  struct TypeNameOf<Type> {                         \
    static constexpr std::string_view kName = name; \
  };
KRAIT_PLAIN_TYPE(Identifier, "identifier")
KRAIT_PLAIN_TYPE(std::string_view, "string")
KRAIT_PLAIN_TYPE(ConstantKind, "constant")
KRAIT_PLAIN_TYPE(int32_t, "int")
KRAIT_PLAIN_TYPE(bool, "int")
#undef KRAIT_PLAIN_TYPE

template <typename Owner, typename T>
constexpr FieldInfo Describe(const Member<Owner, T>& field) {
  return {field.name, TypeNameOf<T>::kName, field.quantity};
}
constexpr FieldInfo Describe(const TypeComment& field) {
  return {field.name, "string", field.quantity};
}
constexpr FieldInfo Describe(const ConstantValue& field) {
  return {field.name, "constant", field.quantity};
}
constexpr FieldInfo Describe(const ConstantPrefix& field) {
  return {field.name, "string", field.quantity};
}

template <NodeKind kind>
std::span<const FieldInfo> DescribeAll() {
  using Fields = decltype(NodeSchema<kind>::kFields);
  static constexpr auto kDescriptions = std::apply(
      [](const auto&... fields) {
        return std::array<FieldInfo, std::tuple_size_v<Fields>>{Describe(fields)...};
      },
      NodeSchema<kind>::kFields);
  return kDescriptions;
}

template <NodeKind kind>
Node* NewNodeOf(AstArena& arena, const Position& position) {
  return arena.New<typename NodeSchema<kind>::Struct>(kind, position);
}

}  // namespace

std::span<const FieldInfo> FieldsOf(NodeKind kind) {
  switch (kind) {
#define V(name)           \
  case NodeKind::k##name: \
    return DescribeAll<NodeKind::k##name>();
    KRAIT_AST_KINDS(V)
#undef V
  }
  return {};
}

Node* NewNode(AstArena& arena, NodeKind kind, const Position& position) {
  switch (kind) {
#define V(name)           \
  case NodeKind::k##name: \
    return NewNodeOf<NodeKind::k##name>(arena, position);
    KRAIT_AST_KINDS(V)
#undef V
  }
  return nullptr;
}

}  // namespace krait::frontend
