#include "runtime/modules/sys_module.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/standard_streams.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

List* StrList(Isolate* iso, const std::vector<std::string>& texts) {
  KRAIT_TRY(List*, list, List::New(iso));
  for (const std::string& text : texts) {
    KRAIT_TRY(Str*, s, Str::NewLossy(iso, text));
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(s)));
  }
  return list;
}

bool AddFunctions(Isolate* iso, Module* sys) {
  const Value name = Value::Object(iso->names().sys);
  for (const NativeMethod& method : kSysFunctions) {
    NativeFunction* function = NativeFunction::New(iso, &method, Value(), name);
    if (function == nullptr ||
        !SetModuleAttribute(iso, sys, method.name, Value::Object(function))) {
      return false;
    }
  }
  // The hooks as they were made, for those who replace them.
  for (const char* hook : {"excepthook", "displayhook", "unraisablehook", "breakpointhook"}) {
    const Value v = sys->dict->Get(iso, Str::Intern(iso, hook));
    if (!SetModuleAttribute(iso, sys, "__" + std::string(hook) + "__", v)) return false;
  }
  return true;
}

bool AddStreams(Isolate* iso, Module* sys, const ProgramOptions& options) {
  Value in = Value::None(), out = Value::None(), error = Value::None();
  if (options.standard_streams && !MakeStandardStreams(iso, options.unbuffered, &in, &out, &error)) {
    return false;
  }
  return SetModuleAttribute(iso, sys, "stdin", in) && SetModuleAttribute(iso, sys, "stdout", out) &&
         SetModuleAttribute(iso, sys, "stderr", error) &&
         SetModuleAttribute(iso, sys, "__stdin__", in) &&
         SetModuleAttribute(iso, sys, "__stdout__", out) &&
         SetModuleAttribute(iso, sys, "__stderr__", error);
}

}  // namespace

bool InstallSys(Isolate* iso, const ProgramOptions& options) {
  KRAIT_TRY(Module*, sys, Module::New(iso, iso->names().sys));
  KRAIT_CHECK_OK(iso->modules()->Set(iso, iso->names().sys, Value::Object(sys)));
  KRAIT_TRY(Module*, builtins, Module::New(iso, iso->names().builtins));
  builtins->dict = iso->builtins();
  iso->Barrier(builtins);
  KRAIT_CHECK_OK(
      SetModuleAttribute(iso, builtins, "__name__", Value::Object(iso->names().builtins)));
  KRAIT_CHECK_OK(iso->modules()->Set(iso, iso->names().builtins, Value::Object(builtins)));
  KRAIT_CHECK_OK(SetModuleAttribute(iso, sys, "modules", Value::Object(iso->modules())));
  KRAIT_TRY(List*, argv, StrList(iso, options.argv));
  KRAIT_TRY(List*, path, StrList(iso, options.path));
  KRAIT_TRY(List*, warnings, StrList(iso, options.warnings));
  KRAIT_CHECK_OK(SetModuleAttribute(iso, sys, "warnoptions", Value::Object(warnings)));
  Value library = Value::None();
  if (!options.standard_library.empty()) {
    library = Value::Object(Str::NewLossy(iso, options.standard_library));
    KRAIT_CHECK_OK(library && path->Append(iso, library));
  }
  KRAIT_CHECK_OK(SetModuleAttribute(iso, sys, "argv", Value::Object(argv)) &&
                 SetModuleAttribute(iso, sys, "path", Value::Object(path)) &&
                 SetModuleAttribute(iso, sys, "_stdlib_dir", library));
  return AddFunctions(iso, sys) && AddSysInformation(iso, sys, options) &&
         InstallImporters(iso, sys) && AddStreams(iso, sys, options);
}

bool FlushStandardStreams(Isolate* iso) {
  bool flushed = true;
  for (const char* name : {"stdout", "stderr"}) {
    const Value stream = iso->sys_attribute(name);
    if (!stream || stream.IsNone()) continue;
    Value closed;
    bool is_closed = false;
    if (LookupAttr(iso, stream, Str::Intern(iso, "closed"), &closed) && closed) {
      Truth(iso, closed, &is_closed);
    }
    if (iso->HasPending()) TakePending(iso);
    if (!is_closed && !CallMethod(iso, stream, iso->names().flush, {})) {
      if (std::string_view(name) == "stdout") {
        iso->ReportUnraisable(stream);
        flushed = false;
      } else {
        TakePending(iso);
      }
    }
  }
  return flushed;
}

}  // namespace krait
