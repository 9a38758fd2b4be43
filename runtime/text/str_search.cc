// str: find, count, replace and the like.
#include <algorithm>
#include <cstring>

#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/search.h"
#include "runtime/text/str_index.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/text_state.h"

namespace krait {

bool OptionalPosition(Isolate* iso, Value v, int64_t* result) {
  if (v.IsEmpty() || v.IsNone()) return true;
  if (v.IsInt()) {
    *result = v.AsInt();
    return true;
  }
  return SlicePosition(iso, v, result);
}

bool OptionalIndex(Isolate* iso, Value v, int64_t* result) {
  if (v.IsEmpty()) return true;
  if (v.IsInt()) {
    *result = v.AsInt();
    return true;
  }
  return SizeArgument(iso, v, result);
}

void ClipRange(int64_t length, int64_t* start, int64_t* end) {
  if (*end > length) {
    *end = length;
  } else if (*end < 0) {
    *end += length;
    if (*end < 0) *end = 0;
  }
  if (*start < 0) {
    *start += length;
    if (*start < 0) *start = 0;
  }
}

bool StrContains(const Str* s, const Str* part) {
  return FindBytes(s->view(), part->view()) != kNotFound;
}

namespace {

Failure RaiseMustBeStr(Isolate* iso, Value v) {
  return RaiseF(iso, ExceptionId::kTypeError, "must be str, not %.100s", TypeName(iso, v));
}

// The part of a string that the arguments (sub, start, end) of a search select, in bytes.
struct SearchRange {
  Str* needle;
  bool possible;  // false: start is behind end or behind the string, nothing can match
  size_t first, last;
  std::string_view text;  // the whole string

  std::string_view part() const { return text.substr(first, last - first); }
};

bool GetSearchRange(Isolate* iso, Value* args, size_t count, SearchRange* range) {
  Str* s = args[0].As<Str>();
  if (!IsStr(args[1])) return RaiseMustBeStr(iso, args[1]);
  range->needle = args[1].As<Str>();
  range->text = s->view();
  int64_t start = 0, end = s->length;
  if (count > 2 && !OptionalPosition(iso, args[2], &start)) return false;
  if (count > 3 && !OptionalPosition(iso, args[3], &end)) return false;
  ClipRange(s->length, &start, &end);
  range->possible = start <= end;
  range->first = range->last = 0;
  if (range->possible) {
    range->first = ByteOffset(iso, s, start);
    range->last = ByteOffset(iso, s, end);
  }
  return true;
}

// The position in bytes, or kNotFound.
size_t FindInRange(const SearchRange& range, bool from_end) {
  if (!range.possible) return kNotFound;
  const std::string_view part = range.part();
  const size_t at =
      from_end ? FindLastBytes(part, range.needle->view()) : FindBytes(part, range.needle->view());
  return at == kNotFound ? at : at + range.first;
}

Value FindMethod(Isolate* iso, Value* args, size_t count, bool from_end, bool must_exist) {
  SearchRange range;
  KRAIT_CHECK_OK(GetSearchRange(iso, args, count, &range));
  const size_t at = FindInRange(range, from_end);
  if (at == kNotFound) {
    if (must_exist) return RaiseValueError(iso, "substring not found");
    return Value::Int(-1);
  }
  return Value::Int(CodePointIndex(iso, args[0].As<Str>(), at));
}

// startswith and endswith.
Value AffixMethod(Isolate* iso, Value* args, size_t count, bool at_end) {
  const char* name = at_end ? "endswith" : "startswith";
  Str* s = args[0].As<Str>();
  int64_t start = 0, end = s->length;
  if (count > 2) KRAIT_CHECK_OK(OptionalPosition(iso, args[2], &start));
  if (count > 3) KRAIT_CHECK_OK(OptionalPosition(iso, args[3], &end));
  ClipRange(s->length, &start, &end);
  const bool possible = start <= end;
  std::string_view part;
  if (possible) {
    const size_t first = ByteOffset(iso, s, start);
    part = s->view().substr(first, ByteOffset(iso, s, end) - first);
  }
  const auto matches = [&](Value affix) {
    const std::string_view a = affix.As<Str>()->view();
    return possible && (at_end ? part.ends_with(a) : part.starts_with(a));
  };
  if (IsStr(args[1])) return Value::Bool(matches(args[1]));
  if (args[1].IsHeap() && args[1].AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kTuple)) {
    for (Value affix : args[1].As<Tuple>()->view()) {
      if (!IsStr(affix)) {
        return RaiseF(iso, ExceptionId::kTypeError,
                      "tuple for %s must only contain str, not %.100s", name, TypeName(iso, affix));
      }
      if (matches(affix)) return Value::True();
    }
    return Value::False();
  }
  return RaiseF(iso, ExceptionId::kTypeError,
                "%s first arg must be str or a tuple of str, not %.100s", name,
                TypeName(iso, args[1]));
}

// Between the characters, at most `limit` times.
Str* Interleave(Isolate* iso, Str* s, Str* with, int64_t limit) {
  const int64_t inserts = std::min<int64_t>(limit, int64_t{s->length} + 1);
  StrBuilder out(iso, s->byte_length + inserts * with->byte_length);
  const char* p = s->data;
  const char* end = p + s->byte_length;
  for (int64_t i = 0; i < inserts; ++i) {
    out.Append(with);
    if (p == end) break;
    const size_t size = utf8::SequenceLength(*p);
    out.Append({p, size}, 1);
    p += size;
  }
  const std::string_view rest(p, end - p);
  out.Append(rest);
  return out.Finish();
}

Value ExactStr(Isolate* iso, Str* s) {
  return Value::Object(IsExactStr(s) ? s : Str::New(iso, s->view()));
}

Value ReplaceAll(Isolate* iso, Str* s, Str* old, Str* replacement, int64_t limit) {
  if (limit < 0) limit = INT64_MAX;
  if (limit == 0 || old->byte_length > s->byte_length) return ExactStr(iso, s);
  if (old->byte_length == 0) return Value::Object(Interleave(iso, s, replacement, limit));
  const std::string_view text = s->view();
  const size_t hits = CountBytes(text, old->view(), static_cast<size_t>(limit));
  if (hits == 0) return ExactStr(iso, s);
  const uint64_t bytes =
      text.size() - hits * old->byte_length + uint64_t{hits} * replacement->byte_length;
  if (bytes > Str::kMaxBytes) return RaiseOverflowError(iso, "replace string is too long");
  const size_t length = s->length - hits * old->length + hits * replacement->length;
  if (bytes == 0) return Value::Object(iso->text().empty);
  char* to;
  Str* result = Str::NewUninitialized(iso, bytes, length, &to);
  if (result == nullptr) return Value();
  size_t from = 0;
  for (size_t i = 0; i < hits; ++i) {
    const size_t at = FindBytes(text, old->view(), from);
    std::memcpy(to, text.data() + from, at - from);
    to += at - from;
    std::memcpy(to, replacement->data, replacement->byte_length);
    to += replacement->byte_length;
    from = at + old->byte_length;
  }
  std::memcpy(to, text.data() + from, text.size() - from);
  return Value::Object(result);
}

Failure RaiseArgumentType(Isolate* iso, const char* what, Value v) {
  return RaiseF(iso, ExceptionId::kTypeError, "%s must be str, not %.100s", what,
                v.IsNone() ? "None" : TypeName(iso, v));
}

}  // namespace

