// Finds and makes native modules.
#include "runtime/modules/module_table.h"

#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr const ModuleSpec* kModules[] = {
#define KRAIT_MODULE_POINTER(Identifier, name) &k##Identifier##Module,
    KRAIT_NATIVE_MODULES(KRAIT_MODULE_POINTER)
#undef KRAIT_MODULE_POINTER
};

constexpr const char* kModuleNames[] = {
#define KRAIT_MODULE_NAME(Identifier, name) name,
    KRAIT_NATIVE_MODULES(KRAIT_MODULE_NAME)
#undef KRAIT_MODULE_NAME
};

bool AddFunctions(Isolate* iso, Module* module, const ModuleSpec& spec, Str* module_name) {
  for (const NativeMethod& method : spec.functions) {
    NativeFunction* function =
        NativeFunction::New(iso, &method, Value::Empty(), Value::Object(module_name));
    if (function == nullptr) return false;
    if (!SetModuleAttribute(iso, module, method.name, Value::Object(function))) return false;
  }
  return true;
}

bool AddConstants(Isolate* iso, Module* module, const ModuleSpec& spec) {
  for (const ModuleConstant& constant : spec.constants) {
    Value v = constant.value;
    if (constant.text != nullptr) v = Value::Object(Str::Intern(iso, constant.text));
    if (!v || !SetModuleAttribute(iso, module, constant.name, v)) return false;
  }
  return true;
}

}  // namespace

const ModuleSpec* FindNativeModule(std::string_view name) {
  for (size_t i = 0; i < std::size(kModuleNames); i++) {
    if (name == kModuleNames[i]) return kModules[i];
  }
  return nullptr;
}

std::span<const char* const> NativeModuleNames() { return kModuleNames; }

Module* CreateNativeModule(Isolate* iso, std::string_view name) {
  const ModuleSpec* spec = FindNativeModule(name);
  if (spec == nullptr) return nullptr;
  KRAIT_TRY(Str*, module_name, Str::Intern(iso, name));
  Value doc = Value::None();
  if (spec->doc != nullptr) {
    KRAIT_TRY(Str*, text, Str::New(iso, spec->doc));
    doc = Value::Object(text);
  }
  KRAIT_TRY(Module*, module, Module::New(iso, module_name, doc));
  KRAIT_CHECK_OK(AddFunctions(iso, module, *spec, module_name));
  KRAIT_CHECK_OK(AddConstants(iso, module, *spec));
  if (spec->init != nullptr) KRAIT_CHECK_OK(spec->init(iso, module));
  return module;
}

bool SetModuleAttribute(Isolate* iso, Module* module, std::string_view name, Value v) {
  KRAIT_TRY(Str*, key, Str::Intern(iso, name));
  return module->dict->Set(iso, key, v);
}

Type* AddModuleType(Isolate* iso, Module* module, const TypeSpec* spec) {
  KRAIT_TRY(Type*, type, iso->native_type(spec));
  std::string_view name = spec->name;
  if (size_t dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
  KRAIT_CHECK_OK(SetModuleAttribute(iso, module, name, Value::Object(type)));
  return type;
}

}  // namespace krait
