// The module atexit: functions called at the end of the program, last registered first.
#include <vector>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

struct ExitCallback {
  Value function;  // Empty: unregistered
  Tuple* args;
  Dict* kwargs;
};

struct ExitCallbacks : ModuleState {
  static constexpr char kKey = 0;
  std::vector<ExitCallback> list;
  void Trace(gc::Marker& marker) override {
    for (const ExitCallback& entry : list) {
      marker.Visit(entry.function);
      marker.Visit(entry.args);
      marker.Visit(entry.kwargs);
    }
  }
};

// register(func, *args, **kwargs)
Value Register(Isolate* iso, Value* args, size_t) {
  Tuple* all = args[0].As<Tuple>();
  if (all->size == 0) {
    return RaiseTypeError(iso, "register() takes at least 1 argument (0 given)");
  }
  const Value function = all->items[0];
  if (!IsCallable(iso, function)) {
    return RaiseTypeError(iso, "the first argument must be callable");
  }
  KRAIT_TRY(Tuple*, rest, Tuple::From(iso, all->view().subspan(1)));
  StateOf<ExitCallbacks>(iso).list.push_back({function, rest, args[1].As<Dict>()});
  return function;
}

Value Unregister(Isolate* iso, Value* args, size_t) {
  for (size_t i = 0; i < StateOf<ExitCallbacks>(iso).list.size(); ++i) {
    const Value function = StateOf<ExitCallbacks>(iso).list[i].function;
    if (!function) continue;
    bool equal;
    if (!Equal(iso, function, args[0], &equal)) return Value();
    // The comparison may have changed the list.
    if (equal && i < StateOf<ExitCallbacks>(iso).list.size()) {
      StateOf<ExitCallbacks>(iso).list[i] = {};
    }
  }
  return Value::None();
}

Value Clear(Isolate* iso, Value*, size_t) {
  StateOf<ExitCallbacks>(iso).list.clear();
  return Value::None();
}

Value Count(Isolate* iso, Value*, size_t) {
  int64_t count = 0;
  for (const ExitCallback& entry : StateOf<ExitCallbacks>(iso).list) {
    if (entry.function) ++count;
  }
  return Value::Int(count);
}

Value Run(Isolate* iso, Value*, size_t) {
  while (!StateOf<ExitCallbacks>(iso).list.empty()) {
    const ExitCallback entry = StateOf<ExitCallbacks>(iso).list.back();
    StateOf<ExitCallbacks>(iso).list.pop_back();
    if (!entry.function) continue;
    if (!CallWithDict(iso, entry.function, entry.args->view(), entry.kwargs)) {
      iso->ReportUnraisable(entry.function, "Exception ignored in atexit callback");
    }
  }
  return Value::None();
}

constexpr NativeMethod kFunctions[] = {
    {"register", Register, "($module, /, *args, **kwargs)", 0,
     "Register a function to be executed upon normal program termination."},
    {"unregister", Unregister, "($module, func, /)"},
    {"_clear", Clear, "($module, /)"},
    {"_ncallbacks", Count, "($module, /)"},
    {"_run_exitfuncs", Run, "($module, /)"},
};

}  // namespace

const ModuleSpec kAtexitModule = {
    .name = "atexit",
    .doc = "Allow programmer to define multiple exit functions to be executed upon normal program "
           "termination.",
    .functions = kFunctions,
};

}  // namespace krait