namespace str_methods {

Value Find(Isolate* iso, Value* args, size_t count) {
  return FindMethod(iso, args, count, false, false);
}
Value Index(Isolate* iso, Value* args, size_t count) {
  return FindMethod(iso, args, count, false, true);
}
Value Rfind(Isolate* iso, Value* args, size_t count) {
  return FindMethod(iso, args, count, true, false);
}
Value Rindex(Isolate* iso, Value* args, size_t count) {
  return FindMethod(iso, args, count, true, true);
}

Value Count(Isolate* iso, Value* args, size_t count) {
  SearchRange range;
  KRAIT_CHECK_OK(GetSearchRange(iso, args, count, &range));
  if (!range.possible) return Value::Int(0);
  const std::string_view part = range.part();
  if (range.needle->byte_length == 0) {
    return Value::Int(static_cast<int64_t>(utf8::CountCodePoints(part)) + 1);
  }
  return Value::Int(static_cast<int64_t>(CountBytes(part, range.needle->view())));
}

Value Startswith(Isolate* iso, Value* args, size_t count) {
  return AffixMethod(iso, args, count, false);
}
Value Endswith(Isolate* iso, Value* args, size_t count) {
  return AffixMethod(iso, args, count, true);
}

Value Removeprefix(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) return RaiseArgumentType(iso, "removeprefix() argument", args[1]);
  Str* s = args[0].As<Str>();
  Str* prefix = args[1].As<Str>();
  if (!s->view().starts_with(prefix->view())) return ExactStr(iso, s);
  return Value::Object(Str::Substring(iso, s, prefix->length, s->length));
}

Value Removesuffix(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) return RaiseArgumentType(iso, "removesuffix() argument", args[1]);
  Str* s = args[0].As<Str>();
  Str* suffix = args[1].As<Str>();
  if (suffix->byte_length == 0 || !s->view().ends_with(suffix->view())) return ExactStr(iso, s);
  return Value::Object(Str::Substring(iso, s, 0, int64_t{s->length} - suffix->length));
}

Value Replace(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[1])) return RaiseArgumentType(iso, "replace() argument 1", args[1]);
  if (!IsStr(args[2])) return RaiseArgumentType(iso, "replace() argument 2", args[2]);
  int64_t limit = -1;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[3], &limit));
  return ReplaceAll(iso, args[0].As<Str>(), args[1].As<Str>(), args[2].As<Str>(), limit);
}

}  // namespace str_methods
}  // namespace krait
