// The generator's groundwork: errors, positions, registers, jumps.

#include "runtime/frontend/compiler/generator.h"

#include "runtime/frontend/join.h"
#include "runtime/isolate.h"
#include "runtime/text/str.h"

namespace krait::compiler {

Generator::Generator(Isolate* iso, ast::AstArena& arena, ast::ScopeTable& scopes, Str* filename,
                     uint32_t future_flags, uint32_t future_line, int optimize)
    : iso_(iso),
      arena_(arena),
      scopes_(scopes),
      filename_(filename),
      future_flags_(future_flags),
      future_line_(static_cast<int32_t>(future_line)),
      optimize_(optimize),
      constants_(iso),
      names_(iso->heap()),
      roots_(iso->heap()) {
  names_.resize(arena.identifier_count());
}

Generator::~Generator() = default;

Code* Generator::GenerateModule(const ast::Node* root, CompileMode mode, bool top_level_await) {
  interactive_ = mode == CompileMode::kSingle;
  top_level_await_ = top_level_await;
  EnterUnit(UnitKind::kModule, root, "<module>", 1);
  SetQualname();
  Prologue();
  Register result;
  if (const auto* expression = ast::DynamicCast<ast::Expression>(root)) {
    result = Any(expression->body);
    At(*expression->body);
  } else {
    ModuleBody(ast::Cast<ast::Module>(root));
    result = Push();
    LoadNone(result);
  }
  code().Emit(Op::kReturn, result);
  return LeaveUnit();
}

void Generator::Fail(const ast::Position& position, std::string message) {
  if (failed_) return;
  failed_ = true;
  fault_ = {std::move(message), position};
}

void Generator::Caution(const ast::Position& position, std::string message) {
  // The body of a `finally` is compiled more than once, but warned about once.
  for (const SyntaxCaution& known : cautions_) {
    if (known.position.lineno == position.lineno && known.message == message) return;
  }
  cautions_.push_back({std::move(message), position});
}

bool Generator::RefuseDebugName(ast::Identifier name, ast::ExprContext context,
                                const ast::Position& at) {
  if (name.view() != "__debug__" || context == ast::ExprContext::kLoad) return false;
  Fail(at, context == ast::ExprContext::kStore ? "cannot assign to __debug__"
                                               : "cannot delete __debug__");
  return true;
}

// ---- positions

void Generator::At(const ast::Position& position) {
  code().SetPosition(
      {position.lineno, position.end_lineno, position.col_offset, position.end_col_offset});
}

// Where a chain of attributes and calls spans lines, an instruction belongs to its attribute's
// line.
void Generator::AtAttribute(const ast::Attribute* attribute, const ast::Position& whole) {
  if (whole.lineno == attribute->end_lineno) return At(whole);
  // CPython counts the characters of the (mangled or not) name as columns.
  const auto length = static_cast<int32_t>(attribute->attr.view().size());
  CodePosition position = {attribute->end_lineno, whole.end_lineno, -1, -1};
  if (length <= attribute->end_col_offset) {
    position.column = attribute->end_col_offset - length;
    position.end_column = whole.end_col_offset;
  }
  code().SetPosition(position);
}

void Generator::Nowhere() { code().SetPosition({0, 0, -1, -1}); }

// ---- registers

void Generator::NoteRegisters(Register limit) {
  if (limit <= u_->high_water) return;
  u_->high_water = limit;
  if (limit > BytecodeBuilder::kMaxOperand && !failed_) {
    Fail(*u_->scope->node, "too many variables or nested expressions in one function");
  }
}

Register Generator::Push() {
  const Register r = u_->top++;
  NoteRegisters(u_->top);
  return r;
}

Register Generator::PushMany(int count) {
  const Register r = u_->top;
  u_->top += count;
  NoteRegisters(u_->top);
  return r;
}

// ---- instructions

void Generator::Move(Register to, Register from) {
  if (to != from) code().Emit(Op::kMove, to, from);
}

void Generator::Load(Register to, Value constant) {
  if (!code().reachable()) return;
  code().EmitLoadConst(to, u_->constants.Add(constant));
}

Register Generator::Materialize(const Operand& operand) {
  if (!operand.IsConstant()) return operand.reg;
  const Register r = Push();
  Load(r, operand.constant);
  return r;
}

// ---- jumps

void Generator::Reach(Label& label) {
  if (!code().reachable()) return;
  if (label.reached) {
    label.bound.Intersect(u_->bound);
  } else {
    label.bound = u_->bound;
    label.reached = true;
  }
}

void Generator::Goto(Label& label) {
  Reach(label);
  code().EmitGoto(label.target);
}

void Generator::JumpOn(Op op, Register a, Register b, Label& label) {
  Reach(label);
  code().EmitJump(op, a, b, label.target);
}

void Generator::JumpOnSite(Op op, Register a, int b, int c, Label& label) {
  Reach(label);
  code().EmitSiteJump(op, a, b, c, label.target);
}

void Generator::JumpOnTruth(Register r, bool truth, Label& label) {
  JumpOnSite(truth ? Op::kJumpIfTrue : Op::kJumpIfFalse, r, 0, 0, label);
}

void Generator::Bind(Label& label) {
  if (label.reached) {
    if (code().reachable()) {
      u_->bound.Intersect(label.bound);
    } else {
      u_->bound = label.bound;
    }
  }
  code().Bind(label.target);
}

void Generator::BindLoopHead(Label& label) {
  if (label.reached || !code().reachable()) {
    Bind(label);
  } else {
    code().Bind(label.target);
  }
  u_->bound.Subtract(u_->deletable);
}

void Generator::BindHandler(int handler, const BoundSet& bound) {
  code().BindHandler(handler);
  u_->bound = bound;
  u_->bound.Subtract(u_->deletable);
}

}  // namespace krait::compiler
