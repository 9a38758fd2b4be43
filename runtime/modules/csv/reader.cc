// _csv.reader: an iterator over the rows of an iterator of lines.
#include <string>

#include "runtime/collection/list.h"
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

struct Reader : NativeInstance {
  Value lines;  // an iterator
  Dialect* dialect;
  int64_t line_number;
};

constexpr NativeLayout kLayout = LayoutOf<Reader, &Reader::lines, &Reader::dialect>("reader");

// Where the parser stands between two characters.
enum class State : uint8_t {
  kStartRecord,
  kStartField,
  kEscaped,
  kInField,
  kInQuotedField,
  kEscapedInQuotedField,
  kQuoteInQuotedField,
  kEatLineEnd,
  kAfterEscapedLineEnd,
};

// Parses one row, fed line by line.
class RowParser {
 public:
  RowParser(Isolate* iso, const Dialect* dialect)
      : iso_(iso), dialect_(*dialect), field_limit_(StateOfCsv(iso).field_limit), field_(iso) {}

  bool Start() {
    row_ = List::New(iso_);
    return row_ != nullptr;
  }
  bool AtEnd() const { return state_ == State::kStartRecord; }
  List* row() const { return row_; }

  bool Line(const Str* line) {
    for (uint32_t c : utf8::CodePoints(line->view())) {
      if (!Character(c)) return false;
    }
    return Character(kEndOfLine);
  }

  // The lines are at their end in the middle of a row.
  bool EndOfLines(bool* has_row) {
    *has_row = field_.length() != 0 || state_ == State::kInQuotedField;
    if (!*has_row) return true;
    if (dialect_.strict) return RaiseCsvError(iso_, "unexpected end of data");
    return SaveField();
  }

 private:
  static constexpr uint32_t kEndOfLine = UINT32_MAX - 1;

  static bool IsLineEnd(uint32_t c) { return c == '\n' || c == '\r'; }
  bool IsQuote(uint32_t c) const {
    return c == dialect_.quote && dialect_.quoting != Quoting::kNone;
  }

  bool Add(uint32_t c) {
    if (static_cast<int64_t>(field_.length()) >= field_limit_) {
      return RaiseCsvError(iso_,
                           "field larger than field limit (" + std::to_string(field_limit_) + ")");
    }
    field_.AppendCodePoint(c);
    return true;
  }

  bool SaveField() {
    KRAIT_TRY(Str*, text, Str::New(iso_, field_.view()));
    field_.Truncate(0, 0);
    Value v = Value::Object(text);
    if (numeric_) {
      v = Call(iso_, Value::Object(iso_->type(ObjectKind::kFloat)), {v});
      if (!v) return false;
    }
    numeric_ = false;
    return row_->Append(iso_, v);
  }

  // After a field: a delimiter has come, or the end of the row.
  bool EndField(uint32_t c) {
    state_ = c == kEndOfLine           ? State::kStartRecord
             : c == dialect_.delimiter ? State::kStartField
                                       : State::kEatLineEnd;
    return SaveField();
  }

  bool StartField(uint32_t c) {
    if (IsLineEnd(c) || c == kEndOfLine) return EndField(c);
    if (IsQuote(c)) {
      state_ = State::kInQuotedField;
    } else if (c == dialect_.escape) {
      state_ = State::kEscaped;
    } else if (c == ' ' && dialect_.skip_initial_space) {
      state_ = State::kStartField;
    } else if (c == dialect_.delimiter) {
      return EndField(c);
    } else {
      numeric_ = dialect_.quoting == Quoting::kNonNumeric;
      state_ = State::kInField;
      return Add(c);
    }
    return true;
  }

  bool InField(uint32_t c) {
    if (IsLineEnd(c) || c == kEndOfLine) return EndField(c);
    if (c == dialect_.escape) {
      state_ = State::kEscaped;
      return true;
    }
    if (c == dialect_.delimiter) return EndField(c);
    state_ = State::kInField;
    return Add(c);
  }

  bool InQuotedField(uint32_t c) {
    if (c == kEndOfLine) return true;
    if (c == dialect_.escape) {
      state_ = State::kEscapedInQuotedField;
      return true;
    }
    if (!IsQuote(c)) return Add(c);
    state_ = dialect_.double_quote ? State::kQuoteInQuotedField : State::kInField;
    return true;
  }

