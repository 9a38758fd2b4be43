// str % values.
#include <string>
#include <string_view>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/percent_format.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

bool AppendPadded(StrBuilder& out, const PercentSpec& spec, std::string_view body, size_t length) {
  const PercentPadding padding(spec, length);
  if (padding.left + padding.right > Str::kMaxBytes) {
    return RaiseMemoryError(out.isolate());
  }
  out.Fill(padding.left, ' ');
  out.Append(body, length);
  out.Fill(padding.right, ' ');
  return true;
}

// %s %r %a
bool AppendText(StrBuilder& out, const PercentSpec& spec, Value v) {
  Isolate* iso = out.isolate();
  Str* s = spec.conversion == 's'   ? ToStr(iso, v)
           : spec.conversion == 'r' ? Repr(iso, v)
                                    : Ascii(iso, v);
  if (s == nullptr) return false;
  std::string_view body = s->view();
  size_t length = s->length;
  if (spec.precision >= 0 && static_cast<size_t>(spec.precision) < length) {
    length = static_cast<size_t>(spec.precision);
    body = body.substr(0, utf8::Skip(s->data, length) - s->data);
  }
  return AppendPadded(out, spec, body, length);
}

// %c
bool AppendCharacter(StrBuilder& out, const PercentSpec& spec, Value v) {
  Isolate* iso = out.isolate();
  if (IsStr(v)) {
    const Str* s = v.As<Str>();
    if (s->length != 1) return RaiseTypeError(iso, "%c requires int or char");
    return AppendPadded(out, spec, s->view(), 1);
  }
  if (v.IsDouble() || !LookupSpecial(iso, v, Special::kIndex)) {
    return RaiseTypeError(iso, "%c requires int or char");
  }
  int64_t c;
  KRAIT_TRY(Value, index, Index(iso, v));
  if (!IntToInt64(index, &c) || c < 0 || c > utf8::kMaxCodePoint) {
    return RaiseOverflowError(iso, "%c arg not in range(0x110000)");
  }
  char encoded[4];
  const size_t size = utf8::Encode(static_cast<uint32_t>(c), encoded);
  return AppendPadded(out, spec, {encoded, size}, 1);
}

constexpr std::string_view kConversions = "sracdiuoxXeEfFgG";

bool AppendConversion(StrBuilder& out, PercentFormatter& formatter, const PercentSpec& spec) {
  if (kConversions.find(spec.conversion) == kConversions.npos) {
    // The value is taken first, and missed first.
    if (!formatter.NextValue()) return false;
    formatter.RaiseUnsupported(spec);
    return false;
  }
  const Value v = formatter.NextValue();
  if (!v) return false;
  switch (spec.conversion) {
    case 's':
      if (spec.width < 0 && spec.precision < 0 && IsExactStr(v)) {
        out.Append(v.As<Str>());
        return true;
      }
      [[fallthrough]];
    case 'r':
    case 'a':
      return AppendText(out, spec, v);
    case 'c':
      return AppendCharacter(out, spec, v);
    case 'd':
    case 'i':
    case 'u':
      if (v.IsInt() && spec.width < 0 && spec.precision < 0 && !spec.sign && !spec.blank) {
        out.AppendInt(v.AsInt());
        return true;
      }
      [[fallthrough]];
    case 'o':
    case 'x':
    case 'X': {
      std::string field;
      if (!FormatIntegerForPercent(out.isolate(), v, spec, &field)) return false;
      out.AppendAscii(field);
      return true;
    }
    default: {
      std::string field;
      if (!FormatFloatForPercent(out.isolate(), v, spec, &field)) return false;
      out.AppendAscii(field);
      return true;
    }
  }
}

}  // namespace

Value StrPercent(Isolate* iso, Str* s, Value values) {
  StrBuilder out(iso, s->byte_length);
  PercentFormatter formatter(iso, s->view(), values, false);
  std::string_view literal;
  while (formatter.NextLiteral(&literal)) {
    out.Append(literal);
    PercentSpec spec;
    KRAIT_CHECK_OK(formatter.ReadSpec(&spec));
    if (spec.conversion == '%') {
      out.AppendChar('%');
    } else {
      KRAIT_CHECK_OK(AppendConversion(out, formatter, spec));
    }
  }
  out.Append(literal);
  KRAIT_CHECK_OK(formatter.CheckAllUsed());
  return Value::Object(out.Finish());
}

}  // namespace krait
