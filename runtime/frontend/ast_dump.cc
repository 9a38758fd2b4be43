// The dumper follows the schema; here is only how each type of field is written.

#include "runtime/frontend/ast_dump.h"

#include <type_traits>

#include "runtime/frontend/ast_schema.h"
#include "runtime/frontend/constant_repr.h"

namespace krait::frontend {

namespace {

// Deeper trees (which are legal, see ast.h) are cut off instead of exhausting the stack.
constexpr int kMaxDepth = 750;

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
    ForEachField(node, [this](const auto& field, const auto& member) {
      Put(field, member);
      return true;
    });
    if (options_.include_attributes && HasPosition(ClassOf(node->kind))) DumpAttributes(*node);
    out_ += ')';
    first_ = false;
    --depth_;
  }

  std::string Take() { return std::move(out_); }

 private:
  void DumpAttributes(const Position& position) {
    Number("lineno", position.lineno);
    Number("col_offset", position.col_offset);
    Number("end_lineno", position.end_lineno);
    Number("end_col_offset", position.end_col_offset);
  }

  void Label(std::string_view name) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }
  void Number(std::string_view name, int32_t number) {
    Label(name);
    out_ += std::to_string(number);
  }

  // Optional fields that are absent are left out, as ast.dump() does.
  template <typename Field, typename T>
  void Put(const Field& field, const T& value) {
    if (field.quantity == Quantity::kOptional && IsAbsent(value)) return;
    Label(field.name);
    Write(value);
  }
  void Put(const TypeComment&, std::nullptr_t) {}
  void Put(const ConstantValue& field, const Constant& node) {
    Label(field.name);
    out_ += ConstantRepr(node);
  }
  void Put(const ConstantPrefix& field, const Constant& node) {
    if (!node.unicode_prefix) return;
    Label(field.name);
    out_ += "'u'";
  }

  template <typename T>
  static bool IsAbsent(const T& value) {
    if constexpr (std::is_pointer_v<T>) return value == nullptr;
    if constexpr (std::is_same_v<T, Identifier>) return !value;
    return false;
  }

  void Write(const Node* node) { Dump(node); }
  void Write(Identifier identifier) { out_ += StrRepr(identifier.view()); }
  void Write(std::string_view text) { out_ += StrRepr(text); }
  void Write(int32_t number) { out_ += std::to_string(number); }
  void Write(bool flag) { out_ += flag ? '1' : '0'; }
  void Write(ConstantKind value) {
    Constant constant;
    constant.type = value;
    out_ += ConstantRepr(constant);
  }
  template <typename T>
  void Write(std::span<T> items) {
    out_ += '[';
    bool first = true;
    for (const T& item : items) {
      if (!first) out_ += ", ";
      first = false;
      Write(item);
    }
    out_ += ']';
    first_ = false;
  }
  template <typename T>
  requires std::is_enum_v<T>
  void Write(T enumerator) {
    out_ += EnumeratorsOf(ClassOfType<T>::kClass)[static_cast<size_t>(enumerator)];
    out_ += "()";
  }

  const AstDumpOptions& options_;
  std::string out_;
  int depth_ = 0;
  bool first_ = true;
};

}  // namespace

std::string DumpAst(const Node* root, const AstDumpOptions& options) {
  Dumper dumper(options);
  dumper.Dump(root);
  return dumper.Take();
}

}  // namespace krait::frontend
