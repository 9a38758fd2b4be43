// _csv.writer: rows as lines of a file.
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/csv/csv.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait::csv {

namespace {

struct Writer : NativeInstance {
  Value write;  // the file's method
  Dialect* dialect;
};

constexpr NativeLayout kLayout = LayoutOf<Writer, &Writer::write, &Writer::dialect>("writer");

bool IsNumber(Isolate* iso, Value v) {
  return v.IsInt() || v.IsDouble() || !LookupSpecial(iso, v, Special::kIndex).IsEmpty() ||
         !LookupSpecial(iso, v, Special::kInt).IsEmpty() ||
         !LookupSpecial(iso, v, Special::kFloat).IsEmpty();
}

// Builds one line.
class LineBuilder {
 public:
  LineBuilder(Isolate* iso, const Dialect* dialect) : iso_(iso), dialect_(*dialect), out_(iso) {}

  bool Field(Value v) {
    bool quoted = dialect_.quoting == Quoting::kAll;
    if (dialect_.quoting == Quoting::kNonNumeric) quoted = !IsNumber(iso_, v);
    if (IsStr(v)) return Append(v.As<Str>()->view(), quoted);
    if (v.IsNone()) return Append({}, quoted);
    KRAIT_TRY(Str*, text, ToStr(iso_, v));
    return Append(text->view(), quoted);
  }

  Str* Finish() {
    // A line with nothing on it would be read as a row without fields.
    if (fields_ > 0 && out_.length() == 0) {
      if (dialect_.quoting == Quoting::kNone) {
        return RaiseCsvError(iso_, "single empty field record must be quoted");
      }
      fields_ = 0;
      if (!Append({}, true)) return nullptr;
    }
    out_.Append(dialect_.line_terminator);
    return out_.Finish();
  }

 private:
  bool IsSpecial(uint32_t c) const {
    if (c == dialect_.delimiter || c == dialect_.escape || c == dialect_.quote) return true;
    for (uint32_t end : utf8::CodePoints(dialect_.line_terminator->view())) {
      if (c == end) return true;
    }
    return false;
  }

  // A special character needs quotes around the field, or an escape in front of itself.
  bool NeedsEscape(uint32_t c, bool* quoted) {
    if (dialect_.quoting == Quoting::kNone) return true;
    if (c == dialect_.quote) {
      if (!dialect_.double_quote) return true;
      doubled_ = true;
    } else if (c == dialect_.escape) {
      return true;
    }
    *quoted = true;
    return false;
  }

  // Quotes stand in front of the text, but whether they are needed follows from all of it.
  bool Append(std::string_view text, bool quoted) {
    StrBuilder body(iso_);
    for (uint32_t c : utf8::CodePoints(text)) {
      doubled_ = false;
      if (IsSpecial(c)) {
        if (NeedsEscape(c, &quoted)) {
          if (dialect_.escape == Dialect::kUnset) {
            return RaiseCsvError(iso_, "need to escape, but no escapechar set");
          }
          body.AppendCodePoint(dialect_.escape);
        }
        if (doubled_) body.AppendCodePoint(dialect_.quote);
      }
      body.AppendCodePoint(c);
    }
    if (fields_++ > 0) out_.AppendCodePoint(dialect_.delimiter);
    if (quoted) out_.AppendCodePoint(dialect_.quote);
    out_.Append(body.view(), body.length());
    if (quoted) out_.AppendCodePoint(dialect_.quote);
    return !body.failed() && !out_.failed();
  }

  Isolate* iso_;
  const Dialect& dialect_;
  StrBuilder out_;
  int64_t fields_ = 0;
  bool doubled_ = false;
};

Value WriteOne(Isolate* iso, const Writer* self, Value row) {
  const Value fields = Iter(iso, row);
  if (!fields) {
    if (!ClearPendingIf(iso, ExceptionId::kTypeError)) return Value();
    return RaiseCsvError(iso, std::string("iterable expected, not ") + TypeName(iso, row));
  }
  LineBuilder line(iso, self->dialect);
  while (const Value field = Next(iso, fields)) {
    if (!line.Field(field)) return Value();
  }
  if (iso->HasPending()) return Value();
  KRAIT_TRY(Str*, text, line.Finish());
  return Call(iso, self->write, {Value::Object(text)});
}

Value WriteRow(Isolate* iso, Value* args, size_t) {
  return WriteOne(iso, args[0].As<Writer>(), args[1]);
}

Value WriteRows(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, rows, Iter(iso, args[1]));
  while (const Value row = Next(iso, rows)) {
    if (!WriteOne(iso, args[0].As<Writer>(), row)) return Value();
  }
  return iso->HasPending() ? Value() : Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"writerow", WriteRow, "($self, row, /)", 0,
     "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  "
     "Non-string\nelements will be converted to string."},
    {"writerows", WriteRows, "($self, rows, /)", 0,
     "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  "
     "Non-string\nelements will be converted to string."},
};
constexpr NativeProperty kProperties[] = {
    {"dialect", [](Isolate*, Value self) { return Value::Object(self.As<Writer>()->dialect); },
     nullptr, nullptr, kMember},
};

}  // namespace

const TypeSpec kWriterSpec = {
    .name = "_csv.writer",
    .module = "_csv",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .doc =
        "CSV writer\n\nWriter objects are responsible for generating tabular data\n"
        "in CSV format from sequence input.\n",
    .layout = &kLayout,
};

Value NewWriter(Isolate* iso, Value file, Dialect* dialect) {
  KRAIT_TRY(Str*, name, Str::Intern(iso, "write"));
  Value write;
  KRAIT_CHECK_OK(LookupAttr(iso, file, name, &write));
  if (!write || !IsCallable(iso, write)) {
    return RaiseTypeError(iso, "argument 1 must have a \"write\" method");
  }
  KRAIT_TRY(Writer*, writer, NewInstance<Writer>(iso, iso->native_type(&kWriterSpec)));
  writer->write = write;
  writer->dialect = dialect;
  return Value::Object(writer);
}

}  // namespace krait::csv
