#include "runtime/modules/regex/matcher.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/text/utf8.h"

namespace krait::regex {

namespace {

uint8_t Byte(const char* p) { return static_cast<uint8_t>(*p); }

template <bool kSingle>
uint32_t NextCharacter(const char** p) {
  if constexpr (kSingle) return static_cast<uint8_t>(*(*p)++);
  return utf8::Next(*p);
}

template <bool kSingle>
void Retreat(const char** p) {
  --*p;
  if constexpr (!kSingle) {
    while (utf8::IsContinuation(**p)) --*p;
  }
}

// Behind the bytes from `p` on that belong to the unit. In UTF-8 only for units that contain either
// all or none of the characters beyond ASCII.
const char* ScanBytes(const Unit& unit, const char* p, const char* stop) {
  switch (unit.kind) {
    case Unit::Kind::kAnyAll:
      return stop;
    case Unit::Kind::kByte: {
      while (p < stop && Byte(p) == unit.byte) ++p;
      return p;
    }
    case Unit::Kind::kAllButByte: {
      if (p == stop) return stop;
      const void* at = std::memchr(p, unit.byte, static_cast<size_t>(stop - p));
      return at != nullptr ? static_cast<const char*>(at) : stop;
    }
    default: {
      const uint8_t* table = unit.table.data();
      while (p < stop && table[Byte(p)] != 0) ++p;
      return p;
    }
  }
}

}  // namespace

Matcher::Matcher(Isolate* iso, const Program& program, const Region& region)
    : iso_(iso),
      program_(program),
      begin_(region.begin),
      end_(region.end),
      single_(region.single),
      marks_(inline_marks_),
      loops_(inline_loops_),
      stack_(inline_stack_) {
  if (program.groups * size_t{2} > kInlineMarks) marks_ = new const char*[program.groups * size_t{2}];
  if (program.loops > kInlineLoops) loops_ = new LoopState[program.loops];
}

Matcher::~Matcher() {
  if (marks_ != inline_marks_) delete[] marks_;
  if (loops_ != inline_loops_) delete[] loops_;
  if (stack_ != inline_stack_) {
    std::free(stack_);
    iso_->heap().AccountExternal(gc::Category::kBuffers,
                                 -static_cast<ptrdiff_t>(capacity_ * sizeof(Entry)));
  }
}

bool Matcher::Grow() {
  const size_t old_bytes = capacity_ * sizeof(Entry);
  const bool was_inline = stack_ == inline_stack_;
  void* grown = nullptr;
  if (iso_->heap().TryAccountExternal(gc::Category::kBuffers, old_bytes * 2)) {
    grown = std::realloc(was_inline ? nullptr : stack_, old_bytes * 2);
    // What was counted for the old stack goes with it, or the new one did not come to be.
    const size_t returned = grown == nullptr ? old_bytes * 2 : was_inline ? 0 : old_bytes;
    iso_->heap().AccountExternal(gc::Category::kBuffers, -static_cast<ptrdiff_t>(returned));
  }
  if (grown == nullptr) {
    RaiseMemoryError(iso_);
    error_ = true;
    return false;
  }
  if (was_inline) std::memcpy(grown, inline_stack_, sizeof(inline_stack_));
  stack_ = static_cast<Entry*>(grown);
  capacity_ *= 2;
  return true;
}

bool Matcher::PollNow() {
  steps_ = kStepsPerPoll;
  if (iso_->Poll()) return true;
  error_ = true;
  return false;
}

// --- one character ---

template <bool kSingle>
bool Matcher::UnitAt(const Unit& unit, const char** p) const {
  const uint8_t byte = Byte(*p);
  if (kSingle || byte < 0x80) {
    ++*p;
    return unit.table[byte] != 0;
  }
  if (unit.beyond != Beyond::kMixed) {
    *p += utf8::SequenceLength(**p);
    return unit.beyond == Beyond::kAll;
  }
  const uint32_t c = utf8::Next(*p);
  return c < 256 ? unit.table[c] != 0 : UnitMatches(unit.words, c);
}

// Between `min` and `max` characters of the unit: the places behind the fewest and behind the most.
template <bool kSingle>
bool Matcher::Scan(const Unit& unit, uint32_t min, uint32_t max, const char* p, const char** low,
                   const char** high) const {
  const ptrdiff_t available = end_ - p;
  if (available < ptrdiff_t{min}) return false;
  if constexpr (kSingle) {
    const bool all = max == kMaxRepeat || available <= ptrdiff_t{max};
    *low = p + min;
    *high = ScanBytes(unit, p, all ? end_ : p + max);
    return *high >= *low;
  }
  for (uint32_t i = 0; i < min; ++i) {
    if (p >= end_ || !UnitAt<kSingle>(unit, &p)) return false;
  }
  *low = p;
  if (max == kMaxRepeat && unit.beyond != Beyond::kMixed) {
    *high = ScanBytes(unit, p, end_);
    return true;
  }
  for (uint32_t more = max - min; more > 0 && p < end_; --more) {
    const char* next = p;
    if (!UnitAt<kSingle>(unit, &next)) break;
    p = next;
    if (max == kMaxRepeat) more = kMaxRepeat;
  }
  *high = p;
  return true;
}

// To the last place before `p`, but not before `low`, that the filter lets pass.
template <bool kSingle>
bool Matcher::StepBack(const uint8_t* filter, const char* low, const char** p) const {
  while (*p > low) {
    Retreat<kSingle>(p);
    if (filter == nullptr || filter[Byte(*p)] != 0) return true;
  }
  return false;
}

template <bool kSingle>
bool Matcher::GreedyUnit(const Node** node, const char** p) {
  const Node& repeat = **node;
  const Node& tail = (*node)[1];
  const char* low;
  const char* high;
  if (!Scan<kSingle>(program_.units[repeat.a], repeat.b, repeat.c, *p, &low, &high)) return false;
  if (!Viable(tail.a, high)) {
    if (tail.b != 0) return false;
    if (!StepBack<kSingle>(program_.FilterAt(tail.a).data(), low, &high)) return false;
  }
  if (high != low && tail.b == 0 &&
      !Push({Kind::kGreedy, IndexOf(*node), high, low, 0})) {
    return false;
  }
  *p = high;
  *node += 2;
  return true;
}

template <bool kSingle>
bool Matcher::LazyUnit(const Node** node, const char** p) {
  const Node& repeat = **node;
  const char* low;
  const char* high;
  if (!Scan<kSingle>(program_.units[repeat.a], repeat.b, repeat.b, *p, &low, &high)) return false;
  const int64_t more =
      repeat.c == kMaxRepeat ? INT64_MAX : int64_t{repeat.c} - int64_t{repeat.b};
  if (!TryLazy<kSingle>(*node, &low, more)) return false;
  *p = low;
  *node += 2;
  return true;
}

// Goes on to the first place from `*p` where the tail can begin, over at most `more` characters.
template <bool kSingle>
bool Matcher::TryLazy(const Node* node, const char** p, int64_t more) {
  const Unit& unit = program_.units[node->a];
  const Node& tail = node[1];
  while (!Viable(tail.a, *p)) {
    if (more-- == 0 || *p >= end_ || !UnitAt<kSingle>(unit, p)) return false;
  }
  if (more == 0 || tail.b != 0) return true;
  return Push({Kind::kLazy, IndexOf(node), *p, nullptr, more});
}

template <bool kSingle>
bool Matcher::Peek(const Node& node, const char* p) const {
  const bool behind = node.c != 0;
  bool found = behind ? p > begin_ : p < end_;
  if (found) {
    if (behind) Retreat<kSingle>(&p);
    found = p < end_ && UnitAt<kSingle>(program_.units[node.a], &p);
  }
  return found != (node.b != 0);
}

template <bool kSingle>
bool Matcher::Boundary(const Node& node, const char* p) const {
  // Neither kind is found in an empty subject.
  if (begin_ == end_) return false;
  const Unit& word = program_.units[node.a];
  const char* before = p;
  bool in_word = false;
  if (p > begin_) {
    Retreat<kSingle>(&before);
    in_word = UnitAt<kSingle>(word, &before);
  }
  const bool word_follows = p < end_ && UnitAt<kSingle>(word, &p);
  return (in_word != word_follows) != (node.b != 0);
}

// What the group matched, once more.
template <bool kSingle>
bool Matcher::BackReference(const Node& node, const char** p) const {
  const char* from = marks_[2 * node.a];
  const char* const to = marks_[2 * node.a + 1];
  if (from == nullptr || to == nullptr || to < from) return false;
  const Fold fold = static_cast<Fold>(node.b);
  if (fold == Fold::kNone) {
    const ptrdiff_t size = to - from;
    if (size > 0 && end_ - *p < size) return false;
    if (std::memcmp(*p, from, static_cast<size_t>(size)) != 0) return false;
    *p += size;
    return true;
  }
  const auto lower = fold == Fold::kAscii ? LowerAscii : LowerUnicode;
  while (from < to) {
    if (*p >= end_) return false;
    if (lower(NextCharacter<kSingle>(p)) != lower(NextCharacter<kSingle>(&from))) return false;
  }
  return true;
}

// --- changes ---

bool Matcher::SetMark(uint32_t mark, const char* p) {
  // With nothing on the stack there is nothing to come back to.
  if (top_ != 0 && !Push({Kind::kMark, mark, marks_[mark], nullptr, last_index_})) return false;
  marks_[mark] = p;
  dirty_ = true;
  if ((mark & 1) != 0) last_index_ = mark / 2 + 1;
  return true;
}

bool Matcher::SetLoop(uint32_t loop, int64_t count, const char* last) {
  LoopState& state = loops_[loop];
  if (top_ != 0) {
    // An older change of the same loop right below takes this one back, too.
    const Entry& below = stack_[top_ - 1];
    if ((below.kind != Kind::kLoopState || below.index != loop) &&
        !Push({Kind::kLoopState, loop, state.last, nullptr, state.count})) {
      return false;
    }
  }
  state = {count, last};
  return true;
}

void Matcher::Undo(const Entry& entry) {
  if (entry.kind == Kind::kMark) {
    marks_[entry.index] = entry.p;
    last_index_ = entry.n;
  } else if (entry.kind == Kind::kLoopState) {
    loops_[entry.index] = {entry.n, entry.p};
  } else if (entry.kind == Kind::kLeaveLoop) {
    loops_[NodeAt(entry.index)->a] = {entry.n, entry.q};
  }
}

void Matcher::UndoTo(size_t depth) {
  while (top_ > depth) Undo(stack_[--top_]);
}

// --- barriers ---

bool Matcher::PushBarrier(const Node* node, const char* p) {
  if (!Push({Kind::kBarrier, IndexOf(node), p, nullptr, barrier_})) return false;
  barrier_ = static_cast<int64_t>(top_) - 1;
  return true;
}

// The construct has matched: drops its barrier and the ways above. Returns where it began.
const char* Matcher::Cut() {
  auto to = static_cast<size_t>(barrier_);
  const Entry barrier = stack_[to];
  for (size_t i = to + 1; i < top_; ++i) {
    const Entry entry = stack_[i];
    if (entry.kind <= Kind::kLoopState) {
      stack_[to++] = entry;
    } else if (entry.kind == Kind::kLeaveLoop) {
      stack_[to++] = {Kind::kLoopState, NodeAt(entry.index)->a, entry.q, nullptr, entry.n};
    }
  }
  top_ = to;
  barrier_ = barrier.n;
  return barrier.p;
}

template <bool kSingle>
bool Matcher::EnterLookaround(const Node** node, const char** p) {
  const Node& head = **node;
  const char* from = *p;
  for (uint32_t back = head.a; back > 0; --back) {
    if (from <= begin_) {
      *node = NodeAt(head.b);
      return head.c != 0;
    }
    Retreat<kSingle>(&from);
  }
  if (!PushBarrier(*node, *p)) return false;
  *p = from;
  ++*node;
  return true;
}

bool Matcher::LeaveLookaround(const Node** node, const char** p) {
  const Node& tail = **node;
  if (tail.b != 0) {
    const auto depth = static_cast<size_t>(barrier_);
    barrier_ = stack_[depth].n;
    UndoTo(depth);
    return false;
  }
  *p = Cut();
  *node = NodeAt(tail.a);
  return true;
}

// --- alternatives and loops ---

const Node* Matcher::ViableBranch(const Node* branch, const char* p) const {
  while (!Viable(branch->b, p)) {
    if (branch->a == 0) return nullptr;
    branch = NodeAt(branch->a);
  }
  return branch;
}

bool Matcher::TakeBranch(const Node** node, const char* p) {
  const Node* branch = ViableBranch(*node, p);
  if (branch == nullptr) return false;
  if (branch->a != 0) {
    const Node* next = ViableBranch(NodeAt(branch->a), p);
    if (next != nullptr && !Push({Kind::kAlternative, IndexOf(next), p, nullptr, 0})) return false;
  }
  *node = branch + 1;
  return true;
}

bool Matcher::GreedyLoop(const Node** node, const char* p) {
  const Node* loop = *node;
  const Node& tail = loop[1];
  const LoopState state = loops_[loop->a];
  const int64_t count = state.count + 1;
  const Node* body = NodeAt(loop[2].a);
  if (count < int64_t{loop->b}) {
    *node = body;
    return SetLoop(loop->a, count, state.last);
  }
  const bool more = loop->c == kMaxRepeat || count < int64_t{loop->c};
  if (!more || p == state.last || !Viable(tail.c, p)) {
    *node = loop + 3;
    return true;
  }
  *node = body;
  if (!Viable(tail.a, p)) return SetLoop(loop->a, count, p);
  if (!Push({Kind::kLeaveLoop, IndexOf(loop), p, state.last, state.count})) return false;
  loops_[loop->a] = {count, p};
  return true;
}

bool Matcher::LazyLoop(const Node** node, const char* p) {
  const Node* loop = *node;
  const LoopState state = loops_[loop->a];
  const int64_t count = state.count + 1;
  if (count < int64_t{loop->b}) {
    *node = NodeAt(loop[2].a);
    return SetLoop(loop->a, count, state.last);
  }
  const bool more = loop->c == kMaxRepeat || count < int64_t{loop->c};
  if (more && p != state.last && Viable(loop[1].c, p)) {
    if (!Viable(loop[1].a, p)) {
      *node = NodeAt(loop[2].a);
      return SetLoop(loop->a, count, p);
    }
    if (!Push({Kind::kEnterLoop, IndexOf(loop), p, nullptr, 0})) return false;
  }
  *node = loop + 3;
  return true;
}

bool Matcher::PossessiveLoop(const Node** node, const char* p) {
  const Node* loop = *node;
  const LoopState state = loops_[loop->a];
  const int64_t count = state.count + 1;
  const bool required = count < int64_t{loop->b};
  const bool allowed = loop->c == kMaxRepeat || count < int64_t{loop->c};
  if (!required && (!allowed || p == state.last)) {
    *node = loop + 3;
    return true;
  }
  *node = NodeAt(loop[2].a);
  return SetLoop(loop->a, count, required ? state.last : p) && PushBarrier(loop, p);
}

// --- the machine ---

// Goes on with an entry that has been popped; may push it again. False: it leads nowhere.
template <bool kSingle>
bool Matcher::ResumeWay(const Entry& way, const Node** node, const char** p) {
  const Node* at = NodeAt(way.index);
  *p = way.p;
  switch (way.kind) {
    case Kind::kAlternative:
      *node = at;
      return TakeBranch(node, way.p);
    case Kind::kGreedy: {
      const uint32_t filter = at[1].a;
      if (!StepBack<kSingle>(filter != 0 ? program_.FilterAt(filter).data() : nullptr, way.q, p)) {
        return false;
      }
      *node = at + 2;
      return *p == way.q || Push({Kind::kGreedy, way.index, *p, way.q, 0});
    }
    case Kind::kLazy:
      if (*p >= end_ || !UnitAt<kSingle>(program_.units[at->a], p)) return false;
      *node = at + 2;
      return TryLazy<kSingle>(at, p, way.n == INT64_MAX ? way.n : way.n - 1);
    case Kind::kLeaveLoop:
      *node = at + 3;
      return true;
    case Kind::kEnterLoop: {
      *node = NodeAt(at[2].a);
      const LoopState state = loops_[at->a];
      return SetLoop(at->a, state.count + 1, way.p);
    }
    default:  // kBarrier: the construct cannot match
      barrier_ = way.n;
      if (at->op == Op::kLookaround) {
        *node = NodeAt(at->b);
        return at->c != 0;
      }
      if (at->op != Op::kPossessiveLoop || loops_[at->a].count < int64_t{at->b}) return false;
      *node = at + 3;
      return true;
  }
}

// To the last way that has not been tried.
template <bool kSingle>
bool Matcher::Backtrack(const Node** node, const char** p) {
  while (!error_ && top_ != 0) {
    const Entry entry = stack_[--top_];
    Undo(entry);
    if (entry.kind <= Kind::kLoopState) continue;
    if (--steps_ <= 0 && !PollNow()) return false;
    if (ResumeWay<kSingle>(entry, node, p)) return true;
  }
  return false;
}

// Tries to match at `p`.
template <bool kSingle>
bool Matcher::Run(const char* p) {
  if (--steps_ <= 0 && !PollNow()) return false;
  const char* const end = end_;
  const Node* node = program_.nodes.data();
  start_ = p;
  top_ = 0;
  barrier_ = kNoBarrier;
  last_index_ = -1;
  if (dirty_) std::fill_n(marks_, program_.groups * size_t{2}, nullptr);
  dirty_ = false;
  // An instruction that matches continues the loop; leaving the switch is failure.
  for (;;) {
    switch (node->op) {
      case Op::kMatch:
        if ((whole_ && p != end) || (must_advance_ && p == start_)) break;
        match_end_ = p;
        return true;
      case Op::kFail:
        break;
      case Op::kChar:
        if (p >= end || Byte(p) != node->a) break;
        ++p;
        ++node;
        continue;
      case Op::kString:
        if (end - p < ptrdiff_t{node->b} ||
            std::memcmp(p, program_.literals.data() + node->a, node->b) != 0) {
          break;
        }
        p += node->b;
        ++node;
        continue;
      case Op::kUnit:
        if (p >= end || !UnitAt<kSingle>(program_.units[node->a], &p)) break;
        ++node;
        continue;
      case Op::kSave:
        if (!SetMark(node->a, p)) break;
        ++node;
        continue;
      case Op::kAtBeginning:
        if (p != begin_) break;
        ++node;
        continue;
      case Op::kAtBeginningLine:
        if (p != begin_ && p[-1] != '\n') break;
        ++node;
        continue;
      case Op::kAtEnd:
        if (p != end && !(end - p == 1 && *p == '\n')) break;
        ++node;
        continue;
      case Op::kAtEndLine:
        if (p < end ? *p != '\n' : p != end) break;
        ++node;
        continue;
      case Op::kAtEndString:
        if (p != end) break;
        ++node;
        continue;
      case Op::kBoundary:
        if (!Boundary<kSingle>(*node, p)) break;
        ++node;
        continue;
      case Op::kPeek:
        if (!Peek<kSingle>(*node, p)) break;
        ++node;
        continue;
      case Op::kJump:
        node = NodeAt(node->a);
        continue;
      case Op::kBranch:
        if (!TakeBranch(&node, p)) break;
        continue;
      case Op::kGreedyUnit:
        if (!GreedyUnit<kSingle>(&node, &p)) break;
        continue;
      case Op::kLazyUnit:
        if (!LazyUnit<kSingle>(&node, &p)) break;
        continue;
      case Op::kPossessiveUnit: {
        const char* low;
        if (!Scan<kSingle>(program_.units[node->a], node->b, node->c, p, &low, &p)) break;
        node += 2;
        continue;
      }
      case Op::kLoopInit:
        if (!SetLoop(node->a, -1, nullptr)) break;
        node = NodeAt(node->b);
        continue;
      case Op::kGreedyLoop:
        if (!GreedyLoop(&node, p)) break;
        continue;
      case Op::kLazyLoop:
        if (!LazyLoop(&node, p)) break;
        continue;
      case Op::kPossessiveLoop:
        if (!PossessiveLoop(&node, p)) break;
        continue;
      case Op::kPossessiveEnd:
      case Op::kAtomicEnd:
        Cut();
        node = NodeAt(node->a);
        continue;
      case Op::kLookaround:
        if (!EnterLookaround<kSingle>(&node, &p)) break;
        continue;
      case Op::kLookaroundEnd:
        if (!LeaveLookaround(&node, &p)) break;
        continue;
      case Op::kAtomic:
        if (!PushBarrier(node, p)) break;
        ++node;
        continue;
      case Op::kBackReference:
        if (!BackReference<kSingle>(*node, &p)) break;
        ++node;
        continue;
      case Op::kConditional:
        node = HasGroup(node->a) ? node + 1 : NodeAt(node->b);
        continue;
      case Op::kTail:
      case Op::kBody:
        break;  // operands, not instructions
    }
    if (!Backtrack<kSingle>(&node, &p)) return false;
  }
}

// --- searching ---

// The first place from `p` on where a match can begin; null when there is none.
template <bool kSingle>
const char* Matcher::FindStart(const char* p) const {
  const auto left = static_cast<size_t>(end_ - p);
  const std::string& prefix = program_.prefix;
  if (left < prefix.size()) return nullptr;
  if (prefix.size() > 1) {
    return static_cast<const char*>(memmem(p, left, prefix.data(), prefix.size()));
  }
  if (program_.single_byte >= 0) {
    if (left == 0) return nullptr;
    return static_cast<const char*>(std::memchr(p, program_.single_byte, left));
  }
  if (program_.filter == 0) return p;
  const uint8_t* filter = program_.FilterAt(program_.filter).data();
  while (p < end_ && filter[Byte(p)] == 0) ++p;
  return p < end_ ? p : nullptr;
}

template <bool kSingle>
Outcome Matcher::SearchFrom(const char* p) {
  // No match begins behind this.
  if (end_ - p < ptrdiff_t{program_.min_length}) return Outcome::kFailed;
  const char* const last = end_ - program_.min_length;
  while (true) {
    const char* place = FindStart<kSingle>(p);
    if (place == nullptr || place > last) return Outcome::kFailed;
    if (place != p) must_advance_ = false;
    p = place;
    if (program_.only_prefix) {
      start_ = p;
      match_end_ = p + program_.prefix.size();
      return Outcome::kMatched;
    }
    if (Run<kSingle>(p)) return Outcome::kMatched;
    if (error_) return Outcome::kError;
    if (p >= end_ || program_.anchored) return Outcome::kFailed;
    must_advance_ = false;
    NextCharacter<kSingle>(&p);
  }
}

Outcome Matcher::Search(const char* from, bool must_advance) {
  if (from > end_) return Outcome::kFailed;
  whole_ = false;
  must_advance_ = must_advance;
  return single_ ? SearchFrom<true>(from) : SearchFrom<false>(from);
}

Outcome Matcher::Match(const char* from, bool whole, bool must_advance) {
  // As in CPython, an empty match is found even behind the region's end.
  whole_ = whole;
  must_advance_ = must_advance;
  const bool matched = single_ ? Run<true>(from) : Run<false>(from);
  if (matched) return Outcome::kMatched;
  return error_ ? Outcome::kError : Outcome::kFailed;
}

}  // namespace krait::regex
