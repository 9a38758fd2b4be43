// Making the classes.
#include "runtime/modules/ast/ast_types.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"

namespace krait::ast {

using frontend::FieldInfo;
using frontend::NodeClass;
using frontend::NodeKind;
using frontend::Quantity;

namespace {

// "Return(expr? value)", or "Pass".
std::string Describe(NodeKind kind) {
  std::string text(frontend::NodeKindName(kind));
  const char* separator = "(";
  for (const FieldInfo& field : frontend::FieldsOf(kind)) {
    text += separator;
    text += field.type;
    if (field.quantity == Quantity::kOptional) text += '?';
    if (field.quantity == Quantity::kMany) text += '*';
    text += ' ';
    text += field.name;
    separator = ", ";
  }
  if (*separator == ',') text += ')';
  return text;
}

// The alternatives of a class, one a line unless they are bare names.
std::string Describe(NodeClass node_class) {
  if (frontend::IsProduct(node_class)) return Describe(frontend::KindsOf(node_class)[0]);
  std::string text(frontend::NodeClassName(node_class));
  const std::string indent = "\n" + std::string(text.size() + 1, ' ') + "| ";
  const char* first = " = ";
  for (NodeKind kind : frontend::KindsOf(node_class)) {
    text += first != nullptr ? first : indent;
    text += Describe(kind);
    first = nullptr;
  }
  for (std::string_view name : frontend::EnumeratorsOf(node_class)) {
    text += first != nullptr ? first : " | ";
    text += name;
    first = nullptr;
  }
  return text;
}

Tuple* TupleOfNames(Isolate* iso, std::span<const FieldInfo> fields) {
  KRAIT_TRY(Tuple*, names, Tuple::New(iso, static_cast<int64_t>(fields.size())));
  for (size_t i = 0; i < fields.size(); ++i) {
    KRAIT_TRY(Str*, name, Str::Intern(iso, fields[i].name));
    names->items[i] = Value::Object(name);
  }
  return names;
}

class TypeMaker {
 public:
  TypeMaker(Isolate* iso, AstTypes* types) : iso_(iso), types_(*types) {}

  bool Run() {
    KRAIT_CHECK_OK(MakeRoot());
    for (size_t i = 0; i < frontend::kNodeClassCount; ++i) {
      KRAIT_CHECK_OK(MakeClass(static_cast<NodeClass>(i)));
    }
    types_.complete = true;
    return true;
  }

 private:
  bool Put(Dict* dict, std::string_view name, Value v) {
    KRAIT_TRY(Str*, key, Str::Intern(iso_, name));
    return v && dict->Set(iso_, key, v);
  }

  bool MakeRoot() {
    static constexpr FieldInfo kPosition[] = {{"lineno", "int", Quantity::kOne},
                                              {"col_offset", "int", Quantity::kOne},
                                              {"end_lineno", "int", Quantity::kOptional},
                                              {"end_col_offset", "int", Quantity::kOptional}};
    types_.position_names = TupleOfNames(iso_, kPosition);
    nothing_ = Tuple::New(iso_, 0);
    root_ = iso_->native_type(&kAstSpec);
    if (types_.position_names == nullptr || nothing_ == nullptr || root_ == nullptr) return false;
    Dict* attributes = TypeAttributes(iso_, root_);
    for (const char* name : {"_fields", "__match_args__", "_attributes"}) {
      KRAIT_CHECK_OK(Put(attributes, name, Value::Object(nothing_)));
    }
    return true;
  }

  // A class whose instances have the named fields.
  Type* Make(std::string_view name, Type* base, Tuple* fields, std::string_view doc) {
    KRAIT_TRY(Str*, text, Str::Intern(iso_, name));
    KRAIT_TRY(Str*, module, Str::Intern(iso_, "ast"));
    KRAIT_TRY(Str*, doc_text, Str::New(iso_, doc));
    KRAIT_TRY(Tuple*, bases, Tuple::Of(iso_, {Value::Object(base)}));
    KRAIT_TRY(Dict*, ns, Dict::New(iso_));
    KRAIT_CHECK_OK(Put(ns, "_fields", Value::Object(fields)) &&
                   Put(ns, "__match_args__", Value::Object(fields)) &&
                   Put(ns, "__module__", Value::Object(module)) &&
                   Put(ns, "__doc__", Value::Object(doc_text)));
    return NewType(iso_, iso_->type(ObjectKind::kType), text, bases, ns, nullptr);
  }

