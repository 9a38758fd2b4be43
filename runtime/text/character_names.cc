#include "runtime/text/character_names.h"

#include <algorithm>
#include <charconv>

#include "runtime/text/character_name_table.h"

namespace krait {
namespace {

constexpr uint32_t kHangulFirst = 0xAC00;
constexpr int kLeads = 19, kVowels = 21, kTails = 28;
constexpr const char* kLead[kLeads] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                       "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr const char* kVowel[kVowels] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                         "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                         "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr const char* kTail[kTails] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                       "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                       "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr std::string_view kHangulPrefix = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";

bool IsUnifiedIdeograph(uint32_t c) {
  constexpr uint32_t kRanges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                     {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                     {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
  return std::any_of(std::begin(kRanges), std::end(kRanges),
                     [c](const uint32_t* range) { return c >= range[0] && c <= range[1]; });
}

std::string Hex(uint32_t c) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof(digits), c, 16).ptr;
  std::string text(digits, end);
  for (char& d : text) {
    if (d >= 'a') d = static_cast<char>(d - 32);
  }
  while (text.size() < 4) text.insert(text.begin(), '0');
  return text;
}

// Calls back for every name of the table until it says true.
template <typename F>
void VisitTable(F visit) {
  std::string_view rest = kCharacterNames;
  uint32_t c = 0;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line[0] == '@') {
      std::from_chars(line.data() + 1, line.data() + line.size(), c, 16);
    } else if (visit(c++, line)) {
      return;
    }
  }
}

// The longest of the parts that `text` starts with; -1 when none does.
template <size_t n>
int TakeLongest(std::string_view* text, const char* const (&parts)[n]) {
  int best = -1;
  size_t length = 0;
  for (size_t i = 0; i < n; ++i) {
    const std::string_view part = parts[i];
    if (text->starts_with(part) && (best < 0 || part.size() > length)) {
      best = static_cast<int>(i);
      length = part.size();
    }
  }
  if (best >= 0) text->remove_prefix(length);
  return best;
}

bool HangulByName(std::string_view rest, uint32_t* c) {
  const int lead = TakeLongest(&rest, kLead);
  const int vowel = TakeLongest(&rest, kVowel);
  const int tail = TakeLongest(&rest, kTail);
  if (lead < 0 || vowel < 0 || tail < 0 || !rest.empty()) return false;
  *c = kHangulFirst + static_cast<uint32_t>((lead * kVowels + vowel) * kTails + tail);
  return true;
}

}  // namespace

std::string CharacterName(uint32_t c) {
  if (c >= kHangulFirst && c < kHangulFirst + kLeads * kVowels * kTails) {
    const uint32_t i = c - kHangulFirst;
    return std::string(kHangulPrefix) + kLead[i / (kVowels * kTails)] +
           kVowel[i / kTails % kVowels] + kTail[i % kTails];
  }
  if (IsUnifiedIdeograph(c)) return std::string(kIdeographPrefix) + Hex(c);
  std::string name;
  VisitTable([&](uint32_t code_point, std::string_view line) {
    if (code_point == c) name = line;
    return code_point == c;
  });
  return name;
}

bool CharacterByName(std::string_view given, uint32_t* code_point) {
  std::string name(given);
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  const std::string_view wanted = name;
  if (wanted.starts_with(kHangulPrefix)) {
    return HangulByName(wanted.substr(kHangulPrefix.size()), code_point);
  }
  if (wanted.starts_with(kIdeographPrefix)) {
    const std::string_view digits = wanted.substr(kIdeographPrefix.size());
    const auto end = digits.data() + digits.size();
    return (digits.size() == 4 || digits.size() == 5) &&
           std::from_chars(digits.data(), end, *code_point, 16).ptr == end &&
           IsUnifiedIdeograph(*code_point);
  }
  for (size_t i = 0; i < kCharacterAliasCount; ++i) {
    if (wanted == kCharacterAliases[i].name) {
      *code_point = kCharacterAliases[i].code_point;
      return true;
    }
  }
  bool found = false;
  VisitTable([&](uint32_t c, std::string_view line) {
    found = line == wanted;
    if (found) *code_point = c;
    return found;
  });
  return found;
}

}  // namespace krait
