// Functions, lambdas and classes.

#include "runtime/bytecode/code.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/frontend/unparse.h"
#include "runtime/isolate.h"
#include "runtime/text/str.h"

namespace krait::compiler {

namespace {

// Bits of MakeFunction.
constexpr int kDefaults = 1, kKeywordDefaults = 2, kAnnotations = 4, kClosure = 8;

}  // namespace

std::string_view Generator::DocString(ast::NodeList<ast::Stmt> body, bool* found) {
  *found = false;
  if (body.empty() || optimize_ >= 2) return {};
  const auto* statement = ast::DynamicCast<ast::Expr>(body[0]);
  if (statement == nullptr) return {};
  const auto* constant = ast::DynamicCast<ast::Constant>(statement->value);
  if (constant == nullptr || constant->type != ast::ConstantKind::kStr) return {};
  *found = true;
  return constant->text;
}

void Generator::SetParameters(const ast::Arguments* args) {
  u_->posonlyargcount = static_cast<uint32_t>(args->posonlyargs.size());
  u_->argcount = static_cast<uint32_t>(args->posonlyargs.size() + args->args.size());
  u_->kwonlyargcount = static_cast<uint32_t>(args->kwonlyargs.size());
  if (args->vararg != nullptr) u_->extra_flags |= kCodeVarArgs;
  if (args->kwarg != nullptr) u_->extra_flags |= kCodeVarKeywords;
  const size_t count = u_->locals.size();
  for (size_t i = 0; i < count; ++i) u_->bound.Add(static_cast<int>(i));
}

void Generator::CheckParameterNames(const ast::Arguments* args, const ast::Position& at) {
  const auto check = [this, &at](const ast::Arg* arg) {
    if (arg != nullptr) RefuseDebugName(arg->arg, ast::ExprContext::kStore, at);
  };
  for (const ast::Arg* arg : args->posonlyargs) check(arg);
  for (const ast::Arg* arg : args->args) check(arg);
  check(args->vararg);
  for (const ast::Arg* arg : args->kwonlyargs) check(arg);
  check(args->kwarg);
}

// ---- what MakeFunction takes, each in the next temporary

bool Generator::DefaultsTuple(const ast::Arguments* args, const ast::Position& at) {
  if (args->defaults.empty()) return false;
  gc::RootVector items(iso_->heap());
  const Register to = Push();
  if (ConstantItems(args->defaults, &items, 0)) {
    At(at);
    Load(to, constants_.TupleOf({items.data(), items.size()}));
    return true;
  }
  PopTo(to);
  for (const ast::ExprNode* value : args->defaults) ToNew(value);
  At(at);
  code().Emit(Op::kBuildTuple, to, to, static_cast<int>(args->defaults.size()));
  PopTo(to + 1);
  return true;
}

bool Generator::KeywordDefaults(const ast::Arguments* args, const ast::Position& at) {
  gc::RootVector names(iso_->heap());
  const Register to = top();
  for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
    if (args->kw_defaults[i] == nullptr) continue;
    names.push_back(constants_.String(Mangle(args->kwonlyargs[i]->arg).view()));
    ToNew(args->kw_defaults[i]);
  }
  if (names.empty()) return false;
  At(at);
  code().EmitExtra(Op::kBuildConstKeyMap, to, to, static_cast<int>(names.size()),
                   u_->constants.Add(constants_.TupleOf({names.data(), names.size()})));
  PopTo(to);
  Push();
  return true;
}

void Generator::AnnotationValue(const ast::ExprNode* annotation, Register to) {
  if ((future_flags_ & kFutureAnnotations) != 0) {
    At(*annotation);
    return Load(to, constants_.String(ast::Unparse(annotation)));
  }
  const auto* star = ast::DynamicCast<ast::Starred>(annotation);
  if (star == nullptr) return To(annotation, to);
  // *args: *Ts
  To(star->value, to);
  At(*annotation);
  code().EmitSite(Op::kUnpackSequence, to, to, 1);
}

void Generator::AnnotationOf(ast::Identifier name, const ast::ExprNode* annotation,
                             const ast::Position& at) {
  if (annotation == nullptr) return;
  At(at);
  Load(Push(), constants_.String(Mangle(name).view()));
  AnnotationValue(annotation, Push());
}

