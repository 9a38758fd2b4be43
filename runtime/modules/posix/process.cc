// posix: the process, its environment, users, times; the terminal's size; random bytes.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/modules/posix/posix_module.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/struct_sequence.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

extern char** environ;

namespace krait {

namespace {

#define KRAIT_FIELD_SPEC(kSpec, full_name, home, kFields)                                    \
  constexpr TypeSpec kSpec = {.name = full_name,                                             \
                              .module = home,                                                \
                              .kind = ObjectKind::kTuple,                                    \
                              .base = &kStructSequenceTypeSpec,                              \
                              .properties = kFields,                                         \
                              .flags = kStructSequenceFlags}
constexpr NativeProperty kTerminalFields[] = {{"columns", StructField<0>},
                                              {"lines", StructField<1>}};
KRAIT_FIELD_SPEC(kTerminalSizeSpec, "os.terminal_size", "os", kTerminalFields);
constexpr NativeProperty kTimesFields[] = {{"user", StructField<0>},
                                           {"system", StructField<1>},
                                           {"children_user", StructField<2>},
                                           {"children_system", StructField<3>},
                                           {"elapsed", StructField<4>}};
KRAIT_FIELD_SPEC(kTimesResultSpec, "posix.times_result", "posix", kTimesFields);
constexpr NativeProperty kUnameFields[] = {{"sysname", StructField<0>},
                                           {"nodename", StructField<1>},
                                           {"release", StructField<2>},
                                           {"version", StructField<3>},
                                           {"machine", StructField<4>}};
KRAIT_FIELD_SPEC(kUnameResultSpec, "posix.uname_result", "posix", kUnameFields);
#undef KRAIT_FIELD_SPEC

bool IntArgument(Isolate* iso, Value v, int* result) {
  int64_t number;
  constexpr const char* kTooLarge = "Python int too large to convert to C int";
  if (!IndexToInt64(iso, v, &number, kTooLarge)) return false;
  if (number != static_cast<int>(number)) return RaiseOverflowError(iso, kTooLarge);
  *result = static_cast<int>(number);
  return true;
}

template <auto call>
Value Number(Isolate* iso, Value*, size_t) {
  return IntFromInt64(iso, static_cast<int64_t>(call()));
}

Value GetTerminalSize(Isolate* iso, Value* args, size_t) {
  int fd = 1;
  if (args[0] && !IntArgument(iso, args[0], &fd)) return Value();
  winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return RaiseOSError(iso, errno);
  const Value values[] = {Value::Int(size.ws_col), Value::Int(size.ws_row)};
  return Value::Object(NewStructSequence(iso, iso->native_type(&kTerminalSizeSpec), values, 2));
}

Value Times(Isolate* iso, Value*, size_t) {
  tms t;
  const clock_t elapsed = times(&t);
  if (elapsed == static_cast<clock_t>(-1)) return RaiseOSError(iso, errno);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  const auto seconds = [&](clock_t c) { return Value::Double(static_cast<double>(c) / ticks); };
  const Value values[] = {seconds(t.tms_utime), seconds(t.tms_stime), seconds(t.tms_cutime),
                          seconds(t.tms_cstime), seconds(elapsed)};
  return Value::Object(NewStructSequence(iso, iso->native_type(&kTimesResultSpec), values, 5));
}

Value Uname(Isolate* iso, Value*, size_t) {
  utsname u;
  if (uname(&u) != 0) return RaiseOSError(iso, errno);
  Value values[5];
  const char* texts[] = {u.sysname, u.nodename, u.release, u.version, u.machine};
  for (int i = 0; i < 5; ++i) values[i] = Value::Object(DecodeFileName(iso, texts[i]));
  return Value::Object(NewStructSequence(iso, iso->native_type(&kUnameResultSpec), values, 5));
}

Value Umask(Isolate* iso, Value* args, size_t) {
  int mask;
  return IntArgument(iso, args[0], &mask) ? Value::Int(umask(static_cast<mode_t>(mask))) : Value();
}

Value Strerror(Isolate* iso, Value* args, size_t) {
  int code;
  if (!IntArgument(iso, args[0], &code)) return Value();
  char buffer[256];
  return Value::Object(Str::NewLossy(iso, strerror_r(code, buffer, sizeof(buffer))));
}

Value RandomBytes(Isolate* iso, Value* args, size_t) {
  int64_t size;
  if (!IndexToInt64(iso, args[0], &size)) return Value();
  if (size < 0) return RaiseValueError(iso, "negative argument not allowed");
  ByteBuilder bytes(iso);
  char* to = bytes.Extend(static_cast<size_t>(size));
  if (to == nullptr) return Value::Object(bytes.FinishBytes());
  for (int64_t done = 0; done < size;) {
    const ssize_t count = getrandom(to + done, static_cast<size_t>(size - done), 0);
    if (count < 0 && errno != EINTR) return RaiseOSError(iso, errno);
    if (count > 0) done += count;
  }
  return Value::Object(bytes.FinishBytes());
}

Value CpuCount(Isolate*, Value*, size_t) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? Value::None() : Value::Int(count);
}

Value LoadAverage(Isolate* iso, Value*, size_t) {
  double loads[3];
  if (getloadavg(loads, 3) != 3) return RaiseOSError(iso, errno);
  return Value::Object(Tuple::Of(iso, {Value::Double(loads[0]), Value::Double(loads[1]),
                                       Value::Double(loads[2])}));
}

Value Groups(Isolate* iso, Value*, size_t) {
  gid_t groups[NGROUPS_MAX];
  const int count = getgroups(NGROUPS_MAX, groups);
  if (count < 0) return RaiseOSError(iso, errno);
  KRAIT_TRY(List*, list, List::New(iso, count));
  for (int i = 0; i < count; ++i) list->Append(iso, Value::Int(groups[i]));
  return Value::Object(list);
}

Value Kill(Isolate* iso, Value* args, size_t) {
  int pid;
  int number;
  if (!IntArgument(iso, args[0], &pid) || !IntArgument(iso, args[1], &number)) return Value();
  return kill(pid, number) == 0 ? Value::None() : RaiseOSError(iso, errno);
}

// The standard streams are not flushed, as in CPython.
Value ExitNow(Isolate* iso, Value* args, size_t) {
  int status;
  if (!IntArgument(iso, args[0], &status)) return Value();
  _exit(status);
}

Value Abort(Isolate*, Value*, size_t) { abort(); }

Value System(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, command, FileSystemPath(iso, args[0]));
  std::string bytes;
  if (!PathBytes(iso, command, &bytes)) return Value();
  return Value::Int(system(bytes.c_str()));
}

