// time: struct_time and what is done with it.
#include <errno.h>
#include <time.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/time/time_parts.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/struct_sequence.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int kVisible = 9;
constexpr int kFields = 11;
constexpr NativeProperty kProperties[kFields] = {
    {"tm_year", StructField<0>}, {"tm_mon", StructField<1>},     {"tm_mday", StructField<2>},
    {"tm_hour", StructField<3>}, {"tm_min", StructField<4>},     {"tm_sec", StructField<5>},
    {"tm_wday", StructField<6>}, {"tm_yday", StructField<7>},    {"tm_isdst", StructField<8>},
    {"tm_zone", StructField<9>}, {"tm_gmtoff", StructField<10>},
};
constexpr TypeSpec kStructTimeSpec = {
    .name = "time.struct_time",
    .module = "time",
    .kind = ObjectKind::kTuple,
    .base = &kStructSequenceTypeSpec,
    .properties = kProperties,
    .flags = kStructSequenceFlags,
    .doc =
        "The time value as returned by gmtime(), localtime(), and strptime(), and accepted by "
        "asctime(), mktime() and strftime().",
};

Value StructTime(Isolate* iso, const tm& t) {
  KRAIT_TRY(Type*, type, iso->native_type(&kStructTimeSpec));
  const Value zone = Value::Object(Str::NewLossy(iso, t.tm_zone != nullptr ? t.tm_zone : ""));
  const Value values[kFields] = {
      Value::Int(int64_t{t.tm_year} + 1900),
      Value::Int(t.tm_mon + 1),
      Value::Int(t.tm_mday),
      Value::Int(t.tm_hour),
      Value::Int(t.tm_min),
      Value::Int(t.tm_sec),
      Value::Int((t.tm_wday + 6) % 7),
      Value::Int(t.tm_yday + 1),
      Value::Int(t.tm_isdst),
      zone,
      Value::Int(t.tm_gmtoff),
  };
  return Value::Object(NewStructSequence(iso, type, values, kVisible));
}

// The argument of gmtime, localtime and ctime: seconds, rounded down, or now.
bool TimestampArgument(Isolate* iso, Value v, time_t* when) {
  if (!v || v.IsNone()) {
    *when = time(nullptr);
    return true;
  }
  constexpr const char* kRange = "timestamp out of range for platform time_t";
  if (HasKind(v, ObjectKind::kFloat) || v.IsDouble()) {
    double d;
    if (!ToDouble(iso, v, &d)) return false;
    if (std::isnan(d)) return RaiseValueError(iso, "Invalid value NaN (not a number)");
    d = std::floor(d);
    if (d < -9.2e18 || d > 9.2e18) return RaiseOverflowError(iso, kRange);
    *when = static_cast<time_t>(d);
    return true;
  }
  int64_t whole;
  if (!IndexToInt64(iso, v, &whole, kRange)) return false;
  *when = whole;
  return true;
}

bool BreakDown(Isolate* iso, Value v, bool local, tm* result) {
  time_t when;
  if (!TimestampArgument(iso, v, &when)) return false;
  errno = 0;
  if ((local ? localtime_r(&when, result) : gmtime_r(&when, result)) != nullptr) return true;
  return RaiseOSError(iso, errno != 0 ? errno : EINVAL);
}

Value GmTime(Isolate* iso, Value* args, size_t) {
  tm t;
  return BreakDown(iso, args[0], false, &t) ? StructTime(iso, t) : Value();
}
Value LocalTime(Isolate* iso, Value* args, size_t) {
  tm t;
  return BreakDown(iso, args[0], true, &t) ? StructTime(iso, t) : Value();
}

