#include "runtime/interpreter/self_hosted.h"

#include <string>
#include <string_view>

#include "runtime/builtins/iteration_builtins.h"
#include "runtime/builtins/object_builtins.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/functools/functools.h"
#include "runtime/object/checks.h"
#include "runtime/object/class_creation.h"
#include "runtime/object/function.h"
#include "runtime/object/names.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr std::string_view kTexts[] = {
#define KRAIT_HOSTED(Name, text) text,
    KRAIT_SELF_HOSTED(KRAIT_HOSTED)
#undef KRAIT_HOSTED
};
static_assert(std::size(kTexts) <= Interpreter::kMaxSelfHosted);

bool AddFunctions(Isolate* iso, Dict* globals, std::span<const NativeMethod> methods) {
  const Value module = Value::Object(iso->names().builtins);
  for (const NativeMethod& method : methods) {
    NativeFunction* function = NativeFunction::New(iso, &method, Value(), module);
    if (function == nullptr ||
        !globals->Set(iso, Str::Intern(iso, method.name), Value::Object(function))) {
      return false;
    }
  }
  return true;
}

// The names that the functions use: originals, whatever script has rebound.
Dict* MakeGlobals(Isolate* iso) {
  KRAIT_TRY(Dict*, globals, Dict::NewNamespace(iso));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, kIterationBuiltins));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, kObjectBuiltins));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, kSelfHostedHelpers));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, kClassStatementHelpers));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, kImportHelpers));
  KRAIT_CHECK_OK(AddFunctions(iso, globals, functools::kCacheHelpers));
  for (ObjectKind kind : {ObjectKind::kStr, ObjectKind::kList, ObjectKind::kTuple}) {
    Type* type = iso->type(kind);
    KRAIT_CHECK_OK(globals->Set(iso, type->name, Value::Object(type)));
  }
  for (ExceptionId id : {ExceptionId::kAttributeError, ExceptionId::kTypeError,
                         ExceptionId::kValueError, ExceptionId::kModuleNotFoundError}) {
    Type* type = iso->exception_type(id);
    KRAIT_CHECK_OK(globals->Set(iso, type->name, Value::Object(type)));
  }
  KRAIT_CHECK_OK(globals->Set(iso, Str::Intern(iso, "Ellipsis"), Value::Ellipsis()));
  return globals;
}

// The first code object among the constants.
Code* CodeIn(const Code* code) {
  for (int64_t i = 0; i < code->constants->capacity; ++i) {
    const Value v = code->constants->slots[i];
    if (HasKind(v, ObjectKind::kCode)) return v.As<Code>();
  }
  return nullptr;
}

void Hide(Code* code) {
  code->body->hidden = true;
  for (int64_t i = 0; i < code->constants->capacity; ++i) {
    const Value v = code->constants->slots[i];
    if (HasKind(v, ObjectKind::kCode)) Hide(v.As<Code>());
  }
}

Function* Make(Isolate* iso, std::string_view text) {
  Interpreter& interp = iso->interpreter();
  if (interp.self_hosted_globals == nullptr) {
    KRAIT_TRY(Dict*, globals, MakeGlobals(iso));
    interp.self_hosted_globals = globals;
  }
  Dict* globals = interp.self_hosted_globals;
  KRAIT_TRY(Code*, module,
            Compile(iso, "def f" + std::string(text), Str::Intern(iso, "<built-in>"),
                    CompileMode::kExec));
  Code* code = CodeIn(module);
  Hide(code);
  KRAIT_TRY(Function*, function, Function::New(iso, code, globals));
  function->builtins = globals;
  iso->Barrier(function);
  return function;
}

}  // namespace

Function* SelfHostedFunction(Isolate* iso, SelfHosted which) {
  Function*& function = iso->interpreter().self_hosted[static_cast<int>(which)];
  if (function == nullptr) {
    KRAIT_TRY(Function*, made, Make(iso, kTexts[static_cast<int>(which)]));
    if (which == SelfHosted::kImportFull) {  // which calls itself
      KRAIT_TRY(Str*, name, Str::Intern(iso, "import_full"));
      KRAIT_CHECK_OK(
          iso->interpreter().self_hosted_globals->Set(iso, name, Value::Object(made)));
    }
    function = made;
  }
  return function;
}

Failure EnterSelfHosted(Isolate* iso, SelfHosted which, std::initializer_list<Value> arguments,
                        const FrameUse& use) {
  KRAIT_TRY(Function*, function, SelfHostedFunction(iso, which));
  return EnterScript(iso, Value::Object(function), arguments, use);
}

}  // namespace krait
