// time: clocks and sleep.
#include <errno.h>
#include <time.h>

#include <cmath>

#include "runtime/isolate.h"
#include "runtime/modules/time/time_parts.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/simple_namespace.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int64_t kBillion = 1000000000;

int64_t Nanoseconds(const timespec& t) { return int64_t{t.tv_sec} * kBillion + t.tv_nsec; }
double Seconds(const timespec& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

template <clockid_t clock>
Value ClockSeconds(Isolate* iso, Value*, size_t) {
  timespec t;
  if (clock_gettime(clock, &t) != 0) return RaiseOSError(iso, errno);
  return Value::Double(Seconds(t));
}
template <clockid_t clock>
Value ClockNanoseconds(Isolate* iso, Value*, size_t) {
  timespec t;
  if (clock_gettime(clock, &t) != 0) return RaiseOSError(iso, errno);
  return IntFromInt64(iso, Nanoseconds(t));
}

bool ClockArgument(Isolate* iso, Value v, clockid_t* clock) {
  int64_t number;
  if (!IndexToInt64(iso, v, &number, "Python int too large to convert to C int")) return false;
  *clock = static_cast<clockid_t>(number);
  return true;
}

Value GetTime(Isolate* iso, Value* args, size_t) {
  clockid_t clock;
  timespec t;
  if (!ClockArgument(iso, args[0], &clock)) return Value();
  if (clock_gettime(clock, &t) != 0) return RaiseOSError(iso, errno);
  return Value::Double(Seconds(t));
}
Value GetTimeNs(Isolate* iso, Value* args, size_t) {
  clockid_t clock;
  timespec t;
  if (!ClockArgument(iso, args[0], &clock)) return Value();
  if (clock_gettime(clock, &t) != 0) return RaiseOSError(iso, errno);
  return IntFromInt64(iso, Nanoseconds(t));
}
Value GetResolution(Isolate* iso, Value* args, size_t) {
  clockid_t clock;
  timespec t;
  if (!ClockArgument(iso, args[0], &clock)) return Value();
  if (clock_getres(clock, &t) != 0) return RaiseOSError(iso, errno);
  return Value::Double(Seconds(t));
}

struct ClockInfo {
  const char* name;
  clockid_t clock;
  const char* implementation;
  bool monotonic;
  bool adjustable;
};
constexpr ClockInfo kClocks[] = {
    {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
    {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true,
     false},
    {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
};

Value GetClockInfo(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "get_clock_info() argument 1 must be str, not %.50s",
                  args[0].IsNone() ? "None" : TypeName(iso, args[0]));
  }
  for (const ClockInfo& info : kClocks) {
    if (!args[0].As<Str>()->Equals(info.name)) continue;
    timespec resolution;
    clock_getres(info.clock, &resolution);
    KRAIT_TRY(SimpleNamespace*, result, SimpleNamespace::New(iso));
    const Value v = Value::Object(result);
    const auto set = [&](const char* name, Value field) {
      return SetAttr(iso, v, Str::Intern(iso, name), field);
    };
    const bool ok = set("implementation", Value::Object(Str::Intern(iso, info.implementation))) &&
                    set("monotonic", Value::Bool(info.monotonic)) &&
                    set("adjustable", Value::Bool(info.adjustable)) &&
                    set("resolution", Value::Double(Seconds(resolution)));
    return ok ? v : Value();
  }
  return RaiseValueError(iso, "unknown clock");
}

// Wakes up for interrupts and sleeps on for the rest.
Value Sleep(Isolate* iso, Value* args, size_t) {
  int64_t duration;
  if (!SecondsToNanoseconds(iso, args[0], &duration)) return Value();
  if (duration < 0) return RaiseValueError(iso, "sleep length must be non-negative");
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t end = Nanoseconds(now) + duration;
  const timespec until = {end / kBillion, end % kBillion};
  while (true) {
    const int error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    if (error == 0) break;
    if (error != EINTR) return RaiseOSError(iso, error);
    if (!iso->Poll()) return Value();
  }
  return iso->Poll() ? Value::None() : Value();
}

constexpr NativeMethod kFunctions[] = {
    {"time", ClockSeconds<CLOCK_REALTIME>, "($module, /)"},
    {"time_ns", ClockNanoseconds<CLOCK_REALTIME>, "($module, /)"},
    {"monotonic", ClockSeconds<CLOCK_MONOTONIC>, "($module, /)"},
    {"monotonic_ns", ClockNanoseconds<CLOCK_MONOTONIC>, "($module, /)"},
    {"perf_counter", ClockSeconds<CLOCK_MONOTONIC>, "($module, /)"},
    {"perf_counter_ns", ClockNanoseconds<CLOCK_MONOTONIC>, "($module, /)"},
    {"process_time", ClockSeconds<CLOCK_PROCESS_CPUTIME_ID>, "($module, /)"},
    {"process_time_ns", ClockNanoseconds<CLOCK_PROCESS_CPUTIME_ID>, "($module, /)"},
    {"thread_time", ClockSeconds<CLOCK_THREAD_CPUTIME_ID>, "($module, /)"},
    {"thread_time_ns", ClockNanoseconds<CLOCK_THREAD_CPUTIME_ID>, "($module, /)"},
    {"clock_gettime", GetTime, "($module, clk_id, /)"},
    {"clock_gettime_ns", GetTimeNs, "($module, clk_id, /)"},
    {"clock_getres", GetResolution, "($module, clk_id, /)"},
    {"get_clock_info", GetClockInfo, "($module, name, /)"},
    {"sleep", Sleep, "($module, seconds, /)"},
};

}  // namespace

const std::span<const NativeMethod> kClockFunctions = kFunctions;

bool SecondsToNanoseconds(Isolate* iso, Value seconds, int64_t* nanoseconds) {
  if (HasKind(seconds, ObjectKind::kFloat) || seconds.IsDouble()) {
    double d;
    if (!ToDouble(iso, seconds, &d)) return false;
    if (std::isnan(d)) return RaiseValueError(iso, "Invalid value NaN (not a number)");
    const double scaled = std::ceil(std::fabs(d) * 1e9);
    if (scaled >= 9.2e18) {
      return RaiseOverflowError(iso, "timestamp too large to convert to C _PyTime_t");
    }
    *nanoseconds = static_cast<int64_t>(d < 0 ? -scaled : scaled);
    return true;
  }
  int64_t whole;
  constexpr const char* kTooLarge = "timestamp too large to convert to C _PyTime_t";
  if (!IndexToInt64(iso, seconds, &whole, kTooLarge)) return false;
  if (__builtin_mul_overflow(whole, kBillion, nanoseconds)) {
    return RaiseOverflowError(iso, kTooLarge);
  }
  return true;
}

}  // namespace krait
