// The classes of Python's `ast` module, made from the schema of the front end's tree.
//
// `ast.AST` is a native type; all others are ordinary classes below it, which a script may extend
// and change. They are made once per isolate, when the first of them is needed.
#ifndef KRAIT_RUNTIME_MODULES_AST_AST_TYPES_H_
#define KRAIT_RUNTIME_MODULES_AST_AST_TYPES_H_

#include <array>
#include <cstddef>
#include <vector>

#include "gc/value.h"
#include "runtime/frontend/ast_schema.h"
#include "runtime/modules/module_state.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Tuple;
struct Type;

namespace ast {

struct AstTypes : ModuleState {
  static constexpr char kKey = 0;

  // A node class that is an operator or a context, and its one shared instance.
  struct Enumerator {
    Type* type;
    Value instance;
  };

  Type* kind(frontend::NodeKind kind) const { return kinds[static_cast<size_t>(kind)]; }
  Type* node_class(frontend::NodeClass c) const { return classes[static_cast<size_t>(c)]; }
  // The names of the fields, interned.
  Tuple* fields_of(frontend::NodeKind kind) const { return fields[static_cast<size_t>(kind)]; }
  const std::vector<Enumerator>& enumerators_of(frontend::NodeClass c) const {
    return enumerators[static_cast<size_t>(c)];
  }

  void Trace(gc::Marker& marker) override;

  bool complete = false;
  Tuple* position_names = nullptr;  // "lineno", "col_offset", "end_lineno", "end_col_offset"
  std::array<Type*, frontend::kNodeKindCount> kinds = {};
  std::array<Tuple*, frontend::kNodeKindCount> fields = {};
  std::array<Type*, frontend::kNodeClassCount> classes = {};
  std::array<std::vector<Enumerator>, frontend::kNodeClassCount> enumerators;
};

// ast.AST
extern const TypeSpec kAstSpec;

// Made on the first call. Null with the exception pending.
const AstTypes* GetAstTypes(Isolate* iso);
// Is it an instance of ast.AST? Never runs code.
bool IsAstObject(Isolate* iso, Value v);
// A new node of one of the classes, without attributes.
Value NewAstObject(Isolate* iso, Type* type);

}  // namespace ast
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_AST_AST_TYPES_H_
