// The code object being generated: a module, class body, function, lambda or comprehension.
//
// Units are reused: Reset keeps the memory of vectors and tables.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_UNIT_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_UNIT_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "runtime/bytecode/builder.h"
#include "runtime/frontend/ast.h"
#include "runtime/frontend/compiler/bound_set.h"
#include "runtime/frontend/compiler/constant_pool.h"
#include "runtime/frontend/scope.h"

namespace krait {

class Isolate;
struct Str;

namespace compiler {

namespace ast = frontend;

using Register = int;
inline constexpr Register kAnywhere = -1;

enum class UnitKind : uint8_t {
  kModule,
  kClass,
  kFunction,
  kAsyncFunction,
  kLambda,
  kComprehension,
};

// A jump target together with what is certainly bound there.
struct Label {
  JumpTarget target;
  BoundSet bound;
  bool reached = false;
};

enum class BlockKind : uint8_t {
  kWhile,
  kFor,
  kTry,             // body of try with except clauses
  kFinally,         // body of try with a finally clause
  kFinallyHandler,  // the finally clause while an exception is on its way
  kHandler,         // an except clause
  kGroupHandler,    // an except* clause: control may not leave it
  kWith,
  kAsyncWith,
};

// A statement around the current point that break, continue and return have to leave properly.
struct Block {
  BlockKind kind;
  int outer_handler = BytecodeBuilder::kNoHandler;
  Label* on_break = nullptr;
  Label* on_continue = nullptr;
  Register reg = kAnywhere;  // the handled exception, or the bound __exit__
  ast::NodeList<ast::Stmt> finalbody = {};
  const ast::Node* node = nullptr;
  ast::Identifier name = {};  // kHandler: `as name`
};

struct Unit {
  explicit Unit(Isolate* iso) : constants(iso) {}
  void Reset();

  bool IsFunction() const { return scope->kind == ast::ScopeKind::kFunction; }

  Unit* parent = nullptr;
  UnitKind kind = UnitKind::kModule;
  ast::Scope* scope = nullptr;
  ast::Identifier private_name;
  Str* name = nullptr;
  Str* qualname = nullptr;
  int32_t first_line = 1;
  uint32_t extra_flags = 0;
  uint32_t argcount = 0;
  uint32_t posonlyargcount = 0;
  uint32_t kwonlyargcount = 0;

  BytecodeBuilder builder;
  ConstantPool constants;
  std::vector<ast::Identifier> names;
  absl::flat_hash_map<uint32_t, uint32_t> name_index;

  // Registers: see code.h. Locals get their registers at first sight.
  std::vector<ast::Identifier> locals;
  std::vector<ast::Identifier> cells;
  std::vector<ast::Identifier> frees;
  std::vector<uint16_t> cell_registers;
  Register local_limit = 0;  // room reserved for locals
  Register first_free = 0;
  Register class_cell = kAnywhere;  // class body: its own __class__ cell
  Register super_cell = kAnywhere;  // function: the __class__ it captured
  Register temporaries = 0;         // the first temporary
  Register top = 0;
  Register high_water = 0;

  BoundSet bound;
  BoundSet deletable;  // locals that `del` or `except ... as` may unbind
  BoundSet walrus;     // locals that `:=` may rebind in the middle of an expression
  std::vector<Block> blocks;
};

}  // namespace compiler
}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_UNIT_H_
