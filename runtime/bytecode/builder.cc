#include "runtime/bytecode/builder.h"

#include <cassert>
#include <cstring>

namespace krait {

void BytecodeBuilder::Clear() {
  reachable_ = true;
  position_ = {0, 0, -1, -1};
  written_ = {-1, -1, -1, -1};
  current_handler_ = kNoHandler;
  range_start_ = 0;
  words_.clear();
  descriptors_.clear();
  handlers_.clear();
  ranges_.clear();
  threadable_.clear();
  positions_.Clear();
}

void BytecodeBuilder::PutPosition() {
  if (std::memcmp(&position_, &written_, sizeof(position_)) == 0) return;
  positions_.Add(offset(), position_);
  written_ = position_;
}

void BytecodeBuilder::PutInstruction(Op op, int a, int b, int c) {
  PutPosition();
  bool wide = ((a | b | c) & ~0xFF) != 0;
  if (wide && c < 0 && c >= -128 && ((a | b) & ~0xFF) == 0) wide = false;
  // A signed immediate stands in B of JumpIf<Cmp>Imm, in C elsewhere.
  if (wide && b < 0 && b >= -128 && ((a | c) & ~0xFF) == 0) wide = false;
  // 128..255 as a signed immediate would read as negative.
  const char* format = InfoOf(op).format;
  if (format[1] == 's' && b > 127) wide = true;
  if (format[2] == 's' && c > 127) wide = true;
  if (wide) {
    words_.push_back(MakeWord(Op::kWide, static_cast<unsigned>(a) >> 8,
                              static_cast<unsigned>(b) >> 8, static_cast<unsigned>(c) >> 8));
  }
  words_.push_back(
      MakeWord(op, static_cast<unsigned>(a), static_cast<unsigned>(b), static_cast<unsigned>(c)));
}

void BytecodeBuilder::PutSite(Op op, Str* name) {
  words_.push_back(static_cast<Word>(descriptors_.size()));
  descriptors_.push_back({op, name});
}

void BytecodeBuilder::PutTarget(JumpTarget& target) {
  const uint32_t at = offset();
  if (target.bound()) {
    words_.push_back(target.offset - (at + 1));
  } else {
    words_.push_back(target.pending);
    target.pending = at;
  }
}

void BytecodeBuilder::Emit(Op op, int a, int b, int c) {
  if (!reachable_) return;
  PutInstruction(op, a, b, c);
}

void BytecodeBuilder::EmitExtra(Op op, int a, int b, int c, uint32_t extra) {
  if (!reachable_) return;
  PutInstruction(op, a, b, c);
  words_.push_back(extra);
}

void BytecodeBuilder::EmitSite(Op op, int a, int b, int c, Str* name) {
  if (!reachable_) return;
  PutInstruction(op, a, b, c);
  PutSite(op, name);
}

void BytecodeBuilder::EmitSiteExtra(Op op, int a, int b, int c, uint32_t extra) {
  if (!reachable_) return;
  PutInstruction(op, a, b, c);
  PutSite(op, nullptr);
  words_.push_back(extra);
}

void BytecodeBuilder::EmitLoadConst(int a, uint32_t constant) {
  if (!reachable_) return;
  PutPosition();
  if (a > 0xFF || constant > 0xFFFF) {
    words_.push_back(
        MakeWord(Op::kWide, static_cast<unsigned>(a) >> 8, constant >> 16, constant >> 24));
  }
  words_.push_back(MakeWord(Op::kLoadConst, static_cast<unsigned>(a), constant, constant >> 8));
}

void BytecodeBuilder::EmitJump(Op op, int a, int b, JumpTarget& target) {
  if (!reachable_) return;
  PutInstruction(op, a, b, 0);
  if (op == Op::kJumpIfNone || op == Op::kJumpIfNotNone) {
    threadable_.push_back({offset() - 1, offset()});
  }
  PutTarget(target);
}

void BytecodeBuilder::EmitSiteJump(Op op, int a, int b, int c, JumpTarget& target) {
  if (!reachable_) return;
  PutInstruction(op, a, b, c);
  const uint32_t instruction = offset() - 1;
  PutSite(op, nullptr);
  if (op != Op::kForIter && op != Op::kSend) threadable_.push_back({instruction, offset()});
  PutTarget(target);
}

void BytecodeBuilder::EmitGoto(JumpTarget& target) {
  if (!reachable_) return;
  PutInstruction(target.bound() ? Op::kLoopBack : Op::kJump, 0, 0, 0);
  threadable_.push_back({offset() - 1, offset()});
  PutTarget(target);
  reachable_ = false;
}

void BytecodeBuilder::Bind(JumpTarget& target) {
  assert(!target.bound());
  target.offset = offset();
  if (target.wanted()) reachable_ = true;
  for (uint32_t word = target.pending; word != JumpTarget::kNone;) {
    const uint32_t previous = words_[word];
    words_[word] = target.offset - (word + 1);
    word = previous;
  }
  target.pending = JumpTarget::kNone;
}

int BytecodeBuilder::NewHandler(int exception_register) {
  handlers_.push_back({0, static_cast<uint16_t>(exception_register), false});
  return static_cast<int>(handlers_.size()) - 1;
}

void BytecodeBuilder::CloseRange() {
  const uint32_t here = offset();
  if (current_handler_ != kNoHandler && here > range_start_) {
    handlers_[static_cast<size_t>(current_handler_)].used = true;
    if (!ranges_.empty() && ranges_.back().handler == current_handler_ &&
        ranges_.back().end == range_start_) {
      ranges_.back().end = here;
    } else {
      ranges_.push_back({range_start_, here, current_handler_});
    }
  }
  range_start_ = here;
}

void BytecodeBuilder::UseHandler(int handler) {
  if (handler == current_handler_) return;
  CloseRange();
  current_handler_ = handler;
}

void BytecodeBuilder::BindHandler(int handler) {
  CloseRange();
  Handler& bound = handlers_[static_cast<size_t>(handler)];
  bound.offset = offset();
  reachable_ = bound.used;
}

// Redirects jumps that lead to unconditional jumps. A jump that goes backward now is a LoopBack.
void BytecodeBuilder::ThreadJumps() {
  for (const Threadable& jump : threadable_) {
    const uint32_t original = jump.offset_word + 1 + words_[jump.offset_word];
    uint32_t target = original;
    for (int steps = 0; steps < 8 && target < words_.size(); ++steps) {
      const Op op = OpOf(words_[target]);
      if (op != Op::kJump && op != Op::kLoopBack) break;
      target = target + 2 + words_[target + 1];
    }
    if (target == original) continue;
    words_[jump.offset_word] = target - (jump.offset_word + 1);
    const Op op = OpOf(words_[jump.instruction]);
    if (op == Op::kJump && target <= jump.instruction) {
      words_[jump.instruction] = MakeWord(Op::kLoopBack);
    } else if (op == Op::kLoopBack && target > jump.instruction) {
      words_[jump.instruction] = MakeWord(Op::kJump);
    }
  }
}

std::unique_ptr<Code::Body> BytecodeBuilder::Finish() {
  CloseRange();
  ThreadJumps();
  auto body = std::make_unique<Code::Body>();
  body->words.assign(words_.begin(), words_.end());
  body->descriptors.assign(descriptors_.begin(), descriptors_.end());
  body->exceptions.reserve(ranges_.size());
  for (const Range& range : ranges_) {
    const Handler& handler = handlers_[static_cast<size_t>(range.handler)];
    body->exceptions.push_back(
        {range.start, range.end, handler.offset, handler.exception_register});
  }
  body->positions.assign(positions_.bytes().begin(), positions_.bytes().end());
  return body;
}

}  // namespace krait
