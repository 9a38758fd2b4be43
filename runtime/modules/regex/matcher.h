// Runs programs: a backtracking machine with a stack of its own, so that neither the pattern nor the
// subject can exhaust the C++ stack.
//
//   Matcher matcher(iso, program, {begin, end, single});
//   switch (matcher.Search(from, false)) { case Outcome::kMatched: ... matcher.start() ...
//
// An entry of the stack is either a change to be taken back (a mark, a loop's state) or a way not
// yet tried. Failing pops entries, taking changes back, until there is a way to try. A lookaround, an
// atomic group and an iteration of a possessive loop put a *barrier* on the stack; when such a
// construct has matched, the ways above its barrier are dropped while the changes stay.
//
// The subject is matched where it stands and must stay there; its owner keeps it alive.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_MATCHER_H_
#define KRAIT_RUNTIME_MODULES_REGEX_MATCHER_H_

#include <cstddef>
#include <cstdint>

#include "runtime/modules/regex/program.h"

namespace krait {
class Isolate;
}  // namespace krait

namespace krait::regex {

// Where to look. `begin` is where ^ matches and look-behind ends, whatever the first position is.
struct Region {
  const char* begin;
  const char* end;
  bool single;  // every character is one byte
};

enum class Outcome : uint8_t { kMatched, kFailed, kError };  // kError: an exception is pending

class Matcher {
 public:
  Matcher(Isolate* iso, const Program& program, const Region& region);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // A match at `from`; with `whole` one that ends at the region's end. With `must_advance` the empty
  // match at `from` does not count.
  Outcome Match(const char* from, bool whole, bool must_advance);
  // The first match from `from` on.
  Outcome Search(const char* from, bool must_advance);

  // --- of the last match ---
  const char* start() const { return start_; }
  const char* end() const { return match_end_; }
  // Null: not set. Marks 2g and 2g + 1 enclose group g, counted from 0.
  const char* mark(uint32_t i) const { return marks_[i]; }
  // An open group may still have the end of an earlier iteration: it does not count.
  bool HasGroup(uint32_t group) const {
    const char* from = marks_[2 * group];
    return from != nullptr && from <= marks_[2 * group + 1];
  }
  int64_t last_index() const { return last_index_; }  // the group that closed last, from 1; or -1

 private:
  enum class Kind : uint32_t {
    // Changes.
    kMark,         // index: mark; p: its old value; n: old last_index
    kLoopState,    // index: loop; p: old `last`; n: old count
    // Ways. `index` is a node.
    kAlternative,  // a branch that is worth trying at p
    kGreedy,       // p: what was tried last; q: the least
    kLazy,         // p: what was tried last; n: how many more there may be
    kLeaveLoop,    // at p; q, n: `last` and count to go back to
    kEnterLoop,    // at p
    kBarrier,      // p: where the construct began; n: the barrier below
  };
  struct Entry {
    Kind kind;
    uint32_t index;
    const char* p;
    const char* q;
    int64_t n;
  };
  struct LoopState {
    int64_t count;     // finished iterations; -1 before the loop's node is reached first
    const char* last;  // where the last iteration began that did not have to be
  };
  static constexpr int64_t kNoBarrier = -1;
  static constexpr size_t kInlineEntries = 32;
  static constexpr size_t kInlineMarks = 16;
  static constexpr size_t kInlineLoops = 8;
  static constexpr int kStepsPerPoll = 1 << 14;

  template <bool kSingle>
  Outcome SearchFrom(const char* from);
  template <bool kSingle>
  const char* FindStart(const char* p) const;
  template <bool kSingle>
  bool Run(const char* p);
  template <bool kSingle>
  bool Backtrack(const Node** node, const char** p);
  template <bool kSingle>
  bool ResumeWay(const Entry& way, const Node** node, const char** p);

  template <bool kSingle>
  bool UnitAt(const Unit& unit, const char** p) const;
  template <bool kSingle>
  bool Scan(const Unit& unit, uint32_t min, uint32_t max, const char* p, const char** low,
            const char** high) const;
  template <bool kSingle>
  bool StepBack(const uint8_t* filter, const char* low, const char** p) const;
  template <bool kSingle>
  bool GreedyUnit(const Node** node, const char** p);
  template <bool kSingle>
  bool LazyUnit(const Node** node, const char** p);
  template <bool kSingle>
  bool TryLazy(const Node* node, const char** p, int64_t more);
  template <bool kSingle>
  bool Peek(const Node& node, const char* p) const;
  template <bool kSingle>
  bool Boundary(const Node& node, const char* p) const;
  template <bool kSingle>
  bool BackReference(const Node& node, const char** p) const;
  template <bool kSingle>
  bool EnterLookaround(const Node** node, const char** p);

  bool TakeBranch(const Node** node, const char* p);
  bool GreedyLoop(const Node** node, const char* p);
  bool LazyLoop(const Node** node, const char* p);
  bool PossessiveLoop(const Node** node, const char* p);
  bool LeaveLookaround(const Node** node, const char** p);
  bool PushBarrier(const Node* node, const char* p);
  const char* Cut();
  void UndoTo(size_t depth);
  void Undo(const Entry& entry);
  bool SetMark(uint32_t mark, const char* p);
  bool SetLoop(uint32_t loop, int64_t count, const char* last);

  bool Push(const Entry& entry) {
    if (top_ == capacity_ && !Grow()) return false;
    stack_[top_++] = entry;
    return true;
  }
  bool Grow();
  bool PollNow();
  uint32_t IndexOf(const Node* node) const {
    return static_cast<uint32_t>(node - program_.nodes.data());
  }
  const Node* NodeAt(uint32_t index) const { return program_.nodes.data() + index; }
  // Whether what has this filter (operand) can begin at `p`.
  bool Viable(uint32_t filter, const char* p) const {
    if (filter == 0) return true;
    return p < end_ && program_.FilterAt(filter)[static_cast<uint8_t>(*p)] != 0;
  }
  const Node* ViableBranch(const Node* branch, const char* p) const;

  Isolate* iso_;
  const Program& program_;
  const char* const begin_;
  const char* const end_;
  const bool single_;
  bool whole_ = false;
  bool must_advance_ = false;
  bool error_ = false;
  bool dirty_ = true;  // marks may be set
  int steps_ = kStepsPerPoll;

  const char* start_ = nullptr;
  const char* match_end_ = nullptr;
  int64_t last_index_ = -1;
  const char** marks_;
  LoopState* loops_;

  Entry* stack_;
  size_t top_ = 0;
  size_t capacity_ = kInlineEntries;
  int64_t barrier_ = kNoBarrier;  // the topmost one's place in the stack

  const char* inline_marks_[kInlineMarks];
  LoopState inline_loops_[kInlineLoops];
  Entry inline_stack_[kInlineEntries];
};

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_MATCHER_H_
