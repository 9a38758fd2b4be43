#include "runtime/modules/ast/tree_objects.h"

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/ast_schema.h"
#include "runtime/frontend/compiler/constant_pool.h"
#include "runtime/isolate.h"
#include "runtime/modules/ast/ast_types.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait::ast {

namespace {

// CPython allows so many levels of the tree for each level of script calls.
constexpr int kLevelsPerCall = 3;

class ObjectMaker {
 public:
  ObjectMaker(Isolate* iso, const AstTypes* types)
      : iso_(iso),
        types_(*types),
        constants_(iso),
        limit_(iso->recursion_limit() * kLevelsPerCall) {}

  Value Convert(const frontend::Node* node) {
    if (node == nullptr) return Value::None();
    if (!iso_->CheckStack(" during ast construction")) return Value();
    if (depth_ >= limit_) return RaiseRecursionError(iso_, " during ast construction");
    ++depth_;
    const Value object = MakeObject(node);
    --depth_;
    return object;
  }

 private:
  Value MakeObject(const frontend::Node* node) {
    KRAIT_TRY(Value, object, NewAstObject(iso_, types_.kind(node->kind)));
    const Value* name = types_.fields_of(node->kind)->items;
    const bool ok = frontend::ForEachField(node, [&](const auto& field, const auto& member) {
      const Value v = FieldValue(field, member);
      return v && SetAttr(iso_, object, (name++)->As<Str>(), v);
    });
    if (!ok) return Value();
    if (frontend::HasPosition(frontend::ClassOf(node->kind)) && !SetPosition(object, *node)) {
      return Value();
    }
    return object;
  }

  bool SetPosition(Value object, const frontend::Position& position) {
    const int32_t numbers[] = {position.lineno, position.col_offset, position.end_lineno,
                               position.end_col_offset};
    const Value* name = types_.position_names->items;
    for (int32_t number : numbers) {
      KRAIT_CHECK_OK(SetAttr(iso_, object, (name++)->As<Str>(), Value::Int(number)));
    }
    return true;
  }

  template <typename Field, typename T>
  Value FieldValue(const Field&, const T& member) {
    return Convert(member);
  }
  Value FieldValue(const frontend::TypeComment&, std::nullptr_t) { return Value::None(); }
  Value FieldValue(const frontend::ConstantValue&, const frontend::Constant& node) {
    return constants_.Make(&node);
  }
  Value FieldValue(const frontend::ConstantPrefix&, const frontend::Constant& node) {
    return node.unicode_prefix ? Value::Object(Str::Intern(iso_, "u")) : Value::None();
  }

  Value Convert(frontend::Identifier identifier) {
    return identifier ? Value::Object(Str::Intern(iso_, identifier.view())) : Value::None();
  }
  Value Convert(std::string_view text) { return Value::Object(Str::New(iso_, text)); }
  Value Convert(int32_t number) { return Value::Int(number); }
  Value Convert(bool flag) { return Value::Int(flag ? 1 : 0); }
  Value Convert(frontend::ConstantKind value) {
    frontend::Constant constant;
    constant.type = value;
    return constants_.Make(&constant);
  }
  template <typename T>
  requires std::is_enum_v<T> Value Convert(T enumerator) {
    return types_.enumerators_of(frontend::ClassOfType<T>::kClass)[static_cast<size_t>(enumerator)]
        .instance;
  }
  template <typename T>
  Value Convert(std::span<T> items) {
    KRAIT_TRY(List*, list, List::New(iso_, static_cast<int64_t>(items.size())));
    for (const T& item : items) {
      KRAIT_TRY(Value, v, Convert(item));
      KRAIT_CHECK_OK(list->Append(iso_, v));
    }
    return Value::Object(list);
  }

  Isolate* iso_;
  const AstTypes& types_;
  compiler::ConstantFactory constants_;
  const int limit_;
  int depth_ = 0;
};

}  // namespace

Value MakeTreeObjects(Isolate* iso, const frontend::Node* root) {
  const AstTypes* types = GetAstTypes(iso);
  if (types == nullptr) return Value();
  return ObjectMaker(iso, types).Convert(root);
}

}  // namespace krait::ast
