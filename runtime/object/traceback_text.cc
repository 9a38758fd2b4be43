// The text of an uncaught exception: tracebacks with source and marks, chains, notes, groups, syntax
// errors, suggestions. Equal to what CPython 3.11's default excepthook prints.
#include <algorithm>
#include <string>
#include <vector>

#include "runtime/bytecode/code.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/source_marks.h"
#include "runtime/object/suggestions.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/object/type_type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr int kRepeatsShown = 3;
constexpr int kMaxGroupDepth = 10;
constexpr int kMaxGroupWidth = 15;
constexpr size_t kDefaultLimit = 1000;

std::string_view NameOf(const Str* s) { return s == nullptr ? std::string_view("?") : s->view(); }

class Printer {
 public:
  explicit Printer(Isolate* iso) : iso_(iso) {}

  void Print(Value exception) { PrintRecursively(exception); }
  void PrintEntries(const Traceback* tb);
  std::string TakeText() { return std::move(out_); }

 private:
  // Inside of groups every line stands behind a margin.
  void Margin() {
    out_.append(2 * depth_, ' ');
    if (depth_ > 0) out_ += "| ";
  }
  void Line(std::string_view text) {
    Margin();
    out_ += text;
    out_ += '\n';
  }

  void PrintRecursively(Value exception);
  void PrintCauseAndContext(const Exception* e);
  void PrintChained(Value exception, const char* message);
  void PrintGroup(Value exception);
  void PrintOne(Value exception);
  void PrintTraceback(Value exception);
  void PrintEntry(const Traceback* tb, int line);
  bool PrintSyntaxLocation(Value exception, Value* message);
  void PrintErrorText(std::string_view text, int64_t offset, int64_t end_offset);
  void PrintMessage(Value exception, Value shown);
  void PrintNotes(Value exception);

  bool Seen(Value exception) const {
    return std::find(seen_.begin(), seen_.end(), exception) != seen_.end();
  }
  bool IsGroup(Value v) const {
    return IsExceptionInstance(iso_, v, ExceptionId::kBaseExceptionGroup);
  }
  // The result of a call that must not fail: an exception in it is dropped.
  template <typename T>
  T* Quiet(T* result) {
    if (result == nullptr) iso_->set_pending(Value::Empty());
    return result;
  }
  size_t Limit();

  Isolate* iso_;
  std::string out_;
  SourceLines sources_;
  std::vector<Value> seen_;  // all of them are reachable from the exception being printed
  int depth_ = 0;            // of groups
  bool need_close_ = false;
};

void Printer::PrintRecursively(Value exception) {
  if (!IsException(exception)) return;
  if (!iso_->CheckStack()) {
    iso_->set_pending(Value::Empty());
    return;
  }
  seen_.push_back(exception);
  PrintCauseAndContext(exception.As<Exception>());
  if (IsGroup(exception)) {
    PrintGroup(exception);
  } else {
    PrintOne(exception);
  }
}

void Printer::PrintCauseAndContext(const Exception* e) {
  if (IsException(e->cause)) {
    if (!Seen(e->cause)) {
      PrintChained(e->cause,
                   "The above exception was the direct cause of the following exception:");
    }
    return;
  }
  if (e->suppress_context || !IsException(e->context) || Seen(e->context)) return;
  PrintChained(e->context, "During handling of the above exception, another exception occurred:");
}

void Printer::PrintChained(Value exception, const char* message) {
  const bool need_close = need_close_;
  PrintRecursively(exception);
  need_close_ = need_close;
  Line("");
  Line(message);
  Line("");
}

void Printer::PrintGroup(Value exception) {
  if (depth_ > kMaxGroupDepth) {
    Line("... (max_group_depth is " + std::to_string(kMaxGroupDepth) + ")");
    return;
  }
  if (depth_ == 0) ++depth_;
  PrintOne(exception);
  const Tuple* members = exception.As<Exception>()->extra[GroupField::kExceptions].As<Tuple>();
  const int64_t count = members->size;
  const int64_t shown = std::min<int64_t>(count, kMaxGroupWidth + 1);
  need_close_ = false;
  for (int64_t i = 0; i < shown; ++i) {
    const bool last = i == shown - 1;
    if (last) need_close_ = true;
    const bool truncated = i >= kMaxGroupWidth;
    out_.append(2 * depth_, ' ');
    out_ += i == 0 ? "+-" : "  ";
    out_ += "+---------------- " + (truncated ? "..." : std::to_string(i + 1)) +
            " ----------------\n";
    ++depth_;
    if (truncated) {
      const int64_t rest = count - kMaxGroupWidth;
      Line("and " + std::to_string(rest) + " more exception" + (rest > 1 ? "s" : ""));
    } else {
      PrintRecursively(members->items[i]);
    }
    if (last && need_close_) {
      out_.append(2 * depth_, ' ');
      out_ += "+------------------------------------\n";
      need_close_ = false;
    }
    --depth_;
  }
  if (depth_ == 1) --depth_;
}

