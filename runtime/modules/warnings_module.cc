// The module _warnings: warn() and warn_explicit() with the filters, for CPython's own warnings.py.
//
// A script may replace warnings.filters, defaultaction and onceregistry, so these are read from the
// module `warnings` once it has been imported, and are the ones made here before that.
#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/warn.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct WarningsState : ModuleState {
  static constexpr char kKey = 0;
  List* filters = nullptr;
  Dict* once_registry = nullptr;
  int64_t version = 0;  // of the filters; registries made under another one are stale
  void Trace(gc::Marker& marker) override {
    marker.Visit(filters);
    marker.Visit(once_registry);
  }
};

Value Text(Isolate* iso, std::string_view text) { return Value::Object(Str::Intern(iso, text)); }
Value ClassOf(Isolate* iso, ExceptionId id) { return Value::Object(iso->exception_type(id)); }

// CPython's filters of a release build: deprecations are shown for __main__ alone.
List* DefaultFilters(Isolate* iso) {
  KRAIT_TRY(List*, filters, List::New(iso));
  const auto add = [&](const char* action, ExceptionId category, Value module) {
    Tuple* entry = Tuple::Of(iso, {Text(iso, action), Value::None(), ClassOf(iso, category), module,
                                   Value::Int(0)});
    return filters->Append(iso, Value::Object(entry));
  };
  add("default", ExceptionId::kDeprecationWarning, Text(iso, "__main__"));
  add("ignore", ExceptionId::kDeprecationWarning, Value::None());
  add("ignore", ExceptionId::kPendingDeprecationWarning, Value::None());
  add("ignore", ExceptionId::kImportWarning, Value::None());
  add("ignore", ExceptionId::kResourceWarning, Value::None());
  return filters;
}

WarningsState* State(Isolate* iso) {
  WarningsState& state = StateOf<WarningsState>(iso);
  if (state.filters == nullptr) {
    List* filters = DefaultFilters(iso);
    Dict* registry = Dict::New(iso);
    if (filters == nullptr || registry == nullptr) return nullptr;
    StateOf<WarningsState>(iso).filters = filters;
    StateOf<WarningsState>(iso).once_registry = registry;
  }
  return &StateOf<WarningsState>(iso);
}

// An attribute of the module `warnings`; Empty when it was not imported or has none.
bool WarningsAttribute(Isolate* iso, const char* name, Value* result) {
  *result = Value();
  const Value module = iso->modules()->Get(iso, Str::Intern(iso, "warnings"));
  return !module || module.IsNone() || LookupAttr(iso, module, Str::Intern(iso, name), result);
}

// One warning on its way.
struct Warning {
  Value category;
  Value message;  // instance
  Value text;     // str(message)
  Value filename;
  int64_t line;
  Value module;
  Value registry;  // Dict or None
  Value source;
};

// --- choosing what to do ---

// A filter's pattern: None matches all, a str itself, anything else has match().
bool Matches(Isolate* iso, Value pattern, Value text, bool* result) {
  if (pattern.IsNone()) return *result = true;
  if (IsExact(pattern, ObjectKind::kStr)) {
    return CompareTruth(iso, CompareOp::kEq, pattern, text, result);
  }
  KRAIT_TRY(Value, match, CallMethod(iso, pattern, "match", {text}));
  return Truth(iso, match, result);
}

bool FilterMatches(Isolate* iso, const Tuple* filter, const Warning& w, bool* result) {
  int64_t line;
  if (!Matches(iso, filter->items[1], w.text, result) || !*result) return !iso->HasPending();
  if (!IsSubclass(iso, w.category, filter->items[2], result) || !*result) {
    return !iso->HasPending();
  }
  if (!Matches(iso, filter->items[3], w.module, result) || !*result) return !iso->HasPending();
  if (!IndexToInt64(iso, filter->items[4], &line)) return false;
  *result = line == 0 || line == w.line;
  return true;
}

