#include "runtime/modules/regex/translator.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "runtime/isolate.h"
#include "runtime/modules/regex/filters.h"
#include "runtime/object/errors.h"
#include "runtime/text/utf8.h"

namespace krait::regex {

namespace {

class Translator {
 public:
  Translator(Isolate* iso, const std::vector<Word>& words, uint32_t groups, Program* out)
      : iso_(iso), words_(words), groups_(groups), out_(*out) {}

  bool Run() {
    if (words_.empty() || words_.back() != word::kSuccess) return false;
    size_t at = 0;
    const size_t end = words_.size() - 1;
    if (end > 0 && words_[0] == word::kInfo && !Information(&at, end)) return false;
    if (!Sequence(at, end)) return false;
    Emit(Op::kMatch);
    return true;
  }

 private:
  // --- reading ---

  bool Operand(size_t* at, size_t end, Word* value) const {
    if (*at >= end) return false;
    *value = words_[(*at)++];
    return true;
  }

  // The place a skip leads to, within the construct around it.
  bool Skip(size_t* at, size_t end, size_t* target) const {
    const size_t place = *at;
    Word skip;
    if (!Operand(at, end, &skip) || skip == 0 || skip > end - place) return false;
    *target = place + skip;
    return true;
  }

  // <skip> <min> <max>
  bool RepeatHead(size_t* at, size_t end, size_t* target, Word* min, Word* max) const {
    return Skip(at, end, target) && Operand(at, end, min) && Operand(at, end, max) &&
           *min <= *max && *target > *at;
  }

  // A construct whose code ends with SUCCESS right in front of `target`.
  bool EndsWithSuccess(size_t at, size_t target) const {
    return target > at && words_[target - 1] == word::kSuccess;
  }

  bool Set(size_t at, size_t end) const;
  bool BigCharset(size_t at, size_t end, size_t* operands) const;
  bool UnitEnd(size_t at, size_t end, size_t* unit_end) const;

  // --- writing ---

  uint32_t Emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) {
    out_.nodes.push_back({op, a, b, c});
    return Here() - 1;
  }
  uint32_t Here() const { return static_cast<uint32_t>(out_.nodes.size()); }
  Node& At(uint32_t node) { return out_.nodes[node]; }

  uint32_t AddUnit(std::span<const Word> unit);
  uint32_t AddUnitAt(size_t at, size_t end) { return AddUnit({words_.data() + at, end - at}); }
  uint32_t AddWordUnit(bool unicode);
  void EmitLiteral(Word c);
  void EmitBytes(std::string_view bytes);

  bool Sequence(size_t at, size_t end);
  bool Instruction(size_t* at, size_t end);
  bool Information(size_t* at, size_t end);
  bool Position(Word position);
  bool Branch(size_t* at, size_t end);
  bool RepeatUnit(Op op, size_t* at, size_t end);
  bool Repeat(size_t* at, size_t end);
  bool PossessiveRepeat(size_t* at, size_t end);
  bool Loop(size_t body, size_t target, Op op, Word min, Word max);
  bool Atomic(size_t* at, size_t end);
  bool Lookaround(bool negated, size_t* at, size_t end);
  bool Conditional(size_t* at, size_t end);
  bool BackReference(Fold fold, size_t* at, size_t end);