Value YieldProcessor(Isolate*, Value*, size_t) {
  sched_yield();
  return Value::None();
}

// --- environment ---

bool EnvironmentText(Isolate* iso, Value v, std::string* bytes) {
  KRAIT_TRY(Value, path, FileSystemPath(iso, v));
  return PathBytes(iso, path, bytes);
}

Value PutEnv(Isolate* iso, Value* args, size_t) {
  std::string name;
  std::string value;
  if (!EnvironmentText(iso, args[0], &name) || !EnvironmentText(iso, args[1], &value)) {
    return Value();
  }
  if (name.find('=') != std::string::npos) {
    return RaiseValueError(iso, "illegal environment variable name");
  }
  return setenv(name.c_str(), value.c_str(), 1) == 0 ? Value::None() : RaiseOSError(iso, errno);
}

Value UnsetEnv(Isolate* iso, Value* args, size_t) {
  std::string name;
  if (!EnvironmentText(iso, args[0], &name)) return Value();
  return unsetenv(name.c_str()) == 0 ? Value::None() : RaiseOSError(iso, errno);
}

bool AddEnvironment(Isolate* iso, Module* module) {
  KRAIT_TRY(Dict*, variables, Dict::New(iso));
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == text.npos) continue;
    KRAIT_TRY(Bytes*, name, Bytes::New(iso, text.substr(0, equals)));
    KRAIT_TRY(Bytes*, value, Bytes::New(iso, text.substr(equals + 1)));
    Value ignored;
    KRAIT_CHECK_OK(
        variables->SetDefault(iso, Value::Object(name), Value::Object(value), &ignored));
  }
  return SetModuleAttribute(iso, module, "environ", Value::Object(variables));
}

// --- waiting ---

Value WaitFor(Isolate* iso, pid_t pid, int options) {
  int status = 0;
  pid_t result;
  while ((result = waitpid(pid, &status, options)) < 0 && errno == EINTR) {
    if (!iso->Poll()) return Value();
  }
  if (result < 0) return RaiseOSError(iso, errno);
  return Value::Object(Tuple::Of(iso, {Value::Int(result), Value::Int(status)}));
}
Value WaitPid(Isolate* iso, Value* args, size_t) {
  int pid;
  int options;
  if (!IntArgument(iso, args[0], &pid) || !IntArgument(iso, args[1], &options)) return Value();
  return WaitFor(iso, pid, options);
}
Value Wait(Isolate* iso, Value*, size_t) { return WaitFor(iso, -1, 0); }

#define KRAIT_STATUS(Function, expression)                 \
  Value Function(Isolate* iso, Value* args, size_t) {      \
    int status;                                            \
    if (!IntArgument(iso, args[0], &status)) return Value(); \
    return expression;                                     \
  }
KRAIT_STATUS(StatusCoreDump, Value::Bool(WCOREDUMP(status)))
KRAIT_STATUS(StatusExited, Value::Bool(WIFEXITED(status)))
KRAIT_STATUS(StatusSignaled, Value::Bool(WIFSIGNALED(status)))
KRAIT_STATUS(StatusStopped, Value::Bool(WIFSTOPPED(status)))
KRAIT_STATUS(StatusContinued, Value::Bool(WIFCONTINUED(status)))
KRAIT_STATUS(StatusExitCode, Value::Int(WEXITSTATUS(status)))
KRAIT_STATUS(StatusTermSignal, Value::Int(WTERMSIG(status)))
KRAIT_STATUS(StatusStopSignal, Value::Int(WSTOPSIG(status)))
#undef KRAIT_STATUS

