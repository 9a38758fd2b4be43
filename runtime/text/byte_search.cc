// bytes and bytearray: find, count, replace and the like.
#include <algorithm>
#include <cstring>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytes.h"
#include "runtime/text/search.h"
#include "runtime/text/str_methods.h"

namespace krait {
namespace {

// The part of the contents that (start, end) select.
struct Selection {
  bool possible;  // start is not behind end
  int64_t start;
  std::string_view part;
};

Selection Select(Value self, int64_t start, int64_t end) {
  const std::string_view text = ByteContents(self);
  ClipRange(static_cast<int64_t>(text.size()), &start, &end);
  if (start > end) return {false, 0, {}};
  return {true, start, text.substr(static_cast<size_t>(start), static_cast<size_t>(end - start))};
}

bool RangeArguments(Isolate* iso, Value* args, int64_t* start, int64_t* end) {
  *start = 0;
  *end = INT64_MAX;
  return OptionalPosition(iso, args[2], start) && OptionalPosition(iso, args[3], end);
}

Value FindMethod(Isolate* iso, Value* args, bool from_end, bool must_exist) {
  int64_t start, end;
  KRAIT_CHECK_OK(RangeArguments(iso, args, &start, &end));
  const ByteArgument needle(iso, args[1], true);
  if (!needle.ok()) return Value();
  const Selection in = Select(args[0], start, end);
  const size_t at = !in.possible ? kNotFound
                    : from_end   ? FindLastBytes(in.part, needle.view())
                                 : FindBytes(in.part, needle.view());
  if (at != kNotFound) return Value::Int(in.start + static_cast<int64_t>(at));
  if (must_exist) return RaiseValueError(iso, "subsection not found");
  return Value::Int(-1);
}

Value AffixMethod(Isolate* iso, Value* args, bool at_end) {
  int64_t start, end;
  KRAIT_CHECK_OK(RangeArguments(iso, args, &start, &end));
  const auto matches = [&](std::string_view affix) {
    const Selection in = Select(args[0], start, end);
    return in.possible && (at_end ? in.part.ends_with(affix) : in.part.starts_with(affix));
  };
  if (HasKind(args[1], ObjectKind::kTuple)) {
    for (Value item : args[1].As<Tuple>()->view()) {
      const ByteArgument affix(iso, item, false);
      if (!affix.ok()) return Value();
      if (matches(affix.view())) return Value::True();
    }
    return Value::False();
  }
  if (!HasBuffer(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "%s first arg must be bytes or a tuple of bytes, not %.100s",
                  at_end ? "endswith" : "startswith", TypeName(iso, args[1]));
  }
  const ByteArgument affix(iso, args[1], false);
  return affix.ok() ? Value::Bool(matches(affix.view())) : Value();
}

bool AppendInterleaved(std::string_view text, std::string_view with, int64_t limit,
                       ByteBuilder& out) {
  const int64_t inserts = std::min<int64_t>(limit, static_cast<int64_t>(text.size()) + 1);
  size_t i = 0;
  for (int64_t k = 0; k < inserts; ++k) {
    out.Append(with);
    if (i < text.size()) out.AppendByte(text[i++]);
  }
  out.Append(text.substr(i));
  return !out.failed();
}

}  // namespace

namespace byte_methods {

Value Find(Isolate* iso, Value* args, size_t) { return FindMethod(iso, args, false, false); }
Value Index(Isolate* iso, Value* args, size_t) { return FindMethod(iso, args, false, true); }
Value Rfind(Isolate* iso, Value* args, size_t) { return FindMethod(iso, args, true, false); }
Value Rindex(Isolate* iso, Value* args, size_t) { return FindMethod(iso, args, true, true); }

Value Count(Isolate* iso, Value* args, size_t) {
  int64_t start, end;
  KRAIT_CHECK_OK(RangeArguments(iso, args, &start, &end));
  const ByteArgument needle(iso, args[1], true);
  if (!needle.ok()) return Value();
  const Selection in = Select(args[0], start, end);
  if (!in.possible) return Value::Int(0);
  const size_t count =
      needle.view().empty() ? in.part.size() + 1 : CountBytes(in.part, needle.view());
  return Value::Int(static_cast<int64_t>(count));
}

Value Contains(Isolate* iso, Value* args, size_t) {
  if (!HasBuffer(args[1]) && !LookupSpecial(iso, args[1], Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError, "a bytes-like object is required, not '%.100s'",
                  TypeName(iso, args[1]));
  }
  const ByteArgument needle(iso, args[1], true);
  if (!needle.ok()) return Value();
  return Value::Bool(FindBytes(ByteContents(args[0]), needle.view()) != kNotFound);
}

Value Startswith(Isolate* iso, Value* args, size_t) { return AffixMethod(iso, args, false); }
Value Endswith(Isolate* iso, Value* args, size_t) { return AffixMethod(iso, args, true); }

Value Removeprefix(Isolate* iso, Value* args, size_t) {
  const ByteArgument prefix(iso, args[1], false);
  if (!prefix.ok()) return Value();
  const std::string_view text = ByteContents(args[0]);
  if (prefix.view().empty() || !text.starts_with(prefix.view())) return SameOrCopy(iso, args[0]);
  return NewLike(iso, args[0], text.substr(prefix.view().size()));
}

Value Removesuffix(Isolate* iso, Value* args, size_t) {
  const ByteArgument suffix(iso, args[1], false);
  if (!suffix.ok()) return Value();
  const std::string_view text = ByteContents(args[0]);
  if (suffix.view().empty() || !text.ends_with(suffix.view())) return SameOrCopy(iso, args[0]);
  return NewLike(iso, args[0], text.substr(0, text.size() - suffix.view().size()));
}

Value Replace(Isolate* iso, Value* args, size_t) {
  int64_t limit = -1;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[3], &limit));
  if (limit < 0) limit = INT64_MAX;
  const ByteArgument old(iso, args[1], false);
  if (!old.ok()) return Value();
  const ByteArgument replacement(iso, args[2], false);
  if (!replacement.ok()) return Value();
  const std::string_view text = ByteContents(args[0]);
  if (limit == 0 || old.view().size() > text.size()) return SameOrCopy(iso, args[0]);
  ByteBuilder out(iso);
  if (old.view().empty()) {
    KRAIT_CHECK_OK(AppendInterleaved(text, replacement.view(), limit, out));
    return NewLike(iso, args[0], out.view());
  }
  size_t from = 0;
  for (; limit > 0; --limit) {
    const size_t at = FindBytes(text, old.view(), from);
    if (at == kNotFound) break;
    out.Append(text.substr(from, at - from));
    out.Append(replacement.view());
    from = at + old.view().size();
  }
  if (from == 0) return SameOrCopy(iso, args[0]);
  out.Append(text.substr(from));
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

}  // namespace byte_methods
}  // namespace krait
