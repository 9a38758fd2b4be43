// _csv.Dialect: reading its parameters.
#include <iterator>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/modules/csv/csv.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait::csv {

namespace {

constexpr NativeLayout kLayout = LayoutOf<Dialect, &Dialect::line_terminator>("Dialect");

constexpr const char* kNames[] = {"delimiter", "doublequote", "escapechar",       "lineterminator",
                                  "quotechar", "quoting",     "skipinitialspace", "strict"};
enum Parameter {
  kDelimiter,
  kDoubleQuote,
  kEscape,
  kLineTerminator,
  kQuote,
  kQuoting,
  kSkipInitialSpace,
  kStrict,
  kParameterCount
};
static_assert(std::size(kNames) == kParameterCount);

Failure RaiseParameter(Isolate* iso, const char* name, const std::string& what) {
  return RaiseTypeError(iso, '"' + std::string(name) + "\" " + what);
}

// One character; with `optional`, None for none.
bool ReadCharacter(Isolate* iso, Parameter parameter, Value v, bool optional, uint32_t* result) {
  const char* name = kNames[parameter];
  if (!v) return true;
  if (optional && v.IsNone()) {
    *result = Dialect::kUnset;
    return true;
  }
  if (!IsStr(v)) {
    return RaiseParameter(
        iso, name,
        std::string(optional ? "must be string or None, not " : "must be string, not ") +
            TypeName(iso, v));
  }
  Str* text = v.As<Str>();
  if (text->length != 1) return RaiseParameter(iso, name, "must be a 1-character string");
  *result = Str::CodePointAt(iso, text, 0);
  return true;
}

bool ReadFlag(Isolate* iso, Value v, bool* result) { return !v || Truth(iso, v, result); }

bool ReadQuoting(Isolate* iso, const Value* parameters, Dialect* dialect) {
  const Value v = parameters[kQuoting];
  if (!v) {
    if (parameters[kQuote] && parameters[kQuote].IsNone()) dialect->quoting = Quoting::kNone;
    return true;
  }
  if (!IsExactInt(v)) return RaiseParameter(iso, kNames[kQuoting], "must be an integer");
  int64_t number;
  if (!IntToInt64(v, &number) || number < 0 || number > static_cast<int64_t>(Quoting::kNone)) {
    return RaiseTypeError(iso, "bad \"quoting\" value");
  }
  dialect->quoting = static_cast<Quoting>(number);
  return true;
}

bool ReadLineTerminator(Isolate* iso, Value v, Dialect* dialect) {
  if (!v) {
    dialect->line_terminator = Str::Intern(iso, "\r\n");
    iso->Barrier(dialect);
    return dialect->line_terminator != nullptr;
  }
  if (v.IsNone()) return RaiseTypeError(iso, "lineterminator must be set");
  if (!IsStr(v)) return RaiseParameter(iso, kNames[kLineTerminator], "must be a string");
  dialect->line_terminator = v.As<Str>();
  iso->Barrier(dialect);  // the flags behind it may be asked of script
  return true;
}

Dialect* FromParameters(Isolate* iso, Type* type, const Value* parameters) {
  KRAIT_TRY(Dialect*, dialect, NewInstance<Dialect>(iso, type));
  dialect->delimiter = ',';
  dialect->escape = Dialect::kUnset;
  dialect->quote = '"';
  dialect->quoting = Quoting::kMinimal;
  dialect->double_quote = true;
  dialect->skip_initial_space = false;
  dialect->strict = false;
  dialect->line_terminator = nullptr;
  KRAIT_CHECK_OK(
      ReadCharacter(iso, kDelimiter, parameters[kDelimiter], false, &dialect->delimiter));
  KRAIT_CHECK_OK(ReadFlag(iso, parameters[kDoubleQuote], &dialect->double_quote));
  KRAIT_CHECK_OK(ReadCharacter(iso, kEscape, parameters[kEscape], true, &dialect->escape));
  KRAIT_CHECK_OK(ReadLineTerminator(iso, parameters[kLineTerminator], dialect));
  KRAIT_CHECK_OK(ReadCharacter(iso, kQuote, parameters[kQuote], true, &dialect->quote));
  KRAIT_CHECK_OK(ReadQuoting(iso, parameters, dialect));
  KRAIT_CHECK_OK(ReadFlag(iso, parameters[kSkipInitialSpace], &dialect->skip_initial_space));
  KRAIT_CHECK_OK(ReadFlag(iso, parameters[kStrict], &dialect->strict));
  if (dialect->quoting != Quoting::kNone && dialect->quote == Dialect::kUnset) {
    return RaiseTypeError(iso, "quotechar must be set if quoting enabled");
  }
  return dialect;
}

Dialect* AsDialect(Value v) {
  if (!HasKind(v, ObjectKind::kNativeInstance)) return nullptr;
  auto* dialect = v.As<Dialect>();
  return dialect->layout == &kLayout ? dialect : nullptr;
}

// `parameters`: the given ones; Empty where `base` decides.
Dialect* Make(Isolate* iso, Type* type, Value base, Value* parameters) {
  if (base && IsStr(base)) {
    Value registered;
    KRAIT_CHECK_OK(StateOfCsv(iso).dialects->Lookup(iso, base, &registered));
    if (!registered) return RaiseCsvError(iso, "unknown dialect");
    base = registered;
  }
  if (base && !base.IsNone()) {
    bool any = false;
    for (int i = 0; i < kParameterCount; ++i) any |= !parameters[i].IsEmpty();
    if (Dialect* dialect = AsDialect(base); dialect != nullptr && !any) return dialect;
    for (int i = 0; i < kParameterCount; ++i) {
      if (parameters[i]) continue;
      KRAIT_TRY(Str*, name, Str::Intern(iso, kNames[i]));
      if (LookupAttr(iso, base, name, &parameters[i])) continue;
      TakePending(iso);
      parameters[i] = Value();
    }
  }
  return FromParameters(iso, type, parameters);
}

Value DialectNew(Isolate* iso, Value* args, size_t) {
  return Value::Object(Make(iso, args[0].As<Type>(), args[1], args + 2));
}

Value RefusePickle(Isolate* iso, Value* args, size_t) {
  return RaiseF(iso, ExceptionId::kTypeError, "cannot pickle '%.100s' instances",
                TypeName(iso, args[0]));
}

Dialect* Self(Value v) { return v.As<Dialect>(); }

Value CharacterOrNone(Isolate* iso, uint32_t c) {
  return c == Dialect::kUnset ? Value::None() : Value::Object(Str::FromCodePoint(iso, c));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", DialectNew,
     "($cls, /, dialect=None, delimiter=None, doublequote=None, escapechar=None, "
     "lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)",
     kConstructor},
    {"__reduce__", RefusePickle, "($self, /, *args, **kwargs)"},
    {"__reduce_ex__", RefusePickle, "($self, /, *args, **kwargs)"},
};
constexpr NativeProperty kProperties[] = {
    {"delimiter", [](Isolate* iso, Value v) { return CharacterOrNone(iso, Self(v)->delimiter); }},
    {"doublequote", [](Isolate*, Value v) { return Value::Bool(Self(v)->double_quote); }, nullptr,
     nullptr, kMember},
    {"escapechar", [](Isolate* iso, Value v) { return CharacterOrNone(iso, Self(v)->escape); }},
    {"lineterminator", [](Isolate*, Value v) { return Value::Object(Self(v)->line_terminator); }},
    {"quotechar", [](Isolate* iso, Value v) { return CharacterOrNone(iso, Self(v)->quote); }},
    {"quoting", [](Isolate*, Value v) { return Value::Int(static_cast<int>(Self(v)->quoting)); }},
    {"skipinitialspace", [](Isolate*, Value v) { return Value::Bool(Self(v)->skip_initial_space); },
     nullptr, nullptr, kMember},
    {"strict", [](Isolate*, Value v) { return Value::Bool(Self(v)->strict); }, nullptr, nullptr,
     kMember},
};

}  // namespace

const TypeSpec kDialectSpec = {
    .name = "_csv.Dialect",
    .module = "_csv",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kImmutable,
    .doc = "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
    .layout = &kLayout,
};

Dialect* MakeDialect(Isolate* iso, Value dialect, Dict* given) {
  Value parameters[kParameterCount];
  int64_t position = 0;
  Value key, value;
  while (given != nullptr && given->NextEntry(&position, &key, &value)) {
    int i = 0;
    while (i < kParameterCount && !key.As<Str>()->Equals(kNames[i])) ++i;
    if (i == kParameterCount) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "'%s' is an invalid keyword argument for this function", key.As<Str>()->data);
    }
    parameters[i] = value;
  }
  return Make(iso, iso->native_type(&kDialectSpec), dialect, parameters);
}

}  // namespace krait::csv
