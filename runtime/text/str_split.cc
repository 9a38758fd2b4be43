// str: split, rsplit, splitlines, partition.
#include <algorithm>
#include <vector>

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/search.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/text_state.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

// Collects pieces of one string as a list.
class Pieces {
 public:
  Pieces(Isolate* iso, Str* s) : iso_(iso), string_(s), list_(List::New(iso)) {}

  bool Add(const char* begin, const char* end) {
    if (list_ == nullptr) return false;
    const std::string_view piece(begin, end - begin);
    Str* s = string_->IsAscii() ? Str::NewAscii(iso_, piece) : Str::New(iso_, piece);
    return s != nullptr && list_->Append(iso_, Value::Object(s));
  }
  bool AddWhole() {
    if (!IsExactStr(string_)) return Add(string_->data, string_->data + string_->byte_length);
    return list_ != nullptr && list_->Append(iso_, Value::Object(string_));
  }
  List* list() const { return list_; }
  // For rsplit, which finds its pieces from the end.
  void Reverse() {
    if (list_ == nullptr) return;
    for (int64_t i = 0, j = list_->size - 1; i < j; ++i, --j) {
      const Value low = list_->At(i);
      list_->Set(iso_, i, list_->At(j));
      list_->Set(iso_, j, low);
    }
  }

 private:
  Isolate* iso_;
  Str* string_;
  List* list_;
};

const char* SkipSpace(const char* p, const char* end) {
  while (p < end) {
    const char* next = p;
    if (!unicode::IsSpace(utf8::Next(next))) break;
    p = next;
  }
  return p;
}

const char* SkipWord(const char* p, const char* end) {
  while (p < end) {
    const char* next = p;
    if (unicode::IsSpace(utf8::Next(next))) break;
    p = next;
  }
  return p;
}

const char* SkipSpaceBack(const char* p, const char* begin) {
  while (p > begin) {
    const char* q = p;
    if (!unicode::IsSpace(utf8::Previous(q))) break;
    p = q;
  }
  return p;
}

const char* SkipWordBack(const char* p, const char* begin) {
  while (p > begin) {
    const char* q = p;
    if (unicode::IsSpace(utf8::Previous(q))) break;
    p = q;
  }
  return p;
}

List* SplitSpace(Isolate* iso, Str* s, int64_t limit) {
  Pieces pieces(iso, s);
  const char* end = s->data + s->byte_length;
  const char* p = SkipSpace(s->data, end);
  while (p < end) {
    if (limit-- == 0) {
      KRAIT_CHECK_OK(pieces.Add(p, end));
      break;
    }
    const char* word_end = SkipWord(p, end);
    if (word_end - p == s->byte_length) {
      KRAIT_CHECK_OK(pieces.AddWhole());
    } else {
      KRAIT_CHECK_OK(pieces.Add(p, word_end));
    }
    p = SkipSpace(word_end, end);
  }
  return pieces.list();
}

List* RsplitSpace(Isolate* iso, Str* s, int64_t limit) {
  Pieces pieces(iso, s);
  const char* begin = s->data;
  const char* p = SkipSpaceBack(begin + s->byte_length, begin);
  while (p > begin) {
    if (limit-- == 0) {
      KRAIT_CHECK_OK(pieces.Add(begin, p));
      break;
    }
    const char* word = SkipWordBack(p, begin);
    KRAIT_CHECK_OK(pieces.Add(word, p));
    p = SkipSpaceBack(word, begin);
  }
  pieces.Reverse();
  return pieces.list();
}

List* SplitAt(Isolate* iso, Str* s, std::string_view separator, int64_t limit) {
  Pieces pieces(iso, s);
  const std::string_view text = s->view();
  size_t from = 0;
  while (limit-- > 0) {
    const size_t at = FindBytes(text, separator, from);
    if (at == kNotFound) break;
    KRAIT_CHECK_OK(pieces.Add(text.data() + from, text.data() + at));
    from = at + separator.size();
  }
  if (from == 0) {
    KRAIT_CHECK_OK(pieces.AddWhole());
  } else {
    KRAIT_CHECK_OK(pieces.Add(text.data() + from, text.data() + text.size()));
  }
  return pieces.list();
}

