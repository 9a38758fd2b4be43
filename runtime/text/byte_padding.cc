// bytes and bytearray: center, ljust, zfill, expandtabs, strip.
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str_methods.h"

namespace krait {
namespace {

bool IsSpaceByte(char c) { return c == ' ' || (c >= 9 && c <= 13); }

Value Pad(Isolate* iso, Value self, int64_t left, int64_t right, char fill) {
  if (left <= 0 && right <= 0) return SameOrCopy(iso, self);
  ByteBuilder out(iso);
  out.Fill(static_cast<size_t>(left), fill);
  out.Append(ByteContents(self));
  out.Fill(static_cast<size_t>(right), fill);
  return out.failed() ? Value() : NewLike(iso, self, out.view());
}

// The missing width, not negative; and the fill byte.
bool PaddingArguments(Isolate* iso, Value* args, const char* name, int64_t* missing, char* fill) {
  int64_t width;
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], &width));
  *fill = ' ';
  if (args[2]) {
    if (!IsByteString(args[2]) || ByteContents(args[2]).size() != 1) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%s() argument 2 must be a byte string of length 1, not %.50s", name,
                    args[2].IsNone() ? "None" : TypeName(iso, args[2]));
    }
    *fill = ByteContents(args[2])[0];
  }
  const auto size = static_cast<int64_t>(ByteContents(args[0]).size());
  *missing = width > size ? width - size : 0;
  return true;
}

Value StripMethod(Isolate* iso, Value* args, bool left, bool right) {
  const bool spaces = args[1].IsEmpty() || args[1].IsNone();
  std::optional<ByteArgument> chars;
  if (!spaces) {
    chars.emplace(iso, args[1], false);
    if (!chars->ok()) return Value();
  }
  const auto drop = [&](char c) {
    return spaces ? IsSpaceByte(c) : chars->view().find(c) != std::string_view::npos;
  };
  std::string_view text = ByteContents(args[0]);
  const size_t size = text.size();
  while (left && !text.empty() && drop(text.front())) text.remove_prefix(1);
  while (right && !text.empty() && drop(text.back())) text.remove_suffix(1);
  return text.size() == size ? SameOrCopy(iso, args[0]) : NewLike(iso, args[0], text);
}

}  // namespace

namespace byte_methods {

Value Center(Isolate* iso, Value* args, size_t) {
  int64_t missing;
  char fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, "center", &missing, &fill));
  const int64_t width = missing + static_cast<int64_t>(ByteContents(args[0]).size());
  const int64_t left = missing / 2 + (missing & width & 1);
  return Pad(iso, args[0], left, missing - left, fill);
}
Value Ljust(Isolate* iso, Value* args, size_t) {
  int64_t missing;
  char fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, "ljust", &missing, &fill));
  return Pad(iso, args[0], 0, missing, fill);
}
Value Rjust(Isolate* iso, Value* args, size_t) {
  int64_t missing;
  char fill;
  KRAIT_CHECK_OK(PaddingArguments(iso, args, "rjust", &missing, &fill));
  return Pad(iso, args[0], missing, 0, fill);
}

Value Zfill(Isolate* iso, Value* args, size_t) {
  int64_t width;
  KRAIT_CHECK_OK(SizeArgument(iso, args[1], &width));
  std::string_view text = ByteContents(args[0]);
  const int64_t missing = width - static_cast<int64_t>(text.size());
  if (missing <= 0) return SameOrCopy(iso, args[0]);
  ByteBuilder out(iso);
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    out.AppendByte(text[0]);
    text.remove_prefix(1);
  }
  out.Fill(static_cast<size_t>(missing), '0');
  out.Append(text);
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

Value Expandtabs(Isolate* iso, Value* args, size_t) {
  int64_t tab_size = 8;
  KRAIT_CHECK_OK(OptionalIndex(iso, args[1], &tab_size));
  ByteBuilder out(iso);
  int64_t column = 0;
  for (char c : ByteContents(args[0])) {
    if (c == '\t') {
      if (tab_size <= 0) continue;
      const int64_t spaces = tab_size - column % tab_size;
      column += spaces;
      out.Fill(static_cast<size_t>(spaces), ' ');
    } else {
      out.AppendByte(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return out.failed() ? Value() : NewLike(iso, args[0], out.view());
}

Value Strip(Isolate* iso, Value* args, size_t) { return StripMethod(iso, args, true, true); }
Value Lstrip(Isolate* iso, Value* args, size_t) { return StripMethod(iso, args, true, false); }
Value Rstrip(Isolate* iso, Value* args, size_t) { return StripMethod(iso, args, false, true); }

}  // namespace byte_methods
}  // namespace krait
