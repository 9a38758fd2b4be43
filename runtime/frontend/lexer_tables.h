// Character classes of the lexer.

#ifndef KRAIT_RUNTIME_FRONTEND_LEXER_TABLES_H_
#define KRAIT_RUNTIME_FRONTEND_LEXER_TABLES_H_

#include <array>
#include <cstdint>

namespace krait::frontend {

enum CharacterClass : uint8_t {
  kNameStart = 1 << 0,  // every byte past ASCII is taken as part of a name, then verified
  kNamePart = 1 << 1,
  kDigit = 1 << 2,
  kHexDigit = 1 << 3,
  kNotAscii = 1 << 4,
};

inline constexpr std::array<uint8_t, 256> kCharacterClass = [] {
  std::array<uint8_t, 256> table = {};
  for (int c = 0; c < 256; ++c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool hex_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    bool digit = c >= '0' && c <= '9';
    if (letter || c == '_' || c >= 0x80) table[c] |= kNameStart | kNamePart;
    if (digit) table[c] |= kDigit | kNamePart;
    if (digit || hex_letter) table[c] |= kHexDigit;
    if (c >= 0x80) table[c] |= kNotAscii;
  }
  return table;
}();

inline bool HasClass(char c, uint8_t wanted) {
  return kCharacterClass[static_cast<unsigned char>(c)] & wanted;
}

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_LEXER_TABLES_H_
