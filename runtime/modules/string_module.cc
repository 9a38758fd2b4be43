// The native module _string, beneath string.Formatter.
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/format_string.h"
#include "runtime/text/str.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

bool TemplateArgument(Isolate* iso, Value v) {
  return IsStr(v) || RaiseF(iso, ExceptionId::kTypeError, "expected str, got %s", TypeName(iso, v));
}

// Yields (literal, field name, spec, conversion).
Value FormatterParser(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(TemplateArgument(iso, args[0]));
  KRAIT_TRY(List*, fields, List::New(iso));
  FormatStringReader reader(iso, args[0].As<Str>()->view());
  FormatField field;
  bool ok;
  while (reader.Next(&field, &ok)) {
    KRAIT_TRY(Str*, literal, Str::New(iso, field.literal));
    Value name = Value::None(), spec = Value::None(), conversion = Value::None();
    if (field.present) {
      name = Value::Object(Str::New(iso, field.name));
      spec = Value::Object(Str::New(iso, field.spec));
      if (!name || !spec) return Value();
    }
    if (field.conversion != 0)
      conversion = Value::Object(Str::FromCodePoint(iso, field.conversion));
    KRAIT_TRY(Tuple*, item, Tuple::Of(iso, {Value::Object(literal), name, spec, conversion}));
    KRAIT_CHECK_OK(fields->Append(iso, Value::Object(item)));
  }
  return ok ? Iter(iso, Value::Object(fields)) : Value();
}

// (first, iterator of (is_attribute, attribute name or item key))
Value FormatterFieldNameSplit(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(TemplateArgument(iso, args[0]));
  FieldNameReader reader(iso, args[0].As<Str>()->view());
  const auto key = [iso](int64_t number, std::string_view text) {
    return number >= 0 && Value::FitsInt(number) ? Value::Int(number)
                                                 : Value::Object(Str::New(iso, text));
  };
  const int64_t number = FieldNumber(iso, reader.first());
  if (number == -2) return Value();
  KRAIT_TRY(Value, first, key(number, reader.first()));
  KRAIT_TRY(List*, parts, List::New(iso));
  FieldNameReader::Part part;
  bool ok;
  while (reader.Next(&part, &ok)) {
    KRAIT_TRY(Value, name, key(part.number, part.text));
    KRAIT_TRY(Tuple*, item, Tuple::Of(iso, {Value::Bool(part.is_attribute), name}));
    KRAIT_CHECK_OK(parts->Append(iso, Value::Object(item)));
  }
  if (!ok) return Value();
  KRAIT_TRY(Value, iterator, Iter(iso, Value::Object(parts)));
  return Value::Object(Tuple::Of(iso, {first, iterator}));
}

constexpr NativeMethod kFunctions[] = {
    {"formatter_parser", FormatterParser, "(format_string, /)"},
    {"formatter_field_name_split", FormatterFieldNameSplit, "(field_name, /)"},
};

}  // namespace

const ModuleSpec kStringModule = {
    .name = "_string",
    .doc = "string helper module",
    .functions = kFunctions,
};

}  // namespace krait
