#include "runtime/text/percent_format.h"

#include <climits>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

bool IsMapping(Isolate* iso, Value values, bool bytes_format) {
  if (HasKind(values, ObjectKind::kTuple)) return false;
  if (IsStr(values)) return false;
  if (bytes_format && (IsBytes(values) || HasKind(values, ObjectKind::kByteArray))) return false;
  return !LookupSpecial(iso, values, Special::kGetitem).IsEmpty();
}

}  // namespace

PercentFormatter::PercentFormatter(Isolate* iso, std::string_view format, Value values,
                                   bool bytes_format)
    : iso_(iso), format_(format), values_(values), bytes_format_(bytes_format) {
  count_ = HasKind(values, ObjectKind::kTuple) ? values.As<Tuple>()->size : -1;
  if (count_ < 0 && IsMapping(iso, values, bytes_format)) mapping_ = values;
}

bool PercentFormatter::NextLiteral(std::string_view* literal) {
  const size_t percent = format_.find('%', position_);
  if (percent == std::string_view::npos) {
    *literal = format_.substr(position_);
    position_ = format_.size();
    return false;
  }
  *literal = format_.substr(position_, percent - position_);
  position_ = percent + 1;
  return true;
}

Value PercentFormatter::NextValue() {
  if (count_ >= 0 && next_ < count_) return values_.As<Tuple>()->items[next_++];
  if (count_ < 0 && next_ == 0) {
    next_ = 1;
    return values_;
  }
  return RaiseTypeError(iso_, "not enough arguments for format string");
}

bool PercentFormatter::CheckAllUsed() {
  if (mapping_ || (count_ < 0 ? next_ > 0 : next_ >= count_)) return true;
  return RaiseTypeError(iso_, bytes_format_
                                  ? "not all arguments converted during bytes formatting"
                                  : "not all arguments converted during string formatting");
}

bool PercentFormatter::ReadKey() {
  if (!mapping_) return RaiseTypeError(iso_, "format requires a mapping");
  const size_t start = ++position_;
  int depth = 1;
  for (; !AtEnd(); ++position_) {
    if (format_[position_] == '(') ++depth;
    if (format_[position_] == ')' && --depth == 0) break;
  }
  if (AtEnd()) return RaiseValueError(iso_, "incomplete format key");
  const std::string_view key = format_.substr(start, position_ - start);
  ++position_;
  const Value name =
      bytes_format_ ? Value::Object(Bytes::New(iso_, key)) : Value::Object(Str::New(iso_, key));
  if (!name) return false;
  values_ = GetItem(iso_, mapping_, name);
  if (!values_) return false;
  count_ = -1;
  next_ = 0;
  return true;
}

bool PercentFormatter::ReadStar(int64_t* number, bool* negative, const char* too_big) {
  ++position_;
  const Value v = NextValue();
  if (!v) return false;
  if (!IsIntLike(v)) return RaiseTypeError(iso_, "* wants int");
  int64_t i;
  if (!IntToInt64(v, &i)) {
    return RaiseOverflowError(iso_, "Python int too large to convert to C ssize_t");
  }
  *negative = i < 0;
  if (i > INT_MAX || i < -INT_MAX) {
    if (too_big[0] == 'p') {
      return RaiseOverflowError(iso_, "Python int too large to convert to C int");
    }
  }
  *number = i < 0 ? -i : i;
  return true;
}

bool PercentFormatter::ReadNumber(int64_t* number, bool* negative, const char* too_big) {
  *negative = false;
  if (AtEnd()) return true;
  if (format_[position_] == '*') return ReadStar(number, negative, too_big);
  if (format_[position_] < '0' || format_[position_] > '9') return true;
  *number = 0;
  const int64_t limit = too_big[0] == 'p' ? INT_MAX : INT64_MAX / 16;
  for (; !AtEnd() && format_[position_] >= '0' && format_[position_] <= '9'; ++position_) {
    *number = *number * 10 + (format_[position_] - '0');
    if (*number > limit) return RaiseValueError(iso_, too_big);
  }
  return true;
}

bool PercentFormatter::ReadSpec(PercentSpec* spec) {
  *spec = PercentSpec();
  if (!AtEnd() && format_[position_] == '%') {
    spec->conversion = '%';
    ++position_;
    return true;
  }
  if (!AtEnd() && format_[position_] == '(') KRAIT_CHECK_OK(ReadKey());
  for (; !AtEnd(); ++position_) {
    const char c = format_[position_];
    if (c == '-')
      spec->left_adjust = true;
    else if (c == '+')
      spec->sign = true;
    else if (c == ' ')
      spec->blank = true;
    else if (c == '#')
      spec->alternate = true;
    else if (c == '0')
      spec->zero = true;
    else
      break;
  }
  bool negative;
  KRAIT_CHECK_OK(ReadNumber(&spec->width, &negative, "width too big"));
  if (negative) spec->left_adjust = true;
  if (!AtEnd() && format_[position_] == '.') {
    ++position_;
    spec->precision = 0;
    KRAIT_CHECK_OK(ReadNumber(&spec->precision, &negative, "precision too big"));
    if (negative) spec->precision = 0;
  }
  if (!AtEnd() &&
      (format_[position_] == 'h' || format_[position_] == 'l' || format_[position_] == 'L')) {
    ++position_;
  }
  if (AtEnd()) return RaiseValueError(iso_, "incomplete format");
  if (bytes_format_) {
    conversion_ = static_cast<unsigned char>(format_[position_++]);
  } else {
    const char* p = format_.data() + position_;
    conversion_ = utf8::Next(p);
    position_ = p - format_.data();
  }
  // '%' is special only right behind the first one.
  const bool usable = conversion_ < 128 && conversion_ != '%';
  spec->conversion = usable ? static_cast<char>(conversion_) : '\0';
  return true;
}

Value PercentFormatter::RaiseUnsupported(const PercentSpec&) {
  if (bytes_format_ && conversion_ >= 128) {
    return RaiseOverflowError(iso_, "character argument not in range(0x110000)");
  }
  const bool printable = conversion_ > 31 && conversion_ < 128;
  const size_t consumed =
      bytes_format_ ? position_ : utf8::CountCodePoints(format_.data(), position_);
  return RaiseF(
      iso_, ExceptionId::kValueError, "unsupported format character '%c' (0x%x) at index %zd",
      printable || bytes_format_ ? static_cast<char>(conversion_) : '?', conversion_, consumed - 1);
}

}  // namespace krait
