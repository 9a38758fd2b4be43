// The module time.
#include <time.h>

#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/time/time_parts.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr ModuleConstant kConstants[] = {
    {"CLOCK_REALTIME", Value::Int(CLOCK_REALTIME)},
    {"CLOCK_MONOTONIC", Value::Int(CLOCK_MONOTONIC)},
    {"CLOCK_MONOTONIC_RAW", Value::Int(CLOCK_MONOTONIC_RAW)},
    {"CLOCK_PROCESS_CPUTIME_ID", Value::Int(CLOCK_PROCESS_CPUTIME_ID)},
    {"CLOCK_THREAD_CPUTIME_ID", Value::Int(CLOCK_THREAD_CPUTIME_ID)},
    {"CLOCK_BOOTTIME", Value::Int(CLOCK_BOOTTIME)},
    {"CLOCK_TAI", Value::Int(CLOCK_TAI)},
    {"_STRUCT_TM_ITEMS", Value::Int(11)},
};

bool Init(Isolate* iso, Module* module) {
  const Value name = Value::Object(Str::Intern(iso, "time"));
  for (std::span<const NativeMethod> table : {kClockFunctions, kCalendarFunctions}) {
    for (const NativeMethod& method : table) {
      KRAIT_TRY(NativeFunction*, function, NativeFunction::New(iso, &method, Value(), name));
      KRAIT_CHECK_OK(SetModuleAttribute(iso, module, method.name, Value::Object(function)));
    }
  }
  return AddCalendar(iso, module) && SetTimeZoneAttributes(iso, Value::Object(module));
}

}  // namespace

const ModuleSpec kTimeModule = {
    .name = "time",
    .doc = "This module provides various functions to manipulate time values.",
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
