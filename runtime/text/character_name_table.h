// The data behind character_names.h.
#ifndef KRAIT_RUNTIME_TEXT_CHARACTER_NAME_TABLE_H_
#define KRAIT_RUNTIME_TEXT_CHARACTER_NAME_TABLE_H_

#include <cstddef>
#include <cstdint>

namespace krait {

// Lines: "@XXXX" sets the code point of the next line, each other line is a name.
extern const char kCharacterNames[];

// Names that are found, but not given.
struct CharacterAlias {
  const char* name;
  uint32_t code_point;
};
extern const CharacterAlias kCharacterAliases[];
extern const size_t kCharacterAliasCount;

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CHARACTER_NAME_TABLE_H_
