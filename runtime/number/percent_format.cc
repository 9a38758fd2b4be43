// Numbers in `str % values`.
#include <climits>
#include <cmath>
#include <string>

#include "runtime/isolate.h"
#include "runtime/number/float.h"
#include "runtime/number/format_spec.h"
#include "runtime/number/int.h"
#include "runtime/number/int_conversion.h"
#include "runtime/number/int_limbs.h"
#include "runtime/number/number_format.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {
namespace {

constexpr int kDefaultPrecision = 6;

// sign, prefix, digits, padded as the flags say: zeros stand between prefix and digits.
bool AppendField(Isolate* iso, const PercentSpec& spec, char sign, std::string_view prefix,
                 std::string_view body, std::string* out) {
  const int64_t length = static_cast<int64_t>((sign != 0) + prefix.size() + body.size());
  const int64_t padding = spec.width > length ? spec.width - length : 0;
  if (!CheckTextSize(iso, length + padding)) return false;
  const bool zeros = spec.zero && !spec.left_adjust;
  if (!zeros && !spec.left_adjust) out->append(padding, ' ');
  if (sign != 0) *out += sign;
  out->append(prefix);
  if (zeros) out->append(padding, '0');
  out->append(body);
  if (spec.left_adjust) out->append(padding, ' ');
  return true;
}

char SignFor(const PercentSpec& spec, bool negative) {
  return SignCharacter(negative, spec.sign ? '+' : spec.blank ? ' ' : 0);
}

// The int that the conversion prints; Empty with TypeError or whatever the conversion raised.
Value IntegerFor(Isolate* iso, Value v, char conversion) {
  if (IsIntLike(v)) return v;
  const bool index_only = conversion == 'o' || conversion == 'x' || conversion == 'X';
  const bool number = IsFloatLike(v) || LookupSpecial(iso, v, Special::kInt) ||
                      LookupSpecial(iso, v, Special::kIndex) ||
                      LookupSpecial(iso, v, Special::kFloat);
  if (number) {
    const Value result = index_only ? Index(iso, v) : NumberToInt(iso, v);
    if (result || !ClearPendingIf(iso, ExceptionId::kTypeError)) return result;
  }
  return RaiseF(iso, ExceptionId::kTypeError,
                index_only ? "%%%c format: an integer is required, not %.200s"
                           : "%%%c format: a real number is required, not %.200s",
                conversion, TypeName(iso, v));
}

}  // namespace

bool FormatIntegerForPercent(Isolate* iso, Value value, const PercentSpec& spec, std::string* out) {
  KRAIT_TRY(Value, v, IntegerFor(iso, value, spec.conversion));
  int base = 10;
  std::string_view prefix;
  switch (spec.conversion) {
    case 'o':
      base = 8;
      prefix = "0o";
      break;
    case 'x':
      base = 16;
      prefix = "0x";
      break;
    case 'X':
      base = 16;
      prefix = "0X";
      break;
  }
  const IntLimbs limbs(v);
  if (base == 10 && !CheckDigitsFromBits(iso, limbs.BitLength())) return false;
  const IntDigits digits(iso, limbs, base);
  if (!digits.ok() || (base == 10 && !CheckDigits(iso, digits.size(), false))) return false;
  const auto count = static_cast<int64_t>(digits.size());
  const int64_t zeros = spec.precision > count ? spec.precision - count : 0;
  if (spec.precision > INT_MAX - 3) return RaiseOverflowError(iso, "precision too large");
  if (!CheckTextSize(iso, zeros + count)) return false;
  std::string body(static_cast<size_t>(zeros), '0');
  body.append(digits.data(), digits.size());
  if (spec.conversion == 'X') {
    for (char& c : body) {
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    }
  }
  return AppendField(iso, spec, SignFor(spec, limbs.negative()), spec.alternate ? prefix : "", body,
                     out);
}

bool FormatFloatForPercent(Isolate* iso, Value value, const PercentSpec& spec, std::string* out) {
  double d;
  if (!ToDouble(iso, value, &d)) return false;
  if (spec.precision > INT_MAX) return RaiseValueError(iso, "precision too big");
  const int precision = spec.precision < 0 ? kDefaultPrecision : static_cast<int>(spec.precision);
  if (!CheckTextSize(iso, precision)) return false;
  const std::string text =
      FormatDouble(d, spec.conversion, precision, spec.alternate ? kAlternateForm : 0u);
  const bool negative = text[0] == '-';
  return AppendField(iso, spec, SignFor(spec, negative), "",
                     std::string_view(text).substr(negative), out);
}

}  // namespace krait
