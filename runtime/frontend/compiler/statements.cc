// Statements other than assignments, control flow, functions and classes.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"

namespace krait::compiler {

void Generator::Body(ast::NodeList<ast::Stmt> body) {
  for (const ast::Stmt* statement : body) {
    if (failed_) return;
    Statement(statement);
  }
}

void Generator::Statement(const ast::Stmt* statement) {
  using ast::NodeKind;
  const Register mark = top();
  switch (statement->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef:
      FunctionStatement(ast::Cast<ast::FunctionDef>(statement));
      break;
    case NodeKind::kClassDef:
      ClassStatement(ast::Cast<ast::ClassDef>(statement));
      break;
    case NodeKind::kReturn:
      ReturnStatement(ast::Cast<ast::Return>(statement));
      break;
    case NodeKind::kDelete:
      for (const ast::ExprNode* target : ast::Cast<ast::Delete>(statement)->targets) {
        DeleteTarget(target);
      }
      break;
    case NodeKind::kAssign:
      AssignStatement(ast::Cast<ast::Assign>(statement));
      break;
    case NodeKind::kAugAssign:
      AugAssignStatement(ast::Cast<ast::AugAssign>(statement));
      break;
    case NodeKind::kAnnAssign:
      AnnAssignStatement(ast::Cast<ast::AnnAssign>(statement));
      break;
    case NodeKind::kFor:
      ForStatement(ast::Cast<ast::For>(statement));
      break;
    case NodeKind::kAsyncFor:
      AsyncForStatement(ast::Cast<ast::For>(statement));
      break;
    case NodeKind::kWhile:
      WhileStatement(ast::Cast<ast::While>(statement));
      break;
    case NodeKind::kIf:
      IfStatement(ast::Cast<ast::If>(statement));
      break;
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
      WithStatement(ast::Cast<ast::With>(statement), 0);
      break;
    case NodeKind::kMatch:
      MatchStatement(ast::Cast<ast::Match>(statement));
      break;
    case NodeKind::kRaise:
      RaiseStatement(ast::Cast<ast::Raise>(statement));
      break;
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      TryStatement(ast::Cast<ast::Try>(statement));
      break;
    case NodeKind::kAssert:
      AssertStatement(ast::Cast<ast::Assert>(statement));
      break;
    case NodeKind::kImport:
      ImportStatement(ast::Cast<ast::Import>(statement));
      break;
    case NodeKind::kImportFrom:
      ImportFromStatement(ast::Cast<ast::ImportFrom>(statement));
      break;
    case NodeKind::kExpr:
      ExpressionStatement(ast::Cast<ast::Expr>(statement));
      break;
    case NodeKind::kBreak:
      BreakStatement(statement);
      break;
    case NodeKind::kContinue:
      ContinueStatement(statement);
      break;
    default:
      break;  // pass, global, nonlocal
  }
  PopTo(mark);
}

void Generator::ModuleBody(const ast::Module* module) {
  bool annotated = false;
  for (const ast::Symbol& symbol : u_->scope->symbols) {
    if ((symbol.flags & ast::kSymbolAnnotated) != 0) annotated = true;
  }
  if (annotated) code().EmitSite(Op::kSetupAnnotations, 0, 0, 0);
  ast::NodeList<ast::Stmt> body = module->body;
  bool documented = false;
  const std::string_view doc =
      interactive_ && active_units_ == 1 ? std::string_view() : DocString(body, &documented);
  if (documented) {
    At(*body[0]);
    const Register r = Push();
    Load(r, constants_.String(doc));
    NameInstruction(Op::kStoreName, r, arena_.Intern("__doc__"));
    PopTo(r);
    body = body.subspan(1);
  }
  Body(body);
}

void Generator::ExpressionStatement(const ast::Expr* statement) {
  if (interactive_ && active_units_ == 1) {
    const Register r = Any(statement->value);
    At(*statement);
    code().EmitSite(Op::kPrintExpr, r, 0, 0);
    return;
  }
  ForEffect(statement->value);
}

void Generator::AssertStatement(const ast::Assert* statement) {
  const auto* tuple = ast::DynamicCast<ast::Tuple>(statement->test);
  if (tuple != nullptr && tuple->kind == ast::NodeKind::kTuple && !tuple->elts.empty()) {
    Caution(*statement, "assertion is always true, perhaps remove parentheses?");
  }
  if (optimize_ > 0) return;
  Label end;
  Condition(statement->test, true, end, *statement);
  const Register error = Push();
  At(*statement);
  code().Emit(Op::kLoadAssertionError, error);
  if (statement->msg != nullptr) {
    ToNew(statement->msg);
    At(*statement);
    code().EmitSite(Op::kCall, error, 1, 0);
  }
  code().EmitSite(Op::kRaise, error, 0, 0);
  code().SetUnreachable();
  Bind(end);
}

void Generator::RaiseStatement(const ast::Raise* statement) {
  if (statement->exc == nullptr) {
    At(*statement);
    code().Emit(Op::kRaiseCurrent);
  } else {
    Operand exception = Evaluate(statement->exc, kAnywhere);
    if (statement->cause != nullptr) {
      Protect(exception, statement->cause);
      const Register r = Materialize(exception);
      const Register cause = Any(statement->cause);
      At(*statement);
      code().EmitSite(Op::kRaiseFrom, r, cause, 0);
    } else {
      const Register r = Materialize(exception);
      At(*statement);
      code().EmitSite(Op::kRaise, r, 0, 0);
    }
  }
  code().SetUnreachable();
}

void Generator::ReturnStatement(const ast::Return* statement) {
  if (!u_->IsFunction()) return Fail(*statement, "'return' outside function");
  if (statement->value != nullptr && u_->scope->is_coroutine && u_->scope->is_generator) {
    return Fail(*statement, "'return' with value in async generator");
  }
  for (const Block& block : u_->blocks) {
    if (block.kind == BlockKind::kGroupHandler) {
      return Fail(*statement, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
  }
  Operand result = statement->value == nullptr ? Operand::OfConstant(Value::None())
                                               : Evaluate(statement->value, kAnywhere);
  bool leaves_blocks = false;
  for (const Block& block : u_->blocks) {
    if (block.kind != BlockKind::kWhile && block.kind != BlockKind::kFor) leaves_blocks = true;
  }
  if (leaves_blocks && !result.IsConstant() && IsLocalRegister(result.reg)) {
    // What runs on the way out may rebind a local that is being returned.
    const Register copy = Push();
    Move(copy, result.reg);
    result.reg = copy;
  }
  const int handler = Unwind(0);
  const Register r = Materialize(result);
  At(*statement);
  code().Emit(Op::kReturn, r);
  code().SetUnreachable();
  code().UseHandler(handler);
}

// Where a body that is nothing but `break` or `continue` goes, if nothing has to be left on the
// way.
Label* Generator::DirectExit(ast::NodeList<ast::Stmt> body) {
  if (body.size() != 1 || u_->blocks.empty()) return nullptr;
  const Block& block = u_->blocks.back();
  switch (body[0]->kind) {
    case ast::NodeKind::kBreak:
      return block.on_break;
    case ast::NodeKind::kContinue:
      return block.on_continue;
    default:
      return nullptr;
  }
}

void Generator::IfStatement(const ast::If* statement) {
  Label end;
  for (;;) {
    Label next;
    const bool last = statement->orelse.empty();
    const Register mark = top();
    if (Label* loop = DirectExit(statement->body)) {
      // `if x: continue` is a jump.
      Condition(statement->test, true, *loop, *statement);
      PopTo(mark);
      Body(statement->orelse);
      break;
    }
    Condition(statement->test, false, last ? end : next, *statement);
    PopTo(mark);
    Body(statement->body);
    if (last) break;
    Goto(end);
    Bind(next);
    const ast::If* elif =
        statement->orelse.size() == 1 ? ast::DynamicCast<ast::If>(statement->orelse[0]) : nullptr;
    if (elif == nullptr) {
      Body(statement->orelse);
      break;
    }
    statement = elif;
    if (failed_) break;
  }
  Bind(end);
}

// ---- imports

void Generator::ImportStatement(const ast::Import* statement) {
  for (const ast::Alias* alias : statement->names) {
    const Register base = PushMany(2);
    At(*statement);
    Load(base, Value::Int(0));
    LoadNone(base + 1);
    // The name of a module is not mangled.
    NoteName(alias->name);
    code().EmitSite(Op::kImportName, base, base, 0, StrOf(alias->name));
    std::string_view rest = alias->name.view();
    const size_t dot = rest.find('.');
    if (!alias->asname) {
      const ast::Identifier top_name =
          dot == std::string_view::npos ? alias->name : arena_.Intern(rest.substr(0, dot));
      if (RefuseDebugName(top_name, ast::ExprContext::kStore, *statement)) return;
      StoreName(top_name, base);
    } else {
      if (RefuseDebugName(alias->asname, ast::ExprContext::kStore, *statement)) return;
      while (rest.find('.') != std::string_view::npos) {
        rest.remove_prefix(rest.find('.') + 1);
        const ast::Identifier part = arena_.Intern(rest.substr(0, rest.find('.')));
        NoteName(part);
        code().EmitSite(Op::kImportFrom, base, base, 0, StrOf(part));
      }
      StoreName(alias->asname, base);
    }
    PopTo(base);
  }
}

void Generator::ImportFromStatement(const ast::ImportFrom* statement) {
  if (statement->module && statement->module.view() == "__future__" &&
      statement->lineno > future_line_) {
    return Fail(*statement, "from __future__ imports must occur at the beginning of the file");
  }
  gc::RootVector names(iso_->heap());
  for (const ast::Alias* alias : statement->names) names.push_back(StrOf(alias->name));
  const Register base = PushMany(2);
  At(*statement);
  Load(base, Value::Int(statement->level));
  Load(base + 1, constants_.TupleOf({names.data(), names.size()}));
  const ast::Identifier module = statement->module ? statement->module : arena_.Intern("");
  NoteName(module);
  code().EmitSite(Op::kImportName, base, base, 0, StrOf(module));
  for (const ast::Alias* alias : statement->names) {
    if (alias->name.view() == "*") {
      code().EmitSite(Op::kImportStar, base, 0, 0);
      break;
    }
    NoteName(alias->name);
    const ast::Identifier name = alias->asname ? alias->asname : alias->name;
    if (RefuseDebugName(name, ast::ExprContext::kStore, *statement)) return;
    const Register local = LocalOf(name);
    const Register to = local >= 0 ? local : base + 1;
    code().EmitSite(Op::kImportFrom, to, base, 0, StrOf(alias->name));
    if (local >= 0) {
      MarkBound(local);
    } else {
      StoreName(name, to);
    }
  }
  PopTo(base);
}

}  // namespace krait::compiler
