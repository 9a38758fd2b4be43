#include "runtime/text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "runtime/text/unicode_tables.h"

namespace krait::unicode {
namespace {

bool Contains(const Range* ranges, size_t count, uint32_t c) {
  const Range* end = ranges + count;
  const Range* r = std::lower_bound(ranges, end, c,
                                    [](const Range& range, uint32_t x) { return range.last < x; });
  return r != end && r->first <= c;
}

const ValueRun* FindRun(const ValueRun* runs, size_t count, uint32_t c) {
  const ValueRun* end = runs + count;
  const ValueRun* r =
      std::upper_bound(runs, end, c, [](uint32_t x, const ValueRun& run) { return x < run.first; });
  if (r == runs) return nullptr;
  --r;
  return c - r->first < r->count ? r : nullptr;
}

const CaseExpansion* FindExpansion(const CaseExpansion* table, size_t count, uint32_t c) {
  const CaseExpansion* end = table + count;
  const CaseExpansion* e = std::lower_bound(
      table, end, c, [](const CaseExpansion& x, uint32_t key) { return x.code_point < key; });
  return e != end && e->code_point == c ? e : nullptr;
}

int CopyExpansion(const CaseExpansion* e, uint32_t* out) {
  int n = 0;
  while (n < 3 && e->mapped[n] != 0) {
    out[n] = e->mapped[n];
    ++n;
  }
  return n;
}

bool IsLetterCategory(int category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

}  // namespace

bool IsAssigned(uint32_t c) { return !Contains(kUnassigned, kUnassignedCount, c); }

int Category(uint32_t c) {
  const int category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  if (c >= 0xCF3 && category != UTF8PROC_CATEGORY_CN && !IsAssigned(c)) {
    return UTF8PROC_CATEGORY_CN;
  }
  return category;
}

const char* CategoryName(uint32_t c) {
  return IsAssigned(c) ? utf8proc_category_string(static_cast<utf8proc_int32_t>(c)) : "Cn";
}

bool IsAlpha(uint32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26;
  return IsLetterCategory(Category(c));
}

bool IsDecimal(uint32_t c) {
  if (c < 0x80) return c - '0' < 10;
  return Category(c) == UTF8PROC_CATEGORY_ND;
}
bool IsDigit(uint32_t c) { return DigitValue(c) >= 0; }
bool IsNumeric(uint32_t c) {
  double value;
  return NumericValue(c, &value);
}
bool IsAlnum(uint32_t c) { return IsAlpha(c) || IsNumeric(c); }

bool IsLower(uint32_t c) {
  if (c < 0x80) return c - 'a' < 26;
  return Category(c) == UTF8PROC_CATEGORY_LL || Contains(kOtherLowercase, kOtherLowercaseCount, c);
}
bool IsUpper(uint32_t c) {
  if (c < 0x80) return c - 'A' < 26;
  return Category(c) == UTF8PROC_CATEGORY_LU || Contains(kOtherUppercase, kOtherUppercaseCount, c);
}
bool IsTitle(uint32_t c) { return c >= 0x80 && Category(c) == UTF8PROC_CATEGORY_LT; }
bool IsCased(uint32_t c) { return IsLower(c) || IsUpper(c) || IsTitle(c); }

bool IsCaseIgnorable(uint32_t c) {
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  constexpr uint32_t kWordPunctuation[] = {0x27,   0x2E,   0x3A,   0xB7,   0x387,  0x55F,
                                           0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                           0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
  return std::binary_search(std::begin(kWordPunctuation), std::end(kWordPunctuation), c);
}

bool IsPrintable(uint32_t c) {
  if (c < 0x7F) return c >= 0x20;
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return true;
  }
}

bool IsIdentifierStart(uint32_t c) {
  if (c < 0x80) return IsAlpha(c) || c == '_';
  const int category = Category(c);
  const bool by_category = IsLetterCategory(category) || category == UTF8PROC_CATEGORY_NL;
  return by_category != Contains(kIdentifierStartExceptions, kIdentifierStartExceptionsCount, c);
}

bool IsIdentifierContinue(uint32_t c) {
  if (c < 0x80) return IsAlpha(c) || c == '_' || IsDecimal(c);
  const int category = Category(c);
  const bool by_category = IsLetterCategory(category) || category == UTF8PROC_CATEGORY_NL ||
                           category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
                           category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_PC;
  return by_category !=
         Contains(kIdentifierContinueExceptions, kIdentifierContinueExceptionsCount, c);
}

bool IsSpaceSlow(uint32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

int DecimalValue(uint32_t c) {
  if (c < 0x80) return c - '0' < 10 ? static_cast<int>(c - '0') : -1;
  if (!IsDecimal(c)) return -1;
  // Decimal digits come in runs of ten (or, once, fifty) that stand apart from each other.
  uint32_t first = c;
  while (IsDecimal(first - 1)) --first;
  return static_cast<int>((c - first) % 10);
}

int DigitValue(uint32_t c) {
  if (const int value = DecimalValue(c); value >= 0 || c < 0x80) return value;
  const ValueRun* run = FindRun(kDigitValues, kDigitValueCount, c);
  if (run == nullptr) return -1;
  return static_cast<int>(run->numerator + int64_t{run->step} * (c - run->first));
}

bool NumericValue(uint32_t c, double* value) {
  if (const int decimal = DecimalValue(c); decimal >= 0) {
    *value = decimal;
    return true;
  }
  const ValueRun* run = FindRun(kNumericValues, kNumericValueCount, c);
  if (run == nullptr) return false;
  *value = static_cast<double>(run->numerator) / run->denominator +
           static_cast<double>(run->step) * (c - run->first);
  return true;
}

int ToUpper(uint32_t c, uint32_t* out) {
  if (c >= 0x80) {
    if (const auto* e = FindExpansion(kUppercaseExpansions, kUppercaseExpansionCount, c)) {
      return CopyExpansion(e, out);
    }
  }
  out[0] = static_cast<uint32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
  return 1;
}

int ToLower(uint32_t c, uint32_t* out) {
  if (c == 0x130) {
    out[0] = 'i';
    out[1] = 0x307;
    return 2;
  }
  out[0] = static_cast<uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
  return 1;
}

int ToTitle(uint32_t c, uint32_t* out) {
  if (c >= 0x80) {
    if (const auto* e = FindExpansion(kTitlecaseExpansions, kTitlecaseExpansionCount, c)) {
      return CopyExpansion(e, out);
    }
    const auto title = static_cast<uint32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c)));
    if (title == c) {
      if (const auto* e = FindExpansion(kUppercaseExpansions, kUppercaseExpansionCount, c)) {
        // The Greek letters with iota subscript have a titlecase of their own; they are no
        // expansions there, and stay.
        return IsTitle(c) ? (out[0] = c, 1) : CopyExpansion(e, out);
      }
    }
  }
  out[0] = static_cast<uint32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c)));
  return 1;
}

int ToFolded(uint32_t c, uint32_t* out) {
  utf8proc_int32_t buffer[8];
  int last_boundary = 0;
  const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer, 8,
                                         UTF8PROC_CASEFOLD, &last_boundary);
  if (n <= 0 || n > kMaxCaseLength) {
    out[0] = c;
    return 1;
  }
  for (int i = 0; i < n; ++i) out[i] = static_cast<uint32_t>(buffer[i]);
  return static_cast<int>(n);
}

}  // namespace krait::unicode
