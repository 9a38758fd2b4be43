#include "runtime/modules/regex/filters.h"

#include <bitset>
#include <map>
#include <string>
#include <vector>

#include "runtime/modules/regex/program.h"

namespace krait::regex {

namespace {

using ByteSet = std::bitset<256>;

// Walks from a node over everything that can come first. Zero-width conditions are passed over: what
// is found is necessary for a match, not sufficient.
class FirstBytes {
 public:
  explicit FirstBytes(const Program& program)
      : program_(program), active_(program.loops, false) {}

  // False: nothing is known, or what follows may be empty.
  bool Of(uint32_t pc, int fuel, ByteSet* set) {
    fuel_ = fuel;
    set_.reset();
    const bool known = Walk(pc, 0);
    *set = set_;
    return known;
  }

  void AddUnit(uint32_t index) {
    const Unit& unit = program_.units[index];
    const size_t characters = program_.text ? 128 : 256;
    for (size_t c = 0; c < characters; ++c) {
      if (unit.table[c]) set_.set(c);
    }
    if (!program_.text || unit.beyond == Beyond::kNone) return;
    for (size_t lead = 0xC2; lead <= 0xF4; ++lead) set_.set(lead);
  }
  ByteSet OfUnit(uint32_t index) {
    set_.reset();
    AddUnit(index);
    return set_;
  }

 private:
  // `entered`: how many atomic constructs the walk came into. The end of one in which it started
  // stops it: what is behind must not have a say in how the construct matches.
  bool Walk(uint32_t pc, int entered);
  bool WalkLoop(uint32_t* pc, int entered, bool fresh, bool* done);

  const Program& program_;
  std::vector<bool> active_;  // loops whose bodies the walk is in
  ByteSet set_;
  int fuel_ = 0;
};

// At a loop's node; `fresh`: from its beginning, not from the end of an iteration. Leaves `*pc` behind
// the loop, unless it is done.
bool FirstBytes::WalkLoop(uint32_t* pc, int entered, bool fresh, bool* done) {
  const Node& loop = program_.nodes[*pc];
  const uint32_t body = program_.nodes[*pc + 2].a;
  *pc += 3;
  if (loop.c == 0 || active_[loop.a]) return true;
  active_[loop.a] = true;
  // An empty way through the body comes back to the loop's node, and goes on behind the loop.
  const bool known = Walk(body, loop.op == Op::kPossessiveLoop ? entered + 1 : entered);
  active_[loop.a] = false;
  *done = fresh && loop.b > 0;
  return known;
}

bool FirstBytes::Walk(uint32_t pc, int entered) {
  bool fresh = false;
  while (fuel_-- > 0) {
    const Node& node = program_.nodes[pc];
    switch (node.op) {
      case Op::kFail:
        return true;
      case Op::kChar:
        set_.set(node.a);
        return true;
      case Op::kString:
        set_.set(static_cast<uint8_t>(program_.literals[node.a]));
        return true;
      case Op::kUnit:
        AddUnit(node.a);
        return true;
      case Op::kSave:
      case Op::kAtBeginning:
      case Op::kAtBeginningLine:
      case Op::kAtEnd:
      case Op::kAtEndLine:
      case Op::kAtEndString:
      case Op::kBoundary:
      case Op::kPeek:
        ++pc;
        break;
      case Op::kJump:
        pc = node.a;
        break;
      case Op::kBranch:
        if (!Walk(pc + 1, entered)) return false;
        if (node.a == 0) return true;
        pc = node.a;
        break;
      case Op::kGreedyUnit:
      case Op::kLazyUnit:
      case Op::kPossessiveUnit:
        if (node.c != 0) AddUnit(node.a);
        if (node.b > 0) return true;
        pc += 2;
        break;
      case Op::kLoopInit:
        pc = node.b;
        fresh = true;
        break;
      case Op::kGreedyLoop:
      case Op::kLazyLoop:
      case Op::kPossessiveLoop: {
        bool done = false;
        if (!WalkLoop(&pc, entered, fresh, &done)) return false;
        if (done) return true;
        fresh = false;
        break;
      }
      case Op::kLookaround:
        pc = node.b;
        break;
      case Op::kAtomic:
        ++entered;
        ++pc;
        break;
      case Op::kAtomicEnd:
      case Op::kPossessiveEnd:
        if (entered-- == 0) return false;
        pc = node.a;
        break;
      case Op::kConditional:
        if (!Walk(pc + 1, entered)) return false;
        pc = node.b;
        break;
      default:  // the end, a back reference
        return false;
    }
  }
  return false;
}

class FilterMaker {
 public:
  explicit FilterMaker(Program* program) : program_(*program), first_(*program) {}

  void Run() {
    for (uint32_t pc = 0; pc < program_.nodes.size(); ++pc) AddTo(pc);
    FindStart();
  }

 private:
  static constexpr int kFuel = 200;
  static constexpr int kStartFuel = 4000;

  // The operand for the filter of what starts at `pc`.
  uint32_t FilterOf(uint32_t pc, ByteSet* set, int fuel = kFuel) {
    if (!first_.Of(pc, fuel, set) || set->all()) return 0;
    const auto [place, added] = known_.try_emplace(set->to_string(), 0);
    if (added) {
      Filter filter;
      for (size_t c = 0; c < 256; ++c) filter[c] = set->test(c);
      program_.filters.push_back(filter);
      place->second = static_cast<uint32_t>(program_.filters.size());
    }
    return place->second;
  }

  void AddTo(uint32_t pc) {
    Node& node = program_.nodes[pc];
    ByteSet set;
    switch (node.op) {
      case Op::kBranch:
        node.b = FilterOf(pc + 1, &set);
        return;
      case Op::kGreedyUnit:
      case Op::kLazyUnit: {
        Node& tail = program_.nodes[pc + 1];
        tail.a = FilterOf(pc + 2, &set);
        tail.b = tail.a != 0 && (set & first_.OfUnit(node.a)).none();
        return;
      }
      case Op::kGreedyLoop:
      case Op::kLazyLoop: {
        Node& tail = program_.nodes[pc + 1];
        tail.a = FilterOf(pc + 3, &set);
        tail.c = FilterOf(program_.nodes[pc + 2].a, &set);
        return;
      }
      default:
        return;
    }
  }

  void FindStart() {
    ByteSet set;
    program_.filter = FilterOf(0, &set, kStartFuel);
    if (program_.filter != 0 && set.count() == 1) {
      program_.single_byte = static_cast<int>(set._Find_first());
    }
    bool groups = false;
    uint32_t pc = 0;
    for (;; ++pc) {
      const Node& node = program_.nodes[pc];
      if (node.op == Op::kSave) {
        groups = true;
      } else if (node.op == Op::kChar) {
        program_.prefix += static_cast<char>(node.a);
      } else if (node.op == Op::kString) {
        program_.prefix.append(program_.literals, node.a, node.b);
      } else {
        break;
      }
    }
    program_.only_prefix = program_.nodes[pc].op == Op::kMatch && !groups && !program_.prefix.empty();
    program_.anchored = program_.nodes[pc].op == Op::kAtBeginning && program_.prefix.empty();
  }

  Program& program_;
  FirstBytes first_;
  std::map<std::string, uint32_t> known_;
};

}  // namespace

void AddFilters(Program* program) { FilterMaker(program).Run(); }

}  // namespace krait::regex
