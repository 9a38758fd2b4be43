// Names of characters, as unicodedata.name() and \N{...} have them. Known are those that follow a
// rule (Hangul syllables, CJK ideographs) and those of the blocks in character_name_table.cc;
// utf8proc brings no names.
#ifndef KRAIT_RUNTIME_TEXT_CHARACTER_NAMES_H_
#define KRAIT_RUNTIME_TEXT_CHARACTER_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace krait {

// Empty when unknown.
std::string CharacterName(uint32_t code_point);
// Case does not matter. False when unknown.
bool CharacterByName(std::string_view name, uint32_t* code_point);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CHARACTER_NAMES_H_
