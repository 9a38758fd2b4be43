// _imp: what importlib asks of the interpreter. There are no frozen and no extension modules.
#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool IsNativeName(std::string_view name) {
  return name == "sys" || name == "builtins" || FindNativeModule(name) != nullptr;
}

Value IsBuiltin(Isolate* iso, Value* a, size_t) {
  if (!HasKind(a[0], ObjectKind::kStr)) return RaiseTypeError(iso, "name must be a string");
  return Value::Int(IsNativeName(a[0].As<Str>()->view()) ? 1 : 0);
}

Value CreateBuiltin(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Value, name, GetAttr(iso, a[0], iso->names().name));
  if (!HasKind(name, ObjectKind::kStr)) return RaiseTypeError(iso, "name must be a string");
  Module* module = CreateNativeModule(iso, name.As<Str>()->view());
  if (module != nullptr) return Value::Object(module);
  return iso->HasPending() ? Value() : Value::None();
}

Value Frozen(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Str*, name, Repr(iso, a[0]));
  return RaiseImportError(iso, ExceptionId::kImportError,
                          "No such frozen object named " + std::string(name->view()), a[0],
                          Value::None());
}

Value Zero(Isolate*, Value*, size_t) { return Value::Int(0); }
Value False(Isolate*, Value*, size_t) { return Value::False(); }
Value None(Isolate*, Value*, size_t) { return Value::None(); }
Value EmptyList(Isolate* iso, Value*, size_t) { return Value::Object(List::New(iso)); }

constexpr NativeMethod kFunctions[] = {
    {"is_builtin", IsBuiltin, "(name, /)"},
    {"create_builtin", CreateBuiltin, "(spec, /)"},
    {"exec_builtin", Zero, "(mod, /)"},
    {"is_frozen", False, "(name, /)"},
    {"is_frozen_package", False, "(name, /)"},
    {"find_frozen", None, "(name, /, *, withdata=False)"},
    {"get_frozen_object", Frozen, "(name, data=None, /)"},
    {"init_frozen", None, "(name, /)"},
    {"acquire_lock", None, "()"},
    {"release_lock", None, "()"},
    {"lock_held", False, "()"},
    {"extension_suffixes", EmptyList, "()"},
    {"_fix_co_filename", None, "(code, path, /)"},
    {"_frozen_module_names", EmptyList, "()"},
    {"_override_frozen_modules_for_tests", None, "(override, /)"},
};

constexpr ModuleConstant kConstants[] = {{"check_hash_based_pycs", {}, "default"}};

}  // namespace

const ModuleSpec kImpModule = {.name = "_imp", .functions = kFunctions, .constants = kConstants};

}  // namespace krait