void Printer::PrintOne(Value exception) {
  PrintTraceback(exception);
  Value shown = exception;
  PrintSyntaxLocation(exception, &shown);
  PrintMessage(exception, shown);
  PrintNotes(exception);
}

void Printer::PrintTraceback(Value exception) {
  const Traceback* tb = exception.As<Exception>()->traceback;
  if (tb == nullptr) return;
  const bool group = IsGroup(exception);
  out_.append(2 * depth_, ' ');
  if (depth_ > 0) out_ += group && depth_ == 1 ? "+ " : "| ";
  out_ += group ? "Exception Group Traceback (most recent call last):\n"
                : "Traceback (most recent call last):\n";
  PrintEntries(tb);
}

size_t Printer::Limit() {
  const Value v = iso_->sys_attribute("tracebacklimit");
  int64_t limit;
  if (!v || !IsIntLike(v)) return kDefaultLimit;
  if (!IntToInt64(v, &limit)) return IntSign(v) > 0 ? kDefaultLimit * kDefaultLimit : 0;
  return limit <= 0 ? 0 : static_cast<size_t>(limit);
}

void Printer::PrintEntries(const Traceback* tb) {
  size_t depth = 0;
  const size_t limit = Limit();
  for (const Traceback* t = tb; t != nullptr; t = t->next) ++depth;
  for (; tb != nullptr && depth > limit; --depth) tb = tb->next;
  const Code* last_code = nullptr;
  int last_line = -1, repeats = 0;
  const auto report_repeats = [&] {
    if (repeats <= kRepeatsShown) return;
    const int more = repeats - kRepeatsShown;
    Line("  [Previous line repeated " + std::to_string(more) + " more time" +
         (more > 1 ? "s" : "") + "]");
  };
  for (; tb != nullptr; tb = tb->next) {
    const int line = TracebackLine(tb);
    const Code* code = tb->code;
    const bool same = last_code != nullptr && line == last_line &&
                      (code == last_code || (Str::Equals(code->filename, last_code->filename) &&
                                             Str::Equals(code->name, last_code->name)));
    if (!same) {
      report_repeats();
      last_code = code;
      last_line = line;
      repeats = 0;
    }
    if (++repeats <= kRepeatsShown) PrintEntry(tb, line);
  }
  report_repeats();
}

void Printer::PrintEntry(const Traceback* tb, int line) {
  const std::string filename(NameOf(tb->code->filename));
  Line("  File \"" + filename + "\", line " + std::to_string(line) + ", in " +
       std::string(NameOf(tb->code->name)));
  const std::string_view source = sources_.Line(filename, line);
  const size_t blanks = LeadingBlanks(source);
  if (source.empty()) return;
  Line("    " + std::string(source.substr(blanks)));
  if (tb->line != 0) return;
  const CodePosition position = PositionAt(tb->code, tb->offset);
  if (position.line != line) return;
  const std::string marks = SourceMarks(source, position);
  if (!marks.empty()) Line("    " + marks);
}