  bool QuoteInQuotedField(uint32_t c) {
    if (IsQuote(c)) {
      state_ = State::kInQuotedField;
      return Add(c);
    }
    if (c == dialect_.delimiter || IsLineEnd(c) || c == kEndOfLine) return EndField(c);
    if (!dialect_.strict) {
      state_ = State::kInField;
      return Add(c);
    }
    StrBuilder message(iso_);
    message.AppendChar('\'');
    message.AppendCodePoint(dialect_.delimiter);
    message.AppendAscii("' expected after '");
    message.AppendCodePoint(dialect_.quote);
    message.AppendChar('\'');
    return RaiseCsvError(iso_, message.view());
  }

  bool Character(uint32_t c) {
    switch (state_) {
      case State::kStartRecord:
        if (c == kEndOfLine) return true;  // an empty line is an empty row
        if (!IsLineEnd(c)) return StartField(c);
        state_ = State::kEatLineEnd;
        return true;
      case State::kStartField:
        return StartField(c);
      case State::kEscaped:
        state_ = IsLineEnd(c) ? State::kAfterEscapedLineEnd : State::kInField;
        return Add(c == kEndOfLine ? '\n' : c);
      case State::kAfterEscapedLineEnd:
        return c == kEndOfLine || InField(c);
      case State::kInField:
        return InField(c);
      case State::kInQuotedField:
        return InQuotedField(c);
      case State::kEscapedInQuotedField:
        state_ = State::kInQuotedField;
        return Add(c == kEndOfLine ? '\n' : c);
      case State::kQuoteInQuotedField:
        return QuoteInQuotedField(c);
      case State::kEatLineEnd:
        if (IsLineEnd(c)) return true;
        if (c != kEndOfLine) {
          return RaiseCsvError(
              iso_,
              "new-line character seen in unquoted field - do you need to open the "
              "file in universal-newline mode?");
        }
        state_ = State::kStartRecord;
        return true;
    }
    return true;
  }

  Isolate* iso_;
  const Dialect& dialect_;
  const int64_t field_limit_;
  StrBuilder field_;
  List* row_ = nullptr;
  State state_ = State::kStartRecord;
  bool numeric_ = false;  // the field was not quoted and is to be a number
};

Value ReaderNext(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<Reader>();
  RowParser parser(iso, self->dialect);
  if (!parser.Start()) return Value();
  do {
    const Value line = Next(iso, self->lines);
    if (!line) {
      bool has_row;
      if (iso->HasPending() || !parser.EndOfLines(&has_row)) return Value();
      return has_row ? Value::Object(parser.row()) : Value();
    }
    if (!IsStr(line)) {
      return RaiseCsvError(iso, "iterator should return strings, not " +
                                    std::string(TypeName(iso, line)) +
                                    " (the file should be opened in text mode)");
    }
    ++self->line_number;
    if (!parser.Line(line.As<Str>())) return Value();
  } while (!parser.AtEnd());
  return Value::Object(parser.row());
}

constexpr NativeMethod kMethods[] = {
    {"__iter__", [](Isolate*, Value* args, size_t) { return args[0]; }, "($self, /)"},
    {"__next__", ReaderNext, "($self, /)", kExhaustible},
};
constexpr NativeProperty kProperties[] = {
    {"dialect", [](Isolate*, Value self) { return Value::Object(self.As<Reader>()->dialect); },
     nullptr, nullptr, kMember},
    {"line_num", [](Isolate*, Value self) { return Value::Int(self.As<Reader>()->line_number); },
     nullptr, nullptr, kMember},
};

}  // namespace

const TypeSpec kReaderSpec = {
    .name = "_csv.reader",
    .module = "_csv",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .doc =
        "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\n"
        "in CSV format.\n",
    .layout = &kLayout,
};

Value NewReader(Isolate* iso, Value lines, Dialect* dialect) {
  KRAIT_TRY(Value, iterator, Iter(iso, lines));
  KRAIT_TRY(Reader*, reader, NewInstance<Reader>(iso, iso->native_type(&kReaderSpec)));
  reader->lines = iterator;
  reader->dialect = dialect;
  reader->line_number = 0;
  return Value::Object(reader);
}

}  // namespace krait::csv