Value StatusToExitCode(Isolate* iso, Value* args, size_t) {
  int status;
  if (!IntArgument(iso, args[0], &status)) return Value();
  if (WIFEXITED(status)) return Value::Int(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return Value::Int(-WTERMSIG(status));
  if (WIFSTOPPED(status)) {
    return RaiseF(iso, ExceptionId::kValueError, "process stopped by delivery of signal %d",
                  WSTOPSIG(status));
  }
  return RaiseF(iso, ExceptionId::kValueError, "invalid wait status: %d", status);
}

Value SystemConfiguration(Isolate* iso, Value* args, size_t) {
  static constexpr struct {
    const char* name;
    int number;
  } kNames[] = {{"SC_PAGESIZE", _SC_PAGESIZE},
                {"SC_PAGE_SIZE", _SC_PAGESIZE},
                {"SC_CLK_TCK", _SC_CLK_TCK},
                {"SC_OPEN_MAX", _SC_OPEN_MAX},
                {"SC_ARG_MAX", _SC_ARG_MAX},
                {"SC_NPROCESSORS_ONLN", _SC_NPROCESSORS_ONLN},
                {"SC_NPROCESSORS_CONF", _SC_NPROCESSORS_CONF},
                {"SC_PHYS_PAGES", _SC_PHYS_PAGES},
                {"SC_IOV_MAX", _SC_IOV_MAX}};
  int number = -1;
  if (IsStr(args[0])) {
    for (const auto& entry : kNames) {
      if (args[0].As<Str>()->Equals(entry.name)) number = entry.number;
    }
    if (number < 0) return RaiseValueError(iso, "unrecognized configuration name");
  } else if (!IntArgument(iso, args[0], &number)) {
    return Value();
  }
  errno = 0;
  const long result = sysconf(number);
  if (result == -1 && errno != 0) return RaiseOSError(iso, errno);
  return IntFromInt64(iso, result);
}

// Forking is not supported, so there is nothing to call.
Value RegisterAtFork(Isolate*, Value*, size_t) { return Value::None(); }

constexpr NativeMethod kFunctions[] = {
    {"getpid", Number<getpid>, "($module, /)"},
    {"getppid", Number<getppid>, "($module, /)"},
    {"getuid", Number<getuid>, "($module, /)"},
    {"geteuid", Number<geteuid>, "($module, /)"},
    {"getgid", Number<getgid>, "($module, /)"},
    {"getegid", Number<getegid>, "($module, /)"},
    {"getpgrp", Number<getpgrp>, "($module, /)"},
    {"getgroups", Groups, "($module, /)"},
    {"get_terminal_size", GetTerminalSize, "($module, fd=<unrepresentable>, /)"},
    {"times", Times, "($module, /)"},
    {"uname", Uname, "($module, /)"},
    {"umask", Umask, "($module, mask, /)"},
    {"strerror", Strerror, "($module, code, /)"},
    {"urandom", RandomBytes, "($module, size, /)"},
    {"getrandom", RandomBytes, "($module, /, size, flags=0)"},
    {"cpu_count", CpuCount, "($module, /)"},
    {"getloadavg", LoadAverage, "($module, /)"},
    {"kill", Kill, "($module, pid, signal, /)"},
    {"_exit", ExitNow, "($module, /, status)"},
    {"abort", Abort, "($module, /)"},
    {"system", System, "($module, /, command)"},
    {"sched_yield", YieldProcessor, "($module, /)"},
    {"putenv", PutEnv, "($module, name, value, /)"},
    {"unsetenv", UnsetEnv, "($module, name, /)"},
    {"waitpid", WaitPid, "($module, pid, options, /)"},
    {"wait", Wait, "($module, /)"},
    {"WCOREDUMP", StatusCoreDump, "($module, status, /)"},
    {"WIFEXITED", StatusExited, "($module, /, status)"},
    {"WIFSIGNALED", StatusSignaled, "($module, /, status)"},
    {"WIFSTOPPED", StatusStopped, "($module, /, status)"},
    {"WIFCONTINUED", StatusContinued, "($module, /, status)"},
    {"WEXITSTATUS", StatusExitCode, "($module, /, status)"},
    {"WTERMSIG", StatusTermSignal, "($module, /, status)"},
    {"WSTOPSIG", StatusStopSignal, "($module, /, status)"},
    {"waitstatus_to_exitcode", StatusToExitCode, "($module, /, status)"},
    {"sysconf", SystemConfiguration, "($module, name, /)"},
    {"register_at_fork", RegisterAtFork,
     "($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, "
     "after_in_parent=<unrepresentable>)"},
};

}  // namespace

const std::span<const NativeMethod> kPosixProcessFunctions = kFunctions;

bool AddProcessAttributes(Isolate* iso, Module* module) {
  return AddStructSequenceType(iso, module, &kTerminalSizeSpec, 2) != nullptr &&
         AddStructSequenceType(iso, module, &kTimesResultSpec, 5) != nullptr &&
         AddStructSequenceType(iso, module, &kUnameResultSpec, 5) != nullptr &&
         AddEnvironment(iso, module);
}

}  // namespace krait