bool Generator::Annotations(const ast::Arguments* args, const ast::ExprNode* returns,
                            const ast::Position& at) {
  const Register to = top();
  for (const ast::Arg* arg : args->args) AnnotationOf(arg->arg, arg->annotation, at);
  for (const ast::Arg* arg : args->posonlyargs) AnnotationOf(arg->arg, arg->annotation, at);
  if (args->vararg != nullptr) AnnotationOf(args->vararg->arg, args->vararg->annotation, at);
  for (const ast::Arg* arg : args->kwonlyargs) AnnotationOf(arg->arg, arg->annotation, at);
  if (args->kwarg != nullptr) AnnotationOf(args->kwarg->arg, args->kwarg->annotation, at);
  AnnotationOf(arena_.Intern("return"), returns, at);
  const int count = top() - to;
  if (count == 0) return false;
  At(at);
  code().Emit(Op::kBuildTuple, to, to, count);
  PopTo(to);
  Push();
  return true;
}

int Generator::FunctionParts(const ast::Arguments* args, const ast::ExprNode* returns,
                             bool annotations, const ast::Position& at) {
  int bits = 0;
  if (DefaultsTuple(args, at)) bits |= kDefaults;
  if (KeywordDefaults(args, at)) bits |= kKeywordDefaults;
  if (annotations && Annotations(args, returns, at)) bits |= kAnnotations;
  return bits;
}

// The cells that the function captures, as a tuple in the next temporary.
bool Generator::ClosureTuple(const Code* function) {
  if (function->freevars->size == 0) return false;
  const Register to = Push();
  const auto count = static_cast<int>(function->freevars->size);
  Register first = kAnywhere;
  bool consecutive = true;
  for (int i = 0; i < count; ++i) {
    const Str* name = function->freevars->items[i].As<Str>();
    const Register cell = CellOf(arena_.Intern(name->view()));
    if (i == 0) first = cell;
    if (cell != first + i) consecutive = false;
  }
  if (!consecutive) {
    PopTo(to);
    for (int i = 0; i < count; ++i) {
      const Str* name = function->freevars->items[i].As<Str>();
      Move(Push(), CellOf(arena_.Intern(name->view())));
    }
    first = to;
    PopTo(to + 1);
  }
  code().Emit(Op::kBuildTuple, to, first, count);
  return true;
}

void Generator::MakeFunction(Register to, Register base, int bits, Code* function,
                             const ast::Position& at) {
  if (function == nullptr) return;
  At(at);
  if (ClosureTuple(function)) bits |= kClosure;
  if (code().reachable()) {
    code().EmitExtra(Op::kMakeFunction, to, base, bits,
                     u_->constants.AddUnique(Value::Object(function)));
  }
}

// `base`: the decorators in every register from here; above them the function or class.
void Generator::Decorate(const ast::NodeList<ast::ExprNode>& decorators, Register base) {
  for (size_t i = decorators.size(); i-- > 0;) {
    At(*decorators[i]);
    code().EmitSite(Op::kCall, base + static_cast<Register>(i), 1, 0);
  }
}

void Generator::FunctionStatement(const ast::FunctionDef* def) {
  CheckParameterNames(def->args, *def);
  const Register base = top();
  for (const ast::ExprNode* decorator : def->decorator_list) ToNew(decorator);
  const int32_t line = def->decorator_list.empty() ? def->lineno : def->decorator_list[0]->lineno;
  const Register parts = top();
  const int bits = FunctionParts(def->args, def->returns, true, *def);

  EnterUnit(def->is_async() ? UnitKind::kAsyncFunction : UnitKind::kFunction, def, def->name.view(),
            line);
  SetQualname();
  SetParameters(def->args);
  bool documented;
  const std::string_view doc = DocString(def->body, &documented);
  u_->constants.Add(documented ? constants_.String(doc) : Value::None());
  Prologue();
  Body(documented ? def->body.subspan(1) : def->body);
  const Register none = Push();
  LoadNone(none);
  code().Emit(Op::kReturn, none);
  Code* function = LeaveUnit();

  const Register local = def->decorator_list.empty() && !failed_ ? LocalOf(def->name) : kAnywhere;
  const Register to = local >= 0 ? local : parts;
  MakeFunction(to, parts, bits, function, *def);
  if (local >= 0) {
    MarkBound(local);
  } else {
    PopTo(parts);
    Push();
    Decorate(def->decorator_list, base);
    At(*def);
    if (RefuseDebugName(def->name, ast::ExprContext::kStore, *def)) return;
    StoreName(def->name, base);
  }
}