  Isolate* iso_;
  const std::vector<Word>& words_;
  const uint32_t groups_;
  Program& out_;
  std::map<std::string_view, uint32_t> units_;  // by the bytes of their words
  // Literals before this node may not be joined with later ones: something leads here.
  uint32_t barrier_ = 0;
};

// --- units ---

bool Translator::BigCharset(size_t at, size_t end, size_t* operands) const {
  if (end - at < 65 || words_[at] == 0 || words_[at] > 256) return false;
  const Word blocks = words_[at];
  for (size_t i = 0; i < 256; ++i) {
    if ((words_[at + 1 + i / 4] >> (i % 4 * 8) & 0xFF) >= blocks) return false;
  }
  *operands = 65 + size_t{blocks} * 8;
  return true;
}

// The items of a set, FAILURE at the end included.
bool Translator::Set(size_t at, size_t end) const {
  while (at < end) {
    const Word op = words_[at++];
    size_t operands;
    switch (op) {
      case word::kFailure:
        return at == end;
      case word::kNegate:
        operands = 0;
        break;
      case word::kLiteral:
        operands = 1;
        break;
      case word::kCategory:
        if (at >= end || words_[at] >= word::kCategoryCount) return false;
        operands = 1;
        break;
      case word::kCharset:
        operands = 8;
        break;
      case word::kBigCharset:
        if (at >= end || !BigCharset(at, end, &operands)) return false;
        break;
      case word::kRange:
      case word::kRangeUniIgnore:
        operands = 2;
        break;
      default:
        return false;
    }
    if (operands > end - at) return false;
    at += operands;
  }
  return false;
}

// Is there a unit at `at`, and where does it end?
bool Translator::UnitEnd(size_t at, size_t end, size_t* unit_end) const {
  if (at >= end) return false;
  size_t place = at + 1;
  switch (words_[at]) {
    case word::kAny:
    case word::kAnyAll:
      *unit_end = place;
      return true;
    case word::kCategory:
      if (place >= end || words_[place] >= word::kCategoryCount) return false;
      *unit_end = place + 1;
      return true;
    case word::kLiteral:
    case word::kNotLiteral:
    case word::kLiteralIgnore:
    case word::kNotLiteralIgnore:
    case word::kLiteralLocIgnore:
    case word::kNotLiteralLocIgnore:
    case word::kLiteralUniIgnore:
    case word::kNotLiteralUniIgnore:
      *unit_end = place + 1;
      return place < end;
    case word::kIn:
    case word::kInIgnore:
    case word::kInLocIgnore:
    case word::kInUniIgnore:
      return Skip(&place, end, unit_end) && Set(place, *unit_end);
    default:
      return false;
  }
}

uint32_t Translator::AddUnit(std::span<const Word> words) {
  const std::string_view key(reinterpret_cast<const char*>(words.data()),
                             words.size() * sizeof(Word));
  const auto [place, added] = units_.try_emplace(key, out_.units.size());
  if (!added) return place->second;
  Unit& unit = out_.units.emplace_back();
  unit.words = words.data();
  unit.beyond = BeyondAscii(words.data());
  for (uint32_t c = 0; c < 256; ++c) unit.table[c] = UnitMatches(words.data(), c);
  // In text a unit with members beyond ASCII is more than its table.
  const int characters = out_.text ? 128 : 256;
  const auto members = std::count(unit.table.begin(), unit.table.begin() + characters, 1);
  const bool all = !out_.text || unit.beyond == Beyond::kAll;
  const bool none = !out_.text || unit.beyond == Beyond::kNone;
  unit.kind = Unit::Kind::kClass;
  if (all && members == characters) unit.kind = Unit::Kind::kAnyAll;
  const auto find = [&](uint8_t flag) {
    int c = 0;
    while (unit.table[static_cast<size_t>(c)] != flag) ++c;
    return static_cast<uint8_t>(c);
  };
  if (none && members == 1) {
    unit.kind = Unit::Kind::kByte;
    unit.byte = find(1);
  } else if (all && members == characters - 1) {
    unit.kind = Unit::Kind::kAllButByte;
    unit.byte = find(0);
  }
  return place->second;
}

// The unit of the word characters that a boundary looks at.
uint32_t Translator::AddWordUnit(bool unicode) {
  static constexpr Word kUnits[][2] = {{word::kCategory, word::kWord},
                                       {word::kCategory, word::kUniWord}};
  return AddUnit(kUnits[unicode ? 1 : 0]);
}

void Translator::EmitBytes(std::string_view bytes) {
  if (out_.nodes.size() > barrier_) {
    Node& last = out_.nodes.back();
    if (last.op == Op::kChar) {
      const auto offset = static_cast<uint32_t>(out_.literals.size());
      out_.literals += static_cast<char>(last.a);
      last = {Op::kString, offset, 1};
    }
    if (last.op == Op::kString && last.a + last.b == out_.literals.size()) {
      out_.literals += bytes;
      last.b += static_cast<uint32_t>(bytes.size());
      return;
    }
  }
  if (bytes.size() == 1) {
    Emit(Op::kChar, static_cast<uint8_t>(bytes[0]));
    return;
  }
  const auto offset = static_cast<uint32_t>(out_.literals.size());
  out_.literals += bytes;
  Emit(Op::kString, offset, static_cast<uint32_t>(bytes.size()));
}

void Translator::EmitLiteral(Word c) {
  if (c > (out_.text ? utf8::kMaxCodePoint : 0xFF)) {
    Emit(Op::kFail);
    return;
  }
  char bytes[4] = {static_cast<char>(c)};
  const int size = out_.text ? utf8::Encode(c, bytes) : 1;
  EmitBytes({bytes, static_cast<size_t>(size)});
}

// --- constructs ---

bool Translator::Sequence(size_t at, size_t end) {
  if (!iso_->CheckStack()) return false;
  barrier_ = Here();
  while (at < end) {
    if (!Instruction(&at, end)) return false;
  }
  barrier_ = Here();
  return true;
}

bool Translator::Instruction(size_t* at, size_t end) {
  const size_t start = (*at)++;
  switch (words_[start]) {
    case word::kFailure:
      Emit(Op::kFail);
      return true;
    case word::kMark: {
      Word mark;
      if (!Operand(at, end, &mark) || mark / 2 >= groups_) return false;
      Emit(Op::kSave, mark);
      return true;
    }
    case word::kLiteral:
      if (*at >= end) return false;
      EmitLiteral(words_[(*at)++]);
      return true;
    case word::kAt: {
      Word position;
      return Operand(at, end, &position) && Position(position);
    }
    case word::kInfo: {
      *at = start;
      return Information(at, end);
    }
    case word::kBranch:
      return Branch(at, end);
    case word::kRepeatOne:
      return RepeatUnit(Op::kGreedyUnit, at, end);
    case word::kMinRepeatOne:
      return RepeatUnit(Op::kLazyUnit, at, end);
    case word::kPossessiveRepeatOne:
      return RepeatUnit(Op::kPossessiveUnit, at, end);
    case word::kRepeat:
      return Repeat(at, end);
    case word::kPossessiveRepeat:
      return PossessiveRepeat(at, end);
    case word::kAtomicGroup:
      return Atomic(at, end);
    case word::kAssert:
      return Lookaround(false, at, end);
    case word::kAssertNot:
      return Lookaround(true, at, end);
    case word::kGroupRef:
      return BackReference(Fold::kNone, at, end);
    case word::kGroupRefIgnore:
    case word::kGroupRefLocIgnore:
      return BackReference(Fold::kAscii, at, end);
    case word::kGroupRefUniIgnore:
      return BackReference(Fold::kUnicode, at, end);
    case word::kGroupRefExists:
      return Conditional(at, end);
    default: {
      size_t unit_end;
      if (!UnitEnd(start, end, &unit_end)) return false;
      Emit(Op::kUnit, AddUnitAt(start, unit_end));
      *at = unit_end;
      return true;
    }
  }
}

// INFO <skip> <flags> <min> <max> (<length> <skip> prefix overlaps | set): only checked, but for the
// least length; the rest is found again in the program.
bool Translator::Information(size_t* at, size_t end) {
  const bool first = (*at)++ == 0;
  size_t target;
  Word flags;
  Word min;
  Word max;
  if (!Skip(at, end, &target) || !Operand(at, target, &flags) || !Operand(at, target, &min) ||
      !Operand(at, target, &max)) {
    return false;
  }
  if ((flags & word::kInfoPrefix) != 0) {
    Word length;
    Word skip;
    if (!Operand(at, target, &length) || !Operand(at, target, &skip)) return false;
    if (skip > length || size_t{length} * 2 != target - *at) return false;
  } else if ((flags & word::kInfoCharset) != 0) {
    if (!Set(*at, target)) return false;
  } else if (*at != target) {
    return false;
  }
  if (first) out_.min_length = min;
  *at = target;
  return true;
}

bool Translator::Position(Word position) {
  switch (position) {
    case word::kAtBeginning:
    case word::kAtBeginningString:
      Emit(Op::kAtBeginning);
      return true;
    case word::kAtBeginningLine:
      Emit(Op::kAtBeginningLine);
      return true;
    case word::kAtEnd:
      Emit(Op::kAtEnd);
      return true;
    case word::kAtEndLine:
      Emit(Op::kAtEndLine);
      return true;
    case word::kAtEndString:
      Emit(Op::kAtEndString);
      return true;
    case word::kAtBoundary:
    case word::kAtLocBoundary:
    case word::kAtNonBoundary:
    case word::kAtLocNonBoundary:
      Emit(Op::kBoundary, AddWordUnit(false),
           position == word::kAtNonBoundary || position == word::kAtLocNonBoundary);
      return true;
    case word::kAtUniBoundary:
    case word::kAtUniNonBoundary:
      Emit(Op::kBoundary, AddWordUnit(true), position == word::kAtUniNonBoundary);
      return true;
    default:
      return false;
  }
}

bool Translator::Branch(size_t* at, size_t end) {
  size_t after = 0;  // in words: where every alternative's JUMP leads
  uint32_t previous = 0;
  std::vector<uint32_t> jumps;
  while (true) {
    if (*at >= end) return false;
    if (words_[*at] == 0) {
      ++*at;
      if (after != *at) return false;
      break;
    }
    size_t next;
    if (!Skip(at, end, &next) || next < *at + 2 || words_[next - 2] != word::kJump) return false;
    const size_t place = next - 1;
    const Word jump = words_[place];
    if (jump == 0 || jump > end - place || (after != 0 && after != place + jump)) return false;
    after = place + jump;
    const uint32_t branch = Emit(Op::kBranch);
    if (previous != 0) At(previous - 1).a = branch;
    previous = branch + 1;
    if (!Sequence(*at, next - 2)) return false;
    jumps.push_back(Emit(Op::kJump));
    *at = next;
  }
  for (const uint32_t jump : jumps) At(jump).a = Here();
  barrier_ = Here();
  return true;
}

bool Translator::RepeatUnit(Op op, size_t* at, size_t end) {
  size_t target;
  size_t unit_end;
  Word min;
  Word max;
  if (!RepeatHead(at, end, &target, &min, &max) || !EndsWithSuccess(*at, target) ||
      !UnitEnd(*at, target - 1, &unit_end) || unit_end != target - 1) {
    return false;
  }
  Emit(op, AddUnitAt(*at, unit_end), min, max);
  Emit(Op::kTail);
  *at = target;
  return true;
}

bool Translator::Repeat(size_t* at, size_t end) {
  size_t target;
  Word min;
  Word max;
  if (!RepeatHead(at, end, &target, &min, &max) || target >= end) return false;
  const Word until = words_[target];
  if (until != word::kMaxUntil && until != word::kMinUntil) return false;
  const Op op = until == word::kMaxUntil ? Op::kGreedyLoop : Op::kLazyLoop;
  if (!Loop(*at, target, op, min, max)) return false;
  *at = target + 1;
  return true;
}

// The skip leads to SUCCESS.
bool Translator::PossessiveRepeat(size_t* at, size_t end) {
  size_t target;
  Word min;
  Word max;
  if (!RepeatHead(at, end, &target, &min, &max) || target >= end ||
      words_[target] != word::kSuccess) {
    return false;
  }
  if (!Loop(*at, target, Op::kPossessiveLoop, min, max)) return false;
  *at = target + 1;
  return true;
}

bool Translator::Loop(size_t body, size_t target, Op op, Word min, Word max) {
  const uint32_t loop = out_.loops++;
  const uint32_t init = Emit(Op::kLoopInit, loop);
  if (!Sequence(body, target)) return false;
  if (op == Op::kPossessiveLoop) Emit(Op::kPossessiveEnd, Here() + 1);
  At(init).b = Emit(op, loop, min, max);
  Emit(Op::kTail);
  Emit(Op::kBody, init + 1);
  barrier_ = Here();
  return true;
}

bool Translator::Atomic(size_t* at, size_t end) {
  size_t target;
  if (!Skip(at, end, &target) || !EndsWithSuccess(*at, target)) return false;
  const uint32_t atomic = Emit(Op::kAtomic);
  if (!Sequence(*at, target - 1)) return false;
  Emit(Op::kAtomicEnd, Here() + 1);
  At(atomic).b = Here();
  barrier_ = Here();
  *at = target;
  return true;
}

bool Translator::Lookaround(bool negated, size_t* at, size_t end) {
  size_t target;
  Word back;
  if (!Skip(at, end, &target) || !Operand(at, end, &back) || !EndsWithSuccess(*at, target)) {
    return false;
  }
  size_t unit_end;
  if (back <= 1 && UnitEnd(*at, target - 1, &unit_end) && unit_end == target - 1) {
    Emit(Op::kPeek, AddUnitAt(*at, unit_end), negated, back);
  } else {
    const uint32_t head = Emit(Op::kLookaround, back, 0, negated);
    if (!Sequence(*at, target - 1)) return false;
    Emit(Op::kLookaroundEnd, Here() + 1, negated);
    At(head).b = Here();
  }
  barrier_ = Here();
  *at = target;
  return true;
}

bool Translator::BackReference(Fold fold, size_t* at, size_t end) {
  Word group;
  if (!Operand(at, end, &group) || group >= groups_) return false;
  Emit(Op::kBackReference, group, static_cast<uint32_t>(fold));
  return true;
}

// GROUPREF_EXISTS <group> <skip> yes (JUMP <skip> no): the first skip counts from <group>. Only a JUMP
// where an instruction starts tells that there is an alternative.
bool Translator::Conditional(size_t* at, size_t end) {
  const size_t place = *at;
  Word group;
  Word skip;
  if (!Operand(at, end, &group) || !Operand(at, end, &skip)) return false;
  if (group >= groups_ || skip < 2 || skip > end - place) return false;
  const size_t no = place + skip;
  const uint32_t head = Emit(Op::kConditional, group);
  barrier_ = Here();
  while (*at < no && !(words_[*at] == word::kJump && *at + 2 == no)) {
    if (!Instruction(at, no)) return false;
  }
  size_t after = no;
  if (*at < no) {
    const Word jump = words_[no - 1];
    if (jump == 0 || jump > end - (no - 1)) return false;
    after = no - 1 + jump;
    const uint32_t over = Emit(Op::kJump);
    At(head).b = Here();
    if (!Sequence(no, after)) return false;
    At(over).a = Here();
  } else {
    At(head).b = Here();
  }
  barrier_ = Here();
  *at = after;
  return true;
}

}  // namespace

std::unique_ptr<Program> Translate(Isolate* iso, const std::vector<Word>& words, uint32_t groups,
                                   bool text) {
  auto program = std::make_unique<Program>();
  program->text = text;
  program->words = &words;
  program->groups = groups;
  if (!Translator(iso, words, groups, program.get()).Run()) {
    if (!iso->HasPending()) Raise(iso, ExceptionId::kRuntimeError, "invalid SRE code");
    return nullptr;
  }
  AddFilters(program.get());
  return program;
}

}  // namespace krait::regex