// A struct_time or a tuple of nine ints.
bool TupleToTm(Isolate* iso, Value v, const char* function, tm* t) {
  *t = {};
  Tuple* tuple = CastTo<Tuple>(v, ObjectKind::kTuple);
  if (tuple == nullptr) return RaiseTypeError(iso, "Tuple or struct_time argument required");
  if (tuple->size != kVisible) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s(): illegal time tuple argument", function);
  }
  int64_t n[kVisible];
  for (int i = 0; i < kVisible; ++i) {
    if (!IndexToInt64(iso, tuple->items[i], &n[i], "Python int too large to convert to C int")) {
      return false;
    }
    if (n[i] != static_cast<int>(n[i])) {
      return RaiseOverflowError(
          iso, i == 0 ? "year out of range" : "Python int too large to convert to C int");
    }
  }
  if (n[0] < INT32_MIN + int64_t{1900}) return RaiseOverflowError(iso, "year out of range");
  t->tm_year = static_cast<int>(n[0] - 1900);
  t->tm_mon = static_cast<int>(n[1] - 1);
  t->tm_mday = static_cast<int>(n[2]);
  t->tm_hour = static_cast<int>(n[3]);
  t->tm_min = static_cast<int>(n[4]);
  t->tm_sec = static_cast<int>(n[5]);
  t->tm_wday = static_cast<int>((n[6] + 1) % 7);
  t->tm_yday = static_cast<int>(n[7] - 1);
  t->tm_isdst = static_cast<int>(n[8]);
  return true;
}

// The offset and the zone's name, which a struct_time carries beyond its items.
void TakeZone(Isolate* iso, Value v, tm* t, std::string* zone) {
  if (TypeOf(iso, v)->spec != &kStructTimeSpec) return;
  const Value offset = v.As<Tuple>()->items[10];
  if (offset.IsInt()) t->tm_gmtoff = offset.AsInt();
  const Value name = v.As<Tuple>()->items[9];
  if (IsStr(name)) {
    *zone = name.As<Str>()->view();
    t->tm_zone = zone->c_str();
  }
}

// Fields of zero that people leave in are taken for the first day or month; others must be in
// range.
bool CheckFields(Isolate* iso, tm* t) {
  if (t->tm_mon == -1) t->tm_mon = 0;
  if (t->tm_mon < 0 || t->tm_mon > 11) return RaiseValueError(iso, "month out of range");
  if (t->tm_mday == 0) t->tm_mday = 1;
  if (t->tm_mday < 0 || t->tm_mday > 31) return RaiseValueError(iso, "day of month out of range");
  if (t->tm_hour < 0 || t->tm_hour > 23) return RaiseValueError(iso, "hour out of range");
  if (t->tm_min < 0 || t->tm_min > 59) return RaiseValueError(iso, "minute out of range");
  if (t->tm_sec < 0 || t->tm_sec > 61) return RaiseValueError(iso, "seconds out of range");
  if (t->tm_wday < 0) return RaiseValueError(iso, "day of week out of range");
  if (t->tm_yday == -1) t->tm_yday = 0;
  if (t->tm_yday < 0 || t->tm_yday > 365) return RaiseValueError(iso, "day of year out of range");
  return true;
}

Value FormatAscTime(Isolate* iso, const tm& t) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof(text), "%s %s%3d %.2d:%.2d:%.2d %d", kDays[t.tm_wday],
                kMonths[t.tm_mon], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year + 1900);
  return Value::Object(Str::NewAscii(iso, text));
}

// What asctime and strftime are given: a tuple, or now.
bool TupleOrNow(Isolate* iso, Value v, const char* function, tm* t, std::string* zone) {
  if (!v) return BreakDown(iso, Value(), true, t);
  if (!TupleToTm(iso, v, function, t)) return false;
  TakeZone(iso, v, t, zone);
  return CheckFields(iso, t);
}

Value AscTime(Isolate* iso, Value* args, size_t) {
  tm t;
  std::string zone;
  return TupleOrNow(iso, args[0], "asctime", &t, &zone) ? FormatAscTime(iso, t) : Value();
}

Value CTime(Isolate* iso, Value* args, size_t) {
  tm t;
  return BreakDown(iso, args[0], true, &t) ? FormatAscTime(iso, t) : Value();
}

Value MkTime(Isolate* iso, Value* args, size_t) {
  tm t;
  if (!TupleToTm(iso, args[0], "mktime", &t)) return Value();
  t.tm_wday = -1;  // tells -1 as a time from -1 as a failure
  const time_t when = mktime(&t);
  if (when == -1 && t.tm_wday == -1) {
    return RaiseOverflowError(iso, "mktime argument out of range");
  }
  return Value::Double(static_cast<double>(when));
}

