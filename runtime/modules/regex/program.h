// What the matcher runs: nodes of four words, made once from a pattern's code words.
//
// A node's continuation is the node behind it unless it says otherwise; `->` below is a node's index.
// Literals are bytes as they stand in the subject, so there is one program for text (UTF-8, and its
// ASCII subset) and one for bytes.
//
// A *filter* is the set of bytes with which whatever follows can begin, as a table of 256 flags. An
// operand names it by index + 1; 0 means that nothing is known, or that the end of the subject would
// do as well. Filters are what saves most backtracking: a way that a filter excludes is not tried.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_PROGRAM_H_
#define KRAIT_RUNTIME_MODULES_REGEX_PROGRAM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/modules/regex/characters.h"
#include "runtime/modules/regex/code_words.h"

namespace krait::regex {

enum class Op : uint32_t {
  kMatch,             // the end
  kFail,
  kChar,              // a: byte
  kString,            // a: offset in `literals`, b: bytes
  kUnit,              // a: unit
  kSave,              // a: mark
  kAtBeginning,
  kAtBeginningLine,
  kAtEnd,             // there or in front of a final newline
  kAtEndLine,
  kAtEndString,
  kBoundary,          // a: unit of word characters, b: negated
  kPeek,              // a: unit, b: negated, c: the character behind, not the next
  kJump,              // a: ->
  kBranch,            // a: -> the next alternative's branch (0: none), b: filter
  kGreedyUnit,        // a: unit, b: min, c: max; then kTail
  kLazyUnit,          // likewise
  kPossessiveUnit,    // likewise
  kTail,              // a: filter of what follows, b: no way back needed, c (loops): filter of body
  kLoopInit,          // a: loop, b: -> the loop's node, which stands behind its body
  kGreedyLoop,        // a: loop, b: min, c: max; then kTail, kBody
  kLazyLoop,          // likewise
  kPossessiveLoop,    // likewise
  kBody,              // a: -> body of the loop
  kLookaround,        // a: characters to go back, b: -> behind it, c: negated
  kLookaroundEnd,     // a: -> behind it, b: negated
  kAtomic,            // b: -> behind it
  kAtomicEnd,         // a: -> behind it
  kPossessiveEnd,     // a: -> the loop's node
  kBackReference,     // a: group, b: Fold
  kConditional,       // a: group, b: -> when it is not set
};

enum class Fold : uint32_t { kNone, kAscii, kUnicode };

struct Node {
  Op op;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t c = 0;
};

// What matches one character.
struct Unit {
  enum class Kind : uint8_t { kAnyAll, kByte, kAllButByte, kClass };

  Kind kind;
  uint8_t byte = 0;  // of kByte and kAllButByte
  Beyond beyond;     // of text: the characters that have several bytes
  const Word* words;  // tells the rest
  std::array<uint8_t, 256> table;  // by character
};

using Filter = std::array<uint8_t, 256>;

struct Program {
  bool text;
  std::vector<Node> nodes;
  std::vector<Unit> units;
  std::vector<Filter> filters;
  std::string literals;
  const std::vector<Word>* words;  // owned by the pattern
  uint32_t groups = 0;
  uint32_t loops = 0;

  // --- for searching ---
  uint32_t min_length = 0;    // bytes of the shortest match, at least
  uint32_t filter = 0;        // of the first byte
  int single_byte = -1;       // the only one in that filter
  std::string prefix;         // what every match begins with
  bool only_prefix = false;   // the prefix is all there is, and no group
  bool anchored = false;      // matches only at the beginning of the subject

  const Filter& FilterAt(uint32_t operand) const { return filters[operand - 1]; }
  size_t Bytes() const {
    return sizeof(Program) + nodes.size() * sizeof(Node) + units.size() * sizeof(Unit) +
           filters.size() * sizeof(Filter) + literals.size() + prefix.size();
  }
};

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_PROGRAM_H_
