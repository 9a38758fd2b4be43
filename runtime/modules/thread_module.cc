// _thread in a world with one thread: locks count, starting a thread is an error.
#include <sys/syscall.h>
#include <unistd.h>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct Lock : NativeInstance {
  int64_t count;
  bool reentrant;
};

constexpr NativeLayout kLockLayout = {"lock", sizeof(Lock), nullptr};

Value Acquire(Isolate* iso, Value* a, size_t) {
  Lock* lock = a[0].As<Lock>();
  if (lock->count == 0 || lock->reentrant) {
    ++lock->count;
    return Value::True();
  }
  bool blocking = true;
  if (a[1]) KRAIT_CHECK_OK(Truth(iso, a[1], &blocking));
  double timeout = -1;
  if (a[2]) KRAIT_CHECK_OK(ToDouble(iso, a[2], &timeout));
  if (blocking && timeout < 0) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "deadlock: the lock is held by the only thread there is");
  }
  return Value::False();
}

Value Release(Isolate* iso, Value* a, size_t) {
  Lock* lock = a[0].As<Lock>();
  if (lock->count == 0) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 lock->reentrant ? "cannot release un-acquired lock" : "release unlocked lock");
  }
  --lock->count;
  return Value::None();
}
Value ExitLock(Isolate* iso, Value* a, size_t) { return Release(iso, a, 1); }
Value IsLocked(Isolate*, Value* a, size_t) { return Value::Bool(a[0].As<Lock>()->count > 0); }
Value AtForkReinit(Isolate*, Value* a, size_t) {
  a[0].As<Lock>()->count = 0;
  return Value::None();
}
Value ReprLock(Isolate* iso, Value* a, size_t) {
  char address[32];
  snprintf(address, sizeof(address), "%p", static_cast<void*>(a[0].AsHeap()));
  const Lock* lock = a[0].As<Lock>();
  return Value::Object(Str::New(iso, std::string("<") + (lock->count > 0 ? "locked " : "unlocked ") +
                                         TypeFullName(TypeOf(iso, a[0])) + " object at " + address +
                                         ">"));
}
template <bool kReentrant>
Value NewLock(Isolate* iso, Value* a, size_t) {
  auto* lock = NewInstance<Lock>(iso, a[0].As<Type>());
  lock->reentrant = kReentrant;
  return Value::Object(lock);
}
Value IsOwned(Isolate*, Value* a, size_t) { return Value::Bool(a[0].As<Lock>()->count > 0); }

constexpr NativeMethod kLockMethods[] = {
    {"acquire", Acquire, "($self, blocking=True, timeout=-1)"},
    {"acquire_lock", Acquire, "($self, blocking=True, timeout=-1)"},
    {"release", Release, "($self)"},
    {"release_lock", Release, "($self)"},
    {"locked", IsLocked, "($self)"},
    {"locked_lock", IsLocked, "($self)"},
    {"_at_fork_reinit", AtForkReinit, "($self)"},
    {"__enter__", Acquire, "($self, blocking=True, timeout=-1)"},
    {"__exit__", ExitLock, "($self, type, value, traceback)"},
    {"__repr__", ReprLock, "($self, /)"},
};
constexpr NativeMethod kRLockMethods[] = {
    {"__new__", NewLock<true>, "($cls)", kConstructor},
    {"acquire", Acquire, "($self, blocking=True, timeout=-1)"},
    {"release", Release, "($self)"},
    {"_is_owned", IsOwned, "($self)"},
    {"_at_fork_reinit", AtForkReinit, "($self)"},
    {"__enter__", Acquire, "($self, blocking=True, timeout=-1)"},
    {"__exit__", ExitLock, "($self, type, value, traceback)"},
    {"__repr__", ReprLock, "($self, /)"},
};
constexpr TypeSpec kLockTypeSpec = {.name = "_thread.lock",
                                    .module = "_thread",
                                    .methods = kLockMethods,
                                    .flags = kNotCallable | kImmutable,
                                    .layout = &kLockLayout};
constexpr TypeSpec kRLockTypeSpec = {.name = "_thread.RLock",
                                     .module = "_thread",
                                     .methods = kRLockMethods,
                                     .flags = kSubclassable | kImmutable,
                                     .layout = &kLockLayout};
// Thread-local data of the only thread: an object with attributes.
constexpr NativeMethod kLocalMethods[] = {
    {"__new__",
     [](Isolate* iso, Value* a, size_t) {
       return Value::Object(AllocateInstance(iso, a[0].As<Type>(), sizeof(NativeInstance)));
     },
     "($cls, /, *args, **kw)", kConstructor},
};
constexpr NativeLayout kLocalLayout = {"local", sizeof(NativeInstance), nullptr};
constexpr TypeSpec kLocalTypeSpec = {.name = "_thread._local",
                                     .module = "_thread",
                                     .methods = kLocalMethods,
                                     .flags = kSubclassable | kHasDict,
                                     .layout = &kLocalLayout};

Value AllocateLock(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(Type*, type, iso->native_type(&kLockTypeSpec));
  return Value::Object(NewInstance<Lock>(iso, type));
}
Value GetIdent(Isolate*, Value*, size_t) { return Value::Int(int64_t{getpid()}); }
Value StartThread(Isolate* iso, Value*, size_t) {
  return Raise(iso, ExceptionId::kRuntimeError, "can't start new thread");
}
Value Exit(Isolate* iso, Value*, size_t) {
  return RaiseWith(iso, ExceptionId::kSystemExit, Value::None());
}
Value StackSize(Isolate*, Value*, size_t) { return Value::Int(0); }
Value Count(Isolate*, Value*, size_t) { return Value::Int(0); }
Value InterruptMain(Isolate* iso, Value*, size_t) {
  return Raise(iso, ExceptionId::kKeyboardInterrupt, "");
}

constexpr NativeMethod kFunctions[] = {
    {"allocate_lock", AllocateLock, "()"},
    {"allocate", AllocateLock, "()"},
    {"_set_sentinel", AllocateLock, "()"},
    {"get_ident", GetIdent, "()"},
    {"get_native_id", GetIdent, "()"},
    {"start_new_thread", StartThread, "(function, args, kwargs=None, /)"},
    {"start_new", StartThread, "(function, args, kwargs=None, /)"},
    {"exit", Exit, "()"},
    {"exit_thread", Exit, "()"},
    {"stack_size", StackSize, "(size=0, /)"},
    {"_count", Count, "()"},
    {"interrupt_main", InterruptMain, "(signum=2, /)"},
};

bool AddTypes(Isolate* iso, Module* module) {
  return AddModuleType(iso, module, &kRLockTypeSpec) != nullptr &&
         AddModuleType(iso, module, &kLocalTypeSpec) != nullptr &&
         SetModuleAttribute(iso, module, "LockType",
                            Value::Object(iso->native_type(&kLockTypeSpec))) &&
         SetModuleAttribute(iso, module, "error",
                            Value::Object(iso->exception_type(ExceptionId::kRuntimeError))) &&
         SetModuleAttribute(iso, module, "TIMEOUT_MAX", Value::Double(9223372036.0));
}

}  // namespace

const ModuleSpec kThreadModule = {.name = "_thread", .functions = kFunctions, .init = AddTypes};

}  // namespace krait
