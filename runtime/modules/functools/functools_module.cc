// The module itself, and reduce().
#include "runtime/collection/items.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/modules/functools/functools.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

namespace functools {

namespace {

Value Reduce(Isolate* iso, Value* args, size_t) {
  const Value iterator = Iter(iso, args[1]);
  if (!iterator) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) {
      return RaiseTypeError(iso, "reduce() arg 2 must support iteration");
    }
    return Value();
  }
  Value result = args[2];
  while (const Value item = Next(iso, iterator)) {
    result = result.IsEmpty() ? item : Call(iso, args[0], {result, item});
    if (!result) return Value();
  }
  if (iso->HasPending()) return Value();
  if (result.IsEmpty()) {
    return RaiseTypeError(iso, "reduce() of empty iterable with no initial value");
  }
  return result;
}

Value ReduceInLoop(Isolate* iso, Value* args, size_t count) {
  const bool runs = EntersScript(iso, args[0]) || IteratesScript(iso, args[1]);
  if (!runs || !TypeSpecial(iso, TypeOf(iso, args[1]), Special::kIter)) {
    return Reduce(iso, args, count);
  }
  return EnterSelfHosted(iso, SelfHosted::kReduce,
                         {args[0], args[1], Value::Bool(!args[2].IsEmpty()),
                          args[2] ? args[2] : Value::None()});
}

constexpr NativeMethod kFunctions[] = {
    {"cmp_to_key", CmpToKey, "(mycmp)", 0, "Convert a cmp= function into a key= function."},
    {"reduce", Reduce, "(function, iterable, initial=<unrepresentable>, /)", 0,
     "Apply a function of two arguments cumulatively to the items of an iterable, from left to "
     "right, so as to reduce it to a single value.",
     ReduceInLoop},
};

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec : {&kPartialSpec, &kLruCacheSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  return true;
}

}  // namespace

}  // namespace functools

const ModuleSpec kFunctoolsModule = {
    .name = "_functools",
    .doc = "Tools that operate on functions.",
    .functions = functools::kFunctions,
    .init = functools::Init,
};

}  // namespace krait
