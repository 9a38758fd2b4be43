#include "runtime/modules/ast/tree_reader.h"

#include <limits>

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/ast_schema.h"
#include "runtime/frontend/join.h"
#include "runtime/frontend/validator.h"
#include "runtime/isolate.h"
#include "runtime/modules/ast/ast_types.h"
#include "runtime/modules/ast/constant_reader.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytes.h"

namespace krait::ast {

namespace {

using frontend::ConstantKind;
using frontend::NodeClass;
using frontend::NodeKind;
using frontend::Quantity;

class TreeReader {
 public:
  TreeReader(Isolate* iso, const AstTypes* types, frontend::AstArena* arena)
      : iso_(iso), types_(*types), arena_(*arena) {}

  // The node that the object stands for; null for None.
  bool ReadNode(Value object, NodeClass node_class, frontend::Node** result) {
    *result = nullptr;
    const bool product = frontend::IsProduct(node_class);
    if (object.IsNone() && !product) return true;
    frontend::Position position;
    const bool placed = frontend::HasPosition(node_class);
    // The order in which CPython looks at things decides which mistake it reports.
    if (placed && !product && !ReadPosition(object, node_class, &position)) return false;
    NodeKind kind;
    if (!FindKind(object, node_class, &kind)) return false;
    frontend::Node* node = frontend::NewNode(arena_, kind, position);
    if (!ReadFields(object, node)) return false;
    if (placed && product) {
      if (!ReadPosition(object, node_class, &position)) return false;
      static_cast<frontend::Position&>(*node) = position;
    }
    *result = node;
    return true;
  }

 private:
  using Owner = std::string_view;

  bool FindKind(Value object, NodeClass node_class, NodeKind* kind) {
    const std::span<const NodeKind> kinds = frontend::KindsOf(node_class);
    *kind = kinds[0];
    if (frontend::IsProduct(node_class)) return true;
    const Type* type = TypeOf(iso_, object);
    for (NodeKind candidate : kinds) {
      *kind = candidate;
      if (types_.kind(candidate) == type) return true;
    }
    for (NodeKind candidate : kinds) {
      *kind = candidate;
      if (IsSubtype(type, types_.kind(candidate))) return true;
    }
    return RaiseUnexpected(object, node_class);
  }

  bool RaiseUnexpected(Value object, NodeClass node_class) {
    KRAIT_TRY(Str*, shown, Repr(iso_, object));
    return RaiseTypeError(
        iso_, frontend::Join({"expected some sort of ", frontend::NodeClassName(node_class),
                              ", but got ", shown->view()}));
  }

  bool RaiseMissing(std::string_view field, Owner owner) {
    return RaiseTypeError(iso_,
                          frontend::Join({"required field \"", field, "\" missing from ", owner}));
  }

  bool ReadPosition(Value object, NodeClass node_class, frontend::Position* position) {
    int32_t* const numbers[] = {&position->lineno, &position->col_offset, &position->end_lineno,
                                &position->end_col_offset};
    for (int i = 0; i < 4; ++i) {
      Str* name = types_.position_names->items[i].As<Str>();
      Value v;
      if (!LookupAttr(iso_, object, name, &v)) return false;
      const bool optional = i >= 2 && node_class != NodeClass::kpattern;
      if (optional && (v.IsEmpty() || v.IsNone())) {
        *numbers[i] = *numbers[i - 2];
      } else if (v.IsEmpty()) {
        return RaiseMissing(name->view(), frontend::NodeClassName(node_class));
      } else if (!Read(v, numbers[i])) {
        return false;
      }
    }
    return true;
  }

  bool ReadFields(Value object, frontend::Node* node) {
    const Owner owner = frontend::NodeKindName(node->kind);
    if (depth_ >= iso_->recursion_limit() || !iso_->CheckStack()) {
      if (iso_->HasPending()) TakePending(iso_);
      const std::string_view name = frontend::NodeClassName(frontend::ClassOf(node->kind));
      return RaiseRecursionError(iso_, frontend::Join({" while traversing '", name, "' node"}));
    }
    ++depth_;
    const Value* name = types_.fields_of(node->kind)->items;
    const char* unset = nullptr;
    const bool ok = frontend::ForEachField(node, [&](const auto& field, auto&& member) {
      Value v;
      if (!LookupAttr(iso_, object, (name++)->As<Str>(), &v)) return false;
      if (v.IsEmpty()) {
        if (field.quantity == Quantity::kOptional) return true;
        return RaiseMissing(field.name, owner);
      }
      if (!ReadField(field, v, member, owner)) return false;
      if (unset == nullptr && field.quantity == Quantity::kOne && IsUnset(member)) {
        unset = field.name;
      }
      return true;
    });
    --depth_;
    if (!ok || unset == nullptr) return ok;
    return RaiseValueError(iso_, frontend::Join({"field '", unset, "' is required for ", owner}));
  }

  template <typename T>
  static bool IsUnset(const T& member) {
    if constexpr (std::is_pointer_v<T>) return member == nullptr;
    if constexpr (std::is_same_v<T, frontend::Identifier>) return !member;
    return false;
  }

