// Declarations of the tables in unicode_tables.cc; asked through unicode.h.
#ifndef KRAIT_RUNTIME_TEXT_UNICODE_TABLES_H_
#define KRAIT_RUNTIME_TEXT_UNICODE_TABLES_H_

#include <cstddef>
#include <cstdint>

namespace krait::unicode {

struct CaseExpansion {
  uint32_t code_point;
  uint32_t mapped[3];  // 0: unused
};
struct Range {
  uint32_t first, last;
};
// Values of `count` characters from `first`: numerator/denominator, growing by `step`.
struct ValueRun {
  uint32_t first;
  uint32_t count;
  int64_t numerator;
  int32_t denominator;
  int32_t step;
};

extern const CaseExpansion kUppercaseExpansions[];  // characters with more than one as uppercase
extern const size_t kUppercaseExpansionCount;
extern const CaseExpansion kTitlecaseExpansions[];  // those whose titlecase differs from that
extern const size_t kTitlecaseExpansionCount;
extern const Range kUnassigned[];  // known to utf8proc, but newer than Unicode 14
extern const size_t kUnassignedCount;
extern const Range kOtherLowercase[];  // Lowercase without being of category Ll
extern const size_t kOtherLowercaseCount;
extern const Range kOtherUppercase[];
extern const size_t kOtherUppercaseCount;
// Where XID_Start and XID_Continue differ from the rule by category.
extern const Range kIdentifierStartExceptions[];
extern const size_t kIdentifierStartExceptionsCount;
extern const Range kIdentifierContinueExceptions[];
extern const size_t kIdentifierContinueExceptionsCount;
extern const ValueRun kDigitValues[];  // besides category Nd
extern const size_t kDigitValueCount;
extern const ValueRun kNumericValues[];  // besides category Nd
extern const size_t kNumericValueCount;

}  // namespace krait::unicode

#endif  // KRAIT_RUNTIME_TEXT_UNICODE_TABLES_H_
