// bytes % values.
#include <string>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytes.h"
#include "runtime/text/percent_format.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

void AppendPadded(ByteBuilder& out, const PercentSpec& spec, std::string_view body) {
  const PercentPadding padding(spec, body.size());
  out.Fill(padding.left, ' ');
  out.Append(body);
  out.Fill(padding.right, ' ');
}

void AppendTruncated(ByteBuilder& out, const PercentSpec& spec, std::string_view body) {
  if (spec.precision >= 0) body = body.substr(0, static_cast<size_t>(spec.precision));
  AppendPadded(out, spec, body);
}

// %b %s
bool AppendBytes(ByteBuilder& out, const PercentSpec& spec, Value v) {
  Isolate* iso = out.isolate();
  if (!IsByteString(v)) {
    bool found = false;
    const Value converted = CallSpecial(iso, v, Special::kBytes, {}, &found);
    if (found) {
      if (!converted) return false;
      if (!IsBytes(converted)) {
        return RaiseF(iso, ExceptionId::kTypeError, "__bytes__ returned non-bytes (type %.200s)",
                      TypeName(iso, converted));
      }
      AppendTruncated(out, spec, converted.As<Bytes>()->view());
      return true;
    }
    if (!HasBuffer(v)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%%b requires a bytes-like object, or an object that implements __bytes__, "
                    "not '%.100s'",
                    TypeName(iso, v));
    }
  }
  const ScopedBuffer buffer(iso, v);
  if (!buffer.ok()) return false;
  AppendTruncated(out, spec, buffer.view());
  return true;
}

// %c
bool AppendCharacter(ByteBuilder& out, const PercentSpec& spec, Value v) {
  Isolate* iso = out.isolate();
  if (IsByteString(v)) {
    if (ByteContents(v).size() == 1) {
      AppendPadded(out, spec, ByteContents(v));
      return true;
    }
  } else if (!v.IsDouble() && LookupSpecial(iso, v, Special::kIndex)) {
    KRAIT_TRY(Value, index, Index(iso, v));
    int64_t i;
    if (!IntToInt64(index, &i) || i < 0 || i > 255) {
      return RaiseOverflowError(iso, "%c arg not in range(256)");
    }
    const char c = static_cast<char>(i);
    AppendPadded(out, spec, {&c, 1});
    return true;
  }
  return RaiseTypeError(iso, "%c requires an integer in range(256) or a single byte");
}

bool AppendConversion(ByteBuilder& out, PercentFormatter& formatter, const PercentSpec& spec) {
  Isolate* iso = out.isolate();
  const Value v = formatter.NextValue();
  if (!v) return false;
  std::string field;
  switch (spec.conversion) {
    case 'b':
    case 's':
      return AppendBytes(out, spec, v);
    case 'r':
    case 'a': {
      KRAIT_TRY(Str*, s, Ascii(iso, v));
      AppendTruncated(out, spec, s->view());
      return true;
    }
    case 'c':
      return AppendCharacter(out, spec, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      if (!FormatIntegerForPercent(iso, v, spec, &field)) return false;
      break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      if (!FormatFloatForPercent(iso, v, spec, &field)) {
        if (ClearPendingIf(iso, ExceptionId::kTypeError)) {
          RaiseF(iso, ExceptionId::kTypeError, "float argument required, not %.200s",
                 TypeName(iso, v));
        }
        return false;
      }
      break;
    default:
      formatter.RaiseUnsupported(spec);
      return false;
  }
  out.Append(field);
  return true;
}

}  // namespace

bool FormatBytesPercent(Isolate* iso, std::string_view format, Value values, ByteBuilder& out) {
  // The values' methods may change a bytearray that is the format.
  const std::string copy(format);
  PercentFormatter formatter(iso, copy, values, true);
  std::string_view literal;
  while (formatter.NextLiteral(&literal)) {
    out.Append(literal);
    PercentSpec spec;
    KRAIT_CHECK_OK(formatter.ReadSpec(&spec));
    if (spec.conversion == '%') {
      out.AppendByte('%');
    } else {
      KRAIT_CHECK_OK(AppendConversion(out, formatter, spec));
    }
  }
  out.Append(literal);
  return formatter.CheckAllUsed() && !out.failed();
}

}  // namespace krait