Operand Generator::LambdaExpression(const ast::Lambda* lambda, Register hint) {
  CheckParameterNames(lambda->args, *lambda);
  const Register mark = top();
  const int bits = FunctionParts(lambda->args, nullptr, false, *lambda);
  EnterUnit(UnitKind::kLambda, lambda, "<lambda>", lambda->lineno);
  SetQualname();
  SetParameters(lambda->args);
  u_->constants.Add(Value::None());  // in the doc string's place
  Prologue();
  const Register result = Any(lambda->body);
  At(*lambda->body);
  code().Emit(Op::kReturn, result);
  Code* function = LeaveUnit();
  const Register base = mark;
  MakeFunction(hint >= 0 ? hint : mark, base, bits, function, *lambda);
  PopTo(mark);
  return Operand::InRegister(Target(hint));
}

// ---- classes

Code* Generator::ClassBody(const ast::ClassDef* def, int32_t line) {
  EnterUnit(UnitKind::kClass, def, def->name.view(), line);
  u_->private_name = def->name;
  SetQualname();
  Prologue();
  const Register r = Push();
  NameInstruction(Op::kLoadName, r, arena_.Intern("__name__"));
  NameInstruction(Op::kStoreName, r, arena_.Intern("__module__"));
  Load(r, Value::Object(u_->qualname));
  NameInstruction(Op::kStoreName, r, arena_.Intern("__qualname__"));
  PopTo(r);
  // The rest is as for a module: annotations, doc string, statements.
  ast::Module body = {};
  body.body = def->body;
  ModuleBody(&body);
  const Register result = Push();
  if (u_->class_cell >= 0) {
    Move(result, u_->class_cell);
    NameInstruction(Op::kStoreName, result, arena_.Intern("__classcell__"));
  } else {
    LoadNone(result);
  }
  code().Emit(Op::kReturn, result);
  return LeaveUnit();
}

void Generator::ClassStatement(const ast::ClassDef* def) {
  const Register base = top();
  for (const ast::ExprNode* decorator : def->decorator_list) ToNew(decorator);
  const int32_t line = def->decorator_list.empty() ? def->lineno : def->decorator_list[0]->lineno;
  Code* body = ClassBody(def, line);
  if (body == nullptr) return;
  roots_.push_back(body);
  const Register window = Push();
  At(*def);
  code().EmitSite(Op::kLoadBuildClass, window, 0, 0);
  const Register function = Push();
  MakeFunction(function, top(), 0, body, *def);
  PopTo(function + 1);
  Load(Push(), Value::Object(StrOf(def->name)));
  CheckKeywords(def->keywords, *def);
  bool unpacking = false;
  for (const ast::ExprNode* e : def->bases) unpacking |= e->kind == ast::NodeKind::kStarred;
  for (const ast::Keyword* keyword : def->keywords) unpacking |= !keyword->arg;
  if (unpacking) {
    UnpackingCall(window, def->bases, def->keywords, 2, *def);
  } else {
    uint32_t names = 0;
    const int count = PlainArguments(def->bases, def->keywords, &names) + 2;
    At(*def);
    if (def->keywords.empty()) {
      code().EmitSite(Op::kCall, window, count, 0);
    } else {
      code().EmitSiteExtra(Op::kCallKw, window, count, 0, names);
    }
  }
  PopTo(window + 1);
  Decorate(def->decorator_list, base);
  At(*def);
  if (RefuseDebugName(def->name, ast::ExprContext::kStore, *def)) return;
  StoreName(def->name, base);
}

}  // namespace krait::compiler
