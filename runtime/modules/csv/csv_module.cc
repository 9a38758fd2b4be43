// The module itself, and the registry of dialects.
#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/csv/csv.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/int.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace csv {

const TypeSpec kErrorSpec = {
    .name = "Error",
    .module = "_csv",
    .kind = ObjectKind::kException,
    .base = ExceptionSpec(ExceptionId::kException),
    .flags = kSubclassable | kHasDict,
};

void CsvState::Trace(gc::Marker& marker) { marker.Visit(dialects); }

CsvState& StateOfCsv(Isolate* iso) {
  auto& state = StateOf<CsvState>(iso);
  if (state.dialects == nullptr) state.dialects = Dict::New(iso);
  return state;
}

Failure RaiseCsvError(Isolate* iso, std::string_view message) {
  KRAIT_TRY(Str*, text, Str::NewLossy(iso, message));
  KRAIT_TRY(Value, exception,
            Call(iso, Value::Object(iso->native_type(&kErrorSpec)), {Value::Object(text)}));
  return RaiseValue(iso, exception);
}

namespace {

// f(first, dialect=None, /, **parameters)
Dialect* DialectArgument(Isolate* iso, Value* args) {
  const Tuple* given = args[0].As<Tuple>();
  if (given->size < 1 || given->size > 2) {
    return RaiseF(iso, ExceptionId::kTypeError, " expected at %s, got %lld",
                  given->size == 0 ? "least 1 argument" : "most 2 arguments",
                  static_cast<long long>(given->size));
  }
  Dict* parameters = args[1].As<Dict>();
  Value dialect = given->size == 2 ? given->items[1] : Value();
  Str* name = Str::Intern(iso, "dialect");
  if (name == nullptr) return nullptr;
  if (const Value by_name = parameters->Get(iso, name); by_name && !dialect) {
    dialect = by_name;
    KRAIT_TRY(Dict*, rest, parameters->Copy(iso));
    rest->Delete(iso, name);
    parameters = rest;
  }
  return MakeDialect(iso, dialect, parameters);
}

Value ReaderFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dialect*, dialect, DialectArgument(iso, args));
  return NewReader(iso, args[0].As<Tuple>()->items[0], dialect);
}

Value WriterFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dialect*, dialect, DialectArgument(iso, args));
  return NewWriter(iso, args[0].As<Tuple>()->items[0], dialect);
}

Value RegisterDialect(Isolate* iso, Value* args, size_t) {
  const Tuple* given = args[0].As<Tuple>();
  if (given->size > 0 && !IsStr(given->items[0])) {
    return RaiseTypeError(iso, "dialect name must be a string");
  }
  KRAIT_TRY(Dialect*, dialect, DialectArgument(iso, args));
  KRAIT_CHECK_OK(StateOfCsv(iso).dialects->SetItem(iso, given->items[0], Value::Object(dialect)));
  return Value::None();
}

Value UnregisterDialect(Isolate* iso, Value* args, size_t) {
  bool found;
  KRAIT_CHECK_OK(StateOfCsv(iso).dialects->DeleteItem(iso, args[0], &found));
  if (!found) return RaiseCsvError(iso, "unknown dialect");
  return Value::None();
}

Value GetDialect(Isolate* iso, Value* args, size_t) {
  Value dialect;
  KRAIT_CHECK_OK(StateOfCsv(iso).dialects->Lookup(iso, args[0], &dialect));
  if (!dialect) return RaiseCsvError(iso, "unknown dialect");
  return dialect;
}

Value ListDialects(Isolate* iso, Value*, size_t) {
  return Value::Object(ListFromIterable(iso, Value::Object(StateOfCsv(iso).dialects)));
}

Value FieldSizeLimit(Isolate* iso, Value* args, size_t) {
  const int64_t old = StateOfCsv(iso).field_limit;
  if (args[0]) {
    if (!IsExactInt(args[0])) return RaiseTypeError(iso, "limit must be an integer");
    int64_t limit;
    if (!IntToInt64(args[0], &limit)) {
      return RaiseOverflowError(iso, "Python int too large to convert to C long");
    }
    StateOfCsv(iso).field_limit = limit;
  }
  return IntFromInt64(iso, old);
}

constexpr NativeMethod kFunctions[] = {
    {"reader", ReaderFunction, "(*args, **kwargs)"},
    {"writer", WriterFunction, "(*args, **kwargs)"},
    {"register_dialect", RegisterDialect, "(*args, **kwargs)", 0,
     "Create a mapping from a string name to a dialect class.\n"
     "    dialect = csv.register_dialect(name[, dialect[, **fmtparams]])"},
    {"unregister_dialect", UnregisterDialect, "($module, /, name)", 0,
     "Delete the name/dialect mapping associated with a string name.\n\n"
     "    csv.unregister_dialect(name)"},
    {"get_dialect", GetDialect, "($module, /, name)", 0,
     "Return the dialect instance associated with name.\n\n    dialect = csv.get_dialect(name)"},
    {"list_dialects", ListDialects, "($module, /)", 0,
     "Return a list of all known dialect names.\n\n    names = csv.list_dialects()"},
    {"field_size_limit", FieldSizeLimit, "($module, /, new_limit=<unrepresentable>)", 0,
     "Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns old "
     "limit. If limit is not given, no new limit is set and\nthe old limit is returned"},
};

constexpr ModuleConstant kConstants[] = {
    {"QUOTE_MINIMAL", Value::Int(static_cast<int>(Quoting::kMinimal))},
    {"QUOTE_ALL", Value::Int(static_cast<int>(Quoting::kAll))},
    {"QUOTE_NONNUMERIC", Value::Int(static_cast<int>(Quoting::kNonNumeric))},
    {"QUOTE_NONE", Value::Int(static_cast<int>(Quoting::kNone))},
    {"__version__", {}, "1.0"},
};

bool Init(Isolate* iso, Module* module) {
  Type* reader = iso->native_type(&kReaderSpec);
  Type* writer = iso->native_type(&kWriterSpec);
  return reader != nullptr && writer != nullptr && StateOfCsv(iso).dialects != nullptr &&
         AddModuleType(iso, module, &kDialectSpec) != nullptr &&
         AddModuleType(iso, module, &kErrorSpec) != nullptr &&
         SetModuleAttribute(iso, module, "Reader", Value::Object(reader)) &&
         SetModuleAttribute(iso, module, "Writer", Value::Object(writer)) &&
         SetModuleAttribute(iso, module, "_dialects", Value::Object(StateOfCsv(iso).dialects));
}

}  // namespace

}  // namespace csv

const ModuleSpec kCsvModule = {
    .name = "_csv",
    .doc = "CSV parsing and writing.",
    .functions = csv::kFunctions,
    .constants = csv::kConstants,
    .init = csv::Init,
};

}  // namespace krait
