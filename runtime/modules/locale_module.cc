// The module _locale: the C locale with UTF-8, and nothing else. A process has one locale, an isolate
// must not change it for its host.
#include <langinfo.h>
#include <limits.h>
#include <locale.h>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"
#include "runtime/text/str_operations.h"

namespace krait {

namespace {

Value Text(Isolate* iso, std::string_view text) { return Value::Object(Str::New(iso, text)); }

Value RaiseUnsupportedLocale(Isolate* iso) {
  const Value module = iso->modules()->Get(iso, Str::Intern(iso, "_locale"));
  KRAIT_TRY(Value, error, GetAttr(iso, module ? module : Value::None(), "Error"));
  KRAIT_TRY(Value, exception, Call(iso, error, {Text(iso, "unsupported locale setting")}));
  return RaiseValue(iso, exception);
}

// setlocale(category, locale=None)
Value SetLocale(Isolate* iso, Value* args, size_t) {
  int64_t category;
  if (!IndexToInt64(iso, args[0], &category)) return Value();
  if (category < 0 || category > LC_ALL) return RaiseUnsupportedLocale(iso);
  if (!args[1] || args[1].IsNone()) {
    return Text(iso, category == LC_CTYPE ? "C.UTF-8" : "C");
  }
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "setlocale() argument 2 must be str or None, not %.50s",
                  TypeName(iso, args[1]));
  }
  const std::string_view name = args[1].As<Str>()->view();
  if (name.empty() || name == "C" || name == "POSIX") return Text(iso, "C");
  if (name == "C.UTF-8" || name == "C.utf8") return args[1];
  return RaiseUnsupportedLocale(iso);
}

Value LocaleConventions(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(Dict*, dict, Dict::New(iso));
  const auto set = [&](const char* name, Value v) { dict->Set(iso, Str::Intern(iso, name), v); };
  set("decimal_point", Text(iso, "."));
  for (const char* name : {"thousands_sep", "int_curr_symbol", "currency_symbol",
                           "mon_decimal_point", "mon_thousands_sep", "positive_sign",
                           "negative_sign"}) {
    set(name, Value::Object(iso->names().empty));
  }
  for (const char* name : {"int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space",
                           "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"}) {
    set(name, Value::Int(CHAR_MAX));
  }
  for (const char* name : {"grouping", "mon_grouping"}) {
    KRAIT_TRY(List*, list, List::New(iso));
    set(name, Value::Object(list));
  }
  return Value::Object(dict);
}

bool StrArgument(Isolate* iso, Value v, const char* function) {
  if (IsStr(v)) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "%s argument must be str, not %.50s", function,
                TypeName(iso, v));
}

Value Collate(Isolate* iso, Value* args, size_t) {
  if (!StrArgument(iso, args[0], "strcoll()") || !StrArgument(iso, args[1], "strcoll()")) {
    return Value();
  }
  return Value::Int(StrCompare(args[0].As<Str>(), args[1].As<Str>()));
}
Value Transform(Isolate* iso, Value* args, size_t) {
  return StrArgument(iso, args[0], "strxfrm()") ? args[0] : Value();
}

Value LanguageInformation(Isolate* iso, Value* args, size_t) {
  int64_t key;
  if (!IndexToInt64(iso, args[0], &key)) return Value();
  if (key == CODESET) return Text(iso, "UTF-8");
  const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  const Value result = Text(iso, nl_langinfo_l(static_cast<nl_item>(key), c_locale));
  freelocale(c_locale);
  return result;
}

Value GetEncoding(Isolate* iso, Value*, size_t) { return Text(iso, "UTF-8"); }

constexpr NativeMethod kFunctions[] = {
    {"setlocale", SetLocale, "($module, category, locale=None, /)"},
    {"localeconv", LocaleConventions, "($module, /)"},
    {"strcoll", Collate, "($module, os1, os2, /)"},
    {"strxfrm", Transform, "($module, string, /)"},
    {"nl_langinfo", LanguageInformation, "($module, key, /)"},
    {"getencoding", GetEncoding, "($module, /)"},
};

#define KRAIT_CONSTANT(name) {#name, Value::Int(name)}
constexpr ModuleConstant kConstants[] = {
    KRAIT_CONSTANT(LC_CTYPE),    KRAIT_CONSTANT(LC_TIME),     KRAIT_CONSTANT(LC_COLLATE),
    KRAIT_CONSTANT(LC_MONETARY), KRAIT_CONSTANT(LC_MESSAGES), KRAIT_CONSTANT(LC_NUMERIC),
    KRAIT_CONSTANT(LC_ALL),      KRAIT_CONSTANT(CHAR_MAX),    KRAIT_CONSTANT(CODESET),
    KRAIT_CONSTANT(RADIXCHAR),   KRAIT_CONSTANT(THOUSEP),     KRAIT_CONSTANT(D_T_FMT),
    KRAIT_CONSTANT(D_FMT),       KRAIT_CONSTANT(T_FMT),       KRAIT_CONSTANT(T_FMT_AMPM),
    KRAIT_CONSTANT(AM_STR),      KRAIT_CONSTANT(PM_STR),      KRAIT_CONSTANT(YESEXPR),
    KRAIT_CONSTANT(NOEXPR),      KRAIT_CONSTANT(CRNCYSTR),    KRAIT_CONSTANT(ERA),
    KRAIT_CONSTANT(DAY_1),       KRAIT_CONSTANT(DAY_2),       KRAIT_CONSTANT(DAY_3),
    KRAIT_CONSTANT(DAY_4),       KRAIT_CONSTANT(DAY_5),       KRAIT_CONSTANT(DAY_6),
    KRAIT_CONSTANT(DAY_7),       KRAIT_CONSTANT(ABDAY_1),     KRAIT_CONSTANT(ABDAY_2),
    KRAIT_CONSTANT(ABDAY_3),     KRAIT_CONSTANT(ABDAY_4),     KRAIT_CONSTANT(ABDAY_5),
    KRAIT_CONSTANT(ABDAY_6),     KRAIT_CONSTANT(ABDAY_7),     KRAIT_CONSTANT(MON_1),
    KRAIT_CONSTANT(MON_12),      KRAIT_CONSTANT(ABMON_1),     KRAIT_CONSTANT(ABMON_12),
};
#undef KRAIT_CONSTANT

bool Init(Isolate* iso, Module* module) {
  const Value base = Value::Object(iso->exception_type(ExceptionId::kException));
  KRAIT_TRY(Dict*, ns, Dict::New(iso));
  ns->Set(iso, iso->names().dunder_module, Text(iso, "locale"));
  KRAIT_TRY(Value, error,
            Call(iso, Value::Object(iso->type(ObjectKind::kType)),
                 {Text(iso, "Error"), Value::Object(Tuple::Of(iso, {base})), Value::Object(ns)}));
  return SetModuleAttribute(iso, module, "Error", error);
}

}  // namespace

const ModuleSpec kLocaleModule = {
    .name = "_locale",
    .doc = "Support for POSIX locales.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
