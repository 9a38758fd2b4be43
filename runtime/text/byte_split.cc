// bytes and bytearray: split, partition, splitlines, join.
#include <algorithm>

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/search.h"
#include "runtime/text/str_methods.h"

namespace krait {
namespace {

bool IsSpaceByte(char c) { return c == ' ' || (c >= 9 && c <= 13); }

bool AddPiece(Isolate* iso, List* list, Value self, std::string_view piece) {
  KRAIT_TRY(Value, v, NewLike(iso, self, piece));
  return list->Append(iso, v);
}

bool SplitSpace(Isolate* iso, Value self, std::string_view text, int64_t limit, List* list) {
  size_t i = 0;
  const size_t n = text.size();
  for (;;) {
    while (i < n && IsSpaceByte(text[i])) ++i;
    if (i == n) return true;
    if (limit-- == 0) {
      return AddPiece(iso, list, self, text.substr(i));
    }
    const size_t start = i;
    while (i < n && !IsSpaceByte(text[i])) ++i;
    KRAIT_CHECK_OK(AddPiece(iso, list, self, text.substr(start, i - start)));
  }
}

bool RsplitSpace(Isolate* iso, Value self, std::string_view text, int64_t limit, List* list) {
  size_t end = text.size();
  for (;;) {
    while (end > 0 && IsSpaceByte(text[end - 1])) --end;
    if (end == 0) return true;
    if (limit-- == 0) {
      return AddPiece(iso, list, self, text.substr(0, end));
    }
    const size_t stop = end;
    while (end > 0 && !IsSpaceByte(text[end - 1])) --end;
    KRAIT_CHECK_OK(AddPiece(iso, list, self, text.substr(end, stop - end)));
  }
}

bool SplitAt(Isolate* iso, Value self, std::string_view text, std::string_view separator,
             int64_t limit, List* list) {
  size_t from = 0;
  while (limit-- > 0) {
    const size_t at = FindBytes(text, separator, from);
    if (at == kNotFound) break;
    KRAIT_CHECK_OK(AddPiece(iso, list, self, text.substr(from, at - from)));
    from = at + separator.size();
  }
  return AddPiece(iso, list, self, text.substr(from));
}

bool RsplitAt(Isolate* iso, Value self, std::string_view text, std::string_view separator,
              int64_t limit, List* list) {
  while (limit-- > 0) {
    const size_t at = FindLastBytes(text, separator);
    if (at == kNotFound) break;
    KRAIT_CHECK_OK(AddPiece(iso, list, self, text.substr(at + separator.size())));
    text = text.substr(0, at);
  }
  return AddPiece(iso, list, self, text);
}

void Reverse(Isolate* iso, List* list) {
  for (int64_t i = 0, j = list->size - 1; i < j; ++i, --j) {
    const Value low = list->At(i);
    list->Set(iso, i, list->At(j));
    list->Set(iso, j, low);
  }
}

Value SplitMethod(Isolate* iso, Value* args, bool from_end) {
  int64_t limit = -1;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[2], &limit));
  if (limit < 0) limit = INT64_MAX;
  KRAIT_TRY(List*, list, List::New(iso));
  if (args[1].IsEmpty() || args[1].IsNone()) {
    const std::string_view text = ByteContents(args[0]);
    KRAIT_CHECK_OK(from_end ? RsplitSpace(iso, args[0], text, limit, list)
                            : SplitSpace(iso, args[0], text, limit, list));
  } else {
    const ByteArgument separator(iso, args[1], false);
    if (!separator.ok()) return Value();
    if (separator.view().empty()) return RaiseValueError(iso, "empty separator");
    const std::string_view text = ByteContents(args[0]);
    KRAIT_CHECK_OK(from_end ? RsplitAt(iso, args[0], text, separator.view(), limit, list)
                            : SplitAt(iso, args[0], text, separator.view(), limit, list));
  }
  if (from_end) Reverse(iso, list);
  return Value::Object(list);
}

Value PartitionMethod(Isolate* iso, Value* args, bool from_end) {
  const ByteArgument separator(iso, args[1], false);
  if (!separator.ok()) return Value();
  if (separator.view().empty()) return RaiseValueError(iso, "empty separator");
  const std::string_view text = ByteContents(args[0]);
  const size_t at =
      from_end ? FindLastBytes(text, separator.view()) : FindBytes(text, separator.view());
  if (at == kNotFound) {
    KRAIT_TRY(Value, whole, SameOrCopy(iso, args[0]));
    KRAIT_TRY(Value, first, NewLike(iso, args[0], {}));
    KRAIT_TRY(Value, second, NewLike(iso, args[0], {}));
    return Value::Object(from_end ? Tuple::Of(iso, {first, second, whole})
                                  : Tuple::Of(iso, {whole, first, second}));
  }
  KRAIT_TRY(Value, before, NewLike(iso, args[0], text.substr(0, at)));
  KRAIT_TRY(Value, middle, NewLike(iso, args[0], separator.view()));
  KRAIT_TRY(Value, after, NewLike(iso, args[0], text.substr(at + separator.view().size())));
  return Value::Object(Tuple::Of(iso, {before, middle, after}));
}

}  // namespace

namespace byte_methods {

Value Split(Isolate* iso, Value* args, size_t) { return SplitMethod(iso, args, false); }
Value Rsplit(Isolate* iso, Value* args, size_t) { return SplitMethod(iso, args, true); }
Value Partition(Isolate* iso, Value* args, size_t) { return PartitionMethod(iso, args, false); }
Value Rpartition(Isolate* iso, Value* args, size_t) { return PartitionMethod(iso, args, true); }

Value Splitlines(Isolate* iso, Value* args, size_t) {
  int keep_ends = 0;
  if (args[1]) KRAIT_CHECK_OK(IntArgument(iso, args[1], &keep_ends));
  KRAIT_TRY(List*, list, List::New(iso));
  const std::string_view text = ByteContents(args[0]);
  size_t i = 0;
  while (i < text.size()) {
    const size_t start = i;
    while (i < text.size() && text[i] != '\n' && text[i] != '\r') ++i;
    const size_t end = i;
    if (i < text.size()) i += text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
    KRAIT_CHECK_OK(AddPiece(iso, list, args[0], text.substr(start, (keep_ends ? i : end) - start)));
  }
  return Value::Object(list);
}

Value Join(Isolate* iso, Value* args, size_t) {
  const Value iterator = Iter(iso, args[1]);
  if (!iterator) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) {
      return RaiseTypeError(iso, "can only join an iterable");
    }
    return Value();
  }
  KRAIT_TRY(List*, items, ListFromIterable(iso, iterator));
  ByteBuilder out(iso);
  for (int64_t i = 0; i < items->size; ++i) {
    const Value item = items->At(i);
    if (!HasBuffer(item)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "sequence item %zd: expected a bytes-like object, %.80s found", i,
                    TypeName(iso, item));
    }
    const ScopedBuffer piece(iso, item);
    if (!piece.ok()) return Value();
    if (i > 0) out.Append(ByteContents(args[0]));
    out.Append(piece.view());
  }
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

}  // namespace byte_methods
}  // namespace krait
