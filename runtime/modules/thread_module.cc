// The module _thread, in a runtime whose isolates have one thread each: locks know their owner and
// count, new threads cannot be started. Waiting for a lock that only this thread could release would
// last for ever, so without a timeout it is a RuntimeError.
#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmath>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/time/time_parts.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr double kTimeoutMax = 9223372036.0;

struct Lock : NativeInstance {
  int64_t count;  // of a plain lock at most 1
};

Lock* Self(Value* args) { return args[0].As<Lock>(); }
constexpr NativeLayout kLockLayout = {"lock", sizeof(Lock), nullptr};
constexpr NativeLayout kRLockLayout = {"RLock", sizeof(Lock), nullptr};

Value ThreadIdent(Isolate* iso) {
  return IntFromUint64(iso, static_cast<uint64_t>(pthread_self()));
}

bool Rest(Isolate* iso, int64_t nanoseconds) {
  timespec t = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  while (nanosleep(&t, &t) != 0 && errno == EINTR) {
    if (!iso->Poll()) return false;
  }
  return iso->Poll();
}

// The arguments (blocking=True, timeout=-1): how long to wait, -1 without end.
bool WaitArguments(Isolate* iso, Value blocking, Value timeout, int64_t* wait) {
  bool blocks = true;
  if (blocking && !Truth(iso, blocking, &blocks)) return false;
  *wait = blocks ? -1 : 0;
  if (!timeout || timeout == Value::Int(-1) || timeout == Value::Double(-1)) return true;
  if (!blocks) return RaiseValueError(iso, "can't specify a timeout for a non-blocking call");
  double seconds;
  if (!ToDouble(iso, timeout, &seconds)) return false;
  if (seconds < 0) return RaiseValueError(iso, "timeout value must be a non-negative number");
  if (seconds > kTimeoutMax) return RaiseOverflowError(iso, "timeout value is too large");
  return SecondsToNanoseconds(iso, timeout, wait);
}

Value Acquire(Isolate* iso, Value* args, size_t) {
  int64_t wait;
  if (!WaitArguments(iso, args[1], args[2], &wait)) return Value();
  if (Self(args)->count == 0) {
    Self(args)->count = 1;
    return Value::True();
  }
  if (wait == 0) return Value::False();
  if (wait < 0) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "deadlock: the only thread waits for a lock that it holds");
  }
  return Rest(iso, wait) ? Value::False() : Value();
}

Value Release(Isolate* iso, Value* args, size_t) {
  if (Self(args)->count == 0) {
    return Raise(iso, ExceptionId::kRuntimeError, "release unlocked lock");
  }
  Self(args)->count = 0;
  return Value::None();
}

Value Locked(Isolate*, Value* args, size_t) { return Value::Bool(Self(args)->count != 0); }

Value Reinitialize(Isolate*, Value* args, size_t) {
  Self(args)->count = 0;
  return Value::None();
}

Value ReprLock(Isolate* iso, Value* args, size_t) {
  char text[160];
  snprintf(text, sizeof(text), "<%s %s object at %p>",
           Self(args)->count != 0 ? "locked" : "unlocked", TypeFullName(TypeOf(iso, args[0])),
           static_cast<void*>(args[0].AsHeap()));
  return Value::Object(Str::New(iso, text));
}

constexpr NativeMethod kLockMethods[] = {
    {"acquire", Acquire, "($self, /, blocking=True, timeout=-1)"},
    {"acquire_lock", Acquire, "($self, /, blocking=True, timeout=-1)"},
    {"__enter__", Acquire, "($self, /, blocking=True, timeout=-1)"},
    {"release", Release, "($self, /)"},
    {"release_lock", Release, "($self, /)"},
    {"__exit__", Release, "($self, /, *args)"},
    {"locked", Locked, "($self, /)"},
    {"locked_lock", Locked, "($self, /)"},
    {"_at_fork_reinit", Reinitialize, "($self, /)"},
    {"__repr__", ReprLock, "($self, /)"},
};
constexpr TypeSpec kLockSpec = {
    .name = "_thread.lock",
    .module = "_thread",
    .methods = kLockMethods,
    .flags = kNotCallable,
    .layout = &kLockLayout,
};

// --- RLock ---

Value NewRLock(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<Lock>(iso, args[0].As<Type>()));
}

Value AcquireRLock(Isolate* iso, Value* args, size_t) {
  int64_t wait;
  if (!WaitArguments(iso, args[1], args[2], &wait)) return Value();
  ++Self(args)->count;
  return Value::True();
}

Value ReleaseRLock(Isolate* iso, Value* args, size_t) {
  if (Self(args)->count == 0) {
    return Raise(iso, ExceptionId::kRuntimeError, "cannot release un-acquired lock");
  }
  --Self(args)->count;
  return Value::None();
}

Value IsOwned(Isolate*, Value* args, size_t) { return Value::Bool(Self(args)->count != 0); }