// "  File ..., line ..." with the line of the error, for exceptions that carry a place. *message
// becomes what is shown behind the class's name.
bool Printer::PrintSyntaxLocation(Value exception, Value* message) {
  const auto& names = iso_->names();
  Value marker, msg, filename, lineno, offset, end_lineno, end_offset, text;
  const auto look = [&](Str* name, Value* result) {
    if (LookupAttr(iso_, exception, name, result)) return static_cast<bool>(*result);
    iso_->set_pending(Value::Empty());
    return false;
  };
  if (!look(names.print_file_and_line, &marker)) return false;
  if (!look(names.msg, &msg) || !look(names.filename, &filename) ||
      !look(names.lineno, &lineno) || !look(names.offset, &offset) || !look(names.text, &text)) {
    return false;
  }
  look(names.end_lineno, &end_lineno);
  look(names.end_offset, &end_offset);
  int64_t line, column = -1, end_line = -1, end_column = -1;
  if (!IsIntLike(lineno) || !IntToInt64(lineno, &line)) return false;
  if (IsIntLike(offset)) IntToInt64(offset, &column);
  end_line = line;
  end_column = column;
  if (IsIntLike(end_lineno)) IntToInt64(end_lineno, &end_line);
  if (IsIntLike(end_offset)) IntToInt64(end_offset, &end_column);
  std::string name = "<string>";
  if (!filename.IsNone()) {
    const Str* shown = Quiet(ToStr(iso_, filename));
    if (shown != nullptr) name = std::string(shown->view());
  }
  *message = msg;
  Line("  File \"" + name + "\", line " + std::to_string(line));
  if (HasKind(text, ObjectKind::kStr)) {
    const std::string_view source = text.As<Str>()->view();
    if (end_line > line) end_column = static_cast<int64_t>(source.size());
    PrintErrorText(source, column, end_column);
  }
  return true;
}

void Printer::PrintErrorText(std::string_view text, int64_t offset, int64_t end_offset) {
  const int64_t carets =
      end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  --offset;
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\f')) {
    text.remove_prefix(1);
    --offset;
  }
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  offset = std::min<int64_t>(offset, static_cast<int64_t>(text.size()));
  // Of a text of several lines the one that has the error.
  for (size_t newline; (newline = text.find('\n')) != text.npos;) {
    if (static_cast<int64_t>(newline) >= offset) break;
    text.remove_prefix(newline + 1);
    offset -= static_cast<int64_t>(newline) + 1;
  }
  Margin();
  out_ += "    ";
  out_ += text;
  out_ += '\n';
  if (offset < 0) return;
  Line("    " + std::string(offset, ' ') + std::string(carets, '^'));
}

void Printer::PrintMessage(Value exception, Value shown) {
  Type* type = TypeOf(iso_, exception);
  Margin();
  const Value module = TypeModule(iso_, type);
  if (!HasKind(module, ObjectKind::kStr)) {
    out_ += "<unknown>.";
  } else if (module.As<Str>()->view() != "builtins" && module.As<Str>()->view() != "__main__") {
    out_ += std::string(module.As<Str>()->view()) + ".";
  }
  out_ += type->qualname->view();
  if (!shown.IsNone()) {
    const Str* text = Quiet(ToStr(iso_, shown));
    if (text == nullptr) {
      out_ += ": <exception str() failed>";
    } else if (text->byte_length != 0) {
      out_ += ": ";
      out_ += text->view();
    }
  }
  const std::string suggestion = SuggestionFor(iso_, exception);
  if (!suggestion.empty()) out_ += ". Did you mean: '" + suggestion + "'?";
  out_ += '\n';
}

void Printer::PrintNotes(Value exception) {
  Value notes;
  if (!LookupAttr(iso_, exception, iso_->names().dunder_notes, &notes)) {
    iso_->set_pending(Value::Empty());
  }
  if (!notes) return;
  if (!HasKind(notes, ObjectKind::kList) && !HasKind(notes, ObjectKind::kTuple)) {
    const Str* repr = Quiet(Repr(iso_, notes));
    Line(repr == nullptr ? std::string_view("<__notes__ repr() failed>") : repr->view());
    return;
  }
  const List* list = Quiet(ListFromIterable(iso_, notes));
  if (list == nullptr) return;
  for (int64_t i = 0; i < list->size; ++i) {
    const Str* note = Quiet(ToStr(iso_, list->At(i)));
    if (note == nullptr) {
      Line("<note str() failed>");
      continue;
    }
    std::string_view text = note->view();
    while (true) {
      const size_t newline = text.find('\n');
      Line(text.substr(0, newline));
      if (newline == text.npos) break;
      text.remove_prefix(newline + 1);
    }
  }
}

}  // namespace

std::string FormatException(Isolate* iso, Value exception) {
  // The exception may be one that is pending; printing runs script code.
  const Value pending = TakePending(iso);
  Printer printer(iso);
  printer.Print(exception);
  iso->set_pending(pending);
  return printer.TakeText();
}

}  // namespace krait
