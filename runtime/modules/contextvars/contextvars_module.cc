// The module _contextvars, and Token.MISSING.
#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/modules/contextvars/contextvars.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"

namespace krait {

namespace contextvars {

namespace {

constexpr NativeLayout kMissingLayout = {"MISSING", sizeof(NativeInstance),
                                         [](HeapObject*, gc::Marker&) {}};

struct Missing : ModuleState {
  static constexpr char kKey = 0;
  Value value;
  void Trace(gc::Marker& marker) override { marker.Visit(value); }
};

Value MissingRepr(Isolate* iso, Value*, size_t) {
  return Value::Object(Str::NewAscii(iso, "<Token.MISSING>"));
}

constexpr NativeMethod kMissingMethods[] = {{"__repr__", MissingRepr, "($self, /)"}};

Value CopyContext(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(Context*, context, CurrentContext(iso));
  return Value::Object(context->Copy(iso));
}

constexpr NativeMethod kFunctions[] = {{"copy_context", CopyContext, "($module, /)"}};

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec : {&kContextSpec, &kVariableSpec, &kTokenSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  KRAIT_TRY(Value, missing, MissingValue(iso));
  KRAIT_TRY(Str*, name, Str::Intern(iso, "MISSING"));
  return TypeAttributes(iso, iso->native_type(&kTokenSpec))->Set(iso, name, missing);
}

}  // namespace

const TypeSpec kMissingSpec = {
    .name = "Token.MISSING",
    .module = "Token",
    .methods = kMissingMethods,
    .flags = kNotCallable | kImmutable,
    .layout = &kMissingLayout,
};

Value MissingValue(Isolate* iso) {
  auto& state = StateOf<Missing>(iso);
  if (!state.value) {
    state.value = Value::Object(NewInstance<NativeInstance>(iso, iso->native_type(&kMissingSpec)));
  }
  return state.value;
}

}  // namespace contextvars

const ModuleSpec kContextvarsModule = {
    .name = "_contextvars",
    .doc = "Context Variables",
    .functions = contextvars::kFunctions,
    .init = contextvars::Init,
};

}  // namespace krait
