// What runs at safepoints after collections: __del__ methods and weak reference callbacks; and
// where their errors go.
#include "runtime/object/finalization.h"

#include <cstdio>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/simple_namespace.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

void RunDel(Isolate* iso, HeapObject* object) {
  const Value self = Value::Object(object);
  object->flags &= static_cast<uint8_t>(~HeapObject::kHasFinalizer);
  bool found;
  if (CallSpecial(iso, self, Special::kDel, {}, &found) || !found) return;
  iso->ReportUnraisable(LookupSpecial(iso, self, Special::kDel));
}

void RunCallback(Isolate* iso, WeakReference* reference) {
  const Value callback = reference->callback;
  reference->callback = Value::Empty();
  if (!callback) return;
  if (Call(iso, callback, {Value::Object(reference)})) return;
  iso->ReportUnraisable(callback);
}

void WriteToStderr(Isolate* iso, const std::string& text) {
  const Value stream = iso->sys_attribute("stderr");
  if (stream && !stream.IsNone()) {
    const Value s = Value::Object(Str::NewLossy(iso, text));
    if (s && CallMethod(iso, stream, iso->names().write, {s})) return;
    iso->set_pending(Value::Empty());
    return;
  }
  if (!stream) std::fwrite(text.data(), 1, text.size(), stderr);
}

// sys.unraisablehook, when a script has put its own there. False: not, or it failed.
bool CallHook(Isolate* iso, Value exception, Value where, const char* message) {
  const Value hook = iso->sys_attribute("unraisablehook");
  if (!hook || hook.IsNone() || HasKind(hook, ObjectKind::kNativeFunction)) return false;
  SimpleNamespace* info = SimpleNamespace::New(iso);
  if (info == nullptr) return false;
  const auto set = [&](std::string_view name, Value v) {
    SetOwnAttribute(iso, info, Str::Intern(iso, name), v ? v : Value::None());
  };
  set("exc_type", Value::Object(TypeOf(iso, exception)));
  set("exc_value", exception);
  set("exc_traceback", Value::Object(exception.As<Exception>()->traceback));
  set("err_msg", message == nullptr ? Value::None() : Value::Object(Str::New(iso, message)));
  set("object", where);
  if (Call(iso, hook, {Value::Object(info)})) return true;
  iso->set_pending(Value::Empty());
  return false;
}

}  // namespace

void WatchForFinalization(Isolate* iso, HeapObject* object) {
  if (object->HasFlag(HeapObject::kHasFinalizer)) return;
  object->flags |= HeapObject::kHasFinalizer;
  iso->heap().AddFinalizable(object);
}

void WatchNewlyFinalizable(Isolate* iso) {
  // What is garbage already must not come back to life.
  iso->heap().Collect(/*full=*/true);
  iso->heap().VisitLiveObjects([iso](HeapObject* object) {
    const Shape* shape = iso->shape_of(object);
    if (shape == nullptr || shape->type == nullptr) return;
    const Type* type = shape->type;
    if (type->IsScriptClass() && type->has_finalizer) WatchForFinalization(iso, object);
  });
}

void Isolate::ReportUnraisable(Value where, const char* message) {
  const Value exception = TakePending(this);
  if (!IsException(exception)) return;
  if (CallHook(this, exception, where, message)) return;
  std::string text = message != nullptr ? message : "Exception ignored in";
  if (where && !where.IsNone()) {
    const Str* shown = Repr(this, where);
    if (shown == nullptr) set_pending(Value::Empty());
    text += ": " +
            (shown == nullptr ? std::string("<object repr() failed>") : std::string(shown->view()));
  } else {
    text += ":";
  }
  text += "\n";
  // Chained exceptions are not told here.
  auto* e = exception.As<Exception>();
  const Value cause = e->cause, context = e->context;
  e->cause = e->context = Value::Empty();
  text += FormatException(this, exception);
  e->cause = cause;
  e->context = context;
  Barrier(e);
  WriteToStderr(this, text);
}

void Isolate::RunFinalizers() {
  IsolateState& state = *state_;
  if (state.running_finalizers) return;
  state.running_finalizers = true;
  const Value pending = TakePending(this);
  const Value handled = handled_;
  set_handled(Value::Empty());
  while (!state.callbacks.empty() || !state.finalizers.empty()) {
    if (!state.callbacks.empty()) {
      WeakReference* reference = state.callbacks.front();
      state.callbacks.pop_front();
      RunCallback(this, reference);
    } else {
      HeapObject* object = state.finalizers.front();
      state.finalizers.pop_front();
      RunDel(this, object);
    }
  }
  set_handled(handled);
  set_pending(pending);
  state.running_finalizers = false;
}

}  // namespace krait
