#include "runtime/modules/regex/characters.h"

#include <cstddef>

#include "runtime/text/unicode.h"

namespace krait::regex {

namespace {

bool IsAsciiWord(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool InPositiveCategory(Word category, uint32_t c) {
  switch (category) {
    case word::kDigit:
      return c >= '0' && c <= '9';
    case word::kSpace:
      return c == ' ' || (c >= 9 && c <= 13);
    case word::kWord:
    case word::kLocWord:
      return IsAsciiWord(c);
    case word::kLineBreak:
      return c == '\n';
    case word::kUniDigit:
      return unicode::IsDecimal(c);
    case word::kUniSpace:
      return unicode::IsSpace(c);
    case word::kUniWord:
      return c < 128 ? IsAsciiWord(c) : unicode::IsAlnum(c);
    default:
      return unicode::IsLineBreak(c);
  }
}

// The items of a set, in order: calls visit(opcode, operands) until it returns true or the set ends.
template <typename Visit>
void VisitItems(const Word* set, Visit visit) {
  while (*set != word::kFailure) {
    const Word op = *set++;
    if (visit(op, set)) return;
    switch (op) {
      case word::kNegate:
        break;
      case word::kCharset:
        set += 8;
        break;
      case word::kBigCharset:
        set += 65 + size_t{*set} * 8;
        break;
      case word::kRange:
      case word::kRangeUniIgnore:
        set += 2;
        break;
      default:  // a literal, a category
        set += 1;
        break;
    }
  }
}

bool HasBit(const Word* bits, uint32_t i) { return (bits[i / 32] >> (i % 32) & 1) != 0; }

bool InRange(const Word* range, uint32_t c) { return range[0] <= c && c <= range[1]; }

bool ItemMatches(Word op, const Word* operands, uint32_t c) {
  switch (op) {
    case word::kLiteral:
      return c == operands[0];
    case word::kCategory:
      return InCategory(operands[0], c);
    case word::kCharset:
      return c < 256 && HasBit(operands, c);
    case word::kBigCharset: {
      // The number of blocks, a byte with the block's number for each 256 characters, the blocks.
      if (c >= 65536) return false;
      const Word block = operands[1 + c / 1024] >> (c / 256 % 4 * 8) & 0xFF;
      return HasBit(operands + 65 + size_t{block} * 8, c % 256);
    }
    case word::kRange:
      return InRange(operands, c);
    default:  // kRangeUniIgnore
      return InRange(operands, c) || InRange(operands, UpperUnicode(c));
  }
}

bool InSet(const Word* set, uint32_t c) {
  bool member = true;  // what an item that matches says
  bool found = false;
  VisitItems(set, [&](Word op, const Word* operands) {
    if (op == word::kNegate) {
      member = !member;
      return false;
    }
    return found = ItemMatches(op, operands, c);
  });
  return found == member;
}

Beyond CategoryBeyondAscii(Word category) {
  if (category >= word::kUniDigit) return Beyond::kMixed;
  return (category & 1) != 0 ? Beyond::kAll : Beyond::kNone;
}

Beyond ItemBeyondAscii(Word op, const Word* operands) {
  switch (op) {
    case word::kLiteral:
      return operands[0] < 128 ? Beyond::kNone : Beyond::kMixed;
    case word::kRange:
      if (operands[1] < 128) return Beyond::kNone;
      return operands[0] <= 128 && operands[1] >= 0x10FFFF ? Beyond::kAll : Beyond::kMixed;
    case word::kCategory:
      return CategoryBeyondAscii(operands[0]);
    case word::kCharset:
      for (int i = 4; i < 8; ++i) {
        if (operands[i] != 0) return Beyond::kMixed;
      }
      return Beyond::kNone;
    default:
      return Beyond::kMixed;
  }
}

Beyond Opposite(Beyond beyond) {
  if (beyond == Beyond::kMixed) return beyond;
  return beyond == Beyond::kNone ? Beyond::kAll : Beyond::kNone;
}

Beyond SetBeyondAscii(const Word* set) {
  const bool negated = *set == word::kNegate;
  Beyond result = Beyond::kNone;
  VisitItems(set + (negated ? 1 : 0), [&](Word op, const Word* operands) {
    // A negation further on changes what the items after it say.
    const Beyond item = op == word::kNegate ? Beyond::kMixed : ItemBeyondAscii(op, operands);
    if (item != Beyond::kNone) result = item;
    return item != Beyond::kNone;
  });
  return negated ? Opposite(result) : result;
}

}  // namespace

uint32_t LowerAscii(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

uint32_t LowerUnicode(uint32_t c) {
  if (c < 128) return LowerAscii(c);
  uint32_t out[unicode::kMaxCaseLength];
  unicode::ToLower(c, out);
  return out[0];
}

uint32_t UpperUnicode(uint32_t c) {
  uint32_t out[unicode::kMaxCaseLength];
  unicode::ToUpper(c, out);
  return out[0];
}

bool InCategory(Word category, uint32_t c) {
  return InPositiveCategory(category & ~Word{1}, c) != ((category & 1) != 0);
}

bool UnitMatches(const Word* unit, uint32_t c) {
  switch (unit[0]) {
    case word::kAny:
      return c != '\n';
    case word::kAnyAll:
      return true;
    case word::kLiteral:
      return c == unit[1];
    case word::kNotLiteral:
      return c != unit[1];
    case word::kLiteralIgnore:
      return LowerAscii(c) == unit[1];
    case word::kNotLiteralIgnore:
      return LowerAscii(c) != unit[1];
    case word::kLiteralLocIgnore:
      return LowerAscii(c) == LowerAscii(unit[1]);
    case word::kNotLiteralLocIgnore:
      return LowerAscii(c) != LowerAscii(unit[1]);
    case word::kLiteralUniIgnore:
      return LowerUnicode(c) == unit[1];
    case word::kNotLiteralUniIgnore:
      return LowerUnicode(c) != unit[1];
    case word::kCategory:
      return InCategory(unit[1], c);
    case word::kIn:
      return InSet(unit + 2, c);
    case word::kInIgnore:
      return InSet(unit + 2, LowerAscii(c));
    case word::kInLocIgnore: {
      if (InSet(unit + 2, LowerAscii(c))) return true;
      const uint32_t upper = c >= 'a' && c <= 'z' ? c - 32 : c;
      return InSet(unit + 2, upper);
    }
    default:  // kInUniIgnore
      return InSet(unit + 2, LowerUnicode(c));
  }
}

Beyond BeyondAscii(const Word* unit) {
  switch (unit[0]) {
    case word::kAny:
    case word::kAnyAll:
      return Beyond::kAll;
    case word::kLiteral:
    case word::kLiteralIgnore:
    case word::kLiteralLocIgnore:
      return unit[1] < 128 ? Beyond::kNone : Beyond::kMixed;
    case word::kNotLiteral:
    case word::kNotLiteralIgnore:
    case word::kNotLiteralLocIgnore:
      return unit[1] < 128 ? Beyond::kAll : Beyond::kMixed;
    case word::kCategory:
      return CategoryBeyondAscii(unit[1]);
    case word::kIn:
    case word::kInIgnore:
    case word::kInLocIgnore:
      return SetBeyondAscii(unit + 2);
    default:
      // U+212A KELVIN SIGN and others have lower case letters in ASCII.
      return Beyond::kMixed;
  }
}

}  // namespace krait::regex