  template <typename Field, typename T>
  bool ReadField(const Field& field, Value v, std::span<T>& items, Owner owner) {
    if (!HasKind(v, ObjectKind::kList)) {
      return RaiseTypeError(
          iso_, frontend::Join({owner, " field \"", field.name, "\" must be a list, not a ",
                                TypeOf(iso_, v)->name->view()}));
    }
    const List* list = v.As<List>();
    const int64_t size = list->size;
    items = arena_.NewArray<T>(static_cast<size_t>(size));
    for (int64_t i = 0; i < size; ++i) {
      if (!Read(list->At(i), &items[i])) return false;
      if constexpr (std::is_same_v<T, frontend::Identifier>) {
        if (!items[i]) return RaiseValueError(iso_, "None disallowed in identifier list");
      }
      if (list->size != size) {
        return Raise(
            iso_, ExceptionId::kRuntimeError,
            frontend::Join({owner, " field \"", field.name, "\" changed size during iteration"}));
      }
    }
    return true;
  }
  template <typename Field, typename T>
  bool ReadField(const Field& field, Value v, T& member, Owner) {
    if (field.quantity == Quantity::kOptional && v.IsNone()) return true;
    return Read(v, &member);
  }
  bool ReadField(const frontend::TypeComment&, Value v, std::nullptr_t, Owner) {
    std::string_view ignored;
    return v.IsNone() || Read(v, &ignored);
  }
  bool ReadField(const frontend::ConstantValue&, Value v, frontend::Constant& node, Owner) {
    return ReadConstant(iso_, v, &arena_, &node);
  }
  bool ReadField(const frontend::ConstantPrefix&, Value v, frontend::Constant& node, Owner) {
    if (v.IsNone()) return true;
    std::string_view prefix;
    if (!Read(v, &prefix)) return false;
    node.unicode_prefix = prefix == "u" && node.type == ConstantKind::kStr;
    return true;
  }

  // Pointers to nodes of any type.
  template <typename T>
  bool Read(Value v, T** result) {
    frontend::Node* node;
    if (!ReadNode(v, frontend::ClassOfType<T>::kClass, &node)) return false;
    *result = static_cast<T*>(node);
    return true;
  }
  template <typename T>
  requires std::is_enum_v<T>
  bool Read(Value v, T* result) {
    constexpr NodeClass kClass = frontend::ClassOfType<T>::kClass;
    const auto& enumerators = types_.enumerators_of(kClass);
    for (size_t i = 0; i < enumerators.size(); ++i) {
      if (!IsInstanceOf(iso_, v, enumerators[i].type)) continue;
      *result = static_cast<T>(i);
      return true;
    }
    return RaiseUnexpected(v, kClass);
  }
  bool Read(Value v, ConstantKind* result) {
    frontend::Constant constant;
    if (!ReadConstant(iso_, v, &arena_, &constant)) return false;
    *result = constant.type;
    if (v.IsNone() || v.IsBool()) return true;
    return RaiseValueError(iso_, "MatchSingleton can only contain True, False and None");
  }
  bool Read(Value v, frontend::Identifier* result) {
    if (v.IsNone()) return true;
    if (!IsExactStr(v)) return RaiseTypeError(iso_, "AST identifier must be of type str");
    *result = arena_.Intern(v.As<Str>()->view());
    return true;
  }
  bool Read(Value v, std::string_view* result) {
    if (IsExactStr(v)) {
      *result = arena_.CopyString(v.As<Str>()->view());
    } else if (IsExact(v, ObjectKind::kBytes)) {
      *result = arena_.CopyString(v.As<Bytes>()->view());
    } else {
      return RaiseTypeError(iso_, "AST string must be of type str");
    }
    return true;
  }
  bool Read(Value v, int32_t* result) {
    if (!IsIntLike(v)) {
      KRAIT_TRY(Str*, shown, Repr(iso_, v));
      return RaiseValueError(iso_, frontend::Join({"invalid integer value: ", shown->view()}));
    }
    int64_t number;
    using Limits = std::numeric_limits<int32_t>;
    if (!IntToInt64(v, &number) || number < Limits::min() || number > Limits::max()) {
      return RaiseOverflowError(iso_, "Python int too large to convert to C int");
    }
    *result = static_cast<int32_t>(number);
    return true;
  }
  bool Read(Value v, bool* result) {
    int32_t number;
    if (!Read(v, &number)) return false;
    *result = number != 0;
    return true;
  }

  Isolate* iso_;
  const AstTypes& types_;
  frontend::AstArena& arena_;
  int depth_ = 0;
};

}  // namespace

frontend::Node* ReadTree(Isolate* iso, Value object, NodeKind root_kind,
                         frontend::AstArena* arena) {
  const AstTypes* types = GetAstTypes(iso);
  if (types == nullptr) return nullptr;
  if (!IsInstanceOf(iso, object, types->kind(root_kind))) {
    return RaiseTypeError(iso, frontend::Join({"expected ", frontend::NodeKindName(root_kind),
                                               " node, got ", TypeOf(iso, object)->name->view()}));
  }
  frontend::Node* root;
  if (!TreeReader(iso, types, arena).ReadNode(object, NodeClass::kmod, &root)) return nullptr;
  frontend::Validator validator;
  if (validator.Check(root)) return root;
  return Raise(iso, validator.is_type_error() ? ExceptionId::kTypeError : ExceptionId::kValueError,
               validator.message());
}

}  // namespace krait::ast
