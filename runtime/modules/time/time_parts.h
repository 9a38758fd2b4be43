// The parts of the module time: clocks, calendar.
#ifndef KRAIT_RUNTIME_MODULES_TIME_TIME_PARTS_H_
#define KRAIT_RUNTIME_MODULES_TIME_TIME_PARTS_H_

#include <cstdint>
#include <span>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Module;

extern const std::span<const NativeMethod> kClockFunctions;     // clocks.cc
extern const std::span<const NativeMethod> kCalendarFunctions;  // calendar.cc

// struct_time and the names of the local time zone.
bool AddCalendar(Isolate* iso, Module* module);
// timezone, altzone, daylight, tzname.
bool SetTimeZoneAttributes(Isolate* iso, Value module);

// Seconds given as int or float, in nanoseconds. ValueError for NaN, OverflowError when too large.
bool SecondsToNanoseconds(Isolate* iso, Value seconds, int64_t* nanoseconds);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_TIME_TIME_PARTS_H_