// The action of the first filter that matches, or the default one.
Value FindAction(Isolate* iso, const Warning& w) {
  Value filters;
  if (!WarningsAttribute(iso, "filters", &filters)) return Value();
  if (!filters) filters = Value::Object(State(iso)->filters);
  if (!HasKind(filters, ObjectKind::kList)) {
    return RaiseValueError(iso, "_warnings.filters must be a list");
  }
  for (int64_t i = 0; i < filters.As<List>()->size; ++i) {
    Tuple* filter = CastTo<Tuple>(filters.As<List>()->At(i), ObjectKind::kTuple);
    if (filter == nullptr || filter->size != 5) {
      return RaiseF(iso, ExceptionId::kValueError, "_warnings.filters item %lld isn't a 5-tuple",
                    static_cast<long long>(i));
    }
    if (!IsStr(filter->items[0])) {
      return RaiseF(iso, ExceptionId::kTypeError, "action must be a string, not '%.200s'",
                    TypeName(iso, filter->items[0]));
    }
    bool matches;
    if (!FilterMatches(iso, filter, w, &matches)) return Value();
    if (matches) return filter->items[0];
  }
  Value action;
  if (!WarningsAttribute(iso, "defaultaction", &action)) return Value();
  return action ? action : Text(iso, "default");
}

// Was the key noted in the registry before? Notes it when `set`.
bool AlreadyWarned(Isolate* iso, Dict* registry, Value key, bool set, bool* result) {
  const int64_t version = StateOf<WarningsState>(iso).version;
  Str* version_name = Str::Intern(iso, "version");
  const Value noted = registry->Get(iso, version_name);
  *result = false;
  if (noted != Value::Int(version)) {
    registry->Clear(iso);
    if (!registry->Set(iso, version_name, Value::Int(version))) return false;
  } else {
    Value v;
    if (!registry->Lookup(iso, key, &v)) return false;
    if (v && !Truth(iso, v, result)) return false;
    if (*result) return true;
  }
  return !set || registry->SetItem(iso, key, Value::True());
}

// The action "once" and "module" share one key for all lines.
bool NoteKey(Isolate* iso, Value registry, const Warning& w, bool with_line, bool* seen) {
  Tuple* key = with_line ? Tuple::Of(iso, {w.text, w.category, Value::Int(0)})
                         : Tuple::Of(iso, {w.text, w.category});
  return AlreadyWarned(iso, registry.As<Dict>(), Value::Object(key), true, seen);
}

// --- showing ---

void ShowPlainly(Isolate* iso, const Warning& w) {
  const Value stream = iso->sys_attribute("stderr");
  if (!stream || stream.IsNone()) return;
  std::string text = std::string(w.filename.As<Str>()->view()) + ":" + std::to_string(w.line) +
                     ": " + std::string(w.category.As<Type>()->name->view()) + ": " +
                     std::string(w.text.As<Str>()->view()) + "\n";
  if (!CallMethod(iso, stream, iso->names().write, {Value::Object(Str::New(iso, text))})) {
    TakePending(iso);
  }
}

bool Show(Isolate* iso, const Warning& w) {
  Value show;
  Value make;
  if (!WarningsAttribute(iso, "_showwarnmsg", &show)) return false;
  if (!show) {
    ShowPlainly(iso, w);
    return true;
  }
  if (!IsCallable(iso, show)) {
    return RaiseTypeError(iso, "warnings._showwarnmsg() must be set to a callable");
  }
  if (!WarningsAttribute(iso, "WarningMessage", &make)) return false;
  if (!make) {
    return Raise(iso, ExceptionId::kRuntimeError, "unable to get warnings.WarningMessage");
  }
  KRAIT_TRY(Value, message,
            Call(iso, make, {w.message, w.category, w.filename, Value::Int(w.line), Value::None(),
                             Value::None(), w.source}));
  return !Call(iso, show, {message}).IsEmpty();
}

bool Act(Isolate* iso, const Warning& w, std::string_view action) {
  if (action == "error") return RaiseValue(iso, w.message);
  if (action == "ignore") return true;
  bool seen = false;
  if (action == "once") {
    Value registry = w.registry;
    if (registry.IsNone() && !WarningsAttribute(iso, "onceregistry", &registry)) return false;
    if (!registry || !HasKind(registry, ObjectKind::kDict)) {
      registry = Value::Object(State(iso)->once_registry);
    }
    if (!NoteKey(iso, registry, w, false, &seen)) return false;
  } else if (action == "module") {
    if (!w.registry.IsNone() && !NoteKey(iso, w.registry, w, true, &seen)) return false;
  } else if (action != "always" && action != "default") {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "Unrecognized action (" + std::string(action) + ") in warnings.filters:\n <object>");
  }
  return seen || Show(iso, w);
}

