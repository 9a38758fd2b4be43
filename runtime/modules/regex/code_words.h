// The words of a compiled regular expression, as Python's re._compiler hands them to _sre.compile.
//
// A word is an opcode or one of its operands. A "skip" operand is the distance from its own place to
// the place where the construct ends:
//
//   REPEAT_ONE <skip> <min> <max> unit SUCCESS | tail
//   REPEAT <skip> <min> <max> body | MAX_UNTIL tail
//   BRANCH (<skip> alternative JUMP <skip> |)... 0 tail
//   IN <skip> set items FAILURE | tail
#ifndef KRAIT_RUNTIME_MODULES_REGEX_CODE_WORDS_H_
#define KRAIT_RUNTIME_MODULES_REGEX_CODE_WORDS_H_

#include <cstdint>

namespace krait::regex {

using Word = uint32_t;

inline constexpr Word kMagic = 20220615;
inline constexpr Word kMaxRepeat = 0xFFFFFFFF;  // as a maximum: none
inline constexpr Word kMaxGroups = 0x7FFFFFFF / 2;

namespace word {

// In the order of re._constants.OPCODES.
enum Opcode : Word {
  kFailure,
  kSuccess,
  kAny,
  kAnyAll,
  kAssert,
  kAssertNot,
  kAt,
  kBranch,
  kCategory,
  kCharset,
  kBigCharset,
  kGroupRef,
  kGroupRefExists,
  kIn,
  kInfo,
  kJump,
  kLiteral,
  kMark,
  kMaxUntil,
  kMinUntil,
  kNotLiteral,
  kNegate,
  kRange,
  kRepeat,
  kRepeatOne,
  kSubpattern,
  kMinRepeatOne,
  kAtomicGroup,
  kPossessiveRepeat,
  kPossessiveRepeatOne,
  kGroupRefIgnore,
  kInIgnore,
  kLiteralIgnore,
  kNotLiteralIgnore,
  kGroupRefLocIgnore,
  kInLocIgnore,
  kLiteralLocIgnore,
  kNotLiteralLocIgnore,
  kGroupRefUniIgnore,
  kInUniIgnore,
  kLiteralUniIgnore,
  kNotLiteralUniIgnore,
  kRangeUniIgnore,
};

// In the order of ATCODES.
enum Position : Word {
  kAtBeginning,
  kAtBeginningLine,
  kAtBeginningString,
  kAtBoundary,
  kAtNonBoundary,
  kAtEnd,
  kAtEndLine,
  kAtEndString,
  kAtLocBoundary,
  kAtLocNonBoundary,
  kAtUniBoundary,
  kAtUniNonBoundary,
  kPositionCount,
};

// In the order of CHCODES: each is followed by its negation.
enum Category : Word {
  kDigit,
  kNotDigit,
  kSpace,
  kNotSpace,
  kWord,
  kNotWord,
  kLineBreak,
  kNotLineBreak,
  kLocWord,
  kLocNotWord,
  kUniDigit,
  kUniNotDigit,
  kUniSpace,
  kUniNotSpace,
  kUniWord,
  kUniNotWord,
  kUniLineBreak,
  kUniNotLineBreak,
  kCategoryCount,
};

// Bits of INFO's flags.
inline constexpr Word kInfoPrefix = 1;
inline constexpr Word kInfoCharset = 4;

}  // namespace word
}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_CODE_WORDS_H_