Value StrfTime(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError, "strftime() argument 1 must be str, not %.50s",
                  args[0].IsNone() ? "None" : TypeName(iso, args[0]));
  }
  tm t;
  std::string zone;
  if (!TupleOrNow(iso, args[1], "strftime", &t, &zone)) return Value();
  if (t.tm_isdst < -1) t.tm_isdst = -1;
  if (t.tm_isdst > 1) t.tm_isdst = 1;
  // Piece by piece, since the format may have NULs.
  const std::string_view format = args[0].As<Str>()->view();
  std::string result;
  for (size_t at = 0; at <= format.size();) {
    size_t end = format.find('\0', at);
    if (end == format.npos) end = format.size();
    const std::string piece(format.substr(at, end - at));
    // An empty result cannot be told from a buffer that is too small.
    std::string buffer(piece.size() + 1024, '\0');
    size_t count = 0;
    if (!piece.empty()) {
      while ((count = strftime(buffer.data(), buffer.size(), piece.c_str(), &t)) == 0 &&
             buffer.size() < 256 * (piece.size() + 16)) {
        buffer.resize(buffer.size() * 2);
      }
    }
    result.append(buffer, 0, count);
    if (end < format.size()) result += '\0';
    at = end + 1;
  }
  return Value::Object(Str::New(iso, result));
}

Value StrpTime(Isolate* iso, Value* args, size_t count) {
  KRAIT_TRY(Value, module, ImportByName(iso, "_strptime"));
  KRAIT_TRY(Value, function, GetAttr(iso, module, "_strptime_time"));
  return Call(iso, function, std::span<const Value>(args, count));
}

Value TzSet(Isolate* iso, Value*, size_t) {
  tzset();
  KRAIT_TRY(Value, module, ImportByName(iso, "time"));
  return SetTimeZoneAttributes(iso, module) ? Value::None() : Value();
}

constexpr NativeMethod kFunctions[] = {
    {"gmtime", GmTime, "($module, seconds=None, /)"},
    {"localtime", LocalTime, "($module, seconds=None, /)"},
    {"asctime", AscTime, "($module, tuple=<unrepresentable>, /)"},
    {"ctime", CTime, "($module, seconds=None, /)"},
    {"mktime", MkTime, "($module, tuple, /)"},
    {"strftime", StrfTime, "($module, format, tuple=<unrepresentable>, /)"},
    {"strptime", StrpTime, nullptr, kVariadic},
    {"tzset", TzSet, "($module, /)"},
};

// The offset of standard time and the zone's abbreviation at a time of the year.
struct ZoneSample {
  long offset;
  char name[32];
};

ZoneSample SampleZone(time_t when) {
  tm t;
  localtime_r(&when, &t);
  ZoneSample sample = {-t.tm_gmtoff, ""};
  std::snprintf(sample.name, sizeof(sample.name), "%s", t.tm_zone);
  return sample;
}

}  // namespace

const std::span<const NativeMethod> kCalendarFunctions = kFunctions;

bool AddCalendar(Isolate* iso, Module* module) {
  return AddStructSequenceType(iso, module, &kStructTimeSpec, kVisible) != nullptr;
}

bool SetTimeZoneAttributes(Isolate* iso, Value module) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t start = time(nullptr) / kYear * kYear;
  const ZoneSample january = SampleZone(start);
  const ZoneSample july = SampleZone(start + kYear / 2);
  // In the south it is the other way round.
  const bool south = january.offset < july.offset;
  const ZoneSample& standard = south ? july : january;
  const ZoneSample& summer = south ? january : july;
  KRAIT_TRY(Str*, standard_name, Str::NewLossy(iso, standard.name));
  KRAIT_TRY(Str*, summer_name, Str::NewLossy(iso, summer.name));
  KRAIT_TRY(Tuple*, names,
            Tuple::Of(iso, {Value::Object(standard_name), Value::Object(summer_name)}));
  const auto set = [&](const char* name, Value v) {
    return SetAttr(iso, module, Str::Intern(iso, name), v);
  };
  return set("timezone", Value::Int(standard.offset)) &&
         set("altzone", Value::Int(summer.offset)) &&
         set("daylight", Value::Int(standard.offset != summer.offset ? 1 : 0)) &&
         set("tzname", Value::Object(names));
}

}  // namespace krait
