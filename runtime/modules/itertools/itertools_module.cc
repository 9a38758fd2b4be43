// The module itself.
#include "runtime/collection/tuple.h"
#include "runtime/modules/itertools/itertools.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

namespace itertools {

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

Value Reduce(Isolate* iso, Value self, std::initializer_list<Value> arguments, Value state) {
  KRAIT_TRY(Tuple*, packed, Tuple::Of(iso, arguments));
  const Value type = Value::Object(TypeOf(iso, self));
  if (!state) return Value::Object(Tuple::Of(iso, {type, Value::Object(packed)}));
  return Value::Object(Tuple::Of(iso, {type, Value::Object(packed), state}));
}

namespace {

constexpr NativeMethod kFunctions[] = {
    {"tee", Tee, "(iterable, n=2, /)", 0, "Returns a tuple of n independent iterators."},
};

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec :
       {&kAccumulateSpec, &kChainSpec, &kCombinationsSpec, &kCombinationsWithReplacementSpec,
        &kCompressSpec, &kCountSpec, &kCycleSpec, &kDropWhileSpec, &kFilterFalseSpec,
        &kGroupBySpec, &kGrouperSpec, &kIsliceSpec, &kPairwiseSpec, &kPermutationsSpec,
        &kProductSpec, &kRepeatSpec, &kStarmapSpec, &kTakeWhileSpec, &kTeeSpec,
        &kZipLongestSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  return true;
}

}  // namespace

}  // namespace itertools

const ModuleSpec kItertoolsModule = {
    .name = "itertools",
    .doc = "Functional tools for creating and using iterators.",
    .functions = itertools::kFunctions,
    .init = itertools::Init,
};

}  // namespace krait
