#include "runtime/builtins/builtins.h"

#include <span>

#include "runtime/builtins/async_builtins.h"
#include "runtime/builtins/execution_builtins.h"
#include "runtime/builtins/iteration_builtins.h"
#include "runtime/builtins/number_builtins.h"
#include "runtime/builtins/object_builtins.h"
#include "runtime/builtins/output_builtins.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool Install(Isolate* iso, Dict* ns, std::span<const NativeMethod> table) {
  const Value module = Value::Object(iso->names().builtins);
  for (const NativeMethod& method : table) {
    KRAIT_TRY(NativeFunction*, function, NativeFunction::New(iso, &method, Value(), module));
    KRAIT_CHECK_OK(ns->Set(iso, Str::Intern(iso, method.name), Value::Object(function)));
  }
  return true;
}

}  // namespace

bool InstallBuiltins(Isolate* iso, Dict* ns) {
  const std::span<const NativeMethod> tables[] = {
      kObjectBuiltins, kNumberBuiltins, kIterationBuiltins,  kExecutionBuiltins,
      kOutputBuiltins, kAsyncBuiltins,
  };
  for (std::span<const NativeMethod> table : tables) {
    KRAIT_CHECK_OK(Install(iso, ns, table));
  }
  const Value doc = Value::Object(
      Str::New(iso, "Built-in functions, types, exceptions, and other objects."));
  ns->Set(iso, iso->names().dunder_name, Value::Object(iso->names().builtins));
  ns->Set(iso, iso->names().dunder_doc, doc);
  ns->Set(iso, iso->names().dunder_package, Value::Object(iso->names().empty));
  ns->Set(iso, iso->names().dunder_loader, Value::None());
  ns->Set(iso, iso->names().dunder_spec, Value::None());
  return true;
}

}  // namespace krait