  // Optional fields are None where a node does not set them.
  bool SetDefaults(Type* type, NodeKind kind) {
    const std::span<const FieldInfo> fields = frontend::FieldsOf(kind);
    for (size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].quantity != Quantity::kOptional) continue;
      KRAIT_CHECK_OK(
          SetTypeAttribute(iso_, type, types_.fields_of(kind)->items[i].As<Str>(), Value::None()));
    }
    return true;
  }

  bool SetPositions(Type* type, NodeClass node_class) {
    const bool placed = frontend::HasPosition(node_class);
    KRAIT_TRY(Str*, attributes, Str::Intern(iso_, "_attributes"));
    KRAIT_CHECK_OK(SetTypeAttribute(iso_, type, attributes,
                                    Value::Object(placed ? types_.position_names : nothing_)));
    // A pattern's end is not optional.
    if (!placed || node_class == NodeClass::kpattern) return true;
    const Value* names = types_.position_names->items;
    return SetTypeAttribute(iso_, type, names[2].As<Str>(), Value::None()) &&
           SetTypeAttribute(iso_, type, names[3].As<Str>(), Value::None());
  }

  Type* MakeKind(NodeKind kind, Type* base, const std::string& doc) {
    const auto at = static_cast<size_t>(kind);
    types_.fields[at] = TupleOfNames(iso_, frontend::FieldsOf(kind));
    if (types_.fields[at] == nullptr) return nullptr;
    KRAIT_TRY(Type*, type, Make(frontend::NodeKindName(kind), base, types_.fields[at], doc));
    types_.kinds[at] = type;
    KRAIT_CHECK_OK(SetDefaults(type, kind));
    return type;
  }

  bool MakeClass(NodeClass node_class) {
    const auto at = static_cast<size_t>(node_class);
    const std::string doc = Describe(node_class);
    if (frontend::IsProduct(node_class)) {
      types_.classes[at] = MakeKind(frontend::KindsOf(node_class)[0], root_, doc);
      return types_.classes[at] != nullptr && SetPositions(types_.classes[at], node_class);
    }
    Type* base = Make(frontend::NodeClassName(node_class), root_, nothing_, doc);
    types_.classes[at] = base;
    if (base == nullptr || !SetPositions(base, node_class)) return false;
    for (NodeKind kind : frontend::KindsOf(node_class)) {
      if (MakeKind(kind, base, Describe(kind)) == nullptr) return false;
    }
    for (std::string_view name : frontend::EnumeratorsOf(node_class)) {
      KRAIT_TRY(Type*, type, Make(name, base, nothing_, name));
      types_.enumerators[at].push_back({type, Value()});
      KRAIT_TRY(Value, instance, NewAstObject(iso_, type));
      types_.enumerators[at].back().instance = instance;
    }
    return true;
  }

  Isolate* iso_;
  AstTypes& types_;
  Tuple* nothing_ = nullptr;
  Type* root_ = nullptr;
};

}  // namespace

void AstTypes::Trace(gc::Marker& marker) {
  marker.Visit(position_names);
  for (Type*& type : kinds) marker.Visit(type);
  for (Tuple*& names : fields) marker.Visit(names);
  for (Type*& type : classes) marker.Visit(type);
  for (auto& list : enumerators) {
    for (Enumerator& enumerator : list) {
      marker.Visit(enumerator.type);
      marker.Visit(enumerator.instance);
    }
  }
}

const AstTypes* GetAstTypes(Isolate* iso) {
  auto& types = StateOf<AstTypes>(iso);
  if (types.complete) return &types;
  types = AstTypes();  // a first attempt may have run out of memory
  return TypeMaker(iso, &types).Run() ? &types : nullptr;
}

}  // namespace krait::ast