List* RsplitAt(Isolate* iso, Str* s, std::string_view separator, int64_t limit) {
  Pieces pieces(iso, s);
  std::string_view text = s->view();
  while (limit-- > 0) {
    const size_t at = FindLastBytes(text, separator);
    if (at == kNotFound) break;
    KRAIT_CHECK_OK(pieces.Add(text.data() + at + separator.size(), text.data() + text.size()));
    text = text.substr(0, at);
  }
  KRAIT_CHECK_OK(pieces.Add(text.data(), text.data() + text.size()));
  pieces.Reverse();
  return pieces.list();
}

Value SplitMethod(Isolate* iso, Value* args, bool from_end) {
  Str* s = args[0].As<Str>();
  int64_t limit = -1;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[2], &limit));
  if (limit < 0) limit = INT64_MAX;
  if (args[1].IsEmpty() || args[1].IsNone()) {
    return Value::Object(from_end ? RsplitSpace(iso, s, limit) : SplitSpace(iso, s, limit));
  }
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "must be str or None, not %.100s",
                  TypeName(iso, args[1]));
  }
  const std::string_view separator = args[1].As<Str>()->view();
  if (separator.empty()) return RaiseValueError(iso, "empty separator");
  return Value::Object(from_end ? RsplitAt(iso, s, separator, limit)
                                : SplitAt(iso, s, separator, limit));
}

Value PartitionMethod(Isolate* iso, Value* args, bool from_end) {
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "must be str, not %.100s", TypeName(iso, args[1]));
  }
  Str* s = args[0].As<Str>();
  const std::string_view text = s->view();
  const std::string_view separator = args[1].As<Str>()->view();
  if (separator.empty()) return RaiseValueError(iso, "empty separator");
  const size_t at = from_end ? FindLastBytes(text, separator) : FindBytes(text, separator);
  const Value empty = Value::Object(iso->text().empty);
  if (at == kNotFound) {
    KRAIT_TRY(Str*, whole, IsExactStr(s) ? s : Str::New(iso, text));
    const Value v = Value::Object(whole);
    return Value::Object(from_end ? Tuple::Of(iso, {empty, empty, v})
                                  : Tuple::Of(iso, {v, empty, empty}));
  }
  KRAIT_TRY(Str*, before, Str::New(iso, text.substr(0, at)));
  KRAIT_TRY(Str*, after, Str::New(iso, text.substr(at + separator.size())));
  return Value::Object(Tuple::Of(iso, {Value::Object(before), args[1], Value::Object(after)}));
}

}  // namespace

namespace str_methods {

Value Split(Isolate* iso, Value* args, size_t) { return SplitMethod(iso, args, false); }
Value Rsplit(Isolate* iso, Value* args, size_t) { return SplitMethod(iso, args, true); }
Value Partition(Isolate* iso, Value* args, size_t) { return PartitionMethod(iso, args, false); }
Value Rpartition(Isolate* iso, Value* args, size_t) { return PartitionMethod(iso, args, true); }

Value Splitlines(Isolate* iso, Value* args, size_t) {
  Str* s = args[0].As<Str>();
  int keep_ends = 0;
  if (args[1]) KRAIT_CHECK_OK(IntArgument(iso, args[1], &keep_ends));
  Pieces pieces(iso, s);
  const char* p = s->data;
  const char* end = p + s->byte_length;
  while (p < end) {
    const char* line = p;
    const char* line_end = p;
    uint32_t c = 0;
    while (p < end) {
      line_end = p;
      c = utf8::Next(p);
      if (unicode::IsLineBreak(c)) break;
      line_end = p;
    }
    if (c == '\r' && p < end && *p == '\n') ++p;
    KRAIT_CHECK_OK(pieces.Add(line, keep_ends ? p : line_end));
  }
  return Value::Object(pieces.list());
}

}  // namespace str_methods
}  // namespace krait
