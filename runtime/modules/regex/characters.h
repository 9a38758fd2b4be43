// Which characters a unit (a literal, a category, a set: what matches one character) contains, told
// from its words alone. Pure functions; the program keeps tables of their answers.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_CHARACTERS_H_
#define KRAIT_RUNTIME_MODULES_REGEX_CHARACTERS_H_

#include <cstdint>

#include "runtime/modules/regex/code_words.h"

namespace krait::regex {

// Simple case mappings: the first character of a mapping to several.
uint32_t LowerAscii(uint32_t c);
uint32_t LowerUnicode(uint32_t c);
uint32_t UpperUnicode(uint32_t c);

bool InCategory(Word category, uint32_t c);

// `unit` points at the opcode: ANY, ANY_ALL, LITERAL, CATEGORY, IN, or one of their variants. The
// words must be valid.
bool UnitMatches(const Word* unit, uint32_t c);

// What a unit contains beyond the first 128 characters.
enum class Beyond : uint8_t { kNone, kAll, kMixed };
Beyond BeyondAscii(const Word* unit);

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_CHARACTERS_H_
