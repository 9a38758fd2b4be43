#include "runtime/program.h"

#include <cstdio>
#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/open_files.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/sys_module.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

void WriteRaw(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// What SystemExit asks for; its argument is printed when it is not a number.
int ExitCodeOf(Isolate* iso, Value exception) {
  Value code;
  if (!LookupAttr(iso, exception, iso->names().code, &code)) TakePending(iso);
  if (!code || code.IsNone()) return 0;
  if (IsIntLike(code)) {
    int64_t i;
    return IntToInt64(code, &i) ? static_cast<int>(i & 0xFF) : 0xFF;
  }
  const Value stream = iso->sys_attribute("stderr");
  Str* text = ToStr(iso, code);
  if (text == nullptr) {
    TakePending(iso);
    return 1;
  }
  const std::string line = std::string(text->view()) + "\n";
  if (!stream || stream.IsNone() ||
      !CallMethod(iso, stream, iso->names().write, {Value::Object(Str::NewLossy(iso, line))})) {
    if (iso->HasPending()) TakePending(iso);
    WriteRaw(line);
  }
  return 1;
}

}  // namespace

Module* MakeMainModule(Isolate* iso) {
  Str* name = iso->names().dunder_main;
  KRAIT_TRY(Module*, main, Module::New(iso, name));
  KRAIT_CHECK_OK(iso->modules()->Set(iso, name, Value::Object(main)));
  const Value builtins = iso->modules()->Get(iso, iso->names().builtins);
  KRAIT_CHECK_OK(main->dict->Set(iso, iso->names().dunder_builtins, builtins));
  KRAIT_CHECK_OK(
      main->dict->Set(iso, iso->names().dunder_annotations, Value::Object(Dict::New(iso))));
  return main;
}

int ReportUncaught(Isolate* iso) {
  const Value exception = TakePending(iso);
  if (IsExceptionInstance(iso, exception, ExceptionId::kSystemExit)) {
    return ExitCodeOf(iso, exception);
  }
  // What the program printed so far comes first.
  const Value out = iso->sys_attribute("stdout");
  if (out && !out.IsNone() && !CallMethod(iso, out, iso->names().flush, {})) TakePending(iso);
  const Value hook = iso->sys_attribute("excepthook");
  Traceback* tb = exception.As<Exception>()->traceback;
  if (hook && !hook.IsNone() &&
      Call(iso, hook, {Value::Object(TypeOf(iso, exception)), exception,
                       tb != nullptr ? Value::Object(tb) : Value::None()})) {
    return 1;
  }
  if (iso->HasPending()) {
    const Value error = TakePending(iso);
    if (IsExceptionInstance(iso, error, ExceptionId::kSystemExit)) return ExitCodeOf(iso, error);
    WriteRaw("Error in sys.excepthook:\n" + FormatException(iso, error) +
             "\nOriginal exception was:\n");
  }
  WriteRaw(FormatException(iso, exception));
  return 1;
}

int RunModule(Isolate* iso, std::string_view name) {
  const Value runpy = ImportByName(iso, "runpy");
  if (!runpy) return ReportUncaught(iso);
  Str* text = Str::New(iso, name);
  if (text == nullptr || !CallMethod(iso, runpy, "_run_module_as_main",
                                     {Value::Object(text), Value::True()})) {
    return ReportUncaught(iso);
  }
  return 0;
}

int FinishProgram(Isolate* iso, int status) {
  const Value atexit = iso->modules()->Get(iso, Str::Intern(iso, "atexit"));
  if (atexit && !atexit.IsNone() && !CallMethod(iso, atexit, "_run_exitfuncs", {})) {
    ReportUncaught(iso);
  }
  // Garbage with a __del__ still gets it, as in CPython, where it would have died earlier.
  iso->heap().Collect(/*full=*/true);
  iso->RunFinalizers();
  const bool flushed = FlushStandardStreams(iso);
  // Files that the program never closed and still refers to.
  FlushOpenFiles(iso);
  return flushed ? status : 120;
}

}  // namespace krait