// The module's name from its file's, as far as nobody says better.
Value ModuleOfFile(Isolate* iso, Value filename) {
  std::string_view name = filename.As<Str>()->view();
  if (name.empty()) return Text(iso, "<unknown>");
  if (name.ends_with(".py")) name.remove_suffix(3);
  return Value::Object(Str::New(iso, name));
}

bool Issue(Isolate* iso, Warning w) {
  if (w.module.IsNone()) w.module = ModuleOfFile(iso, w.filename);
  if (!IsStr(w.module)) return RaiseTypeError(iso, "module must be a string");
  if (!w.registry.IsNone() && !HasKind(w.registry, ObjectKind::kDict)) {
    return RaiseTypeError(iso, "'registry' must be a dict or None");
  }
  if (State(iso) == nullptr) return false;
  bool is_warning;
  if (!IsInstance(iso, w.message, ClassOf(iso, ExceptionId::kWarning), &is_warning)) return false;
  if (is_warning) {
    w.text = Value::Object(ToStr(iso, w.message));
    w.category = Value::Object(TypeOf(iso, w.message));
  } else {
    w.text = w.message;
    w.message = Call(iso, w.category, {w.text});
  }
  if (!w.text || !w.message) return false;
  bool seen = false;
  Value key;
  if (!w.registry.IsNone()) {
    key = Value::Object(Tuple::Of(iso, {w.text, w.category, Value::Int(w.line)}));
    if (!AlreadyWarned(iso, w.registry.As<Dict>(), key, false, &seen)) return false;
    if (seen) return true;
  }
  KRAIT_TRY(Value, action, FindAction(iso, w));
  if (!IsStr(action)) {
    return RaiseF(iso, ExceptionId::kTypeError, "action must be a string, not '%.200s'",
                  TypeName(iso, action));
  }
  const std::string text(action.As<Str>()->view());
  const bool note = text != "error" && text != "ignore" && text != "always";
  if (note && key && !w.registry.As<Dict>()->SetItem(iso, key, Value::True())) return false;
  return Act(iso, w, text);
}

// --- warn() ---

bool IsImportFrame(const Frame* frame) {
  const std::string_view name = frame->code->filename->view();
  return name.find("importlib") != name.npos && name.find("_bootstrap") != name.npos;
}

// The frame `level` calls out; the machinery of imports does not count.
Frame* FrameAtLevel(Isolate* iso, int64_t level) {
  Frame* frame = CurrentFrame(iso);
  if (level <= 0 || (frame != nullptr && IsImportFrame(frame))) {
    while (--level > 0 && frame != nullptr) frame = CallerOf(frame);
    return frame;
  }
  while (--level > 0 && frame != nullptr) {
    do frame = CallerOf(frame);
    while (frame != nullptr && IsImportFrame(frame));
  }
  return frame;
}

// Where the warning comes from: file, line, module, and the registry of that module.
bool TakeContext(Isolate* iso, int64_t level, Warning* w) {
  const Frame* frame = FrameAtLevel(iso, level);
  Dict* globals;
  if (frame == nullptr) {
    const Value sys = iso->modules()->Get(iso, iso->names().sys);
    if (!sys) return Raise(iso, ExceptionId::kRuntimeError, "lost sys");
    KRAIT_TRY(Value, dict, GetAttr(iso, sys, iso->names().dunder_dict));
    globals = dict.As<Dict>();
    w->filename = Text(iso, "sys");
    w->line = 1;
  } else {
    globals = frame->function->globals;
    w->filename = Value::Object(frame->code->filename);
    w->line = PositionAt(frame->code, frame->offset()).line;
  }
  Str* name = Str::Intern(iso, "__warningregistry__");
  w->registry = globals->Get(iso, name);
  if (!w->registry) {
    KRAIT_TRY(Dict*, registry, Dict::New(iso));
    w->registry = Value::Object(registry);
    KRAIT_CHECK_OK(globals->Set(iso, name, w->registry));
  }
  w->module = globals->Get(iso, iso->names().dunder_name);
  if (!w->module || !IsStr(w->module)) w->module = Text(iso, "<string>");
  return true;
}

