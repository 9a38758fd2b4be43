// The module _ast: the node classes, and flags of compile().
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/isolate.h"
#include "runtime/modules/ast/ast_types.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

using ast::AstTypes;

constexpr ModuleConstant kConstants[] = {
    {"PyCF_ALLOW_TOP_LEVEL_AWAIT", Value::Int(kCompileTopLevelAwait)},
    {"PyCF_ONLY_AST", Value::Int(kCompileOnlyTree)},
    {"PyCF_TYPE_COMMENTS", Value::Int(kCompileTypeComments)},
};

bool AddClass(Isolate* iso, Module* module, const AstTypes& types, frontend::NodeClass c) {
  const auto add = [&](Type* type) {
    return SetModuleAttribute(iso, module, type->name->view(), Value::Object(type));
  };
  if (!add(types.node_class(c))) return false;
  for (frontend::NodeKind kind : frontend::KindsOf(c)) {
    if (!add(types.kind(kind))) return false;
  }
  for (const AstTypes::Enumerator& enumerator : types.enumerators_of(c)) {
    if (!add(enumerator.type)) return false;
  }
  return true;
}

bool Init(Isolate* iso, Module* module) {
  const AstTypes* types = ast::GetAstTypes(iso);
  if (types == nullptr || AddModuleType(iso, module, &ast::kAstSpec) == nullptr) return false;
  for (size_t i = 0; i < frontend::kNodeClassCount; ++i) {
    if (!AddClass(iso, module, *types, static_cast<frontend::NodeClass>(i))) return false;
  }
  return true;
}

}  // namespace

const ModuleSpec kAstModule = {
    .name = "_ast",
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
