// Warnings (SyntaxWarning) about expressions that cannot work or compare what nobody means.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"

namespace krait::compiler {

namespace {

std::string_view ConstantType(const ast::Constant* constant) {
  switch (constant->type) {
    case ast::ConstantKind::kNone:
      return "NoneType";
    case ast::ConstantKind::kFalse:
    case ast::ConstantKind::kTrue:
      return "bool";
    case ast::ConstantKind::kEllipsis:
      return "ellipsis";
    case ast::ConstantKind::kInt:
    case ast::ConstantKind::kBigInt:
      return "int";
    case ast::ConstantKind::kFloat:
      return "float";
    case ast::ConstantKind::kComplex:
      return "complex";
    case ast::ConstantKind::kStr:
      return "str";
    case ast::ConstantKind::kBytes:
      return "bytes";
    case ast::ConstantKind::kTuple:
      return "tuple";
    case ast::ConstantKind::kFrozenSet:
      return "frozenset";
  }
  return "";
}

// The type that an expression certainly has; empty when that depends.
std::string_view CertainType(const ast::ExprNode* e) {
  switch (e->kind) {
    case ast::NodeKind::kTuple:
      return "tuple";
    case ast::NodeKind::kList:
    case ast::NodeKind::kListComp:
      return "list";
    case ast::NodeKind::kDict:
    case ast::NodeKind::kDictComp:
      return "dict";
    case ast::NodeKind::kSet:
    case ast::NodeKind::kSetComp:
      return "set";
    case ast::NodeKind::kGeneratorExp:
      return "generator";
    case ast::NodeKind::kLambda:
      return "function";
    case ast::NodeKind::kJoinedStr:
    case ast::NodeKind::kFormattedValue:
      return "str";
    case ast::NodeKind::kConstant:
      return ConstantType(ast::Cast<ast::Constant>(e));
    case ast::NodeKind::kSlice:
      return "slice";
    default:
      return "";
  }
}

}  // namespace

void Generator::CallCautions(const ast::Call* e) {
  const std::string_view type = CertainType(e->func);
  if (type.empty() || type == "function") return;
  Caution(*e, ast::Join({"'", type, "' object is not callable; perhaps you missed a comma?"}));
}

void Generator::SubscriptCautions(const ast::Subscript* e) {
  const std::string_view type = CertainType(e->value);
  if (type.empty() || type == "dict") return;
  const bool sequence = type == "tuple" || type == "list" || type == "str" || type == "bytes";
  if (!sequence) {
    return Caution(
        *e, ast::Join({"'", type, "' object is not subscriptable; perhaps you missed a comma?"}));
  }
  const std::string_view index = CertainType(e->slice);
  if (index.empty() || index == "int" || index == "bool" || index == "slice") return;
  Caution(*e, ast::Join({type, " indices must be integers or slices, not ", index,
                         "; perhaps you missed a comma?"}));
}

namespace {

bool IsLiteralForIs(const ast::ExprNode* e) {
  const auto* constant = ast::DynamicCast<ast::Constant>(e);
  if (constant == nullptr) return false;
  switch (constant->type) {
    case ast::ConstantKind::kNone:
    case ast::ConstantKind::kTrue:
    case ast::ConstantKind::kFalse:
    case ast::ConstantKind::kEllipsis:
      return false;
    default:
      return true;
  }
}

}  // namespace

void Generator::CompareCautions(const ast::Compare* e) {
  bool left = IsLiteralForIs(e->left);
  for (size_t i = 0; i < e->ops.size(); ++i) {
    const bool right = IsLiteralForIs(e->comparators[i]);
    const ast::CompareOperator op = e->ops[i];
    if ((left || right) &&
        (op == ast::CompareOperator::kIs || op == ast::CompareOperator::kIsNot)) {
      return Caution(*e, op == ast::CompareOperator::kIs
                             ? "\"is\" with a literal. Did you mean \"==\"?"
                             : "\"is not\" with a literal. Did you mean \"!=\"?");
    }
    left = right;
  }
}

}  // namespace krait::compiler