bool ChooseCategory(Isolate* iso, Value message, Value category, Value* result) {
  bool is_warning;
  const Value base = ClassOf(iso, ExceptionId::kWarning);
  if (!IsInstance(iso, message, base, &is_warning)) return false;
  if (is_warning) {
    *result = Value::Object(TypeOf(iso, message));
    return true;
  }
  *result = category && !category.IsNone() ? category : ClassOf(iso, ExceptionId::kUserWarning);
  if (HasKind(*result, ObjectKind::kType)) {
    bool fits;
    if (!IsSubclass(iso, *result, base, &fits)) return false;
    if (fits) return true;
  }
  return RaiseF(iso, ExceptionId::kTypeError, "category must be a Warning subclass, not '%s'",
                TypeName(iso, *result));
}

// warn(message, category=None, stacklevel=1, source=None)
Value WarnFunction(Isolate* iso, Value* args, size_t) {
  Warning w = {};
  int64_t level = 1;
  w.message = args[0];
  w.source = args[3] ? args[3] : Value::None();
  if (args[2] && !IndexToInt64(iso, args[2], &level)) return Value();
  if (!ChooseCategory(iso, args[0], args[1], &w.category) || !TakeContext(iso, level, &w)) {
    return Value();
  }
  return Issue(iso, w) ? Value::None() : Value();
}

// warn_explicit(message, category, filename, lineno, module, registry, module_globals, source)
Value WarnExplicitFunction(Isolate* iso, Value* args, size_t) {
  Warning w = {};
  const auto or_none = [](Value v) { return v ? v : Value::None(); };
  w.message = args[0];
  w.category = args[1];
  w.filename = args[2];
  if (!IsStr(w.filename)) {
    return RaiseF(iso, ExceptionId::kTypeError, "warn_explicit() argument 3 must be str, not %.50s",
                  TypeName(iso, w.filename));
  }
  if (!IndexToInt64(iso, args[3], &w.line)) return Value();
  w.module = or_none(args[4]);
  w.registry = or_none(args[5]);
  w.source = or_none(args[7]);
  return Issue(iso, w) ? Value::None() : Value();
}

Value FiltersMutated(Isolate* iso, Value*, size_t) {
  ++StateOf<WarningsState>(iso).version;
  return Value::None();
}

constexpr NativeMethod kFunctions[] = {
    {"warn", WarnFunction, "($module, /, message, category=None, stacklevel=1, source=None)"},
    {"warn_explicit", WarnExplicitFunction,
     "($module, /, message, category, filename, lineno, module=None, registry=None, "
     "module_globals=None, source=None)"},
    {"_filters_mutated", FiltersMutated, "($module, /)"},
};
constexpr ModuleConstant kConstants[] = {{"_defaultaction", {}, "default"}};

bool Init(Isolate* iso, Module* module) {
  WarningsState* state = State(iso);
  return state != nullptr &&
         SetModuleAttribute(iso, module, "filters", Value::Object(state->filters)) &&
         SetModuleAttribute(iso, module, "_onceregistry", Value::Object(state->once_registry));
}

}  // namespace

bool Warn(Isolate* iso, ExceptionId category, std::string_view message, int64_t level) {
  Warning w = {};
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  w.message = Value::Object(text);
  w.category = ClassOf(iso, category);
  w.source = Value::None();
  return TakeContext(iso, level, &w) && Issue(iso, w);
}

bool WarnAt(Isolate* iso, ExceptionId category, std::string_view message, Str* filename,
            int64_t line) {
  Warning w = {};
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  w.message = Value::Object(text);
  w.category = ClassOf(iso, category);
  w.filename = Value::Object(filename);
  w.line = line;
  w.module = w.registry = w.source = Value::None();
  return Issue(iso, w);
}

const ModuleSpec kWarningsModule = {
    .name = "_warnings",
    .doc = "_warnings provides basic warning filtering support.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
