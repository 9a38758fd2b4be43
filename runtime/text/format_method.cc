// str.format, str.format_map and str.__format__.
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/format_spec.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/format_string.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

class Formatter {
 public:
  // `positional` false: format_map, which has no positional values.
  Formatter(Isolate* iso, std::span<const Value> args, bool positional, Value keywords)
      : iso_(iso), args_(args), positional_(positional), keywords_(keywords) {}

  bool Run(std::string_view text, int depth, StrBuilder& out) {
    if (depth <= 0) return RaiseValueError(iso_, "Max string recursion exceeded");
    FormatStringReader reader(iso_, text);
    FormatField field;
    bool ok;
    while (reader.Next(&field, &ok)) {
      out.Append(field.literal);
      if (field.present) KRAIT_CHECK_OK(AppendField(field, depth, out));
    }
    return ok;
  }

 private:
  enum class Numbering { kUndecided, kAutomatic, kManual };

  bool AppendField(const FormatField& field, int depth, StrBuilder& out) {
    KRAIT_TRY(Value, object, FieldValue(field.name));
    Value v = object;
    if (field.conversion != 0) {
      v = Convert(v, field.conversion);
      if (!v) return false;
    }
    if (field.spec.empty()) {
      if (IsExactStr(v)) {
        out.Append(v.As<Str>());
        return true;
      }
      if (v.IsInt()) {
        out.AppendInt(v.AsInt());
        return true;
      }
    }
    Str* spec;
    if (field.nested) {
      StrBuilder expanded(iso_);
      KRAIT_CHECK_OK(Run(field.spec, depth - 1, expanded));
      spec = expanded.Finish();
    } else {
      spec = Str::New(iso_, field.spec);
    }
    if (spec == nullptr) return false;
    KRAIT_TRY(Str*, text, krait::Format(iso_, v, spec));
    out.Append(text);
    return true;
  }

  Value Convert(Value v, uint32_t conversion) {
    switch (conversion) {
      case 'r':
        return Value::Object(Repr(iso_, v));
      case 's':
        return Value::Object(ToStr(iso_, v));
      case 'a':
        return Value::Object(Ascii(iso_, v));
      default:
        if (conversion > 32 && conversion < 127) {
          return RaiseF(iso_, ExceptionId::kValueError, "Unknown conversion specifier %c",
                        static_cast<char>(conversion));
        }
        return RaiseF(iso_, ExceptionId::kValueError, "Unknown conversion specifier \\x%x",
                      conversion);
    }
  }

  // The number of a positional field, or -1 for a named one; -2 with the exception pending.
  int64_t PositionOf(std::string_view first) {
    const int64_t number = FieldNumber(iso_, first);
    if (number == -2 || (number == -1 && !first.empty())) return number;
    const Numbering wanted = first.empty() ? Numbering::kAutomatic : Numbering::kManual;
    if (numbering_ == Numbering::kUndecided) numbering_ = wanted;
    if (numbering_ != wanted) {
      RaiseValueError(iso_, wanted == Numbering::kAutomatic
                                ? "cannot switch from manual field specification to automatic "
                                  "field numbering"
                                : "cannot switch from automatic field numbering to manual field "
                                  "specification");
      return -2;
    }
    return first.empty() ? next_++ : number;
  }

  Value FirstValue(std::string_view first) {
    const int64_t position = PositionOf(first);
    if (position == -2) return Value();
    if (position == -1) {
      KRAIT_TRY(Str*, key, Str::New(iso_, first));
      if (keywords_.IsEmpty()) {
        return RaiseWith(iso_, ExceptionId::kKeyError, Value::Object(key));
      }
      return GetItem(iso_, keywords_, Value::Object(key));
    }
    if (!positional_) return RaiseValueError(iso_, "Format string contains positional fields");
    if (static_cast<uint64_t>(position) >= args_.size()) {
      return RaiseF(iso_, ExceptionId::kIndexError,
                    "Replacement index %zd out of range for positional args tuple", position);
    }
    return args_[static_cast<size_t>(position)];
  }

  Value FieldValue(std::string_view name) {
    FieldNameReader reader(iso_, name);
    KRAIT_TRY(Value, first, FirstValue(reader.first()));
    Value object = first;
    FieldNameReader::Part part;
    bool ok;
    while (reader.Next(&part, &ok)) {
      if (part.is_attribute) {
        object = GetAttr(iso_, object, part.text);
      } else if (part.number >= 0) {
        object =
            Value::FitsInt(part.number) ? GetItem(iso_, object, Value::Int(part.number)) : Value();
        if (!object && !iso_->HasPending()) {
          return RaiseIndexError(iso_, "cannot fit 'int' into an index-sized integer");
        }
      } else {
        KRAIT_TRY(Str*, key, Str::New(iso_, part.text));
        object = GetItem(iso_, object, Value::Object(key));
      }
      if (!object) return Value();
    }
    return ok ? object : Value();
  }

  Isolate* iso_;
  std::span<const Value> args_;
  bool positional_;
  Value keywords_;
  Numbering numbering_ = Numbering::kUndecided;
  int64_t next_ = 0;
};

// Fields may nest once: "{:{width}}".
constexpr int kMaxDepth = 2;

}  // namespace

Str* StrFormatMethod(Isolate* iso, Str* format, std::span<const Value> args, Value kwargs) {
  StrBuilder out(iso, format->byte_length);
  Formatter formatter(iso, args, true, kwargs);
  KRAIT_CHECK_OK(formatter.Run(format->view(), kMaxDepth, out));
  return out.Finish();
}

Value StrFormat(Isolate* iso, Str* s, std::string_view text) {
  const Value value = Value::Object(s);
  if (text.empty()) return IsExactStr(s) ? value : Value::Object(Str::New(iso, s->view()));
  FormatSpec spec;
  KRAIT_CHECK_OK(ParseFormatSpec(iso, text, value, 's', '<', &spec));
  if (spec.type != 's') return RaiseUnknownFormatCode(iso, spec.type, value);
  if (spec.sign != 0) {
    return RaiseValueError(iso, spec.sign == ' ' ? "Space not allowed in string format specifier"
                                                 : "Sign not allowed in string format specifier");
  }
  if (spec.no_negative_zero) {
    return RaiseValueError(iso,
                           "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) {
    return RaiseValueError(iso, "Alternate form (#) not allowed in string format specifier");
  }
  if (spec.align == '=') {
    return RaiseValueError(iso, "'=' alignment not allowed in string format specifier");
  }
  std::string_view body = s->view();
  size_t length = s->length;
  if (spec.precision >= 0 && static_cast<size_t>(spec.precision) < length) {
    length = static_cast<size_t>(spec.precision);
    body = body.substr(0, utf8::Skip(body.data(), length) - body.data());
  }
  return Value::Object(PadToWidth(iso, spec, body, length));
}

namespace str_methods {

Value Format(Isolate* iso, Value* args, size_t) {
  return Value::Object(
      StrFormatMethod(iso, args[0].As<Str>(), args[1].As<Tuple>()->view(), args[2]));
}

Value FormatMap(Isolate* iso, Value* args, size_t) {
  Str* format = args[0].As<Str>();
  StrBuilder out(iso, format->byte_length);
  Formatter formatter(iso, {}, false, args[1]);
  KRAIT_CHECK_OK(formatter.Run(format->view(), kMaxDepth, out));
  return Value::Object(out.Finish());
}

Value FormatWithSpec(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "__format__() argument must be str, not %.200s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  return StrFormat(iso, args[0].As<Str>(), args[1].As<Str>()->view());
}

}  // namespace str_methods
}  // namespace krait