// What a condition variable gives away while it waits, and takes back: (count, owner).
Value ReleaseSave(Isolate* iso, Value* args, size_t) {
  if (Self(args)->count == 0) {
    return Raise(iso, ExceptionId::kRuntimeError, "cannot release un-acquired lock");
  }
  const Value count = Value::Int(Self(args)->count);
  Self(args)->count = 0;
  KRAIT_TRY(Value, owner, ThreadIdent(iso));
  return Value::Object(Tuple::Of(iso, {count, owner}));
}
Value AcquireRestore(Isolate* iso, Value* args, size_t) {
  Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size != 2) {
    return RaiseTypeError(iso, "_acquire_restore() argument 1 must be tuple");
  }
  return IndexToInt64(iso, state->items[0], &Self(args)->count) ? Value::None() : Value();
}

Value ReprRLock(Isolate* iso, Value* args, size_t) {
  char text[200];
  const int64_t count = Self(args)->count;
  snprintf(text, sizeof(text), "<%s %s object owner=%lld count=%lld at %p>",
           count != 0 ? "locked" : "unlocked", TypeFullName(TypeOf(iso, args[0])),
           count != 0 ? static_cast<long long>(pthread_self()) : 0LL,
           static_cast<long long>(count), static_cast<void*>(args[0].AsHeap()));
  return Value::Object(Str::New(iso, text));
}

constexpr NativeMethod kRLockMethods[] = {
    {"__new__", NewRLock, "($type)", kConstructor},
    {"acquire", AcquireRLock, "($self, /, blocking=True, timeout=-1)"},
    {"__enter__", AcquireRLock, "($self, /, blocking=True, timeout=-1)"},
    {"release", ReleaseRLock, "($self, /)"},
    {"__exit__", ReleaseRLock, "($self, /, *args)"},
    {"_is_owned", IsOwned, "($self, /)"},
    {"_acquire_restore", AcquireRestore, "($self, state, /)"},
    {"_release_save", ReleaseSave, "($self, /)"},
    {"_at_fork_reinit", Reinitialize, "($self, /)"},
    {"__repr__", ReprRLock, "($self, /)"},
};
constexpr TypeSpec kRLockSpec = {
    .name = "_thread.RLock",
    .module = "_thread",
    .methods = kRLockMethods,
    .flags = kSubclassable,
    .layout = &kRLockLayout,
};

// With one thread, thread-local attributes are attributes.
constexpr TypeSpec kLocalSpec = {
    .name = "_thread._local",
    .module = "_thread",
    .kind = ObjectKind::kObject,
    .flags = kSubclassable | kHasDict,
    .doc = "Thread-local data",
};

// --- functions ---

Value AllocateLock(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(Type*, type, iso->native_type(&kLockSpec));
  return Value::Object(NewInstance<Lock>(iso, type));
}

Value StartThread(Isolate* iso, Value* args, size_t) {
  if (!IsCallable(iso, args[0])) return RaiseTypeError(iso, "first arg must be callable");
  if (!HasKind(args[1], ObjectKind::kTuple)) {
    return RaiseTypeError(iso, "2nd arg must be a tuple");
  }
  return Raise(iso, ExceptionId::kRuntimeError, "can't start new thread");
}

Value GetIdent(Isolate* iso, Value*, size_t) { return ThreadIdent(iso); }
Value GetNativeId(Isolate*, Value*, size_t) { return Value::Int(syscall(SYS_gettid)); }
Value Zero(Isolate*, Value*, size_t) { return Value::Int(0); }
Value Exit(Isolate* iso, Value*, size_t) {
  return RaiseWith(iso, ExceptionId::kSystemExit, Value());
}
Value InterruptMain(Isolate* iso, Value*, size_t) {
  return RaiseWith(iso, ExceptionId::kKeyboardInterrupt, Value());
}

constexpr NativeMethod kFunctions[] = {
    {"allocate_lock", AllocateLock, "($module, /)"},
    {"allocate", AllocateLock, "($module, /)"},
    {"_set_sentinel", AllocateLock, "($module, /)"},
    {"start_new_thread", StartThread, "($module, function, args, kwargs=None, /)"},
    {"start_new", StartThread, "($module, function, args, kwargs=None, /)"},
    {"get_ident", GetIdent, "($module, /)"},
    {"get_native_id", GetNativeId, "($module, /)"},
    {"_count", Zero, "($module, /)"},
    {"stack_size", Zero, "($module, size=0, /)"},
    {"exit", Exit, "($module, /)"},
    {"exit_thread", Exit, "($module, /)"},
    {"interrupt_main", InterruptMain, "($module, signum=2, /)"},
};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(Type*, lock, iso->native_type(&kLockSpec));
  const Value error = Value::Object(iso->exception_type(ExceptionId::kRuntimeError));
  return SetModuleAttribute(iso, module, "LockType", Value::Object(lock)) &&
         AddModuleType(iso, module, &kRLockSpec) != nullptr &&
         AddModuleType(iso, module, &kLocalSpec) != nullptr &&
         SetModuleAttribute(iso, module, "error", error) &&
         SetModuleAttribute(iso, module, "TIMEOUT_MAX", Value::Double(kTimeoutMax));
}

}  // namespace

const ModuleSpec kThreadModule = {
    .name = "_thread",
    .doc = "This module provides primitive operations to write multi-threaded programs.",
    .functions = kFunctions,
    .init = Init,
};

}  // namespace krait
