// The module _signal: numbers and names, and handlers that are remembered per isolate and called by
// raise_signal(). How a process deals with real signals is its host's business: nothing is installed.
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/set.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr Value kDefault = Value::Int(0);  // SIG_DFL
constexpr Value kIgnore = Value::Int(1);   // SIG_IGN

struct SignalState : ModuleState {
  static constexpr char kKey = 0;
  Value handlers[NSIG];  // Empty: as the process came up
  void Trace(gc::Marker& marker) override {
    for (Value handler : handlers) marker.Visit(handler);
  }
};

bool NumberArgument(Isolate* iso, Value v, int* number) {
  int64_t n;
  if (!IndexToInt64(iso, v, &n, "Python int too large to convert to C int")) return false;
  if (n < 1 || n >= NSIG) return RaiseValueError(iso, "signal number out of range");
  *number = static_cast<int>(n);
  return true;
}

Value HandlerOf(Isolate* iso, int number) {
  const Value handler = StateOf<SignalState>(iso).handlers[number];
  if (handler) return handler;
  if (number != SIGINT) return kDefault;
  const Value module = iso->modules()->Get(iso, Str::Intern(iso, "_signal"));
  return module ? GetAttr(iso, module, "default_int_handler") : kDefault;
}

Value GetSignal(Isolate* iso, Value* args, size_t) {
  int number;
  return NumberArgument(iso, args[0], &number) ? HandlerOf(iso, number) : Value();
}

Value SetSignal(Isolate* iso, Value* args, size_t) {
  int number;
  if (!NumberArgument(iso, args[0], &number)) return Value();
  Value handler = args[1];
  if (!IsCallable(iso, handler)) {
    // An int enum of the module `signal` counts as its number.
    int64_t n = -1;
    if (IsIntLike(handler)) IntToInt64(handler, &n);
    if (n != 0 && n != 1) {
      return RaiseTypeError(
          iso, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    }
    handler = Value::Int(n);
  }
  if (number == SIGKILL || number == SIGSTOP) return RaiseOSError(iso, EINVAL);
  KRAIT_TRY(Value, old, HandlerOf(iso, number));
  StateOf<SignalState>(iso).handlers[number] = handler;
  return old;
}

Value RaiseSignal(Isolate* iso, Value* args, size_t) {
  int number;
  if (!NumberArgument(iso, args[0], &number)) return Value();
  KRAIT_TRY(Value, handler, HandlerOf(iso, number));
  if (handler == kIgnore) return Value::None();
  if (handler == kDefault) {
    raise(number);
    return Value::None();
  }
  Frame* frame = CurrentFrame(iso);
  const Value where = frame == nullptr ? Value::None() : Value::Object(FrameObjectFor(iso, frame));
  return Call(iso, handler, {Value::Int(number), where}) ? Value::None() : Value();
}

Value DefaultIntHandler(Isolate* iso, Value*, size_t) {
  return RaiseWith(iso, ExceptionId::kKeyboardInterrupt, Value());
}

Value Describe(Isolate* iso, Value* args, size_t) {
  int number;
  if (!NumberArgument(iso, args[0], &number)) return Value();
  const char* text = sigdescr_np(number);
  return text == nullptr ? Value::None() : Value::Object(Str::New(iso, text));
}

Value ValidSignals(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(Set*, set, Set::New(iso));
  for (int number = 1; number < NSIG; ++number) {
    // Two are the C library's own.
    if (number >= 32 && number < SIGRTMIN) continue;
    KRAIT_CHECK_OK(set->Add(iso, Value::Int(number)));
  }
  return Value::Object(set);
}

// There is no wake-up descriptor: nothing arrives asynchronously.
Value SetWakeupFd(Isolate*, Value*, size_t) { return Value::Int(-1); }
Value InterruptSystemCalls(Isolate*, Value*, size_t) { return Value::None(); }

constexpr NativeMethod kFunctions[] = {
    {"signal", SetSignal, "($module, signalnum, handler, /)"},
    {"getsignal", GetSignal, "($module, signalnum, /)"},
    {"raise_signal", RaiseSignal, "($module, signalnum, /)"},
    {"default_int_handler", DefaultIntHandler, "($module, signalnum, frame, /)"},
    {"strsignal", Describe, "($module, signalnum, /)"},
    {"valid_signals", ValidSignals, "($module, /)"},
    {"set_wakeup_fd", SetWakeupFd, "($module, fd, /, *, warn_on_full_buffer=True)"},
    {"siginterrupt", InterruptSystemCalls, "($module, signalnum, flag, /)"},
};

#define KRAIT_CONSTANT(name) {#name, Value::Int(name)}
constexpr ModuleConstant kConstants[] = {
    {"SIG_DFL", kDefault},          {"SIG_IGN", kIgnore},
    KRAIT_CONSTANT(NSIG),           KRAIT_CONSTANT(SIG_BLOCK),   KRAIT_CONSTANT(SIG_UNBLOCK),
    KRAIT_CONSTANT(SIG_SETMASK),    KRAIT_CONSTANT(SIGHUP),      KRAIT_CONSTANT(SIGINT),
    KRAIT_CONSTANT(SIGQUIT),        KRAIT_CONSTANT(SIGILL),      KRAIT_CONSTANT(SIGTRAP),
    KRAIT_CONSTANT(SIGIOT),         KRAIT_CONSTANT(SIGABRT),     KRAIT_CONSTANT(SIGFPE),
    KRAIT_CONSTANT(SIGKILL),        KRAIT_CONSTANT(SIGBUS),      KRAIT_CONSTANT(SIGSEGV),
    KRAIT_CONSTANT(SIGSYS),         KRAIT_CONSTANT(SIGPIPE),     KRAIT_CONSTANT(SIGALRM),
    KRAIT_CONSTANT(SIGTERM),        KRAIT_CONSTANT(SIGUSR1),     KRAIT_CONSTANT(SIGUSR2),
    {"SIGCLD", Value::Int(SIGCHLD)}, KRAIT_CONSTANT(SIGCHLD),    KRAIT_CONSTANT(SIGPWR),
    KRAIT_CONSTANT(SIGIO),          KRAIT_CONSTANT(SIGPOLL),     KRAIT_CONSTANT(SIGURG),
    KRAIT_CONSTANT(SIGWINCH),       KRAIT_CONSTANT(SIGSTOP),     KRAIT_CONSTANT(SIGTSTP),
    KRAIT_CONSTANT(SIGCONT),        KRAIT_CONSTANT(SIGTTIN),     KRAIT_CONSTANT(SIGTTOU),
    KRAIT_CONSTANT(SIGVTALRM),      KRAIT_CONSTANT(SIGPROF),     KRAIT_CONSTANT(SIGXCPU),
    KRAIT_CONSTANT(SIGXFSZ),        KRAIT_CONSTANT(SIGSTKFLT),   KRAIT_CONSTANT(ITIMER_REAL),
    KRAIT_CONSTANT(ITIMER_VIRTUAL), KRAIT_CONSTANT(ITIMER_PROF),
};
#undef KRAIT_CONSTANT

bool Init(Isolate* iso, Module* module) {
  return SetModuleAttribute(iso, module, "SIGRTMIN", Value::Int(SIGRTMIN)) &&
         SetModuleAttribute(iso, module, "SIGRTMAX", Value::Int(SIGRTMAX));
}

}  // namespace

const ModuleSpec kSignalModule = {
    .name = "_signal",
    .doc = "This module provides mechanisms to use signal handlers in Python.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
