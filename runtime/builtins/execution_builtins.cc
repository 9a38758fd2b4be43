#include "runtime/builtins/execution_builtins.h"

#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/frontend/parser/parser.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/ast/ast_types.h"
#include "runtime/modules/ast/tree_objects.h"
#include "runtime/modules/ast/tree_reader.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/object/checks.h"
#include "runtime/object/class_creation.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/buffer.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int64_t kKnownFlags = kFutureMask | kCompileDontImplyDedent | kCompileIncompleteInput |
                                kCompileTopLevelAwait | kCompileSourceIsUtf8 | kCompileOnlyTree |
                                kCompileTypeComments;

// Source text given as str, bytes or anything with a buffer. The text is copied, since the parser's
// diagnostics may run script code that changes a bytearray.
struct Source {
  std::string text;
  uint32_t flags = 0;
};

bool ReadSource(Isolate* iso, Value v, const char* function, const char* kinds, Source* source) {
  if (IsStr(v)) {
    source->text = v.As<Str>()->view();
    source->flags = kCompileSourceIsUtf8;
    return true;
  }
  if (!HasBuffer(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() arg 1 must be a %s", function, kinds);
  }
  const ScopedBuffer buffer(iso, v);
  if (!buffer.ok()) return false;
  source->text = buffer.view();
  return true;
}

bool ParseMode(Isolate* iso, std::string_view name, int64_t flags, CompileMode* mode) {
  if (name == "exec") {
    *mode = CompileMode::kExec;
  } else if (name == "eval") {
    *mode = CompileMode::kEval;
  } else if (name == "single") {
    *mode = CompileMode::kSingle;
  } else if (name == "func_type" && (flags & kCompileOnlyTree) != 0) {
    *mode = CompileMode::kFunctionType;
  } else if (name == "func_type") {
    return RaiseValueError(iso, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  } else {
    return RaiseValueError(iso,
                           (flags & kCompileOnlyTree) != 0
                               ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                               : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  return true;
}

bool OptionalInt(Isolate* iso, Value v, int64_t fallback, int64_t* result) {
  *result = fallback;
  return !v || IndexToInt64(iso, v, result, "Python int too large to convert to C int");
}

// What compile() was asked for, besides the source.
struct CompileRequest {
  Str* filename = nullptr;
  CompileMode mode = CompileMode::kExec;
  int64_t flags = 0;
  bool dont_inherit = false;
  int64_t optimize = -1;

  bool wants_tree() const { return (flags & kCompileOnlyTree) != 0; }
  uint32_t compile_flags() const {
    return static_cast<uint32_t>(flags & ~(kCompileOnlyTree | kCompileTypeComments));
  }
  int optimization() const { return optimize < 0 ? 0 : static_cast<int>(optimize); }
};

bool ReadRequest(Isolate* iso, Value* args, CompileRequest* request) {
  request->filename = FileNameArgument(iso, args[1]);
  if (request->filename == nullptr) return false;
  if (!IsStr(args[2])) {
    return RaiseF(iso, ExceptionId::kTypeError, "compile() argument 'mode' must be str, not %.50s",
                  args[2].IsNone() ? "None" : TypeName(iso, args[2]));
  }
  if (!OptionalInt(iso, args[3], 0, &request->flags)) return false;
  if (args[4] && !Truth(iso, args[4], &request->dont_inherit)) return false;
  if (!OptionalInt(iso, args[5], -1, &request->optimize)) return false;
  if ((request->flags & ~kKnownFlags) != 0) {
    return RaiseValueError(iso, "compile(): unrecognised flags");
  }
  if (request->optimize < -1 || request->optimize > 2) {
    return RaiseValueError(iso, "compile(): invalid optimize value");
  }
  return ParseMode(iso, args[2].As<Str>()->view(), request->flags, &request->mode);
}

Value CompileObject(Isolate* iso, Value tree, const CompileRequest& request) {
  static constexpr frontend::NodeKind kRoots[] = {frontend::NodeKind::kModule,
                                                  frontend::NodeKind::kExpression,
                                                  frontend::NodeKind::kInteractive};
  if (request.wants_tree()) return tree;
  frontend::AstArena arena;
  KRAIT_TRY(frontend::Node*, root,
            ast::ReadTree(iso, tree, kRoots[static_cast<int>(request.mode)], &arena));
  return Value::Object(CompileTree(iso, arena, root, request.filename, request.mode,
                                   request.compile_flags(), request.dont_inherit,
                                   request.optimization()));
}

// compile(source, filename, mode, flags, dont_inherit, optimize)
Value CompileFunction(Isolate* iso, Value* args, size_t) {
  CompileRequest request;
  if (!ReadRequest(iso, args, &request)) return Value();
  if (ast::IsAstObject(iso, args[0])) return CompileObject(iso, args[0], request);
  Source source;
  if (!ReadSource(iso, args[0], "compile", "string, bytes or AST object", &source)) return Value();
  const uint32_t flags = source.flags | request.compile_flags();
  if (request.wants_tree()) {
    frontend::ParseResult parsed;
    if (!ParseSource(iso, source.text, request.filename, request.mode, flags, request.dont_inherit,
                     &parsed)) {
      return Value();
    }
    return ast::MakeTreeObjects(iso, parsed.root);
  }
  return Value::Object(Compile(iso, source.text, request.filename, request.mode, flags,
                               request.dont_inherit, request.optimization()));
}

// What eval() and exec() run in.
struct Scope {
  Dict* globals = nullptr;
  Value locals;
};

// Is usable as a namespace: has items.
bool IsMapping(Isolate* iso, Value v) {
  return !LookupSpecial(iso, v, Special::kGetitem).IsEmpty();
}

// Fills in what the caller left out: its own namespaces.
bool FillScope(Isolate* iso, Value globals, Value locals, const char* function, Scope* scope) {
  const bool no_globals = !globals || globals.IsNone();
  const bool no_locals = !locals || locals.IsNone();
  if (no_globals) {
    Frame* frame = CurrentFrame(iso);
    if (frame == nullptr) {
      return RaiseF(iso, ExceptionId::kSystemError, "%s() called without a frame: give globals",
                    function);
    }
    scope->globals = frame->function->globals;
    scope->locals = no_locals ? FrameLocals(iso, frame) : locals;
    if (!scope->locals) return false;
  } else {
    scope->globals = globals.As<Dict>();
    scope->locals = no_locals ? globals : locals;
  }
  Str* name = iso->names().dunder_builtins;
  if (scope->globals->Get(iso, name)) return true;
  return scope->globals->Set(iso, name, Value::Object(iso->builtins()));
}

bool RefuseFreeVariables(Isolate* iso, const Code* code, const char* function) {
  if (code->freevars == nullptr || code->freevars->size == 0) return true;
  return RaiseF(iso, ExceptionId::kTypeError,
                "code object passed to %s() may not contain free variables", function);
}

Value Run(Isolate* iso, Code* code, const Scope& scope) {
  return iso->interpreter().Execute(code, scope.globals, scope.locals);
}

Value EvalFunction(Isolate* iso, Value* args, size_t) {
  const Value globals = args[1];
  if (args[2] && !args[2].IsNone() && !IsMapping(iso, args[2])) {
    return RaiseTypeError(iso, "locals must be a mapping");
  }
  if (globals && !globals.IsNone() && !HasKind(globals, ObjectKind::kDict)) {
    return RaiseTypeError(iso, IsMapping(iso, globals)
                                   ? "globals must be a real dict; try eval(code, {}, mapping)"
                                   : "globals must be a dict");
  }
  Scope scope;
  if (!FillScope(iso, globals, args[2], "eval", &scope)) return Value();
  if (Code* code = CastTo<Code>(args[0], ObjectKind::kCode)) {
    if (!RefuseFreeVariables(iso, code, "eval")) return Value();
    return Run(iso, code, scope);
  }
  Source source;
  if (!ReadSource(iso, args[0], "eval", "string, bytes or code object", &source)) return Value();
  std::string_view text = source.text;
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  KRAIT_TRY(Code*, code,
            Compile(iso, text, iso->names().angle_string, CompileMode::kEval, source.flags,
                    /*dont_inherit=*/false));
  return Run(iso, code, scope);
}

// The closure given for a code object with free variables: a tuple of as many cells.
bool CheckClosure(Isolate* iso, const Code* code, Value closure) {
  const int64_t wanted = code->freevars == nullptr ? 0 : code->freevars->size;
  const bool given = closure && !closure.IsNone();
  if (wanted == 0) {
    if (!given) return true;
    return RaiseTypeError(iso, "cannot use a closure with this code object");
  }
  Tuple* tuple = given ? CastToExact<Tuple>(closure, ObjectKind::kTuple) : nullptr;
  bool fits = tuple != nullptr && tuple->size == wanted;
  for (int64_t i = 0; fits && i < wanted; ++i) fits = HasKind(tuple->items[i], ObjectKind::kCell);
  if (fits) return true;
  return RaiseF(iso, ExceptionId::kTypeError,
                "code object requires a closure of exactly length %lld",
                static_cast<long long>(wanted));
}

Value RunWithClosure(Isolate* iso, Code* code, const Scope& scope, Value closure) {
  scope.globals->EnterCellMode(iso);
  KRAIT_TRY(Function*, function, Function::New(iso, code, scope.globals));
  function->closure = closure.As<Tuple>();
  iso->Barrier(function);
  return iso->interpreter().Call(function, nullptr, 0);
}

Value ExecFunction(Isolate* iso, Value* args, size_t) {
  const Value globals = args[1];
  const Value closure = args[3];
  if (globals && !globals.IsNone() && !HasKind(globals, ObjectKind::kDict)) {
    return RaiseF(iso, ExceptionId::kTypeError, "exec() globals must be a dict, not %.100s",
                  TypeName(iso, globals));
  }
  if (args[2] && !args[2].IsNone() && !IsMapping(iso, args[2])) {
    return RaiseF(iso, ExceptionId::kTypeError, "locals must be a mapping or None, not %.100s",
                  TypeName(iso, args[2]));
  }
  Scope scope;
  if (!FillScope(iso, globals, args[2], "exec", &scope)) return Value();
  Value result;
  if (Code* code = CastTo<Code>(args[0], ObjectKind::kCode)) {
    if (!CheckClosure(iso, code, closure)) return Value();
    const bool closed = closure && !closure.IsNone();
    result = closed ? RunWithClosure(iso, code, scope, closure) : Run(iso, code, scope);
  } else {
    if (closure && !closure.IsNone()) {
      return RaiseTypeError(iso, "closure can only be used when source is a code object");
    }
    Source source;
    if (!ReadSource(iso, args[0], "exec", "string, bytes or code object", &source)) return Value();
    KRAIT_TRY(Code*, compiled,
              Compile(iso, source.text, iso->names().angle_string, CompileMode::kExec, source.flags,
                      /*dont_inherit=*/false));
    result = Run(iso, compiled, scope);
  }
  return result ? Value::None() : Value();
}

// __import__(name, globals, locals, fromlist, level)
Value ImportFunction(Isolate* iso, Value* args, size_t) {
  int level = 0;
  if (args[4] && !IntArgument(iso, args[4], &level)) return Value();
  const auto or_none = [](Value v) { return v ? v : Value::None(); };
  return ImportModule(iso, args[0], or_none(args[1]), or_none(args[2]), or_none(args[3]), level);
}

Value ImportInLoop(Isolate* iso, Value* args, size_t count) {
  int level = 0;
  if (args[4] && !IntArgument(iso, args[4], &level)) return Value();
  const Value names = args[3] ? args[3] : Value::None();
  if (!ImportRunsScript(iso, args[0], names, level)) return ImportFunction(iso, args, count);
  return EnterImport(iso, args[0], args[1] ? args[1] : Value::None(), names, level);
}

Value BreakpointFunction(Isolate* iso, Value* args, size_t) {
  const Value hook = iso->sys_attribute("breakpointhook");
  if (!hook) return Raise(iso, ExceptionId::kRuntimeError, "lost sys.breakpointhook");
  return CallWithDict(iso, hook, args[0].As<Tuple>()->view(), args[1].As<Dict>());
}

constexpr NativeMethod kFunctions[] = {
    {"__build_class__", BuildClass, "($module, func, name, /, *bases, **kwds)", 0,
     "Make a class: what the class statement calls.", BuildClassInLoop},
    {"compile", CompileFunction,
     "($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, "
     "_feature_version=-1)",
     0, "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval", EvalFunction, "($module, source, globals=None, locals=None, /)", 0,
     "Evaluate the given source in the context of globals and locals."},
    {"exec", ExecFunction, "($module, source, globals=None, locals=None, /, *, closure=None)", 0,
     "Execute the given source in the context of globals and locals."},
    {"__import__", ImportFunction,
     "($module, /, name, globals=None, locals=None, fromlist=(), level=0)", 0, "Import a module.",
     ImportInLoop},
    {"breakpoint", BreakpointFunction, "($module, /, *args, **kws)", 0,
     "Call sys.breakpointhook(*args, **kws)."},
};

}  // namespace

const std::span<const NativeMethod> kExecutionBuiltins = kFunctions;

}  // namespace krait
